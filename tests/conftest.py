"""What tests of several rooms share."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# Nothing here is a test of speed: a machine that is busy must not fail a property.
settings.register_profile("citecheck", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("citecheck")

GOLDEN = Path(__file__).parent / "golden"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden", action="store_true", help="rewrite the golden files from what the code gives; read the diff"
    )


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compare a text with the golden file of a name; ``pytest --update-golden`` writes the file instead."""

    def check(name: str, actual: str) -> None:
        path = GOLDEN / name
        if request.config.getoption("--update-golden"):
            path.write_bytes(actual.encode())
        assert actual.encode() == path.read_bytes(), f"{path} differs: see `pytest --update-golden`"

    return check
