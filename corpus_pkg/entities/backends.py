"""Recognizers of other packages: CAMeL Tools, Stanza and GLiNER.

Each is an extra (`pip install 'corpus-pkg[camel]'`, `[stanza]`, `[gliner]`), imported when it is asked for. None of
them fetches a model: where one is not on the disk, a RecognizerError says the command that gets it. They read a text
in pieces of whole sentences, since their models have a longest input; their labels become PER, ORG, LOC and MISC.

Interfaces, as of camel-tools 1.6, stanza 1.15 and gliner 0.2.29: camel_tools.ner.NERecognizer.predict (a label for each
token), stanza.Document.ents (character offsets), gliner.GLiNER.inference (character offsets).
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from corpus_pkg.entities.recognition import Recognised, RecognizerError
from corpus_pkg.records import EntityType

#: What GLiNER is asked for.
GLINER_LABELS: Mapping[str, EntityType] = {"person": "PER", "organization": "ORG", "location": "LOC"}
#: A GLiNER model that reads Arabic (Apache-2.0), and the model whose tokenizer it uses.
GLINER_MODEL = "urchade/gliner_multi-v2.1"
_GLINER_BASE = "microsoft/mdeberta-v3-base"
_CAMEL_MODEL = "arabert"

# In words; the models cut what is longer than 256 to 512 pieces of words, of which a word has two or three.
_LONGEST_PIECE = 120
# No model has a word of this length, and CAMeL Tools fails on a word of more pieces than its longest input.
_LONGEST_WORD = 64
_SENTENCE_END = re.compile("[.!?؟؛\n\r\u2028\u2029]+")
_WORD = re.compile(r"\S+")
_SPACE = re.compile(r"\s*")
# Characters that a tokenizer may drop between two tokens.
_LONGEST_GAP = 64
_SURROGATE = re.compile("[\ud800-\udfff]")
_TYPES: Mapping[str, EntityType] = {
    "PER": "PER",
    "PERS": "PER",
    "PERSON": "PER",
    "ORG": "ORG",
    "ORGANIZATION": "ORG",
    "LOC": "LOC",
    "LOCATION": "LOC",
    "GPE": "LOC",
    "FAC": "LOC",
    "MISC": "MISC",
    "MIS": "MISC",
}


def entity_type(label: str) -> EntityType | None:
    """Return the type that a label of another scheme stands for; None for one that is no name (dates, numbers).

    >>> entity_type("B-PERS"), entity_type("GPE"), entity_type("O")
    ('PER', 'LOC', None)
    """
    return _TYPES.get(label.rpartition("-")[2].upper())


def aligned(text: str, tokens: Iterable[str]) -> list[tuple[int, int] | None]:
    """Return where each of `tokens` stands in `text`: its span in code points, or None for one that is not there.

    The tokens are in order, each as the text has it; white space, and what a tokenizer dropped, may stand between them.
    Linear in the length of the text plus that of the tokens not found.

    >>> aligned("قال (زيد)", ["قال", "(", "زيد", ")"])
    [(0, 3), (4, 5), (5, 8), (8, 9)]
    """
    spans: list[tuple[int, int] | None] = []
    place = 0
    for token in tokens:
        # A token that the tokenizer changed must not have the whole rest searched for it.
        start = text.find(token, place, place + len(token) + _LONGEST_GAP) if token else -1
        if start < 0 and token:
            space = _SPACE.match(text, place)
            start = space.end() if space and text.startswith(token, space.end()) else -1
        if start < 0:
            spans.append(None)
            continue
        place = start + len(token)
        spans.append((start, place))
    return spans


def labelled(spans: Sequence[tuple[int, int] | None], labels: Sequence[str]) -> Iterator[Recognised]:
    """Yield the names that labels in the scheme IOB say, a label for each span; a stray I- begins a name.

    >>> list(labelled([(0, 3), (4, 8), (9, 12)], ["B-PERS", "I-PERS", "O"]))
    [Recognised(start=0, end=8, type='PER')]
    """
    start = end = -1
    kind: EntityType | None = None
    for span, label in zip(spans, labels, strict=True):
        this = entity_type(label) if span is not None else None
        if span is not None and this is not None and this == kind and not label.startswith("B"):
            end = span[1]
            continue
        if kind is not None:
            yield Recognised(start, end, kind)
        kind = this
        if span is not None:
            start, end = span
    if kind is not None:
        yield Recognised(start, end, kind)


def pieces(text: str) -> Iterator[tuple[int, int]]:
    """Spans of `text` of whole sentences, as many as a model reads at once; a longer sentence is cut before a word."""
    start, count, place = 0, 0, 0
    for sentence in (*(match.end() for match in _SENTENCE_END.finditer(text)), len(text)):
        words = [match.start() for match in _WORD.finditer(text, place, sentence)]
        if count and count + len(words) > _LONGEST_PIECE:
            yield start, place
            start, count = place, 0
        cuts = range(_LONGEST_PIECE, len(words), _LONGEST_PIECE)
        for cut in cuts:
            yield start, words[cut]
            start = words[cut]
        count += len(words) - (cuts[-1] if cuts else 0)
        place = sentence
    if count:
        yield start, len(text)


def _readable(text: str) -> str:
    """Return the text as their tokenizers take it, of the same length: UTF-8 has no lone surrogates."""
    return _SURROGATE.sub("\ufffd", text)


def _package(module: str, name: str) -> Any:
    try:
        return import_module(module)
    except ImportError as error:
        if error.name is not None and error.name.partition(".")[0] != module.partition(".")[0]:
            raise RecognizerError(
                f"{name}: its package cannot be imported ({error}); run: pip install 'corpus-pkg[{name}]'"
            ) from error
        raise RecognizerError(f"{name}: its package is not installed; run: pip install 'corpus-pkg[{name}]'") from error


def _on_disk(model: str, name: str, download: str) -> str:
    """Return the folder of a model of the Hugging Face Hub, or of a path; raises RecognizerError for none."""
    if Path(model).is_dir():
        return model
    hub = _package("huggingface_hub", name)
    try:
        return str(hub.snapshot_download(model, local_files_only=True))
    except (OSError, ValueError) as error:
        raise RecognizerError(f"{name}: no model {model!r} on this machine; run: {download}") from error


@dataclass(frozen=True)
class Camel:
    """CAMeL Tools as a recognizer; made by `camel`."""

    recognizer: Any
    tokenize: Any
    name: str = "camel"

    def __call__(self, text: str) -> Iterator[Recognised]:
        """Yield the names in `text`."""
        text = _readable(text)
        spans: list[list[tuple[int, int] | None]] = []
        sentences: list[list[str]] = []
        for start, end in pieces(text):
            tokens = self.tokenize(text[start:end])
            places = aligned(text[start:end], tokens)
            # A token of which its tokenizer keeps nothing gets no label, and all behind it would get another's.
            kept = [
                (place, token)
                for place, token in zip(places, tokens, strict=True)
                if place and len(token) <= _LONGEST_WORD and self.recognizer.tokenizer.tokenize(token)
            ]
            if kept:
                spans.append([(start + place[0], start + place[1]) for place, _ in kept])
                sentences.append([token for _, token in kept])
        for places, labels in zip(spans, self.recognizer.predict(sentences), strict=True):
            yield from labelled(places, labels)


def camel(model: str | os.PathLike[str] | None = None, *, use_gpu: bool = False) -> Camel:
    """CAMeL Tools' NERecognizer.

    Args:
        model: a folder with a fine-tuned model (a BertForTokenClassification and its tokenizer), the name of one of
            CAMeL Tools' own, or of one of the Hugging Face Hub that is on this machine; CAMeL Tools' own by default.
        use_gpu: whether to use a GPU.

    Raises:
        RecognizerError: the package or the model is not there.

    """
    folder = Path(os.environ.get("CAMELTOOLS_DATA") or Path.home() / ".camel_tools").expanduser()
    _package("camel_tools", "camel")
    # Importing camel_tools.ner fetches the catalogue where there is none.
    if not any(folder.glob("catalogue*.json")):
        raise RecognizerError(f"camel: CAMeL Tools has no data in {folder}; run: camel_data -i ner-{_CAMEL_MODEL}")
    ner = _package("camel_tools.ner", "camel")
    tokenize = _package("camel_tools.tokenizers.word", "camel").simple_word_tokenize
    name = os.fspath(model) if model is not None else _CAMEL_MODEL
    component = _package("camel_tools.data", "camel").CATALOGUE.components.get("NamedEntityRecognition")
    own = component.datasets.get(name) if component is not None else None
    if own is not None and Path(own.path).is_dir():
        path = str(own.path)
    else:
        path = _on_disk(
            name, "camel", f"camel_data -i ner-{name}" if own is not None or model is None else f"hf download {name}"
        )
    return Camel(ner.NERecognizer(path, use_gpu=use_gpu), tokenize)


@dataclass(frozen=True)
class Stanza:
    """A pipeline of Stanza as a recognizer; made by `stanza`."""

    pipeline: Any
    name: str = "stanza"

    def __call__(self, text: str) -> Iterator[Recognised]:
        """Yield the names in `text`."""
        text = _readable(text)
        for start, end in pieces(text):
            yield from (
                Recognised(start + name.start, start + name.end, name.type)
                for name in spans_of(self.pipeline(text[start:end]))
            )


def spans_of(document: Any) -> Iterator[Recognised]:
    """Yield the names in a `stanza.Document`, in the code points of its text."""
    for span in document.ents:
        kind = entity_type(span.type)
        if kind is not None and span.start_char is not None and span.end_char is not None:
            yield Recognised(span.start_char, span.end_char, kind)


def stanza(
    folder: str | os.PathLike[str] | None = None, *, language: str = "ar", use_gpu: bool = False, **options: Any
) -> Stanza:
    """Return a pipeline of Stanza that tokenizes and finds names.

    Args:
        folder: where the models are; Stanza's own folder by default.
        language: the language of the models.
        use_gpu: whether to use a GPU.
        options: what `stanza.Pipeline` takes besides, such as `package` or `ner_model_path`.

    Raises:
        RecognizerError: the package or a model is not there.

    """
    package = _package("stanza", "stanza")
    place = {} if folder is None else {"dir": os.fspath(folder)}
    settings = {"processors": "tokenize,mwt,ner", "verbose": False, "download_method": None, **options}
    try:
        return Stanza(package.Pipeline(language, use_gpu=use_gpu, **place, **settings))
    except (OSError, ValueError, KeyError) as error:
        where = f", model_dir={os.fspath(folder)!r}" if folder is not None else ""
        raise RecognizerError(
            f"stanza: no models of {language!r} on this machine; "
            f"run: python -c \"import stanza; stanza.download('{language}'{where})\""
        ) from error


@dataclass(frozen=True)
class Gliner:
    """A GLiNER model as a recognizer; made by `gliner`."""

    model: Any
    labels: Mapping[str, EntityType]
    threshold: float
    name: str = "gliner"

    def __call__(self, text: str) -> Iterator[Recognised]:
        """Yield the names in `text`."""
        text = _readable(text)
        spans = list(pieces(text))
        if not spans:
            return
        by_piece = self.model.inference(
            [text[start:end] for start, end in spans], list(self.labels), threshold=self.threshold
        )
        for (start, _), of_piece in zip(spans, by_piece, strict=True):
            for name in of_piece:
                yield Recognised(start + name["start"], start + name["end"], self.labels[name["label"]])


def gliner(
    model: str | os.PathLike[str] = GLINER_MODEL,
    *,
    labels: Mapping[str, EntityType] = GLINER_LABELS,
    threshold: float = 0.5,
) -> Gliner:
    """Return a GLiNER model.

    Args:
        model: a folder with a model, or the name of one of the Hugging Face Hub that is on this machine.
        labels: what the model is asked for, in words, and the types that the answers become.
        threshold: the least score of a name.

    Raises:
        RecognizerError: the package or the model is not there.

    """
    package = _package("gliner", "gliner")
    name = os.fspath(model)
    folder = _on_disk(name, "gliner", f"hf download {name}")
    try:
        return Gliner(package.GLiNER.from_pretrained(folder, local_files_only=True), dict(labels), threshold)
    except OSError as error:
        raise RecognizerError(
            f"gliner: a part of the model {name!r} is not on this machine ({_first_line(error)}); "
            f"run: hf download {_GLINER_BASE}, or the base that its gliner_config.json names"
        ) from error


def _first_line(error: BaseException) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0][:200]
