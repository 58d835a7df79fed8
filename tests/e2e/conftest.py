"""The command line as a whole; what only a process of its own proves is tested with ``commands.apart``."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from commands import Citecheck, Done, apart, here

DEMONSTRATION = "references/elakla-demo.wikitext"


@dataclass(frozen=True)
class Bundled:
    """The bundled article checked on its bundled captures: what was told as JSON, and the database."""

    done: Done
    db: Path


@pytest.fixture(scope="session")
def citecheck() -> Citecheck:
    """Calls the command line with the arguments given, in the folder ``cwd``."""
    return here


@pytest.fixture(scope="session")
def bundled(tmp_path_factory: pytest.TempPathFactory) -> Bundled:
    """A run in a process of its own, which many tests look at and none changes."""
    db = tmp_path_factory.mktemp("bundled") / "x.db"
    return Bundled(apart("run", DEMONSTRATION, "--offline", "--report", "json", "--db", db), db)
