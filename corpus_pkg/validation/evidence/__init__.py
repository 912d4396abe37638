"""Whether every value of a package is what its pages say: the checks that no schema can make.

The tables are read side by side, a document at a time, and each document's page is read once; memory holds one page,
the ids of sources and entities, and the links that lead somewhere.
"""

from corpus_pkg.validation.evidence.walk import Tally, check, is_ours

__all__ = ["Tally", "check", "is_ours"]
