"""Names in Latin letters are found in the Chinese characters that are read so."""

import pytest

from citecheck.facts.interface import Setting
from citecheck.facts.pinyin import read_so
from citecheck.facts.source import Source


def found(name: str, text: str) -> list[str]:
    return [text[start:end] for start, end in read_so(name, Source(text, Setting("zh")))]


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("Xi Jinping", "习近平主席访问莫斯科。", "习近平"),
        ("Jinping Xi", "習近平主席", "習近平"),
        ("Mo Yan", "作家莫言获奖", "莫言"),
        ("Lü Bu", "吕布", "吕布"),
        ("Xi'an", "他到了西安", "西安"),
        ("Lina Ma", "莉娜·马说", "莉娜·马"),
    ],
)
def test_a_name_is_read_from_its_characters(name: str, text: str, expected: str) -> None:
    assert expected in found(name, text)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Xi Jinping", "习。近平"),
        ("Emmanuel Macron", "习近平主席"),
        ("Ma", "马克龙"),
        ("Mo Yan", "莫"),
        ("", "莫言"),
    ],
)
def test_what_is_read_otherwise_or_apart_is_no_name(name: str, text: str) -> None:
    assert found(name, text) == []
