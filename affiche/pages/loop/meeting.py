"""A persona, or a decision that is still open, in; the sheet for the meeting out: the question, the
face, three questions, and room to write what was decided."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from affiche.directions import joined
from affiche.errors import Place
from affiche.markup import plain
from affiche.model import PAPERS, Persona, Site, Status
from affiche.model.loop import Decision
from affiche.pages import cards
from affiche.pages.deciding import decision_path
from affiche.pages.persona.openings import opening
from affiche.pages.persona.poster import foot as poster_foot
from affiche.pages.persona.poster import head as poster_head
from affiche.pages.persona.poster import poster
from affiche.pages.plan import Portrait, Sheet
from affiche.pages.printed import papers
from affiche.words import Words

KIND = "meeting"
# So many questions, of so many letters; so many letters of what it is about; so many faces.
QUESTIONS, LETTERS, ABOUT, FACES = 3, 150, 260, 3
# For whoever has no questions of their own yet.
ASKED = (
    "Does {name} understand this at once?",
    "What does it solve that {name} runs into?",
    "What would {name} do the day after?",
)
# The same for several at once.
ASKED_OF_ALL = (
    "Do they understand this at once?",
    "What does it solve that they run into?",
    "For whom does it get worse?",
)


@dataclass(frozen=True)
class Person:
    """A face at the table."""

    short: str
    portrait: Portrait


@dataclass(frozen=True)
class Question:
    """One of the three; `ours` where the persona has none of its own."""

    text: str
    ours: bool


@dataclass(frozen=True)
class Meeting:
    """What the sheet shows: those that it is about, the large question in three parts around the
    name, what the meeting is about ("" where somebody writes that), and the three questions."""

    people: tuple[Person, ...]
    question: tuple[str, str, str]
    who: str
    about: str
    questions: tuple[Question, ...]
    foot: str
    credits: str
    rtl: bool


def sheets(site: Site, words: Words) -> Iterator[Sheet]:
    """One for each persona that is not in the archive, and for each decision that is still open."""
    for persona in site.personas.values():
        if persona.status is not Status.ARCHIVED:
            yield _of_persona(persona, site, words)
    for decision in site.decisions.values():
        people = [site.personas[name] for name in decision.personas if name in site.personas]
        if people and not decision.decided:
            yield _of_decision(decision, people[:FACES], site, words)


def _of_persona(persona: Persona, site: Site, words: Words) -> Sheet:
    language, spoken = papers.voice(persona, site, words)
    shown = poster(persona, site, spoken)
    data = {"poster": shown, "meeting": meeting((persona,), "", site, spoken)}
    title = spoken.say("{name}: meeting sheet", name=plain(persona.name))
    made = papers.of_persona(persona, KIND, title, language, data, (KIND, "a5", ""))
    return replace(made, template="sheets/keepsake/meeting.html.j2")


def _of_decision(decision: Decision, people: Sequence[Persona], site: Site, words: Words) -> Sheet:
    shown = poster(people[0], site, words)
    question = plain(decision.question)
    return Sheet(
        path=meeting_path(decision),
        kind=KIND,
        template="sheets/keepsake/meeting.html.j2",
        title=words.say("{name}: meeting sheet", name=question),
        owner=decision.id,
        paper=PAPERS["a5"],
        landscape=False,
        profile="detail",
        language=site.settings.language,
        data={"poster": shown, "meeting": meeting(people, question, site, words)},
        source=Place(decision.path),
    )


def meeting_path(decision: Decision) -> str:
    """Where the sheet of a decision goes."""
    folder = decision_path(decision.id).removesuffix("index.html")
    return f"{folder}{decision.id}-{KIND}-a5.pdf"


def meeting(people: Sequence[Persona], about: str, site: Site, words: Words) -> Meeting:
    """What the sheet shows of these personas."""
    first = people[0]
    short = poster(first, site, words).short
    faces = [Person(cards.short_name(one), poster_head.portrait(one, site)) for one in people]
    credits = dict.fromkeys(
        one.portrait.credit for one in faces if one.portrait.credit and one.portrait.file
    )
    language = first.language or site.settings.language
    return Meeting(
        people=tuple(faces),
        question=poster_foot.question(short, words),
        who=opening(first.tagline or "", LETTERS),
        about=opening(about, ABOUT),
        questions=_questions(people, short, words),
        foot=_foot(first, site, words) if len(people) == 1 else "",
        credits=joined(credits, ", "),
        rtl=poster_head.right_to_left(first, language),
    )


def _foot(persona: Persona, site: Site, words: Words) -> str:
    version = next(poster_foot.foot(persona, words), "")
    late = poster_foot.late(persona, words, persona.path in site.overdue)
    return joined((version, late), " · ")


def _questions(people: Sequence[Persona], short: str, words: Words) -> tuple[Question, ...]:
    """Three: those that the persona asks, then our own."""
    own = [opening(plain(text.text), LETTERS) for text in people[0].decision_questions]
    if len(people) > 1:  # one of each, so that nobody is forgotten
        asked = [one.decision_questions[0].text for one in people if one.decision_questions]
        own = [opening(plain(text), LETTERS) for text in asked]
    spare = ASKED if len(people) == 1 else ASKED_OF_ALL
    others = [words.say(text, name=short) for text in spare]
    chosen = [*(Question(text, False) for text in own), *(Question(text, True) for text in others)]
    return tuple(chosen[:QUESTIONS])
