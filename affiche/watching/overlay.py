"""What is wrong in, what the browser shows over the last good site out.

Of each mistake: the way to its field, the line as it stands with the line above it, and beside it
the line as it should be, or that only its writer knows.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from affiche import report
from affiche.building.options import Options
from affiche.editing import editors, mending
from affiche.editing.forms import told
from affiche.editing.kinds import kind_of
from affiche.errors import AfficheError, ContentError, Kind, Problem
from affiche.reading import documents
from affiche.words import Words

WIDEST = 200  # characters of a line that are shown


def overlay(
    error: Exception, options: Options, spoken: Words
) -> tuple[str, tuple[Mapping[str, Any], ...]]:
    """A title and what to show of an error."""
    if isinstance(error, ContentError):
        wrong = [problem for problem in error.problems if problem.kind is Kind.ERROR]
        one, many = "{n} thing, then this can go online", "{n} things, then this can go online"
        title = spoken.ngettext(one, many, len(wrong)).format(n=len(wrong))
        editor = _editor(options)
        return title, tuple(_shown(problem, options, spoken, editor) for problem in wrong)
    what = f"{type(error).__name__}: {error}"
    if isinstance(error, AfficheError):
        what = report.fault(error, spoken)
    return "This went wrong in affiche", ({"what": what},)


def _shown(problem: Problem, options: Options, spoken: Words, editor: str) -> dict[str, Any]:
    place = problem.place
    where = f"{place.path}:{place.line}:{place.column}" if place.path else ""
    shown: dict[str, Any] = {
        "where": where,
        "file": place.path,
        "line": place.line,
        "what": report.message(problem, spoken),
        "hint": spoken.say(problem.hint, **problem.values),
        "excerpt": "",
    }
    path = _path(options, problem)
    lines = _lines(path)
    if path is None or place.line > len(lines):
        return shown
    shown["excerpt"] = lines[place.line - 1].rstrip()[:WIDEST]
    shown["above"] = lines[place.line - 2].rstrip()[:WIDEST] if place.line > 1 else ""
    shown["mark"] = _mark(shown["excerpt"], problem)
    shown["way"] = _way(problem, path, spoken)
    shown["open"] = editors.address(editor, path, place.line, place.column)
    return {**shown, **_right(problem, options, lines)}


def _right(problem: Problem, options: Options, lines: list[str]) -> dict[str, Any]:
    """The line as it should be, with what is new in it; nothing when only the writer knows."""
    mend = mending.mend(problem, options.content)
    if mend is None:
        return {}
    if mend.rename:
        return {"rename": mend.rename.rpartition("/")[2]}
    text = "\n".join(lines)
    start = text.rfind("\n", 0, mend.start) + 1
    end = text.find("\n", mend.end)
    tail = text[mend.end : end if end >= 0 else len(text)]
    right = (text[start : mend.start] + mend.new + tail).rstrip()
    first = mend.start - start
    number = text.count("\n", 0, start) + 1
    if len(right) > 5 * WIDEST:
        return {}
    return {"right": right, "fresh": [first, first + len(mend.new)], "right_line": number}


def _mark(excerpt: str, problem: Problem) -> list[int]:
    """The columns of what is wrong: the word that the message names, or up to the next sign."""
    start = problem.place.column - 1
    for key in ("value", "name", "key", "text", "address", "file"):
        said = problem.values.get(key)
        if isinstance(said, str) and said and (at := excerpt.find(said, max(0, start - 1))) >= 0:
            return [at, at + len(said)]
    end = start
    while end < len(excerpt) and excerpt[end] not in " \t,:]}":
        end += 1
    return [start, max(end, start + 1)] if start < len(excerpt) else []


def _way(problem: Problem, path: Path, spoken: Words) -> str:
    """The way to the field: "Fasen › Aankoop › Contactpunten › Balie › Gevoel"."""
    _, _, name = problem.place.path.partition("/")
    kind = kind_of(name)
    if kind is None:
        return ""
    try:
        raw = path.read_bytes()
    except OSError:
        return ""
    return told.crumbs(told.way(problem, kind, raw), kind, raw, spoken)


def _path(options: Options, problem: Problem) -> Path | None:
    """The file of a mistake."""
    place = problem.place
    for folder in (options.content.resolve(), options.themes.resolve()):
        if place.path.startswith(f"{folder.name}/"):
            return folder.parent / place.path
    return None


def _lines(path: Path | None) -> list[str]:
    """The lines as they stand in the file; none when it cannot be shown."""
    try:
        text = path.read_text("utf-8-sig") if path else ""
    except (OSError, ValueError):
        return []
    return text.replace("\r\n", "\n").split("\n")


def _editor(options: Options) -> str:
    """The editor that site.yaml names."""
    path = options.content / "site.yaml"
    raw = path.read_bytes() if path.is_file() else b""
    said = documents.settings(f"{options.content.resolve().name}/site.yaml", raw).rest
    return (said.admin.editor or "") if said else ""
