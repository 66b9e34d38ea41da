"""Everything that reading knows, loaded once: vocabulary, lexicon, and what headings mean."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from graph.added import Addition
from graph.curating import Curated, curated_with
from graph.model import ConceptType, Origin, Predicate
from graph.names import slug
from graph.tables import Row, data, data_folder, read_table
from graph.thrift import uncollected
from graph.vocabulary import Vocabulary
from ingest.governing import SILENT, Governors, HeadingCue, Rule
from ingest.lexicon import CATEGORIES, SCOPES, Compose, Cue, Direction, Entry, Lexicon, Name, Opener, StandIn, Trigger
from ingest.matters import matters
from ingest.predicated import adjectives, noun_first
from ingest.standins import stand_ins
from ingest.wording import expand, gerund, name_forms, of_others, past, singular_form, third

RELATIONS = "relations"
_PREDICATES = (*Predicate, "increase", "decrease", "help", "advise", "none")
_TYPES = frozenset(ConceptType)


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What reading needs to know. `digest` changes whenever any table does."""

    vocabulary: Vocabulary
    lexicon: Lexicon
    governors: Governors
    imperatives: frozenset[str]
    states: frozenset[str]  # ids of concepts that are no complaint
    event_verbs: Mapping[str, str]  # wording to form (base, third, past, ing) of verbs that stand inside names
    predicated: Mapping[str, str]  # ids of conditions by their name, the noun first: "muscle tight"
    digest: str
    curated: Curated  # what a curator corrected: `vocabulary` is the one with the corrections in it


def load_knowledge(added: Sequence[Addition] = (), curation: str = "") -> Knowledge:
    """The knowledge that ships with Myograph, and what vocabularies add to it. Raises TableError at the first bad row.

    `curation`: a curator's table (`graph.curation`). What is wrong with it or with an added vocabulary is left out
    (`graph.added.merge` and `graph.curating.curate` say what).
    """
    curated = curated_with(tuple(added), curation)
    vocabulary = curated.vocabulary
    with uncollected():
        lexicon = Lexicon(chain(_names(vocabulary), wordings()))
    return Knowledge(
        vocabulary=vocabulary,
        lexicon=lexicon,
        governors=Governors(tuple(_headings())),
        imperatives=frozenset(row.filled("verb") for row in _table("imperatives.tsv", "verb")),
        states=frozenset(slug(row.filled("state")) for row in _table("states.tsv", "state")),
        event_verbs=dict(_event_verbs()),
        predicated=noun_first(vocabulary),
        digest=_digest(vocabulary),
        curated=curated,
    )


def wordings() -> Iterator[tuple[str, Entry]]:
    """Every wording that reading looks for besides names, and what it is. Raises TableError."""
    return chain(_verbs(), _phrases(), _functions(), _openers(), _cues(), _compositions(), _stand_ins(), matters())


def _table(name: str, *columns: str) -> Iterator[Row]:
    return read_table(data(RELATIONS, name), columns)


def _names(vocabulary: Vocabulary) -> Iterator[tuple[str, Entry]]:
    for context in vocabulary.contexts:
        name = Name(context.concept, context.name if context.exact_case else "", context.near, context.unless)
        for form in name_forms(context.name):
            yield form, name
    ambiguous = {form for context in vocabulary.contexts for form in name_forms(context.name)}
    acting = frozenset(third(row.filled("verb")) for row in _table("verbs.tsv", "verb", "irregular", "predicate"))
    events = frozenset(wording for wording, _ in _event_verbs()) - adjectives()  # "slow heartbeat" names no deed
    for concept in vocabulary.concepts.values():
        name = Name(concept.id)
        happens = events if concept.type is ConceptType.CONDITION else frozenset[str]()
        for label in (concept.label, *concept.names):
            forms = name_forms(label)
            if concept.origin is Origin.ADDED:
                forms.add(singular_form(label))
            for form in forms:
                if len(form) > 2 and form not in ambiguous and form not in acting:  # "ice numbs the pain"
                    yield form, name
                    yield from ((other, name) for other in of_others(form))
                    yield from ((other, name) for other in _with_article(form, happens))


def _with_article(form: str, events: frozenset[str]) -> Iterator[str]:
    """A name that holds the verb that brings it on, with the article that it leaves out: "disrupt the sleep"."""
    verb, _, rest = form.partition(" ")
    if rest and verb in events and not rest.startswith(("the ", "your ", "a ", "an ", "in ", "with ", "at ", "by ")):
        yield f"{verb} the {rest}"
        yield f"{verb} your {rest}"


def _verbs() -> Iterator[tuple[str, Entry]]:
    for row in _table("verbs.tsv", "verb", "irregular", "predicate"):
        predicate = row.one_of("predicate", _PREDICATES)
        for form, wording, direction in _verb_forms(row.filled("verb"), row.many("irregular")):
            yield wording, Trigger(predicate, direction, "verb", form)


def _verb_forms(verb: str, irregular: tuple[str, ...]) -> Iterator[tuple[str, str, Direction]]:
    pasts = irregular[:2] or (past(verb),)
    ing = irregular[2] if len(irregular) > 2 else gerund(verb)
    yield "base", verb, Direction.FORWARD
    yield "third", third(verb), Direction.FORWARD
    yield "ing", ing, Direction.FORWARD
    for form in dict.fromkeys(pasts):
        yield "past", form, Direction.PASSIVE


def _event_verbs() -> Iterator[tuple[str, str]]:
    for row in _table("eventverbs.tsv", "verb", "irregular"):
        for form, wording, _ in _verb_forms(row.filled("verb"), row.many("irregular")):
            yield wording, form


def _phrases() -> Iterator[tuple[str, Entry]]:
    tables = [
        _table(name, "phrase", "predicate", "direction") for name in ("phrases.tsv", "studies.tsv", "denials.tsv")
    ]
    for row in chain.from_iterable(tables):
        predicate = row.one_of("predicate", _PREDICATES)
        direction = row.one_of("direction", Direction)
        first, _, rest = row.filled("phrase").partition(" ... ")
        second = "|".join(re.escape(wording) for wording in expand(rest)) if rest else ""
        trigger = Trigger(predicate, Direction(direction), "phrase", "phrase", second)
        for wording in expand(first):
            yield wording, trigger


def _functions() -> Iterator[tuple[str, Entry]]:
    for row in _table("functions.tsv", "wording", "predicate", "condition"):
        trigger = Trigger(
            row.one_of("predicate", Predicate), Direction.FUNCTION, "phrase", "phrase", row.filled("condition")
        )
        for wording in expand(row.filled("wording")):
            yield wording, trigger


def _openers() -> Iterator[tuple[str, Entry]]:
    for row in _table("nouns.tsv", "noun", "predicate", "role", "target"):
        opener = Opener(
            row.one_of("predicate", Predicate), row.one_of("role", ("subject", "object")), row.many("target")
        )
        for wording in expand(row.filled("noun")):
            yield wording, opener


def _cues() -> Iterator[tuple[str, Entry]]:
    for row in read_table(data("cues.tsv"), ("cue", "category", "scope")):
        cue = Cue(row.one_of("category", CATEGORIES), row.one_of("scope", SCOPES))
        for wording in expand(row.filled("cue")):
            yield wording, cue


def _compositions() -> Iterator[tuple[str, Entry]]:
    for row in _table("composition.tsv", "pattern", "types", "result", "kind"):
        pattern = row.filled("pattern")
        before = pattern.endswith(" N")
        types = tuple(row.many("types"))
        entry = Compose(before, types, row.filled("result"), row.one_of("kind", _TYPES))
        for wording in expand(pattern.removesuffix(" N") if before else pattern.removeprefix("N ")):
            yield wording, entry


def _stand_ins() -> Iterator[tuple[str, Entry]]:
    for word in stand_ins():
        yield word, StandIn(word)


def _headings() -> Iterator[HeadingCue]:
    for row in _table("headings.tsv", "cue", "predicate", "role", "types", "target"):
        predicate = row.one_of("predicate", (*Predicate, *SILENT))
        role = row.one_of("role", ("subject", "object", ""))
        rule = Rule(predicate, role, frozenset(row.many("types")), frozenset(row.many("target")))
        for wording in expand(row.filled("cue")):
            yield HeadingCue(wording, rule)


def _digest(vocabulary: Vocabulary) -> str:
    digest = hashlib.sha256(vocabulary.digest.encode())
    for table in (data("cues.tsv"), *data_folder(RELATIONS)):
        digest.update(table.name.encode() + b"\0" + table.read_bytes())
    return digest.hexdigest()
