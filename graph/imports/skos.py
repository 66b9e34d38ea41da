"""SKOS vocabularies in any RDF syntax; also OWL ontologies with labels, as the OBO Foundry publishes them."""

from __future__ import annotations

import json
import logging
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS, Dataset, Graph, Literal, Namespace, URIRef
from rdflib.term import Node

from graph.imports.content import Form
from graph.imports.curies import curie_of, is_curie
from graph.imports.errors import ElsewhereError, NoTermsError, WrongSyntaxError
from graph.imports.model import Parsed, Scope, Term, problem
from graph.imports.syntax import line_of, reason_of
from graph.model import Problem

SKOSXL = Namespace("http://www.w3.org/2008/05/skos-xl#")
OIO = Namespace("http://www.geneontology.org/formats/oboInOwl#")
_LABELS = (SKOS.prefLabel, RDFS.label)
_NAMES = (
    (SKOS.altLabel, Scope.EXACT),
    (SKOS.hiddenLabel, Scope.EXACT),
    (OIO.hasExactSynonym, Scope.EXACT),
    (OIO.hasNarrowSynonym, Scope.NARROW),
    (OIO.hasBroadSynonym, Scope.BROAD),
    (OIO.hasRelatedSynonym, Scope.RELATED),
)
_BROADER = (SKOS.broader, SKOS.broadMatch, RDFS.subClassOf)
_SAME = (SKOS.exactMatch, SKOS.notation, OIO.hasDbXref, DCTERMS.identifier)
_TITLES = {
    Form.XML: "RDF/XML",
    Form.JSONLD: "JSON-LD",
    Form.NT: "N-Triples",
    Form.NQUADS: "N-Quads",
    Form.TURTLE: "Turtle",
    Form.TRIG: "TriG",
    Form.N3: "N3",
}
_BASE = "https://example.org/"  # before names that are relative, wherever the file lies


def parse_rdf(text: str, name: str, form: Form) -> Parsed:
    """The concepts of an RDF file. Nothing is fetched from elsewhere. Raises VocabularyFileError."""
    if form is Form.JSONLD:
        _check_contexts(text, name)
    graph = _graph(text, name, form)
    subjects = sorted(_subjects(graph))
    if not subjects:
        raise NoTermsError(name, "skos:Concept")
    living = [subject for subject in subjects if (subject, OWL.deprecated, Literal(True)) not in graph]
    broader = _broader(graph)
    terms = [_term(graph, subject, sorted(broader[subject])) for subject in living]
    problems = tuple(_unlabelled(term, name) for term in terms if not term.label)
    return Parsed(name, tuple(term for term in terms if term.label), problems, len(subjects) - len(living))


def _graph(text: str, name: str, form: Form) -> Graph:
    graph = Dataset(default_union=True) if form in (Form.TRIG, Form.NQUADS, Form.JSONLD) else Graph()
    noise = logging.getLogger("rdflib.term")
    before = noise.disabled
    noise.disabled = True  # it would print every strange IRI
    try:
        graph.parse(data=text, format=form.value, publicID=_BASE)
    except Exception as error:  # its parsers let out whatever happens to them
        line = line_of(error, text)
        raise WrongSyntaxError(name, line, _TITLES[form], reason_of(error, line, text)) from error
    finally:
        noise.disabled = before
    return graph


def _subjects(graph: Graph) -> set[URIRef]:
    found = {*graph.subjects(RDF.type, SKOS.Concept), *graph.subjects(RDF.type, OWL.Class)}
    found |= {*graph.subjects(SKOS.prefLabel), *graph.subjects(SKOSXL.prefLabel)}
    return {subject for subject in found if isinstance(subject, URIRef)}


def _broader(graph: Graph) -> defaultdict[Node, set[str]]:
    """What stands above each subject, said from either side."""
    above: defaultdict[Node, set[str]] = defaultdict(set)
    for predicate in _BROADER:
        for subject, object_ in graph.subject_objects(predicate):
            if isinstance(object_, URIRef):
                above[subject].add(curie_of(str(object_), ""))
    for subject, object_ in graph.subject_objects(SKOS.narrower):
        if isinstance(subject, URIRef):
            above[object_].add(curie_of(str(subject), ""))
    return above


def _term(graph: Graph, subject: URIRef, broader: Iterable[str]) -> Term:
    labels = [label for predicate in _LABELS for label in _texts(graph, subject, predicate)]
    labels += _texts(graph, subject, SKOSXL.prefLabel)
    names = [(text, scope) for predicate, scope in _NAMES for text in _texts(graph, subject, predicate)]
    names += [(text, Scope.EXACT) for text in _texts(graph, subject, SKOSXL.altLabel)]
    same = sorted(curie_of(str(one), "") for predicate in _SAME for one in graph.objects(subject, predicate))
    return Term(
        id=curie_of(str(subject), ""),
        label=labels[0] if labels else "",
        names=tuple(names),
        broader=tuple(broader),
        identifiers=tuple(one for one in same if is_curie(one)),
    )


def _texts(graph: Graph, subject: Node, predicate: URIRef) -> list[str]:
    """The English literals, those of no language after them; each by the alphabet."""
    found = []
    for value in graph.objects(subject, predicate):
        forms = graph.objects(value, SKOSXL.literalForm) if predicate in SKOSXL else (value,)
        found += [(one.language or "~", str(one)) for one in forms if isinstance(one, Literal)]
    return [text for language, text in sorted(found) if language == "~" or language.lower().startswith("en")]


def _unlabelled(term: Term, name: str) -> Problem:
    mend = "It is left out. Give it a skos:prefLabel, in English or without a language."
    return problem(f"{term.id} has no English label", name, 0, mend)


def _check_contexts(text: str, name: str) -> None:
    """Raises ElsewhereError where a context would be fetched; a wrong syntax is for the parser to tell."""
    try:
        waiting: list[Any] = [json.loads(text)]
    except (ValueError, RecursionError):
        return
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            for one in (context for key in ("@context", "@import") for context in _listed(value.get(key))):
                if isinstance(one, str):
                    raise ElsewhereError(name, one)
            waiting += value.values()
        elif isinstance(value, list):
            waiting += value


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
