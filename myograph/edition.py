"""The making of one generation: what a plan says, written into a draft, checked, and published."""

from __future__ import annotations

import functools
import hashlib
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import chain

from graph.added import Addition
from graph.corrected import corrections_nquads
from graph.ids import Iris
from graph.model import Document, Problem
from graph.rdf import vocabulary_parts
from ingest.knowledge import Knowledge
from myograph import corrections
from myograph.additions import replace_in
from myograph.draft import Draft, drafting, publish
from myograph.errors import UncheckedError
from myograph.files import discard
from myograph.library import Library
from myograph.loader import BATCH, Loader
from myograph.manifest import Entry, Manifest
from myograph.plan import Plan, Task, settle
from myograph.progress import Progress
from myograph.summary import summarise
from myograph.workers import Job, Read, Workers
from search.index import Writer

_WORTH_REWRITING = 100  # articles; the files of a smaller library hold the vocabulary above all
_WRITES_QUADS = (
    "added.py",
    "amending.py",
    "copies.py",
    "corrected.py",
    "curating.py",
    "curation.py",
    "ids.py",
    "names.py",
    "nquads.py",
    "overruling.py",
    "rdf.py",
    "terms.py",
)


@dataclass(slots=True)
class Ledger:
    """What the draft holds by name, and what was met on the way."""

    entries: dict[str, Entry]
    problems: list[Problem]
    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Edition:
    """The making of one generation from the one before, if there is one."""

    library: Library
    before: Manifest | None
    knowledge: Knowledge
    additions: tuple[Addition, ...]
    progress: Progress

    def make(self, plan: Plan, workers: Workers, ledger: Ledger) -> int | None:
        """Carry the plan out and publish, if anything came of it; returns the number of the published generation."""
        started = time.monotonic()
        parent = self.before.number if self.before else None
        counts: Mapping[str, int] = {}
        with drafting(self.library, parent) as draft:
            self._fill(draft, plan, workers, ledger)
            if useful := bool(ledger.added or ledger.changed or ledger.removed):
                counts = self._complete(draft, ledger)
        if not useful:
            discard(draft.path)
            return parent
        entries = tuple(entry for _, entry in sorted(ledger.entries.items()))
        publish(self.library, draft, manifest_of(draft, entries, digest_of(self.knowledge), counts, started))
        return draft.number

    def _fill(self, draft: Draft, plan: Plan, workers: Workers, ledger: Ledger) -> None:
        if self._has_new_vocabulary():
            iris, curated = self.library.iris, self.knowledge.curated
            draft.store.drop_graphs((iris.vocabulary_graph(), iris.corrections_graph()))
            for part in chain(vocabulary_parts(self.knowledge.vocabulary, iris), (corrections_nquads(curated, iris),)):
                draft.store.load(part)
            replace_in(draft.path, self.additions)
            corrections.replace_in(draft.path, curated.curation.text)
        self.progress.stage("Reading", len(plan.tasks))
        draft.store.drop_graphs(self.library.iris.document(entry.id) for entry in plan.removed)
        with Loader(draft.store) as loader, draft.index.writer() as text:
            for entry in plan.removed:
                _leave(ledger, entry)
                text.remove(entry.id)
            batch = _Batch(loader, text, self.library.iris)
            for outcome in workers.run(self._jobs(plan.tasks), len(plan.tasks)):
                self.progress.step()
                ledger.problems += outcome.problems
                ledger.failed += outcome.failed
                if outcome.read is not None:
                    batch.add(outcome.task, outcome.read)
                    _enter(ledger, outcome.task, outcome.read.document)
            goes, problems = settle(plan, ledger.entries, frozenset(ledger.failed))
            ledger.problems += problems
            for entry in goes:
                batch.remove(entry.id)
                _leave(ledger, entry)
            batch.write(optimize=self._is_much(ledger))

    def _is_much(self, ledger: Ledger) -> bool:
        """Whether rewriting the store's files is worth it; else nearly all stay shared with the generation before."""
        read = len(ledger.added) + len(ledger.changed)
        many = read * 4 > len(ledger.entries)
        return many and (read >= _WORTH_REWRITING or self._has_new_vocabulary())

    def _has_new_vocabulary(self) -> bool:
        return self.before is None or self.before.knowledge != digest_of(self.knowledge)

    def _jobs(self, groups: tuple[tuple[Task, ...], ...]) -> Iterator[Job]:
        for group in groups:
            yield tuple((task, None if task.path is not None else self._stored(task)) for task in group)

    def _stored(self, task: Task) -> Document | None:
        assert self.before is not None, "only a library that holds documents can have one without a file"
        with self.library.reading(self.before.number) as generation:
            return generation.graph.document(task.id)

    def _complete(self, draft: Draft, ledger: Ledger) -> Mapping[str, int]:
        """What holds over all documents, and the proof that they are all there."""
        self.progress.stage("Weighing the evidence")
        counts = summarise(draft.store, self.library.iris, self.knowledge.vocabulary)
        iris = self.library.iris
        own = {iris.vocabulary_graph(), iris.assertions_graph(), iris.summary_graph(), iris.corrections_graph()}
        held = sum(graph not in own for graph in draft.store.graphs())
        if held != len(ledger.entries):
            raise UncheckedError(self.library.home, "documents", len(ledger.entries), held)
        return counts._asdict()


class _Batch:
    """Documents on their way into a draft: the index takes each at once, the store many together."""

    def __init__(self, loader: Loader, text: Writer, iris: Iris) -> None:
        self._loader = loader
        self._text = text
        self._iris = iris
        self._quads: list[bytes] = []
        self._size = 0
        self._gone: list[str] = []

    def add(self, task: Task, read: Read) -> None:
        """Take a document, in the place of its earlier reading if there is one."""
        if task.replaces:
            self.remove(task.id)
        self._text.add(read.document, read.sentences, read.keys)
        self._quads += read.quads
        self._size += sum(map(len, read.quads))
        if self._size > BATCH:
            self.write()

    def remove(self, document: str) -> None:
        """Let go of a document of this id."""
        self._text.remove(document)
        self._gone.append(self._iris.document(document))

    def write(self, *, optimize: bool = False) -> None:
        """Have what was taken put into the store."""
        self._loader.put(self._gone, self._quads, optimize=optimize)
        self._gone.clear()
        self._quads.clear()
        self._size = 0


def _leave(ledger: Ledger, entry: Entry) -> None:
    del ledger.entries[entry.name]
    ledger.removed.append(entry.name)


def _enter(ledger: Ledger, task: Task, document: Document) -> None:
    before = ledger.entries.get(task.name)
    origin = str(task.path.absolute()) if task.path else before.origin if before else ""
    ledger.entries[task.name] = Entry(task.name, task.id, document.sha256, document.title, origin)
    (ledger.changed if task.replaces else ledger.added).append(task.name)


def manifest_of(
    draft: Draft, documents: tuple[Entry, ...], knowledge: str, counts: Mapping[str, int], started: float
) -> Manifest:
    """The manifest of a draft. `started`: the monotonic clock's time when the work began, in seconds."""
    return Manifest(
        number=draft.number,
        parent=draft.parent,
        documents=documents,
        knowledge=knowledge,
        myograph=version("myograph"),
        counts=counts,
        created=datetime.now(UTC).isoformat(timespec="seconds"),
        seconds=round(time.monotonic() - started, 3),
    )


def digest_of(knowledge: Knowledge) -> str:
    """A digest of all that decides what is read from a document: the tables, and the code that uses them."""
    return hashlib.sha256((knowledge.digest + _code_digest()).encode()).hexdigest()


@functools.cache
def _code_digest() -> str:
    digest = hashlib.sha256()
    modules = [*_modules(files("ingest")), *(files("graph") / name for name in _WRITES_QUADS)]
    for module in sorted(modules, key=str):
        digest.update(module.name.encode() + b"\0" + module.read_bytes())
    return digest.hexdigest()


def _modules(folder: Traversable) -> Iterator[Traversable]:
    for entry in folder.iterdir():
        if entry.is_dir():
            yield from _modules(entry)
        elif entry.name.endswith(".py"):
            yield entry
