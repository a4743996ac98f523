"""The briefings as a site of their own, for agencies: `--only briefings --out DIR`.

It stands on another server than the intranet, so nothing of the intranet is in it, and neither
site ever takes the other's place. A briefing that has expired is left out.
"""

from __future__ import annotations

import time
from collections.abc import Container, Sequence
from dataclasses import replace

from affiche.building import handover, pipeline, printroom
from affiche.building.drafts import Draft, prepare
from affiche.building.handover import Made
from affiche.building.options import Options, Stage, Step, Tell, silent
from affiche.building.outcome import Outcome
from affiche.building.printroom import Sheets
from affiche.building.rendering.memory import remembering
from affiche.building.shown import granted, records
from affiche.building.sites import roadmap
from affiche.errors import ContentError, Kind, Place, Problem
from affiche.kept import Store
from affiche.packs import pack as packing
from affiche.packs import roadmap as packed
from affiche.publishing import publish, releases

BRIEFINGS = "briefings"
INTRANET = "intranet"
# The intranet does not have this file.
MARK = "robots.txt"
TAKEN = {
    INTRANET: "{out} holds the intranet, and what others get has to stand elsewhere",
    BRIEFINGS: "{out} holds what agencies get, and nothing else may come there",
    roadmap.ROADMAP: "{out} holds the roadmap for customers, and nothing else may come there",
}


def wanted(options: Options) -> bool:
    """Whether the site for agencies is what is asked for."""
    return BRIEFINGS in options.only


def check(options: Options) -> None:
    """Raise ContentError when `out` holds another kind of site than what is asked for."""
    held = kind_of(releases.release(options.out).files)
    asked = next((kind for kind in (BRIEFINGS, roadmap.ROADMAP) if kind in options.only), INTRANET)
    if held and held != asked:
        values = {"out": str(options.out)}
        hint = "Name another folder with --out."
        raise ContentError([Problem(Kind.ERROR, "out", Place(""), TAKEN[held], hint, values)])


def kind_of(files: Container[str]) -> str:
    """Which site the files of a release are; "" for none."""
    if not files:
        return ""
    return roadmap.ROADMAP if packed.MARK in files else BRIEFINGS if MARK in files else INTRANET


def build(options: Options, tell: Tell = silent) -> Outcome:
    """Build and publish the packs, of all briefings or of those that `only` names beside
    "briefings". Raises what `pipeline.build` raises."""
    with remembering(options) as store:
        return _built(options, store, tell)


def _built(options: Options, store: Store, tell: Tell) -> Outcome:
    started = time.monotonic()
    check(options)
    options = replace(options, only=tuple(name for name in options.only if name != BRIEFINGS))
    publish.check(options.out, (options.content, options.themes))
    draft = prepare(options, tell, store)
    with printroom.press(options) as pressing:
        made = printroom.make_packs(draft, pressing, tell)
        notice = pressing.available() if pressing else None
        now = granted.granted(draft)
        records.forget(draft, now, pressing)
    told = tuple(_expired(one, draft) for one in made if one.pack.expired)
    draft = replace(draft, problems=(*draft.problems, *told))
    problems = pipeline.judged(draft, printroom.with_packs(Sheets(notice=notice), made))
    held = files(draft, made)
    tell(Step(Stage.PUBLISH))
    published = publish.publish(
        held, options.out, protected=(options.content, options.themes), clean=options.clean
    )
    records.remember(draft, now)
    pages = [path for path in held if path.endswith(".html")]
    sheets = [path for path in held if path.endswith(".pdf")]
    shown = {*pages, *sheets}
    return Outcome(
        out=options.out,
        pages=len(pages),
        sheets=len(sheets),
        new=len(shown.intersection(published.new)),
        unchanged=len(shown.intersection(published.unchanged)),
        seconds=time.monotonic() - started,
        problems=problems,
        published=published,
    )


def files(draft: Draft, made: Sequence[Made]) -> dict[str, bytes]:
    """Every file of the site, without the briefings that have expired. Raises ContentError when
    the list of them says what it may not."""
    made = [one for one in made if not one.pack.expired]
    held = [(one.pack, one.files) for one in made]
    whole = packing.outside(held, draft.theme, draft.site.settings)
    own = {path: content for path, content in whole.items() if path.count("/") == 0}
    if found := handover.list_leaks(draft.source, made, own):
        raise ContentError(found)
    return whole


def _expired(one: Made, draft: Draft) -> Problem:
    briefing = draft.site.briefings[one.pack.id]
    what = "the briefing {title} expired on {date} and is not put out any more"
    hint = "Set `expires:` to a later day when agencies may go on using it"
    values = {"title": briefing.title, "date": draft.words.date(one.pack.brief.expires)}
    return Problem(Kind.WARNING, "briefing-expired", Place(briefing.path), what, hint, values)
