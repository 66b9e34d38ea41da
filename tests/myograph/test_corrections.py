"""Corrections from the command line to every answer: what is rejected is gone, and stays known."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pyshacl
import pytest
from flask.testing import FlaskClient
from rdflib import RDF, Graph, Literal, URIRef

from graph.examples import examples
from graph.ids import assertion_id
from graph.tables import data
from graph.terms import MYO
from myograph.analysis.rows import Rows
from myograph.build import Options, ingest
from myograph.library import Library
from web.app import create_app

Call = Callable[..., tuple[int, str, str]]
TEXTS = {
    "a.md": "# Leg cramps\n\nDehydration causes leg cramps. Cola causes headache. Quinine can prevent leg cramps.\n",
    "b.md": "# Leg cramps\n\n## Causes of leg cramps\n\n"
    "- Dehydration\n- Zumbling in the garden\n- A badly fitted grundle\n\n"
    "Too much cola causes headache. Zumbling in the garden causes leg cramps.\n",
}
PREFIXES = """PREFIX myo: <https://myograph.example/ns#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
"""
DRY = assertion_id(("dehydration", "causes", "leg-cramp", "affirmed", "stated"))


def write(folder: Path) -> Path:
    folder.mkdir()
    for name, text in TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with two articles and a library that holds them, uncorrected; to be copied."""
    place = tmp_path_factory.mktemp("shelf")
    library = Library.open(place / "library", create=True)
    ingest(library, [write(place / "texts")], Options(jobs=1))
    library.close()
    return place


@pytest.fixture
def place(shelf: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    return shutil.copytree(shelf, tmp_path / "shelf")


@pytest.fixture(scope="module")
def corrected(shelf: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """The library after some corrections."""
    place = shutil.copytree(shelf, tmp_path_factory.mktemp("corrected") / "shelf")
    rows = (
        "action\tabout\tvalue\tdocument\twho\twhen\twhy",
        "reject-assertion\tdehydration | causes | leg cramp\t\t\tAnn Lee\t2026-01-02\tmisread",
        "reject-assertion\tcola | causes | headache\t\ta.md\tann\t2026-01-03\t",
        "same\tquinine\ttonic water\t\tbob\t2026-03-31\tone leaflet calls it so",
        "reject-name\tzumbling in the gardens\t\t\tbob\t\tnonsense",
        "accept\tbadly fitted grundle\tfactor | bad grundle\t\tann\t2026-02-01\t",
        "reject-name\tfrobnication\t\t\tann\t2026-02-02\t",
    )
    (place / "library" / "curation.tsv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    library = Library.open(place / "library")
    report = ingest(library, [place / "texts"], Options(jobs=1))
    assert (report.problems, report.changed, report.corrections) == ((), ("a.md", "b.md"), 6)
    yield library
    library.close()


@pytest.fixture
def client(corrected: Library) -> FlaskClient:
    return create_app(corrected).test_client()


def rows_of(library: Library, query: str) -> list[tuple[str | None, ...]]:
    found = library.query(PREFIXES + query)
    assert isinstance(found, Rows)
    return sorted((tuple(map(_text, row)) for row in found), key=str)


def _text(value: object) -> str | None:
    return value.isoformat() if isinstance(value, date) else None if value is None else str(value)


def test_what_is_rejected_is_in_no_answer_and_no_export(corrected: Library) -> None:
    found = corrected.links("dehydration", "leg cramps")
    assert (found.paths, found.against) == ((), ())
    assert [link.subject.id for link in corrected.ask("what causes leg cramps").links] == ["badly-fitted-grundle"]
    with corrected.reading() as generation:
        assert generation.graph.assertion(DRY) is None
        said = {(link.subject.id, link.object.id, link.support) for link in generation.graph.bare_links()}
    assert said == {("badly-fitted-grundle", "leg-cramp", 1), ("cola", "headache", 1), ("tonic-water", "leg-cramp", 1)}
    assert rows_of(corrected, f"SELECT ?p WHERE {{ <{corrected.iris.assertion(DRY)}> ?p ?o }}") == []


def test_a_rejection_in_one_article_leaves_the_others(corrected: Library) -> None:
    (link,) = corrected.links("cola", "headache").paths[0].links
    assert [one.quote for said in link.assertions for one in said.evidence] == ["Too much cola causes headache."]


def test_the_graph_says_who_when_and_why(corrected: Library) -> None:
    rows = rows_of(
        corrected,
        """SELECT ?who ?when ?why ?document WHERE {
          ?one a myo:Correction ; myo:about "dehydration | causes | leg cramp" ; myo:appliedIn ?document ;
            prov:wasAttributedTo/rdfs:label ?who ; prov:generatedAtTime ?when ; rdfs:comment ?why }""",
    )
    assert [row[:3] for row in rows] == [("Ann Lee", "2026-01-02T00:00:00", "misread")] * 2
    ask = "SELECT ?when { ?one prov:generatedAtTime ?when FILTER (datatype(?when) != xsd:dateTime) }"
    assert rows_of(corrected, ask) == []  # the range that PROV-O states
    touched = rows_of(corrected, "SELECT ?what WHERE { ?one myo:about 'quinine' ; myo:touches ?what }")
    assert touched == [(corrected.iris.concept("quinine"),), (corrected.iris.concept("tonic-water"),)]


def test_an_example_query_tells_what_was_corrected(corrected: Library) -> None:
    (example,) = (one for one in examples(corrected.iris) if one.key == "corrected-by-curators")
    found = rows_of(corrected, example.text)
    assert ("2026-01-02", "Ann Lee", "reject-assertion", "dehydration | causes | leg cramp", "misread", "2") in found


def test_pages_show_what_was_corrected(client: FlaskClient) -> None:
    page = client.get("/concept/tonic-water").text
    assert "quinine and tonic water are one" in page and "(bob, 2026-03-31)" in page
    assert "one leaflet calls it so" in page
    page = client.get(f"/assertion/{DRY}").text
    assert "rejected" in page and "Ann Lee, 2026-01-02" in page and "misread" in page
    twin: Any = client.get(f"/assertion/{DRY}.json").get_json()
    assert twin["rejected"] and twin["corrections"][0]["articles"] == ["a.md", "b.md"]
    twin = client.get("/concept/tonic-water.json").get_json()
    assert [one["action"] for one in twin["corrections"]] == ["same"]
    assert client.get("/concept/headache.json").get_json()["corrections"][0]["says"].endswith("is not said, in a.md")


def test_the_address_of_a_correction_answers(client: FlaskClient, corrected: Library) -> None:
    with corrected.reading() as generation:
        key = generation.graph.corrections()[0].correction.id
    answer = client.get(f"/id/correction/{key}.ttl")
    assert answer.status_code == 200 and "myo:Correction" in answer.text
    assert client.get("/id/curator/ann-lee.ttl").status_code == 200


def test_status_and_list_tell_how_they_stand(corrected: Library, call: Call) -> None:
    home = str(corrected.home)
    code, out, _ = call("--home", home, "status")
    assert code == 0
    assert "Corrections 6 (5 applied, 1 concerns nothing); last 2026-03-31: quinine and tonic water are one\n" in out
    assert "concerns nothing: “frobnication” is no name\n" in out
    rows = json.loads(call("--home", home, "correct", "list", "--json")[1])
    assert [row["state"] for row in rows] == [
        "applied in 2 articles",
        "applied in 1 article",
        "applied in 1 article",
        "its words stand in 1 article",  # no vocabulary has this name: nobody knows what it would have named
        "applied in 1 article",
        "concerns nothing",
    ]
    assert [quote["quote"] for quote in rows[0]["rejected"]] == ["Dehydration causes leg cramps.", "Dehydration"]


def test_check_says_that_a_claim_was_rejected(corrected: Library, call: Call) -> None:
    article = corrected.home.parent / "texts" / "a.md"
    out = call("--home", str(corrected.home), "check", str(article))[1]
    assert "dehydration ──causes──▶ leg cramp" in out and "rejected by a curator" in out


def test_commands_keep_apply_and_undo(place: Path, call: Call) -> None:
    at = ("--home", str(place / "library"))
    assert call(*at, "correct", "list")[1] == "Nothing was corrected.\n"
    given = ("correct", "reject", "Dehydration", "causes", "leg cramps", "--who", "ann", "--why", "no")
    code, out, _ = call(*at, *given)
    assert code == 0 and "The next `myograph ingest` reads all articles again, with it." in out
    assert "It is there already" in call(*at, *given)[1]
    assert call(*at, "correct", "name", "grundle", "tight shoes", "--document", "b.md")[0] == 0
    assert call(*at, "correct", "same", "cola", "coffee")[0] == 0
    code, _, err = call(*at, "correct", "name", "grundle", "tihgt shoes")
    assert code == 1 and "tight shoes" in err
    assert "3 wait for the next ingest" in call(*at, "status")[1]
    assert "dehydration" in call(*at, "ask", "what causes leg cramps")[1]  # until articles are read again
    out = call(*at, "ingest", "--jobs", "1", str(place / "texts"))[1]
    assert "0 added, 2 changed, 0 removed, 0 unchanged" in out
    assert "The corrections have changed: all articles were read with 3 of them." in out
    answer = json.loads(call(*at, "ask", "what causes leg cramps", "--json")[1])["answer"]
    assert {link["subject"]["id"] for link in answer["links"]} == {"tight-shoes", "zumbling-in-the-garden"}
    assert call(*at, "links", "coffee", "headache", "--json")[1].count('"quote"') > 1
    first = json.loads(call(*at, "correct", "list", "--json")[1])[0]
    assert (first["who"], first["why"], first["articles"]) == ("ann", "no", ["a.md", "b.md"])
    assert call(*at, "correct", "undo", "zzz")[0] == 1
    assert "Undone: dehydration causes leg cramp is not said" in call(*at, "correct", "undo", first["id"][:6])[1]
    call(*at, "ingest", "--jobs", "1", str(place / "texts"))
    assert json.loads(call(*at, "links", "dehydration", "leg cramps", "--json")[1])["answer"]["paths"]


def test_a_bad_row_is_told_at_each_ingest_and_the_rest_works(place: Path, call: Call) -> None:
    table = place / "library" / "curation.tsv"
    table.write_text(
        "action\tabout\tvalue\tdocument\twho\twhen\twhy\ndrop\tx\nreject-name\tcola\nname\tbark\tnobody knows\n",
        encoding="utf-8",
    )
    at = ("--home", str(place / "library"))
    code, out, err = call(*at, "ingest", "--jobs", "1", str(place / "texts"))
    assert code == 1 and "0 added, 2 changed" in out
    assert "Problem: action cannot be 'drop' (curation.tsv, line 2)." in err
    assert "Problem: value cannot be 'nobody knows' (curation.tsv, line 4)." in err
    assert '"cola"' not in call(*at, "export", "--format", "jsonl")[1]
    code, out, err = call(*at, "ingest", "--jobs", "1", str(place / "texts"))
    assert code == 1 and "0 added, 0 changed, 0 removed, 2 unchanged" in out and "line 2" in err
    assert "2 rows cannot be used" in call(*at, "status")[1]


def test_candidates_are_accepted_merged_and_rejected(place: Path, call: Call) -> None:
    at = ("--home", str(place / "library"))
    found = json.loads(call(*at, "vocabulary", "candidates", "--json")[1])
    names = {one["name"]: one for one in found["candidates"]}
    assert (names["zumbling in the garden"]["articles"], names["zumbling in the garden"]["passages"]) == (1, 2)
    assert names["badly fitted grundle"]["provisional"]
    assert names["badly fitted grundle"]["examples"] == [{"doc": "b.md", "quote": "A badly fitted grundle"}]
    assert call(*at, "vocabulary", "accept", "zumbling in the garden", "--label", "zumbling")[0] == 0
    assert call(*at, "vocabulary", "accept", "leg cramps")[0] == 1
    code, _, err = call(*at, "vocabulary", "accept", "quux")
    assert code == 1 and "Name its type: condition" in err
    assert call(*at, "vocabulary", "merge", "badly fitted grundle", "tight shoes")[0] == 0
    assert call(*at, "vocabulary", "reject", "quinine", "--why", "not here")[0] == 0
    call(*at, "ingest", "--jobs", "1", str(place / "texts"))
    assert json.loads(call(*at, "vocabulary", "candidates", "--json")[1])["total"] == 0
    rows = [json.loads(line) for line in call(*at, "export", "--format", "jsonl")[1].splitlines()]
    ends = {row["subject"]["label"] for row in rows}
    assert ends == {"dehydration", "cola", "zumbling", "tight shoes"}
    assert not any("provisional" in row["subject"] for row in rows)
    assert "zumbling in the garden" in call(*at, "vocabulary", "show", "zumbling")[1]


def test_the_graph_of_corrections_has_the_shape_that_is_promised(corrected: Library) -> None:
    shapes = Graph().parse(data=data("shapes.ttl").read_text(encoding="utf-8"), format="turtle")
    target = URIRef("http://www.w3.org/ns/shacl#targetClass")
    for other in list(shapes.triples((None, target, None))):
        if other[2] != URIRef(f"{MYO}Correction"):
            shapes.remove(other)
    query = f"""CONSTRUCT {{ ?one ?p ?o . ?o a ?kind }} WHERE {{
      ?one a <{MYO}Correction> ; ?p ?o OPTIONAL {{ ?o a ?kind }} }}"""
    with corrected.reading() as generation:
        found = Graph().parse(data=generation.store.query_bytes(query, "nt"), format="nt")
    assert len(set(found.subjects(RDF.type, URIRef(f"{MYO}Correction")))) == 6
    assert pyshacl.validate(found, shacl_graph=shapes)[0]
    ontology = Graph().parse(data=data("ontology.ttl").read_text(encoding="utf-8"), format="turtle")
    used = {term for triple in found for term in triple[1:] if str(term).startswith(MYO)}
    assert used <= set(ontology.subjects())
    found.add((next(found.subjects(URIRef(f"{MYO}action"))), URIRef(f"{MYO}action"), Literal("burn")))
    assert not pyshacl.validate(found, shacl_graph=shapes)[0]
