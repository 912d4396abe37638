"""What lies beside a package's own files is told, but not what the package holds under the name that it can have."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

from corpus_pkg.building.build import build
from corpus_pkg.package.descriptor import FILE_NAME
from corpus_pkg.validation.surroundings import unlisted

PAGE = "عنوان الخبر هنا\n\nقال متحدث إن الاجتماع انتهى مساء أمس في العاصمة بعد ساعات من النقاش الطويل.\n"


def test_a_file_that_has_a_copy_in_the_package_is_not_told_as_long_as_it_is_the_same(tmp_path: Path) -> None:
    (tmp_path / "raw/open").mkdir(parents=True)
    for name in ("50%.txt", "plain.txt"):
        (tmp_path / "raw" / name).write_text(f"{PAGE}{name}", "utf-8")
    with zipfile.ZipFile(tmp_path / "raw/open/a [1].zip", "w") as archive:
        archive.writestr("a.txt", f"{PAGE}رقم 2")
    build(tmp_path / "raw", tmp_path, recognizer="none")

    def lines() -> list[str]:
        return list(unlisted(tmp_path, json.loads((tmp_path / FILE_NAME).read_bytes())))

    assert lines() == []
    with zipfile.ZipFile(tmp_path / "raw/open/a [1].zip", "a") as archive:
        archive.writestr("b.txt", f"{PAGE}رقم 3")
    [line] = lines()
    assert line.startswith("1 file in «raw» is no part of the package, «raw/open/a [1].zip»")
    (tmp_path / "raw/open/a [1].zip").unlink()
    # What only looks like it lies where the copy would be named after.
    (tmp_path / "raw/open/a %5B1%5D.zip").write_bytes(b"x")
    [line] = lines()
    assert "«raw/open/a %5B1%5D.zip»" in line
