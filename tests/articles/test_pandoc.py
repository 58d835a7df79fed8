"""docx, LaTeX, reStructuredText and JATS, by way of pandoc."""

import subprocess
import sys

import pytest

from article_checks import check, cited
from citecheck.articles import pandoc, read_article, read_text
from citecheck.errors import ArticleError

pypandoc = pytest.importorskip("pypandoc")

LATEX = r"""
\documentclass{article}
\title{Fire in the harbour}
\begin{document}
\maketitle
\section{The fire}
The fire began at dawn \cite{lee2019}. Nine men died, as \href{https://gazette.example/1}{the Gazette} wrote.
It went out.\footnote{Orr, Tim (2001). ``Harbours''. \url{https://h.example/}.} So they say \cite{nokey}.
\input{/etc/passwd}
\bibliography{works,elsewhere,../works,missing}
\end{document}
"""
BIB = "@article{lee2019, author={Lee, Ann}, title={Fire at Sea}, journal={The Gazette}, date={2019-06-04}, url={https://g.example/}}\n"
JATS = """<?xml version="1.0"?>
<article xmlns:xlink="http://www.w3.org/1999/xlink" article-type="research-article">
<front><article-meta><title-group>
<article-title>Fire in the harbour</article-title></title-group></article-meta></front>
<body><sec><title>The fire</title><p>The fire began at dawn <xref ref-type="bibr" rid="R1">[1]</xref>.
Nine died.<xref ref-type="fn" rid="fn1">*</xref></p></sec></body>
<back><fn-group><fn id="fn1"><p>See <ext-link ext-link-type="uri" xlink:href="https://a.example/">A</ext-link>.</p>
</fn></fn-group><ref-list><ref id="R1"><element-citation publication-type="journal">
<person-group person-group-type="author">
<name><surname>Lee</surname><given-names>Ann</given-names></name></person-group>
<article-title>Fire at sea</article-title>
<source>The Gazette</source><year>2019</year><pub-id pub-id-type="doi">10.1234/abc</pub-id></element-citation></ref>
</ref-list></back></article>
"""
RST = """
Fire in the harbour
===================

The fire began [1]_ and `went out <https://a.example>`_. Nobody saw it [LEE2002]_.

.. [1] Lee, Ann (2019). "A fire". https://b.example/
.. [LEE2002] "Another". https://c.example/
"""


def test_latex(tmp_path):
    (tmp_path / "a.tex").write_text(LATEX)
    (tmp_path / "works.bib").write_text(BIB)
    article = read_article(tmp_path / "a.tex")
    check(article)
    by_id = {r.id: r for r in article.references}

    assert (article.format, article.title) == ("latex", "Fire in the harbour")
    assert (by_id["1"].name, by_id["1"].title, by_id["1"].date) == ("lee2019", "Fire at Sea", "2019-06-04")
    assert (by_id["1"].site, by_id["1"].url, by_id["1"].authors[0].family) == (
        "The Gazette",
        "https://g.example/",
        "Lee",
    )
    assert (by_id["2"].title, by_id["2"].url) == ("Harbours", "https://h.example/")
    assert [r.id for r in article.references if not r.defined] == ["3"]
    assert cited(article) == [
        ("The fire began at dawn.", ["1"]),
        ("Nine men died, as the Gazette wrote.", ["link 1", "(2)"]),
        ("It went out.", ["2"]),
        ("So they say.", ["3"]),
    ]
    assert article.claims[0].section == ("The fire",)
    assert "root:" not in article.text, "nothing is read that lies elsewhere"


def test_jats():
    article = read_text(JATS, "a.xml")
    check(article)
    first = article.references[0]

    assert (article.format, article.title) == ("jats", "Fire in the harbour")
    assert (first.name, first.title, first.site, first.date) == ("R1", "Fire at sea", "The Gazette", "2019")
    assert first.url == "https://doi.org/10.1234/abc"
    assert cited(article) == [("The fire began at dawn.", ["1"]), ("Nine died.", ["2"])]


def test_rst():
    article = read_text(RST, "a.rst")
    check(article)

    assert (article.format, article.title) == ("rst", "Fire in the harbour")
    assert [(r.id, r.title, r.url) for r in article.references] == [
        ("1", "A fire", "https://b.example/"),
        ("2", "Another", "https://c.example/"),
        ("link 1", None, "https://a.example"),
    ]
    assert cited(article) == [("The fire began and went out.", ["link 1", "1", "(2)"]), ("Nobody saw it.", ["2"])]


def test_docx(tmp_path):
    html = '<h1>Fire</h1><p>The wall fell <a href="https://a.example/">then</a>.</p>'
    subprocess.run(
        [pypandoc.get_pandoc_path(), "-f", "html", "-t", "docx", "-o", tmp_path / "a.docx"],
        input=html.encode(),
        check=True,
    )
    article = read_article(tmp_path / "a.docx")
    check(article)

    assert (article.format, article.title) == ("docx", "Fire")
    assert cited(article) == [("The wall fell then.", ["link 1"])]


@pytest.mark.parametrize(
    ("name", "content"), [("a.docx", b"PK\x03\x04 no"), ("a.xml", b"<?xml version='1.0'?><article><b></article>")]
)
def test_what_pandoc_cannot_read(tmp_path, name, content):
    (tmp_path / name).write_bytes(content)

    with pytest.raises(ArticleError, match="pandoc cannot read it as"):
        read_article(tmp_path / name)


def test_without_pandoc(monkeypatch, tmp_path):
    monkeypatch.setitem(sys.modules, "pypandoc", None)

    with pytest.raises(ArticleError, match=r"a\.rst: reading rst takes pandoc.*pip install 'citecheck\[pandoc\]'"):
        read_text(RST, "a.rst")


def test_pandoc_may_not_take_forever(monkeypatch):
    monkeypatch.setattr(pandoc, "TIMEOUT", 0.3)
    bomb = "\\documentclass{a}\\begin{document}\\def\\a{\\a\\a}\\a\\end{document}"

    with pytest.raises(ArticleError, match="pandoc"):
        read_text(bomb, "a.tex")
