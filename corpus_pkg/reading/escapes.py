"""The escapes of strings of JSON: in records, and in the JSON-LD of web pages."""

from __future__ import annotations

import re

#: An escape; two of them that make up one character beyond the first plane are one.
ESCAPE = re.compile(r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.", re.S)

_CONTROLS = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f"}
_SURROGATES = range(0xD800, 0xE000)


def character(escape: str) -> str:
    """Return the one character that an escape stands for; U+FFFD for half a surrogate pair."""
    if len(escape) == 12:
        return chr(0x10000 + ((int(escape[2:6], 16) & 0x3FF) << 10) + (int(escape[8:], 16) & 0x3FF))
    if len(escape) == 6:
        code = int(escape[2:], 16)
        return "\ufffd" if code in _SURROGATES else chr(code)
    return _CONTROLS.get(escape[1], escape[1])


def unescaped(text: str) -> str:
    r"""Return a stretch of a string of JSON with its escapes decoded; half a surrogate pair becomes U+FFFD.

    >>> unescaped('\\u0642\\u0627\\u0644 \\"\\u0646\\u0639\\u0645\\"')
    'قال "نعم"'
    """
    return ESCAPE.sub(lambda match: character(match[0]), text)
