"""The plan of pages in; for each persona and journey the picture that a chat program shows beside a
link to it, out: 1200 × 630 px, PNG.

They are made only for a site that says its address (`url`), since a picture is named whole. They
show what the page shows: a photo whose consent does not hold there is not on them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from affiche import kept
from affiche.building.rendering.memory import Memory
from affiche.building.rendering.processes import shared
from affiche.building.rendering.spool import Spool
from affiche.errors import AfficheError, Place
from affiche.images import paper
from affiche.model import Paper, Site
from affiche.pages import cards
from affiche.pages.journey.heads import JourneyCard
from affiche.pages.plan import Frame, Page, PersonaCard, Sheet
from affiche.pages.relations import Relations
from affiche.render import Renderer
from affiche.themes import Theme
from affiche.words import words

if TYPE_CHECKING:
    from affiche.sheets.layout.typeset import Typesetter

# 1200 × 630 CSS pixels, of which there are 96 in an inch.
DPI = 96
# Fewer than these are drawn in the time that processes take to start; each draws so many at once.
FEW, CHUNK = 40, 10
SIZE = Paper("link", 630 * 25.4 / DPI, 1200 * 25.4 / DPI, 0)


def made(
    related: Relations, renderer: Renderer, style: bytes, memory: Memory, spool: Spool, jobs: int
) -> frozenset[str]:
    """The paths of the pictures, which go to the `spool`; many are made by so many processes. One
    that cannot be laid out is not there, and its page names none."""
    store, before = memory.store, _last.copy()
    _last.clear()
    company = renderer.frame.company
    planned = {
        sheet.path: (sheet, _key(sheet, style, company, _pixels(sheet, related)))
        for sheet in _planned(related)
    }
    found: set[str] = set()

    def keep(path: str, key: bytes, picture: bytes) -> None:
        found.add(path)
        spool.add(path, picture)
        if not memory.lean:
            _last[path] = key, picture

    for path, (_, key) in planned.items():
        known = before.get(path, (b"", None))
        if picture := known[1] if known[0] == key else store.get(key):
            keep(path, key, picture)
    missing = [sheet for path, (sheet, _) in planned.items() if path not in found]
    for path, picture in _drawn(missing, renderer, jobs):
        key = planned[path][1]
        store.put(key, picture)
        keep(path, key, picture)
    return frozenset(found)


def _drawn(missing: list[Sheet], renderer: Renderer, jobs: int) -> Iterator[tuple[str, bytes]]:
    """The pictures that can be laid out, by their path: many by processes, the rest here."""
    left = {sheet.path: sheet for sheet in missing}
    if jobs > 1 and len(missing) >= FEW:
        chunks = (missing[at : at + CHUNK] for at in range(0, len(missing), CHUNK))
        site = Site(settings=renderer.site.settings, images=renderer.site.images)
        known = (renderer.theme, site, renderer.words.language, renderer.frame)
        for pictures in shared(jobs, chunks, _chunk, _begin, known):
            for path, picture in pictures.items():
                del left[path]
                if picture:
                    yield path, picture
    typesetter = _typesetter(renderer) if left else None
    for path, sheet in left.items():
        if typesetter and (picture := _picture(sheet, typesetter)):
            yield path, picture


def _picture(sheet: Sheet, typesetter: Typesetter) -> bytes:
    """The picture; nothing where it cannot be laid out."""
    try:
        pdf = typesetter.pdf(sheet, typesetter.lay(sheet))
    except AfficheError:
        return b""
    return paper.png(paper.seen(pdf, DPI))


# In a process ------------------------------------------------------------------------------

_for: list[Typesetter] = []


def _begin(theme: Theme, site: Site, language: str, frame: Frame) -> None:
    spoken = words(language, tuple(folder / "locale" for folder in theme.folders))
    _for.append(_typesetter(Renderer(theme, site, spoken, frame)))


def _chunk(sheets: list[Sheet]) -> dict[str, bytes]:
    return {sheet.path: _picture(sheet, _for[0]) for sheet in sheets}


# Path → key and picture, of the last time: the very same bytes need not be searched, hashed and
# compared with what stands in the site again.
_last: dict[str, tuple[bytes, bytes]] = {}
kept.forgotten(_last.clear)


@kept.memo(2 * kept.DOCUMENTS)
def _key(sheet: Sheet, style: bytes, company: str, pixels: str) -> bytes:
    return kept.key("link", style, company, repr(sheet), pixels)


def _typesetter(renderer: Renderer) -> Typesetter:
    """Only when a picture is to be made: importing it takes half a second."""
    from affiche.sheets.layout.typeset import Typesetter

    return Typesetter(renderer)


def named(planned: Sequence[Page], pictures: frozenset[str]) -> tuple[Page, ...]:
    """The pages, each with the path of its picture if there is one."""
    paths = {cards.link_picture(page.path): page.path for page in planned}
    owners = {page: path for path, page in paths.items() if path in pictures}
    return tuple(
        replace(page, image=owners[page.path]) if page.path in owners else page for page in planned
    )


def _pixels(sheet: Sheet, related: Relations) -> str:
    portrait = sheet.data["portrait"]
    image = related.site.images.get(portrait.file or "") if portrait else None
    return image.digest if image else ""


def _planned(related: Relations) -> Iterator[Sheet]:
    """A sheet for each persona and journey of a site that says its address."""
    if not related.site.settings.url:
        return
    site, spoken = related.site, related.words.language
    for card in related.personas.values():
        yield _of_persona(card, site.personas[card.id].path, spoken)
    for journey in related.journeys.values():
        yield _of_journey(journey, site.journeys[journey.id].path, spoken)


@kept.memo(kept.DOCUMENTS)
def _of_persona(card: PersonaCard, source: str, spoken: str) -> Sheet:
    data = {"line": card.tagline, "portrait": card.portrait, "spark": None, "summary": ""}
    return _sheet(card.path, card.name, card.language or spoken, source, data)


@kept.memo(kept.DOCUMENTS)
def _of_journey(journey: JourneyCard, source: str, spoken: str) -> Sheet:
    people = journey.people
    data = {
        "line": journey.conclusion or journey.scenario,
        "portrait": people[0].portrait if people else None,
        "spark": journey.spark,
        "summary": journey.summary,
    }
    return _sheet(journey.path, journey.title, journey.language or spoken, source, data)


def _sheet(page: str, name: str, language: str, source: str, data: dict[str, Any]) -> Sheet:
    return Sheet(
        path=cards.link_picture(page),
        kind="link",
        template="sheets/link.html.j2",
        title=name,
        owner="",
        paper=SIZE,
        landscape=True,
        profile="",
        language=language,
        data={"name": name, **data},
        source=Place(source),
    )
