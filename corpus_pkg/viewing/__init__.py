"""What people look at: a page beside all that was read from it."""

from corpus_pkg.notebook import plain, table_html
from corpus_pkg.viewing.page import STYLE, Around, Named, facts, to_html, view
from corpus_pkg.viewing.stretches import stretches

__all__ = ["STYLE", "Around", "Named", "facts", "plain", "stretches", "table_html", "to_html", "view"]
