"""A tree or a diagram in; drafts of journeys out.

What a phase says under a label
that is no field becomes a lane of its own, which colleagues see; what a journey says besides its
phases goes to such a lane when it is short, else to the comments of the file.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from affiche.importing import values
from affiche.importing.drafts import Draft, Kind, Moved
from affiche.importing.formats import mermaid
from affiche.importing.journeys import feelings, phases, stages
from affiche.importing.labels import is_of_a_journey, is_phase_word, journey_field
from affiche.importing.segments import segments
from affiche.importing.tree import Node, Source, drawn, says
from affiche.reading.markdown.body import plain
from affiche.reading.markdown.called import is_placeholder
from affiche.words import Words

MOST_PHASES = 13  # as the model has it
TITLE = 80  # characters of a line that is the title of the table below it
TABLED = 0.1  # the same where a table has the phases: it says so itself
ENOUGH = 0.4  # of a file's text that is in its phases; else its headings are the phases
_HEADING = re.compile(r"^#{1,6} (.+)$", re.M)
SHORT = 300  # characters of a text beside the phases that fits in a cell of the map


def drafts(source: Source, words: Words) -> list[Draft]:
    """Every journey of a file; of a tree without phases, one whose headings are its phases."""
    several = stages.several(source.root)
    found = several or stages.journeys(source.root)
    tabled = any(isinstance(one, stages.Tabled) and one.phases > 2 for one in found)
    enough = TABLED if tabled else ENOUGH
    little = stages.says_journey(source) and stages.share(found, source.root) < enough
    if not found or (little and not several):
        found = [stages.whole(source)]
    made: list[Draft] = []
    for node in found:
        made += _draft(node, source, words)
    _call(made, source)
    inside = {id(node.of if isinstance(node, stages.Tabled) else node) for node in found}
    outside = stages.outside(source.root, inside)
    for text, line in outside:
        made[0].note(text, "", line)
    for draft in made:
        explain(draft, words)
    for key, text in source.front:
        name = journey_field(key)
        if (
            name
            and name not in made[0].fields
            and values.one(text)
            and name not in ("persona", "title")
        ):
            made[0].fields[name] = values.one(text)
            made[0].moved.append(Moved(key, 1, name))
            made[0].labels.append(key)
        else:
            made[0].note(f"{key}: {text}", key, 1)
    return made


def _call(made: Sequence[Draft], source: Source) -> None:
    """The one journey of a file is called as its only first heading, when that says that it is one:
    below that often stands "The journey"."""
    tops = [node for node in source.root.inside if node.title]
    if len(made) == 1 and len(tops) == 1 and is_of_a_journey(tops[0].title):
        draft, title = made[0], phases.title_of(tops[0].title)
        if title and title != draft.name:
            draft.labels.append(draft.name)
            draft.name = draft.fields["title"] = title
    above = [line.strip() for line in source.root.text.split("\n") if line.strip()]
    begun = plain(above[0]) if above else ""
    bare = len(made) == 1 and not tops and made[0].name == stages.stem(source)
    if bare and 0 < len(begun) <= TITLE and "|" not in above[0] and begun[-1] not in ".:;,":
        made[0].name = made[0].fields["title"] = begun  # as Word has it above a table


def explain(draft: Draft, words: Words) -> None:
    """Short texts beside the phases are read where the journey is: in a lane of its first phase."""
    short: list[str] = []
    for text in draft.comments:
        if len(text) < SHORT and _explains(text) and sum(map(len, (*short, text))) <= 3 * SHORT:
            short.append(text)
    if not short:
        return
    label = words.gettext("Explanation")
    lanes = draft.fields.setdefault("lanes", phases.usual(draft.fields["phases"]))
    known = next((one for one in lanes if isinstance(one, dict) and one["label"] == label), None)
    if known is None:
        known = {"id": phases.lane_id(label, {}), "label": label}
        lanes.append(known)
    cells = draft.fields["phases"][0].setdefault("lanes", {})
    told = [_HEADING.sub(r"**\1**", text) for text in short]
    cells[known["id"]] = "\n\n".join(filter(None, (*told, cells.get(known["id"]))))
    draft.comments[:] = [text for text in draft.comments if text not in short]
    draft.moved[:] = [
        Moved(m.label, m.line, "lane", label) if m.where == "comment" and m.of in short else m
        for m in draft.moved
    ]


def _explains(text: str) -> bool:
    """Whether a text says more than what stands at the head of a table: "Phase"."""
    return says(text) and not all(is_phase_word(line) for line in text.split("\n") if line.strip())


def diagrams(source: Source, words: Words) -> list[Draft]:
    """The journeys that are drawn in a file."""
    made = []
    for line, code in source.diagrams:
        made += _diagram(mermaid.read(code), source, line, words)
    return made


# One journey ------------------------------------------------------------------------------------


def _draft(node: Node, source: Source, words: Words) -> list[Draft]:
    # A heading that another program fills in ("{{ page.title }}") says nothing.
    heading = "" if is_placeholder(plain(node.title)) else phases.title_of(node.title)
    title = heading or _told_title(node) or _front_title(source) or stages.stem(source)
    draft = Draft(Kind.JOURNEY, title, source.name, node.line)
    draft.fields["title"] = title
    draft.moved.append(Moved(node.title or title, node.line, "title"))
    if node.title and plain(node.title) != title:
        draft.labels.append(node.title)
    found = stages.phases(node)
    chosen = {id(one) for one in found}
    _about(draft, node.text, node.line)
    for child in node.inside:
        if id(child) in chosen or any(id(one) in chosen for one in child.inside):
            if child.title and id(child) not in chosen:
                draft.labels.append("\n".join(filter(None, (child.title, child.text))))
            continue
        text = drawn(child, 3)
        name = journey_field(child.title)
        if not (
            name
            and not child.inside
            and _about_field(draft, name, child.title, child.text, child.line)
        ):
            draft.note(f"{child.title}\n\n{text}" if child.title else text, child.title, child.line)
    made = [phases.phase(one, draft, words, n) for n, one in enumerate(found, 1)]
    phases.lanes(draft, made, words)
    return list(_split(draft, [phase for phase, _ in made]))


def _front_title(source: Source) -> str:
    """What a page's front matter says that it is called."""
    return next((text for key, text in source.front if key.casefold() == "title"), "")


def _told_title(node: Node) -> str:
    """What a field says that a journey is called."""
    said = (child for child in node.inside if journey_field(child.title) == "title")
    return next((found for child in said if (found := values.one(child.text))), "")


def _about(draft: Draft, text: str, line: int) -> None:
    """What stands above the phases: fields of the journey, else notes."""
    for piece in segments(text, journey_field):
        name = journey_field(piece.label)
        if not (name and _about_field(draft, name, piece.label, piece.body, line + piece.line + 1)):
            draft.note(piece.raw, piece.label, line + piece.line + 1)


def _about_field(draft: Draft, name: str, label: str, text: str, line: int) -> bool:
    said = values.one(text)
    if said is None:
        told = values.quotes(text)
        said = told[0] if told and len(told) == 1 else None
    if name == "persona":
        draft.about.append(text)
    if name == "title" and said == draft.name:
        draft.labels.append(label)
        return True
    if name in ("persona", "title") or name in draft.fields or said is None:
        return False
    draft.fields[name] = values.unmarked(said) if values.is_quoted(said) else said
    draft.moved.append(Moved(label, line, name))
    draft.labels.append(label)
    return True


def _split(draft: Draft, told: list[dict[str, Any]]) -> list[Draft]:
    """A journey of more phases than a map can have goes on in a second one."""
    draft.fields["phases"] = told[:MOST_PHASES]
    made = [draft]
    for number, start in enumerate(range(MOST_PHASES, len(told), MOST_PHASES), 2):
        title = f"{draft.name} ({number})"
        more = Draft(Kind.JOURNEY, title, draft.source, draft.line)
        more.fields = {"title": title, "phases": told[start : start + MOST_PHASES]}
        if "lanes" in draft.fields:
            more.fields = {"title": title, "lanes": draft.fields["lanes"], **more.fields}
        made.append(more)
    return made


# A diagram --------------------------------------------------------------------------------------


def _diagram(drawing: mermaid.Diagram, source: Source, line: int, words: Words) -> list[Draft]:
    title = drawing.title or stages.stem(source)
    draft = Draft(Kind.JOURNEY, title, source.name, line)
    draft.fields["title"] = title
    draft.moved.append(Moved(title, line, "title"))
    made: list[dict[str, Any]] = []
    scores = []
    for name, tasks in drawing.sections:
        points = [_task(task, drawing.most) for task in tasks]
        made.append({"name": name or title, **({"touchpoints": points} if points else {})})
        draft.moved.append(Moved(name or title, line, "phases"))
        for task in tasks:
            draft.moved.append(Moved(task.name, line + task.line + 1, "touchpoints"))
            scores.append(f"{task.name}: {task.score or 0:g}")
    if not made:
        made = [{"name": title}]
    if scores:
        told = words.say("Scores as drawn (1 to {most})", most=f"{drawing.most:g}")
        draft.labels.append(f"{told}: " + "; ".join(scores))
    for other in drawing.other:
        draft.note(other, other, line)
    return _split(draft, made)


def _task(task: mermaid.Task, most: float) -> dict[str, Any]:
    made: dict[str, Any] = {"name": task.name}
    if task.who:
        made["actor"] = ", ".join(task.who)
    if task.score is not None:
        made["emotion"] = {"score": feelings.scaled(task.score, most)}
    return made
