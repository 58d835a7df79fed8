"""``NAME.toml`` beside an article: addresses, aliases, claims to leave out."""

import pytest

from article_checks import cited
from citecheck.articles import read_article
from citecheck.errors import ArticleError

TEXT = (
    "The wall fell in the night.<ref>{{cite web|title=A wall|website=The Paper}}</ref> "
    "Nobody saw it.<ref name=b>{{cite web|title=B|url=https://b.example}}</ref>\n"
)


def read(folder, sidecar, *, name="a.wikitext", toml="a.toml", **options):
    (folder / name).write_text(TEXT)
    (folder / toml).write_text(sidecar)
    return read_article(folder / name, **options)


def test_all_that_a_sidecar_may_say(tmp_path):
    article = read(
        tmp_path,
        """
        title = "The wall"
        language = "fr"
        aliases = [["Long Name", "LN"], ["Jean", "Jeannot", "J."]]

        [urls]
        "A wall" = "https://a.example/wall"
        b = "https://elsewhere.example/"

        [[leave-out]]
        claim = "Nobody saw"
        reason = "Nobody can know."
        """,
    )

    assert (article.title, article.language) == ("The wall", "fr")
    assert article.aliases == (("Long Name", "LN"), ("Jean", "Jeannot", "J."))
    assert [r.url for r in article.references] == ["https://a.example/wall", "https://b.example"]
    assert cited(article) == [("The wall fell in the night.", ["1"])]
    assert [(out.id, out.text, out.reason) for out in article.left_out] == [
        ("c2", "Nobody saw it.", "Nobody can know.")
    ]
    assert TEXT[article.left_out[0].position.start :].startswith("Nobody saw it.")


def test_the_first_reason_counts_and_one_entry_may_name_several_claims(tmp_path):
    entries = (("c1", "first"), ("The wall", "second"), ("i", "rest"))
    article = read(tmp_path, "".join(f'[[leave-out]]\nclaim = "{claim}"\nreason = "{why}"\n' for claim, why in entries))

    assert article.claims == ()
    assert [(out.id, out.reason) for out in article.left_out] == [("c1", "first"), ("c2", "rest")]


def test_references_by_id_and_claims_by_id(tmp_path):
    article = read(tmp_path, '[urls]\n1 = "https://a.example"\n[[leave-out]]\nclaim = "c1"\nreason = "why"\n')

    assert article.references[0].url == "https://a.example"
    assert [c.id for c in article.claims] == ["c2"]


def test_an_option_wins_over_the_sidecar(tmp_path):
    assert read(tmp_path, 'language = "fr"\n', language="de").language == "de"


@pytest.mark.parametrize(
    ("name", "toml", "is_read"),
    [
        ("a.mirror.txt", "a.toml", True),
        ("a.mirror.txt", "a.mirror.toml", True),
        ("a.wikitext", "a.toml", True),
        ("b.wikitext", "a.toml", False),
        ("citecheck.wikitext", "citecheck.toml", False),
        ("pyproject.wikitext", "pyproject.toml", False),
        ("a", "a.toml", False),
    ],
)
def test_where_it_lies(tmp_path, name, toml, is_read):
    assert (read(tmp_path, 'title = "Said"\n', name=name, toml=toml).title == "Said") is is_read


@pytest.mark.parametrize(
    ("sidecar", "says"),
    [
        ("alias = []\n", "unknown key 'alias'; did you mean 'aliases'?"),
        ("[[leave-out]]\nclaim = 'c1'\nreson = 'x'\n", "unknown key 'reson'; did you mean 'reason'?"),
        ("[[leave-out]]\nclaim = 'c1'\n", "expected a claim and a reason for each"),
        ("leave-out = ['c1']\n", "expected tables with a claim and a reason"),
        (
            "[[leave-out]]\nclaim = 'The wall fell in the nihgt.'\nreason = 'x'\n",
            "no claim 'The wall fell in the nihgt.'; did you mean 'The wall fell in the night.'?",
        ),
        ("[urls]\n'A wal' = 'https://a.example'\n", "no reference 'A wal'; did you mean 'A wall'?"),
        ("[urls]\n1 = 'a.example'\n", "urls.1: expected an http or https address"),
        ("[urls]\n1 = 7\n", "urls.1: expected text"),
        ("urls = []\n", "urls: expected a table"),
        ("aliases = 'x'\n", "aliases: expected a list"),
        ("aliases = [['one']]\n", "aliases: expected lists of names"),
        ("aliases = [['one', 2]]\n", "aliases: expected lists of names"),
        ("title = 3\n", "title: expected text"),
        ("title = \n", "not valid TOML"),
        ("\n", "the article is empty"),
    ],
)
def test_what_is_wrong_is_said(tmp_path, sidecar, says):
    with pytest.raises(ArticleError) as caught:
        read(tmp_path, sidecar)
    assert says in str(caught.value)
    assert str(caught.value).startswith(str(tmp_path / "a.toml"))
    assert "\n" not in str(caught.value)
