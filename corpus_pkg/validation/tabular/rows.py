"""The rows of one table, judged a batch at a time."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from corpus_pkg.validation.likeness import beside, twin
from corpus_pkg.validation.problems import Kind, Problem
from corpus_pkg.validation.problems import columns as kinds
from corpus_pkg.validation.report import Findings
from corpus_pkg.validation.tabular import cells, keys
from corpus_pkg.validation.tabular.batches import Batch
from corpus_pkg.validation.tabular.masks import AS_FORMULA, DOUBTFUL, MISSING, UNLIKE, Masks
from corpus_pkg.validation.tabular.patterns import Matcher, matcher
from corpus_pkg.validation.tabular.plan import Plan, Table
from corpus_pkg.validation.tabular.references import References
from corpus_pkg.validation.wording import quoted, visible

if TYPE_CHECKING:
    import polars as pl


class Rows:
    """The rows of a table: whether each cell is what its field asks for; keys are noted on the way."""

    def __init__(
        self,
        plan: Plan,
        table: Table,
        columns: Sequence[cells.Field | None],
        findings: Findings,
        references: References,
    ) -> None:
        """Prepare to judge a table.

        Args:
            plan: how it is to be checked.
            table: what is found out about it goes there.
            columns: the field of each column; None where it has none.
            findings: where the problems go.
            references: where the keys go that refer, or are referred to.

        """
        self._plan = plan
        self._table = table
        self._columns = columns
        self._findings = findings
        self._references = references
        self._places = {column.name: f"c{place}" for place, column in enumerate(columns) if column is not None}
        self._fields = {column.name: column for column in columns if column is not None}
        self._keys = keys.Keys(table.name, plan, self._fields, findings)
        self._wanted = (self._keys.wanted | references.wanted(table.name)) & self._fields.keys()
        self._matchers: dict[str, Matcher] = {}
        self._lenient: dict[str, int] = {}
        self._formulas = 0
        #: Which rows of the batch have as many cells as the table has columns; None where all have.
        self._whole: pl.Series | None = None
        for column in self._fields.values():
            if column.left is not None:
                self._leave(column)
            elif column.pattern is not None:
                self._match(column, column.pattern)

    def _leave(self, column: cells.Field) -> None:
        self._table.left.append(f"{visible(column.name)} ({column.left})")

    def _match(self, column: cells.Field, pattern: str) -> None:
        match = matcher(pattern)
        if match is None:
            self._table.left.append(f"{visible(column.name)} (the pattern)")
        else:
            self._matchers[column.name] = match
            self._table.patterns[column.name] = pattern

    def judge(self, batch: Batch) -> None:
        """Judge the rows of a batch; only count them and their cells where no column has a field."""
        self._table.rows += batch.columns.height
        if not self._fields:
            self._table.widest = max([self._table.widest, *(width for _, width in batch.ragged)])
            return
        for name in self._matchers:
            longest = batch.columns[self._places[name]].str.len_bytes().max()
            self._table.longest = max(self._table.longest, longest if isinstance(longest, int) else 0)
        masks = Masks(batch, self._columns, self._matchers)
        blank = masks.blank()
        if blank is not None:
            self._report(
                kinds.BLANK_ROW, batch, blank, None, lambda _: "has no value in any cell; fill it or take it out"
            )
        self._ragged(batch, blank)
        self._whole = _whole(batch)
        for column in self._fields.values():
            self._column(batch, masks, column, blank)
        if self._wanted:
            forms = self._forms(batch, masks, self._wanted)
            # What refers to a row whose cells are too many or too few is not wrong for that.
            self._references.targeted(self._table.name, forms)
            whole, numbers = _uncut(batch, forms)
            self._keys.note(whole, numbers)
            self._references.note(self._table.name, whole, numbers)

    def _forms(self, batch: Batch, masks: Masks, names: Collection[str]) -> dict[str, pl.Series]:
        """Return the forms of the columns of the fields `names` that are judged here."""
        fields = (self._fields[name] for name in names if self._fields[name].left is None)
        return {field.name: keys.form(batch, self._places[field.name], field, masks) for field in fields}

    def _again(self, read: Iterable[Batch]) -> Iterator[keys.Forms]:
        """Yield what keys are made of in batches that were judged before."""
        wanted = self._keys.wanted & self._fields.keys()
        for batch in read:
            masks = Masks(batch, [column if column and column.name in wanted else None for column in self._columns], {})
            yield _uncut(batch, self._forms(batch, masks, wanted))

    def _ragged(self, batch: Batch, blank: pl.Series | None) -> None:
        """Report the rows that have more or fewer cells than the table has columns, blank ones apart.

        Which of their cells belongs to which column nobody can say, so that no more is reported of them.
        """
        passed = set() if blank is None else {batch.number(place) for place in blank.arg_true()}
        for number, width in batch.ragged:
            self._table.widest = max(self._table.widest, width)
            if number not in passed:
                message = f"has {width} cells, expected are {len(self._columns)}; its cells were not judged"
                self._findings.add(kinds.CELLS.problem(message, self._table.name, row=number))

    def _column(self, batch: Batch, masks: Masks, column: cells.Field, blank: pl.Series | None) -> None:
        name = self._places[column.name]
        if column.required and masks.count(name, MISSING):
            missing = masks.cells(name, MISSING)
            missing = missing & ~blank if blank is not None else missing
            self._report(kinds.REQUIRED, batch, missing, column, lambda _: "is empty, expected is a value")
        if masks.count(name, DOUBTFUL):
            self._doubtful(batch, masks.cells(name, DOUBTFUL), column)
        if masks.count(name, UNLIKE):
            pattern = visible(column.pattern, 120)
            self._report(
                kinds.CONSTRAINT,
                batch,
                masks.cells(name, UNLIKE),
                column,
                lambda cell: f"is {quoted(cell)}, expected is the pattern {pattern}",
            )
        self._formulas += masks.count(name, AS_FORMULA)

    def _doubtful(self, batch: Batch, mask: pl.Series, column: cells.Field) -> None:
        """Judge the cells that are not surely right, each different text once."""
        import polars as pl

        if not column.usable():
            self._leave(column)
            return
        name = self._places[column.name]
        by_kind: dict[Kind, dict[str, str]] = {}
        for text in batch.columns[name].filter(mask).unique():
            verdict = column.value(text)
            if verdict.fault is not None:
                by_kind.setdefault(verdict.fault.kind, {})[text] = visible(verdict.fault.expected, 160)
            elif verdict.lenient:
                self._lenient[column.name] = self._lenient.get(column.name, 0) + 1
        for kind, expected in by_kind.items():
            faulty = batch.columns.select(pl.col(name).is_in(list(expected)) & mask).to_series()

            def message(cell: str, expected: dict[str, str] = expected) -> str:
                like = twin(cell, column.choices)
                if like is None:
                    return f"is {quoted(cell)}, expected is {expected[cell]}"
                return "is {}, expected is {}".format(*beside(cell, like))

            self._report(kind, batch, faulty, column, message)

    def _report(
        self, kind: Kind, batch: Batch, mask: pl.Series, column: cells.Field | None, message: Callable[[str], str]
    ) -> None:
        """Report each row of the mask that has as many cells as columns, with what `message` says of its cell."""
        if self._whole is not None:
            mask = mask & self._whole
        name = column.name if column is not None else None

        def problem(index: int) -> Problem:
            cell = batch.columns[self._places[name]][index] if name is not None else None
            key, row = self._key(batch, index), batch.number(index)
            return kind.problem(message(cell if cell is not None else ""), self._table.name, name, key=key, row=row)

        self._findings.several(kind, self._table.name, int(mask.sum()), map(problem, mask.arg_true()))

    def _key(self, batch: Batch, index: int) -> str | None:
        key = self._plan.key
        if not key or not all(name in self._places for name in key):
            return None
        return "|".join(str(batch.columns[self._places[name]][index] or "") for name in key)

    def end(self, read: Callable[[], Iterable[Batch]]) -> Iterator[str]:
        """Report what only all rows tell, and yield what a reader should know that is no fault.

        `read` gives the batches once more.
        """
        self._keys.judge(lambda: self._again(read()))
        name = visible(self._table.name)
        for column, number in self._lenient.items():
            yield f"{name} {visible(column)}: {number} values have no form of the standard's; Frictionless reads them"
        if self._formulas:
            yield f"{name}: {self._formulas} cells begin as a formula does; a spreadsheet would take them for one"


def _uncut(batch: Batch, forms: dict[str, pl.Series]) -> keys.Forms:
    """Return the forms and the numbers of the rows of a batch that have as many cells as the table has columns."""
    whole, numbers = _whole(batch), batch.row_numbers()
    if whole is None:
        return forms, numbers
    return {name: values.filter(whole) for name, values in forms.items()}, numbers.filter(whole)


def _whole(batch: Batch) -> pl.Series | None:
    """Return which rows of a batch have as many cells as the table has columns; None where all have."""
    import polars as pl

    if not batch.ragged:
        return None
    return ~batch.row_numbers().is_in(pl.Series([number for number, _ in batch.ragged], dtype=pl.Int64).implode())
