"""What the clients of dataset catalogues make of an export: Hugging Face, Croissant, RO-Crate, Frictionless."""

from __future__ import annotations

import datetime
import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from exporting.packages import ROOT, build_seeds
from frictionless import Package

from corpus_pkg.building.build import build
from corpus_pkg.dataset import dataset
from corpus_pkg.exporting import examples, export
from corpus_pkg.language.orthography import normalise
from corpus_pkg.records import TABLES
from corpus_pkg.schemas import column_type


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    # A second print of a page, so that no table is empty.
    folder = tmp_path_factory.mktemp("seeds")
    pages = shutil.copytree(ROOT / "seeds", folder / "pages")
    first = min(pages.iterdir())
    (pages / "again.txt").write_bytes(first.read_bytes() + b"\n\n")
    build(pages, folder / "package", config=ROOT / "corpus.toml")
    return folder / "package"


_OFFLINE = """
import datetime, json, sys
import datasets
datasets.disable_progress_bars()
folder, cache = sys.argv[1:]
found = {}
for name in datasets.get_dataset_config_names(folder, cache_dir=cache):
    if name in ("ner", "titles", "dates_in_text"):
        continue
    table = datasets.load_dataset(folder, name, split="train", cache_dir=cache)
    kinds = [[column, getattr(feature, "dtype", "list")] for column, feature in table.features.items()]
    found[name] = kinds, table.to_list()
default = datasets.load_dataset(folder, cache_dir=cache)["train"].to_list()
assert default == found["articles"][1]
json.dump(found, sys.stdout, default=lambda day: {"date": day.isoformat()} if isinstance(day, datetime.date) else 1 / 0)
"""


def _offline(script: str, home: Path) -> Any:
    """What a script of datasets prints as JSON of the folder `hub` in `home`, without a network.

    A process of its own: the library reads its settings when it is imported, and leaves threads behind.
    """
    told = subprocess.run(
        [sys.executable, "-c", script, str(home / "hub"), str(home / "cache")],
        capture_output=True,
        text=True,
        env={**os.environ, "HF_HUB_OFFLINE": "1", "HF_HOME": str(home / "home"), "HF_HUB_DISABLE_TELEMETRY": "1"},
    )
    assert told.returncode == 0, told.stderr
    return json.loads(told.stdout)


def test_datasets_loads_every_table_offline(package: Path, tmp_path: Path) -> None:
    pytest.importorskip("datasets", reason="datasets is not installed")
    done = export(package, to="huggingface", out=tmp_path / "hub")
    assert done.notes == ()
    types = {"string": "string", "list": "list", "integer": "int64", "number": "float64", "date": "date32"}
    types["datetime"] = "timestamp[us, tz=UTC]"
    found = _offline(_OFFLINE, tmp_path)
    assert list(found) == list(TABLES)
    for name, table in TABLES.items():
        features, rows = found[name]
        fields = table.model.model_fields.items()
        wanted = [[column, types[column_type(field)]] for column, field in table.model.model_fields.items()]
        assert features == wanted
        assert rows == [
            {column: _as_json(row.__dict__[column], column_type(field)) for column, field in fields}
            for row in dataset.load(name, package)
        ]


def _as_json(value: Any, kind: str) -> Any:
    if kind == "list" and value is not None:
        return value.split("|")
    return {"date": value.isoformat()} if isinstance(value, datetime.date) else value


_TRAINING = """
import json, sys
import datasets
datasets.disable_progress_bars()
folder, cache = sys.argv[1:]
found = {}
for name in ("ner", "titles", "dates_in_text"):
    splits = datasets.load_dataset(folder, name, cache_dir=cache)
    found[name] = {split: rows.to_list() for split, rows in splits.items()}
tags = datasets.load_dataset(folder, "ner", cache_dir=cache)["train"].features["ner_tags"].feature
json.dump([tags.names, found], sys.stdout)
"""


def test_datasets_loads_the_sets_for_training(package: Path, tmp_path: Path) -> None:
    pytest.importorskip("datasets", reason="datasets is not installed")
    export(package, to="huggingface", out=tmp_path / "hub")
    names, found = _offline(_TRAINING, tmp_path)
    assert tuple(names) == examples.TAGS
    opened = dataset.open(package)
    texts = {(row.article_id, part): getattr(row, part) for row in opened.articles for part in ("title", "text")}
    groups = {row.article_id: row.group_id for row in opened.duplicates}
    assert groups
    tagged = 0
    for sets in found.values():
        homes: dict[str, set[str]] = {}
        for split, rows in sets.items():
            for row in rows:
                homes.setdefault(groups.get(row["article_id"], row["article_id"]), set()).add(split)
        assert all(len(splits) == 1 for splits in homes.values())
    for row in (row for rows in found["ner"].values() for row in rows):
        text = texts[row["article_id"], row["part"]]
        assert row["tokens"] == [text[a:b] for a, b in zip(row["starts"], row["ends"], strict=True)]
        tagged += sum(names[tag].startswith("B-") and names[tag] != "B-DATE" for tag in row["ner_tags"])
    assert 400 < tagged <= len(opened.mentions)
    for row in (row for rows in found["dates_in_text"].values() for row in rows):
        date = opened.dates[row["date_id"]]
        assert row["line"][row["start"] : row["end"]] == normalise(date.surface) and row["value"] == date.value
    stories = [row for rows in found["titles"].values() for row in rows]
    assert {row["article_id"] for row in stories} == {
        row.article_id for row in opened.articles if row.title and row.text
    }


def test_a_model_learns_names_from_the_set(package: Path, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed")
    crf = pytest.importorskip("pycrfsuite", reason="python-crfsuite is not installed")
    export(package, to="huggingface", out=tmp_path / "hub")
    rows = [row for path in (tmp_path / "hub/ner").iterdir() for row in parquet.read_table(path).to_pylist()]
    trainer = crf.Trainer(verbose=False)
    for row in rows:
        trainer.append(_features(row["tokens"]), [examples.TAGS[tag] for tag in row["ner_tags"]])
    trainer.set_params({"max_iterations": 1})
    trainer.train(str(tmp_path / "one"))
    trainer.set_params({"max_iterations": 40})
    trainer.train(str(tmp_path / "more"))
    right = []
    for name in ("one", "more"):
        tagger = crf.Tagger()
        tagger.open(str(tmp_path / name))
        pairs = [
            (examples.TAGS[tag], guess)
            for row in rows
            for tag, guess in zip(row["ner_tags"], tagger.tag(_features(row["tokens"])), strict=True)
        ]
        right.append(sum(tag == guess != "O" for tag, guess in pairs))
    assert right[0] < right[1]


def _features(tokens: list[str]) -> list[list[str]]:
    return [[f"word={word}", f"before={before}"] for before, word in zip(["", *tokens], tokens, strict=False)]


def test_the_card_says_what_the_hub_asks_for(package: Path, tmp_path: Path) -> None:
    cards = pytest.importorskip("huggingface_hub", reason="huggingface_hub is not installed")
    export(package, to="huggingface", out=tmp_path)
    card = cards.DatasetCard.load(tmp_path / "README.md")
    # No licence is given to the texts of the pages.
    assert (card.data.license, card.data.license_link) == ("other", "README.md#rights")
    for heading in ("Rights", "Sets for training", "How it was made, and its limits", "Personal data", "Citation"):
        assert f"\n## {heading}\n" in card.text
    assert "@misc{corpus-pkg-seeds" in card.text
    assert card.data.language == ["ar"]
    assert card.data.size_categories == ["n<1K"]
    assert {config["config_name"] for config in card.data.configs} == {*TABLES, *examples.SETS}
    assert card.data.pretty_name in card.text
    assert "Five Arabic news pages" in card.data.pretty_name


def test_an_empty_table_is_told_and_left_out(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow", reason="pyarrow is not installed")
    done = export(build_seeds(tmp_path / "package"), to="huggingface", out=tmp_path / "hub")
    assert done.notes == ("duplicates: no rows, so no configuration (datasets reads no empty split)",)
    assert not (tmp_path / "hub/data/duplicates.parquet").exists()
    assert "config_name: duplicates" not in (tmp_path / "hub/README.md").read_text(encoding="utf-8")


# Its client uses what the library of RDF under it is about to drop.
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_croissant_is_valid_and_its_records_are_the_rows(
    package: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mlcroissant = pytest.importorskip("mlcroissant", reason="mlcroissant is not installed")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    export(package, to="croissant", out=tmp_path)
    place = tmp_path / "croissant.json"
    body = json.loads(place.read_text(encoding="utf-8"))
    assert body["datePublished"] == "1970-01-02"
    for file in body["distribution"]:
        assert file["sha256"] == hashlib.sha256((tmp_path / file["contentUrl"]).read_bytes()).hexdigest()
    found = mlcroissant.Dataset(jsonld=str(place))
    assert not found.metadata.ctx.issues.errors
    assert [warning for warning in found.metadata.ctx.issues.warnings if "citeAs" not in warning] == []
    assert found.metadata.ctx.is_v1_1()
    for name in TABLES:
        # The client keeps what it has read of one record set, and then fails to join the next.
        records = list(mlcroissant.Dataset(jsonld=str(place)).records(name))
        assert [{key: _read(value) for key, value in record.items()} for record in records] == [
            {f"{name}/{key}": value for key, value in row.__dict__.items()} for row in dataset.load(name, package)
        ]


def _read(value: Any) -> Any:
    """Croissant's client gives text as bytes and days as timestamps; a list is put as it stands in a cell."""
    if isinstance(value, list):
        return "|".join(map(_read, value))
    if isinstance(value, bytes):
        return value.decode("utf-8")
    return value.date() if isinstance(value, datetime.datetime) and value.tzinfo is None else value


def test_croissant_names_keys_and_references(package: Path, tmp_path: Path) -> None:
    pytest.importorskip("pyarrow", reason="pyarrow is not installed")
    export(package, to="croissant", out=tmp_path)
    sets = {found["@id"]: found for found in json.loads((tmp_path / "croissant.json").read_text())["recordSet"]}
    assert sets["articles"]["key"] == {"@id": "articles/article_id"}
    fields = {field["name"]: field for field in sets["mentions"]["field"]}
    assert fields["entity_id"]["references"] == {"field": {"@id": "entities/entity_id"}}
    assert fields["start"]["dataType"] == "sc:Integer"


def test_a_crate_is_read_with_its_files(package: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rocrate = pytest.importorskip("rocrate.rocrate", reason="rocrate is not installed")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    done = export(package, to="rocrate", out=tmp_path)
    assert done.notes == ()
    crate = rocrate.ROCrate(str(tmp_path))
    assert crate.name == "Five Arabic news pages, every value with its evidence"
    assert crate.description.startswith("Stories, dates")
    assert str(crate.datePublished).startswith("1970-01-02")
    assert {entry.id for entry in crate.root_dataset["license"]} == {
        "https://creativecommons.org/licenses/by/4.0/",
        "https://opensource.org/license/mit",
    }
    assert crate.root_dataset["author"]["name"] == "The corpus_pkg authors"
    described = {entity.id: entity for entity in crate.data_entities}
    assert described.keys() == set(done.files) - {"ro-crate-metadata.json"}
    for path, entity in described.items():
        data = (tmp_path / path).read_bytes()
        assert (entity["sha256"], entity["contentSize"]) == (hashlib.sha256(data).hexdigest(), str(len(data)))
    # What lies beside the metadata is a package itself.
    assert list(dataset.load("articles", tmp_path)) == list(dataset.load("articles", package))


def test_frictionless_reads_rows_with_their_types(package: Path) -> None:
    found: Any = Package(str(package / "datapackage.json"))
    for name in TABLES:
        rows = [tuple(row.to_dict().values()) for row in found.get_resource(name).read_rows()]
        assert rows == [tuple(row.__dict__.values()) for row in dataset.load(name, package)]
