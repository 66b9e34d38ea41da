"""What is new: the articles and claims that one generation has and another had not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import Any, Final, NamedTuple

from flask import Blueprint, Response, render_template, request

from graph.changes import Changes, changes
from myograph.generation import Generation
from myograph.manifest import Entry
from search.jsonform import link_line
from web import params
from web.errors import FutureGenerationError
from web.render import LAST_GENERATION, pinned, reading, show, shown_graph, the_library, titles

news = Blueprint("news", __name__)
SHOWN: Final = 200  # of each kind


class Articles(NamedTuple):
    """The articles that were added, whose text is another, and that are gone; by title."""

    added: tuple[Entry, ...]
    changed: tuple[Entry, ...]
    removed: tuple[Entry, ...]


@news.get("/new.atom")
@news.get("/new.json")
@news.get("/new")
def new() -> Response:
    """What is new in a generation (`to`) since another (`from`); as Atom: what was new in each that is kept."""
    if request.path.endswith(".atom"):
        return _feed()
    before, after = _ends()
    with reading(before) as old, reading(after) as fresh:
        articles = articles_between(old, fresh)
        said = changes(shown_graph(old).bare_links(), shown_graph(fresh).bare_links())
        return show(
            "new.html",
            lambda: _json(old, fresh, articles, said),
            old=old,
            fresh=fresh,
            articles=articles,
            said=said,
            shown=SHOWN,
            kept_generations=the_library().kept(),
            titles=titles(fresh.graph),
        )


def articles_between(old: Generation, fresh: Generation) -> Articles:
    """What changed among the articles, by their names and what their files hold."""
    before, after = old.manifest.by_name(), fresh.manifest.by_name()
    changed = [one for name, one in after.items() if name in before and before[name].sha256 != one.sha256]
    return Articles(
        _titled(one for name, one in after.items() if name not in before),
        _titled(changed),
        _titled(one for name, one in before.items() if name not in after),
    )


def _titled(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    return tuple(sorted(entries, key=lambda one: (one.title.casefold(), one.id)))


def _ends() -> tuple[int, int]:
    """The two generations: those of the address, or the one that is shown and the one kept before it."""
    library = the_library()
    kept = library.kept()
    after = params.whole(request.args, "to", 0, LAST_GENERATION) or pinned() or library.current()
    if not after:
        raise FutureGenerationError(1, kept)
    earlier = [number for number in kept if number < after]
    before = params.whole(request.args, "from", 0, LAST_GENERATION) or max(earlier, default=after)
    return before, after


class _News(NamedTuple):
    """What an entry of the feed tells."""

    number: int
    since: int
    created: str
    articles: Articles


def _feed() -> Response:
    """The feed: an entry for each generation that is kept, with what it has more than the one before."""
    library = the_library()
    kept = [number for number in library.kept() if number <= (library.current() or 0)]
    entries = [_entry(before, after) for before, after in pairwise(kept)]
    updated = entries[-1].created if entries else library.manifest().created
    feed = render_template(
        "new.xml", entries=entries[::-1], updated=updated, here=request.base_url, base=library.settings.base
    )
    return Response(feed, content_type="application/atom+xml; charset=utf-8")


def _entry(before: int, after: int) -> _News:
    with reading(before) as old, reading(after) as fresh:
        return _News(after, before, fresh.manifest.created, articles_between(old, fresh))


def _json(old: Generation, fresh: Generation, articles: Articles, said: Changes) -> Mapping[str, Any]:
    return {
        "from": _generation(old),
        "to": _generation(fresh),
        "documents": {
            kind: [{"id": one.id, "name": one.name, "title": one.title} for one in entries]
            for kind, entries in articles._asdict().items()
        },
        "claims": {
            "appeared": [link_line(link) for link in said.appeared],
            "gone": [link_line(link) for link in said.gone],
            "shifted": [{"before": link_line(one.before), "after": link_line(one.after)} for one in said.shifted],
        },
    }


def _generation(one: Generation) -> Mapping[str, Any]:
    return {"generation": one.number, "created": one.manifest.created}
