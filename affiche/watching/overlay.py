"""What is wrong in, what the browser shows over the last good site out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from affiche import report
from affiche.building.options import Options
from affiche.errors import AfficheError, ContentError, Kind, Problem
from affiche.words import Words


def overlay(
    error: Exception, options: Options, spoken: Words
) -> tuple[str, tuple[Mapping[str, Any], ...]]:
    """A title and what to show of an error."""
    if isinstance(error, ContentError):
        wrong = [problem for problem in error.problems if problem.kind is Kind.ERROR]
        return "This cannot be published yet", tuple(
            _shown(problem, options, spoken) for problem in wrong
        )
    what = f"{type(error).__name__}: {error}"
    if isinstance(error, AfficheError):
        what = report.fault(error, spoken)
    return "This went wrong in affiche", ({"what": what},)


def _shown(problem: Problem, options: Options, spoken: Words) -> dict[str, Any]:
    place = problem.place
    where = f"{place.path}:{place.line}:{place.column}" if place.path else ""
    return {
        "where": where,
        "line": place.line,
        "what": report.message(problem, spoken),
        "hint": spoken.say(problem.hint, **problem.values),
        "excerpt": _excerpt(options, problem),
    }


def _excerpt(options: Options, problem: Problem) -> str:
    """The line that is meant, as it stands in the file; empty when it cannot be shown."""
    place = problem.place
    for folder in (options.content.resolve(), options.themes.resolve()):
        if place.path.startswith(f"{folder.name}/"):
            path = folder.parent / place.path
            try:
                return path.read_text("utf-8").splitlines()[place.line - 1].rstrip()[:200]
            except (OSError, ValueError, IndexError):
                return ""
    return ""
