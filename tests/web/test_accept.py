"""The form of an answer by the Accept header, as a table."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from graph.tables import Row, read_table, unique

TABLE = Path(__file__).parents[1] / "cases" / "http" / "accept.tsv"
ROWS = tuple(unique(read_table(TABLE, ("id", "query", "accept", "status", "type")), "id"))
QUERIES = {
    "select": "SELECT ?x { ?x a myo:Document }",
    "ask": "ASK { ?x a myo:Document }",
    "construct": "CONSTRUCT { ?x a myo:Document } WHERE { ?x a myo:Document }",
    "describe": "DESCRIBE c:muscle-cramp",
}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_the_form_that_a_client_gets(client: FlaskClient, row: Row) -> None:
    query = QUERIES[row.one_of("query", QUERIES)]
    answer = client.post("/sparql", data={"query": query}, headers={"Accept": row["accept"]})
    assert answer.status_code == int(row["status"]), answer.text[:300]
    assert answer.status_code != 200 or answer.mimetype == row["type"]
    assert "Accept" in answer.headers["Vary"]
