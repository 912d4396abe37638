"""Packages from addresses, by a real server on this machine: what is stated is taken, anything else is one line."""

from __future__ import annotations

import subprocess
import threading
from collections.abc import Iterator
from functools import partial
from http.server import BaseHTTPRequestHandler, SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar

import pytest

import corpus_pkg
from corpus_pkg.building.build import build
from corpus_pkg.dataset import fetching
from corpus_pkg.errors import PackageError
from corpus_pkg.package.configuration import Configuration
from corpus_pkg.sharing.archive import pack

SEED = Path(__file__).parents[2] / "seeds/003_28ed9bac854f4039.txt"


class Answers(BaseHTTPRequestHandler):
    """A package, and what somebody hostile may send in its place."""

    content = b""
    asked: ClassVar[list[str]] = []

    def log_message(self, format: str, *args: Any) -> None:
        pass

    def do_GET(self) -> None:
        type(self).asked.append(self.path)
        leads = {
            "/to-file": "file:///etc/passwd",
            "/to-ftp": "ftp://127.0.0.1/x",
            "/to-http": "http://example.org/x.zip",
            "/to-itself": "/to-itself",
            "/to-good": "/good.zip",
        }
        if self.path in leads:
            self.send_response(302)
            self.send_header("Location", leads[self.path])
            self.end_headers()
        elif self.path == "/gone":
            self.send_error(404)
        else:
            body = self.content
            size = {"/short": len(body) + 10, "/huge": fetching.LARGEST + 1}.get(self.path, len(body))
            self.send_response(200)
            if self.path != "/unsized":
                self.send_header("Content-Length", str(size))
            self.end_headers()
            self.wfile.write(body + (b"more" if self.path == "/long" else b""))


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("fetch")
    build(SEED, folder / "p", config=Configuration(name="p", recognizer="none"))
    return folder / "p"


@pytest.fixture(scope="module")
def archive(package: Path) -> tuple[bytes, str]:
    packed = pack(package, package.parent / "p.zip")
    return packed.archive.read_bytes(), packed.sha256


def _serving(handler: Any) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def server(archive: tuple[bytes, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setenv(fetching.CACHE, str(tmp_path / "cache"))
    Answers.content, Answers.asked = archive[0], []
    yield from _serving(Answers)


@pytest.mark.parametrize("place", ["/good.zip", "/unsized", "/to-good"])
def test_a_package_is_fetched_once(server: str, archive: tuple[bytes, str], tmp_path: Path, place: str) -> None:
    address = f"{server}{place}#sha256={archive[1]}"
    articles = corpus_pkg.load("articles", address)
    assert len(articles) > 0 and len(corpus_pkg.open(address).page(articles[0]).spans) > 0
    asked = len(Answers.asked)
    assert len(corpus_pkg.load("articles", address)) == len(articles) and len(Answers.asked) == asked
    [kept] = (tmp_path / "cache").iterdir()
    # What was changed in the cache is not what was asked for.
    kept.write_bytes(b"changed")
    assert len(corpus_pkg.load("articles", address)) == len(articles) and len(Answers.asked) > asked


def test_the_hub_is_an_address_like_others(
    server: str, archive: tuple[bytes, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_ENDPOINT", server)
    assert len(corpus_pkg.load("articles", f"hf://datasets/me/news@v1.0/good.zip#sha256={archive[1]}")) > 0
    assert Answers.asked == ["/datasets/me/news/resolve/v1.0/good.zip"]


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("/to-file", "file:///etc/passwd' is not allowed"),
        ("/to-ftp", "leads to ftp://127.0.0.1/x, which is not fetched"),
        ("/to-http", "leads to http://example.org/x.zip, which is not fetched"),
        ("/to-itself", "answers 302"),
        ("/gone", "answers 404"),
        ("/huge", "which is more than is fetched"),
        ("/short", "ends after"),
    ],
)
def test_what_is_hostile_is_one_line(
    server: str, archive: tuple[bytes, str], tmp_path: Path, place: str, said: str
) -> None:
    with pytest.raises(PackageError) as caught:
        corpus_pkg.load("articles", f"{server}{place}#sha256={archive[1]}")
    assert said in str(caught.value) and "\n" not in str(caught.value) and place in str(caught.value)
    assert not list((tmp_path / "cache").iterdir())


def test_another_hash_is_refused_and_none_is_told(server: str, archive: tuple[bytes, str], tmp_path: Path) -> None:
    with pytest.raises(PackageError, match=f"has the hash {archive[1]}, not {'0' * 64}"):
        corpus_pkg.load("articles", f"{server}/good.zip#sha256={'0' * 64}")
    with pytest.raises(PackageError, match=f"append #sha256={archive[1]}"):
        corpus_pkg.load("articles", f"{server}/good.zip")
    assert not list((tmp_path / "cache").iterdir())


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("file:///etc/passwd", "is no address of a package"),
        ("ftp://example.org/x.zip", "is no address of a package"),
        ("http://example.org/x.zip#sha256=" + "0" * 64, "only https is"),
        ("https:///x.zip", "only https is"),
        ("https://[x/x.zip", "is no address"),
        ("https://example.org/x.zip#md5=0", "no sha256="),
        ("hf://datasets/me/news/x.zip", "is no file of a dataset"),
        ("git+https://example.org/x.git", "names no tag"),
        ("git+https://example.org/x.git@--upload-pack=x", "names no tag"),
        ("git+https://example.org/x.git@v1#commit=0", "no commit="),
        ("git+http://example.org/x.git@v1", "only https is"),
        ("git+file:///x.git@v1", "is no address of a package"),
    ],
)
def test_other_addresses_are_refused(address: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(fetching.CACHE, str(tmp_path / "cache"))
    with pytest.raises(PackageError) as caught:
        corpus_pkg.open(address)
    assert said in str(caught.value) and "\n" not in str(caught.value)


def _git(*arguments: str | Path) -> str:
    identity = ["-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "commit.gpgsign=false"]
    return subprocess.run(
        ["git", *identity, *map(str, arguments)], capture_output=True, text=True, check=True
    ).stdout.strip()


def test_a_tag_is_the_commit_that_is_stated(package: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(fetching.CACHE, str(tmp_path / "cache"))
    _git("init", "-q", package)
    _git("-C", package, "add", "-A")
    _git("-C", package, "commit", "-qm", "x")
    _git("-C", package, "tag", "-am", "x", "v1.0")
    commit = _git("-C", package, "rev-parse", "HEAD")
    _git("clone", "-q", "--bare", package, tmp_path / "corpus.git")
    _git("-C", tmp_path / "corpus.git", "update-server-info")

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: Any) -> None:
            pass

    for server in _serving(partial(Quiet, directory=str(tmp_path))):
        address = f"git+{server}/corpus.git@v1.0"
        assert len(corpus_pkg.load("articles", f"{address}#commit={commit}")) > 0
        with pytest.raises(PackageError, match=f"append #commit={commit}"):
            corpus_pkg.open(address)
        with pytest.raises(PackageError, match="the tag was moved"):
            corpus_pkg.open(f"{address}#commit={'0' * 40}")
        with pytest.raises(PackageError, match="v9") as caught:
            corpus_pkg.open(f"git+{server}/corpus.git@v9#commit={'0' * 40}")
        assert "\n" not in str(caught.value)
    # Nobody serves it any more, and it is there.
    assert len(corpus_pkg.load("articles", f"{address}#commit={commit}")) > 0
