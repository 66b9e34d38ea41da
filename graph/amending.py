"""A vocabulary while a curator's corrections are put into it. Pure.

Nothing is moved until all rows are done: a concept that goes up in another only points to it, and a name only knows
who has it now. So many rows take as long as their number says, not its square.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from itertools import islice

from graph.circles import has_circle, without_circles
from graph.model import Concept, ConceptType, Origin
from graph.names import normal, slug
from graph.vocabulary import Context, Vocabulary, narrower_of

_MOST_NAMES = 500  # of a concept that went up in another, by which documents are found that it concerns


class Amending:
    """The vocabulary as it is after the rows so far. Concepts go by their ids, names by how they are written."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._before = vocabulary
        self._concepts = dict(vocabulary.concepts)
        self._by_name = dict(vocabulary.by_name)
        self._into: dict[str, str] = {}
        self._parts: defaultdict[str, list[str | Concept]] = defaultdict(
            list
        )  # names given, and concepts gone up in it
        self._moved: set[str] = set()  # normal names that were given or taken
        self._shorn: set[str] = set()  # who had them
        self._rejected: set[str] = set()

    @cached_property
    def _contexts(self) -> Mapping[str, list[Context]]:
        found: defaultdict[str, list[Context]] = defaultdict(list)
        for context in self._before.contexts:
            found[normal(context.name)].append(context)
        return found

    def find(self, name: str) -> Concept | None:
        """The concept that a name means, be it only in a context; as it was before, but under its id of now."""
        key = normal(name)
        found = self._by_name.get(key)
        if found is None and key in self._contexts and key not in self._moved:
            found = self._contexts[key][0].concept
        return self._concepts.get(self._now(found)) if found else None

    def accept(self, name: str, label: str, kind: ConceptType) -> str:
        """A candidate becomes a concept, under the id that it had; returns that."""
        key = slug(normal(name))
        if key in self._concepts:
            key += "-" + hashlib.sha256(f"{kind} {name}".encode("utf-8", "surrogatepass")).hexdigest()[:8]
        others = (name,) if normal(name) != normal(label) else ()
        self._concepts[key] = Concept(key, label, kind, others, origin=Origin.ADDED)
        self._by_name |= {normal(one): key for one in (label, *others)}
        return key

    def join(self, gone: str, kept: str) -> None:
        """A concept goes up in another."""
        self._into[gone] = kept
        self._parts[kept].append(self._concepts[gone])

    def give(self, name: str, concept: str) -> tuple[str, ...]:
        """A name means a concept, whoever had it; returns who that was."""
        held = self._take(name)
        self._parts[concept].append(name)
        self._by_name[normal(name)] = concept
        return held

    def reject(self, name: str) -> tuple[str, ...]:
        """A name means nothing; returns who had it."""
        self._rejected.add(normal(name))
        return self._take(name)

    def names_of(self, concept: Concept) -> tuple[str, ...]:
        """The names by which a document is known to speak of a concept."""
        return tuple(islice(self._written(concept), _MOST_NAMES))

    def _take(self, name: str) -> tuple[str, ...]:
        key = normal(name)
        contexts = () if key in self._moved else self._contexts.get(key, ())
        holders = {self._now(one) for one in (self._by_name.pop(key, ""), *(c.concept for c in contexts)) if one}
        self._moved.add(key)
        self._shorn |= holders
        return tuple(sorted(holders))

    def _now(self, concept: str) -> str:
        """The id of what a concept went up in. Ways are halved as they are walked."""
        while (above := self._into.get(concept)) is not None:
            if (beyond := self._into.get(above)) is not None:
                self._into[concept] = above = beyond
            concept = above
        return concept

    def _whole(self, concept: Concept) -> Iterator[str | Concept]:
        """A concept, then the names that it was given and the concepts that went up in it, with theirs."""
        todo: list[str | Concept] = [concept]
        while todo:
            part = todo.pop()
            yield part
            if isinstance(part, Concept):
                todo += reversed(self._parts.get(part.id, ()))

    def _written(self, concept: Concept) -> Iterator[str]:
        for part in self._whole(concept):
            yield from (part,) if isinstance(part, str) else (part.label, *part.names)

    def done(self, digest: str) -> Vocabulary:
        """The vocabulary with all that was put right. `digest`: its own."""
        concepts = {key: one for key, one in self._concepts.items() if key not in self._into}
        nameless: dict[str, tuple[str, ...]] = {}
        for key in sorted({self._now(one) for one in (*self._parts, *self._shorn)}):
            whole = self._made(concepts[key])
            concepts[key] = whole
            if not whole.label:
                nameless[key] = whole.broader
        concepts = self._placed({key: one for key, one in concepts.items() if key not in nameless}, nameless)
        return Vocabulary(
            concepts=concepts,
            by_name={name: self._now(key) for name, key in self._by_name.items()} if self._into else self._by_name,
            contexts=tuple(self._standing()),
            digest=digest,
            narrower=narrower_of(concepts),
            rejected=frozenset(self._rejected - self._by_name.keys()),
        )

    def _made(self, concept: Concept) -> Concept:
        """A concept with what it was given and without what was taken from it; without a label if nothing is left."""
        parts = [part for part in self._whole(concept) if isinstance(part, Concept)]
        own = [name for name in (concept.label, *concept.names) if self._has(concept.id, name)]
        known = {normal(name): name for name in own}
        others = islice(self._written(concept), 1 + len(concept.names), None)
        more = {normal(name): name for name in reversed([*others]) if self._has(concept.id, name)}
        label, *names = [*own, *(more[key] for key in reversed(more) if key not in known)] or [""]
        return replace(
            concept,
            label=label,
            names=tuple(names),
            broader=tuple(dict.fromkeys(above for part in parts for above in part.broader)),
            identifiers=tuple(dict.fromkeys(one for part in parts for one in part.identifiers)),
        )

    def _has(self, concept: str, name: str) -> bool:
        key = normal(name)
        return key not in self._moved or self._now(self._by_name.get(key, "")) == concept

    def _placed(self, concepts: dict[str, Concept], nameless: Mapping[str, tuple[str, ...]]) -> dict[str, Concept]:
        """The concepts below what is there now; where two that became one made a circle of it, that is cut."""
        if self._into or nameless:
            for key, one in concepts.items():
                above = tuple(dict.fromkeys(self._above(key, one.broader, nameless)))
                if above != one.broader:
                    concepts[key] = replace(one, broader=above)
        ways = {key: one.broader for key, one in concepts.items()}
        if not has_circle(ways, ways):
            return concepts
        freed, _ = without_circles(ways, {})
        return {key: replace(one, broader=tuple(freed.get(key, ()))) for key, one in concepts.items()}

    def _above(self, key: str, broader: Iterable[str], nameless: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
        """What is above a concept: in the place of one without a name what is above that."""
        seen = {key}
        todo = [*broader][::-1]
        while todo:
            above = self._now(todo.pop())
            if above not in seen:
                seen.add(above)
                if above in nameless:
                    todo += reversed(nameless[above])
                else:
                    yield above

    def _standing(self) -> Iterator[Context]:
        for context in self._before.contexts:
            if normal(context.name) not in self._moved:
                now = self._now(context.concept)
                yield context if now == context.concept else replace(context, concept=now)
