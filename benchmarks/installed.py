"""Processes that begin as those of an installed citecheck do: its bytecode is at hand.

Without that each of them compiles three hundred modules, which takes as long as importing them.
"""

import os
from compileall import compile_dir
from importlib.util import find_spec


def as_installed() -> None:
    """Compile citecheck, as an installer does, and let the processes started from now on use that."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    spec = find_spec("citecheck")
    for folder in (spec.submodule_search_locations or []) if spec else []:
        compile_dir(folder, quiet=1)
