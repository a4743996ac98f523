"""A journey and what was answered in; what we believe beside what customers say, out.

At each place one measure speaks: satisfaction before stars before effort; they are never mixed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from affiche.kept import DOCUMENTS, memo
from affiche.measures import places
from affiche.measures.figures import Figure, feeling, mean
from affiche.measures.places import Fits, Travelled
from affiche.measures.withheld import kept, of_journey
from affiche.model import Journey, Phase, Touchpoint
from affiche.model.measures import (
    FEWEST,
    Answer,
    Direction,
    Key,
    MeasureKind,
    Measurements,
    Scale,
    TypedMeasure,
)
from affiche.words import rounded

ORDER = (MeasureKind.SATISFACTION, MeasureKind.REVIEWS, MeasureKind.CES)
# A feeling this much below what is believed, and itself unpleasant, is a dip that is hidden.
HIDDEN, UNPLEASANT = 1.0, -0.5


@dataclass(frozen=True)
class Compared:
    """One place: phase number from 0, touchpoint number in it (None: the phase itself), what is
    believed there from −2 to +2, and what was measured. `at` is where that lies on this scale."""

    phase: int
    stop: int | None
    name: str
    believed: float | None
    kind: MeasureKind | None = None
    figure: Figure | None = None
    at: float | None = None
    source: str = ""

    @property
    def difference(self) -> float | None:
        """Measured less believed, of the figures that are shown."""
        if self.at is None or self.believed is None:
            return None
        return rounded(self.at - rounded(self.believed, 1), 1) + 0.0


@memo(2 * DOCUMENTS)
def compared(journey: Journey, found: Measurements) -> tuple[Compared, ...]:
    """Every touchpoint with a feeling or a figure, from left to right; a phase where none has.

    Every answer is looked at for every touchpoint, so that the last ones are kept.
    """
    travelled = Travelled.of(journey)
    rows = {kind: _rows(kind, found) for kind in ORDER}
    made: list[Compared] = []
    for number, phase in enumerate(journey.phases):
        stops = list(_stops(number, phase, travelled, rows, found))
        if any(one.believed is not None or one.figure for one in stops):
            made += stops
            continue
        name = phase.name or phase.id or ""
        emotion = phase.emotion
        key = of_journey(journey.id, number)
        one = _at(travelled.in_phase(number), rows, found, phase.measures, key)
        believed = emotion.score if emotion else None
        if believed is not None or one[1]:
            made.append(Compared(number, None, name, believed, *one))
    return tuple(made)


def _stops(
    number: int, phase: Phase, travelled: Travelled,
    rows: dict[MeasureKind, tuple[Answer, ...]], found: Measurements,
) -> Iterator[Compared]:  # fmt: skip
    for at, touchpoint in enumerate(phase.touchpoints):
        name = touchpoint.ref or touchpoint.name or ""
        key = of_journey(travelled.id, number, name)
        one = _at(travelled.at_stop(number, name), rows, found, touchpoint.measures, key)
        yield Compared(number, at, name, _believed(touchpoint), *one)


def _believed(touchpoint: Touchpoint) -> float | None:
    return touchpoint.emotion.score if touchpoint.emotion else None


def _at(
    fits: Fits, rows: dict[MeasureKind, tuple[Answer, ...]], found: Measurements,
    typed: Sequence[TypedMeasure], key: Key,
) -> tuple[MeasureKind | None, Figure | None, float | None, str]:  # fmt: skip
    """What was measured at a place: a file goes before what was typed."""
    few: tuple[MeasureKind, Figure, None, str] | None = None
    for kind in ORDER:
        figure = kept(mean(places.chosen(rows[kind], fits)), found, kind, key)
        source = ""
        if figure is None:
            figure, source = typed_figure(kind, typed)
        if figure is None:
            continue
        if figure.few:
            few = few or (kind, figure, None, source)
            continue
        direction = found.aim(kind).direction if kind is MeasureKind.CES else Direction.HIGHER
        return kind, figure, feeling(figure, direction), source
    return few or (None, None, None, "")


def typed_figure(kind: MeasureKind, typed: Sequence[TypedMeasure]) -> tuple[Figure | None, str]:
    """A figure typed by hand, as the reader would have counted it, and where it is from."""
    for one in typed:
        if one.kind is kind:
            n = one.n
            scale = typed_scale(one)
            if n is not None and n < FEWEST:
                return Figure(None, None, scale, few=True), ""
            return Figure(one.value, n, scale), one.source or ""
    return None, ""


USUAL: dict[MeasureKind, Scale] = {
    MeasureKind.CES: (1.0, 7.0), MeasureKind.NPS: (-100.0, 100.0),
}  # fmt: skip


def typed_scale(one: TypedMeasure) -> Scale:
    """The scale that is written, or the usual one of its kind."""
    from affiche.measures.tables.cells import scale

    return scale(one.scale or "") or USUAL.get(one.kind, (1.0, 5.0))


def _rows(kind: MeasureKind, found: Measurements) -> tuple[Answer, ...]:
    return found.stars if kind is MeasureKind.REVIEWS else found.of(kind)


def largest(rows: Sequence[Compared]) -> Compared | None:
    """Where believed and measured differ most; None where nothing can be compared or all agree."""
    known = [one for one in rows if one.difference]
    return max(known, key=lambda one: abs(one.difference or 0), default=None)


def hidden_dips(rows: Sequence[Compared]) -> Iterator[Compared]:
    """Places where customers are unhappy and the curve does not show it."""
    for one in rows:
        if one.at is None or one.difference is None:
            continue
        if one.at <= UNPLEASANT and one.difference <= -HIDDEN:
            yield one
