"""A package and the one that was built again of its pages, side by side."""

from __future__ import annotations

import heapq
import json
from collections.abc import Iterator, Mapping
from itertools import chain, groupby
from pathlib import Path
from typing import Any

from corpus_pkg.errors import PackageError
from corpus_pkg.package import descriptor, extension, parts, tables
from corpus_pkg.records import Table
from corpus_pkg.validation.likeness import beside
from corpus_pkg.validation.problems import Problem
from corpus_pkg.validation.problems import rebuild as kinds
from corpus_pkg.validation.wording import quoted, visible

_NOTHING = object()
#: A row as it is compared: what it is sorted by, its side, its number in its file (the header being 1), its cells.
_Row = tuple[tuple[tuple[bool, int | str], ...], int, int, list[str]]


def compare(package: Path, again: Path) -> Iterator[Problem]:
    """Yield where the tables and the descriptor of a package differ from those that its pages give.

    Args:
        package: the descriptor of the package.
        again: the descriptor of the one that was built of its pages.

    """
    stated, given = descriptor.read(package), descriptor.read(again)
    files = _tables(stated, package.parent)
    for name, file in _tables(given, again.parent).items():
        if name not in files:
            yield kinds.TABLE.problem("the pages give this table, and it is not here; build the package again", name)
        elif not _are_equal(files[name], file):
            yield from _rows(extension.EVERY[name], files[name], file)
    yield from _descriptors(package, stated, _beside(stated, given, files, package.parent))


def summary(body: Mapping[str, Any], again: Path) -> str:
    """Return what was compared in a few words: how much, and what it was read with where another made the package."""
    given = descriptor.read(again)
    pages = sum(map(descriptor.is_page, given["resources"]))
    tables_ = sum(resource.get("type") == "table" for resource in given["resources"])
    here, there = descriptor.made_by(body), descriptor.made_by(given)
    other = [part for part in there if here.get(part) != there[part]]
    apart = f", read with another {' and '.join(other)} than made the package" if other else ""
    return f"{pages} files read again, {tables_} tables and the descriptor compared{apart}"


def _tables(body: Mapping[str, Any], root: Path) -> dict[str, Path]:
    """Return the files of our tables that a descriptor names and that are there."""
    files = {}
    for name, listed in parts.places(body).items():
        file = parts.inside(root, listed) if name in extension.EVERY else None
        if file is not None and file.is_file():
            files[name] = file
    return files


def _are_equal(one: Path, other: Path) -> bool:
    """Return whether two files of a table, each one or in parts, have the same bytes; where one cannot be read, not."""
    try:
        return parts.sums(one) == parts.sums(other)
    except PackageError:
        return False


def _rows(table: Table, stated: Path, given: Path) -> Iterator[Problem]:
    """Yield the rows in which two files of a table differ; where they differ in none, that their bytes do."""
    differs = False
    try:
        rows = heapq.merge(_keyed(table, stated, 0), _keyed(table, given, 1))
        for _, group in groupby(rows, key=lambda row: row[0]):
            for problem in _row(table, list(group)):
                differs = True
                yield problem
    except PackageError as error:
        differs = True
        yield kinds.TABLE.problem(f"{visible(error, 200)}; the rows from there on were not compared", table.name)
    if not differs:
        message = "the same rows in other bytes (line ends, quotation marks); save it as the build does"
        yield kinds.TABLE.problem(message, table.name)


def _keyed(table: Table, path: Path, side: int) -> Iterator[_Row]:
    """Yield the rows with what they are sorted by; raises PackageError where they are not, or have other columns."""
    types = tables.column_types(table)
    places = [(table.columns.index(name), types[name] == "integer") for name in table.key]
    before: tuple[tuple[bool, int | str], ...] = ()
    for number, (_, cells) in enumerate(tables.cells(path, table), 2):
        if len(cells) != len(table.columns):
            raise PackageError(f"row {number} has {len(cells)} cells, expected {len(table.columns)}")
        order = tuple(
            (False, int(cells[at])) if whole and cells[at].isascii() and cells[at].isdecimal() else (True, cells[at])
            for at, whole in places
        )
        if order <= before:
            raise PackageError(f"row {number} is not in the order of the key, or its key stands twice")
        before = order
        yield order, side, number, cells


def _row(table: Table, rows: list[_Row]) -> Iterator[Problem]:
    """Yield what differs in the rows of one key: one of each side, or of one side only."""
    _, side, number, cells = rows[0]
    key = "|".join(cells[table.columns.index(name)] for name in table.key)
    if len(rows) == 1:
        if side == 0:
            yield kinds.EXTRA_ROW.problem("the pages give no such row", table.name, key=key, row=number)
        else:
            yield kinds.MISSING_ROW.problem("the pages give this row, and it is not here", table.name, key=key)
        return
    for column, here, there in zip(table.columns, cells, rows[1][3], strict=True):
        if here != there:
            stated, given = beside(here, there)
            message = f"{stated}, the pages give {given}"
            yield kinds.CELL.problem(message, table.name, column, key=key, row=number)


def _beside(
    stated: Mapping[str, Any], given: Mapping[str, Any], files: Mapping[str, Path], root: Path
) -> dict[str, Any]:
    """Return the descriptor built again with what no page can give, or what is told of the tables already.

    These are the hashes and sizes of the tables (those of the files that the package has), the day of the build, the
    report of files that could not be read, and the fingerprint (that of what the package's own descriptor says).
    """
    report = [resource for resource in stated["resources"] if resource.get("path") == descriptor.REPORT]
    listed = [resource for resource in given["resources"] if not report or resource["path"] != descriptor.REPORT]
    # Where a build lists it: before the pages.
    first = next((at for at, resource in enumerate(listed) if descriptor.is_page(resource)), len(listed))
    files = {**files, **_parts(stated, root)}
    resources = []
    for resource in (*listed[:first], *report, *listed[first:]):
        file = files.get(resource["name"])
        if file is not None:
            sha256, size = _sums(file)
            resource = {**resource, "hash": f"sha256:{sha256}", "bytes": size}
        resources.append(resource)
    mark = {**given[descriptor.MARK], "fingerprint": descriptor.fingerprint(stated)}
    body = {**given, "resources": resources, descriptor.MARK: mark}
    created = {"created": stated["created"]} if "created" in stated else {}
    return {key: value for key, value in body.items() if key != "created"} | created


def _parts(stated: Mapping[str, Any], root: Path) -> dict[str, Path]:
    """Return the files of the parts of tables that are there, by the names of their resources."""
    found = {
        str(resource.get("name")): descriptor.inside(root, path)
        for path, resource in descriptor.resources(stated).items()
        if descriptor.is_part(resource)
    }
    return {name: file for name, file in found.items() if file is not None and file.is_file()}


def _sums(file: Path) -> tuple[str, int]:
    """Return hash and size of a file, of parts that do not fit together none that a file has."""
    try:
        return parts.sums(file)
    except PackageError:
        return "", 0


def _descriptors(path: Path, stated: Mapping[str, Any], given: Mapping[str, Any]) -> Iterator[Problem]:
    differs = False
    for place, here, there in _differences((), _by_name(stated), _by_name(given)):
        differs = True
        table = place[1] if len(place) > 1 and place[0] == "resources" else None
        shown = ".".join(place[2:] if table else place)
        message = (
            f"{quoted(_json(here))} is not said by the descriptor built again"
            if there is _NOTHING
            else f"is not said, built again it is {quoted(_json(there))}"
            if here is _NOTHING
            else f"is {quoted(_json(here))}, built again it is {quoted(_json(there))}"
        )
        yield kinds.DESCRIPTOR.problem(message, table, key=shown or "resource")
    if not differs and path.read_bytes() not in (descriptor.dump(order) for order in _orders(stated, given)):
        message = "says the same in other bytes (spaces, the order of what it says); write it as the build does"
        yield kinds.DESCRIPTOR.problem(message)


def _orders(stated: Mapping[str, Any], given: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the descriptor as a build may have written it: the day of the build stands where the package has it."""
    if "created" not in stated:
        yield dict(given)
        return
    names = [name for name in given if name != "created"]
    for at in range(len(names) + 1):
        yield {name: given[name] for name in chain(names[:at], ("created",), names[at:])}


def _by_name(body: Mapping[str, Any]) -> dict[str, Any]:
    """Return the descriptor with its resources by name, and their order apart."""
    resources = {}
    for number, resource in enumerate(body["resources"], 1):
        name = str(resource.get("name")) if isinstance(resource, Mapping) else f"#{number}"
        resources[f"{name} ({number})" if name in resources else name] = resource
    return {**body, "resources": resources, "order of resources": list(resources)}


def _differences(place: tuple[str, ...], here: Any, there: Any) -> Iterator[tuple[tuple[str, ...], Any, Any]]:
    """Yield the places where two values of JSON differ, the innermost, with what each has there."""
    if isinstance(here, list) and isinstance(there, list) and place != ("order of resources",):
        here, there = ({str(number): item for number, item in enumerate(side, 1)} for side in (here, there))
    if isinstance(here, dict) and isinstance(there, dict):
        for name in {**there, **here}:
            yield from _differences((*place, name), here.get(name, _NOTHING), there.get(name, _NOTHING))
    elif place == ("order of resources",):
        common = set(here) & set(there)
        if [name for name in here if name in common] != [name for name in there if name in common]:
            yield place, here, there
    elif here is _NOTHING or there is _NOTHING or _json(here) != _json(there):
        yield place, here, there


def _json(value: Any) -> str:
    # True is 1 in Python, and not in JSON.
    return json.dumps(value, ensure_ascii=False)
