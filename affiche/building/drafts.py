"""`Options` in; what was read, as a `Draft`, out.

Nothing is printed, rendered or published yet.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path

from affiche import consent, content, disk, history, kept, pages, shipped, themes
from affiche.building import looked
from affiche.building.before import Veil, veiled
from affiche.building.handover import Source
from affiche.building.options import Options, Stage, Step, Tell, silent
from affiche.commands import of_folder
from affiche.errors import ContentError, Kind, Place, Problem
from affiche.kept import Store
from affiche.leaks import Leaf, Searched
from affiche.measures import advice as measures_advice
from affiche.measures.taken import FileRead
from affiche.model import Journey, Persona, Scope, Site, Status
from affiche.pages.briefing import agency
from affiche.pages.plan import Sheet
from affiche.reading.remembered import Reader
from affiche.render import replaced
from affiche.sheets.shop import profiles
from affiche.themes import Theme
from affiche.versions import past
from affiche.words import Words, words


@dataclass(frozen=True)
class Draft:
    """What was read, and the sheets that will be made of it; nothing is printed or published yet.

    `site` is everything, secrets and all; `screen` and `paper` are what renderers and the press
    hold, without photos that may not be shown there; `bygone` are secrets of older versions,
    `files` what was taken of measurements, and `store` what was made in builds before; `alone`:
    there was none, so that all in it is of this draft. `stamp` is that of the content as it lay
    there before it was read.
    """

    options: Options
    site: Site
    theme: Theme
    words: Words
    problems: tuple[Problem, ...]
    bygone: tuple[Leaf, ...] = ()
    files: tuple[FileRead, ...] = ()
    store: Store = field(default_factory=lambda: Store(None), compare=False)
    alone: bool = field(default=False, compare=False)
    stamp: str = field(default="", compare=False)

    @cached_property
    def sheets(self) -> tuple[Sheet, ...]:
        """What is to be printed; a build without paper never asks."""
        return pages.plan_sheets(self.site, self.words, self.options.today)

    @cached_property
    def source(self) -> Source:
        """What packs are made from."""
        made = self.options
        return Source(
            site=self.site,
            theme=self.theme,
            words=self.words,
            content=made.content,
            folders=(made.themes,),
            today=made.today,
            store=self.store,
            bygone=self.bygone,
            out=made.out,
        )

    @cached_property
    def screen(self) -> Site:
        """The site without photos that may not stand on the intranet."""
        return consent.shown(self.site, Scope.INTRANET, self.options.today)

    @cached_property
    def paper(self) -> Site:
        """The site without photos that may not hang on a wall."""
        return consent.shown(self.site, Scope.POSTER, self.options.today)


def prepare(
    options: Options,
    tell: Tell = silent,
    store: Store | None = None,
    left_out: frozenset[str] = frozenset(),
) -> Draft:
    """Read content and theme; `store` is what was made before, `left_out` are files of the content
    that are not read. Raises ContentError with every mistake in both."""
    tell(Step(Stage.READ))
    stamp = looked.stamp(options)
    store = store or Store(None)
    alone = store.untouched()
    themes.outside(options.themes, options.content)
    loaded = content.load(options.content, options.today, options.cache, store, left_out)
    style = dressed(options, loaded)
    problems = [*loaded.problems, *style.problems]
    site, theme = loaded.site, style.theme
    if site is None or theme is None or any(p.kind is Kind.ERROR for p in problems):
        raise ContentError(problems)
    changes = history.changes(options.content)
    days = {path: one.day for path, one in changes.items()}
    who = {path: one.who for path, one in changes.items() if one.who}
    site = replace(site, press_profiles=style.profiles, changed=days, changed_by=who)
    problems += _undated(options, site)
    problems += measures_advice.stale(site.journeys, loaded.journeys, site.measurements, days)
    _known(options.only, site)
    spoken = words(site.settings.language, tuple(f / "locale" for f in theme.folders))
    spoken = spoken.told_to(of_folder(options.content.resolve().parent))
    veil = Veil(site, theme, spoken, options.today, Searched(store))
    before, bygone = veiled(past.past(options.content, site, reader=Reader(store)), veil)
    site = replace(site, past=before, overdue=_overdue(site, options.today))
    problems += consent.problems(site, options.today, spoken, loaded.photo_lines)
    problems += agency.withheld(site, options.today)
    read = (options, site, theme, spoken, tuple(problems), bygone, loaded.files)
    return Draft(*read, store, alone, stamp)


@dataclass(frozen=True)
class Dressed:
    """The house style that content asks for (None: it has none that is right), the ICC files of
    its print shops by name, and what is wrong between the two."""

    theme: Theme | None
    profiles: Mapping[str, str]
    problems: tuple[Problem, ...]


def dressed(options: Options, loaded: content.Loaded) -> Dressed:
    """Find the theme, the icons and the profiles that the content in `options.content` names."""
    chosen = options.theme or (loaded.settings.theme if loaded.settings else None)
    asked = None if options.theme else loaded.theme_place
    try:
        theme = _theme(options.themes, chosen, asked) if chosen else None
    except ContentError as wrong:
        return Dressed(None, {}, wrong.problems)
    site = loaded.site
    if theme is None or site is None:
        return Dressed(theme, {}, ())
    icc, amiss = profiles.find_icc(options.content, theme, site.settings.print)
    problems = (
        *_amiss(theme, options.themes.name),
        *_icons(loaded.icon_places, site, theme),
        *amiss,
    )
    return Dressed(theme, icc, problems)


def unfit(options: Options) -> Callable[[Path, content.Loaded], tuple[Problem, ...]]:
    """What a build finds wrong in content that nobody sees in the content alone: for a folder of
    content and what was read there."""
    return lambda root, loaded: dressed(replace(options, content=root, theme=None), loaded).problems


def _theme(folder: Path, chosen: str, asked: Place | None) -> Theme:
    """The house style; the very one of the last time when no file of it changed since. Raises what
    `themes.load` raises."""
    held = [*disk.stamps(str(folder.absolute())), *disk.stamps(str(shipped.THEMES))]
    under = (folder.absolute(), chosen, asked, tuple(held))
    if under in _themes:
        return _themes[under]
    theme = themes.load(folder, chosen, asked)
    youngest = max((max(stamp[:2]) for _, stamp in held), default=0)
    if os.name != "nt" and time.time_ns() - youngest > disk.TICK:
        _themes.clear()
        _themes[under] = theme
    return theme


@kept.memo(4)
def _amiss(theme: Theme, folder: str) -> tuple[Problem, ...]:
    """What is wrong with its files; of the very theme of the last time no file changed since."""
    return (*replaced.problems(theme, folder), *themes.darkened(theme))


_themes: dict[object, Theme] = {}
kept.forgotten(_themes.clear)


def _undated(options: Options, site: Site) -> Iterator[Problem]:
    """That a shallow clone gives no dates."""
    written: tuple[Persona | Journey, ...] = (*site.personas.values(), *site.journeys.values())
    if any(one.path not in site.changed for one in written) and history.is_cut_off(options.content):
        yield Problem(
            Kind.ADVICE, "no-dates", Place(options.content.resolve().name),
            "this copy of the project knows only its last changes, so pages and posters get no "
            "dates",
            "Fetch the whole history: git fetch --unshallow; on a build server: fetch-depth: 0",
        )  # fmt: skip


def _icons(places: Mapping[str, Place], site: Site, theme: Theme) -> Iterator[Problem]:
    """Channels whose icon the theme does not have."""
    folders = [folder / "static" / "icons" for folder in theme.folders]
    there = sorted({path.stem for folder in folders for path in folder.glob("*.svg")})
    for name, place in places.items():
        icon = site.settings.channels[name].icon or ""
        if icon not in there:
            near = get_close_matches(icon, there, 1)
            hint = "Did you mean `{guess}`?" if near else "Choose from: {choices}"
            values = {"name": icon, "guess": "".join(near), "choices": ", ".join(there)}
            what = "the theme has no icon `{name}`"
            yield Problem(Kind.ERROR, "unknown-icon", place, what, hint, values)


def _overdue(site: Site, today: date) -> frozenset[str]:
    """The paths of what had to be reviewed before today."""
    every: tuple[Persona | Journey, ...] = (*site.personas.values(), *site.journeys.values())
    return frozenset(
        document.path
        for document in every
        if document.review_by
        and document.review_by < today
        and document.status is not Status.ARCHIVED
    )


def _known(only: Iterable[str], site: Site) -> None:
    """Raise ContentError when `only` names what is not there."""
    ids = [*site.personas, *site.journeys, *site.briefings]
    problems = []
    for wanted in only:
        if wanted not in ids:
            near = get_close_matches(wanted, ids, 1)
            hint = "Did you mean {guess}?" if near else "There are: {known}."
            values = {"id": wanted, "guess": "".join(near), "known": ", ".join(ids)}
            what = "there is no persona, journey or briefing {id}"
            problems.append(Problem(Kind.ERROR, "unknown-id", Place(""), what, hint, values))
    if problems:
        raise ContentError(problems)
