"""What people look at: a page beside all that was read from it."""

from corpus_pkg.viewing.page import STYLE, Around, Named, facts, to_html, view
from corpus_pkg.viewing.stretches import plain, stretches

__all__ = ["STYLE", "Around", "Named", "facts", "plain", "stretches", "to_html", "view"]
