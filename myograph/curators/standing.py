"""How a library's corrections stand: which were applied, wait, cannot be used, or are overruled."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from graph.corrected import Done
from graph.curating import Curated
from graph.curation import Action, Correction
from graph.model import Problem
from graph.reader import GraphReader

if TYPE_CHECKING:
    from myograph.library import Library

_SHOWN = 5  # idle corrections that a summary names


@dataclass(frozen=True, slots=True)
class Standing:
    """A correction of a library's table, and how it stands.

    `problem`: why it cannot be used. `overruled`: the later correction that contradicts it. `done`: what it did; None
    where no article was read with it yet.
    """

    correction: Correction
    done: Done | None = None
    problem: Problem | None = None
    overruled: Correction | None = None

    @property
    def counts(self) -> bool:
        """True for one that the next reading heeds."""
        return self.problem is None and self.overruled is None

    @property
    def is_idle(self) -> bool:
        """True for one that concerns no article of those that were read."""
        return self.counts and self.done is not None and not self.done.documents

    @property
    def state(self) -> str:
        """How it stands, in words."""
        if self.problem is not None:
            return "cannot be used"
        if self.overruled is not None:
            return f"overruled by line {self.overruled.line}"
        if self.done is None:
            return "not yet applied"
        if self.is_idle:
            return "concerns nothing"
        count = len(self.done.documents)
        articles = f"{count:,} article{'' if count == 1 else 's'}"
        unknown = self.correction.action is Action.REJECT_NAME and not self.done.concepts
        return f"its words stand in {articles}" if unknown else f"applied in {articles}"


@dataclass(frozen=True, slots=True)
class Summary:
    """A library's corrections in short.

    `corrections`: how many the next reading heeds; of these `applied` in what is published, `waiting` for the next
    reading, `idle` (what they say) since they concern no article. `last`, `when`: the newest of them. Besides:
    `unusable` and `overruled` rows; `undone`, which are gone from the table but were heeded by what is published.
    """

    corrections: int
    applied: int
    waiting: int
    idle: tuple[str, ...]
    last: str
    when: str
    unusable: int
    overruled: int
    undone: int
    readable: bool

    @property
    def is_empty(self) -> bool:
        """True where nothing was corrected, nor tried."""
        return self.readable and not (self.corrections or self.unusable or self.overruled or self.undone)

    def lines(self) -> tuple[str, ...]:
        """The same for people."""
        if not self.readable:
            return ("Corrections none counts: the table does not begin with its columns (see `myograph correct list`)",)
        parts = (
            (self.applied, "applied", "applied"),
            (self.waiting, "waits for the next ingest", "wait for the next ingest"),
            (len(self.idle), "concerns nothing", "concern nothing"),
        )
        last = f"; last {self.when or 'without a day'}: {self.last}" if self.last else ""
        other = (
            (self.unusable, "row cannot be used", "rows cannot be used"),
            (self.overruled, "is overruled by a later row", "are overruled by later rows"),
            (self.undone, "undone, and in force until the next ingest", "undone, and in force until the next ingest"),
        )
        more = [f"concerns nothing: {says}" for says in islice(self.idle, _SHOWN)]
        more += [f"and {len(self.idle) - _SHOWN:,} more"] if len(self.idle) > _SHOWN else []
        more += [counted] if (counted := _counted(other)) else []
        of_these = f" ({counted})" if (counted := _counted(parts)) else ""
        return (f"Corrections {self.corrections:,}{of_these}{last}", *(f"            {line}" for line in more))


def summary(library: Library) -> Summary:
    """The corrections of a library in short."""
    curated = library.curated()
    if library.current() is None:
        return _summary(curated, standings(curated, None), 0)
    with library.reading() as generation:
        ids = {one.id for one in curated.curation.corrections}
        gone = sum(one.correction.id not in ids for one in generation.graph.corrections())
        return _summary(curated, standings(curated, generation.graph), gone)


def standings(curated: Curated, graph: GraphReader | None) -> tuple[Standing, ...]:
    """Every correction of a library's table, in its order. `graph`: what is published, if anything is."""
    done = {one.correction.id: one for one in graph.corrections()} if graph else {}
    return tuple(
        Standing(one, done.get(one.id), curated.unusable.get(one.line), curated.overruled.get(one.id))
        for one in curated.curation.corrections
    )


def _summary(curated: Curated, found: tuple[Standing, ...], undone: int) -> Summary:
    heeded = [one for one in found if one.counts]
    last = max((one.correction for one in heeded), key=lambda one: (one.when, one.line), default=None)
    idle = tuple(one.correction.says for one in heeded if one.is_idle)
    waiting = sum(one.done is None for one in heeded)
    return Summary(
        corrections=len(heeded),
        applied=len(heeded) - waiting - len(idle),
        waiting=waiting,
        idle=idle,
        last=last.says if last else "",
        when=last.when if last else "",
        unusable=len(curated.unusable),
        overruled=len(curated.overruled) + len(curated.curation.repeated),
        undone=undone,
        readable=curated.curation.has_header,
    )


def _counted(parts: tuple[tuple[int, str, str], ...]) -> str:
    return ", ".join(f"{number:,} {one if number == 1 else many}" for number, one, many in parts if number)
