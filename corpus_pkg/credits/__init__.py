"""Who published a story, who reported it first, whom it cites, who wrote it and where."""

from corpus_pkg.credits.authors import find_authors, stated_authors
from corpus_pkg.credits.house import find_house
from corpus_pkg.credits.model import Author, Credit, Dateline
from corpus_pkg.credits.outlets import named, source
from corpus_pkg.credits.stories import find_credits, find_dateline

__all__ = [
    "Author",
    "Credit",
    "Dateline",
    "find_authors",
    "find_credits",
    "find_dateline",
    "find_house",
    "named",
    "source",
    "stated_authors",
]
