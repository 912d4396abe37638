"""The pages of a package built again, with what its descriptor names, into a folder of its own."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from corpus_pkg.building.build import build
from corpus_pkg.building.collection import copy_folders
from corpus_pkg.building.engines import LOCAL
from corpus_pkg.building.provenance import configuration_hash
from corpus_pkg.curation import table
from corpus_pkg.errors import PackageError, one_line
from corpus_pkg.language.lexicons import Lexicons, default
from corpus_pkg.package import configuration, descriptor, parts
from corpus_pkg.package.configuration import Configuration
from corpus_pkg.package.extension import CURATION
from corpus_pkg.package.paths import COPIES, RAW, original
from corpus_pkg.sharing import standoff

# What the resources of pages and of their carriers are called.
_PAGES = ("page-", "carrier-")
_COPIES = re.compile(rf"{RAW}|{COPIES}(?:-[0-9]{{1,3}})?")


@dataclass(frozen=True, slots=True)
class Reading:
    """What pages are read again with, where the package does not say it.

    Attributes:
        jobs: worker processes.
        config: the corpus.toml that the package was built by; None for the one in it, else what the descriptor says.
        lexicons: a folder of lexicons; None for what corpus.toml names.

    """

    jobs: int = 1
    config: str | os.PathLike[str] | None = None
    lexicons: str | os.PathLike[str] | None = None


def rebuild(root: Path, body: Mapping[str, Any], folder: Path, reading: Reading) -> Path:
    """Build the package in `root`, which the descriptor `body` describes, again in `folder`; return its descriptor.

    Nothing is written to `root`. Raises PackageError, one line, where that cannot be done: for a package without
    pages, and for what the build refuses.
    """
    if standoff.is_standoff(body):
        raise PackageError("the package holds no texts; make the full one of it (corpus-pkg rehydrate) and check that")
    pages = [resource for resource in body["resources"] if _is_page(resource)]
    if not pages:
        raise PackageError("the package holds no pages; build it with them (without --no-raw) to check it by them")
    try:
        inputs = list(_laid_out(root, pages, folder))
        _corrections(root, body, folder / "package")
    except OSError as error:
        raise PackageError(f"the pages cannot be laid out ({error.strerror or error}); make room, or unpack") from None
    about, home = _configuration(root, body, reading.config)
    recognizer = descriptor.made_by(body).get("recognizer")
    result = build(
        inputs,
        folder / "package",
        config=about,
        lexicons=_lexicons(about, home, reading.lexicons),
        recognizer=recognizer if isinstance(recognizer, str) else None,
        jobs=reading.jobs,
        # A package from anybody sends no page anywhere.
        engine=LOCAL,
        parts=parts.number(body),
        # What an earlier build says is what is to be checked.
        cache=False,
    )
    return result.package


def _corrections(root: Path, body: Mapping[str, Any], folder: Path) -> None:
    """Put what people corrected in the package where a build of it finds that."""
    listed = parts.places(body).get(CURATION.name)
    file = parts.inside(root, listed) if listed is not None else None
    if file is not None and file.is_file():
        (folder / table.FILE_NAME).write_bytes(file.read_bytes())


def _is_page(resource: Any) -> bool:
    return (
        isinstance(resource, Mapping)
        and descriptor.is_page(resource)
        and isinstance(resource.get("path"), str)
        and (descriptor.MARK in resource or str(resource.get("name")).startswith(_PAGES))
    )


def _laid_out(root: Path, pages: list[Mapping[str, Any]], folder: Path) -> Iterator[str]:
    """Put the pages where a build finds them as it found them before; yield its inputs."""
    copied, package = folder / "pages", folder / "package"
    for place in (copied, package):
        place.mkdir()
    used: set[str] = set()
    for resource in pages:
        path = str(resource["path"])
        file = descriptor.inside(root, path)
        if file is None or not file.is_file():
            raise PackageError(one_line(f"{path}: the page is not there; put it back to check the package by it"))
        mark = resource.get(descriptor.MARK)
        first, _, rest = path.partition("/")
        if _COPIES.fullmatch(first) and isinstance(mark, Mapping) and mark.get("copied") is True:
            used.add(first)
            # Under its own name, which the build makes the path of.
            name = original(rest)
            if any(part in ("", ".", "..") for part in name.split("/")) or "\0" in name:
                raise PackageError(one_line(f"{path}: is no name that a build gives; build the package again"))
            if any(part.startswith(".") for part in name.split("/")[1:]):
                # No folder shows it: it was named, and lay in the package, whose places its name repeats.
                _link(file, package / name)
                yield str(package / name)
            else:
                _link(file, copied / name)
        else:
            _link(file, package / path)
            yield str(package / path)
    # Copies lie where no input did: an empty folder for each place that one lay in.
    for taken in takewhile(lambda name: name not in used, copy_folders()) if used else ():
        (package / taken).mkdir(exist_ok=True)
        yield str(package / taken)
    for entry in sorted(copied.iterdir()):
        yield str(entry)


def _link(file: Path, target: Path) -> None:
    """Put the file at the target, without a copy where the system can; what is there is never written over."""
    if os.path.lexists(target):
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(file, target)
    except OSError:
        shutil.copyfile(file, target)


def _configuration(
    root: Path, body: Mapping[str, Any], config: str | os.PathLike[str] | None
) -> tuple[Configuration, Path]:
    """Return the configuration that made the package, or what comes nearest to it, and the folder that it stands in."""
    if config is not None:
        return configuration.read(Path(config)), Path(config).absolute().parent
    candidates = []
    beside = descriptor.inside(root, configuration.FILE_NAME)
    if beside is not None and beside.is_file():
        candidates.append(configuration.read(beside))
    candidates += [about for left_out in ((), ("created",)) if (about := _described(body, left_out)) is not None]
    stated = descriptor.made_by(body).get("configuration")
    fitting = (about for about in candidates if configuration_hash(about) == stated)
    return next(fitting, candidates[0] if candidates else Configuration(name="corpus")), root


def _described(body: Mapping[str, Any], left_out: tuple[str, ...]) -> Configuration | None:
    """Return the configuration that a descriptor repeats, some properties left out; None where it is none."""
    names = [name for name, field in Configuration.model_fields.items() if not field.exclude and name not in left_out]
    try:
        return Configuration.model_validate({name: body[name] for name in names if name in body})
    except ValidationError:
        return None


def _lexicons(about: Configuration, home: Path, folder: str | os.PathLike[str] | None) -> Lexicons | None:
    """Return the lexicons to read with: those named, those of the configuration where they are there, else ours."""
    if folder is not None:
        if not Path(folder).is_dir():
            raise PackageError(one_line(f"{folder}: no such folder of lexicons; name one"))
        return Lexicons(Path(folder).absolute())
    if about.lexicons is None:
        return None
    place = descriptor.inside(home, about.lexicons)
    return Lexicons(place) if place is not None and place.is_dir() else default()
