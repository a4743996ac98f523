"""Finished large sheets in; the same in parts for a small printer, all or what changed, out.

What changed is seen, not guessed: the sheet of then is laid out as that of today is, and the two
are compared tile by tile, as drawn and as read. No word of then leaves here that may not be told
today.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from affiche.building.before import Veil
from affiche.building.drafts import Draft
from affiche.building.past import then
from affiche.building.past.then import Then
from affiche.building.printroom import Sheets, published_facts, result, submitted
from affiche.errors import ContentError, Kind, Place, Problem
from affiche.images import paper
from affiche.leaks import Searched
from affiche.model import Journey, Persona
from affiche.pages.company.printing import tiles
from affiche.pages.company.printing.tiles import Grid, Tile
from affiche.pages.plan import Sheet, SheetFact
from affiche.sheets.desk.tiles import filled
from affiche.sheets.press import editions
from affiche.sheets.press.press import Press, Printed
from affiche.sheets.shop.profiles import print_profile
from affiche.versions import git
from affiche.versions.compare import Change, compare
from affiche.versions.labels import speech
from affiche.versions.wording import Mark

# Two pictures of a tile are the same when every dot has its like nearby: one changed feeling moves
# the curve of its neighbours a hair. Dots an inch, dots around (1 mm), and how alike colours are.
DPI, AROUND, ALIKE = 50.0, 5, 24
# So many dots that are not alike are nothing: the rim of a letter.
SPECKS = 3
FIGURE = re.compile(r"[-−+]?\d+[.,]\d+")
MM = 25.4
Note = tuple[str, Mapping[str, object]]


@dataclass(frozen=True)
class Wanted:
    """What is to be cut: the large sheets, the paper, and what they are compared with: its name,
    and the commit that it stands for."""

    sheets: tuple[Sheet, ...]
    size: str
    since: str = ""
    commit: str = ""


def wanted(draft: Draft) -> Wanted | None:
    """What a build is asked for; None for nothing. Raises ContentError for what cannot be."""
    options = draft.options
    written = draft.site.settings.posters.tiles or ""
    size = options.tiles or written or ("a4" if options.tiles_since else "")
    asked = options.tiles or options.tiles_since
    if not size or not (options.pdf or asked):
        return None
    if not options.pdf:
        raise _wrong("tiles are sheets, and --no-pdf makes none", "Leave out --no-pdf.")
    sheets = tiles.large(draft.sheets)
    if not sheets and asked:
        what = "there is no map or poster on A1 or A0 to cut into tiles"
        raise _wrong(what, "Write in site.yaml: `posters: {{journey: [a1]}}`.")
    if not options.tiles_since:
        return Wanted(sheets, size)
    log = git.log(options.content)
    if log is None:
        what = "there is no history here: {folder} is not in git, or nothing is committed yet"
        folder = options.content.resolve().name
        raise _wrong(what, "All tiles are printed with: --tiles {size}", folder=folder, size=size)
    try:
        commit = then.commit_of(options.content, options.tiles_since)
    except ContentError as wrong:
        if log.shallow:
            hint = "The history is cut off here: `git fetch --unshallow --tags` brings the rest."
            wrong = ContentError([replace(p, hint=hint) for p in wrong.problems])
        raise wrong from None
    return Wanted(sheets, size, options.tiles_since, commit)


def cut(draft: Draft, asked: Wanted, sheets: Sheets, press: Press) -> Sheets:
    """The sheets, and with them the tiles. Raises ContentError when what they are compared with
    cannot be read, or had none of these sheets."""
    if sheets.notice:
        return sheets
    only = draft.options.only
    whole = [
        (sheet, tiles.sheet(sheet, asked.size, draft.paper, draft.words)) for sheet in asked.sheets
    ]
    made = [
        (each, sheets.printed[sheet.path].pdf)
        for sheet, each in whole
        if (not only or sheet.owner in only)
        and sheet.path in sheets.printed
        and sheets.printed[sheet.path].pdf
    ]
    rest = [each for sheet, each in whole if only and sheet.owner not in only]
    said: tuple[Note, ...] = ()
    if asked.since:
        found = dict(zip((s.path for s, _ in made), made, strict=True))
        large = {each.path: sheet for sheet, each in whole}
        made, said = _changed(draft, asked, [(large[p], *found[p]) for p in found])
        rest = []
    printed = _printed(draft, made, press)
    kept = published_facts(draft.options.out, rest)
    offered = (*(sheet for sheet, _ in made), *(sheet for sheet in rest if sheet.path in kept))
    return replace(
        sheets,
        printed={**sheets.printed, **printed},
        kept={**sheets.kept, **kept},
        tiles=offered,
        said=said,
    )


def _printed(draft: Draft, made: Sequence[tuple[Sheet, bytes]], press: Press) -> dict[str, Printed]:
    """The papers of the tiles from the press, with the maps in their windows."""
    themes = draft.options.themes
    frames = [
        (sheet, whole, submitted(press, sheet, draft.theme, draft.paper, themes))
        for sheet, whole in made
    ]
    profile = print_profile(draft.site.settings.print.shops[""], None)
    found = {}
    for sheet, whole, future in frames:
        frame = result(future, sheet)
        if not frame.pdf:
            found[sheet.path] = frame
            continue
        done = editions.for_screen(sheet, filled(sheet, frame.pdf, whole), profile)
        fact = SheetFact(len(done.pdf), (), frame.fact.problems + done.problems, done.checks)
        found[sheet.path] = Printed(done.pdf, fact)
    return found


# What changed ------------------------------------------------------------------------------


def _changed(
    draft: Draft, asked: Wanted, made: Sequence[tuple[Sheet, Sheet, bytes]]
) -> tuple[list[tuple[Sheet, bytes]], tuple[Note, ...]]:
    """Of each large sheet the tiles that differ, and what there is to say of each."""
    found: list[tuple[Sheet, bytes]] = []
    notes: list[Note] = []
    absent = 0
    with (
        then.content_at(draft, asked.commit, asked.since) as old,
        Press(draft.options.jobs) as press,
    ):
        known = then.owners(draft, asked.commit)
        before = [
            (sheet, each, whole, old.sheet(sheet, known.get(sheet.owner, sheet.owner), draft))
            for sheet, each, whole in made
        ]
        futures = {
            sheet.path: press.submit(was, draft.theme, old.paper)
            for sheet, _, _, was in before if was and was.hash != sheet.hash
        }  # fmt: skip
        for sheet, each, whole, was in before:
            title = {"title": each.data["tiles"].title, "paper": sheet.paper.name.upper(),
                     "since": asked.since}  # fmt: skip
            if was is None:
                absent += 1
                notes.append(("{title} on {paper} was not there in {since}: all of it is new",
                              title))  # fmt: skip
            elif was.hash == sheet.hash:
                notes.append(("{title} on {paper} is as it was in {since}: nothing to print",
                              title))  # fmt: skip
            else:
                one = _since(draft, asked, old, sheet, each, whole, futures[sheet.path].result())
                found.append((one, whole))
                names = ", ".join(one.data["tiles"].shown)
                values = {**title, "names": names, "file": one.path}
                notes.append(("{title} on {paper}: print {names} ({file})", values))
    if made and absent == len(made):
        what = "none of these sheets was there in {since}"
        raise _wrong(what, "All tiles are printed with: --tiles {size}",
                     since=asked.since, size=asked.size)  # fmt: skip
    return found, tuple(notes)


def _since(
    draft: Draft, asked: Wanted, old: Then, sheet: Sheet, all_of: Sheet, whole: bytes, was: Printed
) -> Sheet:
    """The sheet of the tiles that differ."""
    grid: Grid = all_of.data["tiles"].grid
    marked = [grid.at(*spot) for spot in paper.found(whole, (sheet.hash,))[sheet.hash]]
    names = _differing(grid, whole, was.pdf) if was.pdf else {t.name for t in grid.tiles}
    names |= set(filter(None, marked))
    shown = [tile.name for tile in grid.tiles if tile.name in names]
    before, lines = _told(draft, old, sheet, known=then.owners(draft, asked.commit))
    changed = _on_tiles(lines, grid, names, whole)
    return tiles.only(all_of, shown, asked.since, before, draft.words, changed, marked)


def _differing(grid: Grid, now: bytes, before: bytes) -> set[str]:
    """The tiles that do not look the same, or do not read the same."""
    pictures = [paper.seen(one, DPI) for one in (now, before)]
    strange = _strange(*pictures)
    texts = [
        paper.texts(one, [(t.left, t.top, t.width, t.height) for t in grid.tiles])
        for one in (now, before)
    ]
    return {
        tile.name
        for tile, new, old in zip(grid.tiles, *texts, strict=True)
        if new != old or strange is None or _specks(strange, tile) > SPECKS
    }


def _strange(now: Any, before: Any) -> Any:
    """White where a dot of one picture has nothing like it nearby in the other; None when the two
    are not of one size."""
    from PIL import ImageChops, ImageFilter

    if now.size != before.size:
        return None
    found = None
    for one, other in ((now, before), (before, now)):
        low = other.filter(ImageFilter.MinFilter(AROUND))
        high = other.filter(ImageFilter.MaxFilter(AROUND))
        over = ImageChops.subtract(one, high)
        under = ImageChops.subtract(low, one)
        most = ImageChops.lighter(over, under)
        bands = most.split()
        grey = ImageChops.lighter(ImageChops.lighter(bands[0], bands[1]), bands[2])
        marked = grey.point(lambda value: 255 if value > ALIKE else 0)
        found = marked if found is None else ImageChops.lighter(found, marked)
    return found


def _specks(strange: Any, tile: Tile) -> int:
    dots = DPI / MM
    box = (tile.left, tile.top, tile.left + tile.width, tile.top + tile.height)
    part = strange.crop(tuple(round(side * dots) for side in box))
    return int(part.histogram()[255])


def _told(
    draft: Draft, old: Then, sheet: Sheet, known: Mapping[str, str]
) -> tuple[str, tuple[tuple[Change, str], ...]]:
    """What the version of then is called, and each change in words, as colleagues may know it."""
    site = draft.site
    now: Any = site.personas.get(sheet.owner) or site.journeys.get(sheet.owner)
    name = known.get(sheet.owner, sheet.owner)
    was: Any = old.site.personas.get(name) or old.site.journeys.get(name)
    if not isinstance(now, Persona | Journey) or not isinstance(was, type(now)):
        return "", ()
    veil = Veil(site, draft.theme, draft.words, draft.options.today, Searched())
    seen, _ = veil.told((was, now))
    said = draft.words.say
    number = seen[id(was)].version
    called = said("version {version}", version=number) if number else ""
    changes = compare(seen[id(was)], seen[id(now)], speech(site, draft.words)).changes
    return called, tuple((change, _line(change, draft)) for change in changes)


def _line(change: Change, draft: Draft) -> str:
    """ "Offerte, Gevoel: ongeduldig werd gehoord"."""
    gone, added = " ".join(change.gone), " ".join(change.added)
    text = added or gone or " ".join(piece.text for piece in change.pieces)
    if gone and added:
        text = draft.words.say("{was} became {now}", was=gone, now=added)
    return ": ".join(filter(None, (", ".join(change.where[-2:]), text)))


def _on_tiles(
    lines: Sequence[tuple[Change, str]], grid: Grid, names: set[str], whole: bytes
) -> dict[str, tuple[str, ...]]:
    """The lines by the tile on which the new words stand."""
    wanted = {line: tuple(_spoken(change)) for change, line in lines}
    spots = paper.found(whole, (text for texts in wanted.values() for text in texts))
    found: dict[str, tuple[str, ...]] = {}
    for line, texts in wanted.items():
        first = next((spots[text] for text in texts if spots.get(text)), ())
        for name in dict.fromkeys(grid.at(*spot) for spot in first):
            if name in names:
                found[name] = (*found.get(name, ()), line)
    return found


def _spoken(change: Change) -> Iterator[str]:
    """What stands on the map of a change, from the surest to the shortest: the new words with
    those around them, as far as one line may hold them."""
    words = [(word, piece.mark) for piece in change.pieces if piece.mark is not Mark.GONE
             for word in piece.text.split()]  # fmt: skip
    first = next((at for at, (_, mark) in enumerate(words) if mark is Mark.ADDED), None)
    if first is None:
        return
    for begin in dict.fromkeys((max(0, first - 1), first)):
        for count in (4, 3, 2):
            if first < begin + count <= len(words):
                yield " ".join(word for word, _ in words[begin : begin + count])
    alone = words[first][0]
    if FIGURE.fullmatch(alone):  # as maps write it: −0,6 and +0,6
        yield ("−" if alone[0] in "-−" else "+") + alone.replace(".", ",").lstrip("+-−")
    elif len(alone) > 3:
        yield alone


def _wrong(what: str, hint: str, **values: object) -> ContentError:
    return ContentError([Problem(Kind.ERROR, "call", Place(""), what, hint, values)])
