"""The content folder in, again and again; a served site that follows every save out.

A save → the pages, published with the sheets that are known → the other sheets in the
background → published again. A newer save drops the sheets that were still waiting. A mistake is
shown over the last good site until it is mended.

Events of the file system only wake us; what changed is seen by looking (`changes`). Looking every
now and then without a hint covers what events miss: network shares, overflows, folders that were
away for a while.
"""

from __future__ import annotations

import contextlib
import queue
import threading
import time
import warnings
import webbrowser
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from affiche import changes, pipeline, publish, report, server
from affiche.errors import AfficheError, ContentError, Problem
from affiche.pages.plan import Sheet, SheetFact
from affiche.pipeline import Draft, Options, Outcome, Sheets
from affiche.sheets.press import Press, Printed
from affiche.words import Words, words

QUIET = 0.02
AT_MOST = 0.2
# Without events we look by ourselves: every second, and never more than a fiftieth of the time.
LOOK_SECONDS = 1.0
LOOK_SHARE = 50


@dataclass(frozen=True)
class Serving:
    """The site is there to be looked at."""

    url: str


@dataclass(frozen=True)
class Built:
    """A save was built: the pages are published, `waiting` sheets are still to be made."""

    outcome: Outcome
    waiting: int


@dataclass(frozen=True)
class Failed:
    """A build failed; the last good site is still there."""

    error: Exception


Event = Serving | Built | Failed
Tell = Callable[[Event], None]


@dataclass(frozen=True)
class _Done:
    """A sheet came from the press."""

    generation: int
    path: str
    future: Future[Printed]


@dataclass(frozen=True)
class _Wanted:
    """Somebody waits for a sheet."""

    path: str


class _Hint:
    """Something may have changed."""


class _Stop:
    """Enough."""


def watch(
    options: Options,
    spoken: Words,
    tell: Tell,
    *,
    port: int | None = None,
    open_browser: bool = False,
) -> None:
    """Build, serve and rebuild until a KeyboardInterrupt.

    Raises ContentError when the call is wrong (the port, `--out`); never for the content.
    """
    with watching(options, spoken, tell, port) as watcher:
        if open_browser:
            threading.Thread(target=webbrowser.open, args=(watcher.url,), daemon=True).start()
        watcher.run()


@contextlib.contextmanager
def watching(
    options: Options, spoken: Words, tell: Tell, port: int | None = None
) -> Iterator[Watcher]:
    """A watcher with its server and its press, all gone afterwards."""
    publish.check(options.out, (options.content, options.themes))
    with pipeline.press(options) as press:
        old = publish.release(options.out).files
        live = server.Live(server.View(options.out, old), spoken)
        serving = server.listen(live, port)
        watcher = Watcher(options, press, live, tell, serving.url)
        observer = _observer((options.content, options.themes), watcher.hint)
        try:
            serving.start()
            yield watcher
        finally:
            observer.stop()
            serving.close()
            observer.join()


class Watcher:
    """Follows the content: all of it happens in the thread that calls `run`."""

    def __init__(
        self, options: Options, press: Press | None, live: server.Live, tell: Tell, url: str
    ) -> None:
        self.url = url
        self._options = options
        self._press = press
        self._live = live
        self._tell = tell
        self._inbox: queue.SimpleQueue[_Hint | _Done | _Wanted | _Stop] = queue.SimpleQueue()
        self._hinted = threading.Event()
        self._last_hint = 0.0
        self._seen = changes.Seen()
        self._round: _Round | None = None
        self._generation = 0
        self._failing = False
        self._facts: dict[str, SheetFact] = {}
        live.wanted = lambda path: self._inbox.put(_Wanted(path))

    def hint(self) -> None:
        """Tell that something may have changed. From any thread, as often as it likes."""
        self._last_hint = time.monotonic()
        if not self._hinted.is_set():
            self._hinted.set()
            self._inbox.put(_Hint())

    def stop(self) -> None:
        """Let `run` return. From any thread."""
        self._inbox.put(_Stop())

    def run(self) -> None:
        """Build, then follow, until `stop`."""
        patience = self._look()[1]
        self._rebuild()
        self._tell(Serving(self.url))
        try:
            self._follow(patience)
        finally:
            self._leave()

    def _follow(self, patience: float) -> None:
        while True:
            try:
                message = self._inbox.get(timeout=patience)
            except queue.Empty:
                message = _Hint()
            if isinstance(message, _Stop):
                return
            if isinstance(message, _Done):
                self._sheet_done(message)
            elif isinstance(message, _Wanted):
                self._first(message.path)
            else:
                self._settle()
                changed, patience = self._look()
                if changed:
                    self._rebuild()

    def _leave(self) -> None:
        """Nobody will make the sheets that are still open: offer only those that there are."""
        turn = self._round
        if turn is not None and turn.open:
            turn.waiting.clear()
            turn.making.clear()
            with contextlib.suppress(ContentError, AfficheError):
                turn.publish(self._facts)

    def _settle(self) -> None:
        """Wait until it has been quiet for a moment, but not for ever."""
        end = time.monotonic() + AT_MOST
        while self._hinted.is_set() and time.monotonic() < end:
            rest = self._last_hint + QUIET - time.monotonic()
            if rest <= 0:
                break
            time.sleep(rest)
        self._hinted.clear()

    def _look(self) -> tuple[bool, float]:
        """Whether anything really changed, and how many seconds until we look unasked."""
        started = time.monotonic()
        before = self._seen
        self._seen = changes.look((self._options.content, self._options.themes), before)
        cost = time.monotonic() - started
        # While something is wrong, saving the same once more is a wish to try again.
        changed = self._seen != before if self._failing else self._seen.digests != before.digests
        return changed, max(LOOK_SECONDS, cost * LOOK_SHARE)

    # Building ------------------------------------------------------------------------------

    def _rebuild(self) -> None:
        """Read all, publish the pages, and begin with the sheets that are not known.

        When that fails, the sheets of the last good save are still made.
        """
        words.cache_clear()  # a theme's catalogue may have changed
        try:
            turn = self._begun(pipeline.prepare(self._options), time.monotonic())
            outcome = turn.publish(self._facts)
        except Exception as error:
            self._failed(error)
            return
        self._round = turn
        self._generation += 1
        self._failing = False
        self._options = replace(self._options, clean=False)
        self._live.show(problems=())
        self._show(turn, outcome)
        self._feed()

    def _begun(self, draft: Draft, started: float) -> _Round:
        """What the press remembers, and what it has to make."""
        if self._press is None:
            return _Round(draft, {}, [], started)
        if notice := self._press.available():
            return _Round(draft, {}, [], started, notice)
        printed, missing = pipeline.ready_sheets(draft, self._press)
        only = draft.options.only
        wanted = [sheet for sheet in missing if not only or sheet.owner in only]
        return _Round(draft, printed, wanted, started)

    def _show(self, turn: _Round, outcome: Outcome) -> None:
        """Let the server show what was published."""
        release = self._live.view.release + (1 if outcome.published.changed else 0)
        self._live.show(
            files=publish.release(self._options.out).files,
            release=max(release, 1),
            pending=frozenset(turn.open),
            fresh={},
        )
        self._tell(Built(outcome, len(turn.open)))

    def _failed(self, error: Exception) -> None:
        """Show what is wrong over what there is."""
        self._failing = True
        title, shown = _overlay(error, self._options, self._live.words)
        self._live.show(problems=shown, title=title)
        self._tell(Failed(error))

    # Sheets --------------------------------------------------------------------------------

    def _feed(self) -> None:
        """Give the press as much as it can do at once; the rest waits here, to be dropped."""
        turn, press = self._round, self._press
        if turn is None or press is None:
            return
        while turn.waiting and len(turn.making) < self._options.jobs:
            sheet = turn.waiting.pop(0)
            turn.making.add(sheet.path)
            future = press.submit(sheet, turn.draft.theme, turn.draft.site)
            generation, path = self._generation, sheet.path
            future.add_done_callback(self._callback(generation, path))

    def _callback(self, generation: int, path: str) -> Callable[[Future[Printed]], None]:
        return lambda future: self._inbox.put(_Done(generation, path, future))

    def _first(self, path: str) -> None:
        """Somebody waits for this one."""
        if self._round is not None:
            self._round.waiting.sort(key=lambda sheet: sheet.path != path)

    def _sheet_done(self, done: _Done) -> None:
        turn = self._round
        if turn is None or done.generation != self._generation:
            return  # of an older save; the press remembers it all the same
        turn.making.discard(done.path)
        try:
            turn.printed[done.path] = done.future.result()
        except Exception as error:
            turn.failures[done.path] = str(error) or type(error).__name__
        self._feed()
        if turn.open:
            view = self._live.view
            fresh = {path: made.pdf for path, made in turn.printed.items() if path in turn.made}
            if view.pending:
                self._live.show(pending=frozenset(turn.open), fresh=fresh)
            return
        self._finish(turn)

    def _finish(self, turn: _Round) -> None:
        """All sheets are there: publish them, with pages that tell of them."""
        try:
            outcome = turn.publish(self._facts)
        except Exception as error:
            self._failed(error)
            return
        self._facts |= {path: printed.fact for path, printed in turn.printed.items()}
        self._show(turn, outcome)
        if turn.failures:
            self._failed(pipeline.SheetsError(turn.failures))


class _Round:
    """The sheets of one save, and how far they are."""

    def __init__(
        self,
        draft: Draft,
        printed: dict[str, Printed],
        missing: list[Sheet],
        started: float,
        notice: Problem | None = None,
    ) -> None:
        self.draft = draft
        self.printed = printed
        self.waiting = missing
        self.making: set[str] = set()
        self.made = frozenset(sheet.path for sheet in missing)
        self.failures: dict[str, str] = {}
        self.started = started
        self.notice = notice

    @property
    def open(self) -> set[str]:
        """The sheets that are not there yet."""
        return self.making | {sheet.path for sheet in self.waiting}

    def publish(self, facts: Mapping[str, SheetFact]) -> Outcome:
        """Publish pages and finished sheets; a sheet that is not finished stays as it was."""
        rest = [s for s in self.draft.plan.sheets if s.path not in self.printed]
        kept = pipeline.published_facts(self.draft.options.out, rest) if self._keeps else {}
        known = {path: facts.get(path, fact) for path, fact in kept.items()}
        sheets = Sheets(self.printed, known, self.notice, waiting=bool(self.open))
        return pipeline.finish(self.draft, sheets, self.started)

    @property
    def _keeps(self) -> bool:
        return self.draft.options.pdf and self.notice is None


def _overlay(
    error: Exception, options: Options, spoken: Words
) -> tuple[str, tuple[Mapping[str, Any], ...]]:
    """A title and what to show of an error."""
    if isinstance(error, ContentError):
        wrong = [problem for problem in error.problems if problem.kind.value == "error"]
        return "This cannot be published yet", tuple(
            _shown(problem, options, spoken) for problem in wrong
        )
    what = [f"{type(error).__name__}: {error}"]
    if isinstance(error, AfficheError):
        what = report.fault_lines(error, spoken)
    return "This went wrong in affiche", tuple({"what": text} for text in what)


def _shown(problem: Problem, options: Options, spoken: Words) -> dict[str, Any]:
    place = problem.place
    where = f"{place.path}:{place.line}:{place.column}" if place.path else ""
    return {
        "where": where,
        "line": place.line,
        "what": spoken.say(problem.what, **problem.values),
        "hint": spoken.say(problem.hint, **problem.values),
        "excerpt": _excerpt(options, problem),
    }


def _excerpt(options: Options, problem: Problem) -> str:
    """The line that is meant, as it stands in the file; empty when it cannot be shown."""
    place = problem.place
    for folder in (options.content.resolve(), options.themes.resolve()):
        if place.path.startswith(f"{folder.name}/"):
            path = folder.parent / place.path
            try:
                return path.read_text("utf-8").splitlines()[place.line - 1].rstrip()[:200]
            except (OSError, ValueError, IndexError):
                return ""
    return ""


def _observer(folders: tuple[Path, ...], hint: Callable[[], None]) -> Any:
    """A watchdog observer of what counts: its other events come from reading, also ours."""
    from watchdog import events
    from watchdog.observers import Observer

    # A folder that was away and is back: watchdog warns of its own bookkeeping, on our terminal.
    warnings.filterwarnings("ignore", "Callback with id", RuntimeWarning, r"watchdog\.")

    class Hints(events.FileSystemEventHandler):
        def on_any_event(self, event: events.FileSystemEvent) -> None:
            if event.event_type in ("created", "modified", "moved", "deleted"):
                hint()

    observer = Observer()
    for folder in folders:
        if folder.is_dir():
            observer.schedule(Hints(), str(folder.resolve()), recursive=True)
    try:
        observer.start()
    except OSError:  # no events left to be had: looking every second has to do
        observer.unschedule_all()
        observer.start()
    return observer
