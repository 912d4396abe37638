"""The way through a package, document by document, past every check of its evidence."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import Any, NamedTuple

from corpus_pkg.errors import PackageError
from corpus_pkg.language.lexicons import Lexicons
from corpus_pkg.package import descriptor, parts, portion
from corpus_pkg.package.extension import CURATION
from corpus_pkg.records import TABLES
from corpus_pkg.sharing import standoff
from corpus_pkg.validation import installed
from corpus_pkg.validation.evidence import (
    curation,
    dates,
    description,
    groups,
    identity,
    moments,
    names,
    places,
    spans,
    stories,
)
from corpus_pkg.validation.evidence.dossier import Dossier
from corpus_pkg.validation.evidence.links import Targets
from corpus_pkg.validation.evidence.pages import Pages
from corpus_pkg.validation.evidence.registers import Register
from corpus_pkg.validation.evidence.rows import read, side_by_side
from corpus_pkg.validation.problems import Problem
from corpus_pkg.validation.problems import evidence as kinds

#: The tables whose rows belong to documents, which their keys begin with.
_OF_DOCUMENTS = ("segments", "articles", "dates", "credits", "mentions", "links", CURATION.name)

#: A checklist of more bytes is none of a build's.
_LARGEST = 1 << 20

#: What is checked of each document, in this order: each is a function of its dossier that yields what is wrong.
RULES: tuple[Callable[[Dossier], Iterable[Problem]], ...] = (
    *identity.RULES,
    *spans.RULES,
    *stories.RULES,
    *places.RULES,
    *dates.RULES,
    *curation.RULES,
    *moments.RULES,
)


@dataclass(slots=True)
class Tally:
    """How much was checked: documents, those without a page at hand, spans, and dates that were read again."""

    documents: int = 0
    without_page: int = 0
    spans: int = 0
    dates: int = 0


class _Making(NamedTuple):
    """How a package was made: by which lexicons, by these very ones and this program, and without texts.

    Of one that this program made also the resources by their paths, and of a part alone which it is.
    """

    lexicons: tuple[Lexicons, ...]
    same: bool
    without_texts: bool
    resources: Mapping[str, Mapping[str, Any]]
    part: str | None


def is_ours(body: Mapping[str, Any]) -> bool:
    """Return whether a package is one of ours: marked so, or with two of our tables at least, each with its key."""
    return descriptor.MARK in body or sum(map(_is_table, body["resources"])) >= 2


def _is_table(resource: Any) -> bool:
    """Return whether a resource of any descriptor is a table of ours."""
    name = resource.get("name") if isinstance(resource, Mapping) else None
    schema = resource.get("schema") if isinstance(resource, Mapping) else None
    fields = schema.get("fields") if isinstance(schema, Mapping) else None
    if not (isinstance(name, str) and name in TABLES and isinstance(fields, list)):
        return False
    return set(TABLES[name].key) <= {field.get("name") for field in fields if isinstance(field, Mapping)}


def check(package: str | os.PathLike[str], tally: Tally | None = None, part: str | None = None) -> Iterator[Problem]:
    """Yield the problems of the package (its folder or its descriptor) by its own evidence, as they are met.

    Args:
        package: the folder or the descriptor.
        tally: counts what was checked, on the way.
        part: the part that is looked at alone; no table of another is opened.

    Raises:
        PackageError: where there is no package to check, or no such part.

    """
    path = descriptor.locate(package)
    body = descriptor.read(path)
    resources = descriptor.resources(body)
    narrow = body if part is None else portion.narrowed(body, part)
    listed_tables = [item for item in narrow["resources"] if isinstance(item, dict) and item.get("type") == "table"]
    places = parts.places({"resources": listed_tables})
    files: dict[str, Path] = {}
    for name in (*TABLES, *((CURATION.name,) if CURATION.name in places else ())):
        file = parts.inside(path.parent, places[name]) if name in places else None
        if file is None:
            yield kinds.TABLE_MISSING.problem(f"the package has no table {name}; build it again", name)
        else:
            files[name] = file
    without_texts = standoff.is_standoff(body)
    listed = frozenset(place for place, resource in resources.items() if descriptor.is_page(resource))
    own = None if part is None else frozenset(at for at in listed if portion.is_own(resources[at], part))
    pages = Pages(path.parent, listed, complete=bool(listed) and not without_texts, own=own)
    yield from _checklist(path.parent)
    same = installed.made_here(body)
    if same:
        yield from description.described(path.parent, body)
    yield from description.placed(path.parent, body, part)
    lexicons = names.at_hand(body)
    made = _Making(lexicons, bool(lexicons) and same, without_texts, resources if same else {}, part)
    yield from _walk(files, pages, tally if tally is not None else Tally(), made)


def _checklist(root: Path) -> Iterator[Problem]:
    """Yield a checklist that leaves the evidence out; a package may have none, and one's own may ask for more."""
    file = descriptor.inside(root, descriptor.CHECKLIST)
    if file is None or not file.is_file():
        return
    try:
        body = descriptor.load(file, _LARGEST)
    except PackageError:
        body = None
    checks = body.get("checks") if isinstance(body, dict) else None
    types = [check.get("type") for check in checks if isinstance(check, dict)] if isinstance(checks, list) else []
    if "corpus-evidence" not in types:
        message = f"{descriptor.CHECKLIST} does not ask for corpus-evidence; write it as a build does"
        yield kinds.CHECKLIST.problem(message)


def _walk(files: Mapping[str, Path], pages: Pages, tally: Tally, made: _Making) -> Iterator[Problem]:
    faults: list[Problem] = []
    registers = (
        Register("sources", "credits", "source_id", files, faults, made.lexicons),
        Register("entities", "mentions", "entity_id", files, faults, made.lexicons),
    )
    yield from _drained(faults)
    if "documents" not in files:
        return
    targets = Targets(files, standoff=made.without_texts, part=made.part)
    for dossier in _dossiers(files, faults, tally, same=made.same):
        # Of a page that is in the package nothing is left out.
        dossier.standoff = made.without_texts and not pages.holds(dossier.document)
        yield from _drained(faults)
        yield from pages.meet(dossier)
        if made.resources:
            yield from description.listed(dossier.document, made.resources)
        for rule in RULES:
            yield from rule(dossier)
        if dossier.text is not None:
            tally.dates += len(dossier.dates)
        for register in registers:
            yield from register.meet(dossier)
        targets.meet(dossier)
    yield from _drained(faults)
    yield from targets.rest()
    for register in registers:
        yield from register.rest(complete=made.part is None)
    yield from groups.alike(files, standoff=made.without_texts, part=made.part)
    yield from pages.rest()
    tally.without_page = pages.absent


def _dossiers(files: Mapping[str, Path], faults: list[Problem], tally: Tally, *, same: bool) -> Iterator[Dossier]:
    """Yield all that the tables say of each document; rows that belong to none go to `faults`."""
    walks = {name: side_by_side(name, files[name], faults) for name in _OF_DOCUMENTS if name in files}
    # A document whose row stands twice is told, and checked once.
    for identifier, documents in groupby(read("documents", files["documents"], faults), attrgetter("document_id")):
        dossier = Dossier(next(documents), same=same)
        for name, walk in walks.items():
            taken = walk.take(identifier)
            if name == "articles":
                dossier.articles = {row.article_id: row for row in taken}
            else:
                setattr(dossier, name, taken)
                tally.spans += len(taken)
        tally.documents += 1
        yield dossier
    for walk in walks.values():
        walk.rest()


def _drained(faults: list[Problem]) -> Iterator[Problem]:
    yield from faults
    faults.clear()
