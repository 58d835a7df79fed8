"""A page that answered → whether its domain is in other hands, which live off the visitors of the old site."""

import re

from citecheck.documents.case import Case
from citecheck.documents.signs import every_sign, plain, sign_in
from citecheck.documents.titles import content_words
from citecheck.model import Diagnosis, Health

_MENTIONS = 4
_HOST = re.compile(r"\b[\w-]+(?:\.[\w-]+)+\b")
"""Names of hosts: the old one is still made of the old words."""


def usurped(case: Case) -> Diagnosis | None:
    """A page that advertises what usurped domains do, in its titles and all over, and holds no word that was cited."""
    cited = case.reference.title or ""
    if case.document is None or not cited or sign_in(plain(cited), "usurper_phrases"):
        return None
    advertised = sign_in(plain(" ".join(case.titles)), "usurper_phrases")
    if advertised is None:
        return None
    text = _HOST.sub(" ", plain(case.text))
    if len(every_sign(text, "usurper_phrases")) < _MENTIONS or content_words(cited) & content_words(text):
        return None
    return Diagnosis(Health.PARKED, f"The domain seems to be in other hands: the page's title says {advertised!r}.")
