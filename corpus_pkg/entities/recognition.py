"""Recognizers: what finds names that no table has.

A recognizer reads a text and says which stretches of it name a person, an organisation or a place. It says no more: who
or what that is stays a matter of the gazetteer. Any callable with a `name` will do; those that come with the package or
lean on another one are known by name (`named`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from importlib import import_module
from typing import NamedTuple, Protocol, cast, runtime_checkable

from corpus_pkg.entities.model import Mention
from corpus_pkg.records import EntityType


class Recognised(NamedTuple):
    """A stretch of a text that names something.

    Attributes:
        start, end: span in code points of the text that was given.
        type: PER, ORG, LOC or MISC.
    """

    start: int
    end: int
    type: EntityType


class Recognizer(Protocol):
    """Finds names in a text; `name` becomes the `method` of what it finds."""

    @property
    def name(self) -> str:
        """A short word, such as "labeller"."""

    def __call__(self, text: str) -> Iterable[Recognised]:
        """The names in `text`: spans inside it, in any order; what overlaps or is empty is left out later."""


@runtime_checkable
class Informed(Protocol):
    """A recognizer that leans on the gazetteer, and takes what it found so that it need not look again."""

    def recognise(self, text: str, known: Sequence[Mention]) -> Iterable[Recognised]:
        """The names in `text`, given the gazetteer's mentions in it (spans in code points of `text`, in order)."""


#: The recognizer of a build that names none: None for the gazetteer and patterns alone.
DEFAULT: str | None = "labeller"

# Where each recognizer is made: a module and a function in it that needs no argument.
_MAKERS = {
    "labeller": ("corpus_pkg.entities.labeller", "default"),
    "camel": ("corpus_pkg.entities.backends", "camel"),
    "stanza": ("corpus_pkg.entities.backends", "stanza"),
    "gliner": ("corpus_pkg.entities.backends", "gliner"),
}
#: The names that `named` knows.
NAMES = tuple(_MAKERS)


def named(name: str) -> Recognizer:
    """The recognizer of that name; raises ValueError for a name that is none.

    Raises:
        RecognizerError: the package that it leans on, or its model, is not there.
    """
    if name not in _MAKERS:
        raise ValueError(f"no recognizer {name!r}; there are {', '.join(NAMES)}")
    module, maker = _MAKERS[name]
    return cast(Callable[[], Recognizer], getattr(import_module(module), maker))()


class RecognizerError(RuntimeError):
    """A recognizer that cannot be used; the message says in one line what to install or download."""
