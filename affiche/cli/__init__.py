"""The command line: arguments in, an exit code out. Only here and in `screen` anything is said.

0 fine · 1 our fault, with what to report · 2 the content or the call is wrong, nothing published ·
130 stopped by the user. What is slow to import is imported by the command that needs it.
"""

from __future__ import annotations

import gc
import re
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from affiche import __version__
from affiche.cli import (
    beginning,
    call,
    changing,
    comparing,
    help,
    making,
    start,
    takenback,
    telling,
)
from affiche.cli.call import Call
from affiche.cli.codes import FINE, OUR_FAULT, STOPPED, WRONG
from affiche.cli.screen import Screen, deaf
from affiche.errors import AfficheError, ContentError, Kind
from affiche.words import code_of

DEFAULT_LANGUAGE = "nl"
# When Python looks for circles of objects. A build makes many objects and hardly a circle: at the
# usual 700 it spends a fifteenth of its time on looking, for 14 MB less.
SELDOM = (100_000, 20, 50)
LARGEST = 1_000_000  # characters, as of every text that is read
CODE = re.compile(r"[A-Za-z]{2,3}([-_]\w+)?")
LANGUAGE = re.compile(
    r"""^language[ \t\u00a0]*[:：][ \t\u00a0]*["'“„]?([A-Za-z][\w-]*)""", re.MULTILINE
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what `arguments` (default: those of the process) ask, and return the exit code."""
    arguments = sys.argv[1:] if arguments is None else arguments
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # a service or a task has none, and nobody listens
            deaf(name)
    gc.set_threshold(*SELDOM)
    begun = start.of_process()
    screen = Screen.of(language(arguments), begun, folders(arguments))
    signal.signal(signal.SIGTERM, _stop)
    command = ""
    try:
        asked = call.parse(arguments, begun.program)
        command = _shown(asked)
        with takenback.gone(asked, command, screen):
            return COMMANDS[command](asked, screen)
    except ContentError as wrong:
        screen.problems(p for p in wrong.problems if p.kind is not Kind.ADVICE)
        screen.nothing_done(wrong.problems, command in PUBLISHING)
        return WRONG
    except KeyboardInterrupt:
        screen.note(screen.words.say("Stopped."))
        return STOPPED
    except BrokenPipeError:  # whoever read our output has seen enough
        deaf("stdout")
        return STOPPED
    except AfficheError as fault:
        screen.fault(fault)
        return OUR_FAULT
    except Exception as error:
        return WRONG if screen.crash(arguments, error) else OUR_FAULT


def language(arguments: Sequence[str]) -> str:
    """The site's language, found without reading it properly: it may be wrong in every way."""
    path = (_given(arguments, "--content") or Path("content")) / "site.yaml"
    try:
        if not path.is_file():  # a pipe would have us wait, a device has no end
            return DEFAULT_LANGUAGE
        with path.open(encoding="utf-8", errors="replace") as file:
            found = LANGUAGE.search(file.read(LARGEST))
    except (OSError, ValueError):  # a name that no file can have
        return DEFAULT_LANGUAGE
    said = code_of(found[1]) if found else DEFAULT_LANGUAGE
    return said if CODE.fullmatch(said) else DEFAULT_LANGUAGE


def folders(arguments: Sequence[str]) -> list[Path]:
    """The folders of which messages know the name only, as they were given."""
    content = _given(arguments, "--content") or Path("content")
    themes = _given(arguments, "--themes")
    return [content, *([themes] if themes else [])]


def _given(arguments: Sequence[str], option: str) -> Path | None:
    for before, word in zip(("", *arguments), arguments, strict=False):
        if before == option or word.startswith(f"{option}="):
            return Path(word.removeprefix(f"{option}="))
    return None


def show_help(asked: Call, screen: Screen) -> int:
    """Tell what can be asked for."""
    screen.say(help.text(screen.words, asked.prog).rstrip("\n"))
    return FINE


def show_version(asked: Call, screen: Screen) -> int:
    """Tell which version this is."""
    screen.say(f"affiche {__version__}")
    return FINE


COMMANDS = {
    "build": making.build,
    "check": making.check,
    "watch": making.watch,
    "edit": making.edit,
    "new": beginning.new,
    "diff": comparing.diff,
    "erase": changing.erase,
    "fix": changing.fix,
    "rename": changing.rename,
    "archive": changing.archive,
    "split": changing.split,
    "merge": changing.merge,
    "schema": telling.schema,
    "segment": telling.segment,
    "import": beginning.bring_in,
    "publish": making.publish,
    "manual": making.manual,
    "help": show_help,
    "version": show_version,
}


PUBLISHING = ("build", "watch", "edit", "publish")


def _shown(asked: Call) -> str:
    """The command, or what is asked about it."""
    return next((name for name in ("help", "version") if asked.options.get(name)), asked.command)


def _stop(signal_number: int, frame: object) -> None:
    raise KeyboardInterrupt
