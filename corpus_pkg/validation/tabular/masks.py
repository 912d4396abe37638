"""What is asked of the cells of a batch, a column at a time: which are missing, doubtful, unlike their pattern."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from corpus_pkg.validation.tabular import cells
from corpus_pkg.validation.tabular.batches import Batch
from corpus_pkg.validation.tabular.patterns import Matcher

if TYPE_CHECKING:
    import polars as pl

#: What a spreadsheet would take for a formula: news text may begin with a dash or an "@", so those alone do not count.
FORMULA = r"^(?:=|[+@\-][A-Za-z]+\(|[=+@\-].*\|.*!)"
#: What is asked: whether a cell has no value; whether it may be none of its field, its pattern apart; whether it does
#: not match its pattern; whether a spreadsheet would take it for a formula.
MISSING, DOUBTFUL, UNLIKE, AS_FORMULA = "missing", "doubtful", "pattern", "formula"


class Masks:
    """True or false of each cell, by the column's name in the batch and by what is asked; counted all at once."""

    def __init__(self, batch: Batch, columns: Sequence[cells.Field | None], matchers: Mapping[str, Matcher]) -> None:
        """Ask of each column what its field (None where it has none) and the pattern of this, by its name, call for."""
        self._frame = batch.columns
        self._masks: dict[tuple[str, str], pl.Expr] = {}
        for place, column in enumerate(columns):
            name = f"c{place}"
            for question, mask in _asked(batch, name, column, matchers):
                self._masks[name, question] = mask
        counts = [mask.sum().alias("/".join(key)) for key, mask in self._masks.items()]
        row = self._frame.select(counts).row(0) if counts else ()
        self._counts = dict(zip(self._masks, row, strict=True))

    def count(self, name: str, question: str) -> int:
        """Return for how many cells of the column the answer is yes; 0 where it was not asked."""
        return self._counts.get((name, question)) or 0

    def mask(self, name: str, question: str) -> pl.Expr:
        """Return the answer as an expression over the batch; false where it is yes for no cell."""
        import polars as pl

        return self._masks[name, question] if self.count(name, question) else pl.lit(False)

    def cells(self, name: str, question: str) -> pl.Series:
        """Return the answer for each cell."""
        return self._frame.select(self._masks[name, question]).to_series()

    def blank(self) -> pl.Series | None:
        """Return which rows have no value in any cell; None where none is."""
        import polars as pl

        missing = [key for key in self._masks if key[1] == MISSING]
        if not missing or not all(self.count(*key) for key in missing):
            return None
        rows = self._frame.select(pl.all_horizontal([self._masks[key] for key in missing])).to_series()
        return rows if rows.any() else None


def _asked(
    batch: Batch, name: str, column: cells.Field | None, matchers: Mapping[str, Matcher]
) -> Iterator[tuple[str, pl.Expr]]:
    import polars as pl

    cell = pl.col(name)
    if column is None:
        yield MISSING, cell.is_null() | (cell == "")
        return
    missing = cell.is_null()
    if column.missing != ("",):
        missing = missing | cell.is_in(list(column.missing))
    elif name not in batch.full:
        missing = missing | (cell == "")
    yield MISSING, missing
    if column.left is None:
        sure = column.sure(cell)
        yield DOUBTFUL, ~missing if sure is None else ~missing & ~sure
        if column.name in matchers:
            # Each different text is matched once.
            texts = batch.columns[name].unique()
            texts = texts.filter(texts.is_not_null() & ~texts.is_in(list(column.missing)))
            unlike = matchers[column.name].unlike(texts)
            yield UNLIKE, ~missing & cell.is_in(unlike.implode()) if unlike.len() else pl.lit(False)
    if column.type in ("string", "any") and not {"enum", "pattern"} & column.constraints.keys():
        yield AS_FORMULA, cell.str.contains(FORMULA)
