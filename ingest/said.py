"""The wordings by which articles say something of names; nothing should be called by them."""

from __future__ import annotations

from graph.names import normal
from graph.tables import data, read_table
from ingest.knowledge import RELATIONS, wordings
from ingest.lexicon import Cue, Direction, Opener, Trigger
from ingest.wording import expand


def sayings() -> frozenset[str]:
    """Triggers, cues, nouns that open lists, and words of what befell people, in normal form. Raises TableError."""
    stated = (
        wording for wording, entry in wordings() if isinstance(entry, Trigger | Cue | Opener) and not _names(entry)
    )
    told = (row.filled("wording") for row in read_table(data(RELATIONS, "exposure.tsv"), ("wording", "part")))
    return frozenset(map(normal, (*stated, *(wording for notation in told for wording in expand(notation)))))


def _names(entry: Trigger | Cue | Opener) -> bool:
    """True for a wording that tells a condition as a name does: "make you dizzy"."""
    return isinstance(entry, Trigger) and entry.direction is Direction.FUNCTION
