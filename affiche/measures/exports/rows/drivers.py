"""The rows of a survey with a column an aspect in; what may move customers, out."""

from __future__ import annotations

from affiche.measures.exports.rows import told
from affiche.measures.exports.rows.reader import Reader
from affiche.measures.tables import cells
from affiche.measures.tables.table import Row
from affiche.model.measures import DriverAnswer, DriverTable, Scale


def drivers(reader: Reader) -> tuple[DriverTable, ...]:
    """One table: the overall judgement of each customer, beside that of each aspect."""
    names = tuple(reader.layout.head[at] for at in reader.layout.aspects)
    scale: Scale | None = None
    rows = []
    for line, row in reader.layout.rows:
        if not reader.whole(row, line):
            continue
        overall = reader.number(row, "overall", line)
        if overall is None:
            reader.unanswered += 1
            continue
        scale = scale or reader.scale(row, line)
        scores = tuple(_aspect(reader, row, at, line) for at in reader.layout.aspects)
        rows.append((line, DriverAnswer(reader.day(row, line), overall, scores,
                                        reader.spot(row, line))))  # fmt: skip
    all_scores = [s for _, one in rows for s in (one.overall, *one.aspects) if s is not None]
    scale = scale or ((1.0, 5.0) if max(all_scores, default=0.0) <= 5 else (1.0, 10.0))
    for line, one in rows:
        for at, score in zip((None, *reader.layout.aspects), (one.overall, *one.aspects),
                             strict=True):  # fmt: skip
            if score is not None and not scale[0] <= score <= scale[1]:
                words = told.OUT_OF_RANGE if at is None else told.OF_ASPECT
                reader.wrong("out-of-range", "overall", line, *words, number=at,
                           value=score, low=int(scale[0]), high=int(scale[1]))  # fmt: skip
    for line, row in reader.layout.rows:
        for at in (reader.layout.at["overall"], *reader.layout.aspects):
            said = cells.said(row[at]) if at < len(row) else ""
            reader.on_other_scale(said, "overall", scale, line, at)
    answers = tuple(one for _, one in rows)
    return (DriverTable(names, scale, answers),) if answers else ()


def _aspect(reader: Reader, row: Row, at: int, line: int) -> float | None:
    said = cells.said(row[at]) if at < len(row) else ""
    return reader.number_in(said, "aspects", line, at)
