"""Every number by which it is decided what is furniture of a site, each with why it is so."""

from __future__ import annotations

#: A site with fewer stories teaches nothing: what recurs in so few may be a subject that they share.
FEWEST_STORIES = 10
#: What stands on so many pages is left out where their stories are compared: notices can be longer than a short story.
ON_ALL_SHARE = 0.9
#: A line beside fewer stories is learned of no site, however small.
FEWEST_SEEN = 5
#: Of the stories: a short line over or behind them is furniture from here on; section names take turns.
BESIDE_SHARE = 0.1
#: Between paragraphs a short line may be a sub-heading that many stories share.
BETWEEN_SHARE = 0.2
#: Sentences recur in stories about one subject (the background of an agency), but not in half of a site's stories,
SENTENCE_SHARE = 0.5
#: and between two paragraphs not in two thirds of them.
SENTENCE_BETWEEN_SHARE = 0.66
#: A line that can be a person's, an outlet's or a place's name may say who wrote one story or where: a menu has it on
#: most pages,
NAME_SHARE = 0.6
#: among other lines of the site, over it and under it.
ENCLOSED_SHARE = 0.9
#: A line over the text with no headline beside it is that of a series; so many exceptions are pages without a headline.
ALONE_SHARE = 0.1
#: A line on more pages than this is no headline of theirs.
NO_HEADLINE_SHARE = 0.6
#: A line behind which so often a line of the page's own follows, as headlines are, is the heading of a list of links.
FOLLOWED_SHARE = 0.8
#: Words that a headline has at least.
HEADLINE_WORDS = 3

#: So many stories, or copies of stories, must tell a day for that of the page's clock.
FEWEST_CLOCKS = 5
#: Of the pages where two days stand, the clock's is the later on so many, and on none the earlier.
LATER_SHARE = 0.5
#: The days of a clock are those of the crawl, and so many fewer than those of the stories.
DAYS_SHARE = 0.5
#: Of the stories that were fetched more than once, a clock shows another day each time on so many.
MOVED_SHARE = 0.8
