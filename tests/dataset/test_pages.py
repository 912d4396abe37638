"""A page has the text that was read and the spans of what was read from it."""

from __future__ import annotations

import html
import re
import shutil
import zipfile
from pathlib import Path

import pytest
from exporting.packages import ROOT, build_seeds
from hypothesis import given
from hypothesis import strategies as st

import corpus_pkg
from corpus_pkg.dataset import dataset
from corpus_pkg.dataset.pages import Page, Span
from corpus_pkg.errors import PackageError
from corpus_pkg.records import Document


def test_a_page_has_its_text_and_its_spans(package: Path, archive: Path) -> None:
    for opened in (dataset.open(package), dataset.open(archive)):
        for document in opened.documents:
            page = opened.page(document)
            raw = (package / document.path).read_bytes()
            assert page.text == raw.decode("utf-8")
            assert len(page.spans) == sum(
                len(opened.table(name).of(document)) for name in ("segments", "dates", "credits", "mentions", "links")
            )
            for span in page.spans:
                surface = getattr(span.row, "surface", None)
                assert surface is None or page.text[span.start : span.end] == surface
            for article in opened.articles.of(document):
                spans = [span for span in opened.page(article).spans if span.table != "links"]
                assert spans == [s for s in page.spans if getattr(s.row, "article_id", None) == article.article_id]
                titles = [page.text[s.start : s.end] for s in spans if s.kind == "title"]
                assert not article.title or article.title in " ".join(" ".join(titles).split())


@given(st.text(max_size=40), st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=8))
def test_a_page_in_html_has_every_character_and_marks_every_span(text: str, places: list[tuple[int, int]]) -> None:
    document = Document(
        document_id="doc-" + "0" * 16, path="a", sha256="0" * 64, bytes=1, media_type="text/plain", status="ok"
    )
    spans = tuple(
        Span(min(a, b), max(a, b), "mentions", f"kind{number}", document)
        for number, (a, b) in enumerate(places)
        if max(a, b) <= len(text)
    )
    made = Page(document, text, spans).to_html()
    assert made == Page(document, text, spans)._repr_html_()
    inner = made.removeprefix('<pre dir="auto">').removesuffix("</pre>")
    pieces = re.split(r'(<(?:mark|span) title="[^"]*">|</(?:mark|span)>)', inner)
    seen = ""
    inside: set[str] = set()
    marked: dict[str, list[int]] = {}
    for piece in pieces:
        if piece.startswith("</"):
            inside = set()
        elif piece.startswith(("<mark", "<span")):
            inside = set(re.findall(r"kind\d+", piece))
        else:
            for letter in html.unescape(piece):
                for kind in inside:
                    marked.setdefault(kind, []).append(len(seen))
                seen += letter
    assert seen == html.unescape(html.escape(text.replace("\0", "\ufffd")))
    assert marked == {span.kind: list(range(span.start, span.end)) for span in spans if span.start < span.end}


def test_a_page_that_is_not_there_or_not_the_one_that_was_read(tmp_path: Path, package: Path) -> None:
    bare = dataset.open(build_seeds(tmp_path / "bare", raw=False))
    with pytest.raises(PackageError, match="build the package with its pages"):
        bare.page(bare.articles[0])
    copy = shutil.copytree(package, tmp_path / "copy")
    opened = dataset.open(copy)
    path = copy / opened.documents[0].path
    path.write_bytes(path.read_bytes() + b" ")
    with pytest.raises(PackageError, match="has other bytes than were read"):
        opened.page(opened.documents[0])
    with pytest.raises(KeyError):
        opened.page("doc-0000000000000000")


def test_a_page_out_of_a_carrier(tmp_path: Path) -> None:
    seeds = sorted((ROOT / "seeds").iterdir())
    with zipfile.ZipFile(tmp_path / "pages.zip", "w") as made:
        made.write(seeds[0], "a|1.txt")
        made.write(seeds[1], "b.txt")
    corpus_pkg.build(tmp_path / "pages.zip", tmp_path / "package")
    opened = dataset.open(tmp_path / "package")
    texts = {opened.page(document).text for document in opened.documents}
    assert texts == {path.read_bytes().decode() for path in seeds[:2]}
    packed = dataset.open(shutil.make_archive(str(tmp_path / "whole"), "zip", tmp_path / "package"))
    with pytest.raises(PackageError, match="an archive inside the archive"):
        packed.page(packed.documents[0])
