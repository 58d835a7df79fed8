"""What lies on disk is what the standards say, as another program reads it."""

import gzip
import io
import json
import re
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator

from citecheck.snapshots.cdxj import Capture, parse_date, parse_line
from citecheck.snapshots.surt import surt
from visits import NOON, TLS, archive, chunked, exchange, hop, later, page, visit

STORY = "http://daily.example/story"


def filled(folder):
    with archive(folder) as keeping:
        first = keeping.store(visit(page(tls=TLS)))
        keeping.store(visit(page(at=later(9), headers=("X-Other: 1",))))
        keeping.store(visit(chunked(STORY, b"on", b"ze", at=later(19))))
        keeping.store(visit(chunked(STORY, b"on", b"ze", at=later(29))))
        keeping.store(visit(hop("http://daily.example/old", "/story"), page(at=later(39))))
        keeping.store(
            visit(exchange(STORY + "?cut", b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nab", truncated="disconnect"))
        )
    return folder / first.warc


def test_warcio_finds_nothing_wrong(tmp_path):
    path = filled(tmp_path)

    result = subprocess.run(
        [sys.executable, "-m", "warcio.cli", "check", "-v", str(path)], capture_output=True, text=True, check=False
    )

    assert result.returncode == 0, result.stdout
    assert "failed" not in result.stdout
    assert result.stdout.count("digest pass") >= 15
    assert "no digest" not in result.stdout


def test_the_records_and_their_order(tmp_path, golden):
    path = filled(tmp_path)

    golden("snapshots.warc.txt", gzip.decompress(path.read_bytes()).decode().replace("\r\n", "\n"))
    index = (tmp_path / "index.cdxj").read_text()
    golden("snapshots.index.cdxj", re.sub(r'"(length|offset)": "\d+"', r'"\1": "N"', index))  # those are zlib's


def test_every_record_is_a_member_of_its_own(tmp_path):
    path = filled(tmp_path)
    data = path.read_bytes()

    with path.open("rb") as file:
        records = ArchiveIterator(file)
        ends = []
        for record in records:
            record.content_stream().read()
            ends.append((records.get_record_offset(), records.get_record_length()))
    for offset, length in ends:
        member = gzip.GzipFile(fileobj=io.BytesIO(data[offset : offset + length])).read()
        assert member.startswith(b"WARC/1.1\r\n")
        assert member.endswith(b"\r\n\r\n")


def test_warcio_reads_the_pages_back(tmp_path):
    path = filled(tmp_path)

    with path.open("rb") as file:
        bodies = [record.content_stream().read() for record in ArchiveIterator(file) if record.rec_type == "response"]

    assert bodies == [b"<p>onze</p>", b"onze", b"", b"ab"]


def test_a_line_of_the_index_has_the_fields_that_pywb_reads(tmp_path):
    path = filled(tmp_path)
    line = (tmp_path / "index.cdxj").read_text().splitlines()[-1]
    key, moment, block = line.split(" ", 2)
    fields = json.loads(block)

    assert key.startswith("example,daily)/")
    assert moment == "20190221120000"
    assert {"url", "mime", "status", "digest", "length", "offset", "filename"} <= fields.keys()
    assert fields["filename"] == path.name
    with path.open("rb") as file:
        file.seek(int(fields["offset"]))
        member = gzip.GzipFile(fileobj=io.BytesIO(file.read(int(fields["length"])))).read()
    assert fields["url"].encode() in member


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("http://example.org/", "org,example)/"),
        ("https://www.Example.org:443/A/b/?Z=1&a=2", "org,example)/a/b?a=2&z=1"),
        ("http://www2.example.org/x", "org,example)/x"),
        ("http://example.org:8080/", "org,example:8080)/"),
        ("http://192.0.2.1/a", "192.0.2.1)/a"),
        ("http://[2001:db8::1]/", "2001:db8::1)/"),
        ("http://wwwhat.example/", "example,wwwhat)/"),
    ],
)
def test_keys(url, key):
    assert surt(url) == key


TEXT = st.text(st.characters(codec="utf-8"), max_size=20)


@given(
    st.builds(
        Capture,
        key=st.just("org,example)/"),
        url=TEXT,
        date=st.datetimes(NOON.replace(year=1000, tzinfo=None)).map(lambda moment: moment.replace(tzinfo=NOON.tzinfo)),
        status=st.integers(100, 999),
        media_type=st.sampled_from(["text/html", "application/pdf"]),
        sha256=st.just("ab" * 32),
        warc=TEXT,
        offset=st.integers(0),
        length=st.integers(0),
        record_id=TEXT,
        location=st.none() | TEXT,
        visit=st.none() | TEXT,
        refers_to=st.none() | TEXT.filter(bool),
    )
)
def test_a_capture_and_its_line_are_the_same(capture):
    line = capture.line

    assert "\n" not in line
    assert parse_line(line) == capture


@pytest.mark.parametrize(
    ("text", "microsecond"),
    [("2019-02-21T12:00:00Z", 0), ("2019-02-21T12:00:00.5Z", 500000), ("2019-02-21T12:00:00.123456789Z", 123456)],
)
def test_dates_of_any_precision(text, microsecond):
    assert parse_date(text) == NOON.replace(microsecond=microsecond)
