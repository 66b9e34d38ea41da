"""What nobody should be called: the wordings by which articles say something."""

from __future__ import annotations

import pytest

from graph.imports.naming import Caution, common_words
from graph.names import normal
from graph.vocabulary import load_vocabulary
from ingest.said import sayings

CAUTION = Caution(common_words(), lambda _: False, common_words("little") | sayings())


@pytest.mark.parametrize(
    "name",
    [
        "the",
        "take",
        "taking",
        "of the",
        "may cause",
        "can be caused by",
        "this may help",
        "lack of",
        "treatment of",
        "side effects",
        "risk of",
        "not proven",
        "no evidence",
        "used for",
        "Such As",
        "prevention",
    ],
)
def test_a_name_of_everyday_and_trigger_words_alone_is_not_taken(name: str) -> None:
    assert CAUTION.needed(normal(name))


@pytest.mark.parametrize(
    "name",
    [
        "heart attack",
        "hot flush",
        "cold sore",
        "chest pain",
        "loss of balance",
        "shortness of breath",
        "vitamin A",
        "lack of sleep",
        "treatment of cramps",
        "ibuprofen",
        "low blood pressure",
        "burning feet",
    ],
)
def test_a_name_with_a_word_of_its_own_is_taken(name: str) -> None:
    assert not CAUTION.needed(normal(name))


def test_hardly_any_name_that_people_wrote_is_made_of_such_words_alone() -> None:
    concepts = load_vocabulary().concepts.values()
    several = [key for one in concepts for name in (one.label, *one.names) if " " in (key := normal(name))]
    refused = [key for key in several if CAUTION.needed(key) and " and " not in key and " or " not in key]
    assert len(refused) < len(several) / 200
