"""A persona or a journey in; how complete it is, and what is next, out.

Each part counts for as much as another; they stand in the order in which they are best written.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from affiche.model import Journey, Persona, Phase, Touchpoint
from affiche.words import Words


@dataclass(frozen=True)
class Meter:
    """`percent` of the parts are there; `done` of `total`; `next` and `then` are what is missing,
    in the reader's words, the first and those after it."""

    percent: int
    done: int
    total: int
    next: str = ""
    then: tuple[str, ...] = ()


def of_persona(persona: Persona, words: Words) -> Meter:
    """How complete a persona is."""
    return _meter({key: _filled(persona, key) for key in PERSONA}, PERSONA, words)


def of_journey(journey: Journey, words: Words) -> Meter:
    """How complete a journey is."""
    made = {key: there(journey) for key, (_, there) in JOURNEY.items()}
    return _meter(made, {key: label for key, (label, _) in JOURNEY.items()}, words)


def percent(persona: Persona) -> int:
    """How much of a full persona is filled in, in percent."""
    return _share([_filled(persona, key) for key in PERSONA])


def _meter(made: Mapping[str, bool], labels: Mapping[str, str], words: Words) -> Meter:
    missing = [words.pgettext("part", labels[key]) for key, there in made.items() if not there]
    return Meter(
        percent=_share([*made.values()]),
        done=len(made) - len(missing),
        total=len(made),
        next=missing[0] if missing else "",
        then=tuple(missing[1:]),
    )


def _share(made: Sequence[bool]) -> int:
    return round(100 * sum(made) / len(made))


def _filled(persona: Persona, path: str) -> bool:
    value: object = persona
    for name in path.split("."):
        value = getattr(value, name)
    return bool(value) or (path == "quote" and bool(persona.quotes))


def _each(there: Callable[[Phase], object]) -> Callable[[Journey], bool]:
    return lambda journey: all(map(there, journey.phases))


def _any(there: Callable[[Phase], object]) -> Callable[[Journey], bool]:
    return lambda journey: any(map(there, journey.phases))


def _told(place: Phase | Touchpoint) -> bool:
    return bool(place.emotion or place.emotions)


def felt(phase: Phase) -> bool:
    """Whether it says what is felt in a phase, by all or by each persona."""
    return _told(phase) or any(map(_told, phase.touchpoints))


def _in(field: str) -> Callable[[Phase], bool]:
    """Whether a phase or a touchpoint in it has something there."""
    return lambda phase: bool(
        getattr(phase, field, None) or any(getattr(one, field) for one in phase.touchpoints)
    )


# Part → what to write when it is missing, context "part".
PERSONA = {
    "biography": "Tell in a few lines who this is",
    "goals": "What do they want? Write `goals`",
    "pains": "What gets in their way? Write `pains`",
    "needs.functional": "What do they need? Write `needs: {functional: …}`",
    "needs.emotional": "How do they want to feel? Write `needs: {emotional: …}`",
    "quote": "Let them speak: write a `quote`",
    "photo": "Give them a face: `photo`",
    "tagline": "Say it in one line: `tagline`",
    "occupation": "What do they do? Write `occupation`",
    "age": "How old are they? Write `age`",
    "location": "Where do they live or work? Write `location`",
    "gains": "What would help them? Write `gains`",
    "channels": "Where do they meet you? Write `channels`",
    "scales": "What are they like? Write `scales`",
    "tone.do": "How do you speak to them? Write `tone: {do: …}`",
    "evidence.level": "What does this rest on? Write `evidence`",
    "owner": "Who keeps it up to date? Write `owner`",
    "review_by": "When is it looked at again? Write `review_by`",
}
JOURNEY: Mapping[str, tuple[str, Callable[[Journey], bool]]] = {
    "persona": ("Whose journey is it? Write `persona`", lambda one: bool(one.persona_ids)),
    "goal": ("What does the customer want in the end? Write `goal`", lambda one: bool(one.goal)),
    "touchpoints": ("Where do they meet you? Write `touchpoints` in each phase",
                    _each(lambda phase: phase.touchpoints)),
    "functional": ("What happens in each phase? Write `functional`",
                   _each(lambda p: p.functional or any(one.action for one in p.touchpoints))),
    "emotion": ("How does it feel? Write an `emotion` in each phase", _each(felt)),
    "emotional": ("What do they need? Write `emotional` in each phase",
                  _each(lambda phase: phase.emotional)),
    "pains": ("What goes wrong? Write `pains`", _any(_in("pains"))),
    "moments": ("Which moments count? Write a `moment` at a touchpoint",
                _any(lambda phase: any(one.moment for one in phase.touchpoints))),
    "opportunities": ("What can be better? Write `opportunities`", _any(_in("opportunities"))),
    "quotes": ("Let customers speak: write a `quote`", _any(_in("quote"))),
    "evidence": ("What does this rest on? Write `evidence`",
                 lambda one: one.evidence.level is not None),
    "conclusion": ("What is the one thing to remember? Write `conclusion`",
                   lambda one: bool(one.conclusion)),
    "owner": ("Who keeps it up to date? Write `owner`", lambda one: bool(one.owner)),
    "review_by": ("When is it looked at again? Write `review_by`",
                  lambda one: one.review_by is not None),
}  # fmt: skip
