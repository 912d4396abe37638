"""CoNLL, as it is exported and edited: a token a line with its tag (BIO), pages told apart by `# document_id = `.

A file has tokens alone: they are laid along the page one by one, and the first that does not stand there is refused by
its line. Token, start, end, tag, entity are the columns that an export has; of other tables of tokens the first column
is the token and the last the tag.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from corpus_pkg.exporting.annotated import KINDS
from corpus_pkg.exporting.shown import DATE
from corpus_pkg.importing.files import Read, lines
from corpus_pkg.importing.stated import Stated
from corpus_pkg.importing.views import View, Views

_DOCUMENT = "# document_id = "
_COLUMNS = 5
_NOBODY = "_"
_SHOWN = 20


def read(source: Path, views: Views, by: str | None, faults: list[str]) -> Iterator[Read]:
    """Yield each page of a file with what is said of it; what is wrong goes to `faults`."""
    if by is None:
        faults.append(f"{source}: CoNLL does not say who annotated; name them (--by)")
        return
    met: set[str] = set()
    page: _Page | None = None
    for number, line in lines(source, faults):
        if line.startswith(_DOCUMENT):
            if page is not None:
                yield from page.end()
            name = line.removeprefix(_DOCUMENT).strip()
            page = None
            if name in met:
                faults.append(f"{source}:{number}: {name} stands twice in the file; keep one")
                return
            met.add(name)
            try:
                page = _Page(source, views.page(name, is_flat=True), by, faults)
            except KeyError:
                faults.append(f"{source}:{number}: {name} is no page of this package")
                return
        elif (line.startswith("# ") and "\t" not in line) or not line.strip():
            continue
        elif page is None:
            faults.append(f"{source}:{number}: no page is named before the token (# document_id = ...)")
            return
        elif not page.token(number, line):
            return
    if page is not None:
        yield from page.end()


@dataclass(slots=True)
class _Page:
    """The tokens of a page, laid along its text."""

    path: Path
    view: View
    by: str
    faults: list[str]
    _at: int = 0
    _open: Stated | None = None
    _stated: list[Stated] = field(default_factory=list)

    def token(self, number: int, line: str) -> bool:
        """Take a line; returns whether the page can be read on."""
        cells = line.split("\t")
        exported = len(cells) == _COLUMNS
        if not exported and len(cells) < 2:
            cells = line.split()
        if len(cells) < 2:
            return self._refuse(number, "is no token with a tag")
        word, tag = cells[0], cells[3] if exported else cells[-1]
        text = self.view.text
        start = self._skipped()
        end = start + len(word)
        if not word or not text.startswith(word, start):
            return self._refuse(number, f"{word!r} does not stand here; the page has {text[start : start + _SHOWN]!r}")
        if exported and cells[1:3] != [str(start), str(end)]:
            return self._refuse(number, f"{word!r} stands at {start} to {end}, not at {cells[1]} to {cells[2]}")
        self._at = end
        return self._tagged(number, start, end, tag, cells[4] if exported else None)

    def end(self) -> Iterator[Read]:
        """Yield the page; what of it has no token is refused."""
        start = self._skipped()
        if start < len(self.view.text):
            rest = self.view.text[start : start + _SHOWN]
            self.faults.append(
                f"{self.path}: {self.view.sheet.document.document_id} goes on behind its last token: {rest!r}"
            )
            return
        yield Read(self.view, tuple(self._stated), Stated(0, 0, DATE, self.path.name, self.by))

    def _skipped(self) -> int:
        at, text = self._at, self.view.text
        while at < len(text) and text[at].isspace():
            at += 1
        return at

    def _refuse(self, number: int, problem: str) -> bool:
        self.faults.append(f"{self.path}:{number}: {problem}")
        return False

    def _tagged(self, number: int, start: int, end: int, tag: str, entity: str | None) -> bool:
        begin, _, kind = tag.partition("-")
        if tag == "O":
            self._open = None
            return True
        if begin not in ("B", "I") or kind not in KINDS:
            return self._refuse(number, f"{tag!r} is no tag; they are O, and B- and I- with {', '.join(KINDS)}")
        said = None if entity in (None, _NOBODY) else entity
        if begin == "I":
            if self._open is None or self._open.kind != kind:
                return self._refuse(number, f"{tag} goes on with nothing; a name begins with B-{kind}")
            if self._open.is_said and self._open.said != said:
                return self._refuse(
                    number, f"is {entity}, and the name that it goes on with {self._open.said or _NOBODY}"
                )
            self._stated[-1] = self._open = replace(self._open, end=end)
            return True
        is_said = entity is not None and kind != DATE
        self._open = Stated(start, end, kind, f"{self.path.name}:{number}", self.by, said if is_said else None, is_said)
        self._stated.append(self._open)
        return True
