"""The command line, called in this process, or in one of its own where the process is what is tested."""

import io
import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import pytest

from citecheck.__main__ import main
from servers import PATIENCE

ROOT = Path(__file__).parent.parent


@dataclass(frozen=True)
class Done:
    """A command that has ended, and all it said."""

    returncode: int
    stdout: str
    stderr: str


Citecheck = Callable[..., Done]


def plain_environment(**more: str) -> dict[str, str]:
    """The variables that are set, but for those that the command would take for its own or for a terminal's."""
    foreign = ("CITECHECK_", "IA_", "XDG_", "COLUMNS", "FORCE_COLOR", "NO_COLOR")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(foreign)}
    return kept | {"PYTHONIOENCODING": "utf-8"} | more


def here(*arguments: object, cwd: Path = ROOT, environment: Mapping[str, str] | None = None, stdin: str = "") -> Done:
    """Call ``citecheck`` in this process, from its arguments to its exit code."""
    said, told = (io.TextIOWrapper(io.BytesIO(), "utf-8") for _ in range(2))
    wanted = plain_environment(**(environment or {}))
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(said), redirect_stderr(told):
        for name in os.environ.keys() - wanted.keys():
            patch.delenv(name)
        for name, value in wanted.items():
            patch.setenv(name, value)
        patch.chdir(cwd)
        patch.setattr("sys.argv", ["citecheck", *map(str, arguments)])
        patch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(stdin.encode()), "utf-8"))
        with pytest.raises(SystemExit) as left:
            main()
    return Done(int(left.value.code or 0), _text(said), _text(told))


def _text(stream: io.TextIOWrapper) -> str:
    stream.seek(0)
    return stream.read()


def started(
    *arguments: object,
    cwd: Path = ROOT,
    environment: Mapping[str, str] | None = None,
    code: str = "",
    **options: object,
) -> "subprocess.Popen[str]":
    """Start ``python -m citecheck`` (or Python code that calls it) in a process; its words come through pipes."""
    program = ["-c", code] if code else ["-m", "citecheck"]
    pipes = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    return subprocess.Popen(
        [sys.executable, "-W", "error", *program, *map(str, arguments)],
        cwd=cwd, env=plain_environment(**(environment or {})), encoding="utf-8", **(pipes | options),
    )  # fmt: skip


def apart(*arguments: object, **options: object) -> Done:
    """Call ``citecheck`` in a process of its own and wait for its end; the options are those of :func:`started`."""
    with started(*arguments, **options) as process:
        return ended(process)


def ended(process: "subprocess.Popen[str]") -> Done:
    """Wait for a process; it is killed if it never ends."""
    try:
        said, told = process.communicate(timeout=PATIENCE)
    finally:
        process.kill()
    return Done(process.returncode, said or "", told or "")


def worker_of(process: int) -> int:
    """A worker process of a run, once there is one."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        for path in Path("/proc").glob("[0-9]*"):
            try:
                stat = (path / "stat").read_text().rpartition(")")[2].split()
                if int(stat[1]) == process and b"spawn_main" in (path / "cmdline").read_bytes():
                    return int(path.name)
            except OSError:
                continue
        time.sleep(0.02)
    raise AssertionError("no worker was started")
