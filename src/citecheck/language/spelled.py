"""Number words in a row → one number, by the grammar of numbers that the languages share."""

from dataclasses import dataclass

_TENS = frozenset(range(20, 100, 10))
_TEENS_FOLLOW = {"fr": frozenset({60, 80})}
"""Tens that numbers from 10 to 19 follow: soixante-dix, quatre-vingt-onze."""
_AFTER_ET = frozenset({1, 11})


@dataclass(slots=True)
class Spelled:
    """A number that is being read word by word.

    ``total`` holds what is complete up to the last thousand, million, …; ``group`` what has been read of the
    group in hand, below a thousand. ``digits`` says that the group is written in digits ("3.5 million").
    """

    language: str
    total: float
    group: float
    digits: bool = False
    scale: float = 1.0
    """The last thousand, million, … taken."""

    begun_in_digits: bool = False
    """Whether the number began with digits: no small number in words joins it ("1.7 million four years ago")."""

    @property
    def value(self) -> float:
        """The number read so far."""
        return self.total + self.group

    @classmethod
    def begin(cls, value: float, language: str, *, digits: bool = False) -> "Spelled":
        """Begin with a first word or a number in digits."""
        if value < 1000 or digits:
            return cls(language, 0.0, value, digits, begun_in_digits=digits)
        return cls(language, value, 0.0, scale=1000.0)

    def take(self, value: float, connector: str) -> bool:
        """Take another word, if the grammar lets it follow; ``connector`` is the word between, if any ("and")."""
        if value >= 1000:
            return not connector and self._take_scale(value)
        if value >= 100:
            return self._take_hundreds(value, connector)
        return not self.digits and not self.begun_in_digits and self._take_small(value, connector)

    def _take_scale(self, value: float) -> bool:
        if _is_scale(value) and self.group and (self.scale == 1.0 or value < self.scale):
            self.total += self.group * value
        elif _is_scale(value) and self.value and value > self.scale:
            self.total = self.value * value
        elif not _is_scale(value) and self.total and not self.group and value < self.scale:
            self.total += value
        else:
            return False
        self.group, self.digits, self.scale = 0.0, False, value
        return True

    def _take_hundreds(self, value: float, connector: str) -> bool:
        if value == 100 and 1 < self.group < 100 and not connector and self.group == int(self.group):
            self.group *= 100
            return True
        if value == 100 and self.group == 1 and self.language in ("en", "de", "zh"):
            self.group = 100
            return True
        if self.group == 0 and self.total and not self.digits:
            self.group = value
            return True
        return False

    def _take_small(self, value: float, connector: str) -> bool:
        if not self._fits(value, connector):
            return False
        if self.language == "fr" and self.group % 100 == 4 and value == 20:
            self.group += 76
        else:
            self.group += value
        return True

    def _fits(self, value: float, connector: str) -> bool:
        rest = self.group % 100
        if rest == 0:
            return self.value > 0 and value > 0 and connector in ("", "and", "e", "و", "und", "y")
        if rest in _TEENS_FOLLOW.get(self.language, ()) and 10 <= value <= 19:
            return connector != "et" or value == 11
        if rest in _TENS and 1 <= value <= 9:
            return connector in ("", "y", "e", "و") or (connector == "et" and value in _AFTER_ET)
        if self.language == "ar" and 1 <= rest <= 10:
            return (connector == "و" and value in _TENS) or (not connector and value == 10 and rest < 10)
        if self.language == "fr" and rest == 10:
            return 7 <= value <= 9 and not connector
        return self.language == "fr" and rest == 4 and value == 20 and not connector


def _is_scale(value: float) -> bool:
    return value in (1e3, 1e6, 1e9, 1e12)
