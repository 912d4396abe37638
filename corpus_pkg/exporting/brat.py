"""brat stand-off: for each page its text and its annotations, `DOCUMENT.txt` and `DOCUMENT.ann`.

Source: https://brat.nlplab.org/standoff.html. Names are `PER`, `ORG`, `LOC`, `MISC`, expressions of time `DATE`; who or
what a name names is a normalisation (`N`), the value of a date a note (`#`).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, get_args

from corpus_pkg.dataset.dataset import Dataset
from corpus_pkg.exporting.shown import DATE, LINE, Mark, Shown, note_lost, pages
from corpus_pkg.records import Date, EntityType

if TYPE_CHECKING:
    from corpus_pkg.exporting.target import Target

_CONFIGURATION = "[entities]\n{}\n[relations]\n[events]\n[attributes]\n"


def write(dataset: Dataset, target: Target) -> None:
    """Write the pages that have stories, and `annotation.conf`; raises PackageError where a page is not at hand."""
    kinds = "\n".join((*get_args(EntityType), DATE))
    target.file("annotation.conf").write_bytes(_CONFIGURATION.format(kinds).encode("utf-8"))
    names = {row.entity_id: row.name_ar or row.name_en or row.entity_id for row in dataset.entities}
    lost = 0
    for page in pages(dataset):
        identifier = page.document.document_id
        target.file(f"{identifier}.txt").write_bytes(page.text.encode("utf-8", "replace"))
        lines = "".join(f"{line}\n" for line in _lines(page, names))
        target.file(f"{identifier}.ann").write_bytes(lines.encode("utf-8", "replace"))
        lost += page.lost
    note_lost(target, lost)


def _lines(page: Shown, names: dict[str, str]) -> Iterator[str]:
    references = notes = 0
    for number, mark in enumerate(page.marks, 1):
        yield f"T{number}\t{mark.kind} {_place(page.text, mark)}\t{_surface(page.text, mark)}"
        if isinstance(mark.row, Date):
            if mark.row.value is not None:
                notes += 1
                yield f"#{notes}\tAnnotatorNotes T{number}\t{mark.row.value}"
        elif mark.row.entity_id is not None:
            references += 1
            name = names.get(mark.row.entity_id, mark.row.entity_id)
            yield f"N{references}\tReference T{number} entities:{mark.row.entity_id}\t{name}"


def _fragments(text: str, mark: Mark) -> list[tuple[int, int]]:
    # No annotation may run over the end of a line: its fragments are told one by one.
    return [match.span() for match in LINE.finditer(text, mark.start, mark.end)]


def _place(text: str, mark: Mark) -> str:
    return ";".join(f"{start} {end}" for start, end in _fragments(text, mark))


def _surface(text: str, mark: Mark) -> str:
    return " ".join(text[start:end] for start, end in _fragments(text, mark)).replace("\t", " ")
