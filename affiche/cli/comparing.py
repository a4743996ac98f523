"""The command that tells what changed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from affiche.cli.call import Call
from affiche.cli.chosen import beside, options
from affiche.cli.codes import FINE
from affiche.cli.screen import Screen
from affiche.errors import ContentError, unwritten

if TYPE_CHECKING:
    from affiche.building.past.comparing import Compared
    from affiche.building.past.pictures import Pictures
    from affiche.versions.told import Difference


def diff(asked: Call, screen: Screen) -> int:
    """Tell what changed since a version, or against a branch."""
    from affiche.building.past import comparing
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
    from affiche.building.past import pictures
    from affiche.versions import told

    chosen = options(asked)
    usual = chosen.content.parent / told.PICTURES
    folder = beside(asked, "out", str(usual))
    made = pictures.pictures(chosen, changed)
    for note, values in made.notes:
        screen.note(screen.words.say(note, **values))
    _put(made, folder, "*\n" if folder == usual else "")  # no part of the project's history
    return [
        replace(one, picture=(folder / one.picture).as_posix() if one.picture else "")
        for one in made.found
    ]


def _change_sheets(asked: Call, screen: Screen) -> int:
    """Make the change sheets, in the folder where we are or in --out."""
    from affiche.building.past import comparing

    folder = beside(asked, "out", ".")
    for what in asked.words or ("",):
        made = comparing.sheets(options(asked), what, asked.options.get("since", ""))
        for note, values in made.notes:
            screen.note(screen.words.say(note, **values))
        if not made.files:
            screen.say(screen.words.say("Nothing changed."))
        _put(made, folder)
        for name in made.files:
            screen.say(screen.words.say("Made: {path}", path=folder / name))
    return FINE


def _put(made: Pictures | Compared, folder: Path, ignored: str = "") -> None:
    """The files that show what changed into a folder; git sees nothing of what is `ignored`."""
    from affiche.building.shown import records

    try:
        if made.draft and made.files:
            records.put_beside(made.draft, folder, made.files)
            if ignored:
                (folder / ".gitignore").write_text(ignored, "utf-8")
    except OSError as error:
        raise ContentError([unwritten(error)]) from None
