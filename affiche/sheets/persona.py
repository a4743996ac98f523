"""A persona's poster in; how large its type is, what stands where and what stays off, out.

Three kinds of layout: the parts of the top and the foot, measured once; the blocks, measured at
the few type sizes that are tried; and the sheet, verified. All that lies between is arithmetic on
heights (`hero`, `packing`), in units of 1 % of the page's width, so that one fit serves every size
of paper: a sheet is laid out on A2, and other papers are its exact reduction by √2.

Sizes follow from cap height = distance / 200: 4 m for the name, 2 m for headings, 1 m for the rest.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any

from affiche.errors import Kind, Problem
from affiche.pages.plan import Sheet
from affiche.pages.posters import Block, Poster
from affiche.sheets import Fitted, UnfitError, boxes, foot
from affiche.sheets.foot import Foot
from affiche.sheets.hero import (
    HEIGHT,
    MARGIN,
    MASTER,
    NAME_SIZE,
    POINT,
    QUOTE_PAD,
    WIDTH,
    WIDTHS,
    Hero,
    Parts,
    Token,
    hero,
    leading,
    least,
    tokens,
)
from affiche.sheets.packing import Column, pack

if TYPE_CHECKING:
    from affiche.sheets.typeset import Typesetter

# Body sizes on A2, least and most, of each profile; a heading is never below 40 pt.
BODY = {"wall": (30.02 * POINT, 44 * POINT), "detail": (20.02 * POINT, 42 * POINT)}
HEADING, HEADING_RATIO, HEADING_MOST = 40.1 * POINT, 1.5, 54 * POINT
STEP = 1.06
# What a persona is about: a long biography or quote does not keep these off the poster.
CORE = ("goals", "pains", "needs")
# A choice that is so much larger needs no rival.
LARGER = 1.3
# By which power of the type size blocks grow.
GROWTH = 1.6
# A column is wide enough for so many letters, each about so many font sizes wide.
LETTERS, LETTER = 23, 0.44
GUTTER = 3.4
# What is left at the foot of a column, and shows.
HOLE = 4.0
# Between blocks; between the parts of the sheet; most that is added between items, in body sizes.
GAP, GAP_MOST, AIR, AIR_MOST, STRETCH = 2.0, 5.0, 2.7, 5.4, 0.45
QUOTES = (4.5, 3.95, 3.45)
QUOTE_MOST = 30.0
ASK_SIZE = 4.0
# The side of the QR code: 18 mm on A4, where a square of it is half a millimetre.
CODE = 8.8
TRIES = 8
# How the template names the part of the top with words in it.
WHO = "who"


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


@dataclass(frozen=True)
class Choice:
    """A body size and a number of columns, and the heights of the blocks at these."""

    body: float
    count: int
    heights: Mapping[str, float]

    @property
    def width(self) -> float:
        """Of a column."""
        return column_width(self.count)


ALIKE = True


def column_width(count: int) -> float:
    """The width of one of so many columns."""
    return (WIDTH - GUTTER * (count - 1)) / count


def heading(body: float) -> float:
    """The size of headings with a body size."""
    return round(min(max(HEADING, HEADING_RATIO * body), HEADING_MOST), 3)


def sizes_of(body: float) -> dict[str, Any]:
    """What follows from a body size; `newspaper`: the columns of a text that is set wide."""
    count = 3 if column_width(3) >= LETTERS * LETTER * body else 2
    return {"body": body, "heading": heading(body), "newspaper": count}


def ladder(profile: str) -> tuple[float, ...]:
    """The body sizes that are tried, the largest first; the last is the profile's least."""
    least, most = BODY[profile]
    sizes = [least]
    while sizes[-1] * STEP <= most:
        sizes.append(sizes[-1] * STEP)
    return tuple(round(size, 4) for size in reversed(sizes))


def ranked(blocks: Sequence[Block], order: Sequence[str]) -> tuple[Block, ...]:
    """The blocks that `order` names, by importance; "sections" stands for the writer's own. Without
    an order, all of them as they come."""
    places = {name: place for place, name in enumerate(order)}

    def rank(block: Block) -> int | None:
        return places.get("sections" if block.id.startswith("section-") else block.id)

    known = [block for block in blocks if rank(block) is not None]
    return tuple(sorted(known, key=lambda block: rank(block) or 0)) if order else tuple(blocks)


# Layouts ----------------------------------------------------------------------------------------


class Measurer:
    """Lays parts and blocks out to know their heights; each size once."""

    def __init__(self, sheet: Sheet, typesetter: Typesetter) -> None:
        self.sheet = replace(sheet, paper=MASTER)
        self.poster: Poster = sheet.data["poster"]
        self.typesetter = typesetter
        self.ranked = ranked(self.poster.blocks, _order(self.poster, typesetter))
        self._heights: dict[tuple[float, int], Mapping[str, float]] = {}

    def lay(self, **fit: object) -> Any:
        """A layout of the sheet's template with this fit, and defaults for what it leaves out."""
        return self.typesetter.lay(self.sheet, **self.whole(fit))

    def whole(self, fit: Mapping[str, object]) -> dict[str, object]:
        """The fit with defaults for what it leaves out."""
        return {**BLANK, "legend": any_assumed(self.poster.blocks), **fit}

    def parts(self) -> tuple[Parts, Foot]:
        """The sizes of everything in the top and in the foot."""
        pieces = tokens(self.poster.headline)
        document = self.lay(
            stage="hero", words=[piece.text for piece in pieces], lines=self.lines, quotes=QUOTES,
            widths=WIDTHS, ask_size=ASK_SIZE, meta_most=foot.META_MOST,
        )  # fmt: skip
        found = boxes.marked(document, "id")
        return _parts(found, pieces, len(self.lines), self.poster), _foot(found, self.poster)

    @property
    def lines(self) -> tuple[str, ...]:
        """What stands below the name."""
        return (*filter(None, (self.poster.beside,)), *self.poster.lines)[:2]

    def heights(self, body: float, count: int) -> Mapping[str, float]:
        """The height of each block at a body size in so many columns."""
        if (body, count) not in self._heights:
            shown = {block.id: self._alone(block, count) for block in self.poster.blocks}
            document = self.lay(stage="blocks", shown=shown, **sizes_of(body))
            found = boxes.marked(document, "data-block")
            self._heights[body, count] = {name: rect.height for name, rect in found.items()}
        return self._heights[body, count]

    def choice(self, body: float, count: int) -> Choice:
        """The same, as something to choose."""
        return Choice(body, count, self.heights(body, count))

    def _alone(self, block: Block, count: int) -> Place:
        width = WIDTH if block.wide else column_width(count)
        return Place(f"b-{block.id}", block.id, 0, 0, width, 0.0, block.wide)


def _parts(
    found: Mapping[str, boxes.Rect], pieces: Sequence[Token], lines: int, poster: Poster
) -> Parts:
    widths = [found[f"w-{at}"].width / NAME_SIZE for at in range(len(pieces))]
    said = [found[f"q-{at}"].height for at in range(len(QUOTES)) if f"q-{at}" in found]
    return Parts(
        tokens=tuple(replace(p, width=w) for p, w in zip(pieces, widths, strict=True)),
        leading=leading(poster.headline),
        kicker=found["kicker"].height,
        lines=_line_heights(found, lines),
        chips=tuple(found[f"c-{at}"].width for at in range(len(poster.chips))),
        row=found["r-0"].height if poster.chips else 0.0,
        quotes=tuple((QUOTES[at], tall + 2 * QUOTE_PAD) for at, tall in enumerate(said)),
        portrait=poster.portrait,
        aspect=poster.aspect,
        ribbon=bool(poster.ribbon),
    )


def _line_heights(
    found: Mapping[str, boxes.Rect], lines: int
) -> tuple[tuple[float, ...], tuple[float, ...]]:
    beside, across = (
        tuple(found[f"l-{width}-{at}"].height for at in range(lines))
        for width in range(len(WIDTHS))
    )
    return beside, across


def _foot(found: Mapping[str, boxes.Rect], poster: Poster) -> Foot:
    return Foot(
        ask=found["ask"].width / ASK_SIZE,
        meta=(found["meta"].width + 0.05, found["meta"].height),
        code=CODE if poster.code else 0.0,
        words=tuple("".join(poster.question).split()),
    )


BLANK: dict[str, Any] = {
    "stage": "sheet", "height": HEIGHT, "hero": 50.0, "leading": 1.0, "quote_pad": QUOTE_PAD,
    "body": 2.0, "heading": 3.4, "wide": WIDTH, "newspaper": 3, "places": (), "left_off": (),
    "chips": (), "quote": None, "legend": True, "anywhere": None,
}  # fmt: skip
NOWHERE = dict.fromkeys(("left", "top", "size", "width", "height", "text"), 1.0)
# All stages in one, with everything that a poster can say: the cache's key.
REFERENCE: dict[str, Any] = {
    **BLANK, "stage": "all", "anywhere": Place("b", "b", 1, 1, 1, 1), "words": (),
    "widths": WIDTHS, "lines": (), "quotes": QUOTES, "ask_size": ASK_SIZE,
    "meta_most": foot.META_MOST, "shown": {}, "shape": NOWHERE,
    "picture": NOWHERE, "initials": NOWHERE, "who": NOWHERE, "left_off": ("…",),
    "name": {"size": 1.0, "lines": ("…",)},
    "foot": {**foot.places(Foot(10.0, (1.0, 1.0)), "…"), "top": 1.0},
}  # fmt: skip


def any_assumed(blocks: Sequence[Block]) -> bool:
    """Whether a mark of assumption stands on the sheet, so that the foot explains it."""
    items = [item for block in blocks for item in block.items]
    items += [one for item in items for one in getattr(item, "items", ())]
    return any(getattr(item, "mark", "") == "assumed" for item in items)


# The fit ----------------------------------------------------------------------------------------


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
        whole = arrange(shown, left, choice, chosen, measurer)
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


def _order(poster: Poster, typesetter: Typesetter) -> Sequence[str]:
    """The theme's order, unless the writer chose."""
    return () if poster.chosen else typesetter.renderer.theme.blocks


@dataclass(frozen=True)
class Frame:
    """What stands around the blocks."""

    parts: Parts
    foot: Foot
    poster: Poster

    def below(self, left: Sequence[Block]) -> Mapping[str, float]:
        """The foot, with its last line when there is something to say there."""
        titles = ", ".join(block.title for block in left)
        more = titles and f"{titles} {self.poster.short} {'.' * 30}"
        return foot.places(self.foot, more)

    def room(self, left: Sequence[Block]) -> float:
        """The height between the top at its least and the foot, for columns and wide blocks."""
        taken = least(self.parts) + self.parts.quote_below + self.below(left)["height"]
        return HEIGHT - taken - 2 * AIR


def choose(
    blocks: Sequence[Block], frame: Frame, measurer: Measurer, sizes: Sequence[float]
) -> tuple[Choice, tuple[Block, ...], Frame]:
    """The largest body size, and the number of columns, at which all blocks fit, if need be with
    a smaller name; when none does, the least size and the blocks that fit at it, the most
    important first."""
    tight = replace(frame, parts=replace(frame.parts, tight=True))
    for one in (frame, tight):
        choice = _best(blocks, one.room(()), measurer, sizes)
        if choice:
            return choice, tuple(blocks), one
    least_ones = [measurer.choice(sizes[-1], count) for count in _counts(blocks, sizes)]
    kept = [(each, subset(blocks, each, tight.room(blocks))) for each in least_ones]
    choice, shown = max(kept, key=lambda one: _importance(one[1], blocks))
    left = [block for block in blocks if block not in shown]
    return _best(shown, tight.room(left), measurer, sizes) or choice, shown, tight


def _importance(shown: Sequence[Block], blocks: Sequence[Block]) -> float:
    """What a choice of blocks is worth: each block more than the next one."""
    return sum(0.7**place for place, block in enumerate(blocks) if block in shown)


def _best(
    blocks: Sequence[Block], free: float, measurer: Measurer, sizes: Sequence[float]
) -> Choice | None:
    """The choice of most worth at which all blocks fit, or None."""
    least_ones = [measurer.choice(sizes[-1], count) for count in _counts(blocks, sizes)]
    guessed = sorted(((guess(blocks, one, free, sizes), one) for one in least_ones), key=_by_size)
    best: Choice | None = None
    for at, start in guessed:
        if at is None or (best and best.body > LARGER * sizes[at]):
            continue
        found = _largest(blocks, start.count, free, measurer, sizes, at)
        best = max(filter(None, (best, found)), key=lambda one: worth(blocks, one))
    return best


def worth(blocks: Sequence[Block], choice: Choice) -> float:
    """How good a choice is: large type, three columns rather than two, and no holes."""
    columns = _packed(blocks, choice)
    narrow = [block for block in blocks if not block.wide]
    tall = max((column.height for column in columns), default=0.0)
    grown = (c.height + _growth([narrow[at] for at in c.blocks], choice) for c in columns)
    holes = sum(max(0.0, tall - height) for height in grown)
    empty = holes / (tall * len(columns)) if columns else 0.0
    return choice.body * (1.08 if choice.count == 3 else 1.0) * (1 - 0.6 * empty)


def _by_size(guessed: tuple[int | None, Choice]) -> float:
    return float("inf") if guessed[0] is None else guessed[0]


def guess(blocks: Sequence[Block], base: Choice, free: float, sizes: Sequence[float]) -> int | None:
    """The place in `sizes` of the largest that should fit, from heights at one size: type takes
    room by its square, headings and gaps by less. None when even the base does not fit."""
    if needed(blocks, base) > free:
        return None
    for at, size in enumerate(sizes):
        if _reads(base.count, size) or size == sizes[-1]:
            grown = (size / base.body) ** GROWTH
            heights = {name: height * grown for name, height in base.heights.items()}
            if needed(blocks, replace(base, heights=heights)) <= free:
                return at
    return len(sizes) - 1


def _counts(blocks: Sequence[Block], sizes: Sequence[float]) -> tuple[int, ...]:
    """How many columns there may be: not more than blocks, and wide enough for a line."""
    narrow = sum(not block.wide for block in blocks)
    return tuple(
        count for count in (3, 2, 1) if count == 1 or (count <= narrow and _reads(count, sizes[-1]))
    )[: 2 if narrow > 1 else 1]


def _reads(count: int, body: float) -> bool:
    return column_width(count) >= LETTERS * LETTER * body


def _largest(
    blocks: Sequence[Block],
    count: int,
    free: float,
    measurer: Measurer,
    sizes: Sequence[float],
    at: int,
) -> Choice:
    """The largest size that fits, searched from the guess `at`; the least one is known to fit."""

    def tried(place: int) -> Choice | None:
        if place < 0 or not (_reads(count, sizes[place]) or place == len(sizes) - 1):
            return None
        choice = measurer.choice(sizes[place], count)
        return choice if needed(blocks, choice) <= free else None

    found = tried(at)
    while found is None:
        at += 1
        found = tried(at) if at < len(sizes) - 1 else measurer.choice(sizes[-1], count)
    while (larger := tried(at - 1)) is not None:
        found, at = larger, at - 1
    return found


def needed(blocks: Sequence[Block], choice: Choice) -> float:
    """The height of the columns and the wide blocks below them, with the least gaps."""
    columns = _packed(blocks, choice)
    wide = [choice.heights[block.id] for block in blocks if block.wide]
    parts = [max((column.height for column in columns), default=0.0), *wide]
    parts = [part for part in parts if part]
    return sum(parts) + AIR * max(0, len(parts) - 1)


def _packed(blocks: Sequence[Block], choice: Choice) -> tuple[Column, ...]:
    narrow = (choice.heights[block.id] for block in blocks if not block.wide)
    return pack(tuple(narrow), choice.count, GAP)


def subset(blocks: Sequence[Block], choice: Choice, free: float) -> tuple[Block, ...]:
    """The blocks that fit, those of the core asked first and the others in order of importance: a
    smaller one may stay where a more important one is too large."""
    kept: tuple[Block, ...] = ()
    for asked in sorted(blocks, key=lambda block: block.id not in CORE):
        wish = tuple(block for block in blocks if block in kept or block is asked)
        if needed(wish, choice) <= free:
            kept = wish
    return kept


# What stands where ------------------------------------------------------------------------------


def arrange(
    blocks: Sequence[Block],
    left: Sequence[Block],
    choice: Choice,
    frame: Frame,
    measurer: Measurer,
) -> dict[str, Any]:
    """The fit of the sheet: what is left of the height goes to the top, then to the gaps."""
    below = frame.below(left)
    content = needed(blocks, choice)
    columns = _packed(blocks, choice)
    end = HEIGHT - below["height"]
    rest = end - (content + 2 * AIR if content else 0.0)
    parts = _with_quote(frame.parts, rest)
    extra = rest - parts.quote_below - least(parts)
    elastic = min(extra, _elastic(blocks, choice, columns)) if content else 0.0
    top = hero(parts, least(parts) + max(0.0, extra - elastic))
    start = top.height + parts.quote_below
    free = end - start - content
    air = min(AIR_MOST, AIR + 0.2 * max(0.0, free - 2 * AIR)) if content else 0.0
    places = _places(blocks, choice, columns, (start + air, end - air), measurer)
    return {
        **_hero_fit(top, parts),
        **sizes_of(choice.body),
        "places": [asdict(place) for place in places],
        "left_off": [block.title for block in left],
        "lines": measurer.lines,
        "foot": {**below, "top": round(end, 3)},
    }


def _with_quote(parts: Parts, rest: float) -> Parts:
    """The parts with the quote as large as the height allows, two lines at most if enlarged."""
    for at, (size, tall) in enumerate(parts.quotes):
        wish = replace(parts, quotes=parts.quotes[: at + 1])
        low = tall - 2 * QUOTE_PAD <= 2.6 * size
        if low and least(wish) + wish.quote_below <= rest:
            return wish
    return parts


def _elastic(blocks: Sequence[Block], choice: Choice, columns: Sequence[Column]) -> float:
    """How much more height the columns can take before their gaps become holes."""
    narrow = [block for block in blocks if not block.wide]
    wide = len(blocks) - len(narrow)
    grow = [_growth([narrow[at] for at in column.blocks], choice) for column in columns]
    return min(grow, default=0.0) + (2 + wide) * (AIR_MOST - AIR)


def _growth(blocks: Sequence[Block], choice: Choice) -> float:
    items = sum(gaps_in(block) for block in blocks)
    return (len(blocks) - 1) * (GAP_MOST - GAP) + items * STRETCH * choice.body


def gaps_in(block: Block) -> int:
    """How many gaps between items there are in a block."""
    if block.kind == "groups":
        return sum(max(0, len(group.items) - 1) for group in block.items)
    if block.kind in ("list", "bars", "channels", "day", "facts", "quotes"):
        return max(0, len(block.items) - 1)
    return 0


def _places(
    blocks: Sequence[Block],
    choice: Choice,
    columns: Sequence[Column],
    span: tuple[float, float],
    measurer: Measurer,
) -> list[Place]:
    """Columns that end at the same line; wide blocks below them, and above them those that come
    before all others. `span`: from top to bottom."""
    top, bottom = span
    narrow = [block for block in blocks if not block.wide]
    first = blocks.index(narrow[0]) if narrow else len(blocks)
    wide = [block for block in blocks if block.wide]
    free = bottom - top - needed(blocks, choice)
    between = AIR + (min(AIR_MOST - AIR, free / (len(wide) + 1)) if wide and free > 0 else 0.0)
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
    blocks: Sequence[Block], choice: Choice, spare: float, measurer: Measurer
) -> Mapping[str, Choice]:
    """Running text in larger type where a short column would leave a hole: as large as fits, up
    to a fourth larger."""
    texts = [block for block in blocks if block.kind == "text"]
    if not texts or spare - _growth(blocks, choice) < HOLE:
        return {}
    for power in (4, 3, 2, 1):
        larger = measurer.choice(round(choice.body * STEP**power, 4), choice.count)
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
    spare = max(0.0, bottom - top - sum(heights.values()) - GAP * (len(blocks) - 1))
    items = sum(gaps_in(block) for block in blocks)
    stretch = min(STRETCH * choice.body, 0.5 * spare / items) if items else 0.0
    gap = GAP + min(2 * (GAP_MOST - GAP), (spare - stretch * items) / max(1, len(blocks) - 1))
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


# What the writer should know --------------------------------------------------------------------


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
