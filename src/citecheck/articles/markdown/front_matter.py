"""The front matter of a Markdown file → the article's title and language, and where its text begins."""

import re
import tomllib
from dataclasses import dataclass

_YAML = re.compile(r"\A---[ \t]*\r?\n(?P<body>.*?)^(?:---|\.\.\.)[ \t]*\r?$", re.DOTALL | re.MULTILINE)
_TOML = re.compile(r"\A\+\+\+[ \t]*\r?\n(?P<body>.*?)^\+\+\+[ \t]*\r?$", re.DOTALL | re.MULTILINE)
_LINE = re.compile(r"(?P<key>title|lang|language|locale)[ \t]*:[ \t]+(?P<value>.*\S)", re.IGNORECASE)
_REMARK = re.compile(r"\s+#.*$")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What the front matter says, and the offset behind it; 0 where there is none."""

    title: str | None = None
    language: str | None = None
    end: int = 0


def read_front_matter(text: str) -> FrontMatter:
    """Read YAML between lines of ``---`` or TOML between lines of ``+++``.

    Of YAML only plain and quoted values at the outermost level are read, as titles and language tags are.
    """
    if found := _YAML.match(text):
        values = _yaml_values(found["body"])
    elif found := _TOML.match(text):
        values = _toml_values(found["body"])
    else:
        return FrontMatter()
    language = values.get("lang") or values.get("language") or values.get("locale") or ""
    subtag = re.split(r"[-_]", language)[0].lower()
    return FrontMatter(values.get("title") or None, subtag if subtag.isalpha() else None, found.end())


def _yaml_values(body: str) -> dict[str, str]:
    found = (_LINE.match(line) for line in body.splitlines())
    return {line["key"].lower(): _scalar(line["value"]) for line in found if line}


def _scalar(value: str) -> str:
    quote = value[0]
    if quote in "\"'":
        end = value.rfind(quote)
        value = value[1:end] if end > 0 else value[1:]
        return value.replace("''", "'") if quote == "'" else value.replace('\\"', '"')
    return "" if quote in "|>&*!{[" else _REMARK.sub("", value)


def _toml_values(body: str) -> dict[str, str]:
    try:
        table = tomllib.loads(body.replace("\r\n", "\n"))
    except (tomllib.TOMLDecodeError, RecursionError):
        return {}
    return {key.lower(): value for key, value in table.items() if isinstance(value, str)}
