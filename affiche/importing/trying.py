"""Drafts with their file names in; the same, so that the reader takes every file, out.

What it refuses (a remark that is never closed, a line that looks like a field for colleagues, a
picture that is not there) is moved from its field or section to the notes, and told.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from affiche import content as loading
from affiche.errors import ContentError, Kind, Place, Problem
from affiche.importing import writing
from affiche.importing.drafts import Draft
from affiche.words import Words

ROUNDS = 60
_WITH = ("site.yaml", "touchpoints.yaml", "opportunities.yaml")
Files = Mapping[str, Draft]


def tried(
    files: Files, content: Path, today: date, words: Words, images: Mapping[str, bytes]
) -> dict[str, str]:
    """Each file's text, from a trial of all of them together with the company's settings and with
    the pictures that they show."""
    texts = {path: writing.text(draft, words) for path, draft in files.items()}
    with tempfile.TemporaryDirectory(prefix="affiche-import-") as made:
        folder = Path(made) / "content"
        folder.mkdir()
        for name in _WITH:
            if (content / name).is_file():
                shutil.copyfile(content / name, folder / name)
        for path, raw in images.items():
            (folder / "images").mkdir(exist_ok=True)
            (folder / path).write_bytes(raw)
        for draft in files.values():
            if identity := draft.fields.get("persona"):
                _write(folder / "personas" / f"{identity}.md", "---\nname: Trial\n---\n")
        # A journey alone has nobody to be about; a persona of our own keeps the reader content.
        _write(folder / "personas" / "zz-trial.md", "---\nname: Trial\n---\n")
        last = dict.fromkeys(files, "")
        for number in range(ROUNDS):
            for path, text in texts.items():
                if text != last[path]:
                    _write(folder / path, text)
            last = dict(texts)
            wrong = _wrong(folder, texts, today)
            if not wrong:
                break
            if whole := [path for path, found in wrong.items() if found[0].rule == "too-big"]:
                raise ContentError([_too_much(files[path]) for path in whole])
            for path, problems in wrong.items():
                _mend(files[path], texts[path], problems, words, sure=number > ROUNDS // 2)
                texts[path] = writing.text(files[path], words)
        else:
            raise ContentError([_too_much(files[path]) for path in _wrong(folder, texts, today)])
    return texts


def _too_much(draft: Draft) -> Problem:
    what = "{name} cannot be brought in as one file: there is too much in it"
    hint = "Split the source into files of less than 1 MB"
    place = Place(draft.source, draft.line)
    return Problem(Kind.ERROR, "import", place, what, hint, {"name": draft.name})


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8", newline="\n")


def _wrong(folder: Path, texts: Mapping[str, str], today: date) -> dict[str, list[Problem]]:
    found: dict[str, list[Problem]] = {}
    for problem in loading.load(folder, today).problems:
        path = problem.place.path.partition("/")[2]
        if problem.kind is Kind.ERROR and path in texts:
            found.setdefault(path, []).append(problem)
    return found


def _mend(draft: Draft, text: str, problems: list[Problem], words: Words, sure: bool) -> None:
    """Move what stands at each mistake to the notes; in doubt, and at last, all of it."""
    spots = sorted({p.place.line for p in problems}, reverse=True)
    done = False
    for line in spots:
        done = _at(draft, text, line, words) or done
    if not done or sure:
        _everything(draft, words)


def _at(draft: Draft, text: str, line: int, words: Words) -> bool:
    """Move the section or the field's value that a line of the file is in."""
    lines = text.split("\n")
    if draft.kind == "persona":
        end = lines.index("---", 1) + 1
        if line > end:
            return _body(draft, lines, line)
        return _field(draft, "\n".join(lines[1 : end - 1]), line - 1)
    return _field(draft, text, line)


def _body(draft: Draft, lines: list[str], line: int) -> bool:
    """The section that a line is in, counted from the file's end; else the biography."""
    at = 0
    heads = [n for n, (title, _) in enumerate(draft.sections)]
    starts = _starts(draft, lines)
    for number, start in zip(heads, starts, strict=True):
        if start <= line:
            at = number + 1
    if at:
        title, body = draft.sections.pop(at - 1)
        draft.note(f"{title}\n\n{body}", title, line)
        return True
    if draft.biography:
        draft.note("\n\n".join(draft.biography), "", line)
        draft.biography.clear()
        return True
    return False


def _starts(draft: Draft, lines: list[str]) -> list[int]:
    """The line (from 1) at which each section begins in the file as it was written."""
    count = lines.index("---", 1) + 2
    if draft.biography:
        count += "\n\n".join(draft.biography).count("\n") + 2
    found = []
    for title, body in draft.sections:
        found.append(count + 1)
        count += f"## {title}\n\n{body}".rstrip().count("\n") + 2
    return found


def _field(draft: Draft, header: str, line: int) -> bool:
    """The deepest value at a line of YAML (from 1): it goes to the notes."""
    root = yaml.compose(header, Loader=yaml.SafeLoader)
    way = _way(root, line - 1)
    while way:
        taken = _taken(draft.fields, way)
        if taken is not None:
            draft.note(_flat(taken), " › ".join(str(step) for step in way), line)
            return True
        way = way[:-1]
    return False


def _way(node: Any, line: int) -> list[Any]:
    """Keys and numbers that lead to what stands on a line (from 0)."""
    if isinstance(node, yaml.MappingNode):
        pairs = [(key.value, key.start_mark.line, value) for key, value in node.value]
    elif isinstance(node, yaml.SequenceNode):
        pairs = [(n, value.start_mark.line, value) for n, value in enumerate(node.value)]
    else:
        return []
    here = [pair for pair in pairs if pair[1] <= line]
    if not here:
        return []
    step, _, value = here[-1]
    return [step, *_way(value, line)]


_NEEDED = ("name", "title", "phases", "status", "notes_internal", "label", "id")


def _taken(data: Any, way: list[Any]) -> Any:
    """Take the value out; None when it is what its document cannot be without."""
    *above, last = way
    for step in above:
        try:
            data = data[step]
        except (KeyError, IndexError, TypeError):
            return None
    if last in _NEEDED or not isinstance(data, dict | list):
        return None
    try:
        return data.pop(last)
    except (KeyError, IndexError, TypeError):
        return None


def _everything(draft: Draft, words: Words) -> None:
    """All but the name to the notes: the file has to be read."""
    kept = {key: draft.fields.pop(key) for key in list(draft.fields)}
    if draft.kind == "persona":
        draft.fields["name"] = kept.pop("name", draft.name)
    else:
        draft.fields["title"] = kept.pop("title", draft.name)
        draft.fields["phases"] = [{"name": words.gettext("Phase")}]
    if kept:
        draft.note(writing.dumped(kept))
    for title, body in draft.sections:
        draft.note(f"{title}\n\n{body}", title)
    for part in draft.biography:
        draft.note(part)
    draft.sections.clear()
    draft.biography.clear()


def _flat(value: Any) -> str:
    if isinstance(value, dict | list):
        return writing.dumped(value)
    return str(value)
