"""What holds for every article that any reader gives: ids are unique, positions point at what they name."""

from citecheck.articles import read_text
from citecheck.articles.positions import Lines
from citecheck.errors import ArticleError
from citecheck.model import Article


def read(text: str, format_name: str) -> Article | None:
    """The article, or ``None`` where the reader says that it is none."""
    try:
        return read_text(text, "a", format=format_name, language="en")
    except ArticleError:
        return None


def check(article: Article) -> None:
    text, lines = article.text, Lines(article.text)
    positions = [c.position for c in article.claims] + [r.position for r in article.references]
    positions += [marker for r in article.references for marker in r.markers]
    for position in positions:
        assert 0 <= position.start < position.end <= len(text)
        assert position == lines.position(position.start, position.end)
    for reference in article.references:
        assert text[reference.position.start : reference.position.end] == reference.raw
    for claim in article.claims:
        assert not text[claim.position.start].isspace()
        assert claim.text == claim.text.strip() != ""
    assert [c.id for c in article.claims] == [f"c{number}" for number in range(1, len(article.claims) + 1)]
    ids = {r.id for r in article.references}
    assert len(ids) == len(article.references)
    assert {x.reference for c in article.claims for x in c.citations} <= ids


def cited(article: Article) -> list[tuple[str, list[str]]]:
    """Each claim with what it cites; in parentheses what it inherits."""
    return [(c.text, [x.reference if x.direct else f"({x.reference})" for x in c.citations]) for c in article.claims]


def at(article: Article, reference: str) -> list[str]:
    """The text of each marker of a reference."""
    found = next(r for r in article.references if r.id == reference)
    return [article.text[m.start : m.end] for m in found.markers]
