"""Files ↔ RFC 3161 tokens beside them: an authority's word that a file was what it is at a certain time.

A token is an authority's whole answer (``TimeStampResp`` in DER) over the SHA-256 digest of a file, kept as
``NAME.tsr``, so ``openssl ts -verify -data NAME -in NAME.tsr -CAfile …`` checks it without citecheck. Needs the extra
``timestamp``.
"""

import hashlib
import os
import re
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from citecheck.errors import ArchiveError, ConfigError
from citecheck.model.failure import Failure, Stage
from citecheck.snapshots.fixity import Fault, Problem, warc_files
from citecheck.snapshots.lock import try_lock

if TYPE_CHECKING:
    from cryptography.x509 import Certificate
    from rfc3161_client import TimeStampResponse

SUFFIX = ".tsr"
_PLACEHOLDER = b"\0"
_PEM = re.compile(rb"-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----")


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a token says of a file: when the authority saw it, and who that is by its certificate."""

    path: Path
    moment: datetime
    authority: str


class Ask(Protocol):
    """Puts a request to an authority."""

    def __call__(self, query: bytes) -> bytes | Failure:
        """The answer to a ``TimeStampReq``, both in DER."""


def token_path(path: Path) -> Path:
    """Where a file's token lies."""
    return path.with_name(path.name + SUFFIX)


def unstamped(folder: Path) -> list[Path]:
    """The files of an archive that have no token yet and that no process is writing."""
    return [path for path in warc_files(folder) if not token_path(path).exists() and not _in_use(path)]


def stamp(path: Path, ask: Ask, roots: Sequence["Certificate"]) -> Stamp | Failure:
    """Have an authority sign a file's digest, check what it gives, and put it beside the file.

    Raises:
        ArchiveError: The file cannot be read, or the token not be written.
        ConfigError: The extra is not installed.
    """
    query, nonce = _query(_digest(path))
    answer = ask(query)
    if isinstance(answer, Failure):
        return answer
    found = _checked(path, answer, roots, nonce)
    if isinstance(found, Stamp):
        _write(token_path(path), answer)
    return found


def check(path: Path, roots: Sequence["Certificate"]) -> Stamp | Failure:
    """Whether a file is the one that its token was made of.

    Raises:
        ArchiveError: The file or the token cannot be read.
        ConfigError: The extra is not installed.
    """
    try:
        token = token_path(path).read_bytes()
    except OSError as error:
        raise ArchiveError(f"{token_path(path)}: {error.strerror}") from error
    return _checked(path, token, roots, None)


def check_all(
    folder: Path, files: Iterable[Path], roots: Callable[[], Sequence["Certificate"]]
) -> Iterator[Stamp | Problem]:
    """Check every token in an archive and beside other files; files of an archive need have none.

    Args:
        folder: The archive.
        files: Other files, which must have tokens.
        roots: Loads the certificates that tokens may lead back to, where there are tokens.

    Raises:
        ArchiveError: A file cannot be read, or one of ``files`` has no token.
        ConfigError: There are tokens, and the extra is not installed.
    """
    tokens = sorted(folder.glob(f"*{SUFFIX}"))
    paths = [*(token.with_name(token.name.removesuffix(SUFFIX)) for token in tokens), *files]
    trusted = roots() if paths else ()
    for path in paths:
        if not path.exists():
            yield Problem(Fault.TIMESTAMP, path.name, 0, "there is a timestamp, and the file is gone")
            continue
        found = check(path, trusted)
        yield found if isinstance(found, Stamp) else Problem(Fault.TIMESTAMP, path.name, 0, found.detail)


def load_roots(path: Path | None) -> list["Certificate"]:
    """The certificates that tokens may lead back to: the public ones that Mozilla trusts, and those in a PEM file.

    Raises:
        ConfigError: The file cannot be read or holds none, or the extra is not installed.
    """
    check_installed()
    from cryptography.x509 import load_pem_x509_certificates

    public = _public_roots()
    if path is None:
        return public
    try:
        own = load_pem_x509_certificates(path.read_bytes())
    except OSError as error:
        raise ConfigError(f"timestamp-ca: {path}: cannot be read: {error.strerror}") from error
    except ValueError as error:
        raise ConfigError(f"timestamp-ca: {path}: holds no certificate in PEM") from error
    return list({*public, *own})


def _public_roots() -> list["Certificate"]:
    """Mozilla's roots, without those that the library takes for malformed."""
    import certifi
    from cryptography.x509 import load_pem_x509_certificate

    roots: list[Certificate] = []
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for block in _PEM.findall(Path(certifi.where()).read_bytes()):
            with suppress(ValueError, Warning):
                roots.append(load_pem_x509_certificate(block))
    return roots


def _query(digest: bytes) -> tuple[bytes, int | None]:
    """A request over a digest, and its nonce. The library would hash the data itself, and so hold a gigabyte of it."""
    check_installed()
    from rfc3161_client import HashAlgorithm, TimestampRequestBuilder

    request = TimestampRequestBuilder().data(_PLACEHOLDER).hash_algorithm(HashAlgorithm.SHA256).build()
    query = request.as_bytes().replace(hashlib.sha256(_PLACEHOLDER).digest(), digest)
    return query, request.nonce


def _checked(path: Path, token: bytes, roots: Sequence["Certificate"], nonce: int | None) -> Stamp | Failure:
    check_installed()
    from rfc3161_client import VerificationError, VerifierBuilder, decode_timestamp_response

    try:
        response = decode_timestamp_response(token)
        if nonce is not None and response.tst_info.nonce != nonce:
            return _failure("the authority answers another request")
        VerifierBuilder(roots=list(roots)).build().verify(response, _digest(path))
        moment = response.tst_info.gen_time.replace(tzinfo=UTC)
    except VerificationError as error:
        return _failure(_explained(str(error)))
    except (ValueError, TypeError) as error:
        return _failure(f"the timestamp cannot be read ({error})")
    return Stamp(path, moment, _signer(response))


def _signer(response: "TimeStampResponse") -> str:
    """The name in the certificate that signed."""
    from cryptography.x509 import load_der_x509_certificate

    signers = {(each.issuer, each.serial_number) for each in response.signed_data.signer_infos}
    certificates = [load_der_x509_certificate(each) for each in sorted(response.signed_data.certificates)]
    names = [each.subject.rfc4514_string() for each in certificates if (each.issuer, each.serial_number) in signers]
    return names[0] if names else "unknown"


def _explained(trouble: str) -> str:
    if trouble == "Mismatch between messages":
        return "the file is not the one that was timestamped"
    if "issuer certificate" in trouble or "self-signed" in trouble:
        return "its authority is none that is trusted: --timestamp-ca FILE names one"
    if "pkcs7" in trouble:
        return "the timestamp's signature does not hold"
    return f"the timestamp does not hold ({trouble})"


def _digest(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").digest()
    except OSError as error:
        raise ArchiveError(f"{path}: {error.strerror}") from error


def _write(path: Path, token: bytes) -> None:
    """Put a token where it belongs, whole or not at all."""
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        part.write_bytes(token)
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise ArchiveError(f"{path}: {error.strerror}") from error


def _in_use(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return not try_lock(file.fileno())
    except OSError as error:
        raise ArchiveError(f"{path}: {error.strerror}") from error


def _failure(detail: str, *, retryable: bool = False) -> Failure:
    return Failure(Stage.ARCHIVE, "timestamp", detail, retryable=retryable)


def check_installed() -> None:
    """Make sure that the extra is there.

    Raises:
        ConfigError: It is not.
    """
    try:
        import rfc3161_client  # noqa: F401 — only whether it is there
    except ImportError:
        raise ConfigError("timestamps need the extra 'timestamp': pip install 'citecheck[timestamp]'") from None
