"""Texts as nobody would write them: huge lines, words without end, other scripts and signs, no text at all."""

from __future__ import annotations

import time

import pytest

from ingest.errors import BinaryFileError, EmptyFileError, NoArticleError, UnreadableFileError
from tests.ingest.readings import check_places, document_of, knowledge, reading_of

SENTENCE = "Dehydration can cause muscle cramps. " + "It was late in the year, and nobody came to the house. " * 9
ODD = {
    "one line of 2 MB, sentences": SENTENCE * (2_000_000 // len(SENTENCE)),
    "one line of 700 kB, no full stop": "cramps and dehydration cause " * (700_000 // 29),
    "one line of 700 kB, one word": "x" * 700_000,
    "one line of 700 kB, names in one list": "cramps, dehydration, " * (700_000 // 21),
    "one line of 700 kB, a bullet each": "- cramps • " * (700_000 // 11),
    "one line of 700 kB, brackets": f"{'(' * 350_000} dehydration {')' * 350_000}",
    "one line of 700 kB, İ": "İ" * 350_000,
    "one line of 700 kB, emoji": "🦵🏽 " * 77_777,
    "one line of 700 kB, adverbs": f"Muscles {'slowly ' * 100_000} cramp.",
    "one line of 700 kB, dashes": "cramps - dehydration — " * (700_000 // 23),
    "a heading of 200 kB": f"# {'causes of cramps ' * 12_000}\n\n{SENTENCE}",
}


@pytest.mark.parametrize("text", ODD.values(), ids=ODD)
def test_huge_lines_are_read_in_bounded_time(text: str) -> None:
    knowledge()
    started = time.process_time()
    reading = reading_of(text)
    took = time.process_time() - started
    assert took < max(8, len(text) / 100_000)  # seconds of one processor; a sixth of it on a slow one
    check_places(reading)
    if text.startswith(SENTENCE):
        (assertion,) = reading.assertions
        assert (assertion.subject, assertion.object) == ("dehydration", "muscle-cramp")
        assert len(assertion.evidence) == len(text) // len(SENTENCE)


# Words that a rule passes over, again and again: one that could be passed over in two ways would never end.
REPEATED = (
    "actually|always|easily|extraordinarily|if you|in turn|likely|likelier|only|painful|possibly|probably|so|suddenly|"
    "supply|usually|very|which|not|and|or|such as|caused|often"
).split("|")
FRAMES = (
    "When you are dehydrated, {} muscle cramps can occur, they {} do.",
    "Dehydration {} causes {} muscle cramps {} by sweating {} quickly.",
    "Muscle cramps are {} painful, muscles {} get {} tight {} at night.",
    "Rocking in a chair {} eases {} muscle cramps. Both {} do not {} ease them.",
    "Dehydration, {} a common cause of cramps, {} eases, and {} stretching does {} not.",
)


@pytest.mark.parametrize("word", REPEATED)
def test_a_word_repeated_is_read_in_bounded_time(word: str) -> None:
    knowledge()
    started = time.process_time()
    for frame in FRAMES:
        check_places(reading_of(frame.replace("{}", f"{word} " * 40)))
        check_places(reading_of(f"# Muscle cramps\n\n{frame.replace('{}', f'{word} ' * 40)}"))
    assert time.process_time() - started < 20  # seconds; a tenth of one where nothing is tried twice


REFUSED = {
    "only brackets": (f"{'(' * 350_000}{')' * 350_000}", NoArticleError),
    "a zero byte": ("Dehydration can cause\u0000 muscle cramps.", BinaryFileError),
    "nothing": (" \n\n\t", EmptyFileError),
}


@pytest.mark.parametrize(("text", "error"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_article_says_so(text: str, error: type[UnreadableFileError]) -> None:
    with pytest.raises(error, match=r"\(a\.md\)"):
        document_of(text)


SAID = "Dehydration can cause muscle cramps."
AROUND = {
    "Hebrew before": (f"שלום עולם. {SAID}", True),
    "Arabic around": (f"مرحبا بالعالم. {SAID} مرحبا.", True),
    "marks of direction": (f"\u202b{SAID}\u202c", True),
    "an override of direction inside": ("Dehydration can \u202ecause\u202c muscle cramps.", True),
    "emoji around": (f"🦵🏽 {SAID} 👩‍⚕️", True),
    "emoji inside": ("Dehydration 🥵 can cause muscle cramps 😖.", True),
    "İ before": (f"İstanbul. {SAID}", True),
    "İ in the sentence": ("In İzmir, dehydration can cause muscle cramps.", True),
    "İ in the name": ("DEHYDRATİON can cause muscle cramps.", True),
    "ligature": ("Dehydration can cause muscle cramps and ﬁts.", True),
    "soft hyphen": ("Dehydra\u00adtion can cause muscle cramps.", False),
    "all in Hebrew": ("התייבשות גורמת להתכווצויות שרירים.", False),
    "only emoji": ("🦵🏽😖🥵", False),
}


@pytest.mark.parametrize(("text", "found"), AROUND.values(), ids=AROUND)
def test_other_scripts_and_signs(text: str, found: bool) -> None:
    reading = reading_of(f"# Article\n\n{text}\n")
    check_places(reading)
    ends = {(a.subject, a.predicate, a.object) for a in reading.assertions}
    assert (("dehydration", "causes", "muscle-cramp") in ends) is found
