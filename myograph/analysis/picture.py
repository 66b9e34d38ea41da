"""A picture of links, as the pages of the service draw it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from graph.showing.draw import draw
from graph.showing.parts import Drawing


@dataclass(frozen=True, slots=True, repr=False)
class Picture:
    """A picture that shows itself in a notebook; `svg` is its text."""

    drawing: Drawing

    @property
    def svg(self) -> str:
        """The picture as an SVG document of its own, with links, a title and a description."""
        key = sha256(repr(self.drawing).encode("utf-8", "surrogatepass")).hexdigest()[:8]
        return draw(replace(self.drawing, key=f"g{key}"), alone=True)  # a notebook has many pictures on one page

    def save(self, path: Path | str) -> None:
        """Write the picture into a file."""
        Path(path).write_text(self.svg, encoding="utf-8")

    def __repr__(self) -> str:
        return f"<{self.drawing.title}: a picture>"

    def _repr_svg_(self) -> str:
        return self.svg


def pictured(drawing: Drawing) -> Picture | None:
    """The picture of what there is to draw; None where there is nothing."""
    return Picture(drawing) if drawing.edges else None


def inline(picture: Picture | None) -> str:
    """The picture as it may stand among other HTML."""
    return f'<div style="overflow-x: auto">{picture.svg}</div>' if picture else ""
