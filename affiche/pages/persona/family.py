"""The family poster: all personas in, one A2 with a card for each out.

The most important stand first, and larger; a card has a face, a name, a line about who this is, and
a quote or else a goal.
"""

from __future__ import annotations

from dataclasses import dataclass

from affiche.markup import plain
from affiche.model import Persona, PersonaKind, Priority, Site, Status
from affiche.pages.persona import poster as posters
from affiche.pages.persona.openings import breakable, longest_word, opening
from affiche.pages.plan import Portrait, Sheet
from affiche.pages.printed import codes, papers
from affiche.words import Words

PATH = "personas/family-poster-a2.pdf"
GALLERY = "personas/index.html"
# A longer quote, goal or line than this is not read across a room: its beginning stands there.
SAID, LINE = 150, 130


@dataclass(frozen=True)
class Member:
    """A card of the poster. `said`: a quote when `quoted`, else the first goal, or "". `kind` says
    that it is a role or a group; `label` and `status` how important and how sure it is, `late` that
    nobody looked whether it still holds; `longest` is the longest word of the name, `shown` the
    name with places to break such a word."""

    id: str
    name: str
    shown: str
    tagline: str
    said: str
    quoted: bool
    kind: str
    label: str
    status: str
    primary: bool
    portrait: Portrait
    language: str
    longest: str
    late: str = ""


def sheets(site: Site, words: Words) -> tuple[Sheet, ...]:
    """The poster, when there is anybody to show."""
    members = tuple(_member(persona, site, words) for persona in ranked(site))
    if not members:
        return ()
    title = words.gettext("All our personas")
    address = codes.address(GALLERY, site)
    data = {
        "members": members,
        "company": plain(site.settings.name or ""),
        "address": address,
        "code": codes.code(address),
    }
    return (papers.of_company(PATH, "family", title, "a2", site, data),)


def ranked(site: Site) -> list[Persona]:
    """The personas that are not in the archive, the most important first."""
    order = {priority: number for number, priority in enumerate(Priority)}
    shown = (one for one in site.personas.values() if one.status is not Status.ARCHIVED)
    return sorted(shown, key=lambda one: order.get(one.priority, 1) if one.priority else 1)


def _member(persona: Persona, site: Site, words: Words) -> Member:
    said, quoted = _said(persona)
    poster = posters.poster(persona, site, words)
    line = persona.tagline or poster.beside or next(iter(poster.lines), "")
    return Member(
        id=persona.id,
        name=poster.headline,
        shown=breakable(poster.headline),
        tagline=opening(line, LINE),
        said=said,
        quoted=quoted,
        kind=words.label(persona.kind) if persona.kind is not PersonaKind.PERSON else "",
        label=words.label(persona.priority) if persona.priority else "",
        status=words.label(persona.status) if persona.status is not Status.FINAL else "",
        primary=persona.priority is Priority.PRIMARY,
        portrait=poster.portrait,
        language=persona.language or site.settings.language,
        longest=longest_word(poster.headline),
        late=words.gettext("Review is late") if persona.path in site.overdue else "",
    )


def _said(persona: Persona) -> tuple[str, bool]:
    """The first quote that is short enough, else the beginning of one, else a goal."""
    quotes = [quote.text for quote in (persona.quote, *persona.quotes) if quote]
    short = [text for text in quotes if len(text) <= SAID]
    if quotes:
        return opening((short or quotes)[0], SAID).strip().strip('“”"„'), True
    return next((opening(goal.text, SAID) for goal in persona.goals), ""), False
