"""What a package says of itself: `corpus.toml`."""

from __future__ import annotations

import os
import re
import tomllib
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from corpus_pkg.packaging.errors import PackageError

FILE_NAME = "corpus.toml"

Name = Annotated[str, Field(pattern=r"^[a-z0-9]+(?:[._-][a-z0-9]+)*\Z")]
Text = Annotated[str, Field(min_length=1)]
Address = Annotated[str, Field(pattern=r"^https?://\S+\Z")]


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
    roles: list[Text] | None = Field(None, min_length=1)
    path: Address | None = None
    email: Annotated[str, Field(pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+\Z")] | None = None


class Source(_Section):
    """Where the pages come from."""

    title: Text
    path: Address | None = None


class Configuration(_Section):
    """The properties of a package that no program can know; only the name is needed."""

    name: Name
    title: Text | None = None
    version: Text | None = None
    description: Text | None = None
    homepage: Address | None = None
    licenses: list[License] | None = Field(None, min_length=1)
    contributors: list[Contributor] | None = Field(None, min_length=1)
    sources: list[Source] | None = Field(None, min_length=1)
    rights: Text | None = None
    keywords: list[Text] | None = Field(None, min_length=1)


def read(path: Path) -> Configuration:
    """The configuration in the TOML file at `path`; raises PackageError, a line with its place for each problem."""
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
        said = "too many brackets inside one another" if isinstance(error, RecursionError) else error
        raise PackageError(f"{path}: cannot be read ({said}); correct the TOML") from None
    try:
        return Configuration.model_validate(values)
    except ValidationError as error:
        found = []
        for problem in error.errors(include_url=False):
            key = problem["loc"][:-1] if problem["type"] == "missing" else problem["loc"]
            found.append(f"{path}:{_line(text, key)}: {_what(problem)}")
        raise PackageError(*found) from None


def default(folder: Path) -> Configuration:
    """The configuration of a package in `folder`: its corpus.toml, or else the folder's name and nothing more."""
    path = folder / FILE_NAME
    if os.path.lexists(path):
        if not path.is_file():
            raise PackageError(f"{path}: is no file; make it one or move it away")
        return read(path)
    name = re.sub(r"[^a-z0-9]+", "-", folder.resolve().name.lower()).strip("-")
    return Configuration(name=name or "corpus")


def _what(problem: Any) -> str:
    place = ".".join(str(part + 1) if isinstance(part, int) else part for part in problem["loc"])
    if problem["type"] == "extra_forbidden":
        owner = _section(problem["loc"])
        return f"{place}: no such key; there are {', '.join(owner.model_fields)}"
    if problem["type"] == "missing":
        return f"{place}: is missing; add it"
    return f"{place}: {problem['msg'][0].lower()}{problem['msg'][1:]}" if place else problem["msg"]


def _section(location: tuple[int | str, ...]) -> type[_Section]:
    sections: dict[int | str, type[_Section]] = {"licenses": License, "contributors": Contributor, "sources": Source}
    return sections.get(location[0], Configuration) if len(location) > 1 else Configuration


def _line(text: str, location: tuple[int | str, ...]) -> int:
    """The line of the key at `location`, as near as reading headers and keys can tell; 1 for the whole file.

    TOML's parser gives values without places. A list of tables is met as `[[name]]` headers or as inline tables.
    """
    if not location:
        return 1
    first, *rest = location
    header = re.compile(rf"\s*\[\[?\s*[\"']?{re.escape(str(first))}[\"']?\s*\]\]?\s*(?:#.*)?")
    key = re.compile(rf"\s*[\"']?{re.escape(str(first))}[\"']?\s*=")
    lines = text.split("\n")
    wanted = next((part for part in rest if isinstance(part, int)), 0)
    headers = [number for number, line in enumerate(lines) if header.fullmatch(line.rstrip("\r"))]
    if headers:
        start = headers[min(wanted, len(headers) - 1)]
        last = next((part for part in reversed(rest) if isinstance(part, str)), None)
        if last is not None:
            inner = re.compile(rf"\s*[\"']?{re.escape(last)}[\"']?\s*=")
            for number in range(start + 1, len(lines)):
                if lines[number].lstrip().startswith("["):
                    break
                if inner.match(lines[number]):
                    return number + 1
        return start + 1
    return next((number for number, line in enumerate(lines, 1) if key.match(line)), 1)
