"""Other people's clients get from the running service what Python gets from the library."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, cast
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import pyoxigraph as ox
import pytest
from rdflib import Graph, URIRef
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import JSON, TURTLE, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import SPARQLWrapperException

from myograph.analysis.rows import Rows
from myograph.analysis.subgraph import Subgraph
from myograph.library import Library

ROOT = Path(__file__).parents[2]
SELECT = "SELECT DISTINCT ?what ?nutrient { ?what myo:depletes ?nutrient } ORDER BY ?what ?nutrient"
CONSTRUCT = "CONSTRUCT { ?what myo:depletes ?nutrient } WHERE { ?what myo:depletes ?nutrient }"
EVERY_PAIR = "{ ?a ?b ?c . ?d ?e ?f }"  # rows come at once, and billions of them
WORDS = "Wadenkrämpfe & 腓返り <🦵> \u202e \\ 100 %+"

PAGES = (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))
Rowlike = list[dict[str, str]]
Triple = tuple[str, str, str]


def shown(language: str) -> list[str]:
    """The lines of the documentation's blocks in a language."""
    blocks = re.compile(rf"^```{language}\n(.*?)^```", re.DOTALL | re.MULTILINE)
    return [
        line
        for page in PAGES
        for body in blocks.findall(page.read_text(encoding="utf-8"))
        for line in body.splitlines()
    ]


class FailedError(Exception):
    """A client said that a query failed, and this is all that it let its user know."""

    def __init__(self, *told: object) -> None:
        super().__init__(" ".join(map(str, told)))


class Client:
    """A client as somebody would use it. Whatever way it has of failing becomes FailedError."""

    def __init__(self, address: str, method: str) -> None:
        self.endpoint = f"{address}sparql"
        self.method = method
        self.parameters: dict[str, str] = {}

    def select(self, query: str) -> Rowlike:
        raise NotImplementedError

    def ask(self, query: str) -> bool:
        raise NotImplementedError

    def construct(self, query: str) -> set[Triple]:
        raise NotImplementedError


class Wrapper(Client):
    """SPARQLWrapper."""

    def _sent(self, query: str, form: str) -> Any:
        wrapper = SPARQLWrapper(self.endpoint, returnFormat=form)
        wrapper.setMethod(self.method)
        wrapper.setQuery(query)
        for name, value in self.parameters.items():
            wrapper.addParameter(name, value)
        try:
            return wrapper.queryAndConvert()
        except (SPARQLWrapperException, HTTPError) as error:
            raise FailedError(error, getattr(error, "code", "")) from error

    def select(self, query: str) -> Rowlike:
        found = self._sent(query, JSON)
        return [{name: term["value"] for name, term in row.items()} for row in found["results"]["bindings"]]

    def ask(self, query: str) -> bool:
        return cast(bool, self._sent(query, JSON)["boolean"])

    def construct(self, query: str) -> set[Triple]:
        return _triples(Graph().parse(data=self._sent(query, TURTLE), format="turtle"))


class RdflibStore(Client):
    """rdflib's SPARQLStore: any rdflib code over a remote graph."""

    def _sent(self, query: str) -> Any:
        store = SPARQLStore(self.endpoint, method=self.method, params=self.parameters)
        try:
            found: Any = Graph(store).query(query)
        except ValueError as error:
            raise FailedError(error.__context__) from error
        if isinstance(found, tuple):  # what rdflib makes of an error that answers a POST
            raise FailedError(*found)
        return found

    def select(self, query: str) -> Rowlike:
        return [{name: str(value) for name, value in row.asdict().items()} for row in self._sent(query)]

    def ask(self, query: str) -> bool:
        return bool(self._sent(query).askAnswer)

    def construct(self, query: str) -> set[Triple]:
        return _triples(self._sent(query).graph)


class Oxigraph(Client):
    """pyoxigraph's parsers over what comes by HTTP; a POST sends the query as it is."""

    def _sent(self, query: str, accept: str) -> bytes:
        headers = {"Accept": accept}
        if self.method == "GET":
            asked = Request(f"{self.endpoint}?{urlencode({'query': query, **self.parameters})}", headers=headers)
        else:
            headers["Content-Type"] = "application/sparql-query"
            asked = Request(f"{self.endpoint}?{urlencode(self.parameters)}", query.encode(), headers)
        try:
            with urlopen(asked, timeout=60) as answer:
                return cast(bytes, answer.read())
        except HTTPError as error:
            raise FailedError(error, getattr(error, "code", "")) from error

    def select(self, query: str) -> Rowlike:
        form = ox.QueryResultsFormat.XML
        found = ox.parse_query_results(self._sent(query, form.media_type), form)
        assert isinstance(found, ox.QuerySolutions)
        names = [variable.value for variable in found.variables]
        return [{name: row[name].value for name in names if row[name]} for row in found]

    def ask(self, query: str) -> bool:
        form = ox.QueryResultsFormat.JSON
        return bool(ox.parse_query_results(self._sent(query, form.media_type), form))

    def construct(self, query: str) -> set[Triple]:
        form = ox.RdfFormat.N_TRIPLES
        read = ox.parse(self._sent(query, form.media_type), form)
        return {(_value(quad.subject), quad.predicate.value, _value(quad.object)) for quad in read}


class Curl(Client):
    """curl, as the documentation has it."""

    def _sent(self, query: str, form: str) -> str:
        given = {"query": query, "format": form, **self.parameters}
        command = ["curl", "--silent", "--show-error", "--fail-with-body", *(["--get"] if self.method == "GET" else [])]
        command += [part for name, value in given.items() for part in ("--data-urlencode", f"{name}={value}")]
        done = subprocess.run([*command, self.endpoint], capture_output=True, timeout=60, check=False)
        if done.returncode:
            raise FailedError(done.stderr.decode(), done.stdout.decode())
        return done.stdout.decode()

    def select(self, query: str) -> Rowlike:
        bindings = json.loads(self._sent(query, "json"))["results"]["bindings"]
        return [{name: term["value"] for name, term in row.items()} for row in bindings]

    def ask(self, query: str) -> bool:
        return cast(bool, json.loads(self._sent(query, "json"))["boolean"])

    def construct(self, query: str) -> set[Triple]:
        return _triples(Graph().parse(data=self._sent(query, "jsonld"), format="json-ld"))


class Fetcher(Client):
    """fetch-sparql-endpoint, which Comunica and many pages use, in Node."""

    node: subprocess.Popen[str]

    def _sent(self, query: str, kind: str) -> Any:
        wanted = {"endpoint": self.endpoint, "method": self.method, "kind": kind, "query": query}
        assert self.node.stdin is not None
        assert self.node.stdout is not None
        self.node.stdin.write(json.dumps({**wanted, "parameters": self.parameters}) + "\n")
        self.node.stdin.flush()
        answer = json.loads(self.node.stdout.readline())
        if "failed" in answer:
            raise FailedError(answer["failed"])
        return answer["found"]

    def select(self, query: str) -> Rowlike:
        return cast(Rowlike, self._sent(query, "select"))

    def ask(self, query: str) -> bool:
        return cast(bool, self._sent(query, "ask"))

    def construct(self, query: str) -> set[Triple]:
        return {(s, p, o) for s, p, o in self._sent(query, "construct")}


CLIENTS: Mapping[str, type[Client]] = {
    "SPARQLWrapper": Wrapper,
    "SPARQLStore": RdflibStore,
    "pyoxigraph": Oxigraph,
    "curl": Curl,
    "fetch-sparql-endpoint": Fetcher,
}


@pytest.fixture(scope="module")
def node() -> Iterator[subprocess.Popen[str]]:
    """The client in Node, which waits for queries."""
    if not shutil.which("node") or not (ROOT / "node_modules" / "fetch-sparql-endpoint").exists():
        assert os.environ.get("CI") != "true", "Node or fetch-sparql-endpoint is not installed"
        pytest.skip("Node or fetch-sparql-endpoint is not installed (npm ci)")
    script = Path(__file__).with_name("client.mjs")
    with subprocess.Popen(["node", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        yield process
        process.terminate()


@pytest.fixture(params=[(name, method) for name in CLIENTS for method in ("GET", "POST")], ids=" ".join)
def client(request: pytest.FixtureRequest, server: str) -> Client:
    name, method = request.param
    made = CLIENTS[name](server, method)
    if isinstance(made, Fetcher):
        made.node = request.getfixturevalue("node")
    return made


def test_rows(client: Client, sample_library: Library) -> None:
    found = sample_library.query(SELECT)
    assert isinstance(found, Rows)
    assert client.select(SELECT) == [{"what": str(row.what), "nutrient": str(row.nutrient)} for row in found]


@pytest.mark.parametrize(("object", "answer"), [("depletes", True), ("is_no_such_thing", False)])
def test_yes_and_no(client: Client, object: str, answer: bool) -> None:
    assert client.ask(f"ASK {{ ?what myo:{object} ?nutrient }}") is answer


def test_triples(client: Client, sample_library: Library) -> None:
    found = sample_library.query(CONSTRUCT)
    assert isinstance(found, Subgraph)
    assert client.construct(CONSTRUCT) == _triples(found.to_rdflib())


def test_any_letters_go_there_and_come_back(client: Client) -> None:
    term = '"' + WORDS.replace("\\", "\\\\") + '"'
    found = client.select(f"SELECT ?words {{ BIND ({term} AS ?words) FILTER (STRLEN(?words) = {len(WORDS)}) }}")
    assert found == [{"words": WORDS}]


@pytest.mark.parametrize(
    ("query", "status"),
    [("SELECT ?x WHERE { ?x a ?y", "400"), ("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", "403")],
)
def test_a_refusal_is_an_error(client: Client, query: str, status: str) -> None:
    with pytest.raises(FailedError, match=status):
        client.select(query)


@pytest.mark.parametrize("kind", ["select", "construct"])
def test_a_query_that_takes_too_long_is_an_error_and_no_short_result(client: Client, kind: str) -> None:
    client.parameters = {"timeout": "0.5"}
    head = "SELECT ?a ?d" if kind == "select" else "CONSTRUCT { ?a <urn:x:y> ?d } WHERE"
    ask: Callable[[str], object] = getattr(client, kind)
    with pytest.raises(FailedError, match="503"):
        ask(f"{head} {EVERY_PAIR}")


def test_rdflib_code_runs_over_the_service(server: str, sample_library: Library) -> None:
    graph = Graph(SPARQLStore(f"{server}sparql"))
    depletes = URIRef("https://myograph.example/ns#depletes")
    sodium = URIRef(sample_library.iris.concept("sodium"))
    assert set(graph.subjects(depletes, sodium)) == set(sample_library.graph.subjects(depletes, sodium))


def _triples(graph: Graph) -> set[Triple]:
    return {(str(s), str(p), str(o)) for s, p, o in graph}


def _value(term: Any) -> str:
    return cast(str, term.value)


@pytest.mark.parametrize("command", [line for line in shown("console") if line.startswith("$ curl ")])
def test_the_curl_of_the_documentation(command: str, server: str, tmp_path: Path) -> None:
    line = re.sub(r"http://127\.0\.0\.1:\d+/", server, command.removeprefix("$ curl "))
    done = subprocess.run(
        ["bash", "-c", f"curl --silent --fail {line}"], cwd=tmp_path, capture_output=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout or any(file.stat().st_size for file in tmp_path.iterdir())


@pytest.mark.usefixtures("node")
def test_the_javascript_of_the_documentation(server: str) -> None:
    here = "\n".join(shown("javascript")).replace("http://127.0.0.1:8000/sparql", f"{server}sparql")
    command = ["node", "--input-type=module", "--eval", here]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=True)
    assert "/id/concept/" in done.stdout
