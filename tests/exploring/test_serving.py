"""A site served to this machine: its files to whoever asks for them by its own name, and nothing else."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from threading import Thread
from urllib.request import urlopen

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus_pkg.commands import main
from corpus_pkg.exploring.serving import serving

ROOT = Path(__file__).parents[2]
HOSTILE = (
    *("/../datapackage.json", "/%2e%2e/datapackage.json", "/..%2fdatapackage.json", "/pages/../../secret.html"),
    *("//etc/passwd", "/pages/", "/pages", "/data", "/index.html/", "/index.html%00", "/%00", "/..\\secret.html"),
    *("/C:/secret.html", "/%ff%fe", "http://elsewhere/../secret.html", "/" + "a" * 5_000 + ".html", "/link.html", "*"),
    *("/folder/secret.html", "/notes.txt", "?", "/./index.html", "/%2e/index.html", "/%252e%252e/secret.html"),
)


@pytest.fixture(scope="module")
def port(seeds: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """A server of the site, whose folder holds links that lead out of it, besides."""
    site = tmp_path_factory.mktemp("served") / "site"
    site.mkdir()
    for name in ("index.html", "site.js", "page.css"):
        (site / name).write_bytes((seeds / name).read_bytes())
    (site.parent / "secret.html").write_text("secret")
    (site / "notes.txt").write_text("secret")
    (site / "link.html").symlink_to(site.parent / "secret.html")
    (site / "folder").symlink_to(site.parent, target_is_directory=True)
    with serving(site, 0) as (address, server):
        assert address == f"http://127.0.0.1:{server.server_port}/"
        Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_port
        server.shutdown()


def ask(port: int, path: str, method: str = "GET", host: str | None = None) -> tuple[int, bytes]:
    connection = HTTPConnection("127.0.0.1", port, timeout=20)
    connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
    connection.putheader("Host", host or f"127.0.0.1:{port}")
    connection.endheaders()
    answer = connection.getresponse()
    content = answer.read()
    connection.close()
    return answer.status, content


def test_files_are_given_as_what_they_are(port: int, seeds: Path) -> None:
    for name, kind in (("", "text/html"), ("index.html?x=1", "text/html"), ("site.js", "text/javascript")):
        with urlopen(f"http://127.0.0.1:{port}/{name}") as answer:
            assert answer.read() == (seeds / (name.partition("?")[0] or "index.html")).read_bytes()
            assert answer.headers["Content-Type"] == f"{kind}; charset=utf-8"
            assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert ask(port, "/page.css", "HEAD") == (200, b"")
    assert ask(port, "/page.css", host=f"localhost:{port}")[0] == 200


@pytest.mark.parametrize("path", HOSTILE)
def test_nothing_else_is_given(port: int, path: str) -> None:
    status, content = ask(port, path)
    assert (status == 200 and path == "?") or (status in (400, 404) and b"secret" not in content)


@given(st.text(st.sampled_from("/.%2efF5c\\?#:~a"), max_size=30))
def test_no_path_leads_out(port: int, path: str) -> None:
    assert b"secret" not in ask(port, f"/{path}secret.html")[1]


def test_only_who_asks_for_this_machine_is_answered(port: int) -> None:
    for host in ("evil.example", f"evil.example:{port}", "127.0.0.1", f"127.0.0.1:{port}.evil.example"):
        assert ask(port, "/index.html", host=host)[0] == 421
    assert ask(port, "/index.html", "POST")[0] == 501


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signal")
@pytest.mark.parametrize("kept", [True, False])
def test_the_command_serves_until_it_is_interrupted(kept: bool, seeds: Path, tmp_path: Path) -> None:
    browser = tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\necho "$1" > {tmp_path}/opened\n')
    browser.chmod(0o755)
    (tmp_path / "tmp").mkdir()
    environment = os.environ | {"BROWSER": f"{browser} %s", "TMPDIR": str(tmp_path / "tmp")}
    arguments = ["explore", str(ROOT), "--port", "0", "--open", *(["--out", str(tmp_path / "site")] if kept else [])]
    process = subprocess.Popen(
        [sys.executable, "-m", "corpus_pkg", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment,
    )
    try:
        assert process.stdout is not None
        address, _, told = process.stdout.readline().partition(": ")
        assert address.startswith("http://127.0.0.1:") and told.startswith("11 stories, 5 pages")
        with urlopen(f"{address}articles.html") as answer:
            assert answer.read() == (seeds / "articles.html").read_bytes()
        process.send_signal(signal.SIGINT)
        assert process.communicate(timeout=30) == ("ended\n", "") and process.returncode == 0
    finally:
        process.kill()
        process.communicate()
    assert (tmp_path / "opened").read_text() == f"{address}\n"
    assert (tmp_path / "site").exists() == kept and not list((tmp_path / "tmp").iterdir())


def test_bad_input_is_told_in_a_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explore", str(ROOT)]) == 2
    assert "--out DIR" in capsys.readouterr().err
    assert main(["explore", str(ROOT), "--port", "70000"]) == 2
    assert "port 70000: is none" in capsys.readouterr().err
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        assert main(["explore", str(ROOT), "--port", str(taken.getsockname()[1]), "--out", str(tmp_path / "out")]) == 2
        assert "cannot be had (Address already in use); name another" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())
