"""How much of what judges marked is found, and how much of what is found they marked: precision and recall.

    python -m bench.accuracy TEXTS GOLD...

TEXTS: a folder of articles; GOLD: files with a JSON object a line: doc, subject [names], predicate, object [names],
polarity. The articles are ingested into a library of their own, exported, and compared.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path
from typing import Any

from bench.corpus import environment
from bench.measure import Figure, Report, run
from graph.export import jsonl
from ingest.evaluate import evaluate
from myograph.library import Library


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m bench.accuracy", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("texts", type=Path)
    parser.add_argument("gold", type=Path, nargs="+")
    given = parser.parse_args()
    found = _found(given.texts)
    for path in given.gold:
        gold = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
        report = Report(f"accuracy-{path.parent.name}-{path.stem}", {"texts": given.texts.name, "claims": len(gold)})
        for score in evaluate(gold, found):
            note = f"precision {score.precision:.3f}, recall {score.recall:.3f}; gold {score.gold}, found {score.found}"
            report.add(Figure(score.name, score.f1, "F1", note=note))
        report.write()


def _found(texts: Path) -> list[dict[str, Any]]:
    """What Myograph finds in the articles of a folder."""
    with tempfile.TemporaryDirectory(prefix="myograph-bench-") as temporary:
        home = Path(temporary) / "library"
        command = (sys.executable, "-m", "myograph.cli", "ingest", texts.absolute(), "--home", home)
        run(*command, env=environment())
        library = Library.open(home)
        with library.reading() as generation:
            rows = [json.loads(line) for line in jsonl(generation.graph)]
        library.close()
    return rows


if __name__ == "__main__":
    main()
