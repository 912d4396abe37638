"""How a package wants to be cited, by what its descriptor states and nothing more: BibTeX, CITATION.cff, DataCite.

The identifier is the package's fingerprint: SHA-256 of what its descriptor says, in which every file stands with its
own hash, so that it names these data and no others.
"""

from corpus_pkg.sharing.citation.bibtex import bibtex
from corpus_pkg.sharing.citation.cff import cff
from corpus_pkg.sharing.citation.datacite import datacite, missing
from corpus_pkg.sharing.citation.statement import Citation, Contributor, Licence, citation, contributors, stated

__all__ = [
    "Citation",
    "Contributor",
    "Licence",
    "bibtex",
    "cff",
    "citation",
    "contributors",
    "datacite",
    "missing",
    "stated",
]
