"""`myograph check`: what would be read from a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from myograph.commands.shared import ENVIRONMENT, show_json, show_problems, with_json

if TYPE_CHECKING:
    from rich.text import Text

    from graph.model import Assertion, Concept, Document, Problem, Reading, Sentence
    from ingest.knowledge import Knowledge


@click.command("check", context_settings=ENVIRONMENT)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, readable=False, path_type=Path))
@click.option("--max-bytes", type=click.IntRange(min=1), help="The largest file that is read.")
@with_json
@click.pass_context
def command(ctx: click.Context, file: Path, max_bytes: int | None, as_json: bool) -> None:
    """Show what would be read from FILE: its sentences with the names found [in brackets] and what they say.

    No library is needed, and nothing is stored.
    """
    from graph.export import assertion_rows
    from ingest.knowledge import load_knowledge
    from ingest.pipeline import read
    from myograph.errors import placed

    knowledge = load_knowledge()
    document, problems = _document(file, max_bytes)
    if document is None:
        show_problems(problems)
        ctx.exit(1)
    reading = read(document, knowledge)
    problems += tuple(placed(problem, file.name, str(file)) for problem in reading.problems)
    if as_json:
        own = {concept.id: concept for concept in reading.concepts}
        rows = assertion_rows(reading, {**knowledge.vocabulary.concepts, **own})
        show_json({"name": document.name, "title": document.title, "assertions": list(rows)})
    else:
        _draw(reading, knowledge)
    show_problems(problems)
    ctx.exit(1 if problems else 0)


def _document(file: Path, max_bytes: int | None) -> tuple[Document | None, tuple[Problem, ...]]:
    """The article in a file, if it can be read, and what is wrong with it."""
    from ingest.documents import LIMIT, read_document
    from ingest.errors import UnreadableFileError
    from myograph.errors import placed, problem_of, unreadable

    try:
        document, problems = read_document(file.name, file.read_bytes(), max_bytes or LIMIT)
    except OSError as error:
        return None, (unreadable(str(file), error),)
    except UnreadableFileError as error:
        return None, (placed(problem_of(error), file.name, str(file)),)
    return document, tuple(placed(problem, file.name, str(file)) for problem in problems)


def _draw(reading: Reading, knowledge: Knowledge) -> None:
    from myograph.drawing import put
    from myograph.terminal import screen

    console = screen()
    concepts = {**knowledge.vocabulary.concepts, **{concept.id: concept for concept in reading.concepts}}
    console.print(reading.document.title, style="bold")
    for sentence in reading.sentences:
        put(console, _sentence(reading, sentence))
        for assertion in reading.assertions:
            for evidence in assertion.evidence:
                if sentence.span.holds(evidence.passage):
                    put(console, _claim(assertion, concepts, evidence.rule), 4)
    passages = sum(len(assertion.evidence) for assertion in reading.assertions)
    names = len({mention.concept for mention in reading.mentions})
    console.print(f"{len(reading.sentences)} sentences, {names} concepts, {passages} claims")


def _sentence(reading: Reading, sentence: Sentence) -> Text:
    from rich.text import Text

    from graph.emphasis import Shown

    first, last = sentence.span.start, sentence.span.end
    seen = Shown(reading.document.text[first:last])
    line = Text("", "bold" if sentence.kind.value == "heading" else "")
    at = first
    for mention in reading.mentions:
        if sentence.span.holds(mention.span) and mention.span.start >= at:
            line.append(seen.cut(at - first, mention.span.start - first).replace("\n", " "))
            line.append(f"[{mention.surface}]", "bold green")
            at = mention.span.end
    line.append(seen.cut(at - first, last - first).replace("\n", " "))
    return line


def _claim(assertion: Assertion, concepts: dict[str, Concept], rule: str) -> Text:
    from rich.text import Text

    from myograph.drawing import stance, verb

    subject, object_ = (concepts[end].label for end in (assertion.subject, assertion.object))
    line = Text(f"→ {subject} ──{verb(assertion.predicate)}──▶ {object_}", "cyan")
    for word in stance(assertion):
        line.append(f" {word}", "bold red" if word.isupper() else "yellow")
    line.append(f"  ({rule})", "dim")
    return line
