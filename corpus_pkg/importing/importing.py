"""From an annotated file to the package's `curation.csv`."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, TypeAlias, get_args

from corpus_pkg.curation import layer, table
from corpus_pkg.curation.known import Known
from corpus_pkg.dataset import dataset as datasets
from corpus_pkg.dataset.dataset import Dataset
from corpus_pkg.errors import PackageError
from corpus_pkg.importing import brat, conll, labelstudio
from corpus_pkg.importing.comparison import corrections
from corpus_pkg.importing.files import Read
from corpus_pkg.importing.views import Views
from corpus_pkg.language.lexicons import Lexicons
from corpus_pkg.package import configuration, descriptor, parts, tables
from corpus_pkg.package.extension import CURATION, Curation

Origin: TypeAlias = Literal["brat", "labelstudio", "conll"]
#: The programs whose files are read.
ORIGINS: tuple[str, ...] = get_args(Origin)
#: So many mistakes are told; the rest is counted.
SHOWN = 20

_READERS: dict[str, Callable[[Path, Views, str | None, list[str]], Iterator[Read]]] = {
    "brat": brat.read,
    "conll": conll.read,
    "labelstudio": labelstudio.read,
}


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did.

    Attributes:
        path: the file of corrections.
        changes: how many corrections of each sort it got.
        pages: of how many pages.

    """

    path: Path
    changes: Mapping[str, int]
    pages: int


def import_annotations(
    package: str | os.PathLike[str],
    source: str | os.PathLike[str],
    *,
    origin: str,
    by: str | None = None,
    lexicons: Lexicons | None = None,
) -> Imported:
    """Take what people corrected in an export of a package into its `curation.csv`, which the next build keeps.

    Args:
        package: the folder of the package that was exported.
        source: what was annotated: of brat the folder or an .ann file, else the file.
        origin: the program: brat, labelstudio or conll.
        by: who annotated, where the file does not say.
        lexicons: the tables that know entities; by default those that corpus.toml names, over those shipped.

    What the export said and the file says no more was removed. Pages and texts that the file does not hold are left
    alone. Raises PackageError, a line for each mistake in the file; nothing is changed then.

    """
    if origin not in _READERS:
        raise PackageError(f"no program {origin!r}; those whose files are read are {', '.join(ORIGINS)}")
    place = Path(source)
    if not place.exists():
        raise PackageError(f"{place}: is not there; name what was annotated")
    if origin != "brat" and place.is_dir():
        raise PackageError(f"{place}: is a folder; name the file that was annotated")
    home = descriptor.locate(package).parent
    dataset = datasets.open(home)
    path = home / table.FILE_NAME
    before = table.read(path)
    views = Views(dataset)
    faults: list[str] = []
    found: list[Curation] = []
    touched: set[str] = set()
    for read in _READERS[origin](place, views, by, faults):
        touched.add(read.view.sheet.document.document_id)
        found += corrections(read.view, read.stated, read.by, faults)
    known = Known(lexicons or _lexicons(home))
    met = {row.entity_id for row in dataset.entities}
    faults += [
        f"{row.origin}: no table of entities has {row.entity_id!r}; add a row to your lexicons, or leave it open"
        for row in found
        if row.entity_id is not None and row.entity_id not in met and not known.has(row.entity_id)
    ]
    faults += _pending(dataset, views, before, touched, path)
    if faults:
        more = [f"and {len(faults) - SHOWN} more mistakes"] if len(faults) > SHOWN else []
        raise PackageError(*faults[:SHOWN], *more)
    if found:
        table.write(path, table.merged(before, found))
    return Imported(
        path, dict(sorted(Counter(row.change for row in found).items())), len({row.document_id for row in found})
    )


def _pending(dataset: Dataset, views: Views, before: list[Curation], touched: set[str], path: Path) -> Iterator[str]:
    """Yield the pages of which a file cannot know all corrections: the package does not have the earlier ones yet."""
    listed = parts.places(dataset.descriptor).get(CURATION.name)
    had = set(tables.read(parts.joined([path.parent / place for place in listed]), CURATION)) if listed else set()
    waiting: dict[str, list[Curation]] = {}
    for row in before:
        if row.document_id in touched and row not in had:
            waiting.setdefault(row.document_id, []).append(row)
    for document_id, rows in waiting.items():
        sheet = views.sheet(document_id)
        given: dict[str, Any] = {
            name: dataset.table(name).of(document_id) for name in ("articles", "dates", "mentions")
        }
        given["documents"] = (sheet.document,)
        if layer.apply(given, rows, sheet, lambda name: True).standing:
            yield f"{path}: has corrections of {document_id} that the package does not have yet; build it first"


def _lexicons(home: Path) -> Lexicons | None:
    """Return the lexicons that the package's corpus.toml names; None for those shipped."""
    about = configuration.default(home)
    folder = home / about.lexicons if about.lexicons is not None else None
    return Lexicons(folder) if folder is not None and folder.is_dir() else None
