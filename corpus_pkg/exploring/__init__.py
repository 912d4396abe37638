"""A package to look at: what is in it in numbers, and a site to walk through it."""

from corpus_pkg.exploring.site import Site, explore
from corpus_pkg.exploring.statistics import Statistics, statistics

__all__ = ["Site", "Statistics", "explore", "statistics"]
