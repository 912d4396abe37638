"""Each kind of damage to a package is found, by the layer that has to find it and in the place where it is."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from corruption import packages
from corruption.damages import DAMAGES, HIDDEN, Damage, Found, Noted, Refused, shift
from corruption.packages import Copy
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from corpus_pkg.errors import PackageError
from corpus_pkg.package.descriptor import FILE_NAME
from corpus_pkg.validation import Problem, Report, evidence, validate


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return packages.small(tmp_path_factory.mktemp("small"))


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return packages.seeds(tmp_path_factory.mktemp("seeds"))


def _is(found: Found, problem: Problem) -> bool:
    return (
        (found.layer, found.code) == (problem.layer, problem.code)
        and found.table in (None, problem.table)
        and found.column in (None, problem.column)
        and found.key in (None, problem.key)
    )


def _shown(report: Report) -> list[str]:
    return [
        f"{problem.layer} {problem.code} {problem.table} {problem.key} {problem.column}: {problem.message}"
        for problem in report.problems
    ] + [f"note: {note}" for note in report.notes]


def test_undamaged_packages_have_no_problem_and_no_note(whole: Path, dataset: Path) -> None:
    for package in (whole, dataset):
        report = validate(package)
        assert (_shown(report), report.valid) == ([], True)


def _cells(copy: Copy) -> list[tuple[str, int, str]]:
    """Each offset in the tables."""
    found = []
    for name in ("segments", "dates", "credits", "mentions", "links"):
        with copy.rows(name) as rows:
            found += [(name, number, column) for number in range(len(rows)) for column in ("start", "end")]
    return found


@pytest.fixture(scope="module")
def offsets(dataset: Path) -> list[tuple[str, int, str]]:
    return _cells(Copy(dataset))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_each_offset_of_the_dataset_that_is_one_too_far_is_found(
    data: st.DataObject, dataset: Path, offsets: list[tuple[str, int, str]]
) -> None:
    name, number, column = data.draw(st.sampled_from(offsets))
    copy = Copy(dataset)
    before = {path: path.read_bytes() for path in (copy.table(name), copy.folder / FILE_NAME)}
    try:
        with copy.rows(name) as rows:
            assume(rows[number][column] != "0")
            shift(rows[number], column, data.draw(st.sampled_from([-1, 1])))
        assert any(problem.table == name for problem in evidence.check(dataset))
    finally:
        for path, content in before.items():
            path.write_bytes(content)


@pytest.mark.parametrize("page", sorted(path.name for path in (packages.ROOT / "seeds").iterdir()))
def test_each_page_of_the_dataset_that_is_changed_cut_or_gone_is_found(page: str, dataset: Path) -> None:
    path = dataset / "seeds" / page
    whole = path.read_bytes()
    try:
        for damaged in (whole[:-1], bytes([whole[0] ^ 1]) + whole[1:], whole + b" ", None):
            path.unlink() if damaged is None else path.write_bytes(damaged)
            problems = validate(dataset, only=["columns", "evidence"]).problems
            codes = {(problem.layer, problem.code) for problem in problems if page in problem.message}
            if damaged is None:
                assert {("columns", "no-file"), ("evidence", "page-missing")} <= codes
            else:
                assert {("columns", "hash"), ("evidence", "page-changed")} <= codes
    finally:
        path.write_bytes(whole)


@pytest.mark.parametrize(
    "apply",
    [
        pytest.param(
            apply, id=name, marks=pytest.mark.xfail(strict=True, reason=HIDDEN[name]) if name in HIDDEN else ()
        )
        for name, apply in DAMAGES.items()
    ],
)
def test_each_damage_is_found_where_it_is(apply: Damage, whole: Path, tmp_path: Path) -> None:
    copy = Copy(Path(shutil.copytree(whole, tmp_path / "package")))
    expected = apply(copy)
    assert expected
    refused = [item.message for item in expected if isinstance(item, Refused)]
    if refused:
        with pytest.raises(PackageError, match=r"\A[^\n]+\Z") as caught:
            validate(copy.folder)
        assert refused[0] in str(caught.value)
        return
    layers = {item.layer for item in expected if isinstance(item, Found)} - {"package"}
    if any(isinstance(item, Noted) for item in expected):
        layers |= {"columns"}
    report = validate(copy.folder, only=layers)
    problems = report.problems
    missed = [
        item
        for item in expected
        if (isinstance(item, Found) and not any(_is(item, problem) for problem in problems))
        or (isinstance(item, Noted) and not any(item.message in note for note in report.notes))
    ]
    assert missed == [], _shown(report)
    assert report.valid != any(isinstance(item, Found) for item in expected)
    assert all(problem.message == " ".join(problem.message.split()) for problem in problems)
