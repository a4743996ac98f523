"""How far a build is, shown: the pipeline's `Step`s in, a moving bar or plain lines out.

A bar on a terminal; elsewhere (a log, a pipe) lines that can be read afterwards: one a sheet,
and for pages one every few seconds.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

from affiche.building.options import Stage, Step, Tell
from affiche.words import Words

SECONDS_BETWEEN_LINES = 2.0
NAMES = {
    Stage.READ: "Reading the content",
    Stage.SHEETS: "PDF",
    Stage.PAGES: "Pages",
    Stage.PUBLISH: "Publishing",
}


@contextmanager
def showing(stream: TextIO, words: Words, terminal: bool) -> Iterator[Tell]:
    """Something to tell steps to, for as long as the build takes."""
    if not terminal:
        yield _Lines(stream, words)
        return
    bar = _Bar(stream, words)
    try:
        yield bar
    finally:
        bar.close()


class _Lines:
    def __init__(self, stream: TextIO, words: Words) -> None:
        self.stream = stream
        self.words = words
        self.last = time.monotonic()

    def __call__(self, step: Step) -> None:
        often = step.stage is not Stage.SHEETS
        if often and time.monotonic() - self.last < SECONDS_BETWEEN_LINES:
            return
        self.last = time.monotonic()
        values = {"what": self.words.gettext(NAMES[step.stage]), "done": step.done}
        text = "{what} {done} of {total}: {name}" if step.total else "{what}"
        said = self.words.say(text, **values, total=step.total, name=step.name)
        self.stream.write(f"{said}\n")
        self.stream.flush()


class _Bar:
    """A bar that starts at the first step that counts: the press makes its processes before,
    and rich a thread, which has to be in that order."""

    def __init__(self, stream: TextIO, words: Words) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

        self.words = words
        self.progress = Progress(
            TextColumn("{task.description:<10}"),
            BarColumn(bar_width=28),
            MofNCompleteColumn(),
            TextColumn("{task.fields[name]}", style="dim", markup=False),
            console=Console(file=stream),
            transient=True,
        )
        self.task = self.progress.add_task("", name="", total=None)
        self.started = False

    def __call__(self, step: Step) -> None:
        if not step.total:
            return
        if not self.started:
            self.progress.start()
            self.started = True
        self.progress.update(
            self.task,
            description=self.words.gettext(NAMES[step.stage]),
            completed=step.done,
            total=step.total,
            name=step.name,
        )

    def close(self) -> None:
        if self.started:
            self.progress.stop()
