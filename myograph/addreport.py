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
        "terms": len(prepared.parsed.terms),
        "obsolete": prepared.parsed.obsolete,
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
    outcome = prepared.outcome
    given_up = f" ({prepared.parsed.obsolete:,} obsolete ones are left out)" if prepared.parsed.obsolete else ""
    yield f"{prepared.parsed.name}: {len(prepared.parsed.terms):,} terms{given_up}"
    yield f"{len(outcome.added):8,} concepts are added"
    yield f"{len(outcome.merged):8,} are merged into concepts that were known"
    yield f"{outcome.names:8,} names are new"
    if outcome.strangers:
        yield f"{outcome.strangers:8,} are left out, since nothing of their name is known"
    taken = prepared.taken
    yield from _some("names are not used, since they mean too much without a context", taken.unsafe)
    yield from _some("concepts are left out, since they have no other names", taken.nameless)
    yield from _some("names are left out, since they are too long", [f"{name[:60]}…" for name in taken.long])
    yield from remarks(outcome)


def remarks(outcome: Outcome) -> Iterator[str]:
    """What known concepts keep from an added vocabulary, with examples."""
    clashes = [f"{one.name} (for {one.wanted}): {one.holder}, {one.kind}" for one in outcome.clashes]
    yield from _some("names clash: they belong to another concept, which keeps them", clashes)
    circles = [" > ".join(circle) for circle in outcome.circles]
    yield from _some("kinds are left out, since what is known says the opposite", circles)


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


def _some(what: str, listed: Sequence[str]) -> Iterator[str]:
    if not listed:
        return
    yield f"{len(listed):8,} {what}"
    yield from (f"         - {one}" for one in islice(listed, EXAMPLES))
    if len(listed) > EXAMPLES:
        yield f"         … and {len(listed) - EXAMPLES:,} more (all of them with --json)"
