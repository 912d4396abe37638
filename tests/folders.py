"""What lies in a folder, to be compared."""

from __future__ import annotations

import os
from pathlib import Path


def contents(folder: Path) -> dict[str, bytes]:
    """Every file under the folder by its path, what is hidden included."""
    return {
        os.path.relpath(f"{where}/{name}", folder): Path(where, name).read_bytes()
        for where, _, names in os.walk(folder)
        for name in names
    }
