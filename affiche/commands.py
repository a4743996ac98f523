"""A command that a message advises in; what this person has to type for it, out.

The program is called as `make watch`, `.venv/bin/python build.py`, `py build.py` or `affiche`. Only
whoever started it knows how, so a message holds the command (`Command`), and the words that it is
told in know the start (`Start`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

# What the Makefile has a word for; `ARGS` takes the rest.
_MADE = {"build": "site", "watch": "watch", "check": "check"}
_PLAIN = re.compile(r"[\w./:=-]+")


@dataclass(frozen=True)
class Command:
    """A command with its words, as in Command("new", "persona", "Peter de Vries")."""

    words: tuple[str, ...]

    def __init__(self, *words: str) -> None:
        object.__setattr__(self, "words", words)


@dataclass(frozen=True)
class Start:
    """How the program is called here; with `make` where the Makefile has a word for it."""

    program: str = "build.py"
    make: bool = False

    def told(self, command: Command) -> str:
        """What to type."""
        if self.make and (made := _with_make(command.words)):
            return made
        return " ".join([self.program, *map(_quoted, command.words)])

    def below(self) -> Start:
        """The same for whoever goes into a folder that lies here: `../.venv/bin/python
        ../build.py`. A Makefile is not there."""
        return Start(" ".join(map(_from_below, self.program.split(" "))))


def _from_below(word: str) -> str:
    """A word of a call: a path from here as it is one folder further in."""
    path = Path(word)
    near = (len(path.parts) > 1 or path.suffix == ".py") and not path.is_absolute()
    return (Path("..") / path).as_posix() if near else word


def of_folder(folder: Path) -> Start:
    """How the program is called by whoever works in a folder: by a build.py of its own where there
    is one, and with make where that lies beside it. A site says it so, the same to everybody."""
    own = (folder / "build.py").is_file()
    program = ".venv/bin/python build.py" if own else "affiche"
    return Start(program, own and (folder / "Makefile").is_file())


def _with_make(words: tuple[str, ...]) -> str | None:
    first, *rest = words if words and not words[0].startswith("-") else ("build", *words)
    if first == "new" and len(rest) == 2:
        return f"make new KIND={rest[0]} NAME={_quoted(rest[1], always=True)}"
    if first not in _MADE:
        return None
    arguments = " ".join(map(_quoted, rest))
    return f"make {_MADE[first]}" + (f' ARGS="{arguments}"' if arguments else "")


def _quoted(word: str, always: bool = False) -> str:
    return word if _PLAIN.fullmatch(word) and not always else '"' + word.replace('"', "'") + '"'
