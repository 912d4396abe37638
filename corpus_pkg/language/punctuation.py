"""Marks that part a text, of all scripts that are read: the inside of a class of a regular expression each."""

COMMAS = ",،"
SEMICOLONS = ";؛"
QUESTIONS = "?؟"
#: What a sentence ends with.
STOPS = f".!…{QUESTIONS}"
#: What parts the items of a list.
LIST = f"{COMMAS}{SEMICOLONS}|"
