"""Packages without texts: hashes and offsets instead of the words of the pages, and the way back.

A value that repeats the page is left out: emptied where its column may be empty, else replaced by its hash. Most of
them are said again by what stays, a surface by its own span and a story's text by its segments; for the rest, the table
`withheld` says which spans of the page make the value up. With the pages at hand every table can so be written again
byte for byte; what the full package's files were is kept in the descriptor. (Stand-off markup, as the TEI has it; those
who publish posts by their ids call the way back rehydration.)
"""

from corpus_pkg.sharing.standoff.description import describe, full_descriptor, is_standoff
from corpus_pkg.sharing.standoff.selection import Selection, select
from corpus_pkg.sharing.standoff.tables import COLUMNS, fill, withhold

__all__ = ["COLUMNS", "Selection", "describe", "fill", "full_descriptor", "is_standoff", "select", "withhold"]
