"""Views: what pages of others can show of the library, each by the addresses of its page, its frame and its picture."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

from flask import request
from werkzeug.datastructures import MultiDict

from graph.showing.style import Theme
from graph.sieve import Sieve
from web import params
from web.errors import BadParameterError
from web.filters import given, sieve_of
from web.render import LAST_GENERATION, the_library, the_settings


class Kind(StrEnum):
    """What a view is about: two names and what links them, a question, one concept, or what one article says."""

    LINKS = "links"
    ASK = "ask"
    CONCEPT = "concept"
    DOCUMENT = "document"


ASKED = {Kind.LINKS: ("from", "to"), Kind.ASK: ("q",), Kind.CONCEPT: (), Kind.DOCUMENT: ()}
FILTERS = ("sources", "certainty", "through", "avoid", "predicates")
CHOICES = (*FILTERS, "provisional", "generation")  # which links are shown
LOOKS = ("theme", "lang")  # how they are
THEMES = tuple(theme.value for theme in Theme)
Check = Callable[[Mapping[str, str], str], str]  # from the parameters and a name to the value, "" where it says nothing
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
_PLACE = re.compile(
    r"(?:/embed|/graph)?/(?:(links|ask)|(concept|document)/([A-Za-z0-9_-]+?))(?:\.(?:html|svg|png|json))?", re.ASCII
)


@dataclass(frozen=True, slots=True)
class View:
    """One view. `about`: the id of a concept or of an article, or ""; `asked`, `choices`, `looks`: the parameters that
    its addresses have.
    """

    kind: Kind
    about: str = ""
    asked: Mapping[str, str] = field(default_factory=dict)
    choices: Mapping[str, str] = field(default_factory=dict)
    looks: Mapping[str, str] = field(default_factory=dict)

    @property
    def page(self) -> str:
        """The whole address of the page that shows it."""
        return self._address("", "", {})

    @property
    def address(self) -> str:
        """The same with how it is to look: what oEmbed is asked for."""
        return self._address("", "", self.looks)

    @property
    def frame(self) -> str:
        """The whole address of the page that stands in frames."""
        return self._address("/embed", "", self.looks)

    @property
    def file(self) -> str:
        """The whole address of its download: one file that needs no other."""
        return self._address("/embed", ".html", {**self.looks, "download": "yes"})

    def picture(self, form: str, more: Mapping[str, str] = MappingProxyType({})) -> str:
        """The whole address of its picture, as "svg" or "png", with `more` parameters."""
        theme = {name: value for name, value in self.looks.items() if name == "theme"}
        return self._address("/graph", f".{form}", {**theme, **more})

    @property
    def number(self) -> int | None:
        """The generation that it shows for good; None for whichever is the published one."""
        return int(self.choices["generation"]) if "generation" in self.choices else None

    @property
    def sieve(self) -> Sieve:
        """What its links are held to."""
        return sieve_of(MultiDict(self.choices))

    def leading(self, path: str, fragment: str = "", more: Mapping[str, str] = MappingProxyType({})) -> str:
        """The whole address of another page of ours, in the generation of the view, with `more` parameters."""
        kept = {name: self.choices[name] for name in ("provisional", "generation") if name in self.choices} | {**more}
        return f"{service()}/{path}" + (f"?{urlencode(kept)}" if kept else "") + (f"#{fragment}" if fragment else "")

    def _address(self, room: str, suffix: str, looks: Mapping[str, str]) -> str:
        given = {**self.asked, **self.choices, **looks}
        name = f"{self.kind}/{self.about}" if self.about else str(self.kind)
        # quoted so that it stays whole where people paste it: Markdown ends an address at a bracket
        return f"{service()}/{room.strip('/')}{'/' if room else ''}{name}{suffix}" + (
            f"?{urlencode(given, quote_via=quote)}" if given else ""
        )


def service() -> str:
    """Where the service is, as the client reached it; without a slash at the end."""
    return request.host_url.rstrip("/") + request.root_path


def view_at(path: str, args: MultiDict[str, str]) -> View | None:
    """The view that a page, a frame or a picture of ours shows; None where it is another page.

    `path`: below the service. Raises BadParameterError.
    """
    place = _PLACE.fullmatch(path)
    if place is None:
        return None
    kind = Kind(place[1] or place[2])
    limit = the_settings().question_length
    asked = {name: params.text(args, name, limit) for name in ASKED[kind]}
    if not all(asked.values()):
        return None
    return View(kind, place[3] or "", asked, *options(args))


def options(args: MultiDict[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """Which links are to be shown, and how: those of the parameters that say so. Raises BadParameterError."""
    filters = given(sieve_of(args))
    said = {name: one if isinstance(one, str) else ",".join(one) for name, one in filters.items()}
    return said | _given(args, ("provisional", "generation")), _given(args, LOOKS)


def view_here() -> View | None:
    """The view of the page that is asked for. Raises BadParameterError."""
    return view_at(request.path, request.args)


def view_of(url: str) -> View | None:
    """The view at a whole address; None where it is not ours. Raises BadParameterError."""
    try:
        parts = urlsplit(url)
        host = parts.netloc.rpartition("@")[2]
    except ValueError:  # not an address
        return None
    if parts.scheme not in {"http", "https"} or host.lower() not in _hosts():
        return None
    return view_at(_below(parts.path), MultiDict(parse_qsl(parts.query)))


def _hosts() -> set[str]:
    """The names of this service: as it was reached, and as its IRIs begin."""
    return {request.host.lower(), urlsplit(the_library().settings.base).netloc.lower()}


def _below(path: str) -> str:
    """A path without what the service stands below."""
    for root in (request.root_path, urlsplit(the_library().settings.base).path.rstrip("/")):
        if root and path.startswith(f"{root}/"):
            return path.removeprefix(root)
    return path


def _given(args: Mapping[str, str], names: tuple[str, ...]) -> dict[str, str]:
    """Those of the parameters that are given, each of them checked."""
    return {name: value for name in names if (value := _CHECKS[name](args, name))}


def _number(last: int) -> Check:
    return lambda args, name: str(params.whole(args, name, 0, last) or "")


def _word(*allowed: str) -> Check:
    """A check for one of some words; the first is what holds anyway."""
    return lambda args, name: "" if (word := params.choice(args, name, allowed)) == allowed[0] else word


def _language(args: Mapping[str, str], name: str) -> str:
    wanted = params.text(args, name, 40)
    if wanted and not _LANGUAGE.fullmatch(wanted):
        raise BadParameterError(name, wanted, "a language, as en or pt-BR")
    return wanted


_CHECKS: Mapping[str, Check] = {
    "generation": _number(LAST_GENERATION),
    "provisional": _word("yes", "no"),
    "theme": _word(*THEMES),
    "lang": _language,
}
