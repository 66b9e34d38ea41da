"""The door of the service: it takes requests in and hands answers out, however slow the other side is.

It is waitress, which reads whole requests and sends whole answers in one loop, and gives a thread only to what is
complete: who dribbles a request or an answer holds a connection, never a thread. What is added here is a limit to how
long a request may dribble, and clear answers to what never comes to the application.
"""

from __future__ import annotations

import io
import logging
import resource
import socket
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from waitress.adjustments import Adjustments
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser, ParsingError
from waitress.receiver import FixedStreamReceiver
from waitress.server import TcpWSGIServer
from waitress.task import ErrorTask, ThreadedTaskDispatcher
from waitress.utilities import BadRequest, RequestEntityTooLarge, RequestHeaderFieldsTooLarge

from web.headers import ALWAYS

if TYPE_CHECKING:
    from wsgiref.types import WSGIApplication

REQUEST_LINE = 65_536  # bytes: the longest address
HEAD = REQUEST_LINE + 16_384  # bytes, with all headers
_BODY = 8_000_000  # bytes of a body that are kept; no setting asks for more
_READ = 128_000_000  # bytes of a body that are read at all
_CONNECTIONS = 1000
_FILES = 4 * _CONNECTIONS  # open files: besides a connection its answer, and what the store and the index need
_IDLE = 60  # seconds that a connection may be still
_SLOW = 60.0  # seconds in which a request must have come
_LOOK = 5  # seconds between two looks at the connections
_TURN = 1.0  # seconds that the loop waits for something to happen


class UriTooLong(BadRequest):  # type: ignore[misc]  # waitress ships no types
    """An address of more than REQUEST_LINE bytes."""

    code = 414
    reason = "URI Too Long"


class UnclearError(ParsingError):  # type: ignore[misc]  # waitress ships no types
    """A request that two readers could take for different ones."""

    def __init__(self, why: str) -> None:
        super().__init__(f"The request has {why}.")


class Nowhere:
    """Where a body goes that is too long: whoever sends it must be done before it hears the answer."""

    def append(self, data: bytes) -> None:
        """Forgets it."""

    def getfile(self) -> io.BytesIO:
        """What the application finds."""
        return io.BytesIO()

    def close(self) -> None:
        """Nothing."""

    def __len__(self) -> int:
        return 0


class Parser(HTTPRequestParser):  # type: ignore[misc]  # waitress ships no types
    """Waitress's own, but for addresses and bodies that are too long; the latter the application refuses, by their
    length.
    """

    error: Any = None
    body_rcv: Any = None

    def received(self, data: bytes) -> int:
        """Takes bytes of a request, and says how many of them belonged to it."""
        head = self.header_plus + data if self.body_rcv is None else b""
        taken: int = super().received(data)
        if head and (self.error is None or isinstance(self.error, RequestHeaderFieldsTooLarge)):
            self._check_address(head)
        if self.chunked and self.error is None and self.body_bytes_received > _BODY:
            self.error = RequestEntityTooLarge(f"A body can have {_BODY:,} bytes.")
            self.completed = True
        return taken

    def parse_header(self, header_plus: bytes) -> None:
        """Reads the head of a request."""
        super().parse_header(header_plus)
        if self.chunked and "CONTENT_LENGTH" in self.headers:  # a way to smuggle requests (RFC 9112, 6.1)
            raise UnclearError(why="Content-Length and Transfer-Encoding together")
        if self.version == "1.1" and "HOST" not in self.headers:
            raise UnclearError(why="no Host")
        if self.content_length > _BODY and self.body_rcv is not None:
            self.body_rcv = FixedStreamReceiver(self.content_length, Nowhere())

    def _check_address(self, head: bytes) -> None:
        if len(head) > REQUEST_LINE and b"\n" not in head[:REQUEST_LINE]:
            self.error = UriTooLong(f"An address can have {REQUEST_LINE:,} bytes.")
            self.completed = True


class Refusal(ErrorTask):  # type: ignore[misc]  # waitress ships no types
    """Waitress's own, with the headers that every answer has."""

    def execute(self) -> None:
        """Write the answer."""
        self.response_headers.extend(ALWAYS.items())
        super().execute()


class Channel(HTTPChannel):  # type: ignore[misc]  # waitress ships no types
    """A connection that knows since when a request is coming."""

    parser_class = Parser
    error_task_class = Refusal
    coming_since = 0.0

    def received(self, data: bytes) -> Any:
        """Takes bytes from the other side."""
        if self.request is None:
            self.coming_since = time.time()
        return super().received(data)


class Server(TcpWSGIServer):  # type: ignore[misc]  # waitress ships no types
    """Waitress's own, with an end to requests that dribble."""

    channel_class = Channel

    def maintenance(self, now: float) -> None:
        """Close the connections that are still, or slow."""
        super().maintenance(now)
        for channel in self.active_channels.values():
            if channel.request is not None and channel.coming_since < now - _SLOW:
                channel.will_close = True

    def turn(self) -> None:
        """Go round the loop once."""
        self.asyncore.loop(timeout=_TURN, map=self._map, use_poll=True, count=1)

    def finish(self, seconds: float, beat: Callable[[], None]) -> None:
        """Take nothing more, end what is at work, but not longer than some seconds; `beat` is called meanwhile."""
        self.accepting = False
        end = time.monotonic() + seconds
        while time.monotonic() < end and any(map(_busy, list(self.active_channels.values()))):
            beat()
            self.turn()
        self.task_dispatcher.shutdown(timeout=1)


def _busy(channel: Any) -> bool:
    return bool(channel.requests or channel.total_outbufs_len)


def open_door(app: WSGIApplication, listener: socket.socket, threads: int) -> Server:
    """A server that takes the connections of a socket that listens; `turn` it for as long as it is wanted."""
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # that requests wait is no news
    adjustments = Adjustments(
        sockets=[listener],
        threads=threads,
        ident="myograph",
        max_request_header_size=HEAD,
        max_request_body_size=_READ,
        connection_limit=min(_CONNECTIONS, _files() // 4),
        channel_timeout=_IDLE,
        cleanup_interval=_LOOK,
        channel_request_lookahead=1,  # else nobody would see that a client went away
        log_socket_errors=False,
    )
    dispatcher = ThreadedTaskDispatcher()
    dispatcher.set_thread_count(threads)
    about = (listener.family, listener.type, listener.proto, listener.getsockname())
    return Server(app, {}, True, listener, dispatcher=dispatcher, adj=adjustments, sockinfo=about, bind_socket=False)


def _files() -> int:
    """How many files this process may open, after asking for as many as are wanted."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _FILES if hard == resource.RLIM_INFINITY else min(_FILES, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
    return wanted
