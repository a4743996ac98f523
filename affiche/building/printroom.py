"""A `Draft` in; its sheets and packs out, from the cache or the press.

A sheet that fails is held back with a warning, so that one build names every sheet that fails.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import CancelledError, Future, as_completed
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from affiche import pages
from affiche.building import handover
from affiche.building.drafts import Draft
from affiche.building.handover import Made
from affiche.building.options import Options, Stage, Step, Tell, silent
from affiche.building.rendering import blame
from affiche.disk import Files
from affiche.errors import ContentError, Kind, Place, Problem
from affiche.model import Site
from affiche.packs.pack import Pack
from affiche.pages import cards
from affiche.pages.plan import Sheet, SheetFact
from affiche.publishing import releases
from affiche.sheets.press.crew import Makers
from affiche.sheets.press.heldback import failed
from affiche.sheets.press.press import Press, Printed
from affiche.themes import Theme


@dataclass(frozen=True)
class Sheets:
    """What the press gave: `printed` by path, `kept` the facts of sheets carried over from the
    release before, and a `notice` when no sheets can be made here at all. While `waiting`, the
    other sheets are still to come, and pages offer them all the same.

    `packs` is what agencies get (path → bytes): a document and a zip for each briefing, and
    `kept_packs` what is carried over of those that were not made; `told` is what their writers
    should know of them. `tiles` are large sheets in parts, `said` what there is to say of them."""

    printed: Mapping[str, Printed] = field(default_factory=dict)
    kept: Mapping[str, SheetFact] = field(default_factory=dict)
    notice: Problem | None = None
    waiting: bool = False
    packs: Mapping[str, bytes] = field(default_factory=dict)
    kept_packs: Mapping[str, SheetFact] = field(default_factory=dict)
    told: tuple[Problem, ...] = ()
    tiles: tuple[Sheet, ...] = ()
    said: tuple[tuple[str, Mapping[str, object]], ...] = ()

    made: frozenset[str] = frozenset()
    """The paths of the sheets that were printed now, and not taken from the cache."""

    @property
    def facts(self) -> dict[str, SheetFact]:
        return {**self.kept, **{path: printed.fact for path, printed in self.printed.items()}}


def finished(sheets: Sheets, beside: Files) -> Files:
    """The sheets that were not held back, path → bytes, with what there is beside them."""
    made = {path: one.held for path, one in sheets.printed.items() if one.fact.size}
    held = {path: one for path, one in made.items() if isinstance(one, bytes)}
    read = {path: one for path, one in made.items() if not isinstance(one, bytes)}
    return Files({**beside.held, **held, **sheets.packs}, {**beside.read, **read})


@contextmanager
def press(options: Options, write: bool = True) -> Iterator[Press | None]:
    """The press, its processes gone afterwards, at once when something went wrong or somebody
    stopped us; None when no sheets are asked for.

    Without `write` it keeps nothing for the next time.
    """
    if not options.pdf:
        yield None
        return
    cache = make_cache(options) if write else None
    pressing = Press(options.jobs, cache / "sheets" if cache else None, lean=write)
    if options.cluster:
        pressing.makers = _cluster(options, pressing)
    if options.clean:  # but what is known of the time that sheets take
        shutil.rmtree(options.cache / "sheets", ignore_errors=True)
    try:
        yield pressing
    except BaseException:
        pressing.close(hurry=True)
        raise
    pressing.close()


def _cluster(options: Options, pressing: Press) -> Makers:
    """The cluster that makes the sheets. Raises ContentError when it cannot."""
    from affiche.sheets.press.cluster import Cluster

    if pressing.cache is None:
        what = "a cluster needs the folder {folder} to put sheets into, and that cannot be written"
        hint = "Give yourself the right to write there, or delete it"
        values = {"folder": options.cache.name}
        raise ContentError([Problem(Kind.ERROR, "call", Place(""), what, hint, values)])
    folders = (options.content, options.themes)
    return Cluster(options.cluster, pressing.cache, folders, pressing.pace)


def remembered(options: Options) -> Press | None:
    """A press that is only asked what it made before, for a build without paper over a site that
    has some; or None."""
    if options.pdf or options.clean:
        return None
    old = releases.release(options.out).files
    return shelf(options) if any(path.endswith(".pdf") for path in old) else None


def shelf(options: Options) -> Press | None:
    """A press that is only asked what was made before, if anything was."""
    folder = options.cache / "sheets"
    return Press(1, folder) if folder.is_dir() else None


def make_cache(options: Options) -> Path | None:
    """The cache folder, made if need be; it tells git and backups by itself to leave it out. None
    where it cannot be written: then nothing is remembered, and `cacheless` says so."""
    try:
        options.cache.mkdir(exist_ok=True)
        for name, text in (
            (".gitignore", "*\n"),
            ("CACHEDIR.TAG", "Signature: 8a477f597d28d172789f06886806bc55\n"),
        ):
            if not (options.cache / name).exists():
                (options.cache / name).write_text(text, "utf-8")
        tempfile.TemporaryFile(dir=options.cache).close()
    except OSError:
        return None
    return options.cache


def cacheless(options: Options) -> tuple[Problem, ...]:
    """A warning when nothing can be remembered from one build to the next."""
    if not options.pdf or make_cache(options):
        return ()
    what = "the folder {folder} cannot be written: every PDF is made anew each time"
    hint = "Give yourself the right to write there, or delete it"
    values = {"folder": options.cache.name}
    return (Problem(Kind.WARNING, "no-cache", Place(options.cache.name), what, hint, values),)


def print_sheets(
    draft: Draft, pressing: Press | None, tell: Tell = silent, known: Press | None = None
) -> Sheets:
    """Every sheet, from the cache or the press; with `only`, others as they were published last.

    `known` is another press to ask what it remembers. Without a press to make any, those stay that
    are published and would be made the same today.
    """
    if pressing is None:
        return Sheets(standing(draft, known)) if known else Sheets()
    if notice := pressing.available():
        return Sheets(notice=notice)
    printed, missing = ready_sheets(draft, known or pressing)
    only = draft.options.only or [sheet.owner for sheet in missing]
    wanted = [sheet for sheet in missing if sheet.owner in only]
    _plan(pressing, len(printed), wanted, tell)
    futures = {
        submitted(pressing, sheet, draft.theme, draft.paper, draft.options.themes): sheet
        for sheet in wanted
    }
    printed |= _gathered(futures, tell)
    kept = published_facts(draft.options.out, (s for s in missing if s.owner not in only))
    made = frozenset(sheet.path for sheet in futures.values())
    return _with_job_sheets(draft, Sheets(printed, kept, made=made), pressing, known or pressing)


def standing(draft: Draft, known: Press) -> dict[str, Printed]:
    """The sheets that are published and are what they would be today, by path."""
    old = releases.release(draft.options.out).files
    printed = {path: one for path, one in ready_sheets(draft, known)[0].items() if path in old}
    facts = {path: one.fact for path, one in printed.items()}
    around = (draft.theme, draft.paper, draft.options.themes)
    for job in pages.job_sheets(draft.paper, draft.words, draft.sheets, facts):
        if job.path in old and (made := ready(known, job, *around)):
            printed[job.path] = made
    return printed


def _with_job_sheets(draft: Draft, sheets: Sheets, pressing: Press, known: Press) -> Sheets:
    """And the sheets that tell print shops of their files; as they were published last, when some
    of the files are."""
    jobs = pages.job_sheets(draft.paper, draft.words, draft.sheets, sheets.facts)
    if sheets.kept:
        old = published_facts(draft.options.out, jobs)
        return replace(sheets, kept={**sheets.kept, **old})
    around = (draft.theme, draft.paper, draft.options.themes)
    found = {job.path: ready(known, job, *around) for job in jobs}
    made = {path: printed for path, printed in found.items() if printed}
    missing = [job for job in jobs if job.path not in made]
    futures = {submitted(pressing, job, *around): job for job in missing}
    made |= _gathered(futures, silent)
    return replace(sheets, printed={**sheets.printed, **made})


def ready_sheets(draft: Draft, pressing: Press) -> tuple[dict[str, Printed], list[Sheet]]:
    """The sheets that the press remembers, by path, and those that it has to make."""
    around = (draft.theme, draft.paper, draft.options.themes)
    found = [(sheet, ready(pressing, sheet, *around)) for sheet in draft.sheets]
    printed = {sheet.path: made for sheet, made in found if made}
    return printed, [sheet for sheet, made in found if made is None]


def ready(pressing: Press, sheet: Sheet, theme: Theme, site: Site, themes: Path) -> Printed | None:
    """The sheet as the press remembers it. Raises ContentError for a template that does not work;
    whatever else goes wrong is told when the sheet is made."""
    try:
        with blame.templates(themes):
            return pressing.ready(sheet, theme, site)
    except ContentError:
        raise
    except Exception:
        return None


def submitted(
    pressing: Press, sheet: Sheet, theme: Theme, site: Site, themes: Path
) -> Future[Printed]:
    """The sheet in the press, held back when the press does not even begin with it. Raises
    ContentError for a template that does not work."""
    try:
        with blame.templates(themes):
            return pressing.submit(sheet, theme, site)
    except ContentError:
        raise
    except Exception as error:
        future: Future[Printed] = Future()
        future.set_result(failed(sheet, error))
        return future


def published_facts(out: Path, sheets: Iterable[Sheet]) -> dict[str, SheetFact]:
    """What is known of sheets that stand in the release before, by path: their size."""
    files = releases.release(out).files
    return {
        sheet.path: SheetFact((out / sheet.path).stat().st_size)
        for sheet in sheets
        if sheet.path in files and (out / sheet.path).is_file()
    }


def _plan(pressing: Press, ready: int, wanted: Sequence[Sheet], tell: Tell) -> None:
    """Tell what is going to be made, beside what is there already, and how long it may take."""
    if wanted:
        seconds, places = pressing.seconds(wanted), pressing.places
        tell(Step(Stage.PLAN, ready, ready + len(wanted), seconds=seconds, places=places))


def _gathered(futures: Mapping[Future[Printed], Sheet], tell: Tell) -> dict[str, Printed]:
    """Every sheet by path. One that failed is held back: it does not keep the rest from anybody."""
    printed: dict[str, Printed] = {}
    for done, future in enumerate(as_completed(futures), start=1):
        sheet = futures[future]
        printed[sheet.path] = result(future, sheet)
        tell(Step(Stage.SHEETS, done, len(futures), sheet.path))
    return {sheet.path: printed[sheet.path] for sheet in futures.values()}


def result(future: Future[Printed], sheet: Sheet) -> Printed:
    """What became of a sheet. Raises ContentError when none can be made any more."""
    try:
        return future.result()
    except ContentError:
        raise
    except (Exception, CancelledError) as error:
        return failed(sheet, error)


def make_packs(
    draft: Draft, pressing: Press | None, tell: Tell = silent, known: Press | None = None
) -> tuple[Made, ...]:
    """What agencies get of each briefing; with `only`, of the briefings in it. Without a press
    there is no paper in a pack but what is `known`.

    Raises ContentError, naming field and file, when anything is in a pack that its agency may
    not see, or when a sheet is not what it has to be.
    """
    packs = handover.plan(draft.source, draft.options.only)
    printed: dict[str, Printed] = {}
    if pressing is not None and not pressing.available():
        printed = _print_packs(draft, packs, pressing, known or pressing, tell)
    elif pressing is None and known is not None:
        old = releases.release(draft.options.out).files
        zips = tuple(path for path in old if path.endswith(".zip"))
        standing = [one for one in packs if _has_zip(one.id, zips)]
        printed = _print_packs(draft, standing, None, known, tell)
    facts = {path: one.fact for path, one in printed.items()}
    with blame.templates(draft.options.themes):
        pdfs = {path: one.pdf for path, one in printed.items()}
        made = handover.make(draft.source, packs, pdfs, facts)
    found = (*handover.held_back(packs, facts), *handover.pack_leaks(draft.source, made))
    if found:
        raise ContentError(found)
    return made


def _has_zip(briefing: str, zips: Iterable[str]) -> bool:
    """Whether a site has the pack of a briefing, the intranet or the one for agencies."""
    ending = cards.briefing_file(briefing, "zip").removeprefix("briefings/")
    return any(path.removeprefix("briefings/") == ending for path in zips)


def with_packs(sheets: Sheets, made: Iterable[Made]) -> Sheets:
    """The sheets with the packs beside them, and with what there is to say of these."""
    held = tuple(made)
    told = tuple(problem for one in held for problem in one.problems)
    return replace(sheets, packs=handover.in_site(held), told=told)


def _print_packs(
    draft: Draft, packs: Iterable[Pack], pressing: Press | None, known: Press, tell: Tell
) -> dict[str, Printed]:
    """Every sheet of the packs by path, each printed from its own projection; without a press,
    those that are known."""
    printed: dict[str, Printed] = {}
    missing: list[tuple[Sheet, Theme, Site]] = []
    themes = draft.options.themes
    for one in packs:
        for sheet in one.sheets:
            if made := ready(known, sheet, one.theme, one.site, themes):
                printed[sheet.path] = made
            else:
                missing.append((sheet, one.theme, one.site))
    if pressing is None:
        return printed
    _plan(pressing, len(printed), [sheet for sheet, _, _ in missing], tell)
    futures = {submitted(pressing, *one, themes): one[0] for one in missing}
    return printed | _gathered(futures, tell)
