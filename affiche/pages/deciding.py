"""A persona in; what difference it made: the decisions that were taken with it in mind, out."""

from __future__ import annotations

from datetime import date

from affiche.markup import plain
from affiche.model import Persona, Site


def decision_path(name: str) -> str:
    """The page of a decision."""
    return f"decisions/{name}/index.html"


def decisions_about(persona: Persona, site: Site) -> tuple[tuple[str, str, date | None, str], ...]:
    """(question, path, day, what was decided) of each decision with this persona in mind."""
    held = [one for one in site.decisions.values() if persona.id in one.personas]
    held.sort(key=lambda one: (one.date or date.min, one.id), reverse=True)
    return tuple(
        (plain(one.question), decision_path(one.id), one.date, plain(one.decided or ""))
        for one in held
    )
