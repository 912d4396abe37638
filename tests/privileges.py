"""Work of somebody who may not read everything: whoever runs the tests, or nobody where that is root.

What such work imports must have been imported before: nobody may not even read the library that runs it.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_NOBODY = 65534
_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0


@contextmanager
def anybodys_folder() -> Iterator[Path]:
    """Give a folder that nobody may use, all of which is gone behind the block."""
    folder = Path(tempfile.mkdtemp())
    try:
        if _ROOT:
            os.chown(folder, _NOBODY, -1)
        yield folder
    finally:
        for place, _, _ in os.walk(folder):
            Path(place).chmod(0o700)
        shutil.rmtree(folder)


@contextmanager
def unprivileged() -> Iterator[None]:
    """Do the block without the privileges of root, if there are any."""
    if not _ROOT:
        yield
        return
    os.seteuid(_NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)
