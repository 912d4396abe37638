"""Plots as files: pictures that say what was counted, the same each time, whatever words are counted."""

from __future__ import annotations

import xml.etree.ElementTree as tree
from collections import Counter
from pathlib import Path

import pytest
from exploring.sites import HOSTILE, digests
from hypothesis import given
from hypothesis import strategies as st

from corpus_pkg.commands import main
from corpus_pkg.exploring import pictures
from corpus_pkg.exploring.statistics import Statistics

ROOT = Path(__file__).parents[2]
SVG = "{http://www.w3.org/2000/svg}"


def test_the_command_writes_the_same_files_twice(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for out in ("one", "other", "one"):
        assert main(["stats", str(ROOT), "--plot", str(tmp_path / out)]) == 0
    assert digests(tmp_path / "one") == digests(tmp_path / "other")
    names = {Path(line).name for line in capsys.readouterr().out.splitlines()}
    assert names == set(digests(tmp_path / "one")) > {"month.svg", "outlet.svg", "basis.svg", "mention.svg"}
    month = tree.parse(tmp_path / "one" / "month.svg").getroot()
    assert sum(int(title.text.partition(": ")[2]) for title in month.iter(f"{SVG}title") if title.text) == 2
    (tmp_path / "file").write_text("mine")
    assert main(["stats", str(ROOT), "--plot", str(tmp_path / "file")]) == 2
    assert "file: cannot be written (File exists); name another folder" in capsys.readouterr().err


@given(st.dictionaries(st.sampled_from(HOSTILE) | st.text(min_size=1), st.integers(1, 10**7), min_size=1, max_size=50))
def test_every_word_is_text_and_every_count_is_there(counts: dict[str, int]) -> None:
    counted = Statistics()
    counted.groups["language"] = Counter(counts)
    ((name, picture),) = pictures.pictures(counted)
    root = tree.fromstring(picture.encode("utf-8", "backslashreplace"))
    assert name == "language" and {one.tag for one in root.iter()} == {f"{SVG}{tag}" for tag in ELEMENTS}
    shown = counted.ordered("language")[:40]
    words = ["".join(one.itertext()) for one in root.iter(f"{SVG}text")][1:]
    assert words[1::2][:40] == [f"{count:,}" for _, count in shown]
    widths = [float(one.attrib["width"]) for one in root.iter(f"{SVG}rect")]
    assert max(widths) == 360 and min(widths) >= 1 and len(widths) == min(len(counts), 41)


ELEMENTS = ("svg", "style", "text", "g", "rect")
