"""Serve the demonstration pages and capture them with citecheck itself, as a user would."""

import subprocess
import sys
import tempfile
from pathlib import Path

from serve import serving

ROOT = Path(__file__).parent.parent
ARTICLE = ROOT / "references" / "elakla-demo.wikitext"


def main() -> int:
    """Capture into ``archive/``; 0 where the run checked what came, whatever it found."""
    with serving() as (port, hosts), tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "citecheck", "run", str(ARTICLE), "--refresh", "--delay", "0"]
        command += ["--archive", str(ROOT / "archive"), "--db", str(Path(folder) / "capture.db")]
        for host in sorted(hosts):
            command += ["--resolve", f"{host}:80:127.0.0.1:{port}"]
        code = subprocess.run(command, check=False).returncode
    return 0 if code in (0, 1) else code


if __name__ == "__main__":
    sys.exit(main())
