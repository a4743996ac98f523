"""Answers in; how likely customers are to recommend us, as a page shows it, out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from affiche.charts import bars
from affiche.charts.chart import Chart
from affiche.charts.trend import trend
from affiche.kept import memo
from affiche.measures import figures as counting
from affiche.measures.figures import Nps
from affiche.measures.withheld import WHOLE, kept, of_field
from affiche.model.measures import Answer, MeasureKind, Measurements
from affiche.pages import figures
from affiche.pages.figures import Said
from affiche.pages.journey.map.measured import shares
from affiche.words import Words, rounded


@dataclass(frozen=True)
class NpsView:
    """The score of the last period, how it spreads, and how it went."""

    title: str
    figure: Said
    counts: tuple[tuple[int, int, str, Chart], ...]
    shares: Chart | None
    parts: tuple[tuple[str, str], ...]
    made_of: str
    periods: tuple[tuple[str, Said], ...]
    trend: Chart | None
    change: str
    target: str
    owner: str
    asked: str


SIDES = ((0, 6, "accent-deep"), (7, 8, "line"), (9, 10, "second"))


@memo(8)
def nps_view(answers: Sequence[Answer], found: Measurements, words: Words) -> NpsView | None:
    """The score of the last period that has one, else of all."""
    if not answers:
        return None
    by_period = nps_by_period(answers, found)
    known = [(name, score) for name, score in by_period if score and score.value is not None]
    whole = kept(counting.nps(answers), found, MeasureKind.NPS, WHOLE)
    now = known[-1][1] if known else whole
    title = figures.period(known[-1][0], words) if known else words.gettext("All answers")
    aim = found.aim(MeasureKind.NPS)
    return NpsView(
        title=title,
        figure=figures.said_nps(now, words),
        counts=_spread(now),
        shares=shares(now),
        parts=_parts(now, words),
        made_of=_made_of(now, words),
        periods=tuple((figures.period(n, words), figures.said_nps(s, words)) for n, s in by_period),
        trend=_trend([score for _, score in by_period], aim.target) if len(by_period) > 1 else None,
        change=_change(known, words),
        target="" if aim.target is None else figures.signed(aim.target, words, 0),
        owner=aim.owner,
        asked=figures.scale(now.scale, words) if now else "",
    )


def nps_by_period(
    answers: Sequence[Answer], found: Measurements
) -> list[tuple[counting.Period, Nps | None]]:
    """The score of each of the last periods."""
    return [
        (name, kept(counting.nps(rows_), found, MeasureKind.NPS, of_field("period", str(name))))
        for name, rows_ in counting.periods(answers)
    ]


def _spread(score: Nps | None) -> tuple[tuple[int, int, str, Chart], ...]:
    """(answer, how often, colour, column) of every answer on the scale."""
    if score is None or not score.counts:
        return ()
    most, start = max(score.counts), int(score.scale[0])
    found = []
    for answer, count in enumerate(score.counts, start=start):
        colour = next(colour for low, high, colour in SIDES if low <= answer <= high)
        found.append((answer, count, colour, bars.column(count, most, colour)))
    return tuple(found)


def _parts(score: Nps | None, words: Words) -> tuple[tuple[str, str], ...]:
    if score is None or score.value is None:
        return ()
    shares_ = (score.detractors, score.passives, score.promoters)
    names = ("Detractors", "Passives", "Promoters")
    return tuple(
        (words.gettext(name), f"{words.number(rounded(100 * part), 0)}{figures.NBSP}%")
        for name, part in zip(names, shares_, strict=True)
    )


def _made_of(score: Nps | None, words: Words) -> str:
    if score is None or score.value is None or score.margin is None or score.n is None:
        return ""
    low, high = score.value - score.margin, score.value + score.margin
    return words.say(
        "With 95 % certainty between {low} and {high}.",
        low=figures.signed(max(-100, low), words, 0), high=figures.signed(min(100, high), words, 0),
    )  # fmt: skip


def _trend(scores: Sequence[Nps | None], target: float | None) -> Chart:
    points = [(s.value, s.margin) if s else (None, None) for s in scores]
    known = [(v, m or 0.0) for v, m in points if v is not None]
    ends = [v - m for v, m in known] + [v + m for v, m in known] + [target or 0.0, 0.0]
    return trend(points, max(-100, min(ends) - 5), min(100, max(ends) + 5), target, zero=True)


def _change(known: Sequence[tuple[counting.Period, Nps]], words: Words) -> str:
    """What the last period changed, and whether that is more than chance."""
    if len(known) < 2:
        return ""
    (_, before), (_, now) = known[-2:]
    points = int(rounded(now.value or 0) - rounded(before.value or 0))
    if points == 0:
        return words.gettext("As high as the period before.")
    more = (
        "{points} points higher than before" if points > 0 else "{points} points lower than before"
    )
    text = words.say(more, points=abs(points))
    proof = "; that is more than chance." if counting.changed(now, before) else (
        "; within the margin, so not proven."
    )  # fmt: skip
    return text + words.gettext(proof)
