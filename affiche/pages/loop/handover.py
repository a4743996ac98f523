"""A persona in; what is there to hand it over with, on one page, and a block of text to paste, out.

The text has only what may leave the company: it goes into plans and handbooks that somebody may
send on. Where it is from, and which version, stands below it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from affiche.errors import Place
from affiche.markup import plain
from affiche.model import Persona, Status
from affiche.pages.cards import by_owner
from affiche.pages.loop import meeting
from affiche.pages.loop.decisions import EventCard, event_cards
from affiche.pages.persona import handout, keepsake, presentation
from affiche.pages.persona.keepsake import Keepsake
from affiche.pages.persona.presentation import handover_path
from affiche.pages.plan import Link, Page, SheetLink
from affiche.pages.relations import Relations

KINDS = (presentation.KIND, keepsake.CARD, keepsake.CARDS, keepsake.CERTIFICATE,
         keepsake.EXTRACT, meeting.KIND)  # fmt: skip


def block_path(persona_id: str, ending: str) -> str:
    """The text to paste, as Markdown ("md") or bare ("txt")."""
    return f"personas/{persona_id}/{persona_id}-block.{ending}"


def sent_on(personas: Iterable[str]) -> frozenset[str]:
    """The paths of what somebody may send on, by the ids of the personas: the blocks, and the page
    that shows one to copy."""
    return frozenset(
        path
        for one in personas
        for path in (block_path(one, "md"), block_path(one, "txt"), handover_path(one))
    )


def pages(
    related: Relations, sheets: Sequence[SheetLink], pictures: Mapping[str, str]
) -> Iterator[Page]:
    """A page for each persona that is not in the archive; `pictures`: persona id → the path of its
    block as a picture, where that is made."""
    owned = by_owner(sheets)
    for persona in _current(related):
        card = related.personas[persona.id]
        own = {one.kind: one for one in owned.get(persona.id, ()) if one.kind in KINDS}
        yield Page(
            path=handover_path(persona.id),
            template="pages/hand-over.html.j2",
            title=related.words.say("Hand over {name}", name=card.short),
            section="personas",
            crumbs=(Link(related.words.gettext("Personas"), "personas/index.html"),
                    Link(card.name, card.path)),
            data={
                "card": card,
                "sheets": own,
                "slides": presentation.slides_path(persona.id),
                "speaker": presentation.speaker_path(persona.id),
                "picture": pictures.get(persona.id, ""),
                "text": text(persona, related, marked=False),
                "files": (block_path(persona.id, "md"), block_path(persona.id, "txt")),
                "events": tuple(_events(card.path, related)),
            },
            language=persona.language,
            source=Place(persona.path),
        )  # fmt: skip


def _current(related: Relations) -> Iterator[Persona]:
    for persona in related.site.personas.values():
        if persona.status is not Status.ARCHIVED:
            yield persona


def _events(path: str, related: Relations) -> Iterator[EventCard]:
    for event in event_cards(related):
        if any(face.path == path for face in event.faces):
            yield event


def files(related: Relations) -> dict[str, bytes]:
    """The text of every persona: path → bytes. The bare one begins with a mark that tells Windows
    its letters."""
    found: dict[str, bytes] = {}
    for persona in _current(related):
        found[block_path(persona.id, "md")] = text(persona, related, marked=True).encode()
        found[block_path(persona.id, "txt")] = text(persona, related, marked=False).encode(
            "utf-8-sig"
        )
    return found


def text(persona: Persona, related: Relations, marked: bool) -> str:
    """The block as text, with the marks of Markdown or without."""
    seen = keepsake.for_plans(persona)
    told = keepsake.keepsake(seen, related.site, related.words, persona)
    poster = handout.whole(seen, related.site, related.words)
    lines = (*_head(seen, told, marked), *_lists(told, marked))
    asked = "".join(poster.question)
    end = (f"**{asked}**" if marked else asked, "", told.source)
    return "\n".join((*lines, *end)) + "\n"


def _head(persona: Persona, told: Keepsake, marked: bool) -> Iterator[str]:
    name = plain(persona.name)
    yield f"## {name}" if marked else name
    yield ""
    if told.who:
        yield told.who if marked else plain(told.who)
        yield ""
    if told.said:
        yield f"> {told.said}" if marked else f"“{plain(told.said)}”"
        yield ""


def _lists(told: Keepsake, marked: bool) -> Iterator[str]:
    for part in told.parts:
        yield f"**{part.title}**" if marked else part.title
        yield ""
        for item in part.items:
            yield f"- {item.text if marked else plain(item.text)}".replace("\n", " ")
        yield ""
    if told.story:
        yield told.story
        yield ""


def pictures(sheets: Sequence[SheetLink]) -> dict[str, str]:
    """Persona id → the path of its block as a picture."""
    return {one.owner: one.path for one in sheets if one.size}
