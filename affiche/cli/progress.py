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
# What a sheet takes on an ordinary machine, in seconds of one processor: for a first guess only.
SHEET_SECONDS = 2.5


def stand(step: Step, words: Words, jobs: int) -> str:
    """That the pages of a first site stand, and when the sheets may be there."""
    minutes = max(1, round(step.total * SHEET_SECONDS / max(1, jobs) / 60))
    told = words.ngettext("about {n} minute", "about {n} minutes", minutes).format(n=minutes)
    what = "The pages stand: {page}. The posters and maps follow ({count}), {told}."
    return words.say(what, page=step.name, count=step.total, told=told)


class _Rest:
    """How long the sheets may still take, from how long those before took."""

    def __init__(self) -> None:
        self.began = time.monotonic()

    def __call__(self, step: Step, words: Words) -> str:
        """In words; empty when there is nothing to say."""
        spent = time.monotonic() - self.began
        left = spent / step.done * (step.total - step.done) if step.done else 0
        if step.stage is not Stage.SHEETS or left < 20:
            return ""
        minutes = max(1, round(left / 60))
        told = words.ngettext("about {n} minute", "about {n} minutes", minutes).format(n=minutes)
        return f" ({told})"


@contextmanager
def showing(stream: TextIO, words: Words, terminal: bool, jobs: int = 1) -> Iterator[Tell]:
    """Something to tell steps to, for as long as the build takes, with so many jobs at once."""
    if not terminal:
        yield _Lines(stream, words, jobs)
        return
    bar = _Bar(stream, words, jobs)
    try:
        yield bar
    finally:
        bar.close()


class _Lines:
    def __init__(self, stream: TextIO, words: Words, jobs: int) -> None:
        self.stream = stream
        self.words = words
        self.jobs = jobs
        self.last = time.monotonic()
        self.rest = _Rest()

    def __call__(self, step: Step) -> None:
        if step.stage is Stage.SHOWN:
            self.rest = _Rest()
            self.stream.write(f"{stand(step, self.words, self.jobs)}\n")
            self.stream.flush()
            return
        often = step.stage is not Stage.SHEETS
        if often and time.monotonic() - self.last < SECONDS_BETWEEN_LINES:
            return
        self.last = time.monotonic()
        values = {"what": self.words.gettext(NAMES[step.stage]), "done": step.done}
        text = "{what} {done} of {total}: {name}" if step.total else "{what}"
        said = self.words.say(text, **values, total=step.total, name=step.name)
        self.stream.write(f"{said}{self.rest(step, self.words)}\n")
        self.stream.flush()


class _Bar:
    """A bar that starts at the first step that counts: the press makes its processes before,
    and rich a thread, which has to be in that order."""

    def __init__(self, stream: TextIO, words: Words, jobs: int) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

        self.words = words
        self.jobs = jobs
        self.rest = _Rest()
        self.progress = Progress(
            TextColumn("{task.description:<10}"),
            BarColumn(bar_width=28),
            MofNCompleteColumn(),
            TextColumn("{task.fields[name]}{task.fields[rest]}", style="dim", markup=False),
            console=Console(file=stream),
            transient=True,
        )
        self.task = self.progress.add_task("", name="", rest="", total=None)
        self.started = False

    def __call__(self, step: Step) -> None:
        if step.stage is Stage.SHOWN:
            self.rest = _Rest()
            self.progress.console.print(stand(step, self.words, self.jobs), markup=False)
            return
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
            rest=self.rest(step, self.words),
        )

    def close(self) -> None:
        if self.started:
            self.progress.stop()
