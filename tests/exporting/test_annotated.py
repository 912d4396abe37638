"""Titles and texts with their names and dates in the formats of programs for annotation and training, read back."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from exporting.packages import build_seeds
from hypothesis import given
from hypothesis import strategies as st

from corpus_pkg.dataset import dataset
from corpus_pkg.exporting import examples, export
from corpus_pkg.exporting.annotated import Annotated, annotated, lines
from corpus_pkg.exporting.shown import Mark
from corpus_pkg.language.orthography import normalise

#: A text, the name of its story and of its part, and the names and dates in it: offsets, kind and words.
Text = tuple[str, str, str, list[tuple[int, int, str, str]]]


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_seeds(tmp_path_factory.mktemp("seeds") / "package")


def _true(package: Path, *, outermost: bool = False) -> list[Text]:
    """The same by the tables alone."""
    opened = dataset.open(package)
    found = []
    for article in opened.articles:
        for part in ("title", "text"):
            text = getattr(article, part)
            marks = []
            for row in (*opened.mentions.of(article), *opened.dates.of(article)):
                start, end = getattr(row, f"{part}_start"), getattr(row, f"{part}_end")
                if start is not None:
                    marks.append((start, end, getattr(row, "type", "DATE"), normalise(row.surface)))
            # A headline that stands twice on its page is one title.
            marks = sorted(set(marks), key=lambda mark: (mark[0], -mark[1]))
            if outermost:
                marks = [one for one in marks if not any(_holds(other, one) for other in marks)]
            if text:
                found.append((text, article.article_id, part, marks))
    return found


def _holds(one: tuple[int, int, str, str], other: tuple[int, int, str, str]) -> bool:
    """Whether a mark holds another and more."""
    return one[0] <= other[0] and other[1] <= one[1] and one[:2] != other[:2]


def _doccano(folder: Path) -> Iterator[Text]:
    kinds = {label["text"] for label in json.loads((folder / "label_config.json").read_bytes())}
    for line in (folder / "doccano.jsonl").read_text(encoding="utf-8").splitlines():
        body = json.loads(line)
        marks = [(start, end, kind, body["text"][start:end]) for start, end, kind in body["label"]]
        assert {kind for _, _, kind, _ in marks} <= kinds
        yield body["text"], body["article_id"], body["part"], marks


def _labelstudio(folder: Path) -> Iterator[Text]:
    interface = ET.fromstring((folder / "interface.xml").read_text(encoding="utf-8"))
    [labels], [shown] = interface.findall("Labels"), interface.findall("Text")
    assert shown.get("name") == labels.get("toName") and shown.get("value") == "$text"
    kinds = {label.get("value") for label in labels}
    identifiers = []
    for task in json.loads((folder / "tasks.json").read_bytes()):
        marks = []
        for result in task["predictions"][0]["result"]:
            assert (result["from_name"], result["to_name"], result["type"]) == ("label", "text", "labels")
            value = result["value"]
            [kind] = value["labels"]
            assert kind in kinds and task["data"]["text"][value["start"] : value["end"]] == value["text"]
            marks.append((value["start"], value["end"], kind, value["text"]))
            identifiers.append(result["id"])
        yield task["data"]["text"], task["data"]["article_id"], task["data"]["part"], marks
    assert len(set(identifiers)) == len(identifiers)


def _tei(folder: Path) -> Iterator[Text]:
    tei, xml = "{http://www.tei-c.org/ns/1.0}", "{http://www.w3.org/XML/1998/namespace}"
    kinds = {"persName": "PER", "orgName": "ORG", "placeName": "LOC", "name": "MISC", "date": "DATE"}
    for path in sorted(folder.glob("*.xml")):
        for division in ET.parse(path).iter(f"{tei}div"):
            for part, tag in (("title", "head"), ("text", "p")):
                paragraphs = []
                marks: list[tuple[int, int, str, str]] = []
                at = 0
                for element in division.findall(f"{tei}{tag}"):
                    _walk(element, at, kinds, tei, marks)
                    paragraphs.append("".join(element.itertext()))
                    at += len(paragraphs[-1]) + 1
                marks.sort(key=lambda mark: (mark[0], -mark[1]))
                yield "\n".join(paragraphs), str(division.get(f"{xml}id")), part, marks


def _walk(element: Any, at: int, kinds: dict[str, str], tei: str, marks: list[tuple[int, int, str, str]]) -> None:
    at += len(element.text or "")
    for inner in element:
        words = "".join(inner.itertext())
        marks.append((at, at + len(words), kinds[inner.tag.removeprefix(tei)], words))
        _walk(inner, at, kinds, tei, marks)
        at += len(words) + len(inner.tail or "")


@pytest.mark.parametrize(("name", "read"), [("doccano", _doccano), ("labelstudio", _labelstudio), ("tei", _tei)])
def test_every_name_and_date_is_read_back(package: Path, tmp_path: Path, name: str, read: Any) -> None:
    export(package, to=name, out=tmp_path)
    assert sorted(text for text in read(tmp_path) if text[0]) == sorted(_true(package))


def test_spacy_reads_every_outermost_name_and_date(package: Path, tmp_path: Path) -> None:
    spacy = pytest.importorskip("spacy", reason="spacy is not installed")
    export(package, to="spacy", out=tmp_path)
    tokens = pytest.importorskip("spacy.tokens", reason="spacy is not installed")
    docs = list(tokens.DocBin().from_disk(tmp_path / "corpus.spacy").get_docs(spacy.blank("ar").vocab))
    back = [(doc.text, [(e.start_char, e.end_char, e.label_, e.text) for e in doc.ents]) for doc in docs]
    assert back == [(text, marks) for text, _, _, marks in _true(package, outermost=True)]
    assert {e.kb_id_ for doc in docs for e in doc.ents if e.label_ != "DATE"} >= {"gaza", "lloyd-austin"}


@given(st.text("اب و.\n1", max_size=30), st.lists(st.tuples(st.integers(0, 30), st.integers(1, 6)), max_size=5))
def test_lines_are_whole_tokens_whatever_is_marked(text: str, places: list[tuple[int, int]]) -> None:
    marks = []
    for start, length in sorted(places):
        words = text[start : start + length]
        if words.strip() == words and words and "\n" not in words:
            marks.append(Mark(start, start + len(words), "PER", None))  # type: ignore[arg-type]
    marks.sort(key=lambda mark: (mark.start, -mark.end))
    one = Annotated(None, "text", text, tuple(marks))  # type: ignore[arg-type]
    back: list[tuple[int, int]] = []
    seen = set()
    for line in lines(one):
        assert len(line.spans) == len(line.tags)
        for (start, end), tag in zip(line.spans, line.tags, strict=True):
            seen.update(range(start, end))
            if tag == "B-PER":
                back.append((start, end))
            elif tag == "I-PER":
                back[-1] = (back[-1][0], end)
    assert back == [(mark.start, mark.end) for mark in one.outermost()]
    assert {at for at, letter in enumerate(text) if not letter.isspace()} == seen


@given(st.from_regex(r"doc-[0-9a-f]{16}-[1-9]", fullmatch=True))
def test_a_split_is_one_of_three(group: str) -> None:
    assert examples.split(group) in {name for name, _ in examples.SPLITS}


def test_the_marks_are_those_of_the_tables(package: Path) -> None:
    back = [
        (
            one.text,
            one.article.article_id,
            one.part,
            [(mark.start, mark.end, mark.kind, one.text[mark.start : mark.end]) for mark in one.marks],
        )
        for one in annotated(dataset.open(package))
    ]
    assert back == _true(package)
