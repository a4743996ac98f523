"""Somebody (a persona's id, or a photo's file) in; all that is held of them out, and then gone.

What is found stands in four kinds of place: files of their own, lines in files of others, what
was made of it (the site, packs, finished sheets), and the history of git, which only its owner
can rewrite. Texts that merely name them are listed for a person to judge.
"""

from __future__ import annotations

import csv
import io
import re
import shutil
import subprocess
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from affiche.errors import ContentError, Kind, Place, Problem
from affiche.publishing import publish
from affiche.words import Words

PERSONA_KEYS = ("persona", "personas")
TEXTS = (".md", ".yaml", ".yml", ".csv")
# Lines in; line number (from 0) → its new text, None for a line that goes, out.
Change = Callable[[list[str]], dict[int, str | None]]
IMAGES = (".jpg", ".jpeg", ".png", ".webp", ".svg", ".gif", ".tif", ".tiff")


@dataclass(frozen=True)
class Edit:
    """A file in which lines go: its whole new text, and the lines (from 1) that change."""

    path: Path
    text: str
    lines: tuple[int, ...]


@dataclass(frozen=True)
class Mention:
    """A place that names them, for somebody to look at."""

    path: Path
    line: int
    text: str


@dataclass(frozen=True)
class Handed:
    """A briefing that names them, so that its agency may hold a pack with them in it."""

    briefing: str
    title: str
    agency: str


@dataclass(frozen=True)
class History:
    """Commits that touch the files: how many, and the days of the first and the last."""

    commits: int
    first: str
    last: str


@dataclass(frozen=True)
class Holdings:
    """All that is held of somebody. `made`: files of the site and packs, and the cache."""

    who: str
    files: tuple[Path, ...]
    edits: tuple[Edit, ...]
    mentions: tuple[Mention, ...]
    made: tuple[Path, ...]
    handed: tuple[Handed, ...]
    history: History | None


def find(who: str, content: Path, outs: Iterable[Path], cache: Path) -> Holdings:
    """All that is held of a persona (id) or photo (file). Raises ContentError when there is no
    such persona or photo. `outs` are folders with releases of ours."""
    content = content.resolve()
    persona = content / "personas" / f"{who.removesuffix('.md')}.md"
    photo = _photo_file(who, content)
    if persona.is_file():
        return _of_persona(persona, content, tuple(outs), cache)
    if photo is not None:
        return _of_photo(photo, content, tuple(outs), cache)
    raise _nobody(who, content)


def remove(held: Holdings) -> None:
    """Remove and mend everything that was found; mentions and history stay."""
    for edit in held.edits:
        edit.path.write_text(edit.text, "utf-8", newline="")
    for path in (*held.files, *held.made):
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)


def _nobody(who: str, content: Path) -> ContentError:
    known = [path.stem for path in sorted((content / "personas").glob("*.md"))]
    known += [path.name for path in sorted((content / "images").glob("*")) if path.is_file()]
    near = get_close_matches(who, known, 1)
    what = "there is no persona or photo {name}"
    hint = "Did you mean {guess}?" if near else "There are: {known}."
    values = {"name": who, "guess": "".join(near), "known": ", ".join(known)}
    return ContentError([Problem(Kind.ERROR, "unknown-id", Place(""), what, hint, values)])


def _photo_file(who: str, content: Path) -> Path | None:
    """The picture that is meant: "peter.svg", "images/peter.svg", or a path."""
    images = content / "images"
    for path in (images / who, content / who, content.parent / who, Path(who)):
        found = path.resolve()
        if found.is_file() and found.is_relative_to(images) and found.suffix.lower() in IMAGES:
            return found
    return None


# A persona ---------------------------------------------------------------------------------


def _of_persona(persona: Path, content: Path, outs: tuple[Path, ...], cache: Path) -> Holdings:
    name = persona.stem
    text = persona.read_text("utf-8", "replace")
    photo = _photo_of(text)
    others = [path for path in _personas(content) if path != persona]
    shared = any(_photo_of(path.read_text("utf-8", "replace")) == photo for path in others)
    image = content / "images" / photo if photo and not shared else None
    feedback = content / "feedback" / name
    files = [persona, *([image] if image and image.is_file() else []),
             *([feedback] if feedback.is_dir() else [])]  # fmt: skip
    edits = [
        *_edits(_documents(content), lambda lines: _without_persona(lines, name)),
        *_edits(sorted((content / "measurements").glob("*.csv")), lambda lines: _rows(lines, name)),
    ]
    handed = tuple(_handed(content, {name}))
    stems = {image.stem} if image else set()
    return Holdings(
        who=_title(text) or name,
        files=tuple(files),
        edits=tuple(edits),
        mentions=tuple(_mentions(content, {_title(text) or name}, files, edits)),
        made=(*_made(outs, {name}, stems, handed), *_cached(cache)),
        handed=handed,
        history=_history(content, files),
    )


def _personas(content: Path) -> list[Path]:
    return sorted((content / "personas").glob("*.md"))


def _documents(content: Path) -> list[Path]:
    copies = content / "copies.yaml"
    return [
        *sorted((content / "journeys").glob("*.y*ml")),
        *sorted((content / "briefings").glob("*.md")),
        *([copies] if copies.is_file() else []),
    ]


def _title(text: str) -> str:
    match = re.search(r"^(?:name:[ \t]*|#[ \t]+)(.+?)[ \t]*$", text, re.MULTILINE)
    return match[1].strip("\"'") if match else ""


def _photo_of(text: str) -> str:
    """The file of a persona's photo, however it is written."""
    block = re.search(r"^photo:[ \t]*(.*(?:\n[ \t]+.*|\n(?=\n*[ \t]+\S))*)", text, re.MULTILINE)
    if not block:
        return ""
    named = re.search(r"\bfile:[ \t]*[\"']?([^\"',}\n#]+)", block[1])
    bare = re.match(r"[\"']?([^\"'{}\n#]+)", block[1])
    found = named or bare
    return found[1].strip() if found else ""


def _without_persona(lines: list[str], name: str) -> dict[int, str | None]:
    """Line number (from 0) → its new text, None for a line that goes."""
    item = rf"[\"']?{re.escape(name)}[\"']?"
    changed: dict[int, str | None] = {}
    inside = False
    for number, line in enumerate(lines):
        key = re.match(rf"(?:{'|'.join(PERSONA_KEYS)}):[ \t]*(.*)$", line)
        if key:
            inside = not key[1].split("#")[0].strip()
            if re.fullmatch(rf"{item}[ \t]*(?:#.*)?", key[1]):
                changed[number] = None
            elif key[1].startswith("["):
                kept = re.sub(rf"(?<=[\[,])[ \t]*{item}[ \t]*(?=[,\]])", "\0", line)
                kept = re.sub(r"\0,[ \t]*|,\0|\0", "", kept)
                if kept != line:
                    changed[number] = kept
        elif inside and re.fullmatch(rf"[ \t]*-[ \t]*{item}[ \t]*(?:#.*)?", line):
            changed[number] = None
        elif line and not line[0].isspace() and not line.startswith("-"):
            inside = False
    return changed


def _rows(lines: list[str], name: str) -> dict[int, str | None]:
    """Rows of a measurement that are about the persona: the persona goes, the answer stays."""
    if not lines:
        return {}
    mark = ";" if lines[0].count(";") > lines[0].count(",") else ","
    head = [cell.strip().casefold() for cell in next(csv.reader([lines[0]], delimiter=mark))]
    if "persona" not in head:
        return {}
    column = head.index("persona")
    changed: dict[int, str | None] = {}
    for number, line in enumerate(lines[1:], start=1):
        cells = next(csv.reader([line], delimiter=mark), [])
        if len(cells) > column and cells[column].strip() == name:
            cells[column] = ""
            out = io.StringIO()
            csv.writer(out, delimiter=mark, lineterminator="").writerow(cells)
            changed[number] = out.getvalue()
    return changed


# A photo -----------------------------------------------------------------------------------


def _of_photo(photo: Path, content: Path, outs: tuple[Path, ...], cache: Path) -> Holdings:
    name = photo.relative_to(content / "images").as_posix()
    owners = {
        path.stem
        for path in _personas(content)
        if _photo_of(path.read_text("utf-8", "replace")) == name
    }
    edits = tuple(
        _edits(
            [*_personas(content), *_documents(content)], lambda lines: _without_photo(lines, name)
        )
    )
    handed = tuple(_handed(content, owners))
    return Holdings(
        who=name,
        files=(photo,),
        edits=edits,
        mentions=tuple(_mentions(content, {name}, [photo], edits)),
        made=(*_made(outs, owners, {photo.stem}, handed), *_cached(cache)),
        handed=handed,
        history=_history(content, [photo]),
    )


def _without_photo(lines: list[str], name: str) -> dict[int, str | None]:
    changed: dict[int, str | None] = {}
    shown = re.compile(rf"!\[[^\]]*\]\([^)]*{re.escape(name)}[^)]*\)")
    image = re.compile(rf"[ \t]*image:[ \t]*[\"']?{re.escape(name)}[\"']?[ \t]*")
    block = [number for number, line in enumerate(lines) if line.startswith("photo:")]
    for start in block:
        end = start + 1
        while end < len(lines) and (lines[end][:1].isspace() or not lines[end].strip()):
            end += 1
        if _photo_of("\n".join(lines[start:end])) == name:
            changed.update({n: None for n in range(start, end) if lines[n].strip()})
    for number, line in enumerate(lines):
        if image.fullmatch(line):
            changed[number] = None
        elif number not in changed and shown.search(line):
            changed[number] = shown.sub("", line)
    return changed


# What both have ----------------------------------------------------------------------------


def _edits(paths: Iterable[Path], change: Change) -> Iterator[Edit]:
    for path in paths:
        text = path.read_bytes().decode("utf-8", "replace")
        end = "\r\n" if "\r\n" in text else "\n"
        lines = text.split(end)
        changed = change(lines)
        if changed:
            kept = [changed.get(n, line) for n, line in enumerate(lines)]
            after = end.join(line for line in kept if line is not None)
            yield Edit(path, after, tuple(number + 1 for number in sorted(changed)))


def _mentions(
    content: Path, names: set[str], files: Iterable[Path], edits: Iterable[Edit]
) -> Iterator[Mention]:
    """Other places with the name, as they will be after the edits."""
    gone, mended = set(files), {edit.path: edit.text for edit in edits}
    wanted = [name.casefold() for name in names if len(name) > 2]
    for path in sorted(p for p in content.rglob("*") if p.suffix in TEXTS and p.is_file()):
        if path in gone or any(folder in gone for folder in path.parents):
            continue
        text = mended.get(path) or path.read_text("utf-8", "replace")
        for number, line in enumerate(text.splitlines(), start=1):
            if any(name in line.casefold() for name in wanted):
                yield Mention(path, number, line.strip()[:80])


def _handed(content: Path, personas: set[str]) -> Iterator[Handed]:
    """The briefings that name one of the personas."""
    for path in sorted((content / "briefings").glob("*.md")):
        text = path.read_text("utf-8", "replace")
        lines = text.split("\n")
        if any(_without_persona(lines, name) for name in personas):
            agency = re.search(r"^agency:[ \t]*(.+?)[ \t]*$", text, re.MULTILINE)
            title = re.search(r"^title:[ \t]*(.+?)[ \t]*$", text, re.MULTILINE)
            yield Handed(
                path.stem,
                title[1].strip("\"'") if title else path.stem,
                agency[1].strip("\"'") if agency else "",
            )


def _made(
    outs: Iterable[Path], personas: set[str], pictures: set[str], handed: Iterable[Handed]
) -> Iterator[Path]:
    """Files of releases of ours that show them."""
    briefed = {one.briefing for one in handed}
    for out in outs:
        release = publish.release(out)
        for path in sorted({**release.files, **release.kept}):
            parts = path.split("/")
            own = parts[0] == "personas" and len(parts) > 2 and parts[1] in personas
            picture = parts[0] == "assets" and parts[-1].rpartition("-")[0] in pictures
            packed = parts[0] == "briefings" and len(parts) > 2 and parts[1] in briefed
            outside = parts[0] in briefed
            if own or picture or packed or outside:
                yield out / path


def _cached(cache: Path) -> Iterator[Path]:
    if (cache / "sheets").is_dir():
        yield cache / "sheets"


def _history(content: Path, files: Iterable[Path]) -> History | None:
    """What git keeps of the files; None without git, or when it never had them."""
    command = ["git", "-C", str(content), "log", "--all", "--format=%as", "--", *map(str, files)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    except (OSError, subprocess.TimeoutExpired):
        return None
    days = done.stdout.split()
    return History(len(days), min(days), max(days)) if done.returncode == 0 and days else None


# In words ----------------------------------------------------------------------------------


def told(held: Holdings, words: Words, root: Path, removed: bool) -> list[str]:
    """What is held, or what went, as lines for the command line. Paths start at `root`."""
    say = words.say

    def under(path: Path) -> str:
        return path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)

    lines = [say("Removed of {who}:" if removed else "Held of {who}:", who=held.who)]
    lines += [f"  {under(path)}" for path in held.files]
    lines += [
        f"  {under(edit.path)}: " + say("lines {lines}", lines=", ".join(map(str, edit.lines)))
        for edit in held.edits
    ]
    lines += [f"  {under(path)}" for path in held.made]
    if held.mentions:
        lines += ["", say("These texts name them too. Read them, and decide:")]
        lines += [f"  {under(m.path)}:{m.line}: {m.text}" for m in held.mentions]
    if held.handed:
        lines += ["", say("These agencies may have a pack with them in it. Ask them to delete it:")]
        lines += [f"  {' · '.join(filter(None, (h.agency, h.title)))}" for h in held.handed]
    if held.history:
        text = "The history of git keeps it: {n} commits, from {first} to {last}. Only rewriting "
        text += "the history takes it out there (git filter-repo), in every copy."
        past = held.history
        lines += ["", say(text, n=past.commits, first=past.first, last=past.last)]
    return lines
