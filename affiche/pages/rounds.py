"""A draft that hangs on the wall: which documents are still open, and in which round they are.

In: a persona or a journey. Out: the number of its round, and who is asked to write on it.
"""

from __future__ import annotations

import re

from affiche.model import Journey, Persona, Site, Status
from affiche.model.loop import FeedbackRound, NoteVerdict
from affiche.words import Words

# What is still open to change, and whose notes are asked for when nobody says otherwise.
OPEN = (Status.CONCEPT, Status.SECOND)
DEPARTMENTS = ("Sales", "Service", "Reception")


def round_of(document: Persona | Journey) -> int:
    """The round in which this version is discussed."""
    found = re.search(r"\d{1,3}", document.version or "")
    least = 2 if document.status is Status.SECOND else 1
    return max(least, int(found[0]) if found else 1)


def rounds_of(document: Persona | Journey, site: Site) -> tuple[FeedbackRound, ...]:
    """The rounds that were held about a document, the first one first."""
    held = (one for one in site.rounds.values() if one.about == document.id)
    return tuple(sorted(held, key=lambda one: one.round or 1))


def round_now(document: Persona | Journey, site: Site) -> int:
    """The round that this version hangs in: the one that was held about it, else the next."""
    held = rounds_of(document, site)
    if not held:
        return round_of(document)
    last = held[-1].round or 1
    if held[-1].version in (None, document.version):
        return last
    return max(last + 1, round_of(document))


def done_with(document: Persona | Journey, site: Site, words: Words) -> str:
    """What was done with the notes of the round before this one, in a line; "" without one."""
    now = round_now(document, site)
    before = [one for one in rounds_of(document, site) if (one.round or 1) < now]
    if not before or not before[-1].notes:
        return ""
    verdicts = [note.verdict for note in before[-1].notes]
    return words.say(
        "Of the {count} notes of round {round}: {accepted} taken up, {rejected} not, {open} open",
        count=len(verdicts),
        round=before[-1].round or 1,
        accepted=verdicts.count(NoteVerdict.ACCEPTED),
        rejected=verdicts.count(NoteVerdict.REJECTED),
        open=verdicts.count(NoteVerdict.OPEN),
    )


def open_notes(document: Persona | Journey, site: Site) -> int:
    """How many notes about a document wait for an answer."""
    return sum(
        note.verdict is NoteVerdict.OPEN for one in rounds_of(document, site) for note in one.notes
    )
