"""Which packages have evidence, and that every rule is walked past."""

from __future__ import annotations

import pytest

from corpus_pkg.package import descriptor
from corpus_pkg.records import TABLES
from corpus_pkg.validation import evidence


@pytest.mark.parametrize(
    ("names", "ours"),
    [
        (["documents", "articles"], True),
        (["documents"], False),
        (["documents", "deployments"], False),
        ([], False),
    ],
)
def test_a_package_is_ours_by_its_mark_or_its_tables(names: list[str], ours: bool) -> None:
    def resource(name: str) -> dict[str, object]:
        columns = TABLES[name].columns if name in TABLES else ("id",)
        return {"name": name, "schema": {"fields": [{"name": column} for column in columns]}}

    body: dict[str, object] = {"resources": [resource(name) for name in names]}
    assert evidence.is_ours(body) == ours
    assert evidence.is_ours(body | {descriptor.MARK: {}})
    assert not evidence.is_ours({"resources": [None, 5, {"name": 5}, {"name": "documents", "schema": "x"}]})
