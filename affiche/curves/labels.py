"""Labels with their possible places in; one place for as many as can stand together, out.

First come, first served by rank; a label without a free place asks at most two others to move, or
takes the place of one that matters less. After that single labels and pairs move while that makes
the whole better. No chance is involved: the same labels always get the same places.
"""

from collections.abc import Sequence
from itertools import accumulate, pairwise

from affiche.curves.boxes import apart, line_meets_box, lines_cross
from affiche.curves.candidates import Place

_ROUNDS = 3
_NONE = -1


def collide(a: Place, b: Place, gap: float) -> bool:
    """Whether two placed labels, or their leaders, come too close."""
    if not apart(a.box, b.box, gap):
        return True
    one, two = a.leader, b.leader
    if one is not None and line_meets_box(one, b.box, 0.5 * gap):
        return True
    if two is not None and line_meets_box(two, a.box, 0.5 * gap):
        return True
    return one is not None and two is not None and lines_cross(one, two)


class _Arrangement:
    """Which label has which of its places. Labels are numbered by rank: 0 is served first.

    Places are numbered through: `places[i]` is one, `options[label]` are the numbers of a label's.
    """

    def __init__(self, options: Sequence[Sequence[Place]], gap: float) -> None:
        self.places = [place for one in options for place in one]
        starts = [0, *accumulate(len(one) for one in options)]
        self.options = [range(start, end) for start, end in pairwise(starts)]
        self.gap = gap
        self.chosen = [_NONE] * len(options)
        self._near = _neighbours(options, gap)
        self._known: list[dict[int, bool]] = [{} for _ in self.places]

    def arrange(self) -> None:
        """Give a place to as many labels as can be, then make the whole better."""
        waiting = list(range(len(self.options)))
        while waiting:
            label = waiting.pop(0)
            if self._settle(label) or self._make_room(label):
                continue
            ousted = self._oust(label)
            if ousted is not None:
                waiting.insert(0, ousted)
        for _ in range(_ROUNDS):
            moved = [self._improve(label) for label in range(len(self.options))]
            if not any(moved):
                break

    def _collide(self, one: int, two: int) -> bool:
        hit = collide(self.places[one], self.places[two], self.gap)
        self._known[one][two] = self._known[two][one] = hit
        return hit

    def _blockers(self, label: int, place: int, most: int) -> list[int] | None:
        """The labels in the way of a place; None when there are more than `most`."""
        found: list[int] = []
        known, chosen = self._known[place], self.chosen
        for other in self._near[label]:
            held = chosen[other]
            if held == _NONE:
                continue
            hit = known.get(held)
            if hit is None:
                hit = self._collide(place, held)
            if hit:
                if len(found) == most:
                    return None
                found.append(other)
        return found

    def _settle(self, label: int) -> bool:
        """Take the best place that is free."""
        for place in self.options[label]:
            if self._blockers(label, place, 0) is not None:
                self.chosen[label] = place
                return True
        return False

    def _cost(self, labels: Sequence[int]) -> float:
        held = [self.chosen[label] for label in labels]
        return sum(self.places[place].cost for place in held if place != _NONE)

    def _shift(self, label: int, place: int, others: Sequence[int]) -> float | None:
        """Take a place and let others move; what that costs, or None, with all as it was."""
        touched = (label, *others)
        before, cost = [self.chosen[one] for one in touched], self._cost(touched)
        for one in touched:
            self.chosen[one] = _NONE
        self.chosen[label] = place
        if all(self._settle(other) for other in others):
            return self._cost(touched) - cost
        for one, held in zip(touched, before, strict=True):
            self.chosen[one] = held
        return None

    def _make_room(self, label: int) -> bool:
        """Let one or two others move, in the cheapest way."""
        least, best = 0.0, None
        before = list(self.chosen)
        for place in self.options[label]:
            others = self._blockers(label, place, 2)
            cost = None if others is None else self._shift(label, place, others)
            if cost is not None:
                if best is None or cost < least:
                    least, best = cost, list(self.chosen)
                self.chosen[:] = before
        if best is not None:
            self.chosen[:] = best
        return best is not None

    def _oust(self, label: int) -> int | None:
        """Take the place of one label that comes later in rank; which one that was."""
        for place in self.options[label]:
            others = self._blockers(label, place, 1)
            if others and others[0] > label:
                self.chosen[others[0]] = _NONE
                self.chosen[label] = place
                return others[0]
        return None

    def _improve(self, label: int) -> bool:
        """Move a label to a better place, with one other making way if the two gain by it."""
        held = self.chosen[label]
        if held == _NONE:
            return self._settle(label)
        for place in self.options[label]:
            if self.places[place].cost >= self.places[held].cost - 1e-9:
                return False
            others = self._blockers(label, place, 1)
            if others is None:
                continue
            before = list(self.chosen)
            cost = self._shift(label, place, others)
            if cost is not None and cost < -1e-9:
                return True
            self.chosen[:] = before
        return False


def _neighbours(options: Sequence[Sequence[Place]], gap: float) -> list[tuple[int, ...]]:
    """For each label the others that could ever be in its way."""
    reaches = []
    for places in options:
        xs = [x for place in places for x in (place.box.x0, place.box.x1, place.spot.x)]
        reaches.append((min(xs) - gap, max(xs) + gap) if xs else None)
    return [
        tuple(
            j
            for j, other in enumerate(reaches)
            if i != j and one and other and one[0] < other[1] and other[0] < one[1]
        )
        for i, one in enumerate(reaches)
    ]


def arrange(options: Sequence[Sequence[Place]], gap: float) -> dict[int, Place]:
    """For each label, in order of rank, its place; labels without one are missing."""
    found = _Arrangement(options, gap)
    found.arrange()
    return {
        label: found.places[place] for label, place in enumerate(found.chosen) if place != _NONE
    }
