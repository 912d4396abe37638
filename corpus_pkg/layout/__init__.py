"""From the text of a page to its segments and stories."""

from corpus_pkg.layout.lines import first_line, visible
from corpus_pkg.layout.model import Layout, Segment, Story, of_text
from corpus_pkg.layout.segmentation import segment, unread

__all__ = ["Layout", "Segment", "Story", "first_line", "of_text", "segment", "unread", "visible"]
