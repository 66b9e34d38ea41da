"""One published state of a library, opened for reading, and the shelf where threads share what is opened."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from graph.ids import Iris
from graph.reader import GraphReader
from graph.store import Store
from graph.vocabulary import Vocabulary
from myograph.manifest import Manifest, read_manifest
from search.index import Index
from search.inquiry import Holdings

GRAPH = "graph"
TEXT = "text"
KEPT_OPEN = 2


@dataclass(frozen=True, slots=True)
class Generation:
    """Everything of one generation: read-only, never changing, to be used by any number of threads."""

    number: int
    path: Path
    manifest: Manifest
    store: Store
    graph: GraphReader
    index: Index

    @property
    def holdings(self) -> Holdings:
        """What a query from outside is asked of."""
        return Holdings(self.store, lambda: self.index, self.graph.iris)

    def close(self) -> None:
        """Let go of the files."""
        self.index.close()
        self.store.close()


def open_generation(path: Path, iris: Iris, vocabulary: Vocabulary) -> Generation:
    """Open the generation in a folder. Raises NewerLibraryError, DamagedLibraryError, FileNotFoundError."""
    manifest = read_manifest(path)
    store = Store.read_only(path / GRAPH)
    index = Index.open(path / TEXT)
    return Generation(manifest.number, path, manifest, store, GraphReader(store, iris, vocabulary), index)


@dataclass(slots=True)
class _Seat:
    generation: Generation
    users: int = 0
    wanted: bool = False  # asked for by its number: likely to be asked for again


class Shelf:
    """The opened generations of a library. What nobody uses is closed: at once when a newer one took its place, and
    beyond the last few when it was asked for by number (an article's embedded picture is drawn again and again)."""

    def __init__(self, opener: Callable[[int], Generation]) -> None:
        self._opener = opener
        self._seats: dict[int, _Seat] = {}
        self._lock = threading.Lock()

    def take(self, number: int, *, wanted: bool) -> Generation:
        """The generation, opened if need be; to be given back."""
        with self._lock:
            seat = self._seats.pop(number, None) or _Seat(self._opener(number))
            self._seats[number] = seat
            seat.users += 1
            seat.wanted |= wanted
            return seat.generation

    def give_back(self, generation: Generation, current: int | None) -> None:
        """Say that one user is done; `current` stays open."""
        with self._lock:
            self._seats[generation.number].users -= 1
            idle = [n for n, seat in self._seats.items() if not seat.users and n != current]
            wanted = [n for n in idle if self._seats[n].wanted][-KEPT_OPEN:]
            for number in idle:
                if number not in wanted:
                    self._seats.pop(number).generation.close()

    def close(self) -> None:
        """Close everything, used or not."""
        with self._lock:
            while self._seats:
                self._seats.popitem()[1].generation.close()
