"""A run whose captures and report are timestamped, and that ends the same where they cannot be."""

from pathlib import Path

from commands import Citecheck
from sites import Answer, sites
from timestamp_authority import needs_openssl, timestamp_authority

PAGE = "<html lang='en'><title>Ferry sinks</title><p>The ferry sank on 21 February 2019, and 14 people were killed.</p>"
ARTICLE = "In 2019 14 people were killed.<ref>{{cite web |title=Ferry sinks |url=http://www.gazette.example/a}}</ref>\n"


@needs_openssl
def test_a_run_has_its_captures_and_its_report_timestamped(citecheck: Citecheck, tmp_path: Path) -> None:
    (tmp_path / "a.wikitext").write_text(ARTICLE)
    with sites() as web, timestamp_authority(tmp_path / "keys") as authority:
        web.pages["http://www.gazette.example/a"] = Answer(PAGE)
        checking = ("run", "a.wikitext", "--delay", "0", "--resolve", web.resolve[0], "--report", "json=out.json")
        trust = ("--timestamp-ca", authority.root)
        plain = citecheck(*checking, "--archive", "plain", "--db", "plain.db", cwd=tmp_path)
        stamped = citecheck(*checking, "--timestamp-url", authority.url, *trust, cwd=tmp_path)
        unreachable = citecheck(
            *checking, "--timestamp-url", "http://127.0.0.1:1/", "--archive", "other", "--db", "other.db", cwd=tmp_path
        )
        offline = citecheck(*checking[:2], "--offline", "--timestamp-url", authority.url, cwd=tmp_path)
        asked = len(authority.queries)
    (tmp_path / "out.json").write_text("{}")
    verified = citecheck("snapshots", "verify", "out.json", *trust, cwd=tmp_path)

    assert plain.returncode == stamped.returncode == unreachable.returncode == offline.returncode == 0
    assert stamped.stderr == "timestamped 2 files\n"
    assert unreachable.stderr.startswith("not timestamped: ")
    assert asked == 2
    assert len(list((tmp_path / "archive").glob("*.warc.gz.tsr"))) == 1
    assert verified.returncode == 1
    assert verified.stdout.count("stamped  ") == 1, verified.stdout
    assert "the file is not the one that was timestamped" in verified.stdout
