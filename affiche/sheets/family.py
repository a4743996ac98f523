"""The family poster in; a grid of cards that fills the sheet, in the largest type, out.

Rows are as even as can be, the shorter first, where the most important personas stand larger. A
card that is too full at the least size loses its quote, then its tagline; a name always stands.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from affiche.errors import Kind, Problem
from affiche.pages.family import Member
from affiche.pages.plan import Sheet
from affiche.sheets import Fitted, UnfitError, boxes
from affiche.sheets.hero import HEIGHT

if TYPE_CHECKING:
    from affiche.sheets.typeset import Typesetter

ALIKE = False
MARGIN, WIDTH, GAP, PAD = 5.0, 90.0, 1.8, 1.6
# Above and below the grid; how many there may be, and by how many they stand side by side.
HEAD, FOOT, MOST = 18.0, 6.5, 20
ACROSS = ((3, 1), (8, 2), (15, 3), (MOST, 4))
# Sizes of the text; 1.22 is 14.5 pt on A2.
SIZES = (3.2, 2.8, 2.4, 2.1, 1.85, 1.65, 1.45, 1.32, 1.22)
# The portrait: at least this share of a card, beside the text when the card is so wide.
FACE, FACE_BESIDE, WIDE = 0.4, 0.36, 1.35
BLANK: dict[str, Any] = {
    "stage": "sheet", "height": HEIGHT, "body": 2.0, "cards": (), "head": HEAD, "foot": FOOT,
    "margin": MARGIN, "pad": PAD, "beyond": (), "level": {},
}  # fmt: skip
REFERENCE: dict[str, Any] = {**BLANK, "stage": "all"}


@dataclass(frozen=True)
class Card:
    """Where a member stands: its card, its face and its text, all from the card's corner."""

    member: int
    left: float
    top: float
    width: float
    height: float
    face: tuple[float, float]
    text: tuple[float, float, float, float]


def fit(sheet: Sheet, typesetter: Typesetter) -> Fitted:
    """The sheet. Raises AfficheError when the layout cannot be verified: that is our fault."""
    members: tuple[Member, ...] = sheet.data["members"]
    shown, beyond = members[:MOST], members[MOST:]
    cards = grid(len(shown))
    base = {**BLANK, "cards": cards, "beyond": [one.name for one in beyond]}
    for body in SIZES[_start(len(shown)) :]:
        level = {card.member: 2 for card in cards}
        texts = typesetter.lay(sheet, **{**base, "stage": "texts", "body": body})
        found = boxes.marked(texts, "id")
        full = [card for card in cards if found[f"t2-{card.member}"].height > card.text[3]]
        if full and body != SIZES[-1]:
            continue
        for card in full:
            less = found[f"t1-{card.member}"].height <= card.text[3]
            level[card.member] = 1 if less else 0
        document = typesetter.lay(sheet, **{**base, "body": body, "level": level})
        faults = boxes.faults(document)
        if not faults:
            return Fitted(document, tuple(base["beyond"]), _problems(sheet, beyond))
    raise UnfitError(f"{sheet.path}: {'; '.join(map(str, faults[:3]))}")


def _start(count: int) -> int:
    """With many cards the largest sizes are not worth trying."""
    return min(count // 3, 4)


def rows(count: int) -> tuple[int, ...]:
    """How many cards stand in each row: even, the shorter rows first. 5 is 2 and 3."""
    across = next(each for most, each in ACROSS if count <= most)
    number = -(-count // across)
    short, longer = divmod(count, number)
    return tuple(short + (row >= number - longer) for row in range(number))


def grid(count: int) -> tuple[Card, ...]:
    """A card for each of so many members, row by row, over the whole sheet."""
    lines = rows(count)
    free = HEIGHT - HEAD - FOOT - 2 * GAP
    height = (free - GAP * (len(lines) - 1)) / len(lines)
    beside = (WIDTH - GAP * (max(lines) - 1)) / max(lines) > WIDE * height
    found: list[Card] = []
    for row, across in enumerate(lines):
        width = (WIDTH - GAP * (across - 1)) / across
        for column in range(across):
            left, top = MARGIN + column * (width + GAP), HEAD + GAP + row * (height + GAP)
            face, text = _inside(width, height, beside)
            found.append(Card(len(found), left, top, width, height, face, text))
    return tuple(found)


def _inside(
    width: float, height: float, beside: bool
) -> tuple[tuple[float, float], tuple[float, float, float, float]]:
    """The face (width, height) in the card's corner, and the text beside or below it."""
    if beside:
        wide = max(FACE_BESIDE * width, min(height, 0.45 * width))
        return (wide, height), (wide + PAD, PAD, width - wide - 2 * PAD, height - 2 * PAD)
    tall = FACE * height
    return (width, tall), (PAD, tall + PAD, width - 2 * PAD, height - tall - 2 * PAD)


def _problems(sheet: Sheet, beyond: Sequence[Member]) -> tuple[Problem, ...]:
    """Who is not on it."""
    if not beyond:
        return ()
    what = "the family poster has no room for {titles}"
    hint = "It shows {most} personas, by their `priority`; the site shows all of them."
    values = {"titles": tuple(one.name for one in beyond), "most": MOST}
    return (Problem(Kind.WARNING, "left-off", sheet.source, what, hint, values),)
