"""What is looked through for garbage, and how often: nearly all that a build makes stays, or goes without that."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

#: New objects between two looks at the youngest, such looks between two at those that outlived one, and such between
#: two at all. With Python's own numbers a ninth of the time of a build of known pages is spent so.
_SELDOM = (20_000, 10, 50)


@contextmanager
def seldom() -> Iterator[None]:
    """Look for garbage seldom as long as the block lasts: memory grows with what it makes, and hardly by more."""
    before = gc.get_threshold()
    gc.set_threshold(*_SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*before)


@contextmanager
def kept() -> Iterator[None]:
    """Read pages meanwhile: what is there before them, lexicons above all, is not looked through for garbage.

    It is looked through again and again otherwise, which is a sixth of the time that pages take.
    """
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()
