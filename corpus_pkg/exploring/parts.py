"""Data for the browser in parts, each a script of bounded size that is loaded when it is needed.

A page that was opened from disk may not fetch files, but may load scripts: a part is one call, `corpus.part(name,
data)`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from itertools import count, islice
from pathlib import Path
from typing import Any

#: The largest part, in bytes, the name of what does not fit apart.
LARGEST = 256_000


def script(name: str, data: str) -> bytes:
    """Return a part as a script; `data` is JSON."""
    return f"corpus.part({json.dumps(name)},{data});\n".encode()


def as_json(value: Any) -> str:
    """Return a value as JSON that no page takes for the end of a script."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    # A lone half of a pair is no text in UTF-8.
    return text.replace("<", "\\u003c").encode("utf-8", "backslashreplace").decode("utf-8")


class Parts:
    """The folder of the parts."""

    def __init__(self, folder: Path) -> None:
        """Write to `folder`, which is made."""
        self._folder = folder
        self.bytes = 0

    def write(self, name: str, data: str) -> None:
        """Write one part; `data` is JSON."""
        path = self._folder / f"{name}.js"
        path.parent.mkdir(parents=True, exist_ok=True)
        content = script(name, data)
        path.write_bytes(content)
        self.bytes += len(content)

    def rows(self, name: str, items: Iterable[str], each: int) -> None:
        """Write items (JSON) to NAME/0, NAME/1 and so on, `each` of them to a part."""
        items = iter(items)
        for part in count():
            if not (some := list(islice(items, each))):
                return
            self.write(f"{name}/{part}", f"[{','.join(some)}]")
