"""The rows of a survey in; NPS, CES or satisfaction out."""

from __future__ import annotations

from affiche.measures.exports.rows import told
from affiche.measures.exports.rows.reader import Reader
from affiche.measures.tables.table import Row
from affiche.model.measures import Answer, MeasureKind, Scale

NPS_SCALE = (0.0, 10.0)
NPS_SCALES = (NPS_SCALE, (1.0, 10.0))
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
        if kind is MeasureKind.NPS and scale not in NPS_SCALES:
            reader.wrong("bad-scale", "scale", line, *told.NPS_SCALE, low=int(scale[0]),
                         high=int(scale[1]))  # fmt: skip
            continue
        day, spot, n = reader.day(row, line), reader.spot(row, line), reader.count(row, line)
        if not _in_range(reader, score, scale, "score", row, line) or n is None:
            continue
        if not _in_range(reader, importance, scale, "importance", row, line):
            continue
        if kind is MeasureKind.NPS and score is not None and not score.is_integer():
            reader.wrong("no-number", "score", line, *told.NOT_WHOLE, value=score)
            continue
        source, aspect = reader.text(row, "source"), reader.text(row, "aspect")
        averaged = n > 1 and any(v is not None and v % 1 for v in (score, importance))
        found.append(Answer(day, score, scale, spot, n, aspect, importance, source, averaged))
    _fractions(reader, found)
    return tuple(found)


def _fractions(reader: Reader, found: list[Answer]) -> None:
    """A spreadsheet keeps 80% as 0.8: nobody scores below one of a hundred all the time."""
    scores = [one.score for one in found if one.scale[1] == 100 and one.score is not None]
    if len(scores) > 1 and 0 < max(scores) <= 1:
        line = reader.layout.rows[0][0]
        reader.wrong("fractions", "score", line, *told.FRACTIONS, value=max(scores))


def _in_range(
    reader: Reader, value: float | None, scale: Scale, name: str, row: Row, line: int
) -> bool:
    """Whether a value lies on the scale, and says no other one itself ("4/5")."""
    if value is None:
        return True
    if reader.on_other_scale(reader.text(row, name), name, scale, line):
        return False
    if scale[0] <= value <= scale[1]:
        return True
    itself = reader.layout.kind is MeasureKind.NPS and not 0 <= value <= 10
    reader.wrong(
        "out-of-range", name, line, *(told.NPS_ITSELF if itself else told.OUT_OF_RANGE),
        value=value, low=int(scale[0]), high=int(scale[1]),
    )  # fmt: skip
    return False
