"""From content to what is made: a `Site` in, a `Plan` of pages and sheets out. Data only.

`plan`      the kinds of thing that are made
`cards`     how personas, journeys… stand on the pages of others
one module a kind of page
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from affiche.errors import Problem
from affiche.model import Site
from affiche.pages import journeys, personas, posters
from affiche.pages.plan import Plan, SheetFact
from affiche.words import Words


def plan(
    site: Site,
    words: Words,
    problems: Sequence[Problem],
    facts: Mapping[str, SheetFact],
    today: date,
) -> Plan:
    """Every page and sheet of the site.

    `facts` (path → fact) tells what is known of sheets that were made; `today` only decides what
    is overdue.
    """
    sheets = (*posters.sheets(site, words), *journeys.sheets(site, words))
    pages = (*personas.pages(site, words, sheets, facts), *journeys.pages(site, words, sheets, facts))
    return Plan(pages=pages, sheets=sheets)
