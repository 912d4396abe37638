"""What may be done with the texts of each page and each source, by the rules of `corpus.toml`; nothing is guessed.

The first rule that fits decides. A rule on pages fits by the page's path, whether or not the build had to copy the file
and escape its name; where none does, the sources that the page's stories name as publisher or origin decide together,
and the strictest of them counts: one that forbids forbids, one of which nothing is known leaves the page unknown. A
source that is only cited holds no right in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path

from corpus_pkg.building.packing import is_packed
from corpus_pkg.package import tables
from corpus_pkg.package.configuration import TextRule
from corpus_pkg.package.extension import RIGHTS, Right, RightsKind
from corpus_pkg.package.paths import RAW, WITHIN, copied_from, original
from corpus_pkg.records import TABLES, Credit, Document, Source
from corpus_pkg.values import items

_STRICTEST = ("no", "unknown", "yes")
_WILD = re.compile(r"\*\*/?|\*|\?|[^*?]+")


def pattern(pages: str) -> re.Pattern[str]:
    """Return what the paths that a rule's `pages` fits look like: `*` and `?` stay in one folder, `**` crosses folders.

    >>> bool(pattern("raw/**/*.html").fullmatch("raw/2024/a.html")), bool(pattern("raw/*").fullmatch("raw/a/b"))
    (True, False)
    """
    wild = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}
    return re.compile("".join(wild.get(part) or re.escape(part) for part in _WILD.findall(pages)), re.DOTALL)


def places(path: str) -> frozenset[str]:
    """Return by which paths a page may be meant: where it lies, where its file lay that was copied, as both are named.

    What is said of an archive is said of the pages in it.

    >>> sorted(places("copies/raw/a%2Ezip!b.txt"))[-2:]
    ['raw/raw/a.zip', 'raw/raw/a.zip!b.txt']
    """
    carrier, _, within = path.partition(WITHIN)
    meant = {path, carrier}
    if within and is_packed(carrier):
        # Where the page would lie by itself.
        meant |= {within, f"{RAW}/{within}"}
    for place in tuple(meant):
        if (lay := copied_from(place)) is not None:
            # In the package's folder, or elsewhere: then it would lie in raw/ if no other input did.
            meant |= {lay, f"{RAW}/{lay}"}
    return frozenset(meant | set(map(original, meant)))


class Rules:
    """The rules of a configuration on texts, ready to be asked."""

    def __init__(self, rules: Sequence[TextRule]) -> None:
        """Take the rules of the configuration."""
        self._pages = [
            (number, rule, pattern(rule.pages)) for number, rule in enumerate(rules, 1) if rule.pages is not None
        ]
        self._sources: dict[str, tuple[int, TextRule]] = {}
        for number, rule in enumerate(rules, 1):
            if rule.source is not None:
                self._sources.setdefault(rule.source, (number, rule))
        self._rules = rules
        self._decided: set[str | None] = set()

    @property
    def idle(self) -> tuple[str, ...]:
        """The rules that have decided nothing of what was asked, with what each is about."""
        return tuple(
            f"texts.{number}: decides of no page ({rule.pages}); name pages as documents.path does"
            if rule.pages is not None
            else f"texts.{number}: decides of no source ({rule.source}); name it as sources.source_id does"
            for number, rule in enumerate(self._rules, 1)
            if f"texts.{number}" not in self._decided
        )

    def source(self, source_id: str) -> Right:
        """Return what is known of a source."""
        right = _right("source", source_id, None, source_id, self._sources.get(source_id))
        self._decided.add(right.rule)
        return right

    def may_share(self, document: Document, credited: Iterable[Credit]) -> bool:
        """Return whether the texts of a page, or of its story that has the credits, may be passed on."""
        return self.document(document, credited).share == "yes"

    def document(self, document: Document, credited: Iterable[Credit]) -> Right:
        """Return what is known of a page whose stories have the credits."""
        paths = [document.path, *items(document.also_at)]
        meant = frozenset().union(*map(places, paths)) if self._pages else frozenset()
        for number, rule, wanted in self._pages:
            if any(map(wanted.fullmatch, meant)):
                self._decided.add(f"texts.{number}")
                return _right("document", document.document_id, document.document_id, None, (number, rule))
        holders = sorted({credit.source_id for credit in credited if credit.role != "cited"})
        rights = [self.source(source_id) for source_id in holders]
        if not rights:
            return _right("document", document.document_id, document.document_id, None, None)
        strictest = min(rights, key=lambda right: _STRICTEST.index(right.share))
        own = strictest.model_copy(
            update={
                "kind": "document",
                "subject": document.document_id,
                "document_id": document.document_id,
                "source_id": strictest.source_id if strictest.rule else None,
            }
        )
        if all((right.license, right.basis) == (own.license, own.basis) for right in rights):
            return own
        # Of texts under several licences no single one can be named.
        return own.model_copy(update={"license": None, "license_path": None, "basis": "unknown"})


def _right(
    kind: RightsKind,
    subject: str,
    document_id: str | None,
    source_id: str | None,
    deciding: tuple[int, TextRule] | None,
) -> Right:
    number, rule = deciding if deciding is not None else (0, None)
    share = "unknown" if rule is None or rule.share is None else "yes" if rule.share else "no"
    return Right.model_validate(
        {
            "kind": kind,
            "subject": subject,
            "document_id": document_id,
            "source_id": source_id if rule is not None or kind == "source" else None,
            "share": share,
            "basis": (rule.basis if rule else None) or "unknown",
            "license": rule.license if rule else None,
            "license_path": rule.path if rule else None,
            "rule": f"texts.{number}" if rule else None,
            "note": rule.note if rule else None,
        }
    )


def write(path: Path, rules: Sequence[TextRule], documents: Path, credits: Path, sources: Path) -> tuple[str, ...]:
    """Write the table of rights to `path` out of three other tables of the package; returns the rules that are idle.

    Memory holds the credits of one page. Raises PackageError for a table that is none.
    """
    rights = Rules(rules)
    with path.open("wb") as file:
        file.write(tables.header(RIGHTS))
        for right in _rows(rights, documents, credits, sources):
            file.write(tables.line(right))
    return rights.idle


def _rows(rights: Rules, documents: Path, credits: Path, sources: Path) -> Iterator[Right]:
    """In the order of the key: documents stand before sources."""
    credited = groupby(
        (row for row in tables.read(credits, TABLES["credits"]) if isinstance(row, Credit)),
        key=lambda row: row.document_id,
    )
    following = next(credited, None)
    for document in tables.read(documents, TABLES["documents"]):
        assert isinstance(document, Document)
        own: list[Credit] = []
        if following is not None and following[0] == document.document_id:
            own = list(following[1])
            following = next(credited, None)
        yield rights.document(document, own)
    for source in tables.read(sources, TABLES["sources"]):
        assert isinstance(source, Source)
        yield rights.source(source.source_id)
