"""The gate: what is read from the composed pages may not get worse.

After an improvement, write the new floors; the program says how:

    python tests/evaluation/composition.py OUT && corpus-pkg build OUT/pages --out OUT/package
    python benchmarks/accuracy.py OUT/package OUT/gold.jsonl --floors tests/evaluation/floors.json --raise
"""

from __future__ import annotations

import json
import re
import runpy
import subprocess
import sys
from pathlib import Path
from typing import Any, get_args

import pytest
from evaluation.composition import PAGES, Composed, compose, composed, write
from hypothesis import given
from hypothesis import strategies as st

import corpus_pkg
from corpus_pkg.records import EntityType

ACCURACY = Path(__file__).parents[2] / "benchmarks" / "accuracy.py"
FLOORS = Path(__file__).with_name("floors.json")

#: What a page must be among the composed ones for: a wording that real sites are known for.
WORDINGS = """
    windows-1256; CRLF; final NUL; ISO 8859-6; UTF-16 with; UTF-16 without; runs of spaces; forty headlines in one line;
    headlines, one a line; doubled masthead; doubled title; doubled caption; desk initials; e-mail line; read counter;
    rule lines; author and outlet grown; outlet grown; body before its title; read-also heading in mid-body;
    a list page; a tag page; question marks; page clock; two stories with a rule; two stories with nothing;
    three stories; over-line; section label; breadcrumb; byline 'report; byline 'wrote; byline between bars;
    paper and author; name behind the body; translated; honorific; poem; interview; bullet list; captions in mid-body;
    share bars; prompts; newsletter; keywords line; two source lines; related links in mid-body; attribute lines;
    JSON-LD; Open Graph; <time>; unclosed; entities in the title; meta that says UTF-8;
    relative days over the end; Hijri and Gregorian days in the body; a range of days; clocks with their days;
    a weekday that disagrees; clitics, lineage and titles; acronyms in brackets; an organisation within an organisation
"""


@pytest.fixture(scope="module")
def pages() -> list[Composed]:
    return composed()


@pytest.fixture(scope="module")
def built(pages: list[Composed], tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A package built from the composed pages, and their gold."""
    out = tmp_path_factory.mktemp("evaluation")
    folder, gold = write(pages, out)
    corpus_pkg.build(folder, out / "package")
    return out / "package", gold


def accuracy(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(ACCURACY), *map(str, arguments)], check=False, capture_output=True, encoding="utf-8"
    )


def test_no_score_falls(built: tuple[Path, Path]) -> None:
    verdict = accuracy(*built, "--floors", FLOORS)
    assert verdict.returncode == 0, f"{verdict.stderr}\n{accuracy(*built, '--misses', '99').stdout}"


def test_every_measure_has_a_floor(built: tuple[Path, Path]) -> None:
    measured: dict[str, dict[str, Any]] = json.loads(accuracy(*built, "--json").stdout)
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))
    assert {group: set(measures) for group, measures in measured.items()} == {g: set(m) for g, m in floors.items()}


def test_a_fallen_score_is_told(built: tuple[Path, Path], tmp_path: Path) -> None:
    floors = tmp_path / "floors.json"
    floors.write_text('{"text": {"status": 1.01, "invented": 0.5}}', encoding="utf-8")
    verdict = accuracy(*built, "--floors", floors)
    assert verdict.returncode == 1
    assert "text status" in verdict.stderr
    assert "text invented: not measured" in verdict.stderr


def test_floors_are_lowered_only_when_asked(built: tuple[Path, Path], tmp_path: Path) -> None:
    floors = tmp_path / "floors.json"
    floors.write_text('{"text": {"status": 1.01}}', encoding="utf-8")
    assert accuracy(*built, "--floors", floors, "--raise").returncode == 1
    assert json.loads(floors.read_text(encoding="utf-8"))["text"]["status"] == 1.01
    assert accuracy(*built, "--floors", floors, "--lower").returncode == 0
    assert json.loads(floors.read_text(encoding="utf-8"))["text"]["status"] <= 1


def test_the_scorer_finds_nothing_right_in_another_corpus(pages: list[Composed], tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "page.txt").write_bytes("خبر قصير عن لا شيء\n\nأعلن أحدهم شيئا لا يعرفه أحد غيره.".encode())
    corpus_pkg.build(tmp_path / "other", tmp_path / "package")
    _, gold = write(pages, tmp_path)
    measured = json.loads(accuracy(tmp_path / "package", gold, "--json").stdout)
    for measure in ("status", "story_count", "title", "published", "body_start", "body_end", "kind_of_segment"):
        assert measured["text"][measure]["right"] == 0, measure


def test_each_known_wording_has_a_page(pages: list[Composed]) -> None:
    covered = "\n".join(wording for page in pages for wording in page.covers)
    wanted = [wording.strip() for wording in " ".join(WORDINGS.split()).split(";")]
    assert [wording for wording in wanted if wording not in covered] == []
    assert len(pages) >= 41
    assert sum(page.name.endswith(".html") for page in pages) >= 5


def test_gold_covers_each_visible_character_once(pages: list[Composed]) -> None:
    for page in pages:
        if page.name.endswith(".html"):
            continue
        text = page.data.decode(page.gold["encoding"])
        at = 0
        for segment in page.gold["segments"]:
            assert not re.sub(r"[\s\x00]", "", text[at : segment["start"]]), page.name
            assert text[segment["start"] : segment["end"]].strip(), page.name
            at = segment["end"]
        assert not re.sub(r"[\s\x00]", "", text[at:]), page.name


def test_gold_says_what_the_page_says(pages: list[Composed]) -> None:
    for page in pages:
        text = " ".join(page.data.decode(page.gold["encoding"]).replace("&#34;", '"').replace("&amp;", "&").split())
        text = re.sub(r" ?<[^>]*>", "", text)
        for story in page.gold["stories"]:
            for said in (story["title"], story.get("body_start"), story.get("body_end"), *story.get("authors", ())):
                assert said is None or said in text, (page.name, said)


@given(
    st.lists(st.sampled_from(["title", "body", "nav"]), min_size=1, max_size=6),
    st.sampled_from(["\n", "\r\n", " " * 8]),
    st.data(),
)
def test_a_composed_page_is_its_lines(
    tmp_path_factory: pytest.TempPathFactory, kinds: list[str], line_break: str, data: st.DataObject
) -> None:
    texts = [data.draw(st.text("ابتث.:|", min_size=1).filter(lambda text: bool(text.strip()))) for _ in kinds]
    source = tmp_path_factory.mktemp("page") / "one.page"
    front = f"+++\ncovers = []\nline_break = {json.dumps(line_break)}\n[[story]]\n+++\n"
    source.write_text(front + "".join(f"{k}| {t}\n" for k, t in zip(kinds, texts, strict=True)), encoding="utf-8")
    page = compose(source)
    text = page.data.decode()
    assert text == line_break.join(texts)
    assert [(s["kind"], text[s["start"] : s["end"]]) for s in page.gold["segments"]] == list(
        zip(kinds, texts, strict=True)
    )


ANNOTATED = """+++
covers = []
{annotation}
[[story]]
+++
title| غزة اليوم
body| قالت حماس أمس إنها لغزة، ومن غزة.
published| أمس
"""


def annotated(tmp_path: Path, annotation: str) -> Composed:
    source = tmp_path / "one.page"
    source.write_text(ANNOTATED.format(annotation=annotation), encoding="utf-8")
    return compose(source)


def test_annotations_are_found_behind_one_another(tmp_path: Path) -> None:
    names = [["غزة", "LOC"], ["حماس", "ORG"], ["غزة", "LOC"], ["غزة", "LOC"]]
    page = annotated(tmp_path, f'dates = [["أمس", "2024-03-19"]]\nmentions = {json.dumps(names, ensure_ascii=False)}')
    text = page.data.decode()
    assert [text[m["start"] : m["end"]] for m in page.gold["mentions"]] == [surface for surface, _ in names]
    assert [m["start"] for m in page.gold["mentions"]] == [0, 15, 30, 39]
    assert page.gold["dates"] == [{"start": 20, "end": 23, "value": "2024-03-19"}]


def test_a_page_without_annotations_is_not_measured_for_them(tmp_path: Path) -> None:
    assert not {"dates", "mentions"} & set(annotated(tmp_path, "").gold)
    assert annotated(tmp_path, "mentions = []").gold["mentions"] == []


@pytest.mark.parametrize(
    "annotation",
    [
        'dates = [["غدا", ""]]',
        'dates = [["أمس", ""], ["اليوم", ""]]',
        'dates = [["أمس", ""], ["أمس", ""]]',
        'mentions = [["ماس", "ORG"]]',
        'mentions = [["حما", "ORG"]]',
        'mentions = [["حماس"]]',
        'mentions = [["", "ORG"]]',
        'mentions = [["حماس", "TEAM"]]',
        'dates = [["أمس", "19-03-2024"]]',
    ],
    ids=[
        "absent",
        "out of order",
        "not running text",
        "begins in a word",
        "ends in a word",
        "no pair",
        "empty",
        "type",
        "value",
    ],
)
def test_an_annotation_that_the_page_does_not_bear_is_refused(tmp_path: Path, annotation: str) -> None:
    with pytest.raises(ValueError, match=r"one\.page: (?:dates|mentions)"):
        annotated(tmp_path, annotation)


def test_annotations_of_html_stand_in_what_is_seen(tmp_path: Path) -> None:
    source = tmp_path / "one.html.page"
    html = '<head><title>غزة</title></head><p title="غزة">قالت <b>غزة</b>'
    source.write_text(f'+++\ncovers = []\nmentions = [["غزة", "LOC"]]\n+++\n{html}', encoding="utf-8")
    assert compose(source).gold["mentions"] == [
        {"start": html.rindex("غزة"), "end": html.rindex("</b>"), "type": "LOC"}
    ]


def test_annotations_are_many_and_of_every_kind(pages: list[Composed]) -> None:
    for html, least in ((False, 36), (True, 8)):
        of_a_kind = [page.gold for page in pages if page.name.endswith(".html") is html]
        for what in ("dates", "mentions"):
            assert sum(what in gold for gold in of_a_kind) >= least
    labels = {mention["type"] for page in pages for mention in page.gold.get("mentions", ())}
    assert labels == set(get_args(EntityType))


def test_a_line_without_a_kind_is_refused(tmp_path: Path) -> None:
    for line in ("no bar", "nonsense| of no kind"):
        (tmp_path / "one.page").write_text(f"+++\ncovers = []\n+++\n{line}\n", encoding="utf-8")
        with pytest.raises(ValueError, match="kind"):
            compose(tmp_path / "one.page")


def test_pages_are_pages() -> None:
    assert {path.suffix for path in PAGES.iterdir()} == {".page"}


def test_a_share_is_cut_and_never_rounded_up() -> None:
    share = runpy.run_path(str(ACCURACY))["Share"]
    assert share(2, 3).floor == 0.6666
    assert share(3, 3).floor == 1.0
