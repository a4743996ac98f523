"""The command line: arguments in, an exit code out. The only place that prints.

0 fine · 1 our fault, with what to report · 2 the content or the call is wrong, nothing published ·
130 stopped by the user. What is slow to import is imported by the command that needs it.
"""

from __future__ import annotations

import os
import re
import signal
import sys
import tempfile
import traceback
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from affiche import __version__, call, report
from affiche.call import Call
from affiche.errors import AfficheError, ContentError, Kind, Problem
from affiche.words import Words, words

if TYPE_CHECKING:
    from affiche.pipeline import Options, Outcome
    from affiche.watch import Built

FINE, OUR_FAULT, WRONG, STOPPED = 0, 1, 2, 130
DEFAULT_LANGUAGE = "nl"
LANGUAGE = re.compile(r"""^language\s*:\s*["']?([A-Za-z]{2,3}(?:[-_]\w+)?)""", re.MULTILINE)
COLORS = {Kind.ERROR: "1;31", Kind.WARNING: "33", Kind.ADVICE: "36"}
SHIPPED_THEMES = Path(__file__).resolve().parent.parent / "themes"


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what `arguments` (default: those of the process) ask, and return the exit code."""
    arguments = sys.argv[1:] if arguments is None else arguments
    prog = "build.py" if Path(sys.argv[0]).name == "build.py" else "affiche"
    screen = Screen.of(language(arguments))
    signal.signal(signal.SIGTERM, _stop)
    try:
        asked = call.parse(arguments, prog)
        return COMMANDS[_shown(asked)](asked, screen)
    except ContentError as wrong:
        screen.problems(p for p in wrong.problems if p.kind is not Kind.ADVICE)
        screen.note(_nothing_published(wrong.problems, screen.words))
        return WRONG
    except KeyboardInterrupt:
        screen.note(screen.words.say("Stopped."))
        return STOPPED
    except BrokenPipeError:  # whoever read our output has seen enough
        sys.stdout = open(os.devnull, "w")  # noqa: PTH123, SIM115 - Python flushes it at exit
        return STOPPED
    except AfficheError as fault:
        screen.fault(fault)
        return OUR_FAULT
    except Exception as error:
        screen.crash(arguments, error)
        return OUR_FAULT


def language(arguments: Sequence[str]) -> str:
    """The site's language, found without reading it properly: it may be wrong in every way."""
    folder = Path("content")
    for before, word in zip(("", *arguments), arguments, strict=False):
        if before == "--content":
            folder = Path(word)
        elif word.startswith("--content="):
            folder = Path(word.partition("=")[2])
    try:
        found = LANGUAGE.search((folder / "site.yaml").read_text("utf-8", errors="replace"))
    except OSError:
        return DEFAULT_LANGUAGE
    return found[1] if found else DEFAULT_LANGUAGE


def options(asked: Call) -> Options:
    """What to build, from what was asked and what is usual."""
    from affiche.pipeline import Options

    given = asked.options
    own = Path("themes")
    return Options(
        content=Path(given.get("content", "content")),
        themes=Path(given.get("themes", own if own.is_dir() else SHIPPED_THEMES)),
        out=Path(given.get("out", "site")),
        today=_today(),
        theme=given.get("theme"),
        pdf=not given.get("no_pdf", False),
        only=given.get("only", ()),
        jobs=given.get("jobs", os.cpu_count() or 1),
        strict=given.get("strict", False),
        clean=given.get("clean", False),
    )


# Commands ----------------------------------------------------------------------------------


def build(asked: Call, screen: Screen) -> int:
    """Make the site."""
    from affiche import pipeline, progress

    with progress.showing(sys.stderr, screen.words, screen.terminal) as tell:
        outcome = pipeline.build(options(asked), tell)
    screen.problems(p for p in outcome.problems if p.kind is not Kind.ADVICE)
    screen.say(summary(outcome, screen.words, asked.prog))
    return FINE


def check(asked: Call, screen: Screen) -> int:
    """Name everything that is wrong or could be better."""
    from affiche import pipeline, progress

    form = asked.options.get("format", "text")
    with progress.showing(sys.stderr, screen.words, screen.terminal) as tell:
        found = pipeline.check(options(asked), tell)
    if form == "text":
        screen.problems(found)
        screen.say(report.counts(found, screen.words) or screen.words.say("Nothing to remark."))
    else:
        screen.say(report.FORMATS[form](found, screen.words).rstrip("\n"))
    return WRONG if any(problem.kind is Kind.ERROR for problem in found) else FINE


def watch(asked: Call, screen: Screen) -> int:
    """Build, serve, and build again at every save, until stopped."""
    from affiche import watch

    tell = _Telling(screen, asked)
    port, opened = asked.options.get("port"), bool(asked.options.get("open"))
    watch.watch(options(asked), screen.words, tell, port=port, open_browser=opened)
    return STOPPED


def new(asked: Call, screen: Screen) -> int:
    """Make a starter file."""
    from affiche import starters

    chosen = options(asked)
    kind, *name = asked.words
    made = starters.make(
        kind,
        " ".join(name),
        chosen.content,
        Path(asked.options.get("themes", "themes")),
        screen.words,
        asked.options.get("id"),
    )
    if made.invented:
        what = "The name has no letters a to z, so the file is called {id}; rename it as you like."
        screen.say(screen.words.say(what, id=made.id))
    screen.say(screen.words.say("Made: {path}", path=made.path))
    screen.say(screen.words.say(made.advice, id=made.id, prog=asked.prog))
    return FINE


def show_help(asked: Call, screen: Screen) -> int:
    """Tell what can be asked for."""
    screen.say(call.help_text(screen.words, asked.prog).rstrip("\n"))
    return FINE


def show_version(asked: Call, screen: Screen) -> int:
    """Tell which version this is."""
    screen.say(f"affiche {__version__}")
    return FINE


COMMANDS = {
    "build": build,
    "check": check,
    "watch": watch,
    "new": new,
    "help": show_help,
    "version": show_version,
}


def _shown(asked: Call) -> str:
    """The command, or what is asked about it."""
    return next((name for name in ("help", "version") if asked.options.get(name)), asked.command)


def summary(outcome: Outcome, words: Words, prog: str = "build.py") -> str:
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
        text = "{counts}: see {page} or {prog} check."
        lines.append(
            words.say(
                text,
                counts=report.counts(outcome.problems, words),
                page=outcome.out / "quality" / "index.html",
                prog=prog,
            )
        )
    lines.append(words.say("Look at it: {page}", page=outcome.out / "index.html"))
    return "\n".join(lines)


class _Telling:
    """Says on the screen what the watcher does."""

    def __init__(self, screen: Screen, asked: Call) -> None:
        self.screen = screen
        self.asked = asked
        self.known: set[str] = set()

    def __call__(self, event: object) -> None:
        from affiche.watch import Built, Failed, Serving

        if isinstance(event, Serving):
            self.screen.say(self.screen.words.say("See {url} (stop with Ctrl-C)", url=event.url))
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
            self.screen.note(_nothing_published(error.problems, self.screen.words))
        elif isinstance(error, AfficheError):
            self.screen.fault(error)
        else:
            self.screen.crash(self.asked, error)


def _nothing_published(problems: Iterable[Problem], words: Words) -> str:
    """How many mistakes, and that the site is as it was; nothing about a mistaken call."""
    content = [problem for problem in problems if problem.kind is not Kind.ADVICE]
    if all(problem.rule == "call" for problem in content):
        return ""
    text = "{counts}. Nothing was published; what stood there is as it was."
    return words.say(text, counts=report.counts(content, words))


def _today() -> date:
    """Today, or the day of SOURCE_DATE_EPOCH (reproducible-builds.org), in UTC then."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isdecimal():
        from datetime import UTC

        return datetime.fromtimestamp(int(epoch), UTC).date()
    return date.today()


def _stop(signal_number: int, frame: object) -> None:
    raise KeyboardInterrupt


@dataclass(frozen=True)
class Screen:
    """Where the user reads: messages on stderr, results on stdout, in their language."""

    words: Words
    terminal: bool
    color: bool

    @classmethod
    def of(cls, language: str) -> Screen:
        for stream in (sys.stdout, sys.stderr):
            if hasattr(stream, "reconfigure"):  # an old Windows code page has no "→"
                stream.reconfigure(errors="replace")
        terminal = sys.stderr.isatty() and os.environ.get("TERM") != "dumb"
        return cls(words(language), terminal, terminal and not os.environ.get("NO_COLOR"))

    def say(self, text: str) -> None:
        """A result."""
        self._print(text, sys.stdout)

    def note(self, text: str) -> None:
        """Something beside the result."""
        if text:
            self._print(text, sys.stderr)

    def problems(self, problems: Iterable[Problem]) -> None:
        for problem in problems:
            text = report.line(problem, self.words)
            kind = problem.kind.value
            if self.color:
                painted = f"\033[{COLORS[problem.kind]}m{kind}\033[0m"
                text = text.replace(f"{kind}: ", f"{painted}: ", 1)
            self._print(text, sys.stderr)

    def fault(self, fault: AfficheError) -> None:
        """Something that the content cannot mend."""
        for text in report.fault_lines(fault, self.words):
            self._print(f"error: {text}", sys.stderr)

    def crash(self, asked: object, error: Exception) -> None:
        """A mistake of ours: a sentence for the user, the rest in a file to send along."""
        what = "This is a mistake in affiche, not in what you wrote. Please report it, with {path}."
        path = _crash_file(asked, error)
        self._print("error: " + self.words.say(what, path=path), sys.stderr)
        self._print(f"  {type(error).__name__}: {error}", sys.stderr)

    @staticmethod
    def _print(text: str, stream: TextIO) -> None:
        print(text, file=stream, flush=True)


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
