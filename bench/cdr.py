"""Abstracts with marked chemicals and diseases: which chemical induces which disease?

    python -m bench.cdr [--split dev|train] [--corpus FILE] [--vocabulary FOLDER] [--given] [--misses] [--write FILE]

The abstracts are those of BioCreative V CDR (Li et al. 2016), in PubTator's form. The vocabulary is made of public
lists, added to the one that ships as `myograph vocabulary add` does: Disease Ontology, MeSH's symptoms and headings,
DrugBank's open names, RxNorm's brands, HPO's lay names, and our table of how MeSH's headings are worded. A relation
counts where an abstract is read to say, without denial or doubt, that something with the chemical's identifier causes
something with the disease's. The second figure is of what is said in the title or more than once.

As this corpus's judges were told to, only the most particular counts. Of what is read, these are left out:
- "toxicity", "overdose", "death", and whatever no list has as a disease or as a chemical (ageing, anaesthesia);
- a disease of which the abstract names a particular kind: "kidney disease" beside "kidney failure";
- what may ail a whole organ or system ("renal toxicity", "visual disorder"), where it is said but once and in no title;
- classes ("antibiotics", "steroids"), where a particular chemical is read to cause something;
- what is said but once of one chemical, where what another does is told in the title or more than once.
Where MeSH has a heading for what a medicine brings on, that one counts: hepatitis is drug-induced liver injury.

--given: the names are taken from the gold, so that only the relations are measured.
--learn FILE: names that another file in PubTator's form marks are known as well, with their identifiers.
--write FILE: a line for each relation, as score_cdr.py wants it.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from bench.cdr_identifiers import Identifiers
from bench.cdr_vocabulary import additions, learnt
from bench.corpus import ROOT
from bench.measure import Figure, Report
from bench.pubtator import Abstract, Pair, parse
from graph.model import Assertion, Certainty, Concept, ConceptType, Polarity, Predicate, Reading, Span
from ingest.documents import read_document
from ingest.knowledge import Knowledge, load_knowledge
from ingest.mentions import Named, is_part_of_other
from ingest.pipeline import read
from ingest.reference import is_class, kinds_of

SHARED = ROOT.parent / "shared"
_KINDS = {"Chemical": ConceptType.DRUG, "Disease": ConceptType.CONDITION}
_BLANK = "\n\n"
_GIVEN = "given:"
# Where a medicine brings on what has a heading for that, judges take it: hepatitis is drug-induced liver injury.
_INDUCED = dict(
    pair.split(":")
    for pair in (
        "D006505:D056486 D006967:D004342 D020820:D004409 D011618:D011605 D000013:D000014 D020734:D010302 "
        "D010300:D010302 D003863:D003866 D001007:D001008"
    ).split()
)
# Poisoning, overdose, toxicity, death, stress: too general for the judges of this corpus.
_GENERAL = frozenset("D011041 D062787 D064420 D003643 D013315 -1".split())

# Encephalopathy, proteinuria, pain, cognitive disorders: much is filed below them, and judges take them beside it.
_OF_THEIR_OWN = frozenset("D001927 D011507 D010146 D003072".split())


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an abstract is read to say: related pairs with the claim, and all identifiers that are named."""

    abstract: Abstract
    claims: Mapping[Pair, tuple[Assertion, ...]]
    present: frozenset[str]

    @property
    def stressed(self) -> set[Pair]:
        """The pairs that are related in the title, or more than once."""
        size = len(self.abstract.title)
        places = {pair: [e.passage.start for a in found for e in a.evidence] for pair, found in self.claims.items()}
        return {pair for pair, starts in places.items() if len(starts) > 1 or min(starts) < size}

    @property
    def nameable(self) -> set[Pair]:
        """The wanted pairs both of whose ends are named."""
        return {pair for pair in self.abstract.pairs if self.present.issuperset(pair)}


class Reader:
    """Reads abstracts: with a vocabulary, or with the names that are marked in them."""

    def __init__(self, knowledge: Knowledge, identifiers: Identifiers, given: bool = False) -> None:
        self._knowledge = knowledge
        self._identifiers = identifiers
        self._given = given

    def outcome(self, abstract: Abstract) -> Outcome:
        """What one abstract says."""
        marked = _marked(abstract) if self._given else []
        document, _ = read_document(f"{abstract.key}.txt", f"{abstract.title}{_BLANK}{abstract.text}\n".encode())
        reading = read(document, self._knowledge, marked)
        own = {c.id: c for c in (*reading.concepts, *(named.concept for named in marked))}
        concepts = {**self._knowledge.vocabulary.concepts, **own}
        claims: dict[Pair, list[Assertion]] = {}
        for assertion in reading.assertions:
            for pair in self._pairs(assertion, concepts) if counts(assertion, concepts) else ():
                claims.setdefault(pair, []).append(assertion)
        present = {one for m in reading.mentions for one in self._of(m.surface, concepts[m.concept])}
        present |= {_INDUCED[one] for one in present & _INDUCED.keys()}
        outcome = Outcome(abstract, self._particular(claims, reading, concepts), frozenset(present))
        return replace(outcome, claims=self._meant(outcome))

    def _meant(self, outcome: Outcome) -> dict[Pair, tuple[Assertion, ...]]:
        """The claims without what judges take for the background: what a more particular kind is named of as well,
        all that may ail an organ where that is told but once, classes beside a medicine, and other chemicals than those
        that the abstract is about."""
        known, stressed = self._identifiers, outcome.stressed
        general = {kind for one in outcome.present for kind in known.above(one)} - _OF_THEIR_OWN
        particular = {c for c, _ in outcome.claims if not known.is_class(c)}
        kept = {
            (c, d): found
            for (c, d), found in outcome.claims.items()
            if d not in general
            and ((c, d) in stressed or not known.is_broad(d))
            and not (known.is_class(c) and particular)
        }
        subjects = {c for c, _ in kept.keys() & stressed}
        return {(c, d): found for (c, d), found in kept.items() if c in subjects or not subjects}

    def _pairs(self, assertion: Assertion, concepts: Mapping[str, Concept]) -> list[Pair]:
        evidence = assertion.evidence[0]
        subject, thing = concepts[assertion.subject], concepts[assertion.object]
        chemicals = self._of(evidence.subject_text, subject)
        diseases = self._of(evidence.object_text, thing)
        if self._given:
            return [(c, d) for c in chemicals for d in diseases if _GENERAL.isdisjoint((c, d))]
        induced = [_INDUCED.get(d, d) for d in diseases if self._identifiers.is_disease(d)]
        listed = [c for c in chemicals if self._identifiers.is_chemical(c, subject)]
        return [(c, d) for c in listed for d in induced if _GENERAL.isdisjoint((c, d))]

    def _of(self, surface: str, concept: Concept) -> list[str]:
        if self._given:
            own = concept.identifiers if concept.id.startswith(_GIVEN) else ()
            return [one.removeprefix("MESH:") for one in own if one.startswith("MESH:")]
        found = self._identifiers.of(surface, concept)
        return [found] if found else []

    def _particular(
        self, claims: Mapping[Pair, list[Assertion]], reading: Reading, concepts: Mapping[str, Concept]
    ) -> dict[Pair, tuple[Assertion, ...]]:
        """The claims without those of which the abstract makes a more particular one."""
        kinds = {(a.subject, a.object) for a in reading.assertions if a.predicate is Predicate.IS_A}
        said = {(a.subject, a.object) for found in claims.values() for a in found}
        above = {
            key: {*kinds_of(concepts[key], self._knowledge.vocabulary), *(o for s, o in kinds if s == key)}
            for pair in said
            for key in pair
        }
        implied = {(s, kind) for s, o in said for kind in above[o]} | {(kind, o) for s, o in said for kind in above[s]}
        named = {m.concept for m in reading.mentions}
        classes = {kind for one in named for kind in kinds_of(concepts[one], self._knowledge.vocabulary)}
        implied |= {(s, o) for s, o in said if s in classes}  # "antipsychotics" where haloperidol is named
        return {pair: tuple(f) for pair, f in claims.items() if not {(a.subject, a.object) for a in f} <= implied}


def counts(assertion: Assertion, concepts: Mapping[str, Concept]) -> bool:
    """True for a claim that something causes a complaint, and does not only perhaps, and is not only a class.

    What is told of those who took a medicine is but possible by its kind; judges take it for said.
    """
    sure = assertion.certainty is Certainty.STATED or assertion.evidence[0].rule == "exposure"
    named = assertion.evidence[0].object_text
    if " " not in named and is_class(named.lower()):
        return False  # "symptoms", "the disease"
    affirmed = assertion.polarity is Polarity.AFFIRMED and sure
    is_condition = concepts[assertion.subject].type is ConceptType.CONDITION
    is_chemical = not is_condition and not is_class(assertion.evidence[0].subject_text.lower())
    return affirmed and assertion.predicate is Predicate.CAUSES and is_chemical


def _marked(abstract: Abstract) -> list[Named]:
    names: list[Named] = []
    text = f"{abstract.title}{_BLANK}{abstract.text}"
    for mark in sorted(abstract.marks, key=lambda m: (m.span.start, -m.span.end)):
        shift = len(_BLANK) - 1 if mark.span.start > len(abstract.title) else 0
        span = Span(mark.span.start + shift, mark.span.end + shift)
        identifiers = tuple(f"MESH:{one}" for one in mark.identifiers)
        is_free = not names or span.start >= names[-1].span.end
        if is_free and not is_part_of_other(text, span.end):
            key = f"{_GIVEN}{mark.kind}:{'|'.join(mark.identifiers)}"
            label = "drug" if abstract.surface(mark).lower() in ("drug", "drugs") else key
            names.append(Named(Concept(key, label, _KINDS[mark.kind], identifiers=identifiers), span))
    return names


def main() -> None:
    given = _options().parse_args()
    corpus = given.corpus or SHARED / "corpora" / f"bc5cdr-{given.split}.pubtator.txt"
    if not corpus.is_file():
        sys.exit(f"There is no {corpus}. Name a file in PubTator's form with --corpus FILE.")
    abstracts = parse(corpus.read_text(encoding="utf-8"))
    reader = reader_of(given)
    outcomes = [reader.outcome(abstract) for abstract in abstracts]
    report = Report("cdr", {"corpus": corpus.name, "abstracts": len(abstracts), "names": _names_of(given)})
    report.add(_figure("drug induces disease", outcomes, [set(outcome.claims) for outcome in outcomes]))
    report.add(_figure("in the title, or more than once", outcomes, [outcome.stressed for outcome in outcomes]))
    wanted = sum(len(outcome.abstract.pairs) for outcome in outcomes)
    nameable = sum(len(outcome.nameable) for outcome in outcomes)
    report.add(Figure("relations whose ends are both found", nameable / wanted, "share"))
    report.write()
    if given.write:
        rows = (f"{o.abstract.key}\tCID\t{c}\t{d}\n" for o in outcomes for c, d in sorted(o.claims))
        given.write.write_text("".join(rows), encoding="utf-8")
    if given.misses:
        for outcome in outcomes:
            _print_misses(outcome)


def reader_of(given: argparse.Namespace) -> Reader:
    """The reader that the options ask for."""
    if given.given:
        return Reader(load_knowledge(), Identifiers(given.vocabulary), given=True)
    known = parse(given.learn.read_text(encoding="utf-8")) if given.learn else []
    added = (*additions(given.vocabulary), *learnt(known))
    return Reader(load_knowledge(added), Identifiers(given.vocabulary, known))


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m bench.cdr", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--split", choices=("dev", "train"), default="dev")
    parser.add_argument("--corpus", type=Path)
    parser.add_argument("--vocabulary", type=Path, default=SHARED / "vocab", help="the folder with the lists")
    parser.add_argument("--given", action="store_true", help="take the names from the gold")
    parser.add_argument("--learn", type=Path, metavar="FILE", help="take names from the marks of another file")
    parser.add_argument("--misses", action="store_true", help="print what is wrong or missing")
    parser.add_argument("--write", type=Path, metavar="FILE", help="write what is found for score_cdr.py")
    return parser


def _names_of(given: argparse.Namespace) -> str:
    if given.given:
        return "from the gold"
    return f"from public lists and {given.learn.name}" if given.learn else "from public lists"


def _figure(name: str, outcomes: Sequence[Outcome], found: Sequence[set[Pair]]) -> Figure:
    right = sum(len(o.abstract.pairs & pairs) for o, pairs in zip(outcomes, found, strict=True))
    wanted, said = sum(len(o.abstract.pairs) for o in outcomes), sum(map(len, found))
    note = f"precision {right / max(said, 1):.3f}, recall {right / max(wanted, 1):.3f}; gold {wanted}, found {said}"
    return Figure(name, 2 * right / max(wanted + said, 1), "F1", note=note)


def _print_misses(outcome: Outcome) -> None:
    abstract = outcome.abstract
    for pair in sorted(outcome.claims.keys() - abstract.pairs):
        first = outcome.claims[pair][0]
        evidence = first.evidence[0]
        ends = f"[{evidence.subject_text}] [{evidence.object_text}]"
        print(f"WRONG {abstract.key} {pair} {ends} {first.certainty} {evidence.rule}: {evidence.quote}")
    for pair in sorted(abstract.pairs - outcome.claims.keys()):
        names = (sorted({abstract.surface(mark) for mark in abstract.marks if one in mark.identifiers}) for one in pair)
        how = "" if pair in outcome.nameable else "UNNAMED "
        print(f"MISSING {how}{abstract.key} {pair} {' + '.join('/'.join(one) for one in names)}")


if __name__ == "__main__":
    main()
