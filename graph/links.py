"""From what single documents assert to the edges that all of them together make. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from graph.belief import Weighing, Witness, weigh
from graph.model import Assertion, Certainty, Concept, Evidence, Link, Polarity, Predicate

Edge = tuple[str, Predicate, str]


class Claim(NamedTuple):
    """An assertion with one of its passages, as far as belief needs it: no quotes, so that 100,000 are light."""

    subject: str
    predicate: Predicate
    object: str
    polarity: Polarity
    certainty: Certainty
    document: str
    rule: str


def claims(assertions: Iterable[Assertion]) -> tuple[Claim, ...]:
    """One claim for each passage of each assertion."""
    return tuple(
        Claim(said.subject, said.predicate, said.object, said.polarity, said.certainty, passage.document, passage.rule)
        for said in assertions
        for passage in said.evidence
    )


def bare_links(
    said: Iterable[Claim],
    families: Mapping[str, str],
    concepts: Mapping[str, Concept],
    rule_errors: Mapping[str, float],
) -> tuple[Link, ...]:
    """One link for each subject, predicate and object, without its assertions; sorted by these three.

    `families`: document id to family id (a document that is not there is its own). `concepts` must hold every
    subject and object. `rule_errors`: see `graph.belief.weigh`.
    """
    witnesses: defaultdict[Edge, set[Witness]] = defaultdict(set)
    for claim in said:
        family = families.get(claim.document, claim.document)
        witnesses[claim[:3]].add(Witness(family, claim.polarity, claim.certainty, claim.rule))
    return tuple(_link(edge, weigh(witnesses[edge], rule_errors), concepts) for edge in sorted(witnesses))


def links(
    assertions: Iterable[Assertion],
    families: Mapping[str, str],
    concepts: Mapping[str, Concept],
    rule_errors: Mapping[str, float],
) -> tuple[Link, ...]:
    """As `bare_links`, from assertions and with them: those that say the same are one, with all their evidence."""
    assertions = tuple(assertions)
    return with_assertions(bare_links(claims(assertions), families, concepts, rule_errors), assertions)


def with_assertions(bare: Iterable[Link], assertions: Iterable[Assertion]) -> tuple[Link, ...]:
    """The same links, each with those of the assertions that speak of it."""
    by_edge: defaultdict[Edge, list[Assertion]] = defaultdict(list)
    for assertion in merged(assertions):
        by_edge[(assertion.subject, assertion.predicate, assertion.object)].append(assertion)
    return tuple(
        # written out: `dataclasses.replace` takes three times as long
        Link(
            link.subject,
            link.predicate,
            link.object,
            tuple(by_edge.get(edge_of(link), ())),
            link.belief,
            link.support,
            link.against,
            link.disputed,
        )
        for link in bare
    )


def merged(assertions: Iterable[Assertion]) -> tuple[Assertion, ...]:
    """One assertion for each key, sorted by it; its evidence by document and place, none of it twice."""
    held: defaultdict[tuple[str, str, str, str, str], list[Assertion]] = defaultdict(list)
    for assertion in assertions:
        held[assertion.key].append(assertion)
    return tuple(_one(same) for _, same in sorted(held.items()))


def edge_of(link: Link) -> Edge:
    """What a link is known by: the ids of its ends and its predicate."""
    return (link.subject.id, link.predicate, link.object.id)


def by_belief(link: Link) -> tuple[float, int, str, str, str]:
    """The key by which links are listed: most believed first, then most supported, then by ids."""
    return (-link.belief, -link.support, *edge_of(link))


def stated_in(links: Iterable[Link]) -> frozenset[Edge]:
    """Those of which some article speaks without a doubt, as far as they have their assertions with them."""
    return frozenset(
        edge_of(link) for link in links if any(said.certainty is Certainty.STATED for said in link.assertions)
    )


def is_denied(link: Link) -> bool:
    """True when more independent documents deny the link than support it."""
    return link.against > link.support


def _one(same: list[Assertion]) -> Assertion:
    first = same[0]
    passages = {passage for assertion in same for passage in assertion.evidence}
    evidence = tuple(sorted(passages, key=_place))
    return Assertion(first.subject, first.predicate, first.object, first.polarity, first.certainty, evidence)


def _place(evidence: Evidence) -> tuple[str, int, int, int, int, int, int, str]:
    spans = (evidence.passage, evidence.subject, evidence.object)
    start, end, subject, subject_end, object_, object_end = (at for span in spans for at in (span.start, span.end))
    return (evidence.document, start, end, subject, subject_end, object_, object_end, evidence.rule)


def _link(edge: Edge, found: Weighing, concepts: Mapping[str, Concept]) -> Link:
    subject, predicate, object_ = edge
    return Link(concepts[subject], predicate, concepts[object_], (), *found)
