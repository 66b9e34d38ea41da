"""`myograph ...` with stopwatches on its stages: python -m bench.stopwatch OUT.json ARGUMENT...

The command line itself runs, in this process; OUT.json says for each stage how many seconds it took in this process:
by the clock, and of the processors (all threads).
"""

from __future__ import annotations

import json
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

from graph.store import Store
from myograph import cli, draft, edition, plan
from myograph.loader import Loader
from myograph.workers import Workers
from search.index import Index, Writer


class Stopwatch:
    """Seconds by stage. A stage within another stops the outer one's time."""

    def __init__(self) -> None:
        self.seconds: defaultdict[str, list[float]] = defaultdict(lambda: [0.0, 0.0])
        self._stages = ["other"]
        self._since = _now()

    @contextmanager
    def on(self, stage: str) -> Iterator[None]:
        """Count the time inside to a stage."""
        self._switch()
        self._stages.append(stage)
        try:
            yield
        finally:
            self._switch()
            self._stages.pop()

    def _switch(self) -> None:
        now, before = _now(), self._since
        spent = self.seconds[self._stages[-1]]
        spent[0] += now[0] - before[0]
        spent[1] += now[1] - before[1]
        self._since = now

    def wrap(self, owner: Any, name: str, stage: str) -> None:
        """Count what `owner.name` takes to a stage."""
        original: Callable[..., Any] = getattr(owner, name)

        def timed(*arguments: Any, **named: Any) -> Any:
            if threading.current_thread() is not threading.main_thread():  # beside the stages that are counted
                return original(*arguments, **named)
            with self.on(stage):
                return original(*arguments, **named)

        setattr(owner, name, timed)

    def wrap_iterator(self, owner: Any, name: str, stage: str) -> None:
        """Count the waiting for each item of the iterator that `owner.name` makes."""
        original: Callable[..., Iterator[Any]] = getattr(owner, name)

        def timed(*arguments: Any, **named: Any) -> Iterator[Any]:
            items = original(*arguments, **named)
            while True:
                with self.on(stage):
                    item = next(items, self)
                if item is self:
                    return
                yield item

        setattr(owner, name, timed)

    def wrap_end(self, owner: Any, name: str, stage: str) -> None:
        """Count the end of the `with` block that `owner.name` makes."""
        original: Callable[..., AbstractContextManager[Any]] = getattr(owner, name)

        @contextmanager
        def timed(*arguments: Any, **named: Any) -> Iterator[Any]:
            manager = original(*arguments, **named)
            value = manager.__enter__()
            try:
                yield value
            except BaseException as error:
                manager.__exit__(type(error), error, error.__traceback__)
                raise
            with self.on(stage):
                manager.__exit__(None, None, None)

        setattr(owner, name, timed)


def _now() -> tuple[float, float]:
    return time.perf_counter(), time.process_time()


def main() -> None:
    out, *arguments = sys.argv[1:]
    watch = Stopwatch()
    watch.wrap_iterator(Workers, "run", "waiting for readers")
    for name in ("load", "drop_graphs", "close"):
        watch.wrap(Store, name, "store")
    for name in ("put", "wait"):
        watch.wrap(Loader, name, "waiting for the store")
    watch.wrap(Writer, "add", "index")
    watch.wrap_end(Index, "writer", "index: commit")
    watch.wrap(edition, "summarise", "weighing the evidence")
    watch.wrap(draft, "settle_tree", "writing through to disk")
    watch.wrap(plan, "_sums", "comparing files")
    sys.argv = ["myograph", *arguments]
    try:
        with watch.on("other"):
            cli.main()
    finally:
        Path(out).write_text(json.dumps(watch.seconds), encoding="utf-8")


if __name__ == "__main__":
    main()
