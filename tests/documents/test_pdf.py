import pytest

from citecheck.documents import pdf, read_bytes
from citecheck.model import Document, Failure, ZoneKind


def pdf_of(*pages: list[str]) -> bytes:
    """A PDF with lines of Latin text, one below the other."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
    kids = []
    for lines in pages:
        shown = b" T* ".join(b"(" + line.encode("latin-1") + b") Tj" for line in lines)
        stream = b"BT /F1 12 Tf 14 TL 50 780 Td " + shown + b" ET"
        kids.append(len(objects) + 1)
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents %d 0 R /Resources << /Font << /F1 "
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>" % (len(objects) + 2)
        )
        objects.append(b"<< /Length %d >> stream\n%s\nendstream" % (len(stream), stream))
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids), b" ".join(b"%d 0 R" % kid for kid in kids))
    objects.append(b"<< /Title (On ferries) /Author (Ann Pell) /CreationDate (D:20190222180400Z) >>")
    body = b"%PDF-1.4\n"
    offsets = []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(objects) + 1
    trailer = b"<< /Size %d /Root 1 0 R /Info %d 0 R >>" % (size, size - 1)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % size
    return body + head + table + b"trailer\n%s\nstartxref\n%d\n%%%%EOF" % (trailer, len(body))


@pytest.fixture
def library() -> None:
    pytest.importorskip("pypdfium2")


@pytest.mark.usefixtures("library")
def test_paragraphs_pages_and_what_the_file_states() -> None:
    body = pdf_of(
        [
            "Harbour report 1",
            "The ferry ran aground on Tuesday with sixty-two passen-",
            "gers on board. All were brought ashore.",
            "Nobody was hurt.",
        ],
        ["Harbour report 2", "Divers will look at the hull."],
        ["Harbour report 3", "The service stays closed."],
    )

    document = read_bytes(body, url="https://a.example/report.pdf", media_type="application/pdf")

    assert isinstance(document, Document)
    assert "with sixty-two passengers on board. All were brought ashore." in document.text
    assert [document.page_at(document.text.index(word)) for word in ("ferry", "Divers", "service")] == [1, 2, 3]
    assert {document.text[zone.start : zone.end].strip() for zone in document.zones if zone.kind is ZoneKind.OTHER} == {
        "Harbour report 1",
        "Harbour report 2",
        "Harbour report 3",
    }
    assert "".join(document.text[zone.start : zone.end] for zone in document.zones) == document.text
    assert document.metadata.title is not None
    assert document.metadata.title.value == "On ferries"
    assert document.metadata.published is not None
    assert document.metadata.published.value == "2019-02-22"


@pytest.mark.usefixtures("library")
@pytest.mark.parametrize(
    ("body", "reason"),
    [(b"%PDF-1.4 broken", "undecodable"), (pdf_of([""]), "empty"), (pdf_of(["x"])[:200], "undecodable")],
)
def test_what_cannot_be_read_is_said(body: bytes, reason: str) -> None:
    found = read_bytes(body, media_type="application/pdf")

    assert isinstance(found, Failure)
    assert found.reason == reason


def test_without_the_library_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "find_spec", lambda _: None)

    found = read_bytes(pdf_of(["x"]))

    assert isinstance(found, Failure)
    assert found.reason == "media-type"
    assert "citecheck[pdf]" in found.detail
