"""The feedback edition of a poster: a persona that is not final in, sheets to write on out.

A poster of the same blocks in short, each with a number, and a field for each department. The round
is the whole part of the version: 0.3 and 1 are round 1, 2.1 is round 2; a second version is never
in its first round.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from affiche.markup import plain
from affiche.model import Persona, Site
from affiche.pages.persona import poster as posters
from affiche.pages.persona.openings import longest_word
from affiche.pages.persona.poster import Block, Poster
from affiche.pages.plan import Sheet
from affiche.pages.printed import papers
from affiche.pages.rounds import DEPARTMENTS, OPEN, done_with, round_now
from affiche.words import Words

# The papers that are large enough to write on.
SIZES = ("a2", "a3")
# What colleagues are asked for even when nobody has written it down yet.
ASKED = (("goals", "Goals"), ("pains", "Frustrations"), ("needs", "Needs"))
# Blocks that say nothing that a colleague could correct.
NOT_ASKED = ("journeys", "evidence")
# A sheet that already has so many blocks asks for no others.
ENOUGH = 6


@dataclass(frozen=True)
class Feedback:
    """What the edition shows beside the poster: the round, the version, the status, whose fields
    there are, who collects the sheet ("" when nobody is named), the blocks at full length, the
    longest word of the name, and what was done with the last round ("" when this is the first)."""

    round: int
    version: str
    status: str
    departments: tuple[str, ...]
    owner: str
    blocks: tuple[Block, ...]
    longest: str
    last: str = ""

    @property
    def numbers(self) -> dict[str, int]:
        """Block → its number on the sheet: the same on every paper, whatever has room."""
        asked = [block for block in self.blocks if block.id not in NOT_ASKED]
        return {block.id: number for number, block in enumerate(asked, start=1)}


def sheets(site: Site, words: Words) -> tuple[Sheet, ...]:
    """The feedback editions of every persona that is still a draft."""
    return tuple(_sheets(site, words))


def _sheets(site: Site, words: Words) -> Iterator[Sheet]:
    for persona in site.personas.values():
        if persona.status not in OPEN:
            continue
        language, spoken = papers.voice(persona, site, words)
        poster = posters.poster(persona, site, spoken)
        feedback = feedback_of(persona, poster, site, spoken)
        title = spoken.say(
            "{name}: feedback round {round}", name=plain(persona.name), round=feedback.round
        )
        data = {"poster": poster, "feedback": feedback}
        for size in SIZES:
            name = ("poster", size, "-feedback")
            yield papers.of_persona(persona, "feedback", title, language, data, name)


def feedback_of(persona: Persona, poster: Poster, site: Site, words: Words) -> Feedback:
    """What the edition of a persona shows beside the poster."""
    departments = tuple(plain(name) for name in site.settings.departments)
    return Feedback(
        round=round_now(persona, site),
        version=words.say("version {version}", version=plain(persona.version or ""))
        if persona.version
        else "",
        status=words.label(persona.status),
        departments=departments or tuple(words.gettext(name) for name in DEPARTMENTS),
        owner=plain(persona.owner or ""),
        blocks=(*poster.blocks, *_asked(poster.blocks, words)),
        longest=longest_word(poster.headline),
        last=done_with(persona, site, words),
    )


def _asked(blocks: Sequence[Block], words: Words) -> Iterator[Block]:
    known = {block.id for block in blocks}
    missing = [one for one in ASKED if one[0] not in known]
    for name, title in missing[: max(0, ENOUGH - len(blocks))]:
        yield Block(name, words.gettext(title), "blank")
