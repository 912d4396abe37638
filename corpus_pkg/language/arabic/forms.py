"""What Arabic shows by the form of a word alone, folded: a verb, an adjective, a plural that acts.

A form is a likelihood: each has words that only look like it.
"""

from __future__ import annotations

import re

#: The present tense. Verbal nouns (تنسيق) and feminine nouns (تربيه) have another form.
VERB = re.compile(r"(?!ت\w\wي\w\Z)س?[يتن]\w{2,4}[^\Wه]")
#: An adjective of relation with the article (الوطني, الوطنيه), and without (وطني), as verbal nouns (تنميه) only end.
RELATION = re.compile(r"ال\w{2,}(?:ي|يه|يين|يات)")
RELATION_ALONE = re.compile(r"(?!ت\w\wيه\Z)\w{3,}(?:ي|يه)")
#: What a feminine word ends with.
FEMININE = "ه"
#: A plural that is a subject: "... and the teachers (said)".
SUBJECTS = re.compile(r"\w+ون")
