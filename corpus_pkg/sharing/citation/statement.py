"""What a package states of itself that a citation needs."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from corpus_pkg.language.lexicons import default
from corpus_pkg.package import descriptor, parts, tables
from corpus_pkg.package.extension import CURATION, Curation

_ADDRESS = re.compile(r"https?://\S+")
_ORCID = re.compile(r"https://orcid\.org/[0-9]{4}-[0-9]{4}-[0-9]{4}-[0-9]{3}[0-9X]/?")
_EMAIL = re.compile(r"\S+@\S+\.\S{2,}")
_CREATED = re.compile(r"([0-9]{4})-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])")
_LONE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Contributor:
    """Who made the package, as it states: the name, its parts where they are told apart, roles in lower case."""

    name: str
    given: str | None
    family: str | None
    roles: frozenset[str]
    path: str | None
    email: str | None
    organization: str | None

    @property
    def orcid(self) -> str | None:
        """The address of the ORCID, where the contributor's is one."""
        return self.path.rstrip("/") if self.path and _ORCID.fullmatch(self.path) else None

    @property
    def is_person(self) -> bool:
        """Whether this is a person: who gives parts of a name is one, any other name is an entity's."""
        return self.given is not None or self.family is not None


@dataclass(frozen=True, slots=True)
class Licence:
    """A licence of the package: its name, the address of its text, its title."""

    name: str | None
    path: str | None
    title: str | None

    @property
    def spdx(self) -> str | None:
        """The name where it is one of SPDX that the lexicon `licenses` knows."""
        return self.name if self.name in {row["license"] for row in default().rows("licenses")} else None

    @property
    def shown(self) -> str:
        """What to call it."""
        return self.name or self.title or self.path or ""


@dataclass(frozen=True, slots=True)
class Citation:
    """What a package states of itself that a citation needs; None and empty where it states nothing.

    Attributes:
        name: the package's short name.
        date: the day of `created`, as YYYY-MM-DD.
        identifier: the fingerprint, "sha256:" and 64 hexadecimal digits.
        curators: who corrected what was read, as the table of corrections names them.

    """

    name: str
    title: str
    version: str | None
    description: str | None
    homepage: str | None
    date: str | None
    keywords: tuple[str, ...]
    contributors: tuple[Contributor, ...]
    licences: tuple[Licence, ...]
    rights: str | None
    identifier: str
    curators: tuple[str, ...] = ()

    @property
    def year(self) -> str | None:
        """The year of the date."""
        return self.date[:4] if self.date else None

    @property
    def authors(self) -> tuple[Contributor, ...]:
        """Those with the role of an author or creator; where nobody has one, all but the publishers."""
        authors = tuple(person for person in self.contributors if person.roles & {"author", "creator"})
        return authors or tuple(person for person in self.contributors if "publisher" not in person.roles)

    @property
    def publisher(self) -> str | None:
        """The first contributor whose role is publisher."""
        return next((person.name for person in self.contributors if "publisher" in person.roles), None)

    @property
    def licence(self) -> str | None:
        """The titles of the licences in a line."""
        titles = ", ".join(licence.title or licence.shown for licence in self.licences)
        return f"Licence{'s' if len(self.licences) > 1 else ''}: {titles}" if titles else None


def citation(package: str | os.PathLike[str]) -> Citation:
    """Read the citation of the package (its folder or its descriptor); raises PackageError where there is none."""
    path = descriptor.locate(package)
    body = descriptor.read(path)
    return replace(stated(body), curators=_curators(path.parent, body))


def stated(body: Mapping[str, Any]) -> Citation:
    """Return the citation of a package by what its descriptor states.

    Properties that are not of the form that the Data Package standard gives them count as not stated.
    """
    name = _text(body.get("name"))
    created = _CREATED.match(_text(body.get("created")) or "")
    return Citation(
        name=name or "data-package",
        title=_text(body.get("title")) or name or "Data Package",
        version=_text(body.get("version")),
        description=_text(body.get("description")),
        homepage=_address(body.get("homepage")),
        date=created[0] if created else None,
        keywords=tuple(dict.fromkeys(word for item in _list(body.get("keywords")) if (word := _text(item)))),
        contributors=contributors(body),
        licences=tuple(licence for item in _list(body.get("licenses")) if (licence := _licence(item)) is not None),
        rights=_text(body.get("rights")),
        identifier=descriptor.fingerprint(dict(body)),
    )


def _curators(root: Path, body: Mapping[str, Any]) -> tuple[str, ...]:
    """Return who corrected what was read, in order."""
    listed = parts.places(body).get(CURATION.name)
    if listed is None:
        return ()
    rows = tables.read(parts.joined([root / place for place in listed]), CURATION)
    return tuple(sorted({row.curator for row in rows if isinstance(row, Curation)}))


def contributors(body: Mapping[str, Any]) -> tuple[Contributor, ...]:
    """Return the contributors that a descriptor states, in its order; those without a name are none."""
    return tuple(person for item in _list(body.get("contributors")) if (person := _contributor(item)) is not None)


def _contributor(item: Any) -> Contributor | None:
    if not isinstance(item, dict):
        return None
    given, family = _text(item.get("givenName")), _text(item.get("familyName"))
    name = _text(item.get("title")) or " ".join(filter(None, (given, family)))
    if not name:
        return None
    roles = [*_list(item.get("roles")), item.get("role")]
    email = _text(item.get("email"))
    return Contributor(
        name,
        given,
        family,
        frozenset(role.strip().lower() for role in roles if isinstance(role, str)),
        _address(item.get("path")),
        email if email and _EMAIL.fullmatch(email) else None,
        _text(item.get("organization")) or _text(item.get("organisation")),
    )


def _licence(item: Any) -> Licence | None:
    if not isinstance(item, dict):
        return None
    licence = Licence(_text(item.get("name")), _address(item.get("path")), _text(item.get("title")))
    return licence if licence.shown else None


def _text(value: Any) -> str | None:
    """Return a text in one line, None for what is none; half a surrogate pair, which no file holds, becomes U+FFFD."""
    if not isinstance(value, str):
        return None
    shown = _LONE.sub("\ufffd", value)
    return " ".join("".join(letter if letter.isprintable() else " " for letter in shown).split()) or None


def _address(value: Any) -> str | None:
    return value if isinstance(value, str) and _ADDRESS.fullmatch(value) and value.isprintable() else None


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
