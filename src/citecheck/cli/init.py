"""``citecheck init``: write a commented ``citecheck.toml``."""

import json
from pathlib import Path
from typing import Any

import click

from citecheck.config import FILE_NAME, OPTIONS, key_of
from citecheck.errors import ConfigError


@click.command("init")
@click.option("--force", is_flag=True, help="Overwrite a citecheck.toml that is there already.")
def command(force: bool) -> None:
    """Write a commented citecheck.toml into this folder.

    Every key is there with its default, commented out; articles in references/ are named if there are any.
    """
    path = Path(FILE_NAME)
    if path.exists() and not force:
        raise ConfigError(f"{path} is there already; --force overwrites it")
    path.write_text(template(Path("references").is_dir()), encoding="utf-8")
    click.echo(f"wrote {path}: name your articles in it, then call: citecheck run")


def template(has_references: bool) -> str:
    """The text of a new configuration file."""
    lines = ["# citecheck: every key, with its default. An option or a CITECHECK_… variable overrides a key.", ""]
    for name, option in OPTIONS.items():
        lines.append(f"# {option.help}")
        if name == "articles":
            mark = "" if has_references else "# "
            lines += [f'{mark}articles = ["references/*.wikitext"]', ""]
        else:
            lines += [f"# {key_of(name)} = {_toml(option.default)}", ""]
    return "\n".join(lines)


def _toml(value: Any) -> str:  # noqa: ANN401 — a default is of any type that TOML has
    match value:
        case bool():
            return str(value).lower()
        case int() | float():
            return f"{value:g}" if isinstance(value, float) else str(value)
        case tuple():
            return "[" + ", ".join(_toml(item) for item in value) + "]"
        case None:
            return '""'
        case _:
            return json.dumps(str(value), ensure_ascii=False)
