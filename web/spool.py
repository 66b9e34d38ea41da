"""Where an answer is kept while it is written, so that its status can still change: a cut one is never sent."""

from __future__ import annotations

import gzip
import io
from tempfile import TemporaryFile
from typing import IO, NamedTuple

from web.errors import ResultTooBigError

_SHORT = 128 * 1024  # bytes; longer answers go to a file
_WORTH_PACKING = 1000  # bytes
_LEVEL = 4  # of gzip: the query still holds its worker while this is done, so time goes before size


class Kept(NamedTuple):
    """A whole answer: in memory, or in a file without a name, to be read from its beginning."""

    body: bytes
    file: IO[bytes] | None
    packed: bool


class Spool:
    """Takes an answer of at most `most` bytes as it is written; `packed`: whether it is to be packed with gzip."""

    def __init__(self, most: int, *, packed: bool) -> None:
        self._most = most
        self._packed = packed
        self._size = 0
        self._memory = io.BytesIO()
        self._file: IO[bytes] | None = None
        self._out: IO[bytes] | gzip.GzipFile = self._memory

    def write(self, data: bytes, /) -> int:
        """Takes some bytes. Raises ResultTooBigError."""
        self._size += len(data)
        if self._size > self._most:
            raise ResultTooBigError(self._most // 1_000_000)
        self._out.write(data)
        if self._file is None and self._size > _SHORT:
            self._to_file()
        return len(data)

    def flush(self) -> None:
        """Nothing: what was written is passed on by `whole`."""

    def whole(self) -> Kept:
        """All that was written, when it is complete."""
        if self._file is None:
            content = self._memory.getvalue()
            packed = self._packed and len(content) > _WORTH_PACKING
            return Kept(gzip.compress(content, _LEVEL, mtime=0) if packed else content, None, packed)
        if self._out is not self._file:
            self._out.close()
        self._file.flush()
        self._file.seek(0)
        return Kept(b"", self._file, self._packed)

    def _to_file(self) -> None:
        self._file = TemporaryFile(prefix="myograph-")  # noqa: SIM115 - closed by whoever sends it
        self._out = self._file
        if self._packed:
            self._out = gzip.GzipFile(filename="", mode="wb", compresslevel=_LEVEL, fileobj=self._file, mtime=0)
        self._out.write(self._memory.getvalue())
        self._memory = io.BytesIO()
