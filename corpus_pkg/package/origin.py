"""Where this program was installed from, and how another machine installs the same."""

from __future__ import annotations

import json
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

#: The folder of a corpus that holds the program's wheel, where no index and no address has it.
WHEELS = "wheels"
#: What a corpus needs of the program: `validate` checks the columns by it.
EXTRA = "polars"

_NAME = "corpus-pkg"


@dataclass(frozen=True, slots=True)
class Origin:
    """How to install the program.

    Attributes:
        arguments: of `pip install`, as a shell reads them.
        source: the folder or wheel it came from, where only this machine has it.

    """

    arguments: str
    source: str | None = None


def installed_from() -> Origin:
    """Return where the program came from: an index, an address (as pip notes it), or a place on this machine."""
    try:
        found = distribution(_NAME)
    except PackageNotFoundError:
        # Run from a checkout that was not installed.
        return Origin(f'--find-links {WHEELS} "{_NAME}[{EXTRA}]"', str(Path(__file__).parents[2]))
    try:
        noted = json.loads(found.read_text("direct_url.json") or "null")
    except ValueError:
        noted = None
    return of(found.version, noted)


def of(version: str, noted: Any) -> Origin:
    """Return how to install a version, by what pip noted of it: None, or the object of direct_url.json (PEP 610).

    >>> of("1.0", None).arguments
    '"corpus-pkg[polars]==1.0"'
    """
    url = noted.get("url") if isinstance(noted, dict) else None
    if not isinstance(url, str):
        return Origin(f'"{_NAME}[{EXTRA}]=={version}"')
    if url.startswith("file:"):
        return Origin(f'--find-links {WHEELS} "{_NAME}[{EXTRA}]=={version}"', unquote(urlsplit(url).path))
    versioned = noted.get("vcs_info")
    if isinstance(versioned, dict):
        url = f"{versioned.get('vcs', 'git')}+{url}@{versioned.get('commit_id', 'HEAD')}"
    return Origin(f'"{_NAME}[{EXTRA}] @ {url}"')
