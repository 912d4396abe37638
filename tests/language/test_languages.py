"""A language from outside: a distribution in a folder adds one, and pages in it are read by it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import corpus_pkg
from corpus_pkg import plugins
from corpus_pkg.language.base import LanguageError, languages
from corpus_pkg.language.lexicons import Lexicons, in_language

TABLES = {
    "time_words": "form,class,value,origin\nglumday,weekday,4,made up\nvenka,zone,Z,made up\n",
    "boilerplate": "phrase,kind,place,origin\nmiru plu,related_heading,whole,made up\nskrib,byline,start,made up\n",
    "phrases": "phrase,role,origin\nskrib,byline,made up\n",
    "months": "form,month,calendar,use,origin\nglumas,3,gregorian,,made up\n",
}
PAGE = """La ponto estas fermita nun

skrib Toma Lenk
12 glumas 2024

Malnova ponto zu la rivero estas fermita zu du semajnoj kaj la busoj iras zu la norda vojo, diris la urbestro kiu\
 loĝas zu la rivero.

miru plu
Alia titolo pri la vetero zu la nordo
"""


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Give a folder that lies on the path as an installed distribution does, with a language in it."""
    package = tmp_path / "glum_language"
    package.mkdir()
    (package / "__init__.py").write_text(
        "from pathlib import Path\n"
        "from corpus_pkg.language.base import Language\n"
        'GLUM = Language("xgl", "A-Za-z\\u0100-\\u017f", function_words=frozenset({"zu", "la", "kaj", "estas"}),'
        " capitals=True, tables=Path(__file__).parent)\n"
    )
    for name, text in TABLES.items():
        if name != "time_words":
            (package / f"{name}.csv").write_text(text)
    (package / "time_words.csv").write_text(
        "form,class,value,origin\nvenka,zone,Z,made up\nglumday,weekday,4,made up\n"
    )
    info = tmp_path / "glum_language-1.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: glum-language\nVersion: 1\n")
    (info / "entry_points.txt").write_text("[corpus_pkg.languages]\nglum = glum_language:GLUM\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    plugins.forget()
    yield info
    plugins.forget()
    sys.modules.pop("glum_language", None)


def test_a_distribution_adds_a_language(installed: Path) -> None:
    parsed = corpus_pkg.parse(PAGE.encode())
    assert parsed.document.language == "xgl"
    (story,) = parsed.articles
    assert (story.title, story.published, story.authors) == ("La ponto estas fermita nun", "2024-03-12", "Toma Lenk")
    assert story.text is not None
    assert story.text.endswith("rivero.")
    assert [segment.kind for segment in parsed.segments][-2:] == ["related_heading", "related_link"]


def test_without_it_the_same_page_says_less() -> None:
    parsed = corpus_pkg.parse(PAGE.encode())
    assert parsed.document.language is None
    assert parsed.articles[0].published is None


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("glum_language:NOTHING", "cannot be loaded"),
        ("no_such_module:X", "cannot be loaded"),
        ("pathlib:Path", "a Language with a code"),
        ("corpus_pkg.language.arabic:ARABIC", "there is a language 'ar' already"),
    ],
)
def test_a_language_that_cannot_be_used_is_one_line(installed: Path, value: str, said: str) -> None:
    (installed / "entry_points.txt").write_text(f"[corpus_pkg.languages]\nglum = {value}\n")
    plugins.forget()
    with pytest.raises(LanguageError) as caught:
        languages()
    assert said in str(caught.value)
    assert f"language glum ({value} of glum-language): " in str(caught.value)
    assert "\n" not in str(caught.value)


def test_tables_of_ones_own_for_a_further_language_stand_in_the_folder_of_its_code(tmp_path: Path) -> None:
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "boilerplate.csv").write_text("phrase,kind,place\nour reader's choice,related_heading,whole\n")
    rows = in_language(Lexicons(tmp_path), languages()["en"]).rows("boilerplate")
    assert [row["kind"] for row in rows if row["phrase"] == "our reader's choice"] == ["related_heading"]
    assert all(row["phrase"] != "our reader's choice" for row in Lexicons(tmp_path).rows("boilerplate"))
