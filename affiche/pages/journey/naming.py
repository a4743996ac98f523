"""A phase in; what it is called out."""

from __future__ import annotations

from functools import lru_cache

from affiche.model import Phase, Site
from affiche.model.choices import PHASES
from affiche.words import Words, spellings


def phase_name(phase: Phase, site: Site, words: Words) -> tuple[str, str]:
    """(name, subtitle): the company's label of the id, ours, or what was written; when there is
    both a label and a written name, the name is the subtitle, unless it is another word for it."""
    if phase.name and _spelled().get(phase.name.strip().casefold()) == phase.id:
        return phase.name, ""
    own = site.settings.phases.get(phase.id or "")
    if own:
        name = own.name
    elif phase.id in PHASES:
        name = words.pgettext("phase", phase.id or "")
    else:
        return phase.name or phase.id or "", ""
    written = phase.name or ""
    return name, "" if written.casefold() == name.casefold() else written


@lru_cache(maxsize=1)
def _spelled() -> dict[str, str]:
    """Every word that stands for a phase of ours."""
    return spellings(PHASES, "phase")
