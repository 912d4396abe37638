"""Whether a package is valid: by its columns, by Frictionless as its users would run it, and by its own evidence.

Three layers look at the same package. The columns are fast and look at every declared rule; Frictionless is what others
trust; the evidence is what only a package of ours has. What two of them see each reports under its own
name; where they differ, a note says so.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from corpus_pkg.errors import PackageError
from corpus_pkg.package import portion
from corpus_pkg.sharing import standoff
from corpus_pkg.validation import evidence, frictionless, installed, outside, rebuilt
from corpus_pkg.validation.admission import Admission, admitted
from corpus_pkg.validation.coverage import Gap, gaps
from corpus_pkg.validation.problems import KINDS, Problem
from corpus_pkg.validation.problems import columns as columns_kinds
from corpus_pkg.validation.problems import evidence as evidence_kinds
from corpus_pkg.validation.problems import frictionless as frictionless_kinds
from corpus_pkg.validation.problems import package as package_kinds
from corpus_pkg.validation.problems import rebuild as rebuild_kinds
from corpus_pkg.validation.problems.base import COLUMNS, EVIDENCE, FRICTIONLESS, LAYERS, OUTSIDE, PACKAGE, REBUILD
from corpus_pkg.validation.rebuilt import Reading
from corpus_pkg.validation.report import Findings, Layer, Report
from corpus_pkg.validation.surroundings import unlisted
from corpus_pkg.validation.tabular import columns
from corpus_pkg.validation.tabular.columns import Columns
from corpus_pkg.validation.wording import visible

#: What Frictionless has no check for, or one that it makes on another occasion: no difference of opinion.
_ALONE = frozenset(
    kind.code
    for kind in (
        columns_kinds.BOM,
        columns_kinds.LINE_ENDS,
        columns_kinds.SCHEMA,
        columns_kinds.SYNTAX,
        columns_kinds.UNCLOSED_QUOTE,
    )
)


def validate(
    package: str | os.PathLike[str] | None = None,
    *,
    only: Iterable[str] = (),
    limit: int | None = None,
    rebuild: bool | Reading = False,
    part: str | None = None,
) -> Report:
    """Validate the package, by default the dataset that came with the program.

    Args:
        package: a package's folder, its descriptor, or a ZIP archive of it.
        only: layers ("columns", "frictionless", "evidence") or codes of problems; where there are some, no other layer
            runs and no other problem is reported (what must not be read is refused in any case).
        limit: how many problems of each code, layer and table are kept; 1,000 where it is None. All are counted.
        rebuild: whether the package is built again of its pages and compared byte for byte; a `Reading` says with how
            many jobs, and with what where the package does not say it.
        part: of a package in parts the digits that the documents of one part begin with, such as "3f": that part is
            looked at alone, and no file of another is opened. Notes say what nobody can tell so.

    Raises:
        PackageError: where there is no package to validate, or another one since it was begun, no such part, or `only`
            names what there is not.

    """
    if part is not None and rebuild:
        raise PackageError("a part is not built again alone; leave out one of the two (part, rebuild)")
    reading = rebuild if isinstance(rebuild, Reading) else Reading() if rebuild else None
    layers, codes = _chosen(tuple(only), rebuild=reading is not None)
    with admitted(package, part) as admission, admission.edition.reading(admission.whole):
        return _Validation(admission, layers, codes, limit, reading).run()


def _chosen(only: tuple[str, ...], *, rebuild: bool) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the layers to run and the codes to report, all codes where there are none."""
    layers: set[str] = set()
    codes: set[str] = set()
    for item in only:
        if item in (*LAYERS, REBUILD):
            layers.add(item)
            continue
        giving = {kind.layer for kind in KINDS if kind.code == item}
        giving |= {OUTSIDE} if item in outside.CHECKS.names() else set()
        if not giving:
            choices = sorted({*LAYERS[1:], REBUILD, *(kind.code for kind in KINDS), *outside.CHECKS.names()})
            raise PackageError(f"{visible(item, 60)}: no such layer or code; there are {', '.join(choices)}")
        layers |= giving
        codes.add(item)
    if rebuild:
        layers.add(REBUILD)
        codes |= {kind.code for kind in rebuild_kinds.KINDS} if codes else set()
    elif REBUILD in layers:
        raise PackageError("the package is built again only where that is asked for; say so (--rebuild)")
    if codes and any(item in (*LAYERS, REBUILD) for item in only):
        codes = set()
    every = (*LAYERS, OUTSIDE) if outside.CHECKS.names() else LAYERS
    chosen = tuple(layer for layer in every if not only or layer in layers)
    return (*chosen, REBUILD) if rebuild else chosen, tuple(sorted(codes))


class _Validation:
    """One validation: what each of the chosen layers finds, does and leaves unchecked."""

    def __init__(
        self,
        admission: Admission,
        layers: Collection[str],
        codes: tuple[str, ...],
        limit: int | None,
        reading: Reading | None,
    ) -> None:
        self._admission = admission
        self._chosen = layers
        self._codes = codes
        self._reading = reading
        # What must not be read is told in any case.
        every = (*LAYERS, OUTSIDE, REBUILD)
        self._findings = {name: Findings(name, limit, codes if name != PACKAGE else ()) for name in every}
        self._findings[PACKAGE].extend(admission.problems)
        self._layers: list[Layer] = []
        self._notes = list(admission.notes)
        self._documents = 0
        self._gaps = [Gap(visible(name) if name else None, reason) for name, reason in admission.unfetched]

    def run(self) -> Report:
        """Run the chosen layers one after the other; none where something must not be read."""
        resources = len(self._admission.body["resources"])
        if not self._admission.problems:
            checker = self._columns() if COLUMNS in self._chosen else None
            run = self._frictionless(checker) if FRICTIONLESS in self._chosen else None
            if checker is not None or run is not None:
                self._gaps += gaps(self._admission, checker.tables if checker is not None else {}, run)
            if EVIDENCE in self._chosen:
                self._evidence()
            if self._reading is not None:
                self._rebuild(self._reading)
            if OUTSIDE in self._chosen and self._is_ours and self._admission.part is None:
                self._findings[OUTSIDE].extend(outside.check(self._admission.path, frozenset(self._codes)))
                self._done(OUTSIDE, f"{len(outside.CHECKS.names())} checks of others")
        self._done(PACKAGE, f"{resources} resources", self._apart())
        self._layers.insert(0, self._layers.pop())
        notes = (*self._notes, *map(str, self._gaps), *(note for layer in self._layers for note in layer.unchecked))
        problems = tuple(problem for findings in self._findings.values() for problem in findings.problems)
        layers = tuple(self._layers)
        found = tuple(dict.fromkeys(self._gaps))
        return Report(
            self._admission.shown,
            problems,
            layers,
            tuple(dict.fromkeys(notes)),
            self._documents,
            resources,
            found,
            self._admission.part,
        )

    @property
    def _is_ours(self) -> bool:
        return evidence.is_ours(self._admission.body)

    def _apart(self) -> Iterator[str]:
        """Yield what was not looked at because it is a part alone."""
        if self._admission.part is not None:
            checks = ", the checks of other distributions" if OUTSIDE in self._chosen else ""
            yield f"part {self._admission.part} alone, so not checked were: {portion.NOT_TOLD}{checks}"

    def _done(self, name: str, checked: str, unchecked: Iterable[str] = ()) -> None:
        counts = dict(sorted(self._findings[name].counts.items()))
        self._layers.append(Layer(name, checked, tuple(unchecked), counts))

    def _columns(self) -> Columns | None:
        """Run the columns; None where polars is not installed."""
        if not columns.installed():
            self._gaps.append(Gap(None, f"the columns were not checked: {columns.HINT}"))
            self._done(COLUMNS, "")
            return None
        checker = Columns(self._admission, self._findings[COLUMNS])
        checker.run()
        self._notes += checker.notes
        tables = [table for table in checker.tables.values() if table.rows or table.width]
        checked = f"{len(tables)} tables, {sum(table.rows for table in tables)} rows, {checker.files} files"
        left = (
            f"{visible(table.name)}: left to Frictionless: {visible(', '.join(dict.fromkeys(table.left)), 200)}"
            for table in checker.tables.values()
            if table.left
        )
        self._done(COLUMNS, checked, left)
        return checker

    def _frictionless(self, checker: Columns | None) -> frictionless.Run | None:
        """Run Frictionless, with what the columns have counted and matched; note where the two differ.

        Return the run; None where there was none.
        """
        tables = checker.tables.values() if checker is not None else ()
        run = frictionless.Run(
            self._admission,
            {table.name: table.patterns for table in tables},
            {table.name: (table.width, table.widest) for table in tables if table.widest},
            {table.name: table.longest for table in tables if table.whole},
        )
        if run.refused is not None:
            message = f"Frictionless was not run: {run.refused}"
            self._findings[PACKAGE].add(package_kinds.REFUSED.problem(message))
            self._done(FRICTIONLESS, "", [message])
            return None
        self._findings[FRICTIONLESS].extend(run.run())
        self._done(FRICTIONLESS, f"{run.resources} resources", run.notes)
        if checker is not None and not self._codes:
            self._notes += _differences(checker, self._findings[COLUMNS], self._findings[FRICTIONLESS])
        return run

    def _evidence(self) -> None:
        if not self._is_ours:
            message = "the evidence was not checked: the tables are not those of corpus-pkg"
            if not {COLUMNS, FRICTIONLESS} & set(self._chosen):
                # Nothing else was asked for.
                self._gaps.append(Gap(None, message))
            self._done(EVIDENCE, "", [message])
            return
        tally = evidence.Tally()
        for problem in evidence.check(self._admission.path, tally, self._admission.part):
            self._findings[EVIDENCE].add(problem)
            if problem.code == evidence_kinds.TABLE.code:
                # What its missing rows make of the others is no fault of theirs.
                self._gaps.append(Gap(problem.table, "the table cannot be read, so the evidence was not checked on"))
                break
        unchecked = []
        if tally.without_page:
            remedy = (
                "make the full package with them (corpus-pkg rehydrate)"
                if standoff.is_standoff(self._admission.body)
                else "build without --no-raw to have them"
            )
            unchecked = [
                f"{tally.without_page} of {tally.documents} pages are not in the package, so their spans were not "
                f"checked; {remedy}"
            ]
        self._documents = tally.documents
        if self._admission.part is None:
            self._notes += unlisted(self._admission.root, self._admission.body)
        checked = f"{tally.documents} documents, {tally.spans} spans, {tally.dates} dates read again"
        self._done(EVIDENCE, checked, [*unchecked, *installed.differences(self._admission.body)])

    def _rebuild(self, reading: Reading) -> None:
        """Build the package again of its pages, and compare."""
        findings = self._findings[REBUILD]
        body = self._admission.body
        if not evidence.is_ours(body):
            message = "the tables are not those of corpus-pkg, so no pages give them; validate without --rebuild"
            findings.add(rebuild_kinds.NOT_REBUILT.problem(message))
            self._done(REBUILD, "")
            return
        with tempfile.TemporaryDirectory(prefix="corpus-pkg-") as folder:
            try:
                again = rebuilt.rebuild(self._admission.root, body, Path(folder), reading)
            except PackageError as error:
                findings.add(rebuild_kinds.NOT_REBUILT.problem(f"cannot be built again: {error}"))
                self._done(REBUILD, "")
                return
            findings.extend(rebuilt.compare(self._admission.path, again))
            self._done(REBUILD, rebuilt.summary(body, again))


def _differences(checker: Columns, ours: Findings, theirs: Findings) -> list[str]:
    """Return where one of the two finds fault with a resource that the other has looked at without any."""
    notes: list[str] = []
    ended = (frictionless_kinds.NO_PACKAGE.code, frictionless_kinds.ENDLESS.code)
    if any(code in theirs.counts for code in ended) or any(item.table is None for item in theirs.problems):
        # Frictionless has not looked at the resources.
        return notes
    own, other = _firsts(ours, _ALONE), _firsts(theirs, frozenset())
    for table in checker.tables.values():
        name = visible(table.name)
        if name in own and not theirs.has(name):
            notes.append(f"{name}: the columns have {own[name].code} ({_brief(own[name])}), Frictionless finds nothing")
        elif name in other and not ours.has(name) and not table.left:
            first = other[name]
            notes.append(f"{name}: Frictionless has {first.code} ({_brief(first)}), the columns have nothing")
    return notes


def _firsts(findings: Findings, passed: Collection[str]) -> dict[str | None, Problem]:
    """Return the first problem of each table, those of the codes `passed` apart."""
    firsts: dict[str | None, Problem] = {}
    for problem in findings.problems:
        if problem.code not in passed:
            firsts.setdefault(problem.table, problem)
    return firsts


def _brief(problem: Problem) -> str:
    place = problem.place.removeprefix(problem.table or "").strip()
    return visible(f"{place}: {problem.message}" if place else problem.message, 140)
