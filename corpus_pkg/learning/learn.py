"""Pages in, rows for the lexicon `site_lines` out.

The pages are read once and noted as hashes; each site is then studied by its notes alone, a page of each story, and
the few pages that hold a line that was learned are read again for its words. Copies of a story count once.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from corpus_pkg import layout, reading
from corpus_pkg.building import inventory
from corpus_pkg.building.collection import PageFile, collect
from corpus_pkg.building.failures import Failures
from corpus_pkg.building.inventory import Original, PageError
from corpus_pkg.errors import one_line
from corpus_pkg.language.lexicons import LexiconError, Lexicons, Row
from corpus_pkg.learning import table
from corpus_pkg.learning.clocks import Days, clocks
from corpus_pkg.learning.notes import Notes, note, texts
from corpus_pkg.learning.stories import Copies, told_apart
from corpus_pkg.learning.study import Furniture, by_place, furniture
from corpus_pkg.learning.thresholds import FEWEST_STORIES
from corpus_pkg.parsing.page import Page, opened
from corpus_pkg.sites import Place, by_host

By = Literal["host", "folder"]


@dataclass(frozen=True, slots=True)
class Site:
    """What was learned of a site.

    Attributes:
        name: what rows name it by.
        pages, stories: how many there are; pages that hold one story count once.
        places: how many lines were learned in each place.
        clocks: how many of them are the page's clock.

    """

    name: str
    pages: int
    stories: int
    places: Mapping[Place, int]
    clocks: int


@dataclass(frozen=True, slots=True)
class Learned:
    """What came of learning.

    Attributes:
        path: the table that was written.
        sites: the sites that were learned, in order of their names.
        small: those with too few stories, with the number of these.
        nameless: pages that tell no site.
        failures: a line for each file that could not be read.

    """

    path: Path
    sites: tuple[Site, ...]
    small: tuple[tuple[str, int], ...]
    nameless: int
    failures: tuple[str, ...]


@dataclass(slots=True)
class _Read:
    """What is held of all pages: a few words each."""

    documents: list[Original] = field(default_factory=list)
    names: list[tuple[str, ...]] = field(default_factory=list)
    days: dict[int, Days] = field(default_factory=dict)


def learn(
    inputs: str | os.PathLike[str] | Iterable[str | os.PathLike[str]],
    folder: str | os.PathLike[str],
    *,
    by: By = "host",
) -> Learned:
    """Learn from pages what their sites print around stories, and write it into the lexicons in `folder`.

    The same pages give the same rows, in any order.

    Args:
        inputs: a folder of pages, a page or a carrier of pages, or several of them.
        folder: a folder of lexicons of one's own, for `build`; made where it is not there.
        by: what tells the site of a page: "host", its address or else what its first line is headed with, or "folder",
            the first below the input.

    Raises LexiconError where no site has stories enough and for a folder that cannot be used, and BuildError for inputs
    that cannot be read at all.

    """
    named = [inputs] if isinstance(inputs, (str, os.PathLike)) else list(inputs)
    home = Path(folder)
    if home.exists() and not home.is_dir():
        raise LexiconError(f"{one_line(folder)}: is no folder; name another")
    failures = Failures(strict=False)
    with tempfile.TemporaryDirectory(prefix="corpus-pkg-") as scratch:
        place = Path(scratch)
        lexicons = _untaught(home, place)
        found = collect(named, place / "package")
        documents = inventory.take(found.pages, failures).documents
        with Notes(place) as notes:
            read = _Read()
            for original in documents:
                _note(original, lexicons, by, read, notes)
            sites, rows, small = [], [], []
            for name, pages in _by_site(read.names):
                stories = told_apart(notes, pages, place)
                if len(stories) < FEWEST_STORIES:
                    small.append((name, len(stories)))
                    continue
                site, of_site = _study(name, stories, read, notes, lexicons)
                sites.append(site)
                rows += of_site
    nameless = sum(not of_page for of_page in read.names)
    if not sites:
        raise LexiconError(_too_few(named, small, nameless, by))
    path = table.write(home, rows, [site.name for site in sites])
    lost = tuple(failed.line for failed in failures.sorted())
    return Learned(path, tuple(sites), tuple(small), nameless, lost)


def _untaught(home: Path, place: Path) -> Lexicons:
    """Return the lexicons of a folder without what was learned before, which must not decide what is learned now."""
    # Told by their own names where anything is wrong with them.
    Lexicons(home).rows(table.NAME)
    own = place / "lexicons"
    if home.is_dir():
        shutil.copytree(home, own, ignore=shutil.ignore_patterns(f"{table.NAME}.csv"))
    return Lexicons(own)


def _note(original: Original, lexicons: Lexicons, by: By, read: _Read, notes: Notes) -> None:
    """Read a page and note it; one that cannot be read, or that is no page, teaches nothing."""
    page = _opened(original, lexicons)
    if page is None:
        return
    noted = note(page)
    number = len(read.documents)
    read.documents.append(original)
    read.names.append(_names(original.page, page) if by == "host" else _folder(original.page))
    if noted.days:
        read.days[number] = noted.days
    notes.add(noted)


def _opened(original: Original, lexicons: Lexicons) -> Page | None:
    try:
        loaded, _ = original.load()
    except PageError:
        return None
    if loaded.data is None:
        return None
    member = original.page.member
    url, charset = (member.url, member.charset) if member is not None else (None, None)
    page = opened(reading.decode(loaded.data, charset), lexicons=lexicons, url=url)
    return page if page.status == "ok" else None


def _names(file: PageFile, page: Page) -> tuple[str, ...]:
    """Return the names that a page gives its site."""
    return by_host(page.address, layout.first_line(page.folded))


def _folder(file: PageFile) -> tuple[str, ...]:
    """Return the folder that a page is told by: the first below the input, or in its carrier; else the input itself."""
    carrier, _, member = file.path.partition("!")
    _, *folders, _ = carrier.split("/")
    if member:
        folders = [*folders[:1], *member.split("/")[:-1]] if "/" in member else [carrier.rpartition("/")[2]]
    return (f"{(folders[1:2] or folders[:1])[0]}/",) if folders else ()


def _by_site(names: Sequence[tuple[str, ...]]) -> Iterator[tuple[str, list[int]]]:
    """Yield the sites in order of their names, each with its pages, which go by the most frequent of their names."""
    often = Counter(name for of_page in names for name in of_page)
    pages: dict[str, list[int]] = defaultdict(list)
    for number, of_page in enumerate(names):
        if of_page:
            pages[min(of_page, key=lambda name: (-often[name], name))].append(number)
    yield from sorted(pages.items())


def _study(name: str, copies: Copies, read: _Read, notes: Notes, lexicons: Lexicons) -> tuple[Site, list[Row]]:
    """Return what was learned of a site, and its rows."""
    stories = [same[0] for same in copies]
    found, with_text = furniture(notes, stories)
    pages = sorted(page for same in copies for page in same)
    days = {page: read.days[page] for page in pages if page in read.days}
    for key in sorted(clocks(days, [same for same in copies if len(same) > 1])):
        having = [page for page in pages if any(key == of_line for of_line, _ in days.get(page, ()))]
        found.append(Furniture(key, "head", "clock", len(set(having) & set(stories)), having[0]))
    wanted: dict[int, list[Furniture]] = defaultdict(list)
    for line in found:
        wanted[line.page].append(line)
    rows = []
    for page, lines in wanted.items():
        again = _opened(read.documents[page], lexicons)
        words = texts(again) if again is not None else {}
        for line in lines:
            if line.key in words:
                cells = (name, words[line.key], line.place, line.kind, str(line.stories), str(with_text), table.ORIGIN)
                rows.append(dict(zip(table.COLUMNS, cells, strict=True)))
    clock_lines = sum(line.kind == "clock" for line in found)
    return Site(name, len(pages), len(stories), by_place(found), clock_lines), rows


def _too_few(named: Sequence[object], small: Sequence[tuple[str, int]], nameless: int, by: By) -> str:
    """Say why nothing was learned, and what to do."""
    inputs = ", ".join(map(one_line, named))
    if small:
        name, stories = max(small, key=lambda pair: pair[1])
        most = f"no site has {FEWEST_STORIES} stories (the most has {one_line(name)}: {stories})"
    else:
        most = "no page tells its site" if nameless else "no page could be read"
    other = "folder" if by == "host" else "host"
    return f"{inputs}: {most}; add pages of the site, or learn with --by {other}"
