"""Rows of cells in; personas or a journey as trees out, whichever way round the table stands."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from affiche.importing.labels import (
    is_phase_word,
    persona_field,
    phase_field,
    spoken,
    touchpoint_field,
)
from affiche.importing.tree import Node, Rows, listed

# What only journeys, and only personas, have.
_JOURNEY = frozenset(
    [
        "functional",
        "emotional",
        "touchpoints",
        "opportunities",
        "duration",
        "response",
        "requirements",
    ]
)
_PERSONA = frozenset(
    ["name", "age", "location", "occupation", "biography", "organisation", "education", "household"]
)
_ORDER = re.compile(r"\W*\d{1,2}\s*[.):–-]?\s+\S")
_NUMBER = re.compile(r"([-−+]?)[012](?:[.,]\d+)?")
_OF_A_STEP = frozenset(["emotional", "functional", "pains", "gains", "opportunities", "quote"])
_STEPS = frozenset(
    [
        "step",
        "steps",
        "stap",
        "stappen",
        "touchpoint",
        "touchpoints",
        "schritt",
        "schritte",
        "paso",
        "pasos",
        "étape",
    ]
)


def personas(rows: Rows) -> list[Node]:
    """The personas of a table, one a row or a column; none when it has fewer than two fields."""
    rows = _square(rows)
    if len(rows) < 2 or journey("", rows) is not None:
        return []
    across, down = rows[0], [row[0] for row in rows]
    head = _count(across, persona_field)
    side = _count(down, persona_field)
    if max(head, side) < 2:
        return []
    if side > head:
        rows = [list(column) for column in zip(*rows, strict=True)]
    made = (_record(rows[0], row, line) for line, row in enumerate(rows[1:], 2))
    return [one for one in made if one]


def _record(heads: Sequence[str], row: Sequence[str], line: int) -> Node | None:
    """One persona: its name is what the column of names says, else the first cell."""
    if not any(cell.strip() for cell in row):
        return None
    names = [at for at, head in enumerate(heads) if persona_field(head) == "name"]
    at = names[0] if names else 0
    inside: list[Node] = []
    for n, (head, cell) in enumerate(zip(heads, row, strict=True)):
        if not cell.strip() or (n == at and not names):
            continue
        if not head.strip() and inside:  # one label beside several cells
            inside[-1] = replace(inside[-1], text=_together([inside[-1].text, listed(cell)]))
        else:
            inside.append(Node(head, listed(cell), line, level=3))
    title = "" if names else row[at]
    if not title and not names:
        return None
    return Node(title, "", line, tuple(inside), 2)


def journey(title: str, rows: Rows) -> Node | None:
    """The journey of a table: phases across or down; None when it is none."""
    rows = _square(rows)
    if len(rows) > 2 and rows[0][0].strip() and not any(cell.strip() for cell in rows[0][1:]):
        below = _square(rows[1:])
        if len(below[0]) == len(rows[0]):  # the first row is the title of them all
            return journey(rows[0][0], below)
    if len(rows) < 2 or len(rows[0]) < 2:
        return None
    if not is_phase_word(rows[0][0]) and not is_phase_word(rows[0][min(1, len(rows[0]) - 1)]):
        labelled = {phase_field(row[0]) for row in rows[1:]} & _JOURNEY
        if len(labelled) < 2 or _persona_only(row[0] for row in rows):
            return None
    head = _count(rows[0][1:], phase_field)
    side = _count([row[0] for row in rows[1:]], phase_field)
    if not _persona_only(rows[0]) and not max(head, side) and _numbered(rows):
        return _down(title, rows)
    if _persona_only(rows[0]) or max(head, side) < 1:
        return None
    if head > side or (head == side and len(rows[0]) < len(rows)):
        return _down(title, rows)
    return _across(title, rows)


def _numbered(rows: Rows) -> bool:
    """Whether a table says "Stage" above "1. …", "2. …": then its rows are phases, whatever the
    columns are called."""
    below = [row[0] for row in rows[1:]]
    return is_phase_word(rows[0][0]) and len(below) > 2 and all(map(_ORDER.match, below))


def _persona_only(labels: Iterable[str]) -> bool:
    found = [persona_field(label) for label in labels]
    return len(_PERSONA.intersection(filter(None, found))) > 1


def _across(title: str, rows: Rows) -> Node:
    """Phases as columns; a row that names steps makes touchpoints of the columns of a phase."""
    heads = _carried(rows[0])
    phases: dict[str, list[int]] = {}
    for at, head in enumerate(heads[1:], 1):
        if any(row[at].strip() for row in rows):
            phases.setdefault(head or str(at), []).append(at)
    several = len(phases) < len(heads) - 1
    steps = next((row for row in rows[1:] if several and spoken(row[0]) in _STEPS), None)
    told = [(n, _signed(row)) for n, row in enumerate(rows[1:], 2) if row is not steps]
    made = []
    for head, columns in phases.items():
        of_steps = [(n, row) for n, row in told if steps and _of_a_step(row[0])]
        lanes = [_steps(steps, of_steps, columns)] if steps else []
        for number, row in told:
            said = [listed(row[at]) for at in columns if row[at].strip()]
            if said and (number, row) not in of_steps:
                lanes.append(Node(row[0], _together(said), number, level=3))
        made.append(Node(head, "", 1, tuple(lanes), 2))
    return Node(title or rows[0][0], "", 1, tuple(made), 1)


def _of_a_step(label: str) -> bool:
    """Whether a row tells of each step by itself what a touchpoint has a field for."""
    return touchpoint_field(label) is not None or phase_field(label) in _OF_A_STEP


def _steps(
    names: Sequence[str], told: Sequence[tuple[int, Sequence[str]]], columns: Sequence[int]
) -> Node:
    """The steps of a phase as touchpoints, each a column with what the rows say of it."""
    points = []
    for at in columns:
        said = ((number, row[0], row[at]) for number, row in told if row[at].strip())
        inside = tuple(Node(label, listed(cell), number, level=5) for number, label, cell in said)
        points.append(Node(names[at] or str(at), "", 1, inside, 4))
    return Node("touchpoints", "", 1, tuple(points), 3)


def _signed(row: Sequence[str]) -> Sequence[str]:
    """A row of feelings where one is below zero: from −2 to 2, so 1 is above zero too."""
    said = [_NUMBER.fullmatch(cell.strip()) for cell in row[1:] if cell.strip()]
    if phase_field(row[0]) != "emotional" or not any(one and one[1] in ("-", "−") for one in said):
        return row
    return [row[0], *(f"+{c.strip()}" if c.strip().isdigit() else c for c in row[1:])]


def _down(title: str, rows: Rows) -> Node:
    """Phases as rows. Rows of one phase come together; where they name touchpoints, each is one."""
    heads = rows[0]
    named = [n for n, head in enumerate(heads) if is_phase_word(head)]
    counted = [n for n in named if all(row[n].strip().isdigit() for row in rows[1:])]
    at = next(
        iter((*(n for n in named if n not in counted), *named)), 0
    )  # "Step" above 1, 2, 3 beside "Phase" only counts them
    point = next((n for n, head in enumerate(heads) if phase_field(head) == "touchpoints"), None)
    groups: dict[str, list[tuple[int, Sequence[str]]]] = {}
    last = ""
    for number, row in enumerate(rows[1:], 2):
        last = row[at].strip() or last
        groups.setdefault(last, []).append((number, row))
    made = []
    for head, group in groups.items():
        several = point is not None and len(group) > 1
        lanes = _points(heads, group, at, point) if several and point is not None else []
        for n, label in enumerate(heads):
            told = [listed(row[n]) for _, row in group if row[n].strip()]
            if n != at and told and not several:
                lanes.append(Node(label, _together(told), group[0][0], level=3))
        made.append(Node(head, "", group[0][0], tuple(lanes), 2))
    return Node(title, "", 1, tuple(made), 1)


def _points(
    heads: Sequence[str], group: Sequence[tuple[int, Sequence[str]]], at: int, point: int
) -> list[Node]:
    """The touchpoints of one phase, each with what its row says of it."""
    points = []
    for number, row in group:
        inside = [
            Node(label, listed(row[n]), number, level=5)
            for n, label in enumerate(heads)
            if n not in (at, point) and row[n].strip()
        ]
        points.append(Node(row[point], "", number, tuple(inside), 4))
    return [Node("touchpoints", "", group[0][0], tuple(points), 3)]


def _together(told: Sequence[str]) -> str:
    """Several cells as one list."""
    lines = [line.removeprefix("- ") for cell in told for line in cell.split("\n") if line.strip()]
    return lines[0] if len(lines) == 1 else "\n".join(f"- {line}" for line in lines)


def _carried(heads: Sequence[str]) -> list[str]:
    """Headings where a merged cell leaves those behind it empty: the last one goes on."""
    found: list[str] = []
    for at, head in enumerate(heads):
        found.append(head.strip() or (found[-1] if at > 1 and found else ""))
    return found


def _count(labels: Sequence[str], meant: Callable[[str], object]) -> int:
    return len({name for label in labels if (name := meant(label))})


def _square(rows: Rows) -> list[list[str]]:
    """Rows of one length, without columns and rows that are empty."""
    wide = max((len(row) for row in rows), default=0)
    full = [[*row, *[""] * (wide - len(row))] for row in rows if any(c.strip() for c in row)]
    used = [at for at in range(wide) if any(row[at].strip() for row in full)]
    return [[row[at] for at in used] for row in full]
