"""spaCy: a `Doc` for each title and text in a `DocBin`, with its names and dates as entities.

Tokens are those of the language's blank pipeline, cut where a name or a date begins or ends inside one (behind a
clitic), so that each is whole tokens. Of names inside one another the outermost is an entity. The text of a `Doc` is
the very text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from corpus_pkg.dataset.dataset import Dataset
from corpus_pkg.dataset.frames import library
from corpus_pkg.exporting.annotated import Annotated, annotated

if TYPE_CHECKING:
    from corpus_pkg.exporting.target import Target


def write(dataset: Dataset, target: Target) -> None:
    """Write `corpus.spacy`; raises ImportError without spaCy."""
    spacy = library("spacy", "spacy")
    tokens = library("spacy.tokens", "spacy")
    pipelines: dict[str, Any] = {}
    made = tokens.DocBin(attrs=["ENT_IOB", "ENT_TYPE", "ENT_KB_ID", "SPACY"], store_user_data=True)
    inner = 0
    for one in annotated(dataset):
        code = one.article.language or "xx"
        if code not in pipelines:
            pipelines[code] = _blank(spacy, code)
        made.add(_doc(tokens.Doc, pipelines[code], one))
        inner += len(one.marks) - len(one.outermost())
    if inner:
        target.note(f"{inner} names and dates stand inside others and are no entities of their own")
    target.file("corpus.spacy").write_bytes(made.to_bytes())


def _blank(spacy: Any, code: str) -> Any:
    try:
        return spacy.blank(code)
    except ImportError:
        return spacy.blank("xx")


def _doc(kind: Any, pipeline: Any, one: Annotated) -> Any:
    """Return a text as a document of spaCy with its entities."""
    marks = one.outermost()
    edges = sorted({edge for mark in marks for edge in (mark.start, mark.end)})
    words, spaces = _words(pipeline, one.text, edges)
    doc = kind(pipeline.vocab, words=words, spaces=spaces, user_data={"name": one.identifier})
    doc.ents = [
        doc.char_span(mark.start, mark.end, label=mark.kind, kb_id=getattr(mark.row, "entity_id", None) or "")
        for mark in marks
    ]
    return doc


def _words(pipeline: Any, text: str, edges: list[int]) -> tuple[list[str], list[bool]]:
    """Return the tokens of a text, cut at the edges, and whether a space follows each."""
    words: list[str] = []
    spaces: list[bool] = []
    cut = iter((*edges, len(text) + 1))
    edge = next(cut)
    for token in pipeline.tokenizer(text):
        first, last = token.idx, token.idx + len(token.text)
        while edge <= first:
            edge = next(cut)
        while edge < last:
            words.append(text[first:edge])
            spaces.append(False)
            first, edge = edge, next(cut)
        words.append(text[first:last])
        spaces.append(bool(token.whitespace_))
    return words, spaces
