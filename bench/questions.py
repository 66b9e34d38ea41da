"""How long answers take, in this process, beside plain Whoosh searching for the same words."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass

from bench.asked import FREE, Asked, questions
from bench.corpus import Corpus, opened, options
from bench.ingest import index_plain, make_library
from bench.measure import Figure, Report, percentile
from bench.plain import searching
from graph.errors import MyographError
from myograph.library import Library
from search.answer import Answer, answer
from search.questions import load_forms

NUMBER = 200
AIM = 100  # milliseconds, for 95 of 100 questions
SLOWEST = 5
FIRST = "what links diabetes to cramps"


@dataclass(frozen=True, slots=True)
class Timed:
    """A question with the milliseconds that it and the reference took. `kind`: its form's way of answering."""

    asked: Asked
    kind: str
    took: float
    reference: float
    answered: bool
    understood: bool


def measure(corpus: Corpus) -> None:
    make_library(corpus)
    if not corpus.plain.exists():
        index_plain(corpus)
    search = searching(corpus.plain)
    library = Library.open(corpus.library)
    report = Report("questions", {"library": f"{len(corpus.files)} articles of {corpus.name}", "questions": NUMBER})
    with library.reading() as generation:
        first, _ = _milliseconds(lambda: answer(FIRST, generation.graph, generation.index))
        plain, _ = _milliseconds(lambda: search(FIRST))
        report.add(Figure("the first question after opening", first, "ms", plain, FIRST))
        asked = questions(generation.graph, load_forms(), NUMBER)
        timed = [_timed(one, lambda text: answer(text, generation.graph, generation.index), search) for one in asked]
    library.close()
    _show(timed, report)
    report.write()


def _timed(asked: Asked, reply: Callable[[str], Answer], search: Callable[[str], int]) -> Timed:
    took, found = _milliseconds(lambda: reply(asked.text))
    reference, _ = _milliseconds(lambda: search(asked.text))
    form = found.question.form if found and found.question else None
    answered = bool(found and (found.paths or found.links or found.against))
    return Timed(
        asked, form.query if form else FREE, took, reference, answered, (form.name if form else FREE) == asked.form
    )


def _milliseconds(work: Callable[[], Answer | int]) -> tuple[float, Answer | None]:
    started = time.perf_counter()
    try:
        result = work()
    except MyographError:  # "nobody knows that name" is an answer too
        result = 0
    return (time.perf_counter() - started) * 1000, result if isinstance(result, Answer) else None


def _show(timed: list[Timed], report: Report) -> None:
    for share in (0.5, 0.95, 1.0):
        name = f"p{share * 100:.0f}" if share < 1 else "slowest"
        note = f"aim: at most {AIM} ms" if share == 0.95 else "reference: plain Whoosh, the same words"
        reference = percentile([one.reference for one in timed], share)
        report.add(
            Figure(f"{name} of all {len(timed)}", percentile([t.took for t in timed], share), "ms", reference, note)
        )
    kinds: defaultdict[str, list[Timed]] = defaultdict(list)
    for one in timed:
        kinds[one.kind].append(one)
    for kind, some in sorted(kinds.items()):
        took = [one.took for one in some]
        note = f"p50 {percentile(took, 0.5):.1f} ms; {sum(one.answered for one in some)} of {len(some)} with links"
        report.add(Figure(f"  p95, {kind}", percentile(took, 0.95), "ms", note=note))
    for one in sorted(timed, key=lambda one: -one.took)[:SLOWEST]:
        report.add(Figure("  slow", one.took, "ms", one.reference, one.asked.text))
    formed = [one for one in timed if one.asked.form != FREE]
    report.add(Figure("understood as meant", sum(t.understood for t in formed), "", note=f"of {len(formed)}"))
    for one in [one for one in formed if not one.understood][:SLOWEST]:
        print(f"  not as meant ({one.asked.form}): {one.asked.text}")


if __name__ == "__main__":
    with opened(options(__doc__ or "").parse_args()) as found:
        measure(found)
