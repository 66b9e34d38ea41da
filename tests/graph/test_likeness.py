"""What a phrase may mean: whole words and the same head count, not letters."""

from __future__ import annotations

import pytest

from graph.likeness import Likeness
from graph.model import Concept, ConceptType
from graph.names import normal, slug
from graph.vocabulary import Vocabulary

NAMES = (
    ("cough", ()),
    ("dry cough", ()),
    ("muscle cramp", ("muscle spasm",)),
    ("high blood pressure", ("blood pressure problem", "pressure of the blood")),
    ("low blood sugar", ()),
    ("diarrhoea", ()),
    ("pepper spray", ()),
    ("bell pepper", ()),
    ("shortness of breath", ("difficulty breathing",)),
    ("calf stretch", ()),
    ("stretching", ("stretch",)),
    ("lung disease", ()),
    ("slow movement", ()),
)


@pytest.fixture(scope="module")
def likeness() -> Likeness:
    concepts = {slug(label): Concept(slug(label), label, ConceptType.CONDITION, names) for label, names in NAMES}
    by_name = {normal(one): slug(label) for label, names in NAMES for one in (label, *names)}
    return Likeness(Vocabulary(concepts, by_name))


@pytest.mark.parametrize(
    ("phrase", "labels"),
    [
        ("mild cough", ("cough",)),
        ("persistent dry coughs", ("dry cough",)),
        ("spasms of the muscles", ("muscle cramp",)),
        ("gentle calf stretch", ("calf stretch",)),
        ("difficulty breathing at night", ("shortness of breath",)),
        ("diarhoea", ("diarrhoea",)),
        ("muscel cramp", ()),  # two letters have changed places in a short word: it may be another one
        # letters alike, one word in common, or the name turned round
        ("pepper", ()),
        ("peppermint spray", ()),
        ("severe disease", ()),
        ("movement", ()),
        ("pressure on blood vessels", ()),
        ("stopping blood pressure problems", ()),
        ("no cough", ()),
        ("rubbing the muscle cramp", ()),
        ("fear of a dry cough", ()),
        ("blood", ()),
        ("", ()),
    ],
)
def test_rather_none_than_a_wrong_one(likeness: Likeness, phrase: str, labels: tuple[str, ...]) -> None:
    assert likeness.likely(phrase) == labels


def test_the_likeliest_comes_first_and_no_more_than_asked_for(likeness: Likeness) -> None:
    assert likeness.likely("severe cough", 1) == ("cough",)
    assert likeness.likely("long gentle calf stretch", 1) == ("calf stretch",)
