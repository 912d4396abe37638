"""A hash over all that the reading of a page depends on besides the page.

Not by versions alone: whoever changes a rule of the program, or a row of a table, reads all pages anew.
"""

from __future__ import annotations

import platform
import sys
import unicodedata
from collections.abc import Iterator
from functools import cache
from importlib.metadata import PackageNotFoundError, entry_points, version
from pathlib import Path

import corpus_pkg
from corpus_pkg.building.knowledge import Knowledge
from corpus_pkg.digests import canonical, of_bytes, of_json
from corpus_pkg.language.base import languages
from corpus_pkg.making import MadeBy

#: Rooms that read no page: a change in them changes no row.
ABOVE = frozenset(
    (
        "commands",
        "curation",
        "dataset",
        "exploring",
        "exporting",
        "importing",
        "learning",
        "sharing",
        "shipped",
        "training",
        "validation",
    )
)
#: Distributions whose release may change a row.
_LEANED_ON = (
    "ahocorasick-rs",
    "babel",
    "charset-normalizer",
    "hijridate",
    "numpy",
    "pydantic",
    "pydantic-core",
)


def of_reading(knowledge: Knowledge, made_by: MadeBy) -> str | None:
    """Return the fingerprint of what pages are read with; None where nobody can tell it.

    That is so with a recognizer from outside that tells no model: it may be another one tomorrow.
    """
    if knowledge.recognizer is not None and made_by.model is None and made_by.recognizer != "none":
        return None
    return of_json(
        [
            made_by.model_dump(mode="json", exclude={"configuration"}),
            knowledge.recognizer if isinstance(knowledge.recognizer, str) else None,
            program(),
            sys.version,
        ]
    )


def program() -> dict[str, str | None]:
    """Return what must be the same where pages are read alike, by what it is called: each by its version or hash."""
    return {
        "Python": f"{platform.python_implementation()} {platform.python_version()}",
        "Unicode": unicodedata.unidata_version,
        "corpus-pkg": _own(),
        "models": of_bytes(canonical(_models())),
        "plugins": of_bytes(canonical(list(_brought()))),
        **{name: _version(name) for name in _LEANED_ON},
    }


@cache
def _own() -> str:
    """Return the hash of the program's own files."""
    root = Path(corpus_pkg.__file__).parent
    files = sorted(
        path
        for path in root.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and path.relative_to(root).parts[0] not in ABOVE
    )
    return of_bytes(canonical([[path.relative_to(root).as_posix(), of_bytes(path.read_bytes())] for path in files]))


@cache
def _models() -> tuple[tuple[str, str], ...]:
    """Return the hash of the model of each language that has one."""
    models = {code: language.model for code, language in languages().items()}
    return tuple((code, of_bytes(model.read_bytes())) for code, model in sorted(models.items()) if model is not None)


def _brought() -> Iterator[list[str]]:
    """Yield what other distributions bring to the reading of pages: where it is, and the version that it is of."""
    for group in ("corpus_pkg.carriers", "corpus_pkg.languages", "corpus_pkg.recognizers"):
        for entry in sorted(entry_points(group=group), key=lambda entry: (entry.name, entry.value)):
            owner = entry.dist
            yield [group, entry.name, entry.value, "" if owner is None else f"{owner.name} {owner.version}"]


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None
