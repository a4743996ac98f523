"""The persona gallery and a page for each persona."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from affiche.errors import Place
from affiche.model import Persona, Site
from affiche.pages import cards
from affiche.pages.plan import Page, Sheet, SheetFact
from affiche.words import Words


def pages(
    site: Site, words: Words, sheets: Sequence[Sheet], facts: Mapping[str, SheetFact]
) -> Iterator[Page]:
    """The gallery and a page for each persona."""
    for persona in site.personas.values():
        yield _page(persona, site, words, sheets, facts)


def _page(
    persona: Persona,
    site: Site,
    words: Words,
    sheets: Sequence[Sheet],
    facts: Mapping[str, SheetFact],
) -> Page:
    return Page(
        path=cards.persona_path(persona.id),
        template="persona.html.j2",
        title=persona.name,
        section="personas",
        data={
            "persona": persona,
            "card": cards.persona_card(persona, site),
            "sheets": cards.sheet_links(sheets, facts, persona.id),
        },
        source=Place(persona.path),
    )
