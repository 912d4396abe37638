"""Packages from addresses: fetched once, held against the hash that the address states, and kept in a cache.

    https://example.org/corpus-1.0.0.zip#sha256=HEX
    hf://datasets/OWNER/NAME@REVISION/corpus.zip#sha256=HEX
    git+https://example.org/corpus.git@v1.0.0#commit=HEX

Nothing is believed by its address alone: without a hash an address is refused, and the line tells the hash of what is
there now. Only https is spoken, and http with this machine.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPException
from pathlib import Path
from typing import IO, Any
from urllib.parse import urlsplit

from corpus_pkg.digests import Digest
from corpus_pkg.errors import PackageError
from corpus_pkg.package import descriptor
from corpus_pkg.package.staging import file_digest

#: Where packages are kept, and the largest that is fetched, in bytes.
CACHE, LARGEST = "CORPUS_PKG_CACHE", 1 << 36
#: Seconds without an answer.
_PATIENCE = 60
_BLOCK = 1 << 20
_SCHEMES = ("https://", "http://", "hf://", "git+https://", "git+http://")
_HERE = frozenset({"127.0.0.1", "localhost", "::1"})
_HASH = re.compile(r"sha256=([0-9a-f]{64})")
_COMMIT = re.compile(r"commit=([0-9a-f]{40})")
_HUB = re.compile(r"datasets/([\w.-]+/[\w.-]+)@([\w.-]+)/([^#]+)")
_TAG = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_./-]*")
_ELSEWHERE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")


def is_address(package: object) -> bool:
    """Return whether a package is named by an address, whatever the scheme."""
    return isinstance(package, str) and _ELSEWHERE.match(package) is not None


def fetched(address: str) -> Path:
    """Return where the package of an address lies, which is fetched where it is not kept yet.

    Raises PackageError, one line, for an address that is none, states no hash, does not answer, or has something else.
    """
    if not address.startswith(_SCHEMES):
        raise PackageError(f"{address}: is no address of a package; those begin with https://, hf:// or git+https://")
    place, _, stated = address.partition("#")
    if place.startswith("git+"):
        return _of_git(place.removeprefix("git+"), stated)
    url = _on_the_hub(place) if place.startswith("hf://") else place
    _check(url, url)
    match = _HASH.fullmatch(stated)
    if stated and match is None:
        raise PackageError(f"{address}: the part behind # is no sha256= with 64 hexadecimal digits")
    if match is None:
        with _scratch() as made:
            given = _download(url, made)
        raise PackageError(f"{place}: states no hash; append #sha256={given} to take what is there now")
    kept = _cache() / f"{match[1]}.zip"
    if not kept.is_file() or file_digest(kept)[0] != match[1]:
        with _scratch() as made:
            given = _download(url, made)
            if given != match[1]:
                raise PackageError(f"{place}: has the hash {given}, not {match[1]}; ask its author for the address")
            made.replace(kept)
    return kept


def _cache() -> Path:
    """Return the folder of what was fetched, made where it is not there."""
    home = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    folder = Path(os.environ.get(CACHE) or Path(home) / "corpus-pkg")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise PackageError(f"{folder}: cannot be made ({error.strerror}); name another folder ({CACHE})") from None
    return folder


@contextmanager
def _scratch() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix=".fetch-", dir=_cache()))
    try:
        yield folder / "package"
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _on_the_hub(place: str) -> str:
    match = _HUB.fullmatch(place.removeprefix("hf://"))
    if match is None:
        raise PackageError(f"{place}: is no file of a dataset; write hf://datasets/OWNER/NAME@REVISION/FILE.zip")
    home = os.environ.get("HF_ENDPOINT", "https://huggingface.co").rstrip("/")
    return f"{home}/datasets/{match[1]}/resolve/{match[2]}/{match[3]}"


def _check(url: str, named: str) -> None:
    """Raise PackageError for an address that is not spoken with."""
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        raise PackageError(f"{named}: is no address") from None
    if not host or parts.scheme not in ("https", "http") or (parts.scheme == "http" and host not in _HERE):
        leads = "" if url == named else f" leads to {url}, which"
        raise PackageError(f"{named}:{leads} is not fetched; only https is")


class _Redirects(urllib.request.HTTPRedirectHandler):
    """Follows where an address leads, as far as that is spoken with."""

    def __init__(self, named: str) -> None:
        self._named = named

    def redirect_request(self, req: Any, fp: Any, code: int, msg: str, headers: Any, newurl: str) -> Any:
        """Return the next request; raises PackageError for an address that is not spoken with."""
        # Whoever raises here leaves nobody to close it.
        fp.close()
        _check(newurl, self._named)
        if req.full_url.startswith("https://") and not newurl.startswith("https://"):
            raise PackageError(f"{self._named}: leads from https to {newurl}, which is not fetched")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _download(url: str, made: Path) -> str:
    """Write what is at the address to a file and return its SHA-256; raises PackageError where that cannot be done."""
    opener = urllib.request.OpenerDirector()
    handlers: list[Any] = [
        urllib.request.ProxyHandler(),
        urllib.request.HTTPHandler(),
        urllib.request.HTTPSHandler(),
        urllib.request.HTTPDefaultErrorHandler(),
        urllib.request.HTTPErrorProcessor(),
        _Redirects(url),
    ]
    for handler in handlers:
        opener.add_handler(handler)
    request = urllib.request.Request(url, headers={"User-Agent": "corpus-pkg"})
    try:
        with opener.open(request, timeout=_PATIENCE) as answer, made.open("wb") as file:
            return _copied(answer, file, url)
    except urllib.error.HTTPError as error:
        error.close()
        raise PackageError(f"{url}: answers {error.code} ({error.reason})") from None
    except urllib.error.URLError as error:
        raise PackageError(f"{url}: does not answer ({error.reason})") from None
    except (OSError, HTTPException, ValueError) as error:
        raise PackageError(f"{url}: cannot be fetched ({error or type(error).__name__})") from None


def _copied(answer: Any, file: IO[bytes], url: str) -> str:
    """Copy an answer to a file, no more and no less than it says that there is."""
    stated = answer.headers.get("Content-Length")
    most = min(int(stated), LARGEST) if stated and stated.isascii() and stated.isdecimal() else LARGEST
    if stated and int(stated) > LARGEST:
        raise PackageError(f"{url}: has {stated} bytes, which is more than is fetched ({LARGEST})")
    read = Digest()
    while block := answer.read(_BLOCK):
        read.add(block)
        if read.size > most:
            raise PackageError(f"{url}: sends more than the {most} bytes that it may")
        file.write(block)
    if stated and read.size < most:
        raise PackageError(f"{url}: ends after {read.size} of {stated} bytes; try again")
    return read.hexadecimal


def _of_git(place: str, stated: str) -> Path:
    """Return the folder of a package in a Git repository at a tag, which is the commit that the address states."""
    url, at, tag = place.rpartition("@")
    if not at or "/" not in url or not _TAG.fullmatch(tag) or ".." in tag:
        raise PackageError(f"git+{place}: names no tag; write git+https://HOST/REPOSITORY@TAG#commit=HEX")
    _check(url, url)
    match = _COMMIT.fullmatch(stated)
    if stated and match is None:
        raise PackageError(f"git+{place}: the part behind # is no commit= with 40 hexadecimal digits")
    kept = _cache() / match[1] if match is not None else None
    if kept is not None and (kept / descriptor.FILE_NAME).is_file():
        return kept
    with _scratch() as made:
        run = _git(made, url)
        run("init", "-q", os.fspath(made))
        run("-C", os.fspath(made), "fetch", "-q", url, f"refs/tags/{tag}")
        commit = run("-C", os.fspath(made), "rev-parse", "FETCH_HEAD^{commit}").strip()
        if match is None:
            raise PackageError(f"git+{place}: states no commit; append #commit={commit} to take what is there now")
        if commit != match[1]:
            raise PackageError(f"git+{place}: is the commit {commit}, not {match[1]}; the tag was moved")
        run("-C", os.fspath(made), "checkout", "-q", commit)
        if not (made / descriptor.FILE_NAME).is_file():
            raise PackageError(f"git+{place}: holds no {descriptor.FILE_NAME}")
        assert kept is not None
        made.replace(kept)
        return kept


def _git(made: Path, url: str) -> Callable[..., str]:
    """Return what runs git without asking anybody, speaking with nothing but https (or this machine)."""
    program = shutil.which("git")
    if program is None:
        raise PackageError(f"git+{url}: git is not installed; install it, or name a ZIP")
    spoken = urlsplit(url).scheme
    options = ["-c", "protocol.allow=never", "-c", f"protocol.{spoken}.allow=always", "-c", "core.hooksPath=/dev/null"]
    options += ["-c", "http.followRedirects=false", "-c", "core.symlinks=false", "-c", "core.autocrlf=false"]
    told = {"GIT_TERMINAL_PROMPT": "0", "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull}

    def run(*arguments: str) -> str:
        done = subprocess.run(
            [program, *options, *arguments], capture_output=True, text=True, check=False, env={**os.environ, **told}
        )
        if done.returncode:
            said = done.stderr.strip().splitlines() or [f"git ended with {done.returncode}"]
            raise PackageError(f"git+{url}: {said[-1]}")
        return done.stdout

    return run
