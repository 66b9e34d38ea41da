"""`myograph status`: what the library holds."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from myograph.commands.shared import ENVIRONMENT, opened, show_json, with_home, with_json
from myograph.plain import say_line


@click.command("status", context_settings=ENVIRONMENT)
@with_home
@with_json
def command(home: Path, as_json: bool) -> None:
    """Say what the library holds, what was corrected in it, which generations are kept, and who is writing."""
    from myograph.curators.standing import summary
    from myograph.manifest import read_manifest

    with opened(home) as library:
        status = library.status()
        manifest = read_manifest(library.folder(status.current)) if status.current is not None else None
        corrected = summary(library)
    facts: dict[str, object] = {
        "home": str(status.home),
        "base": status.base,
        "generation": status.current,
        "kept": list(status.kept),
        "writer": status.writer,
        "bytes": status.size,
        "created": manifest.created if manifest else None,
        "seconds": manifest.seconds if manifest else None,
        "myograph": manifest.myograph if manifest else None,
        "counts": dict(manifest.counts) if manifest else {},
        "corrections": asdict(corrected),
    }
    if as_json:
        show_json(facts)
        return
    say_line(f"Library     {status.home}")
    say_line(f"Base IRI    {status.base}")
    if manifest:
        kept = ", ".join(map(str, status.kept))
        say_line(f"Generation  {status.current} of {manifest.created} (kept: {kept})")
        say_line("Holds       " + ", ".join(f"{number:,} {what}" for what, number in manifest.counts.items()))
    else:
        say_line("Generation  none yet")
    if not corrected.is_empty:
        for line in corrected.lines():
            say_line(line)
    say_line(f"Size        {status.size / 1e6:,.1f} MB")
    say_line(f"Writer      {status.writer or 'none'}")
