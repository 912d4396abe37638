"""What programs of annotation and their validators make of the exports, where they are installed."""

from __future__ import annotations

import asyncio
import importlib.util
import json
from pathlib import Path
from typing import Any

import pytest
from exporting.packages import build_seeds

from corpus_pkg.dataset import dataset
from corpus_pkg.exporting import export
from corpus_pkg.importing.importing import import_annotations


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_seeds(tmp_path_factory.mktemp("annotators") / "package")


def test_tei_is_valid_by_the_definition_of_its_documents(package: Path, tmp_path: Path) -> None:
    """By the DTD of TEI P5 that trafilatura ships."""
    etree = pytest.importorskip("lxml.etree", reason="lxml is not installed")
    found = importlib.util.find_spec("trafilatura")
    if found is None or found.origin is None:
        pytest.skip("trafilatura is not installed")
    definition = etree.DTD(str(Path(found.origin).parent / "data/tei_corpus.dtd"))
    export(package, to="tei", out=tmp_path)
    files = sorted(tmp_path.glob("*.xml"))
    assert len(files) == 5
    for file in files:
        tree = etree.parse(str(file))
        assert definition.validate(tree), definition.error_log
        tree.getroot()[0].tag = "{http://www.tei-c.org/ns/1.0}persName"
        assert not definition.validate(tree)


def test_label_studio_takes_the_tasks_and_gives_them_back(package: Path, tmp_path: Path) -> None:
    """Its interface, its check of predictions, and its converter, whose output is an import without corrections."""
    sdk = pytest.importorskip("label_studio_sdk.converter", reason="label-studio-sdk is not installed")
    interfaces = pytest.importorskip("label_studio_sdk.label_interface")
    export(package, to="labelstudio", out=tmp_path)
    interface = (tmp_path / "interface.xml").read_text(encoding="utf-8")
    tasks: list[dict[str, Any]] = json.loads((tmp_path / "tasks.json").read_text(encoding="utf-8"))
    checked = interfaces.LabelInterface(interface)
    assert all(checked.validate_prediction(made) for task in tasks for made in task["predictions"])
    for number, task in enumerate(tasks, 1):
        task["id"] = number
        accepted = {"id": number, "completed_by": {"id": 1, "email": "a@b.c"}, "created_at": "2024-01-01T00:00:00Z"}
        task["annotations"] = [accepted | {"result": task["predictions"][0]["result"]}]
    (tmp_path / "done.json").write_text(json.dumps(tasks, ensure_ascii=False), encoding="utf-8")
    converter = sdk.Converter(interface, project_dir=str(tmp_path), download_resources=False)
    marks = [result for task in tasks for result in task["annotations"][0]["result"]]
    for form in ("JSON", "JSON_MIN", "CONLL2003"):
        (tmp_path / form).mkdir()
        converter.convert(str(tmp_path / "done.json"), str(tmp_path / form), form, is_dir=False)
    for form in ("JSON", "JSON_MIN"):
        assert not import_annotations(package, tmp_path / form / "result.json", origin="labelstudio", by="x").changes
    lines = (tmp_path / "CONLL2003/result.conll").read_text(encoding="utf-8").splitlines()
    # Its tokens are words between spaces: a name behind a clitic has none of its own there.
    assert 0.8 * len(marks) < sum(" B-" in line for line in lines) <= len(marks)


def test_datasette_shows_facets_and_searches(package: Path, tmp_path: Path) -> None:
    app = pytest.importorskip("datasette.app", reason="datasette is not installed")
    export(package, to="sqlite", out=tmp_path)
    told = json.loads((tmp_path / "metadata.json").read_text(encoding="utf-8"))

    async def ask(*paths: str) -> list[Any]:
        served = app.Datasette([str(tmp_path / "corpus.sqlite")], metadata=told)
        await served.invoke_startup()
        return [await served.client.get(path) for path in paths]

    shown, found, view = asyncio.run(
        ask(
            "/corpus/articles?_search=غزة",
            "/corpus/articles.json?_search=غزة&_shape=objects",
            "/corpus/articles_with_entities.json?_shape=objects&_size=max",
        )
    )
    rows = [row for row in dataset.open(package).articles if "غزة" in f"{row.title}\n{row.text}"]
    assert {row["article_id"] for row in found.json()["rows"]} == {row.article_id for row in rows}
    assert shown.status_code == 200 and "The headline as printed" in shown.text and "published_basis" in shown.text
    assert view.json()["rows"]
