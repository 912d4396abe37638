"""Corpora of named entities in columns: a word and its tags on each line.

A line holds a word, then one tag or several, parted by a tab or blanks; a tag is `O`, or `B-` or `I-` and a class. Of
several tags (nested entities, the outermost first) the first counts whose class stands for a type. Which class stands
for which type says the lexicon `tag_classes.csv`; classes that it does not know stand for none. A blank line ends a
sentence; in a file without blank lines, a full stop does that no entity holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, cast, get_args

from corpus_pkg.errors import CorpusError
from corpus_pkg.language.arabic.clitics import ARTICLE, CONJUNCTIONS, LAM, PROCLITICS
from corpus_pkg.language.lexicons import Lexicons, default
from corpus_pkg.language.orthography import LETTERS
from corpus_pkg.records import EntityType

_TAG = re.compile(r"O|[BI]-\S+")
# What marks the direction of a word is no part of it, nor are control characters.
_DIRECTION = re.compile("[\u200e\u200f\ufeff\x00-\x08\x0e-\x1f\x7f]")
_ENCLITICS = frozenset(("ه", "ها", "هما", "هم", "هن", "ي", "ك", "كم", "كن", "نا"))
_WORD = re.compile(f"[{LETTERS}]{{2,}}")


class Entity(NamedTuple):
    """An entity of a sentence.

    Attributes:
        first, last: its words, by their index; `last` is exclusive.
        type: PER, ORG, LOC or MISC.

    """

    first: int
    last: int
    type: EntityType


class Sentence(NamedTuple):
    """Words, and the entities among them in their order."""

    words: tuple[str, ...]
    entities: tuple[Entity, ...]


class TrainingError(CorpusError):
    """A corpus that cannot be read; the message names the file, the line and what to do."""


def types(lexicons: Lexicons) -> dict[str, EntityType]:
    """Return the type that each class of `tag_classes.csv` stands for; raises LexiconError."""
    allowed = get_args(EntityType)
    return {
        row["class"]: cast(EntityType, row["type"]) for row in lexicons.rows("tag_classes") if row["type"] in allowed
    }


def read(path: Path, lexicons: Lexicons | None = None) -> list[Sentence]:
    """Return the sentences of a corpus, in its order.

    Raises:
        TrainingError: the file cannot be read, a line has no tag or one that is none, or there is no sentence.
        LexiconError: the table of classes cannot be read.

    """
    kinds = types(lexicons or default())
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except OSError as error:
        raise TrainingError(f"{path}: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise TrainingError(f"{path}: is no UTF-8 ({error}); save it as UTF-8") from error
    rows = [_row(path, number, line, kinds) for number, line in enumerate(lines, 1)]
    blanks = None in rows[: -1 if lines[-1] == "" else None]
    sentences = [_sentence(part) for part in _parts(rows, blanks)]
    if not sentences:
        raise TrainingError(f"{path}: holds no sentence; name a file of words and tags")
    return sentences


_Row = tuple[str, str, EntityType | None]


def _row(path: Path, number: int, line: str, kinds: Mapping[str, EntityType]) -> _Row | None:
    cells = _DIRECTION.sub("", line).split()
    if not cells:
        return None
    word, *tags = cells
    if not tags:
        raise TrainingError(f"{path}:{number}: a word without a tag; a line holds a word and its tag, parted by a tab")
    for tag in tags:
        if not _TAG.fullmatch(tag):
            raise TrainingError(f"{path}:{number}: {tag!r} is no tag; tags are O, B-CLASS and I-CLASS")
    for tag in tags:
        kind = kinds.get(tag[2:])
        if kind is not None:
            return word, tag[0], kind
    return word, "O", None


def _parts(rows: Sequence[_Row | None], blanks: bool) -> Iterator[list[_Row]]:
    part: list[_Row] = []
    for row in rows:
        if row is not None:
            part.append(row)
        if part and (row is None or (not blanks and row[:2] == (".", "O"))):
            yield part
            part = []
    if part:
        yield part


def _sentence(rows: Sequence[_Row]) -> Sentence:
    entities: list[Entity] = []
    before: EntityType | None = None
    for at, (_, place, kind) in enumerate(rows):
        if kind is not None:
            if place == "I" and kind == before:
                entities[-1] = entities[-1]._replace(last=at + 1)
            else:
                entities.append(Entity(at, at + 1, kind))
        before = kind
    return Sentence(tuple(word for word, _, _ in rows), tuple(entities))


def spaced(sentence: Sentence) -> tuple[str, list[tuple[int, int]]]:
    """Return the words parted by blanks, and where each stands."""
    spans: list[tuple[int, int]] = []
    place = 0
    for word in sentence.words:
        spans.append((place, place + len(word)))
        place += len(word) + 1
    return " ".join(sentence.words), spans


def written(sentence: Sentence) -> tuple[str, list[tuple[int, int]]]:
    """Return the words as a page would write them, and where each stands: clitics that a corpus sets apart are joined.

    >>> written(Sentence(("و", "ل", "العراق", "جيش", "ه", "."), ()))
    ('وللعراق جيشه .', [(0, 1), (1, 2), (2, 7), (8, 11), (11, 12), (13, 14)])
    """
    pieces: list[str] = []
    spans: list[tuple[int, int]] = []
    place = 0
    before, clitic = "", False
    for at, word in enumerate(sentence.words):
        following = sentence.words[at + 1] if at + 1 < len(sentence.words) else ""
        conjunction = clitic and before in CONJUNCTIONS
        # Letters in a row are initials.
        opens = word in PROCLITICS and (len(before) != 1 or not before.isalpha() or conjunction)
        joined = clitic and (
            _WORD.fullmatch(word) or (conjunction and opens and word not in CONJUNCTIONS and _WORD.fullmatch(following))
        )
        if at and not (joined or (word in _ENCLITICS and _WORD.fullmatch(before))):
            pieces.append(" ")
            place += 1
        # With the preposition the article loses its alef.
        shown = word[1:] if joined and before == LAM and word.startswith(ARTICLE) else word
        pieces.append(shown)
        spans.append((place, place + len(shown)))
        place += len(shown)
        before, clitic = word, opens
    return "".join(pieces), spans
