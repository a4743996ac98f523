"""The briefings for agencies, and a page for each: what an agency will be told, for colleagues.

Of personas and journeys a briefing has only what may leave the company.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from affiche.errors import Place
from affiche.model import Briefing
from affiche.pages import cards
from affiche.pages.plan import Link, Page, SheetFact
from affiche.pages.relations import Relations
from affiche.pages.visible import for_agency

LIST = "briefings/index.html"


def pages(related: Relations, facts: Mapping[str, SheetFact]) -> Iterator[Page]:
    """The list and its pages; nothing when there is no briefing. `facts` (path → fact) tells
    which files for the agency were made."""
    if not related.briefings:
        return
    words = related.words
    found = sorted(
        related.briefings.values(),
        key=lambda card: (card.overdue, card.deadline is None, str(card.deadline), card.title),
    )
    yield Page(
        path=LIST,
        template="pages/briefings.html.j2",
        title=words.gettext("Briefings"),
        section="briefings",
        description=words.gettext("What we ask of agencies, and for whom."),
        data={"briefings": tuple(found)},
    )
    for briefing in related.site.briefings.values():
        yield _page(briefing, related, facts)


def _page(briefing: Briefing, related: Relations, facts: Mapping[str, SheetFact]) -> Page:
    site = related.site
    personas = [site.personas[name] for name in briefing.personas if name in site.personas]
    return Page(
        path=cards.briefing_path(briefing.id),
        template="pages/briefing.html.j2",
        title=briefing.title,
        section="briefings",
        description=briefing.goal or "",
        language=briefing.language,
        crumbs=(Link(related.words.gettext("Briefings"), LIST),),
        data={
            "briefing": briefing,
            "card": related.briefings[briefing.id],
            "personas": tuple(
                (related.personas[persona.id], for_agency(persona)) for persona in personas
            ),
            "sections": tuple(
                (related.personas[persona.id].short, section)
                for persona in personas
                for section in persona.sections
                if section.title in briefing.sections
            ),
            "journeys": tuple(
                related.journeys[name] for name in briefing.journeys if name in related.journeys
            ),
            "files": tuple(
                (path, facts[path].size)
                for ending in ("pdf", "zip")
                if (path := cards.briefing_file(briefing.id, ending)) in facts
            ),
            "phases": tuple(related.phase(phase) for phase in briefing.phases),
        },
        source=Place(briefing.path),
    )
