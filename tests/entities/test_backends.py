"""Recognizers of other packages: where their tokens stand, and what their labels become."""

from __future__ import annotations

import itertools
import json
import os
import pathlib
from importlib.util import find_spec
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import TEXTS

from corpus_pkg.entities import backends, find_entities
from corpus_pkg.entities.backends import aligned, entity_type, labelled, pieces
from corpus_pkg.entities.recognition import NAMES, Recognised, RecognizerError, named

WORDS = st.lists(st.text("ابتجمنو (,.«", min_size=1, max_size=5), max_size=30)
LABELS = st.sampled_from(["O", "B-PERS", "I-PERS", "B-LOC", "I-LOC", "B-ORG", "I-ORG", "B-MISC", "I-MISC", "B-DATE"])


@given(TEXTS)
def test_the_words_of_a_text_are_where_they_stand(text: str) -> None:
    spans = aligned(text, text.split())
    assert [text[start:end] for start, end in filter(None, spans)] == text.split()
    ends = [0, *(span[1] for span in spans if span)]
    assert all(span and before <= span[0] < span[1] for span, before in zip(spans, ends, strict=False))


@given(TEXTS, WORDS)
def test_tokens_that_are_not_in_the_text_have_no_place(text: str, tokens: list[str]) -> None:
    last = 0
    for token, span in zip(tokens, aligned(text, tokens), strict=True):
        if span is not None:
            assert last <= span[0] and text[span[0] : span[1]] == token
            last = span[1]
    assert aligned(text, ["\x07" * 3, ""]) == [None, None] or "\x07" * 3 in text


def test_a_token_that_a_tokenizer_changed_does_not_lose_those_behind_it() -> None:
    assert aligned("قالَ زيد هنا", ["قال", "زيد", "ههنا", "هنا"]) == [(0, 3), (5, 8), None, (9, 12)]


@given(st.lists(st.one_of(st.sampled_from([".", "؟", "\n", " ", "!" * 9]), st.text("ابت", min_size=1)), max_size=900))
def test_pieces_hold_every_word_whole_and_fit_the_models(parts: list[str]) -> None:
    text = " ".join(parts)
    spans = list(pieces(text))
    assert [word for start, end in spans for word in text[start:end].split()] == text.split()
    assert all(before[1] <= behind[0] for before, behind in itertools.pairwise(spans))
    assert all(0 < len(text[start:end].split()) <= 120 for start, end in spans)


def test_pieces_end_where_sentences_end() -> None:
    text = "قال زيد. " * 100
    assert all(text[start:end].rstrip().endswith(".") for start, end in pieces(text))
    assert len(list(pieces(text))) == 2


@given(st.lists(LABELS, max_size=12))
def test_labels_become_spans_of_their_type(labels: list[str]) -> None:
    found = list(labelled([(2 * place, 2 * place + 1) for place in range(len(labels))], labels))
    named_places = {place for place, label in enumerate(labels) if entity_type(label)}
    assert {place for one in found for place in range(one.start // 2, (one.end + 1) // 2)} == named_places
    assert sum(label[0] == "B" and entity_type(label) is not None for label in labels) <= len(found)
    for one in found:
        assert {entity_type(label) for label in labels[one.start // 2 : (one.end + 1) // 2]} == {one.type}


@pytest.mark.parametrize(
    ("label", "kind"),
    [
        ("B-PERS", "PER"),
        ("I-ORG", "ORG"),
        ("GPE", "LOC"),
        ("MIS", "MISC"),
        ("S-PER", "PER"),
        ("O", None),
        ("B-DATE", None),
    ],
)
def test_labels_of_other_schemes(label: str, kind: str | None) -> None:
    assert entity_type(label) == kind


def test_a_name_that_is_no_recognizer_says_which_there_are() -> None:
    with pytest.raises(RecognizerError, match=r"no recognizer 'nobody'; there are labeller, camel, stanza, gliner"):
        find_entities("نص", recognizer="nobody")


@pytest.mark.parametrize(("name", "module"), [("camel", "camel_tools"), ("stanza", "stanza"), ("gliner", "gliner")])
def test_a_package_that_is_not_installed_is_named_with_the_command_that_installs_it(name: str, module: str) -> None:
    if find_spec(module) is not None:
        pytest.skip(f"{module} is installed")
    assert name in NAMES
    with pytest.raises(RecognizerError) as caught:
        named(name)
    assert str(caught.value) == f"{name}: its package is not installed; run: pip install 'corpus-pkg[{name}]'"


TEXT = "زار جو بايدن لبنان أمس.\nوقالت وزارة الصحة إن الأمر انتهى"


def span(text: str, part: str) -> tuple[int, int]:
    return text.index(part), text.index(part) + len(part)


def document(text: str) -> Any:
    """What a pipeline of Stanza gives for `text`: a token a word, with the tags that a model would set."""
    doc = pytest.importorskip("stanza.models.common.doc", reason="stanza is not installed")
    tags = {"جو": "B-PER", "بايدن": "E-PER", "لبنان": "S-LOC", "أمس": "S-DATE"}
    sentence = [
        {
            "id": number,
            "text": text[start:end],
            "start_char": start,
            "end_char": end,
            "ner": tags.get(text[start:end], "O"),
        }
        for number, (start, end) in enumerate(filter(None, aligned(text, text.replace(".", " ").split())), start=1)
    ]
    return doc.Document([sentence], text=text)


def test_a_document_of_stanza_gives_spans_in_code_points() -> None:
    assert list(backends.spans_of(document(TEXT))) == [
        Recognised(*span(TEXT, "جو بايدن"), "PER"),
        Recognised(*span(TEXT, "لبنان"), "LOC"),
    ]


def test_pieces_that_stanza_reads_keep_their_place_in_the_text() -> None:
    pytest.importorskip("stanza", reason="stanza is not installed")
    text = f"{'كلام كثير ' * 100}.{TEXT}"
    found = list(backends.Stanza(document)(text))
    assert [text[one.start : one.end] for one in found] == ["جو بايدن", "لبنان"]


def test_stanza_without_its_models_says_how_to_get_them(tmp_path: pathlib.Path) -> None:
    pytest.importorskip("stanza", reason="stanza is not installed")
    with pytest.raises(RecognizerError, match=r"run: python -c \"import stanza; stanza.download\('ar', model_dir="):
        backends.stanza(tmp_path)


@pytest.fixture(scope="module")
def camel_data(tmp_path_factory: pytest.TempPathFactory) -> pathlib.Path:
    """A data folder of CAMeL Tools with an empty catalogue, and a tiny model that it can load."""
    folder = tmp_path_factory.mktemp("camel")
    (folder / "catalogue.json").write_text(json.dumps({"version": "1", "packages": {}, "components": {}}))
    return folder


def test_camel_tools_reads_every_token_of_any_text(camel_data: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("camel_tools", reason="camel-tools is not installed")
    transformers = pytest.importorskip("transformers")
    monkeypatch.setenv("CAMELTOOLS_DATA", os.fspath(camel_data))
    names = ["B-LOC", "B-PERS", "I-PERS", "O"]
    pieces_of_words = [
        "[PAD]",
        "[UNK]",
        "[CLS]",
        "[SEP]",
        "[MASK]",
        *"ابتثجحخدذرزسشصضطظعغفقكلمنهويةأإ.",
        "زار",
        "لبنان",
    ]
    (camel_data / "vocab.txt").write_text("\n".join(pieces_of_words), encoding="utf-8")
    tokenizer = transformers.BertTokenizer(os.fspath(camel_data / "vocab.txt"))
    config = transformers.BertConfig(
        vocab_size=len(pieces_of_words),
        hidden_size=8,
        num_hidden_layers=1,
        num_attention_heads=1,
        intermediate_size=8,
        id2label=dict(enumerate(names)),
        label2id={name: place for place, name in enumerate(names)},
    )
    model = camel_data / "model"
    transformers.BertForTokenClassification(config).save_pretrained(model)
    tokenizer.save_pretrained(model)
    recognizer = backends.camel(model)
    for text in (TEXT, "", "   ", "\u200f\u0651 زار \ud800 لبنان", "ا" * 5000, "زار لبنان " * 300, "\x00 . .."):
        found = list(recognizer(text))
        assert all(0 <= one.start < one.end <= len(text) for one in found)
        assert not any(text[one.start].isspace() or text[one.end - 1].isspace() for one in found)
        find_entities(text, recognizer=recognizer)
    # Whatever the weights are, a bias decides: every token is the name of a place.
    with __import__("torch").no_grad():
        recognizer.recognizer.model.classifier.weight.zero_()
        recognizer.recognizer.model.classifier.bias.copy_(__import__("torch").tensor([9.0, 0.0, 0.0, 0.0]))
    text = "زار \u200f لبنان ."
    assert [text[one.start : one.end] for one in recognizer(text)][:1] == ["زار"]
    assert "لبنان" in [text[one.start : one.end] for one in recognizer(text)]


def test_camel_tools_without_data_says_how_to_get_it(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("camel_tools", reason="camel-tools is not installed")
    monkeypatch.setenv("CAMELTOOLS_DATA", os.fspath(tmp_path))
    with pytest.raises(RecognizerError, match="run: camel_data -i ner-arabert"):
        backends.camel()
    assert list(tmp_path.iterdir()) == []


def test_gliner_without_its_model_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch, tmp_path: pathlib.Path) -> None:
    pytest.importorskip("gliner", reason="gliner is not installed")
    with pytest.raises(RecognizerError, match="run: hf download nobody/no-such-model"):
        backends.gliner("nobody/no-such-model")


def test_gliner_reads_any_text_and_keeps_its_places(tmp_path: pathlib.Path) -> None:
    gliner = pytest.importorskip("gliner", reason="gliner is not installed")
    transformers = pytest.importorskip("transformers")
    vocabulary = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *"ابتثجحخدذرزسشصضطظعغفقكلمنهويةأإ.", "زار", "لبنان"]
    (tmp_path / "vocab.txt").write_text("\n".join(vocabulary), encoding="utf-8")
    base = tmp_path / "base"
    sizes = {"hidden_size": 16, "num_hidden_layers": 1, "num_attention_heads": 2, "intermediate_size": 16}
    transformers.BertModel(transformers.BertConfig(vocab_size=len(vocabulary), **sizes)).save_pretrained(base)
    transformers.BertTokenizer(os.fspath(tmp_path / "vocab.txt")).save_pretrained(base)
    config = gliner.GLiNERConfig(model_name=os.fspath(base), hidden_size=16, max_width=4, max_len=400)
    gliner.GLiNER.from_config(config).save_pretrained(os.fspath(tmp_path / "model"))
    # With a score as low as this, a model of any weights names something everywhere.
    recognizer = backends.gliner(tmp_path / "model", threshold=0.0)
    for text in (TEXT, "", " \u200f \x00", "زار \ud800 لبنان", "ا" * 3000, "زار لبنان. " * 200):
        found = list(recognizer(text))
        assert all(0 <= one.start < one.end <= len(text) for one in found)
        assert not any(text[one.start].isspace() or text[one.end - 1].isspace() for one in found)
        find_entities(text, recognizer=recognizer)
    words = "زار لبنان. " * 200
    assert max(one.end for one in recognizer(words)) > len(words) - 12
