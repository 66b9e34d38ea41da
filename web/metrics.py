"""Counts of what a web process did, in the text form that Prometheus reads. Each process counts for itself."""

from __future__ import annotations

import threading
from collections import Counter


class Metrics:
    """Answers and the seconds they took, by page and status; safe to share between threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._answers: Counter[tuple[str, int]] = Counter()
        self._seconds: Counter[str] = Counter()

    def count(self, page: str, status: int, seconds: float) -> None:
        """Note one answer."""
        with self._lock:
            self._answers[page, status] += 1
            self._seconds[page] += seconds  # type: ignore[assignment]  # a Counter adds up floats as well

    def text(self) -> str:
        """All counts, sorted."""
        with self._lock:
            answers, seconds = sorted(self._answers.items()), sorted(self._seconds.items())
        lines = ["# TYPE myograph_answers_total counter"]
        lines += [
            f'myograph_answers_total{{page="{page}",status="{status}"}} {number}' for (page, status), number in answers
        ]
        lines += ["# TYPE myograph_answer_seconds_total counter"]
        lines += [f'myograph_answer_seconds_total{{page="{page}"}} {total:.6f}' for page, total in seconds]
        return "\n".join(lines) + "\n"
