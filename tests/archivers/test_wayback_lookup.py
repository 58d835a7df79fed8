"""waybackpy, unmodified and in its own process, against a real server that misbehaves in every way noted."""

import json
import os
import socket
import ssl
import subprocess
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import trustme

from archiver_fakes import Clock
from citecheck.archivers.pace import LOOKUPS_PER_MINUTE, Pace
from citecheck.archivers.wayback_lookup import REST, WORKER, WaybackLookup, worker_environment
from citecheck.archivers.wayback_worker import RefusedError, check
from citecheck.model import ArchiveCopy, Failure
from web_archive import Reply, Request, WebArchive

URL = "https://gazette.example/2019/a?b=c&d=ü"
READ = datetime(2019, 2, 25, 12, tzinfo=UTC)
ROW = f"example,gazette)/ 20190301000000 {URL} text/html 200 {'A' * 32} 1234\n"


def looking(archive: WebArchive, clock: Clock, **changes: Any) -> WaybackLookup:
    pace = Pace(LOOKUPS_PER_MINUTE, clock=clock, sleep=clock.sleep)
    return WaybackLookup(archive.base, pace, user_agent="citecheck/test", **changes)


def test_the_copy_nearest_to_the_moment(archive: WebArchive, clock: Clock) -> None:
    archive.captures[URL] = ["20150101000000", "20190301101112", "20240101000000"]

    copy = looking(archive, clock).nearest(URL, READ)

    sent = URL.replace("ü", "%C3%BC")
    memento = f"{archive.base}/web/20190301101112/{sent}"
    captured_at = datetime(2019, 3, 1, 10, 11, 12, tzinfo=UTC)
    assert copy == ArchiveCopy(URL, memento, captured_at, f"127.0.0.1:{archive.port}")
    (request,) = archive.requests
    assert request.query == {
        "url": URL,
        "closest": "20190225120000",
        "sort": "closest",
        "filter": "statuscode:200",
        "limit": "1",
        "gzip": "false",
    }
    assert request.headers["user-agent"] == "citecheck/test"


def test_no_copy_is_no_failure(archive: WebArchive, clock: Clock) -> None:
    assert looking(archive, clock).nearest(URL, READ) is None


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        (Reply(200, "<html><head><title>Wayback</title></head>\n<body>Maintenance</body></html>"), "bad-answer"),
        (Reply(200, "x"), "bad-answer"),
        (Reply(200, ROW.replace("20190301000000", "20191399000000")), "bad-answer"),
        (Reply(200, ROW.replace(URL, "ftp://gazette.example/")), "bad-answer"),
        (Reply(200, ROW + "org.archive.util.io.RuntimeIOException\n"), "bad-answer"),
        (Reply(404, "not here"), "bad-answer"),
        (Reply(403, "org.archive.util.io.RuntimeIOException: org.archive.wayback.exception."
               "AdministrativeAccessControlException: Blocked Site Error"), "excluded"),
    ],
    ids=["html", "short", "no-time", "no-url", "trailing", "404", "excluded"],
)  # fmt: skip
def test_an_answer_that_is_no_list_of_captures(archive: WebArchive, clock: Clock, reply: Reply, reason: str) -> None:
    archive.next("cdx", reply)

    trouble = looking(archive, clock).nearest(URL, READ)

    assert isinstance(trouble, Failure)
    assert trouble.reason == reason
    assert len(archive.requests) == 1


def test_a_server_error_is_asked_again(archive: WebArchive, clock: Clock) -> None:
    archive.captures[URL] = ["20190301101112"]
    archive.next("cdx", Reply(503), Reply(200, ROW))

    assert isinstance(looking(archive, clock).nearest(URL, READ), ArchiveCopy)
    assert clock.slept == [5.0]


def test_after_a_429_the_archive_is_left_alone_for_a_minute_and_asked_once_more(
    archive: WebArchive, clock: Clock
) -> None:
    archive.next("cdx", Reply(429, "Too Many Requests", headers={"Retry-After": "30"}), Reply(429, "a" * 60))

    trouble = looking(archive, clock).nearest(URL, READ)

    assert isinstance(trouble, Failure)
    assert (trouble.reason, trouble.retryable) == ("rate-limited", True)
    assert clock.slept == [REST]
    assert len(archive.requests) == 2


def test_an_archive_that_wants_a_long_rest_is_not_asked_again(archive: WebArchive, clock: Clock) -> None:
    archive.next("cdx", Reply(429, headers={"Retry-After": "3600"}))

    assert isinstance(looking(archive, clock).nearest(URL, READ), Failure)
    assert clock.slept == []
    assert len(archive.requests) == 1


def test_a_stall_ends_with_the_worker(archive: WebArchive, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("citecheck.archivers.wayback_lookup.PAUSES", ())
    archive.next("cdx", archive.stall)

    trouble = looking(archive, clock, patience=2.0).nearest(URL, READ)

    assert isinstance(trouble, Failure)
    assert (trouble.reason, trouble.retryable) == ("timeout", True)


def test_an_archive_that_is_not_there(archive: WebArchive, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("citecheck.archivers.wayback_lookup.PAUSES", ())
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        archive.port = taken.getsockname()[1]

        trouble = looking(archive, clock).nearest(URL, READ)

    assert isinstance(trouble, Failure)
    assert (trouble.reason, trouble.retryable) == ("unreachable", True)


def test_look_ups_keep_their_distance(archive: WebArchive, clock: Clock) -> None:
    lookup = looking(archive, clock)

    lookup.nearest(URL, READ)
    lookup.nearest(URL, READ)

    assert clock.slept == [60 / LOOKUPS_PER_MINUTE] == [2.5]


def test_the_worker_knows_nothing_that_it_does_not_need() -> None:
    known = worker_environment(
        {"CITECHECK_IA_SECRET_KEY": "s", "HTTPS_PROXY": "http://x.example", "PATH": "/bin"}, None
    )

    assert set(known) == {"PATH", "PYTHONIOENCODING", "NETRC", "NO_PROXY", "no_proxy"}
    assert worker_environment({}, "http://p.example:1")["HTTPS_PROXY"] == "http://p.example:1"


def test_a_worker_that_cannot_work_is_a_failure(archive: WebArchive, clock: Clock, tmp_path: Path) -> None:
    broken = {**os.environ, "PYTHONHOME": str(tmp_path)}

    trouble = looking(archive, clock, environment=broken).nearest(URL, READ)

    assert isinstance(trouble, Failure)
    assert trouble.reason == "bad-answer"
    assert trouble.detail.startswith("the look-up broke off: ")


def test_behind_tls_a_server_error_is_told_as_one(tmp_path: Path) -> None:
    """waybackpy repeats requests by itself where there is TLS, and only there; the worker keeps it from that."""
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)
    calls = []
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]

        def serve() -> None:
            connection = context.wrap_socket(listener.accept()[0], server_side=True)
            calls.append(connection.recv(65536))
            connection.sendall(b"HTTP/1.1 503 Busy\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
            connection.close()

        thread = threading.Thread(target=serve)
        thread.start()
        question = {
            "url": URL,
            "endpoint": f"https://localhost:{port}/cdx/search/cdx",
            "timestamp": "2019",
            "user_agent": "x",
        }
        done = subprocess.run(
            [sys.executable, "-P", "-W", "error", str(WORKER)],
            input=json.dumps(question), capture_output=True, encoding="utf-8", timeout=30, check=True,
            env={**worker_environment(os.environ, None), "REQUESTS_CA_BUNDLE": str(tmp_path / "ca.pem")},
        )  # fmt: skip
        thread.join()

    assert json.loads(done.stdout)["trouble"] == "server-error"
    assert len(calls) == 1


@pytest.mark.parametrize("text", ["", "\n", ROW, ROW + ROW])
def test_rows_pass(text: str) -> None:
    check(200, None, text)


@pytest.mark.parametrize("status", [100, 204, 301, 400, 401, 429, 500, 599])
def test_rows_with_another_status_do_not(status: int) -> None:
    with pytest.raises(RefusedError):
        check(status, None, ROW)


def test_an_answer_named_by_no_request_is_never_read(archive: WebArchive, clock: Clock) -> None:
    def elsewhere(request: Request) -> Reply:
        return Reply(302, headers={"Location": f"{archive.base}/web/20190301000000/x"})

    archive.next("cdx", elsewhere)

    trouble = looking(archive, clock).nearest(URL, READ)

    assert isinstance(trouble, Failure)
    assert trouble.reason == "bad-answer"
