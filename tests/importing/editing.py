"""Annotated files as an annotator leaves them: read, changed as drawn, and written back."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from corpus_pkg.dataset import dataset
from corpus_pkg.importing.views import Row, View, Views
from corpus_pkg.records import Date

TYPES = ("PER", "ORG", "LOC", "MISC")
SAID = {"dates": (None, "2024-03-20", "2019", "2020-01/2020-03"), "mentions": (None, "gaza", "egypt", "lloyd-austin")}


@dataclass(frozen=True, order=True)
class Item:
    """A name or a date of a text."""

    start: int
    end: int
    kind: str
    said: str | None = None

    @property
    def table(self) -> str:
        return "dates" if self.kind == "DATE" else "mentions"

    def meets(self, other: Item) -> bool:
        return self.table == other.table and self.start < other.end and other.start < self.end


def items(view: View) -> list[Item]:
    """What a package says of a text."""
    return sorted(_item(start, end, rows[0]) for (_, start, end), rows in view.rows.items())


def _item(start: int, end: int, row: Row) -> Item:
    return Item(start, end, "DATE", row.value) if isinstance(row, Date) else Item(start, end, row.type, row.entity_id)


def stating(view: View) -> set[tuple[int, int]]:
    """The dates from which others of the story are told."""
    return {
        place[1:]
        for place, rows in view.rows.items()
        if any(isinstance(row, Date) and row.role != "mentioned" for row in rows)
    }


def _lies_in_a_story(view: View, start: int, end: int) -> bool:
    span = view.origin(start, end)
    home = view.sheet.home(*span) if span is not None else None
    return home is not None and home.article_id is not None


@st.composite
def edited(draw: st.DrawFn, view: View, *, says: bool = True, apart: bool = False) -> list[Item]:
    """The names and dates of a text as somebody may correct them: none, some or many of them.

    Without `says` the format does not tell entities and values of what is corrected. With `apart` no name and no date
    share characters.
    """
    words = [match.span() for match in re.finditer(r"\w+", view.text) if _lies_in_a_story(view, *match.span())]
    kept = stating(view)
    made: list[Item] = []
    actions = st.sampled_from(["keep"] * draw(st.integers(1, 30)) + ["remove", "type", "said", "move"])

    def add(item: Item, others: Iterable[Item]) -> None:
        clash = any(
            (apart or item.table == other.table) and item.start < other.end and other.start < item.end
            for other in others
        )
        if not clash and _lies_in_a_story(view, item.start, item.end):
            made.append(item)

    own = items(view)
    for at, item in enumerate(own):
        action = "keep" if (item.start, item.end) in kept else draw(actions)
        rest = [*made, *own[at + 1 :]]
        if action == "type" and item.table == "mentions":
            kind = draw(st.sampled_from(TYPES))
            made.append(replace(item, kind=kind, said=item.said if says or kind == item.kind else None))
        elif action == "said" and says:
            made.append(replace(item, said=draw(st.sampled_from(SAID[item.table]))))
        elif action == "move":
            near = [word for word in words if word[0] < item.end + 12 and item.start - 12 < word[1]]
            if near:
                start = draw(st.sampled_from(near))[0]
                end = draw(st.sampled_from(near))[1]
                moved = replace(item, start=start, end=end)
                if start < end and moved.meets(item):
                    add(moved, rest)
        elif action != "remove":
            made.append(item)
    for _ in range(draw(st.integers(0, 3)) if words else 0):
        at = draw(st.integers(0, len(words) - 1))
        end = words[min(at + draw(st.integers(0, 1)), len(words) - 1)][1]
        kind = draw(st.sampled_from((*TYPES, "DATE")))
        said = draw(st.sampled_from(SAID["dates" if kind == "DATE" else "mentions"])) if says else None
        add(Item(words[at][0], end, kind, said), made)
    return sorted(made)


def as_brat(text: str, marks: Sequence[Item]) -> str:
    """The annotations of a page as brat keeps them."""
    lines, number = [], 0
    for at, item in enumerate(marks, 1):
        parts = [match.span() for match in re.compile(r"[^\r\n]+").finditer(text, item.start, item.end)]
        places = ";".join(f"{start} {end}" for start, end in parts)
        surface = " ".join(text[start:end] for start, end in parts).replace("\t", " ")
        lines.append(f"T{at}\t{item.kind} {places}\t{surface}")
        if item.said is not None:
            number += 1
            lines.append(
                f"#{number}\tAnnotatorNotes T{at}\t{item.said}"
                if item.kind == "DATE"
                else f"N{number}\tReference T{at} entities:{item.said}\tname"
            )
    return "".join(f"{line}\n" for line in lines)


def as_conll(identifier: str, text: str, marks: Sequence[Item], *, plain: bool = False) -> str:
    """The tokens of a page with tags; `plain` with token and tag alone."""
    edges = {edge for item in marks for edge in (item.start, item.end)}
    lines, at = [f"# document_id = {identifier}"], 0
    for match in re.finditer(r"\w+|[^\w\s]", text):
        cuts = [match.start(), *(edge for edge in range(match.start() + 1, match.end()) if edge in edges), match.end()]
        for start, end in pairwise(cuts):
            while at < len(marks) and marks[at].end <= start:
                at += 1
            inside = at < len(marks) and marks[at].start <= start
            tag = f"{'B' if marks[at].start == start else 'I'}-{marks[at].kind}" if inside else "O"
            said = marks[at].said if inside and marks[at].kind != "DATE" else None
            cells = [text[start:end], tag] if plain else [text[start:end], str(start), str(end), tag, said or "_"]
            lines.append("\t".join(cells))
    return "\n".join(lines) + "\n"


def as_labelstudio(article_id: str, part: str, text: str, marks: Sequence[Item]) -> dict[str, Any]:
    """A task as Label Studio exports it."""
    results = [
        {
            "type": "labels",
            "value": {"start": item.start, "end": item.end, "text": text[item.start : item.end], "labels": [item.kind]},
            "meta": {"text": [item.said or "_"]},
        }
        for item in marks
    ]
    annotation = {"result": results, "completed_by": {"email": "a@b.c"}, "updated_at": "2024-05-06T07:08:09.5+03:00"}
    return {"data": {"text": text, "article_id": article_id, "part": part}, "annotations": [annotation]}


def views(package: Path) -> Views:
    return Views(dataset.open(package))


def rows(package: Path, table: str) -> set[Any]:
    return set(dataset.open(package).table(table))


def write_json(path: Path, tasks: Sequence[Any]) -> Path:
    path.write_text(json.dumps(tasks, ensure_ascii=False), encoding="utf-8")
    return path
