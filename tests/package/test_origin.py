"""How another machine installs what this one has."""

from __future__ import annotations

import pytest
import yaml  # type: ignore[import-untyped]
from hypothesis import given
from hypothesis import strategies as st

from corpus_pkg.package import origin, skeleton
from corpus_pkg.package.origin import Origin, installed_from, of


@pytest.mark.parametrize(
    ("noted", "arguments", "source"),
    [
        (None, '"corpus-pkg[polars]==1.2.3"', None),
        ({"url": 5}, '"corpus-pkg[polars]==1.2.3"', None),
        (
            {"url": "https://example.org/c.git", "vcs_info": {"vcs": "git", "commit_id": "abc"}},
            '"corpus-pkg[polars] @ git+https://example.org/c.git@abc"',
            None,
        ),
        (
            {"url": "https://example.org/c.whl", "archive_info": {}},
            '"corpus-pkg[polars] @ https://example.org/c.whl"',
            None,
        ),
        (
            {"url": "file:///home/a%20b/c.whl", "archive_info": {}},
            '--find-links wheels "corpus-pkg[polars]==1.2.3"',
            "/home/a b/c.whl",
        ),
        (
            {"url": "file:///src", "dir_info": {"editable": True}},
            '--find-links wheels "corpus-pkg[polars]==1.2.3"',
            "/src",
        ),
    ],
)
def test_what_pip_noted_is_where_it_can_be_had(noted: object, arguments: str, source: str | None) -> None:
    assert of("1.2.3", noted) == Origin(arguments, source)


@given(st.one_of(st.none(), st.text(), st.dictionaries(st.sampled_from(["url", "vcs_info"]), st.text(max_size=9))))
def test_whatever_was_noted_is_no_error(noted: object) -> None:
    assert "corpus-pkg[polars]" in of("1.2.3", noted).arguments


@pytest.mark.parametrize("noted", [None, {"url": "file:///src"}, {"url": "https://example.org/c.whl"}])
def test_readme_and_workflow_install_the_same(noted: object, monkeypatch: pytest.MonkeyPatch) -> None:
    told = of("1.2.3", noted)
    monkeypatch.setattr(skeleton, "installed_from", lambda: told)
    files = skeleton.files("x")
    [job] = yaml.safe_load(files[".github/workflows/corpus.yml"])["jobs"].values()
    install = next(step["run"] for step in job["steps"] if "run" in step)
    assert install == f"pip install {told.arguments}"
    assert f"    {install}\n" in files["README.md"]
    assert ("`wheels/`" in files["README.md"]) == (told.source is not None)


def test_this_one_is_told() -> None:
    assert origin.EXTRA in installed_from().arguments
