"""Errors and problems of reading: each says what is wrong, where, and how to mend it."""

from __future__ import annotations

from graph.errors import MyographError
from graph.model import Problem


class UnreadableFileError(MyographError):
    """A file of which nothing can be read."""


class UnknownSuffixError(UnreadableFileError):
    """A kind of file that no reader knows."""

    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        super().__init__("This kind of file cannot be read", name, f"Readable are: {', '.join(known)}.")


class EmptyFileError(UnreadableFileError):
    """No bytes, or only blanks."""

    def __init__(self, name: str) -> None:
        super().__init__("The file is empty", name, "Leave it out, or save the article into it again.")


class TooLargeError(UnreadableFileError):
    """More bytes than one article may have."""

    def __init__(self, name: str, size: int, limit: int) -> None:
        super().__init__(
            f"The file has {size:,} bytes; the limit is {limit:,}",
            name,
            "Raise the limit with --max-bytes or MYOGRAPH_MAX_BYTES, or split the file.",
        )


class TooManyTagsError(UnreadableFileError):
    """A page of more elements than an article can have."""

    def __init__(self, name: str, count: int, limit: int) -> None:
        super().__init__(
            f"The page has {count:,} tags; the limit is {limit:,}",
            name,
            "Save only the article's part of the page, or its text.",
        )


class BinaryFileError(UnreadableFileError):
    """Bytes that are no text under a name that promises text."""

    def __init__(self, name: str, really: str | None = None) -> None:
        mend = f"It looks like {really}: give it that ending." if really else "Leave it out, or export it as text."
        super().__init__("The file holds binary data, not text", name, mend)


class NoTextError(UnreadableFileError):
    """A well-formed file in which there is nothing to read."""

    def __init__(self, name: str, missing: str, mend: str) -> None:
        super().__init__(f"There is no text to read: {missing}", name, mend)


class NoArticleError(UnreadableFileError):
    """Text that is all menus, adverts and the like."""

    def __init__(self, name: str) -> None:
        mend = "Check that the file holds the article itself."
        super().__init__("There is nothing to read in it: no part reads like an article", name, mend)


class EncryptedPdfError(UnreadableFileError):
    """A PDF that asks for a password."""

    def __init__(self, name: str) -> None:
        super().__init__("The PDF is encrypted", name, "Save a copy without a password and read that.")


class BrokenFileError(UnreadableFileError):
    """A file whose format is damaged."""

    def __init__(self, name: str, kind: str, reason: str) -> None:
        super().__init__(f"The {kind} is damaged: {reason}", name, f"Save or download the {kind} again.")


def encoding_problem(name: str, encoding: str) -> Problem:
    """The text was not UTF-8 and was read in another encoding."""
    return Problem(f"Not UTF-8; read as {encoding}", name, "Save it as UTF-8 if letters look wrong.")


def broken_bytes_problem(name: str, count: int, line: int) -> Problem:
    """UTF-8 with some bytes that are not."""
    return Problem(
        f"{count} broken UTF-8 {'sequence' if count == 1 else 'sequences'}, shown as \N{REPLACEMENT CHARACTER}",
        f"{name}, first in line {line}",
        "Correct those characters and save the file as UTF-8.",
    )


def front_matter_problem(name: str, line: int, what: str) -> Problem:
    """A header of a Markdown file that cannot be read; `line` counts from 1."""
    return Problem(
        what,
        f"{name}, line {line}",
        "Write 'key: value' lines between two lines of three hyphens; keys are title, source, publisher, published.",
    )
