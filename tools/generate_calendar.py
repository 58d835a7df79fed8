"""CLDR → ``src/citecheck/language/data/calendar.json``: names of months and weekdays in ten languages.

Every wide and abbreviated name, as used inside a date and alone, in lower case and without the dot of an
abbreviation. What CLDR lacks (inflected and regional names) is in ``calendar_extra.json``, written by hand.

Run: ``python tools/generate_calendar.py``, with ``--check`` to fail where the table is another.
"""

import json
import sys
from pathlib import Path

from babel import Locale

TARGET = Path(__file__).parents[1] / "src/citecheck/language/data/calendar.json"
LOCALES = {
    "en": ("en", "en_GB", "en_AU"),
    "fr": ("fr", "fr_CA"),
    "es": ("es", "es_MX"),
    "de": ("de", "de_AT"),
    "it": ("it",),
    "pt": ("pt", "pt_PT"),
    "ar": ("ar", "ar_EG", "ar_DZ", "ar_MA", "ar_LB", "ar_IQ", "ar_TN", "ar_SY"),
    "ru": ("ru",),
    "uk": ("uk",),
    "zh": ("zh", "zh_Hant"),
}
SOURCE = "Unicode CLDR through Babel, Unicode License v3, https://www.unicode.org/license.txt"
SHORTEST = {"zh": 1, "ar": 3}


def forms(tables: dict[str, dict[str, dict[int, str]]], language: str) -> dict[str, int]:
    """Every name in a CLDR table of months or days with its number; single letters are left out."""
    names: dict[str, int] = {}
    for context in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            for number, name in tables[context][width].items():
                plain = name.lower().rstrip(".")
                if len(plain) >= SHORTEST.get(language, 2) and not plain.isdigit():
                    names.setdefault(plain, number)
    return names


def calendar(language: str) -> dict[str, dict[str, int]]:
    """Months 1..12 and weekdays 0 (Monday) .. 6 of a language, from all its locales."""
    months: dict[str, int] = {}
    weekdays: dict[str, int] = {}
    for name in LOCALES[language]:
        locale = Locale.parse(name)
        months = forms(locale.months, language) | months
        weekdays = forms(locale.days, language) | weekdays
    return {"months": months, "weekdays": weekdays}


def table() -> str:
    """The table as it is written to its file."""
    made = {"_source": SOURCE} | {language: calendar(language) for language in LOCALES}
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
