"""What reads a batch of pages where an engine has brought it.

The pages are read by a worker like those of a build on one machine, a process of its own, which is kept for the next
batch. So a page that takes too long, or ends its process, costs the same there as here, and is told in the same words.
"""

from __future__ import annotations

import pickle
import socket
import struct
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from multiprocessing import current_process
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock

from corpus_pkg.building import fingerprint
from corpus_pkg.building.cache import Cache
from corpus_pkg.building.encoding import encode
from corpus_pkg.building.inventory import Original
from corpus_pkg.building.knowledge import Knowledge
from corpus_pkg.building.order import Place, Window, in_order
from corpus_pkg.building.workers import Workers
from corpus_pkg.errors import CorpusError, one_line
from corpus_pkg.language.lexicons import Lexicons

#: What an answer begins with: what came of the pages, that the order is not known here, or why nothing can be read.
READ, UNKNOWN, REFUSED = b"r", b"?", b"!"

_SIZE = struct.Struct("<I")
_KEY = 16


@dataclass(frozen=True)
class Order:
    """What a batch is read with: the same for all batches of a build.

    Attributes:
        program: what must be the same on all machines, as `fingerprint.program` tells it.
        recognizer: the recognizer or its name, pickled.
        tables: the files of a user's lexicons, by their path in the folder; None without any.
        seconds: what one page may take.

    """

    program: dict[str, str | None]
    recognizer: bytes
    tables: dict[str, bytes] | None
    seconds: float

    @cached_property
    def encoded(self) -> bytes:
        """The order as bytes."""
        return pickle.dumps((self.program, self.recognizer, self.tables, self.seconds))

    @cached_property
    def key(self) -> bytes:
        """What the order is known by."""
        return blake2b(self.encoded, digest_size=_KEY).digest()


def order(knowledge: Knowledge, seconds: float) -> Order:
    """Return the order to read pages with this knowledge; raises OSError where tables cannot be read."""
    folder = knowledge.lexicons.folder if knowledge.lexicons is not None else None
    tables = None
    if folder is not None:
        files = sorted(path for path in folder.rglob("*.csv") if path.is_file())
        tables = {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}
    return Order(fingerprint.program(), pickle.dumps(knowledge.recognizer), tables, seconds)


def batch(sent: Order, originals: Sequence[Original], *, whole: bool) -> bytes:
    """Return the documents as bytes to be read with the order, which goes with them where it is `whole`."""
    return sent.key + pickle.dumps((sent.encoded if whole else None, originals))


def framed(parts: Iterable[bytes]) -> bytes:
    """Return an answer of what came of each document."""
    return READ + b"".join(piece for part in parts for piece in (_SIZE.pack(len(part)), part))


def unframed(answer: bytes) -> list[bytes]:
    """Return what came of each document, of an answer that begins with READ."""
    parts, at = [], len(READ)
    while at < len(answer):
        (size,) = _SIZE.unpack_from(answer, at)
        at += _SIZE.size
        parts.append(answer[at : at + size])
        at += size
    return parts


def read(data: bytes) -> bytes:
    """Read the documents of a batch, and return what came of them; what an engine runs."""
    key = data[:_KEY]
    encoded, originals = pickle.loads(data[_KEY:])
    try:
        with _bench(key, encoded) as bench:
            if bench is None:
                return UNKNOWN
            window = Window(Place(original, None) for original in originals)
            results = (result for _, result in in_order(window, bench.readers))
            return framed(result if isinstance(result, bytes) else encode(result, packed=True) for result in results)
    except CorpusError as error:
        return REFUSED + f"{socket.gethostname()}: {error}".encode()


class _Bench:
    """A worker and what it reads with."""

    def __init__(self, encoded: bytes) -> None:
        """Make ready for an order; raises CorpusError where it cannot be carried out here."""
        program, recognizer, tables, seconds = pickle.loads(encoded)
        here = fingerprint.program()
        if others := [name for name in program if program[name] != here.get(name)]:
            raise CorpusError(f"has another {', '.join(others)} than where the build runs; install the same on both")
        self._folder = TemporaryDirectory(prefix="corpus-pkg-") if tables is not None else None
        lexicons = None
        if self._folder is not None:
            for name, content in tables.items():
                place = Path(self._folder.name, name)
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes(content)
            lexicons = Lexicons(Path(self._folder.name))
        try:
            choice = pickle.loads(recognizer)
        except Exception as error:
            raise CorpusError(f"the recognizer cannot be had ({one_line(error)}); install it there too") from None
        self.readers = Workers(Knowledge(lexicons, choice), 1, seconds, Cache(), is_packed=True)

    def close(self) -> None:
        """End the worker."""
        self.readers.end()
        if self._folder is not None:
            self._folder.cleanup()


#: The benches that nobody is at, by the key of their order; those of one order alone.
_idle: dict[bytes, list[_Bench]] = {}
_orders: dict[bytes, bytes] = {}
_lock = Lock()


@contextmanager
def _bench(key: bytes, encoded: bytes | None) -> Iterator[_Bench | None]:
    """Yield a bench for the order that nobody else is at; None where the order is not known here."""
    with _lock:
        if encoded is not None and key not in _orders:
            # Another build: what the last one had is not needed any more.
            for others in _idle.values():
                for other in others:
                    other.close()
            _idle.clear()
            _orders.clear()
            _orders[key] = encoded
        known = _orders.get(key)
        idle = _idle.get(key)
        bench = idle.pop() if idle else None
    if known is None:
        yield None
        return
    if bench is None:
        # What a daemon starts ends with it all the same: workers end with who started them.
        current_process().daemon = False
        bench = _Bench(known)
    try:
        yield bench
    except BaseException:
        bench.close()
        raise
    with _lock:
        if key in _orders:
            _idle.setdefault(key, []).append(bench)
            return
    bench.close()
