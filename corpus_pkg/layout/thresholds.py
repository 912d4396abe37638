"""Every number by which layout decides, each with why it is so.

`benchmarks/mutation.py` moves each by one step; the tests of the room hold a text on either side of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

# -- the wording of a line ---------------------------------------------------------------------------------------------

#: In words: up to here a line that opens with a phrase of that kind is furniture. Behind the words for tags and links a
#: page sets lists, behind "by" and "source" names, and a longer line is a sentence that happens to begin so.
LIMITS: Mapping[str, int] = MappingProxyType(
    {
        "read_also": 26,
        "keywords": 80,
        "share": 30,
        "prompt": 30,
        "source": 10,
        "published": 24,
        "updated": 24,
        "retrieved": 12,
        "byline": 9,
        "nav": 14,
        "related_heading": 6,
        "caption": 20,
    }
)
#: A longer line is none that wording alone can name.
LONGEST_LINE = max(LIMITS.values())
#: Brackets, bullets and blanks before the first word of a phrase that a line opens with.
OPENING_SIGNS = 3
#: A phrase that may stand anywhere tells of lines up to here; in longer ones it is part of what is said.
ANYWHERE_WORDS = 14
#: A line with a label in Latin letters and its date has so many words; more are something else.
FOREIGN_LABEL_WORDS = 5
#: The label and its date stand in so many characters at the start of a line.
LABEL_CHARACTERS = 60
#: More cells than this between the commas of an attribute are key words,
KEYWORD_ITEMS = 3
#: and none of them is longer.
KEYWORD_WORDS = 4
#: A clock by itself: hours, "in the", "evening".
CLOCK_WORDS = 3
#: A row of labels has so many cells,
MENU_CELLS = 4
#: of so many words each;
MENU_WORDS = 3
#: a row of headlines so many cells at least,
ROW_CELLS = 3
#: and at most: what is longer is a table,
MOST_ROW_CELLS = 200
#: and headlines of so many words.
ROW_WORDS = 14
#: A line of more words is no date line, whatever it opens with.
DATE_LINE_WORDS = 24
#: A stamp of a crawler stands alone, or behind a word or two.
STAMP_WORDS = 3
#: Running text of more words that no phrase opens is no date line and no furniture.
SENTENCE_WITH_PHRASE_WORDS = 12
#: Beside its date a date line has so many words (the place, the paper, a counter),
WORDS_BESIDE_DATE = 7
#: in so many characters,
CHARACTERS_BESIDE_DATE = 45
#: or, however long they are, so many words;
FEW_WORDS_BESIDE_DATE = 4
#: running text fewer.
PROSE_WORDS_BESIDE_DATE = 3
#: A label of a date that states no whole day is a clock or a label, and no longer.
LABEL_WITHOUT_DAY_WORDS = 4
#: Names of places, papers and persons by themselves fill no longer line.
NAMES_WORDS = 8
#: and none of its parts is longer.
PART_WORDS = 4
#: Whoever reported, behind a bar: a name has no more words.
REPORTER_WORDS = 3
#: Before a bracket with who took a picture stands more than a word.
CREDIT_WORDS = 2
#: Names of outlets that the lexicon does not have end as others do, and are no longer.
OUTLET_WORDS = 3
#: A headline behind "report:" has so many words: two persons have fewer,
ANNOUNCED_WORDS = 5
#: and so many it has whatever stands among them: two persons and an outlet have no more.
SURELY_ANNOUNCED_WORDS = 6
