"""Sites as a browser gets them: their elements, read from the files."""

from __future__ import annotations

import hashlib
import json
import re
from html.parser import HTMLParser
from pathlib import Path

from corpus_pkg.building.build import build

#: Words that would run or lead away, were they not text.
HOSTILE = (
    "<script>window.ran = 1</script>",
    '"\'><img src=x onerror="window.ran = 1">',
    "</script></title></style><script>window.ran = 1</script>",
    "\u202eسوق\u2066 javascript:alert(1) &lt;b&gt; ${1} \u2028",
)
#: What a file of HTML may load or lead to.
ADDRESSES = ("href", "src", "action", "formaction", "srcset", "data", "poster", "xlink:href")
VOID = frozenset(("meta", "link", "input", "br", "img"))


def hostile_package(folder: Path) -> Path:
    """Build a package of pages whose titles, texts, outlets and names of files are an attack."""
    (folder / "in").mkdir()
    for number, words in enumerate(HOSTILE):
        text = (
            f"سوق الينابيع {words} يفتح أبوابه\n\nبقلم: {words}\n\nوصل الوزير إلى بيروت أمس {words}، وقال إن العمل بدأ "
            f"في السوق {number} أيام.\n\nالمصدر: صحيفة {words}\n"
        )
        (folder / "in" / f"{number}<b>&quot.txt").write_text(text, encoding="utf-8")
    build([folder / "in"], folder / "package")
    return folder / "package"


class Elements(HTMLParser):
    """The elements of a page: names with attributes, in order, and the text of those with an id or a class."""

    def __init__(self, page: Path) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.ids: set[str] = set()
        self.feed(page.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        self.elements.append((tag, attributes))
        if identifier := attributes.get("id"):
            assert identifier not in self.ids, f"two elements {identifier}"
            self.ids.add(identifier)


def digests(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def part(folder: Path, name: str) -> object:
    """A part of the data, as the call that it is says."""
    call = re.fullmatch(r'corpus\.part\("([^"]+)",(.*)\);\n', (folder / "data" / f"{name}.js").read_text("utf-8"), re.S)
    assert call is not None and call[1] == name
    return json.loads(call[2])


def check(folder: Path) -> None:
    """Nothing in the site runs but its own script, nothing leads out of it, and every link leads to what is there."""
    pages = {path.resolve(): Elements(path) for path in folder.rglob("*.html")}
    for path, page in pages.items():
        scripts = [attributes for tag, attributes in page.elements if tag == "script"]
        assert [set(attributes) for attributes in scripts] == [{"src", "defer"}], path
        assert not {"img", "iframe", "object", "embed", "base", "style", "template"} & {tag for tag, _ in page.elements}
        assert any("default-src 'none'" in attributes.get("content", "") for _, attributes in page.elements)
        for tag, attributes in page.elements:
            assert not [name for name in attributes if name.startswith("on") or name == "style"], (path, tag)
            for name in ADDRESSES:
                if name not in attributes or attributes[name] == "data:,":
                    continue
                address, _, place = attributes[name].partition("#")
                assert not re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//|/|\\", address), (path, attributes[name])
                target = (path.parent / address).resolve() if address else path
                assert target.is_file() and target.is_relative_to(folder.resolve()), (path, attributes[name])
                if place and "=" not in place:
                    assert place in pages[target].ids, (path, attributes[name])
