"""CLDR → ``src/citecheck/language/data/measures.json``: names and symbols of physical units in ten languages.

Every form that CLDR has behind a number, long and short. Single letters and symbols that are words of the language
as well ("in") are left out. Units of everyday life and what only people say of them ("kilos") are in ``units.json``,
written by hand; where a unit is in both, class and factor are those of ``units.json``.

Run: ``python tools/generate_measures.py``, with ``--check`` to fail where the table is another.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

from babel import Locale

DATA = Path(__file__).parents[1] / "src/citecheck/language/data"
TARGET = DATA / "measures.json"
LOCALES = {
    "en": ("en", "en_GB", "en_CA"),
    "fr": ("fr", "fr_CA"),
    "es": ("es", "es_MX"),
    "de": ("de",),
    "it": ("it",),
    "pt": ("pt", "pt_PT"),
    "ar": ("ar",),
    "ru": ("ru",),
    "uk": ("uk",),
    "zh": ("zh", "zh_Hant"),
}
SOURCE = "Unicode CLDR through Babel, Unicode License v3, https://www.unicode.org/license.txt"
NEW = {
    "length-nanometer": ("nanometre", "length", 1e-9),
    "length-micrometer": ("micrometre", "length", 1e-6),
    "length-decimeter": ("decimetre", "length", 0.1),
    "length-astronomical-unit": ("astronomical unit", "length", 149_597_870_700),
    "length-light-year": ("light-year", "length", 9.4607304725808e15),
    "length-parsec": ("parsec", "length", 3.0856775814913673e16),
    "area-square-centimeter": ("cm2", "area", 0.0001),
    "area-square-inch": ("square inch", "area", 0.00064516),
    "area-square-yard": ("square yard", "area", 0.83612736),
    "area-dunam": ("dunam", "area", 1000),
    "volume-milliliter": ("millilitre", "volume", 0.001),
    "volume-cubic-centimeter": ("cm3", "volume", 0.001),
    "volume-centiliter": ("centilitre", "volume", 0.01),
    "volume-cubic-inch": ("cubic inch", "volume", 0.016387064),
    "volume-deciliter": ("decilitre", "volume", 0.1),
    "volume-cubic-foot": ("cubic foot", "volume", 28.316846592),
    "volume-bushel": ("bushel", "volume", 35.23907016688),
    "volume-hectoliter": ("hectolitre", "volume", 100),
    "volume-cubic-yard": ("cubic yard", "volume", 764.554857984),
    "volume-acre-foot": ("acre-foot", "volume", 1_233_481.83754752),
    "volume-megaliter": ("megalitre", "volume", 1e6),
    "volume-cubic-kilometer": ("km3", "volume", 1e12),
    "volume-cubic-mile": ("cubic mile", "volume", 4.168181825440579584e12),
    "mass-microgram": ("microgram", "mass", 1e-9),
    "mass-milligram": ("milligram", "mass", 1e-6),
    "mass-ounce": ("ounce", "mass", 0.028349523125),
    "mass-ounce-troy": ("troy ounce", "mass", 0.0311034768),
    "speed-meter-per-second": ("m/s", "speed", 1),
    "duration-millisecond": ("millisecond", "time", 0.001),
    "energy-joule": ("joule", "energy", 1 / 4184),
    "energy-kilojoule": ("kilojoule", "energy", 1 / 4.184),
    "energy-kilowatt-hour": ("kWh", "energy", 3600 / 4.184),
    "frequency-hertz": ("Hz", "frequency", 1),
    "frequency-kilohertz": ("kHz", "frequency", 1e3),
    "frequency-megahertz": ("MHz", "frequency", 1e6),
    "frequency-gigahertz": ("GHz", "frequency", 1e9),
    "pressure-hectopascal": ("hectopascal", "pressure", 100),
    "pressure-millibar": ("millibar", "pressure", 100),
    "pressure-millimeter-ofhg": ("mmHg", "pressure", 133.322387415),
    "pressure-kilopascal": ("kilopascal", "pressure", 1e3),
    "pressure-pound-force-per-square-inch": ("psi", "pressure", 6894.757293168),
    "pressure-megapascal": ("megapascal", "pressure", 1e6),
    "electric-volt": ("volt", "voltage", 1),
    "digital-kilobyte": ("kB", "data", 1e3),
    "digital-megabit": ("megabit", "data", 125e3),
    "digital-gigabit": ("gigabit", "data", 125e6),
    "digital-petabyte": ("PB", "data", 1e15),
    "graphics-megapixel": ("megapixel", "pixels", 1e6),
    "temperature-kelvin": ("kelvin", "temperature", 1),
}
"""CLDR's name → ours, its class, and its size in the base unit of the class (kcal for energy, pascal for pressure)."""
KNOWN = {
    "power-watt": "W",
    "power-kilowatt": "kW",
    "power-megawatt": "MW",
    "power-gigawatt": "GW",
    "digital-megabyte": "MB",
    "digital-gigabyte": "GB",
    "digital-terabyte": "TB",
    "length-inch": "inch",
    "length-yard": "yard",
    "length-nautical-mile": "nautical mile",
    "area-square-foot": "square foot",
    "area-square-mile": "square mile",
    "area-square-kilometer": "km2",
    "area-square-meter": "m2",
    "area-acre": "acre",
    "volume-cubic-meter": "m3",
}
"""Those of ``units.json`` that have more names here."""
LEFT_OUT = frozenset(
    {"in", "yd", "au", "ua", "al", "fur", "f", "fm", "ae", "pc", "ac", "bu", "br", "ch", "са", "дм", "瓦", "to", "po"}
)
SHORTEST = 2


def names(unit: str, language: str) -> Iterator[str]:
    """What stands behind a number of the unit, in every form."""
    for locale in LOCALES[language]:
        forms = Locale.parse(locale)._data["unit_patterns"].get(unit, {})  # noqa: SLF001 — Babel has no other way to all forms
        for length in ("long", "short"):
            for form, pattern in forms.get(length, {}).items():
                if form != "per" and pattern.startswith("{0}"):
                    yield " ".join(pattern.removeprefix("{0}").split()).lower().rstrip(".")


def words(unit: str, language: str) -> str:
    """The names of a unit in a list as the tables write it."""
    usable = [name.replace(" ", "_") for name in names(unit, language) if _is_usable(name, language)]
    hyphened = [name.replace("_", "-") for name in usable] if language == "en" else []
    return " ".join(dict.fromkeys([*usable, *hyphened]))


def _is_usable(name: str, language: str) -> bool:
    shortest = 1 if language == "zh" and not name.isascii() else SHORTEST
    return len(name) >= shortest and name not in LEFT_OUT and "(" not in name and not name.startswith("/")


def table() -> str:
    """The table as it is written to its file."""
    own = json.loads((DATA / "units.json").read_text(encoding="utf-8"))
    rows = {cldr: (name, kind, factor) for cldr, (name, kind, factor) in NEW.items()}
    rows |= {cldr: (name, own[name]["class"], own[name]["factor"]) for cldr, name in KNOWN.items()}
    made = {
        name: {"class": kind, "factor": factor} | {language: words(cldr, language) for language in LOCALES}
        for cldr, (name, kind, factor) in rows.items()
    }
    return json.dumps({"_source": SOURCE} | made, ensure_ascii=False, indent=0, sort_keys=True) + "\n"


def main(arguments: list[str]) -> int:
    """Write the table, or with ``--check`` compare it with the one that is there."""
    made = table()
    if "--check" in arguments:
        return int(made != TARGET.read_text(encoding="utf-8"))
    TARGET.write_text(made, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
