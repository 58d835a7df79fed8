"""How much of a page's text is found, and how well the main article is told from the rest.

Run: ``python benchmarks/documents.py --data FOLDER [--worst N]`` with ``ground-truth.json`` and ``pages/*.html.gz`` of
github.com/scrapinghub/article-extraction-benchmark in it.

- *Whole text*: the share of the article's sentences, by length, that stand in the text when both are squashed to
  letters and digits; averaged over pages.
- *Main text*: precision and recall of shingles of four words between the article and the zone ``main``, averaged over
  pages as that benchmark does, and their harmonic mean; and the recall of ``main`` and ``head`` together, which is what
  counts fully as evidence.
- *Metadata*: on how many pages a title and a day of publication are found, and where they come from.

``benchmarks/page_speed.py`` measures how fast.
"""

import argparse
import gzip
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from statistics import mean

from citecheck.documents import read_bytes
from citecheck.model import Document, ZoneKind

_WORD = re.compile(r"\w+")
_SENTENCE_END = re.compile(r"(?<=[.!?”\"])\s+|\n+")


def shingles(text: str) -> Counter[tuple[str, ...]]:
    """Runs of four words, or the whole text where it is shorter."""
    words = _WORD.findall(text)
    return Counter(tuple(words[start : start + 4]) for start in range(max(1, len(words) - 3)) if words)


def overlap(wanted: str, given: str) -> tuple[float, float]:
    """Precision and recall of ``given`` against ``wanted``."""
    want, give = shingles(wanted), shingles(given)
    common = (want & give).total()
    return common / give.total() if give else float(not want), common / want.total() if want else 1.0


def squash(text: str) -> str:
    """Letters and digits only, without case."""
    return re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", text).casefold())


def sentence_recall(wanted: str, given: str) -> float:
    """The share of the wanted sentences' letters that stand in the given text."""
    sentences = [squash(sentence) for sentence in _SENTENCE_END.split(wanted)]
    squashed = squash(given)
    return sum(len(sentence) for sentence in sentences if sentence in squashed) / (sum(map(len, sentences)) or 1)


def zone(document: Document, *kinds: ZoneKind) -> str:
    """The text of some kinds of zone."""
    return "\n".join(document.text[part.start : part.end] for part in document.zones if part.kind in kinds)


def report_accuracy(truth: dict[str, dict[str, str]], documents: dict[str, Document], worst: int) -> None:
    """Print the figures of whole and main text."""
    pairs = {key: (truth[key]["articleBody"], document) for key, document in documents.items()}
    scores = {key: overlap(body, zone(page, ZoneKind.MAIN)) for key, (body, page) in pairs.items()}
    precision, recall = (mean(score[side] for score in scores.values()) for side in (0, 1))
    full = mean(overlap(body, zone(page, ZoneKind.MAIN, ZoneKind.HEAD))[1] for body, page in pairs.values())
    print(f"whole text  sentence recall {mean(sentence_recall(body, page.text) for body, page in pairs.values()):.4f}")
    harmonic = 2 * precision * recall / (precision + recall)
    print(f"main text   precision {precision:.3f}  recall {recall:.3f}  F1 {harmonic:.3f}")
    print(f"main + head recall {full:.3f}")
    for key in sorted(scores, key=lambda key: sum(scores[key]))[:worst]:
        print(f"  {scores[key][0]:.2f} {scores[key][1]:.2f} {key[:8]} {truth[key]['url'][:90]}")


def report_metadata(documents: Sequence[Document]) -> None:
    """Print how often metadata are found and where."""
    for name in ("title", "published", "language"):
        values = [getattr(document.metadata, name) for document in documents]
        origins = Counter(value.origin for value in values if value)
        print(f"{name:11} on {sum(map(bool, values))} of {len(values)} pages: {dict(origins.most_common())}")
    print(f"authors     on {sum(bool(document.metadata.authors) for document in documents)} of {len(documents)} pages")


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--worst", type=int, default=0, help="list so many pages whose main text is told worst")
    options = parser.parse_args()
    truth = json.loads((options.data / "ground-truth.json").read_text(encoding="utf-8"))
    bodies = {key: gzip.decompress((options.data / "pages" / f"{key}.html.gz").read_bytes()) for key in truth}
    documents = {}
    for key, body in bodies.items():
        read = read_bytes(body, url=truth[key]["url"], media_type="text/html")
        if isinstance(read, Document):
            documents[key] = read
    print(f"{len(documents)} of {len(bodies)} pages read")
    report_accuracy(truth, documents, options.worst)
    report_metadata(list(documents.values()))


if __name__ == "__main__":
    main()
