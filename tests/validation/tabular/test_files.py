"""The declared size and hash of a file are compared with its own, of whatever format it is."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from corpus_pkg.validation import validate

pytest.importorskip("polars", reason="polars (the extra polars) is not installed")

SCHEMA = {"fields": [{"name": "a", "type": "string"}]}


@pytest.mark.parametrize("algorithm", ["md5", "sha1", "sha256", "sha512"])
@pytest.mark.parametrize(
    ("file", "data"), [("t.csv", b"a\nx\n"), ("t.csv", b'a\n"x"y\n'), ("t.json", b'[{"a": "x"}]'), ("t.bin", b"\0\1")]
)
@pytest.mark.parametrize("wrong", [False, True])
def test_a_declared_hash_is_compared(tmp_path: Path, file: str, data: bytes, algorithm: str, wrong: bool) -> None:
    (tmp_path / file).write_bytes(data)
    resource = {"name": "t", "path": file, "bytes": len(data) + wrong}
    resource["hash"] = f"{algorithm}:{hashlib.new(algorithm, data + b'.' * wrong).hexdigest()}"
    if not file.endswith(".bin"):
        resource |= {"type": "table", "schema": SCHEMA}
    (tmp_path / "datapackage.json").write_text(json.dumps({"name": "p", "resources": [resource]}), "utf-8")
    report = validate(tmp_path, only=["columns"])
    assert [problem.code for problem in report.problems] == (["bytes", "hash"] if wrong else [])
