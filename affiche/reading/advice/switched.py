"""Problems, and the rules that are switched off, in; the problems that are left, out.

A rule is off for all documents (site.yaml), or for the document that says so. An error stays.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from affiche.errors import Kind, Problem
from affiche.model.rules import Quality


def left(
    problems: Iterable[Problem], everywhere: Quality, documents: Mapping[str, Quality]
) -> list[Problem]:
    """What is left of them; `documents`: path → what is off in that document."""
    nothing = Quality()
    return [
        problem
        for problem in problems
        if problem.kind is Kind.ERROR
        or not (
            problem.rule in everywhere.off
            or problem.rule in documents.get(problem.place.path, nothing).off
        )
    ]
