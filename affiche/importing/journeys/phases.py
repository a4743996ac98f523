"""A phase's heading and what stands under it in; its fields, and lanes of its own, out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from affiche.importing import values
from affiche.importing.drafts import Draft, Moved
from affiche.importing.journeys import feelings
from affiche.importing.journeys.stages import known_label
from affiche.importing.labels import phase_field, spoken, touchpoint_field
from affiche.importing.segments import segments
from affiche.importing.tree import Node, drawn
from affiche.model.choices import LANES
from affiche.reading.markdown.body import plain
from affiche.starters import slug
from affiche.words import Words

MOST_LANES = 6  # lanes of its own that a map can show
_TEXTS = ("channel", "thought", "actor", "action", "owner", "quote")
_STEP = re.compile(r"[ \t]*\d{1,2}[.)][ \t]+\S.*")

Own = list[tuple[str, str, int]]  # label, Markdown, line
Put = Callable[[dict[str, Any], str], bool]


def phase(node: Node, draft: Draft, words: Words, number: int) -> tuple[dict[str, Any], Own]:
    """One phase: what fits a field, and what is left, by label; one without a heading has its
    `number`."""
    name = plain(node.title).strip() or f"{words.gettext('Phase')} {number}"
    phase: dict[str, Any] = {"name": title_of(name) or name}
    if node.title and phase["name"] != node.title:
        draft.labels.append(node.title)
    if node.title:
        draft.moved.append(Moved(node.title, node.line, "phases"))
    own: Own = []
    for piece in segments(node.text, known_label):
        line = node.line + piece.line + 1
        if not piece.label:
            own += _loose(phase, piece.raw, line)
        elif _is_blank(piece.body):
            draft.labels.append(piece.label)
        elif not _put(phase, piece.label, piece.body, line, draft):
            own.append((piece.label, piece.body, line))
    for child in node.inside:
        if phase_field(child.title) == "touchpoints" and child.inside:
            phase["touchpoints"] = [_point(one, draft) for one in child.inside]
            draft.moved.append(Moved(child.title, child.line, "touchpoints"))
        elif child.title and not child.inside and _is_blank(child.text):
            draft.labels.append(child.title)
        elif child.inside or not _put(phase, child.title, child.text, child.line, draft):
            text = drawn(child, 4)
            if text.strip():
                own.append((child.title, text, child.line))
            elif child.title:
                draft.labels.append(child.title)
    return phase, own


def _is_blank(text: str) -> bool:
    """Whether a cell is left open with a dash: it says that there is nothing."""
    return text.strip() in ("-", "–", "—", "n/a", "N/A", "nvt", "n.v.t.", "/", "x")


def _loose(phase: dict[str, Any], text: str, line: int) -> Own:
    """Text without a label: numbered steps are touchpoints when there are no others."""
    found = values.items(text)
    numbered = all(_STEP.match(one) for one in text.split("\n") if one.strip())
    if found and numbered and "touchpoints" not in phase and all(len(one) < 200 for one in found):
        phase["touchpoints"] = [{"name": one} for one in found]
        return []
    return [("", text, line)]


def _put(phase: dict[str, Any], label: str, text: str, line: int, draft: Draft) -> bool:
    """Put what a label says into its field of the phase."""
    name = phase_field(label)
    took = bool(name and text.strip() and _FIELDS[name](phase, text))
    if name and not took:
        took = bool(_quote(phase, text)) if name == "thought" else False
    if took and name:
        draft.moved.append(Moved(label, line, name))
        draft.labels.append(label)
    return took


def _text_of(key: str) -> Put:
    def put(phase: dict[str, Any], text: str) -> bool:
        found = values.items(text)
        if key in phase or not found:
            return False
        phase[key] = "; ".join(found)
        return True

    return put


def _list_of(key: str) -> Put:
    def put(phase: dict[str, Any], text: str) -> bool:
        found = values.items(text)
        if not found:
            return False
        phase.setdefault(key, []).extend(found)
        return True

    return put


def _quote(phase: dict[str, Any], text: str) -> bool:
    found = values.quotes(text)
    if not found or len(found) > 1 or "quote" in phase:
        return False
    phase["quote"] = found[0]
    return True


def _functional(phase: dict[str, Any], text: str) -> bool:
    found = values.items(text)
    place = phase.setdefault("functional", {})
    if found and "summary" not in place:
        place["summary"] = "; ".join(found)
        return True
    if not place:
        del phase["functional"]
    return False


def _requirements(phase: dict[str, Any], text: str) -> bool:
    found = values.items(text)
    if found:
        phase.setdefault("functional", {}).setdefault("requirements", []).extend(found)
    return bool(found)


def _emotional(phase: dict[str, Any], text: str) -> bool:
    found = values.items(text)
    if not found or "emotional" in phase:
        return False
    said = "; ".join(found)
    score = feelings.score(said)
    if score is not None:
        phase["emotion"] = {"score": score}
    if not feelings.is_bare(said):
        phase["emotional"] = {"summary": said}
    elif score is None:
        return False
    else:
        phase["emotion"]["feeling"] = said
    return True


def _touchpoints(phase: dict[str, Any], text: str) -> bool:
    found = values.parts(text)
    if not found:
        return False
    phase.setdefault("touchpoints", []).extend({"name": one} for one in found)
    return True


def _opportunities(phase: dict[str, Any], text: str) -> bool:
    found = values.items(text)
    if not found:
        return False
    phase.setdefault("opportunities", []).extend({"title": one} for one in found)
    return True


_FIELDS = {
    "goal": _text_of("goal"),
    "response": _text_of("response"),
    "duration": _text_of("duration"),
    "functional": _functional,
    "requirements": _requirements,
    "emotional": _emotional,
    "touchpoints": _touchpoints,
    "quote": _quote,
    "pains": _list_of("pains"),
    "gains": _list_of("gains"),
    "opportunities": _opportunities,
}


def _point(node: Node, draft: Draft) -> dict[str, Any]:
    """A touchpoint of a table's row, or of a heading with labels below it."""
    point: dict[str, Any] = {"name": plain(node.title) or "–"}
    for child in node.inside:
        said = values.items(child.text) or [" ".join(child.text.split())]
        name = touchpoint_field(child.title) or phase_field(child.title)
        if (
            name in ("channel", "thought", "actor", "action", "owner", "quote")
            and name not in point
        ):
            point[name] = "; ".join(said)
        elif name == "functional" and "action" not in point:
            point["action"] = "; ".join(said)
        elif name in ("pains", "gains"):
            point.setdefault(name, []).extend(said)
        elif name == "opportunities":
            point["opportunities"] = [{"title": one} for one in said]
        elif name == "emotional" and (score := feelings.score("; ".join(said))) is not None:
            point["emotion"] = {"score": score, "feeling": "; ".join(said)}
        else:
            draft.note(f"{node.title} – {child.title}: {'; '.join(said)}", child.title, child.line)
            continue
        draft.labels.append(child.title)
        draft.moved.append(Moved(child.title, child.line, str(name)))
    return point


# Lanes ------------------------------------------------------------------------------------------


def lanes(draft: Draft, made: Sequence[tuple[dict[str, Any], Own]], words: Words) -> None:
    """Labels that are no fields as lanes of the journey's own; the rare ones share one."""
    count = Counter(spoken(label) for _, own in made for label in {o[0] for o in own} if label)
    common = [name for name, n in count.most_common(MOST_LANES) if n > 1 or len(made) == 1]
    rest = words.gettext("Explanation")
    lanes: dict[str, dict[str, str]] = {}
    said_so: set[str] = set()  # lanes whose name stands in the file as it stood in the source
    for phase, own in made:
        for label, text, line in own:
            shared = spoken(label) not in common
            name = rest if shared or not label else plain(label)
            key = spoken(name)
            lane = lanes.setdefault(key, {"id": lane_id(name, lanes), "label": name})
            said = f"**{plain(label)}**\n\n{text}" if shared and label else text
            cells = phase.setdefault("lanes", {})
            cells[lane["id"]] = "\n\n".join(filter(None, (cells.get(lane["id"]), said)))
            draft.moved.append(Moved(label, line, "lane", name))
            if plain(label) != name or key in said_so:
                draft.labels.append(label)
            said_so.add(key)
    if lanes:
        draft.fields["lanes"] = [*usual([phase for phase, _ in made]), *lanes.values()]


def usual(phases: Sequence[dict[str, Any]]) -> list[str]:
    """The lanes of ours in which these phases say something."""
    points = [point for phase in phases for point in phase.get("touchpoints", ())]
    keys = {key for one in (*phases, *points) for key in one}
    says = {"curve": "emotion", "thoughts": "thought", "quotes": "quote"}
    return [lane for lane in LANES if says.get(lane, lane) in keys]


def lane_id(name: str, lanes: dict[str, dict[str, str]]) -> str:
    """An id that no other lane has."""
    taken = {*LANES, *(lane["id"] for lane in lanes.values())}
    base = slug(name) or "lane"
    tried = (base, *(f"{base}-{n}" for n in range(2, 99)))
    return next(one for one in tried if one not in taken)


def title_of(title: str) -> str:
    """A heading without marks and signs in front of it."""
    return re.sub(r"^(?:\d\ufe0f?\u20e3|[^\w(\[\"'“¿¡])+", "", plain(title)).strip()
