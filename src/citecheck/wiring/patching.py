"""``citecheck patch``: what runs and archives have told of an article's sources, written into the article."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from citecheck.articles.dump import is_dump
from citecheck.articles.wiki_page import wiki_page
from citecheck.config import Config
from citecheck.errors import ArticleError
from citecheck.store import Store
from citecheck.wiring.reading import read

if TYPE_CHECKING:
    from citecheck.model import RunResult
    from citecheck.patching import ArticleFile, Patched

FORMAT = "wikitext"
"""The one format that is patched."""


@dataclass(frozen=True, slots=True)
class ArticlePatch:
    """A patched article. ``file`` is ``None`` where it came from a wiki, ``run`` where no run has checked it."""

    path: str
    old: str
    patched: "Patched"
    file: "ArticleFile | None"
    run: str | None
    known: int

    @property
    def diff(self) -> str:
        """The unified diff; empty where nothing is to be changed."""
        from citecheck.patching import unified_diff

        return unified_diff(self.old, self.patched.text, _diff_path(self.path, self.file is not None))


def patch(
    name: str,
    config: Config | None = None,
    *,
    run_id: str | None = None,
    language: str | None = None,
    merge: bool = True,
    note_links: bool = False,
) -> ArticlePatch:
    """Patch an article, in memory.

    Args:
        name: A file, a Wikipedia title or an address of a wiki's page.
        config: Where the results are; the defaults if absent.
        run_id: The run to take results from; by default the latest that checked this article.
        language: The article's language instead of recognising it.
        merge: Whether repeated footnotes are merged.
        note_links: Whether links without a citation template get a template that names a copy.

    Raises:
        ArticleError: The article cannot be read, or is not in wikitext.
        UsageError: There is no such run.
        StoreError: There is no database, or it cannot be read.
    """
    from citecheck.patching import ArticleFile, cited_urls, known_sources, patch_wikitext

    config = config or Config()
    if is_dump(name):
        raise ArticleError(f"{name}: a dump is not patched: give the wikitext of one article")
    (article,) = read([name], config, language=language)
    if article.format != FORMAT:
        raise ArticleError(f"{name}: only wikitext can be patched, and this is {article.format}")
    is_file = wiki_page(name) is None and not name.lower().startswith(("http://", "https://"))
    file, text = ArticleFile.read(name) if is_file else None, article.text
    if file is not None and file.text != text:
        raise ArticleError(f"{name}: changed while it was read; run the command again")
    with Store.open(config.db, create=False) as store:
        run = _run(store, name, run_id)
        known = known_sources(cited_urls(text), run, store.archive_checks.copies)
    patched = patch_wikitext(text, known, article.language, merge=merge, note_links=note_links)
    return ArticlePatch(name, text, patched, file, run.id if run else None, len(known))


def _run(store: Store, name: str, run_id: str | None) -> "RunResult | None":
    """The run asked for, else the latest finished one that checked the article."""
    if run_id is not None:
        return store.load_run(run_id)
    finished = (each for each in store.runs() if each.finished_at is not None)
    latest = next((each for each in finished if any(_is_same(name, path) for path in each.articles)), None)
    return store.load_run(latest.id) if latest else None


def _is_same(name: str, path: str) -> bool:
    return name == path or (Path(path).exists() and Path(name).exists() and Path(name).samefile(path))


def _diff_path(name: str, is_file: bool) -> str:
    """A file's name as seen from here; a page's title as a file could be called."""
    if not is_file:
        return name.rstrip("/").rpartition("/")[2].replace(":", "-") + ".wikitext"
    path = Path(name)
    return str(path.relative_to(Path.cwd())) if path.is_absolute() and path.is_relative_to(Path.cwd()) else name
