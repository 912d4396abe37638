"""Bytes to text, and text to what a reader sees of it."""

from corpus_pkg.reading import fields, html, markup, rendering
from corpus_pkg.reading.media import HTML, Text, decode
from corpus_pkg.reading.rendering import Rendering
from corpus_pkg.reading.surfaces import Surfaces, shown

__all__ = ["Rendering", "Surfaces", "Text", "decode", "render", "shown"]


def render(text: str, media_type: str) -> Rendering:
    """Return what a reader sees of a decoded document and the way back to it."""
    if media_type in fields.MEDIA_TYPES:
        return fields.render(text)
    return html.render(text, markup.page_start(text)) if media_type == HTML else rendering.plain(text)
