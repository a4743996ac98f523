"""From content to what is made: a `Site` in; the sheets, then the pages that tell of them, out.

Sheets do not depend on pages, so they are planned first and printed; pages are planned once, with
what became of the sheets. Data only.

`plan`       the kinds of thing that are made
`visible`    who may see what
`cards`      how personas and sheets stand on the pages of others
`relations`  who mentions whom
`printed`    what ties a sheet to its page: code, mark, stamp
`loop`       what was before, and what hangs on the wall
`journey`, `persona`, `briefing`, `company`   what is shown of each of these
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from affiche import consent
from affiche.errors import Problem
from affiche.model import Scope, Site
from affiche.pages import cards, visible
from affiche.pages.briefing import page as briefings
from affiche.pages.company import (
    home,
    measurements,
    missing,
    quality,
    review_posters,
    reviews,
    rights,
    screens,
    style,
    way,
)
from affiche.pages.company.data import exports, search
from affiche.pages.company.measurements import sheet as measure_sheet
from affiche.pages.company.printing import page as printing
from affiche.pages.company.printing import prints
from affiche.pages.company.registers import opportunities, roadmap, touchpoints
from affiche.pages.journey import page as journeys
from affiche.pages.loop import (
    calendar,
    change_sheet,
    changes,
    copies,
    decisions,
    feed,
    handover,
    meeting,
)
from affiche.pages.loop import feedback as walls
from affiche.pages.persona import alike, family, feedback, handout, keepsake, presentation
from affiche.pages.persona import page as personas
from affiche.pages.persona import poster as posters
from affiche.pages.plan import Frame, Link, Page, Sheet, SheetFact
from affiche.pages.printed import stamps
from affiche.pages.relations import Relations
from affiche.words import Words

# The entries of the menu, in order: the section, and its English label.
MENU = (
    ("home", "Home"),
    ("personas", "Personas"),
    ("journeys", "Journeys"),
    ("touchpoints", "Touchpoints"),
    ("measurements", "Measurements"),
    ("opportunities", "Opportunities"),
    ("briefings", "Briefings"),
    ("print", "Print"),
)
# What stands below every page.
FOOT = (
    ("feedback", "Feedback from the wall"),
    ("copies", "Where does it hang?"),
    ("decisions", "Decisions"),
    ("events", "Hand-overs and other moments"),
    ("changes", "What changed"),
    ("method", "How we do this"),
    ("quality", "Quality"),
    ("kiosk", "On a screen"),
    ("data", "Data"),
    ("rights", "Rights"),
    ("style", "House style"),
)


def plan_sheets(site: Site, words: Words, today: date) -> tuple[Sheet, ...]:
    """Every sheet of the site; nothing in it holds what is secret, or a photo whose consent does
    not allow it on a wall. `today` decides which consents hold."""
    paper = consent.shown(visible.without_secrets(site), Scope.POSTER, today)
    plain = _sheets(paper, words, today)
    # A review that is late is said on a sheet, and does not make it another version.
    written = _sheets(replace(paper, overdue=frozenset()), words, today) if paper.overdue else plain
    return prints.editions(tuple(stamps.stamped(plain, paper, written)), paper, words)


def _sheets(paper: Site, words: Words, today: date) -> tuple[Sheet, ...]:
    """The sheets as content gives them, without a stamp."""
    return (
        *posters.sheets(paper, words),
        *journeys.sheets(paper, words),
        *feedback.sheets(paper, words),
        *handout.sheets(paper, words),
        *keepsake.sheets(paper, words),
        *presentation.sheets(paper, words),
        *meeting.sheets(paper, words),
        *family.sheets(paper, words),
        *change_sheet.sheets(paper, words),
        *measure_sheet.sheets(paper, words, today),
        *review_posters.sheets(paper, words),
    )


def plan_pages(
    site: Site,
    words: Words,
    sheets: Sequence[Sheet],
    problems: Sequence[Problem],
    facts: Mapping[str, SheetFact],
    today: date,
    waiting: bool = False,
    related: Relations | None = None,
) -> tuple[Page, ...]:
    """Every page of the site, with what became of its sheets; nothing in it holds what is secret,
    or a photo whose consent does not allow it there.

    `facts` (path → fact) tells what is known of sheets that were made: pages offer only those,
    so that no link leads nowhere. With `waiting` they offer every sheet, for a server that makes
    it when asked. `today` decides what is overdue and which consents hold. `related` is what
    `relations` gave for the same site and day, when somebody has it.
    """
    open_site = visible.without_secrets(site)
    related = related or relations(site, words, today)
    offered = tuple(sheet for sheet in sheets if waiting or sheet.path in facts)
    return tuple(_pages(related, open_site, problems, facts, offered))


def relations(site: Site, words: Words, today: date) -> Relations:
    """Who mentions whom, in the site as colleagues may see it on that day."""
    screen = consent.shown(visible.without_secrets(site), Scope.INTRANET, today)
    return Relations(screen, words, today)


def _pages(
    related: Relations,
    whole: Site,
    problems: Sequence[Problem],
    facts: Mapping[str, SheetFact],
    offered: Sequence[Sheet],
) -> Iterator[Page]:
    """`whole` is the site with the photos that may not be shown on the intranet."""
    site, words, today = related.site, related.words, related.today
    offered_here = [sheet for sheet in offered if not withheld(sheet, facts)]
    links = cards.sheet_links(offered_here, facts)
    yield from home.pages(related, links, problems, today)
    yield from personas.pages(related, links)
    yield from presentation.pages(related)
    yield from alike.pages(related)
    yield from journeys.pages(site, words, offered_here, facts)
    yield from touchpoints.pages(related)
    yield from opportunities.pages(related)
    yield from roadmap.pages(related)
    yield from measurements.pages(related)
    yield from reviews.pages(related, links)
    yield from briefings.pages(related, facts)
    yield from printing.pages(related, links, printing.shops(offered, facts, site))
    yield from walls.pages(related)
    yield from copies.pages(related, links)
    yield from decisions.pages(related)
    blocks = cards.sheet_links(offered, facts, variant=keepsake.PICTURE)
    yield from handover.pages(related, links, handover.pictures(blocks))
    yield from changes.pages(related, links)
    yield from quality.pages(related, problems)
    yield from way.pages(related)
    yield from exports.pages(related)
    yield from screens.pages(related)
    yield from rights.pages(related, whole, today)
    yield from style.pages(related)
    yield from missing.pages(related)


def plan_files(related: Relations, planned: Sequence[Page]) -> dict[str, bytes]:
    """What stands in the site beside its pages: path → bytes of the feed, of the calendar, and
    of what the search box looks through."""
    made = {
        cards.FEED: feed.feed(related),
        calendar.CALENDAR: calendar.calendar(related),
        search.DATA: search.data(related, planned),
        **exports.files(related),
        **handover.files(related),
    }
    return {path: content for path, content in made.items() if content}


def job_sheets(
    site: Site, words: Words, sheets: Sequence[Sheet], facts: Mapping[str, SheetFact]
) -> tuple[Sheet, ...]:
    """The sheets that go with the files to each print shop; none while there are no files."""
    return prints.job_sheets(sheets, facts, visible.without_secrets(site), words)


def withheld(sheet: Sheet, facts: Mapping[str, SheetFact]) -> bool:
    """Whether the sheet was made and did not pass its checks, so that there is no file."""
    return sheet.path in facts and facts[sheet.path].size == 0


def frame(site: Site, words: Words, planned: Sequence[Page]) -> Frame:
    """What stands around every page."""
    paths = {page.path for page in planned}
    # What is shown in a page of others has no tab of its own.
    titles = Counter(page.title for page in planned if page.section != "embed")
    updated = max(site.changed.values(), default=None)
    return Frame(
        company=site.settings.name or words.gettext("Our customers"),
        tagline=site.settings.tagline or "",
        language=words.language,
        menu=tuple(_links(MENU, site, words, paths)),
        edit_url=site.settings.edit_url or "",
        updated=words.date(updated) if updated else "",
        extras={
            "address": (site.settings.url or "").rstrip("/"),
            "foot": tuple(_links(FOOT, site, words, paths)),
        },
        twins=frozenset(title for title, times in titles.items() if times > 1),
    )


def _links(
    entries: Sequence[tuple[str, str]], site: Site, words: Words, paths: set[str]
) -> Iterator[Link]:
    for section, label in entries:
        path = "index.html" if section == "home" else f"{section}/index.html"
        if path in paths and (section != "journeys" or site.journeys):
            yield Link(words.gettext(label), path)
