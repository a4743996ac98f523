"""The fields of two journeys in; those of the first with everything of the second in it, out.

Phases and touchpoints with the same id or name become one, others keep their place in the order.
Lists are put together, what is missing is filled in. Of two different values the first journey's
stays, and the second's is told in a lane of its own, which only colleagues see: no word is lost.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from affiche.editing.kinds import Kind
from affiche.editing.merging import meaning
from affiche.errors import ContentError, Place, Problem
from affiche.errors import Kind as Bad
from affiche.model.choices import ASKED_FOR, LANES, Visibility
from affiche.model.journey import Phase
from affiche.model.text import accepted_words
from affiche.reading.meant.shapes import Shape, shape_of
from affiche.splicing.nodes import Node, of_data

Fields = dict[str, Any]

# Mappings that hold several things; of others (a quote, a feeling) the whole is one thing.
_SEVERAL = frozenset(("functional", "emotional", "importance", "evidence", "emotions", "lanes"))
# What a document says of itself: the first one's stays.
_OWN = frozenset(("status", "version", "owner", "reviewers", "review_by", "timeline", "formerly",
                  "quality", "language"))  # fmt: skip
# What is put together in its own way, below.
_APART = frozenset(("persona", "personas", "lanes", "phases"))
# Fields that point at another journey.
_OTHERS = ("parent", "compare_to")
# What may not be told to all colleagues.
_CLOSED = frozenset(("visibility", "ticket"))
_INTERNAL = Visibility.INTERNAL.value


def joined(kind: Kind, mine: Node, theirs: Node, ids: tuple[str, str]) -> Node:
    """All fields of two journeys with these ids. Raises ContentError when a lane is for others to
    see in each of the two, or when what differs is not for all colleagues."""
    return of_data(_whole(_plain(kind.shape, mine), _plain(kind.shape, theirs), ids))


def _plain(shape: Shape | None, node: Node) -> Any:
    """Values as data, every shorthand opened."""
    node = meaning.opened(shape, node)
    if node.kind == "list":
        return [_plain(meaning.item_of(shape), item) for item in node.items]
    if node.kind == "map":
        pairs = ((key.text or "", value) for key, value in node.pairs)
        return {key: _plain(meaning.within(shape, key), value) for key, value in pairs}
    return node.text


def _whole(mine: Fields, theirs: Fields, ids: tuple[str, str]) -> Fields:
    _check_lanes(mine, theirs)
    told = _Told()
    fields = dict(mine)
    name = _lane_name(mine, theirs, ids[1])
    for key, value in theirs.items():
        if key not in _APART and key not in _OWN and value != name:
            fields[key] = told.value(mine.get(key), value, (key,))
    fields |= _people(mine, theirs)
    fields["phases"] = _phases(mine, theirs, told, name)
    fields |= _lanes(mine, theirs, fields["phases"])
    return {k: v for k, v in fields.items() if not (k in _OTHERS and v in ids)}


class _Told:
    """What of the second one has no place, each as a line of Markdown."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def value(self, mine: Any, theirs: Any, way: Sequence[str]) -> Any:
        """Two values of the same field as one."""
        if not mine or not theirs or _text(mine).casefold() == _text(theirs).casefold():
            return mine or theirs
        if isinstance(mine, list) and isinstance(theirs, list):
            return [*mine, *(item for item in theirs if item not in mine)]
        if isinstance(mine, dict) and isinstance(theirs, dict) and way[-1] in _SEVERAL:
            both = {k: self.value(mine.get(k), v, (*way, k)) for k, v in theirs.items()}
            return mine | both
        if _holds(theirs, _CLOSED):
            what = "`{fields}` is secret and says something else in each of the two"
            raise _refused(what, "Make them the same, or take one away, and merge then", way[-1])
        said = _text(theirs).replace("\n", "\n  ")
        self.lines.append(f"- {' · '.join(way)}: {said}")
        return mine

    def taken(self) -> list[str]:
        """The lines since the last time."""
        lines, self.lines = self.lines, []
        return lines


def _holds(value: Any, keys: frozenset[str]) -> bool:
    if isinstance(value, dict):
        return not keys.isdisjoint(value) or any(_holds(v, keys) for v in value.values())
    return isinstance(value, list) and any(_holds(item, keys) for item in value)


def _text(value: Any) -> str:
    """A value on one line; the words of all that is in it."""
    if isinstance(value, dict):
        return "; ".join(f"{key} {_text(v)}" for key, v in value.items() if v)
    if isinstance(value, list):
        return "; ".join(_text(item) for item in value)
    return str(value or "").strip()


# Phases ------------------------------------------------------------------------------------


def _phases(mine: Fields, theirs: Fields, told: _Told, lane: str) -> list[Fields]:
    """The phases of both, each with what had no place in it in the lane; what had none in the
    journey itself is told in the first."""
    first = told.taken()
    phases, found = _matched(_list(mine, "phases"), _list(theirs, "phases"), _phase_name)
    made: list[Fields] = []
    for number, phase in enumerate(phases):
        other = found.get(number)
        whole = _phase(phase, other, told) if other else dict(phase)
        lines = [*first, *told.taken()] if number == 0 else told.taken()
        if lines:
            whole["lanes"] = {**(whole.get("lanes") or {}), lane: "\n".join(lines)}
        made.append(whole)
    return made


def _phase(mine: Fields, theirs: Fields, told: _Told) -> Fields:
    fields = dict(mine)
    for key, value in theirs.items():
        if key not in ("id", "name", "touchpoints"):
            fields[key] = told.value(mine.get(key), value, (key,))
    steps, found = _matched(_list(mine, "touchpoints"), _list(theirs, "touchpoints"), _step_name)
    for number, other in found.items():
        here = steps[number]
        way = str(here.get("ref") or here.get("name"))
        new = {key: told.value(here.get(key), v, (way, key)) for key, v in other.items()}
        steps[number] = here | new
    return {**fields, "touchpoints": steps} if steps else fields


def _matched(
    mine: Sequence[Fields], theirs: Sequence[Fields], name: Callable[[Fields], str]
) -> tuple[list[Fields], dict[int, Fields]]:
    """The items of both, in order; and the number of an item → the other one that is called as it
    is. What stands alone comes after what stood before it; at the end when nothing is the same."""
    made: list[tuple[Fields, Fields | None]] = [(item, None) for item in mine]
    at: int | None = None
    ahead: list[tuple[Fields, Fields | None]] = []
    for item in theirs:
        called = name(item)
        found = next((n for n, (one, other) in enumerate(made)
                      if other is None and called and name(one) == called), None)  # fmt: skip
        if found is not None:
            made[found : found + 1] = [*ahead, (made[found][0], item)]
            at, ahead = found + len(ahead) + 1, []
        elif at is None:
            ahead.append((item, {}))
        else:
            made.insert(at, (item, {}))
            at += 1
    made += ahead
    return [one for one, _ in made], {n: other for n, (_, other) in enumerate(made) if other}


def _list(fields: Fields, key: str) -> list[Fields]:
    return [item for item in fields.get(key) or () if isinstance(item, dict)]


def _phase_name(phase: Fields) -> str:
    said = str(phase.get("id") or phase.get("name") or "")
    return meaning.known_as(shape_of(Phase).of("id"), said).casefold()


def _step_name(step: Fields) -> str:
    return str(step.get("ref") or step.get("name") or "").casefold()


# People and lanes --------------------------------------------------------------------------


def _people(mine: Fields, theirs: Fields) -> Fields:
    """The personas of both, when the second has one that the first has not."""
    known, new = _persons(mine), _persons(theirs)
    if set(new) <= set(known):
        return {}
    more = [*(mine.get("personas") or ()), *(one for one in new if one not in known)]
    return {"personas": list(dict.fromkeys(more))}


def _persons(fields: Fields) -> list[str]:
    return [one for one in (fields.get("persona"), *(fields.get("personas") or ())) if one]


def _lanes(mine: Fields, theirs: Fields, phases: Sequence[Fields]) -> Fields:
    """The lanes that are listed: those of the first, and the own ones of both. Nothing when neither
    describes one, since all lanes are shown then."""
    listed = _list(mine, "lanes")
    own = [lane for lane in _list(theirs, "lanes") if lane.get("id") not in LANES]
    if not listed and own:
        listed = [{"id": id_} for id_ in LANES if id_ not in (*ASKED_FOR, "delivery")]
    if not listed:
        return {}
    filled = (name for phase in phases for name in phase.get("lanes") or ())
    known = {lane.get("id") for lane in listed}
    made = [*listed, *(lane for lane in own if lane.get("id") not in known)]
    known |= {lane.get("id") for lane in own}
    return {"lanes": [*made, *({"id": one} for one in dict.fromkeys(filled) if one not in known)]}


def _lane_name(mine: Fields, theirs: Fields, id_: str) -> str:
    """What the lane is called: as the second journey is."""
    taken = {*LANES, *_seen(mine), *_seen(theirs)}
    title = str(theirs.get("title") or "").strip()
    return next(name for name in (title, id_, f"{title} ({id_})") if name and name not in taken)


def _check_lanes(mine: Fields, theirs: Fields) -> None:
    """Lanes of both are for the same people to see, and secret ones say the same."""
    one, other = _seen(mine), _seen(theirs)
    for name in one.keys() & other.keys():
        if one[name] != other[name]:
            what = "other people may see the lane `{fields}` in each of the two"
            hint = "Give it the same `visibility` in both, or another id in one"
            raise _refused(what, hint, name)
        if one[name] == Visibility.SECRET.value:
            what = "the secret lane `{fields}` is in both"
            raise _refused(what, "Give it another id in one of the two", name)


def _seen(fields: Fields) -> dict[str, str]:
    """Own lane → who may see it."""
    filled = (str(one) for phase in _list(fields, "phases") for one in phase.get("lanes") or ())
    said = {
        str(lane.get("id")): str(lane.get("visibility") or "") for lane in _list(fields, "lanes")
    }
    words = accepted_words(Visibility)
    known = {name: words.get(word.casefold(), word) or _INTERNAL for name, word in said.items()}
    return {name: known.get(name, _INTERNAL) for name in (*filled, *said) if name not in LANES}


def _refused(what: str, hint: str, fields: str) -> ContentError:
    return ContentError([Problem(Bad.ERROR, "call", Place(""), what, hint, {"fields": fields})])


__all__ = ["joined"]
