"""Which corpus.toml speaks for a package, and by which folder the paths of its pages are named.

A package has the corpus.toml that lies in its own folder. One without texts is another form of a corpus that lies
elsewhere, beside its pages: it goes by the name, licence and rights of that corpus, and its pages have the paths that
they have there, so that the rules on texts fit the same pages and the way back gives the same package.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from corpus_pkg.errors import BuildError, one_line
from corpus_pkg.package import configuration
from corpus_pkg.package.configuration import FILE_NAME, Configuration


@dataclass(frozen=True, slots=True)
class Terms:
    """What a package says of itself, and where that was found.

    Attributes:
        about: what corpus.toml says.
        home: the folder that its lexicons lie in.
        root: the folder by which the paths of pages are named: the package's, or that of the corpus it is made of.
        taken: the corpus.toml of that corpus, where it is another than the package's own.
        unheeded: each corpus.toml above the pages that was not read, as the package is one of its own.

    """

    about: Configuration
    home: Path
    root: Path
    taken: Path | None = None
    unheeded: tuple[Path, ...] = ()


def of_package(
    config: str | os.PathLike[str] | Configuration | None,
    folder: Path,
    inputs: Iterable[str | os.PathLike[str]],
    *,
    is_shared: bool,
) -> Terms:
    """Return the terms of the package in `folder`, made of `inputs`.

    Args:
        config: a corpus.toml, or what one says, where the caller names it.
        folder: the package's, links followed.
        inputs: the pages and folders of pages.
        is_shared: whether the package is the form of a corpus without texts.

    Raises BuildError where the pages lie in two corpora, or the package would lie among them; PackageError for a
    corpus.toml that is none.

    """
    if isinstance(config, Configuration):
        return Terms(config, folder, folder)
    if config is not None:
        return Terms(configuration.read(Path(config)), Path(config).absolute().parent, folder)
    above = () if os.path.lexists(folder / FILE_NAME) else tuple(sorted(set(_above(inputs))))
    if not (is_shared and above):
        return Terms(configuration.default(folder), folder, folder, unheeded=above)
    if len(above) > 1:
        raise BuildError(f"{' and '.join(map(one_line, above))}: the pages lie in two corpora; name one (--config)")
    (taken,) = above
    _check_apart(inputs, folder)
    return Terms(configuration.default(taken.parent), taken.parent, taken.parent, taken)


def _above(inputs: Iterable[str | os.PathLike[str]]) -> Iterator[Path]:
    """Yield the nearest corpus.toml above each input."""
    for item in inputs:
        for parent in Path(os.path.realpath(item)).parents:
            if (parent / FILE_NAME).is_file():
                yield parent / FILE_NAME
                break


def _check_apart(inputs: Iterable[str | os.PathLike[str]], folder: Path) -> None:
    """Raise BuildError where the package would lie in an input, which the next build would read."""
    for item in inputs:
        real = Path(os.path.realpath(item))
        if real == folder or real in folder.parents:
            raise BuildError(
                f"{one_line(os.fspath(item))}: the package would lie inside this input; build it somewhere else (--out)"
            )


def cache_folder(
    cache: str | os.PathLike[str] | Literal[False] | None, own: Terms, inputs: Iterable[str | os.PathLike[str]]
) -> Path | None:
    """Return the folder of the cache: the one that the caller names, else corpus.toml; None for none, or False.

    Raises BuildError for a name that is none, and where a build would take what is in it for pages.
    """
    if cache is None and own.about.cache is not None:
        folder = os.fspath(own.home / own.about.cache)
    elif cache is None or cache is False:
        return None
    else:
        folder = os.fspath(cache)
    if not folder or "\0" in folder:
        raise BuildError("the folder of the cache has no name; name one (--cache)")
    place = Path(os.path.realpath(folder))
    for item in inputs:
        root = Path(os.path.realpath(item))
        if place.is_relative_to(root) and not any(part.startswith(".") for part in place.relative_to(root).parts):
            raise BuildError(
                f"{one_line(place)}: the cache would lie among the pages in {one_line(os.fspath(item))}; give it a "
                "hidden name or another place (--cache)"
            )
    return place
