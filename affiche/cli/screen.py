"""What a command has to tell in, text on the terminal out, in the site's language.

Results go to stdout, messages to stderr; colour only where somebody sees it.
"""

from __future__ import annotations

import errno
import os
import re
import sys
import tempfile
import traceback
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from affiche import __version__, report
from affiche.cli.call import Call
from affiche.commands import Command, Start
from affiche.errors import AfficheError, ContentError, Kind, Problem, of_system
from affiche.words import Words, words

if TYPE_CHECKING:
    from affiche.building.outcome import Outcome
    from affiche.watching.watch import Built

# How Python up to 3.12 says that a link leads to itself.
_LOOP = re.compile(r"Symlink loop from '(.+)'")
COLORS = {Kind.ERROR: "1;31", Kind.WARNING: "33", Kind.ADVICE: "36"}


@dataclass(frozen=True)
class Screen:
    """Where the user reads: messages on stderr, results on stdout, in their language."""

    words: Words
    terminal: bool
    color: bool
    folders: tuple[Path, ...] = ()  # what messages name by their own name only

    @classmethod
    def of(cls, language: str, start: Start, folders: Iterable[Path] = ()) -> Screen:
        for stream in (sys.stdout, sys.stderr):
            if hasattr(stream, "reconfigure"):  # an old Windows code page has no "→"
                stream.reconfigure(errors="replace")
        terminal = sys.stderr.isatty() and os.environ.get("TERM") != "dumb"
        color = terminal and not os.environ.get("NO_COLOR")
        return cls(words(language).told_to(start), terminal, color, tuple(folders))

    def here(self, problem: Problem) -> Problem:
        """The problem with a path that can be opened from where the user stands."""
        label, _, rest = problem.place.path.partition("/")
        real = {folder: Path(os.path.realpath(folder)) for folder in self.folders}
        folder = next((one for one in self.folders if real[one].name == label), None)
        if folder is None:
            return problem
        try:
            path = Path(os.path.relpath(folder / rest)).as_posix()
        except ValueError:  # another disk of Windows
            path = (real[folder] / rest).as_posix()
        return replace(problem, place=replace(problem.place, path=path))

    def say(self, text: str) -> None:
        """A result."""
        self._print(text, sys.stdout)

    def note(self, text: str) -> None:
        """Something beside the result."""
        if text:
            self._print(text, sys.stderr)

    def problems(self, problems: Iterable[Problem]) -> None:
        """One line a problem; what has to be mended last, where the eye is in a terminal."""
        kinds = [*reversed(Kind)]
        for problem in sorted(map(self.here, problems), key=lambda one: kinds.index(one.kind)):
            text = report.line(problem, self.words)
            kind = problem.kind.value
            if self.color:
                painted = f"\033[{COLORS[problem.kind]}m{kind}\033[0m"
                text = text.replace(f"{kind}: ", f"{painted}: ", 1)
            self._print(text, sys.stderr)

    def nothing_done(self, problems: Iterable[Problem], publishes: bool = True) -> None:
        """How many mistakes, and that all is as it was; nothing about a mistaken call."""
        content = [problem for problem in problems if problem.kind is not Kind.ADVICE]
        if any(problem.rule != "call" for problem in content):
            text = "{counts}. Nothing was changed."
            if publishes:
                text = "{counts}. Nothing was published; what stood there is as it was."
            self.note(self.words.say(text, counts=report.counts(content, self.words)))

    def fault(self, fault: AfficheError) -> None:
        """Something that the content cannot mend."""
        self._print(f"error: {report.fault(fault, self.words)}", sys.stderr)

    def crash(self, asked: object, error: Exception) -> bool:
        """A mistake of ours: a sentence for the user, the rest in a file to send along. True when
        it is none: a file or a disk refuses, which whoever called can mend."""
        if loop := _LOOP.match(str(error)) if isinstance(error, RuntimeError) else None:
            error = OSError(errno.ELOOP, "", loop[1])
        refusal = of_system(error) if isinstance(error, OSError) else None
        if refusal:
            self.problems([refusal])
            return True
        what = "This is a mistake in affiche, not in what you wrote. Please report it, with {path}."
        path = _crash_file(asked, error)
        self._print("error: " + self.words.say(what, path=path), sys.stderr)
        self._print(f"  {type(error).__name__}: {error}", sys.stderr)
        return False

    @staticmethod
    def _print(text: str, stream: TextIO) -> None:
        try:
            stream.write(f"{text}\n")
            stream.flush()
        except BrokenPipeError:
            raise
        except OSError as error:  # the disk is full that our output goes to
            if stream is not sys.stdout:
                return  # nobody can be told
            error.filename = stream.name
            deaf("stdout")
            raise


def deaf(name: str) -> None:
    """Say nothing on `stdout` or `stderr` any more: Python flushes them at the end."""
    setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: PTH123, SIM115


def _crash_file(asked: object, error: Exception) -> Path:
    text = f"affiche {__version__}, Python {sys.version}\n{asked}\n\n"
    text += "".join(traceback.format_exception(error))
    name = f"error-{datetime.now():%Y%m%d-%H%M%S}.log"
    for folder in (Path(".affiche"), Path(tempfile.gettempdir())):
        try:
            folder.mkdir(exist_ok=True)
            (folder / name).write_text(text, "utf-8")
        except OSError:
            continue
        return folder / name
    return Path(name)


DEAF = (
    "The system tells of no changes in these folders (too many are followed already): they are "
    "looked at every now and then, and a save shows a little later"
)


class Telling:
    """Says on the screen what the watcher does."""

    def __init__(self, screen: Screen, asked: Call, page: str = "") -> None:
        self.screen = screen
        self.page = page
        self.asked = asked
        self.known: set[str] = set()

    def __call__(self, event: object) -> None:
        from affiche.watching.watch import Built, Deaf, Failed, Serving

        if isinstance(event, Serving):
            url = f"{event.url}{self.page}"
            self.screen.say(self.screen.words.say("See {url} (stop with Ctrl-C)", url=url))
        elif isinstance(event, Deaf):
            self.screen.say(self.screen.words.say(DEAF))
        elif isinstance(event, Built):
            self._built(event)
        elif isinstance(event, Failed):
            self._failed(event.error)

    def _built(self, event: Built) -> None:
        warnings = [p for p in event.outcome.problems if p.kind is not Kind.ADVICE]
        lines = {report.line(problem, self.screen.words): problem for problem in warnings}
        self.screen.problems(problem for line, problem in lines.items() if line not in self.known)
        self.known = set(lines)
        words, outcome = self.screen.words, event.outcome
        text = "{time}  {pages}, {new} new or changed"
        if event.waiting:
            text = "{time}  {pages}, {new} new or changed; {waiting} PDF to make"
        pages = words.ngettext("{n} page", "{n} pages", outcome.pages).format(n=outcome.pages)
        now = f"{datetime.now():%H:%M:%S}"
        self.screen.say(
            words.say(text, time=now, pages=pages, new=outcome.new, waiting=event.waiting)
        )

    def _failed(self, error: Exception) -> None:
        if isinstance(error, ContentError):
            self.screen.problems(p for p in error.problems if p.kind is not Kind.ADVICE)
            self.screen.nothing_done(error.problems)
        elif isinstance(error, AfficheError):
            self.screen.fault(error)
        else:
            self.screen.crash(self.asked, error)


def summary(outcome: Outcome, words: Words) -> str:
    """What was made: how much, how much of it new, how long it took, and where to look."""
    pages = words.ngettext("{n} page", "{n} pages", outcome.pages).format(n=outcome.pages)
    sheets = words.ngettext("{n} sheet (PDF)", "{n} sheets (PDF)", outcome.sheets)
    lines = [
        words.say(
            "Done in {seconds} s: {pages} and {sheets}, {new} of them new or changed.",
            seconds=words.number(outcome.seconds, 1),
            pages=pages,
            sheets=sheets.format(n=outcome.sheets),
            new=outcome.new,
        )
    ]
    if outcome.problems:
        counts = report.counts(outcome.problems, words)
        page = outcome.out / "quality" / "index.html"
        # The site for agencies has no such page.
        text = "{counts}: see {command}."
        text = "{counts}: see {page} or {command}." if page.is_file() else text
        lines.append(words.say(text, counts=counts, page=page, command=Command("check")))
    lines.append(words.say("Look at it: {page}", page=outcome.out / "index.html"))
    return "\n".join(lines)


def without_paper(outcome: Outcome, words: Words) -> Iterator[str]:
    """What a site that was built without sheets does not have, line by line."""
    gone = sum(path.endswith(".pdf") for path in outcome.published.removed)
    if gone:
        text = "{n} PDF was taken off the site: --no-pdf makes none. Build without it to have it again."  # noqa: E501
        many = "{n} PDFs were taken off the site: --no-pdf makes none. Build without it to have them again."  # noqa: E501
        yield words.ngettext(text, many, gone).format(n=gone)
    held = (*outcome.published.new, *outcome.published.unchanged)
    zips = sum(
        path.endswith("-briefing.zip") and path.replace(".zip", ".pdf") not in held for path in held
    )
    if zips:
        text = "{n} zip for agencies holds no posters and no briefing on paper (--no-pdf)."
        many = "{n} zips for agencies hold no posters and no briefing on paper (--no-pdf)."
        yield words.ngettext(text, many, zips).format(n=zips)
