"""Names that were added are found in texts, by the hundred thousand and in any writing."""

from __future__ import annotations

import pytest

from graph.added import ADDED_COLUMNS, Addition
from ingest.documents import read_document
from ingest.knowledge import Knowledge, load_knowledge
from ingest.pipeline import read
from tests.known import known

MANY = 50_000
ROWS = (
    "İltihap\tBAĞIRSAK SPAZMI\tcondition",
    "قيء\tإسهال شديد\tcondition",
    "zog 🤢 rash\tcafé au zog stain\tcondition",
    "zogidine\tMagic Zog|ZOGX\tdrug",
    "acute zogitis\tALZ\tcondition",
    "Zogic Microangiopathies\t\tcondition",
)


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    many = (
        f"zog{number} itis\tzog{number} oma|zog{number} osis|zog{number} algia\tcondition" for number in range(MANY)
    )
    return load_knowledge([Addition("01-x.tsv", "\n".join(("\t".join(ADDED_COLUMNS), *ROWS, *many)))])


def found(text: str, knowledge: Knowledge) -> list[tuple[str, str]]:
    document, _ = read_document("a.txt", f"{text}\n".encode())
    reading = read(document, knowledge)
    assert all(document.text[m.span.start : m.span.end] == m.surface for m in reading.mentions)
    return [(mention.surface, knowledge.vocabulary.concepts[mention.concept].label) for mention in reading.mentions]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        pytest.param("Zog7 omas hurt.", [("Zog7 omas", "zog7 itis")], id="a plural"),
        pytest.param(
            "A zogic microangiopathy.", [("zogic microangiopathy", "Zogic Microangiopathies")], id="one of a plural"
        ),
        pytest.param(
            "It is zog49999-algia now.", [("zog49999-algia", "zog49999 itis")], id="a hyphen, the last of many"
        ),
        pytest.param("The xzog7 oma and the zog7 omax.", [], id="parts of words are none"),
        pytest.param(
            "Bad İLTİHAP and iltihap here.", [("İLTİHAP", "İltihap"), ("iltihap", "İltihap")], id="dotted capitals"
        ),
        pytest.param(
            "İİİ BAĞIRSAK SPAZMI hurts.", [("BAĞIRSAK SPAZMI", "İltihap")], id="offsets behind dotted capitals"
        ),
        pytest.param("The word قيء is said.", [("قيء", "قيء")], id="right to left"),
        pytest.param("إسهال شديد.", [("إسهال شديد", "قيء")], id="right to left, two words"),
        pytest.param("A 🤢 zog 🤢 rash 🤢 spreads.", [("zog 🤢 rash", "zog 🤢 rash")], id="with a picture"),
        pytest.param(
            "A cafe\u0301 stain, a café au zog stain.", [("café au zog stain", "zog 🤢 rash")], id="with an accent"
        ),
        pytest.param("Take ZOGX, not zogx.", [("ZOGX", "zogidine")], id="a short form in capitals only"),
    ],
)
def test_an_added_name_is_found_at_its_place(text: str, names: list[tuple[str, str]], knowledge: Knowledge) -> None:
    assert found(text, knowledge) == names


def test_added_names_make_claims_like_ours(knowledge: Knowledge) -> None:
    document, _ = read_document("a.txt", b"Zog3 oma causes acute zogitis. Magic Zog relieves muscle cramps.\n")
    said = {(one.subject, one.predicate.value, one.object) for one in read(document, knowledge).assertions}
    assert said == {("zog3-itis", "causes", "acute-zogitis"), ("zogidine", "treats", "muscle-cramp")}


def test_the_digest_tells_what_was_added(knowledge: Knowledge) -> None:
    assert len(knowledge.vocabulary.by_name) > 4 * MANY
    assert knowledge.digest != known().digest
