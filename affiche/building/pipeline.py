"""One build: `Options` in, a published site and its `Outcome` out.

    read → plan the sheets → print them → pack the briefings
         → plan the pages, with what became of all that → render → look for leaks → publish

Everything is made before anything is published, so an error anywhere leaves the old site whole.
Only where there is no site yet may its pages come before its sheets (`first`).
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from affiche import content, kept, pages
from affiche.building import ahead, explain, first, handover, tiles
from affiche.building.drafts import Draft, prepare
from affiche.building.options import Options, Stage, Step, Tell, silent
from affiche.building.outcome import Checked, Outcome
from affiche.building.past import moved, oldmarks
from affiche.building.printroom import (
    Sheets,
    cacheless,
    finished,
    make_packs,
    press,
    print_sheets,
    remembered,
    with_packs,
)
from affiche.building.rendering import blame, crew, linkpictures, patience
from affiche.building.rendering.longpaths import long_paths
from affiche.building.rendering.memory import Memory, remembering, style
from affiche.building.rendering.spool import Spool
from affiche.building.shown import granted, records
from affiche.building.shown.granted import Granted
from affiche.disk import Files
from affiche.editing.admin import published
from affiche.errors import ContentError, Kind, Problem
from affiche.packs.house import fonts
from affiche.pages.cards import FEED
from affiche.pages.company.data import search
from affiche.pages.loop.calendar import CALENDAR
from affiche.pages.plan import SheetFact
from affiche.publishing import publish
from affiche.reading.advice import switched
from affiche.sheets.press.press import Press


def build(options: Options, tell: Tell = silent) -> Outcome:
    """Build and publish. Raises ContentError (the content or the call is wrong) or AfficheError
    (our fault, or the machine's); nothing is published then."""
    started = time.monotonic()
    publish.check(options.out, (options.content, options.themes))
    with remembering(options) as store:
        draft = prepare(options, tell, store)
        kept.forget()  # nobody reads the same again, and all that was read takes much room
        draft = replace(draft, problems=(*draft.problems, *cacheless(options)))
        records.begin(draft)
        return _built(draft, started, tell)


def _built(draft: Draft, started: float, tell: Tell) -> Outcome:
    options = draft.options
    cut = tiles.wanted(draft)
    before = explain.recall(draft.store, options.out) if options.explain else {}
    with press(options) as pressing:
        follow = first.waiting(draft, pressing) if options.pages_first else []
        if pressing and follow:
            make_packs(draft, None)  # what must not leave the company stops here as well
            finish(first.pages_alone(draft), Sheets(), started, tell)
            first.shown(draft, follow, pressing.seconds(follow), tell)
        known = remembered(options)
        sheets = print_sheets(draft, pressing, tell, known)
        sheets = tiles.cut(draft, cut, sheets, pressing) if pressing and cut else sheets
        sheets = with_packs(sheets, make_packs(draft, pressing, tell, known))
        kept.forget()
        now = granted.granted(draft)
        taken = records.forget(draft, now, pressing or known)
    memory = Memory(draft.store, lean=True)
    outcome = finish(draft, sheets, started, tell, memory, now)
    outcome = replace(outcome, told=(*outcome.told, *(one.told for one in taken)))
    planned = {sheet.path: sheet for sheet in draft.sheets} if options.pdf else {}
    explain.remember(draft.store, options.out, memory, planned)
    if options.explain:
        said = explain.told(options.explain, memory, planned, sheets.made, before)
        outcome = replace(outcome, told=(*outcome.told, *said))
    # Of a first site everything is new, whichever of the two times it was published.
    return replace(outcome, new=outcome.new + outcome.unchanged, unchanged=0) if follow else outcome


def check(options: Options, tell: Tell = silent) -> Checked:
    """Everything that `build` would find, with nothing published."""
    with remembering(options, write=False) as store:
        try:
            draft = prepare(options, tell, store)
            problems, files = _checked(draft, tell), draft.files
        except ContentError as wrong:
            loaded = content.load(options.content, options.today, options.cache, store)
            return Checked(wrong.problems, loaded.files)
    return Checked(tuple(sorted(problems, key=lambda problem: problem.place)), files)


def _checked(draft: Draft, tell: Tell) -> tuple[Problem, ...]:
    options = draft.options
    with press(options, write=False) as pressing:
        known = Press(1, options.cache / "sheets") if options.pdf else remembered(options)
        sheets = print_sheets(draft, pressing, tell, known)
        sheets = with_packs(sheets, make_packs(draft, pressing, tell, known))
    kept.forget()
    problems = judged(draft, sheets)
    _, rendered = render(draft, sheets, problems, tell)
    keep_secrets(draft, rendered)
    return problems


def keep_secrets(draft: Draft, files: Mapping[str, bytes]) -> None:
    """Raise ContentError when a secret of the content is in a file of the site."""
    if found := handover.secret_leaks(draft.source, files):
        raise ContentError(found)


def finish(
    draft: Draft,
    sheets: Sheets,
    started: float,
    tell: Tell = silent,
    memory: Memory | None = None,
    now: Granted | None = None,
    in_place: bool = False,
) -> Outcome:
    """Render with what is known of the sheets, and publish (`in_place` as it says there). `now` is
    what may be shown, when somebody knows."""
    options = draft.options
    problems = judged(draft, sheets)
    now = now or granted.granted(draft)
    sheets = records.carried(draft, now, sheets)
    memory = memory or Memory(draft.store, lean=True)
    paths, rendered = render(draft, sheets, problems, tell, memory)
    files = finished(sheets, rendered)
    ahead.search(draft.source, files, options.jobs, memory.made)
    keep_secrets(draft, files)
    if options.explain:
        laid = [sheet.path for sheet in draft.sheets] if options.pdf else []
        explain.asked(options.explain, {*files, *sheets.kept, *sheets.kept_packs, *laid})
    tell(Step(Stage.PUBLISH))
    published = publish.publish(
        files,
        options.out,
        keep={*sheets.kept, *sheets.kept_packs},
        protected=(options.content, options.themes),
        clean=options.clean,
        in_place=in_place,
    )
    records.remember(draft, now)
    pdfs = {path: fact for path, fact in sheets.facts.items() if path.endswith(".pdf")}
    made = {*paths, *pdfs}  # a picture of a sheet is no sheet more
    return Outcome(
        out=options.out,
        pages=len(paths),
        sheets=sum(fact.size > 0 for fact in pdfs.values()),
        new=len(made.intersection(published.new)),
        unchanged=len(made.intersection(published.unchanged)),
        seconds=time.monotonic() - started,
        problems=problems,
        published=published,
        told=sheets.said,
    )


def judged(draft: Draft, sheets: Sheets) -> tuple[Problem, ...]:
    """Every problem of the build, once. Raises ContentError when one of them is an error: with
    `strict`, a warning is."""
    found = list(draft.problems)
    of_sheets = (p for fact in sheets.facts.values() for p in fact.problems)
    paths = (*sheets.facts, *sheets.packs, *sheets.kept_packs)
    for problem in (*of_sheets, *sheets.told, *long_paths(paths)):
        if problem not in found:  # two papers of one poster have the same to say
            found.append(problem)
    found += [sheets.notice] if sheets.notice else []
    off = {one.path: one.quality for one in draft.site.personas.values()}
    off |= {one.path: one.quality for one in draft.site.journeys.values()}
    problems = switched.left(found, draft.site.settings.quality, off)
    if draft.options.strict:
        problems = [replace(p, kind=Kind.ERROR) if p.kind is Kind.WARNING else p for p in problems]
    if any(problem.kind is Kind.ERROR for problem in problems):
        raise ContentError(problems)
    return tuple(problems)


def render(
    draft: Draft,
    sheets: Sheets,
    problems: tuple[Problem, ...],
    tell: Tell = silent,
    memory: Memory | None = None,
) -> tuple[tuple[str, ...], Files]:
    """The paths of the pages with what is known of the sheets, and path → bytes of them and their
    assets.

    Pages that `memory` knows from before are not rendered again.
    """
    today, waiting = draft.options.today, sheets.waiting
    facts = sheets.facts | {p: SheetFact(len(held)) for p, held in sheets.packs.items()}
    facts |= sheets.kept_packs
    site, spoken = oldmarks.marked(draft).site, draft.words
    paper = draft.options.pdf or sheets.facts
    offered = (*draft.sheets, *sheets.tiles) if paper else ()
    related = pages.relations(site, spoken, today)
    planned = pages.plan_pages(site, spoken, offered, problems, facts, today, waiting, related)
    frame = pages.frame(site, spoken, planned)
    beside = pages.plan_files(related, planned)
    folder = draft.options.content.resolve()
    rounds = [path.relative_to(folder).as_posix() for path in folder.glob("feedback/*/*.yaml")]
    beside |= published.files(folder.name, site, rounds, spoken)
    beside |= moved.files(site, spoken, {page.path for page in planned})
    extras = {"fonts": tuple(fonts(draft.theme)), "feed": FEED if FEED in beside else ""}
    extras["search"] = search.DATA
    extras["calendar"] = CALENDAR if CALENDAR in beside else ""
    frame = replace(frame, extras={**frame.extras, **extras})
    memory = memory or Memory(draft.store, lean=True)
    renderer = memory.begin(draft.theme, draft.screen, draft.words, frame)
    spool = Spool(draft.options.cache if memory.lean else None)
    looks, jobs = style(draft.theme), draft.options.jobs
    drawn = linkpictures.made(related, renderer, looks, memory, spool, jobs)
    planned = linkpictures.named(planned, drawn)
    if memory.lean:  # all that is shown stands in the plan
        del related
        kept.forget()
    paths, left = tuple(page.path for page in planned), deque(planned)
    del planned
    # Of a page that is there nobody needs what it shows.
    one_by_one = (left.popleft() for _ in paths)
    themes, look = draft.options.themes, partial(ahead.here, draft.source)
    pages_made = crew.made(one_by_one, memory, jobs, partial(patience.page, themes=themes), look)
    with blame.templates(themes):
        for done, made in enumerate(pages_made, 1):
            tell(Step(Stage.PAGES, done, len(paths), made[0]))
            spool.add(*made)
    return paths, Files({**spool.held, **beside, **renderer.assets()}, spool.read)
