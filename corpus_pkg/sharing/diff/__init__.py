"""What has changed between two packages: schemas, files, and rows by their keys, field by field.

Both sides are sorted by key, so they are merged: memory holds one row of each. Any Data Package whose tables are CSV,
have a primary key and are sorted by it can be compared; ours always are.
"""

from corpus_pkg.sharing.diff.changes import FileChange, PageChange, RowChange, SchemaChange, described
from corpus_pkg.sharing.diff.difference import Difference, diff
from corpus_pkg.sharing.diff.section import counted, section
from corpus_pkg.sharing.diff.versions import next_version

__all__ = [
    "Difference",
    "FileChange",
    "PageChange",
    "RowChange",
    "SchemaChange",
    "counted",
    "described",
    "diff",
    "next_version",
    "section",
]
