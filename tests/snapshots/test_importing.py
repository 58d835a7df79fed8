"""Other tools' WARC and WACZ files as captures: what is sound is taken over as it is, what is not is refused."""

import base64
import gzip
import hashlib
import io
import json
import zipfile

import pytest

from citecheck.errors import ArchiveError
from citecheck.model.content import decode_body
from citecheck.snapshots import foreign as limits
from visits import NOON, TLS, archive, hop, later, page, visit

STORY = "http://daily.example/story"
PAGE = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 4\r\n\r\nonze"


def record(kind="response", block=PAGE, url=STORY, *, name="1", version="1.0", date="2019-02-20T10:00:00Z", **fields):
    is_http = kind in ("request", "response", "revisit")
    media = f"application/http; msgtype={'request' if kind == 'request' else 'response'}" if is_http else "text/plain"
    lines = {
        "WARC-Type": kind,
        "WARC-Record-ID": f"<urn:uuid:{name}>",
        "WARC-Date": date,
        "WARC-Target-URI": url,
        "Content-Type": media,
        "Content-Length": str(len(block)),
    } | {key.replace("_", "-"): value for key, value in fields.items()}
    head = "".join(f"{key}: {value}\r\n" for key, value in lines.items() if value is not None)
    return f"WARC/{version}\r\n{head}\r\n".encode() + block + b"\r\n\r\n"


def request(of="1", method="GET", name="r1", **fields):
    block = f"{method} /story HTTP/1.1\r\nHost: daily.example\r\n\r\n".encode()
    return record("request", block, name=name, WARC_Concurrent_To=f"<urn:uuid:{of}>", **fields)


def sha1(data):
    return "sha1:" + base64.b32encode(hashlib.sha1(data, usedforsecurity=False).digest()).decode()


def warc(folder, *records, name="x.warc.gz", packed=True):
    data = b"".join(gzip.compress(each) for each in records) if packed else b"".join(records)
    (folder / name).write_bytes(data)
    return folder / name


def wacz(folder, *records, changes=None, name="x.wacz", digest=None):
    data = b"".join(gzip.compress(each) for each in records)
    digest = digest or f"sha256:{hashlib.sha256(data).hexdigest()}"
    described = {"resources": [{"name": "d", "path": "archive/d.warc.gz", "hash": digest, "bytes": len(data)}]}
    files = {"archive/d.warc.gz": data, "datapackage.json": json.dumps(described).encode()} | (changes or {})
    with zipfile.ZipFile(folder / name, "w", zipfile.ZIP_DEFLATED) as package:
        for path, content in files.items():
            if content is not None:
                package.writestr(path, content)
    return folder / name


@pytest.fixture
def keeping(tmp_path):
    with archive(tmp_path / "a") as opened:
        yield opened


def outcome(result):
    return result.captures, result.known, len(result.left_out)


FORMS = {
    "each record compressed": lambda folder: warc(folder, request(), record()),
    "compressed as a whole": lambda folder: warc(folder, request() + record()),
    "not compressed": lambda folder: warc(folder, record(), request(), packed=False, name="x.warc"),
    "by its content, whatever its name": lambda folder: warc(folder, record(), request(), name="x.bin"),
    "the response names the request": lambda folder: warc(
        folder,
        record("request", b"GET /story HTTP/1.1\r\n\r\n", name="r"),
        record(WARC_Concurrent_To="<urn:uuid:r>"),
    ),
    "WACZ": lambda folder: wacz(folder, record(), request()),
    "with everything else a browser keeps": lambda folder: warc(
        folder,
        record("warcinfo", b"software: x", url=None, name="i"),
        record("resource", b"picture", url="urn:thumbnail:http://daily.example/", name="t"),
        record(),
        request(),
        record("response", b"192.0.2.1", url="dns:daily.example", name="d", Content_Type="text/dns"),
        record("metadata", b"body-sha256: 00\r\nhop: 9/9\r\n", name="m", WARC_Concurrent_To="<urn:uuid:9>"),
    ),
    "digests of the usual kind": lambda folder: warc(
        folder, request(), record(WARC_Block_Digest=sha1(PAGE), WARC_Payload_Digest=sha1(b"onze"))
    ),
    "a URL in angle brackets": lambda folder: warc(folder, request(), record(url=f"<{STORY}>")),
}


@pytest.mark.parametrize("form", FORMS)
def test_a_capture_is_taken_over_with_its_request(form, keeping, tmp_path):
    result = keeping.import_file(FORMS[form](tmp_path))

    assert outcome(result) == (1, 0, 0), result.left_out
    snapshot = keeping.find(STORY)
    final = keeping.read(snapshot).final
    assert (final.response, final.body, final.url) == (PAGE, b"onze", STORY)
    assert final.request.startswith(b"GET /story HTTP/1.1\r\n")
    assert (snapshot.imported, snapshot.record_id) == (True, "urn:uuid:1")
    assert f"{snapshot.fetched_at:%Y-%m-%d %H:%M}" == "2019-02-20 10:00"
    assert list(keeping.verify()) == []


def test_where_it_comes_from_is_kept(keeping, tmp_path):
    keeping.import_file(warc(tmp_path, record()))

    with gzip.open(tmp_path / "a" / keeping.find(STORY).warc) as file:
        content = file.read()
    assert b"imported-from: x.warc.gz\r\n" in content
    assert b"software: citecheck/1\r\n" in content
    assert record() in content, "the record itself is as it was"


def test_an_archive_of_our_own_comes_over_as_it_is(tmp_path):
    visits = [
        visit(page(tls=TLS)),
        visit(page(at=later(60), headers=("X-Second: time",))),
        visit(hop(STORY, STORY, at=later(80)), page(at=later(81))),
        visit(
            hop("http://daily.example/a", "/b", at=later(90)), page("http://daily.example/b", b"moved", at=later(91))
        ),
    ]
    with archive(tmp_path / "b") as theirs:
        for each in visits:
            theirs.store(each)
        theirs.close()
        theirs.export(tmp_path / "b.wacz")
        expected = [theirs.read(each) for each in theirs.snapshots()]

    with archive(tmp_path / "a", start=1000) as ours:
        assert outcome(ours.import_file(tmp_path / "b.wacz")) == (6, 0, 0)
        assert [ours.read(each) for each in ours.snapshots()] == expected
        assert outcome(ours.import_file(tmp_path / "b.wacz")) == (0, 6, 0)
        assert list(ours.verify()) == []
    assert len(list((tmp_path / "a").glob("*.warc.gz"))) == 1


def test_an_import_can_be_indexed_anew(keeping, tmp_path):
    keeping.import_file(warc(tmp_path, record(), request(), record("revisit", PAGE[:-4], name="2", **REFERS)))
    before = [keeping.read(each) for each in keeping.snapshots()]
    (tmp_path / "a" / "index.cdxj").unlink()

    keeping.repair()

    assert [keeping.read(each) for each in keeping.snapshots()] == before
    assert list(keeping.verify()) == []


REFERS = {
    "WARC_Refers_To_Target_URI": STORY,
    "WARC_Refers_To_Date": "2019-02-20T10:00:00Z",
    "WARC_Payload_Digest": sha1(b"onze"),
    "WARC_Profile": "http://netpreserve.org/warc/1.0/revisit/identical-payload-digest",
}


@pytest.mark.parametrize("other", ["http://daily.example/other", STORY])
@pytest.mark.parametrize("first", [True, False])
def test_a_revisit_finds_its_body_wherever_it_stands(other, first, keeping, tmp_path):
    again = record("revisit", PAGE[:-4], other, name="2", date="2019-02-20T11:00:00Z", **REFERS)
    result = keeping.import_file(warc(tmp_path, *((again, record()) if first else (record(), again))))

    assert outcome(result) == (2, 0, 0), result.left_out
    snapshot = keeping.find(other)
    assert keeping.read(snapshot).final.body == b"onze"
    assert snapshot.sha256 == hashlib.sha256(b"onze").hexdigest()
    assert list(keeping.verify()) == []


def test_a_not_modified_of_another_tool(keeping, tmp_path):
    profile = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
    head = b"HTTP/1.1 304 Not Modified\r\nETag: x\r\n\r\n"
    again = record("revisit", head, name="2", date="2019-02-20T11:00:00Z", **REFERS | {"WARC_Profile": profile})
    keeping.import_file(warc(tmp_path, record(), again))

    snapshot = keeping.find(STORY)
    final = keeping.read(snapshot).final
    assert (snapshot.record_id, snapshot.status, snapshot.media_type) == ("urn:uuid:2", 200, "text/html")
    assert (final.status, final.body, final.response, final.header("etag")) == (200, b"onze", head, "x")
    assert list(keeping.verify()) == []


LEFT_OUT = {
    "the block is not the one": record(WARC_Block_Digest=sha1(b"other")),
    "the body of http": record(WARC_Payload_Digest=sha1(b"other")),
    "the block is not": record(WARC_Block_Digest="sha256:" + "0" * 64),
    "no warc-record-id": record(WARC_Record_ID=None),
    "not a WARC-Date": record(date="yesterday"),
    "no warc-date": record(WARC_Date=None),
    "lies in the future": record(date="2031-01-01T00:00:00Z"),
    "no HTTP response": record(block=b"not HTTP at all"),
    "not a capture of a web page": record(url="http://[bad/"),
    "refers to a capture that is not here": record("revisit", PAGE[:-4], **REFERS),
}


@pytest.mark.parametrize("why", LEFT_OUT)
def test_what_is_not_what_it_says_is_left_out_and_the_rest_taken(why, keeping, tmp_path):
    other = record(url="http://daily.example/sound", name="sound")
    result = keeping.import_file(warc(tmp_path, other, LEFT_OUT[why]))

    assert result.captures == 1
    assert why in result.left_out[0]
    assert keeping.find("http://daily.example/sound") is not None
    assert keeping.find(STORY) is None
    assert list(keeping.verify()) == []


def test_an_answer_to_something_else_than_get_is_no_page(keeping, tmp_path):
    result = keeping.import_file(warc(tmp_path, record(), request(method="POST")))

    assert result.captures == 0
    assert result.left_out == ("no capture of a web page is in it",)
    assert not (tmp_path / "a").exists() or list((tmp_path / "a").glob("*.gz")) == []


@pytest.mark.parametrize("packed", [True, False])
@pytest.mark.parametrize("cut", [3, 40, 100])
def test_a_file_that_is_torn_gives_what_can_be_read(packed, cut, keeping, tmp_path):
    whole = warc(tmp_path, record(), record(url="http://daily.example/2", name="2"), packed=packed)
    size = len(gzip.compress(record())) if packed else len(record())
    whole.write_bytes(whole.read_bytes()[: size + cut])

    result = keeping.import_file(whole)

    assert result.captures == 1
    assert "cannot be read" in result.left_out[0]


REFUSED = {
    "no datapackage": ({"datapackage.json": None}, "no datapackage.json"),
    "a list": ({"datapackage.json": b"[]"}, "cannot be read"),
    "not JSON": ({"datapackage.json": b"{"}, "cannot be read"),
    "too deep": ({"datapackage.json": b"[" * 100_000}, "cannot be read"),
    "no digest": ({"datapackage.json": b'{"resources": []}'}, "no digest of archive/d.warc.gz"),
    "another file": ({"archive/d.warc.gz": gzip.compress(record(name="2"))}, "not the file that its digest"),
    "no WARC": ({"archive/d.warc.gz": None}, "no WARC file"),
    "a way out": ({"../../evil.sh": b"x"}, "leads out of the folder"),
    "a way out by backslashes": ({"archive\\..\\..\\evil": b"x"}, "leads out of the folder"),
    "an absolute name": ({"/etc/evil": b"x"}, "leads out of the folder"),
    "a drive": ({"C:evil": b"x"}, "leads out of the folder"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_package_that_is_not_sound_is_refused_whole(name, keeping, tmp_path):
    changes, why = REFUSED[name]

    with pytest.raises(ArchiveError, match=why):
        keeping.import_file(wacz(tmp_path, record(), changes=changes))

    assert keeping.find(STORY) is None


def test_a_package_with_two_files_of_one_name(keeping, tmp_path):
    path = wacz(tmp_path, record())
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(path, "a") as package:
        package.writestr("archive/d.warc.gz", b"other")

    with pytest.raises(ArchiveError, match="two files of one name"):
        keeping.import_file(path)


@pytest.mark.parametrize("cut", [0.2, 0.5, 0.9])
def test_a_torn_package(cut, keeping, tmp_path):
    path = wacz(tmp_path, record(block=PAGE + bytes(range(256)) * 9))
    path.write_bytes(path.read_bytes()[: int(path.stat().st_size * cut)])

    with pytest.raises(ArchiveError, match=str(path)):
        keeping.import_file(path)


@pytest.mark.parametrize("byte", range(40, 400, 23))
def test_a_flipped_byte_never_comes_through(byte, keeping, tmp_path):
    path = wacz(tmp_path, record(), request())
    data = bytearray(path.read_bytes())
    data[byte] ^= 0x55
    path.write_bytes(data)

    try:
        keeping.import_file(path)
    except ArchiveError:
        assert keeping.find(STORY) is None
    else:
        assert keeping.read(keeping.find(STORY)).final.response == PAGE


def test_a_bomb(keeping, tmp_path, monkeypatch):
    monkeypatch.setattr(limits, "FREE_BYTES", 10_000_000)
    monkeypatch.setattr(limits, "MAX_RATIO", 10)
    zeros = record(block=PAGE + b"\0" * 9_000_000, Content_Type="application/octet-stream")

    in_warc = keeping.import_file(warc(tmp_path, zeros, zeros, zeros, record()))
    with pytest.raises(ArchiveError, match="without end"):
        keeping.import_file(wacz(tmp_path, changes={"archive/d.warc.gz": b"\0" * 30_000_000}))

    assert in_warc.captures == 0
    assert "decompresses to more than" in in_warc.left_out[0]


def test_a_record_that_is_too_large_is_passed_over(keeping, tmp_path, monkeypatch):
    monkeypatch.setattr(limits, "MAX_RECORD_BYTES", 1000)
    large = record(block=PAGE + bytes(2000), name="film")

    result = keeping.import_file(warc(tmp_path, large, record()))

    assert result.captures == 1
    assert "too large" in result.left_out[0]


@pytest.mark.parametrize("data", [b"", b"<html>", b"PK\x03\x04", b"PK\x05\x06" + bytes(18)])
def test_neither_the_one_nor_the_other(data, keeping, tmp_path):
    (tmp_path / "x").write_bytes(data)

    with pytest.raises(ArchiveError, match=str(tmp_path / "x")):
        keeping.import_file(tmp_path / "x")


@pytest.mark.parametrize(
    "data",
    [b"\x1f\x8b rubbish", b"WARC/1.0\r\nno end", b"WARC/1.0\r\n\r\n", gzip.compress(b"x")],
    ids=["no gzip", "no end", "no fields", "no WARC within"],
)
def test_the_beginning_alone_makes_no_warc(data, keeping, tmp_path):
    (tmp_path / "x").write_bytes(data)

    result = keeping.import_file(tmp_path / "x")

    assert (result.captures, len(result.left_out)) == (0, 1)


def test_a_missing_file(keeping, tmp_path):
    with pytest.raises(ArchiveError, match="No such file"):
        keeping.import_file(tmp_path / "none.wacz")


def test_a_file_of_nothing_but_faults_is_given_up(keeping, tmp_path):
    bad = [record(name=str(number), WARC_Block_Digest=sha1(b"other")) for number in range(1002)]

    with pytest.raises(ArchiveError, match="given up"):
        keeping.import_file(warc(tmp_path, *bad, packed=False))


def test_a_browser_that_kept_bodies_decoded(keeping, tmp_path):
    block = b"HTTP/2 200 OK\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n<p>onze hommes</p>"
    keeping.import_file(warc(tmp_path, record(block=block)))

    assert decode_body(keeping.read(keeping.find(STORY)).final) == b"<p>onze hommes</p>"


def test_the_newest_capture_counts_whoever_made_it(keeping, tmp_path):
    keeping.import_file(warc(tmp_path, record()))
    own = keeping.store(visit(page(at=NOON)))

    assert keeping.find(STORY) == own


def test_reading_a_foreign_file_holds_little_of_it(tmp_path):
    stream = io.BytesIO(b"".join(record(name=str(n)) for n in range(50)))
    seen = 0
    (tmp_path / "x.warc").write_bytes(stream.getvalue())
    for item in limits.read_foreign(tmp_path / "x.warc"):
        seen += not isinstance(item, str)

    assert seen == 50
