"""What an article is called where it does not say so itself."""

from pathlib import PurePath

from citecheck.articles.alignment import has_words


def title_from_path(path: str) -> str | None:
    """The name of an article's file without suffixes, as words: ``harbour_fire.md`` is ``harbour fire``."""
    name = PurePath(path).name.split(".")[0].replace("_", " ")
    return name if has_words(name) and not path.startswith("<") else None
