"""A persona or journey in; the file of its next round of feedback, ready to be filled in, out."""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path

from affiche import content
from affiche.building.options import Options
from affiche.errors import ContentError, Kind, Place, Problem
from affiche.model import Journey, Persona
from affiche.pages.loop.feedback import numbered
from affiche.pages.relations import Relations
from affiche.pages.rounds import DEPARTMENTS, round_now, rounds_of
from affiche.pages.visible import without_secrets
from affiche.words import words


def begin(options: Options, wanted: str) -> Path:
    """Write the starter file of the next round; its numbers are those of the feedback edition of
    now. Raises ContentError for what is not known, OSError for a file that is there already."""
    loaded = content.load(options.content, options.today)
    if loaded.site is None:
        raise ContentError(loaded.problems)
    site = without_secrets(loaded.site)
    known: dict[str, Persona | Journey] = {**site.journeys, **site.personas}
    document = known.get(wanted) or next(
        (d for d in known.values() if getattr(d, "name", getattr(d, "title", "")) == wanted), None
    )
    if document is None:
        near = get_close_matches(wanted, known, 1)
        hint = "Did you mean {guess}?" if near else "There are: {known}."
        values = {"id": wanted, "guess": "".join(near), "known": ", ".join(known)}
        what = "there is no persona or journey {id} to give feedback on"
        raise ContentError([Problem(Kind.ERROR, "call", Place(""), what, hint, values)])
    spoken = words(site.settings.language)
    number = round_now(document, site)
    held = [one.round for one in rounds_of(document, site)]
    number = number + 1 if number in held else number
    asked = site.settings.departments or tuple(map(spoken.gettext, DEPARTMENTS))
    sections = numbered(document, Relations(site, spoken, options.today))
    lines = [
        f"# {spoken.say('Feedback round {round}', round=number)}",
        f"round: {number}",
        f"version: {document.version or ''}".rstrip(),
        f"printed: {options.today.isoformat()}",
        "due:",
        f"departments: [{', '.join(map(_quoted, asked))}]",
        f"# {spoken.gettext('The numbers on the sheet that hangs there.')}",
        "sections:",
        *(f"  {at}: {_quoted(name)}" for at, name in sections.items()),
        "",
        f"# {spoken.gettext('One note a line. The verdict is open, accepted or rejected.')}",
        "notes: []",
        f"#  - {{department: {_quoted(asked[0])}, section: 1, note: …, verdict: open, answer: …}}",
    ]
    path = options.content / "feedback" / document.id / f"{number}.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("x", encoding="utf-8", newline="\n") as file:
        file.write("\n".join(lines) + "\n")
    return path


def _quoted(text: str) -> str:
    """As a YAML text; a plain key stays plain."""
    if text.replace("_", "").isalnum() and text.isascii():
        return text
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
