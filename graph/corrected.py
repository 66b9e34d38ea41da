"""Corrections as the graph holds them: who corrected what, when and why (PROV-O), and which articles it concerned.

The graph of corrections says what each one is and which concepts it is about; the graph of each document which of them
concern it, and for an assertion that was rejected where it stood.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph.curating import Curated
from graph.curation import Action, Correction
from graph.ids import Iris, assertion_id
from graph.model import Reading
from graph.names import slug
from graph.nquads import lines, literal, typed
from graph.queries import named
from graph.terms import MYO, PROV, RDF, RDFS

if TYPE_CHECKING:
    from graph.store import Store

_TYPE = f"{RDF}type"
_BEGIN = "T00:00:00"  # of the day: the range of prov:generatedAtTime is xsd:dateTime, and no time of day is kept


@dataclass(frozen=True, slots=True)
class Done:
    """A correction of a generation and what it concerned there: ids of concepts, assertions and documents.

    `places`: where rejected assertions stood, as (document id, start, end) in code points.
    """

    correction: Correction
    concepts: tuple[str, ...]
    assertions: tuple[str, ...]
    documents: tuple[str, ...]
    places: tuple[tuple[str, int, int], ...]


def corrections_nquads(curated: Curated, iris: Iris) -> str:
    """The corrections' named graph."""
    graph = iris.corrections_graph()
    parts = []
    # others cannot be used, which the reading tells, or a later one overrules them
    counting = [one for one in curated.curation.corrections if one.id in curated.touches]
    for correction in counting:
        touched = ((f"{MYO}touches", f"<{iris.concept(one)}>") for one in curated.touches[correction.id])
        parts.append(lines(iris.correction(correction.id), [*_facts(correction, iris), *touched], graph))
    for who in sorted({one.who for one in counting if one.who}):
        agent = [(_TYPE, f"<{PROV}Agent>"), (f"{RDFS}label", literal(who))]
        parts.append(lines(iris.curator(slug(who)), agent, graph))
    return "".join(parts)


def applied_nquads(reading: Reading, iris: Iris) -> Iterator[str]:
    """What a document's graph says of the corrections that concern it."""
    graph = iris.document(reading.document.id)
    for one in reading.applied:
        about = [(f"{MYO}appliedIn", f"<{graph}>")]
        if one.assertion is not None:
            said = one.assertion
            touched = (iris.assertion(assertion_id(said.key)), iris.concept(said.subject), iris.concept(said.object))
            about += ((f"{MYO}touches", f"<{iri}>") for iri in touched)
            spans = sorted({evidence.passage for evidence in said.evidence})
            about += ((f"{MYO}rejectedAt", f"<{graph}#char={span.start},{span.end}>") for span in spans)
        yield lines(iris.correction(one.correction), about, graph)


def _facts(correction: Correction, iris: Iris) -> Iterator[tuple[str, str]]:
    _, about, value, document, who, when, why = correction.fields
    yield _TYPE, f"<{MYO}Correction>"
    yield _TYPE, f"<{PROV}Entity>"
    yield f"{MYO}action", literal(correction.action)
    yield f"{MYO}about", literal(about)
    if value:
        yield f"{MYO}value", literal(value)
    if document:
        yield f"{MYO}inDocument", literal(document)
    if who:
        yield f"{PROV}wasAttributedTo", f"<{iris.curator(slug(who))}>"
        yield f"{MYO}who", literal(who)
    if when:
        yield f"{PROV}generatedAtTime", typed(f"{when}{_BEGIN}", "dateTime")
    if why:
        yield f"{RDFS}comment", literal(why)


def done(store: Store, iris: Iris) -> tuple[Done, ...]:
    """The corrections that a generation was read with, by who and what: newest first, those without a day last."""
    found: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for at, about, value in sorted(store.rows(named("corrections", iris)), key=str):
        found[at or ""][about or ""].append(value or "")
    all_done = [_done(facts, iris) for _, facts in sorted(found.items())]
    return tuple(sorted(all_done, key=lambda one: one.correction.when, reverse=True))


def _done(facts: Mapping[str, list[str]], iris: Iris) -> Done:
    def one(name: str) -> str:
        return next(iter(facts.get(name, ())), "")

    touched = [found for iri in facts.get(f"{MYO}touches", ()) if (found := iris.parse(iri))]
    correction = Correction(
        Action(one(f"{MYO}action")),
        tuple(one(f"{MYO}about").split(" | ")),
        tuple(part for part in one(f"{MYO}value").split(" | ") if part),
        one(f"{MYO}inDocument"),
        one(f"{MYO}who"),
        one(f"{PROV}generatedAtTime").removesuffix(_BEGIN),
        one(f"{RDFS}comment"),
    )
    return Done(
        correction,
        tuple(key for kind, key in touched if kind == "concept"),
        tuple(key for kind, key in touched if kind == "assertion"),
        tuple(found[1] for iri in facts.get(f"{MYO}appliedIn", ()) if (found := iris.parse(iri))),
        tuple(_place(iri, iris) for iri in facts.get(f"{MYO}rejectedAt", ())),
    )


def _place(iri: str, iris: Iris) -> tuple[str, int, int]:
    address, _, span = iri.partition("#char=")
    start, _, end = span.partition(",")
    return (iris.parse(address) or ("", ""))[1], int(start), int(end)
