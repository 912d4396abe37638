"""The encoding that a page says it is in, in the order of browsers.

First the HTTP header that came with it, as the record of a web archive states it or in the page's own first lines, then
an element `meta`, then an XML declaration (WHATWG, HTML, 13.2.3.2, determining the character encoding).
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from itertools import chain

# Browsers look as far; what a page says further down is of what it quotes.
_HEAD = 16_384
_META = re.compile(rb"<meta\b([^<>]*+)>", re.I)
_DECLARATION = re.compile(rb"\s*+<\?xml\b([^<>]*+)>", re.I)
_NAME = re.compile(rb"(?:charset|encoding)\s*+=\s*+[\"']?+\s*+([\w.:-]+)", re.I)
_HTTP = re.compile(rb"HTTP/\d(?:\.\d)? \d{3}\b")
# No encoding has a longer name.
_LONGEST = 40
_CONTENT_TYPE = b"content-type:"
# What pages are in. UTF-8 and UTF-16 are told by their bytes: who says so of other bytes is wrong.
_FAMILIES = (
    "iso8859",
    "cp125",
    "cp8",
    "cp720",
    "koi8",
    "mac_",
    "gb",
    "big5",
    "euc_",
    "shift_jis",
    "iso2022",
    "tis_620",
)
# Browsers take these for it.
_WINDOWS_1252 = frozenset({"ascii", "iso8859-1"})


def of_header(content_type: str | None) -> str | None:
    """Return the name of the encoding that the value of a header `Content-Type` states, as it writes it.

    >>> of_header("text/html; charset='windows-1256'")
    'windows-1256'
    """
    match = _NAME.search((content_type or "").encode("ascii", "replace"))
    return match[1].decode("ascii")[:_LONGEST] if match is not None else None


def stated(content: bytes, header: str | None = None) -> str | None:
    """Return the Python codec of the encoding that the page states; None where it states none that can be.

    `header` is the name in the header that came with the page. A name of what no page can be in is passed over.

    >>> stated(b"<head><meta charset=ISO-8859-1>")
    'windows-1252'
    """
    matches = filter(None, map(_NAME.search, _statements(content[:_HEAD])))
    labels = chain(filter(None, (header,)), (match[1].decode("ascii", "replace") for match in matches))
    return next(filter(None, map(_codec, labels)), None)


def _codec(label: str) -> str | None:
    """Return the Python codec of that name where pages are in it."""
    try:
        name = codecs.lookup(label).name
    except (LookupError, ValueError):
        return None
    if name in _WINDOWS_1252:
        return "windows-1252"
    return name.replace("_", "-").replace("cp125", "windows-125") if name.startswith(_FAMILIES) else None


def _statements(head: bytes) -> Iterator[bytes]:
    """Yield what may name the encoding, in the order in which it is believed."""
    if _HTTP.match(head):
        yield from (line for line in head.split(b"\n") if line.lower().startswith(_CONTENT_TYPE))
    yield from (match[1] for match in _META.finditer(head))
    if (declaration := _DECLARATION.match(head)) is not None:
        yield declaration[1]
