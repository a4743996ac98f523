"""The persona gallery, a page for each persona, and its posters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from affiche.errors import Place
from affiche.model import PAPERS, Persona, Site
from affiche.pages import cards
from affiche.pages.plan import Page, Sheet, SheetFact
from affiche.words import Words


def sheets(site: Site, words: Words) -> tuple[Sheet, ...]:
    """The posters of every persona in every size that the company asks for."""
    return tuple(
        Sheet(
            path=f"personas/{persona.id}/{persona.id}-poster-{size}.pdf",
            kind="persona",
            template="sheet-persona.html.j2",
            title=persona.name,
            owner=persona.id,
            paper=PAPERS[size],
            landscape=False,
            profile=str(persona.poster.profile or site.settings.posters.profile),
            language=persona.language or site.settings.language,
            data={"persona": persona, "card": cards.persona_card(persona, site)},
            source=Place(persona.path),
        )
        for persona in site.personas.values()
        for size in site.settings.posters.persona
    )


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
