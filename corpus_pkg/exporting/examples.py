"""What a model is trained on: tokens with tags, titles with texts, and dates in their lines, each in three splits.

A story's split is decided by a hash of its group of duplicates, or of the story where it is in none: so no group
crosses a split, and another story changes the split of none that is there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from corpus_pkg.dataset.dataset import Dataset
from corpus_pkg.exporting.annotated import KINDS, annotated, lines
from corpus_pkg.exporting.shown import DATE
from corpus_pkg.records import Date

if TYPE_CHECKING:
    import pyarrow  # type: ignore[import-untyped]

#: The tags of a token, in the order of their numbers.
TAGS = ("O", *(f"{place}-{kind}" for kind in KINDS for place in "BI"))
#: The splits, each with the share of a hundred below which a hash falls into it.
SPLITS = (("train", 80), ("validation", 90), ("test", 100))
_NUMBERS = {tag: number for number, tag in enumerate(TAGS)}
_Row = dict[str, Any]


def split(group: str) -> str:
    """Return the split of a group of stories, by its id.

    >>> split("doc-2bb8845622e80a52-1"), split("doc-2bb8845622e80a52-2")
    ('train', 'train')
    """
    share = int.from_bytes(sha256(group.encode("utf-8")).digest()[:8], "big") % 100
    return next(name for name, below in SPLITS if share < below)


def tagged(dataset: Dataset) -> Iterator[_Row]:
    """Yield each line of the titles and texts as tokens with tags; offsets count in the title or the text."""
    for one in annotated(dataset):
        for number, line in enumerate(lines(one)):
            yield {
                "id": f"{one.identifier}-{number}",
                "article_id": one.article.article_id,
                "part": one.part,
                "tokens": [one.text[start:end] for start, end in line.spans],
                "starts": [start for start, _ in line.spans],
                "ends": [end for _, end in line.spans],
                "ner_tags": [_NUMBERS[tag] for tag in line.tags],
            }


def titled(dataset: Dataset) -> Iterator[_Row]:
    """Yield the stories that have both a title and a text."""
    for article in dataset.articles:
        if article.title and article.text:
            yield {"article_id": article.article_id, "title": article.title, "text": article.text}


def dated(dataset: Dataset) -> Iterator[_Row]:
    """Yield the dates of titles and texts, each in its line, with their values and the day that they were read from."""
    for one in annotated(dataset):
        for mark in one.marks:
            if mark.kind != DATE or not isinstance(mark.row, Date):
                continue
            begin = one.text.rfind("\n", 0, mark.start) + 1
            end = one.text.find("\n", mark.end)
            yield {
                "date_id": mark.row.date_id,
                "article_id": one.article.article_id,
                "part": one.part,
                "line": one.text[begin : end if end >= 0 else None],
                "start": mark.start - begin,
                "end": mark.end - begin,
                "published": one.article.published,
                "value": mark.row.value,
                "kind": mark.row.kind,
                "calendar": mark.row.calendar,
            }


#: The sets, with what each is and the columns of its rows: the name of an Arrow type, "list" before that of its items.
SETS: dict[str, tuple[Callable[[Dataset], Iterator[_Row]], str, dict[str, str]]] = {
    "ner": (
        tagged,
        "A line of a title or a text as tokens with BIO tags, and their offsets in it.",
        {
            "id": "string",
            "article_id": "string",
            "part": "string",
            "tokens": "list string",
            "starts": "list int64",
            "ends": "list int64",
            "ner_tags": "list int64",
        },
    ),
    "titles": (
        titled,
        "A story's title and text.",
        {"article_id": "string", "title": "string", "text": "string"},
    ),
    "dates_in_text": (
        dated,
        "An expression of time in its line, with its EDTF value and the publication date that it was read beside.",
        {
            "date_id": "string",
            "article_id": "string",
            "part": "string",
            "line": "string",
            "start": "int64",
            "end": "int64",
            "published": "string",
            "value": "string",
            "kind": "string",
            "calendar": "string",
        },
    ),
}


def tables(dataset: Dataset) -> Iterator[tuple[str, str, pyarrow.Table]]:
    """Yield the name of each set and of each split of it that has rows, with the rows in Arrow."""
    import pyarrow

    groups: dict[str, str] = {row.article_id: row.group_id for row in dataset.duplicates}
    for name, (rows, _, columns) in SETS.items():
        parts: dict[str, list[_Row]] = {part: [] for part, _ in SPLITS}
        for row in rows(dataset):
            story = str(row["article_id"])
            parts[split(groups.get(story) or story)].append(row)
        schema = pyarrow.schema([(column, _type(kind)) for column, kind in columns.items()])
        for part, listed in parts.items():
            if listed:
                yield name, part, pyarrow.Table.from_pylist(listed, schema)


def features(name: str) -> list[dict[str, Any]]:
    """Return the columns of a set as a card of the Hub lists them; tags are a class label."""
    labels = {"class_label": {"names": {str(number): tag for number, tag in enumerate(TAGS)}}}
    listed: list[dict[str, Any]] = []
    for column, kind in SETS[name][2].items():
        item: Any = labels if column == "ner_tags" else kind.removeprefix("list ")
        listed.append({"name": column, "list" if kind.startswith("list ") else "dtype": item})
    return listed


def _type(kind: str) -> Any:
    import pyarrow

    item = {"string": pyarrow.string(), "int64": pyarrow.int64()}[kind.removeprefix("list ")]
    return pyarrow.list_(item) if kind.startswith("list ") else item
