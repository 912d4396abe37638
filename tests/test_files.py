"""Plain files are opened; what else stands in the place of one is told at once."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from corpus_pkg.files import opened


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
