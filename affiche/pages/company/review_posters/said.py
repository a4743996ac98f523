"""A review in; how it hangs on a wall, out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import accumulate

from affiche.model import Phase, Site
from affiche.model.measures import Review
from affiche.pages.company.reviews import sort_of
from affiche.pages.journey.naming import phase_name
from affiche.pages.persona.openings import opening
from affiche.words import Words

# Letters of the words that stand largest, at least and at most, and of the rest beside others.
SHORT, LEAD, REST = 18, 110, 230
SENTENCE = re.compile(r"(?<=[.!?…؟])\s+|(?<=[。！？])")


@dataclass(frozen=True)
class Said:
    """A review on paper. `lead` stands largest; `text` is all of it, in three where the lead stands
    in it (before, lead, after), and None when the lead is all; `rest` is what stands before and
    after the lead."""

    lead: str
    text: tuple[str, str, str] | None
    rest: str
    sort: str
    stars: str
    halves: int
    source: str
    day: str
    author: str
    answered: bool
    phase: str
    touchpoint: str


def said(one: Review, site: Site, words: Words) -> Said:
    """The review in words, with nothing of it that may not be shown."""
    lead = _lead(one)
    text = one.text.strip()
    at = text.find(lead)
    parts = None if text == lead else (text, "", "")
    if parts and at >= 0:
        parts = (text[:at], lead, text[at + len(lead) :])
    # A title may be how the text begins, without the sign that ends its sentence.
    before, after = text[:at].strip(), text[at + len(lead) :].lstrip(" .!?…,;:\n")
    rest = " … ".join(filter(None, (before, after))) if at >= 0 else text
    point = site.touchpoints.get(one.spot.touchpoint)
    stars = ""
    if one.stars is not None:
        said = "{stars} of {most} stars" if one.max <= 5 else "{stars} of {most} points"
        stars = words.say(said, stars=words.number(one.stars), most=words.number(one.max, 0))
    return Said(
        lead=lead,
        text=parts,
        rest=opening(rest, REST) if parts else "",
        sort=sort_of(one),
        stars=stars,
        halves=0 if one.stars is None else round(one.stars / one.max * 10),
        source=one.source,
        day=words.date(one.day) if one.day else "",
        author=one.author or words.gettext("Anonymous"),
        answered=one.answered,
        phase=_phase(one.spot.phase, site, words),
        touchpoint=point.name if point else "",
    )


def _phase(written: str, site: Site, words: Words) -> str:
    return phase_name(Phase(id=written), site, words)[0] if written else ""


def _lead(one: Review) -> str:
    """The words that stand largest: those that the row says, the title, or how the text begins.
    Always the customer's own."""
    text = one.text.strip()
    if one.highlight.strip():
        return one.highlight.strip()
    if one.title and SHORT <= len(one.title) <= LEAD:
        return one.title
    if len(text) <= LEAD:
        return text
    for said in accumulate(SENTENCE.split(text), lambda before, more: f"{before} {more}"):
        if SHORT <= len(said) <= LEAD and said in text:
            return said
    return opening(text, LEAD)
