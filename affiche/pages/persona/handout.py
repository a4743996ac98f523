"""The hand-out: a persona in, one A4 for the desk with as much as fits of what is known, out.

It has more than the blocks that were chosen for the poster: who reads at a desk reads more.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from affiche.kept import DOCUMENTS, following
from affiche.markup import plain
from affiche.model import Persona, Site
from affiche.pages.persona import poster as posters
from affiche.pages.persona.openings import longest_word
from affiche.pages.persona.poster import Poster
from affiche.pages.plan import Sheet
from affiche.pages.printed import papers
from affiche.words import Words


def sheets(site: Site, words: Words) -> tuple[Sheet, ...]:
    """The hand-outs of all personas that are not in the archive."""
    return tuple(_sheets(site, words))


def _sheets(site: Site, words: Words) -> Iterator[Sheet]:
    for persona, language, spoken in papers.handed_over(site, words):
        poster = whole(persona, site, spoken)
        data = {
            "poster": poster,
            "main": _main(persona, site, spoken),
            "longest": longest_word(poster.headline),
        }
        title = spoken.say("{name}: hand-out", name=plain(persona.name))
        yield papers.of_persona(persona, "handout", title, language, data, ("handout", "a4", ""))


def _main(persona: Persona, site: Site, words: Words) -> tuple[str, ...]:
    """The blocks that the writer chose for the poster; without a choice, none."""
    if not persona.poster.blocks:
        return ()
    return tuple(block.id for block in posters.poster(persona, site, words).blocks)


@following(1, 2 * DOCUMENTS)
def whole(persona: Persona, site: Site, words: Words) -> Poster:
    """The poster as it would be without a choice of blocks, and the second part of a long name as
    its first line."""
    open_choice = persona.poster.model_copy(update={"blocks": ()})
    poster = posters.poster(persona.model_copy(update={"poster": open_choice}), site, words)
    return replace(poster, lines=tuple(filter(None, (poster.beside, *poster.lines))))
