"""The posters of the personas: a `Site` in, `Sheet`s out, each with its blocks as plain data.

A poster hangs inside the company: it shows all but what is secret, which is gone from the site
before it comes here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from affiche.markup import plain
from affiche.model import Evidence, Persona, Site, Status
from affiche.pages import cards
from affiche.pages.persona.poster import foot as poster_foot
from affiche.pages.persona.poster import head as poster_head
from affiche.pages.persona.poster.blocks import blocks, ordered
from affiche.pages.persona.poster.parts import Bar, Block, Group, Item, Strip, Use
from affiche.pages.plan import Portrait, Sheet
from affiche.pages.printed import papers
from affiche.pages.printed.codes import Code, address, code
from affiche.words import Words

__all__ = ["Bar", "Block", "Group", "Item", "Poster", "Strip", "Use", "poster", "sheets"]

# A longer name than this does not stand in headings and in the question.
SHORT_LETTERS = 26


@dataclass(frozen=True)
class Poster:
    """Everything on a persona's poster. `blocks` in the writer's order when `chosen`, else in that
    of the contract; `aspect` is the picture's width by its height; `beside` the second part of a
    long name; `rtl`: the sheet is read from right to left;
    `rest`: how the part of a block is called that has no room."""

    name: str
    headline: str
    beside: str
    short: str
    kicker: tuple[str, ...]
    lines: tuple[str, ...]
    chips: tuple[Item, ...]
    portrait: Portrait
    aspect: float
    quote: Item | None
    blocks: tuple[Block, ...]
    chosen: bool
    question: tuple[str, str, str]
    foot: tuple[str, ...]
    ribbon: str
    assumed: bool
    url: str
    code: Code | None
    rtl: bool = False
    rest: str = "the rest of {title}"


def sheets(site: Site, words: Words) -> tuple[Sheet, ...]:
    """The posters of every persona in every size that the company asks for."""
    return tuple(_sheets(site, words))


def _sheets(site: Site, words: Words) -> Iterator[Sheet]:
    for persona in site.personas.values():
        language, spoken = papers.voice(persona, site, words)
        data = {"poster": poster(persona, site, spoken)}
        profile = str(persona.poster.profile or site.settings.posters.profile)
        for size in site.settings.posters.persona:
            name = ("poster", size, "")
            sheet = papers.of_persona(persona, "persona", persona.name, language, data, name)
            yield replace(sheet, profile=profile)


def poster(persona: Persona, site: Site, words: Words) -> Poster:
    """What the poster of a persona shows, in the language of `words`."""
    headline, beside = poster_head.headline(cards.bare_name(plain(persona.name)))
    short = cards.short_name(persona)
    if len(short) > SHORT_LETTERS:
        short = words.gettext("this persona")
    chips, facts = poster_head.chips(persona, words)
    face = poster_head.portrait(persona, site)
    rtl = poster_head.right_to_left(persona, persona.language or site.settings.language)
    picture = site.images.get(face.file or "")
    url = address(cards.persona_path(persona.id), site)
    return Poster(
        name=plain(persona.name),
        headline=headline,
        beside=beside,
        short=short,
        kicker=tuple(poster_head.kicker(persona, words)),
        lines=tuple(poster_head.lines(persona, words)),
        chips=chips,
        portrait=face,
        aspect=picture.width / picture.height if picture and picture.height else 1.0,
        quote=poster_head.said(persona.quote or next(iter(persona.quotes), None)),
        blocks=ordered(
            tuple(blocks(persona, facts, short, site, words, rtl)), persona.poster.blocks
        ),
        chosen=bool(persona.poster.blocks),
        question=poster_foot.question(short, words),
        foot=tuple(poster_foot.foot(persona, words, persona.path in site.overdue)),
        ribbon=words.label(Status.CONCEPT) if persona.status is Status.CONCEPT else "",
        assumed=persona.evidence.level is Evidence.ASSUMPTION,
        url=url,
        code=code(url),
        rtl=rtl,
        rest=words.gettext("the rest of {title}"),
    )
