"""The form of a package that can be passed on: what repeats pages is taken out, but for what may be shared.

The tables are written in full first, so that they are those of any build, and then once more without what they repeat.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus_pkg import identifiers
from corpus_pkg.building.inventory import Inventory
from corpus_pkg.building.rights import Rules
from corpus_pkg.building.terms import Terms
from corpus_pkg.errors import BuildError, one_line
from corpus_pkg.package.staging import Claims, Staging, file_digest
from corpus_pkg.records import Document
from corpus_pkg.sharing import standoff


@dataclass(frozen=True, slots=True)
class Shared:
    """What a package without texts still holds of them.

    Attributes:
        stories: how many stories keep their texts.
        pages: how many raw pages are in it, copies counted.
        beside: how many pages lie in its folder without being part of it.
        repeating: how many stories might be passed on, but repeat one that may not.
        named: the paths of pages whose name repeats what is withheld of them.

    """

    stories: int
    pages: int
    beside: int
    repeating: int
    named: tuple[str, ...]


def withhold(
    full: Mapping[str, Any],
    held: Inventory,
    terms: Terms,
    place: Callable[[str], Path],
    staging: Staging,
    claims: Claims,
    out: Path,
) -> tuple[dict[str, Any], list[str], Shared]:
    """Take what may not be passed on out of the tables that were written.

    Args:
        full: the descriptor of the full package.
        held: the pages.
        terms: what the corpus says of its texts, and where its pages lie.
        place: where the table of a name is written.
        staging: takes what is written to the package.
        claims: tells what of it may be replaced.
        out: the package's folder.

    Returns the descriptor, the paths of the pages that were put into the package, and what it holds of the texts.

    """
    originals = {original.document_id: original for original in held.documents}
    folder = staging.scratch / "standoff"
    folder.mkdir()

    def page(document: Document) -> bytes | None:
        return originals[document.document_id].load()[0].data

    is_any = any(rule.share for rule in terms.about.texts or ())
    kept = standoff.select(place, Rules(terms.about.texts or ()).may_share) if is_any else standoff.Selection()
    left = standoff.withhold(place, lambda name: folder / f"{name}.csv", page, kept)
    sums = {}
    for path in sorted(folder.iterdir()):
        sums[path.stem] = file_digest(path)
        path.replace(place(path.stem))
    pages: dict[str, bool] = {}
    for raw in held.files:
        if raw.format is None and identifiers.document_id(raw.sha256) in left.pages:
            pages[raw.file.path] = not (raw.file.in_place and terms.root == out)
            if pages[raw.file.path] and claims.check(raw.file.path) != raw.sha256:
                shutil.copyfile(raw.file.file, staging.file(raw.file.path))
                if file_digest(staging.file(raw.file.path))[0] != raw.sha256:
                    raise BuildError(f"{one_line(raw.file.file)}: changed while it was read; build again")
    written = [path for path, copied in pages.items() if copied and staging.file(path).exists()]
    beside = sum(raw.file.in_place and terms.root == out and raw.file.path not in pages for raw in held.files)
    shared = Shared(len(kept.stories), len(pages), beside, kept.repeating, left.named)
    return standoff.describe(full, sums, pages), written, shared
