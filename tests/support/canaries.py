"""One persona's, journey's or briefing's text in; what agencies and colleagues would get, out.

Read, projected and rendered as a build does it, but without a disk, sheets and the other pages,
so that thousands of documents can be tried.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

from affiche import pages, themes
from affiche.errors import Kind, Problem
from affiche.leaks.match import fold
from affiche.model import Site
from affiche.packs import pack as packing
from affiche.packs import page as pack_page
from affiche.packs.house import house
from affiche.packs.page import PackRenderer
from affiche.pages import visible
from affiche.pages.briefing.cleaned import COMMENT, HIDDEN_LINE
from affiche.pages.plan import Frame
from affiche.reading import documents
from affiche.reading.canonical import Own
from affiche.render import Renderer
from affiche.words import words
from tests.support.projects import THEMES, TODAY

BRIEFING = """\
---
title: Zomer
agency: Bureau Noord
personas: [sanne]
journeys: [ketel]
sections: [Een dag]
---
Maak iets moois.
"""
NL = words("nl")
PAGES = frozenset(
    ("personas/sanne/index.html", "journeys/ketel/index.html", "briefings/zomer/index.html")
)
PERSONA = "---\nname: Sanne Bos\n---\nSanne werkt.\n\n## Een dag\n\nOpstaan.\n"
JOURNEY = "title: De ketel\npersona: sanne\nphases:\n  - {id: buy, touchpoints: [Winkel]}\n"


@dataclass(frozen=True)
class Outcome:
    """The errors of a reading; without any, the folded text of everything that an agency gets
    (`outside`) and of the pages that colleagues see (`inside`)."""

    problems: tuple[Problem, ...]
    outside: str = ""
    inside: str = ""

    @property
    def refused(self) -> tuple[str, ...]:
        """The rules of the errors."""
        return tuple(problem.rule for problem in self.problems if problem.kind is Kind.ERROR)


def outcome(
    persona: bytes | str = PERSONA, journey: bytes | str = JOURNEY, briefing: bytes | str = BRIEFING
) -> Outcome:
    """What becomes of a persona, a journey and a briefing that asks for both."""
    raw = [one.encode() if isinstance(one, str) else one for one in (persona, journey, briefing)]
    reads = (
        documents.persona("content/personas/sanne.md", "sanne", raw[0], Own()),
        documents.journey("content/journeys/ketel.yaml", "ketel", raw[1], Own()),
        documents.briefing("content/briefings/zomer.md", "zomer", raw[2], Own()),
    )
    problems = tuple(problem for read in reads for problem in read.problems)
    who, what, brief = (read.value for read in reads)
    if who is None or what is None or brief is None:
        assert any(problem.kind is Kind.ERROR for problem in problems)
        return Outcome(problems)
    site = Site(personas={"sanne": who}, journeys={"ketel": what}, briefings={"zomer": brief})
    return Outcome(problems, outside(site), _inside(site))


def outside(site: Site) -> str:
    """The projection whole, which the sheets of a pack are made of, and the pack's page."""
    pack = packing.plan(site, "zomer", _theme(), TODAY)
    renderer = _pack_renderer()
    renderer.site = pack.site
    shown = renderer.page(pack_page.page(pack.brief, pack.house, {}, TODAY)).decode()
    return fold(f"{pack.site!r} {pack.brief!r} {shown}").run


def _inside(site: Site) -> str:
    """What pages and sheets are made of, and the pages of the persona, journey and briefing."""
    shown = visible.without_secrets(site)
    plan = pages.plan_pages(site, NL, (), (), {}, TODAY)
    drawn_by = renderer()
    drawn_by.site = shown
    drawn_by.frame = replace(pages.frame(site, NL, plan), extras={"fonts": (), "foot": ()})
    made = [drawn_by.page(page).decode() for page in plan if page.path in PAGES]
    assert len(made) == len(PAGES)
    # Remarks are in the texts until they are drawn; on no page.
    data = repr((shown.personas, shown.journeys, shown.briefings))
    data = HIDDEN_LINE.sub("", COMMENT.sub("", data.replace("\\n", "\n")))
    return fold(" ".join([data, *made])).run


# One renderer for all: making an environment takes longer than a page. They hold nothing of a
# site but what is set here.


@lru_cache(maxsize=1)
def _theme() -> themes.Theme:
    return themes.load(THEMES, "affiche")


@lru_cache(maxsize=1)
def _pack_renderer() -> PackRenderer:
    return PackRenderer(_theme(), Site(), NL, house(_theme(), NL))


@lru_cache(maxsize=1)
def renderer() -> Renderer:
    """What draws the pages for colleagues."""
    return Renderer(_theme(), Site(), NL, Frame("", "", "nl", menu=()))
