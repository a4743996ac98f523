"""Data as written in; the same with our ids for channels, phases and touchpoints, out.

"telefoon" is the channel `phone`, "Oriëntatie" the phase `orientation`, unless the company has
one of its own by that name.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from affiche.model.choices import CHANNELS, PHASES
from affiche.reading.letters import plainly
from affiche.words import spellings


@dataclass(frozen=True)
class Own:
    """What this company names itself: channel ids, phases (id, name), ids of its touchpoints."""

    channels: frozenset[str] = frozenset()
    phases: tuple[tuple[str, str], ...] = ()
    touchpoints: frozenset[str] = frozenset()


def persona(data: Mapping[str, Any], own: Own) -> dict[str, Any]:
    """A persona's fields."""
    return _each(data, "channels", lambda item: _used_channel(item, own))


def journey(data: Mapping[str, Any], own: Own) -> dict[str, Any]:
    """A journey's fields."""
    made = dict(data)
    if "parent_phase" in made:
        made["parent_phase"] = phase_id(made["parent_phase"], own) or made["parent_phase"]
    if isinstance(made.get("phases"), list):
        ids = (phase.get("id") for phase in made["phases"] if isinstance(phase, dict))
        taken = {id_ for id_ in ids if isinstance(id_, str)}
        made["phases"] = [_phase(phase, own, taken) for phase in made["phases"]]
    return made


def briefing(data: Mapping[str, Any], own: Own) -> dict[str, Any]:
    """A briefing's fields."""
    made = _each(data, "channels", lambda item: _channel(item, own))
    return _each(made, "phases", lambda item: phase_id(item, own) or item)


def _each(data: Mapping[str, Any], key: str, change: Callable[[Any], Any]) -> dict[str, Any]:
    """The fields with each item under `key` changed; one item may stand without its list."""
    value = data.get(key)
    if value is None:
        return dict(data)
    made = [change(item) for item in value] if isinstance(value, list) else change(value)
    return {**data, key: made}


def entry(data: Mapping[str, Any], own: Own) -> dict[str, Any]:
    """The fields of an entry of a register, or of a touchpoint in a journey."""
    if "channel" not in data:
        return dict(data)
    return {**data, "channel": _channel(data["channel"], own)}


def phase_id(said: Any, own: Own) -> str | None:
    """The id of the phase that `said` names: its id, or its label in any language."""
    if not isinstance(said, str):
        return None
    word = plainly(said).casefold()
    for name, label in own.phases:
        if word in (name.casefold(), label.casefold()):
            return name
    return _phases().get(word)


def _phase(value: Any, own: Own, taken: set[str]) -> Any:
    if isinstance(value, str):
        value = {"name": value}
    if not isinstance(value, dict):
        return value
    made = dict(value)
    if "id" in made:
        made["id"] = phase_id(made["id"], own) or made["id"]
    else:
        found = phase_id(made.get("name"), own)
        if found and found not in taken:
            taken.add(found)
            made["id"] = found
            if str(made["name"]).strip() == found:
                del made["name"]  # an id was written, not a name
    if isinstance(made.get("touchpoints"), list):
        made["touchpoints"] = [_touchpoint(each, own) for each in made["touchpoints"]]
    return made


def _touchpoint(value: Any, own: Own) -> Any:
    if isinstance(value, str) and value in own.touchpoints:
        return {"ref": value}
    return entry(value, own) if isinstance(value, dict) else value


def _used_channel(item: Any, own: Own) -> Any:
    if isinstance(item, dict) and "channel" in item:
        return {**item, "channel": _channel(item["channel"], own)}
    return _channel(item, own)


def _channel(said: Any, own: Own) -> Any:
    if not isinstance(said, str) or said in own.channels:
        return said
    return _channels().get(plainly(said).casefold(), said)


@lru_cache(maxsize=1)
def _channels() -> dict[str, str]:
    return spellings(tuple(CHANNELS), "channel")


@lru_cache(maxsize=1)
def _phases() -> dict[str, str]:
    return spellings(PHASES, "phase")
