"""Options, environment and ``citecheck.toml`` → one frozen :class:`Config`.

Every setting has one name in three spellings: the option ``--fail-on``, the variable ``CITECHECK_FAIL_ON``
and the key ``fail-on`` in ``citecheck.toml`` or ``[tool.citecheck]`` of ``pyproject.toml``. An option wins over
a variable, a variable over a file, a file over the default.
"""

from citecheck.config.loading import FILE_NAME, find_file, load_config
from citecheck.config.options import ENVIRONMENT_PREFIX, OPTIONS, Config, Option, key_of, variable_of
from citecheck.config.values import NEVER, nearest

__all__ = [
    "ENVIRONMENT_PREFIX",
    "FILE_NAME",
    "NEVER",
    "OPTIONS",
    "Config",
    "Option",
    "find_file",
    "key_of",
    "load_config",
    "nearest",
    "variable_of",
]
