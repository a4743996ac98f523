"""The table of the command line in; what it says of itself, in the reader's language, out."""

from __future__ import annotations

from collections.abc import Sequence

from affiche.cli.offered import CHECKING, COMMANDS, DIFFERING, GENERAL, MAKING, OPTIONS, Option
from affiche.words import Words


def text(words: Words, prog: str) -> str:
    """Everything that can be asked for, in the reader's language."""
    say = words.say
    lines = [
        say("affiche makes an intranet site and wall posters out of personas and journeys."),
        "",
        say("Use: {prog} [command] [options]", prog=prog),
        "",
        say("Commands:"),
        *_columns([(_with_words(n, words), say(c.help)) for n, c in COMMANDS.items()]),
    ]
    for title, names in (
        (say("Options of {commands}:", commands="build, watch, edit"), MAKING),
        (
            say("Options of {commands}:", commands="build"),
            ("--tiles", "--tiles-since", "--explain"),
        ),
        (say("Options of {commands}:", commands="watch, edit"), ("--port", "--open", "--commit")),
        (say("Options of {commands}:", commands="check"), CHECKING),
        (say("Options of {commands}:", commands="diff"), DIFFERING),
        (say("Options of {commands}:", commands="new"), ("--id",)),
        (
            say("Options of {commands}:", commands="erase, fix, rename, archive, split, merge"),
            ("--yes",),
        ),
    ):
        lines += ["", title, *_rows([OPTIONS[name] for name in names], words)]
    for name, command in COMMANDS.items():
        if command.own:
            title = say("Options of {commands}:", commands=name)
            lines += ["", title, *_rows(command.own, words)]
    lines += ["", say("Always:"), *_rows([OPTIONS[name] for name in GENERAL], words)]
    return "\n".join(lines) + "\n"


def _rows(options: Sequence[Option], words: Words) -> list[str]:
    return _columns([(_with_value(one, words), words.say(one.help)) for one in options])


def _with_words(name: str, words: Words) -> str:
    return " ".join((name, *(words.pgettext("value", word) for word in COMMANDS[name].words)))


def _with_value(option: Option, words: Words) -> str:
    value = words.pgettext("value", option.value) if option.value else ""
    return f"{option.name} {value}{'…' if option.many else ''}".strip()


def _columns(rows: Sequence[tuple[str, str]]) -> list[str]:
    return [f"  {left:<16}  {right}" for left, right in rows]


def told(name: str, words: Words) -> tuple[tuple[str, ...], str, tuple[tuple[str, str], ...]]:
    """What a command takes without an option, what it does, and its options, in words."""
    command = COMMANDS[name]
    own = {option.name for option in command.own}
    options = [OPTIONS[one] for one in command.options if one not in own] + list(command.own)
    rows = tuple((_with_value(one, words), words.say(one.help)) for one in options)
    taken = tuple(words.pgettext("value", word) for word in command.words)
    return taken, words.say(command.help), rows
