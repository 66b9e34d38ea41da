"""What can be wrong with a vocabulary's file as a whole; what is wrong with one line of it is a `Problem`."""

from __future__ import annotations

from graph.errors import MyographError


class VocabularyFileError(MyographError):
    """A file that cannot be understood as a vocabulary. `line` counts from 1; 0 where there is none."""

    def __init__(self, what: str, name: str, line: int, mend: str) -> None:
        super().__init__(what, f"{name}, line {line}" if line else name, mend)


class EmptyVocabularyError(VocabularyFileError):
    """A file without content."""

    def __init__(self, name: str) -> None:
        super().__init__("The file is empty", name, 0, "Name a file that holds a vocabulary.")


class NotTextError(VocabularyFileError):
    """A file of pictures, numbers or the like."""

    def __init__(self, name: str, line: int) -> None:
        mend = "Name a file in SKOS (RDF), OBO, CSV or TSV, as text in UTF-8 or packed with gzip."
        super().__init__("The file is no text", name, line, mend)


class NotUtf8Error(VocabularyFileError):
    """A text in another encoding."""

    def __init__(self, byte: int, name: str, line: int) -> None:
        super().__init__(f"The byte 0x{byte:02X} is not UTF-8", name, line, "Save the file as UTF-8 text.")


class DamagedPackError(VocabularyFileError):
    """A packed file that cannot be unpacked."""

    def __init__(self, name: str) -> None:
        super().__init__("The packed file is damaged", name, 0, "Fetch it again, or unpack it first.")


class HugeVocabularyError(VocabularyFileError):
    """A file that would not fit into memory."""

    def __init__(self, name: str, limit: int) -> None:
        mend = "Take the part that is wanted out of it first."
        super().__init__(f"The file holds more than {limit:,} bytes", name, 0, mend)


class UnknownFormError(VocabularyFileError):
    """Neither a file's name nor its beginning shows what it is."""

    def __init__(self, name: str, endings: tuple[str, ...]) -> None:
        mend = f"Give its name one of the endings .{', .'.join(endings)}."
        super().__init__("Nothing shows in which form the file is", name, 1, mend)


class NoTermsError(VocabularyFileError):
    """A file of the right form that holds nothing of what is looked for."""

    def __init__(self, name: str, wanted: str) -> None:
        mend = "Name another file, or give this one the ending of its form."
        super().__init__(f"The file holds no {wanted}", name, 1, mend)


class UnclosedQuoteError(VocabularyFileError):
    """A quotation mark of a CSV file swallows what follows."""

    def __init__(self, name: str, line: int) -> None:
        mend = "Close it, or write it twice where it is meant itself."
        super().__init__("A quotation mark is opened here and never closed", name, line, mend)


class WrongSyntaxError(VocabularyFileError):
    """An RDF file that cannot be understood. `reason`: why, in few words; "" where it is not known."""

    def __init__(self, name: str, line: int, syntax: str, reason: str) -> None:
        mend = "Correct it there, or give the file the ending of its form."
        super().__init__(f"This is no {syntax}: {reason}" if reason else f"This is no {syntax}", name, line, mend)


class ElsewhereError(VocabularyFileError):
    """A JSON-LD file whose context would have to be fetched from another place."""

    def __init__(self, name: str, address: str) -> None:
        mend = "Nothing is fetched. Put the context itself into the file, or convert it to Turtle."
        super().__init__(f"The file needs a context from elsewhere: {address}", name, 0, mend)


class NoTypeError(MyographError):
    """Nobody said what kind of things a vocabulary holds, and it cannot be guessed."""

    def __init__(self, name: str, types: tuple[str, ...]) -> None:
        super().__init__(
            "Nothing says what kind of things these are",
            name,
            f"Give --type with one of: {', '.join(types)}; or map a column that says it: --map COLUMN=type; "
            "or give --known, to add names and identifiers only to what is known already.",
        )


class NoColumnError(MyographError):
    """A table lacks a column that is needed, or one that was mapped. `lacks`: what, in words."""

    def __init__(self, name: str, lacks: str, columns: tuple[str, ...]) -> None:
        super().__init__(
            f"The table has no column {lacks}",
            f"{name}, line 1",
            f"Its columns are: {', '.join(columns) or 'none'}. Say what one holds with --map COLUMN=FIELD.",
        )


class BadMappingError(MyographError):
    """What was given with --map cannot be used."""

    def __init__(self, given: str, fields: tuple[str, ...]) -> None:
        super().__init__(
            f"{given!r} says of no column what it holds",
            "--map",
            f"Write COLUMN=FIELD, with one of the fields {', '.join(fields)}.",
        )


class NothingBelowError(MyographError):
    """A vocabulary has no concept of the name given with --below."""

    def __init__(self, name: str, wanted: str) -> None:
        super().__init__(
            f"No concept of the file is called {wanted!r}",
            name,
            "Give --below the label or the identifier of a concept that others of the file are kinds of.",
        )


class NoSubsetError(MyographError):
    """No concept of a vocabulary is in the subset given with --subset. `known`: its subsets."""

    def __init__(self, name: str, wanted: str, known: tuple[str, ...]) -> None:
        super().__init__(
            f"No concept of the file is in a subset called {wanted!r}",
            name,
            f"Its subsets are: {', '.join(known) or 'none'}.",
        )
