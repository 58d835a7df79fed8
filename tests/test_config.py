from pathlib import Path

import pytest

from citecheck.config import OPTIONS, Config, key_of, load_config, nearest, variable_of
from citecheck.errors import ConfigError


def test_defaults_need_nothing() -> None:
    assert load_config() == Config()


def test_an_option_wins_over_a_variable_over_a_file_over_the_default(tmp_path: Path) -> None:
    (tmp_path / "citecheck.toml").write_text('jobs = 3\ndelay = 2.5\nfail-on = ["warning"]\n')

    config = load_config({"jobs": "5"}, environment={"CITECHECK_JOBS": "4", "CITECHECK_DELAY": "0"}, folder=tmp_path)

    assert (config.jobs, config.delay, config.fail_on, config.timeout) == (5, 0.0, ("warning",), 20.0)


def test_pyproject_is_read_where_it_has_a_table_of_ours(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool.citecheck]\noffline = true\n")
    below = tmp_path / "a" / "b"
    below.mkdir(parents=True)

    assert load_config(folder=below).offline is True


def test_paths_in_a_file_are_relative_to_it(tmp_path: Path) -> None:
    (tmp_path / "citecheck.toml").write_text('db = "x.db"\narticles = ["a/*.md", "wiki:fr:X", "https://x.example/"]\n')
    below = tmp_path / "deep"
    below.mkdir()

    config = load_config(folder=below)

    assert config.db == tmp_path / "x.db"
    assert config.articles == (str(tmp_path / "a/*.md"), "wiki:fr:X", "https://x.example/")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("fail_on = ['error']", "unknown key 'fail_on'; did you mean 'fail-on'?"),
        ("ofline = true", "did you mean 'offline'?"),
        ("jobs = 0", "jobs: 0: expected a whole number from 1 up"),
        ("jobs = true", "jobs: True: expected a number"),
        ("timeout = -1", "not negative"),
        ("timeout = nan", "not negative"),
        ("offline = 'perhaps'", "expected true or false"),
        ("report = 3", "expected a list"),
        ("fail-on = ['claim-contradict']", "did you mean 'claim-contradicted'?"),
        ("db = 3", "expected text"),
        ("= 3", "not valid TOML"),
    ],
)
def test_a_wrong_file_is_told_with_its_name_and_the_remedy(tmp_path: Path, text: str, told: str) -> None:
    file = tmp_path / "citecheck.toml"
    file.write_text(text)

    with pytest.raises(ConfigError) as caught:
        load_config(folder=tmp_path)

    assert str(file) in str(caught.value)
    assert told in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_file_that_is_no_text_is_told(tmp_path: Path) -> None:
    (tmp_path / "citecheck.toml").write_bytes(b"\xff\xfe\x00")

    with pytest.raises(ConfigError, match="not UTF-8"):
        load_config(folder=tmp_path)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="No such file"):
        load_config(file=tmp_path / "none.toml")


def test_a_wrong_variable_is_told_by_its_name() -> None:
    with pytest.raises(ConfigError, match="CITECHECK_JOBS: 'many'"):
        load_config(environment={"CITECHECK_JOBS": "many"})


def test_lists_may_be_written_with_commas_or_repeated() -> None:
    config = load_config({"fail_on": ("warning,ref-dead", "ref-parked")})

    assert config.fail_on == ("warning", "ref-dead", "ref-parked")


def test_an_empty_value_means_none_where_none_is_the_default() -> None:
    assert load_config(environment={"CITECHECK_PROXY": "", "CITECHECK_BASELINE": ""}) == Config()


def test_spellings_are_unique() -> None:
    assert len({key_of(name) for name in OPTIONS}) == len({variable_of(name) for name in OPTIONS}) == len(OPTIONS)


def test_nearest_is_silent_about_nothing_near() -> None:
    assert nearest("zzzz", ["offline"]) == ""
