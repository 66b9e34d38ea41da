"""Paths: what each pattern is called, what carries a chain and what does not, bounds, and the worked example."""

from __future__ import annotations

import re
from math import log
from pathlib import Path as FilePath

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.model import Concept, ConceptType, Link, Origin, Pattern, Predicate
from graph.network import DEGREE_WEIGHT, HUB_LEAST, HUB_SHARE, Network
from graph.paths import PathOptions, PathResult, find_paths, to_networkx
from graph.patterns import letter, pattern_of
from graph.sieve import Sieve


def link(text: str, belief: float = 0.6, support: int = 1, against: int = 0, disputed: int = 0) -> Link:
    """A link written "subject predicate object"; "?" before a name makes it provisional, "a<b" makes a narrower."""
    subject, predicate, object_ = text.split()
    return Link(concept(subject), Predicate(predicate), concept(object_), (), belief, support, against, disputed)


def concept(name: str) -> Concept:
    plain, _, broader = name.partition("<")
    origin = Origin.PROVISIONAL if plain.startswith("?") else Origin.BUILTIN
    label = plain.removeprefix("?")
    return Concept(label, label, ConceptType.CONDITION, broader=(broader,) if broader else (), origin=origin)


def network(*links: str | Link) -> Network:
    return Network([one if isinstance(one, Link) else link(one) for one in links])


def walks(result: PathResult) -> list[str]:
    """Paths as "pattern: node node node"."""
    return [f"{path.pattern}: {' '.join(node.id for node in path.nodes)}" for path in result.paths]


def ask(graph: Network, options: PathOptions | None = None) -> PathResult:
    """What links "start" to "goal"."""
    return find_paths(graph, {"start"}, {"goal"}, options or PathOptions())


PATTERNS = [
    ("causes", ["start causes m", "m causes goal"], "causal chain"),
    ("from the other end", ["m causes start", "goal causes m"], "causal chain"),
    ("a symptom, then worse", ["start has_symptom m", "m worsens goal"], "causal chain"),
    ("depletion", ["start depletes n", "d deficiency_of n", "d causes goal"], "causal chain"),
    ("lack of the start", ["d deficiency_of start", "d causes goal"], "causal chain"),
    ("to a nutrient", ["start causes d", "d deficiency_of goal"], "causal chain"),
    ("what a drink holds", ["start contains m", "m causes goal"], "causal chain"),
    ("both from one", ["m causes start", "m causes goal"], "common cause"),
    ("lowers one, causes the other", ["m depletes start", "m causes goal"], "common cause"),
    ("both to one", ["start causes m", "goal causes m"], "common effect"),
    ("both lower one", ["start depletes m", "goal depletes m"], "common effect"),
    ("both help one", ["start treats m", "goal prevents m"], "common effect"),
    ("one helps both", ["m treats start", "m prevents goal"], "common remedy"),
    ("one food, two minerals", ["m contains start", "m contains goal"], "shared food or nutrient"),
    ("two foods, one mineral", ["start contains m", "goal contains m"], "shared food or nutrient"),
    ("helps the cause", ["start treats m", "m causes goal"], "remedy chain"),
    ("helps the effect", ["start prevents m", "goal causes m"], "remedy chain"),
    ("by what it holds", ["start contains m", "m treats goal"], "remedy chain"),
    ("supplies what is short", ["start contains n", "d deficiency_of n", "d causes goal"], "remedy chain"),
    ("supplies what is used up", ["start contains n", "goal depletes n"], "remedy chain"),
    ("causing a nutrient is no lack of it", ["start causes n", "d deficiency_of n", "d causes goal"], None),
    ("less of a cause is no cause", ["start depletes m", "m causes goal"], "other"),
    ("a cause and a food", ["start causes m", "goal contains m"], "other"),
    ("a remedy of a remedy", ["start treats m", "m treats goal"], "other"),
    ("is_a carries nothing", ["start is_a m", "m causes goal"], None),
    ("located_in carries nothing", ["start located_in m", "goal located_in m"], None),
]


@pytest.mark.parametrize(("links", "pattern"), [pytest.param(*row[1:], id=row[0]) for row in PATTERNS])
def test_patterns(links: list[str], pattern: str | None) -> None:
    assert [path.pattern for path in ask(network(*links)).paths] == ([pattern] if pattern else [])


@given(st.text(st.sampled_from("CcLlDdTtFf"), min_size=1, max_size=5))
def test_a_pattern_is_the_same_from_both_ends(word: str) -> None:
    assert pattern_of(word) is pattern_of(word[::-1].swapcase())


def test_every_predicate_has_a_letter_or_carries_nothing() -> None:
    silent = {predicate for predicate in Predicate if not letter(predicate, along=True)}
    assert silent == {Predicate.IS_A, Predicate.LOCATED_IN}


REFUSED = [
    ("denied by more", [link("start causes m", against=2), "m causes goal"]),
    ("doubted only", [link("start causes m", support=0, disputed=2), "m causes goal"]),
    ("through a broader concept", ["start<m causes m", "m causes goal"]),
    ("through a narrower concept", ["start causes m<goal", "m<goal causes goal"]),
    ("through a concept that one article made up", ["start causes ?m", "?m causes goal"]),
    ("no link at all", ["start causes m", "n causes goal"]),
    ("only round and round", ["start causes m", "m causes start"]),
]


@pytest.mark.parametrize("links", [pytest.param(row[1], id=row[0]) for row in REFUSED])
def test_what_carries_no_chain(links: list[str | Link]) -> None:
    assert ask(network(*links)).paths == ()


def test_a_made_up_concept_carries_a_chain_once_two_families_hold_it() -> None:
    held = network(link("start causes ?m", support=2), "?m causes goal")
    assert walks(ask(held)) == ["causal chain: start m goal"]


def test_direct_links_of_every_kind_are_paths_but_denied_ones_stand_against() -> None:
    found = ask(
        network(
            link("start causes goal", 0.9),
            link("goal located_in start", 0.7),
            link("start treats goal", 0.1, support=0, disputed=1),
            link("start prevents goal", 0.0, support=0, against=1),
        )
    )
    assert [(path.pattern, path.links[0].predicate) for path in found.paths] == [
        (Pattern.DIRECT, Predicate.CAUSES),
        (Pattern.DIRECT, Predicate.LOCATED_IN),
        (Pattern.DIRECT, Predicate.TREATS),
    ]
    assert [one.predicate for one in found.against] == [Predicate.PREVENTS]


def test_a_direct_path_runs_from_start_to_goal_whichever_way_the_link_points() -> None:
    assert walks(ask(network("goal causes start"))) == ["direct: start goal"]


SEEDS = (
    "diabetes causes leg-cramp<cramp",
    "type-2-diabetes<diabetes causes neuropathy",
    "neuropathy causes leg-cramp<cramp",
    "neuropathy causes cramp",
    "diuretic causes cramp",
    "diuretic depletes potassium",
    "potassium-deficiency deficiency_of potassium",
    "potassium-deficiency causes cramp",
    "leg-cramp<cramp located_in leg",
)
CRAMP = {"cramp", "leg-cramp"}


def test_diabetes_to_cramps_directly_and_through_neuropathy() -> None:
    found = find_paths(network(*SEEDS), {"diabetes", "type-2-diabetes"}, CRAMP)
    assert walks(found) == [
        "direct: diabetes leg-cramp",
        "causal chain: type-2-diabetes neuropathy cramp",
    ]


def test_diuretics_to_cramps_directly_and_through_lost_salts() -> None:
    assert walks(find_paths(network(*SEEDS), {"diuretic"}, CRAMP)) == [
        "direct: diuretic cramp",
        "causal chain: diuretic potassium potassium-deficiency cramp",
    ]


def test_cost_as_in_the_documentation() -> None:
    graph = network(
        link("start causes m", 0.68),
        link("m causes goal", 0.4),
        link("m causes x"),
        link("y treats m"),
        link("x causes y"),
    )
    [path] = ask(graph).paths
    assert path.cost == pytest.approx(-log(0.68) - log(0.4) + 0.4 * log(4))
    assert path.cost == pytest.approx(1.8565, abs=0.0001)


def spokes(hub: str, number: int) -> list[str]:
    return [f"{hub} causes spoke{at}" for at in range(number)]


def test_a_hub_carries_a_chain_only_where_nothing_else_does() -> None:
    through_hub = ["start causes hub", "hub causes goal", *spokes("hub", HUB_LEAST)]
    assert walks(ask(network(*through_hub))) == ["causal chain: start hub goal"]
    assert walks(ask(network(*through_hub, "start causes m", "m causes goal"))) == ["causal chain: start m goal"]


def test_a_hub_may_be_an_end() -> None:
    assert walks(ask(network("start causes m", "m causes goal", *spokes("start", 200)))) == [
        "causal chain: start m goal"
    ]


def test_of_two_well_believed_ways_the_less_busy_one_comes_first() -> None:
    ways = network(
        "start causes busy", "busy causes goal", "start causes rare", "rare causes goal", *spokes("busy", 20)
    )
    assert walks(ask(ways)) == ["causal chain: start rare goal", "causal chain: start busy goal"]


def test_only_links_that_enough_families_support() -> None:
    graph = network(
        link("start causes a", support=2),
        link("a causes goal", support=2),
        "start causes b",
        "b causes goal",
        "start causes goal",
    )
    assert walks(ask(graph, PathOptions(sieve=Sieve(sources=2)))) == ["causal chain: start a goal"]


CHAIN = ("start causes a", "a causes b", "b causes c", "c causes d", "d causes goal")


@pytest.mark.parametrize(("hops", "found"), [(4, 0), (5, 1), (6, 1)])
def test_no_chain_is_longer_than_asked_for(hops: int, found: int) -> None:
    assert len(ask(network(*CHAIN), PathOptions(max_hops=hops)).paths) == found


def many(number: int) -> Network:
    return network(*(f"start causes m{at}" for at in range(number)), *(f"m{at} causes goal" for at in range(number)))


def test_says_that_more_were_found_than_are_shown() -> None:
    found = ask(many(12), PathOptions(max_paths=5))
    assert (len(found.paths), found.stopped) == (5, "the best 5 of 12 paths are shown")
    assert ask(many(5), PathOptions(max_paths=5)).stopped is None


def test_stops_after_so_many_steps_and_says_so() -> None:
    assert ask(many(50), PathOptions(max_steps=20)).stopped == "stopped after 20 steps"


def test_stops_when_its_time_is_over_and_says_so() -> None:
    ticks = iter(range(1000))
    found = find_paths(many(50), {"start"}, {"goal"}, PathOptions(seconds=2), clock=lambda: float(next(ticks)))
    assert found.stopped == "stopped after 2 seconds"


def test_no_pattern_takes_all_places_while_others_have_something_to_show() -> None:
    causes = [f"start causes m{at}" for at in range(9)] + [f"m{at} causes goal" for at in range(9)]
    shown = ask(network(*causes, "r treats start", "r treats goal"), PathOptions(max_paths=4)).paths
    assert [path.pattern for path in shown] == [Pattern.CAUSAL_CHAIN] * 3 + [Pattern.COMMON_REMEDY]


@pytest.mark.parametrize(
    ("start", "goal", "found"),
    [
        pytest.param({"pain", "cramp"}, {"cramp"}, ["direct: pain cramp"], id="one end holds the other"),
        pytest.param({"cramp"}, {"cramp"}, [], id="the same name twice"),
        pytest.param({"nobody"}, {"cramp"}, [], id="an id without links"),
        pytest.param(set(), {"cramp"}, [], id="nothing"),
    ],
)
def test_odd_ends(start: set[str], goal: set[str], found: list[str]) -> None:
    assert walks(find_paths(network("cramp causes pain"), start, goal)) == found


def test_to_networkx() -> None:
    graph = to_networkx([link("a causes b", 0.6, 2), link("a treats b"), link("b causes c")])
    assert sorted(graph.edges(keys=True)) == [("a", "b", "causes"), ("a", "b", "treats"), ("b", "c", "causes")]
    assert graph.edges["a", "b", "causes"] == {"belief": 0.6, "support": 2, "against": 0, "disputed": 0}
    assert graph.nodes["c"] == {"label": "c", "type": "condition", "origin": "builtin"}


names = st.sampled_from(["start", "goal", *"abcdef"])
some_links = st.lists(
    st.builds(
        lambda s, p, o, belief, against: link(f"{s} {p} {o}", belief, 1, against),
        names,
        st.sampled_from(Predicate),
        names,
        st.floats(0.01, 0.99),
        st.integers(0, 2),
    ),
    max_size=25,
    unique_by=lambda one: (one.subject.id, one.predicate, one.object.id),
)


@settings(deadline=None)
@given(some_links)
def test_every_path_hangs_together(links: list[Link]) -> None:
    found = ask(Network(links), PathOptions(max_paths=1000))
    for path in found.paths:
        assert (path.nodes[0].id, path.nodes[-1].id) == ("start", "goal")
        assert len(set(path.nodes)) == len(path.nodes) == len(path.links) + 1 <= 5
        for one, step, other in zip(path.nodes, path.links, path.nodes[1:], strict=False):
            assert {one, other} == {step.subject, step.object}
            assert step.against <= step.support
    assert list(found.paths) == sorted(found.paths, key=lambda path: (list(Pattern).index(path.pattern), path.cost))
    ways = [path.nodes[1:-1] for path in found.paths if path.pattern is not Pattern.DIRECT]
    assert len(set(ways)) == len(ways)


@settings(deadline=None)
@given(some_links)
def test_the_order_of_links_changes_nothing(links: list[Link]) -> None:
    assert walks(ask(Network(links))) == walks(ask(Network(sorted(links, key=lambda one: one.belief))))


def test_the_documentation_gives_these_numbers() -> None:
    page = (FilePath(__file__).parents[2] / "docs" / "formulas.md").read_text(encoding="utf-8")
    bounds = PathOptions()
    assert f"{DEGREE_WEIGHT} × the sum of ln(neighbours)" in page
    assert "1.8565" in page
    assert f"busiest hundredth that has more than {HUB_LEAST} neighbours" in page
    assert f"{bounds.max_steps:,} steps" in page
    assert (bounds.max_hops, bounds.seconds, bounds.max_paths, HUB_SHARE) == (4, 2, 10, 0.01)
    assert re.findall(r"^\| ([a-z ]+) \|", page, re.MULTILINE)[-len(Pattern) :] == [str(one) for one in Pattern]
