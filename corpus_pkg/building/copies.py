"""The copies of pages that a package takes with it, made before anything is read: nobody changes what is read."""

from __future__ import annotations

from pathlib import Path

from corpus_pkg.building.failures import Failures, failure
from corpus_pkg.building.inputs import UNREADABLE
from corpus_pkg.building.inventory import CHANGED, Inventory, Original, RawFile
from corpus_pkg.digests import Digest
from corpus_pkg.package.staging import Claims, Staging
from corpus_pkg.reading import carriers


def copied(
    held: Inventory, claims: Claims, staging: Staging, out: Path, failures: Failures
) -> tuple[Inventory, list[str]]:
    """Copy the files that lie elsewhere for the package in `out`; what it then holds, and the paths of new copies.

    The documents are read from the copies. A file that is no longer what it was is left out, with a failure.
    """
    places: dict[str, str] = {}
    written = []
    files = []
    for raw in held.files:
        path = raw.file.path
        if not raw.file.in_place:
            if claims.check(path) == raw.sha256:
                places[path] = str(out / path)
            elif (problem := _copy(raw, staging.file(path))) is None:
                places[path] = str(staging.file(path))
                written.append(path)
            else:
                failures.add(failure(path, raw.file.file, problem))
                continue
        files.append(raw)
    kept = {raw.file.path for raw in files}
    documents = (_from_copies(original, kept, places) for original in held.documents)
    return Inventory(tuple(document for document in documents if document.files), tuple(files)), written


def _copy(raw: RawFile, target: Path) -> str | None:
    """Copy the file, and return why it could not be read; raises OSError where it could not be written."""
    read = Digest()
    blocks = carriers.blocks(Path(raw.file.file))
    problem = None
    with target.open("wb") as copy:
        while True:
            try:
                block = next(blocks, b"")
            except OSError as error:
                problem = UNREADABLE.format(error.strerror)
                break
            if not block:
                break
            read.add(block)
            copy.write(block)
    if problem is None and read.hexadecimal != raw.sha256:
        problem = CHANGED
    if problem is not None:
        target.unlink()
    return problem


def _from_copies(original: Original, kept: set[str], places: dict[str, str]) -> Original:
    """Return the document with those of its files that are kept, each with the place of its copy."""
    files = tuple(page.with_copy(places.get(page.carrier)) for page in original.files if page.carrier in kept)
    # `dataclasses.replace` takes longer than the rest.
    return Original(original.document_id, original.sha256, original.size, files, original.note, original.broken)
