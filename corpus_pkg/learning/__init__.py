"""What a folder of pages teaches about the sites that they are of: rows for the lexicon `site_lines`."""

from corpus_pkg.learning.learn import Learned, Site, learn

__all__ = ["Learned", "Site", "learn"]
