"""Work of somebody who may not read everything: whoever runs the tests, or nobody where that is root."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_NOBODY = 65534


@contextmanager
def unprivileged() -> Iterator[Path]:
    """Do the block without the privileges of root, if there are any, in a folder of its own that is gone behind it."""
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    folder = Path(tempfile.mkdtemp())
    try:
        if root:
            os.chown(folder, _NOBODY, -1)
            os.seteuid(_NOBODY)
        yield folder
    finally:
        if root:
            os.seteuid(0)
        else:
            for place, _, _ in os.walk(folder):
                Path(place).chmod(0o700)
        shutil.rmtree(folder)
