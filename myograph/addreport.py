"""What became of an added vocabulary, for people and for programs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from itertools import islice
from pathlib import Path

from graph.added import Outcome
from graph.imports.adding import Prepared
from myograph.additions import plain_name

EXAMPLES = 5


def facts(prepared: Prepared, kept: Path | None) -> dict[str, object]:
    """All of it, for JSON. `kept`: where the table stands, None for a dry run."""
    outcome = prepared.outcome
    return {
        "name": plain_name(prepared.addition.name),
        "kept": str(kept) if kept else None,
        "terms": prepared.terms,
        "obsolete": prepared.obsolete,
        "added": len(outcome.added),
        "merged": len(outcome.merged),
        "names": outcome.names,
        "strangers": outcome.strangers,
        "clashes": [asdict(clash) for clash in outcome.clashes],
        "unsafe": list(prepared.taken.unsafe),
        "nameless": list(prepared.taken.nameless),
        "long": list(prepared.taken.long),
        "circles": [list(circle) for circle in outcome.circles],
        "problems": [asdict(problem) for problem in prepared.problems],
    }


def lines(prepared: Prepared) -> Iterator[str]:
    """All of it but the problems, line by line, with examples."""
    taken, outcome = prepared.taken, prepared.outcome
    yield f"{prepared.file} holds {prepared.terms:,} terms."
    yield _count("obsolete, left out", prepared.obsolete)
    yield _count("concepts added", len(outcome.added))
    yield _count("merged into known ones", len(outcome.merged))
    yield _count("names that are new", outcome.names)
    yield _count("unknown, left out", outcome.strangers)
    yield from _some("names that need a context", taken.unsafe)
    yield from _some("concepts of no other name", taken.nameless)
    yield from _some("names too long", [f"{name[:60]}…" for name in taken.long])
    yield from remarks(outcome)


def remarks(outcome: Outcome) -> Iterator[str]:
    """What known concepts keep from an added vocabulary, with examples."""
    clashes = [f"{one.name} (for {one.wanted}) is {one.holder}, {one.kind}" for one in outcome.clashes]
    yield from _some("names of other concepts", clashes)
    circles = [" > ".join(circle) for circle in outcome.circles]
    yield from _some("kinds the wrong way round", circles)


def kept_facts(outcome: Outcome) -> dict[str, object]:
    """What a kept vocabulary adds, in numbers."""
    return {
        "name": plain_name(outcome.name),
        "file": outcome.name,
        "added": len(outcome.added),
        "merged": len(outcome.merged),
        "names": outcome.names,
        "clashes": len(outcome.clashes),
        "problems": len(outcome.problems),
    }


def kept_line(facts: Mapping[str, object]) -> str:
    """The same in words."""
    return (
        "{name}: {added:,} concepts added, {merged:,} merged, {names:,} new names, {clashes:,} clashes, "
        "{problems:,} problems"
    ).format(**facts)


def _count(what: str, number: int) -> str:
    return f"  {what:<28}{number:>9,}" if number else ""


def _some(what: str, listed: Sequence[str]) -> Iterator[str]:
    yield _count(what, len(listed))
    yield from (f"    {one}" for one in islice(listed, EXAMPLES))
    if len(listed) > EXAMPLES:
        yield f"    … and {len(listed) - EXAMPLES:,} more (all of them with --json)"
