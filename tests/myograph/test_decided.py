"""Names that a curator gave a meaning: whoever asks by such a name is told what it stands for."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

import pytest

from myograph.build import Options, ingest
from myograph.library import Library
from web.app import create_app

Call = Callable[..., tuple[int, str, str]]
TEXT = "# Dizziness\n\nGinger can help against dizziness. Cola causes headache. Dehydration causes dizziness.\n"
TABLE = """action\tabout\tvalue\tdocument\twho\twhen\twhy
same\tvertigo\tdizziness\t\tann\t2026-01-02\t
merge\twobbly grundles\theadache\t\tann\t2026-01-02\t
name\tnausea\tmigraine\ta.md\tann\t2026-01-02\t
"""


@pytest.fixture(scope="module")
def decided(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    place = tmp_path_factory.mktemp("decided")
    (place / "a.md").write_text(TEXT, encoding="utf-8")
    library = Library.open(place / "library", create=True)
    (library.home / "curation.tsv").write_text(TABLE, encoding="utf-8")
    ingest(library, [place / "a.md"], Options(jobs=1))
    yield library
    library.close()


@pytest.mark.parametrize(
    ("question", "note"),
    [
        ("what helps vertigo", "By a curator's correction, vertigo stands for dizziness."),
        ("what helps my Vertigo", "By a curator's correction, vertigo stands for dizziness."),
        ("what causes a wobbly grundle", "By a curator's correction, wobbly grundle stands for headache."),
        pytest.param("what helps dizziness", "", id="near miss: by its label"),
        pytest.param("what helps wooziness", "", id="near miss: by a name that it always had"),
        pytest.param("what helps nausea", "", id="near miss: in one article alone"),
        ("what links dehydration to vertigo", "By a curator's correction, vertigo stands for dizziness."),
        (
            "what helps vertigo at night",
            "By a curator's correction, vertigo stands for dizziness. Left out of the question: at night.",
        ),
    ],
)
def test_the_note_of_an_answer(decided: Library, question: str, note: str) -> None:
    assert decided.ask(question).note == note


def test_it_is_told_by_the_command_and_the_page_and_in_json(decided: Library, call: Call) -> None:
    said = "By a curator's correction, vertigo stands for dizziness."
    at = ("--home", str(decided.home))
    code, out, _ = call(*at, "ask", "what helps vertigo")
    assert code == 0 and said in out and "Ginger can help against vertigo." in out
    assert json.loads(call(*at, "ask", "--json", "what helps vertigo")[1])["answer"]["note"] == said
    assert said in call(*at, "links", "vertigo", "dehydration")[1]
    client = create_app(decided).test_client()
    assert said.replace("'", "&#39;") in client.get("/ask?q=what+helps+vertigo").text
    assert client.get("/api/v1/ask?q=what+helps+vertigo").get_json()["answer"]["note"] == said
