"""Names that no vocabulary has: provisional concepts of a library, and phrases that a slot offered in vain."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from graph.likeness import Likeness
from graph.model import Concept, Document, Origin
from graph.names import normal
from graph.reader import GraphReader
from graph.vocabulary import Vocabulary
from ingest.knowledge import Knowledge
from ingest.offered import offered
from ingest.pipeline import steps
from ingest.wording import flat
from myograph.progress import Progress

EXAMPLES = 2
_LIKELY = 3


@dataclass(frozen=True, slots=True)
class Example:
    """A passage that names a candidate: the document's name, and the sentence."""

    document: str
    quote: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A name to accept, merge or reject. `is_provisional`: claims are made of it, else it is only offered.

    `articles` counts independent ones: copies of one article once. `likely`: labels of concepts that it may mean.
    `is_sure`: false where neither its slot nor its words tell what it is.
    """

    concept: Concept
    is_provisional: bool
    passages: int
    articles: int
    examples: tuple[Example, ...]
    likely: tuple[str, ...]
    is_sure: bool = True


@dataclass(slots=True)
class _Places:
    concept: Concept
    is_provisional: bool
    is_sure: bool = True
    found: dict[tuple[str, int], str] = field(default_factory=dict)  # document and place to sentence


def candidates(
    graph: GraphReader, knowledge: Knowledge | None, vocabulary: Vocabulary, progress: Progress
) -> tuple[Candidate, ...]:
    """All candidates: provisional ones first, then those that most articles name.

    `knowledge` reads the articles once more, for phrases of which no claim is made; without it these are left out.
    """
    places = _provisional(graph)
    if knowledge is not None:
        sources = graph.documents()
        progress.stage("Reading again", len(sources))
        for source in sources:
            document = graph.document(source.id)
            if document is not None:
                _look(document, knowledge, places)
            progress.step()
    likeness = Likeness(vocabulary)
    found = (_candidate(one, graph, likeness) for one in places.values())
    return tuple(sorted(found, key=_rank))


def weak_candidate(name: str, graph: GraphReader, knowledge: Knowledge) -> Concept | None:
    """The phrase of this name of which no claim is made, as `candidates` shows it; None where no article offers it.

    Only the articles that hold its words are read again.
    """
    wanted = normal(name)
    *words, last = wanted.split()
    parts = (*words, last[: max(3, len(last) - 3)])  # an article may have the plural
    for source in graph.documents():
        document = graph.document(source.id)
        if document is None or not all(part in flat(document.text) for part in parts):
            continue
        found = next((one for one in _unknown(document, knowledge) if normal(one.label) == wanted), None)
        if found is not None:
            return found
    return None


def _unknown(document: Document, knowledge: Knowledge) -> Iterator[Concept]:
    """What a document offers, and what claims would be made of now: another candidate may have been accepted since."""
    for step in steps(document, knowledge):
        yield from (named.concept for named, _ in offered(step, knowledge))
        names = step.passage.names if step.passage else ()
        yield from (named.concept for named in names if named.concept.origin is Origin.PROVISIONAL)


def _rank(one: Candidate) -> tuple[bool, bool, int, int, str]:
    """First what claims are made of, then what tells its kind or stands in two articles, then what may be anything."""
    is_doubtful = not (one.is_provisional or one.is_sure or one.articles > 1)
    return not one.is_provisional, is_doubtful, -one.articles, -one.passages, one.concept.label


def _provisional(graph: GraphReader) -> dict[str, _Places]:
    own = [concept for concept in graph.concepts() if concept.origin is Origin.PROVISIONAL]
    places = {concept.id: _Places(concept, True) for concept in own}
    bare = {*graph.bare_links(subject=places.keys()), *graph.bare_links(object=places.keys())}
    for link in graph.with_evidence(sorted(bare, key=lambda one: (one.subject.id, one.predicate, one.object.id))):
        for passage in (passage for said in link.assertions for passage in said.evidence):
            for end in (link.subject.id, link.object.id):
                if end in places:
                    places[end].found[passage.document, passage.passage.start] = passage.quote
    return {key: place for key, place in places.items() if place.found}


def _look(document: Document, knowledge: Knowledge, places: dict[str, _Places]) -> None:
    for step in steps(document, knowledge):
        for named, is_sure in offered(step, knowledge):
            span, concept = step.sentence.span, named.concept
            place = places.setdefault(concept.id, _Places(concept, is_provisional=False, is_sure=is_sure))
            place.is_sure = place.is_sure or is_sure
            place.found.setdefault((document.id, span.start), document.text[span.start : span.end])


def _candidate(place: _Places, graph: GraphReader, likeness: Likeness) -> Candidate:
    by_article: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for (document, _), quote in sorted(place.found.items()):
        source = graph.source(document)
        family, name = (source.family, source.name) if source else (document, document)
        by_article[family].append((name, " ".join(quote.split())))
    shown = [passages[0] for passages in by_article.values()] + [p for some in by_article.values() for p in some[1:]]
    return Candidate(
        place.concept,
        place.is_provisional,
        len(place.found),
        len(by_article),
        tuple(Example(name, quote) for name, quote in shown[:EXAMPLES]),
        likeness.likely(place.concept.label, _LIKELY),
        place.is_sure,
    )
