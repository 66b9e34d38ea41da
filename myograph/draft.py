"""The next generation while it is being made: beside the published one, and gone without a trace if it fails."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from graph.errors import StoreError
from graph.store import Store
from myograph.additions import carry
from myograph.errors import UnfinishedError, reason_of
from myograph.files import settle, settle_tree
from myograph.generation import GRAPH, TEXT
from myograph.library import Library
from myograph.manifest import Manifest, write_manifest
from search.index import Index


@dataclass(frozen=True, slots=True)
class Draft:
    """A generation in the making, open for writing."""

    number: int
    parent: int | None
    path: Path
    store: Store
    index: Index


@contextmanager
def drafting(library: Library, parent: int | None, *, fresh_text: bool = False) -> Iterator[Draft]:
    """A copy of generation `parent` to write to, or an empty one; `fresh_text` leaves the copy's index empty.

    For the holder of the lock. If the block fails, the draft is removed. Raises UnfinishedError when writing fails.
    """
    number = max(library.kept(), default=0) + 1
    final = library.folder(number)
    path = final.with_name(final.name + ".tmp")
    try:
        path.mkdir(parents=True)
        draft = _open(library, parent, number, path, fresh_text=fresh_text)
        try:
            yield draft
        finally:
            draft.index.close()
            draft.store.close()
    except BaseException as error:
        shutil.rmtree(path, ignore_errors=True)
        if isinstance(error, (OSError, StoreError)):
            raise UnfinishedError(library.home, reason_of(error)) from error
        raise


def publish(library: Library, draft: Draft, manifest: Manifest) -> None:
    """Make a finished, closed draft the generation that readers see. Raises UnfinishedError."""
    try:
        write_manifest(draft.path, manifest)
        settle_tree(draft.path)
        final = library.folder(draft.number)
        draft.path.replace(final)
        settle(final.parent)
        library.publish(draft.number)
    except OSError as error:
        shutil.rmtree(draft.path, ignore_errors=True)
        raise UnfinishedError(library.home, reason_of(error)) from error


def _open(library: Library, parent: int | None, number: int, path: Path, *, fresh_text: bool) -> Draft:
    if parent is None:
        return Draft(number, None, path, Store.create(path / GRAPH), Index.create(path / TEXT))
    source = library.folder(parent)
    carry(source, path)
    store = Store.fork(source / GRAPH, path / GRAPH)
    index = Index.create(path / TEXT) if fresh_text else Index.fork(source / TEXT, path / TEXT)
    return Draft(number, parent, path, store, index)
