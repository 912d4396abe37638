"""`corpus-pkg cite`, as a user runs it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml  # type: ignore[import-untyped]

from corpus_pkg.commands import main

ROOT = Path(__file__).parents[2]


def test_our_own_dataset_in_each_form(capsys: pytest.CaptureFixture[str]) -> None:
    fingerprint = json.loads((ROOT / "datapackage.json").read_text(encoding="utf-8"))["corpus_pkg"]["fingerprint"]
    assert main(["cite", str(ROOT)]) == 0
    said = capsys.readouterr()
    assert said.out.startswith("@misc{corpus-pkg-seeds-") and fingerprint in said.out and said.err == ""
    assert main(["cite", str(ROOT / "datapackage.json"), "--format", "cff"]) == 0
    assert yaml.safe_load(capsys.readouterr().out)["identifiers"][0]["value"] == fingerprint
    assert main(["cite", str(ROOT), "--format", "datacite"]) == 0
    said = capsys.readouterr()
    assert json.loads(said.out)["alternateIdentifiers"][0]["alternateIdentifier"] == fingerprint
    assert said.err == (
        "corpus-pkg: the package states no publisher, no year; DataCite wants that before it registers\n"
    )


@pytest.mark.parametrize(
    ("body", "form", "said"),
    [(None, "bibtex", "no such package"), ("{}", "bibtex", "no list of resources"), ('{"resources": []}', "cff", "[[")],
)
def test_what_cannot_be_cited_is_one_line_and_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], body: str | None, form: str, said: str
) -> None:
    if body is not None:
        (tmp_path / "datapackage.json").write_text(body)
    assert main(["cite", str(tmp_path), "--format", form]) == 2
    found = capsys.readouterr()
    assert found.out == "" and said in found.err and found.err.count("\n") == 1
    assert main(["cite", str(tmp_path), "--format", "none"]) == 2
