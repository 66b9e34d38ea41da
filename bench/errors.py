"""Why claims are missed, and why false ones are read: errors against gold, counted by their cause.

python -m bench.errors                      every set that is there
python -m bench.errors --set dev --list     every error, with its passage
python -m bench.errors GOLD TEXTS           a gold file, and the folder with its articles
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from bench.goldsets import FOLDERS, LOCKED, gold_set, named, present, tried
from ingest.causes import Case, Cause, Side
from ingest.evaluate import CORE, Claim, Comparison, names_of
from ingest.knowledge import load_knowledge

_ROW = "{:28}{:>8}{:>8}{:>8}{:>8}{:>11}"


def main() -> None:
    given = _options().parse_args()
    if given.gold and not given.texts:
        sys.exit("Name the folder with the articles too: python -m bench.errors GOLD TEXTS")
    sets = [gold_set(given.gold.stem, given.gold, given.texts)] if given.gold else map(named, given.set or present())
    knowledge = load_knowledge()
    for one in sets:
        if given.list and one.name in LOCKED:
            sys.exit("What is wrong in a locked set is not shown: rules would be tuned to it.")
        done = tried(one, knowledge).trial
        _print_table(one.name, done.compared, done.cases)
        if given.list:
            _print_cases(case for case in done.cases if _wanted(case, given))


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m bench.errors", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("gold", type=Path, nargs="?", help="a gold file")
    parser.add_argument("texts", type=Path, nargs="?", help="the folder with its articles")
    parser.add_argument("--set", action="append", choices=FOLDERS, help="a set of gold; may be given again")
    parser.add_argument("--list", action="store_true", help="show every error with its passage")
    parser.add_argument("--cause", default="", metavar="TEXT", help="list only causes that begin so")
    parser.add_argument("--side", default="", choices=tuple(Side), help="list only these")
    parser.add_argument("--doc", default="", metavar="TEXT", help="list only articles whose name holds this")
    parser.add_argument("--core", action="store_true", help="list only causes, treats, prevents and worsens")
    return parser


def _wanted(case: Case, given: argparse.Namespace) -> bool:
    document, predicate, _ = case.claim.key
    right_kind = case.cause.startswith(given.cause) and case.side.startswith(given.side)
    return right_kind and given.doc in document and (predicate in CORE or not given.core)


def _print_table(name: str, compared: Comparison, cases: Sequence[Case]) -> None:
    print(f"\n{name}: {len(compared.gold)} gold claims, {len(compared.right)} right, {len(compared.false)} false")
    for score in compared.scores()[-3:]:
        print(f"  {score.name:13} precision {score.precision:.3f}  recall {score.recall:.3f}  F1 {score.f1:.3f}")
    print(f"  certainty {compared.certainty().value:.3f}  passage {compared.passages().value:.3f}")
    print(_ROW.format("cause", "missed", "core", "false", "core", "certainty"))
    counts = Counter((case.cause, case.side, _is_core(case.claim)) for case in cases)
    for cause in Cause:
        cells = [_count(counts, cause, side, core) for side in (Side.MISSED, Side.FALSE) for core in (False, True)]
        certainty = _count(counts, cause, Side.CERTAINTY, core=False)
        if any((*cells, certainty)):
            print(_ROW.format(cause, *cells, certainty))
    sides = [sum(case.side is side for case in cases) for side in Side]
    core = [sum(case.side is side and _is_core(case.claim) for case in cases) for side in Side]
    print(_ROW.format("together", sides[0], core[0], sides[1], core[1], sides[2]))


def _count(counts: Counter[tuple[Cause, Side, bool]], cause: Cause, side: Side, core: bool) -> int:
    return counts[cause, side, True] + (0 if core else counts[cause, side, False])


def _is_core(claim: Claim) -> bool:
    return claim.key[1] in CORE


def _print_cases(cases: Iterable[Case]) -> None:
    order = list(Cause)
    for case in sorted(cases, key=lambda case: (order.index(case.cause), case.side, case.claim.key[0])):
        row = case.claim.rows[0]
        subject, object_ = ("/".join(names_of(row[end])[:3]) for end in ("subject", "object"))
        how = f"{row['polarity']}, {row.get('certainty', '')}, {row.get('rule', '')}".strip(", ")
        print(f"\n{case.cause} | {case.side} | {case.claim.key[0]}")
        print(f"  {subject} --{row['predicate']}--> {object_} ({how})")
        print(f"  “{' '.join(str(row.get('quote', '')).split())[:300]}”")
        if case.note:
            print(f"  {case.note}")


if __name__ == "__main__":
    main()
