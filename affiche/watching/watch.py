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
import os
import queue
import signal
import threading
import time
import webbrowser
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass, replace

from affiche import kept
from affiche.building import drafts, printroom, retracting
from affiche.building.drafts import Draft
from affiche.building.options import Options
from affiche.building.outcome import Outcome
from affiche.building.rendering.memory import Memory, remembering
from affiche.building.shown import records
from affiche.editing.forms.desk import Desk
from affiche.errors import AfficheError, ContentError
from affiche.kept import Store
from affiche.pages.plan import Sheet, SheetFact
from affiche.publishing import publish, releases
from affiche.sheets.press.press import Press, Printed
from affiche.watching import changes, server
from affiche.watching.overlay import overlay
from affiche.watching.rounds import Round
from affiche.words import Words, words

QUIET = 0.02
AT_MOST = 0.2
# Without events we look by ourselves: every second, and never more than a fiftieth of the time.
LOOK_SECONDS = 1.0
LOOK_SHARE = 50
# How often a build is tried again at once because its files changed while it read them.
RACES = 50
# After so many builds what was remembered and not asked for since goes: things of older saves.
AGED = 20


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


@dataclass(frozen=True)
class Deaf:
    """The system tells of no changes: we look by ourselves, every now and then."""


Event = Serving | Built | Failed | Deaf
Tell = Callable[[Event], None]


@dataclass(frozen=True)
class _Done:
    """A sheet came from the press."""

    generation: int
    sheet: Sheet
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
    desk: Desk | None = None,
    page: str = "",
) -> None:
    """Build, serve and rebuild until a KeyboardInterrupt; `page` is what the browser opens.

    Raises ContentError when the call is wrong (the port, `--out`); never for the content.
    """
    with watching(options, spoken, tell, port, desk) as watcher:
        if open_browser:
            address = (f"{watcher.url}{page}",)
            threading.Thread(target=webbrowser.open, args=address, daemon=True).start()
        watcher.run()


@contextlib.contextmanager
def watching(
    options: Options,
    spoken: Words,
    tell: Tell,
    port: int | None = None,
    desk: Desk | None = None,
) -> Iterator[Watcher]:
    """A watcher with its server and its press, all gone afterwards."""
    publish.check(options.out, (options.content, options.themes))
    with printroom.press(options) as press, remembering(options) as store:
        old = releases.release(options.out).files
        live = server.Live(server.View(options.out, old), spoken)
        serving = server.listen(live, port, desk)
        watcher = Watcher(options, press, live, tell, serving.url, store)
        observer = changes.observed((options.content, options.themes), watcher.hint, watcher.deaf)
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
        self,
        options: Options,
        press: Press | None,
        live: server.Live,
        tell: Tell,
        url: str,
        store: Store,
    ) -> None:
        self.url = url
        self._store = store
        self._options = options
        self._press = press
        self._live = live
        self._tell = tell
        self._inbox: queue.SimpleQueue[_Hint | _Done | _Wanted | _Stop] = queue.SimpleQueue()
        self._hinted = threading.Event()
        self._deaf = False
        self._last_hint = 0.0
        self._seen = changes.Seen()
        self._round: Round | None = None
        self._offering: Round | None = None
        """The save whose pages may be published: they offer sheets that are still to come."""
        self._generation = 0
        self._builds = 0
        self._failing = False
        self._memory = Memory(store)
        self._facts: dict[str, SheetFact] = {}
        live.wanted = lambda path: self._inbox.put(_Wanted(path))

    def hint(self) -> None:
        """Tell that something may have changed. From any thread, as often as it likes."""
        self._last_hint = time.monotonic()
        if not self._hinted.is_set():
            self._hinted.set()
            self._inbox.put(_Hint())

    def deaf(self) -> None:
        """Tell that nobody will hint: we look by ourselves. Before `run`."""
        self._deaf = True

    def stop(self) -> None:
        """Let `run` return. From any thread."""
        self._inbox.put(_Stop())

    def run(self) -> None:
        """Build, then follow, until `stop`."""
        try:
            patience = self._look()[1]
            self._rebuild()
            self._tell(Serving(self.url))
            if self._deaf:
                self._tell(Deaf())
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
        """Nobody will make the sheets that are still open: offer only those that there are. Whoever
        stops us twice is not heard before that is done."""
        turn = self._offering
        if turn is not None and turn.open:
            turn.waiting.clear()
            turn.making.clear()
            with _undisturbed(), contextlib.suppress(ContentError, AfficheError):
                turn.publish(self._facts, self._memory)

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
        themes = f"{self._options.themes}{os.sep}"
        if any(path.startswith(themes) for path in changes.differing(before, self._seen)):
            words.cache_clear()  # a theme's catalogue may have changed
        return changed, max(LOOK_SECONDS, cost * LOOK_SHARE)

    # Building ------------------------------------------------------------------------------

    def _rebuild(self) -> None:
        """Build; what fails while files change under our hands (a git checkout, a sync) was read
        half, and is not worth a word."""
        for _ in range(RACES):
            error = self._built()
            if error is None:
                return
            self._settle()
            if not self._look()[0]:
                self._failed(error)
                return

    def _built(self) -> Exception | None:
        """Read all, publish the pages, and begin with the sheets that are not known.

        When that fails, the sheets of the last good save are still made.
        """
        offered = self._offering
        self._builds += 1
        if self._builds % AGED == 0:
            kept.age()
        try:
            started = time.monotonic()
            turn = self._offering = self._begun(
                drafts.prepare(self._options, store=self._store), started
            )
            outcome = turn.publish(self._facts, self._memory)
        except Exception as error:
            self._offering = offered
            return error
        paths = {sheet.path for sheet in turn.draft.sheets} if self._press else ()
        records.forget(turn.draft, turn.granted, self._press, paths)
        self._store.save()
        self._round = turn
        self._generation += 1
        self._failing = False
        self._options = replace(self._options, clean=False)
        self._live.show(problems=())
        self._show(turn, outcome)
        self._feed()
        return None

    def _begun(self, draft: Draft, started: float) -> Round:
        """What the press remembers, and what it has to make."""
        draft = replace(draft, problems=(*draft.problems, *printroom.cacheless(self._options)))
        if self._press is None:
            known = printroom.remembered(self._options)
            return Round(draft, printroom.standing(draft, known) if known else {}, [], started)
        if notice := self._press.available():
            return Round(draft, {}, [], started, notice)
        printed, missing = printroom.ready_sheets(draft, self._press)
        only = draft.options.only
        wanted = [sheet for sheet in missing if not only or sheet.owner in only]
        return Round(draft, printed, wanted, started)

    def _show(self, turn: Round, outcome: Outcome) -> None:
        """Let the server show what was published."""
        release = self._live.view.release + (1 if outcome.published.changed else 0)
        self._live.show(
            files=releases.release(self._options.out).files,
            release=max(release, 1),
            pending=frozenset(turn.open),
            fresh={},
        )
        self._tell(Built(outcome, len(turn.open)))

    def _failed(self, error: Exception) -> None:
        """Show what is wrong over what there is."""
        self._failing = True
        with contextlib.suppress(Exception):  # what stands there stays, but for what may not
            retracting.retract(self._options, self._store)
        title, shown = overlay(error, self._options, self._live.words)
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
            draft = turn.draft
            around = (draft.theme, draft.paper, draft.options.themes)
            try:
                future = printroom.submitted(press, sheet, *around)
            except ContentError as error:  # a template that was mended the wrong way just now
                turn.making.discard(sheet.path)
                self._failed(error)
                continue
            future.add_done_callback(self._callback(self._generation, sheet))

    def _callback(self, generation: int, sheet: Sheet) -> Callable[[Future[Printed]], None]:
        return lambda future: self._inbox.put(_Done(generation, sheet, future))

    def _first(self, path: str) -> None:
        """Somebody waits for this one."""
        if self._round is not None:
            self._round.waiting.sort(key=lambda sheet: sheet.path != path)

    def _sheet_done(self, done: _Done) -> None:
        turn = self._round
        if turn is None or done.generation != self._generation:
            return  # of an older save; the press remembers it all the same
        turn.making.discard(done.sheet.path)
        turn.printed[done.sheet.path] = printroom.result(done.future, done.sheet)
        self._feed()
        if turn.open:
            self._live.show(pending=frozenset(turn.open), fresh=turn.fresh)
        else:
            self._finish(turn)

    def _finish(self, turn: Round) -> None:
        """All sheets are there: publish them, with pages that tell of them."""
        try:
            outcome = turn.publish(self._facts, self._memory)
        except Exception as error:
            self._failed(error)
            return
        self._facts |= {path: printed.fact for path, printed in turn.printed.items()}
        self._show(turn, outcome)


@contextlib.contextmanager
def _undisturbed() -> Iterator[None]:
    """A second Ctrl-C does nothing for now."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    old = {one: signal.signal(one, signal.SIG_IGN) for one in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for one, handler in old.items():
            signal.signal(one, handler)
