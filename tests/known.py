"""What reading knows. To load it takes seconds, so that each process of the tests does so once, whoever asks."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from graph.added import Addition
from ingest.knowledge import Knowledge, load_knowledge


def known(added: Sequence[Addition] = (), curation: str = "") -> Knowledge:
    """As `load_knowledge`; what was asked for lately is at hand."""
    return _loaded(tuple(added), curation)


@lru_cache(maxsize=4)  # one takes some 100 MB
def _loaded(added: tuple[Addition, ...], curation: str) -> Knowledge:
    return load_knowledge(added, curation)
