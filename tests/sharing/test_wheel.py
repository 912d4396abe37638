"""A corpus as a wheel: the same bytes, installed by pip, found by its name with core dependencies alone."""

from __future__ import annotations

import base64
import csv
import hashlib
import io
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from corpus_pkg.building.build import build
from corpus_pkg.commands import main
from corpus_pkg.errors import PackageError
from corpus_pkg.package.configuration import Configuration
from corpus_pkg.sharing.wheel import pack_wheel

ROOT = Path(__file__).parents[2]
NEWSPAPERS = ROOT.parent / "shared/data/newspapers_2012"
_EXTRAS = ("pandas", "polars", "pyarrow", "duckdb", "openpyxl", "xlsxwriter")
_LOAD = f"""
import sys

class NoExtras:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {_EXTRAS!r}:
            raise ImportError(name)

sys.meta_path.insert(0, NoExtras())
import corpus_pkg
articles = corpus_pkg.load("articles", package="my-corpus")
dataset = corpus_pkg.open("my-corpus")
page = dataset.page(articles[0])
assert "site" in str(dataset.root)
print(len(articles), len(page.spans) > 0, sorted(name for name in sys.modules if name in {_EXTRAS!r}))
"""


def _package(tmp_path: Path, pages: Path, count: int | None = None) -> Path:
    about = Configuration(name="my-corpus", version="1.2.0", title="أخبار\nX", recognizer="none")
    inputs = sorted(path for path in pages.rglob("*") if path.is_file())[:count]
    build(inputs, tmp_path / "p", config=about)
    return tmp_path / "p"


def _install(tmp_path: Path, wheel: Path) -> dict[str, str]:
    subprocess.run(
        [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--no-index", "--target", tmp_path / "site", wheel],
        check=True,
    )
    return {**os.environ, "PYTHONPATH": f"{tmp_path / 'site'}{os.pathsep}{ROOT}"}


def _loaded(tmp_path: Path, wheel: Path) -> str:
    environment = _install(tmp_path, wheel)
    done = subprocess.run(
        [sys.executable, "-c", _LOAD], capture_output=True, text=True, env=environment, cwd=tmp_path, check=False
    )
    assert not done.returncode, done.stderr
    return done.stdout.strip()


def test_the_seeds_are_installed_and_found(tmp_path: Path) -> None:
    package = _package(tmp_path, ROOT / "seeds")
    (tmp_path / "out").mkdir()
    wheel = pack_wheel(package, tmp_path / "out").archive
    assert wheel.name == "my_corpus-1.2.0-py3-none-any.whl"
    assert _loaded(tmp_path, wheel) == "11 True []"


@pytest.mark.skipif(not NEWSPAPERS.is_dir(), reason="the newspapers are not here")
def test_the_newspapers_are_installed_and_found(tmp_path: Path) -> None:
    package = _package(tmp_path, NEWSPAPERS, 60)
    count, has_spans, extras = _loaded(tmp_path, pack_wheel(package, tmp_path).archive).split(" ", 2)
    assert int(count) >= 60 and (has_spans, extras) == ("True", "[]")


def test_the_same_package_gives_the_same_bytes(tmp_path: Path) -> None:
    package = _package(tmp_path, ROOT / "seeds")
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        os.utime(package / "datapackage.json", (len(name) + ord(name), 1))
    one, two = (pack_wheel(package, tmp_path / name) for name in ("a", "b"))
    assert one.archive.read_bytes() == two.archive.read_bytes() and one.sha256 == two.sha256
    with zipfile.ZipFile(one.archive) as archive:
        names = archive.namelist()
        record = list(csv.reader(io.StringIO(archive.read(names[-1]).decode())))
        assert [row[0] for row in record] == names
        for name, said, size in record[:-1]:
            content = archive.read(name)
            digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
            assert (said, int(size)) == (f"sha256={digest}", len(content))
        metadata = archive.read("my_corpus-1.2.0.dist-info/METADATA").decode()
    assert "Name: my-corpus\nVersion: 1.2.0\nSummary: أخبار X\n" in metadata


@pytest.mark.parametrize(
    ("name", "version", "said"), [("my-corpus", "one", "no version of a wheel"), ("x", "1.0-rc one", "no version")]
)
def test_what_no_wheel_can_be_called(tmp_path: Path, name: str, version: str, said: str) -> None:
    build(ROOT / "seeds/003_28ed9bac854f4039.txt", tmp_path / "p", config=Configuration(name=name, recognizer="none"))
    path = tmp_path / "p/datapackage.json"
    path.write_text(path.read_text().replace(f'"name": "{name}"', f'"name": "{name}", "version": "{version}"', 1))
    with pytest.raises(PackageError, match=said):
        pack_wheel(tmp_path / "p", tmp_path)
    assert not list(tmp_path.glob("*.whl"))


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    package = _package(tmp_path, ROOT / "seeds")
    assert main(["pack", str(package), "--wheel", "--out", str(tmp_path)]) == 0
    assert "my_corpus-1.2.0-py3-none-any.whl: " in capsys.readouterr().out
    assert main(["pack", str(package), "--wheel", "--sign", "x"]) == 2
    assert "a wheel is not signed here" in capsys.readouterr().err
    assert main(["pack", str(package), "--wheel", "--out", str(tmp_path / "none")]) == 2
