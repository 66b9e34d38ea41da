"""Answers: what they may be made of, what they offer instead, how they are taken away, what stands behind a number."""

from __future__ import annotations

import csv
import io
import re
from math import isclose, prod
from typing import Any
from urllib.parse import urlencode

import pytest
from flask.testing import FlaskClient
from rdflib import Graph

from graph.model import ConceptType, Link
from graph.reader import GraphReader
from graph.showing.grounds import grounds_of
from myograph.library import Library
from web.app import create_app

LINKS = "/links?from=diabetes&to=muscle+cramps"
CAUSES = "/ask?q=what+causes+muscle+cramps"


@pytest.fixture(scope="module")
def client(sample_library: Library) -> FlaskClient:
    return create_app(sample_library).test_client()


def found(client: FlaskClient, address: str) -> Any:
    path, _, query = address.partition("?")
    answer = client.get(f"{path}.json?{query}")
    assert answer.status_code == 200, answer.text[:300]
    return answer.get_json()


def text(client: FlaskClient, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer.text[:300]
    return answer.text


# what an answer may be made of


@pytest.mark.parametrize("kind", list(ConceptType))
def test_chains_pass_only_through_what_is_allowed(client: FlaskClient, kind: str) -> None:
    for path in found(client, f"{LINKS}&through={kind}")["answer"]["paths"]:
        assert {node["type"] for node in path["nodes"][1:-1]} == {kind}
    for path in found(client, f"{LINKS}&avoid={kind}")["answer"]["paths"]:
        assert kind not in {node["type"] for node in path["nodes"][1:-1]}


@pytest.mark.parametrize("address", [LINKS, CAUSES, "/ask?q=does+magnesium+help+against+leg+cramps"])
@pytest.mark.parametrize(
    ("filter", "passes"),
    [
        ("sources=2", lambda link: max(link["for"], link["against"], link["disputed"]) >= 2),
        ("certainty=stated", lambda link: "stated" in {one["certainty"] for one in link["evidence"]}),
        ("certainty=undisputed", lambda link: not (link["against"] or link["disputed"])),
    ],
)
def test_every_link_passes_the_filter(client: FlaskClient, address: str, filter: str, passes: Any) -> None:
    answer = found(client, f"{address}&{filter}")["answer"]
    links = [*answer["links"], *answer["against"], *(link for path in answer["paths"] for link in path["links"])]
    assert all(map(passes, links))
    every = found(client, address)["answer"]
    assert len(str(every)) >= len(str(answer))


def test_a_list_names_only_the_kinds_that_are_wanted(client: FlaskClient) -> None:
    drugs = found(client, f"{CAUSES}&through=drug")["answer"]["links"]
    assert {link["subject"]["type"] for link in drugs} == {"drug"}
    others = found(client, f"{CAUSES}&avoid=drug,condition&avoid=food")["answer"]["links"]
    assert others and not {link["subject"]["type"] for link in others} & {"drug", "condition", "food"}


@pytest.mark.parametrize("narrowed", ["certainty=undisputed", "sources=2", "sources=90", "predicates=causes"])
def test_filters_hold_back_passages_but_turn_no_verdict(client: FlaskClient, narrowed: str) -> None:
    whole = found(client, "/ask?q=does+magnesium+help+against+leg+cramps")["answer"]
    less = found(client, f"/ask?q=does+magnesium+help+against+leg+cramps&{narrowed}")["answer"]
    assert (less["verdict"], less["sentence"]) == (whole["verdict"], whole["sentence"])
    assert "The answer counts everything" in less["note"]
    assert len(less["links"]) + len(less["against"]) < len(whole["links"]) + len(whole["against"])


@pytest.mark.parametrize("address", [LINKS, CAUSES])
def test_where_the_filters_leave_nothing_it_says_so(client: FlaskClient, address: str) -> None:
    page = text(client, f"{address}&sources=90")
    assert "with these filters nothing of it is left" in page
    whole = re.search(r'<a href="([^"]+)">Remove all filters', page)
    assert whole and whole[1].replace("&amp;", "&") == address


def test_filters_stay_in_the_form_the_permalink_the_picture_and_the_other_forms(client: FlaskClient) -> None:
    asked = f"{CAUSES}&sources=2&avoid=drug&avoid=food&certainty=undisputed"
    page = text(client, asked).replace("&amp;", "&")
    assert re.search(r'<option value="2" selected', page) and re.search(r'<option value="undisputed" selected', page)
    assert [re.search(rf'name="avoid" value="{kind}" checked', page) is not None for kind in ("drug", "food")] == [
        True
    ] * 2
    assert found(client, asked)["filters"] == {"sources": "2", "certainty": "undisputed", "avoid": ["drug", "food"]}
    for label in ("Permanent link", "Table (CSV)", "JSON", "Graph (Turtle)", "Picture (SVG)"):
        (address,) = re.findall(rf'<li><a href="([^"]+)"[^>]*>{re.escape(label)}', page)
        for part in ("sources=2", "avoid=drug", "avoid=food", "certainty=undisputed"):
            assert part in address, label
        assert client.get(address).status_code == 200


@pytest.mark.parametrize(
    "wrong", ["sources=0", "sources=x", "certainty=sure", "through=animal", "avoid=drug,animal", "sources=100"]
)
def test_a_filter_that_cannot_be_is_told(client: FlaskClient, wrong: str) -> None:
    for address in (f"{LINKS}&{wrong}", f"{CAUSES}&{wrong}", f"/graph{CAUSES.replace('?', '.svg?')}&{wrong}"):
        assert client.get(address).status_code == 400


# what is offered instead


def test_where_nothing_is_linked_the_nearest_is_offered(client: FlaskClient) -> None:
    asked = "/links?from=ginger&to=migraine"
    answer = found(client, asked)["answer"]
    assert answer["paths"] == []
    page = text(client, asked)
    assert "was found within 4 steps" in page
    assert re.findall(r"What ([^<]+) is linked to", page) == [
        one["concept"]["label"] for one in answer["nearest"]["around"]
    ]
    for one, other in answer["nearest"]["pairs"]:
        between = found(client, "/links?" + urlencode({"from": one["label"], "to": other["label"]}))
        assert between["answer"]["paths"]


def test_what_is_linked_offers_nothing_else(client: FlaskClient) -> None:
    assert found(client, LINKS)["answer"]["nearest"] is None


# what stands behind a number


def test_belief_can_be_worked_out_from_what_is_shown(sample_graph: GraphReader) -> None:
    def share(link: Link, *sides: str) -> float:
        best: dict[str, float] = {}
        for one in grounds_of(link, sample_graph.family).voices:
            if one.side in sides:
                best[one.document] = max(best.get(one.document, 0), one.said * (1 - one.error))
        return min(0.99, 1 - prod(1 - weight for weight in best.values()))

    links = sample_graph.links(object={"muscle-cramp", "leg-cramp", "night-leg-cramp"})
    assert any(link.against for link in links) and any(link.disputed for link in links)
    for link in links:
        belief = share(link, "for", "both") * (1 - share(link, "against", "both"))
        assert isclose(belief, link.belief, abs_tol=1e-5), link


def test_a_count_leads_to_all_passages_behind_it(client: FlaskClient) -> None:
    page = text(client, CAUSES).replace("&amp;", "&")
    counts = re.findall(r'<a (?:class="count small" )?href="(/link/[^"]+)"', page)
    assert len(counts) > 20
    shown = text(client, counts[0])
    link = found(client, counts[0])
    assert len({re.sub(r"</?b>", "", q) for q in re.findall(r"<q [^>]*>(.*?)</q>", shown)}) > 1
    assert shown.count("<q ") >= link["for"]
    table = list(csv.DictReader(io.StringIO(text(client, f"{counts[0]}.csv"))))
    assert [row["quote"] for row in table] == [one["quote"] for one in link["evidence"]]
    assert client.get("/link/0123456789abcdef").status_code == 404


def test_each_sentence_leads_to_its_place_lit_up(client: FlaskClient) -> None:
    page = text(client, LINKS).replace("&amp;", "&")
    quotes = re.findall(r'<q cite="([^"#]+)#passage">(.*?)</q>', page)
    assert len(quotes) > 5
    for address, quote in quotes[:8]:
        lit = "".join(re.findall(r'<mark class="passage">(.*?)</mark>', text(client, address), re.DOTALL))
        bare = [re.sub(r"<a class=.ref.*?</a>|<[^>]+>|\s", "", one) for one in (lit, quote)]
        assert bare[0] == bare[1]


@pytest.mark.parametrize(
    ("question", "begins"),
    [
        ("does dehydration cause muscle cramps", "Disputed: "),
        ("does quinine help against leg cramps", "Yes: quinine can help against leg cramps. "),
        ("does lighthouse keeping help", ""),
        ("does magnesium help against leg cramps", "Disputed: that magnesium can help against leg cramps. "),
        ("do bananas cause gout", "Unknown: no article says whether"),
    ],
)
def test_yes_and_no_say_who_says_so(client: FlaskClient, question: str, begins: str) -> None:
    answer = found(client, f"/ask?q={question.replace(' ', '+')}")["answer"]
    assert answer["sentence"].startswith(begins)
    if begins and not begins.startswith("Unknown"):
        assert re.search(r"\d independent articles? (says?|den(y|ies)|doubts?) (so|it)", answer["sentence"])


# when to see a doctor


@pytest.mark.parametrize(
    ("address", "heading"),
    [
        ("/ask?q=what+helps+leg+cramps", "When to see someone"),
        ("/ask?q=what+causes+muscle+cramps", "When to see someone"),
        ("/ask?q=does+heat+help+against+period+pain", "When should I see a doctor?"),
        ("/links?from=red+wine&to=migraine", "Red flags"),
        ("/ask?q=what+causes+gout", ""),
        ("/ask?q=what+is+rich+in+potassium", ""),
    ],
)
def test_when_to_see_a_doctor_is_shown_for_the_complaint(client: FlaskClient, address: str, heading: str) -> None:
    said = found(client, address)["doctor"]
    assert heading in [one["heading"] for one in said] if heading else said == []
    page = text(client, address)
    assert ('id="doctor"' in page) is bool(said)
    for one in said:
        article = client.get(f"/document/{one['document']}.json").get_json()
        assert " ".join(one["text"].split())[:40] in " ".join(article["text"][one["start"] : one["end"]].split())
    assert page.count("not medical advice") == 1


# taking it away


@pytest.mark.parametrize("address", [LINKS, CAUSES, "/ask?q=does+quinine+help+against+leg+cramps"])
def test_a_table_has_a_line_for_each_passage(client: FlaskClient, address: str) -> None:
    answer = found(client, address)["answer"]
    links = [link for path in answer["paths"] for link in path["links"]] + answer["links"] + answer["against"]
    rows = list(csv.DictReader(io.StringIO(text(client, address.replace("?", ".csv?")))))
    assert [row["quote"] for row in rows] == [one["quote"] for link in links for one in link["evidence"]]
    assert client.get(rows[0]["address"]).status_code == 200


def test_no_cell_of_a_table_is_a_formula(client: FlaskClient) -> None:
    rows = csv.reader(io.StringIO(text(client, CAUSES.replace("?", ".csv?"))))
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]


@pytest.mark.parametrize("suffix", ["ttl", "jsonld"])
def test_the_graph_holds_the_links_with_their_evidence(client: FlaskClient, suffix: str) -> None:
    asked = "/ask?q=does+quinine+help+against+leg+cramps"
    told = Graph().parse(
        data=text(client, asked.replace("?", f".{suffix}?")), format=suffix.replace("jsonld", "json-ld")
    )
    quotes = {str(one) for one in told.objects(predicate=None) if "prevented night cramps" in str(one)}
    assert quotes
    answer = found(client, asked)["answer"]
    kinds = {str(one).rpartition("#")[2] for one in told.objects()}
    assert "Link" in kinds and "Annotation" in kinds
    assert len(answer["links"]) <= len([one for one in told.subjects() if "/id/link/" in str(one)])


def test_a_citation_leads_to_the_same_answer(client: FlaskClient) -> None:
    page = text(client, CAUSES)
    plain = re.search(r'<p class="cite">([^<]+)</p>', page)
    assert plain and "Myograph, generation 1" in plain[1] and "made from 31 articles" in plain[1]
    address = plain[1].rpartition(" ")[2].replace("&amp;", "&")
    assert "generation=1" in address
    assert client.get(address).status_code == 200
    bib = text(client, CAUSES.replace("?", ".bib?"))
    entries = re.findall(r"^@misc\{([^,]+),$", bib, re.MULTILINE)
    assert len(entries) == len(set(entries)) > 3
    assert bib.count("{") == bib.count("}")


@pytest.mark.parametrize(
    ("start", "goal", "said"),
    [
        ("mustard", "cramps", "linked directly, but it is disputed that mustard can help against muscle cramp."),
        ("milk", "leg cramps", "Articles deny a direct link between milk and leg cramps. A chain leads through "),
        ("diabetes", "leg cramps", "are linked directly: diabetes can cause leg cramp."),
    ],
)
def test_a_link_is_not_said_to_be_surer_than_it_is(client: FlaskClient, start: str, goal: str, said: str) -> None:
    answer = client.get("/links.json", query_string={"from": start, "to": goal}).get_json()["answer"]
    assert said in answer["sentence"]


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("application/json", "application/problem+json"),
        ("text/html,application/xhtml+xml,*/*;q=0.8", "text/html"),
        ("*/*", "text/html"),
    ],
)
def test_errors_of_pages_are_told_to_programs_as_programs_read(client: FlaskClient, accept: str, kind: str) -> None:
    assert client.get("/concept/nope", headers={"Accept": accept}).mimetype == kind
