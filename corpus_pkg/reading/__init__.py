"""Bytes to text, and text to what a reader sees of it."""

from corpus_pkg.language.orthography import normalise
from corpus_pkg.reading import fields, html, markup, metadata, rendering
from corpus_pkg.reading.escapes import unescaped
from corpus_pkg.reading.media import HTML, Text, decode
from corpus_pkg.reading.rendering import Rendering

__all__ = ["Rendering", "Text", "decode", "render", "shown"]


def render(text: str, media_type: str) -> Rendering:
    """Return what a reader sees of a decoded document and the way back to it."""
    if media_type in fields.MEDIA_TYPES:
        return fields.render(text)
    return html.render(text, markup.page_start(text)) if media_type == HTML else rendering.plain(text)


def shown(text: str, media_type: str, rule: str = "") -> str:
    """Return a stretch of a document as a surface has it: of plain text the characters, of markup what they show.

    What metadata states is written otherwise than what markup shows: `rule` is the one that found the stretch.

    >>> shown("قال &#34;<b>نعم</b>&#34;", "text/html")
    'قال "نعم"'
    """
    if metadata.is_metadata(rule):
        return normalise(metadata.value(unescaped(text) if media_type in fields.MEDIA_TYPES else text, rule))
    if media_type in fields.MEDIA_TYPES:
        return fields.shown(text, media_type)
    return normalise(render(text, media_type).text) if media_type == HTML else text
