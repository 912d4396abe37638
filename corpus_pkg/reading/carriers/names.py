"""The names in a ZIP archive, whose bytes seldom say which encoding they speak.

An archive marks a name that is UTF-8, or repeats it in UTF-8 beside it; many that hold Arabic names do neither, and the
standard's code page 437 makes box-drawing signs of them. What the bytes themselves tell is believed then, of all names
of an archive together: one program wrote them. Where they tell nothing, the bytes stay what they are.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator
from zipfile import ZipInfo

#: What the standard says a name without a mark is in.
STANDARD = "cp437"

_MARKED = 0x800
_UNICODE_PATH = 0x7075
# Code pages of Arabic Windows (its archiver takes the second, that of its console) and of Arabic Unix.
_CODE_PAGES = ("windows-1256", "cp720", "iso-8859-6")
_WORDS = re.compile("[\u0621-\u063a\u0640-\u0652]{2,}")
_HIGH = re.compile("[^\x00-\x7f]")
# So many letters in words, and such a share of what is not ASCII, make a name Arabic.
_LETTERS, _SHARE = 3, 0.9


def decoded(infos: Iterable[ZipInfo]) -> Iterator[str]:
    """Yield the name of each member in order; a byte that no evidence can read stands as `os.fsdecode` has it."""
    listed = [(info, _bytes(info)) for info in infos]
    unmarked = [name for info, name in listed if not info.flag_bits & _MARKED and _utf_8(name) is None]
    page = code_page(unmarked)
    for info, name in listed:
        yield _repeated(info, name) or _utf_8(name) or _read(name, page)


def code_page(names: Iterable[bytes]) -> str | None:
    """Return the Arabic code page in which the names, taken together, are words; None where there is none.

    >>> code_page(["تقرير السوق".encode("cp720"), "صورة".encode("cp720")])
    'cp720'
    >>> code_page(["résumé".encode("cp437")]) is None
    True
    """
    together = b"/".join(names)
    for page in _CODE_PAGES:
        text = together.decode(page, "replace")
        letters = sum(map(len, _WORDS.findall(text)))
        if letters >= max(_LETTERS, _SHARE * len(_HIGH.findall(text))):
            return page
    return None


def _bytes(info: ZipInfo) -> bytes:
    """Return the name as it stands in the archive, which the library has read as it is marked."""
    return info.orig_filename.encode("utf-8" if info.flag_bits & _MARKED else STANDARD)


def _utf_8(name: bytes) -> str | None:
    try:
        return name.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _repeated(info: ZipInfo, name: bytes) -> str | None:
    """Return the name that is repeated in Unicode beside it; one that repeats an older name is out of date."""
    extra = info.extra
    while len(extra) >= 4:
        kind, length = int.from_bytes(extra[:2], "little"), int.from_bytes(extra[2:4], "little")
        field, extra = extra[4 : 4 + length], extra[4 + length :]
        if kind == _UNICODE_PATH and field[:1] == b"\1" and field[1:5] == zlib.crc32(name).to_bytes(4, "little"):
            return _utf_8(field[5:])
    return None


def _read(name: bytes, page: str | None) -> str:
    if page is not None:
        return _whole(name, page) or name.decode("utf-8", "surrogateescape")
    text = name.decode(STANDARD)
    # Signs that draw boxes are no part of a name: it was in something else.
    return text if all(map(str.isalpha, _HIGH.findall(text))) else name.decode("utf-8", "surrogateescape")


def _whole(name: bytes, page: str) -> str | None:
    try:
        return name.decode(page)
    except UnicodeDecodeError:
        return None
