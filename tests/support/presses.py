"""A press for tests: sheets in, small stand-ins for PDFs out, as fast or as slow as a test says."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Iterable
from concurrent.futures import Future
from pathlib import Path

from affiche.errors import Problem
from affiche.model import Site
from affiche.pages.plan import Sheet, SheetFact
from affiche.sheets.press.press import Printed
from affiche.themes import Theme

Make = Callable[[Sheet, Site], Printed]


def stand_in(sheet: Sheet, site: Site) -> Printed:
    """Bytes that change with what the sheet shows."""
    pdf = f"%PDF {sheet.path} {sheet.title} {sheet.data!r}".encode()
    return Printed(pdf, SheetFact(len(pdf)))


class FakePress:
    """The shape of `sheets.press.Press`. `open` lets sheets through when a test wants to hold
    them up; `made` lists what was really made; what is made once is remembered in `shelf`.
    A sheet is said to take `pace` seconds."""

    def __init__(self, make: Make = stand_in, missing: Problem | None = None) -> None:
        self.make = make
        self.missing = missing
        self.made: list[str] = []
        self.shelf: dict[str, Printed] = {}
        self.open = threading.Event()
        self.open.set()
        self.closed = False
        self.pace = 0.0

    def __call__(self, jobs: int, cache: Path | None, lean: bool = False) -> FakePress:
        """Stand in for the class itself."""
        self.closed = False
        return self

    def available(self) -> Problem | None:
        return self.missing

    def ready(self, sheet: Sheet, theme: Theme, site: Site) -> Printed | None:
        return self.shelf.get(self._key(sheet))

    places = 1

    def seconds(self, sheets: Iterable[Sheet]) -> float:
        return self.pace * len([*sheets])

    def submit(self, sheet: Sheet, theme: Theme, site: Site) -> Future[Printed]:
        future: Future[Printed] = Future()
        work = threading.Thread(target=self._work, args=(sheet, site, future), daemon=True)
        work.start()
        return future

    def forget_others(self, paths: Collection[str] = ()) -> None:
        """What is made of other input has another key here too."""

    def close(self, hurry: bool = False) -> None:
        self.closed = True

    def _work(self, sheet: Sheet, site: Site, future: Future[Printed]) -> None:
        self.open.wait(60)
        try:
            printed = self.make(sheet, site)
        except Exception as error:
            future.set_exception(error)
            return
        self.made.append(sheet.path)
        self.shelf[self._key(sheet)] = printed
        future.set_result(printed)

    def _key(self, sheet: Sheet) -> str:
        return f"{sheet.path} {sheet.title} {sheet.data!r}"
