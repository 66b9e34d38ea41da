"""The vocabulary that ships: how much it holds, what it knows, and what it must not know."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

import pytest

from graph.model import Concept, ConceptType
from graph.names import fold, normal
from graph.vocabulary import Vocabulary, load_vocabulary

AT_LEAST = {
    ConceptType.CONDITION: 1700,
    ConceptType.DRUG: 500,
    ConceptType.REMEDY: 250,
    ConceptType.FOOD: 140,
    ConceptType.NUTRIENT: 60,
    ConceptType.FACTOR: 110,
    ConceptType.BODYPART: 200,
}
CURIE = re.compile(r"(MESH:D\d{6}|DOID:\d+|HP:\d{7}|RXNORM:\d+|DRUGBANK:DB\d{5}|FOODON:\d{8})")


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return load_vocabulary()


def label_of(vocabulary: Vocabulary, name: str) -> str | None:
    concept = vocabulary.find(name)
    return concept.label if concept else None


def test_there_is_enough_of_every_type(vocabulary: Vocabulary) -> None:
    counts = Counter(concept.type for concept in vocabulary.concepts.values())
    assert {kind: counts[kind] for kind, least in AT_LEAST.items() if counts[kind] < least} == {}
    assert len(vocabulary.concepts) >= 2000


def test_ids_and_labels_belong_to_one_concept_each(vocabulary: Vocabulary) -> None:
    labels = Counter(normal(concept.label) for concept in vocabulary.concepts.values())
    assert [label for label, count in labels.items() if count > 1] == []
    assert [key for key, concept in vocabulary.concepts.items() if key != concept.id] == []


def test_labels_are_plain_and_only_short_forms_are_in_capitals(vocabulary: Vocabulary) -> None:
    plain = re.compile(r"(?:(?:[a-z0-9][a-z0-9'-]*|[A-Z][A-Z0-9]*(?:-[0-9])?)(?: |$))+")
    odd = [c.label for c in vocabulary.concepts.values() if not plain.fullmatch(c.label)]
    assert odd == []


def test_no_name_repeats_the_label_or_another_name_of_its_concept(vocabulary: Vocabulary) -> None:
    repeated = [
        (concept.label, name)
        for concept in vocabulary.concepts.values()
        for name, count in Counter(fold(name) for name in (concept.label, *concept.names)).items()
        if count > 1
    ]
    assert repeated == []


def test_nothing_is_a_kind_of_itself_however_far_up(vocabulary: Vocabulary) -> None:
    assert [
        concept.label for concept in vocabulary.concepts.values() if concept.id in _above(concept, vocabulary.concepts)
    ] == []


def _above(concept: Concept, concepts: Mapping[str, Concept]) -> set[str]:
    found: set[str] = set()
    queue = list(concept.broader)
    while queue:
        parent = queue.pop()
        if parent not in found:
            found.add(parent)
            queue.extend(concepts[parent].broader)
    return found


@pytest.mark.parametrize(
    ("narrow", "broad"),
    [
        ("calf cramp", "muscle cramp"),
        ("night leg cramp", "muscle cramp"),
        ("type 2 diabetes", "diabetes"),
        ("diabetic neuropathy", "nerve damage"),
        ("potassium deficiency", "mineral deficiency"),
        ("albuterol", "bronchodilator"),
        ("furosemide", "diuretic"),
        ("atorvastatin", "statin"),
        ("magnesium supplement", "dietary supplement"),
        ("spinach", "vegetable"),
        ("calf", "leg"),
        ("swimming", "exercise"),
    ],
)
def test_a_kind_stands_below_its_kind(vocabulary: Vocabulary, narrow: str, broad: str) -> None:
    concept, parent = vocabulary.find(narrow), vocabulary.find(broad)
    assert concept and parent and parent.id in _above(concept, vocabulary.concepts)


@pytest.mark.parametrize(
    ("narrow", "broad"),
    [
        ("menstrual cramp", "muscle cramp"),
        ("abdominal cramp", "muscle cramp"),
        ("magnesium deficiency", "magnesium"),
        ("tonic water", "quinine"),
        ("muscle cramp", "leg cramp"),
    ],
)
def test_what_is_only_near_is_no_kind(vocabulary: Vocabulary, narrow: str, broad: str) -> None:
    concept, other = vocabulary.find(narrow), vocabulary.find(broad)
    assert concept and other and other.id not in _above(concept, vocabulary.concepts)


LOOKUPS: tuple[tuple[str, str, ConceptType], ...] = (
    # plural, case, hyphens, possessives
    ("Muscle Cramps", "muscle cramp", ConceptType.CONDITION),
    ("charley horses", "muscle cramp", ConceptType.CONDITION),
    ("leg cramps at night", "night leg cramp", ConceptType.CONDITION),
    ("Parkinson’s disease", "parkinson's disease", ConceptType.CONDITION),
    ("beta-blockers", "beta blocker", ConceptType.DRUG),
    ("headaches", "headache", ConceptType.CONDITION),
    ("SSRIs", "SSRI", ConceptType.DRUG),
    ("calves", "calf", ConceptType.BODYPART),
    ("sinuses", "sinus", ConceptType.BODYPART),
    ("peaches", "peach", ConceptType.FOOD),
    ("feet", "foot", ConceptType.BODYPART),
    ("teeth", "tooth", ConceptType.BODYPART),
    ("sweet potatoes", "sweet potato", ConceptType.FOOD),
    ("omega 3", "omega-3 fatty acid", ConceptType.NUTRIENT),
    # British and American
    ("anemia", "anaemia", ConceptType.CONDITION),
    ("diarrhea", "diarrhoea", ConceptType.CONDITION),
    ("aging", "ageing", ConceptType.CONDITION),
    ("coeliac disease", "celiac disease", ConceptType.CONDITION),
    ("hot flashes", "hot flush", ConceptType.CONDITION),
    ("haemorrhoids", "hemorrhoid", ConceptType.CONDITION),
    ("oestrogen", "estrogen", ConceptType.DRUG),
    ("dietary fiber", "fibre", ConceptType.NUTRIENT),
    ("oesophagus", "esophagus", ConceptType.BODYPART),
    ("aubergine", "eggplant", ConceptType.FOOD),
    # what doctors say
    ("hypertension", "high blood pressure", ConceptType.CONDITION),
    ("myocardial infarction", "heart attack", ConceptType.CONDITION),
    ("hypokalaemia", "potassium deficiency", ConceptType.CONDITION),
    ("dysmenorrhea", "menstrual cramp", ConceptType.CONDITION),
    ("photophobia", "sensitivity to light", ConceptType.CONDITION),
    ("paresthesia", "tingling", ConceptType.CONDITION),
    ("pyridoxine", "vitamin B6", ConceptType.NUTRIENT),
    ("gastrocnemius", "calf", ConceptType.BODYPART),
    ("transcutaneous electrical nerve stimulation", "transcutaneous electrical nerve stimulation", ConceptType.REMEDY),
    # abbreviations and brands
    ("RLS", "restless legs syndrome", ConceptType.CONDITION),
    ("GERD", "acid reflux", ConceptType.CONDITION),
    ("IBS", "irritable bowel syndrome", ConceptType.CONDITION),
    ("PMS", "premenstrual syndrome", ConceptType.CONDITION),
    ("DVT", "deep vein thrombosis", ConceptType.CONDITION),
    ("Advil", "ibuprofen", ConceptType.DRUG),
    ("Tylenol", "acetaminophen", ConceptType.DRUG),
    ("paracetamol", "acetaminophen", ConceptType.DRUG),
    ("Lasix", "furosemide", ConceptType.DRUG),
    ("Ventolin", "albuterol", ConceptType.DRUG),
    ("Lyrica", "pregabalin", ConceptType.DRUG),
    # adjectives and people
    ("diabetic", "diabetes", ConceptType.CONDITION),
    ("diabetics", "diabetes", ConceptType.CONDITION),
    ("asthmatic", "asthma", ConceptType.CONDITION),
    ("crampy", "muscle cramp", ConceptType.CONDITION),
    ("arthritic", "arthritis", ConceptType.CONDITION),
    ("hypertensive", "high blood pressure", ConceptType.CONDITION),
    ("constipated", "constipation", ConceptType.CONDITION),
    ("dehydrated", "dehydration", ConceptType.CONDITION),
    ("pregnant", "pregnancy", ConceptType.CONDITION),
    ("anaemic", "anaemia", ConceptType.CONDITION),
    ("bloated", "bloating", ConceptType.CONDITION),
    ("obese", "obesity", ConceptType.CONDITION),
    ("epileptic", "epilepsy", ConceptType.CONDITION),
    ("itchy", "itching", ConceptType.CONDITION),
    # plain words of plain people
    ("trouble falling asleep", "insomnia", ConceptType.CONDITION),
    ("acid coming up", "acid reflux", ConceptType.CONDITION),
    ("burning when you pee", "painful urination", ConceptType.CONDITION),
    ("swollen feet", "swollen ankle", ConceptType.CONDITION),
    ("weak bones", "osteoporosis", ConceptType.CONDITION),
    ("low blood count", "anaemia", ConceptType.CONDITION),
    ("carrying extra weight", "overweight", ConceptType.CONDITION),
    ("uric acid build-up", "high uric acid", ConceptType.CONDITION),
    ("tight airways", "tight airways", ConceptType.CONDITION),
    ("water pills", "diuretic", ConceptType.DRUG),
    ("pinched nerve", "nerve compression", ConceptType.CONDITION),
    ("pins and needles", "tingling", ConceptType.CONDITION),
    ("poor circulation", "poor blood flow", ConceptType.CONDITION),
    ("trouble walking", "difficulty walking", ConceptType.CONDITION),
    ("waking up at night", "sleep disruption", ConceptType.CONDITION),
    ("not drinking enough water", "dehydration", ConceptType.CONDITION),
    ("staying hydrated", "drinking fluids", ConceptType.REMEDY),
    ("drink plenty of water", "drinking fluids", ConceptType.REMEDY),
    ("Epsom salts", "epsom salt bath", ConceptType.REMEDY),
    ("massaging the muscle", "massage", ConceptType.REMEDY),
    ("ice packs", "ice", ConceptType.REMEDY),
    ("working out", "exercise", ConceptType.FACTOR),
    ("standing for long periods", "standing for a long time", ConceptType.FACTOR),
    ("ill-fitting shoes", "tight shoes", ConceptType.FACTOR),
    ("leafy green vegetables", "leafy greens", ConceptType.FOOD),
    ("fizzy drinks", "soft drink", ConceptType.FOOD),
)


@pytest.mark.parametrize(("name", "label", "kind"), LOOKUPS, ids=[name for name, _, _ in LOOKUPS])
def test_a_name_leads_to_its_concept(vocabulary: Vocabulary, name: str, label: str, kind: ConceptType) -> None:
    concept = vocabulary.find(name)
    assert concept and (concept.label, concept.type) == (label, kind)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("magnesium", "magnesium deficiency"),
        ("magnesium", "magnesium supplement"),
        ("tonic water", "quinine"),
        ("leg cramps", "menstrual cramps"),
        ("exercise", "overuse"),
        ("low blood pressure", "high blood pressure"),
        ("hypothyroidism", "hyperthyroidism"),
        ("high calcium", "low calcium"),
        ("weight gain", "weight loss"),
        ("iron deficiency", "iron deficiency anemia"),
        ("fatigue", "muscle fatigue"),
        ("headache", "migraine"),
    ],
)
def test_neighbours_are_kept_apart(vocabulary: Vocabulary, one: str, other: str) -> None:
    first, second = vocabulary.find(one), vocabulary.find(other)
    assert first and second and first.id != second.id


@pytest.mark.parametrize(
    "name",
    (
        "may|can|back|cold|period|tension|strain|lead|mg|ten|green|sweet|glass|pulse|pressure|condition|disease|cause|"
        "symptom|doctor|people|time|may help|MS|PAD|RA|TENS|gas|labour|face cream|soma|nix|and|the|"
        "feet of clay|magnesium and potassium"
    ).split("|"),
)
def test_everyday_words_and_pieces_are_no_names(vocabulary: Vocabulary, name: str) -> None:
    assert label_of(vocabulary, name) is None


@pytest.mark.parametrize(
    ("name", "label", "exact", "word"),
    [
        ("MS", "multiple sclerosis", True, "sclerosis"),
        ("PAD", "peripheral artery disease", True, "artery"),
        ("TENS", "transcutaneous electrical nerve stimulation", True, "nerve"),
        ("cold", "common cold", False, "flu"),
        ("period", "menstruation", False, "menstrual"),
        ("gas", "flatulence", False, "bloating"),
    ],
)
def test_ambiguous_names_count_in_company(
    vocabulary: Vocabulary, name: str, label: str, exact: bool, word: str
) -> None:
    (context,) = [context for context in vocabulary.contexts if context.name == name]
    assert vocabulary.concepts[context.concept].label == label
    assert context.exact_case is exact
    assert word in context.near


def test_a_name_with_a_context_is_not_known_without_it(vocabulary: Vocabulary) -> None:
    names = {context.name: vocabulary.find(context.name) for context in vocabulary.contexts}
    # "salts" (of the body) may share its singular with the label of another concept, "salt".
    known = [name for name, concept in names.items() if concept and normal(concept.label) != normal(name)]
    assert known == []


def test_identifiers_are_curies_of_known_registers_and_one_each(vocabulary: Vocabulary) -> None:
    concepts = vocabulary.concepts.values()
    assert [i for concept in concepts for i in concept.identifiers if not CURIE.fullmatch(i)] == []
    twice = [
        concept.label
        for concept in concepts
        if len({i.partition(":")[0] for i in concept.identifiers}) < len(concept.identifiers)
    ]
    assert twice == []


def test_most_conditions_and_drugs_carry_an_identifier(vocabulary: Vocabulary) -> None:
    for kind, share in ((ConceptType.CONDITION, 0.5), (ConceptType.DRUG, 0.7)):
        concepts = [concept for concept in vocabulary.concepts.values() if concept.type == kind]
        assert sum(bool(concept.identifiers) for concept in concepts) / len(concepts) >= share


@pytest.mark.parametrize(
    ("name", "identifier"),
    [
        ("muscle cramp", "MESH:D009120"),
        ("high blood pressure", "MESH:D006973"),
        ("type 2 diabetes", "DOID:9352"),
        ("restless legs syndrome", "MESH:D012148"),
        ("quinine", "RXNORM:9071"),
        ("ibuprofen", "RXNORM:5640"),
        ("acetaminophen", "DRUGBANK:DB00316"),
    ],
)
def test_identifiers_are_those_of_the_concept(vocabulary: Vocabulary, name: str, identifier: str) -> None:
    concept = vocabulary.find(name)
    assert concept and identifier in concept.identifiers
