"""Whether a package is valid: by its columns, by Frictionless as its users would run it, and by its own evidence.

Three layers look at the same package. The columns are fast and look at every declared rule; Frictionless is what others
trust; the evidence is what only a package of ours has. What two of them see each reports under its own
name; where they differ, a note says so.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Mapping
from typing import Any

import corpus_pkg
from corpus_pkg.errors import PackageError
from corpus_pkg.package import descriptor
from corpus_pkg.validation import evidence, frictionless, outside
from corpus_pkg.validation.admission import Admission, admitted
from corpus_pkg.validation.problems import KINDS, Problem, package
from corpus_pkg.validation.problems.base import LAYERS, OUTSIDE
from corpus_pkg.validation.report import Findings, Layer, Report
from corpus_pkg.validation.tabular import columns
from corpus_pkg.validation.tabular.columns import Columns
from corpus_pkg.validation.wording import visible

#: What Frictionless has no check for, or one that it makes on another occasion: no difference of opinion.
_ALONE = frozenset({"bom", "line-ends", "schema"})


def validate(
    package: str | os.PathLike[str] | None = None, *, only: Iterable[str] = (), limit: int | None = None
) -> Report:
    """Validate the package, by default the dataset that came with the program.

    Args:
        package: a package's folder, its descriptor, or a ZIP archive of it.
        only: layers ("columns", "frictionless", "evidence") or codes of problems; where there are some, no other layer
            runs and no other problem is reported (what must not be read is refused in any case).
        limit: how many problems of each code, layer and table are kept; 1,000 where it is None. All are counted.

    Raises:
        PackageError: where there is no package to validate, or `only` names what there is not.
    """
    layers, codes = _chosen(tuple(only))
    with admitted(package) as admission:
        return _validated(admission, layers, codes, limit)


def _chosen(only: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The layers to run and the codes to report, all where there are none."""
    layers: set[str] = set()
    codes: set[str] = set()
    for item in only:
        if item in LAYERS:
            layers.add(item)
            continue
        giving = {kind.layer for kind in KINDS if kind.code == item}
        giving |= {OUTSIDE} if item in outside.CHECKS.names() else set()
        if not giving:
            known = sorted({*LAYERS[1:], *(kind.code for kind in KINDS), *outside.CHECKS.names()})
            raise PackageError(f"{visible(item, 60)}: no such layer or code; there are {', '.join(known)}")
        layers |= giving
        codes.add(item)
    if codes and any(item in LAYERS for item in only):
        codes = set()
    every = (*LAYERS, OUTSIDE) if outside.CHECKS.names() else LAYERS
    return tuple(layer for layer in every if not only or layer in layers), tuple(sorted(codes))


def _validated(admission: Admission, layers: Collection[str], codes: tuple[str, ...], limit: int | None) -> Report:
    found = {name: Findings(name, limit, codes if name != "package" else ()) for name in (*LAYERS, OUTSIDE)}
    notes = list(admission.notes)
    done: list[Layer] = []
    documents = 0
    found["package"].extend(admission.problems)
    resources = len(admission.body["resources"])
    if not admission.problems:
        checker = None
        if "columns" in layers:
            if columns.installed():
                checker = Columns(admission, found["columns"])
                checker.run()
                done.append(_columns_layer(checker, found["columns"]))
                notes += checker.notes
            else:
                done.append(Layer("columns", "", (f"the columns were not checked: {columns.HINT}",)))
        run = None
        if "frictionless" in layers:
            run = _frictionless(admission, checker)
            if run.refused is not None:
                message = f"Frictionless was not run: {run.refused}"
                found["package"].add(package.REFUSED.problem(message))
                done.append(Layer("frictionless", "", (message,)))
            else:
                found["frictionless"].extend(run.run())
                unchecked = tuple(run.notes)
                done.append(_layer("frictionless", f"{run.resources} resources", found["frictionless"], unchecked))
        if checker is not None and run is not None and run.refused is None and not codes:
            notes += _differences(checker, found["columns"], found["frictionless"])
        if "evidence" in layers:
            layer, documents = _evidence(admission, found["evidence"])
            done.append(layer)
        if OUTSIDE in layers and evidence.is_ours(admission.body):
            found[OUTSIDE].extend(outside.check(admission.path, frozenset(codes)))
            done.append(_layer(OUTSIDE, f"{len(outside.CHECKS.names())} checks of others", found[OUTSIDE], ()))
    done.insert(0, _layer("package", f"{resources} resources", found["package"], ()))
    notes += [note for layer in done for note in layer.unchecked]
    problems = tuple(problem for name in found for problem in found[name].problems)
    return Report(admission.shown, problems, tuple(done), tuple(dict.fromkeys(notes)), documents, resources)


def _layer(name: str, checked: str, found: Findings, unchecked: tuple[str, ...]) -> Layer:
    return Layer(name, checked, unchecked, dict(sorted(found.counts.items())))


def _columns_layer(checker: Columns, found: Findings) -> Layer:
    tables = [table for table in checker.tables.values() if table.rows or table.width]
    rows = sum(table.rows for table in tables)
    unchecked = tuple(
        f"{visible(table.name)}: left to Frictionless: {visible(', '.join(dict.fromkeys(table.left)), 200)}"
        for table in checker.tables.values()
        if table.left
    )
    return _layer("columns", f"{len(tables)} tables, {rows} rows, {checker.files} files", found, unchecked)


def _frictionless(admission: Admission, checker: Columns | None) -> frictionless.Run:
    tables = checker.tables if checker is not None else {}
    return frictionless.Run(
        admission,
        {table.name: table.patterns for table in tables.values()},
        {table.name: (table.width, table.widest) for table in tables.values() if table.widest},
    )


def _evidence(admission: Admission, found: Findings) -> tuple[Layer, int]:
    if not evidence.is_ours(admission.body):
        said = "the evidence was not checked: the tables are not those of corpus-pkg"
        return Layer("evidence", "", (said,)), 0
    tally = evidence.Tally()
    found.extend(evidence.check(admission.path, tally))
    unchecked: tuple[str, ...] = ()
    if tally.without_page:
        unchecked = (
            f"{tally.without_page} of {tally.documents} pages are not in the package, so their spans were not checked; "
            "build without --no-raw to have them",
        )
    unchecked += _made_elsewhere(admission.body)
    checked = f"{tally.documents} documents, {tally.spans} spans, {tally.dates} dates read again"
    return _layer("evidence", checked, found, unchecked), tally.documents


def _made_elsewhere(body: Mapping[str, Any]) -> tuple[str, ...]:
    """What to know where another program made the package than reads it here: its own rules are not ours."""
    mark = body.get(descriptor.MARK)
    made = mark.get("made_by") if isinstance(mark, dict) else None
    program = made.get("program") if isinstance(made, dict) else None
    here = f"corpus-pkg {corpus_pkg.__version__}"
    if program is None or program == here:
        return ()
    return (f"the evidence was read again by {here}, the package was made by {visible(str(program), 80)}",)


def _differences(checker: Columns, ours: Findings, theirs: Findings) -> list[str]:
    """Where one of the two finds fault with a resource and the other, which has looked at it, does not."""
    notes: list[str] = []
    if (
        "no-package" in theirs.counts
        or "endless" in theirs.counts
        or any(item.table is None for item in theirs.problems)
    ):
        # Frictionless has not looked at the resources.
        return notes
    for table in checker.tables.values():
        name = visible(table.name)
        own = [item for item in ours.problems if item.table == name and item.code not in _ALONE]
        other = [item for item in theirs.problems if item.table == name]
        if own and not other:
            notes.append(f"{name}: the columns have {own[0].code} ({_brief(own[0])}), Frictionless finds nothing")
        elif other and not own and not table.left:
            notes.append(f"{name}: Frictionless has {other[0].code} ({_brief(other[0])}), the columns have nothing")
    return notes


def _brief(problem: Problem) -> str:
    place = problem.place.removeprefix(problem.table or "").strip()
    return visible(f"{place}: {problem.message}" if place else problem.message, 140)
