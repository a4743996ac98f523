"""Documents that quote reviews in; the same with the review's own words and source, out.

So a quote is never typed twice, and its source is true. A part of a review may be quoted, when it
stands in it literally.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from affiche.errors import Kind, Place, Problem
from affiche.model import Journey, Persona
from affiche.model.journey import Said
from affiche.model.measures import Publish, Review
from affiche.model.persona import Quote
from affiche.reading import guesses

AnyQuote = TypeVar("AnyQuote", Said, Quote)
Where = Callable[..., Place]


@dataclass
class Quoting:
    """Looks reviews up; what is wrong gathers in `problems`."""

    reviews: Mapping[str, Review]
    problems: list[Problem] = field(default_factory=list)

    def persona(self, one: Persona, place: Where) -> Persona:
        """The persona with every review that it quotes filled in."""
        changes: dict[str, object] = {}
        if one.quote and one.quote.review:
            changes["quote"] = self._filled(one.quote, place, ("quote",))
        if any(quote.review for quote in one.quotes):
            changes["quotes"] = tuple(
                self._filled(quote, place, ("quotes", number))
                for number, quote in enumerate(one.quotes)
            )
        return one.model_copy(update=changes) if changes else one

    def journey(self, one: Journey, place: Where) -> Journey:
        """The journey with every review that its phases and touchpoints quote filled in."""
        if not any(_quoted(one)):
            return one
        phases = []
        for number, phase in enumerate(one.phases):
            here = ("phases", number)
            stops = tuple(
                stop.model_copy(update={"quote": self._filled(stop.quote, place, (
                    *here, "touchpoints", at, "quote"))})
                if stop.quote and stop.quote.review else stop
                for at, stop in enumerate(phase.touchpoints)
            )  # fmt: skip
            quote = phase.quote and self._filled(phase.quote, place, (*here, "quote"))
            phases.append(phase.model_copy(update={"touchpoints": stops, "quote": quote}))
        return one.model_copy(update={"phases": tuple(phases)})

    def _filled(self, quote: AnyQuote, place: Where, location: tuple[str | int, ...]) -> AnyQuote:
        if not quote.review:
            return quote
        found = self.reviews.get(quote.review)
        where = place(*location, "review")
        if found is None:
            self._wrong(
                where, "unknown-review", "there is no review `{name}`",
                "Did you mean `{guess}`?" if (guess := self._guess(quote.review)) else
                "A review is a row in measurements/, by its `id`",
                name=quote.review, guess=guess,
            )  # fmt: skip
            return quote
        if found.publish is Publish.NO:
            self._wrong(
                where, "hidden-review", "the review `{name}` may not be shown",
                "Write `publish: yes` in its row when it may", name=quote.review,
            )  # fmt: skip
            return quote
        if quote.text and _plain(quote.text) not in _plain(found.text):
            self._wrong(
                place(*location, "text"), "not-literal",
                "this does not stand in the review `{name}` literally",
                "Copy it from the review, or leave `text` out", name=quote.review,
            )  # fmt: skip
        author = found.author if found.publish is Publish.NAME else ""
        update: dict[str, object] = {"text": quote.text or found.text or found.title}
        update["source"] = quote.source or ", ".join(p for p in (author, found.source) if p) or None
        if isinstance(quote, Quote):
            update["date"] = quote.date or found.day
        return quote.model_copy(update=update)

    def _guess(self, name: str) -> str | None:
        return guesses.close(name, self.reviews) if len(self.reviews) < 5000 else None

    def _wrong(self, place: Place, rule: str, what: str, hint: str, **values: object) -> None:
        self.problems.append(Problem(Kind.ERROR, rule, place, what, hint, values))


def quoted(personas: Iterable[Persona], journeys: Iterable[Journey]) -> frozenset[str]:
    """The ids of every review that is quoted somewhere."""
    said = (quote for one in personas for quote in (one.quote, *one.quotes))
    ids = {quote.review for quote in said if quote and quote.review}
    return frozenset(ids.union(*map(_quoted, journeys)))


def _quoted(one: Journey) -> Iterator[str]:
    for phase in one.phases:
        for quote in (phase.quote, *(stop.quote for stop in phase.touchpoints)):
            if quote and quote.review:
                yield quote.review


def _plain(text: str) -> str:
    return " ".join(text.split())
