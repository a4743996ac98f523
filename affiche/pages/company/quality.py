"""The quality page: problems in, what they say in the reader's language out, the worst first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from affiche import report
from affiche.errors import Kind, Problem
from affiche.model import Journey, Persona, Status
from affiche.model.rules import RULES
from affiche.pages import cards
from affiche.pages.completeness import of_journey, of_persona
from affiche.pages.plan import Link, Page
from affiche.pages.relations import Relations
from affiche.words import Words

QUALITY = "quality/index.html"


@dataclass(frozen=True)
class Finding:
    """A problem in words; `about` is the page of what it is about."""

    path: str
    line: int
    rule: str
    what: str
    hint: str
    about: Link | None


@dataclass(frozen=True)
class Off:
    """A rule that is switched off: what it looks at, the reason, and where that was decided (None:
    for the whole site)."""

    rule: str
    what: str
    why: str
    about: Link | None


def pages(related: Relations, problems: Sequence[Problem]) -> Iterator[Page]:
    """One page; it is there when all is well too."""
    words = related.words
    about = _places(related)
    yield Page(
        path=QUALITY,
        template="pages/quality.html.j2",
        title=words.gettext("Quality"),
        section="quality",
        description=words.gettext("What the check found in the content."),
        data={
            "groups": tuple(
                (kind, tuple(_findings(kind, problems, words, about))) for kind in Kind
            ),
            "personas": tuple(
                (related.personas[name], of_persona(persona, words))
                for name, persona in related.site.personas.items()
            ),
            "journeys": tuple(
                (related.journeys[name], of_journey(journey, words))
                for name, journey in related.site.journeys.items()
                if journey.status is not Status.ARCHIVED
            ),
            "off": tuple(_off(related, about)),
        },
    )


def _findings(
    kind: Kind, problems: Sequence[Problem], words: Words, about: Mapping[str, Link]
) -> Iterator[Finding]:
    for problem in sorted(problems, key=lambda problem: problem.place):
        if problem.kind is kind:
            yield Finding(
                path=problem.place.path,
                line=problem.place.line,
                rule=problem.rule,
                what=report.message(problem, words),
                hint=words.say(problem.hint, **problem.values) if problem.hint else "",
                about=about.get(problem.place.path),
            )


def _off(related: Relations, about: Mapping[str, Link]) -> Iterator[Off]:
    """Every rule that is switched off, those of the whole site first."""
    site, words = related.site, related.words
    written: tuple[Persona | Journey, ...] = (*site.personas.values(), *site.journeys.values())
    where = (
        (None, site.settings.quality),
        *((about.get(one.path), one.quality) for one in written),
    )
    for link, quality in where:
        for rule, why in quality.off.items():
            yield Off(rule, words.gettext(RULES.get(rule, "")) if rule in RULES else "", why, link)


def _places(related: Relations) -> dict[str, Link]:
    """File → the page that is made of it."""
    site = related.site
    found = {p.path: Link(p.name, cards.persona_path(p.id)) for p in site.personas.values()}
    found |= {j.path: Link(j.title, cards.journey_path(j.id)) for j in site.journeys.values()}
    found |= {b.path: Link(b.title, cards.briefing_path(b.id)) for b in site.briefings.values()}
    return found
