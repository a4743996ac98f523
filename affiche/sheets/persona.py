"""A persona's poster in; how large its type is, what stands where and what stays off, out.

The parts of the top and the foot are laid out once, and the blocks at the few type sizes that are
tried (`persona_measures`); all that lies between is arithmetic on heights (`hero`, `packing`,
`persona_choice`, `persona_places`), in units of 1 % of the page's width; the sheet itself is laid
out last, and verified. One fit serves every size of paper: a sheet is laid out on A2, and other
papers are its exact reduction by √2.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from affiche.errors import Kind, Problem
from affiche.pages.plan import Sheet
from affiche.pages.posters import Block
from affiche.sheets import Fitted, UnfitError, boxes
from affiche.sheets.persona_choice import Choice, Frame, choose, ladder, ranked, sizes_of
from affiche.sheets.persona_measures import BLANK, REFERENCE, Measurer, any_assumed
from affiche.sheets.persona_places import arrange

if TYPE_CHECKING:
    from affiche.sheets.typeset import Typesetter

__all__ = ["ALIKE", "BLANK", "REFERENCE", "any_assumed", "fit", "ranked", "sizes_of"]

ALIKE = True
TRIES = 8
# How the template names the part of the top with words in it.
WHO = "who"


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
        choice, shown, chosen = choose(blocks, frame, measurer, sizes)
        left = tuple(block for block in measurer.ranked if block not in shown)
        whole = {**arrange(shown, left, choice, chosen, measurer), "lines": measurer.lines}
        document = measurer.lay(**whole)
        found = boxes.faults(document)
        if not found:
            titles = tuple(block.title for block in left)
            return Fitted(document, titles, _problems(sheet, left), measurer.whole(whole))
        frame, sizes, blocks = _eased(found, frame, sizes, choice, shown)
    raise UnfitError(f"{sheet.path}: does not fit: {'; '.join(map(str, found[:5]))}")


def _eased(
    found: Sequence[boxes.Fault],
    frame: Frame,
    sizes: Sequence[float],
    choice: Choice,
    shown: Sequence[Block],
) -> tuple[Frame, Sequence[float], Sequence[Block]]:
    """What to try after a layout with faults: more room at the top when they are there, else a
    smaller size, else a block less."""
    top = [fault.depth for fault in found if fault.rule == "block" and WHO in fault.what]
    if top:
        parts = replace(frame.parts, extra=frame.parts.extra + max(top) + 0.2)
        return replace(frame, parts=parts), sizes, shown
    smaller = [size for size in sizes if size < choice.body]
    return frame, smaller or sizes, shown if smaller else shown[:-1]


def _problems(sheet: Sheet, left: Sequence[Block]) -> tuple[Problem, ...]:
    """What stays off, how much that is, and what helps."""
    if not left:
        return ()
    what = "the poster has no room for {titles}: {words} words too many"
    hint = "Shorten the texts, or choose what goes on it with `poster: {{blocks: [goals, pains]}}`."
    if sheet.profile == "wall":
        hint = (
            "Write `poster: {{profile: detail}}`, which takes twice as many words, shorten the "
            "texts, or choose what goes on it with `poster: {{blocks: [goals, pains]}}`."
        )
    values = {
        "titles": tuple(block.title for block in left),
        "words": sum(block.words for block in left),
    }
    return (Problem(Kind.WARNING, "left-off", sheet.source, what, hint, values),)
