"""What headings, labels and lead-ins say of the things under them: tests/cases/ingest/governing.tsv."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from graph.model import Reading
from graph.tables import parse_table
from ingest.documents import read_document
from ingest.knowledge import Knowledge
from ingest.pipeline import read

TABLE = Path(__file__).parents[1] / "cases" / "ingest" / "governing.tsv"
ROWS = [
    (row["heading"], row["says"])
    for row in parse_table(TABLE.read_text(encoding="utf-8"), TABLE.name, ("heading", "says"))
]


def reading_of(text: str, knowledge: Knowledge) -> Reading:
    return read(read_document("case.md", text.encode())[0], knowledge)


def claims(text: str, knowledge: Knowledge) -> set[str]:
    return {
        f"{a.subject} {a.predicate} {a.object} {a.polarity} {a.certainty}"
        for a in reading_of(text, knowledge).assertions
    }


@pytest.mark.parametrize(("heading", "says"), ROWS, ids=[heading for heading, _ in ROWS])
def test_a_heading_says_this(knowledge: Knowledge, heading: str, says: str) -> None:
    rules = knowledge.governors.of(heading)
    assert [f"{rule.predicate} {rule.role}".strip() for rule in rules[:1]] == ([says] if says else [])


def test_a_longer_cue_hides_the_shorter_ones_in_it(knowledge: Knowledge) -> None:
    (rule,) = knowledge.governors.of("Reducing your risk")
    assert rule.predicate == "prevents"


def test_the_end_is_that_of_the_cue_that_decides(knowledge: Knowledge) -> None:
    assert knowledge.governors.end("Common causes may include") == len("Common causes")
    assert knowledge.governors.end("Our kitchen") == 0


def test_what_says_nothing_of_its_list_stops_the_title(knowledge: Knowledge) -> None:
    under = "# Migraine: causes and cures\n\n## {}\n\n- Red wine\n"
    assert claims(under.format("Why it happens"), knowledge) == {"red-wine causes migraine affirmed stated"}
    assert claims(under.format("Key facts"), knowledge) == set()


@pytest.mark.parametrize("label", ["Further information", "When to see a doctor"])
def test_nothing_counts_behind_a_label_that_says_so(knowledge: Knowledge, label: str) -> None:
    assert claims(f"# Acne\n\n{label}: chocolate causes acne. Stress causes acne.\n", knowledge) == set()


def test_what_a_label_calls_a_myth_is_disputed(knowledge: Knowledge) -> None:
    myth = "# Acne\n\nMyth: chocolate causes acne. Stress causes acne."
    assert claims(f"{myth}\n", knowledge) == {"chocolate causes acne affirmed disputed"}
    told = {"chocolate causes acne affirmed disputed", "alcohol causes acne affirmed stated"}
    assert claims(f"{myth} Fact: alcohol causes acne.\n", knowledge) == told


def test_a_label_that_says_nothing_leaves_its_sentences(knowledge: Knowledge) -> None:
    assert claims("# Acne\n\nNote: stress causes acne.\n", knowledge) == {"stress causes acne affirmed stated"}


def test_they_include_takes_up_the_sentence_before(knowledge: Knowledge) -> None:
    said = "# Migraine\n\nMigraine has many triggers. They include:\n\n- Stress\n- Red wine\n"
    assert claims(said, knowledge) == {
        "stress causes migraine affirmed stated",
        "red-wine causes migraine affirmed stated",
    }


def test_a_lead_in_of_its_own_takes_up_nothing(knowledge: Knowledge) -> None:
    said = "# Migraine\n\nMigraine has many triggers. Bring to the meeting:\n\n- Red wine\n- Chocolate\n"
    assert claims(said, knowledge) == set()


def test_a_label_with_it_means_what_stands_before_and_not_what_it_lists(knowledge: Knowledge) -> None:
    said = "# Restless legs\n\nWhat brings it on: caffeine, pregnancy\n"
    assert claims(said, knowledge) == {
        "caffeine causes restless-legs-syndrome affirmed stated",
        "pregnancy causes restless-legs-syndrome affirmed stated",
    }


def test_what_is_known_goes_to_another_process(knowledge: Knowledge) -> None:
    knowledge.governors.of("Causes of cramps")
    text = "# Causes of leg cramps\n\n- Dehydration\n- Diuretics\n"
    taken = pickle.loads(pickle.dumps(knowledge))
    assert claims(text, taken) == claims(text, knowledge) != set()
