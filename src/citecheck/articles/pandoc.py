"""docx, LaTeX, reStructuredText and JATS → Article, by way of pandoc and HTML."""

import re
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from citecheck.articles.bibtex import read_bibtex
from citecheck.articles.csl_json import read_csl_json
from citecheck.articles.html_page import read_html_page
from citecheck.articles.loading import load, load_bytes
from citecheck.errors import ArticleError
from citecheck.model import Article, Reference

TIMEOUT = 60.0
"""Seconds that pandoc may take for one article."""

_MEMORY = "-M1g"
_BIBLIOGRAPHY = re.compile(r"\\(?:bibliography|addbibresource(?:\[[^\[\]]*\])?)\s*\{([^{}]{1,500})\}")
_ENTRY = "ref-"
_WORK_FIELDS = ("title", "authors", "site", "publisher", "date", "access_date", "language", "url", "fields")


def load_docx(path: str) -> str:
    """The HTML of a Word document.

    Raises:
        ArticleError: The file or pandoc cannot be read or run.
    """
    return _convert(load_bytes(path), "docx", "html5", path, ())


def read_docx(text: str, path: str, language: str | None) -> Article:
    """Read the HTML that :func:`load_docx` makes; positions count in it."""
    return replace(read_html_page(text, path, language), format="docx")


def read_converted(format_name: str, text: str, path: str, language: str | None) -> Article:
    """Read a text that pandoc converts: ``latex``, ``rst`` or ``jats``.

    :attr:`Article.text`, and so every position, is that of the HTML it is converted to. Works that are cited by key
    are those of the article's own list of references, or of the ``.bib`` files that a LaTeX article names and that
    lie beside it.

    Raises:
        ArticleError: pandoc is not there, or cannot read the text.
    """
    source = text.encode("utf-8", "replace")
    files = _bibliographies(text, path) if format_name == "latex" else ()
    page = _convert(source, format_name, "html5", path, files)
    article = replace(read_html_page(page, path, language), format=format_name)
    listed = _listed(source, format_name, path, files)
    return replace(article, references=tuple(_with_fields(each, listed) for each in article.references))


def _bibliographies(text: str, path: str) -> Sequence[Path]:
    names = [name.strip() for found in _BIBLIOGRAPHY.finditer(text) for name in found[1].split(",")]
    folder = Path(path).parent
    # Only files beside the article: what it names elsewhere is none of its own.
    beside = [folder / (name if name.endswith(".bib") else f"{name}.bib") for name in names if _is_file_name(name)]
    return [file for file in dict.fromkeys(beside) if file.is_file()]


def _is_file_name(name: str) -> bool:
    return Path(name).name == name and "\0" not in name and not name.startswith((".", "-"))


def _listed(source: bytes, format_name: str, path: str, files: Iterable[Path]) -> Mapping[str, Reference]:
    """The works that are cited by key."""
    found: list[Reference] = []
    if format_name == "jats":
        items = _convert(source, format_name, "csljson", path, ())
        found += read_csl_json(items, path, None).references if len(items) > len("[]\n") else ()
    for file in files:
        found += read_bibtex(load(file), str(file), None).references
    return {reference.id: reference for reference in found}


def _with_fields(reference: Reference, listed: Mapping[str, Reference]) -> Reference:
    """A reference to an entry of the list with the fields of the entry, which the printed one has only in part."""
    name = reference.name or ""
    entry = listed.get(name.removeprefix(_ENTRY)) if name.startswith(_ENTRY) else None
    if entry is None:
        return reference
    fields = {field: getattr(entry, field) or getattr(reference, field) for field in _WORK_FIELDS}
    return replace(reference, name=entry.id, **fields)


def _convert(source: bytes, from_: str, to: str, path: str, bibliographies: Iterable[Path]) -> str:
    options = [
        "--standalone",
        "--wrap=none",
        "--email-obfuscation=none",
        "--metadata=link-citations:true",
        "--citeproc",
    ]
    options = options if to == "html5" else []
    command = [
        _pandoc(path, from_),
        *("+RTS", _MEMORY, "-RTS"),
        *(f"--from={from_}", f"--to={to}", "--sandbox", "--quiet"),
        *options,
        *(f"--bibliography={file}" for file in bibliographies),
    ]
    try:
        done = subprocess.run(command, input=source, capture_output=True, timeout=TIMEOUT, check=False)  # noqa: S603 — pandoc itself, sandboxed, and no shell
    except subprocess.TimeoutExpired:
        message = f"{path}: pandoc did not convert it within {TIMEOUT:.0f} seconds"
        raise ArticleError(message) from None
    except OSError as error:
        message = f"{path}: pandoc cannot be run: {error.strerror}"
        raise ArticleError(message) from error
    if done.returncode:
        said = " ".join(done.stderr.decode("utf-8", "replace").split())[:300]
        message = f"{path}: pandoc cannot read it as {from_}: {said or f'exit code {done.returncode}'}"
        raise ArticleError(message)
    return done.stdout.decode("utf-8", "replace").replace("\0", "\ufffd").replace("\r\n", "\n")


def _pandoc(path: str, format_name: str) -> str:
    """Where pandoc is.

    Raises:
        ArticleError: It is not installed.
    """
    try:
        import pypandoc

        return str(pypandoc.get_pandoc_path())
    except (ImportError, OSError):
        message = f"{path}: reading {format_name} takes pandoc, which is not installed: pip install 'citecheck[pandoc]'"
        raise ArticleError(message) from None
