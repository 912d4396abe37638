"""Recognizers: what finds names that no table has.

A recognizer reads a text and says which stretches of it name a person, an organisation or a place. It says no more: who
or what that is stays a matter of the gazetteer. Any callable with a `name` will do; those that come with the package or
lean on another one are known by name (`named`), and so are those that other distributions bring: an entry point of the
group `corpus_pkg.recognizers` names a function of the lexicons that returns one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from importlib import import_module
from importlib.metadata import EntryPoint, entry_points
from typing import NamedTuple, Protocol, cast, runtime_checkable

from corpus_pkg.entities.model import Mention
from corpus_pkg.errors import CorpusError, one_line
from corpus_pkg.language.lexicons import Lexicons, default
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

    def recognise_all(self, texts: Sequence[str], known: Sequence[Sequence[Mention]]) -> Sequence[Iterable[Recognised]]:
        """The names in each part of a story, given the gazetteer's mentions in it (code points of the part, in order).

        The parts are read together: what stands beside a name in one tells of it in another.
        """


#: The recognizer of a build that names none: None for the gazetteer and patterns alone.
DEFAULT: str | None = "labeller"

#: What a user writes for the gazetteer and patterns alone.
NONE = "none"
#: The group of entry points that bring further recognizers.
GROUP = "corpus_pkg.recognizers"
# Where each recognizer is made: a module and a function in it.
_MAKERS = {
    "labeller": ("corpus_pkg.entities.labeller", "default"),
    "camel": ("corpus_pkg.entities.backends", "camel"),
    "stanza": ("corpus_pkg.entities.backends", "stanza"),
    "gliner": ("corpus_pkg.entities.backends", "gliner"),
}
# Those whose maker takes the lexicons.
_LEANING = frozenset({"labeller"})
#: The names of those that come with the package or lean on another one.
NAMES = tuple(_MAKERS)


def names() -> tuple[str, ...]:
    """Return all names that `named` knows here: our own, and those that other distributions bring, in order."""
    return tuple(dict.fromkeys((*NAMES, *sorted(entry.name for entry in entry_points(group=GROUP)))))


def named(name: str, lexicons: Lexicons | None = None) -> Recognizer:
    """Return the recognizer of that name, leaning on `lexicons` (the shipped ones by default) where it leans on tables.

    Raises:
        RecognizerError: there is none of that name, or the package that it leans on, or its model, is not there.
    """
    tables = lexicons or default()
    if name in _MAKERS:
        module, maker = _MAKERS[name]
        make = cast(Callable[..., Recognizer], getattr(import_module(module), maker))
        return make(tables) if name in _LEANING else make()
    for entry in entry_points(group=GROUP, name=name):
        return _brought(entry, tables)
    raise RecognizerError(f"no recognizer {name!r}; there are {', '.join((NONE, *names()))}")


@cache
def _brought(entry: EntryPoint, lexicons: Lexicons) -> Recognizer:
    """The recognizer of another distribution, made once for each tables: a story asks for it by name."""
    try:
        made = entry.load()(lexicons)
    except Exception as error:
        raise RecognizerError(f"recognizer {entry.name} ({entry.value}): cannot be made: {one_line(error)}") from error
    if not _is_one(made):
        raise RecognizerError(f"recognizer {entry.name} ({entry.value}): gives nothing that is called and has a name")
    return cast(Recognizer, made)


def _is_one(value: object) -> bool:
    return callable(value) and isinstance(getattr(value, "name", None), str)


def chosen(choice: Recognizer | str | None, lexicons: Lexicons | None = None) -> Recognizer | None:
    """Return the recognizer of a choice: by name, itself, or None for "none" and None; raises as `named` does."""
    if isinstance(choice, str):
        return None if choice == NONE else named(choice, lexicons)
    if choice is not None and not _is_one(choice):
        raise RecognizerError(
            f"recognizer {one_line(repr(choice))}: is nothing that is called and has a name; give it one"
        )
    return choice


class RecognizerError(CorpusError):
    """A recognizer that cannot be used; the message says in one line what to install or download."""
