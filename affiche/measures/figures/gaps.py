"""Answers in; what counts for customers against how satisfied they are, out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from affiche.kept import memo
from affiche.measures.figures.scores import Figure, mean
from affiche.model.measures import Answer, MeasureKind, Measurements, Scale
from affiche.words import rounded

IMPROVE, BUILD, WATCH, MAINTAIN = "improve", "build", "watch", "maintain"


@dataclass(frozen=True)
class Aspect:
    """What is asked of customers twice: how important it is, and how satisfied they are."""

    name: str
    importance: Figure
    satisfaction: Figure
    quadrant: str = ""

    @property
    def gap(self) -> float:
        """Importance less satisfaction, of the rounded figures that are shown."""
        importance, satisfied = self.importance.value or 0, self.satisfaction.value or 0
        return rounded(rounded(importance, 1) - rounded(satisfied, 1), 1) + 0.0


@dataclass(frozen=True)
class Gaps:
    """Aspects that have both figures, the largest gap first; `lines`: importance and satisfaction
    at which the quadrants meet (the means of the aspects); `few` have too few answers."""

    aspects: tuple[Aspect, ...]
    lines: tuple[float, float]
    scale: Scale
    few: tuple[str, ...] = ()


@memo(8)
def gaps(answers: Sequence[Answer], held: Measurements | None = None) -> Gaps | None:
    """Importance against satisfaction; None without an aspect that has both. `held` says which
    groups have no figure for the sake of others."""
    by_aspect: dict[str, list[Answer]] = {}
    for one in answers:
        if one.aspect:
            by_aspect.setdefault(one.aspect, []).append(one)
    found, few = [], []
    for name, rows in by_aspect.items():
        importance, satisfaction = mean(rows, importance=True), mean(rows)
        if importance is None or satisfaction is None:
            continue
        hides = held is not None and held.hides(MeasureKind.SATISFACTION, ("aspect", name))
        if importance.few or satisfaction.few or hides:
            few.append(name)
        elif importance.scale == satisfaction.scale:
            found.append(Aspect(name, importance, satisfaction))
    if not found:
        return Gaps((), (0.0, 0.0), (1.0, 5.0), tuple(few)) if few else None
    scale = Counter(one.satisfaction.scale for one in found).most_common(1)[0][0]
    found = [one for one in found if one.satisfaction.scale == scale]
    importance_line = sum(one.importance.value or 0 for one in found) / len(found)
    satisfied_line = sum(one.satisfaction.value or 0 for one in found) / len(found)
    lines = importance_line, satisfied_line
    placed = [Aspect(a.name, a.importance, a.satisfaction, _quadrant(a, lines)) for a in found]
    placed.sort(key=lambda one: (-one.gap, one.name.casefold()))
    return Gaps(tuple(placed), lines, scale, tuple(few))


def _quadrant(one: Aspect, lines: tuple[float, float]) -> str:
    important = (one.importance.value or 0) >= lines[0]
    satisfied = (one.satisfaction.value or 0) >= lines[1]
    return {(True, False): IMPROVE, (True, True): BUILD,
            (False, False): WATCH, (False, True): MAINTAIN}[important, satisfied]  # fmt: skip
