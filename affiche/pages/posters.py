"""The posters of the personas: a `Site` in, `Sheet`s out."""

from __future__ import annotations

from affiche.errors import Place
from affiche.model import PAPERS, Site
from affiche.pages import cards
from affiche.pages.plan import Sheet
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
