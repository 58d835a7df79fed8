"""Writers of archives that end badly, each in a process of its own: ``python writing.py endless FOLDER``."""

import os
import random
import resource
import subprocess
import sys
from pathlib import Path

from citecheck.errors import ArchiveDiskError
from citecheck.snapshots import Archive
from visits import archive, page, visit


def writer(kind: str, folder: Path) -> "subprocess.Popen[bytes]":
    """Start one."""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    return subprocess.Popen([sys.executable, __file__, kind, str(folder)], env=environment)


def endless(folder: Path) -> None:
    """Store until killed."""
    with Archive(folder) as keeping:
        for number in range(1_000_000):
            keeping.store(visit(page(f"http://daily.example/{number}", b"%d " % number * 2000)))


def filling(folder: Path) -> None:
    """Store until the "disk" is full, which here is a file that may not grow; then say how that ended."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
    stored = 0
    try:
        with archive(folder, level=0) as keeping:
            while True:
                keeping.store(visit(page(f"http://daily.example/{stored}", random.Random(stored).randbytes(1500))))
                stored += 1
    except ArchiveDiskError as error:
        (folder / "said").write_text(f"{stored} {error}")


if __name__ == "__main__":
    {"endless": endless, "filling": filling}[sys.argv[1]](Path(sys.argv[2]))
