"""The columns of a survey in; which of several that might be the question is, out."""

from __future__ import annotations

from collections.abc import Sequence

from affiche.measures.exports import called
from affiche.measures.tables import cells
from affiche.measures.tables.table import Row
from affiche.model.measures import MeasureKind

SAMPLE = 200
ASKED = {
    MeasureKind.NPS: called.RECOMMEND,
    MeasureKind.CES: called.EFFORT,
    MeasureKind.SATISFACTION: called.SATISFIED,
}


def chosen(
    kind: MeasureKind, columns: Sequence[str], rows: Sequence[tuple[int, Row]], at: dict[str, int]
) -> tuple[int, ...]:
    """Let the score be a column with numbers, where the words of the question fit several: "why
    would you recommend us?" has none. Returns the others that have numbers too."""
    names, first = ASKED.get(kind, ()), at.get("score")
    if first is None or called.find(names, [columns[first]]) is None:
        return ()
    taken = {number for name, number in at.items() if name != "score"}
    fit = [
        number for number, column in enumerate(columns)
        if number not in taken and column and called.find(names, [column]) is not None
    ]  # fmt: skip
    scored = [number for number in fit if _scored(rows, number)]
    if not scored:  # "NPS: Promoter", with the answer beside it
        plain = called.find(called.ANSWERS["score"], list(columns))
        scored = [plain] if plain is not None and _scored(rows, plain) else []
    if scored and first not in scored:
        at["score"] = first = scored[0]
    return tuple(number for number in scored if number != first)


def _scored(rows: Sequence[tuple[int, Row]], number: int) -> bool:
    """Whether most cells of a column that say something are a score."""
    said = [cells.said(row[number]) for _, row in rows[:SAMPLE] if number < len(row)]
    said = [one for one in said if not cells.is_blank(one)]
    scores = [cells.number(one) for one in said]
    return 2 * sum(score is not None and score <= 10 for score in scores) > len(said)
