"""Commands that tell something beside the site: schemas, who the A-customers are."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from affiche.cli import offered
from affiche.cli.call import Call
from affiche.cli.chosen import beside, today
from affiche.cli.codes import FINE
from affiche.cli.screen import Screen
from affiche.errors import ContentError, Kind, Place, Problem, unwritten

if TYPE_CHECKING:
    pass


def schema(asked: Call, screen: Screen) -> int:
    """Write the schemas, and tell VS Code of them when nothing is said there yet."""
    from affiche.editing import schema

    folder = beside(asked, "out", "schemas")
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
        raise ContentError([unwritten(error)]) from None
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
    drawn = beside(asked, "svg") if "svg" in given else None
    file = opened(
        Path(" ".join(asked.words)), given["revenue"], given.get("customer"), given.get("date")
    )
    customers = gather(file)
    line = pareto(customers.revenue, given.get("share", 20))
    found = differences(customers, line)
    for text in told.lines(file, customers, line, found, screen.words):
        screen.say(text)
    try:
        if drawn is not None:
            drawn.write_text(told.svg(line, screen.words), "utf-8")
            screen.say(screen.words.say("Made: {path}", path=drawn))
        if "write" in given:
            folder, wanted = Path(given.get("content", "content")), given["write"]
            made = concept.write(wanted, folder, customers, line, found, today(), screen.words)
            screen.say(screen.words.say("Made: {path}", path=made))
    except OSError as error:
        raise ContentError([unwritten(error)]) from None
    return FINE


def _no_revenue(asked: Call) -> Problem:
    what = "which column has the revenue? Say it with --revenue"
    hint = "For example: {example}"
    values = {"example": offered.EXAMPLES["segment"]}
    return Problem(Kind.ERROR, "call", Place(""), what, hint, values)
