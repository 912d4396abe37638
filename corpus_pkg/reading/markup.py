"""Whether a text is HTML, whatever stands before its first tag, and which other XML it is."""

from __future__ import annotations

import re

#: So far into a page its markup is looked for.
_HEAD = 1 << 16

#: What a server sent before the page and a crawler kept with it.
_HTTP_HEAD = re.compile(r"HTTP/\d(?:\.\d)? \d{3}[^\n]*+\n(?:[A-Za-z][\w-]{0,60}:[^\n]*+\n)*+\r?\n")
# What may stand before the first element: blanks, a comment, a declaration.
_BEFORE = re.compile(r"[\ufeff\s]*+(?:<!--.*?--!?>|<\?[^>]*+>|<!(?!--)[^>]*+>)", re.S)
_ROOT = re.compile(r"[\ufeff\s]*+<([a-zA-Z_][\w.:-]{0,60})(?=[\s/>])")
_DECLARATION = re.compile(r"[\ufeff\s]*+<\?xml\b")
_DOCTYPE = re.compile(r"<!doctype\s{1,9}html\b", re.I)
_WHOLE = re.compile(r"<(?:html|head|body)(?=[\s>])", re.I)
_TAG = re.compile(r"</?([a-zA-Z][a-zA-Z0-9]{0,20})(?=[\s/>])[^<>]*+>")
_LINE = re.compile(r"\S[^\n]*+")

_BLOCK_NAMES = """
address article aside blockquote body br caption center dd details div dl dt fieldset figcaption figure footer form h1
h2 h3 h4 h5 h6 head header hr html iframe legend li link main meta nav noscript ol p pre script section style summary
table tbody td template tfoot th thead title tr ul
"""
_OTHER_NAMES = """
a abbr acronym applet area audio b base bdi bdo big button canvas cite code col colgroup data datalist del dfn dialog
dir em embed font frame frameset i img input ins kbd label map mark marquee menu meter nobr object optgroup option
output param picture progress q rp rt ruby s samp search select small source span strike strong sub sup svg textarea
time track tt u var video wbr
"""
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_ELEMENTS = _BLOCKS | frozenset(_OTHER_NAMES.split())
#: Roots of XML that hold no page, and what they are.
_FEEDS = {
    "rss": ("application/rss+xml", "a feed (RSS)"),
    "feed": ("application/atom+xml", "a feed (Atom)"),
    "rdf:rdf": ("application/rdf+xml", "a feed or other statements in RDF"),
    "urlset": ("application/xml", "a site map"),
    "sitemapindex": ("application/xml", "a site map"),
    "opml": ("text/x-opml", "a list of feeds (OPML)"),
}


def page_start(text: str) -> int:
    """Return where the page begins: behind the HTTP header that was kept with it."""
    match = _HTTP_HEAD.match(text)
    return match.end() if match else 0


def foreign(text: str) -> tuple[str, str] | None:
    """Return media type and name of XML that is no page; None for any other text.

    >>> foreign('<?xml version="1.0"?><rss version="2.0"><channel>')
    ('application/rss+xml', 'a feed (RSS)')
    """
    start = page_start(text)
    declared = _DECLARATION.match(text, start) is not None
    root = _ROOT.match(text, _first(text, start))
    if root is None:
        return ("application/xml", "XML without an element") if declared and not _is_page(text, start) else None
    name = root[1].lower()
    if name in _FEEDS:
        return _FEEDS[name]
    if declared and name.rpartition(":")[2] not in _ELEMENTS:
        return "application/xml", f"XML of {root[1]}"
    return None


def is_html(text: str) -> bool:
    """Whether the text is HTML, be it a whole page, a page behind something else, a fragment or its beginning.

    A few tags in lines of text make no HTML of them: their line breaks would be lost.

    >>> is_html("Warning: no such file<!DOCTYPE html><p>"), is_html("one <b>word</b>")
    (True, False)
    """
    start = page_start(text)
    root = _ROOT.match(text, _first(text, start))
    return (root is not None and root[1].lower() in _ELEMENTS) or _is_page(text, start)


def _first(text: str, start: int) -> int:
    """Return where the first element may begin."""
    while match := _BEFORE.match(text, start):
        start = match.end()
    return start


def _is_page(text: str, start: int) -> bool:
    head = text[start : start + _HEAD]
    if "<" not in head:
        return False
    if _DOCTYPE.search(head):
        return True
    tags = [name.lower() for name in _TAG.findall(head)]
    blocks = sum(name in _BLOCKS for name in tags)
    if blocks >= 3 and _WHOLE.search(head):
        return True
    bare = sum(not _TAG.search(line) for line in _LINE.findall(head)) if blocks >= 3 else 0
    return blocks >= 3 and 2 * blocks >= bare
