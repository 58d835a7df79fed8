import subprocess
import sys

import pytest

import citecheck


@pytest.mark.parametrize("name", citecheck.__all__)
def test_every_public_name_can_be_imported_and_is_documented(name: str) -> None:
    value = getattr(citecheck, name)

    assert name == "__version__" or value.__doc__


def test_there_is_nothing_else() -> None:
    assert set(citecheck._HOMES) | {"__version__"} == set(citecheck.__all__) == set(dir(citecheck))
    with pytest.raises(AttributeError, match="has no attribute 'nothing'"):
        citecheck.nothing  # noqa: B018 — the access is what is tested


def test_importing_the_package_imports_no_library() -> None:
    libraries = ("bs4", "click", "httpx", "lxml", "sqlite_utils")
    code = f"import sys, citecheck; print([name for name in {libraries} if name in sys.modules])"

    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert shown.stdout.strip() == "[]"
