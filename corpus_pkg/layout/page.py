"""The lines of one page, what their wording and elements say of each, and what has been decided of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from corpus_pkg.language.detection import written_in
from corpus_pkg.language.lexicons import Lexicons
from corpus_pkg.language.orthography import Folded
from corpus_pkg.language.punctuation import COMMAS
from corpus_pkg.layout.agreement import Told
from corpus_pkg.layout.boilerplate import label
from corpus_pkg.layout.lines import Line, cut, split
from corpus_pkg.layout.model import Label
from corpus_pkg.layout.paragraphs import Cues, cues, parts_homograph
from corpus_pkg.layout.parting import parted
from corpus_pkg.layout.phrases import EDGES, phrases
from corpus_pkg.layout.site_lines import taught
from corpus_pkg.layout.thresholds import (
    GALLERY_PICTURES,
    NAME_UNDER_LABEL_WORDS,
    TELLING_LINES,
    TELLING_PARAGRAPHS,
    TITLE_WORDS,
)
from corpus_pkg.records import ArticleRole, SegmentKind
from corpus_pkg.sites import Lessons

#: Labels that belong to a story's head or foot and not to the page.
OF_STORY = {"published", "updated", "retrieved", "source", "byline", "dateline", "keywords", "caption"}
_BULLETS = "•·●▪■◦*-–»"


@dataclass(slots=True)
class Decision:
    """What a line is, by which rule, and in which story."""

    kind: SegmentKind
    rule: str
    story: int | None = None


class Page:
    """The lines of one page and what has been decided of each."""

    def __init__(self, folded: Folded, lexicons: Lexicons, lessons: Lessons | None = None) -> None:
        self.lexicons = lexicons
        self.cues: Cues = cues(lexicons)
        self.folded = folded
        self.lines: list[Line] = [part for line in cut(folded) for part in parted(line, folded, lexicons)]
        self.labels: list[Label | None] = [label(line, folded, lexicons) for line in self.lines]
        foreign = [index for index, mark in enumerate(self.labels) if mark is not None and mark.rule == "foreign"]
        if foreign and not written_in(folded.text, lexicons.language):
            # Of a page in a language without tables no line is foreign to the others.
            for index in foreign:
                self.labels[index] = None
        if lessons is not None:
            self.labels = taught(self.lines, self.labels, lessons)
        self.parts_homograph = parts_homograph(folded.source, lexicons.language)
        self._pass_on()
        self._pictures()
        self.often = Counter(line.text for line in self.lines)
        self.decisions: list[Decision | None] = [None] * len(self.lines)
        self.roles: list[ArticleRole] = []
        #: The header over a box of links, which is that of the first story to come.
        self.waiting: list[int] = []
        self.closed = False
        self.signed = False
        self.named = False
        self.titled: set[int] = set()
        self.first_body: dict[int, int] = {}
        self._told: dict[int, Told] = {}
        self._unread: list[int] = []

    def _pass_on(self) -> None:
        """Let a label alone on its line ("last update:") say what the date on the next line is."""
        for index in range(1, len(self.lines)):
            above, mark = self.labels[index - 1], self.labels[index]
            labelling = above is not None and above.kind in ("published", "updated") and not above.day
            # A clock says what time it is, and not of what the next line is the day.
            if above and mark and labelling and above.rule != "clock" and mark.day:
                self.labels[index] = Label(above.kind, f"under:{above.rule}", day=True)
            # "Source:", and the name on the next line.
            unsaid = mark is None or mark.kind == "byline" or mark.rule == "foreign"
            if self._asks_whose(index - 1) and unsaid and self._nameable(index):
                self.labels[index] = Label("source", f"under:{above.rule if above else ''}")
            # Whoever holds an office of the masthead stands under it.
            if above and above.rule == "masthead" and (mark is None or mark.kind == "byline") and self.name(index):
                self.labels[index] = Label(above.kind, f"under:{above.rule}")
            # A post stands over its signature.
            if mark and mark.rule == "post" and above is None and not self.lines[index - 1].prose:
                self.labels[index - 1] = Label(mark.kind, f"over:{mark.rule}")

    def _asks_whose(self, index: int) -> bool:
        """Return whether a line is a label of sources and no more."""
        mark = self.labels[index]
        asks = mark is not None and mark.kind == "source"
        return asks and self.lines[index].text.strip(EDGES) in phrases(self.lexicons).source_labels

    def _nameable(self, index: int) -> bool:
        """Return whether a line is short enough for a name."""
        line = self.lines[index]
        return line.words <= NAME_UNDER_LABEL_WORDS and not line.prose

    def _pictures(self) -> None:
        """One line behind each picture of a gallery (so many in turn) is its caption, sentence or not."""
        pictures = [index for index, mark in enumerate(self.labels) if mark and mark.rule == "attribute:alt"]
        run: list[int] = []
        for index in pictures:
            if run and index != run[-1] + 2:
                run = []
            run.append(index)
            for picture in run if len(run) == GALLERY_PICTURES else run[-1:] if len(run) > GALLERY_PICTURES else ():
                if picture + 1 < len(self.lines) and self.labels[picture + 1] is None:
                    self.labels[picture + 1] = Label("caption", "behind_picture")

    def part(self, index: int, position: int) -> None:
        """Cut a line into two, at a position of its folded text, before anything is decided of any."""
        parts = split(self.lines[index], self.folded, position)
        self.lines[index : index + 1] = parts
        self.labels[index : index + 1] = [label(line, self.folded, self.lexicons) for line in parts]
        self.decisions = [None] * len(self.lines)

    def decide(self, index: int, kind: SegmentKind, rule: str, story: int | None = None) -> None:
        """Decide what a line is, by which rule, and of which story; None for boilerplate."""
        self.decisions[index] = Decision(kind, rule, story)
        self.signed = self.signed or kind == "byline"
        if story is not None and kind == "title":
            self.titled.add(story)
        elif story is not None and kind == "body":
            self.first_body.setdefault(story, index)
        if story is not None and kind in ("title", "body"):
            self._unread.append(index)

    def keep(self, index: int, mark: Label) -> None:
        """Let a line be what its label says."""
        self.decide(index, mark.kind, mark.rule, self.story if mark.kind in OF_STORY else None)

    def ahead(self, first: int) -> Told:
        """Return what the running text from a line on tells, by its first paragraphs, if they are not far."""
        behind = range(first, min(first + TELLING_LINES, len(self.lines)))
        text = [self.lines[i] for i in behind if self.lines[i].prose and self.labels[i] is None]
        return Told(text[:TELLING_PARAGRAPHS], self.cues)

    def told(self) -> Told:
        """Return what the title and the running text of the story that is being read have told so far."""
        told = self._told.setdefault(self.story or 0, Told((), self.cues))
        for index in self._unread:
            decision = self.decisions[index]
            if decision is not None and decision.story == self.story:
                told.add(self.lines[index])
        self._unread.clear()
        return told

    @property
    def story(self) -> int | None:
        """The ordinal of the story that is being read; None before the first."""
        return len(self.roles) or None

    def name(self, index: int) -> bool:
        """Return whether a line can be a person's name."""
        line = self.lines[index]
        return self.cues.name(line.text, self.folded.source[line.start : line.end] if self.parts_homograph else "")

    def bulleted(self, line: Line) -> bool:
        """Return whether a line begins with a bullet."""
        return line.text[:1] in _BULLETS

    def unlabel(self, pending: Sequence[int], rules: set[str]) -> set[int]:
        """Take back what rules said of lines, which hold at another place of a story only; return these lines."""
        taken = {i for i in pending if (mark := self.labels[i]) is not None and mark.rule in rules}
        for index in taken:
            self.labels[index] = None
        return taken

    def can_be_title(self, head: Line) -> bool:
        """Return whether a short line between paragraphs can be the title of another story."""
        fragment = head.text.startswith("..") or head.text.endswith((":", *COMMAS)) or self.cues.asks(head.text)
        return head.words >= TITLE_WORDS and not fragment and not self.cues.continues(head.text)
