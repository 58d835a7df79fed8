"""``citecheck refs --csl``."""

import json

from click.testing import CliRunner

from citecheck.cli.refs import command


def test_the_references_as_csl_json(tmp_path):
    article = tmp_path / "a.md"
    article.write_text('It fell.[^1]\n\n[^1]: Lee, Ann (2019). "A wall". <https://a.example/>\n')
    shown = CliRunner().invoke(command, [str(article), "--csl"])

    assert shown.exit_code == 0, shown.output
    assert [(item["id"], item["title"], item["URL"]) for item in json.loads(shown.output)] == [
        ("1", "A wall", "https://a.example/")
    ]


def test_one_format_at_a_time(tmp_path):
    shown = CliRunner().invoke(command, ["a.md", "--csl", "--json"])

    assert shown.exit_code == 2
    assert "choose one" in shown.output
