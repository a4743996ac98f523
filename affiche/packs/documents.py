"""A briefing's content in; the sheets that are printed for its pack out.

The briefing as an A4 document of several pages, and the agency edition of each persona's poster:
the same poster code, given a projected persona, without what only a colleague needs.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from affiche.errors import Place
from affiche.model import PAPERS
from affiche.packs.house import House
from affiche.packs.page import data
from affiche.pages.briefing.agency import POSTER_SIZE, Projection
from affiche.pages.briefing.pack import Brief
from affiche.pages.persona import poster as posters
from affiche.pages.plan import Sheet
from affiche.words import Words

KIND = "briefing"


def sheet_path(briefing_id: str, name: str) -> str:
    """How a sheet of a pack is called among all others; `name` is its name in the pack."""
    return f"briefings/{briefing_id}/{name}"


def pack_name(sheet: Sheet, briefing_id: str) -> str:
    """The name of a sheet in its pack."""
    return sheet.path.removeprefix(sheet_path(briefing_id, ""))


def document(brief: Brief, house: House, today: date) -> Sheet:
    """The briefing on paper."""
    return Sheet(
        path=sheet_path(brief.id, f"{brief.id}-briefing.pdf"),
        kind=KIND,
        template="sheets/briefing.html.j2",
        title=brief.title,
        owner=brief.id,
        paper=PAPERS["a4"],
        landscape=False,
        profile="",
        language=brief.language,
        data=data(brief, house, {}, today),
        source=Place(""),
    )


def agency_posters(projection: Projection, brief: Brief, words: Words) -> Iterator[Sheet]:
    """The posters that go along."""
    site = projection.site
    for profile, persona in zip(brief.personas, site.personas.values(), strict=True):
        shown = posters.poster(persona, site, words)
        yield Sheet(
            path=sheet_path(brief.id, f"posters/{persona.id}-poster-{POSTER_SIZE}-agency.pdf"),
            kind="persona",
            template="sheets/persona.html.j2",
            title=persona.name,
            owner=persona.id,
            paper=PAPERS[POSTER_SIZE],
            landscape=False,
            profile=str(site.settings.posters.profile),
            language=brief.language,
            data={
                "poster": replace(
                    shown,
                    portrait=replace(shown.portrait, ground=profile.portrait.ground),
                    foot=tuple(_foot(brief, words)),
                    ribbon="",
                    assumed=False,
                    url="",
                )
            },
            source=Place(""),
        )


def _foot(brief: Brief, words: Words) -> Iterator[str]:
    """What stands at the foot instead of version, owner and evidence."""
    yield words.say("With the briefing “{title}”", title=brief.title)
    yield " · ".join(filter(None, (brief.company, brief.agency)))
    yield words.say("Valid until {date}", date=words.date(brief.expires))
