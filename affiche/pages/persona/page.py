"""The persona gallery and a page for each persona."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from urllib.parse import quote

from affiche.errors import Place
from affiche.measures import places
from affiche.measures.withheld import of_field
from affiche.model import Persona, State, Status
from affiche.pages import cards, completeness, figures
from affiche.pages.among import made_by
from affiche.pages.deciding import decisions_about
from affiche.pages.filters import filters
from affiche.pages.journey.tags import of_persona
from affiche.pages.life import life
from affiche.pages.persona.family import GALLERY
from affiche.pages.persona.keepsake import KINDS
from affiche.pages.persona.presentation import KIND, handover_path
from affiche.pages.plan import Link, Page, SheetLink
from affiche.pages.printed import marks
from affiche.pages.relations import Relations
from affiche.pages.typed import typed

# Where personas are laid beside each other: `alike`.
COMPARE = "compare/index.html"
# The kinds of sheet that its page offers.
OF_A_PERSONA = ("persona", "handout", "feedback")
# Those whose mark its page knows: the code on them leads there.
MARKED = (*OF_A_PERSONA, KIND, *KINDS, "meeting")


def pages(related: Relations, sheets: Sequence[SheetLink]) -> Iterator[Page]:
    """The gallery and a page for each persona."""
    words = related.words
    gallery = [related.personas[name] for name in related.site.personas]
    yield Page(
        path=GALLERY,
        template="pages/personas.html.j2",
        title=words.gettext("Personas"),
        section="personas",
        description=words.gettext("Every customer that we gave a face."),
        data={
            "current": tuple(card for card in gallery if card.status is not Status.ARCHIVED),
            "archived": tuple(card for card in gallery if card.status is Status.ARCHIVED),
            "marks": marks.rows("family", "", sheets, related.site),
            "filters": filters(
                {
                    c.path: of_persona(related.site.personas[c.id], related.site, words)
                    for c in gallery
                },
                words,
            ),
        },
    )
    owned = cards.by_owner(sheets)
    for persona in related.site.personas.values():
        yield _page(persona, related, owned.get(persona.id, ()))


def _page(persona: Persona, related: Relations, own: tuple[SheetLink, ...]) -> Page:
    sheets = tuple(sheet for sheet in own if sheet.kind in OF_A_PERSONA)
    marked = tuple(sheet for sheet in own if sheet.kind in MARKED)
    made = [related.site.journeys[name] for name in made_by(persona.id, related.site)]
    journeys = tuple(j.id for j in sorted(made, key=lambda j: j.state is State.TO_BE))
    before, after = _neighbours(persona, related)
    return Page(
        path=cards.persona_path(persona.id),
        template="pages/persona.html.j2",
        title=persona.name,
        section="personas",
        description=persona.tagline or "",
        crumbs=(Link(related.words.gettext("Personas"), GALLERY),),
        data={
            "persona": persona,
            "card": related.personas[persona.id],
            "sheets": sheets,
            "journeys": tuple(related.journeys[name] for name in journeys),
            "touchpoints": related.touchpoints(journeys) if journeys else (),
            "opportunities": related.opportunities_of(journeys),
            "measured": figures.measured(
                related.site.measurements,
                places.of_persona(persona.id),
                related.words,
                of_field("persona", persona.id),
            )
            + tuple(
                one.measured
                for one in typed((related.site.journeys[name] for name in journeys), related.words)
            ),
            "briefings": related.briefed.get(persona.id, ()),
            "life": life(persona, related.site),
            "marks": marks.rows(persona.id, persona.version or "", marked, related.site),
            "handed": "" if persona.status is Status.ARCHIVED else handover_path(persona.id),
            "decisions": decisions_about(persona, related.site),
            "compare": _compared(persona, related),
            "meter": completeness.of_persona(persona, related.words),
            "last": cards.last_changed(persona.path, related.site),
            "before": before,
            "after": after,
        },
        source=Place(persona.path),
    )


def _compared(persona: Persona, related: Relations) -> str:
    """Where it is laid beside others; "" when there is nobody to lay it beside."""
    known = related.current
    return f"{COMPARE}#{quote(persona.id)}" if persona.id in known and len(known) > 1 else ""


def _neighbours(persona: Persona, related: Relations) -> tuple[Link | None, Link | None]:
    names = related.names
    place = related.personas[persona.id].portrait.ground

    def link(at: int) -> Link | None:
        if not 0 <= at < len(names):
            return None
        card = related.personas[names[at]]
        return Link(card.name, card.path)

    return link(place - 1), link(place + 1)
