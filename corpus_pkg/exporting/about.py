"""What a package says of itself, in the words that descriptions of datasets share."""

from __future__ import annotations

import datetime
import os
from collections.abc import Mapping
from typing import Any

from corpus_pkg.errors import PackageError, one_line
from corpus_pkg.sharing.citation import contributors


def title(descriptor: Mapping[str, Any]) -> str:
    """Return the package's title, or else its name."""
    return one_line(descriptor.get("title") or descriptor.get("name") or "corpus")


def description(descriptor: Mapping[str, Any]) -> str:
    """Return the package's description, or else its title."""
    return str(descriptor.get("description") or title(descriptor))


def licenses(descriptor: Mapping[str, Any]) -> list[str]:
    """Return the package's licences: each its address, or else its name."""
    listed = descriptor.get("licenses") or []
    return [str(entry.get("path") or entry.get("name")) for entry in listed if entry.get("path") or entry.get("name")]


def authors(descriptor: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the package's contributors as nodes of schema.org, each a person or an entity as citations have it."""
    return [
        {"@type": "Person" if person.is_person else "Organization", "name": person.name}
        | ({"url": person.path} if person.path else {})
        for person in contributors(descriptor)
    ]


def published(descriptor: Mapping[str, Any]) -> str | None:
    """Return the day of publication (ISO 8601), by `created` or SOURCE_DATE_EPOCH; None where neither is there."""
    created = descriptor.get("created")
    if isinstance(created, str) and len(created) >= 10:
        return created[:10]
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if not epoch:
        return None
    try:
        return datetime.datetime.fromtimestamp(int(epoch), datetime.UTC).date().isoformat()
    except (ValueError, OverflowError, OSError):
        raise PackageError(f"SOURCE_DATE_EPOCH is {one_line(epoch, 40)!r}; set it to seconds since 1970") from None
