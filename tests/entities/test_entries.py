"""What an entity of a list must be."""

from __future__ import annotations

import pathlib

import pytest
from own_lists import added, rows


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (",PER,,", "no name; fill the column `name`"),
        ("شمشون العلاني,,,", "no type; it must be one of PER, ORG, LOC, MISC"),
        ("شمشون العلاني,man,,", "type 'MAN' is none of PER, ORG, LOC, MISC"),
        ("شمشون العلاني,PER,Some One,", "id 'Some One' is no slug"),
        ("شمشون العلاني,PER,lebanon,", "id 'lebanon' is taken in countries.csv; give another id"),
        ("شمشون العلاني,PER,beirut,", "id 'beirut' is taken in places.csv; give another id"),
        ("اب,LOC,,", "is shorter than 3 letters; say in `context`"),
        ("قال,LOC,,", "is a common word too; say in `context`"),
        ("شمشون العلاني,PER", "2 cells where the header has 4"),
        ('شمشون "العلاني" ا,PER,x,"y" z', "is no CSV"),
    ],
)
def test_a_row_that_cannot_be_taken_is_named_and_the_others_are_kept(
    tmp_path: pathlib.Path, line: str, said: str
) -> None:
    done = added(tmp_path, "mine.csv", f"name,type,id,aliases\n{line}\nشمشون العلاني,PER,shamshoon,\n")
    assert len(done.problems) == 1
    assert done.problems[0].startswith(f"{tmp_path / 'mine.csv'}:2: ") and said in done.problems[0]
    assert [row["entity_id"] for row in rows(tmp_path / "own", "people")] == ["shamshoon"]
