"""Plain files are opened, what else stands in the place of one is told at once; what is written is there as a whole."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from corpus_pkg.files import opened, replacing


def test_a_plain_file_is_read_also_by_a_link(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"text")
    (tmp_path / "link").symlink_to("a")
    for name in ("a", "link"):
        with opened(tmp_path / name) as file:
            assert file.read() == b"text"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes in folders")
def test_nothing_else_is_opened_or_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "folder").mkdir()
    (tmp_path / "null").symlink_to("/dev/null")
    (tmp_path / "loop").symlink_to("loop")
    # The path of a socket is short.
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("socket")
    before = len(list(Path("/dev/fd").iterdir()))
    for name in ("pipe", "folder", "null", "loop", "socket", "none"):
        with pytest.raises(OSError) as caught:
            opened(tmp_path / name)
        assert caught.value.strerror
    # Nothing stays open.
    assert len(list(Path("/dev/fd").iterdir())) == before


@pytest.mark.parametrize("before", [None, b"old"])
def test_a_file_is_the_new_one_or_the_old_one(tmp_path: Path, before: bytes | None) -> None:
    path = tmp_path / "a.txt"
    if before is not None:
        path.write_bytes(before)
    with pytest.raises(KeyboardInterrupt), replacing(path) as made:
        made.write_bytes(b"ne")
        assert (path.read_bytes() if path.exists() else None) == before
        raise KeyboardInterrupt
    assert list(tmp_path.iterdir()) == [path] * (before is not None)
    assert before is None or path.read_bytes() == before
    # What somebody left who was killed is in nobody's way.
    (tmp_path / ".a.txt.new").write_bytes(b"left by a killed process, and longer")
    with replacing(path) as made, made.open("wb") as file:
        file.write(b"new")
    assert list(tmp_path.iterdir()) == [path] and path.read_bytes() == b"new"
