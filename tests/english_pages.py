"""English news pages, written for these tests, each with what must come out of it.

The pages of `HELD_OUT` were written with the others and left unread while the tables were made.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Page:
    """A page and what its story states; what is None or empty must be so."""

    name: str
    page: str
    title: str
    published: str | None = None
    updated: str | None = None
    authors: str | None = None
    place: str | None = None
    sources: tuple[tuple[str, str], ...] = ()
    #: Lines that may stand in no story's text.
    outside: tuple[str, ...] = ()
    #: How the story's text ends.
    ending: str = ""


BRIDGE = Page(
    "bridge",
    """Home | News | Sport | Business | Weather

Council closes old bridge for two weeks

By Jane Doe and John Smith
Published March 3, 2024
Share this article

LONDON (Reuters) - The council said on Tuesday that the old bridge over the river would be closed for two weeks while\
 engineers look at its pillars.

Buses will go by the northern road, and the ferry will run twice an hour until the work is done, according to a\
 statement from the mayor.

Advertisement

"We have waited for this for years," said the mayor, who lives near the river with his family.

Read more: Mayor defends new budget

Subscribe to our newsletter
Related:
Bridge toll rises again after the council vote
School opens by the river for the first time
""",
    title="Council closes old bridge for two weeks",
    published="2024-03-03",
    authors="Jane Doe|John Smith",
    place="LONDON",
    sources=(("origin", "Reuters"),),
    outside=("Share this article", "Advertisement", "Read more", "Subscribe", "Bridge toll", "School opens"),
    ending="with his family.",
)

HARVEST = Page(
    "harvest",
    """Harvest falls for the third year as rains fail

3 March 2024 14:05 GMT
Updated 2 hours ago
By Staff Reporter

CAIRO, March 3 (AP) — The harvest of wheat fell by a tenth for the third year, the ministry of agriculture said on\
 Sunday, after the rains failed in the south of the country.

Farmers who had planted early lost most of their fields. By Monday the river had fallen.

By Monday the price of bread had risen.

The ministry said that it would buy wheat from abroad and that the price of bread would not change.
""",
    title="Harvest falls for the third year as rains fail",
    published="2024-03-03T14:05Z",
    place="CAIRO",
    sources=(("origin", "AP"),),
    outside=("Updated", "Staff Reporter"),
    ending="would not change.",
)

MUSEUM = Page(
    "museum",
    """Skip to content
Subscribe
Museum of glass opens its doors after a long delay

Lucy Barrow
Posted on 12 Jan 2023
Last updated: 14 January 2023

The museum of glass in the old town has opened its doors after a delay of six years, and more than a thousand people\
 stood in line on the first morning.

The building was finished in spring, but the lifts were not safe and the roof had leaks, the director said.

You may also like
Painter of the harbour dies at 91
Theatre sells its chairs to pay for a new roof
""",
    title="Museum of glass opens its doors after a long delay",
    published="2023-01-12",
    updated="2023-01-14",
    authors="Lucy Barrow",
    outside=("Skip to content", "Painter", "Theatre sells"),
    ending="the director said.",
)

FERRY = Page(
    "ferry",
    """NEWS
Ferry runs aground in fog, nobody hurt

By Maria de la Cruz in Oslo, Friday, 5 April 2019

Photo: Rescue boats beside the ferry on Friday morning

A ferry with 212 people on board ran aground in thick fog early on Friday, but nobody was hurt and all of them were\
 brought to the shore within three hours, the coast guard said.

The captain had slowed the ship when the fog came, and that may have saved lives, an officer told reporters.

Source: Agence France-Presse
Tags: ferry, fog, coast guard
""",
    title="Ferry runs aground in fog, nobody hurt",
    published="2019-04-05",
    authors="Maria de la Cruz",
    place="Oslo",
    sources=(("origin", "Agence France-Presse"),),
    outside=("Photo:", "Source:", "Tags:"),
    ending="told reporters.",
)

SCHOOL = Page(
    "school",
    """<!doctype html><html lang="en-GB"><head><title>School roof falls in the night - The Guardian</title></head><body>
<nav><a href="/">Home</a> <a href="/news">News</a> <a href="/sport">Sport</a></nav>
<article><h1>School roof falls in the night</h1>
<p>By <a href="/ann">Ann Hill</a>, education correspondent</p>
<p>First published on 21 May 2022 07:30 GMT</p>
<p>The roof of a school in the north of the city fell in the night after weeks of rain, and the children will be\
 taught in a church until it is built again, the head teacher said.</p>
<p>No one was in the building. Parents had asked for the roof to be looked at in winter.</p>
<p>Share on Facebook</p><p>Sign up for our daily letter</p></article></body></html>
""",
    title="School roof falls in the night",
    published="2022-05-21T07:30Z",
    authors="Ann Hill",
    outside=("Share on Facebook", "Sign up"),
    ending="in winter.",
)

UNDATED = Page(
    "undated",
    """Price of salt doubles in a week

By the numbers

The price of salt has doubled in a week because the works by the lake have been closed since the flood, sellers at the\
 market said, and there is none to be had in the villages.

It was not clear when the works would open again. The owners have not spoken to the workers or to the press.
""",
    title="Price of salt doubles in a week",
    outside=("Share",),
    ending="or to the press.",
)

STATION = Page(
    "station",
    """Station named after poet

Written by Peter O'Neill
Updated September 9, 2021
Published September 8, 2021

PARIS — The new station in the east of the city will be named after a poet who was born in the next street, the railway\
 said, after readers of a local paper had voted for her.

The station will open in June with two lines and a market, and it will be the first to be named after a woman.
""",
    title="Station named after poet",
    published="2021-09-08",
    updated="2021-09-09",
    authors="Peter O'Neill",
    place="PARIS",
    ending="named after a woman.",
)

AGENCY = Page(
    "agency",
    """Lake is clean again, study says
Xinhua
2020-11-09

The lake is clean enough to swim in for the first time since the war, according to a study that was published by the\
 university on Monday and that looked at forty years of water.

Fish have come back to it, and so have birds that had not been seen there for a generation, the study said.
""",
    title="Lake is clean again, study says",
    published="2020-11-09",
    sources=(("origin", "Xinhua"),),
    ending="the study said.",
)

SEEN = (BRIDGE, HARVEST, MUSEUM, FERRY, SCHOOL, UNDATED, STATION, AGENCY)

CLINIC = Page(
    "clinic",
    """Menu
Search
Clinic on the island to stay open all winter

By Tom Reed, health correspondent
Published: 17 October 2018

BERLIN (AFP) - The clinic on the island will stay open all winter for the first time, after nurses from the mainland\
 said that they would come by boat every week.

Until now the sick had to be flown out when the ice came. The flights cost more than the clinic, the county said.

Story continues below advertisement

A doctor who has worked there since 1999 said that she was glad.

Most read
Winter comes early to the islands
""",
    title="Clinic on the island to stay open all winter",
    published="2018-10-17",
    authors="Tom Reed",
    place="BERLIN",
    sources=(("origin", "AFP"),),
    outside=("Menu", "Search", "Story continues", "Winter comes early"),
    ending="she was glad.",
)

ORCHARD = Page(
    "orchard",
    """Frost kills half of the cherries

1 May 2017

Half of the cherries in the valley were killed by frost in the last nights of April, growers said, and the price of\
 what is left will be twice that of last year.

They had lit fires between the trees, but the wind put them out.

Follow us on Facebook
All rights reserved
""",
    title="Frost kills half of the cherries",
    published="2017-05-01",
    outside=("Follow us", "All rights"),
    ending="put them out.",
)

STRIKE = Page(
    "strike",
    """Drivers end strike after eleven days
By Agencies
Last updated: June 30, 2015 9:15 PM

ROME, June 30 (Reuters) — Drivers of buses ended a strike of eleven days on Tuesday after the city had agreed to pay\
 them for the time that they wait between two runs.

The first buses will go at four in the morning, and tickets of June will be good until the middle of July.

Related stories
Drivers vote for strike
""",
    title="Drivers end strike after eleven days",
    updated="2015-06-30T21:15",
    place="ROME",
    sources=(("origin", "Reuters"),),
    outside=("By Agencies", "Drivers vote"),
    ending="the middle of July.",
)

LIBRARY = Page(
    "library",
    """<html lang=en><body><div class="header"><a href="/">Home</a> <a href="/world">World</a></div>
<h1>Library finds letters of a queen</h1>
<div class="byline">By Karl von Berg and Ines Prado</div>
<time datetime="2016-02-11T10:00:00Z">11 February 2016</time>
<p>Letters that a queen wrote to her gardener have been found between the pages of a book about roses, the library\
 said on Thursday, and they will be shown to the public in the summer.</p>
<p>The book had not been opened for a hundred years. A student of botany had asked for it.</p>
<h3>More on this story</h3><ul><li><a href="/a">Roses bloom early in the royal gardens</a></li></ul></body></html>
""",
    title="Library finds letters of a queen",
    published="2016-02-11",
    authors="Karl von Berg|Ines Prado",
    outside=("Roses bloom",),
    ending="had asked for it.",
)

TUNNEL = Page(
    "tunnel",
    """World
Tunnel under the strait will be late

Reporting by Sara Lind
Nov. 2, 2022

The tunnel under the strait will be finished three years later than planned, because the rock is softer than the\
 engineers had thought, the company that builds it said on Wednesday.

It will cost a third more. Shares in the company fell when the news came out.

Read also: Harbour fears for its ships
Leave a comment
""",
    title="Tunnel under the strait will be late",
    published="2022-11-02",
    authors="Sara Lind",
    outside=("Read also", "Leave a comment"),
    ending="the news came out.",
)

CHESS = Page(
    "chess",
    """Girl of twelve beats champion

Tuesday 6 August 2013

MADRID — A girl of twelve has beaten the champion of the country at chess in forty moves, and was home in time for\
 school on the next day.

She learned the game from her grandfather, who was in the hall and had to be told to sit down.
""",
    title="Girl of twelve beats champion",
    published="2013-08-06",
    place="MADRID",
    ending="told to sit down.",
)

MARKET = Page(
    "market",
    """Market hall burns down
By The Associated Press
Published Aug. 19, 2014, 11:40 AM UTC

The market hall in the middle of the town burned down in the night, and two men who had slept in it are in hospital,\
 the fire brigade said on Tuesday.

It was built of wood in 1887 and had been sold to a bank in spring, which had wanted to make a hotel of it.

Sign up to our newsletter
""",
    title="Market hall burns down",
    published="2014-08-19T11:40Z",
    sources=(("origin", "The Associated Press"),),
    outside=("Sign up",),
    ending="make a hotel of it.",
)

HELD_OUT = (CLINIC, ORCHARD, STRIKE, LIBRARY, TUNNEL, CHESS, MARKET)
