"""How well and how fast articles are read: accuracy against COinS, accounting of footnotes, time against the parser.

Run ``python benchmarks/articles.py --data DIR``, where DIR holds wikitexts (``*.wikitext``) and rendered MediaWiki
pages whose citations have COinS spans (``*.html``); the repositories spencermountain/wtf_wikipedia,
dijs/infobox-parser and wikimedia/mediawiki-services-mobileapps have such files.
"""

import argparse
import gc
import re
import sys
import time
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import wikitextparser
from bs4 import BeautifulSoup, Tag

from citecheck.articles import read_text
from citecheck.articles.bibliographic_date import parse_date
from citecheck.articles.citation_text import work_from_text
from citecheck.articles.work import Work
from citecheck.model import Article, Reference

CORPUS = Path(__file__).parents[1] / "tests" / "corpus" / "articles"
FIELDS = ("id", "title", "site", "publisher", "date", "access_date", "language", "url", "archive_url", "cited")
WHOLE_ARTICLE = 50_000
"""Characters; excerpts are shorter, and take as long as a whole article to tell their language."""
GOALS = {"title": 0.99, "date": 0.98, "author": 0.98, "site": 0.95}
_REF = re.compile(r"<ref[\s>/]", re.IGNORECASE)
_HIDDEN = re.compile(
    r"<!--.*?(?:-->|\Z)|<nowiki>.*?</nowiki>|<(pre|math|source|syntaxhighlight)\b[^>]*>.*?</\1>",
    re.DOTALL | re.IGNORECASE,
)


def main() -> int:
    """Print all figures; the exit code is 1 where footnotes are unaccounted for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder of *.wikitext and *.html")
    parser.add_argument("--failures", choices=GOALS, help="print the citations whose field was read wrongly")
    options = parser.parse_args()
    texts = {path.name: path.read_text(encoding="utf-8") for path in sorted(options.data.glob("*.wikitext"))}
    articles = {name: read_text(text, name) for name, text in texts.items()}
    balanced = print_accounting(texts, articles)
    print_resolution(articles)
    print_citation_text(options.data, options.failures)
    print_pages(options.data)
    for folder in (options.data, CORPUS):
        print_agreement(folder)
    print_speed(texts)
    print_growth()
    return 0 if balanced else 1


def print_accounting(texts: Mapping[str, str], articles: Mapping[str, Article]) -> bool:
    """Every ``<ref>`` of a text is the marker or the definition of a reference."""
    present = {name: len(_REF.findall(_HIDDEN.sub("", text))) for name, text in texts.items()}
    read = {name: len(set(_ref_tags(article))) for name, article in articles.items()}
    wrong = {name: (present[name], read[name]) for name in texts if present[name] != read[name]}
    print(
        f"footnote tags: {sum(present.values())} present, {sum(read.values())} read in {len(texts)} wikitexts",
        wrong or "",
    )
    claims = sum(len(article.claims) for article in articles.values())
    cited = {
        (name, citation.reference)
        for name, article in articles.items()
        for claim in article.claims
        for citation in claim.citations
    }
    marked = {(name, r.id) for name, article in articles.items() for r in article.references if r.markers}
    print(f"claims: {claims}; references with markers that some claim cites: {len(marked & cited)} of {len(marked)}")
    return not wrong


def _ref_tags(article: Article) -> Iterator[int]:
    for reference in article.references:
        for position in (reference.position, *reference.markers):
            if article.text.startswith("<", position.start):
                yield position.start


def print_resolution(articles: Mapping[str, Article]) -> None:
    """How many named and short citations found what they name; the rest are reported as undefined."""
    counts: Counter[str] = Counter()
    for article in articles.values():
        for reference in article.references:
            written = reference.raw.lower()
            if "{{harv" in written or "{{sfn" in written:
                counts["short", reference.defined] += 1
            if reference.name and len(reference.markers) > 1:
                counts["reused", reference.defined] += len(reference.markers) - 1
    for kind in ("reused", "short"):
        found, lost = counts[kind, True], counts[kind, False]
        print(f"{kind} citations: {share(found, found + lost)} resolved, the other {lost} reported as undefined")


def print_citation_text(data: Path, failures: str | None) -> None:
    """Formatted citations, as a mirror prints them, against the COinS span of the same citation."""
    hits: Counter[tuple[str, str]] = Counter()
    totals: Counter[tuple[str, str]] = Counter()
    for path in sorted(data.glob("*.html")):
        soup = BeautifulSoup(path.read_bytes(), "lxml")
        for text, truth in printed_citations(soup):
            for field, (wanted, got) in compare(truth, work_from_text(text)).items():
                totals[path.name, field] += 1
                hits[path.name, field] += wanted == got
                if field == failures and wanted != got:
                    print(f"  {path.name} {field}: wanted {wanted!r}, got {got!r} in {text[:300]!r}")
    for name in sorted({name for name, _ in totals}):
        figures = (f"{field} {share(hits[name, field], totals[name, field])}" for field in GOALS)
        print(f"mirror text against COinS, {name}:", ", ".join(figures))


def printed_citations(soup: BeautifulSoup) -> Iterator[tuple[str, Mapping[str, list[str]]]]:
    """The text of each list entry with one COinS span, without back-links and messages, and the span's fields."""
    for entry in soup.select("ol.references li"):
        spans = entry.select("span.Z3988")
        if len(spans) == 1 and isinstance(spans[0], Tag):
            fields = parse_qs(str(spans[0]["title"]))
            for noise in entry.select(
                ".mw-cite-backlink, style, .error, .mw-linkback-text, .reference-accessdate-hidden"
            ):
                noise.extract()
            text = re.sub(r"^(?:[\^↑]\s*|1 2 (?:\d+ )*)", "", " ".join(entry.get_text().split()))
            yield text, fields


def compare(truth: Mapping[str, list[str]], work: Work) -> dict[str, tuple[Any, Any]]:
    """For each field that the COinS span has: the value wanted and the value read, in comparable form."""

    def first(*names: str) -> str:
        return next((truth[f"rft.{name}"][0] for name in names if f"rft.{name}" in truth), "")

    family = [", ".join(filter(None, (first("aulast"), first("aufirst"))))] if first("aulast") else []
    authors = words([*family, *truth.get("rft.au", [])])
    read = words([person.name for person in work.authors])
    pairs = {
        "title": (letters(first("atitle", "title", "btitle")), letters(work.title)),
        "date": (parse_date(first("date")), work.date),
        # COinS names no more than thirty authors.
        "author": (authors, authors if authors and len(authors) > 50 and not authors - read else read),
        "site": (letters(first("jtitle") or (first("btitle") if first("atitle") else "")), letters(work.site)),
    }
    return {field: (wanted, got) for field, (wanted, got) in pairs.items() if wanted}


def letters(text: str | None) -> str:
    """Letters and digits, folded."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text or "").casefold())


def words(names: list[str]) -> Counter[str]:
    """The words of names, so that it does not count how a list of names is split; without roles."""
    return Counter(re.findall(r"\w+", re.sub(r"\((?:ed|eds)\.\)", "", " ".join(names)).casefold()))


def print_pages(data: Path) -> None:
    """Rendered pages: markers and references accounted for, and the time against BeautifulSoup's parse alone."""
    for path in sorted(data.glob("*.html")):
        text = path.read_text(encoding="utf-8")
        article = read_text(text, path.name)
        soup = BeautifulSoup(text, "lxml")
        present = len(soup.select("sup.reference > a[href*='#cite_note'], sup.mw-ref > a[href*='#cite_note']"))
        entries = len(soup.select("ol.references > li"))
        marked = {reference.id for reference in article.references if reference.markers}
        cited = {each.reference for claim in article.claims for each in claim.citations}
        markers = len({marker.start for reference in article.references for marker in reference.markers})
        print(
            f"{path.name}: {present} markers present, {markers} read; {entries} entries present, "
            f"{len(article.references)} references read; {len(marked & cited)} of {len(marked)} cited by some claim"
        )
        size = len(text) / 1e6
        parse = best(lambda text=text: BeautifulSoup(text, "lxml"), runs=2)
        read = best(lambda text=text, name=path.name: read_text(text, name), runs=2)
        print(f"  {read:.2f} s for {size:.2f} million characters; {read / parse:.1f} times BeautifulSoup's parse")


def print_agreement(folder: Path) -> None:
    """A page's wikitext (``NAME.wikitext``) against its HTML (``NAME.*html``): references, and who cites what."""
    for source in sorted(folder.glob("*.wikitext")):
        written = read_text(source.read_text(encoding="utf-8"), source.name)
        for page in sorted(folder.glob(f"{source.stem}.*html")):
            shown = read_text(page.read_text(encoding="utf-8"), page.name)
            expected, actual = ({described(r) for r in each.references if r.markers} for each in (written, shown))
            pairs, found = (citation_pairs(each) for each in (written, shown))
            print(
                f"{source.name} and {page.name}: {share(len(expected & actual), len(expected | actual))} references "
                f"and {share((pairs & found).total(), (pairs | found).total())} claim-citation pairs agree"
            )


def described(reference: Reference) -> tuple[object, ...]:
    """What a source is checked by."""
    names = tuple(person.name for person in reference.authors)
    return (*(getattr(reference, field) for field in FIELDS), names)


def citation_pairs(article: Article) -> Counter[tuple[object, ...]]:
    """Who cites what: by section, place among its claims, reference, and whether directly."""
    places: Counter[tuple[str, ...]] = Counter()
    pairs: Counter[tuple[object, ...]] = Counter()
    for claim in article.claims:
        places[claim.section] += 1
        for citation in claim.citations:
            pairs[claim.section, places[claim.section], citation.reference, citation.direct] += 1
    return pairs


def print_speed(texts: Mapping[str, str]) -> None:
    """The time of reading against that of wikitextparser's parse alone; the best of several runs."""
    whole = {name: text for name, text in texts.items() if len(text) > WHOLE_ARTICLE}
    for what, chosen in (("all wikitexts", texts), ("those of an article's usual length", whole)):
        parse = best(lambda chosen=chosen: [wikitextparser.parse(text) for text in chosen.values()])
        read = best(lambda chosen=chosen: [read_text(text, name) for name, text in chosen.items()])
        size = sum(map(len, chosen.values())) / 1e6
        print(f"time, {what}: {read:.3f} s for {size:.2f} million characters, {read / parse:.1f} times the parser's")


def print_growth() -> None:
    """The time of one long article against one of half its length."""
    times = {}
    for paragraphs in (500, 1000):
        text = "\n\n".join(map(paragraph, range(paragraphs)))
        parse = best(lambda text=text: wikitextparser.parse(text), runs=3)
        times[paragraphs] = read = best(lambda text=text: read_text(text, "long.wikitext"), runs=3)
        references = len(read_text(text, "long.wikitext").references)
        print(
            f"one article of {len(text) / 1e6:.2f} million characters and {references} references: {read:.2f} s, "
            f"{read / parse:.1f} times the parser's"
        )
    print(f"twice the length takes {times[1000] / times[500]:.1f} times as long")


def paragraph(number: int) -> str:
    """Two thousand characters with one footnote; a heading before every tenth."""
    heading = f"== Part {number} ==\n" if number % 10 == 0 else ""
    fields = f"title=T{number}|url=https://t.example/{number}|date=4 May 2019|website=[[The Paper]]|language=fr"
    fallen = f"The wall fell in {number}, all {{{{convert|5|km}}}} of it.<ref>{{{{cite web|{fields}}}}}</ref> "
    prose = (
        "The [[old tower|tower]] stood for five kilometres along the river, and nobody ever came to see what had "
        "become of it in the years after 1850. "
    )
    return heading + fallen + prose * 13


def best(call: Callable[[], object], runs: int = 5) -> float:
    """The least processor time of several calls, in seconds."""
    times = []
    for _ in range(runs):
        gc.collect()
        start = time.process_time()
        call()
        times.append(time.process_time() - start)
    return min(times)


def share(part: int, whole: int) -> str:
    """``98.5% of 200``."""
    return f"{100 * part / whole:.1f}% of {whole}" if whole else "none"


if __name__ == "__main__":
    sys.exit(main())
