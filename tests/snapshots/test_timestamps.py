"""Timestamps by a real authority, checked by citecheck and by openssl; tampering is found."""

import itertools
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest
from click.testing import CliRunner, Result

from citecheck.cli import citecheck
from citecheck.errors import ConfigError
from citecheck.model import Failure
from citecheck.snapshots import timestamps
from citecheck.snapshots.authority import MOST_BYTES, Authority
from citecheck.snapshots.timestamps import Stamp, check, load_roots, stamp, token_path, unstamped
from timestamp_authority import TimestampAuthority, make_authority, needs_openssl, openssl, timestamp_authority
from visits import archive, page, visit

pytestmark = needs_openssl
REPLY = "application/timestamp-reply"


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TimestampAuthority]:
    with timestamp_authority(tmp_path_factory.mktemp("tsa") / "keys") as authority:
        yield authority


@pytest.fixture
def authority(running: TimestampAuthority) -> TimestampAuthority:
    running.queries.clear()
    running.answers.clear()
    return running


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with archive(tmp_path / "archive") as keeping:
        keeping.store(visit(page()))
    return tmp_path / "archive"


def stamped(path: Path, authority: TimestampAuthority) -> Stamp | Failure:
    with Authority.opened(authority.url, user_agent="citecheck/test") as ask:
        return stamp(path, ask, load_roots(authority.root))


def test_a_token_is_what_openssl_takes_for_one(authority: TimestampAuthority, folder: Path) -> None:
    (warc,) = unstamped(folder)

    found = stamped(warc, authority)

    assert isinstance(found, Stamp)
    assert abs(found.moment - datetime.now(UTC)) < timedelta(minutes=5)
    assert found.authority == "CN=Clock of Kerval"
    verified = openssl(
        folder, "ts", "-verify", "-data", warc.name, "-in", f"{warc.name}.tsr", "-CAfile", str(authority.root)
    )
    assert "Verification: OK" in verified
    assert unstamped(folder) == []
    assert warc.read_bytes() not in authority.queries[0], "only the digest is sent"


def test_tampering_is_found(authority: TimestampAuthority, tmp_path: Path) -> None:
    report = tmp_path / "report.json"
    report.write_text("{}")
    stamped(report, authority)
    roots, token = load_roots(authority.root), token_path(report).read_bytes()
    assert isinstance(check(report, roots), Stamp)

    report.write_text("{ }")
    changed = check(report, roots)
    report.write_text("{}")
    broken = []
    for at in range(0, len(token), 97):
        token_path(report).write_bytes(token[:at] + bytes([token[at] ^ 1]) + token[at + 1 :])
        broken.append(check(report, roots))

    assert isinstance(changed, Failure)
    assert changed.detail == "the file is not the one that was timestamped"
    assert sum(isinstance(each, Failure) for each in broken) > len(broken) * 0.9


def test_any_token_that_is_none_is_told(authority: TimestampAuthority, tmp_path: Path) -> None:
    report = tmp_path / "report.json"
    report.write_text("{}")
    for token in (b"", b"nonsense", b"\x30\x80" * 100, stamped_token(report, authority)[:-9]):
        token_path(report).write_bytes(token)

        assert isinstance(check(report, load_roots(authority.root)), Failure)


def stamped_token(path: Path, authority: TimestampAuthority) -> bytes:
    stamped(path, authority)
    return token_path(path).read_bytes()


def test_another_authority_is_not_trusted(authority: TimestampAuthority, tmp_path: Path) -> None:
    report = tmp_path / "report.json"
    report.write_text("{}")
    stamped(report, authority)
    make_authority(tmp_path / "other")

    for roots in (load_roots(tmp_path / "other" / "ca.pem"), load_roots(None)):
        found = check(report, roots)

        assert isinstance(found, Failure)
        assert "none that is trusted" in found.detail


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        ((500, REPLY, b""), "answers 500"),
        ((200, "text/html", b"<p>"), "no timestamp reply"),
        ((200, REPLY, b"<p>"), "cannot be read"),
        ((200, REPLY, b"0" * (MOST_BYTES + 1)), "too long"),
    ],
)
def test_an_authority_that_gives_no_token(
    answer: tuple[int, str, bytes], told: str, authority: TimestampAuthority, folder: Path
) -> None:
    authority.answers.append(answer)
    (warc,) = unstamped(folder)

    found = stamped(warc, authority)

    assert isinstance(found, Failure)
    assert told in found.detail
    assert not token_path(warc).exists()


def test_an_answer_to_another_request_is_refused(authority: TimestampAuthority, tmp_path: Path) -> None:
    report = tmp_path / "report.json"
    report.write_text("{}")
    token = stamped_token(report, authority)
    authority.answers.append((200, REPLY, token))

    found = stamped(report, authority)

    assert isinstance(found, Failure)
    assert found.detail == "the authority answers another request"
    assert token_path(report).read_bytes() == token


def test_an_authority_that_is_not_there(tmp_path: Path) -> None:
    report = tmp_path / "report.json"
    report.write_text("{}")

    with Authority.opened("http://127.0.0.1:1/", user_agent="citecheck/test") as ask:
        found = stamp(report, ask, load_roots(None))

    assert isinstance(found, Failure)
    assert "cannot be reached" in found.detail


def test_an_authority_that_trickles_is_given_up() -> None:
    ticks = itertools.count(0, 50)
    reply = httpx.Response(200, headers={"Content-Type": REPLY}, stream=httpx.ByteStream(b"0"))
    with httpx.Client(transport=httpx.MockTransport(lambda _: reply)) as client:
        found = Authority(client, "http://tsa.example/", clock=lambda: next(ticks) * 2.0)(b"query")

    assert isinstance(found, Failure)
    assert "in time" in found.detail


def test_a_file_that_a_process_is_writing_is_left_for_later(tmp_path: Path) -> None:
    with archive(tmp_path / "archive") as keeping:
        keeping.store(visit(page()))

        assert unstamped(tmp_path / "archive") == []


def test_without_the_extra_it_says_so(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "rfc3161_client", None)

    with pytest.raises(ConfigError, match=r"citecheck\[timestamp\]"):
        timestamps.check_installed()


def call(*arguments: object) -> Result:
    return CliRunner().invoke(citecheck, ["snapshots", *map(str, arguments)], standalone_mode=False)


def test_the_commands(authority: TimestampAuthority, folder: Path, tmp_path: Path) -> None:
    report = tmp_path / "report.json"
    report.write_text("{}")
    (warc,) = unstamped(folder)

    asked = ("--timestamp-url", authority.url, "--timestamp-ca", authority.root)
    made = call("timestamp", report, "--archive", folder, *asked)
    again = call("timestamp", "--archive", folder, *asked)
    sound = call("verify", report, "--archive", folder, "--timestamp-ca", authority.root)
    unknown = call("verify", "--archive", folder)
    report.write_text("[]")
    changed = call("verify", report, "--archive", folder, "--timestamp-ca", authority.root)
    warc.unlink()
    gone = call("verify", "--archive", folder)

    assert (made.return_value, made.stderr) == (0, "timestamped 2 files\n")
    assert (again.return_value, again.stderr) == (0, "timestamped 0 files\n")
    assert sound.return_value == 0
    assert sound.stdout.count("  CN=Clock of Kerval\n") == 2
    assert "1 capture, all sound" in sound.stdout
    assert unknown.return_value == 1
    assert "its authority is none that is trusted: --timestamp-ca FILE names one" in unknown.stdout
    assert changed.return_value == 1
    assert "timestamp    report.json  the file is not the one that was timestamped" in changed.stdout
    assert "there is a timestamp, and the file is gone" in gone.stdout
    assert gone.return_value == 1


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ((), "no authority is configured"),
        (("--timestamp-url", "ftp://x"), "timestamp-url"),
        (("--timestamp-url", "http://127.0.0.1:1/", "--timestamp-ca", "none.pem"), "cannot be read"),
    ],
)
def test_wrong_options_are_told(options: tuple[str, ...], told: str, folder: Path) -> None:
    assert told in str(call("timestamp", "--archive", folder, *options).exception)


def test_an_authority_that_is_away_is_asked_once(folder: Path, tmp_path: Path) -> None:
    report = tmp_path / "report.json"
    report.write_text("{}")

    done = call("timestamp", report, "--archive", folder, "--timestamp-url", "http://127.0.0.1:1/")

    assert done.return_value == 1
    assert done.stderr.count("not timestamped: ") == 1
