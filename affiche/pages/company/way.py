"""A persona or a journey in; where it stands on the way from a customer to the wall, and what is
next with the command or the form that does it, out.

What was done is read from the content, never ticked off by hand: a step that is undone again, say
by a round with open notes, is open again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from affiche.commands import Command
from affiche.markup import plain
from affiche.model import Evidence, Journey, Persona, Site, Status
from affiche.model.loop import EventKind, NoteVerdict
from affiche.pages import completeness
from affiche.pages.plan import Face, Link, Page
from affiche.pages.printed import marks
from affiche.pages.relations import Relations

PERSONAS, JOURNEYS = "method/index.html", "method/journeys/index.html"
# What a step is done with where no command does it: the form of the file.
FORM = Command("edit")
ASKED = (Evidence.INTERVIEWS, Evidence.MEASURED, Evidence.MIXED)
Doc = TypeVar("Doc", bound=Persona | Journey)


@dataclass(frozen=True)
class Step(Generic[Doc]):
    """One of the ten: what to do, how, when it is done, and with which command."""

    title: str
    how: str
    done: Callable[[Doc, Site], object]
    command: Callable[[Doc], Command] = lambda _: FORM


@dataclass(frozen=True)
class Told:
    """A step as the page shows it."""

    title: str
    how: str


@dataclass(frozen=True)
class Standing:
    """Where one of them stands: which steps are done, the next one ("" when all are), and what to
    type for it; `file` is the one that the form opens, "" where a command does it."""

    link: Link
    faces: tuple[Face, ...]
    done: tuple[bool, ...]
    next: str
    command: str
    file: str
    at: int


def pages(related: Relations) -> Iterator[Page]:
    """A page for personas and one for journeys."""
    words, site = related.words, related.site
    people = [one for one in site.personas.values() if one.status is not Status.ARCHIVED]
    trips = [one for one in site.journeys.values() if one.status is not Status.ARCHIVED]
    both = (
        Link(words.gettext("How we make a persona"), PERSONAS),
        Link(words.gettext("How we map a journey"), JOURNEYS),
    )
    known = {person.name for person in site.personas.values()}
    other = next((name for name in ("Peter de Vries", "Sanne Bakker") if name not in known), "…")
    new = (Command("new", "persona", other),
           Command("new", "journey", words.gettext("I ask for something")))  # fmt: skip
    lead = (
        words.gettext("Ten steps from your best customers to a face on the wall."),
        words.gettext("Ten steps from a customer with a question to a map that people act on."),
    )
    held: tuple[tuple[Sequence[Step[Any]], Sequence[Any]], ...] = ((PERSON, people), (TRIP, trips))
    for at, (steps, documents) in enumerate(held):
        yield Page(
            path=both[at].path,
            template="pages/way.html.j2",
            title=both[at].label,
            section="method",
            description=lead[at],
            data={
                "steps": tuple(Told(words.gettext(s.title), words.gettext(s.how)) for s in steps),
                "standings": tuple(standing(one, steps, related) for one in documents),
                "both": both,
                "new": words.say("{command}", command=new[at]),
            },
        )


def standing(document: Any, steps: Sequence[Step[Any]], related: Relations) -> Standing:
    """Where a document stands among these steps."""
    words, site = related.words, related.site
    done = tuple(bool(step.done(document, site)) for step in steps)
    at = done.index(False) if False in done else len(done)
    step = steps[at] if at < len(steps) else None
    command = step.command(document) if step else None
    persona = isinstance(document, Persona)
    card = (related.personas if persona else related.journeys)[document.id]
    ids = (document.id,) if persona else document.persona_ids
    return Standing(
        link=Link(plain(document.name if persona else document.title), card.path),
        faces=related.faces(ids),
        done=done,
        next=words.gettext(step.title) if step else "",
        command=words.say("{command}", command=command) if command else "",
        file=document.path if command == FORM else "",
        at=at,
    )


# ---- when a step is done


def _hung(document: Persona | Journey, site: Site) -> bool:
    """Whether a draft hung somewhere for notes; what is past that stage must have."""
    rounds = any(one.about == document.id for one in site.rounds.values())
    return rounds or document.status is not Status.CONCEPT


def _answered(document: Persona | Journey, site: Site) -> bool:
    """Whether every note on it was answered, and a second version came of that."""
    held = (note for one in site.rounds.values() if one.about == document.id for note in one.notes)
    no_open = all(note.verdict is not NoteVerdict.OPEN for note in held)
    return no_open and document.status is not Status.CONCEPT


def _asked(document: Persona | Journey, _: Site) -> bool:
    base = document.evidence
    return bool(base.interviews or base.survey_n or base.level in ASKED)


def _on_the_wall(document: Persona | Journey, site: Site) -> bool:
    return any(marks.owner(copy.sheet, site) == document.id for copy in site.copies.values())


def _handed_over(persona: Persona, site: Site) -> bool:
    return any(
        event.kind is EventKind.HANDOVER and persona.id in event.personas
        for event in site.events.values()
    )


def _felt(journey: Journey, _: Site) -> bool:
    return all(map(completeness.felt, journey.phases))


def _hurts(journey: Journey, _: Site) -> bool:
    """Whether it says what hurts, and what could be better."""
    places: list[Any] = [
        *journey.phases,
        *(stop for phase in journey.phases for stop in phase.touchpoints),
    ]
    return any(one.pains for one in places) and any(one.opportunities for one in places)


def _moments(journey: Journey, _: Site) -> bool:
    return any(stop.moment for phase in journey.phases for stop in phase.touchpoints)


def _touched(journey: Journey, _: Site) -> bool:
    return all(phase.touchpoints for phase in journey.phases)


def _feedback(document: Persona | Journey) -> Command:
    return Command("new", "feedback", document.id)


def _event(persona: Persona) -> Command:
    return Command("new", "event", plain(persona.name))


def _segment(_: Persona) -> Command:
    return Command("segment", "orders.csv", "--revenue", "Omzet")


# ---- the two ways

PERSON: tuple[Step[Persona], ...] = (
    Step(
        "Find your best customers",
        "Sort last year’s orders by customer. A fifth of them usually brings most of the revenue: "
        "these are your A-customers. Whom do you recognise?",
        lambda one, _: one.segment or one.evidence.crm_n, _segment,
    ),
    Step(
        "Sketch the first one",
        "An hour with sales and service, one sheet of paper, one customer whom everybody knows. "
        "Write down a name and one line; nobody checks anything yet.",
        lambda one, _: one.tagline or one.occupation or one.biography,
    ),
    Step(
        "Give it a face",
        "A drawing, or a photo of somebody who said yes. A face is what people remember, and what "
        "they ask themselves a question before.",
        lambda one, _: one.photo,
    ),
    Step(
        "Write what drives this customer",
        "Goals, frustrations and needs, in the customer’s words. Three of each say more than ten.",
        lambda one, _: one.goals and one.pains and (one.needs.functional or one.needs.emotional),
    ),
    Step(
        "Say what you know, and what you assume",
        "Mark each line: measured, told by customers, told by colleagues, or assumed. An "
        "assumption is no shame as long as it looks like one.",
        lambda one, _: one.evidence.level,
    ),
    Step(
        "Talk with real customers",
        "Five to fifteen conversations about the last time they needed you. Let them tell; write "
        "down their sentences.",
        _asked,
    ),
    Step(
        "Hang the draft where everybody passes",
        "The feedback edition beside the coffee, with sticky notes and a date. Sales, service and "
        "reception see each day what you got wrong.",
        _hung, _feedback,
    ),
    Step(
        "Do something with every note",
        "Accept it, or say why not, on the wall too. Who wrote a note and sees it come back, owns "
        "a piece of this customer. That is the second version.",
        _answered,
    ),
    Step(
        "Make it final",
        "Somebody owns it, and there is a day on which you look again.",
        lambda one, _: one.status is Status.FINAL,
    ),
    Step(
        "Hand it over, and hang it where you decide",
        "Framed, with a certificate and a few words. From then on the question in every meeting "
        "is: what would this customer think?",
        lambda one, site: _handed_over(one, site) and _on_the_wall(one, site), _event,
    ),
)  # fmt: skip

TRIP: tuple[Step[Journey], ...] = (
    Step(
        "Choose whose journey it is",
        "One persona, one occasion. A journey of everybody is a journey of nobody.",
        lambda one, _: one.persona_ids,
    ),
    Step(
        "Say where it begins and ends",
        "It begins before the customer calls you, and ends after the invoice.",
        lambda one, _: (one.trigger and one.end) or one.scenario,
    ),
    Step(
        "Name the phases",
        "Four to seven, in the customer’s words: not your departments, but what the customer does.",
        lambda one, _: len(one.phases) > 2,
    ),
    Step(
        "Write down every touchpoint",
        "Walk the way yourself, and put one thing on each note: what happens, and through which "
        "channel.",
        _touched,
    ),
    Step(
        "Ask what is felt",
        "From −2 to +2 in each phase, with a word beside it. A phase of which nobody knows stays "
        "open: that is a question to ask.",
        _felt,
    ),
    Step(
        "Mark the moments that count",
        "Where does the customer decide, what delights, what hurts? A few, not all.",
        _moments,
    ),
    Step(
        "Write down what hurts, and what would help",
        "A pain for each dip in the curve, and beside it an opportunity that somebody can take up.",
        _hurts,
    ),
    Step(
        "Ask customers whether it is so",
        "Interviews, reviews, and a question after each touchpoint. What was assumed becomes "
        "measured, and sometimes turns out otherwise.",
        _asked,
    ),
    Step(
        "Hang the map, and do something with every note",
        "On the way to the coffee, for two weeks, with a pen on a string. Then a second version.",
        lambda one, site: _hung(one, site) and _answered(one, site), _feedback,
    ),
    Step(
        "Draw one conclusion, and hang it where you plan",
        "One sentence that everybody can repeat. A map without an owner is a picture.",
        lambda one, site: one.conclusion and one.status is Status.FINAL and _on_the_wall(one, site),
    ),
)  # fmt: skip
