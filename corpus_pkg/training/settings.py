"""The settings of a training, apart from what it needs, so that a command can name them at no cost."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Settings:
    """How to train.

    Attributes:
        l1, l2: how much large weights cost (elastic net).
        rounds: the most iterations.
        boldness: by how much a name is preferred to none, beyond what the corpora say (natural logarithm): their
            annotators passed over names that others mark.
        together: how many sentences of a corpus in running order make a text.

    """

    l1: float = 0.05
    l2: float = 0.5
    rounds: int = 100
    boldness: float = 0.5
    together: int = 40
