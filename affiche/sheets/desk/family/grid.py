"""How many cards, and how many of them are important, in; where each card stands out. Pure.

Rows are as even as can be, so that nobody stands alone in the last one; the important have rows of
their own, which are higher and have fewer cards. Lengths are in units of 1 % of the page's width.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from math import log

from affiche.sheets.persona.hero import HEIGHT

MARGIN, WIDTH, GAP, PAD = 5.0, 90.0, 1.8, 1.5
# Above and below the grid.
HEAD, FOOT = 17.0, 10.5
# The most cards, and the most side by side.
MOST, ACROSS = 48, 6
# How much higher a row of the important may be than another; and how much larger their cards are,
# at best.
LARGER, AREA = (1.0, 1.2, 1.4), 1.9
# Width by height of a good card: the face above the text, or beside it.
ABOVE, BESIDE = 0.8, 1.9
# What a card with the face beside costs more than one with the face above it; what it costs when
# rows of one kind have unequal numbers of cards; and when the important are not larger, or far too
# large.
SIDEWAYS, UNEVEN, RANKED = 0.12, 0.3, 0.6
# From so wide on (by its height) the face stands beside the text.
WIDE = 1.3
# The share of a card that its face has at least: above the text (and at most), or beside it.
FACE, FACE_MOST, FACE_BESIDE = 0.36, 0.72, 0.36


@dataclass(frozen=True)
class Card:
    """Where a member stands, and the room for its face and its text, all from the card's corner."""

    member: int
    row: int
    left: float
    top: float
    width: float
    height: float
    beside: bool

    @property
    def face(self) -> tuple[float, float]:
        """The least width and height of the face."""
        if self.beside:
            return max(FACE_BESIDE * self.width, min(self.height, 0.44 * self.width)), self.height
        return self.width, FACE * self.height

    @property
    def text(self) -> tuple[float, float, float, float]:
        """Left, top, width and height of the room for the text, with the least face."""
        wide, tall = self.face
        if self.beside:
            return wide + PAD, PAD, self.width - wide - 2 * PAD, self.height - 2 * PAD
        return PAD, tall + PAD, self.width - 2 * PAD, self.height - tall - 2 * PAD


def rows(count: int, across: int) -> tuple[int, ...]:
    """How many cards stand in each row: even, the shorter rows first. 5 by 3 is 2 and 3."""
    number = -(-count // across)
    short, longer = divmod(count, number)
    return tuple(short + (row >= number - longer) for row in range(number))


@lru_cache(maxsize=64)
def grid(count: int, important: int) -> tuple[Card, ...]:
    """A card for each of so many members, the important first, row by row over the whole sheet."""
    important = important if important < count else 0
    ways = [tuple(cards) for cards in _ways(count, important)]
    return min(ways, key=lambda cards: _cost(cards[:important], cards[important:]))


def _ways(count: int, important: int) -> Iterator[list[Card]]:
    for across in range(1, min(ACROSS, count) + 1):
        others = [(number, 1.0) for number in rows(count - important, across)]
        if not important:
            yield _cards(others)
        for fewer in range(1, min(important, across) + 1):
            for high in LARGER:
                yield _cards([(number, high) for number in rows(important, fewer)] + others)


def _cards(lines: list[tuple[int, float]]) -> list[Card]:
    """The cards of rows with so many cards, so high by each other."""
    free = HEIGHT - HEAD - FOOT - GAP * (len(lines) + 1)
    each = free / sum(high for _, high in lines)
    found: list[Card] = []
    top = HEAD + GAP
    for row, (across, high) in enumerate(lines):
        height = each * high
        width = (WIDTH - GAP * (across - 1)) / across
        for column in range(across):
            left = MARGIN + column * (width + GAP)
            card = Card(len(found), row, left, top, width, height, width > WIDE * height)
            found.append(card)
        top += height + GAP
    return found


def _cost(important: tuple[Card, ...], others: tuple[Card, ...]) -> float:
    """How far cards are from their good shape, rows from each other, and the important from their
    good size."""
    cost = _shapes(others)
    if important:
        larger = _area(important) / _area(others)
        cost += _shapes(important) + RANKED * abs(log(larger / AREA))
    return cost


def _shapes(cards: tuple[Card, ...]) -> float:
    widths = {round(card.width, 3) for card in cards}
    return sum(map(_shape, cards)) / len(cards) + UNEVEN * (len(widths) - 1)


def _area(cards: tuple[Card, ...]) -> float:
    return sum(card.width * card.height for card in cards) / len(cards)


def _shape(card: Card) -> float:
    ratio = card.width / card.height
    good, more = (BESIDE, SIDEWAYS) if card.beside else (ABOVE, 0.0)
    return abs(log(ratio / good)) + more
