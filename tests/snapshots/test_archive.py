"""What goes into an archive comes out the same, by any process, and is found by its URL."""

import errno
import gzip
import multiprocessing
import os
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from citecheck.errors import ArchiveDiskError, ArchiveError
from citecheck.model import Failure, Stage
from citecheck.snapshots import Archive
from visits import NOON, TLS, archive, chunked, exchange, hop, later, page, store_many, visit
from writing import writer

STORY = "http://daily.example/story"

VISITS = {
    "a page": visit(page()),
    "over TLS": visit(page("https://daily.example/x", tls=TLS, peer="[2001:db8::1]:443")),
    "chunked": visit(chunked(STORY, b"on", b"ze", b" " * 300)),
    "compressed": visit(page(body=gzip.compress(b"onze" * 99), headers=("Content-Encoding: gzip",))),
    "with a fragment": visit(page(), url=STORY + "#section"),
    "as written": visit(page("http://xn--bcher-kva.example/%C3%A4"), url="http://Bücher.example:80/ä"),
    "redirected": visit(
        hop(STORY, "/new"), hop("http://daily.example/new", "https://b.example/"), page("https://b.example/")
    ),
    "to set a cookie": visit(hop(STORY, STORY), page(at=later(1))),
    "back and forth": visit(hop(STORY, "/b"), hop("http://daily.example/b", STORY, at=later(1)), page(at=later(2))),
    "not found": visit(exchange(STORY, b"HTTP/1.1 404 Not Found\r\nContent-Length: 4\r\n\r\ngone")),
    "empty": visit(exchange(STORY, b"HTTP/1.1 204 No Content\r\n\r\n")),
    "cut": visit(page(body=b"x" * 50, truncated=None), url=STORY),
    "cut by length": visit(exchange(STORY, b"HTTP/1.1 200 OK\r\nContent-Length: 90\r\n\r\nshort", truncated="length")),
    "cut in a chunk": visit(
        exchange(STORY, b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nshort", truncated="disconnect")
    ),
    "odd headers": visit(exchange(STORY, b"HTTP/1.1 200\nX-T\xefte: \xe9t\xe9\nX-T: \xc3\xa9\n\nbody")),
    "binary": visit(page(body=bytes(range(256)) * 40)),
    "ending in line ends": visit(page(body=b"\r\n\r\nWARC/1.1\r\n\r\n")),
    "a location that is no URL": visit(hop(STORY, "http://[bad/")),
}


@pytest.mark.parametrize("name", VISITS)
def test_a_visit_comes_back_as_it_went_in(name, tmp_path):
    with archive(tmp_path) as keeping:
        snapshot = keeping.store(VISITS[name])

        assert keeping.find(VISITS[name].url) == snapshot
        assert keeping.read(snapshot) == VISITS[name]

    with Archive(tmp_path) as reopened:
        assert reopened.find(VISITS[name].url) == snapshot
        assert reopened.read(snapshot) == VISITS[name]
        assert list(reopened.verify()) == []


def test_all_of_them_in_one_archive(tmp_path):
    with archive(tmp_path) as keeping:
        stored = [(keeping.store(each), each) for each in VISITS.values()]
        stored += [(keeping.store(each), each) for each in VISITS.values()]

    with Archive(tmp_path) as reopened:
        for snapshot, each in stored:
            assert reopened.read(snapshot) == each
        assert len(list(reopened.snapshots())) == len(stored)
        assert list(reopened.verify()) == []


def test_what_a_snapshot_says(tmp_path):
    with archive(tmp_path) as keeping:
        snapshot = keeping.store(VISITS["redirected"])

    assert snapshot.url == STORY
    assert snapshot.final_url == "https://b.example/"
    assert snapshot.hops == (STORY, "http://daily.example/new")
    assert (snapshot.status, snapshot.media_type, snapshot.fetched_at) == (200, "text/html", NOON)
    assert snapshot.warc == "citecheck-20190221120000-00000000.warc.gz"
    with gzip.open(tmp_path / snapshot.warc) as file:
        assert snapshot.record_id.encode() in file.read()


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(["/", "/a", "/A", "/a?x=1", "/a/"]), st.binary(max_size=40), st.booleans()),
        max_size=8,
    )
)
def test_any_row_of_visits_comes_back(tmp_path_factory, rows):
    folder = tmp_path_factory.mktemp("archive")
    visits = []
    for number, (path, body, in_chunks) in enumerate(rows):
        url, at = f"http://daily.example{path}", later(number)
        pieces = [body[:3], body[3:]] if len(body) > 3 else [body] if body else []
        visits.append(visit(chunked(url, *pieces, at=at) if in_chunks else page(url, body, at=at)))
    with archive(folder) as keeping:
        snapshots = [keeping.store(each) for each in visits]
    with Archive(folder) as reopened:
        assert [reopened.read(snapshot) for snapshot in snapshots] == visits
        newest = {each.url: snapshot for each, snapshot in zip(visits, snapshots, strict=True)}
        assert {url: reopened.find(url) for url in newest} == newest
        assert list(reopened.verify()) == []


def test_the_newest_visit_is_found(tmp_path):
    with archive(tmp_path) as keeping:
        keeping.store(visit(page(body=b"old")))
        new = keeping.store(visit(page(body=b"new", at=later(60))))
        keeping.store(visit(page(body=b"between", at=later(30))))

        assert keeping.find(STORY) == new


@pytest.mark.parametrize(
    ("stored", "asked", "found"),
    [
        ("http://daily.example/a", "http://DAILY.example:80/a#x", True),
        ("http://daily.example/a", "https://daily.example/a", True),
        ("https://daily.example/a", "http://daily.example/a", True),
        ("http://daily.example/a", "http://daily.example/A", False),
        ("http://daily.example/a", "http://daily.example/a/", False),
        ("http://daily.example/a", "http://www.daily.example/a", False),
        ("http://daily.example/?v=Ab", "http://daily.example/?v=aB", False),
        ("http://daily.example/?a=1&b=2", "http://daily.example/?b=2&a=1", False),
        ("http://daily.example/a", "http://daily.example:8080/a", False),
        ("http://daily.example/a", "no url", False),
        ("http://daily.example/a", "", False),
    ],
)
def test_only_the_same_page_is_found(stored, asked, found, tmp_path):
    with archive(tmp_path) as keeping:
        keeping.store(visit(page(stored)))

        assert (keeping.find(asked) is not None) is found


def test_a_capture_by_the_same_scheme_comes_first(tmp_path):
    with archive(tmp_path) as keeping:
        own = keeping.store(visit(page("http://daily.example/a")))
        keeping.store(visit(page("https://daily.example/a", at=later(60))))

        assert keeping.find("http://daily.example/a") == own


def test_an_intermediate_page_is_found_by_its_own_url(tmp_path):
    with archive(tmp_path) as keeping:
        keeping.store(VISITS["redirected"])
        found = keeping.find("http://daily.example/new")

        assert keeping.read(found).exchanges == VISITS["redirected"].exchanges[1:]


def test_the_same_bytes_are_kept_once(tmp_path):
    body = bytes(range(256)) * 400
    with archive(tmp_path) as keeping:
        first = keeping.store(visit(page(body=body)))
        size = (tmp_path / first.warc).stat().st_size
        again = keeping.store(visit(page(body=body, at=later(60), headers=("X-Other: head",))))
        third = keeping.store(visit(page(body=body, at=later(90))))

        assert (tmp_path / first.warc).stat().st_size < size + 5000
        assert first.record_id != again.record_id
        assert first.sha256 == again.sha256 == third.sha256
        assert keeping.read(again).final.header("x-other") == "head"
        assert [keeping.read(each).final.body for each in (first, again, third)] == [body] * 3
    assert (tmp_path / "index.cdxj").read_text().count("warc/revisit") == 2


@pytest.mark.parametrize(
    "second",
    [
        page("http://daily.example/other"),
        page(body=b"<p>douze</p>"),
        chunked(STORY, b"<p>on", b"ze</p>"),
        page(truncated="length"),
    ],
)
def test_other_bytes_another_url_or_a_cut_body_are_kept_in_full(second, tmp_path):
    with archive(tmp_path) as keeping:
        keeping.store(visit(page()))
        keeping.store(visit(second))

    assert "warc/revisit" not in (tmp_path / "index.cdxj").read_text()


def test_chunks_cut_otherwise_are_not_the_same_bytes(tmp_path):
    with archive(tmp_path) as keeping:
        keeping.store(visit(chunked(STORY, b"on", b"ze")))
        other = visit(chunked(STORY, b"onz", b"e", at=later(9)))
        snapshot = keeping.store(other)

        assert keeping.read(snapshot) == other


def test_the_same_clock_ids_and_visits_make_the_same_files(tmp_path):
    for name in ("one", "two"):
        with archive(tmp_path / name) as keeping:
            for each in VISITS.values():
                keeping.store(each)

    files = [{path.name: path.read_bytes() for path in (tmp_path / name).iterdir()} for name in ("one", "two")]
    assert files[0] == files[1]


def test_a_large_archive_is_several_files(tmp_path):
    with archive(tmp_path, max_file_bytes=4000) as keeping:
        stored = [keeping.store(visit(page(f"http://daily.example/{n}"))) for n in range(9)]

    assert 2 <= len({snapshot.warc for snapshot in stored}) <= 9
    with Archive(tmp_path) as reopened:
        assert [reopened.read(each).url for each in stored] == [each.url for each in stored]
        assert list(reopened.verify()) == []


def test_reading_makes_no_file(tmp_path):
    with Archive(tmp_path / "none") as nothing:
        assert nothing.find(STORY) is None
        assert list(nothing.snapshots()) == []
        assert list(nothing.verify()) == []

    assert list(tmp_path.iterdir()) == []


def test_replaying_gives_trouble_as_a_value(tmp_path):
    with archive(tmp_path) as keeping:
        missing = keeping.replay(STORY)
        snapshot = keeping.store(visit(page()))
        (tmp_path / snapshot.warc).write_bytes(b"")
        damaged = keeping.replay(STORY)

    assert isinstance(missing, Failure)
    assert (missing.stage, missing.reason) == (Stage.SNAPSHOT, "no-capture")
    assert (damaged.stage, damaged.reason) == (Stage.SNAPSHOT, "damaged")


def test_replaying_gives_the_snapshot_and_the_visit(tmp_path):
    with archive(tmp_path) as keeping:
        snapshot = keeping.store(visit(page()))

        assert keeping.replay(STORY) == (snapshot, visit(page()))


@pytest.mark.parametrize("damage", ["missing", "empty", "flipped", "shifted"])
def test_a_damaged_capture_is_an_archive_error(damage, tmp_path):
    with archive(tmp_path) as keeping:
        snapshot = keeping.store(visit(page()))
    path = tmp_path / snapshot.warc
    data = bytearray(path.read_bytes())
    match damage:
        case "missing":
            path.unlink()
        case "empty":
            path.write_bytes(b"")
        case "flipped":
            data[snapshot.offset + 40] ^= 0xFF
            path.write_bytes(data)
        case "shifted":
            path.write_bytes(data[7:])

    with Archive(tmp_path) as reopened, pytest.raises(ArchiveError, match=snapshot.warc):
        reopened.read(snapshot)


def test_a_snapshot_the_index_does_not_know(tmp_path):
    with archive(tmp_path) as keeping:
        snapshot = keeping.store(visit(page()))

        with pytest.raises(ArchiveError, match="does not know"):
            keeping.read(replace(snapshot, record_id="urn:uuid:other"))


def test_a_folder_that_cannot_be_written(tmp_path):
    (tmp_path / "file").write_text("in the way")

    with archive(tmp_path / "file") as keeping, pytest.raises(ArchiveError, match="file"):
        keeping.store(visit(page()))


def test_a_disk_that_is_full_leaves_a_sound_archive_and_says_so(tmp_path):
    assert writer("filling", tmp_path).wait() == 0
    stored, _, message = (tmp_path / "said").read_text().partition(" ")

    with Archive(tmp_path) as reopened:
        assert [reopened.read(each).url for each in reopened.snapshots()] == [
            f"http://daily.example/{number}" for number in range(int(stored))
        ]
        assert list(reopened.verify()) == []
    assert int(stored) > 1
    assert message.startswith(str(tmp_path))
    assert "File too large" in message


@pytest.mark.parametrize("kind", ["journal", "index"])
def test_an_index_that_cannot_be_written_is_an_archive_error_and_costs_nothing(kind, tmp_path, monkeypatch):
    with archive(tmp_path) as keeping:
        keeping.store(visit(page("http://daily.example/a")))
    full = OSError(errno.ENOSPC, "No space left on device")

    def refuse(*_):
        raise full

    keeping = archive(tmp_path, 50)
    if kind == "journal":
        monkeypatch.setattr("citecheck.snapshots.index.write_whole", refuse)
        with pytest.raises(ArchiveDiskError, match="No space left"):
            keeping.store(visit(page("http://daily.example/b")))
    else:
        keeping.store(visit(page("http://daily.example/b")))
        fsync = os.fsync
        monkeypatch.setattr("os.fsync", lambda file: refuse() if os.fstat(file).st_size < 1000 else fsync(file))
        with pytest.raises(ArchiveDiskError, match="No space left"):
            keeping.close()
    monkeypatch.undo()

    with Archive(tmp_path) as reopened:
        assert reopened.find("http://daily.example/a") is not None
        reopened.repair()
        assert reopened.find("http://daily.example/b") is not None
    assert not (tmp_path / "index.new").exists()


def test_a_url_cannot_forge_a_field(tmp_path):
    forged = visit(page(), url=STORY + "\r\nbody-sha256: 00\r\n")
    with archive(tmp_path) as keeping:
        keeping.store(forged)

        assert list(keeping.verify()) == []


def test_several_processes_and_threads_write_at_once(tmp_path):
    context = multiprocessing.get_context("spawn")
    workers = [context.Process(target=store_many, args=(tmp_path, worker, 40)) for worker in range(2)]
    threads = [threading.Thread(target=store_many, args=(tmp_path, worker, 40)) for worker in (2, 3)]
    for each in (*workers, *threads):
        each.start()
    for each in (*workers, *threads):
        each.join()

    with Archive(tmp_path) as reopened:
        found = {(w, n): reopened.find(f"http://w{w}.example/{n}") for w in range(4) for n in range(40)}
        assert {key: reopened.read(snapshot).final.body for key, snapshot in found.items()} == {
            (worker, number): f"{worker} {number}".encode() for worker in range(4) for number in range(40)
        }
        assert len(list(reopened.snapshots())) == 160
        assert list(reopened.verify()) == []


def test_a_reader_sees_what_another_stores_after_every_merge(tmp_path):
    """A file system may give the journal that follows the number of the one before."""
    with archive(tmp_path) as writing, Archive(tmp_path) as reading:
        for number in range(30):
            snapshot = writing.store(visit(page(body=b"%02d" % number, at=later(number))))
            assert reading.find(STORY) == snapshot
            writing.close()


def test_a_reader_sees_what_another_stores_meanwhile(tmp_path):
    with archive(tmp_path) as writing, Archive(tmp_path) as reading:
        assert reading.find(STORY) is None
        first = writing.store(visit(page()))
        assert reading.find(STORY) == first
        writing.close()
        second = writing.store(visit(page(body=b"changed", at=later(9))))
        assert reading.find(STORY) == second
        assert reading.read(first) == visit(page())


def flipped(path: Path, offset: int) -> None:
    data = bytearray(path.read_bytes())
    data[offset] ^= 0xFF
    path.write_bytes(data)


@pytest.mark.parametrize("name", VISITS)
def test_a_checksum_stays_until_a_record_is_damaged(name, tmp_path):
    with archive(tmp_path) as keeping:
        snapshot = keeping.store(VISITS[name])
        checksum = keeping.checksum(snapshot)
        keeping.store(visit(page("http://other.example/")))
    with Archive(tmp_path) as reopened:
        assert checksum is not None
        assert reopened.checksum(snapshot) == checksum

        flipped(tmp_path / snapshot.warc, snapshot.offset + 60)
        assert reopened.checksum(snapshot) not in (checksum, None)
        (tmp_path / snapshot.warc).unlink()
        assert reopened.checksum(snapshot) is None


def test_a_checksum_covers_the_way_to_a_page_and_the_body_that_a_revisit_refers_to(tmp_path):
    with archive(tmp_path) as keeping:
        redirected = keeping.store(VISITS["redirected"])
        first = keeping.store(visit(page(at=later(9))))
        again = keeping.store(visit(page(at=later(99))))
        hops = [capture for capture in keeping.captures() if capture.record_id != redirected.record_id]
        hop_offset = min(capture.offset for capture in hops)
        before = keeping.checksum(redirected), keeping.checksum(again)

        flipped(tmp_path / first.warc, hop_offset + 60)
        assert keeping.checksum(redirected) != before[0]
        flipped(tmp_path / first.warc, first.offset + 60)
        assert keeping.checksum(again) != before[1]


def test_what_the_index_does_not_know_has_no_checksum(tmp_path):
    with archive(tmp_path) as keeping:
        snapshot = keeping.store(visit(page()))

        assert keeping.checksum(replace(snapshot, record_id="another")) is None


def test_a_damaged_index_gives_no_checksum(tmp_path):
    with archive(tmp_path) as keeping:
        snapshot = keeping.store(visit(page()))
    index = tmp_path / "index.cdxj"
    index.write_text(index.read_text("utf-8").replace("{", "{{"), "utf-8")

    with Archive(tmp_path) as reopened:
        assert reopened.checksum(snapshot) is None
