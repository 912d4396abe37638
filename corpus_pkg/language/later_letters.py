"""Letters and digits that versions of Python do not know alike, and that are therefore none here.

Python 3.11 reads Unicode 14, each version after it a later one. What is a letter decides where words end, so that the
same page would give other rows: what Unicode has since version 15 counts as a sign, whichever Python reads it.
"""

from __future__ import annotations

import re

#: What stands in their place; it is no letter, digit or white space.
SIGN = "\ufffd"
# Unassigned in Unicode 14, and a letter or a number by Unicode 18 or between two of them; code points in hexadecimal.
_BASIC = "558 58B-58C 88F C5C CDC 1C89-1C8A 208F 209D-209F A7CB-A7CF A7D2 A7D4 A7DA-A7F1 AB6C-AB6D"
_BEYOND = """
105C0-105F3 107BB-107BF 10940-10959 10D40-10D85 10EC2-10EEE 1123F-11240 11380-113D3 116D0-116E3 11B0A-11BF9 11DB0-11DF1
11F02-11F59 1246F 12475-1247F 12550-12686 1342F 13441-143FA 16100-16139 16D40-16D79 16EA0-16ED3 16FF2-16FF6 187F8-187FF
18CD6-18CFF 18D09-191D2 1B123-1B132 1B155 1B168 1CCF0-1CCF9 1D2C0-1D2D3 1D6A6 1DF1F-1DFFF 1E030-1E06D 1E4D0-1E6FF
2B739-2B73F 2B81E 2CEA2-2CEAD 2EBF0-2EE5D 31350-3FC3F
"""


def _ranges(codes: str) -> str:
    spans = (span.partition("-") for span in codes.split())
    return "".join(f"{chr(int(first, 16))}-{chr(int(last or first, 16))}" for first, _, last in spans)


_LATER = re.compile(f"[{_ranges(_BASIC)}{_ranges(_BEYOND)}]")
# Nearly every page has none of these, and few ranges are soon looked through.
_PERHAPS = re.compile(f"[{_ranges(_BASIC)}\U00010000-\U0010ffff]")


def without(text: str) -> str:
    """Return the text with a sign for each such character; one for one, linear in the length of the text."""
    return _LATER.sub(SIGN, text) if _PERHAPS.search(text) else text
