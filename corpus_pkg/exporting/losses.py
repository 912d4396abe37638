"""What comes back out of each format, as a table: the docs say it in words, and a test reads every export by it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from corpus_pkg.records import TABLES

#: What a format may tell of a name or a date besides its place and its kind.
Said = Literal["entity", "value"]
_EVERY = frozenset(TABLES)


@dataclass(frozen=True, slots=True)
class Kept:
    """What a format holds of a package.

    Attributes:
        lost: what it does not, in the words of the docs.
        tables: the tables whose rows come back, every cell of them.
        others: whether tables that only some packages have (rights, corrections) come back too.
        offsets: the text in which its names and dates have offsets of their own: the page as a reader sees it
            ("shown"), as it was received ("page"), or the title and the text of a story ("text"); None where it has
            none but those in the tables.
        said: what it tells of a name or a date besides place and kind.
        is_nested: whether those inside others come back.

    """

    lost: str
    tables: frozenset[str] = frozenset()
    others: bool = False
    offsets: Literal["shown", "page", "text"] | None = None
    said: frozenset[Said] = frozenset()
    is_nested: bool = True


_BOTH: frozenset[Said] = frozenset({"entity", "value"})
_ENTITY: frozenset[Said] = frozenset({"entity"})

#: By the format's name, in the order of the docs.
KEPT: dict[str, Kept] = {
    "parquet": Kept("nothing of the tables", _EVERY),
    "arrow": Kept("nothing of the tables", _EVERY),
    "jsonl": Kept("rows that belong to no story", frozenset({"articles"})),
    "sqlite": Kept("nothing of the tables", _EVERY),
    "duckdb": Kept("nothing of the tables", _EVERY),
    "huggingface": Kept("nothing of the tables", _EVERY),
    "croissant": Kept("nothing of the tables", _EVERY),
    "excel": Kept("the end of cells beyond 32,767 characters, told", _EVERY),
    "rocrate": Kept("nothing", _EVERY, others=True),
    "brat": Kept("all but names and dates", offsets="shown", said=_BOTH),
    "conll": Kept(
        "all but names and dates; values; names inside others, told", offsets="shown", said=_ENTITY, is_nested=False
    ),
    "webannotation": Kept("all but names and dates", offsets="page", said=_BOTH),
    "spacy": Kept(
        "all but titles, texts, names and dates; values; names inside others, told",
        offsets="text",
        said=_ENTITY,
        is_nested=False,
    ),
    "doccano": Kept("all but titles, texts, names and dates; values and entities", offsets="text"),
    "labelstudio": Kept("all but titles, texts, names and dates", offsets="text", said=_BOTH),
    "tei": Kept("all but titles, texts, names and dates; of two that cross the second", offsets="text", said=_BOTH),
}
