"""How well counted facts and dates are found and compared, on public data.

Numbers are measured through ``find`` and ``seek`` alone, so that misses show where they arise (``claims.py`` measures
them through ``check_claim``), dates of NTREX through ``check_claim``, those of the Specs through ``find``.

Run: ``python benchmarks/facts.py --data FOLDER`` with the folders ``ntrex`` and ``specs`` in it: NTREX as
``sentences.jsonl`` (github.com/MicrosoftTranslator/NTREX) and the ``Specs`` of
github.com/microsoft/Recognizers-Text. What is counted is said beside each figure; nothing is special to a text.

A *number* of NTREX is a run of digits or a number word from two on in an English sentence. It is found where the
fact that covers it has a supporting hit in the whole document in the other language. Changed numbers are looked for
in the aligned sentence and its neighbours, as an anchor would find them.
"""

import argparse
import json
import random
import re
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from citecheck.facts import KINDS, find_facts
from citecheck.facts.date import DateMention
from citecheck.facts.interface import Kind, Mention, Relation, Setting
from citecheck.facts.source import Source
from citecheck.model import Count, FactKind, FactResult, FactVerdict
from citecheck.verify import check_claim

PUBLISHED = date(2018, 9, 30)
SPECS_REFERENCE = date(2016, 11, 7)
"""The Specs' usual reference day, for the many French cases that give none."""
SPECS_FOLDERS = {"en": "English", "fr": "French", "es": "Spanish"}
_BY_NAME = {kind.name: kind for kind in KINDS}
_ONES = ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen"]
_TEENS = ["fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
_WORDS = [*_ONES, *_TEENS, "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_NUMBER = re.compile(rf"(?<![\w.,])\d+(?:,\d{{3}})*(?:\.\d+)?|\b(?:{'|'.join(_WORDS)})\b", re.IGNORECASE)
_COUNTED = (
    FactKind.DATE,
    FactKind.TIME,
    FactKind.MONEY,
    FactKind.PERCENTAGE,
    FactKind.CASUALTY,
    FactKind.QUANTITY,
    FactKind.NUMBER,
)
_FACTORS = (0.5, 0.8, 0.9, 1.1, 1.2, 1.5, 2)


def documents(path: Path) -> dict[str, list[dict[str, str]]]:
    """NTREX, sentence by sentence, by document."""
    grouped: dict[str, list[dict[str, str]]] = defaultdict(list)
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        grouped[row["document"]].append(row)
    return grouped


def numbers(sentence: str) -> Iterator[tuple[int, int, float]]:
    """The numbers of an English sentence: offsets and value."""
    for match in _NUMBER.finditer(sentence):
        written = match.group().lower()
        if written in _WORDS:
            yield match.start(), match.end(), float(word_value(written))
        else:
            yield match.start(), match.end(), float(written.replace(",", "").rstrip("."))


def word_value(word: str) -> int:
    """The number that a word of the list stands for."""
    index = _WORDS.index(word)
    return index + 2 if index < 19 else (index - 17) * 10


def size(value: float, written: str) -> str:
    """The class of a number by its chance of standing anywhere."""
    if 1990 <= value <= 2018 and len(written) == 4:
        return "year"
    return "<=12" if value <= 12 else "13-99" if value <= 99 else ">=100"


def changed(value: float, written: str, rng: random.Random) -> str | None:
    """Another number of the same class in the same notation."""
    kind = size(value, written)
    if kind == "year":
        return str(rng.choice([year for year in range(1990, 2019) if year != value]))
    if kind in ("<=12", "13-99"):
        low, high = (2, 12) if kind == "<=12" else (13, 99)
        if written.lower() in _WORDS:
            pool = [
                word
                for index, word in enumerate(_WORDS)
                if low <= (index + 2 if index < 19 else (index - 17) * 10) <= high
            ]
            other = rng.choice([word for word in pool if word != written.lower()])
            return other.capitalize() if written[0].isupper() else other
        if value != int(value):
            return None
        return str(rng.choice([each for each in range(low, high + 1) if each != value]))
    new = round(value * rng.choice(_FACTORS))
    return f"{new:,}" if "," in written else str(new)


def covering(facts: tuple[Mention, ...], start: int, end: int) -> Mention | None:
    """The fact that covers a number: of several, the shortest."""
    over = [each for each in facts if each.start <= start and end <= each.end]
    return min(over, key=lambda each: each.end - each.start, default=None)


def relations(fact: Mention, source: Source) -> set[Relation]:
    """What the hits of a fact say; a small or bare number needs a hit of some strength."""
    return {hit.relation for hit in _BY_NAME[fact.kind].seek(fact, source) if hit.strength >= 0.15}


def window(rows: list[dict[str, str]], index: int, language: str, width: int) -> str:
    """The aligned sentence with its neighbours, one a line."""
    return "\n".join(row[language] for row in rows[max(index - width, 0) : index + width + 1])


def ntrex(path: Path, language: str, misses: int) -> None:
    """Print recall and false support for numbers of English sentences in documents of another language."""
    rng = random.Random(7)
    tally: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0, 0, 0])
    for rows in documents(path).values():
        whole = Source("\n".join(row[language] for row in rows), Setting(language, PUBLISHED))
        for index, row in enumerate(rows):
            facts = find_facts(row["en"], Setting("en", PUBLISHED))
            near = Source(window(rows, index, language, 0), Setting(language, PUBLISHED))
            for start, end, value in numbers(row["en"]):
                written = row["en"][start:end]
                counts = tally[size(value, written)]
                fact = covering(facts, start, end)
                same = relations(fact, whole) if fact is not None else set()
                aligned = relations(fact, near) if fact is not None else set()
                counts[0] += 1
                counts[1] += Relation.SAME in same
                counts[2] += Relation.DIFFERENT in aligned and Relation.SAME not in aligned
                if Relation.SAME not in same and misses > 0:
                    misses -= 1
                    print(f"  - {written} [{fact.kind if fact else None} {fact.value if fact else ''}]: {row['en']}")
                    print(f"    {row[language]}")
                other = changed(value, written, rng)
                if other is None:
                    continue
                mutated = row["en"][:start] + other + row["en"][end:]
                fact = covering(find_facts(mutated, Setting("en", PUBLISHED)), start, start + len(other))
                said = relations(fact, near) if fact is not None else set()
                if Relation.SAME in said and misses < 0:
                    print(f"  + {written} -> {other} [{fact.value if fact else ''}]: {mutated}\n    {row[language]}")
                counts[3] += 1
                counts[4] += Relation.SAME in said
                counts[5] += Relation.DIFFERENT in said and Relation.SAME not in said
    total = [sum(column) for column in zip(*tally.values(), strict=True)]
    for name, row_ in [*sorted(tally.items()), ("all", total)]:
        n, found, wrong, mutated, supported, against = row_
        print(
            f"ntrex en-{language} {name:6} n={n:4} recall {found / n:.3f}  true called different {wrong / n:.3f}  "
            f"changed: supported {supported / max(mutated, 1):.3f} different {against / max(mutated, 1):.3f}"
        )


def ntrex_dates(path: Path, language: str, misses: int) -> None:
    """Print what ``check_claim`` says of dates of English sentences, true and moved by two to five days."""
    rng = random.Random(7)
    true: Counter[FactVerdict] = Counter()
    moved: Counter[FactVerdict] = Counter()
    for rows in documents(path).values():
        document = "\n".join(row[language] for row in rows)
        for row in rows:
            if not _BY_NAME[FactKind.DATE].find(row["en"], Setting("en", PUBLISHED)):
                continue
            for fact in dates_of(row["en"], document, language):
                true[fact.verdict] += 1
                if fact.verdict is not FactVerdict.SUPPORTED and misses > 0:
                    misses -= 1
                    print(f"  - {fact.text} {fact.value} {fact.verdict}: {row['en']}\n    {row[language]}")
                other = moved_day(fact, row["en"], rng)
                if other is not None:
                    said = dates_of(other, document, language)
                    moved.update(each.verdict for each in said if each.start == fact.start)
    n, m = true.total(), moved.total()
    print(
        f"ntrex en-{language} dates n={n:4} recall {true[FactVerdict.SUPPORTED] / n:.3f} "
        f"contradicted {true[FactVerdict.CONTRADICTED] / n:.3f} | moved n={m} "
        f"supported {moved[FactVerdict.SUPPORTED] / max(m, 1):.3f} "
        f"contradicted {moved[FactVerdict.CONTRADICTED] / max(m, 1):.3f}"
    )


def dates_of(sentence: str, document: str, language: str) -> list[FactResult]:
    """The verdicts on the dates of an English sentence."""
    published = PUBLISHED.isoformat()
    result = check_claim(sentence, document, claim_language="en", source_language=language, published=published)
    return [fact for fact in result.facts if fact.kind is FactKind.DATE]


def moved_day(fact: FactResult, sentence: str, rng: random.Random) -> str | None:
    """The sentence with the day of the month in a date moved by two to five, if the date has one."""
    match = re.search(r"\b(\d\d?)\b(?!:)", fact.text)
    if match is None or not re.search(r"-\d\d$", str(fact.value)) or str(fact.value).count("-") < 2:
        return None
    day = 1 + (int(match[1]) - 1 + rng.choice((-5, -4, -3, -2, 2, 3, 4, 5))) % 28
    return sentence[: fact.start + match.start()] + str(day) + sentence[fact.start + match.end() :]


Gold = tuple[str, ...]
"""What the Specs resolve a date to: each reading as JSON."""


def specs_cases(folder: Path) -> list[dict[str, Any]]:
    """The cases of one language of the Specs."""
    loaded: list[dict[str, Any]] = json.loads((folder / "DateTimeModel.json").read_text(encoding="utf-8-sig"))
    return loaded


def reference_day(case: dict[str, Any]) -> date | None:
    """The day that a case of the Specs is relative to, where it gives one."""
    given = (case.get("Context") or {}).get("ReferenceDateTime")
    return date.fromisoformat(given[:10]) if given else None


def gold(result: dict[str, Any]) -> Gold:
    """The readings of one result of a case; none where it isn't a date, or a day that does not exist."""
    resolution = result.get("Resolution")
    if result.get("TypeName") != "datetimeV2.date" or not isinstance(resolution, dict):
        return ()
    values = resolution["values"]
    if all(value.get("value") == "not resolved" for value in values):
        return ()
    return tuple(sorted(json.dumps(value, sort_keys=True) for value in values))


def twin_days(root: Path) -> dict[Gold, date]:
    """The reference day behind each resolution, from the cases of any language that give one: the most frequent.

    The cases are translations of each other, and those that lack their reference day resolve as their twins do.
    """
    seen: dict[Gold, Counter[date]] = defaultdict(Counter)
    for folder in SPECS_FOLDERS.values():
        for case in specs_cases(root / folder):
            day = reference_day(case)
            for result in case["Results"]:
                if day is not None and gold(result):
                    seen[gold(result)][day] += 1
    return {resolution: days.most_common(1)[0][0] for resolution, days in seen.items()}


def days_found(text: str, language: str, published: date | None) -> tuple[set[str], set[str]]:
    """Every day that a date of a text may be, and the values of the dates, in EDTF."""
    mentions = _BY_NAME[FactKind.DATE].find(text, Setting(language, published))
    readings = [span for each in mentions if isinstance(each, DateMention) for span in each.readings]
    return {first.isoformat() for first, last in readings if first == last}, {str(each.value) for each in mentions}


def specs_dates(root: Path, language: str, misses: int) -> None:
    """Print how many dates that the Specs resolve are found with that value, in three ways of reading the cases.

    Most French cases resolve a relative day and give no day that it is relative to. *As given* puts the Specs' usual
    reference day for it, *resolvable* leaves such cases out, *with twins* takes the day of the case in another
    language that resolves to the same. *As written* leaves out what is relative to a day, gives no such day, and takes
    the TIMEX of the Specs (``XXXX-10-02``) for the value where no year is written.
    """
    twins = twin_days(root)
    tally: Counter[str] = Counter()
    for case in specs_cases(root / SPECS_FOLDERS[language]):
        reference, text = reference_day(case), case["Input"]
        for result in case["Results"]:
            resolution = [json.loads(each) for each in gold(result)]
            if not resolution:
                continue
            expected = {str(value.get("value")) for value in resolution}
            twin = reference or twins.get(gold(result), SPECS_REFERENCE)
            hit = bool(expected & days_found(text, language, reference or SPECS_REFERENCE)[0])
            with_twin = bool(expected & days_found(text, language, twin)[0])
            written = {str(value["timex"]) for value in resolution}
            known = bool(reference) or all(each[:4] in text for each in expected)
            tally.update(n=1, given=hit, twin=with_twin, known=known, given_known=hit and known)
            if all(each.startswith("XXXX") or each[:4] in text for each in written):
                days, values = days_found(text, language, None)
                tally.update(written=1, as_written=bool(written & (days | values)))
            if not with_twin and misses > 0:
                misses -= 1
                print(f"  - {result['Text']!r} in {text!r} ({twin}): {sorted(expected)}")
    n = tally["n"]
    print(
        f"specs dates {language} n={n} as given {tally['given'] / n:.3f} | resolvable n={tally['known']} "
        f"{tally['given_known'] / tally['known']:.3f} | with twins {tally['twin'] / n:.3f} | "
        f"as written n={tally['written']} {tally['as_written'] / max(tally['written'], 1):.3f}"
    )


def specs_numbers(path: Path, language: str, misses: int) -> None:
    """Print how many integers of the Specs are found with that value."""
    n = found = 0
    for case in json.loads(path.read_text(encoding="utf-8-sig")):
        values = {
            end
            for kind in KINDS
            for each in kind.find(case["Input"], Setting(language))
            if isinstance(each.value, Count)
            for end in (each.value.low, each.value.high)
        }
        for result in case["Results"]:
            resolution = result.get("Resolution")
            if not isinstance(resolution, dict) or resolution.get("subtype") != "integer":
                continue
            n += 1
            hit = float(resolution["value"].replace(",", "")) in values
            found += hit
            if not hit and misses > 0:
                misses -= 1
                print(f"  - {case['Input']!r}: {resolution['value']} not {values}")
    print(f"specs numbers {language} n={n} recall {found / n:.3f}")


def speed(path: Path, language: str) -> None:
    """Print the time that each kind takes to find its facts in 60,000 characters, and to seek one fact in them."""
    text = "\n".join(row[language] for rows in documents(path).values() for row in rows)[:60_000]
    kinds = [_BY_NAME[name] for name in _COUNTED]
    for kind in kinds:
        kind.find("2", Setting(language))
    for kind in kinds:
        best = min(_timed(kind, text + str(turn), language) for turn in range(3))
        print(f"speed {language} {kind.name:10} find {best * 1000:6.1f} ms")
    claims = [
        fact
        for row in path.read_text(encoding="utf-8").splitlines()[:200]
        for fact in find_facts(json.loads(row)["en"], Setting("en", PUBLISHED))
    ]
    source = Source(text, Setting(language, PUBLISHED))
    for fact in claims[:5]:
        list(_BY_NAME[fact.kind].seek(fact, source))
    began = time.process_time()
    for fact in claims:
        list(_BY_NAME[fact.kind].seek(fact, source))
    print(
        f"speed {language} seek {(time.process_time() - began) / len(claims) * 1000:.3f} ms a fact, {len(claims)} facts"
    )


def _timed(kind: Kind, text: str, language: str) -> float:
    began = time.process_time()
    kind.find(text, Setting(language, PUBLISHED))
    return time.process_time() - began


def main() -> None:
    """Measure what the options ask for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--language", action="append", help="of NTREX: fr es de ru ar; default all")
    parser.add_argument("--only", action="append", choices=("ntrex", "dates", "specs", "speed"))
    parser.add_argument("--misses", type=int, default=0, help="show so many misses of each measure")
    options = parser.parse_args()
    chosen = options.only or ("ntrex", "dates", "specs", "speed")
    sentences = options.data / "ntrex" / "sentences.jsonl"
    for language in options.language or ("fr", "es", "de", "ru", "ar"):
        if "ntrex" in chosen:
            ntrex(sentences, language, options.misses)
        if "dates" in chosen:
            ntrex_dates(sentences, language, options.misses)
    for language, folder in SPECS_FOLDERS.items():
        if "specs" in chosen:
            specs_dates(options.data / "specs" / "DateTime", language, options.misses)
            specs_numbers(options.data / "specs" / "Number" / folder / "NumberModel.json", language, options.misses)
    if "speed" in chosen:
        speed(sentences, "en")
        speed(sentences, "fr")


if __name__ == "__main__":
    main()
