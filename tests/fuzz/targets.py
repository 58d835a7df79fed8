"""Every parser of bytes that others wrote, as a function of bytes that raises only where there is a fault.

An error that a parser promises is an answer, and so is a :class:`Failure`. Any other error is a fault, and so is a
result that breaks what is promised of it. Each target has seeds, which both ways of fuzzing (``test_fuzz.py``, bounded,
and ``fuzz.py``, by hand, led by coverage) change at random.
"""

import gzip
import io
import json
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from importlib.util import find_spec
from pathlib import Path

from citecheck.archivers.link_format import http_date, links
from citecheck.archivers.mementos import archive_copy_of, exact_moment_of, moment_of
from citecheck.archivers.save_page_now import _record
from citecheck.archivers.wayback_lookup import _answer, _seconds
from citecheck.archivers.wayback_worker import RefusedError, check
from citecheck.articles import read_text
from citecheck.articles.bibliographic_date import parse_date
from citecheck.articles.dump import read_dump
from citecheck.articles.loading import decode
from citecheck.articles.sidecar import read_sidecar
from citecheck.baseline import read_entries
from citecheck.config import load_config
from citecheck.documents import diagnose, read_bytes
from citecheck.documents.dates import stated_days
from citecheck.errors import ArchiveError, ArticleError, ConfigError, StoreError
from citecheck.facts import find_facts
from citecheck.facts.interface import Setting
from citecheck.fetch.cookies import Cookies
from citecheck.fetch.manners import retry_after
from citecheck.fetch.refresh import refresh_target
from citecheck.fetch.robots import parse_robots
from citecheck.model import Article, Document, Exchange, Failure, Position, Reference, Visit
from citecheck.model.codings import undo
from citecheck.model.content import ContentError, decode_body
from citecheck.model.head import MessageError
from citecheck.model.message import ResponseReader, read_response
from citecheck.model.url import request_url
from citecheck.review.orders import OrderError, read_order
from citecheck.snapshots import Archive
from citecheck.snapshots.surt import surt
from citecheck.store.parts import _packed, read_part
from citecheck.verify import check_claim

CORPUS = Path(__file__).parents[1] / "corpus"
URL = "http://a.example/page"
NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
_MOST = 1 << 20


@dataclass(frozen=True, slots=True)
class Target:
    """A parser: what it is called with, and what a good input looks like."""

    run: Callable[[bytes], object]
    seeds: Sequence[bytes]


@contextmanager
def _file(name: str, data: bytes) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="citecheck-fuzz-") as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        yield path


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace")


def _article(name: str | None) -> Callable[[bytes], None]:
    def run(data: bytes) -> None:
        with suppress(ArticleError):
            _check_article(read_text(decode(data, "article"), "article", format=name))

    return run


def _check_article(article: Article) -> None:
    known = {each.id for each in article.references}
    assert len(known) == len(article.references)
    for claim in article.claims:
        assert {each.reference for each in claim.citations} <= known
        claim.text.encode()


def _sidecar(data: bytes) -> None:
    with _file("a.toml", data) as path, suppress(ArticleError):
        read_sidecar(path)


def _dump(data: bytes) -> None:
    with _file("a.xml", data) as path, suppress(ArticleError):
        for page in read_dump(str(path)):
            with suppress(ArticleError):
                page.read()


def _document(media_type: str | None) -> Callable[[bytes], None]:
    def run(data: bytes) -> None:
        document = read_bytes(data, url=URL, media_type=media_type)
        if isinstance(document, Document):
            _check_document(document)
        exchange = _exchange(data, media_type)
        reference = Reference("1", Position(1, 1, 0, 0), title="A ferry sank", url=URL)
        assert diagnose(Visit(URL, (exchange,)), document, reference, at=NOW).sign is not None

    return run


def _check_document(document: Document) -> None:
    document.text.encode()
    ends = [zone.end for zone in document.zones]
    assert ends == sorted(ends)
    assert all(0 <= zone.start <= zone.end <= len(document.text) for zone in document.zones)


def _exchange(body: bytes, media_type: str | None, status: int = 200) -> Exchange:
    head = b"HTTP/1.1 %d OK\r\nContent-Type: %s\r\n\r\n" % (status, (media_type or "text/html").encode())
    headers = (("Content-Type", media_type or "text/html"),)
    return Exchange(URL, b"GET", head + body, status, "OK", headers, body, "192.0.2.1:80", NOW, 0.1)


def _archive(suffix: str) -> Callable[[bytes], None]:
    def run(data: bytes) -> None:
        with _file(f"foreign{suffix}", data) as path, Archive(path.parent / "archive", now=lambda: NOW) as archive:
            with suppress(ArchiveError):
                archive.import_file(path)
            for snapshot in archive.snapshots():
                archive.read(snapshot)
            assert not list(archive.verify())

    return run


def _own_archive(data: bytes) -> None:
    with _file("20260302.warc.gz", data) as path, suppress(ArchiveError), Archive(path.parent) as archive:
        list(archive.verify())
        archive.repair()
        for snapshot in archive.snapshots():
            archive.read(snapshot)
        archive.replay(URL)


def _index(data: bytes) -> None:
    with _file("index.cdxj", data) as path, suppress(ArchiveError), Archive(path.parent) as archive:
        archive.find(URL)
        list(archive.captures())


def _http(data: bytes) -> None:
    """What is read piece by piece is what is read at once."""
    with suppress(MessageError):
        read_response(data)
    results = []
    for size in (len(data) or 1, 7):
        reader = ResponseReader(max_head=4096, max_body=4096)
        try:
            for start in range(0, len(data), size):
                reader.feed(data[start : start + size])
            reader.finish()
            results.append(reader.head)
        except MessageError:
            results.append(None)
    if results[0] is not None and results[1] is not None:
        assert results[0] == results[1]
    _conversation(data)


def _conversation(data: bytes) -> None:
    try:
        head, body = read_response(data)
    except MessageError:
        return
    exchange = Exchange(
        URL, b"", data, head.status, head.reason, head.headers, body, "192.0.2.1:80", NOW, 0.1, truncated=None
    )
    cookies = Cookies()
    cookies.keep("a.example", exchange)
    cookies.header("a.example", secure=False)
    refresh_target(exchange)
    retry_after(exchange.header("retry-after"), NOW)
    with suppress(ContentError):
        decode_body(exchange, max_bytes=_MOST)


def _coding(data: bytes) -> None:
    for name in ("gzip", "deflate", "br", "zstd"):
        with suppress(ContentError, ValueError):
            assert len(undo(name, data, _MOST)) <= _MOST


def _robots(data: bytes) -> None:
    rules = parse_robots(_text(data), "citecheck")
    rules.allow("/a/b?c=d")


def _header(data: bytes) -> None:
    text = data.decode("latin-1")
    seconds = retry_after(text, NOW)
    assert seconds is None or seconds >= 0
    http_date(text)
    list(links(text, URL))


def _address(data: bytes) -> None:
    text = _text(data)
    moment_of(text[:14])
    exact_moment_of(text[:14])
    with suppress(ValueError):
        archive_copy_of(text, "https://web.archive.org")
    try:
        url = request_url(text)
    except ValueError:
        return
    url.encode("ascii")
    assert request_url(url) == url
    surt(url)


def _cdx(data: bytes) -> None:
    with suppress(RefusedError):
        check(200, None, _text(data))
    answer = _answer(_text(data))
    _seconds((answer or {}).get("retry_after"))
    record = _record(data)
    assert isinstance(record, dict | Failure)


def _baseline(data: bytes) -> None:
    with _file("citecheck.baseline", data) as path, suppress(ConfigError):
        read_entries(path)


def _config(data: bytes) -> None:
    for name in ("citecheck.toml", "pyproject.toml"):
        with _file(name, data) as path, suppress(ConfigError):
            load_config(file=path)


def _part(data: bytes) -> None:
    with _file("part-0.parquet", data) as path, suppress(StoreError):
        read_part(path)


def _order(data: bytes) -> None:
    with suppress(OrderError):
        read_order(data, NOW.date())


def _dates(data: bytes) -> None:
    text = _text(data)
    for day_first in (None, True, False):
        parse_date(text[:200], day_first=day_first)
    list(stated_days([("meta", text[:200])], f"http://a.example/{text[:60]}"))


def _facts(language: str) -> Callable[[bytes], None]:
    def run(data: bytes) -> None:
        text = _text(data)[:1000]
        for mention in find_facts(text, Setting(language, date(2020, 2, 29))):
            assert mention.text == text[mention.start : mention.end]

    return run


def _claim(data: bytes) -> None:
    claim, _, source = _text(data)[:2000].partition("\n")
    result = check_claim(claim, source, published="2020-02-29", semantic=False)
    assert 0 <= result.score <= 1
    for fact in result.facts:
        assert claim[fact.start : fact.end] == fact.text
        for evidence in fact.evidence:
            assert source[evidence.start : evidence.end] == evidence.quote


def _corpus(*names: str, most: int = 8192) -> list[bytes]:
    return [(CORPUS / name).read_bytes()[:most] for name in names]


def _wiki(*languages: str) -> list[bytes]:
    return _corpus(*(f"articles/{language}.wikitext" for language in languages))


_RESPONSE = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 12\r\n\r\n<p>text</p>\n"
_CHUNKED = (
    b"HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\nHTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n"
    b"Set-Cookie: a=b; Path=/; Secure\r\nRefresh: 0; url=/next\r\n\r\n4;x=y\r\n<p>t\r\n3\r\next\r\n0\r\nT: u\r\n\r\n"
)
_GZIPPED = b"HTTP/1.1 503 Busy\r\nContent-Encoding: gzip\r\nRetry-After: Mon, 02 Mar 2026 09:31:00 GMT\r\n\r\n" + (
    gzip.compress(b"<meta http-equiv=refresh content='0; url=/x'>", mtime=0)
)


def _warc(response: bytes = _RESPONSE, kind: str = "response") -> bytes:
    number = "urn:uuid:00000000-0000-4000-8000-00000000000"
    info = b"software: another\r\n"
    first = (
        f"WARC/1.1\r\nWARC-Type: warcinfo\r\nWARC-Record-ID: <{number}1>\r\nWARC-Date: 2026-03-02T09:30:00Z\r\n"
        f"Content-Type: application/warc-fields\r\nContent-Length: {len(info)}\r\n\r\n"
    ).encode()
    second = (
        f"WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <{number}2>\r\nWARC-Date: 2026-03-02T09:30:00Z\r\n"
        f"WARC-Target-URI: {URL}\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(response)}\r\n\r\n"
    ).encode()
    return first + info + b"\r\n\r\n" + second + response + b"\r\n\r\n"


def _zipped(warc: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        package.writestr("archive/data.warc", warc)
        package.writestr("datapackage.json", json.dumps({"profile": "data-package", "resources": []}))
    return target.getvalue()


_CDXJ = (
    b'example,a)/page 20260302093000 {"url": "http://a.example/page", "mime": "text/html", "status": "200", "digest": '
    b'"sha256:00", "length": "10", "offset": "0", "filename": "a.warc.gz", "date": "2026-03-02T09:30:00.000000Z", '
    b'"record_id": "<urn:uuid:1>"}\n'
)
_TIMEMAP = b'<http://a.example/x>; rel="memento"; datetime="Mon, 02 Mar 2026 09:31:00 GMT"'
_ORDER = b'{"fingerprint": "c0", "decision": "waive", "reason": "r", "until": "2027-01-01", "seen": 1}'
_PROJECT = b'[tool.citecheck]\nresolve = ["*:80:127.0.0.1:8000"]\n'
_PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 100]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>endobj\n"
    b"4 0 obj<</Length 48>>stream\nBT /F 12 Tf 20 50 Td (The ferry sank in May) Tj ET\nendstream endobj\n"
    b"5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\n"
    b"6 0 obj<</Title(Ferry)/CreationDate(D:20190102)>>endobj\ntrailer<</Root 1 0 R/Info 6 0 R>>\n%%EOF\n"
)
_SENTENCES = [
    (
        "On 12 March 2019 at 3:45 pm, between 40 and 85 people, at least 11 of them soldiers, were killed near Gao.\n"
        "Forty people were killed on Tuesday, the ministry said, some 30 km from Gao; €1.5 million was lost."
    ).encode(),
    (
        "Le 1er janvier, une dizaine de soldats, soit 3,5 %, ont été tués à 13h13 près de Kidal, a dit « le maire ».\n"
        "Onze soldats sont morts jeudi dernier à Kidal."
    ).encode(),
    "В пятницу, 3 мая 2018 года, погибли двадцать один человек.\n2018年5月3日，二十一人死亡。".encode(),
    "قُتل أحد عشر جنديا في ٣ مايو ٢٠١٨.\nAm 3. Mai 2018 starben einundzwanzig Menschen, 2,5 Mio. Euro.".encode(),
]
TARGETS: dict[str, Target] = {
    "wikitext": Target(_article("wikitext"), _wiki("en", "fr", "ar", "ru", "zh")),
    "mediawiki-html": Target(
        _article("mediawiki-html"), _corpus("articles/en.parsoid.html", "articles/fr.rendered.html")
    ),
    "mirror-text": Target(_article("mirror-text"), _corpus("articles/harbour-fire.mirror.txt")),
    "markdown": Target(_article("markdown"), _corpus("articles/harbour-fire.md")),
    "html-article": Target(_article("html"), _corpus("articles/harbour-fire.html")),
    "bibtex": Target(_article("bibtex"), _corpus("articles/sources.bib")),
    "csl-json": Target(_article("csl-json"), _corpus("articles/sources.csl.json")),
    "ris": Target(_article("ris"), _corpus("articles/sources.ris")),
    "any-article": Target(_article(None), [*_wiki("de"), *_corpus("articles/sources.ris", "articles/harbour-fire.md")]),
    "sidecar": Target(
        _sidecar, [b'title = "A"\nlanguage = "fr"\naliases = [["A", "B"]]\n[urls]\n1 = "http://a.example/"\n']
    ),
    "dump": Target(_dump, _corpus("dumps/two-articles.xml")),
    "html": Target(_document("text/html"), _corpus("documents/gazette.html", "documents/encyclopedia.html")),
    "pdf": Target(_document("application/pdf"), [_PDF]),
    "xml": Target(_document("application/xml"), [b'<?xml version="1.0"?><a><b>text</b><![CDATA[more]]></a>']),
    "json": Target(_document("application/json"), [b'{"a": ["text", {"b": "\\u00e9"}], "c": 1e5}']),
    "plain": Target(_document("text/plain; charset=utf-16"), [b"A ferry\nsank.\n", "ferry".encode("utf-16")]),
    "any-document": Target(_document(None), [_PDF, *_corpus("documents/gazette.html", most=1000), b"\xff\xd8\xff\xe0"]),
    "warc": Target(_archive(".warc"), [_warc(), _warc(_CHUNKED), _warc(_GZIPPED, "revisit")]),
    "warc-gz": Target(_archive(".warc.gz"), [gzip.compress(_warc(), mtime=0)]),
    "wacz": Target(_archive(".wacz"), [_zipped(_warc())]),
    "own-warc": Target(_own_archive, [gzip.compress(_warc(), mtime=0), _warc()]),
    "cdxj": Target(_index, [_CDXJ, _CDXJ * 2]),
    "http": Target(_http, [_RESPONSE, _CHUNKED, _GZIPPED]),
    "coding": Target(_coding, [gzip.compress(b"text", mtime=0), zlib.compress(b"text"), b"\x0b\x02\x80text\x03"]),
    "robots": Target(_robots, [b"User-agent: *\nCrawl-delay: 5\nDisallow: /a*$\nAllow: /a/b\n"]),
    "header": Target(
        _header,
        [
            b"Mon, 02 Mar 2026 09:31:00 GMT",
            b'<http://a.example/x>; rel="memento"; datetime="Mon, 02 Mar 2026 09:31:00 GMT"',
        ],
    ),
    "address": Target(
        _address,
        [
            b"http://a.example:80/a%20b?c=d#e",
            "http://münchen.example/ü?ö".encode(),
            b"https://web.archive.org/web/20190301101112id_/http://a.example/",
            b"http://[2001:db8::1]:8080/",
        ],
    ),
    "cdx": Target(
        _cdx,
        [
            b"example,a)/ 20190301101112 http://a.example/ text/html 200 AAAABBBBCCCCDDDD 1234\n",
            b'{"row": null, "retry_after": "60"}',
            b'{"status": "success", "timestamp": "20190301101112", "original_url": "http://a.example/"}',
        ],
    ),
    "baseline": Target(_baseline, [b"# a comment\nc0c0c0c0c0c0c0c0 ref-dead until 2026-03-02 # why\n"]),
    "config": Target(
        _config,
        [b'jobs = 4\nfail-on = ["error"]\ndelay = 0.5\n', _PROJECT],
    ),
    "order": Target(_order, [_ORDER]),
    "dates": Target(_dates, [b"12 March 2019", b"2019-03-12T10:11:12+01:00", "3 мая 2018".encode(), b"Spring 2019/20"]),
    "facts-en": Target(_facts("en"), _SENTENCES),
    "facts-fr": Target(_facts("fr"), _SENTENCES),
    "facts-ru": Target(_facts("ru"), _SENTENCES),
    "facts-zh": Target(_facts("zh"), _SENTENCES),
    "facts-ar": Target(_facts("ar"), _SENTENCES),
    "claim": Target(_claim, _SENTENCES),
}
"""Every target by name."""

if find_spec("pyarrow"):  # of the extra "cluster"
    TARGETS["part"] = Target(_part, [_packed([("articles", '{"id": 1, "place": 0}'), ("claims", "{}")])])
