"""Answers that are lists: what bears on a concept, or what it bears on, with what is disputed or denied set apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from graph.links import by_belief, is_denied
from graph.model import Concept, ConceptType, Link, Predicate
from graph.reader import GraphReader
from graph.sieve import OPEN, Sieve
from search.answerwords import Listed
from search.questions import Query, Question
from search.sparql import list_query
from search.verdict import Counts, Verdict, count

_RELIEF = frozenset({Predicate.TREATS, Predicate.PREVENTS})  # "does it help" asks for both

# What is judged as one: the concept that is listed, and a relation or several that say much the same.
Claim = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Found:
    """The links of a list without their passages: those that hold, those that do not; and how to say it."""

    holding: tuple[Link, ...]
    against: tuple[Link, ...]
    listed: Listed
    sparql: str

    @property
    def empty(self) -> bool:
        """True where no article says anything of it."""
        return not (self.holding or self.against)


def find_list(question: Question, known: Collection[str], graph: GraphReader, sieve: Sieve = OPEN) -> Found:
    """The list for a question about some concepts, the one that was asked for first.

    The form's own predicates come first, each with the most believed first. What is narrower than the concept that was
    asked for is not listed, nor what the sieve holds back.
    """
    form, into = question.form, question.form.query is Query.INTO
    first = next(iter(known))
    apart = dict.fromkeys((*known, *graph.narrower(first)))
    only = frozenset(one for wide in question.kind.within for one in graph.narrower(wide))
    ends = {"object": known} if into else {"subject": known}
    sought = [
        link
        for predicate in (*form.predicates, *form.also)
        for link in graph.bare_links(predicate=predicate, **ends)
        if _is_sought(_other(link, into), apart, question) and (not only or _other(link, into).id in only)
    ]
    if not sieve.open:
        sought = [link for link in sieve.kept(sought, graph.stated()) if sieve.allows(_other(link, into).type)]
    verdicts = _verdicts(sought, into, graph)
    judged = [(link, _holds(link, verdicts[_claim(link, into)])) for link in sought]
    holding = tuple(link for link, holds in judged if holds)
    against = tuple(sorted((link for link, holds in judged if not holds), key=by_belief))
    listed = _listed(holding, against, question, verdicts, first)
    listed = Listed(*([_said(label, graph) for label in labels] for labels in listed)) if into else listed
    return Found(holding, against, listed, list_query(form, known, apart, (question.types, only), graph.iris))


def _is_sought(found: Concept, apart: Collection[str], question: Question) -> bool:
    """Not the concept itself or a narrower one, and of a type that was asked for."""
    return found.id not in apart and (not question.types or found.type in question.types)


def _other(link: Link, into: bool) -> Concept:
    return link.subject if into else link.object


def _known(link: Link, into: bool) -> Concept:
    return link.object if into else link.subject


def _claim(link: Link, into: bool) -> Claim:
    kin = "relief" if link.predicate in _RELIEF else link.predicate.value
    return _other(link, into).id, kin


def _verdicts(links: Iterable[Link], into: bool, graph: GraphReader) -> Mapping[Claim, Verdict]:
    """What all articles together say of each claim: the same that the answer to a yes/no question says."""
    claims: defaultdict[Claim, list[Link]] = defaultdict(list)
    for link in links:
        claims[_claim(link, into)].append(link)
    return {claim: _verdict(same, graph) for claim, same in claims.items()}


def _verdict(links: list[Link], graph: GraphReader) -> Verdict:
    contested = any(link.against or link.disputed for link in links)
    counts = count(graph.with_evidence(links), graph) if contested else Counts(1, 0, 0)
    return counts.verdict


def _holds(link: Link, verdict: Verdict) -> bool:
    return verdict is Verdict.YES and link.support > 0 and not is_denied(link)


def _listed(
    holding: Collection[Link],
    against: Collection[Link],
    question: Question,
    verdicts: Mapping[Claim, Verdict],
    asked: str,
) -> Listed:
    form, into = question.form, question.form.query is Query.INTO
    first = _labels((link for link in holding if link.predicate in form.predicates), into)
    also = _labels((link for link in holding if link.predicate not in form.predicates), into)
    said = {*first, *also}
    left = [link for link in against if _other(link, into).label not in said]
    denied = [link for link in left if verdicts[_claim(link, into)] is Verdict.NO]
    doubted = [link for link in left if verdicts[_claim(link, into)] is not Verdict.NO]
    return Listed(first, also, _exact(doubted, into, asked), _exact(denied, into, asked))


def _said(label: str, graph: GraphReader) -> str:
    """A label as the subject of a sentence: classes of drugs in the plural ("statins"), all else as it is."""
    name, bracket, about = label.partition(" (")
    concept = graph.vocabulary.find(name)
    is_class = concept is not None and concept.type is ConceptType.DRUG and concept.id in graph.vocabulary.narrower
    # what is not counted ("chemotherapy") has no plural
    return f"{name}s{bracket}{about}" if is_class and not name.endswith(("s", "y", "insulin", "hormone")) else label


def _labels(links: Iterable[Link], into: bool) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_other(link, into).label for link in links))


def _exact(links: Iterable[Link], into: bool, asked: str) -> tuple[str, ...]:
    """Labels; where articles speak only of something narrower than what was asked for, this stands behind."""
    about: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for link in links:
        about[_other(link, into).label][_known(link, into).id] = _known(link, into).label
    return tuple(
        label if asked in known else f"{label} ({', '.join(sorted(known.values()))})" for label, known in about.items()
    )
