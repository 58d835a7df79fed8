"""Write ``docs/configuration.md`` from the table of options in :mod:`citecheck.config`."""

from pathlib import Path

from citecheck.config import OPTIONS, key_of, variable_of

HEAD = """# Configuration

Every option has three spellings: the option itself (`--fail-on`), an environment variable (`CITECHECK_FAIL_ON`)
and a key in `citecheck.toml` or in `[tool.citecheck]` of `pyproject.toml`. An option wins over a variable, a
variable over a file, a file over the default. The file is looked for in the current folder and then in its
parents; `--config FILE` names one. Paths in a file are relative to that file. Lists are written as TOML lists, or
with commas in a variable or option. An unknown key is an error that names the nearest known one.

| key | variable | default | meaning |
|---|---|---|---|
"""


def table() -> str:
    """The whole page."""
    return HEAD + "".join(
        f"| `{key_of(name)}` | `{variable_of(name)}` | {_told(option.default)} | {option.help} |\n"
        for name, option in OPTIONS.items()
    )


def _told(default: object) -> str:
    if default in (None, (), ""):
        return "–"
    if isinstance(default, bool):
        return f"`{str(default).lower()}`"
    if isinstance(default, tuple):
        return f"`{','.join(default)}`"
    return f"`{default:g}`" if isinstance(default, float) else f"`{default}`"


if __name__ == "__main__":
    Path(__file__).parent.parent.joinpath("docs", "configuration.md").write_text(table(), encoding="utf-8")
