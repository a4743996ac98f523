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
BEFORE = (Stage.SHOWN, Stage.PLAN)
# A plan is told, and what is left of it, when it takes so many seconds; and of more sheets than
# these, a log has no line of each.
LONG, MANY = 20, 500


def about(seconds: float, words: Words) -> str:
    """ "about 3 minutes"."""
    minutes = max(1, round(seconds / 60))
    if minutes >= 120:
        hours = round(minutes / 60)
        return words.ngettext("about {n} hour", "about {n} hours", hours).format(n=hours)
    return words.ngettext("about {n} minute", "about {n} minutes", minutes).format(n=minutes)


def stand(step: Step, words: Words) -> str:
    """That the pages of a first site stand, and when the sheets may be there."""
    what = "The pages stand: {page}. The posters and maps follow ({count}), {told}."
    told = about(step.seconds, words)
    return words.say(what, page=step.name, count=step.total, told=told)


def plan(step: Step, words: Words) -> str:
    """What a run begins with: how many sheets there are, and how long the others take."""
    what = "{total} PDFs: {ready} from before, {rest} to make, {places} at a time: {told}."
    rest, told = step.total - step.done, about(step.seconds, words)
    values = {"total": step.total, "ready": step.done, "rest": rest, "places": step.places}
    return words.say(what, **values, told=told)


class _Rest:
    """How long the sheets may still take, from how long those before took; and what is told before
    the first of them."""

    def __init__(self) -> None:
        self.began = time.monotonic()
        self.told = False

    def before(self, step: Step, words: Words) -> str:
        """What is told of sheets that are to be made now; empty when there is nothing to say."""
        self.began = time.monotonic()
        first = step.stage is Stage.SHOWN
        if not first and (step.seconds < LONG or self.told):
            self.told = False
            return ""
        self.told = first
        return stand(step, words) if first else plan(step, words)

    def __call__(self, step: Step, words: Words) -> str:
        """In words; empty when there is nothing to say."""
        spent = time.monotonic() - self.began
        left = spent / step.done * (step.total - step.done) if step.done else 0
        if step.stage is not Stage.SHEETS or left < LONG:
            return ""
        return f" ({about(left, words)})"


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
        self.rest = _Rest()

    def __call__(self, step: Step) -> None:
        if step.stage in BEFORE:
            if said := self.rest.before(step, self.words):
                self.stream.write(f"{said}\n")
                self.stream.flush()
            return
        often = step.stage is not Stage.SHEETS or step.total > MANY
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

    def __init__(self, stream: TextIO, words: Words) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

        self.words = words
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
        if step.stage in BEFORE:
            if said := self.rest.before(step, self.words):
                self.progress.console.print(said, markup=False)
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
