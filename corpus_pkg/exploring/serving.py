"""A site served to the browsers of this machine alone, by Python's own server.

It listens at 127.0.0.1 and answers only who asks for that name: a page elsewhere whose name leads here gets nothing. Of
the folder it gives the files and nothing else: no listing, no way out of it, no link to another place.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, cast
from urllib.parse import unquote, urlsplit

from corpus_pkg.errors import PackageError
from corpus_pkg.exploring.shell import POLICY

HOST = "127.0.0.1"
#: What a site is made of.
_KINDS = {".html": "text/html", ".css": "text/css", ".js": "text/javascript"}


@contextmanager
def serving(folder: Path, port: int) -> Iterator[tuple[str, ThreadingHTTPServer]]:
    """Give the address of the site in `folder` and its server, which listens and is not yet running.

    Args:
        folder: the site.
        port: the port of this machine; 0 takes any that is free.

    Raises PackageError for a port that cannot be had.

    """
    if not 0 <= port < 2**16:
        raise PackageError(f"port {port}: is none; name one below {2**16}, or 0 for any that is free")
    try:
        server = ThreadingHTTPServer((HOST, port), partial(_Handler, folder.resolve()))
    except OSError as error:
        raise PackageError(f"port {port}: cannot be had ({error.strerror}); name another, or 0 for any") from None
    with server:
        yield f"http://{HOST}:{server.server_port}/", server


class _Handler(BaseHTTPRequestHandler):
    """One connection."""

    protocol_version = "HTTP/1.1"
    server_version, sys_version = "corpus-pkg", ""
    #: A connection that says nothing for so many seconds is closed.
    timeout = 60

    def __init__(self, folder: Path, *arguments: Any) -> None:
        """Answer from the folder."""
        self._folder = folder
        super().__init__(*arguments)

    def do_GET(self) -> None:
        """Answer with the file."""
        self._answer(is_whole=True)

    def do_HEAD(self) -> None:
        """Answer with what is known of the file."""
        self._answer(is_whole=False)

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing; what is asked for is nobody's business."""

    def _answer(self, *, is_whole: bool) -> None:
        port = cast(ThreadingHTTPServer, self.server).server_port
        if self.headers.get("Host") not in (f"{HOST}:{port}", f"localhost:{port}"):
            self.send_error(HTTPStatus.MISDIRECTED_REQUEST)
            return
        file = self._file()
        try:
            content = file.read_bytes() if file is not None else None
        except OSError:
            content = None
        if file is None or content is None:
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", f"{_KINDS[file.suffix]}; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Content-Security-Policy", f"{POLICY}; frame-ancestors 'none'")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Referrer-Policy", "no-referrer")
        # The site may be written anew while this runs.
        self.send_header("Cache-Control", "no-cache")
        self.end_headers()
        if is_whole:
            self.wfile.write(content)

    def _file(self) -> Path | None:
        """Return the file that is asked for; None where the site has none such."""
        names = unquote(urlsplit(self.path).path, errors="replace").removeprefix("/").split("/")
        if names == [""]:
            names = ["index.html"]
        if any(name in ("", ".", "..") or set(name) & set("\\:\0") for name in names):
            return None
        file = self._folder.joinpath(*names)
        try:
            inside = file.resolve().is_relative_to(self._folder) and file.is_file()
        except (OSError, ValueError):
            return None
        return file if inside and file.suffix in _KINDS else None
