"""The presentation of a persona: its slides as a PDF for a screen, and as pages of the site."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from affiche.errors import Place
from affiche.markup import plain
from affiche.model import Persona, Site, Status
from affiche.model.paper import SCREEN
from affiche.pages import cards
from affiche.pages.persona.slides import deck
from affiche.pages.plan import Link, Page, Sheet
from affiche.pages.printed import papers
from affiche.pages.relations import Relations
from affiche.words import Words

KIND = "presentation"


def slides_path(persona_id: str) -> str:
    """The page with the slides."""
    return f"personas/{persona_id}/{KIND}/index.html"


def speaker_path(persona_id: str) -> str:
    """The page for whoever tells it: the notes, slide by slide."""
    return f"personas/{persona_id}/{KIND}/speaker/index.html"


def handover_path(persona_id: str) -> str:
    """The page with everything that this persona is handed over with."""
    return f"personas/{persona_id}/hand-over/index.html"


def sheets(site: Site, words: Words) -> Iterator[Sheet]:
    """The slides of each persona that is not in the archive, with the notes behind them."""
    for persona, language, spoken in papers.handed_over(site, words):
        told = deck(persona, site, spoken)
        title = spoken.say("{name}: presentation", name=plain(persona.name))
        data = {"poster": told.poster, "slides": told.slides}
        made = papers.of_persona(persona, KIND, title, language, data, (KIND, "a4", ""))
        path = f"personas/{persona.id}/{persona.id}-{KIND}.pdf"
        yield replace(made, path=path, paper=SCREEN, landscape=True)


def pages(related: Relations) -> Iterator[Page]:
    """The slides of each persona, and a page for the speaker."""
    for persona in related.site.personas.values():
        if persona.status is not Status.ARCHIVED:
            yield from _pages(persona, related)


def _pages(persona: Persona, related: Relations) -> Iterator[Page]:
    card = related.personas[persona.id]
    told = deck(persona, related.site, related.words)
    title = related.words.say("{name}: presentation", name=plain(persona.name))
    data = {
        "card": card, "deck": told, "speaker": speaker_path(persona.id),
        "show": slides_path(persona.id), "back": cards.persona_path(persona.id),
    }  # fmt: skip
    for path, template, called in (
        (slides_path(persona.id), "pages/presentation.html.j2", title),
        (speaker_path(persona.id), "pages/speaker.html.j2",
         related.words.say("{name}: notes for the speaker", name=plain(persona.name))),
    ):  # fmt: skip
        yield Page(
            path=path, template=template, title=called, section="personas", data=data,
            language=persona.language, source=Place(persona.path),
            description=persona.tagline or "",
            crumbs=(Link(related.words.gettext("Personas"), "personas/index.html"),
                    Link(card.name, card.path)),
        )  # fmt: skip
