"""A persona's poster in; how large its type is, what stands where and what stays off, out.

The parts of the top and the foot are laid out once, and the blocks at the few type sizes that are
tried (`persona_measures`); all that lies between is arithmetic on heights (`hero`, `packing`,
`persona_sizes`, `persona_choice`, `persona_places`), in units of 1 % of the page's width; the sheet
itself is laid out last, and verified. One fit serves every size of paper: a sheet is laid out on
A2, and other papers are its exact reduction by √2.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from affiche.errors import Kind, Problem
from affiche.pages.persona.poster import Block
from affiche.pages.plan import Sheet
from affiche.sheets import Fitted, UnfitError
from affiche.sheets.layout import boxes
from affiche.sheets.persona.choice import Chosen, Frame, choose, ranked
from affiche.sheets.persona.hero import NAME_LEAST, POINT
from affiche.sheets.persona.measures import BLANK, REFERENCE, Measurer, any_assumed
from affiche.sheets.persona.places import arrange
from affiche.sheets.persona.sizes import ladder, sizes_of

if TYPE_CHECKING:
    from affiche.sheets.layout.typeset import Typesetter

__all__ = ["ALIKE", "BLANK", "REFERENCE", "any_assumed", "fit", "ranked", "sizes_of"]

ALIKE = True
TRIES = 8
# How the template names the part of the top with words in it.
WHO = "who"
SHORTEN = "Shorten the texts, or choose what goes on it with `poster: {{blocks: [goals, pains]}}`."
SMALL = "the name stands on the poster in {points} pt (on A2), and {least} is read from the door"
SMALL_HINT = "Shorten the name; what stands behind a comma goes below it."
DETAIL = (
    "Write `poster: {{profile: detail}}`, which has room for all of it, shorten the texts, or "
    "choose what goes on it with `poster: {{blocks: [goals, pains]}}`."
)


def fit(sheet: Sheet, typesetter: Typesetter) -> Fitted:
    """The sheet with the largest type at which everything fits, else with whole blocks left off.

    Raises AfficheError when even the top alone cannot be verified: that is our fault.
    """
    measurer = Measurer(sheet, typesetter)
    parts, ground = measurer.parts()
    frame = Frame(parts, ground, measurer.poster)
    blocks: Sequence[Block] = measurer.ranked
    sizes: Sequence[float] = ladder(sheet.profile)
    found: tuple[boxes.Fault, ...] = ()
    for _ in range(TRIES):
        chosen = replace(choose(blocks, frame, measurer, sizes), whole=measurer.ranked)
        whole = {**arrange(chosen, measurer), "lines": measurer.lines}
        document = measurer.lay(**whole)
        found = boxes.faults(document)
        if not found:
            problems = tuple(_problems(sheet, chosen, measurer, whole["name"]["size"]))
            return Fitted(document, chosen.titles, problems, measurer.whole(whole))
        frame, sizes, blocks = _eased(found, frame, sizes, chosen)
    raise UnfitError(f"{sheet.path}: does not fit: {'; '.join(map(str, found[:5]))}")


def _eased(
    found: Sequence[boxes.Fault], frame: Frame, sizes: Sequence[float], chosen: Chosen
) -> tuple[Frame, Sequence[float], Sequence[Block]]:
    """What to try after a layout with faults: more room at the top when they are there, else a
    smaller size, else a block less."""
    shown = chosen.shown
    top = [fault.depth for fault in found if fault.rule == "block" and WHO in fault.what]
    if top:
        parts = replace(frame.parts, extra=frame.parts.extra + max(top) + 0.2)
        return replace(frame, parts=parts), sizes, shown
    smaller = [size for size in sizes if size < chosen.choice.body]
    return frame, smaller or sizes, shown if smaller else shown[:-1]


def _problems(sheet: Sheet, chosen: Chosen, measurer: Measurer, name: float) -> Iterator[Problem]:
    """What stays off, how much that is, and what helps; a name that is too small."""
    if chosen.left:
        what = "the poster has no room for {titles}: {words} words too many"
        hint = DETAIL if _detail_takes_all(sheet, chosen, measurer) else SHORTEN
        values = {"titles": chosen.titles, "words": chosen.words}
        yield Problem(Kind.WARNING, "left-off", sheet.source, what, hint, values)
    if name < NAME_LEAST:
        letters = {"points": round(name / POINT), "least": 90}
        yield Problem(Kind.WARNING, "small-name", sheet.source, SMALL, SMALL_HINT, letters)


def _detail_takes_all(sheet: Sheet, chosen: Chosen, measurer: Measurer) -> bool:
    """Whether the other profile has room for everything."""
    if sheet.profile != "wall":
        return False
    return not choose(chosen.whole, chosen.frame, measurer, ladder("detail")).left
