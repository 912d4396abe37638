"""What lies in a package's folder beside what its descriptor lists: nobody has looked at it."""

from __future__ import annotations

import filecmp
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from corpus_pkg.package import descriptor
from corpus_pkg.package.paths import copied_from, original
from corpus_pkg.validation.wording import quoted

#: With more files than that in a folder, the others are not counted.
_MOST = 100_000


def unlisted(root: Path, body: Mapping[str, Any]) -> Iterator[str]:
    """Yield a line for each folder of the package `root` that holds files which the descriptor `body` does not list.

    Folders are those that hold what is listed: of the tables, of pages and of copies. Hidden names and links to folders
    are passed over, and so is a file of which a listed one is the copy. A page that waits for the next build is no
    fault, and neither is a table of one's own.
    """
    listed = {os.path.normpath(path) for path in descriptor.resources(body)}
    copies = {original(lay): path for path in listed if (lay := copied_from(path.replace(os.sep, "/"))) is not None}
    for top in sorted({path.partition(os.sep)[0] for path in listed if os.sep in path}):
        lying = list(_files(root, top))
        others = [path for path in lying if path not in listed and not _is_copied(root, path, copies)]
        if others:
            many = f"{'more than ' if len(lying) >= _MOST else ''}{len(others)}"
            them = "file in {} is" if len(others) == 1 else "files in {} are"
            remedy = "build it again, or take out what does not belong to it"
            first = f"{'first ' if len(others) > 1 else ''}{quoted(min(others))}"
            yield f"{many} {them.format(quoted(top))} no part of the package, {first}; {remedy}"


def _is_copied(root: Path, path: str, copies: Mapping[str, str]) -> bool:
    """Return whether the package holds the bytes of a file under the name that it can have there."""
    copy = copies.get(path.replace(os.sep, "/"))
    try:
        return copy is not None and filecmp.cmp(root / path, root / copy, shallow=False)
    except OSError:
        return False


def _files(root: Path, top: str) -> Iterator[str]:
    """Yield the paths, from `root` on, of the files in a folder of it, at most `_MOST`."""
    number = 0
    for folder, folders, names in os.walk(root / top):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith("."):
                yield os.path.relpath(Path(folder, name), root)
                number += 1
                if number == _MOST:
                    return
