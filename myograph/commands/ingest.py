"""`myograph ingest`: read articles into the library."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path

import click

from myograph.commands.shared import ENVIRONMENT, show_json, show_problems, with_home, with_json
from myograph.plain import say_line


@click.command("ingest", context_settings=ENVIRONMENT)
@click.argument("paths", nargs=-1, required=True, type=click.Path(readable=False, path_type=Path))
@click.option("--prune", is_flag=True, help="Remove documents that are not among PATHS.")
@click.option("--jobs", type=click.IntRange(1, 64), help="Reading processes, by default two.")
@click.option("--max-bytes", type=click.IntRange(min=1), help="The largest file that is read.")
@click.option("--seconds-per-file", type=click.FloatRange(0, min_open=True), help="The longest reading, by default 60.")
@click.option("--base", help="For a new library: what its IRIs begin with, https://example.org/ for instance.")
@with_home
@with_json
@click.pass_context
def command(
    ctx: click.Context,
    paths: tuple[Path, ...],
    home: Path,
    prune: bool,
    jobs: int | None,
    max_bytes: int | None,
    seconds_per_file: float | None,
    base: str | None,
    as_json: bool,
) -> None:
    """Read files, and folders with all below them, into the library; it is made where there is none.

    What has not changed is skipped. What is wrong with a file is said, and the rest is read; the exit code is then 1.
    """
    from myograph.build import Options, ingest
    from myograph.founding import stands, take_away, tidy
    from myograph.library import Library
    from myograph.terminal import watching

    defaults = Options()
    options = Options(
        prune=prune,
        jobs=jobs or defaults.jobs,
        limit=max_bytes or defaults.limit,
        seconds=seconds_per_file or defaults.seconds,
    )
    new = not stands(home)
    library = Library.open(home, create=True, base=base)
    with tidy(home) if new else nullcontext(), watching() as progress:
        report = ingest(library, paths, options, progress)
    if new and report.generation is None:
        take_away(home)
    show_problems(report.problems)
    if as_json:
        show_json(
            {
                "generation": report.generation,
                "added": report.added,
                "changed": report.changed,
                "removed": report.removed,
                "unchanged": report.unchanged,
                "corrections": report.corrections,
                "problems": [{"what": p.what, "where": p.where, "mend": p.mend} for p in report.problems],
            }
        )
    else:
        parts = ("added", "changed", "removed", "unchanged")
        counts = ", ".join(f"{len(getattr(report, part)):,} {part}" for part in parts)
        where = f"generation {report.generation} of {home}" if report.generation else "nothing is published yet"
        say_line(f"{counts}; {where}.")
        if report.corrections is not None:
            say_line(f"The corrections have changed: all articles were read with {report.corrections:,} of them.")
    ctx.exit(1 if report.problems else 0)
