"""Values as a table of HTML, for a notebook: text from pages is text there, too, and turns nothing around."""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache
from html import escape


def table_html(caption: str, columns: Sequence[str], rows: Iterable[Sequence[object]], longest: int = 120) -> str:
    """Return rows as a table; a value that is None is an empty cell, of a longer one `longest` characters are shown."""
    head = "".join(f'<th scope="col">{escape(column)}</th>' for column in columns)
    body = "".join(f"<tr>{''.join(_cell(value, longest) for value in row)}</tr>" for row in rows)
    return (
        f"<table><caption>{escape(plain(caption))}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    )


def _cell(value: object, longest: int) -> str:
    text = "" if value is None else str(value)
    shown = text if len(text) <= longest else f"{text[:longest]}…"
    return f'<td dir="auto">{escape(plain(shown))}</td>'


def plain(text: str) -> str:
    """Return a text without what moves a cursor or turns the writing beside it around; as long as before."""
    # Most stretches are words and spaces, which the quicker question tells.
    return text if text.isprintable() else _moving().sub(" ", text)


@cache
def _moving() -> re.Pattern[str]:
    """Match what has no shape of its own, but for what parts lines and words and what joins letters or parts them."""
    kept = "\n\t\u200c\u200d"
    moving = (chr(code) for code in range(sys.maxunicode + 1) if unicodedata.category(chr(code)) in ("Cc", "Cs", "Cf"))
    return re.compile(f"[{''.join(re.escape(letter) for letter in moving if letter not in kept)}]")
