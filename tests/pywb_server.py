"""pywb, a web archive's own replay software, as a process on 127.0.0.1. The extra ``e2e`` installs it."""

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

COLLECTION = "kept"
WAYBACK = shutil.which("wayback", path=str(Path(sys.executable).parent)) or shutil.which("wayback")

needs_pywb = pytest.mark.skipif(WAYBACK is None, reason="pywb is not installed: pip install 'citecheck[e2e]'")


def new_collection(folder: Path) -> Path:
    """The folder of a collection with nothing in it."""
    collection = folder / "collections" / COLLECTION
    (collection / "indexes").mkdir(parents=True)
    (collection / "archive").mkdir()
    (folder / "config.yaml").write_text("framed_replay: false\nredirect_to_exact: true\n")
    return collection


@contextmanager
def running_pywb(folder: Path, *options: str) -> Iterator[str]:
    """The address of a running archive over a folder of collections."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [str(WAYBACK), *options, "-b", "127.0.0.1", "-p", str(port), "-d", str(folder)]
    with (folder / "log").open("w") as log, subprocess.Popen(command, stdout=log, stderr=log) as process:
        try:
            _wait(f"http://127.0.0.1:{port}/", process)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


def _wait(address: str, process: subprocess.Popen[bytes]) -> None:
    for _ in range(3000):
        assert process.poll() is None, "pywb has ended"
        try:
            httpx.get(address, trust_env=False)
        except httpx.TransportError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError("pywb does not answer")
