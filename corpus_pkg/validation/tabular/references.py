"""Keys between tables: each foreign key refers to a row that is there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from corpus_pkg.validation.likeness import beside, look
from corpus_pkg.validation.problems import Problem
from corpus_pkg.validation.problems import columns as kinds
from corpus_pkg.validation.report import Findings
from corpus_pkg.validation.tabular.keys import gaps, joined, parts
from corpus_pkg.validation.tabular.plan import Plan, Reference, Table
from corpus_pkg.validation.wording import quoted, visible

if TYPE_CHECKING:
    import polars as pl


#: With so many keys of a table are those compared by their looks that refer to none.
_COMPARED = 100_000


class References:
    """The foreign keys of a package, gathered batch by batch; memory holds the distinct keys."""

    def __init__(self, plans: Mapping[str, Plan | None]) -> None:
        """Prepare for the foreign keys of the plans, which are None for resources that are not checked here."""
        self._plans = plans
        self._references = [reference for plan in plans.values() if plan for reference in plan.references]
        #: The distinct keys that are referred to, and that refer, with how often and where first.
        self._targets: dict[tuple[str, tuple[str, ...]], list[pl.DataFrame]] = {}
        self._users: dict[Reference, list[pl.DataFrame]] = {}

    def wanted(self, table: str) -> set[str]:
        """Return the fields of the table that refer, or are referred to."""
        users = {name for key in self._references if key.table == table for name in key.fields}
        return users.union(*self._targeted(table))

    def _targeted(self, table: str) -> set[tuple[str, ...]]:
        return {key.target_fields for key in self._references if key.target == table}

    def targeted(self, table: str, forms: Mapping[str, pl.Series]) -> None:
        """Note the keys of a batch of the table that rows may refer to, by the forms of its columns."""
        import polars as pl

        for fields in self._targeted(table):
            frame = parts(forms, fields)
            if frame is not None:
                self._targets.setdefault((table, fields), []).append(frame.unique().cast(pl.String))

    def note(self, table: str, forms: Mapping[str, pl.Series], numbers: pl.Series) -> None:
        """Note where rows of a batch of the table refer to: the forms of its columns, and the numbers of the rows."""
        import polars as pl

        for reference in self._references:
            frame = parts(forms, reference.fields) if reference.table == table else None
            if frame is None:
                continue
            names = frame.columns
            users = frame.with_columns(numbers.alias("first"))
            if gaps(frame, names):
                # A reference without any part is none.
                users = users.filter(~pl.all_horizontal(pl.col(names).is_null()))
            users = users.group_by(names).agg(pl.len().alias("rows"), pl.col("first").min())
            self._users.setdefault(reference, []).append(users.with_columns(pl.col(names).cast(pl.String)))

    def judge(self, tables: Mapping[str, Table], names: Sequence[str], findings: Findings) -> None:
        """Report the keys that refer to nothing.

        Args:
            tables: what was found out about each resource; notes there what is left to Frictionless.
            names: the names of all resources of the package.
            findings: where the problems go.

        """
        for reference in self._users:
            table = tables[reference.table]
            target = tables.get(reference.target)
            if reference.target not in names:
                message = f"it refers to {quoted(reference.target)}, which is no table of the package"
                fields = "|".join(map(visible, reference.fields))
                findings.add(kinds.FOREIGN_KEY.problem(message, reference.table, fields))
            elif target is None or not target.whole or not self._comparable(reference):
                table.left.append(f"its references to {visible(reference.target)}")
            else:
                lost = self._lost(reference)
                dangling = _dangling(reference, lost, self._there(reference))
                findings.several(kinds.FOREIGN_KEY, reference.table, lost.height, dangling)

    def _comparable(self, reference: Reference) -> bool:
        """Return whether both ends of a reference are judged here, and of the same types."""
        types = _types(self._plans[reference.table], reference.fields)
        return types is not None and types == _types(self._plans.get(reference.target), reference.target_fields)

    def _lost(self, reference: Reference) -> pl.DataFrame:
        """Return the keys of a reference that are no keys of its target, in the order of their rows."""
        import polars as pl

        names = [f"k{place}" for place in range(len(reference.fields))]
        users = pl.concat(self._users[reference]).group_by(names).agg(pl.col("rows").sum(), pl.col("first").min())
        return _absent(users, self._there(reference), names).sort("first")

    def _there(self, reference: Reference) -> pl.DataFrame:
        """Return the keys that a reference may refer to."""
        import polars as pl

        names = [f"k{place}" for place in range(len(reference.fields))]
        none = [pl.DataFrame(schema=dict.fromkeys(names, pl.String))]
        return pl.concat(self._targets.get((reference.target, reference.target_fields), none)).unique()


def _types(plan: Plan | None, names: Sequence[str]) -> tuple[str, ...] | None:
    """Return the types of the fields; None where one is not judged here."""
    fields = {item.name: item for item in plan.fields} if plan is not None else {}
    if not all(name in fields and fields[name].left is None for name in names):
        return None
    return tuple("string" if fields[name].type == "any" else fields[name].type for name in names)


def _absent(users: pl.DataFrame, targets: pl.DataFrame, names: list[str]) -> pl.DataFrame:
    """Return the rows of `users` whose key is none of `targets`; a part that is missing must be missing there too."""
    import polars as pl

    if not users.height:
        return users
    whole = users.filter(pl.all_horizontal(pl.col(names).is_not_null()))
    lost = [whole.join(targets, on=names, how="anti")]
    halves = users.filter(pl.any_horizontal(pl.col(names).is_null()))
    if halves.height:
        keys = {tuple(row) for row in targets.select(names).iter_rows()}
        lost.append(halves.filter(pl.Series([tuple(row) not in keys for row in halves.select(names).iter_rows()])))
    return pl.concat(lost)


def _dangling(reference: Reference, lost: pl.DataFrame, there: pl.DataFrame) -> Iterator[Problem]:
    """Make a problem of each key that refers to nothing; one that looks like a key that is there is shown beside it."""
    fields = "|".join(map(visible, reference.fields))
    names = [f"k{place}" for place in range(len(reference.fields))]
    looks: dict[str, str] = {}
    if lost.height:
        looks = {look(key): key for key in (joined(row, names) for row in there.head(_COMPARED).iter_rows(named=True))}
    for row in lost.iter_rows(named=True):
        many = f" ({row['rows']} rows)" if row["rows"] > 1 else ""
        key = joined(row, names)
        like = looks.get(look(key))
        shown, other = beside(key, like) if like is not None else (quoted(key), "")
        message = f"{shown}{many} is no {'|'.join(reference.target_fields)} of {reference.target}"
        message += f", {other} is one" if other else ""
        message += "; add the row or correct the reference"
        yield kinds.FOREIGN_KEY.problem(message, reference.table, fields, row=row["first"])
