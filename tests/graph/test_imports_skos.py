"""SKOS in every syntax that is read, OWL with labels, and files that are neither."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from rdflib import Graph

from graph.imports.content import Form
from graph.imports.errors import ElsewhereError, NoTermsError, WrongSyntaxError
from graph.imports.model import Scope, Term
from graph.imports.skos import parse_rdf

PREFIXES = """@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix oio: <http://www.geneontology.org/formats/oboInOwl#> .
@prefix xl: <http://www.w3.org/2008/05/skos-xl#> .
@prefix mesh: <http://id.nlm.nih.gov/mesh/> .
@prefix doid: <http://purl.obolibrary.org/obo/DOID_> .
@prefix : <https://example.org/> .
"""
CRAMP = """mesh:D1 a skos:Concept ; skos:prefLabel "muscle cramp"@en, "Muskelkrampf"@de ;
  skos:altLabel "charley horse"@en, "crampe"@fr, "spasm" ; skos:hiddenLabel "muscel cramp" ;
  skos:broader mesh:D2 ; skos:exactMatch doid:7 ; skos:notation "C23" .
mesh:D2 a skos:Concept ; skos:prefLabel "pain" .
"""
EXACT = tuple((name, Scope.EXACT) for name in ("charley horse", "spasm", "muscel cramp"))
WHOLE = (Term("MESH:D1", "muscle cramp", EXACT, ("MESH:D2",), ("DOID:7",)), Term("MESH:D2", "pain"))


def turtle(body: str) -> tuple[Term, ...]:
    return parse_rdf(PREFIXES + body, "x.ttl", Form.TURTLE).terms


@pytest.mark.parametrize("form", [Form.TURTLE, Form.N3, Form.NT, Form.XML, Form.JSONLD, Form.TRIG])
def test_a_vocabulary_is_the_same_in_every_syntax(form: Form) -> None:
    text = Graph().parse(data=PREFIXES + CRAMP, format="turtle").serialize(format=form.value)
    assert parse_rdf(text, "x", form).terms == WHOLE


def test_quads_are_read_whatever_their_graph() -> None:
    concept = "<https://example.org/1> <http://www.w3.org/2004/02/skos/core#prefLabel>"
    text = f'{concept} "cramp"@en <https://example.org/g> .\n'
    assert [term.label for term in parse_rdf(text, "x.nq", Form.NQUADS).terms] == ["cramp"]


@pytest.mark.parametrize(
    ("body", "names"),
    [
        pytest.param('oio:hasExactSynonym "spasm"', (("spasm", Scope.EXACT),), id="exact"),
        pytest.param('oio:hasRelatedSynonym "stitch"', (("stitch", Scope.RELATED),), id="related"),
        pytest.param('oio:hasNarrowSynonym "crick"', (("crick", Scope.NARROW),), id="narrow"),
        pytest.param('rdfs:comment "pain"', (), id="a remark is no name"),
    ],
)
def test_owl_classes_with_labels_are_concepts_too(body: str, names: tuple[tuple[str, Scope], ...]) -> None:
    (term,) = turtle(
        f'doid:1 a owl:Class ; rdfs:label "cramp" ; rdfs:subClassOf doid:2, [ a owl:Restriction ] ; {body} .'
    )
    assert (term.id, term.label, term.broader, term.names) == ("DOID:1", "cramp", ("DOID:2",), names)


def test_what_is_narrower_is_broader_from_the_other_side() -> None:
    terms = turtle(':a skos:prefLabel "pain" ; skos:narrower :b . :b skos:prefLabel "cramp" .')
    assert [term.broader for term in terms] == [(), ("https://example.org/a",)]


def test_labels_may_be_things_of_their_own() -> None:
    (term,) = turtle(':a xl:prefLabel [ xl:literalForm "cramp"@en ] ; xl:altLabel [ xl:literalForm "spasm" ] .')
    assert (term.label, term.names) == ("cramp", (("spasm", Scope.EXACT),))


def test_deprecated_concepts_are_left_out() -> None:
    text = PREFIXES + ':a skos:prefLabel "cramp" . :b skos:prefLabel "old" ; owl:deprecated true .'
    parsed = parse_rdf(text, "x.ttl", Form.TURTLE)
    assert ([term.label for term in parsed.terms], parsed.obsolete) == (["cramp"], 1)


def test_a_concept_without_an_english_label_is_a_problem_and_the_rest_goes_on() -> None:
    parsed = parse_rdf(
        PREFIXES + ':a skos:prefLabel "Krampf"@de . :b skos:prefLabel "cramp"@en-GB .', "x.ttl", Form.TURTLE
    )
    assert [term.label for term in parsed.terms] == ["cramp"]
    assert [problem.what for problem in parsed.problems] == ["https://example.org/a has no English label"]


NT = '<a:b> <c:d> "é" .\n'


@pytest.mark.parametrize(
    ("text", "form", "line", "said"),
    [
        pytest.param("@prefix : <https://e.org/> .\n\n:a :b [ .\n", Form.TURTLE, 3, "Turtle: the line", id="turtle"),
        pytest.param("@prefix : <https://e.org/> .\n:a :b [", Form.TURTLE, 2, "Turtle: the file breaks off", id="cut"),
        pytest.param("\n<a:b> u:c 5 .\n", Form.TURTLE, 2, "the prefix u: is declared nowhere above", id="a prefix"),
        pytest.param('<a:b> <c:d> "x .\n', Form.TURTLE, 1, "a quotation mark is not closed on its line", id="a quote"),
        pytest.param("@prefix", Form.N3, 0, "N3: the file breaks off", id="n3"),
        pytest.param("{ <a:b> \nzog", Form.TRIG, 2, "TriG: the line", id="trig"),
        pytest.param("<a>\n<b>", Form.XML, 2, "RDF/XML: the file breaks off", id="xml, cut"),
        pytest.param("<rdf:RDF>\n</rdf:RDF>", Form.XML, 1, "a prefix is declared nowhere above", id="xml prefix"),
        pytest.param("no XML at all", Form.XML, 1, "perhaps the file breaks off", id="no xml"),
        pytest.param("<a>\n<b>\n</a>\n", Form.XML, 3, "another element is closed", id="xml"),
        pytest.param('{"a": 1,\n "b" }', Form.JSONLD, 2, "JSON-LD: the line", id="json"),
        pytest.param("[" * 50_000, Form.JSONLD, 0, "brackets stand too deep", id="json without end"),
        pytest.param('"zog"', Form.JSONLD, 0, "This is no JSON-LD (x). Correct", id="what nobody explains"),
        pytest.param(f"{NT}rubbish\n", Form.NT, 2, "N-Triples: the line", id="n-triples"),
        pytest.param(f"{NT}\n{NT}<a:b> <c:d>\n", Form.NT, 4, "N-Triples: the line", id="half a triple"),
        pytest.param(f"{NT}<a:b> <c d> <e:f> .\n{NT}", Form.NT, 2, "N-Triples: the line", id="a space too many"),
        pytest.param(f'{NT}<a:b> <c:d> "x"@@ .\n{NT}', Form.NT, 2, "N-Triples: the line", id="a sign too many"),
        pytest.param(f'{NT}{NT}<a:b> <c:d> "x', Form.NT, 3, "perhaps the file breaks off", id="n-triples, cut"),
        pytest.param("<a:b> <c:d> .\n", Form.NQUADS, 1, "N-Quads: the line", id="n-quads"),
    ],
)
def test_a_wrong_syntax_is_told_with_its_line_in_our_words(text: str, form: Form, line: int, said: str) -> None:
    with pytest.raises(WrongSyntaxError) as caught:
        parse_rdf(text, "x", form)
    assert said in str(caught.value)
    assert caught.value.where == (f"x, line {line}" if line else "x")
    foreign = ("Bad syntax", "Invalid", "unknown", "Expecting", "recursion", "char ", "local variable", "index", "b'")
    assert not [word for word in foreign if word in caught.value.what]


def test_rdf_without_concepts_is_refused() -> None:
    with pytest.raises(NoTermsError, match="holds no skos:Concept"):
        turtle(":a :b :c .")


@pytest.mark.parametrize(
    "document",
    [
        pytest.param({"@context": "https://example.org/c"}, id="context"),
        pytest.param([{"@graph": [{"@context": [{}, "c.jsonld"]}]}], id="deep inside"),
        pytest.param({"@context": {"@import": "file:///etc/passwd"}}, id="import"),
    ],
)
def test_nothing_is_fetched_from_elsewhere(document: object) -> None:
    with pytest.raises(ElsewhereError, match="Nothing is fetched"):
        parse_rdf(json.dumps(document), "x.jsonld", Form.JSONLD)


def test_xml_entities_from_elsewhere_stay_empty(tmp_path: Path) -> None:
    (secret := tmp_path / "secret.txt").write_text("secret")
    text = (
        f'<!DOCTYPE r [<!ENTITY e SYSTEM "{secret.as_uri()}">]>\n'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
        'xmlns:skos="http://www.w3.org/2004/02/skos/core#">'
        '<skos:Concept rdf:about="https://example.org/1"><skos:prefLabel>cramp &e;</skos:prefLabel></skos:Concept>'
        "</rdf:RDF>"
    )
    assert [term.label.strip() for term in parse_rdf(text, "x.rdf", Form.XML).terms] == ["cramp"]


def test_xml_entities_that_grow_without_end_are_refused() -> None:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 100}">' for n in range(1, 8))
    text = f'<!DOCTYPE r [<!ENTITY e0 "zog">{entities}]>\n<rdf:RDF>&e7;</rdf:RDF>'
    with pytest.raises(WrongSyntaxError, match="This is no RDF/XML"):
        parse_rdf(text, "x.rdf", Form.XML)
