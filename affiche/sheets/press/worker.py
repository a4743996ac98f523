"""A job in; the sheet as printed out, within limits of time and memory. Runs in a worker process.

A worker keeps what the next sheet can use: fonts, the layout for other papers, its PDF for other
variants.
"""

from __future__ import annotations

import atexit
import multiprocessing
import os
import shutil
import signal
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from affiche.errors import AfficheError, Kind, Place, Problem
from affiche.model import Site
from affiche.pages.plan import Sheet, SheetFact
from affiche.sheets import Fitted, UnfitError
from affiche.sheets.layout.resized import resized
from affiche.sheets.press import editions, heldback
from affiche.sheets.press.heldback import failed, held_back
from affiche.sheets.press.jobs import MASTER, Job, Printed, alike, fitter, renderer_for
from affiche.sheets.shop.photos import with_photos
from affiche.sheets.shop.profiles import print_profile
from affiche.themes import Theme

# A sheet takes a second or two; hostile content takes minutes. The worker's own time is counted,
# so that a busy machine makes the same sheets as an idle one.
SECONDS = 60
MEMORY = 4 * 1024**3
# It is asked to stop every so many seconds from then on, because a library may swallow that; one
# that heeds nothing is ended at so many times the limit.
AGAIN, STUCK = 5, 1.5
# One that waits for what never comes does no work at all: it is ended after so many looks without
# any, `TICK` seconds apart. On the busiest machine a sheet gets more than `IDLE` seconds of one.
TICK, PATIENCE, IDLE = 1.0, 120, 0.002
NO_GLYPH = "no-glyph"
SYSTEM_FONT = "system-font"


def make(job: Job) -> Printed:
    """Make one sheet, within the limits; one that cannot be made is held back, whatever it is."""
    try:
        with _limits():
            return _made(job)
    except UnfitError as error:
        why = str(error).removeprefix(f"{job.sheet.path}: ")
        return held_back(job.sheet, heldback.UNFIT, why=why)
    except _SlowError:
        return held_back(job.sheet, heldback.SLOW, seconds=SECONDS)
    except MemoryError:
        return held_back(job.sheet, heldback.MEMORY, most=MEMORY // 1024**2)
    except AfficheError as error:
        return failed(job.sheet, error)
    except Exception as error:
        return failed(job.sheet, AfficheError(f"{type(error).__name__}: {error}"))


class _SlowError(Exception):
    """The sheet took its time."""


def _made(job: Job) -> Printed:
    typesetter, sweeper = _typesetter(job)
    with sweeper.off():
        laid = _laid(job, typesetter)
        profile = print_profile(
            job.settings.print.shops[job.sheet.shop], Path(job.icc) if job.icc else None
        )
        pdf = with_photos(laid.pdf, job.images, shop=bool(job.sheet.variant))
        made = editions.edition(job.sheet, pdf, typesetter, profile)
    problems = (*laid.fitted.problems, *_unsure(job.sheet, job.theme, laid))
    problems = problems if _speaks(job) and not job.sheet.variant else ()
    fact = SheetFact(len(made.pdf), laid.fitted.left_off, problems + made.problems, made.checks)
    return Printed(made.pdf, fact)


@dataclass(frozen=True)
class _Laid:
    """A layout on its paper as a PDF, before anything is made of it; `missing` are the letters
    that no font has, `borrowed` those that come from a font of this machine."""

    pdf: bytes
    fitted: Fitted
    missing: tuple[str, ...]
    borrowed: tuple[str, ...]


def _laid(job: Job, typesetter: Any) -> _Laid:
    """The PDF of the layout, on the sheet's own paper; that of the last one is kept for its other
    papers and variants."""
    like = alike(job.sheet)
    if not job.layout or _WARM.get("laid", ("",))[0] != job.layout:
        sheet = replace(job.sheet, paper=MASTER) if like else job.sheet
        fitted: Fitted = fitter(sheet).fit(sheet, typesetter)
        pdf = typesetter.pdf(sheet, fitted.document)
        known = replace(fitted, document=None)
        laid = _Laid(pdf, known, typesetter.missing, typesetter.borrowed)
        _WARM.update(laid=(job.layout, laid))
    kept: _Laid = _WARM["laid"][1]
    if not like or job.sheet.paper == MASTER:
        return kept
    return replace(kept, pdf=resized(kept.pdf, job.sheet.width, job.sheet.height))


def _unsure(sheet: Sheet, theme: Theme, laid: _Laid) -> tuple[Problem, ...]:
    """Warnings for letters that are not drawn, and for those that another machine may draw
    otherwise."""
    found = []
    if laid.missing:
        what = "no font has the letters {letters} of the sheet: they print as boxes or not at all"
        found.append(_of_letters(NO_GLYPH, sheet, what, laid.missing))
    if laid.borrowed:
        what = (
            "the letters {letters} come from a font of this machine: another prints them otherwise"
        )
        found.append(_of_letters(SYSTEM_FONT, sheet, what, laid.borrowed))
    if theme.machine:
        what = "the theme has no file of {fonts}: sheets take what this machine has instead"
        hint = "Put its files into static/fonts and name them under `faces`"
        place = Place(f"{theme.folders[0].parent.name}/{theme.name}/theme.yaml")
        values = {"fonts": theme.machine}
        found.append(Problem(Kind.WARNING, SYSTEM_FONT, place, what, hint, values))
    return tuple(found)


def _of_letters(rule: str, sheet: Sheet, what: str, letters: tuple[str, ...]) -> Problem:
    hint = "Put a font that has them into the theme (docs/themes.md, Fonts), or write it otherwise"
    shown = " ".join(dict.fromkeys(letters[:8]))
    return Problem(Kind.WARNING, rule, sheet.source, what, hint, {"letters": shown})


def _speaks(job: Job) -> bool:
    """Whether the writer hears of it: sheets that are alike have the same to say, once."""
    if not alike(job.sheet):
        return True
    kind = job.sheet.kind.partition("-")[0]  # each of a journey's maps is made in all its sizes
    papers = getattr(job.settings.posters, kind, (MASTER.name,))
    return bool(job.sheet.paper.name == papers[0])


_WARM: dict[str, Any] = {}
# Fonts clear their folder away when they go, which is too late once Python itself goes.
atexit.register(_WARM.clear)


def _typesetter(job: Job) -> tuple[Any, Any]:
    """The worker's typesetter for this theme: the fonts last as long as the theme's files do."""
    from affiche.sheets.layout import typeset

    site = Site(settings=job.settings, images=job.images)
    renderer = renderer_for(job.sheet.language, job.theme, site)
    fonts = _fonts_key(job.theme)
    if _WARM.get("fonts") != fonts:
        _WARM.update(
            fonts=fonts, typesetter=typeset.Typesetter(renderer), sweeper=typeset.Sweeper()
        )
    typesetter = _WARM["typesetter"]
    typesetter.renderer = renderer
    return typesetter, _WARM["sweeper"]


def _fonts_key(theme: Theme) -> str:
    faces = theme.faces + theme.spare
    paths = (theme.find("static", "fonts", face.file) for face in faces)
    stats = [(str(path), path.stat().st_mtime_ns, path.stat().st_size) for path in paths if path]
    return repr((faces, stats))


_busy = threading.Event()
"""Whether this process has a sheet in hand."""


def _stand_by(scratch: str) -> None:
    """End this process when the program that it works for is gone, as nobody tells workers that it
    was killed; and when the sheet in hand waits for what never comes."""
    parent = multiprocessing.parent_process()
    waited, before = 0, time.process_time()
    while parent is not None and waited < PATIENCE:
        parent.join(TICK)
        if not parent.is_alive():
            shutil.rmtree(scratch, ignore_errors=True)
            break
        now = time.process_time()
        waited = waited + 1 if _busy.is_set() and now - before < IDLE else 0
        before = now
    if parent is not None:
        os._exit(1)


def settle(scratch: str) -> None:
    """Before a worker's first sheet: its temporary files go where the press clears them away, and
    it ends with the program that it works for. Ctrl-C reaches every process of a terminal; the
    program alone knows what to do then."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    tempfile.tempdir = scratch
    threading.Thread(target=_stand_by, args=(scratch,), daemon=True).start()
    try:
        import resource
    except ImportError:  # not on Windows
        return
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    limit = MEMORY if hard == resource.RLIM_INFINITY else min(MEMORY, hard)
    try:
        resource.setrlimit(resource.RLIMIT_AS, (limit, hard))
    except (OSError, ValueError):  # macOS refuses; the time limit still holds
        return


@contextmanager
def _limits() -> Iterator[None]:
    """Work that takes too long is a _SlowError; a library that does not even let go for that is
    ended with its process."""

    def ring(*_: object) -> None:
        raise _SlowError

    alarm = getattr(signal, "SIGPROF", None)  # not on Windows
    old = signal.signal(alarm, ring) if alarm else None
    if alarm:
        signal.setitimer(signal.ITIMER_PROF, SECONDS, AGAIN)
        signal.setitimer(signal.ITIMER_VIRTUAL, STUCK * SECONDS if _is_worker() else 0)
    _busy.set()
    try:
        yield
    finally:
        _busy.clear()
        if alarm:
            signal.setitimer(signal.ITIMER_PROF, 0)
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
            signal.signal(alarm, old)


def _is_worker() -> bool:
    """Whether this process is a worker, that may be ended without asking."""
    return multiprocessing.parent_process() is not None


def lasts(printed: Printed) -> bool:
    """Whether it is worth keeping: a sheet with boxes for letters is mended by a new font, one
    that took too long by a better machine, one that failed by a newer version."""
    passing = (NO_GLYPH, *heldback.PASSING)
    return all(problem.rule not in passing for problem in printed.fact.problems)
