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
    printed = capsys.readouterr()
    assert printed.out.startswith("@misc{corpus-pkg-seeds-") and fingerprint in printed.out and printed.err == ""
    assert main(["cite", str(ROOT / "datapackage.json"), "--format", "cff"]) == 0
    assert yaml.safe_load(capsys.readouterr().out)["identifiers"][0]["value"] == fingerprint
    assert main(["cite", str(ROOT), "--format", "datacite"]) == 0
    printed = capsys.readouterr()
    assert json.loads(printed.out)["alternateIdentifiers"][0]["alternateIdentifier"] == fingerprint
    assert printed.err == (
        "corpus-pkg: the package states no publisher, no year; DataCite wants that before it registers\n"
    )


@pytest.mark.parametrize(
    ("body", "form", "reason"),
    [(None, "bibtex", "no such package"), ("{}", "bibtex", "no list of resources"), ('{"resources": []}', "cff", "[[")],
)
def test_what_cannot_be_cited_is_one_line_and_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], body: str | None, form: str, reason: str
) -> None:
    if body is not None:
        (tmp_path / "datapackage.json").write_text(body)
    assert main(["cite", str(tmp_path), "--format", form]) == 2
    printed = capsys.readouterr()
    assert printed.out == "" and reason in printed.err and printed.err.count("\n") == 1
    assert main(["cite", str(tmp_path), "--format", "none"]) == 2
