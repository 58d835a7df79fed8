"""Reads the corpus of links into visits, documents and references."""

import tomllib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from citecheck.documents import read_document
from citecheck.model import Document, Exchange, Failure, Position, Reference, Stage, Visit

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
CORPUS = Path(__file__).parents[1] / "corpus"


FRAMED = ("ok", "moved", "soft-404", "paywall")
"""States whose pages come in the frame of their site; walls and parked domains come alone."""


@dataclass(frozen=True, slots=True)
class HealthCase:
    name: str
    health: str
    visit: Visit | Failure | None
    document: Document | Failure | None
    reference: Reference
    history: tuple[datetime, ...]


def cases() -> list[HealthCase]:
    """Every page as it is, and those that a site would frame once more in the frame of its language."""
    data = _toml("documents/health.toml")
    entries = [*data["case"], *_toml("health/pages.toml")["case"], *_toml("health/phrases.toml")["case"]]
    plain = [_case(number, entry, data["filler"]) for number, entry in enumerate(entries)]
    frames = {language: frame["html"] for language, frame in _toml("health/frames.toml").items()}
    framed = [
        _case(
            number,
            entry | {"frame": frames[language], "name": f"framed-{language}-{entry.get('name', '')}"},
            data["filler"],
        )
        for number, entry in enumerate(entries)
        if "html" not in entry and entry["health"] in FRAMED
        for language in (
            [entry["article"]] if entry.get("article") in frames else frames if "article" not in entry else ()
        )
    ]
    return plain + framed


def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads((CORPUS / name).read_text(encoding="utf-8"))


def exchange(url: str, status: int = 200, body: bytes = b"", headers: dict[str, str] | None = None) -> Exchange:
    return Exchange(
        url=url,
        request=b"",
        response=b"",
        status=status,
        reason="",
        headers=tuple((headers or {}).items()),
        body=body,
        peer="192.0.2.1:443",
        started_at=NOW,
        seconds=0.1,
    )


def reference(url: str | None, title: str | None = None) -> Reference:
    return Reference(id="1", position=Position(1, 1, 0, 1), url=url, title=title)


def _case(number: int, entry: dict[str, Any], filler: dict[str, str]) -> HealthCase:
    url = entry.get("url", f"https://site-{number}.example/news/2020/story-{number}")
    visit = _visit(entry, url, filler)
    return HealthCase(
        name=f"{entry['health']}-{number}-{entry.get('name', entry.get('title', ''))}",
        health=entry["health"],
        visit=visit,
        document=read_document(visit) if isinstance(visit, Visit) else visit,
        reference=reference(url or None, entry.get("title")),
        history=tuple(NOW - timedelta(days=days) for days in entry.get("history", ())),
    )


def _visit(entry: dict[str, Any], url: str, filler: dict[str, str]) -> Visit | Failure | None:
    if entry.get("unvisited"):
        return None
    if "failure" in entry:
        return Failure(Stage.FETCH, entry["failure"], f"the fetch ended with {entry['failure']}")
    headers = {"Content-Type": "text/html; charset=utf-8", **entry.get("headers", {})}
    body = _html(entry, filler).encode()
    hops = [exchange(hop, status) for status, hop in entry.get("hops", ())]
    return Visit(url, (*hops, exchange(entry.get("final", url), entry.get("status", 200), body, headers)))


def _html(entry: dict[str, Any], filler: dict[str, str]) -> str:
    if "html" in entry:
        html = entry["html"]
        for language, text in filler.items():
            html = html.replace(f"{{{language}}}", text)
        return html
    title = entry.get("title_tag", entry.get("h1", ""))
    article = filler.get(entry.get("article", ""), "")
    sentences = [part for part in article.replace("。", "。 ").split(". ") if part]
    paragraphs = [f"<p>{'. '.join(sentences)}</p>"] * entry.get("repeat", 2) if article else []
    paragraphs += [f"<p>{line}</p>" for line in entry.get("lines", ())] * entry.get("repeat", 1)
    after = "".join(f"<p>{line}</p>" for line in entry.get("after", ()))
    head = f"<title>{title}</title>{entry.get('head', '')}"
    main = f"<h1>{entry.get('h1', '')}</h1>{''.join(paragraphs)}{after}"
    if "frame" in entry:
        return str(
            entry["frame"].replace("{title}", title).replace("{head}", head).replace("{main}", f"<main>{main}</main>")
        )
    return (
        f"<!doctype html><html lang='{entry.get('article', '')}'><head>{head}</head>"
        "<body><nav><ul><li><a href='/'>A</a></li><li><a href='/b'>B</a></li></ul></nav>"
        f"<main>{main}</main><footer><a href='/c'>C</a></footer></body></html>"
    )
