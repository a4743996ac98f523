"""Reviews of one sort in; what stands on the sheet that they share, out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from affiche.directions import joined
from affiche.measures import figures as counting
from affiche.model import Site
from affiche.model.measures import FEWEST, Answer, Measurements, Review
from affiche.pages import cards, figures
from affiche.pages.company.review_posters.said import Said, said
from affiche.pages.company.reviews import PAGE, side_of
from affiche.pages.persona.family import ranked
from affiche.pages.printed import codes
from affiche.pages.printed.codes import Code
from affiche.words import Words

COUNTED = {2: "Two customers", 3: "Three customers", 4: "Four customers", 6: "Six customers"}


@dataclass(frozen=True)
class SixPoster:
    """Several reviews of one sort. `means`: (figure, of how many and where, n) of each source."""

    sort: str
    sources: str
    line: str
    reviews: tuple[Said, ...]
    who: str
    means: tuple[tuple[str, str, str], ...]
    honest: str
    url: str
    code: Code | None
    end: str
    """What is told when the rest of the texts stays off."""


def poster(sort: str, chosen: Sequence[Review], site: Site, words: Words) -> SixPoster:
    """All that the sheet of these reviews shows."""
    stars = site.measurements.stars
    address = codes.address(PAGE, site)
    phases = [one.spot.phase for one in chosen]
    apart = all(phases) and len(set(phases)) == len(phases)
    names = dict.fromkeys(one.source for one in chosen if one.source)
    line = (
        "{customers}, each from another phase of the journey." if apart
        else "{customers}, in their own words."
    )  # fmt: skip
    people = ranked(site)
    return SixPoster(
        sort=sort,
        sources=joined(names, ", "),
        line=words.say(line, customers=words.gettext(COUNTED[len(chosen)])),
        reviews=tuple(said(one, site, words) for one in chosen),
        who=cards.short_name(people[0]) if people else "",
        means=tuple(_means(site.measurements, names, words)),
        honest=_honest(sort, len(chosen), stars, words),
        url=address,
        code=codes.code(address),
        end=words.gettext("The rest of the reviews"),
    )


def _means(
    found: Measurements, names: dict[str, None], words: Words
) -> Iterator[tuple[str, str, str]]:
    """The mean of each source that is quoted, three at most."""
    held = [
        one for one in counting.stars(found.stars, found) if one.source in names and one.figure.n
    ]
    for one in held[:3]:
        mean = figures.said(one.figure, words)
        most = words.number(one.figure.scale[1], 0)
        yield mean.value, words.say("of {most} at {source}", most=most, source=one.source), mean.n


def _honest(sort: str, shown: int, stars: Sequence[Answer], words: Words) -> str:
    """That these were chosen, of how many, and what part of all has the other opinion."""
    total = sum(one.n for one in stars)
    if total < FEWEST:
        return ""
    text = words.say("Chosen, not drawn by lot: {shown} of {total} reviews.",
                     shown=shown, total=words.number(total))  # fmt: skip
    other = "confronting" if sort == "good" else "good"
    many = sum(one.n for one in stars if one.score and side_of(one.score / one.scale[1]) == other)
    if many < FEWEST or total - many < FEWEST:
        return text
    part = words.number(round(100 * many / total))
    more = ("Of all who wrote, {part} % gave half of the stars or fewer." if sort == "good"
            else "Of all who wrote, {part} % gave four fifths of the stars or more.")  # fmt: skip
    return f"{text} {words.say(more, part=part)}"
