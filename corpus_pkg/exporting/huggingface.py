"""A folder for the Hugging Face Hub: Parquet files and a card, each table a configuration.

`datasets.load_dataset(folder, "articles", split="train")` reads it, with or without the network. The library reads no
split without rows, so that an empty table has a place in the card alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import yaml  # type: ignore[import-untyped]

from corpus_pkg.dataset.dataset import Dataset
from corpus_pkg.dataset.frames import library
from corpus_pkg.errors import one_line
from corpus_pkg.exporting import about, parquet
from corpus_pkg.package import tables
from corpus_pkg.records import TABLES

if TYPE_CHECKING:
    from corpus_pkg.exporting.target import Target

_TYPES = {"string": "string", "integer": "int64", "date": "date32"}
_SPLIT = "train"
_FIRST = "articles"
# The Hub's names for the number of rows.
_SIZES = ((1_000, "n<1K"), (10_000, "1K<n<10K"), (100_000, "10K<n<100K"), (1_000_000, "100K<n<1M"))


def write(dataset: Dataset, target: Target) -> None:
    """Write the folder; raises ImportError without pyarrow."""
    library("pyarrow", "huggingface")
    counts: dict[str, int] = {}
    sizes: dict[str, tuple[int, int]] = {}
    for name in TABLES:
        table = parquet.described(dataset.table(name), target.content[name])
        counts[name] = table.num_rows
        if table.num_rows:
            path = target.file(_place(name))
            parquet.write_table(table, path)
            sizes[name] = (table.nbytes, path.stat().st_size)
    empty = ", ".join(name for name in TABLES if name not in sizes)
    if empty:
        target.note(f"{empty}: no rows, so no configuration (datasets reads no empty split)")
    languages = sorted({row.language for row in dataset.documents if row.language})
    text = _card(dataset.descriptor, languages, counts, sizes)
    target.file("README.md").write_bytes(text.encode("utf-8", "replace"))


def _place(name: str) -> str:
    return f"data/{name}.parquet"


def _card(
    descriptor: Mapping[str, Any], languages: list[str], counts: dict[str, int], sizes: dict[str, tuple[int, int]]
) -> str:
    title = about.title(descriptor)
    names = [one_line(entry["name"]).lower() for entry in descriptor.get("licenses") or [] if entry.get("name")]
    head: dict[str, Any] = {
        "pretty_name": title,
        "license": names if len(names) > 1 else names[0] if names else "other" if about.licenses(descriptor) else None,
        "language": languages,
        "task_categories": ["token-classification", "text-retrieval"],
        "task_ids": ["named-entity-recognition"],
        "size_categories": [next((size for most, size in _SIZES if counts[_FIRST] < most), "n>1M")],
        "tags": [one_line(word) for word in descriptor.get("keywords") or []],
        "configs": [
            {"config_name": name, "data_files": [{"split": _SPLIT, "path": _place(name)}]}
            | ({"default": True} if name == _FIRST else {})
            for name in sizes
        ],
        "dataset_info": [_info(name, counts[name], *sizes[name]) for name in sizes],
    }
    stated = {key: value for key, value in head.items() if value}
    block = yaml.safe_dump(stated, allow_unicode=True, sort_keys=False, width=1_000_000)
    return f"---\n{block}---\n\n{_body(descriptor, title, counts)}"


def _info(name: str, count: int, size: int, download: int) -> dict[str, Any]:
    kinds = tables.column_types(TABLES[name])
    return {
        "config_name": name,
        "features": [{"name": column, "dtype": _TYPES[kind]} for column, kind in kinds.items()],
        "splits": [{"name": _SPLIT, "num_bytes": size, "num_examples": count}],
        "download_size": download,
        "dataset_size": size,
    }


def _body(descriptor: Mapping[str, Any], title: str, counts: dict[str, int]) -> str:
    lines = [f"# {title}", "", one_line(about.description(descriptor), 10_000), ""]
    lines += ["```python", "import datasets", "", f'datasets.load_dataset("<this folder>", "{_FIRST}")', "```", ""]
    if descriptor.get("rights"):
        lines += ["## Rights", "", one_line(descriptor["rights"], 10_000), ""]
    sources = [one_line(entry["title"]) for entry in descriptor.get("sources") or [] if entry.get("title")]
    if sources:
        lines += ["## Sources", "", *(f"- {source}" for source in sources), ""]
    lines += ["## Tables", ""]
    for name, table in TABLES.items():
        lines += [
            f"### {name}",
            "",
            f"{table.description} {counts[name]} rows.",
            "",
            "| column | type | what it is |",
            "|---|---|---|",
        ]
        kinds = tables.column_types(table)
        for column, field in table.model.model_fields.items():
            description = (field.description or "").replace("|", r"\|")
            lines.append(f"| `{column}` | {_TYPES[kinds[column]]} | {description} |")
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"
