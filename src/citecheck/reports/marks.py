"""Verdicts, health and levels → the mark and the style they are shown with."""

from dataclasses import dataclass
from enum import StrEnum
from unicodedata import combining, normalize

from rich.console import Console
from rich.text import Text

from citecheck.model import ClaimVerdict, FactVerdict, Health, Level
from citecheck.reports.inert import inert

# Only characters that are one column wide in every locale; most of the tempting ones are two wide in East Asian ones.
_MARKS = {
    ClaimVerdict.SUPPORTED: ("✓", "+"),
    ClaimVerdict.PARTIAL: ("~", "~"),
    ClaimVerdict.CONTRADICTED: ("✗", "X"),
    ClaimVerdict.NOT_FOUND: ("?", "?"),
    ClaimVerdict.UNCHECKABLE: ("-", "-"),
    ClaimVerdict.UNCITED: (".", "."),
}
_VERDICT_STYLES = {
    ClaimVerdict.SUPPORTED: "green",
    ClaimVerdict.PARTIAL: "yellow",
    ClaimVerdict.CONTRADICTED: "bold red",
    ClaimVerdict.NOT_FOUND: "yellow",
    ClaimVerdict.UNCHECKABLE: "dim",
    ClaimVerdict.UNCITED: "dim",
}
_LEVEL_STYLES = {Level.ERROR: "bold red", Level.WARNING: "yellow", Level.NOTE: "dim"}
_GOOD_HEALTH = {Health.OK, Health.MOVED}
_BAD_HEALTH = {Health.DEAD, Health.SOFT_404, Health.PARKED}
_TYPOGRAPHY = str.maketrans({"«": "<<", "»": ">>", "…": "...", "→": "->", "—": "-", "›": ">", "·": "-", "×": "x"})


def verdict_style(verdict: ClaimVerdict | FactVerdict) -> str:
    """The style of a claim's or fact's verdict; a fact's is that of the claim's verdict of the same name."""
    return _VERDICT_STYLES[ClaimVerdict(verdict.value)]


def health_style(health: Health) -> str:
    """Green where the source is there, red where it is gone, yellow where it could not be read."""
    if health in _GOOD_HEALTH:
        return "green"
    return "bold red" if health in _BAD_HEALTH else "yellow"


def level_style(level: Level) -> str:
    """The style of a finding's level."""
    return _LEVEL_STYLES[level]


@dataclass(frozen=True, slots=True)
class Pen:
    """Writes text as the output can show it: every character inert, and none that the encoding lacks."""

    encoding: str

    @classmethod
    def of(cls, console: Console) -> "Pen":
        """The pen for a console's encoding."""
        return cls(console.encoding)

    @property
    def unicode(self) -> bool:
        """Whether the encoding has the marks."""
        return self._can("✓✗")

    def _can(self, text: str) -> bool:
        try:
            text.encode(self.encoding)
        except (UnicodeEncodeError, LookupError):
            return False
        return True

    def text(self, text: str, style: str = "") -> Text:
        """Someone else's text, on one line."""
        return Text(self.plain(inert(text)), style)

    def own(self, text: str, style: str = "") -> Text:
        """The report's own words; « and such in ASCII where they must be."""
        return Text(self.plain(text), style)

    def plain(self, text: str) -> str:
        """A text in characters that the encoding has: without accents where it must be, else spelled out."""
        if self._can(text):
            return text
        return "".join(char if self._can(char) else self._replaced(char) for char in text.translate(_TYPOGRAPHY))

    def _replaced(self, char: str) -> str:
        letters = "".join(part for part in normalize("NFKD", char) if not combining(part))
        return letters if letters and self._can(letters) else char.encode("ascii", "backslashreplace").decode("ascii")

    def mark(self, verdict: ClaimVerdict | FactVerdict) -> Text:
        """The mark of a verdict."""
        fancy, plain = _MARKS[ClaimVerdict(verdict.value)]
        return Text(fancy if self.unicode else plain, verdict_style(verdict))

    def word(self, name: StrEnum, style: str) -> Text:
        """A verdict, health or level as a word; a contradiction is loud even where there are no colours."""
        return Text(name.upper() if name == ClaimVerdict.CONTRADICTED else name, style)
