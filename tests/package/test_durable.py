"""The moves of a commit reach the disk in their order, as far as it matters."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import pytest

from corpus_pkg.package import durable
from corpus_pkg.package.moves import RECORD
from corpus_pkg.package.staging import Staging


@pytest.mark.skipif(sys.platform != "linux", reason="asks /proc for the name of a file that is waited for")
def test_each_step_of_a_commit_is_on_the_disk_before_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    steps: list[tuple[str, str]] = []
    fsync, replace = os.fsync, os.replace
    out = tmp_path.resolve() / "out"

    def name(path: Any) -> str:
        relative = Path(path).relative_to(out)
        parts = relative.parts
        return Path("scratch", *parts[1:]).as_posix() if parts and parts[0][:1] == "." else relative.as_posix()

    def waiting(handle: int) -> None:
        steps.append(("wait", name(Path(f"/proc/self/fd/{handle}").readlink())))
        fsync(handle)

    def moving(source: Any, target: Any, **options: Any) -> None:
        steps.append(("move", name(target)))
        replace(source, target, **options)

    monkeypatch.setattr(os, "fsync", waiting)
    monkeypatch.setattr(os, "replace", moving)
    paths = ["data/a", "raw/x/b", "datapackage.json"]
    for _ in range(2):
        steps.clear()
        with Staging(out) as staging:
            for path in paths:
                staging.file(path).write_text("text")
            staging.commit(paths, [])

    def first(kind: str, path: str) -> int:
        return steps.index((kind, path))

    def waited(path: str, after: int, before: int) -> bool:
        return ("wait", path) in steps[after + 1 : before]

    recorded = first("move", f"scratch/{RECORD}")
    gone = [first("move", f"scratch/old/{path}") for path in paths]
    come = [first("move", path) for path in paths]
    assert all(waited(f"scratch/new/{path}", -1, recorded) for path in paths)
    assert waited("scratch/new/raw/x", -1, recorded)
    assert waited("scratch", recorded, min(gone)) and waited(".", recorded, min(gone))
    assert gone[-1] == min(gone) and come[-1] == max(come) == len(steps) - 1 - steps[::-1].index(("move", paths[-1]))
    for folder in ("raw/x", "scratch/old/raw/x", "scratch/old", "."):
        assert waited(folder, max(gone), min(come)), folder
    for folder in ("raw/x", "scratch/new/raw/x", "."):
        assert waited(folder, come[-2], come[-1]), folder
    assert waited(".", come[-1], len(steps))


def test_what_is_not_there_is_waited_for_or_passed_over(tmp_path: Path) -> None:
    durable.folders(tmp_path, ["a/b/c"])
    with pytest.raises(FileNotFoundError):
        durable.files([tmp_path / "a"])
