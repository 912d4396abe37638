"""What axe-core finds wrong with each kind of page, in light and dark, wide and narrow."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from corpus_pkg.commands import main

ROOT = Path(__file__).parents[2]
PAGES = {
    "overview": "index.html",
    "stories": "articles.html",
    "outlets": "sources.html",
    "names": "entities.html",
    "outlet": "sources/*.html",
    "entity": "entities/gaza.html",
    "page": "pages/*/*.html",
}


@pytest.fixture(scope="module")
def axe() -> str:
    """The script of axe-core, as a package has it: nothing is fetched."""
    found = find_spec("axe_playwright_python")
    if found is None or found.origin is None:
        pytest.skip("axe-playwright-python is not installed (the extra browser)")
    return Path(found.origin).with_name("axe.min.js").read_text("utf-8")


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The pages that stand alone: one page, and the difference of two packages."""
    folder = tmp_path_factory.mktemp("alone")
    package = folder / "package"
    assert main(["build", *map(str, sorted((ROOT / "seeds").iterdir())[:4]), "--out", str(package)]) == 0
    files = {name: folder / f"{name}.html" for name in ("shown", "difference")}
    identifier = next(iter(sorted((ROOT / "seeds").iterdir())))
    assert main(["show", str(identifier), "--html", str(files["shown"])]) == 0
    assert main(["diff", str(ROOT), str(package), "--html", str(files["difference"])]) in (0, 1)
    return files


def faults(browser: Any, axe: str, path: Path, scheme: str, width: int) -> list[str]:
    # The script of axe is no script of the page: the driver puts it beside the policy.
    context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 800}, bypass_csp=True)
    page = context.new_page()
    page.goto(path.as_uri())
    if path.name == "articles.html":
        page.wait_for_selector("#stories tbody tr")
    page.evaluate("for (const closed of document.querySelectorAll('details')) closed.open = true")
    page.wait_for_timeout(200)
    page.evaluate(axe)
    found = page.evaluate("axe.run()")
    context.close()
    assert len(found["passes"]) >= 15
    return [
        f"{fault['impact']} {fault['id']}: {fault['nodes'][0]['html'][:200]}"
        for fault in found["violations"]
        if fault["impact"] != "moderate"
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("kind", [*PAGES, "shown", "difference"])
def test_axe_finds_no_fault(
    kind: str, scheme: str, seeds: Path, alone: dict[str, Path], browser: Any, axe: str
) -> None:
    path = alone[kind] if kind in alone else min(seeds.glob(PAGES[kind]))
    for width in (1200, 360):
        assert faults(browser, axe, path, scheme, width) == []


def test_axe_finds_a_fault_where_there_is_one(browser: Any, axe: str, seeds: Path, tmp_path: Path) -> None:
    page = (seeds / "entities.html").read_text("utf-8").replace('lang="en"', "", 1)
    (tmp_path / "entities.html").write_text(page, encoding="utf-8")
    assert any("html-has-lang" in fault for fault in faults(browser, axe, tmp_path / "entities.html", "light", 900))
