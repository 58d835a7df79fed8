"""Options, environment and ``citecheck.toml`` merged into one :class:`citecheck.config.Config`."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from citecheck.config.options import OPTIONS, Config, key_of, variable_of
from citecheck.config.values import nearest
from citecheck.errors import ConfigError

FILE_NAME = "citecheck.toml"


def load_config(
    options: Mapping[str, Any] | None = None,
    *,
    environment: Mapping[str, str] | None = None,
    file: Path | None = None,
    folder: Path | None = None,
) -> Config:
    """Merge options, environment and file into a :class:`Config`.

    Args:
        options: Values by field name; ``None`` and empty tuples mean "not given".
        environment: The process's environment, or a part of it.
        file: A configuration file to read instead of looking for one.
        folder: Where to look for a configuration file, and then in its parents.

    Raises:
        ConfigError: A key, variable, option or file is wrong; the message names it and the nearest known one.
    """
    found = file or (find_file(folder) if folder else None)
    values = _from_file(found) if found else {}
    values |= _from_environment(environment or {})
    values |= {
        name: _read(name, value, f"--{key_of(name)}")
        for name, value in (options or {}).items()
        if value is not None and value != ()
    }
    return Config(**values)


def find_file(folder: Path) -> Path | None:
    """The nearest ``citecheck.toml``, or ``pyproject.toml`` with ``[tool.citecheck]``, here or above."""
    for place in (folder, *folder.parents):
        own, project = place / FILE_NAME, place / "pyproject.toml"
        if own.is_file():
            return own
        if project.is_file() and "citecheck" in _toml(project).get("tool", {}):
            return project
    return None


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path}: not UTF-8 text (byte {error.start})") from error
    except (ValueError, RecursionError) as error:  # TOMLDecodeError is a ValueError, as is a number too long
        raise ConfigError(f"{path}: not valid TOML: {error}") from error


def _from_file(path: Path) -> dict[str, Any]:
    table = _toml(path)
    if path.name == "pyproject.toml":
        table = table.get("tool", {}).get("citecheck", {})
    if not isinstance(table, dict):
        raise ConfigError(f"{path}: [tool.citecheck] is not a table")
    names = {key_of(name): name for name in OPTIONS}
    values: dict[str, Any] = {}
    for key, value in table.items():
        if key not in names:
            raise ConfigError(f"{path}: unknown key {key!r}{nearest(key, names)}")
        values[names[key]] = _read(names[key], value, f"{path}: {key}", path.parent)
    return values


def _from_environment(environment: Mapping[str, str]) -> dict[str, Any]:
    return {
        name: _read(name, environment[variable_of(name)], variable_of(name))
        for name in OPTIONS
        if variable_of(name) in environment
    }


def _read(name: str, value: object, where: str, folder: Path | None = None) -> Any:  # noqa: ANN401 — an option's value is of the field's own type
    option = OPTIONS[name]
    if value == "" and option.default is None:
        return None

    def one(item: object) -> Any:  # noqa: ANN401 — as above
        result = option.read(item)
        return option.anchor(folder, result) if folder and option.anchor else result

    try:
        return tuple(one(item) for item in _items(value)) if option.many else one(value)
    except (TypeError, ValueError) as error:
        raise ConfigError(f"{where}: {value!r}: {error}") from error


def _items(value: object) -> list[Any]:
    """The items of a list; text is split at commas, in a list as well."""
    if isinstance(value, str):
        return [item.strip() for item in value.split(",") if item.strip()]
    if isinstance(value, (list, tuple)):
        return [part for item in value for part in (_items(item) if isinstance(item, str) else [item])]
    raise TypeError("expected a list")
