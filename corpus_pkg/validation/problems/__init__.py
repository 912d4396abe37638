"""What validation may find wrong: each kind of problem with its code, its meaning, an example and what to do."""

from corpus_pkg.validation.problems import columns, evidence, frictionless, package, rebuild
from corpus_pkg.validation.problems.base import Kind, Problem

__all__ = ["KINDS", "Kind", "Problem"]

#: Every kind of problem that our layers find, layer by layer.
KINDS: tuple[Kind, ...] = (*package.KINDS, *columns.KINDS, *frictionless.KINDS, *evidence.KINDS, *rebuild.KINDS)
