"""All that is known in; pages for elsewhere out: one that an office screen goes through by itself,
and blocks that another page of the intranet can hold.

Neither says anything that no other page says.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from affiche.model import Status
from affiche.model.text import Text
from affiche.pages.journey.heads import JourneyCard
from affiche.pages.plan import OpportunityCard, Page, PersonaCard
from affiche.pages.relations import Relations

KIOSK = "kiosk/index.html"
# So many texts of a kind are read from a distance.
MOST = 3
MOST_CHANCES = 5


@dataclass(frozen=True)
class PersonSlide:
    """A persona on a screen: what they say, want and suffer from."""

    card: PersonaCard
    quote: str
    goals: tuple[Text, ...]
    pains: tuple[Text, ...]


def pages(related: Relations) -> Iterator[Page]:
    """The screen, and a block for each persona and journey; nothing when there is nobody yet."""
    people, journeys = tuple(_people(related)), tuple(_journeys(related))
    if not people:
        return
    words = related.words
    yield Page(
        path=KIOSK,
        template="pages/kiosk.html.j2",
        title=words.gettext("On a screen"),
        section="kiosk",
        description=words.gettext(
            "Goes through all personas and journeys by itself, for a screen in the office."
        ),
        data={"people": people, "journeys": journeys, "chances": _chances(related)},
    )
    for slide in people:
        yield _block(embed_path("personas", slide.card.id), slide.card.name, {"slide": slide})
    for journey in journeys:
        yield _block(embed_path("journeys", journey.id), journey.title, {"journey": journey})


def embed_path(kind: str, name: str) -> str:
    """The block of a persona or a journey."""
    return f"embed/{kind}/{name}.html"


def _block(path: str, title: str, data: dict[str, object]) -> Page:
    return Page(
        path=path,
        template="pages/embed.html.j2",
        title=title,
        section="embed",
        data={"slide": None, "journey": None, **data},
    )


def _people(related: Relations) -> Iterator[PersonSlide]:
    for persona in related.site.personas.values():
        if persona.status is not Status.ARCHIVED:
            quotes = [quote for quote in (persona.quote, *persona.quotes) if quote]
            yield PersonSlide(
                related.personas[persona.id], quotes[0].text if quotes else "",
                persona.goals[:MOST], persona.pains[:MOST],
            )  # fmt: skip


def _journeys(related: Relations) -> Iterator[JourneyCard]:
    return (one for one in related.journeys.values() if one.status is not Status.ARCHIVED)


def _chances(related: Relations) -> tuple[OpportunityCard, ...]:
    return related.opportunities[:MOST_CHANCES]
