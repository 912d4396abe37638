"""The command `show`."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus_pkg.commands.arguments import add_lexicons, add_recognizer, lexicons
from corpus_pkg.errors import PackageError
from corpus_pkg.reading import shown
from corpus_pkg.viewing import plain, to_html

if TYPE_CHECKING:
    from rich.console import Console

    from corpus_pkg.language.lexicons import Lexicons
    from corpus_pkg.parsing import ParsedDocument

HELP = """show a page with all that is read from it

Every segment of FILE in the order of the page: its offsets, its kind, the rule that decided and its text, with dates
and names marked; then the stories with their titles and dates. Coloured on a terminal, plain elsewhere. With --html the
same as a file for the browser, in which a value lights up the characters that it came from.
"""

_KINDS = {"title": "bold cyan", "body": "default", "heading": "cyan", "published": "green", "updated": "green"}
_MARKS = {"dates": "black on green", "credits": "black on cyan", "mentions": "black on yellow"}


def register(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("file", metavar="FILE", help="a page")
    parser.add_argument("--html", metavar="OUT", help="write it as HTML, for a browser; needs no network and no script")
    add_lexicons(parser)
    add_recognizer(parser)


def run(args: argparse.Namespace) -> int:
    """Parse the page and print it."""
    from rich.console import Console

    parsed = _parsed(args.file, lexicons(args), args.recognizer)
    if args.html is not None:
        _write(parsed, Path(args.html))
        return 0

    class Pipe(Console):
        def on_broken_pipe(self) -> None:
            # Rich would end the program; who calls us decides what a reader that has left means.
            raise BrokenPipeError

    console = Pipe(highlight=False, markup=False, emoji=False, soft_wrap=True)
    show(parsed, console)
    return 0


def _write(parsed: ParsedDocument, out: Path) -> None:
    try:
        out.write_text(to_html(parsed.document, parsed.text, parsed.tables), encoding="utf-8")
    except OSError as error:
        raise PackageError(f"{out}: cannot be written ({error.strerror}); name another file") from None
    print(out)


def _parsed(name: str, own: Lexicons | None, recognizer: str | None) -> ParsedDocument:
    """Return the page in the file, of which never more is held than a page has; what is larger is unread."""
    from corpus_pkg.entities.recognition import DEFAULT
    from corpus_pkg.package.paths import package_path
    from corpus_pkg.parsing import parse_document, unread_document
    from corpus_pkg.reading import carriers
    from corpus_pkg.reading.encoding import LARGEST

    path = Path(name)
    read = None
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
        if len(content) > LARGEST and path.is_file():
            read = carriers.load(path, whole=False)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        raise PackageError(f"{name}: cannot be read ({reason}); name a page") from None
    if len(content) <= LARGEST:
        # The folders of a page may name its site.
        place = "/".join(path.absolute().parts[1:])
        return parse_document(content, package_path(place), own, recognizer or DEFAULT)
    if read is not None:
        return unread_document(read, package_path(path.name), carriers.unread(read.size) or "")
    raise PackageError(f"{name}: gives more than {LARGEST} bytes; no news page has more")


def show(parsed: ParsedDocument, console: Console) -> None:
    """Print the document."""
    from rich.text import Text

    row = parsed.document
    facts = (
        row.encoding,
        row.language,
        f"{row.bytes} bytes",
        f"{row.characters or 0} characters",
        row.retrieved,
        row.note,
    )
    console.print(Text(f"{row.document_id}  {row.status}  ", "bold") + Text("  ".join(f for f in facts if f)))
    ordinals = {article.article_id: article.ordinal for article in _rows(parsed, "articles")}
    marks = sorted(
        ((mark.start, mark.end, name, mark) for name in _MARKS for mark in _rows(parsed, name)),
        key=lambda mark: mark[:2],
    )
    at = 0
    for segment in _rows(parsed, "segments"):
        if segment.rule == "markup":
            continue
        story = f"story {ordinals.get(segment.article_id)}" if segment.article_id else "boilerplate"
        console.print(Text(f"\n{segment.start}-{segment.end}  {segment.kind}  {story}  {plain(segment.rule)}", "dim"))
        while at < len(marks) and marks[at][0] < segment.start:
            at += 1
        first = at
        while at < len(marks) and marks[at][1] <= segment.end:
            at += 1
        inside = marks[first:at]
        words = parsed.text[segment.start : segment.end]
        text = Text(plain(shown(words, row.media_type, segment.rule)), _KINDS.get(segment.kind, "dim"))
        for start, end, name, mark in inside:
            if shown(words, row.media_type, segment.rule) == words:
                text.stylize(_MARKS[name], start - segment.start, end - segment.start)
            else:
                text.highlight_words([mark.surface], _MARKS[name])
        console.print(text)
        for start, end, name, mark in inside:
            console.print(Text(f"    {start}-{end}  {name[:-1]}  {plain(mark.surface)}  {_read(name, mark)}", "dim"))
    _stories(_rows(parsed, "articles"), console)


def _stories(articles: Iterable[Any], console: Console) -> None:
    from rich.text import Text

    for article in articles:
        title = plain(article.title) if article.title else "(no title)"
        bounds = ""
        if article.published_basis == "inferred":
            bounds = f" between {article.published_earliest or '..'} and {article.published_latest or '..'}"
        console.print(Text(f"\nstory {article.ordinal}  {article.role}  {article.article_id}", "bold"))
        console.print(Text(f"    title  {title}"))
        console.print(Text(f"    published  {article.published or '(unknown)'}  {article.published_basis}{bounds}"))
        stated = {
            "updated": article.updated,
            "place": article.dateline_place,
            "authors": article.authors,
            "keywords": article.keywords,
        }
        for name, value in stated.items():
            if value:
                console.print(Text(f"    {name}  {plain(value)}"))


def _read(name: str, mark: Any) -> str:
    if name == "dates":
        return f"{mark.value or '(open)'}  {mark.role}  {mark.rule}"
    if name == "credits":
        return f"{mark.source_id}  {mark.role}"
    return f"{mark.type}  {mark.entity_id or '(open)'}"


def _rows(parsed: ParsedDocument, name: str) -> list[Any]:
    return sorted(parsed.tables.get(name, ()), key=lambda row: (getattr(row, "start", 0), getattr(row, "end", 0)))
