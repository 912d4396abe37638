"""Every number by which layout decides, each with why it is so.

`benchmarks/mutation.py` moves each by one step; the tests of the room hold a text on either side of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

# -- the wording of a line ---------------------------------------------------------------------------------------------

#: In words: up to here a line that opens with a phrase of that kind is boilerplate. Behind the words for tags and links
#: a page sets lists, behind "by" and "source" names, and a longer line is a sentence that happens to begin so.
LIMITS: Mapping[str, int] = MappingProxyType(
    {
        "keywords": 80,
        "source": 10,
        "retrieved": 12,
        "byline": 9,
        "nav": 14,
        "prompt": 30,
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
#: Between a label and its date stand no more signs and blanks;
LABEL_SIGNS = 4
#: the label and its date stand in so many characters at the start of a line.
LABEL_CHARACTERS = 60
#: More cells than this between the commas of an attribute are key words,
KEYWORD_ITEMS = 3
#: and none of them is longer.
KEYWORD_WORDS = 4
#: A number by itself counts readers or comments up to so many digits and points; a longer one is a number to call.
COUNTER_DIGITS = 9
#: A clock by itself: hours, "in the", "evening".
CLOCK_WORDS = 3
#: What a clock says the time of, and the clock, are so many words.
TIMETABLE_WORDS = 4
#: The way from the first page to this one has so many steps.
TRAIL_CELLS = 2
#: No headline says a word so often among as many others,
RECURRING = 3
#: if it has so many letters.
LETTERS_OF_A_LABEL = 4
#: An office of the masthead and who holds it, or several, are so many words.
MASTHEAD_WORDS = 12
#: A row of labels has so many cells,
MENU_CELLS = 4
#: of so many words each;
MENU_WORDS = 3
#: a row of headlines so many cells at least,
ROW_CELLS = 3
#: and headlines of so many words.
ROW_WORDS = 14
#: A line of more words is no date line, whatever it opens with: what stands behind its day is something else.
DATE_LINE_WORDS = 24
#: A stamp of a crawler stands alone, or behind a word or two.
STAMP_WORDS = 3
#: Running text of more words that no phrase opens is no date line and no boilerplate.
SENTENCE_WITH_PHRASE_WORDS = 12
#: One that asks its reader to subscribe has so many words.
PROMPT_WORDS = 30
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
#: in no more parts,
NAMES_PARTS = 3
#: and none of its parts is longer.
PART_WORDS = 4
#: Whoever reported, behind a bar: a name has no more words.
REPORTER_WORDS = 3
#: A line that says behind a text whence it is has no more words.
SIGNATURE_WORDS = 5
#: Under "source" alone on its line a name has no more words.
NAME_UNDER_LABEL_WORDS = 4
#: Before a bracket with who took a picture stands more than a word.
CREDIT_WORDS = 2
#: Names of outlets that the lexicon does not have end as others do, and are no longer.
OUTLET_WORDS = 3
#: In a dateline, or in quotation marks behind "to", an outlet has no more characters,
OUTLET_CHARACTERS = 30
#: and the place of a dateline no more words.
PLACE_WORDS = 4
#: With "and" in front a word has so many letters; in two of them the first is a letter like others.
JOINED_LETTERS = 3
#: A desk or a way of reporting has no more words; the second says which ("sports desk").
DESK_WORDS = 2
#: Questions of an interview have so many words at least, where no word asks; shorter ones are headings.
QUESTION_WORDS = 5
#: A shorter line is no row of headlines that have grown together.
GLUED_CHARACTERS = 80
#: So many speakers, one of them twice, are headlines run together; two may be a quotation within another.
GLUED_SPEAKERS = 3
#: Where words have grown together too, so many are enough.
GROWN_SPEAKERS = 2
#: A headline behind "report:" has so many words: two persons have fewer,
ANNOUNCED_WORDS = 5
#: and so many it has whatever stands among them: two persons and an outlet have no more.
SURELY_ANNOUNCED_WORDS = 6

# -- the shape of a line -----------------------------------------------------------------------------------------------

#: A longer line is running text, whatever it ends with: headlines have fewer words
HEADLINE_WORDS = 19
#: and fewer characters.
HEADLINE_CHARACTERS = 125
#: So many signs are a bullet, which no blanks part from its line; more are a rule, or something printed.
BULLET_SIGNS = 2
#: So many blanks on end may stand for a line break; two are a slip of whoever typed.
BREAKING_BLANKS = 3
#: One run of blanks is a slip or a table; so many, and the page writes its line breaks so.
RUNS_OF_BLANKS = 3
#: A sentence ends where a stop stands among the last so many characters, before quotes and brackets.
STOP_CHARACTERS = 8
#: A word or two with a full stop are an abbreviation or a label.
STOPPED_WORDS = 2
#: Questions and exclamations of so many words may still be headlines.
EXCLAIMED_WORDS = 14
#: Scripture and verse are printed with their vowel signs, headlines of more words are not:
VOCALISED_WORDS = 4
#: so many signs to each letter.
VOCALISED_SHARE = 0.3

# -- the place of a line -----------------------------------------------------------------------------------------------

#: So many lines on end that the site prints are its own wherever they stand; two may be words of a story.
LINES_IN_A_ROW = 3
#: So many short lines on end are a list.
LIST_LINES = 5
#: Lines of the weather or of currencies: so many of them make a page's head live,
LIVE_LINES = 2
#: and none of them is longer.
LIVE_WORDS = 4
#: A verse has so many words and more.
VERSE_WORDS = 8
#: With "and" or "for his part" in front, so many words are no heading.
SENTENCE_WORDS = 11
#: No page has more lines over its story that could be headlines of it.
HEADER_LINES = 20
#: The first line of a page may be a headline of so many words.
LONGEST_HEADLINE = 24
#: Between such a headline and the text stand a deck and a name at most.
DECK_LINES = 3
#: Of fewer words what the page title repeats may be the name of a section.
PAGE_TITLE_WORDS = 4
#: So many words without a pause are no sentence.
WALL_WORDS = 60
#: Running text has a relative, a conjunction or an auxiliary in so many words; headlines do without.
CLAUSE_WORDS = 30
#: So many pictures with a line behind each are a gallery.
GALLERY_PICTURES = 3
#: "Read also:" alone has so many words; with more it says what to read,
LINK_WORDS = 4
#: behind a colon that stands in so many characters.
LINK_LABEL_CHARACTERS = 30
#: Running text under a heading of links is the story going on from so many words; a link is shorter.
BODY_UNDER_LINKS_WORDS = 12
#: From a title to its date a header has so many lines.
LINES_TO_DATE = 3
#: Words that a title and its text share at least, by their stems; one may be chance.
SHARED_STEMS = 2
#: In words: of less text, that it shares nothing with a line over it or behind it says nothing.
TEXT_TOLD_WORDS = 20
#: Paragraphs have so many words, taken together; verses and lines broken by hand have fewer.
PARAGRAPH_WORDS = 9
#: Of so many words of a line one stands by chance in a text about something else.
CHANCE_WORDS = 10
#: A headline that the text takes up by so much of what it takes up of another is no less its headline.
AS_WELL = 0.6
#: So many lines over a headline that the text does not take up, labels and boxes among them, are the page's.
CROWD_LINES = 2
#: So many headlines on end that the text does not take up are those of other stories.
TEASER_LINES = 3
#: So many paragraphs behind the headline tell what the story is about;
TELLING_PARAGRAPHS = 4
#: they stand in so many lines.
TELLING_LINES = 30
#: Where nothing but the wording parts two stories, they share more.
OPENING_STEMS = 3
#: A title has so many words; what is shorter may be a section or a heading.
TITLE_WORDS = 4
#: Where nothing but the wording parts two stories, the title has more.
OPENING_TITLE_WORDS = 5
#: A paragraph with fewer words, by their stems, says little by sharing none with another.
FOREIGN_STEMS = 8
#: A rule line of so many signs parts two stories; three asterisks part the parts of one.
PARTING_SIGNS = 5
#: Of fewer words what ends with a colon announces nothing.
ANNOUNCING_WORDS = 3
#: Of fewer characters a line between paragraphs is no heading.
HEADING_CHARACTERS = 3
#: A line under a title that ends with a colon and begins as a story does is its text from so many words.
ANNOUNCING_TEXT_WORDS = 10
#: So many short lines over the text, and on its line, may be its beginning, broken by hand;
BROKEN_LINES = 2
#: a verb alone on its line is part of a sentence.
BROKEN_WORDS = 2
#: A headline of another story over a heading has so many words.
OVER_HEADING_WORDS = 6
#: A heading over a question has no more words.
OVER_QUESTION_WORDS = 5
#: A heading with a colon has no more words; longer ones announce what somebody says.
COLON_HEADING_WORDS = 8
#: More short lines than this behind the text are a list.
FOOT_LINES = 2
#: A name behind the text has no more words.
FOOT_NAME_WORDS = 3
#: A headline behind the text, of another story, has so many words.
HEADLINE_BEHIND_WORDS = 6
#: A page of captions with a date has fewer lines,
GALLERY_LINES = 80
#: and no more days; more are those of a list of stories.
STORY_DAYS = 2
#: A poem has fewer lines.
POEM_LINES = 200
#: A title that the header repeats has so many words; a section has fewer.
REPEATED_WORDS = 3
#: A section over the title has no more words,
SECTION_WORDS = 3
#: and below the title, with the article, no more.
DEFINITE_SECTION_WORDS = 2

# -- the element of a line ---------------------------------------------------------------------------------------------

#: A line counts as a link where so much of it lies inside links.
LINKED_SHARE = 0.6
#: So many unnamed lines between title and text are decks; more are a box of the page's.
DECKS = 4
#: Characters of running text that make a story of a page without a title.
UNTITLED_CHARACTERS = 120
#: Where no title shows, the header is sought in so many lines before the text.
LINES_BEFORE_TEXT = 7
#: A title stands over all of its text but so much, which may be said of a picture or a film above it.
OVER_TITLE_SHARE = 0.1
#: Of fewer words a sentence does not tell where the story is.
TELLING_WORDS = 5
#: Outside of paragraphs a line without a full stop is running text from so many words.
LOOSE_TEXT_WORDS = 12
#: In an element of headings running text has so many words; shorter is a heading.
HEADED_TEXT_WORDS = 25
#: Where a script writes no blanks, so many characters count as a word.
CHARACTERS_OF_A_WORD = 6
#: An element with so much of the text of a page is no boilerplate, whatever its name.
NEARLY_THE_PAGE = 0.9
#: An element of whose name a part alone tells that it stands beside the text holds no more of the page;
BESIDE_SHARE = 0.1
#: or no more characters than this, and less than half.
BESIDE_CHARACTERS = 300
#: An element with so much of it is shown in the end, though hidden until a script has run.
HIDDEN_SHARE = 0.5
#: An element that is named for captions or for the author holds no more characters than these say.
CAPTION_CHARACTERS = 700
#: Running text counts for each element around it so much less than for the one inside it;
OUTER_SHARE = 0.8
#: in an element that is named for the text, so many times as much.
CONTENT_WEIGHT = 2
#: An element beside the text that has more characters in links than so many times its text is none of it.
SIBLING_LINKS = 0.3
#: A headline that leads to another story has so many words, where it is no heading,
TEASER_HEADLINE_WORDS = 3
#: and stands no more lines above what is said of it,
LINES_OF_A_TEASER = 3
#: in no more paragraphs.
TEXTS_OF_A_TEASER = 8
#: Without an element of its own a teaser has no more.
TEXTS_UNDER_A_LINK = 2
#: So many texts that break off, each in an element of its own, are excerpts,
EXCERPTS = 3
#: where so much of the text is in such elements.
EXCERPTS_SHARE = 0.5
#: So much of the text in elements alike, each with a linked heading and a day, makes posts of them.
POSTS_SHARE = 0.8
#: In characters: less text is a notice where the links of the page are more,
NOTICE = 120
#: and less than this where those beside it are.
SHORT_STORY = 500
#: Each of several articles of a page has so much text.
WHOLE_ARTICLE = 200
#: Characters of running text that make a story of a page with a title.
TITLED_CHARACTERS = 40
#: So many teasers in elements side by side are cards;
CARDS = 3
#: of one name, each with a link of any length over one text, so many;
GRID = 6
#: without elements of their own, so many,
TEASERS = 3
#: and so much of the text around them.
TEASERS_SHARE = 0.6
#: A heading and a name of the page are alike where so many of their words are the same.
ALIKE = 0.6
#: A line that the metadata repeats has so many words; one word may stand in any title.
STATED_WORDS = 2
#: A heading that the metadata repeats is a title up to so many words.
HEADING_WORDS = 40
