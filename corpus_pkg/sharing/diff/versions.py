"""The version that follows from changes, by the Data Package Version recipe, which is semantic versioning for data.

The recipe: https://datapackage.org/recipes/data-package-version.
"""

from __future__ import annotations

import re
from typing import Literal

Level = Literal["major", "minor", "patch", "none"]

#: From what users of the data must know first to what they need not notice.
LEVELS: tuple[Level, ...] = ("major", "minor", "patch", "none")

_VERSION = re.compile(r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(?:[-+][0-9A-Za-z.+-]*)?")


def next_version(version: str | None, level: Level) -> str | None:
    """Return the version that follows `version` after changes of the level; None where that is none of three numbers.

    While the first number is 0 the data are still being settled: what would raise it raises the second.

    >>> next_version("1.4.2", "major"), next_version("0.4.2", "major"), next_version("1.4.2", "patch")
    ('2.0.0', '0.5.0', '1.4.3')
    """
    match = _VERSION.fullmatch(version or "")
    if match is None:
        return None
    major, minor, patch = (int(part) for part in match.groups())
    if level == "none":
        return version
    if level == "patch":
        return f"{major}.{minor}.{patch + 1}"
    return f"{major + 1}.0.0" if level == "major" and major else f"{major}.{minor + 1}.0"
