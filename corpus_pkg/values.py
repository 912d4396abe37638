"""What a cell may hold: the types that the columns of all tables are made of."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, GetJsonSchemaHandler

from corpus_pkg import edtf

#: The largest number: up to it every client holds each integer exactly, also where it knows only floats (RFC 8259, 6).
LARGEST = 2**53 - 1
#: What parts the items of a list in a cell.
SEPARATOR = "|"
_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_ISO_INSTANT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")


@dataclass(frozen=True, slots=True)
class Separated:
    """The mark of a column whose cells are lists, their items parted by `SEPARATOR`."""

    def __get_pydantic_json_schema__(self, core: Any, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """Return the schema of the text with what parts the items."""
        return {**handler(core), "x-separator": SEPARATOR}


def items(cell: str | None) -> list[str]:
    """Return the items of a list as a cell has it; none of an empty cell.

    >>> items("a|b"), items(None)
    (['a', 'b'], [])
    """
    return cell.split(SEPARATOR) if cell else []


def _number(value: object) -> object:
    """Return an integer as JSON Schema knows it: 1.0 is one, true and "1" are none; pydantic says the reverse."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _day(value: object) -> datetime.date:
    """Return a day in the one form that a cell and JSON have for it; pydantic takes times and numbers as well."""
    if isinstance(value, str) and _ISO_DAY.fullmatch(value):
        return datetime.date.fromisoformat(value)
    if isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
        return value
    raise ValueError("is no day of the form YYYY-MM-DD")


def _instant(value: object) -> datetime.datetime:
    """Return an instant in the one form that a cell and JSON have for it: whole seconds of UTC."""
    if isinstance(value, str) and _ISO_INSTANT.fullmatch(value):
        return datetime.datetime.fromisoformat(value)
    if isinstance(value, datetime.datetime) and value.utcoffset() == datetime.timedelta(0) and not value.microsecond:
        return value
    raise ValueError("is no instant of the form YYYY-MM-DDThh:mm:ssZ")


DocumentId = Annotated[str, Field(pattern=r"^doc-[0-9a-f]{16}$(?!\n)")]
ArticleId = Annotated[str, Field(pattern=r"^doc-[0-9a-f]{16}-[1-9][0-9]*$(?!\n)")]
Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*$(?!\n)")]
Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$(?!\n)")]
Language = Annotated[str, Field(pattern=r"^[a-z]{2,3}$(?!\n)")]
Country = Annotated[str, Field(pattern=r"^[A-Z]{2}$(?!\n)")]
Text = Annotated[str, Field(min_length=1)]
Point = Annotated[str, Field(pattern=edtf.POINT)]
Value = Annotated[str, Field(pattern=edtf.VALUE)]
Offset = Annotated[int, Field(strict=True, ge=0, le=LARGEST), BeforeValidator(_number)]
Count = Offset
Ordinal = Annotated[int, Field(strict=True, ge=1, le=LARGEST), BeforeValidator(_number)]
Day = Annotated[datetime.date, BeforeValidator(_day)]
Instant = Annotated[datetime.datetime, BeforeValidator(_instant)]
Items = Annotated[str, Field(min_length=1), Separated()]
TextStart = Annotated[
    Offset | None,
    Field(
        title="Start in the text",
        description="Offset of its first code point in the `text` of its article; empty where it is not in it.",
    ),
]
TextEnd = Annotated[
    Offset | None, Field(title="End in the text", description="Offset behind its last code point in that `text`.")
]
TitleStart = Annotated[
    Offset | None,
    Field(
        title="Start in the title",
        description="Offset of its first code point in the `title` of its article; empty where it is not in it.",
    ),
]
TitleEnd = Annotated[
    Offset | None, Field(title="End in the title", description="Offset behind its last code point in that `title`.")
]
# A recognizer from outside says its own name behind a colon; without one it is of a package that kept no name.
Method = Annotated[
    str,
    Field(
        pattern=r"^(?:curated|gazetteer|pattern|coreference|misspelling|labeller|camel|stanza|gliner"
        r"|recognizer(?::[A-Za-z0-9][A-Za-z0-9._-]*)?)$(?!\n)"
    ),
]
Score = Annotated[float, Field(strict=True, ge=0, le=1)]
