"""Options of commands, made from the one table in :mod:`citecheck.config`."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from citecheck.config import OPTIONS, Config, key_of, load_config, variable_of

Command = Callable[..., Any]


def option(name: str) -> Callable[[Command], Command]:
    """The option for one field of :class:`Config`, with its help, variable and default told."""
    setting = OPTIONS[name]
    told = f"  [{variable_of(name)}{_default_told(setting.default)}]"
    is_flag = isinstance(setting.default, bool)
    kind: dict[str, Any] = {"is_flag": True, "default": None} if is_flag else {"metavar": setting.metavar}
    return click.option(f"--{key_of(name)}", name, multiple=setting.many, help=setting.help + told, **kind)


def _default_told(default: object) -> str:
    if default in (None, (), "", False):
        return ""
    if isinstance(default, float):
        return f"; {default:g}"
    return f"; {','.join(default)}" if isinstance(default, tuple) else f"; {default}"


CONFIG_FILE = click.option(
    "--config", "config_file", metavar="FILE", help="Configuration to read instead of the nearest citecheck.toml."
)


def options(*names: str) -> Callable[[Command], Command]:
    """Several options, in the order given, with ``--config`` last."""

    def decorate(command: Command) -> Command:
        command = CONFIG_FILE(command)
        for name in reversed(names):
            command = option(name)(command)
        return command

    return decorate


def config_from(given: dict[str, Any]) -> Config:
    """The configuration of a command from the options that it was given.

    Raises:
        ConfigError: An option, variable or file is wrong.
    """
    chosen = dict(given)
    file = chosen.pop("config_file", None)
    return load_config(chosen, environment=os.environ, file=Path(file) if file else None, folder=Path.cwd())
