"""Problems in, text for people and for programs out. Pure: nothing is printed here."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from itertools import chain, repeat
from typing import TYPE_CHECKING, Any

from affiche.errors import AfficheError, Kind, Problem
from affiche.words import Words

if TYPE_CHECKING:  # a command that only tells has no need of models
    from affiche.measures.taken import FileRead

# GitHub's names for the kinds; it knows no advice.
GITHUB = {Kind.ERROR: "error", Kind.WARNING: "warning", Kind.ADVICE: "notice"}


def message(problem: Problem, words: Words) -> str:
    """What is wrong, and in how many rows when there are several."""
    what = words.say(problem.what, **problem.values)
    return (
        words.say("{what} ({count} rows)", what=what, count=words.number(problem.count))
        if (problem.count > 1)
        else what
    )


def sentence(problem: Problem, words: Words) -> str:
    """What is wrong, and the hint: "what. hint." in the reader's language."""
    parts = (message(problem, words), words.say(problem.hint, **problem.values))
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


def as_text(problems: Iterable[Problem], words: Words, files: Iterable[FileRead] = ()) -> str:
    """One line a problem; above them what was taken of each file of measurements."""
    taken = "".join(f"{text}\n" for file in files for text in file_lines(file, words))
    return taken + "".join(f"{line(problem, words)}\n" for problem in problems)


# What a separator is called where it cannot be seen.
SEPARATORS = {"\t": "tab"}


def file_lines(file: FileRead, words: Words) -> list[str]:
    """What was taken of a file of measurements: how it was read, which columns, its first rows."""
    kind = words.pgettext("MeasureKind", file.kind)
    how = [kind, file.service, file.encoding, file.sheet]
    if file.separator:
        sign = SEPARATORS.get(file.separator, file.separator)
        how.append(words.say("separator {sign}", sign=words.gettext(sign)))
    rows = words.ngettext("{n} row", "{n} rows", file.rows)
    how.append(rows.format(n=words.number(file.rows)))
    if file.unanswered:
        text = words.ngettext("{n} without an answer", "{n} without an answer", file.unanswered)
        how.append(text.format(n=words.number(file.unanswered)))
    columns = [f"{name} {said}" if said.startswith("= ") else f"{name} ← {said}"
               for name, said in file.columns]  # fmt: skip
    lines = [f"{file.path}: {', '.join(part for part in how if part)}", f"  {', '.join(columns)}"]
    return lines + [f"  {' | '.join(row)}" for row in file.first]


def as_json(
    problems: Iterable[Problem],
    words: Words,
    files: Iterable[FileRead] = (),
    more: Iterable[Mapping[str, Any]] = (),
) -> str:
    """`{"problems": [{kind, rule, path, line, column, message, hint, count}], "files": […]}`; of
    each problem also what is told of it in `more` (`excerpt`, and `edit` where one mends it)."""
    rows = [
        {
            "kind": problem.kind.value,
            "rule": problem.rule,
            "path": problem.place.path,
            "line": problem.place.line,
            "column": problem.place.column,
            "message": message(problem, words),
            "hint": words.say(problem.hint, **problem.values),
            **({"count": problem.count} if problem.count > 1 else {}),
            **also,
        }
        for problem, also in zip(problems, chain(more, repeat({})), strict=False)
    ]
    told = {"problems": rows} | ({"files": found} if (found := [*map(asdict, files)]) else {})
    return json.dumps(told, ensure_ascii=False, indent=2, default=str) + "\n"  # days


def as_github(problems: Iterable[Problem], words: Words, files: Iterable[FileRead] = ()) -> str:
    """GitHub's workflow commands, which it shows beside the lines of a change; a log gets no rows.

    Source: docs.github.com, "Workflow commands for GitHub Actions".
    """
    lines = []
    for problem in problems:
        place = problem.place
        where = f" file={_property(place.path)},line={place.line},col={place.column}"
        message = _data(sentence(problem, words))
        lines.append(f"::{GITHUB[problem.kind]}{where if place.path else ''}::{message}\n")
    return "".join(lines)


# GitLab's severities of a finding.
GITLAB = {Kind.ERROR: "critical", Kind.WARNING: "minor", Kind.ADVICE: "info"}


def as_gitlab(problems: Iterable[Problem], words: Words, files: Iterable[FileRead] = ()) -> str:
    """GitLab's report of code quality, which it shows at the lines of a merge request.

    Source: docs.gitlab.com, "Code Quality: report format".
    """
    rows = []
    for problem in problems:
        place, said = problem.place, sentence(problem, words)
        mark = hashlib.sha256(f"{problem.rule}\0{place.path}\0{place.line}\0{said}".encode())
        rows.append({
            "description": said,
            "check_name": problem.rule,
            "fingerprint": mark.hexdigest()[:32],
            "severity": GITLAB[problem.kind],
            "location": {"path": place.path or ".", "lines": {"begin": place.line}},
        })  # fmt: skip
    return json.dumps(rows, ensure_ascii=False, indent=2) + "\n"


def fault(fault: AfficheError, words: Words) -> str:
    """What an AfficheError says."""
    what, *values = fault.args or (type(fault).__name__,)
    return words.say(str(what), **values[0]) if values else words.gettext(str(what))


FORMATS = {"text": as_text, "json": as_json, "github": as_github, "gitlab": as_gitlab}


def _stopped(sentence: str) -> str:
    return sentence if sentence.endswith((".", "?", "!", "…")) else f"{sentence}."


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
