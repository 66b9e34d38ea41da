"""Who has a name, while vocabularies are merged one after the other. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from graph.model import ConceptType
from graph.names import normal, slug
from graph.vocabulary import Context, Vocabulary

ABBREVIATION = 5  # letters; what is in capitals and no longer counts only in capitals: "AIDS", but not "GASTRITIS"


class Known:
    """What is known so far, while additions are merged one after the other."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.concepts = dict(vocabulary.concepts)
        self.by_name = dict(vocabulary.by_name)
        self.contexts: list[Context] = []
        self._in_context = {normal(context.name): context.concept for context in vocabulary.contexts}
        self.by_identifier: dict[str, str] = {}
        for concept in vocabulary.concepts.values():
            self.identify(concept.id, concept.identifiers)

    def holder(self, key: str) -> str | None:
        """The concept that has a name (in normal form), be it only in its context."""
        return self.by_name.get(key) or self._in_context.get(key)

    def identify(self, concept: str, identifiers: Iterable[str]) -> None:
        """Take in identifiers of a concept; one that two concepts have identifies neither."""
        for identifier in identifiers:
            if self.by_identifier.setdefault(identifier, concept) != concept:
                self.by_identifier[identifier] = ""

    def new_id(self, label: str, kind: ConceptType) -> str:
        """An id that no concept has: made of the label, and where that is taken of type and label."""
        plain = slug(label)
        if plain not in self.concepts:
            return plain
        facts = f"{kind} {label}".encode("utf-8", "surrogatepass")
        return f"{plain}-{hashlib.sha256(facts).hexdigest()[:8]}"

    def name(self, name: str, key: str, concept: str) -> None:
        """Give a name that nobody has to a concept. Short forms count as they are written only."""
        if len(name) <= ABBREVIATION and name.isupper():
            self._in_context[key] = concept
            self.contexts.append(Context(name, concept, exact_case=True, near=()))
        else:
            self.by_name[key] = concept
