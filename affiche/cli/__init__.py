"""The command line: arguments in, an exit code out. Only here and in `screen` anything is said.

0 fine · 1 our fault, with what to report · 2 the content or the call is wrong, nothing published ·
130 stopped by the user. What is slow to import is imported by the command that needs it.
"""

from __future__ import annotations

import contextlib
import os
import re
import signal
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from affiche import __version__, report, shipped
from affiche.cli import call, start
from affiche.cli.call import Call
from affiche.cli.screen import Screen, Telling, summary, without_paper
from affiche.commands import Command
from affiche.errors import AfficheError, ContentError, Kind, Place, Problem
from affiche.words import Words, code_of

if TYPE_CHECKING:
    from affiche.building.options import Options
    from affiche.building.outcome import Outcome
    from affiche.editing.renaming import Changes
    from affiche.starters.house import House
    from affiche.versions.told import Difference

FINE, OUR_FAULT, WRONG, STOPPED = 0, 1, 2, 130
DEFAULT_LANGUAGE = "nl"
DEFAULT_THEME = "affiche"
CODE = re.compile(r"[A-Za-z]{2,3}([-_]\w+)?")
LANGUAGE = re.compile(
    r"""^language[ \t\u00a0]*[:：][ \t\u00a0]*["'“„]?([A-Za-z][\w-]*)""", re.MULTILINE
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what `arguments` (default: those of the process) ask, and return the exit code."""
    arguments = sys.argv[1:] if arguments is None else arguments
    begun = start.of_process()
    screen = Screen.of(language(arguments), begun, folders(arguments))
    signal.signal(signal.SIGTERM, _stop)
    try:
        asked = call.parse(arguments, begun.program)
        return COMMANDS[_shown(asked)](asked, screen)
    except ContentError as wrong:
        screen.problems(p for p in wrong.problems if p.kind is not Kind.ADVICE)
        screen.nothing_published(wrong.problems)
        return WRONG
    except KeyboardInterrupt:
        screen.note(screen.words.say("Stopped."))
        return STOPPED
    except BrokenPipeError:  # whoever read our output has seen enough
        sys.stdout = open(os.devnull, "w")  # noqa: PTH123, SIM115 - Python flushes it at exit
        return STOPPED
    except AfficheError as fault:
        screen.fault(fault)
        return OUR_FAULT
    except Exception as error:
        screen.crash(arguments, error)
        return OUR_FAULT


def language(arguments: Sequence[str]) -> str:
    """The site's language, found without reading it properly: it may be wrong in every way."""
    folder = _given(arguments, "--content") or Path("content")
    try:
        found = LANGUAGE.search((folder / "site.yaml").read_text("utf-8", errors="replace"))
    except OSError:
        return DEFAULT_LANGUAGE
    said = code_of(found[1]) if found else DEFAULT_LANGUAGE
    return said if CODE.fullmatch(said) else DEFAULT_LANGUAGE


def folders(arguments: Sequence[str]) -> list[Path]:
    """The folders of which messages know the name only, as they were given."""
    content = _given(arguments, "--content") or Path("content")
    themes = _given(arguments, "--themes")
    return [content, *([themes] if themes else [])]


def _given(arguments: Sequence[str], option: str) -> Path | None:
    for before, word in zip(("", *arguments), arguments, strict=False):
        if before == option or word.startswith(f"{option}="):
            return Path(word.removeprefix(f"{option}="))
    return None


def options(asked: Call) -> Options:
    """What to build, from what was asked and what is usual."""
    from affiche.building.options import Options

    given = asked.options
    own = Path("themes")
    return Options(
        content=Path(given.get("content", "content")),
        themes=Path(given.get("themes", own if own.is_dir() else shipped.THEMES)),
        out=Path(given.get("out", "site")),
        today=given.get("date") or _today(),
        theme=given.get("theme"),
        pdf=not given.get("no_pdf", False),
        only=given.get("only", ()),
        jobs=given.get("jobs", os.cpu_count() or 1),
        strict=given.get("strict", False),
        clean=given.get("clean", False),
        tiles=given.get("tiles", ""),
        tiles_since=given.get("tiles_since", ""),
        explain=given.get("explain", ""),
    )


# Commands ----------------------------------------------------------------------------------


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
    from affiche.building import outside, pipeline, roadmap
    from affiche.cli import progress

    chosen = replace(chosen, pages_first=True)
    makers = {outside.BRIEFINGS: outside.build, roadmap.ROADMAP: roadmap.build}
    apart = next((name for name in makers if name in chosen.only), "")
    make = makers.get(apart, pipeline.build)
    if apart and "out" not in asked.options:
        raise ContentError([_no_folder(apart)])
    outside.check(chosen)
    with progress.showing(sys.stderr, screen.words, screen.terminal, chosen.jobs) as tell:
        return make(chosen, tell)


def check(asked: Call, screen: Screen) -> int:
    """Name everything that is wrong or could be better, and what was taken of measurements."""
    from affiche import content
    from affiche.building import pipeline
    from affiche.building.options import Tell, silent
    from affiche.cli import progress
    from affiche.editing import removed

    form = asked.options.get("format", "text")
    # The quick checks first: laying out every sheet is asked for.
    laid = asked.options.get("pdf") or asked.options.get("sheets")
    chosen = replace(options(asked), pdf=bool(laid) and not asked.options.get("no_pdf"))
    with contextlib.ExitStack() as while_checking:
        # What a program reads, and a log of what is wrong, has no use for how far we are.
        tell: Tell = silent
        if screen.terminal and form == "text":
            shown = progress.showing(sys.stderr, screen.words, screen.terminal)
            tell = while_checking.enter_context(shown)
        found = pipeline.check(chosen, tell)
    gone = removed.problems(chosen.content, asked.options.get("against", "HEAD"))
    found = (*found, *gone)
    files = content.load(chosen.content, chosen.today, chosen.cache).files
    if form == "text":
        for file in files:
            for text in report.file_lines(file, screen.words):
                screen.note(text)
        screen.problems(found)
        if not chosen.pdf:
            what = "Posters and maps were not laid out: {command} does that too (minutes)."
            screen.note(screen.words.say(what, command=Command("check", "--pdf")))
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


def edit(asked: Call, screen: Screen) -> int:
    """The same as `watch`, with the browser at the forms."""
    return watch(replace(asked, options={"open": True, **asked.options}), screen, "admin/")


def watch(asked: Call, screen: Screen, page: str = "") -> int:
    """Build, serve, and build again at every save, until stopped."""
    from affiche.editing.desk import Desk
    from affiche.watching import watch

    tell = Telling(screen, asked, page)
    port, opened = asked.options.get("port"), bool(asked.options.get("open"))
    chosen = options(asked)
    desk = Desk(chosen.content, screen.words, chosen.today, asked.options.get("commit"))
    watch.watch(chosen, screen.words, tell, port=port, open_browser=opened, desk=desk, page=page)
    if any(chosen.out.glob("briefings/*/*-briefing.zip")):
        what = "The zips for agencies are those of the last build: {command} makes them anew."
        screen.note(screen.words.say(what, command=Command("build")))
    return STOPPED


def new(asked: Call, screen: Screen) -> int:
    """Make a starter file."""
    from affiche import starters

    chosen = options(asked)
    kind, *name = asked.words
    if kind.casefold() in call.ALONE:
        return _around(asked, screen, Path(" ".join(name) or "."), (kind.casefold(),))
    if kind.casefold() == "feedback":
        from affiche.building import rounds

        path = rounds.begin(chosen, " ".join(name))
        screen.say(screen.words.say("Made: {path}", path=path))
        advice = "Write down the notes, and see the wall with: {command}"
        screen.say(screen.words.say(advice, command=Command("watch")))
        return FINE
    themes, given = Path(asked.options.get("themes", "themes")), _house(asked)
    made = starters.make(
        kind, " ".join(name), chosen.content, themes, screen.words, asked.options.get("id"), given
    )
    if made.invented:
        what = "The name has no letters a to z, so the file is called {id}; rename it as you like."
        screen.say(screen.words.say(what, id=made.id))
    whole = made.path.name == "site.yaml"
    for path in made.path.parent.rglob("*.*") if whole else (made.path,):
        _explain(path, screen)
    screen.say(screen.words.say("Made: {path}", path=made.path))
    if whole:
        _around(asked, screen, made.path.parents[1], call.ALONE)
    for line in _mended(themes, made.id, screen.words) if given else ():
        screen.say(line)
    screen.say(screen.words.say(made.advice, id=made.id, command=Command("watch")))
    return FINE


def _explain(path: Path, screen: Screen) -> None:
    """Tell in a starter file of every field that there is."""
    from affiche.editing.explained import explained
    from affiche.editing.kinds import FOLDERS

    kind = FOLDERS.get(path.parent.name)
    if kind:
        path.write_text(explained(kind, path.read_text("utf-8"), screen.words), "utf-8")


def _around(asked: Call, screen: Screen, folder: Path, kinds: Sequence[str]) -> int:
    """Make files for git, editors and assistants; what is there stays."""
    from affiche.editing import workplace

    program = workplace.program(folder)
    try:
        for kind in kinds:
            made = workplace.files(kind, screen.words, program)
            for path, written in workplace.write(made, folder):
                said = "Made: {path}" if written else "{path} is already there"
                screen.say(screen.words.say(said, path=path))
    except OSError as error:
        raise ContentError([_unwritable(error)]) from None
    return FINE


def _house(asked: Call) -> House | None:
    """What was given for a house style, if anything."""
    from affiche.starters.house import House

    given = asked.options
    if not any(key in given for key in ("logo", "colors", "brand")):
        return None
    files = {key: Path(given[key]) for key in ("logo", "brand") if key in given}
    return House(colors=given.get("colors", ""), **files)


def _mended(themes: Path, name: str, words: Words) -> Iterator[str]:
    """Which colours a new house style has, and those that had to be mended to be read."""
    from affiche.themes import load

    theme = load(themes, name)
    changed = {one.name: one for one in theme.mended}
    for token in ("accent", "second", "ink", "paper"):
        one = changed.get(token)
        said = {"name": words.pgettext("colour", token), "color": theme.colors[token]}
        if one is None:
            yield "  " + words.say("{name}: {color}", **said)
        else:
            other = words.pgettext("colour", one.other)
            yield "  " + words.say(
                "{name}: {given} became {color}, since it could not be read on {other} "
                "({before} : 1, now {after} : 1; {needed} : 1 is needed)",
                **said, given=one.given, other=other, before=words.number(one.before, 1),
                after=words.number(one.after, 1), needed=words.number(one.needed, 1),
            )  # fmt: skip


def diff(asked: Call, screen: Screen) -> int:
    """Tell what changed since a version, or against a branch."""
    from affiche.building import comparing
    from affiche.versions import told

    given = asked.options
    wanted = asked.words or ("",)
    if given.get("sheet"):
        return _change_sheets(asked, screen)
    found = [
        comparing.differences(options(asked), one, given.get("since", ""), given.get("against", ""))
        for one in wanted
    ]
    for note, values in dict.fromkeys((n, tuple(v.items())) for one in found for n, v in one.notes):
        screen.note(screen.words.say(note, **dict(values)))
    every = [one for compared in found for one in compared.found]
    changed = [d for d in every if d.comparison.changes or d.fate is not told.Fate.CHANGED]
    form = given.get("format", "text")
    if changed and not given.get("no_pdf") and ("out" in given or form == "markdown"):
        changed = _with_pictures(asked, screen, changed)
    if form != "json" and not changed:
        screen.say(screen.words.say("Nothing changed."))
    else:
        screen.say(told.FORMATS[form](changed, screen.words).rstrip("\n"))
    return FINE


def _with_pictures(asked: Call, screen: Screen, changed: list[Difference]) -> list[Difference]:
    """The differences with pictures of before and after, in --out or in diff/."""
    from affiche.building import pictures
    from affiche.versions import told

    chosen = options(asked)
    usual = chosen.content.parent / told.PICTURES
    folder = Path(asked.options.get("out", usual))
    made = pictures.pictures(chosen, changed)
    for note, values in made.notes:
        screen.note(screen.words.say(note, **values))
    try:
        for name, content in made.files.items():
            folder.mkdir(parents=True, exist_ok=True)
            if folder == usual:  # for a review, and not for the history of the project
                (folder / ".gitignore").write_text("*\n", "utf-8")
            (folder / name).write_bytes(content)
    except OSError as error:
        raise ContentError([_unwritable(error)]) from None
    return [
        replace(one, picture=(folder / one.picture).as_posix() if one.picture else "")
        for one in made.found
    ]


def _change_sheets(asked: Call, screen: Screen) -> int:
    """Make the change sheets, in the folder where we are or in --out."""
    from affiche.building import comparing

    folder = Path(asked.options.get("out", "."))
    for what in asked.words or ("",):
        made = comparing.sheets(options(asked), what, asked.options.get("since", ""))
        for note, values in made.notes:
            screen.note(screen.words.say(note, **values))
        if not made.files:
            screen.say(screen.words.say("Nothing changed."))
        for name, content in made.files.items():
            folder.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(content)
            screen.say(screen.words.say("Made: {path}", path=folder / name))
    return FINE


def rename(asked: Call, screen: Screen) -> int:
    """Give something another id, with every place that refers to it."""
    from affiche.editing import renaming
    from affiche.erase.who import shelf

    if len(asked.words) != 2:
        raise ContentError([_two_words(asked)])
    held = shelf(options(asked).content)
    return _changing(asked, screen, renaming.rename(held, *asked.words))


def archive(asked: Call, screen: Screen) -> int:
    """Keep a persona or journey that no longer counts."""
    from affiche.editing import parting
    from affiche.erase.who import shelf

    held = shelf(options(asked).content)
    return _changing(asked, screen, parting.archive(held, " ".join(asked.words), screen.words))


def split(asked: Call, screen: Screen) -> int:
    """Make several files of one."""
    from affiche.editing import parting
    from affiche.erase.who import shelf

    held = shelf(options(asked).content)
    return _changing(asked, screen, parting.split(held, " ".join(asked.words)))


def merge(asked: Call, screen: Screen) -> int:
    """Put one persona into another."""
    from affiche.editing import parting
    from affiche.erase.who import shelf

    if len(asked.words) != 2:
        raise ContentError([_two_words(asked)])
    held = shelf(options(asked).content)
    return _changing(asked, screen, parting.join(held, *asked.words))


def _changing(asked: Call, screen: Screen, changes: Changes) -> int:
    """Show what changes, and do it when that is asked and the project builds afterwards."""
    from affiche.editing import fixing, trial

    chosen = options(asked)
    if not changes.files:
        screen.say(screen.words.say("Nothing changes."))
        return FINE
    for line in fixing.preview(changes.files, chosen.content):
        screen.say(line)
    if changes.by_hand:
        what = "Only a spreadsheet program can change these cells. Do it by hand:"
        screen.say("\n" + screen.words.say(what))
        for line in changes.by_hand:
            screen.say(f"  {line}")
    wrong = trial.new_mistakes(chosen.content.resolve(), changes.files, chosen.today)
    if wrong:
        screen.say("\n" + screen.words.say("Then the project does not build. Mend this first:"))
        screen.problems(wrong)
        return WRONG
    if asked.options.get("yes"):
        fixing.write(changes.files, chosen.content)
        screen.say("\n" + screen.words.say("Done. The project still builds."))
    else:
        screen.say("\n" + screen.words.say("The project builds with this. Add --yes to do it."))
    return FINE


def fix(asked: Call, screen: Screen) -> int:
    """Show what can be mended without asking anybody, and do it when asked to."""
    from affiche.editing import fixing

    chosen = options(asked)
    found = fixing.fix(chosen.content, chosen.today)
    for line in fixing.preview(found.changes, chosen.content):
        screen.say(line)
    if not found.changes:
        screen.say(screen.words.say("There is nothing that has one answer only."))
    elif asked.options.get("yes"):
        fixing.write(found.changes, chosen.content)
        screen.say(screen.words.say("Mended: {n}.", n=found.mended))
    else:
        screen.say(screen.words.say("Mistakes that this mends: {n}. Add --yes to do it.",
                                    n=found.mended))  # fmt: skip
    screen.problems(found.left)
    return WRONG if any(problem.kind is Kind.ERROR for problem in found.left) else FINE


def erase(asked: Call, screen: Screen) -> int:
    """List what is held of somebody, and remove it when asked to."""
    from affiche import erase

    chosen = options(asked)
    who = " ".join(asked.words)
    held = erase.find(who, chosen.content, (chosen.out,), chosen.cache, chosen.today)
    wanted = bool(asked.options.get("yes"))
    stopped = bool(held.decisions) or (wanted and bool(held.by_hand))
    removed = wanted and not stopped
    if removed:
        erase.remove(held, chosen.today)
    for line in erase.told(held, screen.words, removed):
        screen.say(line)
    if stopped and held.by_hand:
        what = "Nothing was removed yet: empty those cells first, save, and do this again."
        screen.say("\n" + screen.words.say(what))
    if stopped:
        return WRONG
    after = "Now build anew: {command}" if removed else "Add --yes to remove it."
    screen.say("\n" + screen.words.say(after, command=Command("build")))
    return FINE


def publish(asked: Call, screen: Screen) -> int:
    """Send what changed of a built site to a folder or a server."""
    from affiche.cli import sending

    return sending.publish(asked, screen)


def schema(asked: Call, screen: Screen) -> int:
    """Write the schemas, and tell VS Code of them when nothing is said there yet."""
    from affiche.editing import schema

    folder = Path(asked.options.get("out", "schemas"))
    told = Path(".vscode/settings.json")
    try:
        for path in schema.write(folder, screen.words):
            screen.say(screen.words.say("Made: {path}", path=path))
        said = schema.settings(folder.as_posix())
        if not told.exists() and not folder.is_absolute():
            told.parent.mkdir(exist_ok=True)
            told.write_text(said, "utf-8")
            screen.say(screen.words.say("Made: {path}", path=told))
        else:
            what = "Put this into {path}, for the YAML extension of VS Code:"
            screen.say(screen.words.say(what, path=told) + "\n" + said.rstrip("\n"))
    except OSError as error:
        raise ContentError([_unwritable(error)]) from None
    return FINE


def segment(asked: Call, screen: Screen) -> int:
    """Tell who the A-customers are."""
    from affiche.segment import concept, told
    from affiche.segment.customers import gather
    from affiche.segment.differences import differences
    from affiche.segment.orders import opened
    from affiche.segment.pareto import pareto

    given = asked.options
    if "revenue" not in given:
        raise ContentError([_no_revenue(asked)])
    file = opened(
        Path(" ".join(asked.words)), given["revenue"], given.get("customer"), given.get("date")
    )
    customers = gather(file)
    line = pareto(customers.revenue, given.get("share", 20))
    found = differences(customers, line)
    for text in told.lines(file, customers, line, found, screen.words):
        screen.say(text)
    try:
        if "svg" in given:
            Path(given["svg"]).write_text(told.svg(line, screen.words), "utf-8")
            screen.say(screen.words.say("Made: {path}", path=given["svg"]))
        if "write" in given:
            folder, wanted = Path(given.get("content", "content")), given["write"]
            made = concept.write(wanted, folder, customers, line, found, _today(), screen.words)
            screen.say(screen.words.say("Made: {path}", path=made))
    except OSError as error:
        raise ContentError([_unwritable(error)]) from None
    return FINE


def bring_in(asked: Call, screen: Screen) -> int:
    """Make files of content out of files of other programs."""
    from affiche.importing import bringing, told

    if not asked.words:
        raise ContentError([_no_file()])
    chosen, dry = options(asked), bool(asked.options.get("dry_run"))
    files = [Path(word) for word in asked.words]
    brought = bringing.bring(files, chosen.content, chosen.today, screen.words, not dry)
    if asked.options.get("format") == "json":
        screen.say(told.as_json(brought, screen.words, not dry))
        return FINE
    for line in told.lines(brought, screen.words, not dry):
        screen.say(line)
    if not dry:
        advice = "Look at them, and see them with: {command}"
        screen.say(screen.words.say(advice, command=Command("watch")))
    return FINE


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
        rows = [(name, *call.told(name, spoken)) for name in call.COMMANDS]
        commands[language] = [site.Command(*row) for row in rows]
    out, shots = Path(given.get("out", "manual")), given.get("pictures")
    theme = load(chosen.themes, chosen.theme or DEFAULT_THEME)
    made = site.make(out, theme, screen.words, commands, Path(shots) if shots else None)
    pages = sum(name.endswith(".html") for name in made)
    screen.say(screen.words.say("Made: {count} pages in {path}", count=pages, path=out))
    screen.say(screen.words.say("Open it: {path}", path=out / "index.html"))
    return FINE


def show_help(asked: Call, screen: Screen) -> int:
    """Tell what can be asked for."""
    screen.say(call.help_text(screen.words, asked.prog).rstrip("\n"))
    return FINE


def show_version(asked: Call, screen: Screen) -> int:
    """Tell which version this is."""
    screen.say(f"affiche {__version__}")
    return FINE


COMMANDS = {
    "build": build,
    "check": check,
    "watch": watch,
    "edit": edit,
    "new": new,
    "diff": diff,
    "erase": erase,
    "fix": fix,
    "rename": rename,
    "archive": archive,
    "split": split,
    "merge": merge,
    "schema": schema,
    "segment": segment,
    "import": bring_in,
    "publish": publish,
    "manual": manual,
    "help": show_help,
    "version": show_version,
}


def _shown(asked: Call) -> str:
    """The command, or what is asked about it."""
    return next((name for name in ("help", "version") if asked.options.get(name)), asked.command)


def _no_folder(apart: str) -> Problem:
    what = "{name} needs a folder of its own for what others get"
    hint = "Add --out and the name of a folder."
    values = {"name": f"--only {apart}"}
    return Problem(Kind.ERROR, "call", Place(""), what, hint, values)


def _unwritable(error: OSError) -> Problem:
    what = "{path} cannot be written: {why}"
    values = {"path": str(error.filename), "why": error.strerror or str(error)}
    return Problem(Kind.ERROR, "call", Place(""), what, "", values)


def _two_words(asked: Call) -> Problem:
    what, hint = "{command} needs two names", "For example: {example}"
    values = {"command": asked.command, "example": call.EXAMPLES[asked.command]}
    return Problem(Kind.ERROR, "call", Place(""), what, hint, values)


def _no_revenue(asked: Call) -> Problem:
    what = "which column has the revenue? Say it with --revenue"
    hint = "For example: {example}"
    values = {"example": call.EXAMPLES["segment"]}
    return Problem(Kind.ERROR, "call", Place(""), what, hint, values)


def _no_file() -> Problem:
    hint = "For example: {example}"
    values = {"example": call.EXAMPLES["import"]}
    return Problem(Kind.ERROR, "call", Place(""), "which file is to be brought in?", hint, values)


def _today() -> date:
    """Today, or the day of SOURCE_DATE_EPOCH (reproducible-builds.org), in UTC then."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isdecimal():
        from datetime import UTC

        return datetime.fromtimestamp(int(epoch), UTC).date()
    return date.today()


def _stop(signal_number: int, frame: object) -> None:
    raise KeyboardInterrupt
