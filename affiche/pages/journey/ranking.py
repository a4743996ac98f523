"""A site in; every opportunity by its number, the most worthwhile first, out.

One formula everywhere, on pages, maps and exports: impact × what it matters to the customer ÷
effort. What it matters is said at touchpoints: that of the touchpoint where the opportunity matters
most. Where nobody said it, impact ÷ effort decides, after those of which it is known.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from affiche.kept import following
from affiche.model import Journey, Opportunity, OpportunityStatus, OpportunityUse, Site

Key = tuple[str, str]


@dataclass(frozen=True)
class Worth:
    """What the place of an opportunity rests on; `score` is None where one of the three is not
    known."""

    impact: int | None = None
    importance: float | None = None
    effort: int | None = None

    @property
    def score(self) -> float | None:
        if self.impact is None or self.importance is None or not self.effort:
            return None
        return self.impact * self.importance / self.effort

    @property
    def simple(self) -> float | None:
        """Impact ÷ effort, where nobody knows what it matters."""
        return self.impact / self.effort if self.impact is not None and self.effort else None


def uses(journey: Journey) -> Iterator[OpportunityUse]:
    """Every mention of an opportunity: those of the phases, then those of touchpoints."""
    for phase in journey.phases:
        yield from phase.opportunities
    for phase in journey.phases:
        for touchpoint in phase.touchpoints:
            yield from touchpoint.opportunities


def key_of(use: OpportunityUse) -> str:
    """How a journey calls an opportunity: by its id, or by its title."""
    return f"ref {use.ref}" if use.ref else f"title {use.title}"


def rank_key(journey: str, use: OpportunityUse, site: Site) -> Key:
    """("", id) of one of the register; (journey, title) of one that lives there only."""
    return ("", use.ref) if use.ref in site.opportunities and use.ref else (journey, key_of(use))


@following(0, 8)
def ranks(site: Site) -> Mapping[Key, int]:
    """The number of every opportunity, from 1: the most worthwhile comes first."""
    return {key: number for number, key in enumerate(worths(site), start=1)}


@following(0, 8)
def worths(site: Site) -> Mapping[Key, Worth]:
    """What each is worth, in their order: what is done comes last."""
    found: dict[Key, Opportunity | OpportunityUse] = {
        ("", name): one for name, one in site.opportunities.items()
    }
    for journey in site.journeys.values():
        for use in uses(journey):
            found.setdefault(rank_key(journey.id, use, site), use)
    known = _importance(site)
    worth = {key: Worth(one.impact, known.get(key), one.effort) for key, one in found.items()}
    ordered = sorted(found, key=lambda key: _order(found[key], worth[key]))
    return {key: worth[key] for key in ordered}


def _importance(site: Site) -> Mapping[Key, float]:
    """What each matters to the customer, where somebody said so."""
    found: dict[Key, float] = {}
    for journey in site.journeys.values():
        for stop in (stop for phase in journey.phases for stop in phase.touchpoints):
            matters = stop.importance and stop.importance.customer
            for use in stop.opportunities if matters is not None else ():
                key = rank_key(journey.id, use, site)
                found[key] = max(matters or 0.0, found.get(key, 0.0))
    return found


def _order(
    one: Opportunity | OpportunityUse, worth: Worth
) -> tuple[bool, bool, float, bool, float, int, str]:
    done = one.status is OpportunityStatus.DONE
    score, simple = worth.score, worth.simple
    return (
        done,
        score is None,
        -(score or 0.0),
        simple is None,
        -(simple or 0.0),
        -(one.impact or 0),
        (one.title or "").casefold(),
    )
