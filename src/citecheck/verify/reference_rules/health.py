"""A link's diagnosis → the finding that names it."""

from citecheck.model import Article, Finding, Health, ReferenceResult, Rule
from citecheck.verify.reference_rules.finding import finding

_RULES = {
    Health.DEAD: Rule.REF_DEAD,
    Health.UNREACHABLE: Rule.REF_UNREACHABLE,
    Health.BLOCKED: Rule.REF_UNREACHABLE,
    Health.BOT_WALL: Rule.REF_UNREACHABLE,
    Health.CONSENT_WALL: Rule.REF_UNREACHABLE,
    Health.JS_ONLY: Rule.REF_UNREACHABLE,
    Health.SOFT_404: Rule.REF_SOFT_404,
    Health.PARKED: Rule.REF_PARKED,
    Health.PAYWALL: Rule.REF_PAYWALL,
    Health.NO_URL: Rule.REF_NO_URL,
}


def unhealthy_link(result: ReferenceResult, article: Article) -> Finding | None:  # noqa: ARG001 - every check has it
    """What is wrong with the reference's link, with the sign that decided; nothing for ``ok`` and ``moved``."""
    rule = _RULES.get(result.health)
    if rule is None:
        return None
    sign = result.diagnosis.sign or (result.failure.detail if result.failure else "")
    reason = f" {sign[:1].upper()}{sign[1:]}" if sign else ""
    ended = reason if not reason or reason.endswith((".", "!", "?")) else f"{reason}."
    return finding(rule, result.reference, f"{rule.summary}{ended}")


def not_archived(result: ReferenceResult, article: Article) -> Finding | None:  # noqa: ARG001 - every check has it
    """A reference with a URL and no archive copy."""
    reference = result.reference
    if reference.url is None or reference.archive_url is not None:
        return None
    return finding(Rule.REF_NOT_ARCHIVED, reference, "The reference gives no archive copy of its source.")
