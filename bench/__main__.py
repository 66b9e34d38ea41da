"""`make bench`: everything that needs nothing but the corpus, over one unpacked copy and one library."""

from __future__ import annotations

import sys

from bench import ingest, pages, questions, reading, search, service, startup, vocabulary
from bench.corpus import opened, options


def main() -> None:
    given = options(__doc__ or "").parse_args()
    with opened(given) as corpus:
        for part in (reading, ingest, questions, startup, service):
            part.measure(corpus)
        vocabulary.measure(corpus, vocabulary.DEFAULT)
    search.measure()
    pages.measure()
    sys.exit(0)


if __name__ == "__main__":
    main()
