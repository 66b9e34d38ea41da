"""Renew the figures in docs/accuracy.md and README.md: how much of gold is found, how much of what is found is gold.

    python -m bench.accuracy            rewrites the blocks of both pages
    python -m bench.accuracy --check    rewrites nothing; exit code 1 where a block would change

A block stands between `<!-- accuracy: NAME -->` and `<!-- end -->`. Sets that are not there are left out; the locked
one always is. Examples are taken from our own gold only.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial

from bench.corpus import ROOT
from bench.goldsets import ABOUT, FOLDERS, OWN, Tried, named, present, tried
from graph.model import BlockKind, Certainty, Polarity, Predicate, Reading
from ingest.causes import EXPLAINED, Case, Cause, Side
from ingest.evaluate import COUNTED, Claim, Score, Share, names_of
from ingest.knowledge import load_knowledge

PAGE = ROOT / "docs" / "accuracy.md"
PAGES = (PAGE, ROOT / "README.md")
_BLOCK = re.compile(r"(<!-- accuracy: ([a-z]+) -->\n).*?(<!-- end -->)", re.DOTALL)
_EXAMPLES = 2  # of each cause
_LONGEST = 200  # characters of an example's passage

Counts = Callable[[Claim], bool]


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m bench.accuracy", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--check", action="store_true", help="rewrite nothing; exit with 1 if a page is out of date")
    given = parser.parse_args()
    done = measured()
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        fresh = renewed(text, done)
        if given.check and fresh != text:
            sys.exit(f"{page.name} is out of date. Run: make accuracy")
        page.write_text(fresh, encoding="utf-8")


def measured(names: Iterable[str] = ()) -> tuple[Tried, ...]:
    """What comes of the sets of these names, or of all that are there; our own stands first."""
    knowledge = load_knowledge()
    return tuple(tried(named(name), knowledge) for name in names or present())


def renewed(page: str, done: Sequence[Tried]) -> str:
    """A page with its blocks made anew."""
    return _BLOCK.sub(lambda block: f"{block[1]}{BLOCKS[block[2]](done)}\n{block[3]}", page)


def sets(done: Sequence[Tried]) -> str:
    """A line of headline figures for each set."""
    header = "articles|claims|core precision|core recall|core F1|all precision|all recall|all F1|negated F1|certainty"
    return table(("set", *header.split("|"), "passage", "offsets wrong"), (_set(one) for one in done))


def _set(one: Tried) -> tuple[str, ...]:
    compared = one.trial.compared
    negated, core, everything = compared.scores()[-3:]
    shares = (compared.certainty(), compared.passages())
    return (
        _name(one),
        str(len(one.readings)),
        str(len(compared.gold)),
        *(f"{value:.3f}" for s in (core, everything) for value in (s.precision, s.recall, s.f1)),
        f"{negated.f1:.3f}",
        *(f"{share.value:.3f}" for share in shares),
        f"{one.trial.misplaced.part}",
    )


def summary(done: Sequence[Tried]) -> str:
    """Precision, recall and F1 of each set, for those who only want to know that."""
    header = ("Articles", "Found claims that are right (precision)", "Claims that are found (recall)", "F1")
    scores = ((one.name, one.trial.compared.scores()[-1]) for one in done)
    return table(header, ((ABOUT[name], f"{s.precision:.2f}", f"{s.recall:.2f}", f"{s.f1:.2f}") for name, s in scores))


def predicates(done: Sequence[Tried]) -> str:
    """Every predicate."""
    return _scores(done, "predicate", [(f"`{name}`", _with(1, name)) for name in Predicate])


def polarities(done: Sequence[Tried]) -> str:
    """Affirmed and negated claims, over all predicates but is_a."""
    return _scores(done, "polarity", [(name.value, _with(2, name)) for name in Polarity])


def kinds(done: Sequence[Tried]) -> str:
    """Articles by how they are made up."""
    of = {(one.name, name): kind_of(reading) for one in done for name, reading in one.readings.items()}
    own = Counter(kind for (name, _), kind in of.items() if name == OWN)
    return _by_set(done, "kind of article", [(f"{k} ({own[k]})", partial(_in_kind, of, k)) for k in sorted(own)])


def _in_kind(of: Mapping[tuple[str, str], str], kind: str, one: Tried) -> Counts:
    return lambda claim: of.get((one.name, claim.key[0])) == kind and claim.key[1] in COUNTED


def kind_of(reading: Reading) -> str:
    """How an article is made up, told by its blocks alone."""
    heads = [s.span for s in reading.sentences if s.kind is BlockKind.HEADING]
    text = reading.document.text
    asking = sum("?" in text[span.start : span.end] for span in heads)
    listed = sum(s.kind in (BlockKind.ITEM, BlockKind.CELL) for s in reading.sentences)
    if asking >= 3 and 2 * asking >= len(heads):
        return "questions and answers"
    if 3 * listed >= len(reading.sentences):
        return "mostly lists"
    return "prose under headings" if len(heads) >= 3 else "prose"


def certainties(done: Sequence[Tried]) -> str:
    """Of gold's claims of each certainty: how many are found, and how many of those with that certainty."""
    rows = []
    for name in Certainty:
        cells = []
        for one in done:
            found, right = _as_certain(one, name)
            cells += [str(found.of), f"{found.value:.3f}", f"{right.value:.3f}" if right.of else "–"]
        rows.append((name.value, *cells))
    header = [f"{_name(one)}: {what}" for one in done for what in ("gold", "found", "as certain")]
    return table(("gold says", *header), rows)


def _as_certain(one: Tried, certainty: Certainty) -> tuple[Share, Share]:
    compared = one.trial.compared
    wanted = [claim for claim in compared.gold if claim.rows[0].get("certainty") == certainty]
    pairs = {id(claim): pair for pair in compared.right for claim in pair.gold}
    found = [pairs[id(claim)] for claim in wanted if id(claim) in pairs]
    return Share(len(found), len(wanted)), Share(sum(pair.certainty_right for pair in found), len(found))


def causes(done: Sequence[Tried]) -> str:
    """How often each cause is to blame."""
    header = [f"{_name(one)}: {side}" for one in done for side in (Side.MISSED, Side.FALSE)]
    rows = []
    for cause in Cause:
        counts = [_blamed(one, cause, side) for one in done for side in (Side.MISSED, Side.FALSE)]
        if cause is Cause.CERTAINTY:
            counts = [n for one in done for n in (0, _blamed(one, cause, Side.CERTAINTY))]
        if any(counts):
            rows.append((cause.value, EXPLAINED[cause], *(str(count or "") for count in counts)))
    return table(("cause", "what it means", *header), rows)


def _blamed(one: Tried, cause: Cause, side: Side) -> int:
    return sum(case.cause is cause and case.side is side for case in one.trial.cases)


def weaknesses(done: Sequence[Tried]) -> str:
    """Examples of each cause, the most frequent first, from our own gold."""
    cases = [case for one in done if one.name == OWN for case in one.trial.cases]
    counts = Counter(case.cause for case in cases)
    parts = []
    for cause, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])):
        examples = "\n".join(_example(case) for case in _plainest(case for case in cases if case.cause is cause))
        parts.append(f"**{cause.capitalize()}** ({count}): {EXPLAINED[cause]}.\n\n{examples}\n")
    return "\n".join(parts)


def _plainest(cases: Iterable[Case]) -> Iterator[Case]:
    """The cases with the shortest passages, of different articles where there are such."""
    ordered = sorted(cases, key=lambda case: (len(_quote(case)), _quote(case), case.side))
    firsts = {case.claim.key[0]: case for case in reversed(ordered)}
    apart = sorted(firsts.values(), key=ordered.index)
    yield from [*apart, *(case for case in ordered if case not in apart)][:_EXAMPLES]


def _example(case: Case) -> str:
    row = case.claim.rows[0]
    subject, object_ = (names_of(row[end])[0] for end in ("subject", "object"))
    quote = _quote(case) if len(_quote(case)) <= _LONGEST else f"{_quote(case)[:_LONGEST].rsplit(' ', 1)[0]} …"
    denied = " (negated)" if row["polarity"] == Polarity.NEGATED else ""
    note = f" – {case.note}" if case.note else ""
    said = f"{subject} **{row['predicate']}** {object_}{denied}"
    return f"- {case.side}: {said}{note}<br>“{quote}” (`{case.claim.key[0]}`)".replace("|", "\\|")


def _quote(case: Case) -> str:
    return " ".join(str(case.claim.rows[0].get("quote", "")).split())


def _scores(done: Sequence[Tried], what: str, rows: Sequence[tuple[str, Counts]]) -> str:
    return _by_set(done, what, [(name, partial(_in_all, counts)) for name, counts in rows])


def _in_all(counts: Counts, _: Tried) -> Counts:
    return counts


def _by_set(done: Sequence[Tried], what: str, rows: Sequence[tuple[str, Callable[[Tried], Counts]]]) -> str:
    """Our own set's scores in full, the others' F1 beside them."""
    own, *others = done
    header = (what, "gold", "found", "precision", "recall", "F1", *(f"{_name(one)}: F1" for one in others))
    lines = []
    for name, counts in rows:
        score = own.trial.compared.score(name, counts(own))
        beside = (one.trial.compared.score(name, counts(one)) for one in others)
        figures = (f"{score.gold}", f"{score.found}", *_figures(score))
        lines.append((name, *figures, *(_figures(other)[2] for other in beside)))
    return table(header, lines)


def _figures(score: Score) -> tuple[str, str, str]:
    precision = f"{score.precision:.3f}" if score.found else "–"
    recall = f"{score.recall:.3f}" if score.gold else "–"
    return precision, recall, f"{score.f1:.3f}" if score.gold or score.found else "–"


def _with(place: int, name: str) -> Counts:
    """Claims with this value in their key; is_a counts only where it is asked for."""
    return lambda claim: claim.key[place] == name and (place == 1 or claim.key[1] in COUNTED)


def _name(one: Tried) -> str:
    return one.name if FOLDERS[one.name].is_relative_to(ROOT) else f"{one.name} \\*"


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table in Markdown."""
    lines = [header, tuple("---" for _ in header), *rows]
    return "\n".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |" for line in lines)


BLOCKS: dict[str, Callable[[Sequence[Tried]], str]] = {
    function.__name__: function
    for function in (summary, sets, predicates, polarities, certainties, kinds, causes, weaknesses)
}


if __name__ == "__main__":
    main()
