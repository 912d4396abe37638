"""Readers have one package or are told to try again, whatever a build does meanwhile."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from corpus_pkg.building.build import build
from corpus_pkg.dataset import dataset
from corpus_pkg.errors import PackageError
from corpus_pkg.package import descriptor
from corpus_pkg.package.staging import Staging
from corpus_pkg.records import TABLES
from corpus_pkg.validation import validate

PAGE = "عنوان الخبر هنا\n\nقال متحدث إن الاجتماع انتهى مساء أمس في العاصمة بعد ساعات من النقاش الطويل.\n"
AGAIN = r"datapackage\.json: changed while the package was read; open it again$"


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Two packages whose tables all differ in the documents that they are of."""
    made = []
    for number in range(2):
        folder = tmp_path_factory.mktemp("pages")
        (folder / "page.txt").write_text(f"{PAGE}الخبر رقم {number} من النشرة.\n", encoding="utf-8")
        made.append(folder / "package")
        build(folder / "page.txt", made[-1], config=None, raw=False)
    return made[0], made[1]


def put(package: Path, out: Path) -> None:
    """Put the files of a package in the place of those of another, as a build does."""
    paths = [f"data/{name}.csv" for name in TABLES] + [descriptor.FILE_NAME]
    with Staging(out) as staging:
        for path in paths:
            shutil.copyfile(package / path, staging.file(path))
        staging.commit(paths, [])


def test_what_is_opened_before_a_build_is_not_read_of_the_package_after_it(
    tmp_path: Path, packages: tuple[Path, Path]
) -> None:
    out = tmp_path / "out"
    put(packages[0], out)
    opened = dataset.open(out)
    document = opened.documents[0]
    begun = iter(opened.segments)
    first = next(begun)
    put(packages[0], out)
    assert opened.documents[0] == document, "the same package again is the same package"
    put(packages[1], out)
    assert {segment.document_id for segment in (first, *begun)} == {document.document_id}
    for read in (
        lambda: opened.articles[0],
        lambda: list(opened.segments),
        lambda: list(opened.segments.values()),
        lambda: opened.segments.of(document),
        lambda: opened.segments.digest(),
        lambda: opened.segments.to_polars(),
        lambda: list(opened.stories()),
    ):
        with pytest.raises(PackageError, match=AGAIN):
            read()
    assert dataset.open(out).documents[0] != document


def test_validation_of_a_package_that_is_built_meanwhile_says_so(
    tmp_path: Path, packages: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    put(packages[0], out)
    read = descriptor.read

    def reading(path: Path, largest: int | None = None) -> dict[str, object]:
        body = read(path, largest)
        monkeypatch.undo()
        put(packages[1], out)
        return body

    monkeypatch.setattr(descriptor, "read", reading)
    with pytest.raises(PackageError, match=AGAIN):
        validate(out, only=["columns"])
    assert "hash" not in {problem.code for problem in validate(out, only=["columns"]).problems}


def test_readers_beside_a_writer_never_see_a_mixture(tmp_path: Path, packages: tuple[Path, Path]) -> None:
    out = tmp_path / "out"
    put(packages[0], out)
    script = textwrap.dedent(
        """
        import itertools, pathlib, sys, test_edition
        first, second, out = map(pathlib.Path, sys.argv[1:])
        for package in itertools.cycle((second, first)):
            test_edition.put(package, out)
            print("put", flush=True)
        """
    )
    paths = os.pathsep.join([str(Path(__file__).parents[2]), str(Path(__file__).parent)])
    command = [sys.executable, "-c", script, *map(str, (*packages, out))]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=os.environ | {"PYTHONPATH": paths}) as writer:
        assert writer.stdout is not None
        for _ in range(60):
            # At least one more package was put since the last time.
            assert writer.stdout.readline() == b"put\n"
            try:
                opened = dataset.open(out)
                ids = {row.document_id for name in ("documents", "segments", "articles") for row in opened.table(name)}
            except PackageError as error:
                assert "again" in str(error), error
            else:
                assert len(ids) == 1
        writer.kill()


def test_a_package_without_its_descriptor_for_a_moment_is_not_said_to_be_none(tmp_path: Path) -> None:
    (tmp_path / ".corpus-pkg-abcdefgh").mkdir()
    (tmp_path / ".corpus-pkg-abcdefgh" / descriptor.MOVES).write_text("{}")
    with pytest.raises(PackageError, match=r"is not there while a build is at work; try again, or build again if"):
        dataset.open(tmp_path)
