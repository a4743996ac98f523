"""The top of a persona's poster: the sizes of its parts in, a composition out. Pure.

The portrait stands beside the name; with much height, or a name that is too long for half the
width, it stands below. The name is as large as the height allows, and never cut.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from affiche.images.framing import lie
from affiche.model import PAPERS
from affiche.pages.plan import Portrait
from affiche.sheets.persona.name import Token, wrap

# Every poster is laid out on this paper. One unit is 1 % of its width.
MASTER = PAPERS["a2"]
HEIGHT = round(100 * MASTER.height / MASTER.width, 4)
POINT = round(100 * 25.4 / 72 / MASTER.width, 6)
"""Units in a point."""
MARGIN, WIDTH = 5.6, 88.8

NAME_LEAST, NAME_MOST, NAME_WISH, NAME_SMALLEST = 90.5 * POINT, 22.0, 9.0, 40 * POINT
NAME_SIZE = 10.0
"""At which names are measured."""
SHRINK = 0.98
# So few letters do not stand alone on a line.
ARTICLE = 3
# A name that takes more lines is set smaller.
LINES = 4
TOP, BELOW = 5.0, 1.8
"""Above and below who this is."""
KICKER_GAP, LINE_GAP, SECOND_GAP, CHIPS_GAP = 1.5, 1.4, 0.8, 1.7
CHIP_GAP = 0.7
SIDE, CHIPS_SIDE = 43.0, 47.0
RIBBON = 9.0
"""Keeps a name that runs across the sheet away from the ribbon in the corner."""
HERO_LEAST = 0.33 * HEIGHT
TALL = 86.0
BEYOND = 5.4
"""How far what reaches the edge goes on beyond it: `beyond` of the template."""
CLEAR = 0.3
"""A drawing ends so far from the cutting line, or goes on past it: else a cut may leave an edge."""
INITIALS = 0.72
"""The part of the disc's width that initials take at most."""
ZOOM = 1.1
"""Of a photo, so that its face can be moved to where it should be."""
QUOTE_PAD, QUOTE_OVER = 2.4, 6.0


@dataclass(frozen=True)
class Parts:
    """Heights and widths, in units, of all that stands in the top. `pieces`: the name with its
    long words broken."""

    tokens: tuple[Token, ...]
    pieces: tuple[Token, ...]
    leading: float
    kicker: float
    lines: tuple[tuple[float, ...], tuple[float, ...]]
    """Height of each line below the name, beside the portrait and above it."""
    chips: tuple[float, ...]
    row: float
    quotes: tuple[tuple[float, float], ...]
    """(type size, height of the lines) of each setting of the quote, the largest first."""
    portrait: Portrait
    aspect: float
    ribbon: bool = False
    tight: bool = False
    """Name and gaps no larger than they have to be, because the blocks need the room."""
    letters: float = 1.0
    """The width of the initials at type size 1."""
    extra: float = 0.0
    """Room below who this is, when a layout turned out higher than its parts."""

    @property
    def top(self) -> float:
        """The room above who this is."""
        return TOP - (0.8 if self.tight else 0.0)

    @property
    def pad(self) -> float:
        """The room above and below the quote in its band."""
        return QUOTE_PAD - (0.5 if self.tight else 0.0)

    @property
    def quote(self) -> float:
        """The height of the band in its last setting, 0 without a quote."""
        return self.quotes[-1][1] + 2 * self.pad if self.quotes else 0.0

    @property
    def quote_over(self) -> float:
        """How far the quote stands in the top."""
        return min(QUOTE_OVER, 0.5 * self.quote)

    @property
    def quote_below(self) -> float:
        """How far it stands out below."""
        return self.quote - self.quote_over


WIDTHS = (SIDE, WIDTH)
"""Of who this is, beside the portrait and above it."""


@dataclass(frozen=True)
class Hero:
    """The top as composed: `height` in all, who this is at `top` and how wide (its `text` less),
    the name's size and lines, rows of chips (by number); boxes of the shape, the picture and the
    initials."""

    height: float
    top: float
    width: float
    text: float
    name: float
    names: tuple[str, ...]
    chips: tuple[tuple[int, ...], ...]
    shape: Mapping[str, float]
    picture: Mapping[str, float]
    initials: Mapping[str, float]


def rows(widths: Sequence[float], limit: float) -> tuple[tuple[int, ...], ...]:
    """Chips by number, in rows no wider than `limit`; a chip that is wider alone is left out."""
    found: list[list[int]] = []
    used = limit
    for at, width in enumerate(widths):
        if width > limit:
            continue
        if used + width + CHIP_GAP > limit + CHIP_GAP:
            found.append([])
            used = 0.0
        found[-1].append(at)
        used += width + CHIP_GAP
    return tuple(tuple(row) for row in found)


def hero(parts: Parts, height: float) -> Hero:
    """The top at a height; higher when what has to be in it needs that."""
    side = _composed(parts, height, 0)
    across = _composed(parts, height, 1)
    small = side.name < NAME_LEAST and across.name > side.name
    broken = _broken(parts, side, 0) and len(across.names) < len(side.names)
    return across if height >= TALL or small or broken else side


def _broken(parts: Parts, top: Hero, across: int) -> bool:
    """Whether the name has words that are broken."""
    return wrap(parts.tokens, top.name, _limit(parts, across)) is None


def least(parts: Parts) -> float:
    """The least height of the top that keeps everything in it as it should be."""
    return hero(parts, HERO_LEAST).height


def _composed(parts: Parts, height: float, across: int) -> Hero:
    limit = _limit(parts, across)
    chips = rows(parts.chips, limit if across else CHIPS_SIDE)
    below = _below(parts, across, len(chips))
    fixed = parts.top + parts.kicker + KICKER_GAP + below + BELOW + parts.quote_over
    # What is left for the face below the name.
    share = 0.42 if parts.portrait.file else 0.3
    portrait = max(0.33 * WIDTH, share * height) if across else 0.0
    wish = max(_least_name(parts, limit), height - fixed - portrait)
    name, names = _name(parts, limit, wish, across)
    who = parts.top + parts.kicker + KICKER_GAP + name * parts.leading * len(names) + below
    height = max(height, who + BELOW + parts.quote_over + portrait)
    spare = height - parts.quote_over - who - BELOW
    top = parts.top + (min(14.0, 0.42 * spare) if not across else 0.0)
    scene = _below_scene if across else _beside_scene
    shape, picture, initials = scene(parts, height, who + 1.0)
    width = limit if across else CHIPS_SIDE
    return Hero(height, top, width, limit, name, names, chips, shape, picture, initials)


def _below(parts: Parts, across: int, chip_rows: int) -> float:
    """The height of lines and chips below the name, with the gaps before them."""
    lines = parts.lines[across]
    gaps = (LINE_GAP, SECOND_GAP, SECOND_GAP)[: len(lines)]
    chips = CHIPS_GAP + chip_rows * parts.row if chip_rows else 0.0
    return parts.extra + sum(lines) + sum(gaps) + chips


def _limit(parts: Parts, across: int) -> float:
    """How wide a name may be."""
    return WIDTHS[across] - (RIBBON if across and parts.ribbon else 0.0)


def _least_name(parts: Parts, limit: float) -> float:
    """The height that a name takes when it is just large enough, over a few lines at most."""
    least = NAME_LEAST / SHRINK**1.5
    lines = wrap(parts.tokens, least, limit) or wrap(parts.pieces, least, limit) or ("",) * 3
    size = least if parts.tight or len(lines) > 2 else NAME_WISH
    return min(max(2, len(lines)), LINES) * size * parts.leading


def _name(parts: Parts, limit: float, budget: float, across: int) -> tuple[float, tuple[str, ...]]:
    """The largest size, and its lines, that stays within the width and the height; words are only
    broken when the name would be too small otherwise."""
    for pieces, least in ((parts.tokens, NAME_LEAST), (parts.pieces, NAME_SMALLEST)):
        size = NAME_MOST if across else 13.5
        while size > least:
            names = wrap(pieces, size, limit)
            if names and len(names) * size * parts.leading <= budget:
                return _together(pieces, size, names, limit)
            size *= SHRINK
    return NAME_SMALLEST, wrap(parts.pieces, NAME_SMALLEST, 1e9 if not across else limit) or ()


def _together(
    pieces: Sequence[Token], size: float, names: tuple[str, ...], limit: float
) -> tuple[float, tuple[str, ...]]:
    """The same, or a little smaller when that keeps an article from standing alone on its line."""
    smaller = size
    while smaller * SHRINK > max(NAME_LEAST, 0.8 * size) and len(min(names, key=len)) <= ARTICLE:
        smaller *= SHRINK
        fewer = wrap(pieces, smaller, limit) or names
        if len(fewer) < len(names) and len(min(fewer, key=len)) > ARTICLE:
            return smaller, fewer
    return size, names


# Where the portrait stands ----------------------------------------------------------------------


Scene = tuple[Mapping[str, float], Mapping[str, float], Mapping[str, float]]


def _beside_scene(parts: Parts, height: float, _: float) -> Scene:
    """A disc that runs off the sheet at the right, the face to the right of its middle."""
    size = max(62.0, 1.12 * height)
    left, top = 50.0, 0.94 * height - size
    face = (74.0 if parts.ribbon else 77.0, 0.46 * (height - 0.5 * parts.quote_over))
    tall = min(height - 3.6, 60.0 / parts.aspect)
    return _scene(parts, (left, top, size), face, height, tall, 46.0)


def _below_scene(parts: Parts, height: float, start: float) -> Scene:
    """The same below the name, as large as the height that is left."""
    free = height - start
    size = min(free / 0.94, 100.0)
    left, top = 100.0 - 0.86 * size, height - 0.94 * size
    face = (left + 0.47 * size, start + 0.5 * (free - parts.quote_over))
    tall = min(free - 1.2, 84.0 / parts.aspect)
    return _scene(parts, (left, top, size), face, height, tall, 4.0)


def _scene(
    parts: Parts,
    disc: tuple[float, float, float],
    face: tuple[float, float],
    height: float,
    tall: float,
    leftmost: float,
) -> Scene:
    left, top, size = disc
    shape = {"left": left, "top": top, "size": size}
    if parts.portrait.drawing:
        width = tall * parts.aspect
        at = max(leftmost, face[0] - parts.portrait.focus[0] / 100 * width)
        at = 100.0 - CLEAR - width if abs(at + width - 100.0) < CLEAR else at
        picture = {"left": at, "top": height - tall, "width": width, "height": tall}
    else:
        # What can be seen of the disc, bleed included; the photo has to cover no more than that.
        first, last = max(0.0, -top - BEYOND), min(size, height - top)
        wide = min(size, 100.0 + BEYOND - left)
        wanted = face[0] - left, face[1] - top - first
        frame, cut = (wide, last - first), max(0.0, -top - first)
        seen = (0.0, cut, min(wide, 100.0 - left), last - first - cut)
        lies = lie(parts.aspect, parts.portrait.focus, frame, seen, wanted, ZOOM)
        picture = {
            "left": lies.left, "top": first + lies.top, "width": lies.width, "height": lies.height,
        }  # fmt: skip
    tall = (0.5 if len(parts.portrait.initials) == 1 else 0.4) * min(size, height)
    # On the part of the disc that can be seen, with the ground around them.
    type_size = min(tall, INITIALS * min(size, 2 * (100 - face[0])) / parts.letters)
    span = 2 * (100 - face[0]) + 20
    initials = {
        "left": face[0] - span / 2, "top": face[1] - 0.52 * type_size, "width": span,
        "size": type_size,
    }  # fmt: skip
    return _rounded(shape), _rounded(picture), _rounded(initials)


def _rounded(values: Mapping[str, float]) -> Mapping[str, float]:
    return {name: round(value, 3) for name, value in values.items()}
