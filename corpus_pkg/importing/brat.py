"""brat stand-off, as it is exported and edited: `DOCUMENT.ann` beside `DOCUMENT.txt`.

Source: https://brat.nlplab.org/standoff.html. Text-bound annotations (`T`), normalisations of them (`N`) and notes on
them (`#`) are read; anything else is something that a package cannot keep, and is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from corpus_pkg import edtf
from corpus_pkg.exporting.annotated import KINDS
from corpus_pkg.exporting.shown import DATE
from corpus_pkg.importing.files import Read, lines, text_of
from corpus_pkg.importing.stated import Stated
from corpus_pkg.importing.views import Views

_BOUND = re.compile(r"(T[0-9]+)\t(\S+) ([0-9]+ [0-9]+(?:;[0-9]+ [0-9]+)*)\t(.*)", re.DOTALL)
_REFERENCE = re.compile(r"N[0-9]+\tReference (T[0-9]+) entities:(\S+)(?:\t.*)?", re.DOTALL)
_NOTE = re.compile(r"#[0-9]+\tAnnotatorNotes (T[0-9]+)\t(.*)", re.DOTALL)
_VALUE = re.compile(edtf.VALUE)
_LONGEST = 12


def read(source: Path, views: Views, by: str | None, faults: list[str]) -> Iterator[Read]:
    """Yield each page of a folder, or of one file, with what is said of it; what is wrong goes to `faults`."""
    files = sorted(source.glob("*.ann")) if source.is_dir() else [source]
    if not files:
        faults.append(f"{source}: holds no .ann file; name the folder that was exported")
    if by is None:
        faults.append(f"{source}: brat does not say who annotated; name them (--by)")
        return
    for path in files:
        try:
            view = views.page(path.stem)
        except KeyError:
            faults.append(f"{path}: is no page of this package; name the file by the document that it annotates")
            continue
        beside = path.with_suffix(".txt")
        if beside.is_file() and text_of(beside, faults) != view.text:
            faults.append(f"{beside}: is not the text of the page as it was exported; export again and annotate that")
            continue
        found = _File(path, view.text, by, faults)
        yield Read(view, tuple(found.stated()), found.by_file)


class _File:
    """The annotations of one file."""

    def __init__(self, path: Path, text: str, by: str, faults: list[str]) -> None:
        self._path, self._text, self._by, self._faults = path, text, by, faults
        self._stated: dict[str, Stated] = {}
        self._beside: list[tuple[int, str]] = []

    @property
    def by_file(self) -> Stated:
        """What the file as a whole says."""
        return Stated(0, 0, DATE, self._path.name, self._by)

    def stated(self) -> list[Stated]:
        """Return the names and dates, in the order of the file."""
        for number, line in lines(self._path, self._faults):
            if line.startswith("T"):
                self._bound(number, line)
            elif line.startswith(("N", "#")):
                self._beside.append((number, line))
            elif line:
                self._refuse(number, f"{line[:_LONGEST]!r} is nothing that a package can keep; take the line out")
        referred: set[str] = set()
        for number, line in self._beside:
            self._said(number, line, referred)
        return list(self._stated.values())

    def _refuse(self, number: int, problem: str) -> None:
        self._faults.append(f"{self._path}:{number}: {problem}")

    def _bound(self, number: int, line: str) -> None:
        match = _BOUND.fullmatch(line)
        if match is None:
            self._refuse(number, "is no annotation (T1, tab, type and offsets, tab, text)")
            return
        name, kind, places, surface = match.groups()
        if name in self._stated:
            self._refuse(number, f"{name} stands twice")
            return
        if kind not in KINDS:
            self._refuse(number, f"there is no type {kind!r}; the types are {', '.join(KINDS)}")
            return
        fragments = [(int(start), int(end)) for start, end in (place.split(" ") for place in places.split(";"))]
        edges = [edge for fragment in fragments for edge in fragment]
        if edges != sorted(edges) or edges[-1] > len(self._text) or any(start >= end for start, end in fragments):
            self._refuse(number, f"{places!r} are no offsets into the {len(self._text)} characters of the page")
            return
        between = (self._text[end:start] for (_, end), (start, _) in pairwise(fragments))
        if any(gap.strip() for gap in between):
            self._refuse(number, f"{places!r}: words stand between the pieces; a name is one span")
            return
        says = " ".join(self._text[start:end] for start, end in fragments).replace("\t", " ")
        if says != surface:
            self._refuse(number, f"the page has {says!r} at {places}, not {surface!r}")
            return
        where = f"{self._path.name}:{number}"
        self._stated[name] = Stated(edges[0], edges[-1], kind, where, self._by)

    def _said(self, number: int, line: str, referred: set[str]) -> None:
        """Take what is said beside an annotation: who or what a name names, the value of a date, a note."""
        match = (_REFERENCE if line.startswith("N") else _NOTE).fullmatch(line)
        if match is None:
            self._refuse(number, "is neither a reference to entities nor a note on an annotation; take the line out")
            return
        name, said = match.groups()
        item = self._stated.get(name)
        if item is None:
            self._refuse(number, f"speaks of {name}, which is not in the file")
        elif line.startswith("#") and item.kind != DATE:
            self._stated[name] = replace(item, note=f"{item.note}; {said}" if item.note else said or None)
        elif name in referred:
            self._refuse(number, f"{name} has two {'values' if item.kind == DATE else 'entities'}; keep one")
        elif line.startswith("N") and item.kind == DATE:
            self._refuse(number, f"{name} is a date, which names nobody; take the line out")
        elif item.kind == DATE and not _VALUE.fullmatch(said):
            self._refuse(number, f"{said!r} is no value of time (EDTF), such as 2024-03-20")
        else:
            referred.add(name)
            self._stated[name] = replace(item, said=said)
