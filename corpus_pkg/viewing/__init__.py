"""What people look at: a page beside all that was read from it."""

from corpus_pkg.viewing.page import to_html

__all__ = ["to_html"]
