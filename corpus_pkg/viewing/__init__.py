"""What people look at: a page beside all that was read from it."""

from corpus_pkg.viewing.page import to_html
from corpus_pkg.viewing.stretches import plain, stretches

__all__ = ["plain", "stretches", "to_html"]
