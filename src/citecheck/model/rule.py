"""The rules: every kind of finding by its kebab-case name, with its default level and a summary."""

from enum import StrEnum


class Level(StrEnum):
    """How serious a finding is; the names are those of SARIF 2.1.0 §3.27.10."""

    NOTE = "note"
    WARNING = "warning"
    ERROR = "error"

    @property
    def rank(self) -> int:
        """0 for a note, 2 for an error."""
        return list(Level).index(self)


class Rule(StrEnum):
    """The name of a rule, as in reports, ``--fail-on`` and ``docs/rules.md``."""

    CLAIM_CONTRADICTED = "claim-contradicted"
    CLAIM_PARTIAL = "claim-partial"
    CLAIM_NOT_FOUND = "claim-not-found"
    CLAIM_UNCHECKABLE = "claim-uncheckable"
    CLAIM_UNCITED = "claim-uncited"
    REF_DEAD = "ref-dead"
    REF_UNREACHABLE = "ref-unreachable"
    REF_SOFT_404 = "ref-soft-404"
    REF_PARKED = "ref-parked"
    REF_PAYWALL = "ref-paywall"
    REF_NO_URL = "ref-no-url"
    REF_NOT_ARCHIVED = "ref-not-archived"
    REF_DUPLICATE = "ref-duplicate"
    REF_UNDEFINED = "ref-undefined"
    REF_UNUSED = "ref-unused"
    REF_MISSING_FIELD = "ref-missing-field"
    REF_TITLE_MISMATCH = "ref-title-mismatch"
    REF_AUTHOR_MISMATCH = "ref-author-mismatch"
    REF_DATE_MISMATCH = "ref-date-mismatch"
    REF_DATE_IS_ACCESS_DATE = "ref-date-is-access-date"
    REF_LANGUAGE_MISMATCH = "ref-language-mismatch"
    REF_MIXED_DATE_FORMATS = "ref-mixed-date-formats"
    ARCHIVE_COPY_UNUSABLE = "archive-copy-unusable"
    SOURCE_DRIFT = "source-drift"

    @property
    def level(self) -> Level:
        """The level of a finding of this rule unless its circumstances lower it."""
        return _RULES[self][0]

    @property
    def summary(self) -> str:
        """One line that says what the rule finds."""
        return _RULES[self][1]


_RULES: dict[Rule, tuple[Level, str]] = {
    Rule.CLAIM_CONTRADICTED: (Level.ERROR, "The cited source gives another value in the same role."),
    Rule.CLAIM_PARTIAL: (Level.WARNING, "Some facts of the claim stand in the cited source, others do not."),
    Rule.CLAIM_NOT_FOUND: (Level.WARNING, "None of the claim's facts was found in the cited source."),
    Rule.CLAIM_UNCHECKABLE: (Level.NOTE, "The claim could not be checked, for the reason given."),
    Rule.CLAIM_UNCITED: (Level.NOTE, "The claim cites no source."),
    Rule.REF_DEAD: (Level.WARNING, "The source has failed repeatedly over days: the link is dead."),
    Rule.REF_UNREACHABLE: (Level.WARNING, "The source could not be fetched this time."),
    Rule.REF_SOFT_404: (Level.WARNING, "The link answers, but not with the cited page."),
    Rule.REF_PARKED: (Level.WARNING, "The domain is parked, for sale or in other hands."),
    Rule.REF_PAYWALL: (Level.NOTE, "The page shows only a part of its text without a subscription."),
    Rule.REF_NO_URL: (Level.NOTE, "The reference has no URL, so citecheck cannot read the source."),
    Rule.REF_NOT_ARCHIVED: (Level.NOTE, "The reference has no archive copy."),
    Rule.REF_DUPLICATE: (Level.NOTE, "Two references cite the same work."),
    Rule.REF_UNDEFINED: (Level.WARNING, "A marker points at a reference that does not exist."),
    Rule.REF_UNUSED: (Level.NOTE, "A reference is defined and never cited."),
    Rule.REF_MISSING_FIELD: (Level.NOTE, "The reference lacks fields that identify its source."),
    Rule.REF_TITLE_MISMATCH: (Level.WARNING, "The cited title is not the page's title."),
    Rule.REF_AUTHOR_MISMATCH: (Level.WARNING, "The cited author is not the page's author."),
    Rule.REF_DATE_MISMATCH: (Level.WARNING, "The cited date is not the page's publication date."),
    Rule.REF_DATE_IS_ACCESS_DATE: (Level.WARNING, "The date given as the source's is the day it was read."),
    Rule.REF_LANGUAGE_MISMATCH: (Level.WARNING, "The page is in another language than the reference says."),
    Rule.REF_MIXED_DATE_FORMATS: (Level.NOTE, "The article's references write dates in several formats."),
    Rule.ARCHIVE_COPY_UNUSABLE: (Level.WARNING, "The archive copy does not hold what the live page holds."),
    Rule.SOURCE_DRIFT: (Level.WARNING, "What supported the claim at capture is gone from the source now."),
}
