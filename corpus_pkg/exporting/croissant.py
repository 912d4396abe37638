"""Croissant 1.1 (MLCommons): metadata in JSON-LD beside Parquet files, each table a record set with its keys.

Source: http://mlcommons.org/croissant/1.1. Parquet, because a client that reads CSV guesses types and takes a name such
as "NA" for nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from corpus_pkg.dataset.dataset import Dataset
from corpus_pkg.dataset.frames import library
from corpus_pkg.exporting import about, parquet
from corpus_pkg.package import tables
from corpus_pkg.package.staging import file_digest
from corpus_pkg.records import TABLES, ForeignKey, Table

if TYPE_CHECKING:
    from corpus_pkg.exporting.target import Target

_TYPES: dict[str, str] = {
    "string": "sc:Text",
    "list": "sc:Text",
    "integer": "sc:Integer",
    "number": "sc:Float",
    "date": "sc:Date",
    "datetime": "sc:DateTime",
}
_CONTEXT = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "arrayShape": "cr:arrayShape",
    "citeAs": "cr:citeAs",
    "column": "cr:column",
    "conformsTo": "dct:conformsTo",
    "containedIn": "cr:containedIn",
    "cr": "http://mlcommons.org/croissant/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "description": {"@container": "@language"},
    "equivalentProperty": "cr:equivalentProperty",
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "extract": "cr:extract",
    "field": "cr:field",
    "fileObject": "cr:fileObject",
    "fileProperty": "cr:fileProperty",
    "fileSet": "cr:fileSet",
    "format": "cr:format",
    "includes": "cr:includes",
    "isArray": "cr:isArray",
    "isLiveDataset": "cr:isLiveDataset",
    "jsonPath": "cr:jsonPath",
    "key": "cr:key",
    "md5": "cr:md5",
    "name": {"@container": "@language"},
    "parentField": "cr:parentField",
    "path": "cr:path",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "recordSet": "cr:recordSet",
    "references": "cr:references",
    "regex": "cr:regex",
    "repeated": "cr:repeated",
    "replace": "cr:replace",
    "samplingRate": "cr:samplingRate",
    "sc": "https://schema.org/",
    "separator": "cr:separator",
    "source": "cr:source",
    "subField": "cr:subField",
    "transform": "cr:transform",
}


def write(dataset: Dataset, target: Target) -> None:
    """Write `croissant.json` and the Parquet files that it describes; raises ImportError without pyarrow."""
    library("pyarrow", "croissant")
    files = []
    for name in TABLES:
        path = target.file(_place(name))
        parquet.write_table(parquet.described(dataset.table(name), target.content[name]), path)
        files.append(_file(name, *file_digest(path)))
    stated = dataset.descriptor
    body: dict[str, Any] = {
        "@context": _CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.1",
        "name": stated.get("name") or "corpus",
        "alternateName": about.title(stated),
        "description": about.description(stated),
        "license": about.licenses(stated),
        "url": stated.get("homepage"),
        "version": stated.get("version"),
        "datePublished": about.published(stated),
        "creator": about.authors(stated),
        "keywords": stated.get("keywords"),
        "inLanguage": sorted({row.language for row in dataset.documents if row.language}),
        "usageInfo": stated.get("rights"),
        "isLiveDataset": False,
        "distribution": files,
        "recordSet": [_record_set(table, dataset.foreign_keys(name)) for name, table in TABLES.items()],
    }
    body = {name: value for name, value in body.items() if value not in (None, [], "")}
    text = json.dumps(body, ensure_ascii=False, indent=2) + "\n"
    target.file("croissant.json").write_bytes(text.encode("utf-8", "replace"))


def _place(name: str) -> str:
    return f"{name}.parquet"


def _file(name: str, sha256: str, size: int) -> dict[str, Any]:
    return {
        "@type": "cr:FileObject",
        "@id": _place(name),
        "name": _place(name),
        "contentUrl": _place(name),
        "contentSize": f"{size} B",
        "encodingFormat": "application/x-parquet",
        "sha256": sha256,
    }


def _record_set(table: Table, foreign_keys: Iterable[ForeignKey]) -> dict[str, Any]:
    parents = {key.fields[0]: f"{key.table}/{key.reference[0]}" for key in foreign_keys if len(key.fields) == 1}
    fields = []
    for name, kind in tables.column_types(table).items():
        field: dict[str, Any] = {
            "@type": "cr:Field",
            "@id": f"{table.name}/{name}",
            "name": name,
            "description": table.model.model_fields[name].description or name,
            "dataType": _TYPES[kind],
            "source": {"fileObject": {"@id": _place(table.name)}, "extract": {"column": name}},
        }
        if kind == "list":
            field |= {"isArray": True, "arrayShape": "-1"}
        if name in parents:
            field["references"] = {"field": {"@id": parents[name]}}
        fields.append(field)
    keys = [{"@id": f"{table.name}/{name}"} for name in table.key]
    return {
        "@type": "cr:RecordSet",
        "@id": table.name,
        "name": table.name,
        "description": table.description,
        "key": keys if len(keys) > 1 else keys[0],
        "field": fields,
    }
