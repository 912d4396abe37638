"""RO-Crate 1.1: `ro-crate-metadata.json` beside the package's files, each with its size, hash and encoding format.

Source: https://www.researchobject.org/ro-crate/specification/1.1/. In the package's own folder the metadata alone is
written; elsewhere the files are copied beside it.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from corpus_pkg.dataset.dataset import Dataset
from corpus_pkg.dataset.files import binary, unpacking
from corpus_pkg.errors import PackageError
from corpus_pkg.exporting import about
from corpus_pkg.package import descriptor
from corpus_pkg.package.staging import digest

if TYPE_CHECKING:
    from corpus_pkg.exporting.target import Target

_FILE = "ro-crate-metadata.json"


def write(dataset: Dataset, target: Target) -> None:
    """Write the crate; raises PackageError where a file of the package is missing or was changed."""
    if dataset.part is not None:
        raise PackageError("a crate describes the files of a whole package; export it without part")
    stated = dataset.descriptor
    parts = [
        _described(dataset, target, descriptor.FILE_NAME, {"title": "Descriptor", "mediatype": "application/json"})
    ]
    for path, resource in descriptor.resources(stated).items():
        if not descriptor.is_inside(path):
            raise PackageError(f"{path} does not stay inside the package; run corpus-pkg validate")
        parts.append(_described(dataset, target, path, resource))
    licenses = [_license(entry) for entry in stated.get("licenses") or [] if entry.get("path") or entry.get("name")]
    authors = [{"@id": f"#author-{number}"} | node for number, node in enumerate(about.authors(stated), 1)]
    root: dict[str, Any] = {
        "@id": "./",
        "@type": "Dataset",
        "name": about.title(stated),
        "identifier": stated.get("name"),
        "description": about.description(stated),
        "datePublished": about.published(stated),
        "version": stated.get("version"),
        "url": stated.get("homepage"),
        "keywords": ", ".join(stated.get("keywords") or []),
        "usageInfo": stated.get("rights"),
        "license": _references(licenses),
        "author": _references(authors),
        "hasPart": [{"@id": part["@id"]} for part in parts],
    }
    if root["datePublished"] is None:
        target.note("the crate has no datePublished, which RO-Crate asks for; set SOURCE_DATE_EPOCH to state one")
    about_itself = {
        "@id": _FILE,
        "@type": "CreativeWork",
        "about": {"@id": "./"},
        "conformsTo": {"@id": "https://w3id.org/ro/crate/1.1"},
    }
    graph = [about_itself, {name: value for name, value in root.items() if value not in (None, [], "")}]
    body = {"@context": "https://w3id.org/ro/crate/1.1/context", "@graph": [*graph, *parts, *licenses, *authors]}
    text = json.dumps(body, ensure_ascii=False, indent=2) + "\n"
    target.file(_FILE).write_bytes(text.encode("utf-8", "replace"))


def _described(dataset: Dataset, target: Target, path: str, resource: dict[str, Any]) -> dict[str, Any]:
    """Return the file as a node of the crate, put beside the metadata where it does not lie there already."""
    place = dataset.root / path
    in_place = isinstance(dataset.root, Path) and dataset.root.resolve() == target.folder
    with unpacking(place), binary(place) as file:
        if in_place:
            sha256, size = digest(file)
        else:
            with target.file(path).open("wb") as copy:
                sha256, size = digest(file, copy)
    if resource.get("hash") not in (None, f"sha256:{sha256}"):
        raise PackageError(f"{place}: was changed since the package was built; run corpus-pkg validate")
    node = {
        "@id": quote(path),
        "@type": "File",
        "name": resource.get("title") or path.rpartition("/")[2],
        "description": resource.get("description"),
        "encodingFormat": resource.get("mediatype"),
        "contentSize": str(size),
        "sha256": sha256,
    }
    return {name: value for name, value in node.items() if value}


def _license(entry: dict[str, Any]) -> dict[str, Any]:
    name = str(entry.get("title") or entry.get("name") or entry.get("path"))
    return {"@id": str(entry.get("path") or f"#{quote(name)}"), "@type": "CreativeWork", "name": name}


def _references(nodes: list[dict[str, Any]]) -> Any:
    references = [{"@id": node["@id"]} for node in nodes]
    return references[0] if len(references) == 1 else references
