"""The rows of a survey in; NPS, CES or satisfaction out."""

from __future__ import annotations

from affiche.measures.exports.rows import told
from affiche.measures.exports.rows.reader import Reader
from affiche.model.measures import Answer, MeasureKind, Scale

NPS_SCALE = (0.0, 10.0)
# A survey that does not say its scale was asked on the usual one.
USUAL = {MeasureKind.CES: (1.0, 7.0), MeasureKind.SATISFACTION: (1.0, 5.0)}


def answers(reader: Reader) -> tuple[Answer, ...]:
    """NPS, CES or satisfaction."""
    kind = reader.layout.kind
    usual = NPS_SCALE if kind is MeasureKind.NPS else USUAL[kind]
    found = []
    for line, row in reader.layout.rows:
        if not reader.whole(row, line):
            continue
        score = reader.number(row, "score", line)
        importance = reader.number(row, "importance", line)
        if score is None and importance is None:
            reader.unanswered += 1
            continue
        scale = reader.scale(row, line) or usual
        day, spot, n = reader.day(row, line), reader.spot(row, line), reader.count(row, line)
        if not _in_range(reader, score, scale, "score", line) or n is None:
            continue
        if not _in_range(reader, importance, scale, "importance", line):
            continue
        if kind is MeasureKind.NPS and score is not None and not score.is_integer():
            reader.wrong("no-number", "score", line, *told.NOT_WHOLE, value=score)
            continue
        source, aspect = reader.text(row, "source"), reader.text(row, "aspect")
        averaged = n > 1 and any(v is not None and v % 1 for v in (score, importance))
        found.append(Answer(day, score, scale, spot, n, aspect, importance, source, averaged))
    return tuple(found)


def _in_range(reader: Reader, value: float | None, scale: Scale, name: str, line: int) -> bool:
    if value is None or scale[0] <= value <= scale[1]:
        return True
    reader.wrong(
        "out-of-range", name, line, *told.OUT_OF_RANGE,
        value=value, low=int(scale[0]), high=int(scale[1]),
    )  # fmt: skip
    return False
