"""What a package says of itself: `corpus.toml`."""

from __future__ import annotations

import datetime
import os
import re
import tomllib
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from corpus_pkg.errors import PackageError

FILE_NAME = "corpus.toml"

Name = Annotated[str, Field(pattern=r"^[a-z0-9]+(?:[._-][a-z0-9]+)*\Z")]
Text = Annotated[str, Field(min_length=1)]
Address = Annotated[str, Field(pattern=r"^https?://\S+\Z")]
#: In how many files a table of documents lies.
InParts = Literal[1, 16, 256]
Basis = Literal["license", "permission", "exception", "public-domain"]


def _moment(value: Any) -> Any:
    """Return a date and time of TOML's own as the text that a descriptor has (RFC 3339)."""
    return value.isoformat().replace("+00:00", "Z") if isinstance(value, datetime.datetime) else value


Moment = Annotated[
    str,
    BeforeValidator(_moment),
    Field(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]+)?(?:Z|[+-][0-9]{2}:[0-9]{2})\Z"),
]


class _Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, regex_engine="python-re")


class License(_Section):
    """A licence: an SPDX or Open Definition name, or an address of its text, or both."""

    name: Text | None = None
    path: Address | None = None
    title: Text | None = None

    @model_validator(mode="after")
    def _named(self) -> License:
        if self.name is None and self.path is None:
            raise ValueError("a licence needs a name or a path")
        return self


class Contributor(_Section):
    """Who made the package."""

    title: Text
    givenName: Text | None = None
    familyName: Text | None = None
    organization: Text | None = None
    roles: list[Text] | None = Field(None, min_length=1)
    path: Address | None = None
    email: Annotated[str, Field(pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+\Z")] | None = None


class Source(_Section):
    """Where the pages come from."""

    title: Text
    path: Address | None = None


class TextRule(_Section):
    """What may be done with the texts of some pages: those at a place, or those that a source has published.

    Attributes:
        pages: a pattern of paths in the package; `*` and `?` stand for characters of a name, `**` for folders too.
        source: the id of a source, as in the table of sources.
        license: the name of the licence of the texts.
        path: where that licence is to be read.
        basis: what the right to use them rests on; unknown where it is not said.
        share: whether the texts may be passed on; unknown where it is not said.
        note: what else there is to say, such as where a permission is filed.

    """

    pages: Text | None = None
    source: Annotated[str, Field(pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*\Z")] | None = None
    license: Text | None = None
    path: Address | None = None
    basis: Basis | None = None
    share: bool | None = None
    note: Text | None = None

    @model_validator(mode="after")
    def _aimed(self) -> TextRule:
        if (self.pages is None) == (self.source is None):
            raise ValueError("a rule on texts needs either pages or a source")
        return self


class Configuration(_Section):
    """The properties of a package that no program can know; only the name is needed.

    `texts` is for the table of rights and no part of the descriptor; of its rules the first that fits decides.
    `lexicons` is a folder beside the file, `recognizer` the name of what finds names that no table has: what a build
    reads with. `cache` is a folder beside the file that keeps what pages were read as, `engine` what brings pages
    to other machines to be read, with its address: they change nothing of a package.
    `parts` is in how many files the tables lie, which changes no row, `pack_raw` whether copied pages lie in archives.
    """

    name: Name
    title: Text | None = None
    version: Text | None = None
    created: Moment | None = None
    description: Text | None = None
    homepage: Address | None = None
    licenses: list[License] | None = Field(None, min_length=1)
    contributors: list[Contributor] | None = Field(None, min_length=1)
    sources: list[Source] | None = Field(None, min_length=1)
    rights: Text | None = None
    keywords: list[Text] | None = Field(None, min_length=1)
    lexicons: Text | None = Field(None, exclude=True)
    recognizer: Text | None = Field(None, exclude=True)
    cache: Text | None = Field(None, exclude=True)
    engine: Text | None = Field(None, exclude=True)
    parts: InParts | None = Field(None, exclude=True)
    pack_raw: bool | None = Field(None, exclude=True)
    texts: list[TextRule] | None = Field(None, min_length=1, exclude=True)


def read(path: Path) -> Configuration:
    """Return the configuration in the TOML file at `path`; raises PackageError, a line with its place a problem."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise PackageError(f"{path}: cannot be read ({error.strerror})") from None
    except UnicodeDecodeError as error:
        raise PackageError(f"{path}: is not UTF-8 (byte {error.start}); save it as UTF-8") from None
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"\(at line (\d+), column \d+\)|\(at end of document\)", str(error))
        number = int(place[1]) if place and place[1] else len(text.splitlines()) or 1
        what = str(error)[: place.start()].strip() if place else str(error)
        raise PackageError(f"{path}:{number}: {what}; correct the TOML") from None
    except (RecursionError, ValueError) as error:
        # Brackets without end, or a number of thousands of digits, which the parser does not take for its own error.
        reason = "too many brackets inside one another" if isinstance(error, RecursionError) else error
        raise PackageError(f"{path}: cannot be read ({reason}); correct the TOML") from None
    try:
        return Configuration.model_validate(values)
    except ValidationError as error:
        problems, lines = [], places(text)
        for problem in error.errors(include_url=False):
            key = problem["loc"][:-1] if problem["type"] == "missing" else problem["loc"]
            problems.append(f"{path}:{_line(lines, key)}: {_what(problem)}")
        raise PackageError(*problems) from None


def default(folder: Path) -> Configuration:
    """Return the configuration of a package in `folder`: its corpus.toml, else the folder's name and nothing more."""
    path = folder / FILE_NAME
    if os.path.lexists(path):
        if not path.is_file():
            raise PackageError(f"{path}: is no file; make it one or move it away")
        return read(path)
    return Configuration(name=named(folder))


def named(folder: Path) -> str:
    """Return the name of a package after its folder; "corpus" where that has no letter of a name."""
    return re.sub(r"[^a-z0-9]+", "-", folder.resolve().name.lower()).strip("-") or "corpus"


def _what(problem: Any) -> str:
    place = ".".join(str(part + 1) if isinstance(part, int) else part for part in problem["loc"])
    if problem["type"] == "extra_forbidden":
        owner = _section(problem["loc"])
        return f"{place}: no such key; there are {', '.join(owner.model_fields)}"
    if problem["type"] == "missing":
        return f"{place}: is missing; add it"
    message = problem["msg"].removeprefix("Value error, ")
    return f"{place}: {message[0].lower()}{message[1:]}" if place else message


def _section(location: tuple[int | str, ...]) -> type[_Section]:
    sections: dict[int | str, type[_Section]] = {
        "licenses": License,
        "contributors": Contributor,
        "sources": Source,
        "texts": TextRule,
    }
    return sections.get(location[0], Configuration) if len(location) > 1 else Configuration


def _line(lines: Mapping[tuple[int | str, ...], int], location: tuple[int | str, ...]) -> int:
    """Return the line of what stands at `location`, or of the nearest thing around it; 1 for the whole file."""
    while location and location not in lines:
        location = location[:-1]
    return lines.get(location, 1)


_BLANK = re.compile(r"(?:[ \t\r\n]+|#[^\n]*)*")
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_STRING = re.compile(
    r'"""(?:[^\\]|\\.)*?"{3,5}(?!")|' r"'''.*?'{3,5}(?!')|" r'"(?:[^"\\\n]|\\.)*"|' r"'[^'\n]*'", re.DOTALL
)
# A date may stand before its time with a space between.
_PLAIN = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[^\s,\]}#]*|[^\s,\]}#]+")


#: A key has no more keys and items around it than these, as far as its place is told.
DEEPEST = 32


def places(text: str) -> dict[tuple[int | str, ...], int]:
    r"""Return the line, from 1, of every key and item in a TOML text that the parser has accepted; linear.

    The parser of the standard library gives values without their places. Where a text is none, places may be missing;
    of what lies within more than `DEEPEST` others the place of the innermost of these is there.

    >>> places('a.b = [\n 1,\n {c = 2}]\n[[d]]\ne = 3')["d", 0, "e"]
    5
    """
    try:
        return _Places(text).found
    except (RecursionError, _NoTomlError, tomllib.TOMLDecodeError):
        return {}


class _NoTomlError(Exception):
    """A text that the scanner cannot follow."""


class _Places:
    """Walks over a TOML text and notes where the keys and items stand."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._breaks = [match.start() for match in re.finditer("\n", text)]
        self._at = 0
        #: How many tables the arrays of tables have so far.
        self._counts: dict[tuple[int | str, ...], int] = {}
        self.found: dict[tuple[int | str, ...], int] = {}
        self._read()

    def _read(self) -> None:
        table: tuple[int | str, ...] = ()
        self._skip()
        while self._at < len(self._text):
            at = self._at
            if self._take("["):
                many = self._take("[")
                table = self._header(tuple(self._key()), many)
                self._note(table, at)
                if not self._take("]") or (many and not self._take("]")):
                    raise _NoTomlError
            else:
                self._pair(table)
            self._skip()

    def _header(self, parts: tuple[str, ...], many: bool) -> tuple[int | str, ...]:
        path: tuple[int | str, ...] = ()
        for number, part in enumerate(parts[:DEEPEST], 1):
            path = (*path, part)
            if many and number == len(parts):
                self._counts[path] = self._counts.get(path, 0) + 1
            if path in self._counts:
                path = (*path, self._counts[path] - 1)
        return path[:DEEPEST]

    def _pair(self, table: tuple[int | str, ...]) -> None:
        at = self._at
        path = (*table, *self._key())[:DEEPEST]
        self._note(path, at)
        if not self._take("="):
            raise _NoTomlError
        self._skip()
        self._value(path)

    def _value(self, path: tuple[int | str, ...]) -> None:
        if self._take("["):
            for number in self._items("]"):
                item = (*path, number)[:DEEPEST]
                self._note(item, self._at)
                self._value(item)
        elif self._take("{"):
            for _ in self._items("}"):
                self._pair(path)
        else:
            self._match(_STRING if self._text[self._at : self._at + 1] in ('"', "'") else _PLAIN)

    def _items(self, end: str) -> Iterator[int]:
        number = 0
        self._skip()
        while not self._take(end):
            yield number
            number += 1
            self._skip()
            if not self._take(","):
                if not self._take(end):
                    raise _NoTomlError
                return
            self._skip()

    def _key(self) -> Iterator[str]:
        while True:
            self._skip()
            quoted = self._text[self._at : self._at + 1] in ('"', "'")
            part = self._match(_STRING if quoted else _BARE_KEY)
            yield tomllib.loads(f"key = {part}")["key"] if quoted else part
            self._skip()
            if not self._take("."):
                return

    def _match(self, pattern: re.Pattern[str]) -> str:
        match = pattern.match(self._text, self._at)
        if match is None:
            raise _NoTomlError
        self._at = match.end()
        return match[0]

    def _take(self, sign: str) -> bool:
        if self._text.startswith(sign, self._at):
            self._at += len(sign)
            return True
        return False

    def _skip(self) -> None:
        match = _BLANK.match(self._text, self._at)
        self._at = match.end() if match else self._at

    def _note(self, path: tuple[int | str, ...], at: int) -> None:
        line = bisect_right(self._breaks, at - 1) + 1
        for length in range(len(path), 0, -1):
            if path[:length] in self.found:
                break
            self.found[path[:length]] = line
