"""Files to readings to the next generation: the shell around reading, store and index."""

from __future__ import annotations

import functools
import os
import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path

from graph.added import Addition, shipped_with
from graph.curation import CURATION_COLUMNS, FILE, parse_curation
from graph.model import Problem, Reading
from graph.reader import GraphReader
from ingest.documents import LIMIT, SUFFIXES
from ingest.knowledge import Knowledge, load_knowledge
from ingest.sentences import split
from myograph.additions import problems_in
from myograph.corrections import curation_in
from myograph.curators.errors import TableHeaderError
from myograph.draft import drafting, publish
from myograph.edition import Edition, Ledger, digest_of, manifest_of
from myograph.library import Library
from myograph.manifest import Manifest, read_manifest
from myograph.patience import SECONDS
from myograph.plan import Plan, Terms, make_plan
from myograph.progress import Progress, Silence
from myograph.scan import Scan, scan
from myograph.workers import Desk, Workers
from search.keys import keys_of


@dataclass(frozen=True, slots=True)
class Options:
    """How to ingest. `limit`: the most bytes of a file; `seconds`: its longest reading; `jobs`: reading processes."""

    prune: bool = False
    jobs: int = field(default_factory=lambda: min(2, os.cpu_count() or 1))
    limit: int = LIMIT
    seconds: float = SECONDS


@dataclass(frozen=True, slots=True)
class Report:
    """What became of it, by document name. `generation`: the published one, None while there is none.

    `corrections`: how many corrections count now, where they are others than at the last reading; else None.
    """

    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    unchanged: tuple[str, ...]
    problems: tuple[Problem, ...]
    generation: int | None
    corrections: int | None = None


def ingest(
    library: Library, paths: Sequence[Path], options: Options | None = None, progress: Progress | None = None
) -> Report:
    """Read files, and folders with all below them, into the next generation, and publish it if anything changed.

    What is wrong with a file is in the report, and the rest is done. Raises LibraryBusyError, BrokenVocabularyError,
    TableHeaderError, UnfinishedError.
    """
    options = options or Options()
    progress = progress or Silence()
    progress.stage("Looking for articles")
    seen = scan(paths, SUFFIXES)
    problems = _problems(paths, seen, options)
    with library.writing(" ".join(["myograph ingest", *map(str, paths)])) as handle:
        additions = library.additions()
        knowledge = _knowledge(additions, curation_in(library.home))
        if not knowledge.curated.curation.has_header:  # what was rejected would count again
            raise TableHeaderError(library.home / FILE, CURATION_COLUMNS)
        before = _published(library)
        published = library.folder(before.number) if before else None
        problems += problems_in(library.home, shipped_with(additions).outcomes, published)
        problems += knowledge.curated.problems
        stale = before is not None and before.knowledge != digest_of(knowledge)
        ledger = Ledger(before.by_name() if before else {}, problems)
        plan = make_plan(seen.found, ledger.entries, Terms(options.prune, stale, options.limit, seen.unseen))
        ledger.problems += plan.problems
        if plan.empty:
            return _report(plan, ledger, before.number if before else None)
        corrections = _new_corrections(library, before, knowledge)
        desk = Desk(knowledge, library.iris, options.limit, options.seconds)
        with closing(Workers(desk, options.jobs, (handle,))) as workers:
            number = Edition(library, before, knowledge, additions, progress).make(plan, workers, ledger)
    return replace(_report(plan, ledger, number), corrections=corrections)


def reindex(library: Library, progress: Progress | None = None) -> int:
    """Make the text index anew from the store, as a new generation; returns its number.

    Raises LibraryBusyError, LibraryEmptyError, UnfinishedError.
    """
    started = time.monotonic()
    progress = progress or Silence()
    with library.writing("myograph reindex"):
        old = library.manifest()
        with drafting(library, old.number, fresh_text=True) as draft, draft.index.writer() as text:
            graph = GraphReader(draft.store, library.iris, library.vocabulary)
            documents = graph.documents()
            progress.stage("Indexing", len(documents))
            for document in filter(None, (graph.document(source.id) for source in documents)):
                reading = Reading(document, split(document), *graph.reading_of(document.id))
                text.add(document, reading.sentences, keys_of(reading, lambda key: _type(graph, key)))
                progress.step()
        publish(library, draft, manifest_of(draft, old.documents, old.knowledge, old.counts, started))
    return draft.number


def _type(graph: GraphReader, id: str) -> str:
    concept = graph.concept(id)
    return concept.type if concept else ""


@functools.lru_cache(maxsize=1)
def _knowledge(additions: tuple[Addition, ...], curation: str) -> Knowledge:
    """What ships with Myograph does not change while a process runs; what was added or corrected may."""
    return load_knowledge(additions, curation)


def _new_corrections(library: Library, before: Manifest | None, knowledge: Knowledge) -> int | None:
    """How many corrections count, where the last reading knew others."""
    text = curation_in(library.folder(before.number)) if before else ""
    curated = knowledge.curated
    return None if parse_curation(text).corrections == curated.curation.corrections else len(curated.touches)


def _published(library: Library) -> Manifest | None:
    current = library.current()
    return read_manifest(library.folder(current)) if current is not None else None


def _problems(paths: Sequence[Path], seen: Scan, options: Options) -> list[Problem]:
    """What is wrong with the paths as a whole, after what is wrong with each."""
    if not seen.found and not seen.problems:
        return [_nothing(paths)]
    if options.prune and "" in seen.unseen:
        return [*seen.problems, _unpruned(paths)]
    return list(seen.problems)


def _unpruned(paths: Sequence[Path]) -> Problem:
    what = "Nothing was pruned, since nobody can tell what is below a path that cannot be looked at"
    return Problem(what, ", ".join(map(str, paths)), "Mend that path or leave it out, and prune again.")


def _nothing(paths: Sequence[Path]) -> Problem:
    kinds = ", ".join(sorted(SUFFIXES))
    return Problem("There is nothing readable", ", ".join(map(str, paths)), f"Name files or folders with: {kinds}.")


def _report(plan: Plan, ledger: Ledger, generation: int | None) -> Report:
    return Report(
        added=tuple(ledger.added),
        changed=tuple(ledger.changed),
        removed=tuple(sorted(ledger.removed)),
        unchanged=tuple(name for name in plan.unchanged if name not in set(ledger.removed)),
        problems=tuple(ledger.problems),
        generation=generation,
    )
