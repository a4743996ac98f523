"""The plan of pages in; for each persona and journey the picture that a chat program shows beside a
link to it, out: 1200 × 630 px, PNG.

They are made only for a site that says its address (`url`), since a picture is named whole. They
show what the page shows: a photo whose consent does not hold there is not on them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from affiche import kept
from affiche.errors import AfficheError, Place
from affiche.images import paper
from affiche.kept import Store
from affiche.model import Paper
from affiche.pages import cards
from affiche.pages.journey.heads import JourneyCard
from affiche.pages.plan import Page, PersonaCard, Sheet
from affiche.pages.relations import Relations
from affiche.render import Renderer

if TYPE_CHECKING:
    from affiche.sheets.layout.typeset import Typesetter

# 1200 × 630 CSS pixels, of which there are 96 in an inch.
DPI = 96
SIZE = Paper("link", 630 * 25.4 / DPI, 1200 * 25.4 / DPI, 0)


def made(related: Relations, renderer: Renderer, style: bytes, store: Store) -> dict[str, bytes]:
    """Path → picture. One that cannot be laid out is not there, and its page names none."""
    typesetter, found = None, {}
    for sheet in _planned(related):
        key = _key(sheet, style, renderer.frame.company, _pixels(sheet, related))
        picture = store.get(key)
        if picture is None:
            typesetter = typesetter or _typesetter(renderer)
            try:
                pdf = typesetter.pdf(sheet, typesetter.lay(sheet))
            except AfficheError:
                continue
            picture = paper.png(paper.seen(pdf, DPI))
            store.put(key, picture)
        found[sheet.path] = picture
    return found


@kept.memo(2 * kept.DOCUMENTS)
def _key(sheet: Sheet, style: bytes, company: str, pixels: str) -> bytes:
    return kept.key("link", style, company, repr(sheet), pixels)


def _typesetter(renderer: Renderer) -> Typesetter:
    """Only when a picture is to be made: importing it takes half a second."""
    from affiche.sheets.layout.typeset import Typesetter

    return Typesetter(renderer)


def named(planned: Sequence[Page], pictures: Mapping[str, bytes]) -> tuple[Page, ...]:
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
