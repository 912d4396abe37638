"""What pages teach about their sites: furniture of other pages is kept out, and no sentence of a story is learned."""

from __future__ import annotations

import csv
import random
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from learning import made_sites

from corpus_pkg.language.lexicons import LexiconError, Lexicons
from corpus_pkg.language.orthography import folded
from corpus_pkg.learning import learn
from corpus_pkg.learning.table import ORIGIN
from corpus_pkg.parsing import parse_document
from corpus_pkg.parsing.document import ParsedDocument
from corpus_pkg.sites.keys import plain


def rows(folder: Path) -> list[dict[str, str]]:
    with (folder / "site_lines.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def paragraphs(parsed: ParsedDocument) -> set[str]:
    return {line for article in parsed.articles for line in (article.text or "").split("\n")}


@pytest.mark.parametrize("kind", range(made_sites.KINDS))
def test_half_of_a_site_teaches_the_furniture_of_the_other(tmp_path: Path, kind: int) -> None:
    pages = list(made_sites.made_site(kind))
    made_sites.write(tmp_path / "pages" / "nahda", pages[::2])
    learned = learn(tmp_path / "pages", tmp_path / "own", by="folder")
    assert [site.name for site in learned.sites] == ["nahda/"]
    own = Lexicons(tmp_path / "own")
    inside = furniture = kept = body = 0
    for page in pages[1::2]:
        parsed = parse_document(page.text.encode(), f"raw/nahda/{page.name}", own, "none")
        text = paragraphs(parsed)
        inside += len(text.intersection(page.furniture))
        furniture += len(page.furniture)
        kept += len(text.intersection(page.body))
        body += len(page.body)
        assert [article.title for article in parsed.articles] == [page.title]
    assert inside <= 0.01 * furniture
    assert kept >= 0.98 * body
    # Without what was learned most of it stands in the stories.
    before = parse_document(page.text.encode(), None, None, "none")
    assert len(paragraphs(before).intersection(page.furniture)) > 5


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 10**6), st.integers(2, 16), st.booleans(), st.integers(0, made_sites.KINDS - 1))
def test_no_sentence_of_one_story_is_learned_however_often_it_is_printed(
    tmp_path_factory: pytest.TempPathFactory, seed: int, copies: int, edited: bool, kind: int
) -> None:
    folder = tmp_path_factory.mktemp("site")
    pages = list(made_sites.made_site(kind, seed, 14))
    reprinted, writer = pages[0], made_sites.Writer(("copies", seed))
    for number in range(copies):
        text = reprinted.text
        if edited:
            # A desk adds a paragraph of its own, and another headline.
            text = text.replace(reprinted.title, writer.headline()).replace(
                reprinted.body[-1], f"{reprinted.body[-1]}\n\n{writer.sentence()}"
            )
        pages.append(made_sites.MadePage(f"copy{number}.txt", f"{text}\n", reprinted.title, reprinted.body, ()))
    made_sites.write(folder / "pages" / "nahda", pages)
    learn(folder / "pages", folder / "own", by="folder")
    learned = {row["line"] for row in rows(folder / "own")}
    assert learned
    assert learned.isdisjoint(plain(folded(line)) for page in pages for line in (*page.body, page.title))


def test_neither_the_order_of_pages_nor_their_names_nor_another_run_changes_a_row(tmp_path: Path) -> None:
    pages = made_sites.write(tmp_path / "one" / "nahda", made_sites.made_site(1, "order", 16))
    mixed = random.Random(7).sample(pages, len(pages))
    (tmp_path / "two" / "nahda").mkdir(parents=True)
    for number, page in enumerate(mixed):
        (tmp_path / "two" / "nahda" / f"{number}.txt").write_text(page.text, encoding="utf-8")
    for name in ("one", "two"):
        learn(tmp_path / name, tmp_path / f"own-{name}", by="folder")
    first = (tmp_path / "own-one" / "site_lines.csv").read_bytes()
    assert (tmp_path / "own-two" / "site_lines.csv").read_bytes() == first
    learn([tmp_path / "one"], tmp_path / "own-one", by="folder")
    assert (tmp_path / "own-one" / "site_lines.csv").read_bytes() == first
    assert Lexicons(tmp_path / "own-one").fingerprint() != Lexicons().fingerprint()


def dated(folder: Path, clock: bool, published: bool) -> None:
    """A site whose pages were fetched on two days, and whose stories are of as many days as there are pages."""
    for number, page in enumerate(made_sites.made_site(0, "clock", 16)):
        head = [f"تحديث الصفحة: {4 + number % 2} مارس 2021"] if clock else []
        day = [f"تاريخ النشر: {1 + number} فبراير 2021"] if published else []
        text = "\n\n".join([*head, page.text.replace(page.title, "\n\n".join([page.title, *day]))])
        folder.mkdir(parents=True, exist_ok=True)
        (folder / page.name).write_text(text, encoding="utf-8")


@pytest.mark.parametrize(("clock", "published"), [(True, True), (True, False), (False, True)])
def test_a_day_that_goes_by_the_crawl_is_a_clock_where_another_day_shows_it(
    tmp_path: Path, clock: bool, published: bool
) -> None:
    dated(tmp_path / "pages" / "nahda", clock, published)
    (site,) = learn(tmp_path / "pages", tmp_path / "own", by="folder").sites
    found = [row for row in rows(tmp_path / "own") if row["kind"] == "clock"]
    assert site.clocks == len(found) == (clock and published)
    assert all("{month}" in row["line"] and row["place"] == "head" for row in found)
    if found:
        bare = (
            (tmp_path / "pages" / "nahda" / "page003.txt")
            .read_text(encoding="utf-8")
            .replace("تاريخ النشر: 4 فبراير 2021", "")
        )
        (article,) = parse_document(bare.encode(), "nahda/x.txt", Lexicons(tmp_path / "own"), "none").articles
        assert article.published is None


def test_the_headline_of_a_series_the_background_of_an_agency_and_papers_under_review_are_not_learned(
    tmp_path: Path,
) -> None:
    series, paper = "دفتر يوميات السدرة والمرفأ", "القدس العربي"
    background = "وتشهد السدرة منذ عامين خلافا بين البلدية وأصحاب القوارب على رسوم المرفأ الجديد."
    pages = []
    for number, page in enumerate(made_sites.made_site(1, "series", 24)):
        text = page.text.replace(page.title, series) if number % 3 == 0 else page.text
        if number % 3 == 1:
            text = text.replace(page.body[1], f"{paper}\n\n{page.body[1]}")
        if number % 5 < 2:
            text = text.replace(page.body[-1], f"{page.body[-1]}\n\n{background}")
        pages.append(made_sites.MadePage(page.name, text, page.title, page.body, page.furniture))
    made_sites.write(tmp_path / "pages" / "nahda", pages)
    learn(tmp_path / "pages", tmp_path / "own", by="folder")
    learned = {row["line"] for row in rows(tmp_path / "own")}
    assert len(learned) > 10
    assert learned.isdisjoint(plain(folded(line)) for line in (series, background, paper))


def test_pages_of_markup_teach_and_are_read_as_texts_are(tmp_path: Path) -> None:
    pages = list(made_sites.made_site(0, "markup"))

    def markup(page: made_sites.MadePage) -> str:
        lines = (f"<h1>{line}</h1>" if line == page.title else f"<p>{line}</p>" for line in page.text.split("\n\n"))
        link = f"<link rel=canonical href='https://www.nahda.example/{page.name}'>"
        return f"<html><head>{link}</head><body>{''.join(lines)}</body></html>"

    (tmp_path / "pages").mkdir()
    for page in pages[::2]:
        (tmp_path / "pages" / f"{page.name}.html").write_text(markup(page), encoding="utf-8")
    (site,) = learn(tmp_path / "pages", tmp_path / "own").sites
    assert site.name == "nahda.example"
    for page in pages[1::4]:
        parsed = parse_document(markup(page).encode(), None, Lexicons(tmp_path / "own"), "none")
        assert paragraphs(parsed) == set(page.body)


def test_stories_shorter_than_the_notices_of_their_site_are_told_apart(tmp_path: Path) -> None:
    writer = made_sites.Writer("short")
    notices = [writer.sentence() for _ in range(6)]
    pages = []
    for number in range(24):
        title, body = writer.headline(), (writer.sentence(),)
        pages.append(made_sites.MadePage(f"{number}.txt", "\n\n".join([title, *body, *notices]), title, body, ()))
    made_sites.write(tmp_path / "pages" / "nahda", pages[::2])
    learn(tmp_path / "pages", tmp_path / "own", by="folder")
    for page in pages[1::2]:
        parsed = parse_document(page.text.encode(), "nahda/x.txt", Lexicons(tmp_path / "own"), "none")
        assert paragraphs(parsed) == set(page.body)


def test_rows_of_ones_own_and_of_other_sites_stay(tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    mine = "nahda/,سطر كتبته بنفسي,foot,nav,,,mine"
    other = f"other.example,سطر قديم,foot,nav,9,9,{ORIGIN}"
    old = f"nahda/,سطر ذهب من الموقع,foot,nav,9,9,{ORIGIN}"
    header = "site,line,place,kind,stories,of_stories,origin"
    (own / "site_lines.csv").write_text("\n".join([header, mine, other, old, ""]), encoding="utf-8")
    made_sites.write(tmp_path / "pages" / "nahda", made_sites.made_site(0, "stay", 12))
    learn(tmp_path / "pages", own, by="folder")
    written = (own / "site_lines.csv").read_text(encoding="utf-8").splitlines()
    assert {mine, other} <= set(written)
    assert old not in written
    assert len(written) > 10


def test_what_a_page_is_headed_with_tells_its_site_and_carriers_are_opened(tmp_path: Path) -> None:
    pages = tmp_path / "pages"
    for kind, masthead in enumerate(("صحيفة السدرة", "شبكة المرفأ")):
        for number, page in enumerate(made_sites.made_site(kind, "masthead", 12)):
            (pages / "all").mkdir(parents=True, exist_ok=True)
            text = f"{masthead} - {page.title}\n\n{page.text}"
            (pages / "all" / f"{kind}-{number}.txt").write_text(text, encoding="utf-8")
    shutil.make_archive(str(tmp_path / "packed" / "all"), "zip", pages)
    plain_rows, packed = (learn(place, tmp_path / f"own-{place.name}") for place in (pages, tmp_path / "packed"))
    assert [site.name for site in plain_rows.sites] == [folded("شبكة المرفأ"), folded("صحيفة السدرة")]
    assert packed.sites == plain_rows.sites
    assert rows(tmp_path / "own-pages") == rows(tmp_path / "own-packed")


def test_too_few_stories_teach_nothing(tmp_path: Path) -> None:
    made_sites.write(tmp_path / "pages" / "nahda", made_sites.made_site(0, "few", 9))
    with pytest.raises(LexiconError, match=r"no site has 10 stories \(the most has nahda/: 9\); add pages"):
        learn(tmp_path / "pages", tmp_path / "own", by="folder")
    with pytest.raises(LexiconError, match=r"no page tells its site; add pages of the site, or learn with --by host"):
        learn(tmp_path / "pages" / "nahda" / "page000.txt", tmp_path / "own", by="folder")
    assert not (tmp_path / "own").exists()
