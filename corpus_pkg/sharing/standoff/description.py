"""The descriptor of a package without texts, which keeps what the full package's descriptor says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from corpus_pkg.errors import PackageError
from corpus_pkg.package import descriptor, extension
from corpus_pkg.package.extension import WITHHELD


def is_standoff(body: Mapping[str, Any]) -> bool:
    """Return whether the descriptor is that of a package without texts."""
    mark = body.get(descriptor.MARK)
    return isinstance(mark, dict) and mark.get("text") == "standoff"


def describe(
    full: Mapping[str, Any], sums: Mapping[str, tuple[str, int]], kept: Mapping[str, bool] | None = None
) -> dict[str, Any]:
    """Build the descriptor of the package without texts.

    Args:
        full: the descriptor of the full package.
        sums: SHA-256 and size in bytes of the tables' files as they are without texts, `withheld` among them.
        kept: the pages that the package holds, by their paths, and whether the build put them there.

    """
    kept = kept or {}
    listed, pages = [], []
    for resource in full["resources"]:
        if descriptor.is_page(resource):
            pages.append(resource)
            if resource["path"] in kept:
                listed.append({**resource, descriptor.MARK: {"copied": kept[resource["path"]]}})
        elif resource["name"] in sums:
            sha256, size = sums[resource["name"]]
            listed.append({**resource, "bytes": size, "hash": f"sha256:{sha256}"})
        else:
            listed.append(resource)
    changed = {
        resource["name"]: {"bytes": resource["bytes"], "hash": resource["hash"]}
        for resource in full["resources"]
        if resource.get("type") == "table" and resource["name"] in sums
    }
    whole = {"mark": full[descriptor.MARK], "tables": changed, "pages": pages}
    body = {**full, "resources": listed, descriptor.MARK: {"text": "standoff", "full": whole}}
    return extension.add(body, WITHHELD, *sums[WITHHELD.name])


def full_descriptor(body: Mapping[str, Any]) -> dict[str, Any]:
    """Return the descriptor of the full package out of that of one without texts; raises PackageError for others."""
    try:
        kept = body[descriptor.MARK]["full"]
        listed = [
            {**resource, **kept["tables"].get(resource["name"], {})}
            for resource in body["resources"]
            if resource["name"] != WITHHELD.name and not descriptor.is_page(resource)
        ]
        full = {**body, "resources": [*listed, *kept["pages"]], descriptor.MARK: kept["mark"]}
    except (KeyError, TypeError, AttributeError):
        raise PackageError("the descriptor says nothing of the full package; build it with --text standoff") from None
    if not descriptor.is_whole(full):
        raise PackageError("what the descriptor says of the full package was edited; get the package again")
    return full
