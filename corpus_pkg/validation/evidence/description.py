"""What the descriptor of a package says of itself and of its pages, held against corpus.toml and the documents.

Only of a package that this very program made: another version may say it in other words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from corpus_pkg.building.provenance import configuration_hash
from corpus_pkg.errors import PackageError
from corpus_pkg.package import configuration, descriptor, extension, parts
from corpus_pkg.package.paths import WITHIN
from corpus_pkg.records import TABLES
from corpus_pkg.validation.problems import Problem
from corpus_pkg.validation.problems import evidence as kinds
from corpus_pkg.validation.wording import quoted
from corpus_pkg.values import items

#: What a build writes under the mark of a full package.
_MARKED = frozenset({"made_by", "fingerprint"})
#: What a build may have from elsewhere than corpus.toml.
_ELSEWHERE = frozenset({"created"})
#: A corpus.toml of more bytes is not compared, nor one with more dots in a line: keys within keys cost their square.
_LARGEST, _DOTS = 1 << 18, 200


def described(root: Path, body: Mapping[str, Any]) -> Iterator[Problem]:
    """Yield what the descriptor of a package in the folder `root` says otherwise than a build writes it."""
    if body.get("$schema") != descriptor.PACKAGE_PROFILE:
        message = f"the profile is {quoted(str(body.get('$schema')))}, a build writes {descriptor.PACKAGE_PROFILE}"
        yield kinds.DESCRIPTION.problem(message)
    for key in sorted(set(body[descriptor.MARK]) - _MARKED):
        yield kinds.DESCRIPTION.problem(f"{descriptor.MARK} has {quoted(key)}, which no build writes; take it out")
    names = [str(resource.get("name")) for resource in body["resources"] if isinstance(resource, Mapping)]
    tables = [name for name in names if name in TABLES or name in extension.TABLES]
    if tables != sorted(tables, key=[*TABLES, *extension.TABLES].index) or names[: len(tables)] != tables:
        yield kinds.DESCRIPTION.problem("the tables are not listed first, in the order of a build; build it again")
    paths = (item.get("path") for item in body["resources"] if isinstance(item, Mapping))
    for path, number in Counter(path for path in paths if isinstance(path, str)).items():
        if number > 1:
            yield kinds.DESCRIPTION.problem(f"{quoted(path)} is listed {number} times, a build lists each file once")
    yield from _configured(root, body)


def placed(root: Path, body: Mapping[str, Any], only: str | None = None) -> Iterator[Problem]:
    """Yield the rows that lie in the part of other documents, of the tables in parts (or of `only` one) in `root`."""
    into = parts.number(body)
    for name, listed in parts.places(body).items():
        if not parts.is_cut(name) or into == 1 or listed != parts.paths(name, into):
            continue
        for path, part in zip(listed, parts.digits(into), strict=True):
            file = descriptor.inside(root, path)
            if only not in (None, part) or file is None or not file.is_file():
                continue
            try:
                for identifier in parts.strangers(file, name, part):
                    message = f"{path} holds a row of {quoted(identifier)}, which another part has; build it again"
                    yield kinds.ORDER.problem(message, name)
            except OSError:
                # Who reads the rows tells it.
                continue


def _configured(root: Path, body: Mapping[str, Any]) -> Iterator[Problem]:
    """Yield what a descriptor says otherwise than the corpus.toml beside it, if that is the one it was made by."""
    file = descriptor.inside(root, configuration.FILE_NAME)
    try:
        if file is None or not file.is_file() or file.stat().st_size > _LARGEST:
            return
        if any(line.count(b".") > _DOTS for line in file.read_bytes().splitlines()):
            return
        about = configuration.read(file)
    except (OSError, PackageError):
        return
    if configuration_hash(about) != descriptor.made_by(body).get("configuration"):
        # It was edited since, or is another's.
        return
    said = about.model_dump(mode="json", exclude_none=True)
    for name, field in configuration.Configuration.model_fields.items():
        if not field.exclude and name not in _ELSEWHERE and body.get(name) != said.get(name):
            message = f"{name} is not what {configuration.FILE_NAME} says, by which it was made; build it again"
            yield kinds.DESCRIPTION.problem(message)


def listed(document: Any, resources: Mapping[str, Mapping[str, Any]]) -> Iterator[Problem]:
    """Yield what the resources, by path, say of the files of a document otherwise than its row."""
    files = [path for path in (document.path, *items(document.also_at)) if path and WITHIN not in path]
    for number, path in enumerate(files, 1):
        resource = resources.get(path)
        if resource is None or not descriptor.is_page(resource):
            continue
        page = descriptor.Page(
            f"page-{document.document_id}",
            path,
            document.sha256,
            document.bytes,
            document.media_type,
            document.encoding,
            copied=False,
        )
        expected = descriptor.page_resource(page, number)
        for key in ("name", "format", "mediatype", "encoding"):
            if resource.get(key) != expected[key]:
                message = f"the {key} of {path} is {quoted(str(resource.get(key)))}, expected is {expected[key]}"
                yield kinds.DESCRIPTION.problem(message, "documents", key=document.document_id)
