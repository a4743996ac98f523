"""The family poster: all personas in, one A2 with a card for each out.

The most important stand first; a card has a face, a name, a tagline, and a quote or else a goal.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from affiche.errors import Place
from affiche.markup import plain
from affiche.model import PAPERS, Persona, Priority, Site, Status
from affiche.pages import posters
from affiche.pages.plan import Portrait, Sheet
from affiche.words import Words

PATH = "personas/family-poster-a2.pdf"
# A longer quote or goal than this is not read across a room.
LETTERS = 150


@dataclass(frozen=True)
class Member:
    """A card of the poster. `said`: a quote when `quoted`, else the first goal, or ""."""

    id: str
    name: str
    tagline: str
    said: str
    quoted: bool
    label: str
    status: str
    portrait: Portrait


def sheets(site: Site, words: Words) -> tuple[Sheet, ...]:
    """The poster, when there is anybody to show."""
    return tuple(_sheets(site, words))


def _sheets(site: Site, words: Words) -> Iterator[Sheet]:
    members = tuple(_member(persona, site, words) for persona in ranked(site))
    if members:
        yield Sheet(
            path=PATH,
            kind="family",
            template="sheet-family.html.j2",
            title=words.gettext("All our personas"),
            owner="family",
            paper=PAPERS["a2"],
            landscape=False,
            profile="detail",
            language=site.settings.language,
            data={"members": members, "company": plain(site.settings.name or "")},
            source=Place("content/site.yaml"),
        )


def ranked(site: Site) -> list[Persona]:
    """The personas that are not in the archive, the most important first."""
    order = {priority: number for number, priority in enumerate(Priority)}
    shown = (one for one in site.personas.values() if one.status is not Status.ARCHIVED)
    return sorted(shown, key=lambda one: order.get(one.priority, 1) if one.priority else 1)


def _member(persona: Persona, site: Site, words: Words) -> Member:
    said, quoted = _said(persona)
    poster = posters.poster(persona, site, words)
    return Member(
        id=persona.id,
        name=plain(persona.name),
        tagline=persona.tagline or next(iter(poster.lines), ""),
        said=said,
        quoted=quoted,
        label=words.label(persona.priority) if persona.priority else "",
        status=words.label(persona.status) if persona.status is not Status.FINAL else "",
        portrait=poster.portrait,
    )


def _said(persona: Persona) -> tuple[str, bool]:
    for quote in (persona.quote, *persona.quotes):
        if quote and len(quote.text) <= LETTERS:
            return quote.text.strip().strip('“”"„'), True
    goal = next((goal.text for goal in persona.goals if len(goal.text) <= LETTERS), "")
    return goal, False
