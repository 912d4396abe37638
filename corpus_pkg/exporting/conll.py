"""CoNLL: a token a line with its tag (BIO), its offsets in the page's text and who is named, a gap after each line.

Columns, separated by tabs: token, start, end, tag, entity. Tokens are words and single signs; where a name begins or
ends inside one (behind a clitic: `و` in `وغزة`) it is cut there, so that a name is always whole tokens. Of names inside
one another the outermost is tagged. A page begins with its id and path as comments.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from corpus_pkg.dataset.dataset import Dataset
from corpus_pkg.exporting.annotated import tokens
from corpus_pkg.exporting.shown import LINE, Mark, Shown, note_lost, outermost, pages
from corpus_pkg.records import Mention

if TYPE_CHECKING:
    from corpus_pkg.exporting.target import Target


def write(dataset: Dataset, target: Target) -> None:
    """Write `corpus.conll` (UTF-8, LF); raises PackageError where a page is not at hand."""
    lost = inner = 0
    with target.file("corpus.conll").open("wb") as file:
        for page in pages(dataset):
            tagged = list(outermost(page.marks))
            file.write("".join(f"{line}\n" for line in _lines(page, tagged)).encode("utf-8", "replace"))
            lost += page.lost
            inner += len(page.marks) - len(tagged)
    if inner:
        target.note(f"{inner} names and dates stand inside others and have no tag of their own")
    note_lost(target, lost)


def _lines(page: Shown, marks: list[Mark]) -> Iterator[str]:
    yield f"# document_id = {page.document.document_id}"
    yield f"# path = {page.document.path}"
    begins = {mark.start: mark for mark in marks}
    edges = {mark.start for mark in marks} | {mark.end for mark in marks}
    inside: Mark | None = None
    for line in LINE.finditer(page.text):
        told = False
        for start, end in tokens(page.text, line.start(), line.end(), edges):
            if inside is not None and start >= inside.end:
                inside = None
            begun = begins.get(start)
            inside = begun or inside
            tag, entity = "O", "_"
            if inside is not None:
                tag = f"{'B' if begun is not None else 'I'}-{inside.kind}"
                entity = (inside.row.entity_id or "_") if isinstance(inside.row, Mention) else "_"
            yield f"{page.text[start:end]}\t{start}\t{end}\t{tag}\t{entity}"
            told = True
        if told:
            yield ""
