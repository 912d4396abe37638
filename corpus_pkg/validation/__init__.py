"""What must hold of a package: admission, columns, Frictionless, evidence."""

from corpus_pkg.validation.report import Layer, Problem, Report
from corpus_pkg.validation.validate import validate

__all__ = ["Layer", "Problem", "Report", "validate"]
