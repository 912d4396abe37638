"""Recognizers: what finds names that no table has.

A recognizer reads a text and says which stretches of it name a person, an organisation or a place. It says no more: who
or what that is stays a matter of the gazetteer. Any callable with a `name` will do; those that come with the package or
lean on another one are known by name (`named`), and so are those that other distributions bring: an entry point of the
group `corpus_pkg.recognizers` names a function of the lexicons that returns one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from importlib.metadata import EntryPoint
from typing import NamedTuple, Protocol, runtime_checkable

from corpus_pkg.digests import of_bytes
from corpus_pkg.entities.model import Mention
from corpus_pkg.errors import CorpusError, one_line
from corpus_pkg.language.lexicons import Lexicons, default
from corpus_pkg.plugins import Group
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
    """Finds names in a text; `method` of what it finds is `name`, behind `recognizer:` where it comes from outside."""

    @property
    def name(self) -> str:
        """A short word, such as "labeller"."""

    def __call__(self, text: str) -> Iterable[Recognised]:
        """Return the names in `text`: spans inside it, in any order; what overlaps or is empty is left out later."""


@runtime_checkable
class Informed(Protocol):
    """A recognizer that leans on the gazetteer, and takes what it found so that it need not look again."""

    def recognise_all(
        self, texts: Sequence[str], mentions: Sequence[Sequence[Mention]]
    ) -> Sequence[Iterable[Recognised]]:
        """Return the names in each part of a story, given the gazetteer's mentions in it, in order (its code points).

        The parts are read together: what stands beside a name in one tells of it in another.
        """


@runtime_checkable
class Folding(Protocol):
    """An informed recognizer that reads the folded text, so that it need not be folded again."""

    def recognise_folded(
        self, text: str, parts: Sequence[tuple[int, int]], mentions: Iterable[tuple[int, int, EntityType]]
    ) -> Sequence[Iterable[Recognised]]:
        """Return the names in each part of a story: all are spans of the folded `text`, parts in order and apart."""


#: The recognizer of a build that names none: None for the gazetteer and patterns alone.
DEFAULT: str | None = "labeller"

#: What `method` has room for.
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
#: What a user writes for the gazetteer and patterns alone.
NONE = "none"
# Those that bring a model of their own: their maker takes no lexicons.
_ALONE = frozenset({"camel", "stanza", "gliner"})


class RecognizerError(CorpusError):
    """A recognizer that cannot be used; the message says in one line what to install or download."""


#: What makes each recognizer: those that come with the package or lean on another one, and those brought from outside.
RECOGNIZERS: Group[Callable[..., Recognizer]] = Group(
    name="corpus_pkg.recognizers",
    noun="recognizer",
    needs="a function of the lexicons that returns what is called and has a name of letters and digits",
    fits=callable,
    error=RecognizerError,
    shipped={
        "labeller": "corpus_pkg.entities.labeller:default",
        "camel": "corpus_pkg.entities.backends:camel",
        "stanza": "corpus_pkg.entities.backends:stanza",
        "gliner": "corpus_pkg.entities.backends:gliner",
    },
)
#: The names of those that come with the package or lean on another one.
NAMES = tuple(RECOGNIZERS.shipped)


def named(name: str, lexicons: Lexicons | None = None) -> Recognizer:
    """Return the recognizer of that name, leaning on `lexicons` (the shipped ones by default) where it leans on tables.

    Raises:
        RecognizerError: there is none of that name, or the package that it leans on, or its model, is not there.

    """
    return _made(RECOGNIZERS.entry(name), lexicons or default())


@cache
def _made(entry: EntryPoint, lexicons: Lexicons) -> Recognizer:
    """Return the recognizer of an entry point, made once for each tables: a story asks for it by name."""
    make = RECOGNIZERS.load(entry.name)
    try:
        recognizer = make() if entry.name in _ALONE else make(lexicons)
    except CorpusError:
        raise
    except Exception as error:
        raise RECOGNIZERS.problem(entry.name, f"cannot be made: {one_line(error)}") from error
    if not _is_one(recognizer):
        raise RECOGNIZERS.problem(entry.name, "gives nothing that is called and has a name of letters and digits")
    return recognizer


def _is_one(value: object) -> bool:
    name = getattr(value, "name", None)
    return callable(value) and isinstance(name, str) and _NAME.fullmatch(name) is not None


def chosen(choice: Recognizer | str | None, lexicons: Lexicons | None = None) -> Recognizer | None:
    """Return the recognizer of a choice: by name, itself, or None for "none" and None; raises as `named` does.

    It is None too where none was chosen and the language of `lexicons` has no model.
    """
    if isinstance(choice, str):
        tables = lexicons or default()
        unlearned = choice == DEFAULT and tables.language.model is None
        return None if choice == NONE or unlearned else named(choice, tables)
    if choice is not None and not _is_one(choice):
        raise RecognizerError(
            f"recognizer {one_line(repr(choice))}: is nothing that is called and has a name of letters, digits, "
            "dots, hyphens and underscores; give it one"
        )
    return choice


def stated(choice: Recognizer | str | None, lexicons: Lexicons | None = None) -> tuple[str, str | None]:
    """Return the name of the recognizer of a choice, NONE without one, and its model; raises as `chosen` does.

    A recognizer tells its model by an attribute `model` (a hash or a version, a text), where it has one. The labeller
    takes long to make, and who builds of what was read before, or has others read, needs none: its file is hashed.
    """
    if choice == "labeller":
        RECOGNIZERS.entry(choice)
        path = (lexicons or default()).language.model
        return (NONE, None) if path is None else (choice, of_bytes(path.read_bytes()))
    recognizer = chosen(choice, lexicons)
    model = getattr(recognizer, "model", None)
    return NONE if recognizer is None else recognizer.name, model if isinstance(model, str) and model else None
