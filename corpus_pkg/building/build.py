"""Pages in, a package out.

Two passes over the pages: one for their hashes, which give the order, and one that parses them in that order, one at a
time or in worker processes, and writes the rows as they come. Memory grows with the number of pages, not their text.
"""

from __future__ import annotations

import os
import pickle
import signal
import sqlite3
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from itertools import pairwise
from multiprocessing import get_context
from pathlib import Path
from typing import Any, Literal, get_args

from pydantic import ValidationError

from corpus_pkg import identifiers, records
from corpus_pkg.building import duplicates, linking, rights
from corpus_pkg.building.collection import Collection, PageFile, collect
from corpus_pkg.building.provenance import made_by
from corpus_pkg.entities import recognition
from corpus_pkg.entities.recognition import Recognizer, RecognizerError
from corpus_pkg.errors import BuildError, PackageError, one_line
from corpus_pkg.language.lexicons import LexiconError, Lexicons, default
from corpus_pkg.package import configuration, descriptor, extension, tables
from corpus_pkg.package.configuration import Configuration
from corpus_pkg.package.staging import Claims, Staging, digest, file_digest, uninterrupted
from corpus_pkg.parsing import ParsedDocument, parse_document, unread_document
from corpus_pkg.reading import carriers
from corpus_pkg.reading.carriers import CarrierError, Loaded
from corpus_pkg.records import TABLES
from corpus_pkg.sharing import standoff

Input = str | os.PathLike[str]
#: Called with the number of documents done and of all.
Progress = Callable[[int, int], None]
#: Whether a package repeats what its pages say, or only says where they say it.
TextForm = Literal["full", "standoff"]

# What all pages share: one row each, whichever pages speak of it.
_SHARED = ("sources", "entities")
_CHUNK_PAGES, _CHUNK_BYTES = 32, 2_000_000


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
        kept: copies of an earlier build that are no longer wanted, but were changed since and so left alone.
    """

    package: Path
    pages: int
    rows: Mapping[str, int]
    statuses: Mapping[str, int]
    hidden: int
    links: tuple[str, ...]
    kept: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What pages are read with: tables of the language, and what finds names that no table has.

    Attributes:
        lexicons: the tables, by default those shipped.
        recognizer: the recognizer or its name; "none" or None for none.
    """

    lexicons: Lexicons | None = None
    recognizer: Recognizer | str | None = recognition.DEFAULT


@dataclass(frozen=True, slots=True)
class _Plan:
    """What is to be built: the documents, the files that hold them, where and how."""

    documents: list[_Job]
    files: list[_Raw]
    collection: Collection
    out: Path
    about: Configuration
    knowledge: Knowledge
    made_by: dict[str, str]
    jobs: int
    raw: bool
    text: TextForm
    progress: Progress | None


@dataclass(frozen=True, slots=True)
class _Job:
    """A document to parse: its files in order of their paths, which are all the same bytes."""

    document_id: str
    sha256: str
    size: int
    files: tuple[PageFile, ...]


@dataclass(frozen=True, slots=True)
class _Raw:
    """A file that the package is to hold: a page, or a carrier of pages."""

    file: PageFile
    sha256: str
    size: int
    format: str | None


@dataclass(slots=True)
class _Rendered:
    """A document's rows, ready to be written."""

    lines: dict[str, bytes]
    counts: dict[str, int]
    shared: dict[str, dict[str, bytes]]
    titles: list[tuple[bytes, str]]
    prints: list[tuple[str, duplicates.Fingerprint]]
    status: str
    media_type: str
    encoding: str | None


@dataclass(slots=True)
class _Tally:
    """What is known when all documents are written."""

    rows: Counter[str] = field(default_factory=Counter)
    statuses: Counter[str] = field(default_factory=Counter)
    pages: list[descriptor.Page] = field(default_factory=list)
    shared: dict[str, dict[str, bytes]] = field(default_factory=lambda: {name: {} for name in _SHARED})


def build(
    inputs: Input | Iterable[Input],
    out: Input,
    *,
    config: Input | None = None,
    lexicons: Lexicons | None = None,
    recognizer: Recognizer | str | None = None,
    jobs: int = 1,
    raw: bool = True,
    text: TextForm = "full",
    progress: Progress | None = None,
) -> BuildResult:
    """Build a package of the pages in `inputs` in the folder `out`, which may hold an earlier build.

    The same pages give the same bytes, in any order and with any number of `jobs` (worker processes; a script that asks
    for several must be importable, with its own work under `if __name__ == "__main__"`).

    Args:
        inputs: a page, a folder of pages, or several of them.
        out: the package's folder; pages in it keep their place, others are copied to raw/.
        config: a corpus.toml; without it the one in `out`, if any.
        lexicons: knowledge of the language; by default what corpus.toml names, laid over what is shipped.
        recognizer: what finds names that no table has, or its name, "none" for none; by default what corpus.toml names,
            else the labeller. With several jobs one that is no name must be what `pickle` can carry.
        raw: whether the package holds the pages; without them nobody can check the spans.
        text: "standoff" for a package without the pages and without what repeats their words, of which
            `corpus_pkg.sharing.rehydration` makes the full one with its pages again.
        progress: called after each document.

    Raises BuildError (one line) where nothing could be built; the folder is then as it was.
    """
    named = [inputs] if isinstance(inputs, (str, os.PathLike)) else list(inputs)
    if jobs < 1:
        raise BuildError(f"jobs is {jobs}; at least one is needed")
    if text not in get_args(TextForm):
        raise BuildError(f"text is {text!r}; it can be {' or '.join(get_args(TextForm))}")
    if not os.fspath(out) or "\0" in os.fspath(out):
        raise BuildError("the folder for the package has no name; name one (--out)")
    place = Path(out).absolute()
    if place.exists() and not place.is_dir():
        raise BuildError(f"{out}: is no folder; name another")
    place = Path(os.path.realpath(place))
    staging: Staging | None = None
    try:
        about = configuration.read(Path(config)) if config is not None else configuration.default(place)
        home = Path(config).absolute().parent if config is not None else place
        knowledge, made = _knowledge(about, home, lexicons, recognizer, jobs)
        collection = collect(named, place)
        claims = Claims(place)
        for name in TABLES:
            claims.check(descriptor.table_path(name))
        documents, files = _identify(collection.pages)
        staging = Staging(place)
        with staging:
            # Another build may have ended since; from here on there is none.
            claims = Claims(place)
            raw = raw and text == "full"
            plan = _Plan(documents, files, collection, place, about, knowledge, made, jobs, raw, text, progress)
            return _build(plan, claims, staging)
    except KeyboardInterrupt:
        done = staging is not None and staging.done
        raise KeyboardInterrupt("the package was complete" if done else "nothing was changed") from None
    except BuildError:
        raise
    except (PackageError, LexiconError, RecognizerError) as error:
        raise BuildError(str(error)) from error
    except sqlite3.Error as error:
        # The scratch file of the titles: the disk is full, or was taken away.
        raise BuildError(f"{place}: {error}; nothing was changed") from error
    except OSError as error:
        where = f"{one_line(os.fsdecode(error.filename))}: " if error.filename is not None else f"{place}: "
        raise BuildError(f"{where}{error.strerror or error}; nothing was changed") from error


def _knowledge(
    about: Configuration, home: Path, lexicons: Lexicons | None, recognizer: Recognizer | str | None, jobs: int
) -> tuple[Knowledge, dict[str, str]]:
    """What the caller gives, else what the configuration names (a folder beside it), else what is shipped.

    With it, what the descriptor says of it. All of it is made once here, so that what cannot be used is told before
    anything is read.
    """
    if lexicons is None and about.lexicons is not None:
        folder = home / about.lexicons
        if not folder.is_dir():
            raise BuildError(f"{folder}: no such folder of lexicons; make it, or take `lexicons` out of corpus.toml")
        lexicons = Lexicons(folder)
    choice = recognizer if recognizer is not None else about.recognizer or recognition.DEFAULT
    recognizer = recognition.chosen(choice, lexicons)
    if jobs > 1 and not isinstance(choice, str):
        try:
            pickle.dumps(choice)
        except Exception as error:
            said = f"the recognizer cannot be carried to other processes ({one_line(error)})"
            raise BuildError(f"{said}; build with one job, or name one that an entry point brings") from None
    return Knowledge(lexicons, choice), made_by(about, lexicons or default(), recognizer)


def _build(plan: _Plan, claims: Claims, staging: Staging) -> BuildResult:
    tally = _write_tables(plan, staging)
    written = _copy_pages(plan, claims, staging) if plan.raw else []
    names, body = _described(plan, tally, staging)
    staging.file(descriptor.FILE_NAME).write_bytes(descriptor.dump(body))
    paths = [descriptor.table_path(name) for name in names]
    for path in paths:
        claims.check(path)
    wanted = {page.path for page in plan.collection.pages if plan.raw or page.in_place} | set(paths)
    unwanted = [
        path for path in (*claims.copies, *claims.tables) if path not in wanted and os.path.lexists(plan.out / path)
    ]
    removed = [path for path in unwanted if claims.unchanged(path)]
    written += [*paths, *staging.checklist(), descriptor.FILE_NAME]
    staging.commit(written, removed)
    return BuildResult(
        package=plan.out / descriptor.FILE_NAME,
        pages=sum(len(job.files) for job in plan.documents),
        rows={name: tally.rows[name] for name in TABLES},
        statuses=dict(sorted(tally.statuses.items())),
        hidden=plan.collection.hidden,
        links=plan.collection.links,
        kept=tuple(sorted(set(unwanted) - set(removed))),
    )


def _copy_pages(plan: _Plan, claims: Claims, staging: Staging) -> list[str]:
    """Copy the files that lie elsewhere into the package; their paths in it."""
    written = []
    for raw_file in plan.files:
        page = raw_file.file
        if not page.in_place and claims.check(page.path) != raw_file.sha256:
            _copy(page, raw_file.sha256, staging)
            written.append(page.path)
    return written


def _described(plan: _Plan, tally: _Tally, staging: Staging) -> tuple[list[str], dict[str, Any]]:
    """The names of the package's tables, those that only some packages have included, and the descriptor."""
    place = _place_in(staging)
    names = list(TABLES)
    if plan.about.texts:
        names.append(extension.RIGHTS.name)
        rights.write(place("rights"), plan.about.texts, place("documents"), place("credits"), place("sources"))
    sums = {name: file_digest(place(name)) for name in names}
    held = [*tally.pages, *_carriers(plan.files)] if plan.raw or plan.text == "standoff" else []
    body = descriptor.describe(plan.about, sums, held, plan.made_by)
    if plan.about.texts:
        body = extension.add(body, extension.RIGHTS, *sums[extension.RIGHTS.name])
    if plan.text == "standoff":
        names.append(extension.WITHHELD.name)
        body = standoff.describe(body, _withhold(plan.documents, staging))
    return names, body


def _place_in(staging: Staging) -> Callable[[str], Path]:
    return lambda name: staging.file(descriptor.table_path(name))


def _withhold(documents: Iterable[_Job], staging: Staging) -> dict[str, tuple[str, int]]:
    """Take what repeats the pages out of the tables that were written; hashes and sizes of those that changed by it."""
    jobs = {job.document_id: job for job in documents}
    folder = staging.scratch / "standoff"
    folder.mkdir()
    place = _place_in(staging)

    def data(document: records.Document) -> bytes | None:
        job = jobs[document.document_id]
        return _loaded(job, carriers.unread(job.size, job.files[0].member) is None).data

    standoff.withhold(place, lambda name: folder / f"{name}.csv", data)
    sums = {}
    for path in sorted(folder.iterdir()):
        sums[path.stem] = file_digest(path)
        path.replace(place(path.stem))
    return sums


def _identify(found: Iterable[PageFile]) -> tuple[list[_Job], list[_Raw]]:
    """The documents in order of their ids, and the files that hold them in order of their paths."""
    pages: dict[str, list[PageFile]] = {}
    sizes: dict[str, int] = {}
    files: list[_Raw] = []
    for file in found:
        with _telling(file):
            sha256, size = file_digest(file.file)
            members = [file.within(member) for member in carriers.members(Path(file.file))]
        files.append(_Raw(file, sha256, size, carriers.format_of(Path(file.file)) if members else None))
        # A carrier that holds no page is a document itself, so that no file goes without a row.
        for page in sorted(members, key=lambda page: page.path) or [file]:
            if page.member is not None:
                with _telling(page):
                    read = carriers.load(Path(page.file), page.member, whole=False)
                sha256, size = read.sha256, read.size
            pages.setdefault(sha256, []).append(page)
            sizes[sha256] = size
    documents = sorted(
        (_Job(identifiers.document_id(sha256), sha256, sizes[sha256], tuple(same)) for sha256, same in pages.items()),
        key=lambda job: (job.document_id, job.sha256),
    )
    for one, other in pairwise(documents):
        if one.document_id == other.document_id:
            raise BuildError(
                f"{one.files[0].name} and {other.files[0].name}: differ, but would get the same id "
                f"{one.document_id}; leave one out"
            )
    return documents, files


@contextmanager
def _telling(page: PageFile) -> Iterator[None]:
    """What goes wrong with reading the page, told as what is wrong with the build."""
    try:
        yield
    except CarrierError as error:
        raise BuildError(one_line(f"{one_line(page.file)}: {error}")) from None
    except OSError as error:
        raise BuildError(f"{page.name}: cannot be read ({error.strerror}); allow it or leave it out") from None


def _carriers(files: Iterable[_Raw]) -> list[descriptor.Page]:
    """The carriers as raw files of the package, copies together."""
    return [
        descriptor.Page(
            f"carrier-{raw.sha256[:16]}",
            raw.file.path,
            raw.sha256,
            raw.size,
            carriers.media_type(raw.format),
            None,
            not raw.file.in_place,
        )
        for raw in sorted(files, key=lambda raw: (raw.sha256, raw.file.path))
        if raw.format is not None
    ]


def _write_tables(plan: _Plan, staging: Staging) -> _Tally:
    tally = _Tally()
    unlinked = staging.scratch / "links.csv"
    with (
        linking.TitleIndex(staging.scratch / "titles.sqlite") as index,
        duplicates.DuplicateIndex(staging.scratch) as stories,
    ):
        with ExitStack() as stack:
            streams = {}
            for name, table in TABLES.items():
                path = unlinked if name == "links" else staging.file(descriptor.table_path(name))
                streams[name] = stack.enter_context(path.open("wb"))
                streams[name].write(tables.header(table))
            for done, (job, rendered) in enumerate(_render_all(plan.documents, plan.knowledge, plan.jobs), 1):
                for name, text in rendered.lines.items():
                    streams[name].write(text)
                index.add(rendered.titles)
                stories.add(rendered.prints)
                tally.rows.update(rendered.counts)
                tally.statuses[rendered.status] += 1
                _share(tally.shared, rendered.shared)
                for page in job.files:
                    if page.member is not None:
                        continue
                    tally.pages.append(
                        descriptor.Page(
                            f"page-{job.document_id}",
                            page.path,
                            job.sha256,
                            job.size,
                            rendered.media_type,
                            rendered.encoding,
                            not page.in_place,
                        )
                    )
                if plan.progress is not None:
                    plan.progress(done, len(plan.documents))
            for name, rows in tally.shared.items():
                streams[name].writelines(rows[key] for key in sorted(rows))
                tally.rows[name] = len(rows)
            for row in stories.rows():
                streams["duplicates"].write(tables.line(row))
                tally.rows["duplicates"] += 1
                index.add_duplicates((row,))
        linking.resolve(unlinked, staging.file(descriptor.table_path("links")), index)
    return tally


def _share(known: dict[str, dict[str, bytes]], met: dict[str, dict[str, bytes]]) -> None:
    """Keep one row for each id; of two that differ (a name in two spellings) the first in order."""
    for name, rows in met.items():
        for key, text in rows.items():
            before = known[name].get(key)
            if before is None or text < before:
                known[name][key] = text


def _render_all(documents: list[_Job], knowledge: Knowledge, jobs: int) -> Iterator[tuple[_Job, _Rendered]]:
    if jobs == 1 or len(documents) < 2:
        for job in documents:
            yield job, _render(job, knowledge)
        return
    chunks = _chunks(documents)
    # Spawned, not forked: a fork copies the locks of whatever threads run (the progress bar has one).
    with ProcessPoolExecutor(
        jobs, mp_context=get_context("spawn"), initializer=_start, initargs=(_carried(knowledge),)
    ) as pool:
        waiting: deque[tuple[list[_Job], Future[list[_Rendered]]]] = deque()
        try:
            for chunk in chunks:
                with _deaf():
                    # Any of these may start a worker.
                    waiting.append((chunk, pool.submit(_render_chunk, chunk)))
                if len(waiting) >= 2 * jobs:
                    done, future = waiting.popleft()
                    yield from zip(done, future.result(), strict=True)
            while waiting:
                done, future = waiting.popleft()
                yield from zip(done, future.result(), strict=True)
        except BrokenProcessPool:
            raise BuildError(
                "a worker process died; build again with fewer --jobs (each holds its pages in memory)"
            ) from None
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def _chunks(documents: Iterable[_Job]) -> Iterator[list[_Job]]:
    chunk: list[_Job] = []
    size = 0
    for job in documents:
        if chunk and (len(chunk) >= _CHUNK_PAGES or size + job.size > _CHUNK_BYTES):
            yield chunk
            chunk, size = [], 0
        chunk.append(job)
        size += job.size
    if chunk:
        yield chunk


@contextmanager
def _deaf() -> Iterator[None]:
    """While workers are started: they inherit the deafness to Ctrl-C, which is for the parent alone to answer."""
    with uninterrupted():
        before = (
            signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT]) if hasattr(signal, "pthread_sigmask") else None
        )
        try:
            yield
        finally:
            if before is not None:
                signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _carried(knowledge: Knowledge) -> Knowledge:
    """The knowledge as it goes to a worker: lexicons by their folder alone, which reads its own tables."""
    lexicons = knowledge.lexicons
    return replace(knowledge, lexicons=Lexicons(lexicons.folder) if lexicons is not None else None)


_worker_knowledge = Knowledge()


def _start(knowledge: Knowledge) -> None:
    """Begin a worker: its lexicons are read once, and Ctrl-C is for the parent to answer."""
    global _worker_knowledge
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _worker_knowledge = knowledge


def _render_chunk(chunk: list[_Job]) -> list[_Rendered]:
    return [_render(job, _worker_knowledge) for job in chunk]


def _render(job: _Job, knowledge: Knowledge) -> _Rendered:
    page = job.files[0]
    try:
        parsed = _parsed(job, knowledge)
        carried = page.member
        document = parsed.document.model_copy(
            update={"also_at": "|".join(other.path for other in job.files[1:]) or None}
            | ({"url": carried.url} if carried and carried.url else {})
            | ({"retrieved": carried.retrieved} if carried and not parsed.document.retrieved else {})
        )
        rows = {name: parsed.tables.get(name, ()) for name in TABLES} | {"documents": (document,)}
        articles = [row for row in rows["articles"] if isinstance(row, records.Article)]
        prints = [(row.article_id, duplicates.fingerprint(row.text)) for row in articles]
        return _Rendered(
            lines={name: b"".join(tables.lines(TABLES[name], rows[name])) for name in TABLES if name not in _SHARED},
            counts={name: len(rows[name]) for name in TABLES if name not in _SHARED},
            shared={
                name: {str(tables.key_of(TABLES[name], row)[0]): tables.line(row) for row in rows[name]}
                for name in _SHARED
            },
            titles=[(linking.title_key(row.title), row.article_id) for row in articles if row.title],
            prints=[(article_id, found) for article_id, found in prints if found is not None],
            status=document.status,
            media_type=document.media_type,
            encoding=document.encoding,
        )
    except ValidationError as error:
        raise BuildError(
            f"{page.name}: gave a row that is none ({tables.problem(error)}); please report the page"
        ) from error
    except MemoryError:
        raise BuildError(f"{page.name}: too large for the memory of this machine; leave it out") from None


def _parsed(job: _Job, knowledge: Knowledge) -> ParsedDocument:
    page = job.files[0]
    reason = carriers.unread(job.size, page.member)
    read = _loaded(job, reason is None)
    if read.data is None:
        return unread_document(read, page.path, reason or "")
    return parse_document(read.data, page.path, knowledge.lexicons, knowledge.recognizer)


def _loaded(job: _Job, whole: bool) -> Loaded:
    """What the document's file holds now; raises BuildError where that is no longer what it held before."""
    page = job.files[0]
    with _telling(page):
        read = carriers.load(Path(page.file), page.member, whole=whole)
    if read.sha256 != job.sha256:
        raise BuildError(f"{page.name}: changed while it was read; build again")
    return read


def _copy(page: PageFile, sha256: str, staging: Staging) -> None:
    with Path(page.file).open("rb") as source, staging.file(page.path).open("wb") as target:
        copied, _ = digest(source, target)
    if copied != sha256:
        raise BuildError(f"{one_line(page.file)}: changed while it was read; build again")
