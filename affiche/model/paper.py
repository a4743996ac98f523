"""Paper sizes: one row a size. ISO 216, millimetres, portrait."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pydantic import AfterValidator
from pydantic_core import PydanticCustomError


@dataclass(frozen=True)
class Paper:
    """A sheet's size in mm, portrait; `steps` counts halvings from A0 (each is √2 smaller)."""

    name: str
    width: float
    height: float
    steps: int


PAPERS = {
    paper.name: paper
    for paper in (
        Paper("a0", 841, 1189, 0),
        Paper("a1", 594, 841, 1),
        Paper("a2", 420, 594, 2),
        Paper("a3", 297, 420, 3),
        Paper("a4", 210, 297, 4),
        Paper("a5", 148, 210, 5),
        Paper("a6", 105, 148, 6),
    )
}
# A screen for a presentation: 16:9, as wide as office programs make it (13⅓ by 7½ inches).
SCREEN = Paper("16:9", 190.5, 338.6667, 4)
# What `posters:` in site.yaml may ask for.
PERSONA_PAPERS = ("a4", "a3", "a2", "a1")
JOURNEY_PAPERS = ("a3", "a2", "a1", "a0")
# What need not be made at all.
REVIEW_PAPERS = (*PERSONA_PAPERS, "none")
# What large sheets are printed on in parts, to be pasted together.
TILE_PAPERS = ("a4", "a3")


def lower(value: Any) -> Any:
    """A size as people write it: "A2" is a2."""
    return value.lower() if isinstance(value, str) else value


def lower_or_none(value: Any) -> Any:
    """The same, where somebody may say that they want none."""
    said = lower(value)
    return "none" if said == "geen" else said


def one_of(papers: tuple[str, ...]) -> AfterValidator:
    """A size of paper that these sheets are made on."""

    def known(value: str) -> str:
        if value not in papers:
            raise PydanticCustomError("paper_size", "no such size", {"sizes": papers})
        return value

    return AfterValidator(known)
