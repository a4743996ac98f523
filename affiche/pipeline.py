"""One build: `Options` in, a published site and its `Outcome` out.

    read → plan → print the sheets → pack the briefings → plan again, with what became of them
         → render → look for leaks → publish

Everything is made before anything is published, so an error anywhere leaves the old site whole.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import CancelledError, Future, as_completed
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from difflib import get_close_matches
from enum import StrEnum
from functools import cached_property
from pathlib import Path

from affiche import blame, consent, content, handover, history, pages, publish, themes
from affiche.errors import AfficheError, ContentError, Kind, Place, Problem
from affiche.handover import Made, Source
from affiche.memory import Memory
from affiche.model import Scope, Site
from affiche.packs.house import house
from affiche.packs.pack import Pack
from affiche.pages.plan import Plan, Sheet, SheetFact
from affiche.publish import Published
from affiche.render import picture_start
from affiche.sheets import profiles
from affiche.sheets.press import Press, Printed
from affiche.themes import Theme
from affiche.words import Words, words

CACHE = ".affiche"


@dataclass(frozen=True)
class Options:
    """What to build from what. `theme` None is the one that site.yaml names, `only` empty is
    everything, `jobs` is the number of sheets that are made at the same time."""

    content: Path
    themes: Path
    out: Path
    today: date
    theme: str | None = None
    pdf: bool = True
    only: tuple[str, ...] = ()
    jobs: int = 1
    strict: bool = False
    clean: bool = False

    @property
    def cache(self) -> Path:
        """Where finished sheets are remembered: `.affiche/` beside content/."""
        return self.content.resolve().parent / CACHE


class Stage(StrEnum):
    """What a build is doing."""

    READ = "read"
    SHEETS = "sheets"
    PAGES = "pages"
    PUBLISH = "publish"


@dataclass(frozen=True)
class Step:
    """How far a build is: number `done` of `total` in this stage is `name`."""

    stage: Stage
    done: int = 0
    total: int = 0
    name: str = ""


Tell = Callable[[Step], None]


def silent(step: Step) -> None:
    """Tell nobody."""


@dataclass(frozen=True)
class Draft:
    """What was read, and what will be made of it; nothing is printed or published yet.

    `site` is everything, secrets and all; `screen` and `paper` are what renderers and the press
    hold, without photos that may not be shown there.
    """

    options: Options
    site: Site
    theme: Theme
    words: Words
    problems: tuple[Problem, ...]
    plan: Plan

    @cached_property
    def source(self) -> Source:
        """What packs are made from."""
        made = self.options
        return Source(self.site, self.theme, self.words, made.content, (made.themes,), made.today)

    @cached_property
    def screen(self) -> Site:
        """The site without photos that may not stand on the intranet."""
        return consent.shown(self.site, Scope.INTRANET, self.options.today)

    @cached_property
    def paper(self) -> Site:
        """The site without photos that may not hang on a wall."""
        return consent.shown(self.site, Scope.POSTER, self.options.today)


@dataclass(frozen=True)
class Outcome:
    """What a build made. `new` counts the pages and sheets that are not as they were, `seconds`
    is how long it took; `problems` are warnings and advice."""

    out: Path
    pages: int
    sheets: int
    new: int
    unchanged: int
    seconds: float
    problems: tuple[Problem, ...]
    published: Published


class SheetsError(AfficheError):
    """Sheets that could not be made: (path, why) of each."""

    def __init__(self, failures: Mapping[str, str]) -> None:
        self.failures = dict(sorted(failures.items()))
        super().__init__("not every sheet could be made")


@dataclass(frozen=True)
class Sheets:
    """What the press gave: `printed` by path, `kept` the facts of sheets carried over from the
    release before, and a `notice` when no sheets can be made here at all. While `waiting`, the
    other sheets are still to come, and pages offer them all the same.

    `packs` is what agencies get (path → bytes): a document and a zip for each briefing."""

    printed: Mapping[str, Printed] = field(default_factory=dict)
    kept: Mapping[str, SheetFact] = field(default_factory=dict)
    notice: Problem | None = None
    waiting: bool = False
    packs: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def facts(self) -> dict[str, SheetFact]:
        return {**self.kept, **{path: printed.fact for path, printed in self.printed.items()}}


def build(options: Options, tell: Tell = silent) -> Outcome:
    """Build and publish. Raises ContentError (the content or the call is wrong) or AfficheError
    (our fault, or the machine's); nothing is published then."""
    started = time.monotonic()
    publish.check(options.out, (options.content, options.themes))
    draft = prepare(options, tell)
    with press(options) as pressing:
        sheets = print_sheets(draft, pressing, tell)
        sheets = replace(sheets, packs=handover.in_site(make_packs(draft, pressing, tell)))
    return finish(draft, sheets, started, tell)


def check(options: Options, tell: Tell = silent) -> tuple[Problem, ...]:
    """Everything that `build` would find, with nothing published; sorted by place."""
    try:
        draft = prepare(options, tell)
        with press(options, write=False) as pressing:
            known = Press(1, options.cache / "sheets") if options.pdf else None
            sheets = print_sheets(draft, pressing, tell, known)
            packs = make_packs(draft, pressing, tell, known)
        problems = judged(draft, sheets)
        sheets = replace(sheets, packs=handover.in_site(packs))
        _, files = render(draft, sheets, problems, tell)
        keep_secrets(draft, files)
    except ContentError as wrong:
        return wrong.problems
    return tuple(sorted(problems, key=lambda problem: problem.place))


def prepare(options: Options, tell: Tell = silent) -> Draft:
    """Read content and theme, and plan. Raises ContentError with every mistake in both."""
    tell(Step(Stage.READ))
    loaded = content.load(options.content, options.today)
    problems = list(loaded.problems)
    theme = None
    try:
        chosen = options.theme or (loaded.settings.theme if loaded.settings else None)
        asked = None if options.theme else loaded.theme_place
        theme = themes.load(options.themes, chosen, asked) if chosen else None
    except ContentError as wrong:
        problems += wrong.problems
    site = loaded.site
    if site is None or theme is None or any(p.kind is Kind.ERROR for p in problems):
        raise ContentError(problems)
    icc, amiss = profiles.find_icc(options.content, theme, site.settings)
    if amiss:
        raise ContentError([*problems, *amiss])
    days = history.changed(options.content)
    site = replace(site, press_profile=str(icc or ""), changed=days)
    _known(options.only, site)
    spoken = words(site.settings.language, tuple(f / "locale" for f in theme.folders))
    problems += consent.problems(site, options.today, spoken, loaded.photo_lines)
    plan = pages.plan(site, spoken, problems, {}, options.today)
    return Draft(options, site, theme, spoken, tuple(problems), plan)


@contextmanager
def press(options: Options, write: bool = True) -> Iterator[Press | None]:
    """The press, its processes gone afterwards; None when no sheets are asked for.

    Without `write` it keeps nothing for the next time.
    """
    if not options.pdf:
        yield None
        return
    if options.clean:
        shutil.rmtree(options.cache / "sheets", ignore_errors=True)
    pressing = Press(options.jobs, make_cache(options) / "sheets" if write else None)
    try:
        yield pressing
    finally:
        pressing.close()


def make_cache(options: Options) -> Path:
    """The cache folder, made if need be; it tells git and backups by itself to leave it out."""
    options.cache.mkdir(exist_ok=True)
    for name, text in (
        (".gitignore", "*\n"),
        ("CACHEDIR.TAG", "Signature: 8a477f597d28d172789f06886806bc55\n"),
    ):
        if not (options.cache / name).exists():
            (options.cache / name).write_text(text, "utf-8")
    return options.cache


def print_sheets(
    draft: Draft, pressing: Press | None, tell: Tell = silent, known: Press | None = None
) -> Sheets:
    """Every sheet, from the cache or the press; with `only`, others as they were published last.

    `known` is another press to ask what it remembers. Raises SheetsError when any sheet fails.
    """
    if pressing is None:
        return Sheets()
    if notice := pressing.available():
        return Sheets(notice=notice)
    printed, missing = ready_sheets(draft, known or pressing)
    only = draft.options.only or [sheet.owner for sheet in missing]
    with blame.templates(draft.options.themes):
        futures = {
            pressing.submit(sheet, draft.theme, draft.paper): sheet
            for sheet in missing
            if sheet.owner in only
        }
    printed |= _gathered(futures, tell)
    kept = published_facts(draft.options.out, (s for s in missing if s.owner not in only))
    return _with_job_sheet(draft, Sheets(printed, kept), pressing, known or pressing)


def _with_job_sheet(draft: Draft, sheets: Sheets, pressing: Press, known: Press) -> Sheets:
    """And the sheet that tells the print shop of its files; as it was published last, when some
    of them are."""
    job = pages.job_sheet(draft.paper, draft.words, draft.plan.sheets, sheets.facts)
    if job is None:
        return sheets
    if sheets.kept:
        old = published_facts(draft.options.out, [job])
        return replace(sheets, kept={**sheets.kept, **old})
    with blame.templates(draft.options.themes):
        made = known.ready(job, draft.theme, draft.paper)
        if made is None:
            future = pressing.submit(job, draft.theme, draft.paper)
            made = _gathered({future: job}, silent)[job.path]
    return replace(sheets, printed={**sheets.printed, job.path: made})


def ready_sheets(draft: Draft, pressing: Press) -> tuple[dict[str, Printed], list[Sheet]]:
    """The sheets that the press remembers, by path, and those that it has to make."""
    with blame.templates(draft.options.themes):
        found = [(s, pressing.ready(s, draft.theme, draft.paper)) for s in draft.plan.sheets]
    printed = {sheet.path: ready for sheet, ready in found if ready}
    return printed, [sheet for sheet, ready in found if ready is None]


def published_facts(out: Path, sheets: Iterable[Sheet]) -> dict[str, SheetFact]:
    """What is known of sheets that stand in the release before, by path: their size."""
    files = publish.release(out).files
    return {
        sheet.path: SheetFact((out / sheet.path).stat().st_size)
        for sheet in sheets
        if sheet.path in files and (out / sheet.path).is_file()
    }


def _gathered(futures: Mapping[Future[Printed], Sheet], tell: Tell) -> dict[str, Printed]:
    printed: dict[str, Printed] = {}
    failures: dict[str, str] = {}
    for done, future in enumerate(as_completed(futures), start=1):
        path = futures[future].path
        try:
            printed[path] = future.result()
        except (AfficheError, TimeoutError, CancelledError) as error:
            failures[path] = why(error, path)
        tell(Step(Stage.SHEETS, done, len(futures), path))
    if failures:
        raise SheetsError(failures)
    return printed


def why(error: Exception, path: str) -> str:
    """What a sheet's error says, without the sheet's name, which goes before it anyway."""
    return str(error).removeprefix(f"{path}: ") or type(error).__name__


def make_packs(
    draft: Draft, pressing: Press | None, tell: Tell = silent, known: Press | None = None
) -> tuple[Made, ...]:
    """What agencies get of each briefing; with `only`, of the briefings in it. Without a press
    there is no paper in a pack.

    Raises ContentError, naming field and file, when anything is in a pack that its agency may
    not see, or when a sheet is not what it has to be; SheetsError when a sheet fails.
    """
    packs = handover.plan(draft.source, draft.options.only)
    printed: dict[str, Printed] = {}
    if pressing is not None and not pressing.available():
        printed = _print_packs(draft, packs, pressing, known or pressing, tell)
    with blame.templates(draft.options.themes):
        made = handover.make(packs, {path: one.pdf for path, one in printed.items()})
    facts = {path: one.fact for path, one in printed.items()}
    found = (*handover.held_back(packs, facts), *handover.pack_leaks(draft.source, made))
    if found:
        raise ContentError(found)
    return made


def _print_packs(
    draft: Draft, packs: Iterable[Pack], pressing: Press, known: Press, tell: Tell
) -> dict[str, Printed]:
    """Every sheet of the packs by path, each printed from its own projection."""
    printed: dict[str, Printed] = {}
    futures: dict[Future[Printed], Sheet] = {}
    with blame.templates(draft.options.themes):
        for one in packs:
            for sheet in one.sheets:
                if ready := known.ready(sheet, one.theme, one.site):
                    printed[sheet.path] = ready
                else:
                    futures[pressing.submit(sheet, one.theme, one.site)] = sheet
    return printed | _gathered(futures, tell)


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
) -> Outcome:
    """Render with what is known of the sheets, and publish."""
    options = draft.options
    problems = judged(draft, sheets)
    plan, files = render(draft, sheets, problems, tell, memory)
    files |= {path: printed.pdf for path, printed in sheets.printed.items() if printed.pdf}
    files |= sheets.packs
    keep_secrets(draft, files)
    tell(Step(Stage.PUBLISH))
    published = publish.publish(
        files,
        options.out,
        keep={*sheets.kept, *handover.kept(draft.site, sheets.packs, options.out)},
        protected=(options.content, options.themes),
        clean=options.clean,
        gone=[picture_start(name) for name in draft.site.images.keys() - draft.screen.images],
    )
    made = {page.path for page in plan.pages} | sheets.facts.keys()
    return Outcome(
        out=options.out,
        pages=len(plan.pages),
        sheets=sum(fact.size > 0 for fact in sheets.facts.values()),
        new=len(made.intersection(published.new)),
        unchanged=len(made.intersection(published.unchanged)),
        seconds=time.monotonic() - started,
        problems=problems,
        published=published,
    )


def judged(draft: Draft, sheets: Sheets) -> tuple[Problem, ...]:
    """Every problem of the build, once. Raises ContentError when one of them is an error: with
    `strict`, a warning is."""
    found = list(draft.problems)
    for problem in (p for fact in sheets.facts.values() for p in fact.problems):
        if problem not in found:  # two papers of one poster have the same to say
            found.append(problem)
    found += [sheets.notice] if sheets.notice else []
    switched_off = draft.site.settings.quality.off
    problems = [p for p in found if p.kind is Kind.ERROR or p.rule not in switched_off]
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
) -> tuple[Plan, dict[str, bytes]]:
    """The plan with what is known of the sheets, and path → bytes of its pages and assets.

    Pages that `memory` knows from before are not rendered again.
    """
    today, waiting = draft.options.today, sheets.waiting
    facts = sheets.facts | {p: SheetFact(len(held)) for p, held in sheets.packs.items()}
    facts |= handover.kept(draft.site, sheets.packs, draft.options.out)
    plan = pages.plan(draft.site, draft.words, problems, facts, today, waiting)
    frame = pages.frame(draft.site, draft.words, plan)
    frame = replace(frame, extras={**frame.extras, "fonts": house(draft.theme).fonts})
    memory = memory or Memory()
    renderer = memory.begin(draft.theme, draft.screen, draft.words, frame)
    files: dict[str, bytes] = {}
    for done, page in enumerate(plan.pages, start=1):
        tell(Step(Stage.PAGES, done, len(plan.pages), page.path))
        with blame.templates(draft.options.themes):
            files[page.path] = memory.page(page)
    return plan, files | renderer.assets()


def _known(only: Iterable[str], site: Site) -> None:
    """Raise ContentError when `only` names what is not there."""
    ids = [*site.personas, *site.journeys, *site.briefings]
    problems = []
    for wanted in only:
        if wanted not in ids:
            near = get_close_matches(wanted, ids, 1)
            hint = "Did you mean {guess}?" if near else "There are: {known}."
            values = {"id": wanted, "guess": "".join(near), "known": ", ".join(ids)}
            what = "there is no persona, journey or briefing {id}"
            problems.append(Problem(Kind.ERROR, "unknown-id", Place(""), what, hint, values))
    if problems:
        raise ContentError(problems)
