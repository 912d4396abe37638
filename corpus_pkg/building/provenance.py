"""What made a package: the program, the tables, the recognizer and its model, each by version or hash."""

from __future__ import annotations

from corpus_pkg import digests
from corpus_pkg.building.knowledge import Knowledge
from corpus_pkg.entities.recognition import stated
from corpus_pkg.language.lexicons import default
from corpus_pkg.making import MadeBy, program
from corpus_pkg.package.configuration import Configuration

#: What of a corpus.toml changes no row of a package.
_OF_NO_ROW = frozenset({"cache", "engine", "parts"})


def configuration_hash(about: Configuration) -> str:
    """Return the hash over all that a corpus.toml says, as a descriptor has it."""
    said = about.model_dump(mode="json", exclude_none=True, round_trip=True)
    # What a descriptor does not repeat steers the build all the same.
    for name, field in Configuration.model_fields.items():
        if field.exclude and name not in _OF_NO_ROW and (value := getattr(about, name)) is not None:
            said[name] = (
                [item.model_dump(mode="json", exclude_none=True) for item in value] if name == "texts" else value
            )
    return digests.of_json(said)


def made_by(about: Configuration, knowledge: Knowledge) -> MadeBy:
    """Return what a descriptor says of its making; pages read with the same give the same rows.

    Raises LexiconError and RecognizerError for what cannot be used.
    """
    lexicons = knowledge.lexicons or default()
    recognizer, model = stated(knowledge.recognizer, lexicons)
    return MadeBy(
        program=program(),
        lexicons=lexicons.fingerprint(),
        recognizer=recognizer,
        configuration=configuration_hash(about),
        model=model,
    )
