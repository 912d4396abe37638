"""What is known of single sites: which site a page is of, and the lines that it prints around its stories."""

from corpus_pkg.sites.elements import Elements, elements
from corpus_pkg.sites.lessons import Lesson, Lessons, lessons
from corpus_pkg.sites.places import Place, places
from corpus_pkg.sites.site import by_folder, by_host, names

__all__ = ["Elements", "Lesson", "Lessons", "Place", "by_folder", "by_host", "elements", "lessons", "names", "places"]
