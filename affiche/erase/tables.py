"""A table and who is meant in; the cells that are about them out."""

from __future__ import annotations

from collections.abc import Iterator

from affiche.erase import naming
from affiche.erase.places import spots
from affiche.erase.who import Shelf, Target
from affiche.measures.exports.called import PLACES
from affiche.measures.tables import table
from affiche.splicing.trees import Spot
from affiche.splicing.written import Edit, Written


def cells(file: str, text: Written, target: Target, held: Shelf) -> Iterator[Edit]:
    """The cells of a table: an answer stays, and is nobody's any more."""
    ours, said = columns(held), words(target, held)
    named: set[int] | None = None
    for row in naming.cells(text.text, separator(file, text)):
        if named is None:
            if any(each for _, _, each in row) and not row[0][2].lower().startswith("sep="):
                named = {n for n, cell in enumerate(row) if cell[2].casefold() in ours}
            continue
        for number, (start, end, value) in enumerate(row):
            if number in named and value.casefold() in said:
                yield Edit(start, end)
            for name in target.names:
                yield from naming.found(text.text, naming.pattern(name), start, end)


def separator(file: str, text: Written) -> str:
    """What stands between the cells of a table."""
    try:
        return table.read(file, text.path.read_bytes()).separator or ","
    except table.UnreadableTableError:
        return ","


def columns(held: Shelf) -> set[str]:
    """What the columns are called that name a persona, those that are known and the company's."""
    found = {*PLACES["persona"], "personas"}
    for spot in _settings(held):
        if spot.way[-1] == "persona" and spot.value:
            found.add(spot.value.casefold())
    return found


def words(target: Target, held: Shelf) -> set[str]:
    """What a cell may say that means the persona: its id, its name, a word of the company's."""
    if not target.persona:
        return set()
    said = {target.persona, *target.names, *(n for n in target.hinted if " " in n)}
    for spot in _settings(held):
        if is_word(spot) and spot.value == target.persona:
            said.add(str(spot.way[-1]))
    return {word.casefold() for word in said}


def is_word(spot: Spot) -> bool:
    """Whether a value of site.yaml says what a word of a table means."""
    return spot.way[:1] == ("measurements",) and "values" in spot.way[:-1]


def _settings(held: Shelf) -> Iterator[Spot]:
    settings = held.texts.get("site.yaml")
    for spot in spots("site.yaml", settings) if settings else ():
        if spot.way[:1] == ("measurements",):
            yield spot
