"""The nouns of the house: frozen records without behaviour beyond small derived values.

Positions are code points of `Document.text`, half open: `text[start:end]`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class ConceptType(StrEnum):
    """What kind of thing a concept is."""

    CONDITION = "condition"
    NUTRIENT = "nutrient"
    DRUG = "drug"
    REMEDY = "remedy"
    FOOD = "food"
    FACTOR = "factor"
    BODYPART = "bodypart"


class Origin(StrEnum):
    """Where a concept comes from."""

    BUILTIN = "builtin"  # the vocabulary that ships with Myograph
    ADDED = "added"  # a vocabulary that the user loaded into the library, or a candidate that a curator accepted
    COMPOSED = "composed"  # put together from known parts: "magnesium deficiency"
    PROVISIONAL = "provisional"  # a phrase in a strong slot that no vocabulary knows


class Predicate(StrEnum):
    """The typed relations; the direction is subject, predicate, object."""

    CAUSES = "causes"
    TREATS = "treats"
    PREVENTS = "prevents"
    WORSENS = "worsens"
    HAS_SYMPTOM = "has_symptom"
    DEFICIENCY_OF = "deficiency_of"
    CONTAINS = "contains"
    DEPLETES = "depletes"
    LOCATED_IN = "located_in"
    IS_A = "is_a"


class Polarity(StrEnum):
    """Whether the text says that it is so, or that it is not so."""

    AFFIRMED = "affirmed"
    NEGATED = "negated"


class Certainty(StrEnum):
    """How sure the text is of what it says."""

    STATED = "stated"
    POSSIBLE = "possible"
    DISPUTED = "disputed"


class BlockKind(StrEnum):
    """What a stretch of a document is, typographically."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    CELL = "cell"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of text: code points, end exclusive."""

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start

    def holds(self, other: Span) -> bool:
        """True when the other span lies inside this one."""
        return self.start <= other.start and other.end <= self.end

    def meets(self, other: Span) -> bool:
        """True when the two spans share a code point."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Concept:
    """A thing that articles speak about. `id` is a slug, unique over the whole library."""

    id: str
    label: str
    type: ConceptType
    names: tuple[str, ...] = ()  # synonyms, without the label
    broader: tuple[str, ...] = ()  # concept ids
    identifiers: tuple[str, ...] = ()  # CURIEs: "MESH:D009120"
    origin: Origin = Origin.BUILTIN


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, list item or table cell.

    Level: of a heading 1-6, of an item its depth from 1, of a cell its column from 1, else 0.
    """

    kind: BlockKind
    level: int
    span: Span


@dataclass(frozen=True, slots=True)
class Document:
    """An article as it was read: `text` is never changed afterwards, every span refers to it.

    `blocks` are in text order, do not overlap, and leave out what is not part of the article (menus, adverts).
    `name` is the file's path below the folder that was given, with forward slashes; `id` is derived from it.
    `sha256` is of the file's bytes, in hexadecimal.
    """

    id: str
    name: str
    title: str
    text: str
    blocks: tuple[Block, ...]
    sha256: str
    source: str | None = None  # a URL
    publisher: str | None = None
    published: str | None = None  # ISO 8601 date, or a year


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, list item or heading, with the headings above it (outermost first).

    `lead` is the sentence that introduces the list an item stands in ("Causes include:"), or a cell's column header.
    """

    span: Span
    kind: BlockKind
    headings: tuple[Span, ...] = ()
    lead: Span | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """A concept's name found in the text."""

    concept: str
    span: Span
    surface: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """One passage that makes an assertion. `quote` is `text[passage.start:passage.end]`, always.

    `subject` and `object` are where the two ends are named (they may lie outside the passage: in a heading, or in an
    earlier sentence for a pronoun). `cues`: the words that decided polarity and certainty. `rule`: the extractor.
    """

    document: str
    passage: Span
    quote: str
    subject: Span
    object: Span
    subject_text: str
    object_text: str
    cues: tuple[str, ...]
    rule: str
    section: str  # headings above the passage, and the lead-in of its list, joined by " > "
    prefix: str  # up to 32 code points before the passage
    suffix: str  # up to 32 code points after it


@dataclass(frozen=True, slots=True)
class Assertion:
    """What is said: subject and object are concept ids. Never without evidence."""

    subject: str
    predicate: Predicate
    object: str
    polarity: Polarity
    certainty: Certainty
    evidence: tuple[Evidence, ...]

    @property
    def key(self) -> tuple[str, str, str, str, str]:
        """What is said, apart from who says it."""
        return (self.subject, self.predicate, self.object, self.polarity, self.certainty)


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong with the input that did not stop the work: what, where, and how to mend it."""

    what: str
    where: str
    mend: str


@dataclass(frozen=True, slots=True)
class Applied:
    """A curator's correction (its id) that concerns a document, and the assertion that it took away, if it did so."""

    correction: str
    assertion: Assertion | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was found in one document; complete, never filled in later.

    `concepts` holds every concept that a mention or assertion names and that no vocabulary holds
    (composed and provisional ones). Everything is in text order, then by key. `applied`: what a curator corrected.
    """

    document: Document
    sentences: tuple[Sentence, ...]
    mentions: tuple[Mention, ...]
    assertions: tuple[Assertion, ...]
    concepts: tuple[Concept, ...] = ()
    problems: tuple[Problem, ...] = ()
    applied: tuple[Applied, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """A document as the graph knows it, without its text. Copies of one article share a `family` (a document id)."""

    id: str
    name: str
    title: str
    family: str
    source: str | None = None
    publisher: str | None = None
    published: str | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """An edge over all documents: every assertion that speaks of this subject, predicate and object.

    `support`, `against` and `disputed` count independent documents (families). `belief` is in [0, 1).
    """

    subject: Concept
    predicate: Predicate
    object: Concept
    assertions: tuple[Assertion, ...]
    belief: float
    support: int
    against: int
    disputed: int


class Pattern(StrEnum):
    """What a path means."""

    DIRECT = "direct"
    CAUSAL_CHAIN = "causal chain"
    COMMON_CAUSE = "common cause"
    COMMON_EFFECT = "common effect"
    COMMON_REMEDY = "common remedy"
    SHARED_SOURCE = "shared food or nutrient"
    RELIEF = "remedy chain"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Path:
    """A chain of links from one concept to another; `nodes` has one more entry than `links`."""

    nodes: tuple[Concept, ...]
    links: tuple[Link, ...]
    cost: float
    pattern: Pattern
