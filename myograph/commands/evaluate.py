"""`myograph evaluate`: how well was read."""

from __future__ import annotations

import json
from pathlib import Path

import click

from myograph.commands.shared import ENVIRONMENT, opened, show_json, with_home, with_json
from myograph.errors import GoldError
from myograph.plain import say_line


@click.command("evaluate", context_settings=ENVIRONMENT)
@click.argument("gold", type=click.Path(exists=True, dir_okay=False, readable=False, path_type=Path))
@with_home
@with_json
def command(gold: Path, home: Path, as_json: bool) -> None:
    """Compare what the library read with GOLD: JSON lines as `myograph export --format jsonl` prints them."""
    from graph.export import jsonl
    from ingest.evaluate import evaluate

    wanted = [
        _row(gold, number, line)
        for number, line in enumerate(gold.open(encoding="utf-8", errors="replace"), 1)
        if line.strip()
    ]
    with opened(home) as library, library.reading() as generation:
        found = [json.loads(line) for line in jsonl(generation.graph)]
    scores = evaluate(wanted, found)
    if as_json:
        show_json(
            [
                {
                    "name": s.name,
                    "gold": s.gold,
                    "found": s.found,
                    "precision": s.precision,
                    "recall": s.recall,
                    "f1": s.f1,
                }
                for s in scores
            ]
        )
        return
    click.echo(f"{'':16}{'gold':>6}{'found':>7}{'precision':>11}{'recall':>8}{'F1':>7}")
    for s in scores:
        say_line(f"{s.name:16}{s.gold:6}{s.found:7}{s.precision:11.3f}{s.recall:8.3f}{s.f1:7.3f}")


def _row(gold: Path, number: int, line: str) -> dict[str, object]:
    try:
        row = json.loads(line)
        missing = {"doc", "subject", "predicate", "object", "polarity"} - set(row)
    except (ValueError, TypeError) as error:
        raise GoldError(gold, number, str(error)) from error
    if missing:
        raise GoldError(gold, number, ", ".join(sorted(missing)))
    return dict(row)
