"""Rows of a matrix that grow with what is learned."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray


class Growing:
    """Rows that grow with what is put into them; of the shape and kind that are given."""

    def __init__(self, shape: tuple[int, ...], kind: type[np.generic]) -> None:
        self.rows: NDArray[Any] = np.zeros((1, *shape), kind)

    def put(self, first: int, rows: NDArray[Any]) -> None:
        """Put rows from the row `first` on."""
        last = first + len(rows)
        if last > len(self.rows):
            grown = np.zeros((2 * last, *self.rows.shape[1:]), self.rows.dtype)
            grown[:first] = self.rows[:first]
            self.rows = grown
        self.rows[first:last] = rows
