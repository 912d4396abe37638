"""By what the pages of a build are read."""

from __future__ import annotations

from dataclasses import dataclass

from corpus_pkg.building import engines
from corpus_pkg.errors import BuildError


@dataclass(frozen=True, slots=True)
class Means:
    """By what pages are read, which changes no row.

    Attributes:
        jobs: worker processes; with one the pages are read in this process.
        seconds: what one page may take at most.
        engine: what brings pages elsewhere to be read, behind a colon its address; `engines.LOCAL` for nothing.

    """

    jobs: int
    seconds: float
    engine: str = engines.LOCAL

    def __post_init__(self) -> None:
        """Raise BuildError for what no build can have."""
        if self.jobs < 1:
            raise BuildError(f"jobs is {self.jobs}; at least one is needed")
        if not self.seconds > 0:
            raise BuildError(f"page_seconds is {self.seconds}; it must be more than 0")
        engines.check(self.engine)

    @property
    def is_local(self) -> bool:
        """Whether pages are read on this machine, without an engine."""
        return self.engine == engines.LOCAL

    @property
    def is_alone(self) -> bool:
        """Whether pages are read in this process."""
        return self.is_local and self.jobs == 1
