import importlib.util
import json
from pathlib import Path

import pytest

from citecheck.language.aligned import aligned
from citecheck.language.calendar_words import calendar, clock_words
from citecheck.language.casualty_words import casualty_words, compatible_roles, said_role
from citecheck.language.lexicon import LANGUAGES, load_table, word_table
from citecheck.language.number_words import number_words
from citecheck.language.units import duals, money_words, units, units_by_name

TOOLS = Path(__file__).parents[2] / "tools"
DATA = Path(__file__).parents[2] / "src/citecheck/language/data"


def generator(name):
    spec = importlib.util.spec_from_file_location(name, TOOLS / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_every_table(language):
    assert set(calendar(language).months.values()) == set(range(1, 13))
    assert set(calendar(language).weekdays.values()) == set(range(7))
    assert {2, 3, 10} <= set(number_words(language).cardinal.values())
    assert number_words(language).bounds
    assert len(units(language).patterns()) > 150
    assert money_words(language).percent.get("%")
    assert {"killed", "wounded", "captured", "missing"} <= set(casualty_words(language).passive.values())
    assert clock_words(language).zones["gmt"] == 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_are_written_as_texts_are_aligned(language):
    words = [*calendar(language).months, *number_words(language).cardinal, *units(language).whole]

    assert [word for word in words if word != aligned(word)] == []


def test_a_language_without_tables_is_empty_and_not_an_error():
    assert calendar("und").months == {}
    assert number_words("und").cardinal == {}
    assert units("und").get("km").name == "km"


def test_every_unit_has_a_group_and_measures_a_positive_factor():
    assert all(unit.group for unit in units_by_name().values())
    assert all(unit.factor > 0 for unit in units_by_name().values() if unit.factor is not None)


def test_roles_of_the_casualty_words_can_be_said():
    roles = {role for language in LANGUAGES for role in casualty_words(language).passive.values()}
    roles |= {role for pair in compatible_roles() for role in pair}

    assert {role for role in roles if role not in load_table("casualties")["said"]} == set()
    assert said_role("put-out-of-action") == "put out of action"


def test_stems_and_whole_words():
    table = word_table([("hélico*", "stem"), ("hélicon", "whole")])

    assert table.get("hélicoptères") == "stem"
    assert table.get("hélicon") == "whole"
    assert table.get("héli") is None


def test_arabic_duals_are_made_of_singulars():
    assert duals("ar")[aligned("سيارتين")].name == "car"
    assert duals("ar")[aligned("جنديان")].name == "soldier"
    assert duals("fr") == {}


def test_the_calendar_is_what_its_generator_makes():
    pytest.importorskip("babel")
    made = generator("generate_calendar")

    committed = json.loads((DATA / "calendar.json").read_text(encoding="utf-8"))
    assert committed == {"_source": made.SOURCE} | {each: made.calendar(each) for each in made.LOCALES}


def test_the_number_words_are_what_their_generator_makes():
    pytest.importorskip("icu4py")
    made = generator("generate_number_words")
    committed = json.loads((DATA / "number_words.json").read_text(encoding="utf-8"))

    for language in ("fr", "ru"):
        cardinal = made.cardinals(language)
        assert committed[language] == {"cardinal": cardinal, "ordinal": made.ordinals(language, cardinal)}
