"""citecheck beside the tools that do one part of its work, on the same input, in one run.

    python benchmarks/peers.py [--pages 500] [--only links text dates numbers]

Links: a server on loopback, 40 hosts, pages of 60 kB; lychee and linkchecker as far as they are installed (extra
``bench``), and ``citecheck run --no-check``, which captures every page and reads it for its health as well. Text: pages
with a sentence in the middle; trafilatura and resiliparse; found where the whole sentence is in the text. Dates: in
sentences, as CLDR writes them out; dateparser; found where the only date it gives is the right one. Numbers up to
999,999 in words, as ICU spells them; text2num; found where the number is. Times are of the processor, and all but the
number found is to be read as a ratio.
"""

import argparse
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from importlib.util import find_spec
from pathlib import Path

import fetching
import scale
from citecheck.documents import read_bytes
from citecheck.facts.date import DATE
from citecheck.facts.interface import Setting
from citecheck.facts.number import NUMBER
from citecheck.model import Count, Document
from installed import as_installed
from page_server import server

HOSTS = 40
PER_ARTICLE = 20
CASES = 100
LANGUAGES = ("en", "fr", "de", "es", "it", "pt", "ru")
CARRIERS = {
    "en": "{} houses burnt down, the mayor said.",
    "fr": "{} maisons ont brûlé, selon le maire.",
    "de": "{} Häuser brannten ab, sagte der Bürgermeister.",
    "es": "{} casas ardieron, dijo el alcalde.",
    "it": "{} case sono bruciate, ha detto il sindaco.",
    "pt": "{} casas arderam, disse o autarca.",
    "ru": "{} домов сгорело, сообщил мэр.",
}


def links(pages: int) -> None:
    """Check the same links by every checker."""
    print(f"links: {pages} pages of {fetching.PAGE_BYTES // 1000} kB over {HOSTS} hosts {'wall':>19} {'CPU/link':>11}")
    with server(fetching.__file__) as port:
        urls = fetching.plain(port, pages, HOSTS)
        fetching.show("citecheck's fetcher", lambda: fetching.fetch(urls, pages, None))
        for delay in ("0", "0.05"):
            whole_command(urls, delay)
        fetching.peers(lambda _: urls)


def whole_command(urls: Sequence[str], delay: str) -> None:
    """The command, from its start to the stored result."""
    with tempfile.TemporaryDirectory() as folder:
        articles = Path(folder) / "articles"
        articles.mkdir()
        for start in range(0, len(urls), PER_ARTICLE):
            cited = (f"A sentence.<ref>[{url} page]</ref>" for url in urls[start : start + PER_ARTICLE])
            (articles / f"{start}.wikitext").write_text("\n\n".join(cited), encoding="utf-8")
        command = [sys.executable, "-m", "citecheck", "run", "articles", "--no-check", "--delay", delay]
        command += ["--jobs", "100", "--per-host", "1", *(f"--allow-host={fetching.host(n)}" for n in range(HOSTS + 1))]
        begun, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
        done = subprocess.run(command, cwd=folder, capture_output=True, check=False)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    name = f"citecheck run --no-check, {float(delay) * 1000:.0f} ms between two requests"
    failed = f"  exit {done.returncode}" if done.returncode else ""
    print(f"{name:52}{time.perf_counter() - begun:7.2f} s {cpu / len(urls) * 1000:8.3f} ms{failed}", flush=True)


def measure(name: str, finds: Callable[[int], bool], cases: int) -> None:
    """A line of a table: how many cases are found, and what one takes."""
    finds(0)  # what is loaded once
    finds(0)  # what is loaded once in a process is no cost of a case
    begun = time.process_time()
    found = sum(finds(number) for number in range(cases))
    print(f"  {name:50}{found / cases:8.1%} {(time.process_time() - begun) / cases * 1000:9.3f} ms", flush=True)


def text(pages: int) -> None:
    """Get the text of the same pages."""
    print(f"text: {pages} pages {'found':>44} {'CPU/page':>11}")
    frames = [scale.filler(seed) for seed in range(4)]
    sentences = [scale.sentence(number) for number in range(pages)]
    bodies = [
        before + f"<p>{sentences[number]}</p>\n".encode() + after
        for number in range(pages)
        for before, after in [frames[number % len(frames)]]
    ]

    def ours(number: int) -> bool:
        document = read_bytes(bodies[number], media_type="text/html; charset=utf-8")
        return isinstance(document, Document) and sentences[number] in document.text

    measure("citecheck: text, zones, metadata, language", ours, pages)
    if find_spec("trafilatura"):
        from trafilatura import extract

        for fast in (True, False):
            works = lambda number, fast=fast: sentences[number] in (extract(bodies[number], fast=fast) or "")  # noqa: E731
            measure(f"trafilatura: main text{', fast' if fast else ''}", works, pages)
    if find_spec("resiliparse"):
        from resiliparse.extract.html2text import extract_plain_text

        measure(
            "resiliparse: main text",
            lambda number: sentences[number] in extract_plain_text(bodies[number].decode(), main_content=True),
            pages,
        )


def dates() -> None:
    """Find the same dates in sentences."""
    from babel.dates import format_date

    print(f"dates: {CASES} sentences a language {'found':>32} {'CPU/case':>11}")
    chance = random.Random(1)
    days = [date(1990, 1, 1) + timedelta(days=chance.randrange(13_000)) for _ in range(CASES)]
    for language in LANGUAGES:
        written = [
            CARRIERS[language].format(chance.randrange(13, 90)) + f" ({format_date(day, 'long', language)})"
            for day in days
        ]

        def ours(number: int, language: str = language, written: Sequence[str] = written) -> bool:
            found = DATE.find(written[number], Setting(language))
            return [each.value for each in found] == [days[number].isoformat()]

        def theirs(number: int, language: str = language, written: Sequence[str] = written) -> bool:
            from dateparser.search import search_dates

            with warnings.catch_warnings(action="ignore"):
                found = search_dates(written[number], languages=[language]) or []
            return [moment.date() for _, moment in found] == [days[number]]

        measure(f"{language}: citecheck", ours, CASES)
        if find_spec("dateparser"):
            measure(f"{language}: dateparser", theirs, CASES)


def numbers() -> None:
    """Read the same numbers, spelt out in sentences."""
    from icu4py.messageformat import MessageFormat

    print(f"numbers in words: {CASES} sentences a language {'found':>21} {'CPU/case':>11}")
    chance = random.Random(2)
    values = [int(10 ** chance.uniform(1.2, 6)) for _ in range(CASES)]
    for language in LANGUAGES:
        speller = MessageFormat("{n,spellout}", language)
        spelt = [speller.format({"n": value}).replace("\u00ad", "") for value in values]
        written = [CARRIERS[language].format(words.capitalize()) for words in spelt]

        def ours(number: int, language: str = language, written: Sequence[str] = written) -> bool:
            counts = [each.value for each in NUMBER.find(written[number], Setting(language))]
            return any(isinstance(each, Count) and each.low == each.high == values[number] for each in counts)

        measure(f"{language}: citecheck", ours, CASES)
        if find_spec("text_to_num"):
            theirs = by_text2num(language, written, values)
            if theirs is None:
                print(f"  {language}: text2num does not know the language")
            else:
                measure(f"{language}: text2num", theirs, CASES)


def by_text2num(language: str, written: Sequence[str], values: Sequence[int]) -> Callable[[int], bool] | None:
    """How text2num reads a sentence; ``None`` where it does not know the language."""
    from text_to_num import alpha2digit

    try:
        alpha2digit("", language)
    except Exception:  # noqa: BLE001 — whatever it raises for it
        return None
    return lambda number: str(values[number]) in alpha2digit(written[number], language).split()


def chosen(names: Sequence[str], pages: int) -> Iterator[Callable[[], None]]:
    """The tables that were asked for."""
    tables = {"links": lambda: links(pages), "text": lambda: text(min(pages, 200)), "dates": dates, "numbers": numbers}
    yield from (tables[name] for name in names)


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=500)
    names = ("links", "text", "dates", "numbers")
    parser.add_argument("--only", nargs="+", choices=names, default=names)
    args = parser.parse_args()
    # Where this Python's own packages put their commands, lychee's among them.
    os.environ["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    as_installed()
    for table in chosen(args.only, args.pages):
        table()
        print()


if __name__ == "__main__":
    main()
