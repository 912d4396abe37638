"""TEI P5: a file for each page, its stories as divisions with names and dates marked in their titles and paragraphs.

Source: https://tei-c.org/release/doc/tei-p5-doc/en/html/ND.html. A date has its EDTF value in `when-custom`, and in
`when` where W3C knows such a value; a name that of which it is in `ref`. Names inside others are marked inside them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from corpus_pkg.dataset.dataset import Dataset
from corpus_pkg.exporting import about
from corpus_pkg.exporting.annotated import Annotated, annotated
from corpus_pkg.exporting.shown import DATE, Mark
from corpus_pkg.records import Date

if TYPE_CHECKING:
    from corpus_pkg.exporting.target import Target

_NAMESPACE = "http://www.tei-c.org/ns/1.0"
_ELEMENTS = {"PER": "persName", "ORG": "orgName", "LOC": "placeName", "MISC": "name", DATE: "date"}
# What the attribute `when` may hold: dates and times of XML Schema, a time with its seconds.
_WHEN = re.compile(r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2}(?:T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:Z|[+-][0-9]{2}:[0-9]{2})?)?)?)?")
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write(dataset: Dataset, target: Target) -> None:
    """Write `DOCUMENT.xml` for each page with a story that has a title or a text."""
    title = about.title(dataset.descriptor)
    paths = {document.document_id: document.path for document in dataset.documents}
    lost = 0
    for identifier, parts in groupby(annotated(dataset), lambda one: one.article.document_id):
        text = "".join(_document(identifier, title, paths[identifier], parts))
        lost += len(_NO_XML.findall(text))
        target.file(f"{identifier}.xml").write_bytes(_NO_XML.sub("\ufffd", text).encode("utf-8"))
    if lost:
        target.note(f"{lost} characters that XML cannot hold became U+FFFD")


def _document(identifier: str, title: str, path: str, parts: Iterable[Annotated]) -> Iterator[str]:
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<TEI xmlns="{_NAMESPACE}" xml:id="{identifier}">\n'
    yield f"<teiHeader><fileDesc><titleStmt><title>{escape(title)}</title></titleStmt>"
    yield "<publicationStmt><p>Exported from a data package; see its descriptor for rights.</p></publicationStmt>"
    yield f"<sourceDesc><p>{escape(path)}</p></sourceDesc></fileDesc></teiHeader>\n<text><body>\n"
    for article_id, of_story in groupby(parts, lambda one: one.article.article_id):
        stated = list(of_story)
        language = stated[0].article.language
        yield f'<div type="article" xml:id="{article_id}"{f" xml:lang={quoteattr(language)}" if language else ""}>\n'
        for one in stated:
            yield from _part(one)
        # A division holds more than its head.
        yield "</div>\n" if stated[-1].part == "text" else "<p/></div>\n"
    yield "</body></text>\n</TEI>\n"


def _part(one: Annotated) -> Iterator[str]:
    start = at = 0
    tag = "head" if one.part == "title" else "p"
    for line in one.text.split("\n"):
        end = start + len(line)
        first = at
        while at < len(one.marks) and one.marks[at].start < end:
            at += 1
        marks = [mark for mark in one.marks[first:at] if start <= mark.start and mark.end <= end]
        yield f"<{tag}>{''.join(_marked(one.text, start, end, _nested(marks)))}</{tag}>\n"
        start = end + 1


def _nested(marks: Iterable[Mark]) -> list[Mark]:
    """Return the marks of which each stands wholly inside or behind those before it."""
    kept: list[Mark] = []
    ends: list[int] = []
    for mark in marks:
        while ends and ends[-1] <= mark.start:
            ends.pop()
        if not ends or mark.end <= ends[-1]:
            kept.append(mark)
            ends.append(mark.end)
    return kept


def _marked(text: str, start: int, end: int, marks: list[Mark]) -> Iterator[str]:
    """Yield a stretch of a text with elements around its marks, which are nested or apart."""
    at = start
    open_marks: list[Mark] = []
    for mark in (*marks, None):
        while open_marks and (mark is None or open_marks[-1].end <= mark.start):
            done = open_marks.pop()
            yield f"{escape(text[at : done.end])}</{_ELEMENTS[done.kind]}>"
            at = done.end
        if mark is None:
            yield escape(text[at:end])
            return
        yield f"{escape(text[at : mark.start])}<{_ELEMENTS[mark.kind]}{_attributes(mark)}>"
        at = mark.start
        open_marks.append(mark)


def _attributes(mark: Mark) -> str:
    if not isinstance(mark.row, Date):
        return f" ref={quoteattr(f'#{mark.row.entity_id}')}" if mark.row.entity_id else ""
    value = mark.row.value
    if value is None:
        return ""
    when = f" when={quoteattr(value)}" if _WHEN.fullmatch(value) else ""
    return f"{when} when-custom={quoteattr(value)}"
