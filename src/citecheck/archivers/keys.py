"""Environment or the ``internetarchive`` tool's own file → the keys of an archive.org account."""

import configparser
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from citecheck.errors import ConfigError

ACCESS_VARIABLE = "CITECHECK_IA_ACCESS_KEY"
SECRET_VARIABLE = "CITECHECK_IA_SECRET_KEY"  # noqa: S105 — the name of a variable, not a secret

_KEY = re.compile(r"[!-~]+")  # what a header can carry without quoting: printable ASCII, no space


@dataclass(frozen=True, slots=True)
class Keys:
    """An S3-like key pair of archive.org; neither half is shown by ``repr``."""

    access: str = field(repr=False)
    secret: str = field(repr=False)

    @property
    def authorization(self) -> str:
        """The value of the ``Authorization`` header, as archive.org's S3-like API wants it."""
        return f"LOW {self.access}:{self.secret}"

    def redact(self, text: str) -> str:
        """A text with both halves blotted out, whoever put them there."""
        for half in sorted((self.access, self.secret), key=len, reverse=True):
            text = text.replace(half, "…")
        return text


def find_keys(environment: Mapping[str, str], home: Path) -> Keys | None:
    """The user's keys: from the two variables, else from the first ini file that has them; ``None`` without any.

    The files are those of the ``internetarchive`` command-line tool: ``$IA_CONFIG_FILE``,
    ``~/.config/internetarchive/ia.ini`` (or below ``$XDG_CONFIG_HOME``), ``~/.config/ia.ini`` and ``~/.ia``.

    Raises:
        ConfigError: One half is missing, a key holds characters that no key holds, or a file cannot be read. The
            message never quotes a key.
    """
    given = environment.get(ACCESS_VARIABLE, "").strip(), environment.get(SECRET_VARIABLE, "").strip()
    if any(given):
        return _pair(*given, f"{ACCESS_VARIABLE} and {SECRET_VARIABLE}")
    for path in _files(environment, home):
        keys = _from_file(path)
        if keys is not None:
            return keys
    return None


def _files(environment: Mapping[str, str], home: Path) -> list[Path]:
    named = environment.get("IA_CONFIG_FILE")
    settings = Path(environment.get("XDG_CONFIG_HOME") or home / ".config")
    files = [settings / "internetarchive" / "ia.ini", settings / "ia.ini", home / ".ia"]
    return [Path(named), *files] if named else files


def _from_file(path: Path) -> Keys | None:
    parser = configparser.RawConfigParser()
    try:
        if not path.is_file():
            return None
        parser.read_string(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(f"{path}: the archive.org keys cannot be read: {error.strerror}") from None
    except (configparser.Error, UnicodeDecodeError):
        # the foreign message quotes the line, and the line may be the key
        raise ConfigError(f"{path}: the archive.org keys cannot be read: not an ini file") from None
    access = parser.get("s3", "access", fallback="").strip()
    secret = parser.get("s3", "secret", fallback="").strip()
    return _pair(access, secret, f"{path}: access and secret under [s3]") if access or secret else None


def _pair(access: str, secret: str, where: str) -> Keys:
    if not access or not secret:
        raise ConfigError(f"{where}: one of the two archive.org keys is missing")
    if not _KEY.fullmatch(access) or not _KEY.fullmatch(secret):
        raise ConfigError(f"{where}: a key holds a character that no archive.org key holds")
    return Keys(access, secret)
