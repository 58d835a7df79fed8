"""``NAME.toml`` beside an article → what it adds to the article: addresses, aliases, claims to leave out."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path, PurePath
from typing import Any

from citecheck.articles.loading import load
from citecheck.config import nearest
from citecheck.errors import ArticleError
from citecheck.model import Article, Claim, LeftOut, Reference

_NOT_SIDECARS = frozenset(["citecheck.toml", "pyproject.toml"])
_LONGEST_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Omission:
    """A claim that is not to be checked: its id or a part of its text, and why."""

    claim: str
    reason: str


@dataclass(frozen=True, slots=True)
class Sidecar:
    """What a sidecar file says; its keys are the names of the fields, with hyphens.

    ``urls`` are addresses of sources by the id, name or title of their reference.
    """

    title: str | None = None
    language: str | None = None
    urls: Mapping[str, str] | None = None
    aliases: tuple[tuple[str, ...], ...] = ()
    leave_out: tuple[Omission, ...] = ()


_KEYS = tuple(each.name.replace("_", "-") for each in fields(Sidecar))


SIDECAR_SUFFIX = ".toml"


def find_sidecar(path: str) -> Path | None:
    """The sidecar of an article: its path with ``.toml`` for the suffix, or for all of ``.mirror.txt``."""
    name = PurePath(path).name
    while "." in name:
        name = name.rpartition(".")[0]
        candidate = Path(path).with_name(f"{name}{SIDECAR_SUFFIX}") if name else None
        if candidate and candidate.name not in _NOT_SIDECARS and candidate.is_file():
            return candidate
    return None


def read_sidecar(path: Path) -> Sidecar:
    """Read a sidecar file.

    Raises:
        ArticleError: It cannot be read, is no TOML, or has a key or a value that is not known.
    """
    try:
        table = tomllib.loads(load(path).replace("\r\n", "\n"))
    except (ValueError, RecursionError) as error:  # TOMLDecodeError is a ValueError, as is a number too long
        message = f"{path}: not valid TOML: {error}"
        raise ArticleError(message) from None
    _check_keys(table, _KEYS, f"{path}")
    language = _text(table.get("language"), f"{path}: language")
    return Sidecar(
        title=_text(table.get("title"), f"{path}: title"),
        language=language,
        urls={key: _address(value, f"{path}: urls.{key}") for key, value in _table(table, "urls", path).items()},
        aliases=tuple(_names(names, f"{path}: aliases") for names in _list(table, "aliases", path)),
        leave_out=tuple(_left_out(item, f"{path}: leave-out") for item in _list(table, "leave-out", path)),
    )


def with_sidecar(article: Article, sidecar: Sidecar, path: Path) -> Article:
    """The article with what its sidecar says. An address that the article gives itself stays.

    Raises:
        ArticleError: The sidecar speaks of a reference or a claim that the article does not have.
    """
    reasons = _reasons(article.claims, sidecar.leave_out, path)
    return replace(
        article,
        title=sidecar.title or article.title,
        references=_with_urls(article.references, sidecar.urls or {}, path),
        claims=tuple(claim for claim in article.claims if claim.id not in reasons),
        aliases=article.aliases + sidecar.aliases,
        left_out=tuple(
            LeftOut(claim.id, claim.text, claim.position, reasons[claim.id])
            for claim in article.claims
            if claim.id in reasons
        ),
    )


def _with_urls(references: tuple[Reference, ...], urls: Mapping[str, str], path: Path) -> tuple[Reference, ...]:
    found = list(references)
    for key, url in urls.items():
        named = [index for index, each in enumerate(references) if each.id == key]
        named = named or [index for index, each in enumerate(references) if key in (each.name, each.title)]
        if not named:
            known = [name for each in references for name in (each.id, each.name, each.title) if name]
            message = f"{path}: urls: the article has no reference {key!r}{nearest(key, known)}"
            raise ArticleError(message)
        for index in named:
            found[index] = replace(found[index], url=found[index].url or url)
    return tuple(found)


def _reasons(claims: tuple[Claim, ...], omissions: Iterable[Omission], path: Path) -> Mapping[str, str]:
    """Why claims are left out, by their ids; the first reason given for one counts."""
    reasons: dict[str, str] = {}
    for each in omissions:
        text = " ".join(each.claim.split())
        by_id = {claim.id for claim in claims if claim.id == text}
        gone = by_id or {claim.id for claim in claims if text in claim.text}
        if not gone:
            shown = nearest(text, [claim.text[: max(len(text), _LONGEST_SHOWN)] for claim in claims])
            message = f"{path}: leave-out: the article has no claim {text[:_LONGEST_SHOWN]!r}{shown}"
            raise ArticleError(message)
        reasons = dict.fromkeys(gone, each.reason) | reasons
    return reasons


def _check_keys(table: Mapping[str, Any], known: Iterable[str], where: str) -> None:
    for key in table:
        if key not in known:
            message = f"{where}: unknown key {key!r}{nearest(key, known)}"
            raise ArticleError(message)


def _table(table: Mapping[str, Any], key: str, path: Path) -> Mapping[str, Any]:
    value = table.get(key, {})
    if not isinstance(value, dict):
        raise _wrong(f"{path}: {key}", "a table")
    return value


def _list(table: Mapping[str, Any], key: str, path: Path) -> list[Any]:
    value = table.get(key, [])
    if not isinstance(value, list):
        raise _wrong(f"{path}: {key}", "a list")
    return value


def _text(value: object, where: str) -> str | None:
    if value is not None and (not isinstance(value, str) or not value.strip()):
        raise _wrong(where, "text")
    return value.strip() if isinstance(value, str) else None


def _address(value: object, where: str) -> str:
    text = _text(value, where) or ""
    if not text.lower().startswith(("http://", "https://")):
        raise _wrong(where, "an http or https address")
    return text


def _names(value: object, where: str) -> tuple[str, ...]:
    names = value if isinstance(value, list) else []
    if len(names) < 2 or not all(isinstance(name, str) and name.strip() for name in names):
        raise _wrong(where, 'lists of names for one thing, such as ["Long Name", "LN"]')
    return tuple(name.strip() for name in names)


def _left_out(value: object, where: str) -> Omission:
    if not isinstance(value, dict):
        raise _wrong(where, "tables with a claim and a reason")
    _check_keys(value, ("claim", "reason"), where)
    claim, reason = _text(value.get("claim"), f"{where}.claim"), _text(value.get("reason"), f"{where}.reason")
    if not claim or not reason:
        raise _wrong(where, "a claim and a reason for each")
    return Omission(claim, reason)


def _wrong(where: str, expected: str) -> ArticleError:
    return ArticleError(f"{where}: expected {expected}")
