"""Inputs that lie elsewhere, by the addresses that fsspec knows: s3://, gs://, https://, zip://, memory:// and others.

They are fetched into a private folder under the names that they have there, in order of their paths, and are built from
it like any others: the same pages give the same bytes, wherever they lie. Each build fetches them once.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from corpus_pkg.building.collection import Collection, collect
from corpus_pkg.building.failures import Failure, failure
from corpus_pkg.building.progress import Account
from corpus_pkg.errors import BuildError, one_line
from corpus_pkg.package import descriptor
from corpus_pkg.package.paths import RAW, package_path

_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+(?:://|::)")
_LOCAL = ("file://", "local://")
#: What has to be installed for fsspec to know a scheme.
_NEEDED = {
    **dict.fromkeys(("s3", "s3a"), "s3fs"),
    **dict.fromkeys(("gs", "gcs"), "gcsfs"),
    **dict.fromkeys(("az", "abfs", "abfss"), "adlfs"),
    **dict.fromkeys(("http", "https"), "aiohttp"),
    **dict.fromkeys(("sftp", "ssh"), "paramiko"),
    **dict.fromkeys(("github", "gist", "webhdfs", "dbfs"), "requests"),
    **dict.fromkeys(("hdfs", "arrow_hdfs"), "pyarrow"),
    "smb": "smbprotocol",
    "hf": "huggingface_hub",
    "webdav": "webdav4",
    "oss": "ossfs",
    "oci": "ocifs",
}
_HINT = "fsspec is not installed; pip install 'corpus-pkg[remote]'"
_MAGIC = re.compile(r"[*?\[]")
#: Files of at most so many bytes are fetched together, so many of them.
_SMALL, _TOGETHER = 1 << 20, 64


def is_address(item: str | os.PathLike[str]) -> bool:
    """Return whether an input is an address, and no file or folder of this machine.

    >>> is_address("s3://bucket/news"), is_address("zip::s3://bucket/a.zip"), is_address("raw")
    (True, True, False)
    """
    return isinstance(item, str) and _ADDRESS.match(item) is not None and not os.path.lexists(item)


def named(item: str | os.PathLike[str]) -> str:
    """Return an input as a path of this machine where it is one, also behind file://, else its address."""
    path = os.fspath(item)
    scheme = next((scheme for scheme in _LOCAL if path.startswith(scheme)), "")
    return path if not scheme or os.path.lexists(path) else path.removeprefix(scheme) or path


@contextmanager
def collected(
    items: Iterable[str], out: Path, options: Mapping[str, Any] | None, account: Account
) -> Iterator[Collection]:
    """Yield the pages in the inputs as `collect` has them, those at addresses fetched as long as the block lasts.

    Args:
        items: paths of this machine, and addresses.
        out: the package's folder.
        options: what the file systems of all addresses are opened with, as fsspec's `storage_options`.
        account: is told how many files were fetched.

    What cannot be fetched is a failure of the collection. Raises BuildError as `collect` does, and for an address that
    is none, leads nowhere, or needs what is not installed.

    """
    items = list(items)
    if not any(map(is_address, items)):
        yield collect(items, out)
        return
    with TemporaryDirectory(prefix="corpus-pkg-") as scratch:
        names: dict[str, str] = {}
        failures: list[Failure] = []
        hidden = 0
        for number, item in enumerate(items):
            if is_address(item):
                fetched = _fetched(item, Path(scratch, str(number)), options, account)
                items[number] = str(fetched.place)
                names[str(fetched.place)] = fetched.shown
                failures += fetched.failures
                hidden += fetched.hidden
        try:
            yield _named(collect(items, out), names, failures, hidden)
        except BuildError as error:
            # What lies in the private folder is known by its address.
            raise BuildError(*(_renamed(line, names) for line in str(error).splitlines())) from error


def _named(collection: Collection, names: Mapping[str, str], failures: list[Failure], hidden: int) -> Collection:
    """Return the collection with the addresses of what was fetched, and with what could not be."""
    pages = tuple(replace(page, shown=_renamed(page.file, names)) for page in collection.pages)
    return replace(
        collection, pages=pages, failures=(*collection.failures, *failures), hidden=collection.hidden + hidden
    )


def _renamed(text: str, names: Mapping[str, str]) -> str:
    for place, shown in names.items():
        text = text.replace(place, shown)
    return text


class _Fetched(NamedTuple):
    """What was fetched of an address: where it lies, its name for messages, what is missing, how many are hidden."""

    place: Path
    shown: str
    failures: list[Failure]
    hidden: int


@dataclass(frozen=True, slots=True)
class _File:
    """A file at an address: its path there, the one from the folder that was named, and its size where it is told."""

    path: str
    relative: str
    size: int | None

    @property
    def is_hidden(self) -> bool:
        """Whether its name, or that of a folder on the way to it, begins with a dot."""
        return any(part.startswith(".") and part not in (".", "..") for part in self.relative.split("/"))


def _fetched(address: str, folder: Path, options: Mapping[str, Any] | None, account: Account) -> _Fetched:
    """Fetch what lies at an address into the folder; raises BuildError where nothing can be known of it."""
    system, path = _opened(address, options)
    try:
        top, files, is_file = _listed(system, path, is_folder=address.endswith("/"))
    except Exception as error:
        # File systems raise what they like.
        raise _unread(address, error) from None
    if not files:
        raise BuildError(f"{one_line(address)}: no pages; name a file, a folder that holds some, or a pattern of files")
    shown = one_line(system.unstrip_protocol(files[0].path if is_file else path.rstrip("/")))
    place = folder / (files[0].relative if is_file else top)
    open_ones = [file for file in files if not file.is_hidden]
    failures: list[Failure] = []
    done = 0
    for batch in _batches(open_ones):
        account.tell("fetching", done, len(open_ones))
        for file, problem in _fetch(system, batch, folder if is_file else place):
            if problem is not None:
                lies = f"{RAW}/{package_path(file.relative if is_file else f'{top}/{file.relative}')}"
                failures.append(failure(lies, one_line(system.unstrip_protocol(file.path)), problem))
        done += len(batch)
    account.tell("fetching", done, len(open_ones))
    if not place.exists():
        if failures:
            raise BuildError(*(failed.line for failed in failures))
        place.mkdir(parents=True)
    return _Fetched(place, shown, failures, len(files) - len(open_ones))


def _opened(address: str, options: Mapping[str, Any] | None) -> tuple[Any, str]:
    """Return the file system of an address, and the path there."""
    try:
        url_to_fs = import_module("fsspec.core").url_to_fs
    except ImportError:
        raise BuildError(f"{one_line(address)}: {_HINT}") from None
    try:
        system, path = url_to_fs(address, **dict(options or {}))
    except ImportError as error:
        schemes = re.findall(r"([A-Za-z][A-Za-z0-9+.-]+)(?=://|::)", address)
        needed = next((_NEEDED[scheme] for scheme in schemes if scheme in _NEEDED and _is_lacking(scheme)), None)
        remedy = f"pip install {needed}" if needed else one_line(error)
        raise BuildError(f"{one_line(address)}: what reads it is not installed; {remedy}") from None
    except Exception as error:
        raise _unread(address, error) from None
    return system, str(path)


def _is_lacking(scheme: str) -> bool:
    """Return whether fsspec cannot load what reads the scheme."""
    try:
        import_module("fsspec").get_filesystem_class(scheme)
    except (ImportError, ValueError):
        return True
    return False


def _unread(address: str, error: Exception) -> BuildError:
    reason = one_line(error) or type(error).__name__
    return BuildError(f"{one_line(address)}: cannot be read ({reason}); look at the address and at who may read it")


def _listed(system: Any, path: str, *, is_folder: bool) -> tuple[str, list[_File], bool]:
    """Return the name of the folder at a path, the files in it or that fit it in order, and whether it is a file."""
    home = path.rstrip("/")
    if _MAGIC.search(path) and not system.exists(path):
        parts = home.split("/")
        plain = next(number for number, part in enumerate(parts) if _MAGIC.search(part))
        home = "/".join(parts[:plain])
        found = system.glob(path, detail=True)
        details = {name: told for name, told in found.items() if told.get("type") == "file"}
    elif home and not is_folder and system.isfile(home):
        name = home.rpartition("/")[2]
        return "", [_File(home, name, system.info(home).get("size"))], True
    else:
        details = system.find(path, detail=True)
    # A page of the web may link to what lies elsewhere.
    begin = f"{home.lstrip('/')}/".lstrip("/")
    files = [
        _File(name, name.lstrip("/").removeprefix(begin), told.get("size"))
        for name, told in details.items()
        if name.lstrip("/").startswith(begin)
    ]
    return home.rpartition("/")[2] or "pages", sorted(files, key=lambda file: file.relative), False


def _batches(files: Iterable[_File]) -> Iterator[list[_File]]:
    """Yield the files in order, small ones together; a name that fsspec would take for a pattern comes alone."""
    batch: list[_File] = []
    for file in files:
        if file.size is not None and file.size <= _SMALL and not _MAGIC.search(file.path):
            batch.append(file)
            if len(batch) == _TOGETHER:
                yield batch
                batch = []
        else:
            yield [file]
    if batch:
        yield batch


def _fetch(system: Any, files: list[_File], folder: Path) -> Iterator[tuple[_File, str | None]]:
    """Fetch files into a folder, and yield each with why it is not there; None where it is."""
    held = system.cat([file.path for file in files], on_error="return") if len(files) > 1 else {}
    for file in files:
        try:
            content = held.get(file.path)
            if isinstance(content, Exception):
                raise content
            if not descriptor.is_inside(file.relative):
                raise ValueError("its name leads out of the folder")
            place = folder / file.relative
            place.parent.mkdir(parents=True, exist_ok=True)
            if content is None:
                _copy(system, file.path, place)
            else:
                place.write_bytes(content)
        except Exception as error:
            yield file, f"cannot be fetched ({one_line(error) or type(error).__name__}); mend it or leave it out"
            continue
        yield file, None


def _copy(system: Any, path: str, place: Path) -> None:
    """Copy a file block by block; nothing stays of one that breaks off."""
    try:
        with system.open(path, "rb") as source, place.open("xb") as target:
            while block := source.read(_SMALL):
                target.write(block)
    except BaseException:
        place.unlink(missing_ok=True)
        raise
