"""One distribution of a stranger adds a thing of each kind, and no file of the program is touched.

It lies in a folder as an installer leaves it, and the program runs in processes of its own: what a test process has
imported, cached or patched is not there.
"""

from __future__ import annotations

import csv
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import corpus_pkg

ROOT = Path(corpus_pkg.__file__).parents[1]

DISTRIBUTION = {
    "glum-1.0.dist-info/METADATA": "Metadata-Version: 2.1\nName: glum\nVersion: 1.0\n",
    "glum-1.0.dist-info/entry_points.txt": """
[corpus_pkg.recognizers]
quoted = glum.parts:quoted
[corpus_pkg.exporters]
titles = glum.parts:titles
[corpus_pkg.carriers]
parts = glum.parts:PARTS
[corpus_pkg.checks]
unsigned = glum.parts:unsigned
[corpus_pkg.languages]
glum = glum.language:GLUM
""",
    "glum/__init__.py": "",
    "glum/parts.py": """
import re

from corpus_pkg.entities.recognition import Recognised
from corpus_pkg.reading.carriers import Member
from corpus_pkg.validation.outside import Finding


class Quoted:
    name = "quoted"
    model = "guillemets 1"

    def __call__(self, text):
        return [Recognised(*match.span(1), "ORG") for match in re.finditer("«([^»]+)»", text)]


def quoted(lexicons):
    return Quoted()


def titles(dataset, target):
    lines = "".join(f"{article.title}\\n" for article in dataset.articles)
    target.file("titles.txt").write_text(lines, encoding="utf-8", newline="")


def unsigned(dataset):
    for article in dataset.articles:
        if article.authors is None:
            yield Finding("names no author; write who wrote it", "articles", article.article_id, "authors")


class Parts:
    NAME, MEDIA_TYPE, ENDINGS, LINE = "parts", "text/x-parts", (".parts",), b"=====\\n"

    def begins(self, head):
        return head.startswith(self.LINE)

    def members(self, path):
        at = 0
        for number, part in enumerate(path.read_bytes().split(self.LINE)):
            if part:
                yield Member(str(number), self.NAME, at, len(part), len(part))
            at += len(part) + len(self.LINE)

    def blocks(self, path, member):
        with path.open("rb") as file:
            file.seek(member.start)
            yield file.read(member.length)


PARTS = Parts()
""",
    "glum/language.py": """
from pathlib import Path

from corpus_pkg.language.base import Language

GLUM = Language(
    "xgl",
    "A-Za-z\\u0100-\\u017f",
    function_words=frozenset({"zu", "la", "kaj", "estas"}),
    capitals=True,
    names="name_en",
    tables=Path(__file__).parent / "tables",
)
""",
    # Three words of dates, two cues, an outlet, and a person, without whom no names are looked for.
    "glum/tables/months.csv": "form,month,calendar,use,origin\nglumas,3,gregorian,,made up\n",
    "glum/tables/time_words.csv": "form,class,value,origin\nglumday,weekday,1,made up\nvenka,zone,Z,made up\n",
    "glum/tables/phrases.csv": "phrase,role,origin\nskrib,byline,made up\n",
    "glum/tables/boilerplate.csv": (
        "phrase,kind,place,origin\nmiru plu,related_heading,whole,made up\nfonto,source,start,made up\n"
    ),
    "glum/tables/credit_phrases.csv": (
        "phrase_id,kind,phrase,detail,origin\nsource_label:fonto,source_label,fonto,,made up\n"
    ),
    "glum/tables/outlets.csv": (
        "source_id,name_ar,name_en,kind,country,spellings,same_as,origin\n"
        "glum-gazeto,غلوم,Glum Gazeto,newspaper,,Glum Gazeto,,made up\n"
    ),
    "glum/tables/people.csv": (
        "entity_id,type,name_ar,name_en,country_code,spellings,context,same_as,origin\n"
        "vela-norda,PER,فيلا نوردا,Vela Norda,,Vela Norda,,,made up\n"
    ),
}
CARRIER = """=====
La ponto estas fermita nun

skrib: Toma Lenk
glumday 12 glumas 2024 - 08:15 venka

Malnova ponto zu la rivero estas fermita zu du semajnoj kaj la busoj iras zu la norda vojo, diris la grupo «Sun Urba»\
 kaj Vela Norda.

fonto: Glum Gazeto

miru plu
Alia titolo pri la vetero zu la nordo
=====
جمعية جديدة تفتح أبوابها في المدينة

أعلنت جمعية «نسائم الشط» أمس افتتاح مقرها الجديد في المدينة بعد عامين من التأسيس.
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the distribution in `site`, pages, and the package that was built of them in `package`."""
    home = tmp_path_factory.mktemp("outside")
    for name, text in DISTRIBUTION.items():
        (home / "site" / name).parent.mkdir(parents=True, exist_ok=True)
        (home / "site" / name).write_text(text, "utf-8")
    (home / "pages").mkdir()
    (home / "pages/two.parts").write_bytes(CARRIER.encode())
    done = run(home, "build", "pages", "--out", "package", "--recognizer", "quoted")
    assert (done.returncode, done.stderr) == (0, "")
    return home


def run(home: Path, *arguments: str, site: bool = True) -> subprocess.CompletedProcess[str]:
    path = os.pathsep.join([str(home / "site")] * site + [str(ROOT)])
    command = [sys.executable, "-m", "corpus_pkg", *arguments]
    return subprocess.run(
        command, cwd=home, capture_output=True, encoding="utf-8", env={**os.environ, "PYTHONPATH": path}
    )


def rows(home: Path, table: str) -> list[dict[str, str]]:
    with (home / "package/data" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_carrier_gives_its_members_as_documents(home: Path) -> None:
    paths = {row["language"]: row["path"] for row in rows(home, "documents")}
    assert paths == {"xgl": "raw/pages/two.parts!1", "ar": "raw/pages/two.parts!2"}
    body = json.loads((home / "package/datapackage.json").read_bytes())
    assert [item["path"] for item in body["resources"] if item.get("mediatype") == "text/x-parts"] == [
        "raw/pages/two.parts"
    ]


def test_the_language_reads_its_page_by_its_words(home: Path) -> None:
    (article,) = (row for row in rows(home, "articles") if row["language"] == "xgl")
    assert (article["title"], article["authors"]) == ("La ponto estas fermita nun", "Toma Lenk")
    assert (article["published"], article["published_basis"]) == ("2024-03-12T08:15Z", "stated")
    (date,) = (row for row in rows(home, "dates") if row["role"] == "published")
    assert (date["surface"], date["value"]) == ("glumday 12 glumas 2024 - 08:15 venka", "2024-03-12T08:15Z")
    rules = {row["kind"]: row["rule"] for row in rows(home, "segments") if row["rule"].startswith("phrase:")}
    assert rules == {"byline": "phrase:skrib", "source": "phrase:fonto", "related_heading": "phrase:miru plu"}


def test_the_outlet_is_a_source_that_the_page_names(home: Path) -> None:
    assert [(row["source_id"], row["name_en"]) for row in rows(home, "sources")] == [("glum-gazeto", "Glum Gazeto")]
    assert {(row["source_id"], row["role"]) for row in rows(home, "credits")} == {
        ("glum-gazeto", "publisher"),
        ("glum-gazeto", "origin"),
    }


def test_the_recognizer_finds_names_beside_those_of_the_tables(home: Path) -> None:
    assert {(row["surface"], row["entity_id"], row["method"]) for row in rows(home, "mentions")} == {
        ("Sun Urba", "", "recognizer:quoted"),
        ("Vela Norda", "vela-norda", "gazetteer"),
        ("نسائم الشط", "", "recognizer:quoted"),
    }
    made_by = json.loads((home / "package/datapackage.json").read_bytes())["corpus_pkg"]["made_by"]
    assert (made_by["recognizer"], made_by["model"]) == ("quoted", "guillemets 1")


def test_the_check_is_the_one_that_has_something_to_say(home: Path) -> None:
    done = run(home, "validate", "package", "--json")
    report = json.loads(done.stdout)
    (arabic,) = (row["article_id"] for row in rows(home, "articles") if row["language"] == "ar")
    assert (done.returncode, report["valid"]) == (1, False)
    problems = [
        (problem["layer"], problem["code"], problem["key"], problem["column"]) for problem in report["problems"]
    ]
    assert problems == [("outside", "unsigned", arabic, "authors")]
    assert run(home, "validate", "package", "--only", "evidence").returncode == 0


def test_the_format_is_written(home: Path) -> None:
    done = run(home, "export", "package", "--to", "titles", "--out", "titles")
    assert (done.returncode, done.stderr) == (0, "")
    written = (home / "titles/titles.txt").read_text("utf-8").splitlines()
    assert written == [row["title"] for row in rows(home, "articles")]


def test_worker_processes_find_it_too(home: Path) -> None:
    done = run(home, "build", "pages", "--out", "by_two", "--recognizer", "quoted", "--jobs", "2")
    assert (done.returncode, done.stderr) == (0, "")
    for table in sorted((home / "package/data").iterdir()):
        assert (home / "by_two/data" / table.name).read_bytes() == table.read_bytes()


def test_without_it_the_program_knows_none_of_that(home: Path) -> None:
    done = run(home, "build", "pages", "--out", "without", "--recognizer", "quoted", site=False)
    assert done.returncode == 2 and done.stderr.startswith("corpus-pkg: no recognizer 'quoted'; ")
    done = run(home, "build", "pages", "--out", "without", "--recognizer", "none", site=False)
    assert done.returncode == 0 and "1 documents" in done.stdout
    assert run(home, "validate", "without", site=False).returncode == 0
    done = run(home, "export", "without", "--to", "titles", "--out", "nothing", site=False)
    assert done.returncode == 2 and done.stderr.startswith("corpus-pkg: no format 'titles'; ")


BROKEN = {
    "recognizers": ("recognizer", ("build", "pages", "--out", "broken", "--recognizer", "bad")),
    "exporters": ("format", ("export", "package", "--to", "bad", "--out", "broken")),
    "carriers": ("carrier", ("build", "pages", "--out", "broken")),
    "checks": ("check", ("validate", "package")),
    "languages": ("language", ("build", "pages", "--out", "broken")),
}


@pytest.mark.parametrize("group", BROKEN)
def test_a_broken_one_is_a_line_with_its_owner_and_nothing_is_written(home: Path, tmp_path: Path, group: str) -> None:
    noun, arguments = BROKEN[group]
    (tmp_path / "site/bad-2.0.dist-info").mkdir(parents=True)
    (tmp_path / "site/bad-2.0.dist-info/METADATA").write_text(
        "Metadata-Version: 2.1\nName: bad\nVersion: 2.0\n", "utf-8"
    )
    (tmp_path / "site/bad-2.0.dist-info/entry_points.txt").write_text(
        f"[corpus_pkg.{group}]\nbad = bad:thing\n", "utf-8"
    )
    (tmp_path / "site/bad.py").write_text("raise RuntimeError('two\\nlines')", "utf-8")
    for name in ("pages", "package"):
        shutil.copytree(home / name, tmp_path / name)
    if group == "carriers":
        (tmp_path / "pages/one.bad").write_text("x", "utf-8")
    done = run(tmp_path, *arguments)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1), done.stderr
    assert f"{noun} bad (bad:thing of bad): " in done.stderr and done.stderr.endswith("; mend or uninstall it\n")
    assert not (tmp_path / "broken").exists()
