"""Commands that make something to look at: the site, what is wrong with it, the manual."""

from __future__ import annotations

import contextlib
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from affiche import report
from affiche.cli import help, offered
from affiche.cli.call import Call
from affiche.cli.chosen import beside, options
from affiche.cli.codes import FINE, STOPPED, WRONG
from affiche.cli.screen import Screen, Telling, summary, without_paper
from affiche.commands import Command
from affiche.errors import ContentError, Kind, Place, Problem

if TYPE_CHECKING:
    from affiche.building.options import Options
    from affiche.building.outcome import Checked, Outcome

DEFAULT_THEME = "affiche"


def build(asked: Call, screen: Screen) -> int:
    """Make the site, or the one for agencies; nothing when all of it stands already."""
    from affiche.building import standing

    chosen = options(asked)
    known = standing.key(chosen)
    outcome = standing.standing(chosen, known, screen.words)
    if outcome and chosen.explain:
        from affiche.building import explain

        outcome = replace(
            outcome, told=explain.standing(chosen.explain, outcome.published.unchanged)
        )
    if outcome is None:
        outcome = _built(asked, chosen, screen)
        standing.remember(chosen, known, outcome, screen.words)
    screen.problems(p for p in outcome.problems if p.kind is not Kind.ADVICE)
    for line in without_paper(outcome, screen.words) if not chosen.pdf else ():
        screen.note(line)
    for what, values in outcome.told:
        screen.note(screen.words.say(what, **values))
    screen.say(summary(outcome, screen.words))
    return FINE


def _built(asked: Call, chosen: Options, screen: Screen) -> Outcome:
    from affiche.building import pipeline
    from affiche.building.sites import outside, roadmap
    from affiche.cli import progress

    chosen = replace(chosen, pages_first=True)
    makers = {outside.BRIEFINGS: outside.build, roadmap.ROADMAP: roadmap.build}
    apart = next((name for name in makers if name in chosen.only), "")
    make = makers.get(apart, pipeline.build)
    if apart and "out" not in asked.options:
        raise ContentError([_no_folder(apart)])
    outside.check(chosen)
    with progress.showing(sys.stderr, screen.words, screen.terminal) as tell:
        return make(chosen, tell)


def check(asked: Call, screen: Screen) -> int:
    """Name everything that is wrong or could be better, and what was taken of measurements."""
    from affiche.building import standing

    form = asked.options.get("format", "text")
    # The quick checks first: laying out every sheet is asked for.
    laid = asked.options.get("pdf") or asked.options.get("sheets")
    chosen = replace(options(asked), pdf=bool(laid) and not asked.options.get("no_pdf"))
    against = asked.options.get("against", "HEAD")
    known = standing.key(chosen) if against == "HEAD" else None
    checked = standing.checked(chosen, known)
    if checked is None:
        checked = _checked(chosen, screen, form, against)
        standing.remember_check(chosen, known, checked)
    found, files = checked.problems, checked.files
    if form == "text":
        for file in files:
            for text in report.file_lines(file, screen.words):
                screen.note(text)
        if not chosen.pdf:
            what = "Posters and maps were not laid out: {command} does that too (minutes)."
            screen.note(screen.words.say(what, command=Command("check", "--pdf")))
        screen.problems(found)
        screen.say(report.counts(found, screen.words) or screen.words.say("Nothing to remark."))
    elif form == "json":
        from affiche.editing import mending

        more = [mending.told(problem, chosen.content) for problem in found]
        here = [*map(screen.here, found)]
        screen.say(report.as_json(here, screen.words, files, more).rstrip("\n"))
    else:
        screen.say(
            report.FORMATS[form]([*map(screen.here, found)], screen.words, files).rstrip("\n")
        )
    bad = {Kind.ERROR, Kind.WARNING} if chosen.strict else {Kind.ERROR}
    return WRONG if any(problem.kind in bad for problem in found) else FINE


def _checked(chosen: Options, screen: Screen, form: str, against: str) -> Checked:
    from affiche.building import pipeline
    from affiche.building.options import Tell, silent
    from affiche.cli import progress
    from affiche.editing.ids import removed

    with contextlib.ExitStack() as while_checking:
        # What a program reads, and a log of what is wrong, has no use for how far we are.
        tell: Tell = silent
        if screen.terminal and form == "text":
            shown = progress.showing(sys.stderr, screen.words, screen.terminal)
            tell = while_checking.enter_context(shown)
        checked = pipeline.check(chosen, tell)
    gone = removed.problems(chosen.content, against)
    return replace(checked, problems=(*checked.problems, *gone))


def edit(asked: Call, screen: Screen) -> int:
    """The same as `watch`, with the browser at the forms."""
    return watch(replace(asked, options={"open": True, **asked.options}), screen, "admin/")


def watch(asked: Call, screen: Screen, page: str = "") -> int:
    """Build, serve, and build again at every save, until stopped."""
    from affiche.building import drafts
    from affiche.editing.forms.desk import Desk
    from affiche.watching import watch

    tell = Telling(screen, asked, page)
    port, opened = asked.options.get("port"), bool(asked.options.get("open"))
    chosen = options(asked)
    commit, judge = asked.options.get("commit"), drafts.unfit(chosen)
    desk = Desk(chosen.content, screen.words, chosen.today, commit, judge)
    watch.watch(chosen, screen.words, tell, port=port, open_browser=opened, desk=desk, page=page)
    if any(chosen.out.glob("briefings/*/*-briefing.zip")):
        what = "The zips for agencies are those of the last build: {command} makes them anew."
        screen.note(screen.words.say(what, command=Command("build")))
    return STOPPED


def publish(asked: Call, screen: Screen) -> int:
    """Send what changed of a built site to a folder or a server."""
    from affiche.cli import sending

    return sending.publish(asked, screen)


def manual(asked: Call, screen: Screen) -> int:
    """Make the manual as a site."""
    from affiche.manual import site
    from affiche.manual.chapters import LANGUAGES
    from affiche.themes import load
    from affiche.words import words

    chosen, given = options(asked), asked.options
    commands = {}
    for language in LANGUAGES:
        spoken = words(language)
        rows = [(name, *help.told(name, spoken)) for name in offered.COMMANDS]
        commands[language] = [site.Command(*row) for row in rows]
    out, shots = beside(asked, "out", "manual", whole=True), given.get("pictures")
    theme = load(chosen.themes, chosen.theme or DEFAULT_THEME)
    made = site.make(out, theme, screen.words, commands, Path(shots) if shots else None)
    pages = sum(name.endswith(".html") for name in made)
    screen.say(screen.words.say("Made: {count} pages in {path}", count=pages, path=out))
    screen.say(screen.words.say("Open it: {path}", path=out / "index.html"))
    return FINE


def _no_folder(apart: str) -> Problem:
    what = "{name} needs a folder of its own for what others get"
    hint = "Add --out and the name of a folder."
    values = {"name": f"--only {apart}"}
    return Problem(Kind.ERROR, "call", Place(""), what, hint, values)
