"""The rows of a board or a poll in; votes for opportunities out."""

from __future__ import annotations

from dataclasses import replace

from affiche.measures.exports.rows import told
from affiche.measures.exports.rows.reader import NOT_SHOWN, Reader, short
from affiche.measures.tables import cells
from affiche.measures.tables.table import Row
from affiche.model.measures import Vote
from affiche.reading import guesses


def votes(reader: Reader) -> tuple[Vote, ...]:
    """Votes; a row without a number is one vote."""
    found = []
    for line, row in reader.layout.rows:
        said = reader.text(row, "opportunity")
        if not reader.whole(row, line) or cells.is_blank(said):
            continue
        if reader.text(row, "closed").casefold() not in NOT_SHOWN:
            continue
        name = reader.said_values.get(said.casefold().strip(), said)
        one = reader.known.look_up("opportunity", name)
        if one is None:
            _unknown_chance(reader, name, line)
            continue
        votes = _number(reader, row, line) if "votes" in reader.layout.at else 1.0
        if votes is not None and (votes < 0 or not votes.is_integer()):
            reader.wrong("bad-count", "votes", line, *told.BAD_VOTES, value=votes)
            continue
        day = reader.day(row, line)
        found.append(Vote(one, int(votes or 0), day, reader.layout.strangers))
    return _together(found) if reader.layout.strangers else tuple(found)


def _together(found: list[Vote]) -> tuple[Vote, ...]:
    """The cards of a board that stand for one opportunity, as one: of boards the last counts."""
    made: dict[str, Vote] = {}
    for one in found:
        before = made.setdefault(one.opportunity, replace(one, votes=0))
        days = [day for day in (before.day, one.day) if day is not None]
        made[one.opportunity] = replace(
            before, votes=before.votes + one.votes, day=max(days, default=None)
        )
    return tuple(made.values())


def _number(reader: Reader, row: Row, line: int) -> float | None:
    """How many votes; "1.234" is more than a thousand."""
    said = reader.text(row, "votes")
    found = cells.count(said) if said else None
    return found if found is not None else reader.number(row, "votes", line)


def _unknown_chance(reader: Reader, name: str, line: int) -> None:
    if reader.layout.strangers:  # a board holds other cards as well
        reader.strange[name] = reader.strange.get(name, 0) + 1
        reader.first_strange = reader.first_strange or line
        return
    spoken = reader.known.ids.get("opportunity", {})
    guess = guesses.close(name, [*sorted(set(spoken.values())), *spoken])
    reader.wrong(
        "unknown-opportunity", "opportunity", line, "there is no opportunity `{name}`",
        told.GUESS if guess else "Add it to opportunities.yaml, or take the row away",
        key=name, name=short(name), guess=spoken.get(guess or "", guess),
    )  # fmt: skip
