"""Run the real command in a real process."""

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
Citecheck = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="session")
def citecheck() -> Citecheck:
    """Calls ``python -m citecheck`` with the arguments given, in the folder ``cwd``."""

    def call(
        *arguments: str | Path, cwd: Path = ROOT, environment: Mapping[str, str] | None = None, stdin: str = ""
    ) -> subprocess.CompletedProcess[str]:
        plain = {name: value for name, value in os.environ.items() if not name.startswith("CITECHECK_")}
        for name in ("COLUMNS", "FORCE_COLOR", "NO_COLOR"):
            plain.pop(name, None)
        command = [sys.executable, "-W", "error", "-m", "citecheck", *map(str, arguments)]
        return subprocess.run(
            command,
            cwd=cwd,
            env=plain | {"PYTHONIOENCODING": "utf-8"} | dict(environment or {}),
            input=stdin,
            capture_output=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )

    return call
