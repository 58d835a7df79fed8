"""Parsers of foreign bytes against good input changed at random, and against what was found before."""

from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from targets import CORPUS, TARGETS

FOUND = sorted((CORPUS / "fuzz").glob("*/*"))
"""Inputs that a parser once failed at, as ``TARGET/NAME``."""

PIECES = [
    b"\x00", b"\xff", b"\xed\xa0\x80", b"\r\n", b"<", b">", b"{{", b"}}", b"[[", b"]]", b"<ref", b"{|", b"|}", b'"',
    b"9" * 20, b"-1", b"1e999", b"\xe2\x80\xae", b"\xd9\xa3", b"\xef\xbb\xbf", b"%", b":", b"[", b"<!--", b"\\ud800",
]  # fmt: skip


@st.composite
def changed(draw: st.DrawFn, seeds: tuple[bytes, ...]) -> bytes:
    """A good input after a few cuts, doublings and insertions."""
    data = draw(st.sampled_from(seeds))
    for _ in range(draw(st.integers(0, 6))):
        start = draw(st.integers(0, len(data)))
        end = min(len(data), start + draw(st.integers(0, 40)))
        piece = draw(st.sampled_from(PIECES) | st.binary(max_size=6) | st.just(data[start:end] * 2))
        data = data[:start] + piece + data[end:]
    return data


@pytest.mark.parametrize("name", TARGETS)
@settings(max_examples=20, phases=[Phase.generate])
@given(data=st.data())
def test_no_input_makes_a_parser_fail(name: str, data: st.DataObject) -> None:
    target = TARGETS[name]

    target.run(data.draw(changed(tuple(target.seeds))))


@pytest.mark.parametrize("path", FOUND, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_what_was_found_is_mended(path: Path) -> None:
    TARGETS[path.parent.name].run(path.read_bytes())
