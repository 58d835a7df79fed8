"""One attribute among many, read without the others."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citecheck.documents.markup import attributes_of, read_tree, value_of
from citecheck.documents.outliner import names_in


@pytest.mark.parametrize(
    ("tag", "name", "value"),
    [
        ('<img alt="A ship" src="x">', "alt", "A ship"),
        ('<img src="x" alt="Fish &amp; chips">', "alt", "Fish & chips"),
        ('<img data-alt="no" alt="yes">', "alt", "yes"),
        ('<img data-alt="no">', "alt", ""),
        ('<img title="<img alt=" alt="yes">', "alt", "yes"),
        ('<img title="<img alt=">', "alt", ""),
        ("<img alt>", "alt", ""),
    ],
)
def test_the_value_of_one_attribute(tag: str, name: str, value: str) -> None:
    written = next(each for each in read_tree(tag.encode()).tags if each.startswith("img"))

    assert value_of(written.partition(">")[0].partition(" ")[2], name) == value


@given(
    st.dictionaries(st.sampled_from(["alt", "data-alt", "id", "class", "hidden"]), st.text(" =alt&'<>x", max_size=12))
)
def test_it_is_the_one_among_all(attributes: dict[str, str]) -> None:
    escaped = {name: value.replace("&", "&amp;").replace("<", "&lt;") for name, value in attributes.items()}
    written = " ".join(f'{name}="{value}"' for name, value in escaped.items())

    for name in ("alt", "id", "class", "hidden"):
        assert value_of(written, name) == attributes_of(written).get(name, "")
    named = [value for name in ("id", "class") if (value := attributes_of(written).get(name, ""))]
    assert sorted(names_in(written).split()) == sorted(" ".join(named).lower().split())
