"""SHA-256 of what comes in blocks, and of values of JSON."""

from __future__ import annotations

import hashlib
import json

#: What stands before the hexadecimal digits where a hash says how it was made.
PREFIX = "sha256:"


class Digest:
    """The SHA-256 of blocks of bytes that are added one after the other.

    Attributes:
        size: how many bytes were added.

    """

    def __init__(self) -> None:
        """Begin with nothing."""
        self.size = 0
        self._hash = hashlib.sha256()

    def add(self, block: bytes) -> None:
        """Add a block."""
        self._hash.update(block)
        self.size += len(block)

    @property
    def hexadecimal(self) -> str:
        """The 64 digits."""
        return self._hash.hexdigest()

    @property
    def stated(self) -> str:
        """The digits, and before them how they were made."""
        return PREFIX + self.hexadecimal


def canonical(value: object) -> bytes:
    """Return a value of JSON as one text, whatever the order of its keys and of its sets."""
    # A set has no order of its own.
    text = json.dumps(value, ensure_ascii=True, sort_keys=True, separators=(",", ":"), default=sorted)
    return text.encode("ascii")


def of_bytes(content: bytes) -> str:
    """Return the SHA-256 of bytes: "sha256:" and the digits."""
    digest = Digest()
    digest.add(content)
    return digest.stated


def of_json(value: object) -> str:
    """Return the SHA-256 of a value of JSON, whatever the order of its keys: "sha256:" and the digits."""
    return of_bytes(canonical(value))
