"""What other distributions bring: entry points, read, loaded and refused in one way for all groups.

A group of entry points is one kind of thing (recognizers, formats of export, carriers, checks, languages). What is
shipped stands in it by name, as an entry point would say it, so that nothing is imported before it is wanted. What
cannot be used is told in one line: what it is, where it is, whose it is, and what to do.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from typing import Any, Generic, TypeVar, cast

from corpus_pkg.errors import CorpusError, one_line

T = TypeVar("T")


@dataclass(frozen=True, eq=False)
class Group(Generic[T]):
    """A group of entry points.

    Attributes:
        name: the group, such as "corpus_pkg.carriers".
        noun: what one of them is called in a line for the user, such as "carrier".
        needs: what one must be, such as "a function of the opened dataset".
        fits: whether a loaded value is that.
        error: the kind of error that is raised for one that cannot be used, made of a line.
        shipped: what comes with the program: a name, and where it is ("module" or "module:attribute").
        key: the name that a loaded one bears in itself, where it bears one.

    """

    name: str
    noun: str
    needs: str
    fits: Callable[[object], bool]
    error: Callable[[str], CorpusError]
    shipped: Mapping[str, str] = field(default_factory=dict)
    key: Callable[[T], str] | None = None

    def names(self) -> tuple[str, ...]:
        """Return all names here: the shipped ones, and behind them those that other distributions bring, in order."""
        return tuple(dict.fromkeys(entry.name for entry in _entries(self)))

    def entry(self, name: str) -> EntryPoint:
        """Return the entry point of that name; raises `error` where there is none, or more than one."""
        entries = [entry for entry in _entries(self) if entry.name == name]
        if not entries:
            raise self.error(f"no {self.noun} {one_line(repr(name))}; there are {', '.join(self.names()) or 'none'}")
        if len(entries) > 1:
            places = " and ".join(map(_place, entries))
            raise self.error(one_line(f"{self.noun} {name}: {places} bear that name; uninstall or rename one"))
        return entries[0]

    def load(self, name: str) -> T:
        """Return the one of that name; raises `error` for one that is not there or cannot be used."""
        entry = self.entry(name)
        try:
            value = entry.load()
        except (Exception, SystemExit) as error:
            # A module that ends the program when it is imported would end this one without a word.
            reason = one_line(error) or type(error).__name__
            raise self.problem(name, f"cannot be loaded: {reason}") from error
        if not self.fits(value):
            raise self.problem(name, f"is not what is needed: {self.needs}")
        return cast(T, value)

    def all(self) -> Mapping[str, T]:
        """Return all of them, by what they are called in themselves; raises `error` as `load` does, and for twins."""
        return cast(Mapping[str, T], _all(self))

    def problem(self, name: str, reason: str) -> CorpusError:
        """Return the error that tells why the one of that name cannot be used."""
        place = _place(self.entry(name))
        return self.error(one_line(f"{self.noun} {name} ({place}): {reason}; mend or uninstall it"))


def forget() -> None:
    """Look for distributions anew from here on: some were installed or removed while the program ran."""
    _entries.cache_clear()
    _all.cache_clear()


@cache
def _entries(group: Group[Any]) -> tuple[EntryPoint, ...]:
    shipped = [EntryPoint(name, place, group.name) for name, place in group.shipped.items()]
    brought = sorted(set(entry_points(group=group.name)), key=lambda entry: (entry.name, entry.value))
    return (*shipped, *brought)


@cache
def _all(group: Group[Any]) -> Mapping[str, object]:
    values: dict[str, object] = {}
    for name in group.names():
        value = group.load(name)
        key = group.key(value) if group.key is not None else name
        if key in values:
            raise group.problem(name, f"there is a {group.noun} {one_line(repr(key))} already")
        values[key] = value
    return values


def _place(entry: EntryPoint) -> str:
    try:
        owner = entry.dist.name if entry.dist is not None else "corpus-pkg"
    except Exception:
        # Installers write METADATA; a distribution that was made by hand may have none.
        owner = None
    return f"{entry.value} of {owner}" if owner else entry.value
