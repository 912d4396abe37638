"""Stories that may be passed on keep their texts; of the others nothing stands in any file that is shared."""

from __future__ import annotations

import html
import json
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus_pkg.building.build import BuildResult, build
from corpus_pkg.commands import main
from corpus_pkg.dataset.dataset import load
from corpus_pkg.package.configuration import Configuration
from corpus_pkg.sharing import standoff
from corpus_pkg.sharing.rehydration import rehydrate
from corpus_pkg.sharing.standoff.repeats import BLOCK, SHORTEST, Repeats, letters
from corpus_pkg.validation import validate

RUN = 20
_SYLLABLES = ["با", "تو", "جي", "دا", "رو", "سي", "فا", "كو", "لي", "ما", "نو", "يا", "شا", "طو", "عي", "قا"]


def _words(seed: int, count: int) -> list[str]:
    """Words of three syllables, others for each seed."""
    words = []
    for _ in range(count):
        seed = (seed * 6364136223846793005 + 1442695040888963407) % 2**64
        words.append("".join(_SYLLABLES[(seed >> at) % 16] for at in (20, 30, 40)))
    return words


def _paragraphs(seed: int) -> list[str]:
    return [f"قالت {' '.join(_words(seed * 10 + number, 22))}." for number in range(3)]


def _title(seed: int) -> str:
    return " ".join(_words(seed * 10 + 9, 6))


@st.composite
def corpora(draw: st.DrawFn) -> tuple[dict[str, bytes], str]:
    """Pages that copy, quote and link one another, each of an outlet, and rules on outlets and folders."""
    files = {}
    for number in range(draw(st.integers(2, 6))):
        paragraphs = _paragraphs(number)
        other = draw(st.integers(0, max(number - 1, 0)))
        relation = draw(st.sampled_from(["none", "none", "link", "copy", "near", "quote"]))
        title = _title(number)
        if relation in ("copy", "near"):
            title, paragraphs = _title(other), _paragraphs(other)[: 3 if relation == "copy" else 2]
        elif relation == "quote":
            paragraphs[1] = f"وأضافت: {_paragraphs(other)[1]}"
        outlet = draw(st.sampled_from(["المصدر: الجزيرة", "المصدر: رويترز", ""]))
        links = ["اقرأ أيضا", _title(other)] if relation == "link" else []
        folder = draw(st.sampled_from(["open", "closed"]))
        if draw(st.booleans()):
            data = {"@type": "NewsArticle", "headline": title, "articleBody": paragraphs[0]}
            body = "".join(f"<p>{html.escape(line)}</p>" for line in (*paragraphs, *links, outlet) if line)
            text = (
                f"<!doctype html><html><head><title>{title}</title><script type='application/ld+json'>"
                f"{json.dumps(data, ensure_ascii=draw(st.booleans()))}</script></head>"
                f"<body><h1>{title}</h1>{body}</body></html>"
            )
            files[f"{folder}/{number}.html"] = text.encode()
        else:
            files[f"{folder}/{number}.txt"] = "\n\n".join(filter(None, (title, *paragraphs, *links, outlet))).encode()
    rules = draw(
        st.lists(
            st.tuples(
                st.sampled_from(['pages = "raw/open/*"', 'source = "al-jazeera"', 'source = "reuters"']),
                st.sampled_from(["share = true", "share = true", "share = false"]),
            ),
            max_size=3,
        )
    )
    return files, "".join(f"[[texts]]\n{aim}\n{share}\n" for aim, share in rules)


def _runs(texts: Iterable[str | None]) -> set[str]:
    return {text[at : at + RUN] for text in texts if text for at in range(len(text) - RUN + 1)}


@settings(max_examples=12, deadline=None)
@given(corpora())
def test_no_run_of_a_withheld_story_stands_in_any_file(
    tmp_path_factory: pytest.TempPathFactory, drawn: tuple[dict[str, bytes], str]
) -> None:
    files, rules = drawn
    folder = tmp_path_factory.mktemp("shared")
    corpus, shared = folder / "corpus", folder / "shared"
    for name, data in files.items():
        (corpus / "raw" / name).parent.mkdir(parents=True, exist_ok=True)
        (corpus / "raw" / name).write_bytes(data)
    (corpus / "corpus.toml").write_text(f'name = "c"\nrecognizer = "none"\n{rules}', encoding="utf-8")
    build(corpus / "raw", corpus)
    result = build(corpus / "raw", shared, text="standoff")
    full = {row.article_id: row for row in load("articles", corpus)}
    left = {row.article_id: row for row in load("articles", shared)}
    withheld = [full[key] for key, row in left.items() if row != full[key]]
    assert result.shared is not None and result.shared.stories == len(full) - len(withheld)
    runs = _runs(value for row in withheld for value in (row.title, row.text))
    for path in shared.rglob("*"):
        if path.is_file():
            assert not runs & _runs([path.read_text(encoding="utf-8")]), path
    pages = [str(path.relative_to(shared)) for path in (shared / "raw").rglob("*") if path.is_file()]
    assert len(pages) == result.shared.pages
    for row in withheld:
        assert row.title is None or left[row.article_id].title is None
    assert validate(shared).problems == ()
    rehydrate(shared, corpus / "raw", folder / "full")
    for path in (folder / "full").rglob("*"):
        if path.is_file():
            assert path.read_bytes() == (corpus / path.relative_to(folder / "full")).read_bytes(), path


def _shared(folder: Path, rules: str, files: dict[str, str]) -> tuple[Path, BuildResult]:
    for name, text in files.items():
        (folder / "raw" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "raw" / name).write_text(text, encoding="utf-8")
    (folder / "corpus.toml").write_text(f'name = "c"\nrecognizer = "none"\n{rules}', encoding="utf-8")
    return folder / "shared", build(folder / "raw", folder / "shared", text="standoff")


def _page(seed: int, source: str = "") -> str:
    return "\n\n".join((_title(seed), *_paragraphs(seed), source)).strip()


OPEN = '[[texts]]\nsource = "al-jazeera"\nshare = true\n'


def test_a_story_that_may_be_passed_on_keeps_text_and_page(tmp_path: Path) -> None:
    files = {"a.txt": _page(1, "المصدر: الجزيرة"), "b.txt": _page(2, "المصدر: رويترز"), "c.txt": _page(3)}
    shared, result = _shared(tmp_path, OPEN, files)
    assert result.shared is not None
    assert (result.shared.stories, result.shared.pages, result.shared.repeating) == (1, 1, 0)
    assert [row.title for row in load("articles", shared) if row.title] == [_title(1)]
    assert [path.name for path in shared.rglob("*.txt")] == ["a.txt"]
    assert validate(shared).problems == ()
    build(tmp_path / "raw", shared, text="standoff")
    # What may no longer be passed on is taken away by the next build.
    shared, _ = _shared(tmp_path, OPEN.replace("true", "false"), {})
    assert not list(shared.rglob("*.txt"))


def test_a_changed_value_of_a_page_that_is_kept_is_found(tmp_path: Path) -> None:
    shared, _ = _shared(tmp_path, OPEN, {"a.txt": _page(1, "المصدر: الجزيرة"), "b.txt": _page(2)})
    path = shared / "data/articles.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(_title(1), _title(4)), encoding="utf-8")
    assert "evidence" in {problem.layer for problem in validate(shared).problems}


def test_what_repeats_a_withheld_story_is_withheld_with_it(tmp_path: Path) -> None:
    quoting = f"{_title(5)}\n\n{_paragraphs(5)[0]} {_paragraphs(2)[1]}\n\n{_paragraphs(5)[2]}\n\nالمصدر: الجزيرة"
    linking = f"{_page(6)}\n\nالمصدر: الجزيرة\n\nاقرأ أيضا\n\n{_title(2)}"
    shared, result = _shared(tmp_path, OPEN, {"quoting.txt": quoting, "linking.txt": linking, "b.txt": _page(2)})
    assert result.shared is not None
    assert (result.shared.stories, result.shared.pages, result.shared.repeating) == (1, 0, 1)
    assert [row.title for row in load("articles", shared) if row.title] == [_title(6)]
    # The title that the kept story's page shows is read as a link, and withheld as one.
    (title,) = (row.title for row in load("links", shared))
    assert title.startswith("sha256:")
    assert _title(2) not in "".join(path.read_text("utf-8") for path in shared.rglob("*") if path.is_file())


def test_two_stories_of_a_page_are_asked_for_by_themselves(tmp_path: Path) -> None:
    both = f"{_page(1)}\n\nالمصدر: الجزيرة\n\n\n{_title(2)}\n\n" + "\n\n".join(_paragraphs(2)) + "\n\nالمصدر: رويترز"
    files = {"both.txt": both}
    shared, result = _shared(tmp_path, OPEN, files)
    assert result.rows["articles"] == 2 and result.shared is not None
    assert (result.shared.stories, result.shared.pages) == (1, 0)
    assert [row.title for row in load("articles", shared)] == [_title(1), None]


def test_build_says_what_was_kept(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shared, _ = _shared(tmp_path, OPEN, {"a.txt": _page(1, "المصدر: الجزيرة"), "b.txt": _page(2)})
    arguments = ["build", str(tmp_path / "raw"), "--text", "standoff", "--out"]
    assert main([*arguments, str(shared)]) == 0
    printed = capsys.readouterr().out
    assert "stories withheld: 1, kept (share = true): 1; raw pages in the package: 1\n" in printed
    assert main([*arguments, str(tmp_path)]) == 0
    assert "1 pages lie in the package's folder and are no part of it" in capsys.readouterr().err


def test_a_name_that_repeats_the_title_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "raw").mkdir()
    for number, name in enumerate((f"{_title(0).replace(' ', '-')}.txt", "one.txt")):
        (tmp_path / "raw" / name).write_text(_page(number), encoding="utf-8")
    assert main(["build", str(tmp_path / "raw"), "--out", str(tmp_path / "shared"), "--text", "standoff"]) == 0
    error = capsys.readouterr().err
    assert ".txt: its name repeats what is withheld of it, and is passed on; rename it\n" in error
    (tmp_path / "raw" / f"{_title(1)}.txt").write_text(_page(1) + "!", encoding="utf-8")
    assert main(["build", str(tmp_path / "raw"), "--out", str(tmp_path / "shared"), "--text", "standoff"]) == 0
    assert "its name (and those of 1 more pages) repeats" in capsys.readouterr().err


def test_without_rules_nothing_is_kept(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(_page(1), encoding="utf-8")
    result = build(tmp_path / "a.txt", tmp_path / "p", text="standoff", config=Configuration(name="p"))
    assert result.shared is not None and result.shared.stories == result.shared.pages == 0
    assert standoff.Selection().stories == frozenset()


_ALPHABET = st.text(st.sampled_from("ابتثجحخدذرزسشصضطظعغفقكلمنهوي"), min_size=2 * BLOCK, max_size=3 * BLOCK)


@given(_ALPHABET, _ALPHABET, st.data())
def test_a_copied_stretch_is_found_whatever_is_around_it(withheld: str, other: str, data: st.DataObject) -> None:
    repeats = Repeats()
    repeats.add(withheld)
    start = data.draw(st.integers(0, len(withheld) - (2 * BLOCK - 1)))
    stretch = withheld[start : start + 2 * BLOCK - 1]
    at = data.draw(st.integers(0, len(other)))
    assert repeats.holds(f"{other[:at]} {stretch}، {other[at:]}")


@given(_ALPHABET, st.integers(SHORTEST, 2 * BLOCK))
def test_a_line_is_found_wherever_it_is_said_again(line: str, length: int) -> None:
    repeats = Repeats()
    repeats.add(f"قال\n{line[:length]}")
    assert repeats.holds(f"اقرأ أيضا: {line[:length]} المزيد")
    assert not Repeats().holds(line)
    assert letters(line[: SHORTEST - 1]) == line[: SHORTEST - 1]
