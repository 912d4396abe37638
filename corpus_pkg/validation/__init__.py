"""What must hold of a package: admission, columns, Frictionless, evidence."""

from corpus_pkg.validation.coverage import Gap
from corpus_pkg.validation.problems import Kind, Problem
from corpus_pkg.validation.rebuilt import Reading
from corpus_pkg.validation.report import Layer, Report
from corpus_pkg.validation.validate import validate

__all__ = ["Gap", "Kind", "Layer", "Problem", "Reading", "Report", "validate"]
