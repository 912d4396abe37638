"""Keys within a table: primary keys and unique keys, and columns whose values are unique."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

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


#: The forms of the columns of a batch that keys are made of, by field, and the numbers of its rows.
Forms: TypeAlias = "tuple[Mapping[str, pl.Series], pl.Series]"


class Keys:
    """The keys of one table, met batch by batch; memory holds a hash of each.

    What is told of a key that stands twice is read again: from the rows whose hash stands twice.
    """

    def __init__(self, name: str, plan: Plan, fields: Mapping[str, cells.Field], findings: Findings) -> None:
        """Prepare for the keys that the plan declares, and for the fields that are unique by themselves."""
        self._name = name
        self._findings = findings
        self._sorts = [(plan.key, _PRIMARY)] if plan.key else []
        self._sorts += [(fields_of_key, _UNIQUE) for fields_of_key in plan.unique]
        self._sorts += [((field.name,), _ALONE) for field in fields.values() if field.unique]
        self._met: dict[tuple[tuple[str, ...], str], _Met] = {}

    @property
    def wanted(self) -> set[str]:
        """The fields that keys are made of."""
        return {name for fields, _ in self._sorts for name in fields}

    def note(self, forms: Mapping[str, pl.Series], numbers: pl.Series) -> None:
        """Note the keys of a batch: the forms of its columns by field, and the numbers of its rows."""
        for fields, sort in self._sorts:
            frame = parts(forms, fields)
            if frame is not None:
                met = self._met.setdefault((fields, sort), _Met())
                empty = _empty(frame, sort)
                if empty is not None:
                    met.empty.append(numbers.filter(empty))
                    frame = frame.filter(~empty)
                met.add(frame)

    def judge(self, again: Callable[[], Iterable[Forms]]) -> None:
        """Report the keys that are empty or stand twice; `again` gives the forms of all batches once more."""
        twice = {key: met.twice() for key, met in self._met.items() if not met.rising}
        doubtful = (
            self._gathered(again(), twice) if any(hashes is None or hashes.len() for hashes in twice.values()) else {}
        )
        for (fields, sort), met in self._met.items():
            column = "|".join(map(visible, fields))
            if sort == _PRIMARY:
                for numbers in met.empty:
                    self._without(numbers, column)
            if (fields, sort) in doubtful:
                self._several(doubtful[fields, sort], sort, column)

    def _gathered(
        self, batches: Iterable[Forms], twice: Mapping[tuple[tuple[str, ...], str], pl.Series | None]
    ) -> dict[tuple[tuple[str, ...], str], list[pl.DataFrame]]:
        """Return the keys whose hash stands twice, with the numbers of their rows; all where hashes tell nothing."""
        frames: dict[tuple[tuple[str, ...], str], list[pl.DataFrame]] = {}
        for forms, numbers in batches:
            for (fields, sort), hashes in twice.items():
                frame = parts(forms, fields)
                if frame is None:
                    continue
                names = frame.columns
                empty = _empty(frame, sort)
                frame = frame.with_columns(numbers.alias(_NUMBER))
                frame = frame if empty is None else frame.filter(~empty)
                if hashes is not None:
                    frame = frame.filter(frame.select(names).hash_rows().is_in(hashes.implode()))
                frames.setdefault((fields, sort), []).append(frame)
        return frames

    def _without(self, numbers: pl.Series, column: str) -> None:
        """Report the rows, by their numbers, whose primary key is empty."""
        message = "the primary key is empty, expected is a value"
        problems = (kinds.KEY.problem(message, self._name, column, row=number) for number in numbers)
        self._findings.several(kinds.KEY, self._name, numbers.len(), problems)

    def _several(self, frames: list[pl.DataFrame], sort: str, column: str) -> None:
        """Report the rows whose key stands in a row before."""
        import polars as pl

        names = frames[0].columns[:-1]
        if len({tuple(frame.dtypes) for frame in frames}) > 1:
            # Where one batch has values that are no plain numbers, all are compared as texts.
            frames = [frame.with_columns(pl.col(names).cast(pl.String)) for frame in frames]
        frame = pl.concat(frames)
        twice = frame.filter(pl.struct(names).is_duplicated())
        before = pl.col(_NUMBER).min().over(names).alias("before")
        later = twice.with_columns(before).filter(pl.col(_NUMBER) != pl.col("before")).sort(_NUMBER)
        kind = kinds.UNIQUE if sort == _ALONE else kinds.KEY
        self._findings.several(kind, self._name, later.height, self._repeated(later, names, sort, column))

    def _repeated(self, later: pl.DataFrame, names: Sequence[str], sort: str, column: str) -> Iterator[Problem]:
        """Make a problem of each row whose key stands in a row before."""
        kind = kinds.UNIQUE if sort == _ALONE else kinds.KEY
        for row in later.iter_rows(named=True):
            values = joined(row, names)
            message = f"the {sort} {quoted(values, 120)} stands in row {row['before']} as well"
            yield kind.problem(message, self._name, column, key=values, row=row[_NUMBER])


class _Met:
    """What is kept of the keys of one sort.

    Attributes:
        rising: whether each was greater than the one before, so that none stands twice.
        empty: the numbers of the rows without one, by batch.

    """

    def __init__(self) -> None:
        self.rising = True
        self.empty: list[pl.Series] = []
        self._hashes: list[pl.Series] = []
        self._types: set[tuple[Any, ...]] = set()
        self._last: tuple[Any, ...] | None = None

    def add(self, frame: pl.DataFrame) -> None:
        """Add the keys of a batch, those that are empty left out."""
        if not frame.height:
            return
        self._types.add(tuple(frame.dtypes))
        self.rising = (
            self.rising
            and len(self._types) == 1
            and _increasing(frame, frame.columns)
            and (self._last is None or self._last < frame.row(0))
        )
        self._last = frame.row(-1)
        self._hashes.append(frame.hash_rows())

    def twice(self) -> pl.Series | None:
        """Return the hashes that stand twice; None where those of equal keys may differ."""
        import polars as pl

        if len(self._types) > 1:
            return None
        hashes = pl.concat(self._hashes).sort()
        return hashes.filter(hashes == hashes.shift(1)).unique()


def _empty(frame: pl.DataFrame, sort: str) -> pl.Series | None:
    """Return which keys are none; None where all are some. Of a primary key a part may be missing."""
    import polars as pl

    if not gaps(frame, frame.columns):
        return None
    missing = [pl.col(name).is_null() for name in frame.columns]
    empty = pl.all_horizontal(missing) if sort == _PRIMARY else pl.any_horizontal(missing)
    return frame.select(empty).to_series()


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

    if gaps(frame, names):
        return False
    if frame.height < 2:
        return True
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
