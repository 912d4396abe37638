"""One part of two packages is compared alone."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from corruption.packages import AGAIN, BOTH, FIRST, SECOND
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus_pkg.building.build import build
from corpus_pkg.commands import INVALID, main
from corpus_pkg.errors import PackageError
from corpus_pkg.package import parts
from corpus_pkg.sharing.diff import Difference, diff

TEXTS = (FIRST, SECOND, BOTH, AGAIN)
CHOSEN = st.sets(st.sampled_from(range(len(TEXTS))), min_size=1)


def _built(home: Path, chosen: set[int], into: parts.InParts = 16) -> Path:
    (home / "pages").mkdir(parents=True)
    for number in chosen:
        (home / "pages" / f"{number}.txt").write_text(TEXTS[number], encoding="utf-8")
    build(home / "pages", home / "package", recognizer="none", parts=into)
    return home / "package"


def _changed(difference: Difference) -> Counter[tuple[str, ...]]:
    rows = (row for row in difference.rows() if parts.is_cut(row.table))
    files = Counter((file.path, file.kind) for file in difference.files)
    return Counter((row.table, row.kind, str(row.key), str(dict(row.cells))) for row in rows) + files


@given(old=CHOSEN, new=CHOSEN)
@settings(deadline=None, max_examples=5)
def test_what_changed_in_the_parts_is_what_changed(
    tmp_path_factory: pytest.TempPathFactory, old: set[int], new: set[int]
) -> None:
    home = tmp_path_factory.mktemp("two")
    packages = _built(home / "old", old), _built(home / "new", new)
    each = {part: _changed(diff(*packages, part=part)) for part in parts.digits(16)}
    assert sum(each.values(), Counter()) == _changed(diff(*packages))
    for part, changed in each.items():
        assert all(row[2].startswith(f"('doc-{part}") for row in changed if len(row) > 2)


def test_no_file_of_another_part_is_opened(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old, new = _built(tmp_path / "old", {0, 1}), _built(tmp_path / "new", {0, 1, 2})
    added = next(page for page in diff(old, new).rows() if page.table == "documents")
    part = str(added.key[0]).removeprefix("doc-")[0]
    for path, digit in zip(parts.paths("segments", 16), parts.digits(16), strict=True):
        if digit != part:
            (old / path).unlink()
    assert diff(old, new, part=part).counts["documents"] == {"added": 1}
    assert main(["diff", str(old), str(new), "--part", part]) == INVALID
    assert "documents: 1 added" in capsys.readouterr().out


def test_both_must_have_the_part(tmp_path: Path) -> None:
    one, many = _built(tmp_path / "one", {0}, 1), _built(tmp_path / "many", {0})
    with pytest.raises(PackageError, match="no part '3': each table is one file"):
        diff(one, many, part="3")
    with pytest.raises(PackageError, match="no part '3f': its parts are 0 to f"):
        diff(many, many, part="3f")
