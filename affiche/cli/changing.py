"""Commands that change what people wrote: told first, done with `--yes`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from affiche.cli import offered
from affiche.cli.call import Call
from affiche.cli.chosen import beside, options
from affiche.cli.codes import FINE, WRONG
from affiche.cli.screen import Screen
from affiche.commands import Command
from affiche.errors import ContentError, Kind, Place, Problem

if TYPE_CHECKING:
    from affiche.editing.ids.renaming import Changes


def rename(asked: Call, screen: Screen) -> int:
    """Give something another id, with every place that refers to it."""
    from affiche.editing.ids import renaming
    from affiche.erase.who import shelf

    if len(asked.words) != 2:
        raise ContentError([_two_words(asked)])
    held = shelf(options(asked).content)
    return _changing(asked, screen, renaming.rename(held, *asked.words))


def archive(asked: Call, screen: Screen) -> int:
    """Keep a persona or journey that no longer counts."""
    from affiche.editing.ids import parting
    from affiche.erase.who import shelf

    held = shelf(options(asked).content)
    return _changing(asked, screen, parting.archive(held, " ".join(asked.words), screen.words))


def split(asked: Call, screen: Screen) -> int:
    """Make several files of one."""
    from affiche.editing.ids import parting
    from affiche.erase.who import shelf

    held = shelf(options(asked).content)
    return _changing(asked, screen, parting.split(held, " ".join(asked.words)))


def merge(asked: Call, screen: Screen) -> int:
    """Put one persona into another."""
    from affiche.editing.ids import parting
    from affiche.erase.who import shelf

    if len(asked.words) != 2:
        raise ContentError([_two_words(asked)])
    held = shelf(options(asked).content)
    return _changing(asked, screen, parting.join(held, *asked.words))


def _changing(asked: Call, screen: Screen, changes: Changes) -> int:
    """Show what changes, and do it when that is asked and the project builds afterwards."""
    from affiche.content.changes import new_errors, write
    from affiche.editing import fixing

    chosen = options(asked)
    if not changes.files:
        screen.say(screen.words.say("Nothing changes."))
        return FINE
    for line in fixing.preview(changes.files, chosen.content):
        screen.say(line)
    if changes.by_hand:
        what = "Only a spreadsheet program can change this. Do it by hand:"
        screen.say("\n" + screen.words.say(what))
        for line in changes.by_hand:
            screen.say(f"  {line}")
    wrong = new_errors(chosen.content.resolve(), changes.files, chosen.today)
    if wrong:
        screen.say("\n" + screen.words.say("Then the project does not build. Mend this first:"))
        screen.problems(wrong)
        return WRONG
    if asked.options.get("yes"):
        write(changes.files, chosen.content)
        screen.say("\n" + screen.words.say("Done. The project still builds."))
    else:
        screen.say("\n" + screen.words.say("The project builds with this. Add --yes to do it."))
    return FINE


def fix(asked: Call, screen: Screen) -> int:
    """Show what can be mended without asking anybody, and do it when asked to."""
    from affiche.content.changes import write
    from affiche.editing import fixing

    chosen = options(asked)
    found = fixing.fix(chosen.content, chosen.today)
    for line in fixing.preview(found.changes, chosen.content):
        screen.say(line)
    if not found.changes:
        screen.say(screen.words.say("There is nothing that has one answer only."))
    elif asked.options.get("yes"):
        write(found.changes, chosen.content)
        screen.say(screen.words.say("Mended: {n}.", n=found.mended))
    else:
        screen.say(screen.words.say("Mistakes that this mends: {n}. Add --yes to do it.",
                                    n=found.mended))  # fmt: skip
    screen.problems(found.left)
    return WRONG if any(problem.kind is Kind.ERROR for problem in found.left) else FINE


def erase(asked: Call, screen: Screen) -> int:
    """List what is held of somebody, and remove it when asked to."""
    from affiche import erase
    from affiche.building import looked

    chosen = options(asked)
    who = " ".join(asked.words)
    elsewhere = [of for of in looked.sites(chosen) if of.resolve() != chosen.out.resolve()]
    outs = (beside(asked, "out", "site", whole=True), *elsewhere)
    held = erase.find(who, chosen.content, outs, chosen.cache, chosen.today)
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


def _two_words(asked: Call) -> Problem:
    what, hint = "{command} needs two names", "For example: {example}"
    values = {"command": asked.command, "example": offered.EXAMPLES[asked.command]}
    return Problem(Kind.ERROR, "call", Place(""), what, hint, values)
