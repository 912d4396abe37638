"""Bytes to text."""

from corpus_pkg.reading.encoding import Text, decode

__all__ = ["Text", "decode"]
