"""Full-text search inside queries, over HTTP and in Python."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from graph.errors import QueryError
from myograph.analysis.rows import Rows
from myograph.build import Options, ingest
from myograph.library import Library
from search.index import Index
from search.model import Hits
from web.app import create_app
from web.settings import Settings
from web.workers import Pool

Table = list[dict[str, str]]


def ask(client: FlaskClient, query: str) -> Table:
    answer = client.post("/sparql", data={"query": query})
    assert answer.status_code == 200, answer.text
    rows = answer.get_json(force=True)["results"]["bindings"]
    return [{name: cell["value"] for name, cell in row.items()} for row in rows]


def best(library: Library, words: str, limit: int = 100) -> Hits:
    with library.reading() as generation:
        return generation.index.search(words, limit=limit)


def test_passages_are_those_that_the_search_finds(client: FlaskClient, library: Library) -> None:
    found = ask(
        client,
        """SELECT * { (?document ?score ?snippet ?start ?end) myo:textSearch ("cramps OR quinine" 3) }
        ORDER BY DESC(?score)""",
    )
    wanted = best(library, "cramps OR quinine", 3)
    assert wanted.total > 3
    assert [
        (row["document"], row["snippet"], int(row["start"]), int(row["end"]), round(float(row["score"]), 3))
        for row in found
    ] == [
        (library.iris.document(hit.document), hit.snippet.text, hit.span.start, hit.span.end, round(hit.score, 3))
        for hit in wanted.hits
    ]


def test_texts_with_quotes_and_markup_come_as_they_are(client: FlaskClient) -> None:
    (row,) = ask(client, 'SELECT DISTINCT ?snippet { (?d ?score ?snippet) myo:textSearch "dehydration AND script" }')
    assert "<img src=x onerror=alert(2)>" in row["snippet"]


def test_a_word_that_is_not_indexed_takes_nothing_away(client: FlaskClient) -> None:
    count = 'SELECT (COUNT(DISTINCT ?d) AS ?n) { ?d myo:textSearch "%s" }'
    (alone,), (beside,) = ask(client, count % "quinine"), ask(client, count % "the AND quinine")
    assert beside == alone and int(alone["n"]) > 0


HOSTILE = (
    r"""Rest \u0022 } UNION { ?d ?p ?o } # eases \u005C" "leg\" cramps\
of \\runners' """
    '""" \' . ?d ?p ?o .'
)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """A library of two articles, one of which has all the signs that mean something inside a query."""
    folder = tmp_path_factory.mktemp("hostile")
    for name, text in (("one", HOSTILE), ("two", "Stretching prevents muscle cramps.")):
        (folder / f"{name}.txt").write_text(f"Article {name}\n\n{text}\n", encoding="utf-8")
    library = Library.open(folder / "library", create=True)
    ingest(library, [folder / "one.txt", folder / "two.txt"], Options(jobs=1))
    yield library
    library.close()


@pytest.mark.parametrize(
    "words",
    [
        '"runners"',
        r'"runners\u0022"',
        r'"runners\" } UNION { ?d ?p ?o } #"',
        '"""runners" } UNION\n{ ?d ?p ?o } \\\\"""',
        r"'runners\' \\'",
        r"'''runners'' \''' \u005C'''",
        r'"\\u0022 runners\n"',
    ],
)
def test_no_sign_of_a_text_or_of_the_words_changes_the_query(hostile: Library, words: str) -> None:
    rows = hostile.query(f"SELECT ?d ?snippet {{ (?d ?score ?snippet) myo:textSearch {words} }}")
    assert isinstance(rows, Rows)
    with hostile.reading() as generation:
        (one,) = (source.id for source in generation.graph.documents() if source.name == "one.txt")
    ((found, snippet),) = rows
    assert str(found) == hostile.iris.document(one)
    assert HOSTILE in str(snippet)


def test_evidence_leads_on_to_claims(client: FlaskClient) -> None:
    found = ask(
        client,
        """SELECT DISTINCT ?polarity ?exact ?snippet {
          (?evidence ?score ?snippet) myo:evidenceSearch "quinine NOT magnesium" .
          ?evidence oa:hasBody ?claim ; oa:hasTarget/oa:hasSelector/oa:exact ?exact .
          ?claim rdf:subject c:quinine ; myo:polarity ?polarity .
        }""",
    )
    assert {(row["polarity"], row["exact"]) for row in found} == {("affirmed", "Quinine relieves leg cramps.")}
    assert all(row["exact"] in row["snippet"] for row in found)


def test_evidence_is_that_whose_passage_was_found(client: FlaskClient, library: Library) -> None:
    found = ask(
        client,
        """SELECT DISTINCT ?document ?start ?end {
          ?evidence myo:evidenceSearch "neuropathy" .
          ?evidence oa:hasTarget ?target .
          ?target oa:hasSource ?document ; oa:hasSelector ?position .
          ?position oa:start ?start ; oa:end ?end .
        }""",
    )
    passages = [(library.iris.document(hit.document), hit.span) for hit in best(library, "neuropathy").hits]
    assert found
    for row in found:
        assert any(
            row["document"] == document and span.start <= int(row["start"]) and int(row["end"]) <= span.end
            for document, span in passages
        )


@pytest.mark.parametrize(
    "where",
    [
        '?d myo:textSearch "quinine"',
        '{ SELECT ?d { (?d ?score) myo:textSearch "quinine" } } ?d a myo:Document',
        '{ ?d myo:textSearch "quinine NOT magnesium" } UNION { ?d myo:textSearch "quinine" }',
        'GRAPH ?d { ?d myo:textSearch "quinine" . ?d a myo:Document }',
        '?d a myo:Document OPTIONAL { (?d ?score) myo:textSearch "quinine" } FILTER(BOUND(?score))',
        '?d a myo:Document FILTER EXISTS { ?d myo:textSearch "quinine" }',
        '?d a myo:Document MINUS { ?d a myo:Document MINUS { ?d myo:textSearch "quinine" } }',
        '?d a myo:Document . ?e <https://myograph.example/ns#textSearch> "quinine" . FILTER(?d = ?e)',
    ],
)
def test_it_stands_wherever_a_pattern_may(client: FlaskClient, library: Library, where: str) -> None:
    wanted = {library.iris.document(hit.document) for hit in best(library, "quinine").hits}
    assert len(wanted) == 2
    assert {row["d"] for row in ask(client, f"SELECT DISTINCT ?d {{ {where} }}")} == wanted


def test_only_the_graphs_that_are_chosen_are_joined(client: FlaskClient, library: Library) -> None:
    (first, *_) = best(library, "quinine").hits
    document = library.iris.document(first.document)
    found = ask(client, f'SELECT DISTINCT ?d FROM <{document}> {{ ?d myo:textSearch "quinine" . ?d a myo:Document }}')
    assert found == [{"d": document}]


def test_the_search_is_done_once_however_many_rows_it_is_joined_with(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    search = Index.search

    def counted(index: Index, text: str, *, limit: int = 10) -> Hits:
        asked.append(text)
        return search(index, text, limit=limit)

    monkeypatch.setattr(Index, "search", counted)
    rows = library.query('SELECT (COUNT(*) AS ?n) { ?s ?p ?o OPTIONAL { (?d ?score) myo:textSearch "cramps" } }')
    assert isinstance(rows, Rows)
    assert rows[0][0] > 10_000
    assert asked == ["cramps"]


@pytest.mark.parametrize(
    ("query", "place", "what"),
    [
        ("ASK { ?d myo:textSearch ?words }", (1, 25), "takes its words as a string"),
        (f'ASK {{ ?d myo:textSearch "{"x" * 500} quinine" }}', (1, 7), "Only the first 500 characters"),
        ('ASK { ?d myo:textSearch "NOT cramps" }', (1, 7), "NOT was left out"),
        ('ASK { ?d myo:textSearch "cramps AND (quinine" }', (1, 7), "could not be read"),
        ('ASK { ?d myo:textSearch "ab*" }', (1, 7), "at least 3 letters"),
        ('ASK { ?d myo:textSearch "a\\q" }', (1, 25), "escape"),
        ('ASK { ?d myo:textSearch "\\uD800" }', (1, 25), "escape"),
        ('ASK { ?d myo:textSearch "\\U00110000" }', (1, 25), "escape"),
        ('ASK { ?d myo:textSearch "cramps" ?d dcterms:title ?t }', (1, 34), "full stop"),
        ("ASK {\n ?d myo:textSearch 'ma*' }", (2, 2), "too short for a prefix search"),
        ("ASK { ?d myo:textSearch 'cramps' . ?x ?y }", (1, 43), ""),
        ("ASK { ?d myo:textSearch\n 'cramps' . ?x\n ?y }", (3, 6), ""),
    ],
)
def test_errors_have_their_place(
    client: FlaskClient, library: Library, query: str, place: tuple[int, int], what: str
) -> None:
    answer = client.post("/sparql", data={"query": query}, headers={"Accept": "application/json"})
    found = answer.get_json(force=True)
    assert (answer.status_code, (found["line"], found["column"])) == (400, place), found
    assert what in found["detail"] and "VALUES" not in found["detail"]
    with pytest.raises(QueryError) as caught:
        library.query(query)
    assert (caught.value.line, caught.value.column) == place


def test_it_cannot_smuggle_in_what_is_refused(client: FlaskClient) -> None:
    for query in (
        "ASK { ?d myo:textSearch 'x' . SERVICE <http://127.0.0.1:9/> { ?a ?b ?c } }",
        "ASK { FILTER(?a<'x>y') ?d myo:textSearch 'x' . #' SERVICE <http://127.0.0.1:9/> { ?a ?b ?c } }",
    ):
        assert client.post("/sparql", data={"query": query}).status_code in (400, 403)


def test_a_new_generation_is_searched_in_its_own_text(tmp_path: Path) -> None:
    library = Library.open(tmp_path / "library", create=True)
    app = create_app(library, Settings(query_workers=1))
    client = app.test_client()
    for name in ("one", "two"):
        (tmp_path / f"{name}.txt").write_text(f"Rest eases cramps. This is {name}.", encoding="utf-8")
        ingest(library, [tmp_path / f"{name}.txt"], Options(jobs=1))
        assert len(ask(client, f'SELECT ?d {{ ?d myo:textSearch "{name}" }}')) == 1
    pool: Pool = app.extensions["pool"]
    pool.close()
    library.close()
