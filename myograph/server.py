"""Serving a library: in several processes that gunicorn watches where it runs, else in this one."""

from __future__ import annotations

import errno
import gc
import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graph.errors import MyographError
from graph.showing.draw import draw
from myograph.errors import HostError, PortInUseError
from myograph.library import Library
from search.answer import answer
from search.picture import picture_of
from web.answers import example_questions
from web.app import create_app, warm
from web.settings import Settings

if TYPE_CHECKING:
    from wsgiref.types import WSGIApplication

_PATIENCE = 5.0  # seconds that a process is given to get ready; a large library goes on beside the first requests


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens; port 0 takes any free one. Raises PortInUseError, HostError."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=512)
    except UnicodeError as error:
        raise HostError(host, "this is no name of a computer") from error
    except OSError as error:
        detail = (error.strerror or str(error)).partition(" (")[0]
        if (error.errno or 0) < 0 or error.errno == errno.EADDRNOTAVAIL:  # negative: found by looking the name up
            raise HostError(host, detail) from error
        raise PortInUseError(host, port, detail) from error


def address(listener: socket.socket) -> str:
    """The URL under which a browser on this machine finds it, with a slash at the end."""
    host, port = listener.getsockname()[:2]
    if host in {"0.0.0.0", "::"}:
        host = "127.0.0.1"
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


def run(home: Path, settings: Settings, listener: socket.socket, ready: Callable[[], None]) -> None:
    """Serve until a signal ends it; `ready` is called when requests are taken, and the first will not wait long."""

    def app() -> WSGIApplication:
        library = Library.open(home)
        made = create_app(library, settings)
        # in each process: an open store is not to be shared over a fork
        warming = threading.Thread(target=_warm, args=(library, partial(warm, made)), daemon=True)
        warming.start()
        warming.join(_PATIENCE)
        return made

    _prepare(home)
    try:
        _gunicorn(app, settings, listener, ready)
    except ImportError:  # no gunicorn for this system
        from myograph.door import open_door  # noqa: PLC0415 - as in gunicorn's processes

        door = open_door(app(), listener, settings.threads)
        ready()
        while True:
            door.turn()


def _prepare(home: Path) -> None:
    """Loads what all processes share: what is there before they are forked is there once."""
    with suppress(MyographError):  # what is wrong with the library is said to whoever asks it
        Library.open(home).load_vocabulary()
    gc.freeze()  # or the collector would write to all of it, and each process have its own


def _warm(library: Library, pages: Callable[[], None]) -> None:
    pages()
    with suppress(MyographError), library.reading() as generation:
        generation.graph.warm()
        # opens and loads what else an answer needs
        found = answer(example_questions()[0], generation.graph, generation.index)
        draw(picture_of(found, "", str))


def _gunicorn(
    app: Callable[[], WSGIApplication], settings: Settings, listener: socket.socket, ready: Callable[[], None]
) -> None:
    from gunicorn.app.base import BaseApplication  # noqa: PLC0415 - it needs a system with fork

    class Server(BaseApplication):  # type: ignore[misc]  # gunicorn ships no types
        def load_config(self) -> None:
            options: dict[str, Any] = {
                "bind": f"fd://{listener.fileno()}",
                "workers": settings.processes,
                "worker_class": "myograph.httpworker.Worker",
                "threads": settings.threads,
                "loglevel": "warning",
                "control_socket_disable": True,
                "post_worker_init": lambda worker: ready() if worker.age == 1 else None,  # the first to be there
            }
            for name, value in options.items():
                self.cfg.set(name, value)

        def load(self) -> WSGIApplication:
            return app()

    Server().run()
