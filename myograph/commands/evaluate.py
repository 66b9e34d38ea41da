"""`myograph evaluate`: how well was read."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

import click

from graph.model import Problem
from myograph.commands.shared import ENVIRONMENT, opened, show_json, show_problems, with_home, with_json
from myograph.plain import say_line

if TYPE_CHECKING:
    from graph.model import Reading
    from ingest.evaluate import Claim, Row, Score, Share
    from ingest.knowledge import Knowledge
    from myograph.scan import Found
    from myograph.trial import Trial

_QUOTED = 160  # characters of a passage behind a wrong claim
_FILE = click.Path(exists=True, dir_okay=False, readable=False, path_type=Path)


@click.command("evaluate", context_settings=ENVIRONMENT)
@click.argument("gold", type=_FILE)
@click.option(
    "--texts",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The folder with GOLD's articles, to be read afresh; no library is needed.",
)
@click.option(
    "--optional",
    type=_FILE,
    help="Claims that count neither way, because judges differ; by default the file of GOLD's name with _optional.",
)
@click.option("--misses", type=click.IntRange(min=0), default=0, help="Show so many false and so many missed claims.")
@with_home
@with_json
@click.pass_context
def command(
    ctx: click.Context, gold: Path, texts: Path | None, optional: Path | None, misses: int, home: Path, as_json: bool
) -> None:
    """Compare what was read with GOLD: JSON lines as `myograph export --format jsonl` prints them.

    Without --texts, what the library read; with it, its articles are read afresh, with the library's added vocabularies
    if there is a library.
    """
    from myograph.gold import read_gold, read_optional

    wanted, spare = read_gold(gold), read_optional(gold, optional)
    trial, problems = _read_afresh(texts, home, wanted, spare) if texts else _from_library(home, wanted, spare)
    if as_json:
        show_json(_facts(trial, misses))
    else:
        _print(trial, misses)
    show_problems(problems)
    ctx.exit(1 if problems else 0)


def _from_library(home: Path, gold: Sequence[Row], optional: Sequence[Row]) -> tuple[Trial, tuple[Problem, ...]]:
    from graph.export import jsonl
    from ingest.evaluate import Share, compare, document_of
    from myograph.trial import Trial

    with opened(home) as library, library.reading() as generation:
        found = [json.loads(line) for line in jsonl(generation.graph)]
        held = {PurePath(source.name).name for source in generation.graph.documents()}
    problems = tuple(_absent(name, str(home)) for name in sorted({document_of(row) for row in gold} - held))
    return Trial(compare(gold, found, optional), (), Share(0, 0)), problems


def _read_afresh(
    texts: Path, home: Path, gold: Sequence[Row], optional: Sequence[Row]
) -> tuple[Trial, tuple[Problem, ...]]:
    from ingest.documents import SUFFIXES
    from ingest.evaluate import document_of
    from ingest.knowledge import load_knowledge
    from myograph.additions import additions_in
    from myograph.corrections import curation_in
    from myograph.scan import scan
    from myograph.trial import trial, unquoted

    names = {document_of(row) for row in gold}
    files = {PurePath(found.name).name: found for found in reversed(scan([texts], SUFFIXES).found)}
    knowledge = load_knowledge(additions_in(home), curation_in(home))
    readings, problems = _readings([files[name] for name in sorted(names & set(files))], knowledge)
    absent = tuple(_absent(name, str(texts)) for name in sorted(names - set(files)))
    unsaid = tuple(_unsaid(name, quote) for name, quote in unquoted(gold, readings))
    return trial(readings, knowledge, gold, optional), (*problems, *absent, *unsaid)


def _readings(files: Iterable[Found], knowledge: Knowledge) -> tuple[dict[str, Reading], tuple[Problem, ...]]:
    from ingest.pipeline import read
    from myograph.onefile import article

    readings: dict[str, Reading] = {}
    problems: tuple[Problem, ...] = ()
    for file in files:
        document, wrong = article(file.path)
        problems += wrong
        if document is not None:
            readings[file.path.name] = read(document, knowledge)
    return readings, problems


def _absent(name: str, where: str) -> Problem:
    what = f"The gold file speaks of {name}, which is not there, so all its claims count as missed"
    return Problem(what, where, "Add the article, or take its lines out of the gold file.")


def _unsaid(name: str, quote: str) -> Problem:
    shown = " ".join(quote.split())
    what = f"The gold file quotes what the article does not say: {shown[:_QUOTED]!r}"
    return Problem(what, name, "Copy the passage from the article; till then its place cannot be compared.")


def _print(trial: Trial, misses: int) -> None:
    compared = trial.compared
    click.echo(f"{'':16}{'gold':>6}{'found':>7}{'precision':>11}{'recall':>8}{'F1':>7}")
    for s in compared.scores():
        say_line(f"{s.name:16}{s.gold:6}{s.found:7}{s.precision:11.3f}{s.recall:8.3f}{s.f1:7.3f}")
    certainty, passages = compared.certainty(), compared.passages()
    if certainty.of:
        click.echo(f"Certainty is right on {_shown(certainty)} of the right ones.")
    if passages.of:
        click.echo(f"The passage is right on {_shown(passages)} of the right ones.")
    if compared.spared:
        click.echo(f"{len(compared.spared)} more were found that judges differ on.")
    if trial.misplaced.of:
        click.echo(f"Offsets are wrong on {trial.misplaced.part} of {trial.misplaced.of} quotes.")
    for title, claims in (("FALSE", compared.false), ("MISSED", compared.missed)):
        for claim in claims[:misses]:
            say_line(f"{title}  {' | '.join(_parts(claim, trial))}")


def _shown(share: Share) -> str:
    return f"{share.value:.3f} ({share.part} of {share.of})"


def _parts(claim: Claim, trial: Trial) -> list[str]:
    fact = _fact(claim, trial)
    said = f"{fact['subject']} {fact['predicate']} {fact['object']} {fact['polarity']}"
    quote = " ".join(str(fact["quote"]).split())[:_QUOTED]
    return [str(part) for part in (fact["doc"], said, fact["cause"], quote) if part]


def _facts(trial: Trial, misses: int) -> dict[str, object]:
    compared = trial.compared
    facts: dict[str, object] = {
        "scores": [_score(score) for score in compared.scores()],
        "certainty": _share(compared.certainty()),
        "passages": _share(compared.passages()),
        "optional": len(compared.spared),
    }
    if trial.misplaced.of:
        facts["misplaced"] = {"wrong": trial.misplaced.part, "of": trial.misplaced.of}
    if misses:
        facts["false"] = [_fact(claim, trial) for claim in compared.false[:misses]]
        facts["missed"] = [_fact(claim, trial) for claim in compared.missed[:misses]]
    return facts


def _score(score: Score) -> dict[str, object]:
    counts = {"name": score.name, "gold": score.gold, "found": score.found}
    return {**counts, "precision": score.precision, "recall": score.recall, "f1": score.f1}


def _share(share: Share) -> dict[str, object]:
    return {"right": share.part, "of": share.of, "share": share.value}


def _fact(claim: Claim, trial: Trial) -> dict[str, object]:
    from ingest.evaluate import names_of

    row = claim.rows[0]
    case = next((case for case in trial.cases if case.claim is claim), None)
    return {
        "doc": claim.key[0],
        "subject": names_of(row["subject"])[0],
        "predicate": row["predicate"],
        "object": names_of(row["object"])[0],
        "polarity": row["polarity"],
        "certainty": row.get("certainty", ""),
        "quote": row.get("quote", ""),
        "cause": case.cause.value if case else "",
        "note": case.note if case else "",
    }
