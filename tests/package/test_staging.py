"""Files are moved into place all together or not at all."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus_pkg.errors import BuildError
from corpus_pkg.package import lock
from corpus_pkg.package.staging import Staging

NAMES = st.lists(st.sampled_from("abcde"), min_size=1, max_size=3).map("/".join)


def _contents(folder: Path) -> dict[str, str]:
    return {str(path.relative_to(folder)): path.read_text() for path in folder.rglob("*") if path.is_file()}


def _fill(folder: Path, names: set[str], text: str) -> set[str]:
    """Write the files that can stand beside those before them."""
    made = set()
    for name in sorted(names, key=len, reverse=True):
        path = folder / name
        if not path.is_dir() and not any(parent.is_file() for parent in path.parents):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
            made.add(name)
    return made


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sets(NAMES, max_size=6), st.sets(NAMES, max_size=6), st.integers(0, 8))
def test_a_commit_that_fails_at_any_move_is_undone(
    tmp_path_factory: pytest.TempPathFactory, there: set[str], new: set[str], failing: int
) -> None:
    out = tmp_path_factory.mktemp("out")
    present = _fill(out, there, "old")
    before = _contents(out)
    raised = False
    try:
        with Staging(out) as staging:
            written = sorted(_fill(staging.file("x").parent, new, "new"))
            if failing < len(written):
                staging.file(written[failing]).unlink()
            removed = sorted(present - new)[:2]
            staging.commit(written, removed)
    except (OSError, BuildError):
        raised = True
    if raised:
        assert _contents(out) == before
    else:
        assert _contents(out) == {name: text for name, text in before.items() if name not in removed} | dict.fromkeys(
            written, "new"
        )
    assert not [name for name in out.iterdir() if name.name.startswith(".")]


def test_folders_made_for_nothing_are_taken_away_again(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), Staging(tmp_path / "a" / "b") as staging:
        staging.file("data/x").write_text("x")
        raise ZeroDivisionError
    assert list(tmp_path.iterdir()) == []


def test_a_signal_during_the_moves_waits_for_their_end(tmp_path: Path) -> None:
    before = signal.getsignal(signal.SIGINT)

    def names() -> list[str]:
        class Raising(list[str]):
            def __iter__(self):  # type: ignore[no-untyped-def]
                signal.raise_signal(signal.SIGINT)
                return super().__iter__()

        return Raising(["x"])

    with pytest.raises(KeyboardInterrupt), Staging(tmp_path) as staging:
        staging.file("x").write_text("new")
        staging.commit(names(), [])
    assert (tmp_path / "x").read_text() == "new"
    assert signal.getsignal(signal.SIGINT) is before


@pytest.mark.parametrize("folders", [True, False], ids=["the folder is locked", "a file in it is locked"])
def test_two_builds_in_one_folder_are_one_too_many(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, folders: bool
) -> None:
    if not folders:
        monkeypatch.setattr(lock, "fcntl", None)
    elif lock.fcntl is None:
        pytest.skip("this system locks no folders")
    with Staging(tmp_path / "out") as first:
        first.file("x").write_text("first")
        with pytest.raises(BuildError, match=r"another build is at work"), Staging(tmp_path / "out"):
            raise AssertionError
        first.commit(["x"], [])
    assert _contents(tmp_path) == {"out/x": "first"}
    with Staging(tmp_path / "out") as second:
        second.file("x").write_text("second")
        second.commit(["x"], [])
    assert _contents(tmp_path) == {"out/x": "second"}
