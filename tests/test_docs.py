"""What the docs say of commands, rules, options and exit codes is what the code has."""

import importlib.util
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from citecheck.cli import COMMANDS, EXIT_CODES, citecheck
from citecheck.model import FactKind, Health, Rule

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"


def page(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_docs_and_a_place_in_the_readme(command: str) -> None:
    shown = CliRunner().invoke(citecheck, [command, "--help"])

    assert shown.exit_code == 0
    assert len(shown.output.splitlines()) > 5
    assert f"## `citecheck {command}" in page("commands.md")
    assert f"citecheck {command}" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_no_command_is_documented_that_does_not_exist() -> None:
    documented = re.findall(r"^## `citecheck (\w+)", page("commands.md"), re.MULTILINE)

    assert sorted(documented) == sorted(COMMANDS)


@pytest.mark.parametrize("rule", Rule)
def test_every_rule_has_a_heading_with_its_level(rule: Rule) -> None:
    sections = re.split(r"^## ", page("rules.md"), flags=re.MULTILINE)
    section = next((text for text in sections if text.startswith((f"`{rule}`", f"{rule}\n"))), None)

    assert section is not None, f"docs/rules.md has no heading for {rule}"
    assert rule.level in section


def test_every_state_of_health_is_explained() -> None:
    missing = [health for health in Health if f"`{health}`" not in page("health.md")]

    assert missing == []


def test_every_kind_of_fact_has_a_page() -> None:
    missing = [kind for kind in FactKind if not (DOCS / "facts" / f"{kind}.md").is_file()]

    assert missing == []


def test_exit_codes_are_the_same_everywhere() -> None:
    told = re.findall(r"^  (\d) ", EXIT_CODES, re.MULTILINE)

    for text in (page("commands.md"), (ROOT / "README.md").read_text(encoding="utf-8")):
        assert re.findall(r"^\| (\d) \|", text, re.MULTILINE) == told == ["0", "1", "2", "3", "4"]


def test_the_table_of_options_is_up_to_date() -> None:
    path = ROOT / "tools" / "configuration_docs.py"
    spec = importlib.util.spec_from_file_location("configuration_docs", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)

    assert page("configuration.md") == module.table(), f"run: python {path.relative_to(ROOT)}"


def test_links_between_pages_lead_somewhere() -> None:
    pages = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *DOCS.rglob("*.md")]
    broken = [
        f"{path.relative_to(ROOT)}: {target}"
        for path in pages
        for target in re.findall(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", path.read_text(encoding="utf-8"))
        if not (path.parent / target).exists()
    ]

    assert broken == []
