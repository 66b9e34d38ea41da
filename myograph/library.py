"""A library: a row of generations in a folder, one of them published. The one place that knows where things lie.

HOME/settings.json               what never changes (the base IRI)
HOME/current                     the number of the published generation
HOME/generations/000007/graph/   the store
                        text/    the text index
                        manifest.json
                        vocabulary/, curation.tsv   the added vocabularies and corrections it was read with
HOME/vocabulary/, curation.tsv   those that the next one will be read with
HOME/lock                        one writer at a time
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from graph.added import Addition
from graph.curating import Curated, curated_with
from graph.ids import DEFAULT_BASE, Iris
from graph.vocabulary import Vocabulary
from myograph import additions, corrections, files, lock
from myograph.analysis.asked import Asked
from myograph.errors import (
    DamagedLibraryError,
    FixedBaseError,
    GenerationMissingError,
    LibraryEmptyError,
    LibraryMissingError,
    NothingToRollBackError,
)
from myograph.founding import CURRENT, found, read_base, stands
from myograph.generation import Generation, Shelf, open_generation
from myograph.manifest import Manifest, read_manifest

KEPT = 5


@dataclass(frozen=True, slots=True)
class Settings:
    """What is fixed when a library is made. `base`: the beginning of all its IRIs."""

    base: str


@dataclass(frozen=True, slots=True)
class Status:
    """The state of a library. `size` in bytes, of all kept generations; files that they share count each time."""

    home: Path
    base: str
    current: int | None
    kept: tuple[int, ...]
    writer: str | None
    size: int


class Library(Asked):
    """A library in a folder; may be shared by threads, and opened by many processes at once."""

    def __init__(self, home: Path, settings: Settings) -> None:
        self.home = home
        self.settings = settings
        self.iris = Iris(settings.base)
        self._shelf = Shelf(self._open_generation)
        self._pinned: list[Generation] = []

    @classmethod
    def open(cls, home: Path | str, *, create: bool = False, base: str | None = None) -> Library:
        """The library in folder `home`; `create` makes it where there is none, with `base` before its IRIs.

        Raises LibraryMissingError, NotALibraryError, BadBaseError, FixedBaseError, NewerLibraryError.
        """
        home = Path(home).absolute()
        if not stands(home):
            if not create:
                raise LibraryMissingError(home)
            found(home, base or DEFAULT_BASE)
        settings = Settings(read_base(home))
        if base is not None and base != settings.base:
            raise FixedBaseError(home, settings.base)
        return cls(home, settings)

    @property
    def vocabulary(self) -> Vocabulary:
        """The vocabulary that articles are read with: what ships, and what was added and corrected in the library."""
        return self.curated().vocabulary

    def curated(self) -> Curated:
        """The corrections for the next reading, and what they make of the vocabulary."""
        return _curated_in(self.home)

    def additions(self) -> tuple[Addition, ...]:
        """The vocabularies that were added; a generation holds those that were there when it was made."""
        return additions.additions_in(self.home)

    def load_vocabulary(self) -> None:
        """Load the names that the published generation was read with, for whoever opens it in this process or in one
        that is forked from it. Raises what a generation raises that cannot be opened.
        """
        number = self.current()
        if number is not None:
            _curated_in(self.folder(number))

    def folder(self, number: int) -> Path:
        """Where a generation lies."""
        return self.home / "generations" / f"{number:06}"

    def kept(self) -> tuple[int, ...]:
        """The numbers of all generations that are still there, ascending."""
        places = (self.home / "generations").glob("[0-9]*")
        return tuple(sorted(int(place.name) for place in places if place.name.isdigit()))

    def current(self) -> int | None:
        """The number of the published generation; None while there is none. Raises DamagedLibraryError.

        Where nothing says which one it is, it is the newest: its writer was stopped just before it could say so.
        """
        path = self.home / CURRENT
        try:
            return int(path.read_text(encoding="ascii"))
        except FileNotFoundError:
            return max(self.kept(), default=None)
        except ValueError:
            raise DamagedLibraryError(path, "it holds no number of a generation") from None

    def publish(self, number: int) -> None:
        """Make a whole generation the one that readers see, in one step; forget the oldest. For the lock's holder."""
        files.write_whole(self.home / CURRENT, f"{number:06}\n")
        for old in self.kept()[:-KEPT]:
            if old != number:
                files.discard(self.folder(old))

    @contextmanager
    def writing(self, command: str) -> Iterator[int]:
        """Hold the lock, with what an interrupted writer left swept away; yields the lock's file descriptor.

        Raises LibraryBusyError.
        """
        with lock.write_lock(self.home, command) as handle:
            for leftover in sorted((self.home / "generations").glob("*.tmp")):
                files.discard(leftover)
            yield handle

    @contextmanager
    def reading(self, number: int | None = None) -> Iterator[Generation]:
        """A generation to read from, by default the published one; it stays open and the same inside the `with`.

        Raises LibraryEmptyError, GenerationMissingError, NewerLibraryError, DamagedLibraryError.
        """
        generation = self._take(number)
        try:
            yield generation
        finally:
            self._shelf.give_back(generation, self.current())

    def generation(self) -> Generation:
        """The published generation, kept open until the library is closed. Raises as `reading`."""
        generation = self._take(None)
        self._pinned.append(generation)
        return generation

    def rollback(self) -> int:
        """Publish the generation that the published one was made from; returns its number.

        Where that is damaged, or nobody can tell which it is, the newest whole one before takes its place.
        Raises LibraryBusyError, LibraryEmptyError, NothingToRollBackError.
        """
        with self.writing("myograph rollback"):
            target = next(filter(self._whole, self._earlier()), None)
            if target is None:
                raise NothingToRollBackError(self.home)
            self.publish(target)
        return target

    def status(self) -> Status:
        """The state of the library, without opening a generation."""
        size = files.size_of(self.home / "generations")
        return Status(self.home, self.settings.base, self.current(), self.kept(), lock.writer_of(self.home), size)

    def close(self) -> None:
        """Close all that is open."""
        self._pinned.clear()
        self._shelf.close()

    def manifest(self) -> Manifest:
        """What the published generation holds, without opening it. Raises as `reading`."""
        return read_manifest(self.folder(self._published()))

    def _take(self, number: int | None) -> Generation:
        wanted = self._published() if number is None else number
        if wanted not in self.kept():
            if number is None:
                raise DamagedLibraryError(self.home / CURRENT, f"it names generation {wanted}, which is not there")
            raise GenerationMissingError(self.home, wanted, self.kept())
        return self._shelf.take(wanted, wanted=number is not None)

    def _published(self) -> int:
        current = self.current()
        if current is None:
            raise LibraryEmptyError(self.home)
        return current

    def _earlier(self) -> list[int]:
        """Which generations to go back to, the best first. Raises LibraryEmptyError."""
        kept = sorted(self.kept(), reverse=True)
        try:
            current = self._published()
        except DamagedLibraryError:
            return kept
        older = [number for number in kept if number < current]
        try:
            parent = read_manifest(self.folder(current)).parent
        except DamagedLibraryError:
            return older
        return [parent, *older] if parent in kept else []

    def _whole(self, number: int) -> bool:
        try:
            generation = self._open_generation(number)
        except Exception:  # whatever is wrong with it: nobody can read it
            return False
        generation.close()
        return generation.number == number

    def _open_generation(self, number: int) -> Generation:
        folder = self.folder(number)
        return open_generation(folder, self.iris, _curated_in(folder).vocabulary)


def _curated_in(place: Path) -> Curated:
    return curated_with(additions.additions_in(place), corrections.curation_in(place))
