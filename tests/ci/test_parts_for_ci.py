"""The GitHub action, the pre-commit hook and the GitLab job do here what they do there, as far as one machine can."""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
(HOOK,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
PAGE = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")
ARTICLE = "references/elakla-demo.wikitext"
QUICK = {"CITECHECK_NO_SEMANTIC": "true", "CITECHECK_WORKERS": "1"}
Json = dict[str, Any]


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """A checkout with the bundled article and its captures, and citecheck on the path as ``bin/citecheck``."""
    folder = tmp_path / "checkout"
    for name in ("references", "archive"):
        shutil.copytree(ROOT / name, folder / name)
    (tmp_path / "bin").mkdir()
    program = tmp_path / "bin" / "citecheck"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m citecheck "$@"\n')
    program.chmod(0o755)
    return folder


def bash(machine: Path, script: str, environment: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    """Run a script as GitHub and GitLab do: ``bash -eo pipefail``, in the checkout."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith(("CITECHECK_", "GITHUB_"))}
    path = f"{machine.parent / 'bin'}{os.pathsep}{plain['PATH']}"
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
        cwd=machine,
        env={**plain, "PYTHONPATH": str(ROOT / "src"), "PATH": path, "PYTHONUTF8": "1", **QUICK, **environment},
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


# GitHub


def step(name: str) -> Json:
    found: Json = next(each for each in ACTION["runs"]["steps"] if each.get("name") == name)
    return found


def checked(machine: Path, **given: str) -> tuple[subprocess.CompletedProcess[str], Json, str]:
    """The step that checks, with inputs; what it put out, and its summary."""
    unknown = set(given) - {name.replace("-", "_") for name in ACTION["inputs"]}
    assert not unknown
    inputs = {name: given.get(name.replace("-", "_"), each["default"]) for name, each in ACTION["inputs"].items()}
    environment = {
        key: re.sub(r"\$\{\{ inputs\.([\w-]+) \}\}", lambda found: inputs[found[1]], value)
        for key, value in step("Check")["env"].items()
    }
    files = {name: str(machine.parent / name) for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")}
    for file in files.values():
        Path(file).write_text("")
    done = bash(machine, step("Check")["run"], {**environment, **files, "RUNNER_TEMP": str(machine.parent)})
    lines = Path(files["GITHUB_OUTPUT"]).read_text().splitlines()
    return done, dict(line.split("=", 1) for line in lines), Path(files["GITHUB_STEP_SUMMARY"]).read_text()


def test_every_input_is_used_and_every_one_used_is_declared() -> None:
    used = set(re.findall(r"\$\{\{ inputs\.([\w-]+)", (ROOT / "action.yml").read_text()))
    conditions = {
        found for each in ACTION["runs"]["steps"] for found in re.findall(r"inputs\.(\w+)", each.get("if", ""))
    }

    assert used | conditions == set(ACTION["inputs"])
    assert all({"description", "default"} == set(each) for each in ACTION["inputs"].values())


def test_scripts_take_inputs_from_the_environment_alone() -> None:
    scripts = [each for each in ACTION["runs"]["steps"] if "run" in each]

    assert len(scripts) == 2
    assert [each["name"] for each in scripts if "${{" in each["run"] or each["shell"] != "bash"] == []


def test_the_action_annotates_sums_up_and_fails(machine: Path) -> None:
    done, outputs, summary = checked(machine, articles=f"{ARTICLE}\n", offline="true")

    assert done.returncode == 1, done.stderr
    assert outputs == {"exit-code": "1", "sarif": "citecheck.sarif"}
    assert done.stdout.count("::error file=references/elakla-demo.wikitext,line=") == 2
    assert summary.startswith("## citecheck: exit code 1: 2 contradicted claims\n")
    results = json.loads((machine / "citecheck.sarif").read_text(encoding="utf-8"))["runs"][0]["results"]
    assert {each["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for each in results} == {ARTICLE}


def test_the_action_takes_options_and_articles_with_blanks_as_they_are(machine: Path) -> None:
    name = "a $(touch hacked) b.wikitext"
    (machine / name).write_text("Five men left.<ref>{{cite web |title=T |url=http://x.example/}}</ref>\n")
    done, outputs, _ = checked(
        machine, articles=f"\n{name}\n", offline="true", fail_on="never", args="--jobs 2 --no-check", sarif="o.sarif"
    )

    assert (done.returncode, outputs) == (0, {"exit-code": "0", "sarif": "o.sarif"}), done.stderr
    assert not (machine / "hacked").exists()


def test_the_action_says_what_is_wrong_with_its_inputs(machine: Path) -> None:
    done, outputs, summary = checked(machine, articles="none.wikitext", offline="true")

    assert (done.returncode, outputs, summary) == (2, {"exit-code": "2"}, "")
    assert "none.wikitext: no such file" in done.stderr


def test_the_action_fails_on_new_findings_only(machine: Path) -> None:
    made = bash(machine, f"citecheck run {ARTICLE} --offline --baseline b.jsonl --update-baseline", {})
    done, _, summary = checked(machine, articles=ARTICLE, offline="true", baseline="b.jsonl")

    assert (made.returncode, done.returncode) == (0, 0), made.stderr + done.stderr
    assert "- baseline: 32 known" in summary
    assert "::" not in done.stdout


@pytest.mark.slow
def test_the_action_installs_citecheck_from_its_own_checkout(machine: Path) -> None:
    path = machine.parent / "GITHUB_PATH"
    given = {
        "RUNNER_TEMP": str(machine.parent),
        "GITHUB_ACTION_PATH": str(ROOT),
        "GITHUB_PATH": str(path),
        "EXTRAS": "",
    }
    done = bash(machine, step("Install citecheck")["run"], given)

    assert done.returncode == 0, done.stderr
    assert bash(machine, f"{path.read_text().strip()}/citecheck --version", {}).stdout.startswith("citecheck ")


# pre-commit


def test_the_hook_checks_the_files_it_is_given_without_a_connection(machine: Path) -> None:
    assert re.search(HOOK["files"], ARTICLE)
    assert not re.search(HOOK["files"], "README.md")
    assert HOOK["require_serial"]
    entry = shlex.join([*shlex.split(HOOK["entry"]), ARTICLE])
    done = bash(machine, entry, {"http_proxy": "http://127.0.0.1:9", "https_proxy": "http://127.0.0.1:9"})

    assert done.returncode == 1, done.stderr
    assert "exit code 1: 2 contradicted claims" in done.stdout


@pytest.mark.slow
def test_pre_commit_runs_the_hook_from_a_clone(machine: Path) -> None:
    program = shutil.which("pre-commit")
    if program is None:
        pytest.skip("pre-commit is not installed")
    git = "git -c user.name=a -c user.email=a@example.org -c init.defaultBranch=main"
    clone = machine.parent / "clone"
    given = {"PRE_COMMIT_HOME": str(machine.parent / "cache"), "PYTHONPATH": ""}
    done = bash(
        machine,
        f"git clone -q {ROOT} {clone}; git init -q .; git add -A; {git} commit -qm a;"
        f"{program} try-repo {clone} citecheck --all-files",
        given,
    )

    assert done.returncode == 1, done.stderr
    assert "2 contradicted claims" in done.stdout


# GitLab


def examples(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)


def test_the_gitlab_job_of_the_docs_does_what_it_says(machine: Path) -> None:
    (job,) = [
        each
        for text in examples("yaml")
        if "citecheck" in (each := yaml.safe_load(text)) and "script" in each["citecheck"]
    ]
    script = "\n".join(job["citecheck"]["script"]).replace("citecheck run ", "citecheck run --offline ")
    done = bash(machine, script.replace("--baseline citecheck-baseline.jsonl ", ""), {})

    assert done.returncode == 1, done.stderr
    reports = job["citecheck"]["artifacts"]["reports"]
    assert json.loads((machine / reports["codequality"]).read_text(encoding="utf-8"))
    assert (machine / reports["junit"]).read_text(encoding="utf-8").startswith("<?xml")


def test_the_workflow_of_the_docs_gives_the_action_inputs_that_it_has() -> None:
    workflows = [each for text in examples("yaml") if "jobs" in (each := yaml.safe_load(text))]
    steps = [step for each in workflows for job in each["jobs"].values() for step in job["steps"]]
    ours = [step for step in steps if "citecheck" in step.get("uses", "")]

    assert ours
    assert all(set(step.get("with", {})) <= set(ACTION["inputs"]) for step in ours)


def test_the_pre_commit_example_names_the_hook() -> None:
    (config,) = [each for text in examples("yaml") if "repos" in (each := yaml.safe_load(text))]

    assert [hook["id"] for repo in config["repos"] for hook in repo["hooks"]] == [HOOK["id"]]
