"""Packages by what somebody calls them: a place on disk, an address, or the name of an installed corpus."""

from __future__ import annotations

import os

from corpus_pkg.dataset import fetching
from corpus_pkg.dataset.files import Location
from corpus_pkg.errors import PackageError
from corpus_pkg.plugins import Group

#: The corpora that are installed: each the folder of a package.
DATASETS: Group[Location] = Group(
    name="corpus_pkg.datasets",
    noun="corpus",
    needs="the folder of a package",
    fits=lambda value: isinstance(value, (str, os.PathLike)),
    error=PackageError,
)


def located(package: Location | None) -> Location | None:
    """Return where a package lies on disk; what lies there goes before an installed corpus of the name.

    Raises PackageError for an address that cannot be fetched, and an installed corpus that cannot be used.
    """
    if not isinstance(package, str) or os.path.lexists(package):
        return package
    if fetching.is_address(package):
        return fetching.fetched(package)
    return DATASETS.load(package) if package in DATASETS.names() else package
