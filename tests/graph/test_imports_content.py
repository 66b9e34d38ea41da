"""From bytes to text: packed, cut, in other encodings, or no text at all."""

from __future__ import annotations

import gzip

import pytest

from graph.imports.content import Form, form_of, text_of
from graph.imports.errors import UnknownFormError, VocabularyFileError

TEXT = "label\tnames\nİltihap\tقيء 🤢\n"
PLAIN = TEXT.encode()


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(PLAIN, id="UTF-8"),
        pytest.param(b"\xef\xbb\xbf" + PLAIN, id="with a mark"),
        pytest.param(TEXT.encode("utf-16"), id="UTF-16"),
        pytest.param(TEXT.encode("utf-32"), id="UTF-32"),
        pytest.param(TEXT.replace("\n", "\r\n").encode(), id="line ends of Windows"),
        pytest.param(TEXT.replace("\n", "\r").encode(), id="line ends of old"),
        pytest.param(gzip.compress(PLAIN), id="packed"),
        pytest.param(gzip.compress(PLAIN[:9]) + gzip.compress(PLAIN[9:]), id="packed in two parts"),
    ],
)
def test_a_text_is_the_same_however_it_is_stored(content: bytes) -> None:
    assert text_of(content, "x.tsv") == (TEXT, ())


@pytest.mark.parametrize(
    ("content", "text", "said"),
    [
        pytest.param(PLAIN[:-2], TEXT[:-2], "breaks off within a letter (x.tsv, line 2)", id="within a letter"),
        pytest.param(gzip.compress(b"a\n" * 9000)[:-9], None, "The packed file breaks off (x.tsv, line ", id="packed"),
    ],
)
def test_what_is_whole_of_a_cut_file_is_taken(content: bytes, text: str | None, said: str) -> None:
    found, (problem,) = text_of(content, "x.tsv")
    assert said in f"{problem.what} ({problem.where})"
    assert found == text or (text is None and found.startswith("a\na\n"))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        pytest.param(b"", "The file is empty (x.tsv)", id="empty"),
        pytest.param(b" \n\n", "The file is empty (x.tsv)", id="only blanks"),
        pytest.param(gzip.compress(b""), "The file is empty (x.tsv)", id="empty, packed"),
        pytest.param(b"label\n\x89PNG\0\0", "The file is no text (x.tsv, line 2)", id="a picture"),
        pytest.param(b"label\nn\xe9vralgie\n", "The byte 0xE9 is not UTF-8 (x.tsv, line 2)", id="Latin 1"),
        pytest.param(b"\x1f\x8b\x08\0rubbish rubbish", "The packed file is damaged (x.tsv)", id="damaged pack"),
        pytest.param(TEXT.encode("utf-16-le"), "The file is no text (x.tsv, line 1)", id="UTF-16 without a mark"),
    ],
)
def test_what_is_no_text_is_refused_with_the_line(content: bytes, said: str) -> None:
    with pytest.raises(VocabularyFileError) as caught:
        text_of(content, "x.tsv")
    assert str(caught.value).startswith(said)


@pytest.mark.parametrize(
    ("name", "text", "form"),
    [
        ("doid.obo", "", Form.OBO),
        ("DOID.OBO.GZ", "", Form.OBO),
        ("list.csv", "", Form.SHEET),
        ("list.tab", "", Form.SHEET),
        ("mesh.ttl", "", Form.TURTLE),
        ("doid.owl", "", Form.XML),
        ("x.json", "", Form.JSONLD),
        ("x.txt", "format-version: 1.2\n", Form.OBO),
        ("x", "\n[Term]\nid: A:1\n", Form.OBO),
        ("x.txt", "label\tnames\n", Form.SHEET),
        ("x.txt", "# remark\nlabel,names\n", Form.SHEET),
        ("x.txt", "<?xml version='1.0'?>", Form.XML),
        ("x.txt", "@prefix skos: <x> .", Form.TURTLE),
        ("x.txt", "<https://a> <https://b> <https://c> .", Form.NT),
        ("x.txt", '{"@graph": []}', Form.JSONLD),
    ],
)
def test_the_form_shows_in_the_name_or_in_the_beginning(name: str, text: str, form: Form) -> None:
    assert form_of(text, name) is form


@pytest.mark.parametrize(
    ("name", "text", "form"),
    [
        pytest.param("x.csv", "format-version: 1.2\n\n[Term]\n", Form.OBO, id="OBO"),
        pytest.param("x.nt", "@prefix : <https://e.org/> .\n", Form.TURTLE, id="Turtle"),
        pytest.param("x.obo.gz", "<?xml version='1.0'?>\n", Form.XML, id="XML"),
        pytest.param("x.n3", "@prefix : <https://e.org/> .\n", Form.N3, id="what both begin with"),
        pytest.param("x.ttl", "label,names\n", Form.TURTLE, id="what may be anything"),
    ],
)
def test_a_beginning_that_cannot_be_mistaken_counts_more_than_the_ending(name: str, text: str, form: Form) -> None:
    assert form_of(text, name) is form


def test_what_shows_no_form_is_refused_with_the_endings_that_do() -> None:
    with pytest.raises(UnknownFormError, match=r"csv, .*obo, .*ttl"):
        form_of("Just some prose.", "x.txt")
