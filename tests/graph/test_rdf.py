"""What a reading becomes: valid N-Quads, nothing lost, nothing that a naive query could misread."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.ids import Iris
from graph.model import Assertion, Certainty, Concept, ConceptType, Link, Polarity, Predicate, Reading, Source
from graph.nquads import escape, is_web_address, literal
from graph.rdf import reading_nquads, summary_nquads, vocabulary_nquads, vocabulary_parts
from graph.store import Store
from graph.terms import identifier_iri
from graph.vocabulary import Vocabulary


def test_what_is_loaded_is_what_is_dumped(store: Store, reading: Reading, iris: Iris, vocabulary: Vocabulary) -> None:
    written = reading_nquads(reading, iris) + vocabulary_nquads(vocabulary, iris)
    assert store.nquads() == b"".join(sorted(set(written.encode().splitlines(keepends=True))))


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("plain – ünï 🦵", "plain – ünï 🦵"),
        ('say "ah"', '"say \\"ah\\""'[1:-1]),
        ("C:\\dir\\n", "C:\\\\dir\\\\n"),
        ("a\tb\nc\rd\fe\bf", "a\\tb\\nc\\rd\\fe\\bf"),
        ("\x00\x01\x1f\x7f", "\\u0000\\u0001\\u001F\\u007F"),
        ("\ufffe\uffff\ufffd", "\\uFFFE\\uFFFF\ufffd"),
        ("\ud83e lone", "\ufffd lone"),
        ("line\u2028sep\x85", "line\u2028sep\x85"),
        ("%d {x} 100%", "%d {x} 100%"),
    ],
)
def test_escapes(text: str, escaped: str) -> None:
    assert escape(text) == escaped


@given(st.text())
def test_any_text_survives_the_store(text: str) -> None:
    import pyoxigraph as ox  # noqa: PLC0415 - the engine itself is the judge here

    line = f"<a:a> <a:b> {literal(text)} <a:g> .\n"
    (quad,) = ox.parse(line.encode(), ox.RdfFormat.N_QUADS)
    assert isinstance(quad.object, ox.Literal)
    assert quad.object.value == text


@pytest.mark.parametrize(
    ("stance", "plain"),
    [
        ((Polarity.AFFIRMED, Certainty.STATED), True),
        ((Polarity.AFFIRMED, Certainty.POSSIBLE), True),
        ((Polarity.AFFIRMED, Certainty.DISPUTED), False),
        ((Polarity.NEGATED, Certainty.STATED), False),
        ((Polarity.NEGATED, Certainty.POSSIBLE), False),
        ((Polarity.NEGATED, Certainty.DISPUTED), False),
    ],
)
def test_only_what_is_held_to_be_true_is_a_plain_triple(
    stance: tuple[Polarity, Certainty], plain: bool, reading: Reading, iris: Iris, tmp_path: Path
) -> None:
    claim = replace(reading.assertions[0], polarity=stance[0], certainty=stance[1])
    with Store.create(tmp_path / "one") as store:
        store.load(reading_nquads(replace(reading, assertions=(claim,)), iris))
        ask = f"ASK {{ <{iris.concept('dehydration')}> <https://myograph.example/ns#causes> ?o }}"
        assert store.query(ask) is plain
        said = store.rows(
            "PREFIX myo: <https://myograph.example/ns#> SELECT ?p ?c { ?a myo:polarity ?p ; myo:certainty ?c }"
        )
        assert said == (stance,)


def test_the_same_claim_of_two_documents_is_one_node_with_two_passages(
    read_as: Callable[[str], Reading], iris: Iris, tmp_path: Path
) -> None:
    with Store.create(tmp_path / "two") as store:
        for name in ("a.txt", "b.txt"):
            store.load(reading_nquads(read_as(name), iris))
        rows = store.rows(
            "SELECT ?a (COUNT(DISTINCT ?e) AS ?n) { ?e <http://www.w3.org/ns/oa#hasBody> ?a } GROUP BY ?a"
        )
    assert [count for _, count in rows] == ["2", "2", "2"]


@pytest.mark.parametrize(
    ("published", "term"),
    [
        ("2021-03-04", '"2021-03-04"^^<http://www.w3.org/2001/XMLSchema#date>'),
        ("1999", '"1999"^^<http://www.w3.org/2001/XMLSchema#gYear>'),
        ("2021-02-30", '"2021-02-30"'),
        ("March 2021", '"March 2021"'),
        ("12021", '"12021"'),
        ("0000", '"0000"'),
    ],
)
def test_dates(published: str, term: str, reading: Reading, iris: Iris) -> None:
    quads = reading_nquads(replace(reading, document=replace(reading.document, published=published)), iris)
    assert f"<http://purl.org/dc/terms/issued> {term} <" in quads


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("https://example.org/a?b=c#d", True),
        ("http://localhost:8000", True),
        ("https://example.org/a%20b", True),
        ("https://example.org/a b", False),
        ("https://example.org/100%", False),
        ("https://example.org/<x>", False),
        ("https://example.org/a#b#c", False),
        ("https://exämple.org/", False),
        ("javascript:alert(1)", False),
        ("example.org", False),
        ("https://example.org/\n", False),
    ],
)
def test_only_a_web_address_becomes_a_link(text: str, expected: bool, reading: Reading, iris: Iris) -> None:
    assert is_web_address(text) is expected
    quads = reading_nquads(replace(reading, document=replace(reading.document, source=text)), iris)
    term = f"<{text}>" if expected else literal(text)
    assert f"<http://purl.org/dc/terms/source> {term} <" in quads


@pytest.mark.parametrize(
    ("curie", "iri"),
    [
        ("MESH:D009120", "http://id.nlm.nih.gov/mesh/D009120"),
        ("mesh:D009120", "http://id.nlm.nih.gov/mesh/D009120"),
        ("CHEBI:25107", "http://purl.obolibrary.org/obo/CHEBI_25107"),
        ("Snomed CT:1>2", "https://identifiers.org/snomed%20ct:1%3E2"),
    ],
)
def test_identifiers_lead_somewhere(curie: str, iri: str) -> None:
    assert identifier_iri(curie) == iri


def test_the_summary_is_written_as_the_engine_writes_it(tmp_path: Path, iris: Iris) -> None:
    ends = [Concept(name, name, ConceptType.CONDITION) for name in ("a", "b")]
    links = [
        Link(ends[0], p, ends[1], (), b, 3, 1, 0)
        for p, b in zip(Predicate, (0.0, 0.5, 0.1234567, 0.999999), strict=False)
    ]
    sources = [Source("d1", "d1.txt", "D", "d1"), Source("d2", "d2.txt", "D", "d1")]
    quads = summary_nquads(links, sources, iris)
    with Store.create(tmp_path / "sum") as store:
        store.load(quads)
        assert store.nquads() == b"".join(sorted(quads.encode().splitlines(keepends=True)))
    assert '"0.123457"^^' in quads
    assert f"<{iris.document('d2')}> <https://myograph.example/ns#family> <{iris.document('d1')}>" in quads


def test_an_assertion_may_have_several_passages(reading: Reading, iris: Iris) -> None:
    first, second = (assertion.evidence[0] for assertion in reading.assertions[:2])
    claim = replace(reading.assertions[0], evidence=(first, second))
    quads = reading_nquads(replace(reading, assertions=(claim,)), iris)
    assert quads.count("#hasBody>") == 2
    assert quads.count("#Assertion>") == 1
    assert isinstance(claim, Assertion)


def test_the_hash_seed_changes_nothing(tmp_path: Path) -> None:
    code = (
        "from graph.vocabulary import load_vocabulary; from graph.rdf import vocabulary_nquads; "
        "from graph.ids import Iris; import hashlib; "
        "print(hashlib.sha256(vocabulary_nquads(load_vocabulary(), Iris()).encode()).hexdigest())"
    )
    digests = {
        subprocess.run(
            [sys.executable, "-c", code], env={"PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True
        ).stdout
        for seed in ("1", "2")
    }
    assert len(digests) == 1


def test_a_large_vocabulary_is_written_in_parts(iris: Iris) -> None:
    concepts = {f"c{number:05}": Concept(f"c{number:05}", "zogitis", ConceptType.CONDITION) for number in range(25_000)}
    parts = list(vocabulary_parts(Vocabulary(concepts, {}), iris))
    assert [part.count("/zogitis") + part.count('"zogitis"') > 0 for part in parts] == [False, True, True, True]
    assert max(map(len, parts)) < 15_000_000
    assert "".join(parts) == vocabulary_nquads(Vocabulary(concepts, {}), iris)
