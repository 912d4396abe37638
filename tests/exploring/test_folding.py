"""Words are looked for in one form, the same here and in the browser."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import TEXTS

from corpus_pkg.exploring.folding import _of_token, folding, words
from corpus_pkg.exploring.parts import as_json, script
from corpus_pkg.language.orthography import folded

ASSETS = Path(__file__).parents[2] / "corpus_pkg" / "exploring" / "assets"
#: What the browser has around the script, as far as its words need it.
BROWSER = """
globalThis.window = globalThis;
globalThis.document = {currentScript: {src: "file:///site.js"}, getElementById: () => null, querySelector: () => null,
  createElement: () => ({}), head: {append: () => setImmediate(() => require("vm").runInThisContext(FOLDING))}};
"""


@pytest.mark.parametrize(
    ("written", "form"),
    [
        ("الوزير", "وزير"),
        ("وَالوَزِيرُ", "وزير"),
        ("للوزير", "وزير"),
        ("المدرسة", "مدرسه"),
        ("إسرائيل", "اسرائيل"),
        ("ﻻجئ", "لاجئ"),
        ("كلمـــة", "كلمه"),
        ("١٢٣", "123"),
        ("Reuters", "reuters"),
        ("الآن", "الان"),
    ],
)
def test_a_word_has_one_form(written: str, form: str) -> None:
    assert words(written) == {form}


@given(TEXTS)
def test_the_form_is_that_of_the_project(text: str) -> None:
    # A tatweel that nothing touches is a dash to the project; here it parts no word.
    text = text.replace("ـ", "")
    assert words(text) == words(folded(text))


@given(st.lists(st.one_of(TEXTS, st.text(max_size=60)), max_size=3).map(" ".join))
def test_words_are_those_of_the_text_in_one_piece(text: str) -> None:
    assert words(text) == set(_of_token(text))
    assert words(text) == set(_of_token(text)), "those that are known already"


@pytest.mark.skipif(shutil.which("node") is None, reason="node is not installed")
def test_the_browser_folds_alike(tmp_path: Path) -> None:
    texts: list[str] = []

    @given(st.one_of(TEXTS, st.text(max_size=40)))
    def draw(text: str) -> None:
        texts.append(text.encode("utf-8", "replace").decode("utf-8"))

    draw()
    texts += ["".join(chr(code) for code in range(first, first + 256)) for first in range(0, 0xD800, 256)]
    (tmp_path / "run.js").write_text(
        f"const FOLDING = {json.dumps(script('folding', as_json(folding().script())).decode())};\n{BROWSER}\n"
        f"{(ASSETS / 'site.js').read_text('utf-8')}\n"
        f"Promise.all({json.dumps(texts)}.map(corpus.words)).then((all) => console.log(JSON.stringify(all)));",
        encoding="utf-8",
    )
    done = subprocess.run(["node", tmp_path / "run.js"], capture_output=True, check=True, encoding="utf-8")
    found = json.loads(done.stdout)
    assert len(found) == len(texts) > 200
    for text, forms in zip(texts, found, strict=True):
        assert set(forms) == words(text), text
