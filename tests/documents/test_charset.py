import pytest

from citecheck.documents.charset import codec_of, decode

TEXT = "Tué à Tombouctou, œuvre : 5 €"
RUSSIAN = "<p>Паром сел на мель во вторник вечером у острова, сообщили в управлении порта.</p>" * 3


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_comes_first(encoding: str) -> None:
    assert decode(TEXT.encode(encoding), "iso-8859-1") == TEXT


def test_the_header_comes_before_the_page() -> None:
    body = f'<meta charset="koi8-r">{RUSSIAN}'.encode("cp1251")

    assert decode(body, "windows-1251") == body.decode("cp1251")


def test_the_page_may_say_it() -> None:
    html = f'<meta http-equiv="Content-Type" content="text/html; charset=windows-1251">{RUSSIAN}'

    assert decode(html.encode("cp1251")) == html


def test_plain_text_is_not_searched_for_declarations() -> None:
    assert decode('<meta charset="koi8-r">été'.encode("cp1252"), markup=False) == '<meta charset="koi8-r">été'


def test_what_is_valid_utf_8_is_utf_8_whatever_the_server_says() -> None:
    assert decode(TEXT.encode(), "iso-8859-1") == TEXT


def test_latin_1_means_windows_1252() -> None:
    assert decode(TEXT.encode("cp1252"), "ISO-8859-1") == TEXT


def test_gb2312_means_gb18030() -> None:
    assert decode("镕基 渡轮搁浅".encode("gb18030"), "gb2312") == "镕基 渡轮搁浅"


def test_undeclared_latin_is_windows_1252() -> None:
    assert decode(b"<p>Tu\xe9 \xe0 Tombouctou</p>") == "<p>Tué à Tombouctou</p>"


def test_a_few_stray_bytes_do_not_change_the_encoding() -> None:
    assert decode((TEXT * 20).encode() + b"\x92") == TEXT * 20 + "\ufffd"


@pytest.mark.parametrize(
    "label",
    ["hex", "rot13", "idna", "utf-7", "undefined", "unicode_escape", "zlib", "nonsense", "", None, "\0", "a" * 999],
)
def test_unsafe_and_unknown_labels_are_passed_over(label: str | None) -> None:
    assert codec_of(label) is None
    assert decode(TEXT.encode(), label) == TEXT


@pytest.mark.parametrize(
    "body", [bytes(range(256)) * 10, b"\x00\x01\x02\x03" * 99, b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"]
)
def test_binary_is_no_text(body: bytes) -> None:
    assert decode(body) is None


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r", "gb18030", "cp932", "cp1256"])
def test_undeclared_text_of_other_scripts_is_detected(encoding: str) -> None:
    text = {
        "cp1251": RUSSIAN,
        "koi8-r": RUSSIAN,
        "gb18030": "<p>渡轮雏菊号星期二晚在托尔维岛附近搁浅，船上共有六十二名乘客。港务局表示无人受伤。</p>" * 3,
        "cp932": "<p>火曜日の夜、六十二人の乗客を乗せたフェリーが島の沖で座礁した。けが人はいなかった。</p>" * 3,
        "cp1256": "<p>جنحت العبارة مساء الثلاثاء قبالة الجزيرة وعلى متنها اثنان وستون راكبا، ولم يصب أحد بأذى.</p>" * 3,
    }[encoding]

    assert decode(text.encode(encoding)) == text
