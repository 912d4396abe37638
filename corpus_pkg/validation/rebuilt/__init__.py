"""Whether a package is what its pages give: built again into a folder of its own, and laid beside it byte for byte."""

from corpus_pkg.validation.rebuilt.comparison import compare, summary
from corpus_pkg.validation.rebuilt.pages import Reading, rebuild

__all__ = ["Reading", "compare", "rebuild", "summary"]
