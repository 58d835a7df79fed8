"""ICU's spell-out rules → ``src/citecheck/language/data/number_words.json``: number words of ten languages.

Every word that ICU uses when it spells a number in any gender and case, with its value. Languages that write
numbers up to 999 in one word (German, Italian) have all of them; others have the words that they are built from.
What ICU lacks is in ``number_extra.json``, written by hand.

Run: ``python tools/generate_number_words.py``, with ``--check`` to fail where the table is another.
"""

import json
import re
import sys
from functools import cache
from itertools import product
from pathlib import Path

from icu4py.messageformat import MessageFormat

TARGET = Path(__file__).parents[1] / "src/citecheck/language/data/number_words.json"
LANGUAGES = ("en", "fr", "es", "de", "it", "pt", "ar", "ru", "uk")
ONE_WORD = ("de", "it")
GENDERS = ("", "-masculine", "-feminine", "-neuter", "-common", "-r", "-s", "-n", "-m", "-plural")
CASES = (
    "",
    "-genitive",
    "-dative",
    "-accusative",
    "-instrumental",
    "-ablative",
    "-locative",
    "-prepositional",
    "-nominative",
    "-adjective",
    "-construct",
    "-plural",
    "-masculine-plural",
    "-feminine-plural",
)
SAMPLE = (1, 2, 3, 4, 5, 8, 11, 21, 40, 50, 90, 100, 200, 300, 400, 500, 800, 1_000, 2_000_000, 5_000_000)
SCALES = (1_000, 1_000_000, 1_000_000_000, 1_000_000_000_000)
SOURCE = "ICU spell-out rules (CLDR), Unicode License v3, https://www.unicode.org/license.txt"


@cache
def formatter(language: str, ruleset: str) -> MessageFormat:
    """ICU's speller for a rule set of a language."""
    return MessageFormat(f"{{n,spellout,{ruleset}}}", language)


def spell(number: int, language: str, ruleset: str) -> list[str]:
    """The words of a number, without the soft hyphens that ICU puts into compounds."""
    text = formatter(language, ruleset).format({"n": number})
    return re.split(r"[\s\-]+", text.replace("\u00ad", "").lower())


@cache
def rulesets(form: str, language: str) -> tuple[str, ...]:
    """The rule sets of a form: ICU falls back to the plain one for names that it does not know."""
    known: dict[tuple[str, ...], str] = {}
    for gender, case in product(GENDERS, CASES):
        ruleset = f"%spellout-{form}{gender}{case}"
        sample = tuple(" ".join(spell(number, language, ruleset)) for number in SAMPLE)
        known.setdefault(sample, ruleset)
    return tuple(known.values())


def plain_numbers(language: str) -> list[int]:
    """The numbers whose spelling gives the words of a language."""
    return list(range(1_000)) if language in ONE_WORD else [*range(100), *range(100, 1_000, 100)]


def cardinals(language: str) -> dict[str, int]:
    """Every word of a cardinal with its value; a scale word counts its zeros ("millions": 1000000)."""
    words: dict[str, int] = {}
    for ruleset in rulesets("cardinal", language):
        for number in plain_numbers(language):
            spelled = spell(number, language, ruleset)
            if len(spelled) == 1:
                words.setdefault(spelled[0], number)
    for ruleset, scale, factor in product(rulesets("cardinal", language), SCALES, (1, 2, 5)):
        spelled = spell(scale * factor, language, ruleset)
        for word in spelled:
            words.setdefault(word, scale * factor if len(spelled) == 1 else scale)
    return words


def ordinals(language: str, known: dict[str, int]) -> dict[str, int]:
    """Every word that ends an ordinal, with its value."""
    words: dict[str, int] = {}
    last = 100 if language in ONE_WORD else 21
    for ruleset in rulesets("ordinal", language):
        for number in [*range(1, last), *range(30, 100, 10), *range(100, 1_000, 100), 1_000, 1_000_000]:
            spelled = spell(number, language, ruleset)
            if len(spelled) == 1 and spelled[0] not in known:
                words.setdefault(spelled[0], number)
    return words


def table() -> str:
    """The table as it is written to its file."""
    made: dict[str, object] = {"_source": SOURCE}
    for language in LANGUAGES:
        cardinal = cardinals(language)
        made[language] = {"cardinal": cardinal, "ordinal": ordinals(language, cardinal)}
    return json.dumps(made, ensure_ascii=False, indent=0, sort_keys=True) + "\n"


def main(arguments: list[str]) -> int:
    """Write the table, or with ``--check`` compare it with the one that is there."""
    made = table()
    if "--check" in arguments:
        return int(made != TARGET.read_text(encoding="utf-8"))
    TARGET.write_text(made, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
