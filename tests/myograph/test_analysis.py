"""What analysts get in Python: rows of Python values, graphs, answers that show themselves in a notebook."""

from __future__ import annotations

import pickle
import subprocess
import sys
import xml.etree.ElementTree as ET
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from rdflib import RDF, Graph, URIRef

from graph.errors import ForbiddenQueryError, UnknownNameError
from myograph.analysis.errors import PandasMissingError
from myograph.analysis.replies import Reply
from myograph.analysis.rows import Rows
from myograph.analysis.subgraph import Subgraph
from myograph.build import Options, ingest
from myograph.library import Library

HOSTILE = """---
title: "<script>alert('title')</script> & co"
---
</script><script>alert('text')</script> Dehydration causes muscle cramps <img src=x onerror=alert(2)>.
"""
DEPLETES = "CONSTRUCT { ?a myo:depletes ?b } WHERE { ?a myo:depletes ?b }"


def selected(library: Library, query: str) -> Rows:
    found = library.query(query)
    assert isinstance(found, Rows)
    return found


def made(library: Library, query: str) -> Subgraph:
    found = library.query(query)
    assert isinstance(found, Subgraph)
    return found


def shown(thing: Any) -> ET.Element:
    """What a notebook shows of a thing, which must be well formed."""
    return ET.fromstring(f"<div>{thing._repr_html_()}</div>")


def text_of(part: ET.Element) -> str:
    return " ".join("".join(part.itertext()).split())


@pytest.mark.parametrize(
    ("term", "expected"),
    [
        ("1", 1),
        ('"7"^^xsd:nonNegativeInteger', 7),
        ("0.25", 0.25),
        ("1e3", 1000.0),
        ("true", True),
        ('"2024-02-29"^^xsd:date', date(2024, 2, 29)),
        ('"2024-02-29T12:00:00Z"^^xsd:dateTime', datetime(2024, 2, 29, 12, tzinfo=UTC)),
        ('"cramps"', "cramps"),
        ('"crampes"@fr', "crampes"),
        ('"2024"^^xsd:gYear', "2024"),
        ('"many"^^xsd:integer', "many"),
        ('"2023-02-29"^^xsd:date', "2023-02-29"),
        ("myo:causes", URIRef("https://myograph.example/ns#causes")),
    ],
)
def test_a_value_is_what_python_calls_it(sample_library: Library, term: str, expected: object) -> None:
    row = selected(sample_library, f"SELECT ?x ?nothing {{ VALUES ?x {{ {term} }} }}")[0]
    assert (row.x, type(row.x), row.nothing) == (expected, type(expected), None)


def test_a_variable_may_have_any_name(sample_library: Library) -> None:
    (row,) = selected(sample_library, "SELECT (1 AS ?count) (2 AS ?index) (3 AS ?class) (4 AS ?_5) {}")
    assert (row.count, row.index, row["class"], row["_5"], row[-1]) == (1, 2, 3, 4, 4)
    assert pickle.loads(pickle.dumps(row)) == row == (1, 2, 3, 4)
    assert {"count", "class"} <= set(dir(row))
    with pytest.raises(AttributeError, match="counts"):
        row.counts  # noqa: B018 - that it raises is the point
    with pytest.raises(KeyError):
        row["counts"]


def test_rows_become_a_data_frame(sample_library: Library) -> None:
    frame = selected(sample_library, 'SELECT ?n ?word { VALUES (?n ?word) { (1 "a") (2 UNDEF) } }').to_dataframe()
    assert list(frame.columns) == ["n", "word"]
    assert (frame["n"].sum(), frame["word"].isna().tolist()) == (3, [False, True])
    empty = selected(sample_library, "SELECT ?n { VALUES ?n {} }").to_dataframe()
    assert (list(empty.columns), len(empty)) == (["n"], 0)


def test_without_pandas_the_error_says_so(sample_library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(PandasMissingError, match="pip install pandas"):
        selected(sample_library, "SELECT (1 AS ?n) {}").to_dataframe()


def test_a_notebook_shows_rows_as_a_table(sample_library: Library) -> None:
    values = " ".join(f'"<b>{number}</b>"' for number in range(60))
    page = shown(selected(sample_library, f"SELECT ?x (c:sodium AS ?y) {{ VALUES ?x {{ {values} }} }}"))
    assert [text_of(head) for head in page.iter("th")] == ["x", "y"]
    assert len(list(page.iter("tr"))) == 51
    assert next(text_of(cell) for cell in page.iter("td")) == "<b>0</b>"
    assert {(link.get("href"), link.text) for link in page.iter("a")} == {
        (sample_library.iris.concept("sodium"), "c:sodium")
    }
    assert text_of(page).endswith("… and 10 more")


def test_text_that_looks_like_an_address_leads_nowhere(sample_library: Library) -> None:
    page = shown(selected(sample_library, 'SELECT ("http://a.example" AS ?x) (<javascript:alert(1)> AS ?y) {}'))
    assert list(page.iter("a")) == []


def test_updates_are_refused(sample_library: Library) -> None:
    with pytest.raises(ForbiddenQueryError):
        sample_library.query("INSERT DATA { c:a c:b c:d }")


@pytest.mark.parametrize("query", [DEPLETES, "DESCRIBE c:sweating", "CONSTRUCT { c:x a c:y } WHERE { FILTER (false) }"])
def test_a_graph_is_text_and_triples_and_rdflib(sample_library: Library, query: str) -> None:
    found = made(sample_library, query)
    assert set(found) == set(found.to_rdflib()) == set(Graph().parse(data=str(found), format="turtle"))
    assert len(found) == len(list(found))
    assert found.to_networkx().number_of_edges() == len(found)


def test_a_graph_with_links_is_drawn(sample_library: Library) -> None:
    page = shown(made(sample_library, DEPLETES))
    assert "sodium" in [text_of(label) for label in page.iter() if label.get("class") == "label"]
    assert "myo:depletes" in text_of(next(page.iter("pre")))
    about = made(sample_library, "DESCRIBE ?link { ?link a myo:Link ; rdf:subject c:sweating ; rdf:object c:sodium }")
    assert [link.object.label for link in about.links] == ["sodium"]


def test_a_graph_without_links_is_text(sample_library: Library) -> None:
    found = made(sample_library, "CONSTRUCT { ?s a ?t } WHERE { ?s a ?t } LIMIT 200")
    page = shown(found)
    assert found.picture is None
    assert "more lines" in text_of(page)
    assert {predicate for _, predicate, _ in found} == {RDF.type}


@pytest.mark.parametrize(
    "question", ["what links diabetes to cramps", "does dehydration cause cramps", "what depletes magnesium"]
)
def test_an_answer_shows_its_picture_and_its_sentences(sample_library: Library, question: str) -> None:
    found = sample_library.ask(question)
    page = shown(found)
    said = text_of(page)
    assert said.startswith(found.sentence)
    assert found.picture is not None
    assert found.picture.svg in found._repr_html_()
    first = found.all_links[0].assertions[0].evidence[0]
    assert " ".join(first.quote.split()) in said
    assert found.sources.title(first.document) in said


def test_what_is_no_question_shows_the_passages(sample_library: Library) -> None:
    found = sample_library.ask("quinine safety")
    page = shown(found)
    assert found.picture is None
    assert len(list(page.iter("li"))) == len(found.hits.hits) > 0


def test_hits_are_gone_through_and_shown(sample_library: Library) -> None:
    found = sample_library.search("quinine", limit=2)
    assert [hit.document for hit in found] == [hit.document for hit in found.hits]
    assert (len(found), len(list(shown(found).iter("li")))) == (2, 2)
    assert text_of(shown(found)).endswith(f"… and {found.total - 2} more")


def test_a_concept_shows_what_touches_it(sample_library: Library) -> None:
    found = sample_library.concept("leg cramps")
    page = text_of(shown(found))
    assert found.concept.id == "leg-cramp"
    assert found.to_networkx().number_of_edges() == len(found.links) > len(found.strongest)
    assert page.startswith("leg cramp (condition)")
    assert f"… and {len(found.links) - len(found.strongest)} more" in page
    assert sample_library.concept("leg-cramp") == found
    with pytest.raises(UnknownNameError, match="zork"):
        sample_library.concept("zork")


def test_links_go_to_networkx(sample_library: Library) -> None:
    found = sample_library.links("diuretics", "cramps")
    chain = [node.id for node in found.paths[-1].nodes]
    graph = found.to_networkx()
    assert set(chain) <= set(graph)
    assert graph.number_of_edges() == len(found.all_links)
    with sample_library.reading() as generation:
        assert sample_library.to_networkx().number_of_edges() == generation.graph.counts().links


def test_pictures_on_one_page_keep_their_names_apart(sample_library: Library, tmp_path: Path) -> None:
    found = [sample_library.ask(f"what depletes {name}").picture for name in ("sodium", "magnesium")]
    names = [part.get("id") for picture in found if picture for part in ET.fromstring(picture.svg).iter()]
    named = [name for name in names if name]
    assert len(named) == len(set(named)) == 4
    assert found[0] is not None
    found[0].save(tmp_path / "sodium.svg")
    assert (tmp_path / "sodium.svg").read_text(encoding="utf-8") == found[0]._repr_svg_()


def test_an_answer_outlives_its_library_and_hides_no_markup(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(HOSTILE, encoding="utf-8")
    with Library.open(tmp_path / "library", create=True) as library:
        ingest(library, [tmp_path / "a.md"], Options(jobs=1))
        answers: list[Any] = [library.ask("what causes cramps"), library.search("cramps"), library.concept("cramp")]
    assert isinstance(answers[0], Reply)
    for found in answers:
        page = shown(found)
        assert [part.tag for part in page.iter() if part.tag in {"script", "img"}] == []
        assert "alert('text')" in text_of(page)
        assert "alert('title')" in text_of(page)


def test_opening_a_library_loads_little(sample_home: Path) -> None:
    code = (
        "import sys, myograph\n"
        f"with myograph.open({str(sample_home)!r}) as library:\n"
        "    library.search('cramps')\n"
        "print(*{'rdflib', 'networkx', 'pandas', 'pygraphviz', 'flask', 'IPython'} & set(sys.modules))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
