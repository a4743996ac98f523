"""What a paper sheet is about in; the `Sheet` of one persona, or of the whole company, out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from affiche import words as languages
from affiche.errors import Place
from affiche.model import PAPERS, Journey, Persona, Site, Status
from affiche.pages.plan import Sheet
from affiche.words import Words


def voice(document: Persona | Journey, site: Site, words: Words) -> tuple[str, Words]:
    """The language of a persona or journey, and the words around its texts: of that language, or
    of the site when there is no catalogue for it."""
    language = document.language or site.settings.language
    speaks = languages.spoken(language, words.language)
    return language, words if speaks == words.language else languages.words(speaks)


def handed_over(site: Site, words: Words) -> Iterator[tuple[Persona, str, Words]]:
    """Each persona that is not in the archive, with its `voice`."""
    for persona in site.personas.values():
        if persona.status is not Status.ARCHIVED:
            yield (persona, *voice(persona, site, words))


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
    path = f"personas/{persona.id}/{persona.id}-{what}-{size}{after}.pdf"
    return upright(path, kind, title, size, language, data, (persona.id, Place(persona.path)))


def of_company(
    path: str, kind: str, title: str, size: str, site: Site, data: Mapping[str, Any]
) -> Sheet:
    """A sheet that is about nobody in particular, in the language of the site."""
    of = (kind, Place("content/site.yaml"))
    return upright(path, kind, title, size, site.settings.language, data, of)


def upright(
    path: str, kind: str, title: str, size: str, language: str, data: Mapping[str, Any],
    of: tuple[str, Place],
) -> Sheet:  # fmt: skip
    """An upright sheet to read at arm's length. `of`: whose it is, and where that is written."""
    owner, source = of
    return Sheet(
        path=path,
        kind=kind,
        template=f"sheets/{kind}.html.j2",
        title=title,
        owner=owner,
        paper=PAPERS[size],
        landscape=False,
        profile="detail",
        language=language,
        data=data,
        source=source,
    )
