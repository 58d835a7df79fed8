"""A page that a server says has not changed: kept as a revisit of the earlier capture, read as the page it is."""

import gzip

import pytest

from citecheck.snapshots import Archive
from visits import archive, chunked, exchange, later, page, unchanged, visit

STORY = "http://daily.example/story"
NEW = ('ETag: "2"', "Content-Length: 9")
HEAD = b'HTTP/1.1 304 Not Modified\r\nETag: "2"\r\nContent-Length: 9\r\n\r\n'


@pytest.mark.parametrize(
    "first",
    [
        page(headers=('ETag: "1"',)),
        chunked(STORY, b"<p>on", b"ze</p>"),
        page(body=gzip.compress(b"onze"), headers=("Content-Encoding: gzip",)),
    ],
)
def test_the_earlier_body_is_what_is_read(first, tmp_path):
    with archive(tmp_path) as keeping:
        before = keeping.store(visit(first))
        after = keeping.store(visit(unchanged(at=later(60), headers=NEW)))

    with Archive(tmp_path) as reopened:
        final = reopened.read(after).final
        assert reopened.find(STORY) == after
        assert (after.sha256, after.status, after.media_type) == (before.sha256, 200, before.media_type)
        assert (after.fetched_at, after.record_id == before.record_id) == (later(60), False)
        assert (final.status, final.body, final.response) == (200, first.body, HEAD)
        assert final.header("etag") == '"2"', "the new headers count"
        assert final.header("content-type") == first.header("content-type")
        assert final.header("content-encoding") == first.header("content-encoding")
        assert final.header("content-length") == first.header("content-length")
        assert list(reopened.verify()) == []


def test_the_record_is_that_of_the_standard(tmp_path):
    with archive(tmp_path) as keeping:
        before = keeping.store(visit(page()))
        after = keeping.store(visit(unchanged(at=later(60), headers=NEW)))

    with gzip.open(tmp_path / after.warc) as file:
        content = file.read()
    assert b"WARC-Profile: http://netpreserve.org/warc/1.1/revisit/server-not-modified\r\n" in content
    assert f"WARC-Refers-To: <{before.record_id}>\r\n".encode() in content
    assert content.count(b"<p>onze</p>") == 1
    assert '"mime": "warc/revisit"' in (tmp_path / "index.cdxj").read_text().splitlines()[1]


def test_a_row_of_them_leads_to_the_one_that_has_the_body(tmp_path):
    with archive(tmp_path) as keeping:
        keeping.store(visit(page(body=b"old")))
        keeping.store(visit(page(body=b"new", at=later(10))))
        keeping.store(visit(page(body=b"new", at=later(20))))
        snapshots = [keeping.store(visit(unchanged(at=later(at)))) for at in (30, 40, 50)]

        assert [keeping.read(each).final.body for each in snapshots] == [b"new"] * 3
        before = (tmp_path / "index.journal.cdxj").read_text().splitlines()
        keeping.repair()
        assert sorted(before) == (tmp_path / "index.cdxj").read_text().splitlines()


@pytest.mark.parametrize("asked", [b"", b"X-If-None-Match: 1\r\n"])
def test_nobody_asked(asked, tmp_path):
    with archive(tmp_path) as keeping:
        keeping.store(visit(page()))
        snapshot = keeping.store(visit(unchanged(at=later(60), asked=asked)))

        assert (snapshot.status, keeping.read(snapshot).final.body) == (304, b"")


def test_there_is_nothing_that_it_could_be_about(tmp_path):
    with archive(tmp_path) as keeping:
        keeping.store(visit(exchange(STORY, b"HTTP/1.1 404 Not Found\r\nContent-Length: 4\r\n\r\ngone")))
        snapshot = keeping.store(visit(unchanged(at=later(60), headers=NEW)))

        assert snapshot.status == 304


def test_the_capture_that_it_is_about_is_damaged(tmp_path):
    with archive(tmp_path) as keeping:
        first = keeping.store(visit(page()))
        keeping.close()
        keeping.store(visit(unchanged(at=later(60), headers=NEW)))
        path = tmp_path / first.warc
        path.write_bytes(path.read_bytes()[: first.offset + 9])

        assert keeping.replay(STORY).reason == "damaged"
