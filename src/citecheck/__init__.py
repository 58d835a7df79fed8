"""citecheck: do an article's sources say what the article says they say?

The public interface::

    from citecheck import check_claim, read_article, run

Names are imported when they are first used, so that ``import citecheck`` costs nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from citecheck.articles import read_article
    from citecheck.config import Config
    from citecheck.errors import CitecheckError
    from citecheck.model import Article, ClaimResult, RunResult
    from citecheck.verify import check_claim, check_claims
    from citecheck.wiring.running import run

__version__ = "0.1.0"

__all__ = [
    "Article",
    "CitecheckError",
    "ClaimResult",
    "Config",
    "RunResult",
    "__version__",
    "check_claim",
    "check_claims",
    "read_article",
    "run",
]

_HOMES = {
    "Article": "citecheck.model",
    "CitecheckError": "citecheck.errors",
    "ClaimResult": "citecheck.model",
    "Config": "citecheck.config",
    "RunResult": "citecheck.model",
    "check_claim": "citecheck.verify",
    "check_claims": "citecheck.verify",
    "read_article": "citecheck.articles",
    "run": "citecheck.wiring.running",
}


def __getattr__(name: str) -> Any:  # noqa: ANN401 — whatever the name stands for
    """Import a public name from its room (PEP 562)."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """The public names."""
    return __all__
