"""The foot of a persona's poster: a `Persona` in; the question and what it rests on out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from affiche.directions import joined
from affiche.markup import plain
from affiche.model import Persona
from affiche.words import Words


def question(short: str, words: Words) -> tuple[str, str, str]:
    """The question that the poster is for, in three: before the name, the name, after it."""
    before, _, after = words.gettext("What would {name} think of this?").partition("{name}")
    return before, short, after


def foot(persona: Persona, words: Words, overdue: bool = False) -> Iterator[str]:
    """Version and status · what it rests on · owner and review: each a line, if there is any.

    `overdue`: the day of its review has passed."""
    version = persona.version and words.say("version {version}", version=persona.version)
    yield _line(version or "", words.label(persona.status).lower())
    base = persona.evidence
    yield _line(
        base.level and words.label(base.level).lower(),
        base.interviews
        and words.ngettext("{n} interview", "{n} interviews", base.interviews).format(
            n=words.number(base.interviews)
        ),
        base.survey_n and words.say("survey n = {n}", n=words.number(base.survey_n)),
        base.crm_n and words.say("CRM n = {n}", n=words.number(base.crm_n)),
    )
    review = "review was due before {date}" if overdue else "review before {date}"
    yield _line(
        persona.owner and words.say("owner: {owner}", owner=plain(persona.owner)),
        persona.review_by and words.say(review, date=words.date(persona.review_by)),
    )


def late(persona: Persona, words: Words, overdue: bool) -> str:
    """That the day of its review has passed, for a sheet with few words; "" before that."""
    if not overdue or not persona.review_by:
        return ""
    return words.say("review was due before {date}", date=words.date(persona.review_by))


def _line(*parts: Any) -> str:
    line = joined((str(part) for part in parts if part), " · ")
    return line[:1].upper() + line[1:]
