"""The site in a browser, from disk: search, facets, stories, light, back and forward, by mouse and by keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from exploring.sites import hostile_package, part

from corpus_pkg.dataset import dataset
from corpus_pkg.exploring import explore
from corpus_pkg.exploring.folding import words

ROOT = Path(__file__).parents[2]


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    """A page of which nothing fails, and from which nothing asks for more than files."""
    context = browser.new_context(viewport={"width": 1200, "height": 900})
    opened = context.new_page()
    wrong: list[str] = []
    opened.on("pageerror", lambda error: wrong.append(str(error)))
    opened.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    opened.on(
        "request", lambda request: wrong.append(request.url) if request.url[:5] not in ("file:", "data:") else None
    )
    yield opened
    context.close()
    assert not wrong


def until(page: Any, holds: str) -> None:
    """Wait until an expression holds; the driver's own waiting makes code of text, which the policy forbids."""
    for _ in range(300):
        if page.evaluate(holds):
            return
        page.wait_for_timeout(50)
    raise AssertionError(holds)


def stories(page: Any, count: int) -> list[str]:
    until(page, f"document.querySelectorAll('#stories tbody tr').length === {count}")
    return [cell.strip() for cell in page.locator("#stories tbody th").all_inner_texts()]


def test_search_facets_and_the_way_back(seeds: Path, page: Any) -> None:
    page.goto((seeds / "articles.html").as_uri())
    everything = stories(page, 11)
    opened = dataset.open(ROOT)
    texts = [words(f"{row.title}\n{row.text}\n{row.keywords}") for row in opened.articles]
    for query in ("مدرسه الوزير ", "والوزيرُ ", "وزير الدفاع ", "الهُدنه غزة ", "واشنطون ", "الهد"):
        # Of the last word its beginning is enough.
        whole = words(query) if query.endswith(" ") else set()
        count = sum(whole <= text and (bool(whole) or any(word.startswith("هد") for word in text)) for text in texts)
        page.fill("#q", query)
        until(page, f"new URLSearchParams(location.hash.slice(1)).get('q') === '{query}'")
        until(page, "document.body.dataset.shown === location.hash")
        assert page.locator("#count").inner_text() == f"{count} of 11 stories", query
    page.fill("#q", "")
    stories(page, 11)
    page.get_by_text("Place", exact=True).click()
    page.locator("[data-facet=place] button[data-value=gaza]").click()
    chosen = stories(page, 7)
    assert page.locator("#count").inner_text() == "7 of 11 stories"
    assert page.locator("[data-facet=place] button[data-value=gaza]").get_attribute("aria-pressed") == "true"
    page.locator("#stories tbody a").first.click()
    page.wait_for_selector(".beside")
    assert page.locator("h1").inner_text().strip() in {title.strip() for title in everything}
    page.go_back()
    assert stories(page, 7) == chosen
    page.go_back()
    assert stories(page, 11) == everything
    page.go_forward()
    assert stories(page, 7) == chosen
    page.locator("#chosen button").click()
    assert stories(page, 11) == everything
    page.select_option("#sort", "title")
    until(page, "document.body.dataset.shown.includes('sort=title')")
    assert stories(page, 11) != everything and set(stories(page, 11)) == set(everything)
    page.select_option("#sort", "oldest")
    until(page, "document.body.dataset.shown.includes('sort=oldest')")
    assert stories(page, 11)[:2] == everything[:2][::-1]


def test_a_value_lights_up_its_characters_by_mouse_and_by_keyboard(seeds: Path, page: Any) -> None:
    for path in sorted((seeds / "pages").rglob("*.html"))[:2]:
        page.goto(path.as_uri())
        texts = dataset.open(ROOT)
        text = texts.page(texts.documents[path.stem]).text
        rows = page.locator(".records .marked tr")
        for place in range(0, rows.count(), 9):
            row = rows.nth(place)
            surface = row.locator("th").inner_text()
            row.hover()
            lit = page.locator("mark.lit").all_inner_texts()
            assert len(lit) >= row.locator("a").count() and "".join(lit) == surface * row.locator("a").count()
            for link in row.locator("a").all():
                link.focus()
                assert "".join(page.locator("mark.lit").all_inner_texts()) == surface
                start, end = map(int, link.inner_text().split("–"))
                assert text[start:end] == surface
        page.locator("mark").first.hover()
        assert page.locator("tr.lit").count() >= 1


def test_the_keyboard_alone_is_enough(seeds: Path, page: Any) -> None:
    page.goto((seeds / "index.html").as_uri())
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    for _ in range(3):
        page.keyboard.press("Tab")
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
    page.goto((seeds / "articles.html").as_uri())
    stories(page, 11)
    page.focus("#q")
    page.keyboard.type("الوزير ")
    stories(page, 7)
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.closest('#stories tbody') !== null"):
            break
    page.keyboard.press("Enter")
    page.wait_for_selector(".beside")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1200])
def test_nothing_overflows_and_all_can_be_read(seeds: Path, browser: Any, width: int, scheme: str) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)
    page = context.new_page()
    files = [seeds / name for name in ("index.html", "articles.html", "entities/gaza.html", "sources.html")]
    for path in (*files, next((seeds / "pages").rglob("*.html"))):
        page.goto(path.as_uri())
        if path.name == "articles.html":
            stories(page, 11)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        assert page.evaluate(CONTRAST) == [], path
    context.close()


#: The elements whose words stand out from what is behind them less than WCAG's AA asks for (4.5 to 1).
CONTRAST = """() => {
  const canvas = document.createElement("canvas").getContext("2d", {willReadFrequently: true});
  const rgba = (color) => {
    canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = color; canvas.fillRect(0, 0, 1, 1);
    return Array.from(canvas.getImageData(0, 0, 1, 1).data);
  };
  const light = (color) => {
    const [r, g, b] = rgba(color).slice(0, 3)
      .map((v) => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (one) => {
    for (; one; one = one.parentElement) {
      const color = getComputedStyle(one).backgroundColor;
      if (rgba(color)[3] > 250) return color;
    }
    return matchMedia("(prefers-color-scheme: dark)").matches ? "#121212" : "#fff";
  };
  const weak = [];
  for (const one of document.querySelectorAll("body *")) {
    if (!Array.from(one.childNodes).some((node) => node.nodeType === 3 && node.data.trim())) continue;
    if (!one.checkVisibility() || one.closest(":disabled, svg")) continue;
    const [a, b] = [light(getComputedStyle(one).color), light(behind(one))].sort((x, y) => y - x);
    if ((a + 0.05) / (b + 0.05) < 4.5) weak.push(`${one.tagName}.${one.className} ${one.textContent.slice(0, 30)}`);
  }
  return weak;
}"""


def test_hostile_pages_run_nothing(page: Any, tmp_path: Path) -> None:
    hostile_package(tmp_path)
    explore(tmp_path / "package", tmp_path / "site")
    page.goto((tmp_path / "site" / "articles.html").as_uri())
    site = part(tmp_path / "site", "site")
    assert isinstance(site, dict) and site["total"] >= 2
    titles = stories(page, site["total"])
    assert any("<img" in title for title in titles)
    for path in ((tmp_path / "site" / "articles.html"), *(tmp_path / "site" / "pages").rglob("*.html")):
        page.goto(f"{path.as_uri()}#q=<script>window.ran=1</script>&outlet=<img src=x onerror=window.ran=1>")
        page.wait_for_timeout(50)
        assert page.evaluate("window.ran") is None
        assert page.locator("img, script:not([src])").count() == 0


def test_any_web_server_will_do(seeds: Path, browser: Any) -> None:
    handler = partial(SimpleHTTPRequestHandler, directory=str(seeds))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        context = browser.new_context()
        page = context.new_page()
        page.goto(f"http://127.0.0.1:{server.server_port}/articles.html#q=الوزير+")
        stories(page, 7)
        context.close()
        server.shutdown()


def test_the_parts_of_a_page_have_names(seeds: Path, page: Any) -> None:
    for name in ("index.html", "articles.html", next((seeds / "pages").rglob("*.html")).relative_to(seeds).as_posix()):
        page.goto((seeds / name).as_uri())
        assert page.locator("html").get_attribute("lang") == "en"
        assert page.locator("main").count() == page.locator("h1").count() == 1
        assert page.locator("nav:not([aria-label])").count() == 0
        assert page.locator("table:not(:has(caption))").count() == 0
        unnamed = "input, select, button, a[href]"
        for one in page.locator(unnamed).all()[:60]:
            name = one.evaluate("e => e.ariaLabel || e.textContent.trim() || e.labels?.[0]?.textContent || ''")
            assert name
