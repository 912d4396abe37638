"""The site of a package: files that any browser shows, from disk or from any web server."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory

from corpus_pkg.dataset.dataset import Dataset, open
from corpus_pkg.dataset.files import Location
from corpus_pkg.errors import PackageError
from corpus_pkg.exploring.documents import Whole, documents
from corpus_pkg.exploring.folder import put, replaced
from corpus_pkg.exploring.folding import folding
from corpus_pkg.exploring.index import Index
from corpus_pkg.exploring.names import Names, file_of
from corpus_pkg.exploring.overview import overview
from corpus_pkg.exploring.pages import Pages
from corpus_pkg.exploring.parts import Parts, as_json
from corpus_pkg.exploring.shell import Shell
from corpus_pkg.exploring.statistics import Statistics, name_of, outlets, published_by
from corpus_pkg.exploring.stories import OF_TYPE, Facts, Stories, page_of
from corpus_pkg.exploring.writers import sharing
from corpus_pkg.viewing import STYLE

#: So many pages without a story are listed.
_AMISS = 200
#: From the page of a document to the top of the site.
_UP = "../../"


@dataclass(frozen=True, slots=True)
class Site:
    """What was written.

    Attributes:
        folder: where it is.
        stories, pages, names: how many of each have a place of their own.

    """

    folder: Path
    stories: int
    pages: int
    names: int


def explore(package: Location | None, out: str | os.PathLike[str], jobs: int = 1) -> Site:
    """Write the site of a package (a folder, its descriptor or a ZIP) to the folder `out`, over an older one.

    The same package gives the same bytes, whatever the number of `jobs` (processes that write pages, each of which
    reads the tables anew; a script that asks for several needs `if __name__ == "__main__":`). Memory holds the rows of
    one document, the outlets, the entities, a row for each story and which names it has. Raises PackageError for what
    cannot be read, and where something else lies at `out`; then nothing has changed.
    """
    if jobs < 1:
        raise PackageError(f"jobs is {jobs}; at least one is needed")
    dataset = open(package)
    with replaced(out) as folder, TemporaryDirectory(prefix="corpus-pkg-") as scratch:
        return _Writing(dataset, folder, Path(scratch)).write(Path(os.path.realpath(out)), package, jobs)


class _Writing:
    """A site while it is written."""

    def __init__(self, dataset: Dataset, folder: Path, scratch: Path) -> None:
        """Read what all pages need: the outlets, the entities, the groups of duplicates, the order of the stories."""
        self._dataset = dataset
        self._folder = folder
        self._shell = Shell(dataset.descriptor)
        self._counted = Statistics()
        sources = outlets(dataset, self._counted)
        entities = {row.entity_id: row for row in dataset.table("entities").tuples()}
        self._counted.count("entities", tuple(entities.values()))
        self._sources = Names("sources", sources, lambda row: "outlet")
        self._entities = Names("entities", entities, lambda row: OF_TYPE[row.type])
        self._stories = Stories(dataset.table("articles"))
        self._index = Index(scratch)
        self._amiss: list[tuple[str, str, str]] = []

    def write(self, out: Path, package: Location | None, jobs: int) -> Site:
        """Write everything, by so many processes; `out` is where it will be."""
        for asset in ("site.js", "site.css"):
            put(self._folder, asset, files("corpus_pkg.exploring").joinpath("assets", asset).read_bytes())
        put(self._folder, STYLE.name, STYLE.read_bytes())
        pages = Pages(self._dataset, self._folder, self._stories.numbers)
        with sharing(package, self._folder, frozenset(self._stories.numbers), jobs - 1) as turns:
            for number, whole in enumerate(documents(self._dataset)):
                self._counted.add(whole, self._sources.rows)
                self._note(whole)
                if turns.mine(number):
                    pages.write(whole)
        body = overview(self._dataset.descriptor, self._counted, self._amiss)
        self._page("index.html", "Overview", body)
        self._page("articles.html", "Stories", _TABLE)
        names = self._names(self._entities, "Names") + self._names(self._sources, "Outlets")
        parts = Parts(self._folder / "data")
        self._stories.write(parts, {"terms": self._index.write(parts)})
        parts.write("folding", as_json(folding().script()))
        return Site(out, len(self._stories), self._counted.rows["documents"], names)

    def _note(self, whole: Whole) -> None:
        """Keep what the lists and the index say of a document and its stories."""
        document, rows = whole.document, whole.rows
        if not rows["articles"] and len(self._amiss) < _AMISS:
            self._amiss.append((page_of(document.document_id), document.path, document.note or document.status))
        publishers = published_by(rows["credits"])
        credited: dict[str, dict[str, None]] = {}
        for credit in rows["credits"]:
            credited.setdefault(credit.article_id, {})[credit.source_id] = None
        named: dict[str, dict[str, None]] = {}
        for mention in rows["mentions"]:
            if mention.entity_id in self._entities.rows:
                named.setdefault(mention.article_id, {})[mention.entity_id] = None
        for article in rows["articles"]:
            number = self._stories.numbers[article.article_id]
            self._sources.add(number, tuple(credited.get(article.article_id, ())))
            self._entities.add(number, tuple(named.get(article.article_id, ())))
            published = [source for source in publishers.get(article.article_id, ()) if source in self._sources.rows]
            known = self._entities.rows
            about = Facts(
                document.status,
                [(source, name_of(self._sources.rows[source], source)) for source in published],
                {self._sources.rows[source].country for source in published} - {None},
                [(one, known[one].type, name_of(known[one], one)) for one in named.get(article.article_id, ())],
            )
            self._index.add(number, self._stories.add(article, about))

    def _names(self, names: Names, title: str) -> int:
        """Write the pages of outlets or entities and the lists of them; return how many have a page."""
        numbers = names.ordered()
        for number in numbers:
            body = names.page(number, self._stories.months, self._stories.row)
            self._page(f"{names.folder}/{file_of(names.known[number])}", names.name(number), body)
        for file, shown in names.lists(title):
            self._page(file, title, shown)
        return len(numbers)

    def _page(self, file: str, title: str, body: Iterator[str] | Sequence[str]) -> None:
        put(self._folder, file, self._shell.page(file, title, body))


#: The frame of the table of stories, which the script fills.
_TABLE = (
    '<form id="search" role="search"><label for="q">Search titles and texts</label>',
    '<input id="q" type="search" dir="auto" autocomplete="off">',
    '<label for="sort">Order</label><select id="sort"><option value="newest">newest first',
    '<option value="oldest">oldest first<option value="title">by title</select></form>',
    "<noscript><p>The table needs its script. Outlets and names have pages without it.</p></noscript>",
    '<ul id="chosen" class="chips" aria-label="Chosen"></ul>',
    '<p id="count" role="status" aria-live="polite"></p>',
    '<div class="columns"><div id="facets" role="group" aria-label="Facets"></div>',
    '<div class="wide"><table id="stories"><caption>Stories</caption><thead><tr><th scope="col">Story',
    '<th scope="col">Day<th scope="col">Outlet<th scope="col">Places<tbody></table>',
    '<nav id="turn" aria-label="Parts of the table"></nav></div></div>',
)
