"""Members of carriers by the paths that they have in a package."""

from __future__ import annotations

from pathlib import Path

from corpus_pkg.package.paths import original, package_path
from corpus_pkg.reading import carriers
from corpus_pkg.reading.carriers import CarrierError, Member


class Members:
    """The members of a package's carriers; each carrier's list is read once, when it is asked for."""

    def __init__(self) -> None:
        """Know no carrier yet."""
        self._listed: dict[str, dict[str, Member]] = {}
        self._broken: dict[str, str | None] = {}

    def find(self, file: Path, path: str, within: str) -> Member:
        """Return a member of a carrier; raises CarrierError where there is none, OSError where the file cannot be read.

        Args:
            file: where the carrier lies.
            path: its path in the package, which tells its kind.
            within: the member's path in it, as the package has it.

        """
        if path not in self._listed:
            listed = carriers.listing(file, original(path))
            self._listed[path] = {package_path(member.name): member for member in listed.members}
            self._broken[path] = next((broken.reason for broken in listed.broken), None)
        if within not in self._listed[path]:
            raise CarrierError(self._broken[path] or f"holds no {within}")
        return self._listed[path][within]
