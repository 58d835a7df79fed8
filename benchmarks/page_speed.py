"""How fast pages are read, step by step, beside other libraries on the same pages in the same run.

Run: ``python benchmarks/page_speed.py --data FOLDER`` with the ``pages/*.html.gz`` that ``benchmarks/documents.py``
reads; the others are measured where they are installed (``pip install citecheck[bench]``). All figures are
milliseconds of processor time a page: the median of five rounds, each of which runs every row once.
"""

import argparse
import gzip
import time
from collections.abc import Callable
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from statistics import median

from citecheck.documents import read_document
from citecheck.documents.burden import is_light
from citecheck.documents.charset import to_utf8
from citecheck.documents.markup import read_stream, read_tree
from citecheck.documents.outliner import outline_of
from citecheck.documents.zoning import zoning_of
from citecheck.model import Exchange, Visit
from citecheck.model.content import decode_body

_ROUNDS = 5
_AT = datetime(2026, 1, 1, tzinfo=UTC)
_HEADERS = (("Content-Type", "text/html"), ("Content-Encoding", "gzip"))

Work = Callable[[bytes], object]


def visit_of(compressed: bytes) -> Visit:
    """A page as it came over the wire."""
    url = "https://page.example/"
    return Visit(url, (Exchange(url, b"", b"", 200, "OK", _HEADERS, compressed, "192.0.2.1:443", _AT, 0.1),))


def own_steps() -> dict[str, Work]:
    """What the markup of a page is read by."""
    return {
        "decode": to_utf8,
        "ask whether its tree is light": is_light,
        "read by lexbor's tree": read_tree,
        "read as a stream (heavy pages)": read_stream,
    }


def others() -> dict[str, Work]:
    """Other libraries at their own work, as far as they are installed."""
    rows: dict[str, Work] = {}
    from bs4 import BeautifulSoup
    from selectolax.lexbor import LexborHTMLParser

    rows["selectolax: parse alone"] = LexborHTMLParser
    rows["selectolax: text of the body, no blocks"] = lambda body: (LexborHTMLParser(body).body or _NOTHING).text()
    rows["BeautifulSoup with lxml: get_text"] = lambda body: BeautifulSoup(body, "lxml").get_text()
    if find_spec("resiliparse"):
        from resiliparse.extract.html2text import extract_plain_text

        rows["resiliparse: whole text"] = lambda body: extract_plain_text(body.decode("utf-8", "replace"))
        rows["resiliparse: main text"] = lambda body: extract_plain_text(
            body.decode("utf-8", "replace"), main_content=True
        )
    if find_spec("trafilatura"):
        from trafilatura import bare_extraction

        rows["trafilatura: fast, main text"] = lambda body: bare_extraction(body, fast=True)
        rows["trafilatura: with metadata"] = lambda body: bare_extraction(body, with_metadata=True)
    return rows


class _Nothing:
    def text(self) -> str:
        """A page without a body."""
        return ""


_NOTHING = _Nothing()


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    files = sorted((parser.parse_args().data / "pages").glob("*.html.gz"))
    wire = [file.read_bytes() for file in files]
    bodies = [gzip.decompress(page) for page in wire]
    visits = [visit_of(page) for page in wire]
    markups = [read_tree(to_utf8(body) or b"") for body in bodies]
    outlines = list(map(outline_of, markups))
    rows: dict[str, Callable[[], object]] = {
        "read_document: text, zones, metadata": lambda: [read_document(visit) for visit in visits],
        "  inflate": lambda: [decode_body(visit.final) for visit in visits],
        **{f"  {name}": _over(work, bodies) for name, work in own_steps().items()},
        "  outline, which is the whole text": lambda: list(map(outline_of, markups)),
        "  zones": lambda: list(map(zoning_of, outlines)),
        **{name: _over(work, bodies) for name, work in others().items()},
    }
    times: dict[str, list[float]] = {name: [] for name in rows}
    for _ in range(_ROUNDS):
        for name, work in rows.items():
            started = time.process_time()
            work()
            times[name].append((time.process_time() - started) / len(wire) * 1000)
    for name, measured in times.items():
        print(f"{name:42} {median(measured):7.2f} ms {1000 / median(measured):7.0f} pages/s")


def _over(work: Work, pages: list[bytes]) -> Callable[[], object]:
    return lambda: [work(page) for page in pages]


if __name__ == "__main__":
    main()
