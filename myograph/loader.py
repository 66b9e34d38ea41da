"""Loading into the store beside other work: the engine lets go of Python while it loads, so the index gets on."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Self

from graph.store import Store
from myograph.parcels import unpacked

BATCH = 64_000_000  # bytes of N-Quads loaded at once: few files in the store, bounded memory


class Loader:
    """A thread that writes into a store, one thing after the other; nobody else may write into it meanwhile.

    An error of the thread is raised by the next call, at the latest when the `with` block ends.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._thread = ThreadPoolExecutor(1)
        self._last: Future[None] | None = None

    def put(self, gone: Sequence[str], quads: Sequence[bytes], *, optimize: bool = False) -> None:
        """Forget these graphs and load these parcels of quads; `optimize`: then rewrite the files for faster reading.

        Waits for what was put before, since two batches are all that memory is meant for. Raises its StoreError.
        """
        self.wait()
        self._last = self._thread.submit(self._load, tuple(gone), tuple(quads), optimize)

    def wait(self) -> None:
        """Wait until all is done. Raises StoreError."""
        if self._last is not None:
            self._last.result()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        try:
            if kind is None:
                self.wait()
        finally:
            self._thread.shutdown(cancel_futures=True)

    def _load(self, gone: tuple[str, ...], quads: tuple[bytes, ...], optimize: bool) -> None:
        self._store.drop_graphs(gone)
        for some in unpacked(quads, BATCH):
            self._store.load(some)
        if optimize:
            self._store.optimize()
