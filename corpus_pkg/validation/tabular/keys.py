"""Keys within a table: primary keys and unique keys, and columns whose values are unique."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from corpus_pkg.validation.problems import Problem
from corpus_pkg.validation.problems import columns as kinds
from corpus_pkg.validation.report import Findings
from corpus_pkg.validation.tabular import cells
from corpus_pkg.validation.tabular.batches import Batch
from corpus_pkg.validation.tabular.masks import DOUBTFUL, MISSING, Masks
from corpus_pkg.validation.tabular.plan import Plan
from corpus_pkg.validation.wording import quoted, visible

if TYPE_CHECKING:
    import polars as pl

_NUMBER = "#"
_PRIMARY, _UNIQUE, _ALONE = "primary key", "unique key", "value"


class Keys:
    """The keys of one table, gathered batch by batch; memory holds them all."""

    def __init__(self, name: str, plan: Plan, fields: Mapping[str, cells.Field], findings: Findings) -> None:
        """Prepare for the keys that the plan declares, and for the fields that are unique by themselves."""
        self._name = name
        self._findings = findings
        self._sorts = [(plan.key, _PRIMARY)] if plan.key else []
        self._sorts += [(fields_of_key, _UNIQUE) for fields_of_key in plan.unique]
        self._sorts += [((field.name,), _ALONE) for field in fields.values() if field.unique]
        self._frames: dict[tuple[tuple[str, ...], str], list[pl.DataFrame]] = {}

    @property
    def wanted(self) -> set[str]:
        """The fields that keys are made of."""
        return {name for fields, _ in self._sorts for name in fields}

    def note(self, forms: Mapping[str, pl.Series], numbers: pl.Series) -> None:
        """Note the keys of a batch: the forms of its columns by field, and the numbers of its rows."""
        for fields, sort in self._sorts:
            frame = parts(forms, fields)
            if frame is not None:
                self._frames.setdefault((fields, sort), []).append(frame.with_columns(numbers.alias(_NUMBER)))

    def judge(self) -> None:
        """Report the keys that are empty or stand twice."""
        import polars as pl

        for (fields, sort), frames in self._frames.items():
            names = frames[0].columns[:-1]
            if len({tuple(frame.dtypes) for frame in frames}) > 1:
                # Where one batch has values that are no plain numbers, all are compared as texts.
                frames = [frame.with_columns(pl.col(names).cast(pl.String)) for frame in frames]
            column = "|".join(map(visible, fields))
            frame = self._filled(pl.concat(frames), names, sort, column)
            if _increasing(frame, names):
                continue
            twice = frame.filter(pl.struct(names).is_duplicated())
            before = pl.col(_NUMBER).min().over(names).alias("before")
            later = twice.with_columns(before).filter(pl.col(_NUMBER) != pl.col("before")).sort(_NUMBER)
            kind = kinds.UNIQUE if sort == _ALONE else kinds.KEY
            self._findings.several(kind, self._name, later.height, self._repeated(later, names, sort, column))

    def _filled(self, frame: pl.DataFrame, names: Sequence[str], sort: str, column: str) -> pl.DataFrame:
        """Return the keys that have values; an empty primary key is reported, a part of one may be missing."""
        import polars as pl

        if not gaps(frame, names):
            return frame
        if sort != _PRIMARY:
            return frame.filter(pl.all_horizontal(pl.col(names).is_not_null()))
        empty = pl.all_horizontal(pl.col(names).is_null())
        numbers = frame.filter(empty)[_NUMBER]
        message = "the primary key is empty, expected is a value"
        problems = (kinds.KEY.problem(message, self._name, column, row=number) for number in numbers)
        self._findings.several(kinds.KEY, self._name, numbers.len(), problems)
        return frame.filter(~empty)

    def _repeated(self, later: pl.DataFrame, names: Sequence[str], sort: str, column: str) -> Iterator[Problem]:
        """Make a problem of each row whose key stands in a row before."""
        kind = kinds.UNIQUE if sort == _ALONE else kinds.KEY
        for row in later.iter_rows(named=True):
            values = joined(row, names)
            message = f"the {sort} {quoted(values, 120)} stands in row {row['before']} as well"
            yield kind.problem(message, self._name, column, key=values, row=row[_NUMBER])


def joined(row: Mapping[str, Any], names: Sequence[str]) -> str:
    """Return the parts of a key in one text; a part that is missing is empty."""
    return "|".join(str(row[name] if row[name] is not None else "") for name in names)


def parts(forms: Mapping[str, pl.Series], fields: Sequence[str]) -> pl.DataFrame | None:
    """Return the parts k0, k1 ... of each row's key; None where a field has no column that was judged."""
    import polars as pl

    if not all(name in forms for name in fields):
        return None
    return pl.DataFrame([forms[name].alias(f"k{place}") for place, name in enumerate(fields)])


def gaps(frame: pl.DataFrame, names: Sequence[str]) -> bool:
    """Return whether a part of a key is missing somewhere."""
    return any(frame[name].null_count() for name in names)


def _increasing(frame: pl.DataFrame, names: Sequence[str]) -> bool:
    """Return whether each key is greater than the one before, so that none stands twice."""
    import polars as pl

    if frame.height < 2:
        return True
    if gaps(frame, names):
        return False
    greater, equal = pl.lit(False), pl.lit(True)
    for name in names:
        value: Any = pl.col(name)
        before = value.shift(1)
        greater = greater | (equal & (value > before))
        equal = equal & (value == before)
    return bool(frame.select(greater.slice(1).all()).item())


def form(batch: Batch, name: str, field: cells.Field, masks: Masks) -> pl.Series:
    """Return the values of the column `name` of a batch, each in its one form; null where a cell is missing."""
    import polars as pl

    missing, doubtful = masks.mask(name, MISSING), masks.mask(name, DOUBTFUL)
    value = field.form(pl.col(name))
    if not (field.has_one_form and not masks.count(name, DOUBTFUL)):
        rest = doubtful if field.has_one_form else ~missing
        texts = pl.col(name)
        if field.usable():
            different = batch.columns.select(pl.col(name).filter(rest).unique()).to_series()
            values = {text: field.value(text).value for text in different}
            texts = pl.col(name).replace_strict(values, default=None, return_dtype=pl.String)
        value = pl.when(rest).then(texts).otherwise(value.cast(pl.String))
    if masks.count(name, MISSING):
        value = pl.when(missing).then(None).otherwise(value)
    return batch.columns.select(value.alias(name)).to_series()
