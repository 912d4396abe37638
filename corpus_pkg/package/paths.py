"""Where a page lies in a package: its path there, and the name that it had before."""

from __future__ import annotations

import re
from urllib.parse import unquote

#: What stands between the path of a carrier and the name of a member of it.
WITHIN = "!"
#: Where pages from elsewhere are put; where an input lies there, or around it, in the other (or that with a number).
RAW, COPIES = "raw", "copies"
_COPIED = re.compile(rf"{COPIES}(?:-[0-9]+)?/")

# `|` parts paths in a cell, `!` a carrier and its member, and `%` begins an escape; Frictionless expands the wildcards
# and `$`, cuts an address at `#`, `?` and `;` and takes what stands before `:` for a scheme. A Data Package path may
# hold no `..` and begin with neither `.` nor `~`, and a name that ends like an archive is unpacked.
_ESCAPED = re.compile(
    "[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff|!%*?\\[\\]\\\\:$#;]"
    r"|(?<=\.)\.|(?:^|(?<=/))[.~]|\.(?=(?:zip|gz|bz2|xz)$)",
    re.IGNORECASE,
)


def package_path(relative: str) -> str:
    """`relative` with everything percent-encoded that neither a Data Package path nor a cell of paths can carry.

    Different paths stay different. Bytes that are no text (as `os.fsdecode` gives them) are encoded as bytes.

    >>> package_path("a|b/50%.txt")
    'a%7Cb/50%25.txt'
    """
    return _ESCAPED.sub(lambda match: "".join(f"%{byte:02X}" for byte in name_bytes(match[0])), relative)


def original(path: str) -> str:
    """Return what `package_path` made `path` of.

    >>> original(package_path("a|b/50%.zip"))
    'a|b/50%.zip'
    """
    return unquote(path, errors="surrogateescape")


def copied_from(path: str) -> str | None:
    """Return where the file lay, from the package or the folder above its input on, of which a path is the copy.

    None for what lies in no folder for copies. The name is as it stands in the path.

    >>> copied_from("copies-2/raw/a%2Ezip"), copied_from("raw/a.txt")
    ('raw/a%2Ezip', None)
    """
    copied = _COPIED.match(path)
    return path[copied.end() :] if copied else None


def is_package_path(path: str) -> bool:
    """Return whether a path in a package is one that `package_path` gives, be it for this path or for another.

    >>> is_package_path("a%7Cb.txt"), is_package_path("50%.txt"), is_package_path("a|b.txt")
    (True, False, False)
    """
    return package_path(original(path)) == path


def name_bytes(text: str) -> bytes:
    """Return the bytes that a name has on disk: those of `os.fsdecode` come back, half a surrogate pair stays one."""
    try:
        return text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return text.encode("utf-8", "surrogatepass")
