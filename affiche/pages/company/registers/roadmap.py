"""A whole site in; what customers may see of its opportunities, out. An allow list.

Only what says `public: yes` is on it, and of that the title, why, how far it is and how many voted.
Owners, estimates, tickets, journeys and whatever else stays behind; comments and links to the
intranet in its texts go. The page of the intranet shows the very same.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import quote

from affiche.markup import plain
from affiche.measures import figures as counting
from affiche.model import Opportunity, OpportunityStatus, Settings, Site
from affiche.model.choices import Openness
from affiche.model.measures import FEWEST
from affiche.pages.briefing import cleaned
from affiche.pages.plan import Page
from affiche.pages.relations import Relations
from affiche.words import Words

PAGE = "roadmap/index.html"
# What is being made comes first, then what comes; what is there already comes last.
ORDER = (
    OpportunityStatus.DOING,
    OpportunityStatus.PLANNED,
    OpportunityStatus.IDEA,
    OpportunityStatus.DONE,
)


@dataclass(frozen=True)
class Entry:
    """An opportunity as customers see it. `vote` is the address at which they vote for it."""

    title: str
    why: str
    votes: str
    vote: str


@dataclass(frozen=True)
class PublicRoadmap:
    """All that customers see: (how far, its opportunities), those with most votes first."""

    title: str
    intro: str
    company: str
    groups: tuple[tuple[str, tuple[Entry, ...]], ...]
    by_mail: bool


def projected(site: Site) -> Site:
    """The site with nothing in it but what customers may see."""
    said = site.settings
    clean = cleaned.cleaner(said, "content/site.yaml", Settings)
    told = said.roadmap.model_copy(
        update={"title": _cleaned(said.roadmap.title, clean),
                "intro": _cleaned(said.roadmap.intro, clean)}
    )  # fmt: skip
    return Site(
        settings=Settings(name=said.name, language=said.language, roadmap=told),
        opportunities={
            name: _public(one, site)
            for name, one in site.opportunities.items()
            if one.public is Openness.YES
        },
        measurements=replace(
            type(site.measurements)(),
            votes=tuple(
                vote
                for vote in site.measurements.votes
                if vote.opportunity in site.opportunities
                and site.opportunities[vote.opportunity].public is Openness.YES
            ),
        ),
    )


def _public(one: Opportunity, site: Site) -> Opportunity:
    """An opportunity with its four fields; all others as if nobody had written them."""
    clean = cleaned.cleaner(site.settings, one.path, Opportunity)
    return Opportunity(
        id=one.id,
        title=clean(one.title),
        why=_cleaned(one.why, clean),
        status=one.status,
        public=Openness.YES,
    )


def _cleaned(text: str | None, clean: cleaned.Clean) -> str | None:
    return clean(text) if text else None


def roadmap(seen: Site, words: Words) -> PublicRoadmap:
    """What stands on the page; `seen` is what `projected` gave."""
    said = seen.settings.roadmap
    votes = counting.votes(seen.measurements.votes)
    by_votes = sorted(
        seen.opportunities.values(),
        key=lambda one: (-votes.get(one.id, 0), one.title.casefold()),
    )
    groups = (
        (status, tuple(one for one in by_votes if one.status is status))
        for status in (*ORDER, None)
    )
    return PublicRoadmap(
        title=said.title or words.gettext("What we are working on"),
        intro=said.intro or "",
        company=seen.settings.name or "",
        groups=tuple(
            (
                words.label(status) if status else words.gettext("Not decided yet"),
                tuple(_entry(one, votes.get(one.id, 0), seen, words) for one in held),
            )
            for status, held in groups
            if held
        ),
        by_mail="@" in (said.vote or "") and not (said.vote or "").startswith("http"),
    )


def _entry(one: Opportunity, votes: int, seen: Site, words: Words) -> Entry:
    told = ""
    if votes >= FEWEST:
        told = words.ngettext("{n} vote", "{n} votes", votes).format(n=words.number(votes))
    elif votes:
        told = words.gettext("fewer than five votes")
    done = one.status is OpportunityStatus.DONE
    return Entry(one.title, one.why or "", told, "" if done else _address(one, seen.settings))


def _address(one: Opportunity, settings: Settings) -> str:
    vote = settings.roadmap.vote or ""
    if vote.startswith("http"):
        return vote.replace("{id}", quote(one.id, safe=""))
    return f"mailto:{vote}?subject={quote(plain(one.title))}" if vote else ""


def pages(related: Relations) -> Iterator[Page]:
    """What customers would see, for colleagues; nothing while nothing is public."""
    seen = projected(related.site)
    if not seen.opportunities:
        return
    words = related.words
    yield Page(
        path=PAGE,
        template="pages/roadmap.html.j2",
        title=words.gettext("Roadmap for customers"),
        section="opportunities",
        description=words.gettext("What customers see of our opportunities, when it is put out."),
        data={"roadmap": roadmap(seen, words)},
    )
