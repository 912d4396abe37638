"""Three sites that nobody has, with stories in words that no table has and with heavy furniture around them."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

LETTERS = "ابتجحخدرزسشصطعغفقكلمنهوي"
KINDS = 3


@dataclass(frozen=True)
class MadePage:
    """A page of a site, and what a careful reader holds of it.

    Attributes:
        name: of its file.
        text: what the file holds.
        title: the headline of its story.
        body: the paragraphs of its story.
        furniture: the lines around them.

    """

    name: str
    text: str
    title: str
    body: tuple[str, ...]
    furniture: tuple[str, ...]


class Writer:
    """Whoever writes the words of a site."""

    def __init__(self, seed: object) -> None:
        self.random = random.Random(str(seed))
        self.words = ["".join(self.random.choices(LETTERS, k=self.random.randint(3, 6))) for _ in range(3000)]

    def label(self, least: int = 1, most: int = 2) -> str:
        return " ".join(self.random.choices(self.words, k=self.random.randint(least, most)))

    def headline(self) -> str:
        return self.label(6, 9)

    def sentence(self) -> str:
        return self.label(12, 26) + "."


def made_site(kind: int, seed: object = 0, pages: int = 40) -> Iterator[MadePage]:
    """The pages of a site of one of the three kinds."""
    writer = Writer(f"{kind} {seed}")
    menu = [writer.label() for _ in range(9)]
    notices = [writer.sentence() for _ in range(3)]
    heading, box, prompt, counter = (writer.label(3, 4) for _ in range(4))
    banner, tail = writer.label(3, 5), [writer.label(2, 5) for _ in range(6)]
    for number in range(pages):
        title = writer.headline()
        body = tuple(writer.sentence() for _ in range(writer.random.randint(5, 14)))
        related = [writer.headline() for _ in range(5)]
        count = f"{counter} {writer.random.randint(2, 9999)}"
        cut = writer.random.randint(1, len(body) - 1)
        if kind == 0:
            head, within, foot = [banner, *menu], [prompt], [*notices, heading, *related, *tail]
        elif kind == 1:
            head, within, foot = [*menu, box, *menu[:3], notices[0]], [], [count, *tail, heading, *related, notices[1]]
        else:
            head, within, foot = [notices[0], *tail[:3]], [box, prompt], [*menu, *notices[1:], count, banner]
        lines = [*head, title, *body[:cut], *within, *body[cut:], *foot]
        yield MadePage(f"page{number:03}.txt", "\n\n".join(lines), title, body, (*head, *within, *foot))


def write(folder: Path, pages: Iterator[MadePage] | list[MadePage]) -> list[MadePage]:
    """Write pages into a folder, and return them."""
    folder.mkdir(parents=True, exist_ok=True)
    listed = list(pages)
    for page in listed:
        (folder / page.name).write_text(page.text, encoding="utf-8")
    return listed
