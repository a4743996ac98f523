"""Sheets in, PDFs out: worker processes with time and memory limits, and a cache.

A sheet is a pure function of its job (sheet, theme, settings, pictures), so its bytes do not
depend on the number of workers, on their order, or on what they made before. The cache's key is
the hash of everything that can change them.
"""

from __future__ import annotations

import atexit
import hashlib
import importlib.util
import json
import multiprocessing
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib import import_module, metadata
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import unquote

from affiche.errors import AfficheError, Kind, Place, Problem
from affiche.model import PAPERS, Settings, Site
from affiche.model.site import ImageFile
from affiche.pages.plan import Frame, Sheet, SheetCheck, SheetFact
from affiche.render import INSIDE, Renderer
from affiche.sheets import Fitted, UnfitError, editions
from affiche.sheets.profiles import print_profile
from affiche.themes import Theme
from affiche.words import spoken, words

# Which module fits which kind of sheet: fit(sheet, typesetter) -> Fitted; REFERENCE, a fit that
# shows everything, for the cache's key; ALIKE, whether all papers get the same layout.
FITTERS = {
    "job": "affiche.sheets.jobsheet",
    "persona": "affiche.sheets.persona",
    "journey": "affiche.sheets.journey",
    "briefing": "affiche.sheets.briefing",
    "feedback": "affiche.sheets.feedback",
    "family": "affiche.sheets.family",
    "handout": "affiche.sheets.handout",
}
# Sheets of one layout are laid out on this paper and reduced or enlarged from there.
MASTER = PAPERS["a2"]
# A sheet takes half a second; hostile content takes minutes.
SECONDS = 60
MEMORY = 4 * 1024**3
ADDRESS = re.compile(re.escape(INSIDE) + r"[^\s\"'<>)]+")
NO_GLYPH = "no-glyph"
TEMPLATES = ("sheet", "curve")
# What a worker starts with, imported once for all of them. Our own modules come after these,
# because the server that forks the workers does not know where the program stands.
PRELOAD = ["affiche.sheets.typeset", "weasyprint", "jinja2", "markdown", "nh3", "pydantic", "babel"]

# The libraries that WeasyPrint opens, each under the names that it tries.
LIBRARIES = (
    ("libgobject-2.0-0", "libgobject-2.0.so.0", "libgobject-2.0.0.dylib", "libgobject-2.0-0.dll"),
    ("libpango-1.0-0", "libpango-1.0.so.0", "libpango-1.0.dylib", "libpango-1.0-0.dll"),
    ("libharfbuzz-0", "libharfbuzz.so.0", "libharfbuzz.0.dylib", "libharfbuzz-0.dll"),
    ("libfontconfig-1", "libfontconfig.so.1", "libfontconfig.1.dylib", "libfontconfig-1.dll"),
    ("libpangoft2-1.0-0", "libpangoft2-1.0.so.0", "libpangoft2-1.0.dylib", "libpangoft2-1.0-0.dll"),
)


@dataclass(frozen=True)
class Printed:
    """A sheet as made: its PDF, and what pages and the command line tell about it."""

    pdf: bytes
    fact: SheetFact


@dataclass(frozen=True)
class Job:
    """All that a worker needs for one sheet; small, because it travels between processes."""

    sheet: Sheet
    theme: Theme
    settings: Settings
    images: Mapping[str, ImageFile]
    layout: str = ""
    """The same for sheets that differ in their paper or their variant only."""
    icc: str = ""
    """The path of the profile that the print shop's files are made with."""


@dataclass
class _Lane:
    """One worker, and how many sheets wait for it."""

    pool: ProcessPoolExecutor | None = None
    waiting: int = 0


class Press:
    """Makes sheets, `jobs` at a time. `cache`: the folder of finished sheets, or None for no cache.

    Workers start with the first sheet that has to be made, and stay warm until `close`.
    """

    def __init__(self, jobs: int = 1, cache: Path | None = None) -> None:
        self.jobs = max(1, jobs)
        self.cache = cache
        self._lanes = [_Lane() for _ in range(self.jobs)]
        self._taken: dict[str, _Lane] = {}
        self._scratch: str | None = None
        self._renderers: dict[tuple[int, int, str], tuple[Theme, Site, Renderer]] = {}
        self._known: dict[str, tuple[Sheet, Renderer, str, Job]] = {}

    def available(self) -> Problem | None:
        """Why no sheet can be made on this machine, or None. Imports nothing heavy."""
        return None if _can_print() else NO_PANGO

    def ready(self, sheet: Sheet, theme: Theme, site: Site) -> Printed | None:
        """The sheet as it was made before from the same input, or None."""
        if self.cache is None:
            return None
        return _read(_entry(self.cache, self._prepared(sheet, theme, site)[0]))

    def submit(self, sheet: Sheet, theme: Theme, site: Site) -> Future[Printed]:
        """Make the sheet in a worker. The future raises AfficheError, naming the sheet."""
        key, job = self._prepared(sheet, theme, site)
        promise: Future[Printed] = Future()
        self._start(promise, key, job, tries=2)
        return promise

    def close(self) -> None:
        """End the workers; what was submitted and not begun is dropped."""
        for lane in self._lanes:
            if lane.pool is not None:
                lane.pool.shutdown(wait=True, cancel_futures=True)
                lane.pool = None
        if self._scratch is not None:
            shutil.rmtree(self._scratch, ignore_errors=True)
            self._scratch = None

    def __enter__(self) -> Press:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _start(self, promise: Future[Printed], key: str, job: Job, tries: int) -> None:
        """Run the job; a worker that died takes those after it along, so each gets a second try."""
        lane = self._lane(job.layout)

        def done(made: Future[Printed]) -> None:
            lane.waiting -= 1
            error = None if made.cancelled() else made.exception()
            if isinstance(error, BrokenProcessPool) and tries > 1:
                lane.pool = None if lane.pool is pool else lane.pool
                self._start(promise, key, job, tries - 1)
            elif made.cancelled():
                promise.cancel()
                promise.set_running_or_notify_cancel()
            elif not promise.set_running_or_notify_cancel():
                return
            elif isinstance(error, BrokenProcessPool):
                promise.set_exception(AfficheError(f"{job.sheet.path}: the worker process died"))
            elif error is not None:
                promise.set_exception(error)
            else:
                if self.cache is not None and _lasts(made.result()):
                    _write(_entry(self.cache, key), made.result())
                promise.set_result(made.result())

        pool = lane.pool = lane.pool or self._worker()
        lane.waiting += 1
        pool.submit(make, job).add_done_callback(done)

    def _lane(self, layout: str) -> _Lane:
        """Where the other papers of this sheet went, which have its layout; else the shortest."""
        lane = self._taken.get(layout)
        if lane is None:
            lane = self._taken[layout] = min(self._lanes, key=lambda one: one.waiting)
        return lane

    def _worker(self) -> ProcessPoolExecutor:
        self._scratch = self._scratch or tempfile.mkdtemp(prefix="affiche-press-")
        return ProcessPoolExecutor(1, _context(), initializer=_settle, initargs=(self._scratch,))

    def _prepared(self, sheet: Sheet, theme: Theme, site: Site) -> tuple[str, Job]:
        """The cache key and the job of a sheet; remembered, as `ready` and `submit` both ask."""
        renderer = self._renderer(sheet.language, theme, site)
        known = self._known.get(sheet.path)
        if known and known[0] is sheet and known[1] is renderer:
            return known[2], known[3]
        fitter = _fitter(sheet)
        master = replace(sheet, paper=MASTER) if _alike(sheet) else sheet
        html = renderer.sheet(master, **fitter.REFERENCE)
        addresses = sorted(set(ADDRESS.findall(html)))
        names = {unquote(a.split("/", 2)[2]) for a in addresses if a.startswith(f"{INSIDE}image/")}
        images = {name: site.images[name] for name in sorted(names) if name in site.images}
        layout = _layout_key(sheet, html, addresses, renderer)
        key = _key(sheet, layout, site)
        layout = layout if _alike(sheet) else f"{layout} {sheet.paper}"
        job = Job(sheet, theme, site.settings, images, layout, site.press_profile)
        self._known[sheet.path] = (sheet, renderer, key, job)
        return key, job

    def _renderer(self, language: str, theme: Theme, site: Site) -> Renderer:
        name = (id(theme), id(site), language)
        if name not in self._renderers:
            self._renderers = {k: v for k, v in self._renderers.items() if k[:2] == name[:2]}
            self._renderers[name] = (theme, site, renderer_for(language, theme, site))
        return self._renderers[name][2]


def renderer_for(language: str, theme: Theme, site: Site) -> Renderer:
    """A renderer of sheets in a language; what has no catalogue is spoken in the site's."""
    folders = tuple(folder / "locale" for folder in theme.folders)
    told = words(spoken(language, site.settings.language, folders), folders)
    frame = Frame(site.settings.name or "", site.settings.tagline or "", language, menu=())
    return Renderer(theme, site, told, frame)


# In the worker ---------------------------------------------------------------------------------


def make(job: Job) -> Printed:
    """Make one sheet, within the limits. Raises AfficheError, naming the sheet."""
    with _limits(job.sheet.path):
        return _made(job)


def _made(job: Job) -> Printed:
    typesetter, sweeper = _typesetter(job)
    with sweeper.off():
        try:
            laid = _laid(job, typesetter)
        except UnfitError as error:
            return _held_back(job.sheet, str(error))
        profile = print_profile(job.settings, Path(job.icc) if job.icc else None)
        made = editions.edition(job.sheet, laid.pdf, typesetter, profile)
    problems = (*laid.fitted.problems, *_unreadable(job.sheet, laid.missing))
    problems = problems if _speaks(job) and not job.sheet.variant else ()
    fact = SheetFact(len(made.pdf), laid.fitted.left_off, problems + made.problems, made.checks)
    return Printed(made.pdf, fact)


def _held_back(sheet: Sheet, why: str) -> Printed:
    """No file, and a warning that says so: one sheet does not keep the site from its readers."""
    what = "the sheet {file} could not be laid out whole, and is left out"
    hint = "Shorten its longest word or name, and report this: {why}"
    values = {"file": Path(sheet.path).name, "why": why.removeprefix(f"{sheet.path}: ")}
    problem = Problem(Kind.WARNING, "sheet-unfit", sheet.source, what, hint, values)
    return Printed(b"", SheetFact(0, (), (problem,)))


@dataclass(frozen=True)
class _Laid:
    """A layout on its paper as a PDF, before anything is made of it; `missing` are the letters
    that no font has."""

    pdf: bytes
    fitted: Fitted
    missing: tuple[str, ...]


def _laid(job: Job, typesetter: Any) -> _Laid:
    """The PDF of the layout is kept for the next variant of the same sheet."""
    name = (job.layout, job.sheet.paper)
    if job.layout and _WARM.get("laid", ("",))[0] == name:
        kept: _Laid = _WARM["laid"][1]
        return kept
    fitted = _fitted(job, typesetter)
    pdf = typesetter.pdf(job.sheet, fitted.document)
    laid = _Laid(pdf, replace(fitted, document=None), typesetter.missing)
    _WARM.update(laid=(name, laid))
    return laid


def _unreadable(sheet: Sheet, letters: tuple[str, ...]) -> tuple[Problem, ...]:
    """A warning for letters that print as boxes."""
    if not letters:
        return ()
    what = "no font on this machine has the letters {letters} of the poster or map"
    hint = (
        "Install a font that has them (Noto Sans CJK for Chinese and Japanese, on Debian "
        "fonts-noto-cjk; Noto Color Emoji for emoji), or put one into the theme."
    )
    shown = " ".join(dict.fromkeys(letters[:8]))
    return (Problem(Kind.WARNING, NO_GLYPH, sheet.source, what, hint, {"letters": shown}),)


def _fitted(job: Job, typesetter: Any) -> Fitted:
    """The fit is kept for the next paper of the same sheet; a document is written only once."""
    if job.layout and _WARM.get("layout") == job.layout:
        kept: Fitted = _WARM["fitted"]
        sheet = replace(job.sheet, paper=MASTER)
        return replace(kept, document=typesetter.lay(sheet, **(kept.fit or {})))
    fitted: Fitted = _fitter(job.sheet).fit(job.sheet, typesetter)
    _WARM.update(layout=job.layout if fitted.fit else "", fitted=replace(fitted, document=None))
    return fitted


def _speaks(job: Job) -> bool:
    """Whether the writer hears of it: sheets that are alike have the same to say, once."""
    if not _alike(job.sheet):
        return True
    papers = getattr(job.settings.posters, job.sheet.kind, (MASTER.name,))
    return bool(job.sheet.paper.name == papers[0])


_WARM: dict[str, Any] = {}
# Fonts clear their folder away when they go, which is too late once Python itself goes.
atexit.register(_WARM.clear)


def _typesetter(job: Job) -> tuple[Any, Any]:
    """The worker's typesetter for this theme: the fonts last as long as the theme's files do."""
    from affiche.sheets import typeset

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
    paths = (theme.find("static", "fonts", face.file) for face in theme.faces)
    stats = [(str(path), path.stat().st_mtime_ns, path.stat().st_size) for path in paths if path]
    return repr((theme.faces, stats))


def _settle(scratch: str) -> None:
    """Before a worker's first sheet: its temporary files go where the press clears them away."""
    tempfile.tempdir = scratch
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
def _limits(name: str) -> Iterator[None]:
    """Too long or too much memory is an AfficheError that names the sheet."""
    import signal

    def ring(*_: object) -> None:
        raise AfficheError(f"{name}: not done in {SECONDS} seconds")

    alarm = getattr(signal, "SIGALRM", None)
    old = signal.signal(alarm, ring) if alarm else None
    if alarm:
        signal.alarm(SECONDS)
    try:
        yield
    except AfficheError as error:
        raise error if name in str(error) else AfficheError(f"{name}: {error}") from error
    except MemoryError:
        raise AfficheError(f"{name}: needs more than {MEMORY // 1024**2} MB of memory") from None
    except Exception as error:
        raise AfficheError(f"{name}: {type(error).__name__}: {error}") from error
    finally:
        if alarm:
            signal.alarm(0)
            signal.signal(alarm, old)


def _fitter(sheet: Sheet) -> ModuleType:
    return import_module(FITTERS[sheet.kind])


def _alike(sheet: Sheet) -> bool:
    """Whether this kind of sheet has one layout for all papers."""
    return bool(getattr(_fitter(sheet), "ALIKE", False))


def _context() -> Any:
    """Forked where that is possible: from a server that imported WeasyPrint once for all workers
    and has no threads, which makes forking safe while the watch server runs."""
    if sys.platform == "win32":
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(PRELOAD)
    return context


# The cache -------------------------------------------------------------------------------------


def _layout_key(sheet: Sheet, html: str, addresses: list[str], renderer: Renderer) -> str:
    """The hash of all that the sheet's bytes depend on, but for its paper."""
    digest = hashlib.blake2b(digest_size=20)
    order = (renderer.theme.blocks, renderer.theme.lanes)
    posters = renderer.site.settings.posters
    facts = (sheet.owner, sheet.kind, sheet.landscape, sheet.profile, sheet.source)
    stamp = (sheet.hash, sheet.day)
    digest.update(repr((facts, stamp, order, posters, versions())).encode())
    digest.update(html.encode())
    for address in addresses:
        digest.update(address.encode() + b"\0" + _asset_digest(address, renderer))
    for path in _templates(renderer.theme):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def _key(sheet: Sheet, layout: str, site: Site) -> str:
    """The name of a sheet in the cache: its layout, its paper and what is made of it."""
    made = f"{layout} {sheet.paper} {sheet.variant}"
    if sheet.variant:
        made += f"{sheet.note} {site.settings.print} {_digest_of(site.press_profile)}"
    return hashlib.blake2b(made.encode(), digest_size=20).hexdigest()


def _digest_of(path: str) -> str:
    """The hash of a file; nothing for none."""
    return hashlib.blake2b(Path(path).read_bytes()).hexdigest() if path else ""


def _asset_digest(address: str, renderer: Renderer) -> bytes:
    """What stands for the asset's bytes: a picture knows its own hash, so it is not resampled."""
    kind, _, rest = address.removeprefix(INSIDE).partition("/")
    if kind == "image":
        file = unquote(rest.partition("/")[2])
        if file in renderer.site.images:
            return renderer.site.images[file].digest.encode()
    return hashlib.blake2b(renderer.inside(address)[0]).digest()


def _templates(theme: Theme) -> list[Path]:
    """The templates of sheets: a fit other than the reference may show another part of them."""
    folders = (folder / "templates" for folder in theme.folders)
    return [p for folder in folders for p in sorted(folder.glob("*")) if p.name[:5] in TEMPLATES]


@lru_cache(maxsize=1)
def versions() -> str:
    """What the sheets are made by: this package's sources, the libraries, Pango."""
    digest = hashlib.blake2b(digest_size=16)
    folders = (Path(__file__).parent.parent / room for room in ("sheets", "curves", "preflight"))
    for path in (p for folder in folders for p in sorted(folder.glob("*.py"))):
        digest.update(path.name.encode() + path.read_bytes())
    libraries = [metadata.version(name) for name in ("weasyprint", "pikepdf", "pillow")]
    return f"{digest.hexdigest()} {' '.join(libraries)} {_pango_version()}"


def _lasts(printed: Printed) -> bool:
    """Whether it is worth keeping: a sheet with boxes for letters is mended by a new font."""
    return all(problem.rule != NO_GLYPH for problem in printed.fact.problems)


def _entry(cache: Path, key: str) -> Path:
    return cache / key[:2] / key[2:]


def _read(path: Path) -> Printed | None:
    """A cache entry whose checksum is right, else None."""
    try:
        content = path.read_bytes()
    except OSError:
        return None
    checksum, body = content[:16], content[16:]
    if hashlib.blake2b(body, digest_size=16).digest() != checksum:
        return None
    head, _, pdf = body.partition(b"\n")
    fact = json.loads(head)
    problems = tuple(
        Problem(Kind(kind), rule, Place(*place), what, hint, values)
        for kind, rule, place, what, hint, values in fact["problems"]
    )
    checks = tuple(
        SheetCheck(name, label, measured, values, passed, tuple((w, v) for w, v in found))
        for name, label, measured, values, passed, found in fact["checks"]
    )
    return Printed(pdf, SheetFact(len(pdf), tuple(fact["left_off"]), problems, checks))


def _write(path: Path, printed: Printed) -> None:
    """Write a cache entry whole or not at all; a cache that cannot be written is no cache."""
    problems = [
        (p.kind, p.rule, (p.place.path, p.place.line, p.place.column), p.what, p.hint, p.values)
        for p in printed.fact.problems
    ]
    checks = [
        (c.name, c.label, c.measured, c.values, c.passed, c.found) for c in printed.fact.checks
    ]
    head = json.dumps({"left_off": printed.fact.left_off, "problems": problems, "checks": checks})
    body = head.encode() + b"\n" + printed.pdf
    fresh = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh.write_bytes(hashlib.blake2b(body, digest_size=16).digest() + body)
        fresh.replace(path)
    except OSError:
        fresh.unlink(missing_ok=True)


# What the machine has --------------------------------------------------------------------------

NO_PANGO = Problem(
    Kind.WARNING,
    "no-pango",
    Place("posters"),
    "no posters and maps are made: the text library Pango is not on this machine",
    "Install it. Debian and Ubuntu: apt install libpango-1.0-0 libpangoft2-1.0-0 "
    "libharfbuzz-subset0. Fedora: dnf install pango. macOS: brew install pango. Windows: install "
    "MSYS2, then pacman -S mingw-w64-ucrt-x86_64-pango. The site itself is complete.",
)


@lru_cache(maxsize=1)
def _can_print() -> bool:
    """Whether WeasyPrint can start: its libraries open by name, or a trial import succeeds."""
    if importlib.util.find_spec("weasyprint") is None:
        return False
    if all(_opens(names) is not None for names in LIBRARIES):
        return True
    command = [sys.executable, "-W", "ignore", "-c", "import weasyprint"]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def _opens(names: tuple[str, ...]) -> Any:
    import ctypes

    for name in names:
        try:
            return ctypes.CDLL(name)
        except OSError:
            continue
    return None


def _pango_version() -> str:
    library = _opens(LIBRARIES[1])
    return str(library.pango_version()) if library is not None else "?"
