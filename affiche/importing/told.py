"""What was brought in, in; a report in words, or as JSON for programs, out."""

from __future__ import annotations

import json
from collections.abc import Iterator

from affiche.importing.bringing import Brought, Made
from affiche.importing.drafts import Moved
from affiche.model import Journey, Persona, Visibility
from affiche.reading import guarded
from affiche.words import Words


def lines(brought: Brought, words: Words, written: bool) -> Iterator[str]:
    """For people: a file a paragraph, a piece a line."""
    for made in brought.made:
        yield words.say("{source} → {path}", source=made.source, path=made.path)
        for moved in made.moved:
            yield "  " + _line(moved, made, words)
    for path in brought.images:
        yield words.say("Picture: {path}", path=path)
    files = len(brought.made)
    form = ("{n} file made.", "{n} files made.")
    if not written:
        form = (
            "{n} file would be made; nothing is written.",
            "{n} files would be made; nothing is written.",
        )
    yield words.ngettext(*form, files).format(n=words.number(files))
    yield words.say(
        "Every one of the {n} words is in them. What had no field is a section or a lane for "
        "colleagues, or stands in `notes_internal` or a comment, which only whoever opens the file "
        "sees.",
        n=words.number(brought.words),
    )  # fmt: skip


def as_json(brought: Brought, words: Words, written: bool) -> str:
    """For programs: the same, with who may see each piece."""
    made = [
        {
            "source": one.source,
            "path": one.path.as_posix(),
            "kind": one.kind,
            "name": one.name,
            "moved": [
                {"label": m.label, "line": m.line, "to": m.where, "title": m.said,
                 "visibility": visibility(m, one.kind).value}
                for m in one.moved
            ],
        }
        for one in brought.made
    ]  # fmt: skip
    images = [path.as_posix() for path in brought.images]
    whole = {"written": written, "words": brought.words, "files": made, "images": images}
    return json.dumps(whole, ensure_ascii=False, indent=2)


def visibility(moved: Moved, kind: str) -> Visibility:
    """Who may see a piece where it went."""
    if moved.where in ("notes_internal", "comment"):
        return Visibility.SECRET
    # Of a photo nobody said yet who is in it.
    if moved.where in ("section", "lane", "photo", "pictures"):
        return Visibility.INTERNAL
    if moved.where == "biography":
        return Visibility.AGENCY
    known = guarded.spelled(Persona if kind == "persona" else Journey)
    place = {"requirements": "functional"}.get(moved.where, moved.where).partition(".")[0]
    found = known.get(guarded.folded(place))
    return found.level if found else Visibility.INTERNAL


def _line(moved: Moved, made: Made, words: Words) -> str:
    label = " ".join(moved.label.split())
    label = label if len(label) < 50 else label[:49] + "…"
    seen = words.label(visibility(moved, made.kind)).lower()
    if moved.where == "section":
        where = words.say("section “{title}”", title=moved.said)
    elif moved.where == "lane":
        where = words.say("lane “{title}”", title=moved.said)
    elif moved.where == "photo":
        where = words.say("photo, as {path}", path=moved.said)
    elif moved.where == "pictures":
        title = words.gettext("Pictures")
        where = words.say("section “{title}”, as {path}", title=title, path=moved.said)
    elif moved.where == "comment":
        where = words.gettext("comment in the file")
    else:
        where = moved.where
    return words.say(
        "line {line}: {label} → {where} ({seen})", line=moved.line, label=label or "…", where=where,
        seen=seen,
    )  # fmt: skip
