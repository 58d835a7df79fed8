"""A time-stamping authority on 127.0.0.1: ``openssl ts`` behind a small HTTP server."""

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from servers import Handler, answering

needs_openssl = pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not installed")

CONFIG = """
[ tsa ]
default_tsa = here
[ here ]
serial = serial
default_policy = 1.3.6.1.4.1.55555.1
signer_digest = sha256
digests = sha256
ess_cert_id_chain = no
ess_cert_id_alg = sha256
"""
USAGE = "basicConstraints=CA:FALSE\nkeyUsage=critical,digitalSignature\nextendedKeyUsage=critical,timeStamping\n"


@dataclass
class TimestampAuthority:
    """A running authority; ``answers`` are given instead of true ones, one after the other."""

    folder: Path
    port: int = 0
    queries: list[bytes] = field(default_factory=list)
    answers: list[tuple[int, str, bytes]] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    @property
    def root(self) -> Path:
        """The certificate that its tokens lead back to."""
        return self.folder / "ca.pem"

    def reply(self, query: bytes) -> bytes:
        (self.folder / "query").write_bytes(query)
        openssl(
            self.folder, "ts", "-reply", "-config", "tsa.cnf", "-queryfile", "query", "-signer", "tsa.pem",
            "-inkey", "tsa.key", "-out", "reply",
        )  # fmt: skip
        return (self.folder / "reply").read_bytes()


def openssl(folder: Path, *arguments: str) -> str:
    done = subprocess.run(["openssl", *arguments], cwd=folder, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def make_authority(folder: Path) -> None:
    """The keys, certificates and configuration of an authority."""
    folder.mkdir()
    (folder / "tsa.cnf").write_text(CONFIG)
    (folder / "serial").write_text("01\n")
    (folder / "usage").write_text(USAGE)
    key = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes")
    openssl(folder, "req", "-x509", *key, "-keyout", "ca.key", "-out", "ca.pem", "-days", "30", "-subj", "/CN=Root")
    openssl(folder, "req", *key, "-keyout", "tsa.key", "-out", "tsa.csr", "-subj", "/CN=Clock of Kerval")
    openssl(
        folder, "x509", "-req", "-in", "tsa.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-days", "30",
        "-extfile", "usage", "-out", "tsa.pem",
    )  # fmt: skip


@contextmanager
def timestamp_authority(folder: Path) -> Iterator[TimestampAuthority]:
    """A running authority with keys of its own."""
    make_authority(folder)
    authority = TimestampAuthority(folder)

    class Desk(Handler):
        def answer(self) -> None:
            query = self.rfile.read(int(self.headers["Content-Length"]))
            authority.queries.append(query)
            truly = not authority.answers
            status, kind, body = (200, "application/timestamp-reply", b"") if truly else authority.answers.pop(0)
            self.reply(status, authority.reply(query) if truly else body, {"Content-Type": kind})

    with answering(Desk) as authority.port:
        yield authority
