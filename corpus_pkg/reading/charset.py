"""The encoding that a page says it is in: in an element `meta`, an XML declaration or an HTTP header before it."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

# Browsers look as far; what a page says further down is of what it quotes.
_HEAD = 16_384
_META = re.compile(rb"<meta\b([^<>]*+)>", re.I)
_DECLARATION = re.compile(rb"\s*+<\?xml\b([^<>]*+)>", re.I)
_NAME = re.compile(rb"(?:charset|encoding)\s*+=\s*+[\"']?+\s*+([\w.:-]+)", re.I)
_HTTP = re.compile(rb"HTTP/\d(?:\.\d)? \d{3}\b")
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


def stated(content: bytes) -> str | None:
    """Return the Python codec of the encoding that the page states; None where it states none that can be.

    >>> stated(b"<head><meta charset=ISO-8859-1>")
    'windows-1252'
    """
    label = next(filter(None, map(_NAME.search, _statements(content[:_HEAD]))), None)
    if label is None:
        return None
    try:
        name = codecs.lookup(label[1].decode("ascii", "replace")).name
    except (LookupError, ValueError):
        return None
    if name in _WINDOWS_1252:
        return "windows-1252"
    return name.replace("_", "-").replace("cp125", "windows-125") if name.startswith(_FAMILIES) else None


def _statements(head: bytes) -> Iterator[bytes]:
    """Yield what may name the encoding, in the order in which it is believed."""
    if (declaration := _DECLARATION.match(head)) is not None:
        yield declaration[1]
    yield from (match[1] for match in _META.finditer(head))
    if _HTTP.match(head):
        yield from (line for line in head.split(b"\n") if line.lower().startswith(_CONTENT_TYPE))
