"""The rules: what shapes are expressions of time, and what each says; one module for each idea.

A rule is a name, what it means, an example, patterns over the shape of a run (`corpus_pkg.dates.shapes`) in the
notation of `corpus_pkg.dates.notation`, and a reading: a function from the tokens that the patterns' groups hold to a
value. A reading may refuse ("31 April"), and then the next longest candidate at the place is asked. docs/dates.md has
the table of all of them.

    days                7 October 2023, 28/05/2012
    hijri               28 Jumada II 1433, and one day in both calendars
    days_of_months      27 September, the first Friday of July
    months_and_years    May 2013, the year 1987
    periods             summer 2008, the first half of 2012, the eighties
    relative            yesterday, last month, the 15th of this month
    weekdays            next Friday, every Friday
    durations           four days, two days ago
    readings            what several of them have in common
"""

from __future__ import annotations

from corpus_pkg.dates.rules import (
    days,
    days_of_months,
    durations,
    hijri,
    months_and_years,
    periods,
    relative,
    weekdays,
)
from corpus_pkg.dates.senses import Rule

#: All rules; of two that take the same stretch the first is asked first.
RULES: tuple[Rule, ...] = (
    *days.RULES,
    *hijri.RULES,
    *days_of_months.RULES,
    *months_and_years.RULES,
    *periods.RULES,
    *relative.RULES,
    *weekdays.RULES,
    *durations.RULES,
)
