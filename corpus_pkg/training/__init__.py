"""Models made from corpora; `corpus_pkg.entities` reads them."""
