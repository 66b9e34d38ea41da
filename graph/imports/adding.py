"""A vocabulary's file, whole: read, chosen from, and tried on what is known. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from graph.added import Addition, Outcome, merge
from graph.imports.model import Scope
from graph.imports.naming import Caution, common_words
from graph.imports.reading import parse
from graph.imports.taking import Choices, Taken, as_table, take
from graph.model import Problem
from graph.names import normal
from graph.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class File:
    """A file to add. `mapping`: for tables, what columns hold; `prefix`: what its bare codes lack to be CURIEs."""

    name: str
    content: bytes
    mapping: Mapping[str, str] = field(default_factory=dict)
    prefix: str = ""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A vocabulary ready to be kept, and what came of each step.

    `terms`, `obsolete`: how many terms the file has, and how many it gives up itself.
    """

    addition: Addition
    file: str
    terms: int
    obsolete: int
    taken: Taken
    outcome: Outcome

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with the file, and is left out."""
        return self.taken.problems + self.outcome.problems


def prepare(
    file: File, name: str, vocabulary: Vocabulary, choices: Choices, said: Collection[str] = frozenset()
) -> Prepared:
    """What a file adds to a vocabulary, as a table called `name`.

    `said`: wordings by which articles say something, in normal form; no name is put together of these.
    Raises VocabularyFileError, NoColumnError, NoTypeError, NoSubsetError, NothingBelowError.
    """
    parsed = parse(file.content, file.name, file.mapping, file.prefix)
    names = vocabulary.by_name.keys() | {normal(context.name) for context in vocabulary.contexts}
    caution = Caution(common_words(), names.__contains__, common_words("little") | frozenset(said))
    taken = take(parsed, choices, caution)
    terms, obsolete = len(parsed.terms), parsed.obsolete
    del parsed  # it may be large, and merging takes its own memory
    addition = Addition(name, as_table(taken.entries, _remarks(file, choices)))
    return Prepared(addition, file.name, terms, obsolete, taken, merge(vocabulary, (addition,)).outcomes[0])


def _remarks(file: File, choices: Choices) -> tuple[str, ...]:
    """Where a table comes from, and how it was made."""
    how = [f"synonyms {', '.join(scope for scope in Scope if scope in choices.scopes)}"]
    how += [f"type {choices.type}"] if choices.type else []
    how += [f"only what is below {choices.below}"] if choices.below else []
    how += [f"only the subset {choices.subset}"] if choices.subset else []
    how += ["only for what is known already"] if choices.known else []
    return (
        f"From {file.name} (SHA-256 {hashlib.sha256(file.content).hexdigest()}): {'; '.join(how)}.",
        "May be edited: a row is a concept; names divided by | ; names in the column unsafe are not used.",
    )
