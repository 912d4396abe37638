"""Values as a table of HTML, for a notebook: text from pages is text there, too."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from corpus_pkg.viewing.stretches import plain

#: Of a longer value so many characters are shown.
_LONGEST = 120


def table_html(caption: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return rows as a table; a value that is None is an empty cell."""
    head = "".join(f'<th scope="col">{escape(column)}</th>' for column in columns)
    body = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in rows)
    return (
        f"<table><caption>{escape(plain(caption))}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    )


def _cell(value: object) -> str:
    text = "" if value is None else str(value)
    shown = text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
    return f'<td dir="auto">{escape(plain(shown))}</td>'
