"""The family poster in; a grid of cards that fills the sheet, in the largest type, out.

The type is as large as most cards can have whole. A card that is too full then loses its quote,
then its line; a very long name gets smaller, and at last an ellipsis, but it always stands.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import inf
from typing import TYPE_CHECKING, Any

from affiche.directions import direction
from affiche.errors import Kind, Problem
from affiche.pages.persona.family import Member
from affiche.pages.plan import Sheet
from affiche.sheets import Fitted, UnfitError
from affiche.sheets.desk.family.grid import FACE_MOST, FOOT, HEAD, MARGIN, MOST, PAD, Card, grid
from affiche.sheets.layout import boxes
from affiche.sheets.persona.hero import HEIGHT

if TYPE_CHECKING:
    from affiche.sheets.layout.typeset import Typesetter

ALIKE = False
# Sizes of the text; 1.2 is 14.3 pt on A2.
SIZES = (3.2, 2.8, 2.4, 2.1, 1.85, 1.65, 1.5, 1.38, 1.28, 1.2)
# So many of the cards show all that they have; the others have less, rather than all of them small
# type.
WHOLE = 0.75
# The important get larger type, when their cards have room for it.
RAISED = (1.6, 1.4, 1.2, 1.0)


@dataclass(frozen=True)
class Level:
    """How much a card shows: the name's size by that of the text, its line, what is said, and how
    important and sure it is; `letters` of the name at most, 0 for all."""

    name: float
    tagline: bool
    said: bool
    label: bool
    letters: int = 0

    @property
    def keeps(self) -> bool:
        """Whether no word of the name may be broken: while it can be smaller."""
        return self.name > LEVELS[-1].name


LEVELS = (
    Level(1.75, True, True, True),
    Level(1.75, True, False, True),
    Level(1.35, True, False, True),
    Level(1.75, False, False, True),
    Level(1.35, False, False, True),
    Level(1.0, False, False, True),
    Level(1.0, False, False, False),
    Level(1.0, False, False, False, 60),
    Level(1.0, False, False, False, 24),
)

BLANK: dict[str, Any] = {
    "stage": "sheet", "height": HEIGHT, "head": HEAD, "foot": FOOT, "margin": MARGIN,
    "beyond": 0, "tiles": (), "asked": (), "rtl": False,
}  # fmt: skip
REFERENCE: dict[str, Any] = {**BLANK, "stage": "all"}


@dataclass(frozen=True)
class Asked:
    """A text whose height is wanted: of a member, this wide, at a type size and a level."""

    member: int
    width: float
    body: float
    level: Level


@dataclass(frozen=True)
class Tile:
    """A card as it is drawn: its type size, how much it shows, the width and height of its face,
    and the left side, top and width of its text."""

    card: Card
    body: float
    level: Level
    face: tuple[float, float]
    text: tuple[float, float, float]


def fit(sheet: Sheet, typesetter: Typesetter) -> Fitted:
    """The sheet. Raises AfficheError when the layout cannot be verified: that is our fault."""
    members: tuple[Member, ...] = sheet.data["members"]
    drawn = _Drawing(sheet, typesetter, members[:MOST])
    beyond = members[MOST:]
    found: tuple[boxes.Fault, ...] = ()
    for body in drawn.sizes():
        tiles = drawn.tiles(body)
        document = drawn.lay(tiles=tiles, beyond=len(beyond))
        found = boxes.faults(document)
        if not found:
            problems = tuple(_problems(sheet, members, tiles, beyond))
            return Fitted(document, tuple(one.name for one in beyond), problems)
    raise UnfitError(f"{sheet.path}: {'; '.join(map(str, found[:3]))}")


class _Drawing:
    """The layouts of one sheet; each text is measured once."""

    def __init__(self, sheet: Sheet, typesetter: Typesetter, shown: Sequence[Member]) -> None:
        self.sheet = sheet
        self.typesetter = typesetter
        self.important = sum(one.primary for one in shown)
        self.cards = grid(len(shown), self.important)
        self.rtl = direction("", sheet.language) == "rtl"
        self._heights: dict[Asked, float] = {}

    def lay(self, **fit: object) -> Any:
        return self.typesetter.lay(self.sheet, **{**BLANK, "rtl": self.rtl, **fit})

    def heights(self, asked: Sequence[Asked]) -> Mapping[Asked, float]:
        """The height of each of these texts; without end when a word of the name is broken."""
        fresh = [one for one in dict.fromkeys(asked) if one not in self._heights]
        if fresh:
            found = boxes.marked(self.lay(stage="texts", asked=fresh), "id")
            for at, one in enumerate(fresh):
                broken = found[f"w-{at}"].width * one.body * one.level.name > one.width
                height = found[f"t-{at}"].height
                self._heights[one] = inf if broken and one.level.keeps else height
        return self._heights

    def sizes(self) -> tuple[float, ...]:
        """The sizes that are worth trying, the largest first: always the least."""
        low, high = 0, len(SIZES) - 1
        while low < high:
            middle = (low + high) // 2
            if len(self.whole(SIZES[middle])) >= WHOLE * len(self.cards):
                high = middle
            else:
                low = middle + 1
        return SIZES[high:]

    def whole(self, body: float, cards: Sequence[Card] = ()) -> list[Card]:
        """The cards that show everything at this size."""
        asked = {card: _asked(card, body, LEVELS[0]) for card in cards or self.cards}
        heights = self.heights(list(asked.values()))
        return [card for card, one in asked.items() if heights[one] <= card.text[3]]

    def tiles(self, body: float) -> tuple[Tile, ...]:
        """Every card, drawn at this size; the important ones larger where all of them can be."""
        first = self.cards[: self.important]
        raised = next(
            (more for more in RAISED if len(self.whole(body * more, first)) == len(first)), 1.0
        )
        sizes = {
            card: body * (raised if card.member < self.important else 1.0) for card in self.cards
        }
        chosen: dict[Card, Asked] = {}
        for level in LEVELS:
            asked = {c: _asked(c, size, level) for c, size in sizes.items() if c not in chosen}
            heights = self.heights(list(asked.values()))
            last = level is LEVELS[-1]
            chosen |= {c: one for c, one in asked.items() if last or heights[one] <= c.text[3]}
        return _tiles(self.cards, [chosen[card] for card in self.cards], self._heights)


def _asked(card: Card, body: float, level: Level) -> Asked:
    return Asked(card.member, round(card.text[2], 3), round(body, 3), level)


def _tiles(
    cards: Sequence[Card], chosen: Sequence[Asked], heights: Mapping[Asked, float]
) -> tuple[Tile, ...]:
    """Faces of a row are alike, and take what the fullest of its texts leaves."""
    most: dict[int, float] = {}
    for card, one in zip(cards, chosen, strict=True):
        most[card.row] = max(most.get(card.row, 0.0), heights[one])
    return tuple(
        _tile(card, one, heights[one], most[card.row])
        for card, one in zip(cards, chosen, strict=True)
    )


def _tile(card: Card, one: Asked, height: float, most: float) -> Tile:
    left, top, width, room = card.text
    wide, tall = card.face
    if card.beside:
        top += (room - height) / 2
    else:
        taller = min(card.height - most - 2 * PAD, FACE_MOST * card.height)
        tall = max(tall, taller)
        top = tall + PAD + max(0.0, card.height - tall - 2 * PAD - most) / 3
    return Tile(card, one.body, one.level, (wide, tall), (left, round(top, 3), width))


def _problems(
    sheet: Sheet, members: Sequence[Member], tiles: Sequence[Tile], beyond: Sequence[Member]
) -> Iterator[Problem]:
    """Who is not on it, and whose name is not whole."""
    if beyond:
        what = "the family poster has no room for {titles}"
        hint = (
            "It shows {most} personas, by their `priority`; the site shows all of them. "
            "`status: archived` takes those away that you no longer use."
        )
        values = {"titles": tuple(one.name for one in beyond), "most": MOST}
        yield Problem(Kind.WARNING, "left-off", sheet.source, what, hint, values)
    cut = [members[tile.card.member].name for tile in tiles if _is_cut(members, tile)]
    if cut:
        what = "the family poster shows only the beginning of {titles}"
        hint = "Begin with a short name, then a comma: `name: Karin, mantelzorger van haar vader`."
        yield Problem(Kind.WARNING, "left-off", sheet.source, what, hint, {"titles": tuple(cut)})


def _is_cut(members: Sequence[Member], tile: Tile) -> bool:
    return 0 < tile.level.letters < len(members[tile.card.member].name)
