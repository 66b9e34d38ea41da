"""A whole store in order, in little room."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import Dataset, Graph

from graph.ids import Iris
from graph.store import Store
from graph.streams import nquads_of, rewritten, sorted_lines, triples_of
from graph.terms import prefixes


@given(
    st.lists(st.binary(max_size=9).map(lambda line: line.replace(b"\n", b"") + b"\n")),
    st.integers(min_value=1, max_value=40),
)
def test_lines_are_sorted_whatever_the_room(lines: list[bytes], room: int) -> None:
    assert list(sorted_lines(io.BytesIO(b"".join(lines)), room)) == sorted(lines)


@pytest.mark.parametrize("room", [1000, 64_000_000])
def test_a_store_comes_out_in_order(store: Store, room: int) -> None:
    assert b"".join(nquads_of(store, room)) == store.nquads()


def test_all_graphs_as_one_say_everything_once(store: Store) -> None:
    triples = list(triples_of(nquads_of(store)))
    assert len(triples) == len(set(triples))
    expected = store.query_bytes("CONSTRUCT WHERE { ?s ?p ?o }", "nt").splitlines(keepends=True)
    assert set(triples) == set(expected)


def test_a_triple_of_several_graphs_stands_there_once() -> None:
    quads = [b'<a:s> <a:p> "x <y> ." <a:g> .\n', b'<a:s> <a:p> "x <y> ." <a:h> .\n', b'<a:s> <a:p> "x"@en <a:g> .\n']
    assert list(triples_of(quads)) == [b'<a:s> <a:p> "x <y> ." .\n', b'<a:s> <a:p> "x"@en .\n']


def test_what_is_rewritten_says_the_same(store: Store) -> None:
    turtle = b"".join(rewritten(triples_of(nquads_of(store)), "ttl", prefixes(Iris())))
    expected = Graph().parse(data=store.query_bytes("CONSTRUCT WHERE { ?s ?p ?o }", "nt"), format="nt")
    assert set(Graph().parse(data=turtle, format="turtle")) == set(expected)
    trig, plain = Dataset(), Dataset()
    trig.parse(data=b"".join(rewritten(nquads_of(store), "trig", {})), format="trig")
    plain.parse(data=store.nquads(), format="nquads")
    assert set(trig.quads()) == set(plain.quads())
