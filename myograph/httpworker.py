"""A web process under gunicorn, which starts it, watches it and replaces it when it dies."""

from __future__ import annotations

import os

from gunicorn.workers.base import Worker as BaseWorker

from myograph.door import open_door


class Worker(BaseWorker):  # type: ignore[misc]  # gunicorn ships no types
    """Serves the application behind the door."""

    def run(self) -> None:
        """Serve until a signal ends it, or gunicorn is gone."""
        door = open_door(self.wsgi, self.sockets[0].sock, self.cfg.threads)
        while self.alive and os.getppid() == self.ppid:
            self.notify()
            door.turn()
        door.finish(self.cfg.graceful_timeout, self.notify)
