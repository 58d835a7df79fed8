"""Whatever a citation looks like: nothing but the named fields changes, and a second time nothing does."""

import re
from datetime import UTC, date, datetime

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from citecheck.articles import read_text
from citecheck.articles.wikitext.markup import parse, walk
from citecheck.model import ArchiveCopy
from citecheck.patching import Known, patch_wikitext
from citecheck.patching.fields import fields_of

UNHURRIED = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])

URL = "https://gazette.example/a"
STAMP = datetime(2019, 3, 1, 10, 11, 12, tzinfo=UTC)
KNOWN = {
    URL: Known(
        (ArchiveCopy(URL, f"https://web.archive.org/web/20190301101112/{URL}", STAMP, "web.archive.org"),),
        "dead",
        date(2026, 1, 2),
        date(2018, 3, 16),
    )
}
CHANGED = {"archive-url", "archive-date", "url-status", "archiveurl", "archivedate", "brisé le", "date"}

VALUES = st.sampled_from(
    ["", "T", "2 May 2020", "2020-05-02", "[[A|b]]", "{{lang|fr|x=1}}", "a = b", "x <!-- | y -->", "''T''", URL, "été"]
)
NAMES = st.sampled_from(
    [
        "title",
        "work",
        "access-date",
        "date",
        "archive-url",
        "archive-date",
        "url-status",
        "url",
        "archiveurl",
        "last1",
        "1",
    ]
)
SPACE = st.sampled_from(["", " ", "\n", "\n ", "\r\n  ", "\t"])
TEMPLATES = st.sampled_from(["cite web", "Cite news", "lien web", "cite book", "cite tweet", "citation", "sfn"])


@st.composite
def templates(draw: st.DrawFn) -> str:
    lead, before, behind, trail = (draw(SPACE) for _ in range(4))
    fields = draw(st.lists(st.tuples(NAMES, VALUES), max_size=7))
    place = draw(st.integers(0, len(fields)))
    fields.insert(place, ("url", URL))
    inside = "".join(f"|{lead}{name}{before}={behind}{value}{trail}" for name, value in fields)
    return f"{{{{{draw(TEMPLATES)}{trail}{inside}}}}}"


@st.composite
def articles(draw: st.DrawFn) -> str:
    pieces = draw(st.lists(templates(), min_size=1, max_size=4))
    names = draw(st.lists(st.sampled_from(["", " name=a", ' name="b"', " group=g"]), min_size=4, max_size=4))
    return " ".join(f"It fell.<ref{name}>{piece}</ref>" for piece, name in zip(pieces, names, strict=False))


def others(text: str) -> list[list[tuple[str, str]]]:
    """The fields of every template that are never to be changed, in their order, with what is around them."""
    markup = parse(text)
    return [
        [(each.name, each.value) for each in fields_of(markup, node) if each.name not in CHANGED]
        for node in walk(markup.nodes)
        if node.name
    ]


@UNHURRIED
@given(articles(), st.sampled_from(["en", "fr"]))
def test_nothing_but_the_named_fields_changes(text: str, language: str) -> None:
    patched = patch_wikitext(text, KNOWN, language, merge=False).text

    assert others(patched) == others(text)
    before, after = (read_text(each, "page.wikitext", language="en") for each in (text, patched))
    assert [claim.text for claim in before.claims] == [claim.text for claim in after.claims]
    for old, new in zip(before.references, after.references, strict=True):
        assert (old.url, old.title, old.authors, old.access_date, old.markers != ()) == (
            new.url, new.title, new.authors, new.access_date, new.markers != ()
        )  # fmt: skip
        assert new.archive_url == (old.archive_url or new.archive_url)


@UNHURRIED
@given(articles(), st.sampled_from(["en", "fr"]))
def test_a_second_time_nothing_changes(text: str, language: str) -> None:
    once = patch_wikitext(text, KNOWN, language).text

    assert patch_wikitext(once, KNOWN, language).text == once


@UNHURRIED
@given(articles())
def test_merging_loses_no_address(text: str) -> None:
    once = patch_wikitext(text, {}, "en").text

    assert set(re.findall(r"https://[^\s|}\]<]+", once)) == set(re.findall(r"https://[^\s|}\]<]+", text))


@UNHURRIED
@given(st.text(alphabet=st.sampled_from(list("{}[]|=<>/!-\n refcitweburl\"'")), max_size=80))
def test_any_text_is_taken(text: str) -> None:
    assert patch_wikitext(text, KNOWN, "en").text == text
