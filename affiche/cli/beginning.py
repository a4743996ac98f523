"""Commands that begin files: starters, house styles, what other programs wrote."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from affiche.cli import offered
from affiche.cli.call import Call
from affiche.cli.chosen import options
from affiche.cli.codes import FINE
from affiche.cli.screen import Screen
from affiche.commands import Command, of_folder
from affiche.errors import ContentError, Kind, Place, Problem, unwritten
from affiche.words import Words

if TYPE_CHECKING:
    from affiche.starters.house import House


def new(asked: Call, screen: Screen) -> int:
    """Make a starter file."""
    from affiche import starters

    chosen = options(asked)
    kind, *name = asked.words
    if kind.casefold() in offered.ALONE:
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
    for path in (made.path, *made.along):
        _explain(path, screen)
        screen.say(screen.words.say("Made: {path}", path=path))
    if whole:
        _around(asked, screen, made.path.parents[1], offered.ALONE, brief=True)
    for line in _mended(themes, made.id, screen.words) if given else ():
        screen.say(line)
    for line in _left_out(given, screen.words) if given else ():
        screen.say(line)
    spoken = screen.words
    spoken = spoken.told_to(spoken.start.below()) if whole else spoken
    screen.say(spoken.say(made.advice, id=made.id, command=Command("watch")))
    return FINE


def _explain(path: Path, screen: Screen) -> None:
    """Tell in a starter file of every field that there is."""
    from affiche.editing.explained import explained
    from affiche.editing.kinds import FOLDERS

    kind = FOLDERS.get(path.parent.name)
    if kind:
        path.write_text(explained(kind, path.read_text("utf-8"), screen.words), "utf-8")


def _around(
    asked: Call, screen: Screen, folder: Path, kinds: Sequence[str], brief: bool = False
) -> int:
    """Make files for git, editors and assistants; what is there stays. In brief those are named
    by what of them lies in the folder itself."""
    from affiche.editing import workplace

    program = of_folder(folder).program
    tops: dict[str, None] = {}
    try:
        for kind in kinds:
            made = workplace.files(kind, screen.words, program)
            for path, written in workplace.write(made, folder):
                if written and brief:
                    tops.setdefault(path.relative_to(folder).parts[0])
                    continue
                said = "Made: {path}" if written else "{path} is already there"
                screen.say(screen.words.say(said, path=path))
    except OSError as error:
        raise ContentError([unwritten(error)]) from None
    if tops:
        what = "And for git, editors and assistants, which you need not open: {names}"
        screen.say(screen.words.say(what, names=", ".join(tops)))
    return FINE


def _house(asked: Call) -> House | None:
    """What was given for a house style, if anything."""
    from affiche.starters.house import House

    given = asked.options
    if not any(key in given for key in ("logo", "colors", "brand")):
        return None
    files = {key: Path(given[key]) for key in ("logo", "brand") if key in given}
    return House(colors=given.get("colors", ""), **files)


def _left_out(given: House, words: Words) -> Iterator[str]:
    """Which logos of a brand were not there."""
    from affiche.starters import house

    for name in house.absent(given):
        what = "{file} is not beside the _brand.yml, so that logo was left out"
        yield "  " + words.say(what, file=name)


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


def _no_file() -> Problem:
    hint = "For example: {example}"
    values = {"example": offered.EXAMPLES["import"]}
    return Problem(Kind.ERROR, "call", Place(""), "which file is to be brought in?", hint, values)
