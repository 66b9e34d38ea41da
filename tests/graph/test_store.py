"""The store: forks leave their source as it was, readers are undisturbed, errors are ours."""

from __future__ import annotations

import csv
import errno
import io
import json
import subprocess
import sys
from hashlib import sha256
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
import rdflib

from graph.errors import QueryError, ResultFormatError
from graph.ids import Iris
from graph.model import Reading
from graph.scope import Scope
from graph.serial import GRAPH_FORMATS, ROW_FORMATS
from graph.store import Solutions, Store, Triples
from graph.terms import prefixes

READER = """
import sys
from pathlib import Path
from graph.store import Store
store = Store.read_only(Path(sys.argv[1]))
print(len(store), flush=True)
sys.stdin.readline()
print(len(store), len(store.nquads()), flush=True)
"""


def quads(start: int, end: int) -> str:
    return "".join(f'<http://a/{n}> <http://p> "number {n}" <http://g/{n % 10}> .\n' for n in range(start, end))


@pytest.fixture
def closed(tmp_path: Path) -> Path:
    """A closed store of 5,000 quads in ten graphs, some of them still in the engine's log."""
    path = tmp_path / "first"
    with Store.create(path) as store:
        store.load(quads(0, 5000))
        store.drop_graph("http://g/9")
    return path


def digests(path: Path) -> dict[str, str]:
    return {file.name: sha256(file.read_bytes()).hexdigest() for file in path.iterdir()}


def test_a_fork_has_everything_and_changes_nothing(closed: Path, tmp_path: Path) -> None:
    before = digests(closed)
    with Store.read_only(closed) as source:
        content = source.nquads()
    with Store.fork(closed, tmp_path / "second") as fork:
        assert fork.nquads() == content
        fork.drop_graphs(f"http://g/{n}" for n in range(5))
        fork.load(quads(5000, 6000))
        fork.optimize()
        assert len(fork) == 4 * 500 + 1000
    assert digests(closed) == before
    with Store.read_only(closed) as source:
        assert source.nquads() == content
    with Store.read_only(tmp_path / "second") as fork:
        assert len(fork) == 3000


def test_a_fork_takes_no_space_for_what_is_old(closed: Path, tmp_path: Path) -> None:
    Store.fork(closed, tmp_path / "second").close()
    shared = [file for file in closed.glob("*.sst") if file.stat().st_nlink == 2]
    assert len(shared) == len(list(closed.glob("*.sst"))) > 0


def test_without_links_a_fork_is_a_copy(closed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.EXDEV, "Invalid cross-device link")

    monkeypatch.setattr("os.link", refuse)
    with Store.fork(closed, tmp_path / "second") as fork:
        assert len(fork) == 4500


def test_readers_in_other_processes_are_undisturbed(closed: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-c", READER, str(closed)]
    readers = [subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    first = [_line(reader) for reader in readers]
    with Store.fork(closed, tmp_path / "second") as fork:
        fork.drop_graphs(f"http://g/{n}" for n in range(9))
        fork.load(quads(5000, 7000))
        fork.optimize()
        size = len(Store.read_only(closed).nquads())
        second = [reader.communicate("\n", timeout=30)[0].split() for reader in readers]
    assert first == ["4500", "4500"]
    assert second == [["4500", str(size)]] * 2


def _line(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def test_forks_of_forks_say_the_same_as_one_load(tmp_path: Path) -> None:
    Store.create(tmp_path / "0").close()
    for step in range(4):
        with Store.fork(tmp_path / str(step), tmp_path / str(step + 1)) as store:
            store.load(quads(step * 100, step * 100 + 100))
    with Store.create(tmp_path / "whole") as whole, Store.read_only(tmp_path / "4") as grown:
        whole.load(quads(200, 400))
        whole.load(quads(0, 200).encode())
        assert whole.nquads() == grown.nquads()


def test_the_dump_is_sorted_and_complete(store: Store) -> None:
    lines = store.nquads().splitlines(keepends=True)
    assert lines == sorted(lines)
    assert len(lines) == len(store) == len(set(lines))


@pytest.mark.parametrize("present", ["http://g/3", "http://g/none", "urn:x"])
def test_graphs_are_dropped_whole_and_alone(closed: Path, tmp_path: Path, present: str) -> None:
    with Store.fork(closed, tmp_path / "second") as fork:
        before = fork.graphs()
        fork.drop_graph(present)
        assert fork.graphs() == tuple(graph for graph in before if graph != present)
        fork.drop_graphs(())
        assert len(fork) == (4000 if present in before else 4500)


def test_values_are_plain_texts(store: Store, iris: Iris, reading: Reading) -> None:
    found = store.query("SELECT ?s ?none { ?s <https://myograph.example/ns#sha256> ?o }")
    assert found == Solutions(("s", "none"), ((iris.document(reading.document.id), None),))
    assert store.query("ASK { ?s ?p 'no such text' }") is False
    made = store.query("CONSTRUCT { <a:a> <a:b> ?l } { ?c <http://www.w3.org/2004/02/skos/core#notation> ?l }")
    assert isinstance(made, Triples)
    assert ("<a:a>", "<a:b>", '"MESH:D009120"') in made.triples


@pytest.mark.parametrize(("union", "count"), [(True, "2"), (False, "0")])
def test_the_default_graph_is_all_graphs_together(tmp_path: Path, union: bool, count: str) -> None:
    with Store.create(tmp_path / "new") as store:
        store.load("<a:a> <a:p> <a:b> <a:g1> .\n<a:a> <a:p> <a:c> <a:g2> .\n")
        assert store.query("SELECT (COUNT(*) AS ?n) { ?s <a:p> ?o }", Scope(union)) == Solutions(("n",), ((count,),))


COUNT = "SELECT (COUNT(*) AS ?n) {} {{ ?s ?p ?o }}"
NAMED = "SELECT (COUNT(*) AS ?n) {} {{ GRAPH ?g {{ ?s ?p ?o }} }}"


@pytest.mark.parametrize(
    ("query", "clause", "scope", "count"),
    [
        (COUNT, "", Scope(), "3"),
        (COUNT, "FROM <a:g1>", Scope(union=False), "1"),
        (COUNT, "FROM <a:g1> FROM <a:g2>", Scope(union=False), "3"),  # side by side, as in the union
        (COUNT, "FROM <a:none>", Scope(union=False), "0"),
        (COUNT, "FROM NAMED <a:g1>", Scope(union=False), "0"),
        (NAMED, "", Scope(), "3"),
        (NAMED, "FROM NAMED <a:g2>", Scope(union=False), "2"),
        (COUNT, "", Scope(default=("a:g2",)), "2"),
        (COUNT, "FROM <a:g1>", Scope(union=False, default=("a:g2",)), "2"),
        (COUNT, "", Scope(named=("a:g2",)), "0"),
        (NAMED, "", Scope(named=("a:g2",)), "2"),
        (NAMED, "", Scope(default=("a:g2",)), "0"),
    ],
)
def test_a_query_sees_the_graphs_of_its_scope(
    tmp_path: Path, query: str, clause: str, scope: Scope, count: str
) -> None:
    with Store.create(tmp_path / "new") as store:
        store.load("<a:a> <a:p> <a:b> <a:g1> .\n<a:a> <a:p> <a:b> <a:g2> .\n<a:a> <a:p> <a:c> <a:g2> .\n")
        assert store.query(query.format(clause), scope) == Solutions(("n",), ((count,),))


def test_the_address_of_a_graph_is_checked(store: Store) -> None:
    with pytest.raises(QueryError, match="IRI"):
        store.query("ASK {}", Scope(default=("no address",)))


def test_prefixes_of_a_scope_need_no_declaration_and_give_way_to_one(store: Store) -> None:
    scope = Scope(prefixes={"x": "http://www.w3.org/2004/02/skos/core#"})
    assert store.query("ASK { ?s x:prefLabel ?o }", scope) is True
    assert store.query("PREFIX x: <a:> ASK { ?s x:prefLabel ?o }", scope) is False


def test_a_relative_address_needs_a_base(store: Store) -> None:
    query = "SELECT * { ?s ?p <id/concept/leg-cramp> }"
    with pytest.raises(QueryError, match="IRI parsing failed"):
        store.query(query)
    assert isinstance(store.query(query, base="http://127.0.0.1:8000/"), Solutions)


@pytest.mark.parametrize(
    ("query", "place", "what"),
    [
        ("SELECT * { ?s ?p }", (1, 19), "The query cannot be understood, near 'ECT * { ?s ?p }'"),
        ('SELECT *\n{\n  ?s ?p "open }', (3, 16), "The query cannot be understood, near '?s ?p \"open }'"),
        ("SELECT * { ?s foaf:name ?o }", (1, 24), "Prefix not found, near '{ ?s foaf:name ?o }'"),
        ("SELECT *\n{ ?s ?p <b> }", (2, 12), "IRI parsing failed, near '{ ?s ?p <b> }'"),
        ("SELECT ?s { ?s ?p ?o } GROUP BY ?o", (1, 35), "The SELECT contains a variable that is unbound, near"),
        ("SELECT (1 AS ?x) (2 AS ?x) {}", (1, 30), "Duplicated variable name in SELECT, near"),
        ("", (1, 1), "The query cannot be understood"),
        ("SELECT (<a:f>(1) AS ?x) {}", (0, 0), "The custom function <a:f> is not supported"),
    ],
)
def test_syntax_errors_say_what_and_where(query: str, place: tuple[int, int], what: str, store: Store) -> None:
    for ask in (store.query, lambda text: store.query_bytes(text, "json")):
        with pytest.raises(QueryError) as caught:
            ask(query)
        assert (caught.value.line, caught.value.column) == place
        assert caught.value.what.startswith(what)


LABELS = "SELECT ?c ?l { ?c <http://www.w3.org/2004/02/skos/core#prefLabel> ?l } ORDER BY ?l"


def test_rows_in_every_format(store: Store) -> None:
    assert len(json.loads(store.query_bytes(LABELS, "json"))["results"]["bindings"]) == 6
    assert len(list(csv.reader(io.StringIO(store.query_bytes(LABELS, "csv").decode())))) == 7
    assert store.query_bytes(LABELS, "tsv").startswith(b"?c\t?l\n")
    results = ET.fromstring(store.query_bytes(LABELS, "xml"))
    assert len(results.findall(".//{http://www.w3.org/2005/sparql-results#}result")) == 6
    assert json.loads(store.query_bytes("ASK {}", "json")) == {"head": {}, "boolean": True}


@pytest.mark.parametrize(
    ("format", "known_as"), [("ttl", "turtle"), ("nt", "nt"), ("rdf", "xml"), ("jsonld", "json-ld")]
)
def test_graphs_in_every_format(format: str, known_as: str, store: Store, iris: Iris) -> None:
    content = store.query_bytes("CONSTRUCT WHERE { ?s a ?o }", format, prefixes=prefixes(iris))
    read = rdflib.Graph().parse(data=content, format=known_as)
    asked = store.query("CONSTRUCT WHERE { ?s a ?o }")
    assert isinstance(asked, Triples)
    assert len(read) == len(asked.triples) > 10


def test_control_characters_do_not_break_xml(tmp_path: Path) -> None:
    with Store.create(tmp_path / "new") as store:
        store.load('<a:a> <a:p> "form\\ffeed\\u0000\\uFFFF" <a:g> .\n')
        rows = store.query_bytes("SELECT ?o { ?s ?p ?o }", "xml")
        graph = store.query_bytes("CONSTRUCT WHERE { ?s ?p ?o }", "rdf")
        assert store.rows("SELECT ?o { ?s ?p ?o }") == (("form\x0cfeed\x00\uffff",),)
    for content in (rows, graph):
        assert "form�feed��" in "".join(ET.fromstring(content).itertext())


@pytest.mark.parametrize(
    ("query", "format", "allowed"),
    [
        ("ASK {}", "ttl", tuple(ROW_FORMATS)),
        (LABELS, "nq", tuple(ROW_FORMATS)),
        ("CONSTRUCT WHERE { ?s ?p ?o }", "csv", tuple(GRAPH_FORMATS)),
        ("DESCRIBE <a:a>", "", tuple(GRAPH_FORMATS)),
    ],
)
def test_formats_that_do_not_fit(query: str, format: str, allowed: tuple[str, ...], store: Store) -> None:
    with pytest.raises(ResultFormatError) as caught:
        store.query_bytes(query, format)
    assert caught.value.allowed == allowed
