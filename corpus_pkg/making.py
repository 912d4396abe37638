"""What a descriptor says of how its package was made: a model, so that its schema comes from it."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import BaseModel, ConfigDict, Field

import corpus_pkg

Hash = Annotated[str, Field(pattern=r"^sha256:[0-9a-f]{64}$(?!\n)")]
Filled = Annotated[str, Field(min_length=1)]


def program() -> str:
    """Return the program that is installed, by name and version."""
    return f"corpus-pkg {corpus_pkg.__version__}"


class MadeBy(BaseModel):
    """What the descriptor of a package says of its making."""

    model_config = ConfigDict(frozen=True, extra="forbid", regex_engine="python-re")
    description: ClassVar[str] = "What made a package: pages read with the same give the same rows."

    program: str = Field(title="Program", description="The program and its version.")
    lexicons: Hash = Field(title="Lexicons", description="Over the languages and the rows of all their tables.")
    recognizer: Filled = Field(title="Recognizer", description="What found names that no table has; or none.")
    configuration: Hash = Field(title="Configuration", description="Over what corpus.toml says.")
    model: Filled | None = Field(
        None, title="Model", description="The recognizer's model, by hash or version; left out where it tells none."
    )
