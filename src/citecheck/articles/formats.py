"""The registry of article formats: the name of each, how to recognise it, and its reader."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import PurePath

from citecheck.articles.loading import load
from citecheck.articles.mirror_text import read_mirror_text
from citecheck.articles.wikitext import read_wikitext
from citecheck.errors import ArticleError
from citecheck.model import Article

Reader = Callable[[str, str, str | None], Article]
"""``(text, path, language) -> Article``; the language is ``None`` where it has to be recognised."""


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its reader, the suffixes of its files, and what only its texts contain.

    ``load`` makes a text of a file that is none; other files are decoded.
    """

    read: Reader
    suffixes: tuple[str, ...]
    sign: re.Pattern[str] | None = None
    needs_sign: bool = False
    """Whether a file with such a suffix and without the sign is of another format."""
    load: Callable[[str], str] = load


def _markdown(text: str, path: str, language: str | None) -> Article:
    from citecheck.articles.markdown import read_markdown

    return read_markdown(text, path, language)


def _mediawiki_html(text: str, path: str, language: str | None) -> Article:
    from citecheck.articles.mediawiki_html import read_mediawiki_html

    return read_mediawiki_html(text, path, language)


def _bibtex(text: str, path: str, language: str | None) -> Article:
    from citecheck.articles.bibtex import read_bibtex

    return read_bibtex(text, path, language)


def _html(text: str, path: str, language: str | None) -> Article:
    from citecheck.articles.html_page import read_html_page

    return read_html_page(text, path, language)


def _csl_json(text: str, path: str, language: str | None) -> Article:
    from citecheck.articles.csl_json import read_csl_json

    return read_csl_json(text, path, language)


def _ris(text: str, path: str, language: str | None) -> Article:
    from citecheck.articles.ris import read_ris

    return read_ris(text, path, language)


def _docx(text: str, path: str, language: str | None) -> Article:
    from citecheck.articles.pandoc import read_docx

    return read_docx(text, path, language)


def _load_docx(path: str) -> str:
    from citecheck.articles.pandoc import load_docx

    return load_docx(path)


def _converted(format_name: str) -> Reader:
    def read(text: str, path: str, language: str | None) -> Article:
        from citecheck.articles.pandoc import read_converted

        return read_converted(format_name, text, path, language)

    return read


FORMATS: Mapping[str, Format] = {
    "bibtex": Format(_bibtex, (".bib", ".bibtex"), re.compile(r"\A(?:\s|%[^\n]*\n)*@[a-zA-Z]+\s*[{(]")),
    "csl-json": Format(_csl_json, (".csl.json", ".csljson", ".json"), re.compile(r"\A[\s\ufeff]*(?:\[\s*\{|\{\s*\")")),
    "ris": Format(_ris, (".ris",), re.compile(r"\A[\s\ufeff]*TY  ?- ?[A-Z]+\s")),
    "mediawiki-html": Format(
        _mediawiki_html,
        (".html", ".htm", ".xhtml"),
        re.compile(
            r"\A\s*<[!?a-z].*?(?:\bmw-parser-output\b|\btypeof=[\"']mw:|\bid=[\"']?mw-content-text\b|content=[\"']MediaWiki"
            r"|\bid=[\"']?cite_(?:ref|note)-|href=[\"'][^\"'<>\s]{0,500}#cite_note-|<ol[^<>]{0,200}\breferences\b|\bZ3988\b)",
            re.IGNORECASE | re.DOTALL,
        ),
        needs_sign=True,
    ),
    "docx": Format(_docx, (".docx",), load=_load_docx),
    "latex": Format(_converted("latex"), (".tex", ".latex"), re.compile(r"\A(?:\s|%[^\n]*\n)*\\documentclass")),
    "rst": Format(_converted("rst"), (".rst", ".rest")),
    "jats": Format(
        _converted("jats"),
        (".jats", ".nxml", ".xml"),
        re.compile(r"\A\s*<\?xml[^<]*(?:<!DOCTYPE article[^<>]*>\s*)?<article\b|\A\s*<article\b[^<>]*\barticle-type="),
        needs_sign=True,
    ),
    "html": Format(_html, (".html", ".htm", ".xhtml"), re.compile(r"\A\s*(?:<!doctype\s+html|<html\b)", re.IGNORECASE)),
    "markdown": Format(
        _markdown,
        (".md", ".markdown", ".mdown", ".mkd", ".mkdn"),
        re.compile(
            r"\A(?:---|\+\+\+)[ \t]*\r?\n|\A#{1,6}[ \t]+\S|^\[\^[^\s\[\]]+\]:[ \t]|^\[[^\[\]\n]+\]:[ \t]+<?https?://"
            r"|\]\(<?https?://",
            re.MULTILINE,
        ),
    ),
    "wikitext": Format(
        read_wikitext,
        (".wikitext", ".wiki", ".mediawiki", ".mw"),
        re.compile(r"<ref[\s>/]|\[\[[^\[\]\n]+\]\]|\{\{[^{}]+\}\}|^==+[^=\n]+==+\s*$", re.MULTILINE),
    ),
    "mirror-text": Format(read_mirror_text, (".mirror.txt", ".mirror")),
}
"""Every format that is read, the most particular first; the last is what any text is taken for."""

_FOREIGN = re.compile(r"\s*(?:<!doctype(?!\s+html)|<\?xml|%PDF-)", re.IGNORECASE)
_SAMPLE = 200_000


def reader_for(text: str, path: str, format: str | None) -> Reader:  # noqa: A002 — the public API's name
    """The reader for an article: of the format named, else by its file's suffix, else by its content.

    Raises:
        ArticleError: The format named is unknown, or the text is of a kind that is not read.
    """
    if format is not None:
        return _named(format, path).read
    name = PurePath(path).name.lower()
    sample = text[:_SAMPLE]
    fitting = [known for known in FORMATS.values() if name.endswith(known.suffixes)]
    # Several formats may share a suffix (.html): the first that the content bears out, else the last.
    signed = [known for known in fitting if known.sign and known.sign.search(sample)]
    chosen = signed[:1] or [known for known in fitting if not known.needs_sign][-1:]
    return chosen[0].read if chosen else _by_content(sample, path)


def load_as(path: str, format: str | None) -> str:  # noqa: A002 — as above
    """The text of an article's file, which for some formats is converted.

    Raises:
        ArticleError: The format named is unknown, or the file cannot be read.
    """
    if format is not None:
        return _named(format, path).load(path)
    name = PurePath(path).name.lower()
    return next((known.load for known in FORMATS.values() if name.endswith(known.suffixes)), load)(path)


def _named(format: str, path: str) -> Format:  # noqa: A002 — as above
    if format not in FORMATS:
        message = f"{path}: unknown format {format!r}; known are {', '.join(FORMATS)}"
        raise ArticleError(message)
    return FORMATS[format]


def _by_content(sample: str, path: str) -> Reader:
    for known in FORMATS.values():
        if known.needs_sign and known.sign and known.sign.search(sample):
            return known.read
    foreign = _FOREIGN.match(sample)
    if foreign:
        message = (
            f"{path}: looks like neither wikitext nor plain text (begins with {foreign[0].strip()!r}); name its format"
        )
        raise ArticleError(message)
    for known in FORMATS.values():
        if known.sign and known.sign.search(sample):
            return known.read
    return list(FORMATS.values())[-1].read
