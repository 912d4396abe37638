"""Pages in, a package out.

Two passes over the pages: one for their hashes, which give the order, and one that reads them in that order, one at a
time or in worker processes, and writes the rows as they come. Memory grows with the number of pages, not their text.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal, get_args

from corpus_pkg.building import (
    copies,
    curating,
    fingerprint,
    garbage,
    inventory,
    packing,
    remote,
    rights,
    terms,
    writing,
)
from corpus_pkg.building.cache import Cache
from corpus_pkg.building.collection import Collection
from corpus_pkg.building.curating import Corrections
from corpus_pkg.building.engines import LOCAL
from corpus_pkg.building.failures import Failure, Failures, report
from corpus_pkg.building.inventory import Inventory, Original
from corpus_pkg.building.knowledge import Knowledge, settled
from corpus_pkg.building.means import Means
from corpus_pkg.building.progress import Account, Listener
from corpus_pkg.building.provenance import made_by
from corpus_pkg.building.reading import read_all
from corpus_pkg.building.rows import DocumentRows
from corpus_pkg.building.terms import Terms
from corpus_pkg.building.withholding import Shared, withhold
from corpus_pkg.building.writing import Tally
from corpus_pkg.entities.recognition import Recognizer
from corpus_pkg.errors import BuildError, CorpusError, one_line
from corpus_pkg.language.lexicons import Lexicons
from corpus_pkg.making import MadeBy
from corpus_pkg.package import descriptor, extension
from corpus_pkg.package.configuration import Configuration, InParts
from corpus_pkg.package.parts import NUMBERS, cut, is_cut
from corpus_pkg.package.parts import describe as in_parts
from corpus_pkg.package.parts import paths as paths_of
from corpus_pkg.package.staging import Claims, Staging, file_digest, recover
from corpus_pkg.records import TABLES

Input = str | os.PathLike[str]
#: Whether a package repeats what its pages say, or only says where they say it.
TextForm = Literal["full", "standoff"]

#: Seconds that a page may take: the slowest that are known take one, with a large model some more.
PAGE_SECONDS = 300.0

_UNCHANGED = "nothing was changed"


@dataclass(frozen=True, slots=True)
class BuildResult:
    """What a build did.

    Attributes:
        package: the descriptor's file.
        pages: number of pages read, members of carriers counted; documents are fewer where pages are the same.
        rows: number of rows of each table.
        statuses: number of documents of each status.
        hidden: number of hidden files and folders that were skipped.
        links: symbolic links to folders that were not followed.
        followed: symbolic links to files in folders, which were.
        kept: copies of an earlier build that are no longer wanted, but were changed since and so left alone.
        failures: what could not be read, in order of its path; the package's `build-report.json` says the same.
        shared: what a package without texts still holds of them.
        terms: the corpus.toml above the pages that a package without texts has its name, licence and rights from.
        unheeded: those above the pages that were not read, as the package is one of its own.
        idle: the rules on texts that decide of no page and no source, with what each is about.
        uncurated: why people's corrections that do not stand in the rows do not, a line each.
        reused: how many documents were not read, as an earlier build read the same and the cache has it.
        cache_problem: why the cache is of no use, and what to do, in a line.

    """

    package: Path
    pages: int
    rows: Mapping[str, int]
    statuses: Mapping[str, int]
    hidden: int
    links: tuple[str, ...]
    followed: tuple[str, ...]
    kept: tuple[str, ...]
    failures: tuple[Failure, ...]
    shared: Shared | None
    terms: Path | None
    unheeded: tuple[Path, ...]
    idle: tuple[str, ...]
    uncurated: tuple[str, ...]
    reused: int
    cache_problem: str | None


@dataclass(frozen=True, slots=True)
class _Plan:
    """What is to be built: the documents and the files that hold them, where and how."""

    held: Inventory
    failures: Failures
    collection: Collection
    out: Path
    terms: Terms
    knowledge: Knowledge
    made_by: MadeBy
    cache: Cache
    curation: Corrections
    means: Means
    raw: bool
    text: TextForm
    parts: int
    account: Account

    @property
    def about(self) -> Configuration:
        """What the package says of itself."""
        return self.terms.about


def build(
    inputs: Input | Iterable[Input],
    out: Input,
    *,
    config: Input | Configuration | None = None,
    lexicons: Lexicons | None = None,
    recognizer: Recognizer | str | None = None,
    jobs: int = 1,
    engine: str | None = None,
    page_seconds: float = PAGE_SECONDS,
    raw: bool = True,
    text: TextForm = "full",
    strict: bool = False,
    parts: InParts | None = None,
    pack_raw: bool | None = None,
    cache: Input | Literal[False] | None = None,
    progress: Listener | None = None,
    storage_options: Mapping[str, Any] | None = None,
) -> BuildResult:
    """Build a package of the pages in `inputs` in the folder `out`, which may hold an earlier build.

    The same pages give the same bytes, in any order and with any number of `jobs` (worker processes; a script that asks
    for several must be importable, with its own work under `if __name__ == "__main__"`).

    Args:
        inputs: a page, a folder of pages, or several of them; also by an address that fsspec knows, such as
            "s3://bucket/news", "https://..." or "zip://2024::pages.zip" (`pip install 'corpus-pkg[remote]'`).
        out: the package's folder; pages in it keep their place, others are copied to raw/, or to copies/ where an input
            lies in raw/.
        config: a corpus.toml, or what one says (a folder that it names then lies in `out`); by default the one in
            `out`, if any. Of a package without texts else the nearest above the inputs: it is that corpus in another
            form, so its pages have the paths that they have there.
        lexicons: knowledge of the language; by default what corpus.toml names, laid over what is shipped.
        recognizer: what finds names that no table has, or its name, "none" for none; by default what corpus.toml names,
            else the labeller. With several jobs one that is no name must be what `pickle` can carry.
        raw: whether the package holds the pages; without them nobody can check the spans.
        text: "standoff" for a package without the pages and without what repeats their words, of which
            `corpus_pkg.sharing.rehydration` makes the full one with its pages again.
        strict: whether a file that cannot be read, or a broken carrier, ends the build; without it the rest is built.
        parts: in how many files each table lies whose rows belong to documents, by the first hexadecimal digits of the
            document's id: 1, 16 or 256. By default what corpus.toml says, else 1.
        pack_raw: whether pages that are copied into the package are packed into archives, a resource each; by default
            what corpus.toml says, else not.
        cache: a folder that keeps what pages were read as, for the next build: it reads what is new or was changed,
            and goes on where this one was killed. By default the one that corpus.toml names, if any; False for none.
        jobs: worker processes; with one the pages are read in this process.
        engine: what brings the pages to other machines to be read: "local" for nothing, "dask", or the name of one that
            an entry point of the group `corpus_pkg.engines` brings; behind a colon its address, such as
            "dask:tcp://10.0.0.1:8786". By default what corpus.toml names, else "local".
        page_seconds: what one page may take: one that takes longer is kept with its text alone, and is a failure.
        storage_options: what the file systems of inputs at addresses are opened with, as in pandas and Dask: keys and
            tokens that are not in the environment.
        progress: called with how far the build is (`corpus_pkg.building.progress.Progress`), after each document too.

    Raises BuildError where nothing could be built, a line for each mistake in corpus.toml; the folder is as it was.

    """
    _check(text, parts)
    folder = _folder(out)
    with _told(folder), garbage.seldom():
        # What a killed build left is neither a page nor somebody's file.
        recover(folder)
        named = [remote.named(i) for i in ([inputs] if isinstance(inputs, (str, os.PathLike)) else inputs)]
        near = [item for item in named if not remote.is_address(item)]
        own = terms.of_package(config, folder, near, is_shared=text == "standoff")
        means = Means(jobs, page_seconds, engine or own.about.engine or LOCAL)
        knowledge = settled(own.about, own.home, lexicons, recognizer, is_carried=not means.is_alone)
        place = terms.cache_folder(cache, own, near)
        # What cannot be used is told before anything is read.
        made = made_by(own.about, knowledge)
        curation = curating.opened(folder, own, knowledge.lexicons)
        claims = Claims(folder)
        into = parts or own.about.parts or 1
        for path in _table_paths(TABLES, into):
            claims.check(path)
        failures = Failures(strict)
        account = Account(progress, failures.met)
        is_packed = own.about.pack_raw if pack_raw is None else pack_raw
        with (
            closing(_opened(place, knowledge, made)) as kept,
            remote.collected(named, own.root, storage_options, account) as collection,
            _packed(collection, account) if is_packed else nullcontext(collection) as collected,
        ):
            failures.extend(collection.failures)
            held = inventory.take(account.listed(collected.pages), failures)
            is_raw = raw and text == "full"
            made_of = (held, failures, collected, folder, own, knowledge, made, kept, curation)
            return _staged(_Plan(*made_of, means, is_raw, text, into, account))


@contextmanager
def _packed(collection: Collection, account: Account) -> Iterator[Collection]:
    """Yield the collection with its pages in archives, which are there as long as it is built."""
    account.tell("packing")
    with TemporaryDirectory(prefix="corpus-pkg-") as scratch:
        yield replace(collection, pages=packing.pack(collection.pages, Path(scratch)))


def _check(text: str, parts: int | None) -> None:
    """Raise BuildError for settings that no build can have."""
    if parts not in (None, *NUMBERS):
        raise BuildError(f"parts is {parts}; it can be {', '.join(map(str, NUMBERS))}")
    if text not in get_args(TextForm):
        raise BuildError(f"text is {text!r}; it can be {' or '.join(get_args(TextForm))}")


def _opened(folder: Path | None, knowledge: Knowledge, made: MadeBy) -> Cache:
    """Return the cache in the folder, or one without any."""
    return Cache(folder, fingerprint.of_reading(knowledge, made)) if folder is not None else Cache()


def _folder(out: Input) -> Path:
    """Return the package's folder, links followed; raises BuildError for what can be none."""
    if not os.fspath(out) or "\0" in os.fspath(out):
        raise BuildError("the folder for the package has no name; name one (--out)")
    folder = Path(out).absolute()
    if remote.is_address(os.fspath(out)):
        raise BuildError(f"{one_line(out)}: a package is built on a disk, where files can be moved; copy it there then")
    if folder.exists() and not folder.is_dir():
        raise BuildError(f"{out}: is no folder; name another")
    return Path(os.path.realpath(folder))


@contextmanager
def _told(folder: Path) -> Iterator[None]:
    """Tell what can go wrong with a build as BuildError, in a line, and of an interruption what it left."""
    try:
        yield
    except KeyboardInterrupt as interruption:
        raise KeyboardInterrupt(*(interruption.args or (_UNCHANGED,))) from None
    except BuildError:
        raise
    except CorpusError as error:
        raise BuildError(*str(error).splitlines()) from error
    except sqlite3.Error as error:
        # The scratch file of the titles: the disk is full, or was taken away.
        raise BuildError(f"{folder}: {error}; {_UNCHANGED}") from error
    except OSError as error:
        place = one_line(os.fsdecode(error.filename)) if error.filename is not None else folder
        raise BuildError(f"{place}: {error.strerror or error}; {_UNCHANGED}") from error


def _staged(plan: _Plan) -> BuildResult:
    staging = Staging(plan.out)
    try:
        with staging:
            # Another build may have ended since the folder was looked at; from here on there is none.
            return _build(plan, Claims(plan.out), staging)
    except KeyboardInterrupt:
        raise KeyboardInterrupt("the package was complete" if staging.done else _UNCHANGED) from None


def _build(plan: _Plan, claims: Claims, staging: Staging) -> BuildResult:
    written: list[str] = []
    if plan.raw:
        plan.account.tell("copying")
        held, written = copies.copied(plan.held, claims, staging, plan.out, plan.failures)
        plan = replace(plan, held=held)
    tally = _write_tables(plan, staging)
    failures = plan.failures.sorted()
    if not tally.rows["documents"]:
        raise BuildError(*(failed.line for failed in failures))
    plan.account.tell("describing", rows=tally.rows.total(), reused=plan.cache.reused)
    names, body, idle = _described(plan, tally, staging)
    shared = None
    if plan.text == "standoff":
        place = _place_in(staging)
        names.append(extension.WITHHELD.name)
        body, written, shared = withhold(body, plan.held, plan.terms, place, staging, claims, plan.out)
    body = _cut(plan.parts, names, body, staging)
    staging.file(descriptor.FILE_NAME).write_bytes(descriptor.dump(body))
    paths = [*_table_paths(names, plan.parts), *[descriptor.REPORT] * bool(failures)]
    for path in paths:
        claims.check(path)
    is_home = plan.terms.root == plan.out
    wanted = {page.path for page in plan.collection.pages if plan.raw or (page.in_place and is_home)}
    wanted |= {*paths, *descriptor.resources(body)}
    unwanted = [
        path for path in (*claims.copies, *claims.tables) if path not in wanted and os.path.lexists(plan.out / path)
    ]
    read = {os.path.realpath(page.file) for page in plan.collection.pages} if unwanted else set()
    removed = [path for path in unwanted if claims.unchanged(path) and os.path.realpath(plan.out / path) not in read]
    written += [*paths, *staging.checklist(), descriptor.FILE_NAME]
    staging.commit(written, removed)
    return BuildResult(
        package=plan.out / descriptor.FILE_NAME,
        pages=sum(len(original.files) for original in plan.held.documents),
        rows={name: tally.rows[name] for name in TABLES},
        statuses=dict(sorted(tally.statuses.items())),
        hidden=plan.collection.hidden,
        links=plan.collection.links,
        followed=plan.collection.followed,
        kept=tuple(sorted(set(unwanted) - set(removed))),
        failures=failures,
        shared=shared,
        terms=plan.terms.taken,
        unheeded=plan.terms.unheeded,
        idle=idle,
        uncurated=plan.curation.told,
        reused=plan.cache.reused,
        cache_problem=plan.cache.problem,
    )


def _write_tables(plan: _Plan, staging: Staging) -> Tally:
    with closing(_read(plan)) as documents:
        told = plan.account.written(documents, len(plan.held.documents), plan.cache)
        return writing.write(told, _place_in(staging), staging.scratch)


def _read(plan: _Plan) -> Generator[tuple[Original, DocumentRows], None, None]:
    """Yield the documents with their rows, in order; those that can no longer be read go to the failures."""
    with closing(read_all(plan.held.documents, plan.knowledge, plan.means, plan.cache)) as read:
        for original, rows in read:
            if isinstance(rows, Failure):
                plan.failures.add(rows)
                continue
            if rows.failure is not None:
                plan.failures.add(rows.failure)
            yield original, plan.curation.over(original, rows)


def _described(plan: _Plan, tally: Tally, staging: Staging) -> tuple[list[str], dict[str, Any], tuple[str, ...]]:
    """Return the names of the package's tables, also of those that only some have, the descriptor, and idle rules."""
    idle: tuple[str, ...] = ()
    place_of = _place_in(staging)
    names = list(TABLES)
    if plan.about.texts:
        names.append(extension.RIGHTS.name)
        written = {name: place_of(name) for name in ("rights", "documents", "credits", "sources")}
        tables = (written[name] for name in ("documents", "credits", "sources"))
        idle = rights.write(written["rights"], plan.about.texts, *tables)
    if plan.curation.write(place_of(extension.CURATION.name)):
        names.append(extension.CURATION.name)
    sums = {name: file_digest(place_of(name)) for name in names}
    files = [*tally.pages, *plan.held.carriers()] if plan.raw or plan.text == "standoff" else []
    if failures := plan.failures.sorted():
        place = staging.file(descriptor.REPORT)
        place.write_bytes(report(failures))
        files.insert(0, descriptor.report(*file_digest(place)))
    body = descriptor.describe(plan.about, sums, files, plan.made_by)
    for name in names[len(TABLES) :]:
        body = extension.add(body, extension.TABLES[name], *sums[name])
    return names, body, idle


def _cut(into: int, names: Iterable[str], body: dict[str, Any], staging: Staging) -> dict[str, Any]:
    """Cut the tables that were written into parts, and return the descriptor that says so."""
    if into == 1:
        return body
    made = {}
    for name in names:
        if is_cut(name):
            whole = _place_in(staging)(name)
            made[name] = cut(whole, name, into, staging.file)
            whole.unlink()
    return extension.sealed(in_parts(body, made))


def _table_paths(names: Iterable[str], into: int) -> list[str]:
    """Return the paths of the files of the tables, some of them in so many parts."""
    return [path for name in names for path in paths_of(name, into)]


def _place_in(staging: Staging) -> Callable[[str], Path]:
    return lambda name: staging.file(descriptor.table_path(name))
