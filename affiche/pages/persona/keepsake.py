"""What is handed over with a persona: a persona in; a card, a certificate and a block to paste out.

They have few words: what matters most, in its first sentences. The block goes into plans and
handbooks that somebody may send on, so it shows only what may leave the company; who made it and
which version it is stands below it all the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from affiche.directions import joined
from affiche.kept import DOCUMENTS, following
from affiche.markup import plain
from affiche.model import Persona, Site
from affiche.model.text import Text
from affiche.pages import visible
from affiche.pages.persona import handout
from affiche.pages.persona.openings import opening
from affiche.pages.persona.poster import Item
from affiche.pages.persona.poster import foot as poster_foot
from affiche.pages.plan import Sheet
from affiche.pages.printed import codes, papers
from affiche.words import Words

CARD, CARDS, CERTIFICATE, EXTRACT = "card", "cards", "certificate", "extract"
KINDS = (CARD, CARDS, CERTIFICATE, EXTRACT)
# Of the block the same as a picture: an edition of its sheet.
PICTURE = "picture"
# What is shown of a persona, the first that there is; so many of them, with so many lines each.
PARTS = (
    ("goals", "Goals"),
    ("pains", "Frustrations"),
    ("needs", "Needs"),
    ("gains", "What makes the difference"),
    ("motivations", "Motives"),
    ("jobs", "Jobs to be done"),
    ("behaviours", "Behaviour"),
    ("objections", "Objections"),
)
MOST, LINES = 3, 3
# Letters of a line, of what was said, of who this is, and of the story when there is nothing else.
LINE, SAID, WHO, STORY = 130, 190, 150, 420


@dataclass(frozen=True)
class Part:
    """A few lines under a heading."""

    title: str
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Keepsake:
    """What the small sheets show. `who` is a line about this persona, `story` stands where there is
    nothing else to tell; `source` says where it is from, with its version; `late` that nobody
    looked whether it still holds, "" in what may leave the company."""

    who: str
    said: str
    parts: tuple[Part, ...]
    story: str
    source: str
    assumed: bool
    late: str = ""


def sheets(site: Site, words: Words) -> tuple[Sheet, ...]:
    """The small sheets of all personas that are not in the archive."""
    return tuple(_sheets(site, words))


def _sheets(site: Site, words: Words) -> Iterator[Sheet]:
    for persona, language, spoken in papers.handed_over(site, words):
        poster = handout.whole(persona, site, spoken)
        data = {"poster": poster, "keepsake": keepsake(persona, site, spoken)}
        for kind, size, title in (
            (CARD, "a6", "{name}: card"),
            (CARDS, "a4", "{name}: four cards to cut"),
            (CERTIFICATE, "a4", "{name}: certificate"),
        ):
            made = papers.of_persona(
                persona, kind, spoken.say(title, name=plain(persona.name)), language, data,
                ("card" if kind == CARDS else kind, size, ""),
            )  # fmt: skip
            made = replace(
                made, template=f"sheets/keepsake/{CARD if kind == CARDS else kind}.html.j2"
            )
            yield replace(made, landscape=kind == CERTIFICATE)
        yield from _extracts(persona, site, spoken, language)


def _extracts(persona: Persona, site: Site, words: Words, language: str) -> Iterator[Sheet]:
    """The block, as a page and as a picture."""
    seen = for_plans(persona)
    # Whether it is a concept stands in its source too, though a persona's status stays inside.
    ribbon = handout.whole(persona, site, words).ribbon
    poster = replace(handout.whole(seen, site, words), ribbon=ribbon)
    data = {"poster": poster, "keepsake": keepsake(seen, site, words, persona)}
    title = words.say("{name}: block for plans and handbooks", name=plain(persona.name))
    made = papers.of_persona(persona, EXTRACT, title, language, data, ("block", "a5", ""))
    made = replace(made, template="sheets/keepsake/extract.html.j2", landscape=True)
    yield made
    yield replace(made, path=f"personas/{persona.id}/{persona.id}-block-2x.png", variant=PICTURE)


def for_plans(persona: Persona) -> Persona:
    """The persona with only what may leave the company."""
    return visible.for_agency(persona)


@following(1, 2 * DOCUMENTS)
def keepsake(persona: Persona, site: Site, words: Words, whole: Persona | None = None) -> Keepsake:
    """What the small sheets show of a persona; `whole` is the one that its version is known of."""
    quote = persona.quote or next(iter(persona.quotes), None)
    parts = tuple(_parts(persona, words))[:MOST]
    poster = handout.whole(persona, site, words)
    who = next(iter(poster.lines), "")
    known = whole or persona
    assumed = poster.assumed or any(item.mark == "assumed" for part in parts for item in part.items)
    return Keepsake(
        who=opening(joined((poster.beside, persona.tagline or who), " · "), WHO),
        said=opening(quote.text.strip().strip('“”"„'), SAID) if quote and quote.text else "",
        parts=parts,
        story="" if parts else opening(plain(persona.biography), STORY),
        source=source(known, site, words),
        assumed=assumed,
        late=poster_foot.late(persona, words, persona.path in site.overdue),
    )


def _parts(persona: Persona, words: Words) -> Iterator[Part]:
    for name, title in PARTS:
        held: Any = getattr(persona, name)
        texts: Sequence[Text] = (*held.functional, *held.emotional) if name == "needs" else held
        if texts:
            items = (_item(text, persona) for text in texts[:LINES])
            yield Part(words.gettext(title), tuple(items))


def _item(text: Text, persona: Persona) -> Item:
    level = text.evidence or persona.evidence.level
    return Item(opening(text.text, LINE), "assumed" if level == "assumption" else "")


def source(persona: Persona, site: Site, words: Words) -> str:
    """Where a text about a persona is from: the company, the version, the address of its page."""
    status = words.label(persona.status).lower()
    version = words.say("version {version}", version=persona.version) if persona.version else ""
    day = site.changed.get(persona.path)
    return joined((
            words.say("Source: persona {name}", name=plain(persona.name)),
            site.settings.name, f"{version} ({status})" if version else status,
            words.date(day) if day else "",
            codes.address(f"personas/{persona.id}/index.html", site),
        ), " · ")  # fmt: skip
