"""The words of the command line in, a `Call` out, or every mistake in them.

One table says what there is; reading, guessing and the help (`help`) all come from it. The standard
library's reader speaks English only and guesses nothing, and our users are not programmers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from typing import Any

from affiche import commands
from affiche.errors import ContentError, Kind, Place, Problem


@dataclass(frozen=True)
class Option:
    """One option. Without a `value` it is a switch; `many` takes all words up to the next one,
    `day` a day. A `number` may also be the `address` of a scheduler."""

    name: str
    help: str
    value: str = ""
    many: bool = False
    number: tuple[int, int] | None = None
    choices: tuple[str, ...] = ()
    day: bool = False
    address: bool = False

    @property
    def key(self) -> str:
        """Its name in a Call: "--no-pdf" is "no_pdf"."""
        return self.name.removeprefix("--").replace("-", "_")


@dataclass(frozen=True)
class Command:
    """One command: the names of its options, and of the words that it takes without one."""

    help: str
    options: tuple[str, ...]
    words: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    more: bool = False
    """Words may be left out or be more: they are names of one kind."""
    own: tuple[Option, ...] = ()
    """Options that only this command has, or that mean something else in it."""


@dataclass(frozen=True)
class Call:
    """What is asked for: a command, its words, and its options by key (absent: not given)."""

    command: str
    words: tuple[str, ...] = ()
    options: Mapping[str, Any] = field(default_factory=dict)
    prog: str = "build.py"


OPTIONS = {
    option.name: option
    for option in (
        Option("--content", "the folder with what you write (content)", "DIR"),
        Option("--themes", "the folder with house styles (themes)", "DIR"),
        Option("--out", "where the site goes (site)", "DIR"),
        Option("--theme", "the house style, instead of the one in site.yaml", "NAME"),
        Option("--no-pdf", "no posters and maps on paper, only pages"),
        Option("--pdf", "lay out the posters and maps as well, which takes minutes"),
        Option("--sheets", "the same as --pdf"),
        Option("--only", "print only the sheets of these personas, journeys or briefings; "
               "with the word briefings: make the site for agencies, and nothing else; "
               "with roadmap: the one for customers",
               "ID", many=True),
        Option("--date", "the day to build for, instead of today (consents, deadlines)", "DAY",
               day=True),
        Option("--workers", "how many sheets are made at the same time; for build also the address "
               "of a cluster (tcp://server:8786)", "N", number=(1, 64), address=True),
        Option("--jobs", "the same as --workers N", "N", number=(1, 64)),
        Option("--tiles", "large maps and posters in parts as well: on a4 or a3, to paste together",
               "SIZE", choices=("a4", "a3")),
        Option("--tiles-since", "of those parts, only what is not as it was in a tag", "TAG"),
        Option("--explain", "tell why a page or a sheet of the site was made, or was not", "PATH"),
        Option("--strict", "a warning counts as an error; advice does not"),
        Option("--clean", "begin anew: forget finished sheets and whatever is in the site"),
        Option("--port", "where the site is served (8000, or the next that is free)", "N",
               number=(1, 65535)),
        Option("--open", "open the site in the browser"),
        Option("--commit", "what is saved in a form becomes a commit, with a sentence about it"),
        Option("--format", "how mistakes are shown: text, json, github or gitlab; "
               "how differences are: text, markdown or json", "FORMAT"),
        Option("--since", "with what it is compared: a version, a tag, a commit or a day", "V"),
        Option("--against", "the branch that this one is compared with", "REF"),
        Option("--sheet", "make the change sheet, to hang beside the poster"),
        Option("--yes", "really do what is shown"),
        Option("--id", "the file's name, instead of one made from NAME", "ID"),
        Option("--help", "this text"),
        Option("--version", "which version this is"),
    )
}  # fmt: skip
# A scheduler of dask.distributed: a name or a number, and a port.
ADDRESS = re.compile(r"tcp://(\[[0-9A-Fa-f:.]+\]|[^\s/:@?#\[\]]+):\d{1,5}")
# What to say when the value is not there.
NEEDS = {
    "DIR": "{name} needs the name of a folder",
    "NAME": "{name} needs a name",
    "ID": "{name} needs the name of a file, without its ending",
    "N": "{name} needs a number",
    "FORMAT": "{name} needs text, json, github, gitlab or markdown",
    "V": "{name} needs a version, a tag, a commit or a day",
    "REF": "{name} needs the name of a branch",
    "SIZE": "{name} needs a size of paper: a4 or a3",
    "TAG": "{name} needs a tag, a commit or a day",
    "DAY": "{name} needs a day, like 2026-11-22",
    "COLUMN": "{name} needs the name of a column",
    "FILE": "{name} needs the name of a file",
    "PATH": "{name} needs a path of the site, like personas/peter/index.html",
    "COLORS": '{name} needs colours, like "#0088BE,#F3B43F"',
}
PLACES = ("--content", "--themes", "--out", "--theme")
MAKING = (*PLACES, "--no-pdf", "--only", "--date", "--workers", "--jobs", "--strict", "--clean")
CHECKING = ("--content", "--themes", "--theme", "--pdf", "--sheets", "--no-pdf", "--date",
            "--workers", "--jobs", "--strict", "--format", "--against")  # fmt: skip
DIFFERING = ("--since", "--against", "--format", "--sheet")
GENERAL = ("--help", "--version")

COMMANDS = {
    "build": Command("make the site and the sheets (this is also what happens without a command)",
                     (*MAKING, "--tiles", "--tiles-since", "--explain")),
    "watch": Command("build, show the site in the browser, and build again at every save",
                     (*MAKING, "--port", "--open", "--commit")),
    "edit": Command("the same, with forms in the browser to edit what you write",
                    (*MAKING, "--port", "--open", "--commit")),
    "check": Command("name every error, warning and advice, and write nothing",
                     CHECKING, formats=("text", "json", "github", "gitlab")),
    "diff": Command("tell what changed in a persona, journey, briefing or register, word by word",
                    ("--content", "--themes", "--theme", "--no-pdf", "--date", *DIFFERING),
                    ("WHAT",),
                    formats=("text", "markdown", "json"), more=True, own=(
                        Option("--out", "where pictures of before and after go (diff), and change "
                               "sheets (here)", "DIR"),
                    )),
    "new": Command("make a filled-in starter file: persona, journey, briefing, feedback, "
                   "decision, event, theme or site; or what stands around it: agents, git, vscode",
                   ("--content", "--themes", "--id"), ("KIND", "NAME"), own=(
                       Option("--logo", "for a theme: the logo, an SVG or a picture", "FILE"),
                       Option("--colors", "for a theme: the colours of the house, the first two "
                              "count most (else those of the logo)", "COLORS"),
                       Option("--brand", "for a theme: the company's _brand.yml", "FILE"),
                   )),
    "erase": Command("list what is held of somebody (a persona, a photo, a name), and with --yes "
                     "remove it",
                     ("--content", "--out", "--yes"), ("WHO",)),
    "fix": Command("mend what has one answer only; shown first, done with --yes",
                   ("--content", "--date", "--yes")),
    "rename": Command("give a persona, journey, briefing, touchpoint… another id, everywhere; "
                      "shown first, done with --yes",
                      ("--content", "--date", "--yes"), ("OLD", "NEW")),
    "archive": Command("keep a persona or journey that no longer counts; with --yes",
                       ("--content", "--date", "--yes"), ("ID",)),
    "split": Command("make several files of one in which several personas or journeys stand; "
                     "with --yes",
                     ("--content", "--date", "--yes"), ("FILE",)),
    "merge": Command("put the second persona or journey into the first; shown first, done "
                     "with --yes",
                     ("--content", "--date", "--yes"), ("ID", "ID")),
    "schema": Command("write JSON Schemas, with which an editor completes and checks what you type",
                      ("--content",), own=(
                          Option("--out", "the folder for the schemas (schemas)", "DIR"),
                      )),
    "segment": Command(
        "tell who the A-customers are, out of a file of orders or customers (CSV, Excel)",
        ("--content",), ("FILE",),
        own=(
            Option("--revenue", "the column with the revenue of each row", "COLUMN"),
            Option("--customer", "the column that says whose row it is", "COLUMN"),
            Option("--date", "the column with the day of the order", "COLUMN"),
            Option("--share", "how many percent of the customers are A-customers (20)", "N",
                   number=(1, 90)),
            Option("--svg", "write the line of Pareto as a picture", "FILE"),
            Option("--write", "make a concept persona out of it", "ID"),
        ),
    ),
    "manual": Command(
        "make the manual as a site of its own, in Dutch and English",
        ("--themes", "--theme"),
        own=(
            Option("--out", "where the manual goes (manual)", "DIR"),
            Option("--pictures", "a folder with pictures by the names that the manuals give them",
                   "DIR"),
        ),
    ),
    "import": Command(
        "make files of content out of what you have: Markdown, Word, CSV, Excel, JSON, Mermaid, "
        "boards of Miro",
        ("--content", "--format"), ("FILE",), formats=("text", "json"), more=True,
        own=(Option("--dry-run", "only tell what would go where, and write nothing"),),
    ),
    "publish": Command(
        "send what changed of the site that was built to a folder or a server (sftp://, smb://, "
        "webdavs://, s3://)",
        ("--content",), ("TARGET",),
        own=(
            Option("--out", "the folder with the site that was built (site)", "DIR"),
            Option("--dry-run", "only tell what would be sent and what would go"),
        ),
    ),
}  # fmt: skip
DEFAULT = "build"
# What `new` makes without a name.
ALONE = ("agents", "git", "vscode")
EXAMPLES = {
    "new": commands.Command("new", "persona", "Peter de Vries"),
    "erase": commands.Command("erase", "peter.jpg"),
    "rename": commands.Command("rename", "peter", "petra"),
    "archive": commands.Command("archive", "peter"),
    "split": commands.Command("split", "content/personas/alle.md"),
    "merge": commands.Command("merge", "peter", "piet"),
    "segment": commands.Command("segment", "orders.csv", "--revenue", "Omzet"),
    "import": commands.Command("import", "persona.docx"),
    "publish": commands.Command("publish", "/srv/www/affiche"),
}


def parse(arguments: Sequence[str], prog: str = "build.py") -> Call:
    """What `arguments` (without the program's name) ask for.

    Raises ContentError with every mistake: an unknown command or option, a value that is
    missing or that is not what the option takes, words that are missing or too many.
    """
    problems: list[Problem] = []
    loose, given = _sorted_out(arguments, problems)
    command, *rest = loose or [DEFAULT]
    if command == "help":
        command, given = DEFAULT, {**given, "help": True}
    if command not in COMMANDS:
        if not given.get("help"):
            problems.insert(0, _guessing("there is no command {name}", command, COMMANDS))
        raise_for(problems)
        command = DEFAULT
    if not (given.get("help") or given.get("version")):
        problems += _misplaced(command, rest, given)
    raise_for(problems)
    return Call(command, tuple(rest), given, prog)


def raise_for(problems: Sequence[Problem]) -> None:
    """Raise ContentError when there are any."""
    if problems:
        raise ContentError(problems)


def _sorted_out(
    arguments: Sequence[str], problems: list[Problem]
) -> tuple[list[str], dict[str, Any]]:
    """Loose words, and option key → value."""
    loose: list[str] = []
    given: dict[str, Any] = {}
    waiting = ["--help" if word == "-h" else word for word in arguments]
    options = _options(next((word for word in waiting if not word.startswith("--")), DEFAULT))
    while waiting:
        word = waiting.pop(0)
        if not word.startswith("--"):
            loose.append(word)
            continue
        name, equals, value = word.partition("=")
        option = options.get(name)
        if option is None:
            problems.append(_guessing("there is no option {name}", name, options))
            continue
        values = [value] if equals else _values(option, waiting)
        if bool(option.value) != bool(values):
            what = NEEDS[option.value] if option.value else "{name} takes no value"
            problems.append(_wrong(what, name=name))
            continue
        given[option.key] = _converted(option, values, given, problems)
    return loose, given


def _options(command: str) -> Mapping[str, Option]:
    """Every option by name, as this command understands it."""
    own = COMMANDS[command].own if command in COMMANDS else ()
    return {**OPTIONS, **{option.name: option for option in own}}


def _values(option: Option, waiting: list[str]) -> list[str]:
    """Take the values of an option from what is waiting."""
    values: list[str] = []
    while option.value and waiting and not waiting[0].startswith("--"):
        values.append(waiting.pop(0))
        if not option.many:
            break
    return values


def _converted(
    option: Option, values: list[str], given: Mapping[str, Any], problems: list[Problem]
) -> Any:
    if option.many:
        return (*given.get(option.key, ()), *values)
    if not option.value:
        return True
    value = values[0]
    if option.number:
        low, high = option.number
        if value.isdecimal() and low <= int(value) <= high:
            return int(value)
        if option.address and ADDRESS.fullmatch(value):
            return value
        what = "{name} takes a whole number from {low} to {high}, not {value}"
        if option.address and "//" in value:
            what = "{name} takes the address of a scheduler as tcp://server:8786, not {value}"
        problems.append(_wrong(what, name=option.name, low=low, high=high, value=value))
    elif option.day:
        try:
            return date.fromisoformat(value)
        except ValueError:
            what = "{name} takes a day, like 2026-11-22, not {value}"
            problems.append(_wrong(what, name=option.name, value=value))
    elif option.choices and value not in option.choices:
        what = "{name} cannot be {value}"
        hint = "Choose from: {known}."
        known = ", ".join(option.choices)
        problems.append(_wrong(what, hint, name=option.name, value=value, known=known))
    return value


def _misplaced(command: str, rest: Sequence[str], given: Mapping[str, Any]) -> Iterator[Problem]:
    """What is fine in itself and does not belong to this command."""
    allowed = COMMANDS[command]
    known = (*allowed.options, *(option.name for option in allowed.own), *GENERAL)
    for option in OPTIONS.values():
        if option.key in given and option.name not in known:
            yield _wrong("{command} has no option {name}", command=command, name=option.name)
    if isinstance(given.get("workers"), str) and command != DEFAULT:
        what = "{command} makes its sheets on this machine: {name} takes a number there"
        yield _wrong(what, command=command, name="--workers")
    form = given.get("format")
    if form and allowed.formats and form not in allowed.formats:
        yield _wrong("{name} cannot be {value}", "Choose from: {known}.", name="--format",
                     value=form, known=", ".join(allowed.formats))  # fmt: skip
    alone = command == "new" and rest and rest[0].casefold() in ALONE
    if len(rest) < len(allowed.words) and not allowed.more and not alone:
        what = "{command} needs a kind and a name"
        example = EXAMPLES.get(command, "")
        yield _wrong(what, "For example: {example}", command=command, example=example)
    if rest and not allowed.words:
        yield _wrong("{command} does not know what to do with {words}",
                     command=command, words=" ".join(rest))  # fmt: skip


def _wrong(what: str, hint: str = "", **values: object) -> Problem:
    return Problem(Kind.ERROR, "call", Place(""), what, hint, values)


def _guessing(what: str, name: str, known: Mapping[str, object]) -> Problem:
    near = get_close_matches(name, known, 1)
    hint = "Did you mean {guess}?" if near else "There are: {known}."
    return _wrong(what, hint, name=name, guess="".join(near), known=", ".join(known))
