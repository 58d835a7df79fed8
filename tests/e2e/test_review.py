"""``citecheck review`` as a process: it serves, keeps what is decided, ends on Ctrl-C, and shares it with builds."""

import http.client
import json
import re
import shutil
import signal
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from citecheck.store import Store
from commands import Citecheck, started
from e2e.conftest import DEMONSTRATION, Bundled
from servers import PATIENCE

OPTIONS = (DEMONSTRATION, "--offline", "--report", "json=/dev/null")


@pytest.fixture(scope="module")
def db(bundled: Bundled, tmp_path_factory: pytest.TempPathFactory) -> Path:
    assert bundled.done.returncode == 1
    return shutil.copy(bundled.db, tmp_path_factory.mktemp("review") / "results.db")


def contradicted(db: Path) -> list[str]:
    with Store.open(db, create=False) as store:
        return [each.fingerprint for each in store.load_run().findings if each.rule == "claim-contradicted"]


@pytest.fixture
def interruptible() -> Iterator[None]:
    """Processes that are started here heed Ctrl-C, also where the tests themselves run in a shell's background."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("interruptible")
def test_it_serves_until_interrupted(db: Path):
    unbuffered = {"PYTHONUNBUFFERED": "1"}
    with started("review", "--db", db, "--as", "ana", environment=unbuffered, stderr=None) as process:
        assert process.stdout is not None
        try:
            address = urlsplit(re.search(r"as ana at (\S+)", process.stdout.readline())[1])
            connection = http.client.HTTPConnection("127.0.0.1", address.port, timeout=PATIENCE)
            cookie = {"Cookie": f"citecheck-review-{address.port}={parse_qs(address.query)['token'][0]}"}
            connection.request("GET", "/", headers=cookie)
            assert b"Battle of Elakla" in connection.getresponse().read()

            order = {"fingerprint": contradicted(db)[0], "decision": "reject", "reason": "it is right", "seen": None}
            headers = {**cookie, "Origin": f"http://{address.netloc}", "Content-Type": "application/json"}
            connection.request("POST", "/judgements", json.dumps(order), headers)
            assert connection.getresponse().status == 201
            connection.close()
        finally:
            process.send_signal(signal.SIGINT)
            rest = process.communicate(timeout=PATIENCE)[0]
    assert process.returncode == 0
    assert rest.endswith("Ended.\n")


def test_rejected_and_waived_findings_do_not_fail_a_build(db: Path, citecheck: Citecheck, tmp_path: Path):
    with Store.open(db, create=False) as store:
        known = {each.judgement.fingerprint for each in store.judgements.standing()}
    baseline = tmp_path / "baseline.jsonl"
    lines = [{"fingerprint": name, "reason": "known", "waived_until": "2999-01-01"} for name in contradicted(db)]
    baseline.write_text("".join(json.dumps(line) + "\n" for line in lines))

    taken = citecheck("review", "--db", db, "--import", baseline, "--as", "ben")
    again = citecheck("review", "--db", db, "--import", baseline, "--as", "ben")
    written = citecheck("review", "--db", db, "--export", baseline)
    checked = citecheck("run", *OPTIONS, "--db", tmp_path / "other.db", "--baseline", baseline)

    assert taken.stdout == f"took over 2 decisions from {baseline}\n"
    assert again.stdout == f"took over 0 decisions from {baseline}\n"
    assert written.returncode == checked.returncode == 0
    assert len(known) <= 1
    assert {json.loads(line)["by"] for line in baseline.read_text().splitlines()[1:]} == {"ben"}
    assert "claim-contradicted" in citecheck("report", "--judged", "--db", db).stdout


def test_a_waiver_that_is_over_fails_the_build_again(citecheck: Citecheck, db: Path, tmp_path: Path):
    baseline = tmp_path / "baseline.jsonl"
    lines = [{"fingerprint": name, "reason": "known", "waived_until": "2020-01-01"} for name in contradicted(db)]
    baseline.write_text("".join(json.dumps(line) + "\n" for line in lines))

    assert citecheck("run", *OPTIONS, "--db", tmp_path / "x.db", "--baseline", baseline).returncode == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--run", "none"), "holds no run none"),
        (("--port", "70000"), "a port is a number from 0 to 65535"),
        (("--port", "-1"), "a port is a number from 0 to 65535"),
        (("--import", "none.jsonl"), "there is no such baseline"),
    ],
)
def test_what_cannot_be_served_is_told(citecheck: Citecheck, db: Path, arguments: tuple[str, ...], said: str):
    answer = citecheck("review", "--db", db, *arguments)

    assert answer.returncode == 2
    assert said in answer.stderr
    assert len(answer.stderr.strip().splitlines()) <= 2


def test_a_port_that_is_taken_and_a_database_that_is_missing_are_told(citecheck: Citecheck, db: Path, tmp_path: Path):
    import socket

    with socket.create_server(("127.0.0.1", 0)) as taken:
        answer = citecheck("review", "--db", db, "--port", taken.getsockname()[1])
    assert answer.returncode == 2
    assert "leave it out to take any that is free" in answer.stderr
    missing = citecheck("review", "--db", tmp_path / "none.db")
    assert "there are no results yet" in missing.stderr


def test_judgements_go_to_programs_as_json_and_to_no_other_format(citecheck: Citecheck, db: Path):
    told = citecheck("report", "--judged", "--report", "json", "--db", db)
    refused = citecheck("report", "--judged", "--report", "sarif", "--db", db)

    assert json.loads(told.stdout)["schema"] == "citecheck.judged/1"
    assert refused.returncode == 2
    assert "--judged has no format 'sarif'" in refused.stderr
