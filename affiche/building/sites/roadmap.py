"""The roadmap for customers as a site of its own: `--only roadmap --out DIR`.

Anybody may read it, so it is made from an allow list alone and searched for whatever else the
content holds, as what agencies get is. Nothing of the intranet is in it.
"""

from __future__ import annotations

import time
from dataclasses import replace

from affiche.building import handover, pipeline
from affiche.building.drafts import prepare
from affiche.building.options import Options, Stage, Step, Tell, silent
from affiche.building.outcome import Outcome
from affiche.building.printroom import Sheets
from affiche.building.shown import granted, records
from affiche.errors import ContentError, Kind, Place, Problem
from affiche.packs import roadmap as packing
from affiche.pages.company.registers.roadmap import projected
from affiche.publishing import publish

ROADMAP = "roadmap"


def wanted(options: Options) -> bool:
    """Whether the roadmap for customers is what is asked for."""
    return ROADMAP in options.only


def build(options: Options, tell: Tell = silent) -> Outcome:
    """Build and publish it. Raises what `pipeline.build` raises, and ContentError where nothing is
    public, or something is asked for beside it."""
    started = time.monotonic()
    _alone(options)
    options = replace(options, only=())
    publish.check(options.out, (options.content, options.themes))
    draft = prepare(options, tell)
    problems = pipeline.judged(draft, Sheets())
    seen = projected(draft.site)
    if not seen.opportunities:
        raise ContentError([_nothing(draft.options)])
    files = packing.files(seen, draft.theme, draft.words)
    if found := handover.public_leaks(draft.source, seen, files):
        raise ContentError(found)
    tell(Step(Stage.PUBLISH))
    published = publish.publish(
        files, options.out, protected=(options.content, options.themes), clean=options.clean
    )
    records.remember(draft, granted.granted(draft))
    return Outcome(
        out=options.out,
        pages=1,
        sheets=0,
        new=int("index.html" in published.new),
        unchanged=int("index.html" in published.unchanged),
        seconds=time.monotonic() - started,
        problems=problems,
        published=published,
    )


def _alone(options: Options) -> None:
    beside = [name for name in options.only if name != ROADMAP]
    if beside:
        what = "{name} shows every opportunity that is public, so {other} cannot be named beside it"
        hint = "Leave out {other}."
        values = {"name": f"--only {ROADMAP}", "other": beside[0]}
        raise ContentError([Problem(Kind.ERROR, "call", Place(""), what, hint, values)])


def _nothing(options: Options) -> Problem:
    place = Place(f"{options.content.name}/opportunities.yaml")
    what = "no opportunity may be shown to customers, so there is no roadmap"
    hint = "Write `public: yes` with each that may, and `why:` with what it is good for"
    return Problem(Kind.ERROR, "no-roadmap", place, what, hint)
