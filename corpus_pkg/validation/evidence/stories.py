"""What a story says: its text is its body with the headings in it; title, place, authors and keywords stand in it."""

from __future__ import annotations

from collections.abc import Iterator

from corpus_pkg import identifiers
from corpus_pkg.language.orthography import normalise
from corpus_pkg.layout import of_text
from corpus_pkg.records import Segment
from corpus_pkg.validation.evidence.dossier import Dossier, spoken
from corpus_pkg.validation.evidence.rows import problem
from corpus_pkg.validation.likeness import beside
from corpus_pkg.validation.problems import Problem
from corpus_pkg.validation.problems import evidence as kinds
from corpus_pkg.validation.wording import quoted
from corpus_pkg.values import items

#: Columns whose value stands in the story, and those that list several.
_SINGLE, _LISTED = ("title", "dateline_place"), ("authors", "keywords")
#: Segments whose words are not those of a story's head; a story's title, names and keywords are looked for elsewhere
#: first.
_LONG = frozenset({"body", "nav", "other", "related_link"})


def texts(dossier: Dossier) -> Iterator[Problem]:
    """Yield the articles whose text, hash or language is not what its segments give, normalised, one a line."""
    if dossier.standoff:
        return
    own: dict[str, list[Segment]] = {}
    for segment in dossier.segments:
        if segment.article_id is not None:
            own.setdefault(segment.article_id, []).append(segment)
    for article in dossier.articles.values():
        text = article.text or ""
        digest = identifiers.sha256(text.encode("utf-8"))
        if article.text_sha256 != digest:
            message = f"is {article.text_sha256}, the text has {digest}"
            yield problem(kinds.UNTRUE, "articles", article, "text_sha256", message)
        is_told = article.language is not None or dossier.same
        language = spoken(text, article.language) if is_told else None
        if article.language != language:
            message = f"is {article.language}, the letters of the text give {language or 'none'}"
            yield problem(kinds.UNTRUE, "articles", article, "language", message)
        if dossier.text is not None:
            pieces = of_text(own.get(article.article_id, ()))
            body = "\n".join(
                filter(None, (normalise(dossier.shown(piece.start, piece.end, piece.rule)) for piece in pieces))
            )
            if text != body:
                stated, given = beside(text, body)
                message = f"is {stated}, the body segments are {given}"
                yield problem(kinds.TEXT, "articles", article, "text", message)


def titled(dossier: Dossier) -> Iterator[Problem]:
    """Yield the articles without a title whose title stands in a segment."""
    if dossier.standoff:
        return
    for segment in dossier.segments:
        article = dossier.articles.get(segment.article_id) if segment.kind == "title" else None
        if article is not None and article.title is None:
            message = f"is empty, the segment from {segment.start} is its title"
            yield problem(kinds.UNTRUE, "articles", article, "title", message)


def stated(dossier: Dossier) -> Iterator[Problem]:
    """Yield the titles, places, authors and keywords that do not stand in the segments of their article."""
    if dossier.standoff or dossier.text is None:
        return
    wanted: dict[str, list[tuple[str, str]]] = {}
    for article in dossier.articles.values():
        values = [(column, getattr(article, column)) for column in _SINGLE]
        values += [(column, item) for column in _LISTED for item in items(getattr(article, column))]
        values = [(column, value) for column, value in values if value]
        if values:
            wanted[article.article_id] = values
    # What heads a story stands at its head as a rule, so its long segments are read only for what does not.
    for skipped in (_LONG, frozenset[str]()):
        wanted = _not_in(dossier, wanted, skipped)
    for identifier, values in wanted.items():
        for column, value in values:
            message = f"{quoted(value)} does not stand in the article"
            yield problem(kinds.UNSTATED, "articles", dossier.articles[identifier], column, message)


def _not_in(
    dossier: Dossier, wanted: dict[str, list[tuple[str, str]]], skipped: frozenset[str]
) -> dict[str, list[tuple[str, str]]]:
    """Return what of `wanted` (columns and values by article) does not stand in the segments of other kinds."""
    words: dict[str, list[str]] = {}
    for segment in dossier.segments:
        if segment.article_id in wanted and segment.kind not in skipped:
            rule = segment.rule if not dossier.plain else ""
            words.setdefault(segment.article_id, []).append(dossier.shown(segment.start, segment.end, rule))
    missing: dict[str, list[tuple[str, str]]] = {}
    for identifier, values in wanted.items():
        text = normalise(" ".join(words.get(identifier, ())))
        # What parts the items of a list stands in none.
        items = normalise(text.replace("|", " "))
        lost = [item for item in values if normalise(item[1]) not in (text if item[0] in _SINGLE else items)]
        if lost:
            missing[identifier] = lost
    return missing


RULES = (texts, titled, stated)
