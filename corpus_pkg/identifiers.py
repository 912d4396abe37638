"""Identifiers derived from content, so that they never depend on order, machine or time."""

from __future__ import annotations

import hashlib

from corpus_pkg.language.orthography import folded


def sha256(content: bytes) -> str:
    """Return the SHA-256 of `content` in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def document_id(digest: str) -> str:
    """Return the id of the document whose bytes have the SHA-256 `digest` (64 bits of it)."""
    return f"doc-{digest[:16]}"


def article_id(document: str, ordinal: int) -> str:
    """Return the id of the story at place `ordinal` (from 1) of the document."""
    return f"{document}-{ordinal}"


def date_id(document: str, start: int, end: int) -> str:
    """Return the id of the time expression at `[start, end)` of the document."""
    return f"{document}-{start}-{end}"


def source_id(name: str) -> str:
    """Return the id of an outlet that no lexicon knows, by its folded name: spellings that fold alike are one."""
    return f"outlet-{sha256(folded(name).encode('utf-8', 'surrogatepass'))[:12]}"
