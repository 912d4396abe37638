"""The command `diff`."""

from __future__ import annotations

import argparse
import dataclasses
import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus_pkg.errors import PackageError, one_line

if TYPE_CHECKING:
    from corpus_pkg.sharing.diff import Difference, PageChange, RowChange

HELP = """say what has changed from one package to another

Counts first, then each row that was added, removed or changed, by its key and field by field; and the version that
should follow, by the Data Package Version recipe, and why. A page that lies where another lay is that page, edited: its
stories' ids are traced from old to new. Ends with 0 where the packages are equal, 1 where they differ.
"""

_SIGNS = {"added": "+", "removed": "-", "changed": "~", "edited": "~", "renamed": ">"}


def register(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("old", metavar="OLD", help="a package's folder, or its datapackage.json")
    parser.add_argument("new", metavar="NEW", help="the package to compare it with")
    parser.add_argument(
        "--part", metavar="DIGITS", help="of packages in parts one alone: what its documents begin with"
    )
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="print the whole difference as JSON")
    form.add_argument(
        "--changelog",
        nargs="?",
        const="-",
        metavar="FILE",
        help="print the section for the dataset's changelog, or put it into FILE above the others",
    )
    form.add_argument("--html", metavar="FILE", help="write the difference as one file for the browser")


def run(args: argparse.Namespace) -> int:
    """Compare, print, and return 1 where the packages differ."""
    from corpus_pkg.commands import INVALID
    from corpus_pkg.sharing.diff import diff, section

    difference = diff(args.old, args.new, part=args.part)
    if args.json:
        for line in _json(args.old, args.new, difference):
            print(line)
    elif args.html is not None:
        _write_html(args.old, args.new, difference, Path(args.html))
    elif args.changelog == "-":
        print(section(difference), end="")
    elif args.changelog is not None:
        _insert(Path(args.changelog), section(difference))
        print(f"{one_line(args.changelog)}: has a section on the difference now")
    else:
        for line in _lines(difference):
            print(line)
    return INVALID if difference else 0


def _write_html(old: str, new: str, difference: Difference, out: Path) -> None:
    from corpus_pkg.exploring.difference import to_html

    try:
        with out.open("w", encoding="utf-8", errors="backslashreplace", newline="\n") as file:
            file.writelines(f"{line}\n" for line in to_html(old, new, difference))
    except OSError as error:
        raise PackageError(f"{out}: cannot be written ({error.strerror}); name another file") from None
    print(one_line(out))


def _lines(difference: Difference) -> Iterator[str]:
    from corpus_pkg.sharing.diff import counted, described

    if not difference:
        yield "equal"
        return
    for name, counts in difference.counts.items():
        yield f"{name}: {', '.join(f'{count} {kind}' for kind, count in counts.items())}"
    if difference.pages:
        yield f"pages: {counted(page.kind for page in difference.pages)}"
    if difference.files:
        yield f"files: {len(difference.files)} differ"
    if difference.schema:
        yield f"schema: {len(difference.schema)} changes"
    yield _version(difference)
    for reason in difference.reasons:
        yield f"    {one_line(reason)}"
    for change in difference.schema:
        yield f"schema: {described(change)} ({change.level})"
    for page in difference.pages:
        yield from _page(page)
    for file in difference.files:
        was = f"{one_line(file.was)} -> " if file.was is not None else ""
        yield f"{_SIGNS[file.kind]} file {was}{one_line(file.path)}"
    for row in difference.rows():
        yield from _row(row)


def _page(page: PageChange) -> Iterator[str]:
    was = f"{one_line(page.was)} -> " if page.was != page.path else ""
    ids = f" ({page.old} -> {page.new})" if page.old != page.new else ""
    yield f"{_SIGNS[page.kind]} page {was}{one_line(page.path)}: {page.kind}{ids}"
    for old, new in page.stories:
        yield f"    story {old or '(none)'} -> {new or '(none)'}"


def _row(row: RowChange) -> Iterator[str]:
    was = f"{'|'.join(map(str, row.was))} -> " if row.was is not None and row.kind == "changed" else ""
    key = row.was if row.was is not None and row.kind == "removed" else row.key
    yield one_line(f"{_SIGNS[row.kind]} {row.table} {was}{'|'.join(map(str, key))}")
    for name, (old, new) in row.cells.items():
        if row.kind == "changed":
            yield f"    {one_line(name, 60)}: {_cell(old)} -> {_cell(new)}"


def _cell(cell: str | None) -> str:
    return one_line(cell, 80) if cell else "(empty)"


def _version(difference: Difference) -> str:
    if difference.suggested is None:
        return f"version: a {difference.level} change; the old package states no version of three numbers to raise"
    now = f"; the new package says {one_line(difference.new_version, 40)}" if difference.new_version else ""
    return f"version: {difference.old_version} -> {difference.suggested} ({difference.level}){now}"


def _json(old: str, new: str, difference: Difference) -> Iterator[str]:
    """Yield the difference as JSON, a row a line, so that it need not be held in memory."""
    head: dict[str, Any] = {
        "old": {"package": old, "version": difference.old_version},
        "new": {"package": new, "version": difference.new_version},
        "equal": not difference,
        "level": difference.level,
        "suggested": difference.suggested,
        "reasons": difference.reasons,
        "counts": {name: dict(counts) for name, counts in difference.counts.items()},
        "schema": [dataclasses.asdict(change) for change in difference.schema],
        "pages": [dataclasses.asdict(page) for page in difference.pages],
        "files": [dataclasses.asdict(change) for change in difference.files],
    }
    yield json.dumps(head, ensure_ascii=True, indent=2)[: -len("\n}")] + ","
    yield '  "rows": ['
    waiting: str | None = None
    for row in difference.rows():
        if waiting is not None:
            yield f"    {waiting},"
        body = {"table": row.table, "kind": row.kind, "key": row.key, "was": row.was, "cells": dict(row.cells)}
        waiting = json.dumps(body, ensure_ascii=True)
    if waiting is not None:
        yield f"    {waiting}"
    yield "  ]"
    yield "}"


def _insert(path: Path, section: str) -> None:
    """Put the section above the others in the changelog at `path`; it is made where there is none."""
    try:
        text = path.read_bytes().decode("utf-8") if path.exists() else "# Changelog\n"
    except UnicodeDecodeError as error:
        raise PackageError(f"{path}: is not UTF-8 (byte {error.start}); save it as UTF-8") from None
    heading = section.splitlines()[0]
    lines = text.splitlines(keepends=True)
    for number, line in enumerate(lines, 1):
        if line.rstrip() == heading:
            raise PackageError(f"{path}:{number}: has a section {heading!r} already; remove it or raise the version")
    at = next((number for number, line in enumerate(lines) if line.startswith("## ")), len(lines))
    before = "".join(lines[:at]).rstrip("\n")
    after = "".join(lines[at:])
    whole = f"{before}\n\n{section}" + (f"\n{after}" if after else "")
    path.write_bytes(whole.encode("utf-8"))
