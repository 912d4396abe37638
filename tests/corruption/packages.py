"""Packages to be damaged: the project's own dataset, and a small one with something of everything.

The small one has two pages with the same bytes, a page with two stories, an archive of pages, a story that stands on
two pages, a link from one page to another, and dates that only their page's date resolves.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import shutil
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus_pkg import identifiers
from corpus_pkg.building.build import build
from corpus_pkg.package import descriptor
from corpus_pkg.records import TABLES

ROOT = Path(__file__).parents[2]

FIRST = """وزير الخارجية المصري يصل إلى واشنطن
تاريخ النشر: 20/03/2024

قال وزير الخارجية المصري سامح شكري أمس إن المحادثات مع الولايات المتحدة تناولت الأوضاع في قطاع غزة والسودان وليبيا.
وأضاف أن القاهرة ترحب بكل جهد يبذل من أجل وقف إطلاق النار في المنطقة 🕊️، وفقا لوكالة رويترز.
المصدر: الجزيرة
اقرأ أيضا
البرلمان الأردني يناقش قانون الانتخاب
"""
SECOND = """البرلمان الأردني يناقش قانون الانتخاب
تاريخ النشر: 18/02/2023

بدأ مجلس النواب الأردني في عمان يوم الأحد مناقشة مشروع قانون الانتخاب الجديد الذي قدمته الحكومة إلى المجلس.
وقال رئيس المجلس إن الجلسات تستمر حتى نهاية الشهر الجاري وإن التصويت يجري في شهر مايو 2023 بعد انتهاء النقاش.
"""
BOTH = """الجزائر تعلن عن مشروع جديد لنقل المياه
الثلاثاء 5 يناير 2021

أعلنت وزارة الموارد المائية في الجزائر اليوم عن مشروع جديد لنقل المياه من الشمال إلى الجنوب بكلفة كبيرة.
وقالت الوزارة إن العمل يبدأ يوم 15 يناير 2021 وينتهي في عام 2024 بعد مد الأنابيب بين وهران وتمنراست.

المغرب يفتتح خط القطار الجديد بين الرباط وطنجة
الأربعاء 6 يناير 2021

افتتح المغرب صباح اليوم خط القطار الجديد بين الرباط وطنجة بحضور عدد من الوزراء والمسؤولين في البلدين.
وذكرت وكالة الأنباء الفرنسية أن الرحلة تستغرق ساعة وعشرين دقيقة وأن التذاكر تباع منذ الأول من ديسمبر 2020.
"""
AGAIN = SECOND + "\nجميع الحقوق محفوظة\n"

Row = dict[str, str]


def small(folder: Path) -> Path:
    """Build the small package in the folder; the same bytes each time."""
    pages = folder / "pages"
    pages.mkdir(parents=True)
    for name in ("first.txt", "copy.txt"):
        (pages / name).write_bytes(FIRST.encode())
    with zipfile.ZipFile(pages / "more.zip", "w") as archive:
        for name, text in (("second.txt", SECOND), ("both.txt", BOTH), ("again.txt", AGAIN)):
            archive.writestr(zipfile.ZipInfo(name), text.encode())
    build(pages, folder / "package")
    return folder / "package"


def seeds(folder: Path) -> Path:
    """The project's own dataset, built again in the folder from the pages of the repository."""
    shutil.copytree(ROOT / "seeds", folder / "seeds")
    shutil.copy(ROOT / "corpus.toml", folder)
    build(folder / "seeds", folder)
    return folder


def document(text: str) -> str:
    """The id of the page with this text."""
    return identifiers.document_id(identifiers.sha256(text.encode()))


def story(text: str, ordinal: int = 1) -> str:
    """The id of a story of the page with this text."""
    return identifiers.article_id(document(text), ordinal)


@dataclass(frozen=True)
class Copy:
    """A copy of a package, to be damaged."""

    folder: Path

    def table(self, name: str) -> Path:
        """The file of a table."""
        return self.folder / descriptor.table_path(name)

    @contextmanager
    def descriptor(self) -> Iterator[dict[str, Any]]:
        """The descriptor's body, written back at the end."""
        path = self.folder / descriptor.FILE_NAME
        body = json.loads(path.read_bytes())
        yield body
        path.write_bytes(descriptor.dump(body))

    @contextmanager
    def resource(self, name: str) -> Iterator[dict[str, Any]]:
        """A resource's descriptor, written back at the end."""
        with self.descriptor() as body:
            yield next(item for item in body["resources"] if name in (item["name"], item["path"]))

    @contextmanager
    def rows(self, name: str) -> Iterator[list[Row]]:
        """The rows of a table, written back at the end; whoever lies so has corrected hash and size as well."""
        text = self.table(name).read_bytes().decode()
        rows = list(csv.DictReader(io.StringIO(text, newline="")))
        yield rows
        made = io.StringIO(newline="")
        writer = csv.DictWriter(made, TABLES[name].columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
        self.write(self.table(name), made.getvalue().encode("utf-8", "surrogatepass"))

    @contextmanager
    def row(self, name: str, **where: str) -> Iterator[Row]:
        """The one row of a table with these values, written back at the end."""
        with self.rows(name) as rows:
            [found] = [row for row in rows if all(row[column] == value for column, value in where.items())]
            yield found

    def write(self, path: Path, data: bytes) -> None:
        """Write a file of the package, with its hash and its size in the descriptor."""
        path.write_bytes(data)
        with self.resource(path.relative_to(self.folder).as_posix()) as body:
            body["hash"] = f"sha256:{hashlib.sha256(data).hexdigest()}"
            body["bytes"] = len(data)

    def change(self, path: Path, change: Callable[[bytes], bytes]) -> None:
        """Change the bytes of a file, hash and size in the descriptor with them."""
        before = path.read_bytes()
        data = change(before)
        assert data != before
        self.write(path, data)

    def by_key(self, name: str) -> None:
        """Put the rows of a table in the order of their keys, as a careful liar does."""
        with self.rows(name) as rows:
            rows.sort(key=lambda row: [int(row[c]) if c in ("start", "end") else row[c] for c in TABLES[name].key])
