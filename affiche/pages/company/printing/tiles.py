"""A large sheet in; how it is cut for a small paper, and what is printed round each part, out.

A tile is a pane of the map at its real size, with an overlap at the right and below on which the
next tile is pasted. Tiles are named as squares of a chessboard are, from A1 at the top left.
Lengths are in mm.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import ceil

from affiche.markup import plain
from affiche.model import PAPERS, Journey, Paper, Persona, Site
from affiche.model.printing import name_part
from affiche.pages import cards
from affiche.pages.journey.map import views
from affiche.pages.plan import Sheet
from affiche.pages.printed import codes, papers
from affiche.pages.printed.codes import Code
from affiche.words import Words

KIND = "tiles"
# What is cut into tiles: what hangs on a wall, when it is as large as this.
OF = (*views.NAMES, views.FEEDBACK, "persona", "family")
LARGE = ("a0", "a1")
# How far a tile runs on below its neighbour; the least white at the sides, what stands above the
# pane, and what stands below it at least.
OVERLAP, SIDE, ABOVE, BELOW = 10.0, 14.9, 29.0, 47.0
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
# How far apart the lines stand that mark an edge to paste on.
HATCH = 3.4


@dataclass(frozen=True)
class Tile:
    """One pane: its name, its place in the grid from 0, and where it lies on the map; `right` and
    `below` are how far it runs on, 0 at the map's edge."""

    name: str
    column: int
    row: int
    left: float
    top: float
    width: float
    height: float
    right: float
    below: float


@dataclass(frozen=True)
class Grid:
    """A map of `width` × `height` cut into `columns` × `rows` panes for one paper; `side` is what
    stays white at the left of each, `above` over it."""

    paper: Paper
    width: float
    height: float
    columns: int
    rows: int
    tiles: tuple[Tile, ...]
    side: float
    above: float = ABOVE

    def at(self, x: float, y: float) -> str:
        """The name of the tile that a point of the map lies on; "" beside the map."""
        tile = self.tiles[0]
        column, row = int(x // tile.width), int(y // tile.height)
        inside = 0 <= column < self.columns and 0 <= row < self.rows
        return name_of(column, row) if inside else ""

    def beside(self, tile: Tile, across: int, down: int) -> str:
        """The name of a neighbour; "" at the edge."""
        column, row = tile.column + across, tile.row + down
        inside = 0 <= column < self.columns and 0 <= row < self.rows
        return name_of(column, row) if inside else ""


@dataclass(frozen=True)
class Tiles:
    """What the sheets show: the map by its name and paper, its grid, the names of the tiles that
    are printed, and of which version they are. `since` is what the map is compared with ("" when
    all of it is printed), `before` and `now` are its versions; `changed` says in words what is new
    on a tile, `marked` which tiles bear the mark."""

    title: str
    paper: str
    grid: Grid
    shown: tuple[str, ...]
    now: str
    url: str
    owner: str = ""
    since: str = ""
    before: str = ""
    changed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    marked: tuple[str, ...] = ()
    code: Code | None = None

    @property
    def tiles(self) -> tuple[Tile, ...]:
        """The tiles that are printed."""
        return tuple(tile for tile in self.grid.tiles if tile.name in self.shown)

    def edges(self, tile: Tile) -> str:
        """The hatching of the edges to paste on, where they stand on the page."""
        left, top = self.grid.side, self.grid.above
        drawn = hatched(left + tile.width, top, tile.right, tile.height + tile.below)
        return drawn + hatched(left, top + tile.height, tile.width, tile.below)


def name_of(column: int, row: int) -> str:
    """ "C2": the third column, the second row."""
    return f"{LETTERS[column]}{row + 1}"


def grid(width: float, height: float, paper: Paper) -> Grid:
    """The fewest equal panes that a sheet of `width` × `height` takes on a paper."""
    wide = paper.width - OVERLAP - 2 * SIDE
    high = paper.height - OVERLAP - ABOVE - BELOW
    columns, rows = ceil(width / wide - 1e-9), ceil(height / high - 1e-9)
    across, down = width / columns, height / rows
    tiles = tuple(
        Tile(
            name_of(column, row), column, row, column * across, row * down, across, down,
            OVERLAP if column < columns - 1 else 0.0, OVERLAP if row < rows - 1 else 0.0,
        )
        for row in range(rows)
        for column in range(columns)
    )  # fmt: skip
    side = round((paper.width - OVERLAP - across) / 2, 3)
    return Grid(paper, width, height, columns, rows, tiles, side)


def hatched(left: float, top: float, width: float, height: float) -> str:
    """Slanting lines that fill a rectangle, as an SVG path."""

    def lines() -> Iterator[str]:
        total = width + height if width and height else 0.0
        for number in range(1, ceil(total / HATCH)):
            along = number * HATCH
            x0, y0 = (along, 0.0) if along <= width else (width, along - width)
            x1, y1 = (0.0, along) if along <= height else (along - height, height)
            yield f"M{left + x0:.2f} {top + y0:.2f}L{left + x1:.2f} {top + y1:.2f}"

    return "".join(lines())


def large(sheets: Iterable[Sheet]) -> tuple[Sheet, ...]:
    """The sheets that are cut into tiles: finished for the office printer, and large."""
    return tuple(
        sheet for sheet in sheets
        if sheet.kind in OF and not sheet.variant and sheet.paper.name in LARGE
    )  # fmt: skip


def sheet(of: Sheet, size: str, site: Site, words: Words) -> Sheet:
    """The sheet of all tiles of a large one on a small paper: a key map first, then each tile."""
    document = _document(of, site)
    spoken = papers.voice(document, site, words)[1] if document else words
    cut = grid(of.width, of.height, PAPERS[size])
    page = _page(of)
    url = codes.address(page, site)
    version = document.version if document else ""
    tiles = Tiles(
        title=plain(of.title),
        paper=of.paper.name.upper(),
        grid=cut,
        shown=tuple(tile.name for tile in cut.tiles),
        now=spoken.say("version {version}", version=version) if version else "",
        url=url,
        owner=plain((document and document.owner) or ""),
        code=codes.code(f"{url}#{of.hash}" if url else ""),
    )
    said = {"title": plain(of.title), "paper": tiles.paper, "count": len(cut.tiles),
            "size": size.upper()}  # fmt: skip
    return replace(
        of,
        path=f"{of.path.removesuffix('.pdf')}-{KIND}-{size}.pdf",
        kind=KIND,
        template="sheets/tiles.html.j2",
        title=spoken.say("{title}: {paper} in {count} sheets {size}", **said),
        paper=PAPERS[size],
        landscape=False,
        data={"tiles": tiles},
    )


def only(
    all_of: Sheet, names: Sequence[str], since: str, before: str, words: Words,
    changed: Mapping[str, tuple[str, ...]], marked: Sequence[str],
) -> Sheet:  # fmt: skip
    """Of a sheet of all tiles, one of those that differ; `since` is what it was compared with."""
    tiles: Tiles = all_of.data["tiles"]
    some = replace(
        tiles, shown=tuple(names), since=since, before=before, changed=changed,
        marked=tuple(marked),
    )  # fmt: skip
    said = {"title": tiles.title, "since": since, "count": len(names),
            "all": len(tiles.grid.tiles)}  # fmt: skip
    return replace(
        all_of,
        path=all_of.path.replace(".pdf", f"{cards.TILES_SINCE}{_file_part(since)}.pdf"),
        title=words.say("{title}: {count} of {all} sheets, new since {since}", **said),
        data={"tiles": some},
    )


def _file_part(since: str) -> str:
    return name_part(since) or "then"


def _document(of: Sheet, site: Site) -> Persona | Journey | None:
    if of.kind == "family":
        return None
    return site.personas.get(of.owner) or site.journeys.get(of.owner)


def _page(of: Sheet) -> str:
    if of.kind == "family":
        return "personas/index.html"
    return cards.persona_path(of.owner) if of.kind == "persona" else cards.journey_path(of.owner)
