"""How well the health of links is told: a confusion table over the project's corpus, and real pages that are alive.

Run: ``python benchmarks/health.py [--data FOLDER]`` with ``ground-truth.json`` and ``pages/*.html.gz`` of
github.com/scrapinghub/article-extraction-benchmark in ``FOLDER``, if given.

- *Corpus*: the pages of ``tests/corpus/documents/health.toml`` and ``tests/corpus/health/``, one row for each state
  that a person gave, one column for each that was told; then precision and recall of each state.
- *Real pages*: each was alive when it was taken. Each is judged three times: cited without a title, by its own title,
  and by the title of another page. Every state but ``ok`` is listed with its sign; a living page told for dead, parked
  or a soft 404 is counted as a false alarm.
"""

import argparse
import gzip
import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

from citecheck.documents import diagnose, read_document
from citecheck.model import Diagnosis, Document, Exchange, Health, Position, Reference, Visit

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "documents"))
from health_corpus import NOW, cases  # type: ignore[import-not-found]

GONE = (Health.DEAD, Health.PARKED, Health.SOFT_404)


def corpus() -> Counter[tuple[str, str]]:
    """How often a page of one state was told for another."""
    return Counter(
        (case.health, diagnose(case.visit, case.document, case.reference, history=case.history, at=NOW).health.value)
        for case in cases()
    )


def print_table(counts: Mapping[tuple[str, str], int]) -> None:
    """Print the confusion table with precision and recall."""
    names = [health.value for health in Health]
    print(f"{'is | told':13}" + "".join(f"{name[:8]:>9}" for name in names) + f"{'recall':>9}{'precis.':>9}")
    for name in names:
        row = [counts.get((name, told), 0) for told in names]
        column = sum(counts.get((other, name), 0) for other in names)
        right = counts.get((name, name), 0)
        shown = "".join(f"{number or '.':>9}" for number in row)
        print(f"{name:13}{shown}{right / (sum(row) or 1):9.3f}{right / (column or 1):9.3f}")
    right = sum(number for (is_, told), number in counts.items() if is_ == told)
    print(f"{right} of {sum(counts.values())} right")


def real_pages(folder: Path) -> Iterator[tuple[str, str, Diagnosis]]:
    """For each page and way of citing it, what was told."""
    truth = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
    visits = [_visit(entry["url"], folder / "pages" / f"{key}.html.gz") for key, entry in truth.items()]
    documents = [read_document(visit) for visit in visits]
    titles = [
        document.metadata.title.value if isinstance(document, Document) and document.metadata.title else None
        for document in documents
    ]
    for number, (visit, document) in enumerate(zip(visits, documents, strict=True)):
        cited = {"without a title": None, "by its title": titles[number], "by another's title": titles[number - 1]}
        for way, title in cited.items():
            reference = Reference("1", Position(1, 1, 0, 1), url=visit.url, title=title)
            yield way, visit.url, diagnose(visit, document, reference)


def _visit(url: str, path: Path) -> Visit:
    body = gzip.decompress(path.read_bytes())
    headers = (("Content-Type", "text/html"),)
    return Visit(url, (Exchange(url, b"", b"", 200, "OK", headers, body, "", datetime(2020, 1, 1, tzinfo=UTC), 0.1),))


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path)
    options = parser.parse_args()
    print_table(corpus())
    if options.data is None:
        return
    told = list(real_pages(options.data))
    print("\nreal pages", dict(Counter(f"{way}: {diagnosis.health}" for way, _, diagnosis in told)))
    for way, url, diagnosis in told:
        if diagnosis.health is not Health.OK:
            print(f"  {diagnosis.health:9} {way:18} {url[:80]}  {diagnosis.sign}")
    print(f"{sum(diagnosis.health in GONE for _, _, diagnosis in told)} of {len(told)} living pages told for gone")


if __name__ == "__main__":
    main()
