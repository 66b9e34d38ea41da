"""The names in one document's sentences, and how they grow: given ones, the title's, short forms, provisional ones."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property

from graph.model import Document, Origin, Span
from graph.names import stems
from ingest.abbreviations import short_names, without_echoes
from ingest.curated import Curator
from ingest.hits import Hits
from ingest.knowledge import Knowledge
from ingest.lexicon import Compose, Hit, Name
from ingest.mentions import Named, compose, find_names, with_given
from ingest.passage import Group, group_names
from ingest.predicated import predicated
from ingest.titled import titled_names
from ingest.wording import flat

# Characters. What is longer is a table or rubbish, not a sentence; rules look at all its names for each of its verbs.
LONGEST = 1500


class Names:
    """The names in one document, sentence by sentence. `given`: those that are known beforehand to stand in it."""

    def __init__(
        self, document: Document, knowledge: Knowledge, hits: Hits, curator: Curator, given: Sequence[Named]
    ) -> None:
        self._document = document
        self._knowledge = knowledge
        self._hits = hits
        self._curator = curator
        self._flat = curator.flat
        self._sentences = hits.sentences
        self._numbers = {sentence.span.start: number for number, sentence in enumerate(self._sentences)}
        self._starts = list(self._numbers)
        self._given = with_given(curator.given(), given)
        self._named = [self._names_of(number) for number in range(len(self._sentences))]
        self.take(curator.kept(titled_names(document.title, self._flat, self._title_names)))
        self.take(short_names(document.text, self.all()))

    def all(self) -> list[Named]:
        """All names, in order."""
        return [named for names in self._named for named in names]

    def of(self, number: int) -> list[Named]:
        """The names in a sentence, by its number."""
        return self._named[number]

    def take(self, names: Sequence[Named]) -> None:
        """Names that hold in this document alone; what was given beforehand keeps its meaning."""
        if names:
            self._given = with_given(names, self._given)
            for number in sorted({number for named in names for number in self._met_by(named.span)}):
                self._named[number] = self._names_of(number)

    def accept(self, number: int, named: Named) -> None:
        """Adds a provisional name to those of a sentence; it takes the place of any that it meets."""
        apart = [n for n in self._named[number] if not n.span.meets(named.span)]
        self._named[number] = sorted([*apart, named], key=lambda n: n.span)

    def lists_in(self, span: Span) -> tuple[Group, ...]:
        """The lists of names in a heading, lead-in, label or any other span."""
        number = self._numbers.get(span.start)
        whole = number is not None and self._sentences[number].span == span
        names = self._named[number] if number is not None and whole else self._names_in(span)
        return group_names(without_echoes(names, self._flat), self._flat)

    def in_title(self) -> list[str]:
        """Ids of the concepts that the title names."""
        known = [named.concept.id for named in self._title_names]
        return known + [named.concept.id for named in self._given if named.concept.origin is Origin.PROVISIONAL]

    def _met_by(self, span: Span) -> Iterator[int]:
        """The numbers of the sentences that share text with a span."""
        number = max(0, bisect_right(self._starts, span.start) - 1)
        while number < len(self._sentences) and self._sentences[number].span.start < span.end:
            if self._sentences[number].span.meets(span):
                yield number
            number += 1

    def _names_of(self, number: int) -> list[Named]:
        found = self._hits.of(number)
        span = self._sentences[number].span
        names = self._names_by(span, found.get(Name, ()), found.get(Compose, ()))
        known = self._knowledge
        if not names or len(span) > LONGEST:
            return names
        return predicated(names, span, self._flat, known.predicated, known.vocabulary)

    def _names_in(self, span: Span) -> list[Named]:
        hits = self._hits.within(span)
        return self._names_by(span, hits, hits)

    def _names_by(self, span: Span, hits: Sequence[Hit], parts: Sequence[Hit]) -> list[Named]:
        """The names in a span, by the hits of names there and those of what names are put together with."""
        vocabulary = self._knowledge.vocabulary
        found = find_names(hits, self._document.text, vocabulary, self._has_word) if hits else []
        if self._given:
            found = with_given(found, self._given_in(span))
        if not found or len(span) > LONGEST:
            return found
        return self._curator.kept(compose(found, parts, self._flat, vocabulary) if parts else found)

    def _given_in(self, span: Span) -> list[Named]:
        first = bisect_left(self._given, span.start, key=_start)
        last = bisect_left(self._given, span.end, lo=first, key=_start)
        return [named for named in self._given[first:last] if named.span.end <= span.end]

    def _has_word(self, word: str) -> bool:
        return word in self._words

    @cached_property
    def _words(self) -> frozenset[str]:
        return stems(self._document.text)

    @cached_property
    def _title_names(self) -> list[Named]:
        title = self._document.title
        return find_names(self._knowledge.lexicon.scan(flat(title)), title, self._knowledge.vocabulary, self._has_word)


def _start(named: Named) -> int:
    return named.span.start
