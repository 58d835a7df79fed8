"""Text → the numbers written in it, in digits and in words, with their offsets."""

import re
from functools import lru_cache

from citecheck.language.aligned import aligned
from citecheck.language.chinese_numerals import read_chinese_numerals
from citecheck.language.digits import CODE, TIME_OR_CODE, read_digits
from citecheck.language.mixed_numbers import with_mixed
from citecheck.language.number_words import NumberWords, number_words
from citecheck.language.numeral import Numeral, Sort
from citecheck.language.numeral_patterns import (
    gap_pattern,
    numeral_openers,
    numeral_pattern,
    percent_ends,
    scale_pattern,
    suffix_pattern,
)
from citecheck.language.roman_numerals import read_centuries
from citecheck.language.spelled import Spelled
from citecheck.language.tokens import tokens_of
from citecheck.language.units import money_words, units


@lru_cache(maxsize=64)
def read_numerals(text: str, language: str) -> tuple[Numeral, ...]:
    """Every number in a text, in order; those that are a part of a word or code (A380, MQ-9) are left out."""
    low = aligned(text)
    if language == "zh":
        return tuple(_with_half(each, low) for each in read_chinese_numerals(text, low))
    numbers = with_mixed(_Reader(text, low, language).numerals(), text, language)
    numerals = [*numbers, *read_centuries(text, low, language)]
    return tuple(sorted(numerals, key=lambda each: each.start))


def _with_half(numeral: Numeral, low: str) -> Numeral:
    """A Chinese number with the half behind its measure word: 两个半 is two and a half."""
    if numeral.sort is not Sort.CARDINAL or not low.startswith(("个半", "個半"), numeral.end):
        return numeral
    return numeral._replace(end=numeral.end + 2, value=numeral.value + 0.5, step=0.1)


_LAST_WORD = re.compile(r"([^\W\d_]+) $")
_GLUED = re.compile(r"[^\W\d_]+\.?")
_PLURAL = re.compile(r"s(?![^\W_])")
_TITLE = re.compile(r"-in-|-to-")
"""Behind an ordinal that ranks nothing: second-in-command, second-to-none."""
_DECADE = re.compile(r"(?:the|early|late|mid)[ -]\d{4}$")
"""Before the plural of a year; that of a year that begins no decade ("the 1782s") is a number still."""
_BEFORE_LAST_DIGITS = ("-", ".", "/", "\n")
"""What may part the last digits of a code from the rest; it may go on in the next line."""
_TEN = 10
_TENS = frozenset(range(10, 100, 10))
_AGES = frozenset(range(20, 100, 10))
"""Numbers that "in his 40s" is said with."""


class _Reader:
    """Reads the numbers of one text, joining the words of one number ("deux cent mille")."""

    def __init__(self, text: str, low: str, language: str) -> None:
        self.text = text
        self.low = low
        self.language = language
        self.words: NumberWords = number_words(language)
        self._found: list[Numeral] = []
        self._open: Spelled | None = None
        self._start = self._end = 0
        self._first: Numeral | None = None
        self._ordinal = False

    def numerals(self) -> list[Numeral]:
        """The numbers in order."""
        pattern, position = numeral_pattern(self.language), 0
        for opening in tokens_of(self.text).openings(numeral_openers(self.language)):
            match = pattern.match(self.low, opening) if opening >= position else None
            if match is not None:
                position = self._take(match)
        self._close()
        return self._found

    def _take(self, match: re.Match[str]) -> int:
        """Take in what the pattern matches, and say where it ends."""
        if match["digits"]:
            return self._digits(match)
        if match["word"]:
            self._word(match)
            return match.end()
        groups = match.groupdict()
        if groups.get("prefix"):
            self._close()
            self._found.append(Numeral(*match.span("prefix"), self.words.cardinal[match["prefix"]]))
        elif "dual" in groups:
            self._close()
            self._found.append(Numeral(*match.span("dual"), 2.0, Sort.IMPLICIT))
        else:
            self._compound(match)
        return match.end()

    def _close(self) -> None:
        """End the number in hand, if there is one."""
        first, number = self._first, self._open
        self._open, ordinal, self._ordinal = None, self._ordinal, False
        if first is None or number is None:
            return
        value = number.value
        if ordinal:
            self._found.append(Numeral(self._start, self._end, value, Sort.ORDINAL, digits=first.digits))
        elif self._end == first.end:
            self._found.append(first)
        elif not (first.sort is Sort.ONE and value == 1):
            step = first.step * (number.scale if first.digits else 1.0)
            self._found.append(Numeral(self._start, self._end, value, step=step, digits=first.digits))

    def _begin(self, numeral: Numeral) -> None:
        self._open = Spelled.begin(numeral.value, self.language, digits=numeral.digits)
        self._first, self._start, self._end = numeral, numeral.start, numeral.end

    def _digits(self, match: re.Match[str]) -> int:
        """Take in digits, and say where what is read of them ends."""
        self._close()
        start, end = match.span()
        read = read_digits(match["digits"], self.text[start:end], self.language)
        if read is None:
            return end
        end = start + read.end
        if self._ends_code(start) or TIME_OR_CODE.match(self.low, end):
            return end
        numeral = Numeral(start, end, read.value, step=read.step, alternate=read.alternate, digits=True)
        accepted = self._glued(numeral)
        if accepted is None:
            return end
        if accepted.sort is Sort.CARDINAL and accepted.end == end:
            self._begin(accepted)
        else:
            self._found.append(accepted)
        return end

    def _ends_code(self, start: int) -> bool:
        """Whether the digits at a place are the last of a code: MQ-9, Covid-19, 2.0."""
        before = self.text[start - 1 : start]
        return before in _BEFORE_LAST_DIGITS and CODE.search(self.text, max(start - 12, 0), start) is not None

    def _glued(self, numeral: Numeral) -> Numeral | None:
        """The numeral with what is written against it: 10k, 21st, 80km; ``None`` for codes such as 5G."""
        end = numeral.end
        suffix = suffix_pattern(self.language).match(self.low, end)
        if suffix is not None:
            return numeral._replace(end=suffix.end(), sort=Sort.ORDINAL)
        if self._is_dotted_ordinal(numeral):
            return numeral._replace(end=end + 1, sort=Sort.ORDINAL)
        scaled = self._scaled(numeral)
        if scaled is not None:
            return scaled
        if not self.low[end : end + 1].isalnum():
            return numeral
        if _PLURAL.match(self.low, end):
            if _DECADE.search(self.low, max(numeral.start - 8, 0), end):
                return numeral
            if numeral.value in _AGES:
                return numeral._replace(end=end + 1, sort=Sort.ABOUT)
        glued = _GLUED.match(self.low, end)
        if glued is None or glued.group()[0] >= "\u0590":
            return numeral
        word = glued.group()
        unit = units(self.language).whole.get(word)
        measured = unit is not None and (len(word) > 1 or self.text[glued.start()] == word)
        if measured or any(map(word.startswith, self.words.compound)) or money_words(self.language).after.get(word):
            return numeral
        return None

    def _is_dotted_ordinal(self, numeral: Numeral) -> bool:
        """Whether a full stop behind digits makes them an ordinal: in der 89. Minute."""
        if not self.words.ordinal_before or not self.low.startswith(". ", numeral.end):
            return False
        before = _LAST_WORD.search(self.low, max(numeral.start - 8, 0), numeral.start)
        follows = self.low[numeral.end + 2 : numeral.end + 3].isalpha()
        return follows and before is not None and before[1] in self.words.ordinal_before

    def _scaled(self, numeral: Numeral) -> Numeral | None:
        behind = scale_pattern(self.language).match(self.low, numeral.end)
        if behind is None or not self._is_scale(behind, numeral.start):
            return None
        scale = self.words.scale[behind[0].lstrip()]
        value, step = numeral.value * scale, numeral.step * scale
        return numeral._replace(end=behind.end(), value=value, step=step, alternate=None)

    def _is_scale(self, behind: re.Match[str], start: int) -> bool:
        """Whether an abbreviation is a scale here: one letter only beside money (3 m is three metres)."""
        before, end = self.low[max(start - 2, 0) : start].strip(), behind.end()
        money = before[-1:] in ("$", "£", "€", "¥", "₽", "₹") or self.low[end : end + 2].strip()[:1] in ("$", "£", "€")
        return money or len(behind[0].lstrip()) > 1 or behind[0] == "k"

    def _word(self, match: re.Match[str]) -> None:
        word = match["word"]
        start, end = match.start(), match.end()
        clitic = match["clitic"] if self.language == "ar" else ""
        waw = clitic.startswith("و")
        if clitic.removeprefix("و") in ("", "ال") and self._joins(word, start, end, waw=waw):
            return
        self._close()
        numeral = None if self._is_percent(match) else self._single(word, match.start("word") if waw else start, end)
        if numeral is None:
            return
        low_ordinal = self.language == "ar" and numeral.value <= _TEN
        tens = numeral.sort is Sort.ORDINAL and (numeral.value in _TENS or low_ordinal)
        if tens or numeral.sort in (Sort.CARDINAL, Sort.ONE):
            self._begin(numeral)
        else:
            self._found.append(numeral)

    def _compound(self, match: re.Match[str]) -> None:
        """A number above a thousand in one word: dreiundzwanzigtausendvierhundert, ventitremila."""
        thousands, rest = match.groups()[-2:]
        parts = (self._part(thousands, 1.0), self._part(rest, 0.0))
        value = parts[0] * 1000 + parts[1] if parts[0] is not None and parts[1] is not None else None
        if value is not None and self._open is not None and self._continues(match.start(), value):
            self._end = match.end()
            return
        self._close()
        if value is not None:
            self._begin(Numeral(*match.span(), value))

    def _part(self, word: str, empty: float) -> float | None:
        """The value of a part of a compound; Italian writes the accent of ventitré at the end of a word only."""
        if not word:
            return empty
        if word in self.words.one or word in self.words.one_joined:
            return 1.0
        return self.words.cardinal.get(word, self.words.cardinal.get(re.sub("tre$", "tré", word)))

    def _continues(self, start: int, value: float) -> bool:
        """Whether a compound goes on with the number before it: drei Millionen fünfhunderttausend."""
        return self.low[self._end : start] == " " and self._open is not None and self._open.take(value, "")

    def _joins(self, word: str, start: int, end: int, *, waw: bool) -> bool:
        if self._open is None or self._ordinal or start - self._end > 8:
            return False
        gap = gap_pattern(self.language).fullmatch(self.low, self._end, start)
        if gap is None:
            return False
        connector = "و" if waw else gap[1] or ""
        values = self.words.cardinal.get(word), self.words.ordinal.get(word), self.words.about.get(word)
        cardinal, ordinal, about = values
        if word in self.words.one or word in self.words.one_joined:
            cardinal = 1.0
        if cardinal is None and about is not None:
            cardinal = about if about in (1000.0, 100.0) else None
        if self._first is not None and self._first.sort is Sort.ORDINAL:
            ordinal = cardinal if ordinal is None and self.language == "ar" else ordinal
            cardinal = None
        if cardinal is not None and self._open.take(cardinal, connector):
            self._end = end
        elif ordinal is not None and not self._open.digits and self._open.take(ordinal, connector):
            self._end, self._ordinal = end, True
        else:
            return False
        return True

    def _is_percent(self, match: re.Match[str]) -> bool:
        """Whether a hundred is that of "pour cent", "por ciento", "بالمائة"."""
        if match.group() not in percent_ends(self.language):
            return False
        percent = money_words(self.language).percent.whole
        before = self.low[max(match.start() - 6, 0) : match.start()].split()[-1:]
        return match.group() in percent or any(f"{word} {match.group()}" in percent for word in before)

    def _single(self, word: str, start: int, end: int) -> Numeral | None:
        """A number word that begins a number, by the first table that has it."""
        words = self.words
        cardinal = words.cardinal.get(word)
        if word in words.exact:
            return Numeral(start, end, words.exact[word])
        if word in words.one:
            return Numeral(start, end, 1.0, Sort.ONE)
        if word in words.vague:
            return Numeral(start, end, words.vague[word], Sort.VAGUE)
        if cardinal is not None and (cardinal < 1_000_000 or not _is_power(cardinal)):
            alone = self.language == "en" and cardinal in (100, 1000)
            return None if alone else Numeral(start, end, cardinal)
        tables = ((words.fraction, Sort.FRACTION), (words.about, Sort.ABOUT), (words.ordinal, Sort.ORDINAL))
        for table, sort in (*tables, (words.implicit, Sort.IMPLICIT)):
            if word in table and not (sort is Sort.ORDINAL and _TITLE.match(self.low, end)):
                return Numeral(start, end, table[word], sort)
        return None


def _is_power(value: float) -> bool:
    return value in (1e6, 1e9, 1e12)
