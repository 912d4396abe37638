"""A package in a ZIP: the same bytes whenever it is packed, what the descriptor names and nothing else."""

from __future__ import annotations

import json
import os
import shutil
import zipfile
from pathlib import Path
from typing import Any

import frictionless
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus_pkg import identifiers
from corpus_pkg.building.build import build
from corpus_pkg.errors import PackageError
from corpus_pkg.sharing.archive import pack

ROOT = Path(__file__).parents[2]
SEEDS = ROOT / "seeds"
NAMES = st.text("abcdeا ", min_size=1, max_size=6).filter(lambda name: name.strip() == name)


def _package(folder: Path, files: dict[str, bytes], beside: dict[str, bytes], **more: Any) -> Path:
    """A package of the files, with others beside it."""
    folder.mkdir()
    for name, data in {**files, **beside}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    resources = [
        {"name": f"r{number}", "path": name, "format": "bin", "hash": f"sha256:{identifiers.sha256(data)}"}
        for number, (name, data) in enumerate(files.items())
    ]
    body = {"name": "p", "resources": resources} | more
    (folder / "datapackage.json").write_text(json.dumps(body), encoding="utf-8")
    return folder


@settings(max_examples=30)
@given(
    files=st.dictionaries(NAMES.map(lambda name: f"raw/{name}.bin"), st.binary(max_size=50), max_size=4),
    beside=st.dictionaries(
        st.sampled_from(["notes.txt", "data/x.csv", "README.md", "LICENSE", "checklist.json", "corpus.toml", ".x"]),
        st.binary(max_size=9),
        max_size=4,
    ),
    touched=st.integers(0, 2**31),
)
def test_the_same_package_gives_the_same_bytes_and_only_what_it_names(
    tmp_path_factory: pytest.TempPathFactory, files: dict[str, bytes], beside: dict[str, bytes], touched: int
) -> None:
    folder = tmp_path_factory.mktemp("pack")
    package = _package(folder / "one", files, beside)
    first = pack(package, folder / "one.zip")
    other = _package(folder / "two", dict(reversed(files.items())), beside)
    shutil.copyfile(package / "datapackage.json", other / "datapackage.json")
    for path in other.rglob("*"):
        os.utime(path, (touched, touched))
        path.chmod(0o700)
    second = pack(other / "datapackage.json", folder / "two.zip")
    assert (folder / "one.zip").read_bytes() == (folder / "two.zip").read_bytes()
    assert first.sha256 == second.sha256 == identifiers.sha256((folder / "one.zip").read_bytes())
    wanted = {
        **files,
        **{name: data for name, data in beside.items() if name in ("README.md", "LICENSE", "checklist.json")},
    }
    with zipfile.ZipFile(folder / "one.zip") as archive:
        names = archive.namelist()
        assert names[0] == "datapackage.json" and names[1:] == sorted(wanted)
        assert {name: archive.read(name) for name in names[1:]} == wanted
    assert first.files == len(names)


def test_frictionless_validates_it_as_it_stands(tmp_path: Path) -> None:
    (tmp_path / "corpus.toml").write_text('name = "test"\nversion = "1.0.0"\n')
    build(SEEDS, tmp_path / "p", config=tmp_path / "corpus.toml")
    packed = pack(tmp_path / "p", tmp_path / "x.zip")
    report = frictionless.validate(str(packed.archive), type="package")
    assert report.valid and report.stats["tasks"] == 15
    build(SEEDS, tmp_path / "s", config=tmp_path / "corpus.toml", text="standoff")
    assert frictionless.validate(str(pack(tmp_path / "s", tmp_path / "s.zip").archive), type="package").valid


def test_without_a_name_it_is_called_after_the_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    package = _package(tmp_path / "p", {"a.bin": b"a"}, {}, name="my corpus/../x", version="1.0.0")
    assert pack(package).archive == Path("my-corpus-..-x-1.0.0.zip")
    assert Path("my-corpus-..-x-1.0.0.zip").is_file()
    # Once more, over the old one.
    assert pack(package).archive.is_file()


@pytest.mark.parametrize(
    ("resource", "said"),
    [
        ({"path": "../outside.txt"}, "no file inside the package"),
        ({"path": "/etc/hostname"}, "no file inside the package"),
        ({"path": "https://example.org/a.csv"}, "no file inside the package"),
        ({"path": None}, "no file inside the package"),
        ({"path": ["a.bin", "../outside.txt"]}, "no file inside the package"),
        ({"path": "none.bin"}, "is missing"),
        ({"path": "raw"}, "is missing"),
        ({"path": "link.txt"}, "is a link out of the package"),
        ({"path": "a.bin", "hash": "sha256:" + "0" * 64}, "was changed since the package was built"),
    ],
)
def test_what_cannot_be_packed_is_said_and_nothing_is_left(tmp_path: Path, resource: dict[str, Any], said: str) -> None:
    (tmp_path / "outside.txt").write_text("secret")
    package = _package(tmp_path / "p", {"a.bin": b"a", "raw/b.bin": b"b"}, {})
    (package / "link.txt").symlink_to(tmp_path / "outside.txt")
    body = json.loads((package / "datapackage.json").read_text())
    body["resources"].append({"name": "more"} | resource)
    (package / "datapackage.json").write_text(json.dumps(body))
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(PackageError) as caught:
        pack(package, tmp_path / "x.zip")
    assert said in str(caught.value) and "\n" not in str(caught.value)
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize("content", [b"mine", b"", b"PK\x03\x04"])
def test_a_file_that_is_no_package_is_not_replaced(tmp_path: Path, content: bytes) -> None:
    package = _package(tmp_path / "p", {"a.bin": b"a"}, {})
    (tmp_path / "x.zip").write_bytes(content)
    with pytest.raises(PackageError, match="is there and is no packed package"):
        pack(package, tmp_path / "x.zip")
    assert (tmp_path / "x.zip").read_bytes() == content
    with pytest.raises(PackageError, match="is no folder"):
        pack(package, tmp_path / "none/x.zip")


def test_inline_data_need_no_file(tmp_path: Path) -> None:
    package = _package(tmp_path / "p", {}, {}, resources=[{"name": "x", "data": [{"a": 1}]}])
    assert pack(package, tmp_path / "x.zip").files == 1


@pytest.mark.parametrize("name", ["x.tar", "x.TGZ", "x.tar.gz", "x.7z"])
def test_a_name_of_another_archive_is_told_and_nothing_written(tmp_path: Path, name: str) -> None:
    package = _package(tmp_path / "package", {"a.txt": b"a"}, {})
    with pytest.raises(PackageError, match=r"would be a ZIP under the name of another archive; name it x.*\.zip"):
        pack(package, tmp_path / name)
    assert not (tmp_path / name).exists()
