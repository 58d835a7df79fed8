"""A run over real connections to a server on loopback, and then the same without any."""

import importlib.util
import json
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from commands import ROOT, Citecheck, apart
from e2e.conftest import DEMONSTRATION, Bundled

ARTICLE = ROOT / "references" / "elakla-demo.wikitext"

NO_SOCKET = """
import sys

def watch(event, arguments):
    if event.startswith("socket."):
        print("SOCKET", event, arguments, file=sys.stderr)
        raise SystemExit(99)

sys.addaudithook(watch)
from citecheck.__main__ import main
main()
"""


def demo_module(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"demo_{name}", ROOT / "demo" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def resolved() -> Iterator[list[str]]:
    """The demonstration pages on loopback, and the options that lead there."""
    with demo_module("serve").serving() as (port, hosts):
        yield [part for host in sorted(hosts) for part in ("--resolve", f"{host}:80:127.0.0.1:{port}")]


def comparable(text: str) -> Any:
    report = json.loads(text)
    report["run"] = {key: report["run"][key] for key in ("exit_code",)}
    for reference in report["articles"][0]["references"]:
        if reference["snapshot"]:
            reference["snapshot"] = reference["snapshot"]["sha256"]
    return report


def test_what_is_fetched_is_captured_and_gives_the_same_verdicts_without_the_network(
    citecheck: Citecheck, resolved: list[str], bundled: Bundled, tmp_path: Path
) -> None:
    options = ["--delay", "0", "--report", "json", "--archive", tmp_path / "archive", "--db", tmp_path / "x.db"]

    live = citecheck("run", DEMONSTRATION, *options, *resolved)
    offline = citecheck("run", DEMONSTRATION, "--offline", *options)

    assert live.returncode == offline.returncode == bundled.done.returncode == 1, live.stderr + offline.stderr
    assert live.stderr == ""
    assert comparable(live.stdout) == comparable(offline.stdout)
    assert comparable(live.stdout) == comparable(bundled.done.stdout), "archive/ is out of date: make captures"
    assert json.loads(live.stdout)["summary"]["funnel"]["fetched"] == 7


def test_offline_opens_no_socket(tmp_path: Path) -> None:
    done = apart("run", ARTICLE, "--offline", "--db", tmp_path / "x.db", code=NO_SOCKET)

    assert "SOCKET" not in done.stderr
    assert done.returncode == 1, done.stderr


def test_the_watch_for_sockets_sees_them(tmp_path: Path) -> None:
    done = apart("run", ARTICLE, "--db", tmp_path / "x.db", "--archive", tmp_path, code=NO_SOCKET)

    assert done.returncode == 99
    assert "SOCKET" in done.stderr


def test_a_second_run_fetches_nothing_that_is_fresh(citecheck: Citecheck, resolved: list[str], tmp_path: Path) -> None:
    options = ["--delay", "0", "--archive", tmp_path / "archive", "--db", tmp_path / "x.db", "--report", "json"]
    first = citecheck("run", ARTICLE, *options, *resolved, cwd=tmp_path)
    before = {path.name: path.read_bytes() for path in (tmp_path / "archive").iterdir()}

    again = citecheck("run", ARTICLE, *options, cwd=tmp_path)  # without --resolve nothing could be fetched

    assert first.returncode == again.returncode == 1
    assert {path.name: path.read_bytes() for path in (tmp_path / "archive").iterdir()} == before


def test_a_local_address_is_refused_unless_it_is_allowed(citecheck: Citecheck, tmp_path: Path) -> None:
    (tmp_path / "a.wikitext").write_text(
        "Five men left.<ref>{{cite web |title=T |url=http://127.0.0.1:9/}}</ref>\n", encoding="utf-8"
    )

    done = citecheck("run", "a.wikitext", "--report", "json", cwd=tmp_path)

    reference = json.loads(done.stdout)["articles"][0]["references"][0]
    assert done.returncode == 4
    assert reference["health"] == "blocked"


def test_check_reads_a_file_and_a_url(citecheck: Citecheck, resolved: list[str], tmp_path: Path) -> None:
    page = ROOT / "demo" / "pages" / "armees-et-sahel.example"
    file = next(page.rglob("index.html"))
    claim = "The aircraft took off at 1:13pm from Bou Djeheba."

    from_file = citecheck("check", claim, "--source", file, cwd=tmp_path)
    from_url = citecheck(
        "check",
        claim,
        "--source",
        f"http://armees-et-sahel.example/{file.parent.relative_to(page)}/",
        *resolved,
        cwd=tmp_path,
    )

    for done in (from_file, from_url):
        assert done.returncode == 0, done.stderr
        assert "13h13" in done.stdout
        assert "Bou Djebeha" in done.stdout
    assert list(tmp_path.iterdir()) == []


def test_check_says_when_the_source_contradicts_the_claim(citecheck: Citecheck, tmp_path: Path) -> None:
    (tmp_path / "s.txt").write_text(
        "Le convoi est parti lundi de Gao. L'attaque du convoi à Gao a fait quatorze morts et neuf blessés.\n",
        encoding="utf-8",
    )

    done = citecheck("check", "The attack in Gao killed 12 people.", "--source", "s.txt", cwd=tmp_path)

    assert done.returncode == 1, done.stdout + done.stderr
    assert "quatorze" in done.stdout


def test_report_gives_the_stored_run_again(citecheck: Citecheck, bundled: Bundled) -> None:
    again = citecheck("report", "--report", "json", "--db", bundled.db)
    listed = citecheck("report", "--list", "--db", bundled.db)

    assert again.returncode == 0
    assert again.stdout == bundled.done.stdout
    assert json.loads(again.stdout)["run"]["id"] in listed.stdout


def test_a_baseline_lets_a_known_finding_pass(citecheck: Citecheck, tmp_path: Path) -> None:
    options = ["--offline", "--db", tmp_path / "x.db", "--baseline", tmp_path / "known.jsonl"]

    learn = citecheck("run", ARTICLE, *options[:3], "--baseline", tmp_path / "known.jsonl", "--update-baseline")
    then = citecheck("run", ARTICLE, *options)

    assert (learn.returncode, then.returncode) == (0, 0), learn.stderr + then.stderr
    assert "claim-contradicted" in (tmp_path / "known.jsonl").read_text(encoding="utf-8")
