"""Every name and date that is read through a text with spans reads as its surface."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from exporting.packages import build_seeds
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import pages

from corpus_pkg.building.build import build
from corpus_pkg.dataset import dataset
from corpus_pkg.errors import PackageError
from corpus_pkg.exporting import export
from corpus_pkg.language.orthography import normalise
from corpus_pkg.package.configuration import Configuration
from corpus_pkg.records import Date, Mention

HTML = """<!doctype html><html><head><title>زيارة أوستن إلى القاهرة</title>
<script type="application/ld+json">{"@type": "NewsArticle", "headline": "زيارة أوستن إلى القاهرة",
"datePublished": "2020-01-02"}</script></head><body><h1>زيارة أوستن إلى القاهرة</h1>
<p>قال&nbsp;<b>لويد</b>&nbsp;أوستن &#34;إن الأمر&#34; انتهى في واشنطن مساء الثلاثاء 5 مارس 2024 أمام الصحفيين.</p>
<p>ثم غادر وزير الدفاع الأمريكي <a href="/x">وا<i>شنطن</i></a> إلى القاهرة حيث يلتقي نظيره المصري،\r\nوقال إن العمليات
العسكرية في غزة انتهت، وأن بلاده تعمل مع فرنسا ومصر والأردن على خفض التوتر منذ يناير 2024.</p></body></html>"""


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_seeds(tmp_path_factory.mktemp("seeds") / "package")


def _rows(package: Path) -> list[Mention | Date]:
    """The names and dates of the pages that have stories."""
    opened = dataset.open(package)
    kept = {row.document_id for row in opened.documents if row.status == "ok"}
    return [row for table in (opened.mentions, opened.dates) for row in table if row.document_id in kept]


def _brat(folder: Path) -> Iterator[tuple[str, str, str]]:
    """Each annotation: its page, its kind and what stands at its place."""
    kinds = (folder / "annotation.conf").read_text(encoding="utf-8").split("[relations]")[0].split()[1:]
    for path in sorted(folder.glob("*.ann")):
        text = path.with_suffix(".txt").read_bytes().decode()
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("T"):
                _, place, surface = line.split("\t")
                kind, _, offsets = place.partition(" ")
                assert kind in kinds
                parts = [text[int(a) : int(b)] for a, b in (part.split() for part in offsets.split(";"))]
                assert not any(re.search(r"[\r\n]", part) for part in parts)
                assert " ".join(parts).replace("\t", " ") == surface
                yield path.stem, kind, " ".join(parts)


def _conll(folder: Path) -> Iterator[tuple[str, str, str]]:
    """Each tagged stretch, by its tokens and their offsets."""
    document, open_one = "", None
    for line in [*(folder / "corpus.conll").read_text(encoding="utf-8").split("\n"), "# document_id = end"]:
        cells = line.split("\t")
        tag = cells[3] if len(cells) == 5 else None
        if open_one is not None and (tag is None or not tag.startswith("I-")) and line:
            yield document, open_one[0], open_one[1]
            open_one = None
        if line.startswith("# document_id = "):
            document = line.removeprefix("# document_id = ")
        elif tag is not None:
            token, start, end = cells[0], int(cells[1]), int(cells[2])
            assert len(token) == end - start > 0
            if tag.startswith("B-"):
                open_one = (tag[2:], token, end)
            elif tag.startswith("I-"):
                assert open_one is not None and open_one[0] == tag[2:]
                open_one = (open_one[0], open_one[1] + " " * (start > open_one[2]) + token, end)


def _web(package: Path, folder: Path) -> Iterator[tuple[str, str, str]]:
    opened = dataset.open(package)
    for path in sorted(folder.glob("*.jsonld")):
        body = json.loads(path.read_text(encoding="utf-8"))
        page = opened.page(path.stem)
        assert body["@context"] == "http://www.w3.org/ns/anno.jsonld"
        assert len({item["id"] for item in body["items"]}) == len(body["items"])
        for item in body["items"]:
            position, quote = item["target"]["selector"]
            start, end = position["start"], position["end"]
            assert page.text[start:end] == quote["exact"]
            assert page.text[:start].endswith(quote["prefix"]) and page.text[end:].startswith(quote["suffix"])
            yield path.stem, item["body"][0]["value"], quote["exact"]


def _kind(row: Mention | Date) -> str:
    return "DATE" if isinstance(row, Date) else row.type


def _check(package: Path, out: Path) -> None:
    for name in ("brat", "conll", "webannotation"):
        export(package, to=name, out=out / name)
    true = sorted((row.document_id, _kind(row), normalise(row.surface)) for row in _rows(package))
    lost = sum(int(line.split()[0]) for line in export(package, to="brat", out=out / "brat").notes)
    brat = sorted((page, kind, normalise(text)) for page, kind, text in _brat(out / "brat"))
    assert len(brat) == len(true) - lost
    assert not set(brat) - set(true)
    if not lost:
        assert brat == true
    conll = [(page, kind, "".join(text.split())) for page, kind, text in _conll(out / "conll")]
    tight = {(page, kind, "".join(text.split())) for page, kind, text in brat}
    assert not [one for one in conll if one not in tight]
    web = list(_web(package, out / "webannotation"))
    assert len(web) == len(true)


def test_every_name_and_date_of_the_seeds(package: Path, tmp_path: Path) -> None:
    _check(package, tmp_path)
    assert len(list(_brat(tmp_path / "brat"))) == len(_rows(package)) > 400
    assert len(list(_conll(tmp_path / "conll"))) > 400


def test_names_in_markup(tmp_path: Path) -> None:
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw/a.html").write_text(HTML, encoding="utf-8", newline="")
    build(tmp_path / "raw", tmp_path / "p", config=Configuration(name="p"))
    _check(tmp_path / "p", tmp_path)
    assert {text for _, _, text in _brat(tmp_path / "brat")} >= {"واشنطن", "القاهرة", "غزة"}
    [note] = export(tmp_path / "p", to="brat", out=tmp_path / "brat").notes
    assert note.startswith("1 names and dates stand where a reader sees nothing")


@settings(max_examples=8, deadline=None)
@given(st.lists(pages(), min_size=1, max_size=3), st.booleans())
def test_every_name_and_date_of_any_page(
    tmp_path_factory: pytest.TempPathFactory, drawn: list[object], is_markup: bool
) -> None:
    folder = tmp_path_factory.mktemp("texts")
    (folder / "raw").mkdir()
    for number, page in enumerate(drawn):
        text = str(page.text)  # type: ignore[attr-defined]
        if is_markup:
            text = f"<html><body><h1>عنوان</h1><p>{'</p><p>'.join(text.splitlines())}</p></body></html>"
        (folder / f"raw/{number}.txt").write_bytes(text.encode())
    build(folder / "raw", folder / "p", config=Configuration(name="p", recognizer="none"))
    _check(folder / "p", folder)


def test_a_name_behind_a_clitic_is_a_token_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("خبر قصير\n\nقالت الوزارة اليوم إن العمل بدأ في القاهرة وغزة صباح الأحد.", "utf-8")
    build(tmp_path / "a.txt", tmp_path / "p", config=Configuration(name="p"))
    export(tmp_path / "p", to="conll", out=tmp_path / "conll")
    lines = (tmp_path / "conll/corpus.conll").read_text(encoding="utf-8").splitlines()
    at = next(number for number, line in enumerate(lines) if line.startswith("غزة\t"))
    assert lines[at - 1].split("\t")[0] == "و" and lines[at].split("\t")[3:] == ["B-LOC", "gaza"]


def test_without_its_pages_a_package_is_refused_in_one_line(tmp_path: Path, package: Path) -> None:
    build(Path(__file__).parents[2] / "seeds", tmp_path / "p", raw=False, config=Configuration(name="p"))
    for name in ("brat", "conll", "webannotation"):
        with pytest.raises(PackageError, match="build the package with its pages") as caught:
            export(tmp_path / "p", to=name, out=tmp_path / name)
        assert "\n" not in str(caught.value)
        assert not (tmp_path / name).exists()
