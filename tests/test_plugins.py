"""Entry points of other distributions: listed, loaded when wanted, and told in a line where they cannot be used."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from corpus_pkg import plugins
from corpus_pkg.entities.recognition import RECOGNIZERS
from corpus_pkg.errors import CorpusError, PackageError
from corpus_pkg.exporting import EXPORTERS
from corpus_pkg.language.base import LANGUAGES
from corpus_pkg.plugins import Group
from corpus_pkg.reading.carriers import CARRIERS
from corpus_pkg.validation.outside import CHECKS

Install = Callable[..., None]


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Install]:
    """Give a function that puts a distribution with entry points of the group `toys` on the path."""
    monkeypatch.syspath_prepend(str(tmp_path))
    (tmp_path / "toy_exit.py").write_text("raise SystemExit\n", "utf-8")
    (tmp_path / "toy_box.py").write_text("def ball(): return 'ball'\nnothing = 3\n", "utf-8")

    def put(entries: str, owner: str = "toy_box", metadata: bool = True) -> None:
        home = tmp_path / f"{owner}-1.0.dist-info"
        home.mkdir()
        (home / "entry_points.txt").write_text(f"[toys]\n{entries}\n", "utf-8")
        if metadata:
            (home / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {owner}\nVersion: 1.0\n", "utf-8")
        plugins.forget()

    yield put
    plugins.forget()
    sys.modules.pop("toy_box", None)


def toys(**shipped: str) -> Group[Callable[[], str]]:
    return Group("toys", "toy", "a function of nothing", callable, PackageError, shipped, key=lambda toy: toy())


def test_shipped_names_stand_first_and_nothing_is_imported_to_list_them(install: Install) -> None:
    install("b = toy_box:ball\na = toy_box:ball")
    assert toys(z="no_such_module:x").names() == ("z", "a", "b")
    assert "toy_box" not in sys.modules


def test_one_is_loaded_by_its_name_and_all_by_what_they_call_themselves(install: Install) -> None:
    install("b = toy_box:ball")
    assert toys().load("b")() == "ball"
    assert list(toys().all()) == ["ball"]


@pytest.mark.parametrize("metadata", [True, False])
@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ("toy_box:absent", "cannot be loaded: "),
        ("no_such_module", "cannot be loaded: No module named 'no_such_module'"),
        ("toy_exit:x", "cannot be loaded: SystemExit"),
        ("toy_box:nothing", "is not what is needed: a function of nothing"),
    ],
)
def test_one_that_cannot_be_used_is_a_line_with_place_owner_and_remedy(
    install: Install, value: str, reason: str, metadata: bool
) -> None:
    install(f"b = {value}", metadata=metadata)
    with pytest.raises(PackageError) as caught:
        toys().load("b")
    owner = " of toy_box" if metadata else ""
    assert str(caught.value).startswith(f"toy b ({value}{owner}): {reason}")
    assert str(caught.value).endswith("; mend or uninstall it")
    assert "\n" not in str(caught.value)


def test_a_name_that_is_not_there_is_told_with_those_that_are(install: Install) -> None:
    with pytest.raises(PackageError, match=r"no toy 'b\\nc'; there are none\Z"):
        toys().load("b\nc")
    install("b = toy_box:ball")
    with pytest.raises(PackageError, match=r"no toy 'c'; there are a, b\Z"):
        toys(a="x").load("c")


def test_a_name_that_two_bear_is_never_chosen_between(install: Install) -> None:
    install("a = toy_box:ball\nb = toy_box:ball", "first")
    install("b = toy_box:nothing", "second")
    with pytest.raises(PackageError, match="toy a: toy_box:ball of corpus-pkg and toy_box:ball of first bear"):
        toys(a="toy_box:ball").load("a")
    with pytest.raises(PackageError, match="toy b: toy_box:ball of first and toy_box:nothing of second bear"):
        toys().load("b")


def test_two_that_call_themselves_the_same_are_told(install: Install) -> None:
    install("a = toy_box:ball\nb = toy_box:ball")
    with pytest.raises(PackageError, match=r"toy b \(toy_box:ball of toy_box\): there is a toy 'ball' already"):
        toys().all()


@pytest.mark.parametrize("group", [RECOGNIZERS, EXPORTERS, CARRIERS, LANGUAGES, CHECKS], ids=lambda group: group.noun)
def test_each_group_tells_with_its_own_kind_of_error(group: Group[object]) -> None:
    with pytest.raises(CorpusError, match=f"no {group.noun} 'unheard-of'; there are ") as caught:
        group.load("unheard-of")
    assert type(caught.value) is group.error
    for name in group.shipped:
        assert group.fits(group.load(name)), name
