"""A choice of type size and blocks in; where each of them stands on the sheet out. Pure, but for
the measurer that is asked for heights.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from affiche.pages.persona.poster import Block
from affiche.sheets.layout.packing import Column
from affiche.sheets.persona.choice import Chosen
from affiche.sheets.persona.hero import HEIGHT, MARGIN, WIDTH, Hero, Parts, hero, least
from affiche.sheets.persona.sizes import (
    AIR_MOST,
    GAP_MOST,
    GUTTER,
    STEP,
    STRETCH,
    Choice,
    Heights,
    gaps_in,
    growth,
    needed,
    packed,
    sizes_of,
)

# What is left at the foot of a column, and shows.
HOLE = 4.0


@dataclass(frozen=True)
class Place:
    """Where a block stands, and its type size; `stretch` is added between its items."""

    id: str
    block: str
    left: float
    top: float
    width: float
    body: float
    wide: bool = False
    stretch: float = 0.0


def arrange(chosen: Chosen, measurer: Heights) -> dict[str, Any]:
    """The fit of the sheet: what is left of the height goes to the top, then to the gaps."""
    choice, blocks, frame = chosen.choice, chosen.shown, chosen.frame
    below = frame.below(chosen.titles)
    content = needed(blocks, choice)
    columns = packed(blocks, choice)
    end = HEIGHT - below["height"]
    rest = end - (content + 2 * choice.air if content else 0.0)
    parts = _with_quote(frame.parts, rest)
    extra = rest - parts.quote_below - least(parts)
    elastic = min(extra, _elastic(blocks, choice, columns)) if content else 0.0
    top = hero(parts, least(parts) + max(0.0, extra - elastic))
    start = top.height + parts.quote_below
    free = end - start - content
    air = min(AIR_MOST, choice.air + 0.2 * max(0.0, free - 2 * choice.air)) if content else 0.0
    places = _places(blocks, choice, columns, (start + air, end - air), measurer)
    return {
        **_hero_fit(top, parts),
        **sizes_of(choice.body),
        "places": [asdict(place) for place in places],
        "left_off": chosen.titles,
        "blocks": chosen.shown,
        "foot": {**below, "top": round(end, 3)},
    }


def _with_quote(parts: Parts, rest: float) -> Parts:
    """The parts with the quote as large as the height allows, two lines at most if enlarged."""
    for at, (size, tall) in enumerate(parts.quotes):
        wish = replace(parts, quotes=parts.quotes[: at + 1])
        low = tall <= 2.6 * size
        if low and least(wish) + wish.quote_below <= rest:
            return wish
    return parts


def _elastic(blocks: Sequence[Block], choice: Choice, columns: Sequence[Column]) -> float:
    """How much more height the columns can take before their gaps become holes."""
    narrow = [block for block in blocks if not block.wide]
    wide = len(blocks) - len(narrow)
    grow = [growth([narrow[at] for at in column.blocks], choice) for column in columns]
    return min(grow, default=0.0) + (2 + wide) * (AIR_MOST - choice.air)


def _places(
    blocks: Sequence[Block],
    choice: Choice,
    columns: Sequence[Column],
    span: tuple[float, float],
    measurer: Heights,
) -> list[Place]:
    """Columns that end at the same line; wide blocks below them, and above them those that come
    before all others. `span`: from top to bottom."""
    top, bottom = span
    narrow = [block for block in blocks if not block.wide]
    first = blocks.index(narrow[0]) if narrow else len(blocks)
    wide = [block for block in blocks if block.wide]
    free = bottom - top - needed(blocks, choice)
    between = choice.air + (
        min(AIR_MOST - choice.air, free / (len(wide) + 1)) if wide and free > 0 else 0.0
    )
    places: list[Place] = []
    below: list[Place] = []
    for block in blocks[:first]:
        places.append(_placed(block, choice, MARGIN, top))
        top += choice.heights[block.id] + between
    for block in reversed([block for block in blocks[first:] if block.wide]):
        bottom -= choice.heights[block.id]
        below.insert(0, _placed(block, choice, MARGIN, bottom))
        bottom -= between
    for number, column in enumerate(columns):
        box = (MARGIN + number * (choice.width + GUTTER), top, bottom)
        stack = [narrow[at] for at in column.blocks]
        enlarged = _enlarged(stack, choice, bottom - top - column.height, measurer)
        places += _stack(stack, choice, box, enlarged)
    return [*places, *below]


def _enlarged(
    blocks: Sequence[Block], choice: Choice, spare: float, measurer: Heights
) -> Mapping[str, Choice]:
    """Running text in larger type where a short column would leave a hole: as large as fits, up
    to an eighth larger: more would look like another text."""
    texts = [block for block in blocks if block.kind == "text" and not block.table]
    if not texts or spare - growth(blocks, choice) < HOLE:
        return {}
    for power in (2, 1):
        larger = measurer.choice(round(choice.body * STEP**power, 4), choice.count, texts)
        if sum(larger.heights[b.id] - choice.heights[b.id] for b in texts) <= spare:
            return {block.id: larger for block in texts}
    return {}


def _placed(
    block: Block, choice: Choice, left: float, top: float, body: float = 0.0, stretch: float = 0.0
) -> Place:
    wide = block.wide
    return Place(
        id=f"b-{block.id}",
        block=block.id,
        left=round(left, 3),
        top=round(top, 3),
        width=WIDTH if wide else round(choice.width, 3),
        body=body or choice.body,
        wide=wide,
        stretch=round(stretch, 4),
    )


def _stack(
    blocks: Sequence[Block],
    choice: Choice,
    box: tuple[float, float, float],
    enlarged: Mapping[str, Choice],
) -> list[Place]:
    """One column in `box` (left, top, bottom): what is spare goes between items, then between
    blocks. `enlarged`: the blocks that have a type size of their own."""
    left, top, bottom = box
    heights = {b.id: enlarged.get(b.id, choice).heights[b.id] for b in blocks}
    spare = max(0.0, bottom - top - sum(heights.values()) - choice.gap * (len(blocks) - 1))
    items = sum(gaps_in(block) for block in blocks)
    stretch = min(STRETCH * choice.body, 0.5 * spare / items) if items else 0.0
    gap = choice.gap + min(
        2 * (GAP_MOST - choice.gap), (spare - stretch * items) / max(1, len(blocks) - 1)
    )
    places = []
    for block in blocks:
        body = enlarged.get(block.id, choice).body
        places.append(_placed(block, choice, left, top, body, stretch))
        top += heights[block.id] + stretch * gaps_in(block) + gap
    return places


def _hero_fit(top: Hero, parts: Parts) -> dict[str, Any]:
    fit: dict[str, Any] = {
        "hero": round(top.height, 3),
        "leading": parts.leading,
        "quote_pad": parts.pad,
        "shape": top.shape,
        "picture": top.picture,
        "initials": top.initials,
        "who": {"top": round(top.top, 3), "width": top.width, "text": top.text},
        "name": {"size": round(top.name, 3), "lines": top.names},
        "chips": top.chips,
    }
    if parts.quote:
        fit["quote"] = {
            "top": round(top.height - parts.quote_over, 3),
            "height": round(parts.quote, 3),
            "size": parts.quotes[-1][0],
        }
    return fit
