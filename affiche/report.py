"""Problems in, text for people and for programs out. Pure: nothing is printed here."""

from __future__ import annotations

import json
from collections.abc import Iterable

from affiche.errors import AfficheError, Kind, Problem
from affiche.words import Words

# GitHub's names for the kinds; it knows no advice.
GITHUB = {Kind.ERROR: "error", Kind.WARNING: "warning", Kind.ADVICE: "notice"}


def sentence(problem: Problem, words: Words) -> str:
    """What is wrong, and the hint: "what. hint." in the reader's language."""
    parts = (words.say(problem.what, **problem.values), words.say(problem.hint, **problem.values))
    return " ".join(_stopped(part) for part in parts if part)


def line(problem: Problem, words: Words) -> str:
    """`path:line:column: error: what. hint.`; without the place when it is not in a file.

    The kind is not translated: editors and scripts look for it.
    """
    place = problem.place
    where = f"{place.path}:{place.line}:{place.column}: " if place.path else ""
    return f"{where}{problem.kind.value}: {sentence(problem, words)}"


def counts(problems: Iterable[Problem], words: Words) -> str:
    """ "1 fout, 2 waarschuwingen, 14 adviezen": only the kinds that there are; may be empty."""
    kinds = [problem.kind for problem in problems]
    forms = {
        Kind.ERROR: ("{n} error", "{n} errors"),
        Kind.WARNING: ("{n} warning", "{n} warnings"),
        Kind.ADVICE: ("{n} piece of advice", "{n} pieces of advice"),
    }
    return ", ".join(
        words.ngettext(*forms[kind], kinds.count(kind)).format(n=kinds.count(kind))
        for kind in Kind
        if kind in kinds
    )


def as_text(problems: Iterable[Problem], words: Words) -> str:
    """One line a problem."""
    return "".join(f"{line(problem, words)}\n" for problem in problems)


def as_json(problems: Iterable[Problem], words: Words) -> str:
    """`{"problems": [{kind, rule, path, line, column, message, hint}]}`."""
    rows = [
        {
            "kind": problem.kind.value,
            "rule": problem.rule,
            "path": problem.place.path,
            "line": problem.place.line,
            "column": problem.place.column,
            "message": words.say(problem.what, **problem.values),
            "hint": words.say(problem.hint, **problem.values),
        }
        for problem in problems
    ]
    return json.dumps({"problems": rows}, ensure_ascii=False, indent=2) + "\n"


def as_github(problems: Iterable[Problem], words: Words) -> str:
    """GitHub's workflow commands, which it shows beside the lines of a change.

    Source: docs.github.com, "Workflow commands for GitHub Actions".
    """
    lines = []
    for problem in problems:
        place = problem.place
        where = f" file={_property(place.path)},line={place.line},col={place.column}"
        message = _data(sentence(problem, words))
        lines.append(f"::{GITHUB[problem.kind]}{where if place.path else ''}::{message}\n")
    return "".join(lines)


def fault(fault: AfficheError, words: Words) -> str:
    """What an AfficheError says."""
    what, *values = fault.args or (type(fault).__name__,)
    return words.say(str(what), **values[0]) if values else words.gettext(str(what))


FORMATS = {"text": as_text, "json": as_json, "github": as_github}


def _stopped(sentence: str) -> str:
    return sentence if sentence.endswith((".", "?", "!", "…")) else f"{sentence}."


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
