"""Jobs in; sheets out, made by the machines of a dask.distributed cluster.

Jobs go out in chunks, and machines write what they finish into the cache, which lies in a folder
that they share; digests, facts and problems come back. A chunk whose machine is lost goes to
another. Chunks get smaller towards the end, so that all machines end at about the same time.
"""

from __future__ import annotations

import contextlib
import logging
import secrets
import threading
import warnings
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path
from typing import Any

from affiche.errors import AfficheError, ContentError, Kind, Place, Problem
from affiche.sheets.press import chunks, store
from affiche.sheets.press.chunks import Finished, Machine, Run
from affiche.sheets.press.crew import DIED, Order
from affiche.sheets.press.heldback import failed
from affiche.sheets.press.jobs import Job, Printed
from affiche.sheets.press.pace import Pace
from affiche.themes import Theme

EXTRA = "affiche[cluster]"
# The most sheets of a chunk, and how many chunks there are for each place at once: one more than
# it makes, so that it need not wait for the next.
CHUNK, AHEAD = 50, 2
# Seconds: for the scheduler to answer, and a first machine to be there; without any machine until
# it is given up; until a file of another machine is seen here, as late as shared folders look.
ANSWER, PATIENCE, LATE = 10.0, 60.0, 64.0
TICK = 1.0


class Cluster:
    """Makes sheets on the machines behind a scheduler. `cache`: the folder of finished sheets,
    `folders`: what else they have to see, all under the same path as here.

    Raises ContentError when the cluster cannot be reached, or has a machine that would make other
    sheets than this one."""

    def __init__(self, address: str, cache: Path, folders: Iterable[Path], pace: Pace) -> None:
        self._address = address
        self._pace = pace
        self._cache = cache.resolve()
        self._lock = threading.RLock()
        self._waiting: dict[str, list[Order]] = {}  # by layout
        self._alone: list[Order] = []
        self._out: dict[Any, list[Order]] = {}
        self._themes: dict[int, tuple[Theme, Theme]] = {}
        self._closed = threading.Event()
        self._wrong: ContentError | None = None
        seen = tuple(str(folder.resolve()) for folder in folders)
        self._run = Run(chunks.program(), "", str(self._cache), seen)
        self._client = _reached(address)
        try:
            self.forget()
            self._places = self._counted()
            self._check()
        except BaseException:
            self.close()
            raise
        threading.Thread(target=self._watch, daemon=True).start()

    @property
    def places(self) -> int:
        """How many sheets are made at the same time."""
        return max(1, self._places)

    def give(self, key: str, job: Job) -> Future[Printed]:
        """Have a sheet made and kept under its key. What cannot be made is held back; the future
        raises ContentError when the cluster is lost, and is cancelled by `close`."""
        order = Order(Future(), key, replace(job, theme=self._placed(job.theme)))
        with self._lock:
            if self._wrong:
                raise self._wrong
            self._waiting.setdefault(job.layout, []).append(order)
        self._send()
        return order.promise

    def forget(self) -> None:
        """Keep nothing of what is being made now: its run is over, and another begins."""
        self._unmark()
        mark = self._cache / f"{chunks.MARK}{secrets.token_hex(8)}"
        self._cache.mkdir(parents=True, exist_ok=True)
        mark.touch()
        self._run = replace(self._run, mark=str(mark))

    def close(self, hurry: bool = False) -> None:
        """End the run: what is not finished is dropped, and machines stop after the sheet that they
        have in hand."""
        self._closed.set()
        futures, dropped = [*self._out], self._dropped()
        self._unmark()
        for order in dropped:
            if order.promise.cancel():
                order.promise.set_running_or_notify_cancel()
        with contextlib.suppress(Exception):  # whatever it says, we go
            if futures:
                self._client.cancel(futures)
            self._client.close(timeout=ANSWER)

    def _unmark(self) -> None:
        if self._run.mark:
            with contextlib.suppress(OSError):
                Path(self._run.mark).unlink()

    def _placed(self, theme: Theme) -> Theme:
        """The theme with its folders as other machines find them."""
        if id(theme) not in self._themes:
            folders = tuple(folder.resolve() for folder in theme.folders)
            self._themes[id(theme)] = (theme, replace(theme, folders=folders))
        return self._themes[id(theme)][1]

    def _dropped(self, more: Sequence[Order] = ()) -> list[Order]:
        """Every sheet that is not finished; none of them is waited for any more."""
        with self._lock:
            given = (*self._waiting.values(), *self._out.values(), self._alone, more)
            self._waiting, self._out, self._alone = {}, {}, []
        return [order for orders in given for order in orders]

    # To the machines, and back ---------------------------------------------------------------

    def _send(self) -> None:
        """Give out chunks as long as there is somebody to take them."""
        while True:
            with self._lock:
                if self._closed.is_set() or len(self._out) >= AHEAD * self.places:
                    return
                orders = self._chunk()
                if not orders:
                    return
                raw = chunks.packed(self._run, [(order.key, order.job) for order in orders])
                name = f"affiche-{secrets.token_hex(8)}"
                future = self._client.submit(_making(), raw, key=name, pure=False)
                self._out[future] = orders
            future.add_done_callback(self._came)

    def _chunk(self) -> list[Order]:
        """The sheets that go out next, all papers of a layout together."""
        if self._alone:
            return [self._alone.pop()]
        left = sum(map(len, self._waiting.values()))
        most = max(1, min(CHUNK, left // (AHEAD * self.places)))
        orders: list[Order] = []
        while self._waiting and len(orders) < most:
            orders += self._waiting.pop(next(iter(self._waiting)))
        return orders

    def _came(self, future: Any) -> None:
        """Hand over what a machine finished, and give out the next chunk."""
        with self._lock:
            orders = self._out.pop(future, None)
        if orders is None:
            return
        try:
            found = chunks.opened(future.result())
        except Exception as error:
            self._lost(orders, error)
        else:
            if isinstance(found, Machine):
                wrong = _unlike(self._address, found, self._run)
                self._fail(wrong or _gone(self._address, found), orders)
            elif len(found) < len(orders):
                what = "somebody took {mark} away, and with it ended this run"
                self._fail(_problem(what, AGAIN, mark=Path(self._run.mark).name), orders)
            else:
                for order, finished in zip(orders, found, strict=True):
                    self._hand_over(order, finished)
        with contextlib.suppress(Exception):  # it is looked at again in a moment
            self._places = self._counted()
        self._send()

    def _hand_over(self, order: Order, finished: Finished) -> None:
        if finished.seconds:
            self._pace.note(order.job.sheet, finished.seconds)
        made = finished.printed or store.shelved(
            self._cache, order.key, finished.fact, finished.sum, LATE
        )
        if order.promise.set_running_or_notify_cancel():
            order.promise.set_result(made)

    def _lost(self, orders: Sequence[Order], error: Exception) -> None:
        """A chunk that did not come back. When it was on several machines that died, one after the
        other, each of its sheets is tried alone; one that was alone already is held back."""
        if type(error).__name__ != "KilledWorker":
            self._fail(_gone(self._address, error), orders)
        elif len(orders) > 1:
            with self._lock:
                self._alone += orders
        elif orders[0].promise.set_running_or_notify_cancel():
            orders[0].promise.set_result(failed(orders[0].job.sheet, AfficheError(DIED)))

    def _fail(self, problem: Problem, orders: Sequence[Order] = ()) -> None:
        """Nothing can be made any more."""
        with self._lock:
            self._wrong = self._wrong or ContentError([problem])
            dropped = self._dropped(orders)
        for order in dropped:
            if order.promise.set_running_or_notify_cancel():
                order.promise.set_exception(self._wrong)

    # What the cluster is like ----------------------------------------------------------------

    def _counted(self) -> int:
        """How many sheets its machines can make at the same time now."""
        return sum(self._client.nthreads().values())

    def _check(self) -> None:
        """Raise ContentError when it has no machine, or one that would make other sheets."""
        if not self._places:
            with contextlib.suppress(Exception):
                self._client.wait_for_workers(1, timeout=ANSWER)
            self._places = self._counted()
        if not self._places:
            raise ContentError([_nobody(self._address)])
        said = self._client.run(_asking(self._run), on_error="return")
        found = (_unlike(name, _machine(here), self._run) for name, here in sorted(said.items()))
        if wrong := [problem for problem in found if problem]:
            raise ContentError(wrong)

    def _watch(self) -> None:
        """Give up when the scheduler is lost, or has had no machine for a while."""
        alone = 0.0
        while not self._closed.wait(TICK):
            try:
                self._places = self._counted()
                alone = 0.0 if self._places else alone + TICK
                wrong = _nobody(self._address) if alone > PATIENCE else None
            except Exception as error:
                wrong = _gone(self._address, error)
            if wrong and not self._closed.is_set():
                self._fail(wrong)
                return


def _reached(address: str) -> Any:
    """A client of the scheduler. Raises ContentError."""
    try:
        import distributed
    except ImportError as error:
        what, hint = "{target} needs a package that is not installed: {why}", PIP
        values = {"target": address, "why": error.name, "package": EXTRA}
        raise ContentError([_problem(what, hint, **values)]) from None
    for name in [*logging.root.manager.loggerDict]:  # what goes wrong is told once, and by us
        if name.partition(".")[0] in ("distributed", "tornado"):
            logging.getLogger(name).setLevel(logging.CRITICAL)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # versions are compared by us
            client: Any = distributed.Client
            return client(address, timeout=ANSWER, set_as_default=False, name="affiche")
    except Exception:
        what = "no scheduler answers at {address}"
        hint = "Start one with {command}, and look whether the address is right"
        wrong = _problem(what, hint, address=address, command="dask scheduler")
        raise ContentError([wrong]) from None


def _asking(run: Run) -> Callable[[], object]:
    """What each machine is asked; sent as it is, since one without affiche has to answer too."""
    told = (run.program, run.mark, run.cache, run.folders)

    def asked() -> object:
        try:
            from affiche.sheets.press import chunks

            return chunks.told(*told)
        except Exception as error:
            return f"{type(error).__name__}: {error}"

    return asked


def _making() -> Callable[[bytes], bytes]:
    """What makes a chunk; sent as it is, since the scheduler, which has no affiche, looks at it."""

    def made(raw: bytes) -> bytes:
        from affiche.sheets.press import chunks

        return chunks.made(raw)

    return made


def _machine(said: object) -> Machine | str:
    """What a machine answered: what it is like, or why it cannot say that."""
    return Machine(*said) if isinstance(said, tuple) else str(said)


# What is said ----------------------------------------------------------------------------------

PIP = 'Type: pip install "{package}"'
AGAIN = "Give the same command again: it goes on where it was"


def _unlike(name: str, here: Machine | str, run: Run) -> Problem | None:
    """What keeps a machine from making the same sheets as this one; None for nothing."""
    if isinstance(here, str):
        what, hint = "{worker} cannot start affiche: {why}", "Install affiche there too"
        return _problem(what, hint, worker=name, why=here)
    if here.program != run.program:
        what = "{worker} has another affiche, other libraries or another Python than this machine"
        hint = "Install the same everywhere, and start the workers again"
        return _problem(what, hint, worker=name)
    if here.lacking:
        what = "{worker} does not see {folder}, or may not write there"
        hint = "Share the folder of the project with all machines, under the same path"
        return _problem(what, hint, worker=name, folder=here.lacking)
    if not here.prints:
        what = "{worker} cannot print: the text library Pango is not there"
        return _problem(what, "Install it there, in the same version as here", worker=name)
    return None


def _nobody(address: str) -> Problem:
    what = "{address} has no workers: there is nobody to make sheets"
    hint = "Start one on each machine, in the folder of the project: {command}"
    return _problem(what, hint, address=address, command=f"python -m dask worker {address}")


def _gone(address: str, error: object) -> Problem:
    why = f"{type(error).__name__}: {error}".partition("\n")[0].rstrip(".")
    return _problem("{address} was lost: {why}", AGAIN, address=address, why=why)


def _problem(what: str, hint: str, **values: object) -> Problem:
    return Problem(Kind.ERROR, "call", Place(""), what, hint, values)
