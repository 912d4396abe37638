"""The one frame of all pages of a site, and what they are made of.

Text becomes HTML in `text` alone, which escapes it. A page may load the site's own script and style and nothing else:
no script in a page, no other host. On disk a browser knows no host; there `file:` stands for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape
from itertools import chain
from typing import Any

from corpus_pkg.viewing import plain

POLICY = (
    "default-src 'none'; script-src 'self' file:; style-src 'self' file:; img-src data:; base-uri 'none'; "
    "form-action 'none'"
)
#: The rooms of the site: the file of each, and what it is called.
ROOMS = {
    "index.html": "Overview",
    "articles.html": "Stories",
    "entities.html": "Names",
    "sources.html": "Outlets",
}


def text(words: object) -> str:
    """Return any value as HTML in which it is text, which turns nothing beside it around."""
    return f"<bdi>{escape(plain(str(words)))}</bdi>"


def link(address: str, words: object) -> str:
    """Return a link to another page of the site."""
    return f'<a href="{escape(address)}">{text(words)}</a>'


def table(caption: str, head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Return a table of cells that are HTML; the first of each row is its heading."""
    lines = [
        f"<tr><th scope=row>{first}{''.join(f'<td>{cell}' for cell in cells)}"
        for first, *cells in (tuple(row) for row in rows)
    ]
    columns = "".join(f"<th scope=col>{escape(name)}" if name else "<td>" for name in head)
    return f'<div class="wide"><table><caption>{escape(caption)}</caption><thead><tr>{columns}<tbody>' + "".join(
        chain(lines, ("</table></div>",))
    )


class Shell:
    """What the pages of one site have in common."""

    def __init__(self, descriptor: Mapping[str, Any]) -> None:
        """Call the site what the descriptor of its package calls that."""
        names = (descriptor.get(key) for key in ("title", "name"))
        self._name = next((name for name in names if isinstance(name, str) and name), "A corpus")

    def page(self, file: str, title: str, body: Iterable[str]) -> bytes:
        """Return the page that will be at `file`, a path in the site; `body` is HTML."""
        root = "../" * file.count("/")
        words = escape(plain(title))
        rooms = "".join(
            f'<li><a href="{root}{room}"{" aria-current=page" if room == file else ""}>{name}</a>'
            for room, name in ROOMS.items()
        )
        return "\n".join(
            (
                '<!doctype html><html lang="en"><head><meta charset="utf-8">',
                f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">',
                '<meta name="viewport" content="width=device-width,initial-scale=1">',
                f'<title>{words} · {escape(plain(self._name))}</title><link rel="icon" href="data:,">',
                f'<link rel="stylesheet" href="{root}page.css"><link rel="stylesheet" href="{root}site.css">',
                f'<script src="{root}site.js" defer></script></head><body>',
                '<a class="skip" href="#main">Skip to the content</a>',
                f'<header class="site"><p>{text(self._name)}</p><nav aria-label="Site"><ul>{rooms}</ul></nav></header>',
                f'<main id="main" tabindex="-1"><h1 dir="auto">{text(title)}</h1>',
                *body,
                "</main></body></html>\n",
            )
        ).encode("utf-8", "backslashreplace")
