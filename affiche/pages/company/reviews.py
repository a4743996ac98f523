"""The reviews that may be shown: the good and the confronting ones, and what each is good for.

Authors are not named unless their row says so; a review that may not be shown is not here at all
(`measures.shown`), and counts only in the figures.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from affiche.model.measures import Review, Use
from affiche.pages import cards
from affiche.pages.plan import Link, Page, SheetLink
from affiche.pages.printed import marks
from affiche.pages.relations import Relations

PAGE = "reviews/index.html"
# Of the most that a review may give: from here on it is good, up to there it confronts.
GOOD, CONFRONTING = 0.8, 0.5
BEGINNING = 60
# A quote on a wall or beside figures is read in passing.
LONGEST = 190


@dataclass(frozen=True)
class ReviewCard:
    """A review as it is read. `number` is its place on the page; `part`: of the most that may be
    given, 0 to 1, and `halves` the same in half stars of five; `sort`: "good",
    "confronting" or "" for what lies between and what has no stars."""

    number: int
    text: str
    title: str
    stars: str
    part: float
    halves: int
    source: str
    day: object
    author: str
    phase: str
    touchpoint: Link | None
    persona: Link | None
    answered: bool
    uses: tuple[Use, ...]
    sort: str
    sheets: tuple[SheetLink, ...] = ()

    @property
    def beginning(self) -> str:
        """The first words, for lists."""
        text = self.title or self.text
        return text if len(text) <= BEGINNING else f"{text[:BEGINNING].rsplit(' ', 1)[0]}…"


Cards = Sequence[ReviewCard]


def pages(related: Relations, sheets: Sequence[SheetLink]) -> Iterator[Page]:
    """The page; nothing when no review may be shown."""
    shown = review_cards(related, sheets)
    if not shown:
        return
    words = related.words
    yield Page(
        path=PAGE,
        template="pages/reviews.html.j2",
        title=words.gettext("Reviews"),
        section="measurements",
        description=words.gettext("What customers wrote, in their own words."),
        crumbs=(Link(words.gettext("Measurements"), "measurements/index.html"),),
        data={
            "sorts": tuple(
                (
                    words.gettext(label),
                    tuple(one for one in shown if one.sort == sort),
                    tuple(sheet for sheet in sheets if sheet.owner == f"reviews-{sort}"),
                )
                for sort, label in (("good", "Keep doing this"), ("confronting", "This hurts"),
                                    ("", "In between"))
            ),
            "uses": tuple(
                (use, tuple(one for one in shown if use in one.uses and not _done(use, one)))
                for use in Use
            ),
            "lists": tuple(_lists(shown, related)),
            "total": sum(one.n for one in related.site.measurements.stars),
            "count": len(shown),
            "marks": marks.rows(None, "", sheets, related.site, ("review", "reviews")),
        },
    )  # fmt: skip


def _done(use: Use, one: ReviewCard) -> bool:
    """What was answered does not have to be answered any more."""
    return use is Use.FOLLOW_UP and one.answered


def review_cards(related: Relations, sheets: Sequence[SheetLink] = ()) -> tuple[ReviewCard, ...]:
    """Every review that may be shown, the newest first, with its posters."""
    offered: dict[str, list[SheetLink]] = {}
    for sheet in sheets:
        offered.setdefault(sheet.owner, []).append(sheet)
    found = sorted(
        related.site.measurements.reviews,
        key=lambda one: (str(one.day or ""), one.id),
        reverse=True,
    )
    return tuple(
        _card(number, one, related, tuple(offered.get(owner_of(one), ())))
        for number, one in enumerate(found, start=1)
    )


def voices(reviews: Iterable[Review]) -> tuple[Review, ...]:
    """Two that confront and one that is good, the newest that are short enough to read in passing;
    more good ones where fewer confront."""
    known = [
        (one.stars / one.max, one)
        for one in sorted(reviews, key=lambda one: str(one.day or ""), reverse=True)
        if one.stars is not None and len(one.text) <= LONGEST
    ]
    hurts = [one for part, one in known if part <= CONFRONTING][:2]
    return (*hurts, *[one for part, one in known if part >= GOOD][: 3 - len(hurts)])


def voice_cards(related: Relations) -> tuple[ReviewCard, ...]:
    """The same of all that may be shown, for a page that shows no more than these."""
    found = voices(related.site.measurements.reviews)
    return tuple(_card(number, one, related, ()) for number, one in enumerate(found, start=1))


def owner_of(one: Review) -> str:
    """What the sheets of this review's poster are called by, whether it has one or not.

    Never its id, since some exports have a name there: made of nothing but what is shown anyway.
    """
    shown = repr((one.text, one.title, one.source, one.day, one.stars))
    return f"review-{hashlib.blake2b(shown.encode(), digest_size=4).hexdigest()}"


def sort_of(one: Review) -> str:
    """ "good", "confronting", or "" for what lies between and what has no stars."""
    return "" if one.stars is None else side_of(one.stars / one.max)


def side_of(part: float) -> str:
    """The same of a part of the most that may be given."""
    return "good" if part >= GOOD else "confronting" if part <= CONFRONTING else ""


def _card(
    number: int, one: Review, related: Relations, sheets: tuple[SheetLink, ...]
) -> ReviewCard:
    words, spot = related.words, one.spot
    part = None if one.stars is None else one.stars / one.max
    known = related.site.touchpoints.get(spot.touchpoint)
    point = Link(known.name, cards.touchpoint_path(known.id)) if known else None
    person = related.personas.get(spot.persona)
    stars = ""
    if one.stars is not None:
        stars = words.say(
            "{stars} of {most}", stars=words.number(one.stars), most=words.number(one.max, 0)
        )
    return ReviewCard(
        number=number,
        text=one.text,
        title=one.title,
        stars=stars,
        part=part or 0.0,
        halves=0 if part is None else round(part * 10),
        source=one.source,
        day=one.day,
        author=one.author,
        phase=related.phase(spot.phase) if spot.phase else "",
        touchpoint=point,
        persona=Link(person.short, person.path) if person else None,
        answered=one.answered,
        uses=one.uses,
        sort=sort_of(one),
        sheets=sheets,
    )


def _lists(
    shown: Sequence[ReviewCard], related: Relations
) -> Iterator[tuple[str, tuple[tuple[str, tuple[ReviewCard, ...]], ...]]]:
    """By source, the one with the most first, by phase as customers go through them, and by stars,
    the most first: each with its reviews."""
    words = related.words
    by: tuple[tuple[str, Callable[[ReviewCard], str], Callable[[Cards], float]], ...] = (
        ("By source", lambda one: one.source, lambda held: -len(held)),
        ("By phase", lambda one: one.phase, lambda held: related.turn(held[0].phase)),
        ("By stars", lambda one: one.stars, lambda held: -held[0].part),
    )
    for label, key, order in by:
        apart: dict[str, list[ReviewCard]] = {}
        for one in shown:
            apart.setdefault(key(one), []).append(one)
        apart.pop("", None)
        pairs = sorted(apart.items(), key=lambda pair: order(pair[1]))
        held = tuple((name, tuple(found)) for name, found in pairs)
        if held:
            yield words.gettext(label), held
