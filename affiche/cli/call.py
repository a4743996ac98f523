"""The words of the command line in, a `Call` out, or every mistake in them.

One table (`offered`) says what there is; reading, guessing and the help (`help`) come from it. The
standard library's reader speaks English only and guesses nothing, and our users are not
programmers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from typing import Any

from affiche.cli.offered import (
    ADDRESS,
    ALONE,
    COMMANDS,
    DEFAULT,
    EXAMPLES,
    GENERAL,
    NEEDS,
    OPTIONS,
    Option,
)
from affiche.errors import ContentError, Kind, Place, Problem


@dataclass(frozen=True)
class Call:
    """What is asked for: a command, its words, and its options by key (absent: not given)."""

    command: str
    words: tuple[str, ...] = ()
    options: Mapping[str, Any] = field(default_factory=dict)
    prog: str = "build.py"


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
