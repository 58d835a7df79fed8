"""Damage is found, whatever byte it hits; what a crash leaves behind is mended; nothing else is touched."""

import gzip
import time

import pytest

from citecheck.snapshots import Archive, Fault
from visits import archive, chunked, hop, later, page, visit
from writing import writer

URLS = [f"http://daily.example/{number}" for number in range(4)]


def filled(folder):
    with archive(folder) as keeping:
        stored = [keeping.store(visit(page(url, url.encode() * 20))) for url in URLS[:3]]
        stored.append(keeping.store(visit(hop(URLS[3], "/end"), chunked("http://daily.example/end", b"on", b"ze"))))
        stored.append(keeping.store(visit(page(URLS[0], URLS[0].encode() * 20, at=later(9)))))
    return stored, folder / stored[0].warc


def faults(folder):
    with Archive(folder) as reopened:
        return [problem.fault for problem in reopened.verify()]


def test_every_flipped_byte_is_found(tmp_path):
    """But those that nothing reads: the time stamp of a member, the bits that fill its last byte up."""
    _stored, path = filled(tmp_path)
    whole = path.read_bytes()
    unread = 0
    for at in range(0, len(whole), 37):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 0x10]) + whole[at + 1 :])
        if not faults(tmp_path):
            assert gzip.decompress(path.read_bytes()) == gzip.decompress(whole), at
            unread += 1
    assert unread < 15
    path.write_bytes(whole)
    assert faults(tmp_path) == []


def test_a_record_exchanged_for_another_valid_one_is_found(tmp_path):
    """Not damage but forgery: a body replaced, with sound compression. The digests say so."""
    import zlib

    stored, path = filled(tmp_path)
    data = path.read_bytes()
    snapshot = stored[0]
    decoder = zlib.decompressobj(31)
    record = decoder.decompress(data[snapshot.offset :])
    length = len(data) - snapshot.offset - len(decoder.unused_data)
    packer = zlib.compressobj(6, zlib.DEFLATED, 31)
    forged = packer.compress(record.replace(b"daily.example/0http", b"daily.example/9http")) + packer.flush()
    path.write_bytes(data[: snapshot.offset] + forged + data[snapshot.offset + length :])

    assert Fault.DIGEST in faults(tmp_path)


@pytest.mark.parametrize("kept", [0.3, 0.55, 0.7, 0.85, 0.999])
def test_a_torn_end_is_found_and_mended(kept, tmp_path):
    stored, path = filled(tmp_path)
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * kept)])

    assert faults(tmp_path)[0] is Fault.TORN
    with Archive(tmp_path) as mending:
        mended = mending.repair()
        assert mended[0].fault is Fault.TORN
        assert [problem.fault for problem in mending.verify() if problem.fault is not Fault.MISSING] == []
        readable = [snapshot for snapshot in mending.snapshots() if mending.read(snapshot)]
    assert whole.startswith(path.read_bytes())
    assert len(readable) < len(stored) or kept > 0.99  # where only a metadata record is torn off


def test_a_torn_visit_gives_way_to_the_whole_one_before(tmp_path):
    with archive(tmp_path) as keeping:
        old = keeping.store(visit(hop(URLS[0], "/end"), page("http://daily.example/end")))
        second = keeping.store(
            visit(hop(URLS[0], "/end", at=later(9)), page("http://daily.example/end", b"x", at=later(9)))
        )
    path = tmp_path / old.warc
    path.write_bytes(path.read_bytes()[: second.offset + 30])

    with Archive(tmp_path) as mending:
        mending.repair()
        assert mending.find(URLS[0]) == old


@pytest.mark.parametrize("loss", ["index", "line", "stale line", "other values", "rubbish"])
def test_an_index_that_does_not_agree_is_found_and_made_anew(loss, tmp_path):
    stored, _path = filled(tmp_path)
    index = tmp_path / "index.cdxj"
    text = index.read_text()
    lines = text.splitlines(keepends=True)
    match loss:
        case "index":
            index.unlink()
            expected = Fault.NOT_INDEXED
        case "line":
            index.write_text("".join(lines[1:]))
            expected = Fault.NOT_INDEXED
        case "stale line":
            index.write_text(text.replace(f'"offset": "{stored[1].offset}"', '"offset": "7"'))
            expected = Fault.STALE
        case "other values":
            index.write_text(text.replace('"status": "302"', '"status": "200"'))
            expected = Fault.INDEX
        case "rubbish":
            index.write_text(text + "zzz\n")
            expected = Fault.INDEX

    assert expected in faults(tmp_path)
    with Archive(tmp_path) as mending:
        assert expected in [problem.fault for problem in mending.repair()]
    assert faults(tmp_path) == []
    assert index.read_text() == text


def test_a_record_damaged_in_the_middle_costs_no_other(tmp_path):
    stored, path = filled(tmp_path)
    data = bytearray(path.read_bytes())
    data[stored[1].offset + 30] ^= 0xFF
    path.write_bytes(data)

    with Archive(tmp_path) as mending:
        assert Fault.DAMAGED in [problem.fault for problem in mending.verify()]
        mending.repair()
        assert mending.find(URLS[1]) is None
        assert [mending.read(each).url for each in (stored[0], stored[2], stored[3])] == [URLS[0], URLS[2], URLS[3]]
        assert [problem.fault for problem in mending.verify()] == [Fault.DAMAGED]
    assert len(path.read_bytes()) == len(data)


def test_a_revisit_whose_original_is_gone_is_found(tmp_path):
    stored, path = filled(tmp_path)
    data = bytearray(path.read_bytes())
    data[stored[0].offset + 30] ^= 0xFF
    path.write_bytes(data)

    with Archive(tmp_path) as mending:
        mending.repair()
        assert Fault.MISSING in [problem.fault for problem in mending.verify()]


def test_a_file_being_written_is_not_mended_away(tmp_path):
    with archive(tmp_path) as writing:
        snapshot = writing.store(visit(page(URLS[0])))
        path = tmp_path / snapshot.warc
        whole = path.read_bytes()
        with path.open("ab") as file:
            file.write(whole[:50])  # as if the next visit were half written
        with Archive(tmp_path) as other:
            assert list(other.verify()) == []
            other.repair()
        assert path.read_bytes() == whole + whole[:50]


@pytest.mark.parametrize("captures", [2, 20, 50])
def test_a_killed_writer_leaves_a_readable_archive(captures, tmp_path):
    journal = tmp_path / "index.journal.cdxj"
    with writer("endless", tmp_path) as process:
        while not journal.exists() or journal.read_bytes().count(b"\n") < captures:
            assert process.poll() is None
            time.sleep(0.005)
        process.kill()

    with Archive(tmp_path) as reopened:
        before = list(reopened.snapshots())
        assert len(before) >= captures
        assert [reopened.read(snapshot).url for snapshot in before] == [snapshot.url for snapshot in before]
        reopened.repair()
        assert set(before) <= set(reopened.snapshots())
        assert list(reopened.verify()) == []
        assert reopened.store(visit(page("http://daily.example/next")))
