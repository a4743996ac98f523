"""A site in; its sheets and its pages, planned as a build does it, out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from affiche import pages
from affiche.errors import Problem
from affiche.model import Site
from affiche.pages.plan import Page, Sheet, SheetFact
from affiche.words import Words


class Plan(NamedTuple):
    """Everything that a build makes."""

    pages: tuple[Page, ...]
    sheets: tuple[Sheet, ...]


def plan(
    site: Site,
    words: Words,
    problems: Sequence[Problem],
    facts: Mapping[str, SheetFact],
    today: date,
    waiting: bool = False,
) -> Plan:
    """The sheets, then the pages that tell of them."""
    sheets = pages.plan_sheets(site, words, today)
    return Plan(pages.plan_pages(site, words, sheets, problems, facts, today, waiting), sheets)
