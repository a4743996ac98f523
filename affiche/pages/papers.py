"""What a paper sheet is about in; the `Sheet` of one persona, or of the whole company, out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from affiche import words as languages
from affiche.errors import Place
from affiche.model import PAPERS, Journey, Persona, Site
from affiche.pages.plan import Sheet
from affiche.words import Words


def voice(document: Persona | Journey, site: Site, words: Words) -> tuple[str, Words]:
    """The language of a persona or journey, and the words around its texts: of that language, or
    of the site when there is no catalogue for it."""
    language = document.language or site.settings.language
    speaks = languages.spoken(language, words.language)
    return language, words if speaks == words.language else languages.words(speaks)


def of_persona(
    persona: Persona,
    kind: str,
    title: str,
    language: str,
    data: Mapping[str, Any],
    name: tuple[str, str, str],
) -> Sheet:
    """A sheet of one persona. `name`: what its file is called, its paper, and what comes after that
    ("poster", "a3", "-feedback")."""
    what, size, after = name
    return Sheet(
        path=f"personas/{persona.id}/{persona.id}-{what}-{size}{after}.pdf",
        kind=kind,
        template=f"sheets/{kind}.html.j2",
        title=title,
        owner=persona.id,
        paper=PAPERS[size],
        landscape=False,
        profile="detail",
        language=language,
        data=data,
        source=Place(persona.path),
    )


def of_company(
    path: str, kind: str, title: str, size: str, site: Site, data: Mapping[str, Any]
) -> Sheet:
    """A sheet that is about nobody in particular, in the language of the site."""
    return Sheet(
        path=path,
        kind=kind,
        template=f"sheets/{kind}.html.j2",
        title=title,
        owner=kind,
        paper=PAPERS[size],
        landscape=False,
        profile="detail",
        language=site.settings.language,
        data=data,
        source=Place("content/site.yaml"),
    )
