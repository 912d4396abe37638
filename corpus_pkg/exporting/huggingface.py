"""A folder for the Hugging Face Hub: Parquet files and a card, each table a configuration.

`datasets.load_dataset(folder, "articles", split="train")` reads it, with or without the network. The library reads no
split without rows, so that an empty table has a place in the card alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import yaml  # type: ignore[import-untyped]

from corpus_pkg.dataset.dataset import Dataset
from corpus_pkg.dataset.frames import library
from corpus_pkg.errors import one_line
from corpus_pkg.exporting import about, examples, parquet
from corpus_pkg.package import tables
from corpus_pkg.records import TABLES
from corpus_pkg.sharing.citation import bibtex, stated

if TYPE_CHECKING:
    from corpus_pkg.exporting.target import Target

_TYPES: dict[str, str] = {
    "string": "string",
    "integer": "int64",
    "number": "float64",
    "date": "date32",
    "datetime": "timestamp[us, tz=UTC]",
}
_SPLIT = "train"
_FIRST = "articles"
# The Hub's names for the number of rows.
_SIZES = ((1_000, "n<1K"), (10_000, "1K<n<10K"), (100_000, "10K<n<100K"), (1_000_000, "100K<n<1M"))

_CONSIDERATIONS = [
    "## How it was made, and its limits",
    "",
    "A program read the pages; no person has checked each value. Tags and values are what rules, tables of names and a "
    "model found: take them for silver, not for gold. What a page does not say is empty. News is not a sample of a "
    "language, and these pages are no sample of the news.",
    "",
    "## Personal data",
    "",
    "News names persons: authors, and those of whom a story tells. Names stand in the texts, in `mentions`, `entities` "
    "and `articles.authors`. Whoever uses the data answers for what they do with them under the law that binds them.",
    "",
]


@dataclass(frozen=True, slots=True)
class _File:
    """A file of a configuration: its split, where it lies, and how many rows and bytes it has in memory and on disk."""

    config: str
    split: str
    path: str
    rows: int
    size: int
    download: int


def write(dataset: Dataset, target: Target) -> None:
    """Write the folder; raises ImportError without pyarrow."""
    library("pyarrow", "huggingface")
    files: list[_File] = []

    def add(config: str, split: str, path: str, table: Any) -> None:
        file = target.file(path)
        parquet.write_table(table, file)
        files.append(_File(config, split, path, table.num_rows, table.nbytes, file.stat().st_size))

    empty = []
    for name in TABLES:
        table = parquet.described(dataset.table(name), target.content[name])
        if table.num_rows:
            add(name, _SPLIT, f"data/{name}.parquet", table)
        else:
            empty.append(name)
    for name, split, table in examples.tables(dataset):
        add(name, split, f"{name}/{split}.parquet", table)
    empty += [name for name in examples.SETS if not any(file.config == name for file in files)]
    if empty:
        target.note(f"{', '.join(empty)}: no rows, so no configuration (datasets reads no empty split)")
    languages = sorted({row.language for row in dataset.documents if row.language})
    text = _card(dataset, languages, files)
    target.file("README.md").write_bytes(text.encode("utf-8", "replace"))


def _card(dataset: Dataset, languages: list[str], files: list[_File]) -> str:
    descriptor = dataset.descriptor
    title = about.title(descriptor)
    configs = list(dict.fromkeys(file.config for file in files))
    stories = next((file.rows for file in files if file.config == _FIRST), 0)
    head: dict[str, Any] = {
        "pretty_name": title,
        **_license(descriptor),
        "language": languages,
        "annotations_creators": ["machine-generated"],
        "language_creators": ["found"],
        "task_categories": ["token-classification", "summarization", "text-retrieval"],
        "task_ids": ["named-entity-recognition"],
        "size_categories": [next((size for most, size in _SIZES if stories < most), "n>1M")],
        "tags": [one_line(word) for word in descriptor.get("keywords") or []],
        "configs": [
            {
                "config_name": name,
                "data_files": [{"split": file.split, "path": file.path} for file in files if file.config == name],
            }
            | ({"default": True} if name == _FIRST else {})
            for name in configs
        ],
        "dataset_info": [_info(name, [file for file in files if file.config == name]) for name in configs],
    }
    filled = {key: value for key, value in head.items() if value}
    block = yaml.safe_dump(filled, allow_unicode=True, sort_keys=False, width=1_000_000)
    return f"---\n{block}---\n\n{_body(dataset, title, files)}"


def _license(descriptor: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the Hub is told of the licence: where rights are reserved, no licence holds for all of the data."""
    names = [one_line(entry["name"]).lower() for entry in descriptor.get("licenses") or [] if entry.get("name")]
    if descriptor.get("rights"):
        return {"license": "other", "license_name": "see-rights", "license_link": "README.md#rights"}
    if not names and about.licenses(descriptor):
        return {"license": "other"}
    return {"license": names if len(names) > 1 else names[0]} if names else {}


def _info(name: str, files: list[_File]) -> dict[str, Any]:
    if name in examples.SETS:
        features = examples.features(name)
    else:
        kinds = tables.column_types(TABLES[name])
        features = [
            {"name": column, **({"list": "string"} if kind == "list" else {"dtype": _TYPES[kind]})}
            for column, kind in kinds.items()
        ]
    return {
        "config_name": name,
        "features": features,
        "splits": [{"name": file.split, "num_bytes": file.size, "num_examples": file.rows} for file in files],
        "download_size": sum(file.download for file in files),
        "dataset_size": sum(file.size for file in files),
    }


def _body(dataset: Dataset, title: str, files: list[_File]) -> str:
    descriptor = dataset.descriptor
    lines = [f"# {title}", "", one_line(about.description(descriptor), 10_000), ""]
    lines += ["```python", "import datasets", "", f'datasets.load_dataset("<this folder>", "{_FIRST}")']
    lines += ['datasets.load_dataset("<this folder>", "ner")', "```", ""]
    if descriptor.get("rights"):
        lines += ["## Rights", "", one_line(descriptor["rights"], 10_000), ""]
    sources = [one_line(entry["title"]) for entry in descriptor.get("sources") or [] if entry.get("title")]
    if sources:
        lines += ["## Sources", "", *(f"- {source}" for source in sources), ""]
    lines += _sets(files)
    lines += [*_CONSIDERATIONS, "## Citation", "", "```bibtex", bibtex(stated(descriptor)).strip(), "```", ""]
    counts = {file.config: file.rows for file in files}
    lines += ["## Tables", ""]
    for name, table in TABLES.items():
        lines += [
            f"### {name}",
            "",
            f"{table.description} {counts.get(name, 0)} rows.",
            "",
            "| column | type | what it is |",
            "|---|---|---|",
        ]
        kinds = tables.column_types(table)
        for column, field in table.model.model_fields.items():
            description = (field.description or "").replace("|", r"\|")
            lines.append(f"| `{column}` | {_TYPES.get(kinds[column], 'list of string')} | {description} |")
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def _sets(files: list[_File]) -> list[str]:
    """Return what the sets for training are, and how many rows each split has."""
    shares = ", ".join(name for name, _ in examples.SPLITS)
    lines = [
        "## Sets for training",
        "",
        f"Splits ({shares}: 80, 10 and 10 of 100) go by a hash of the story's group of duplicates, so that no story "
        "and no copy of one stands in two of them; a split without rows is left out.",
        "",
        "| set | what a row is | rows |",
        "|---|---|---|",
    ]
    for name, (_, described, _) in examples.SETS.items():
        rows = ", ".join(f"{file.split} {file.rows}" for file in files if file.config == name)
        lines.append(f"| `{name}` | {described} | {rows or 'none'} |")
    return [*lines, ""]
