"""A mistake and the file that it stands in, in; the edit that mends it, where there is one answer.

A hint that says what to type, which word was meant or how far to indent holds the whole of an
answer; what only its writer can know (which day, which name) has none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from affiche.errors import Kind, Problem
from affiche.reading.files import names
from affiche.reading.letters import once
from affiche.reading.syntax import quotes
from affiche.splicing.written import Edit, Written, of_bytes

_TOML = re.compile(r"(?m)^([\w-]+)[ \t]*=[ \t]*")


@dataclass(frozen=True)
class Mend:
    """One change of a file (path from the content folder): characters `start` to `end` of its text
    become `new`; or the file is called `rename` from now on."""

    file: str
    start: int = 0
    end: int = 0
    new: str = ""
    rename: str = ""


@dataclass(frozen=True)
class Page:
    """A file with the line that a mistake is about: its first character, its text, and the column
    (from 0) of the place."""

    file: str
    text: str
    start: int
    line: str
    column: int

    def edit(self, first: int, last: int, new: str) -> Mend:
        """Columns of the line become `new`."""
        return Mend(self.file, self.start + first, self.start + last, new)


def mend(problem: Problem, content: Path) -> Mend | None:
    """The edit that mends a mistake; None when there is more than one answer, or none."""
    label, _, file = problem.place.path.partition("/")
    if problem.kind is Kind.ADVICE or label != content.resolve().name:
        return None
    path = content / file
    if better := _better(problem):
        folder = file.rpartition("/")[0]
        new = better if "/" in better else "/".join(filter(None, (folder, better)))
        return None if (content / new).exists() or not path.is_file() else Mend(file, rename=new)
    written = _read(path)
    if written is None:
        return None
    page = _page(file, written.text, problem)
    answer = _ANSWERS.get((problem.rule, problem.hint)) or _ANSWERS.get(("", problem.hint))
    found = answer(page, problem.values) if page and answer else None
    same = found is not None and written.text[found.start : found.end] == found.new
    return None if same else found


def _read(path: Path) -> Written | None:
    try:  # what is no file is not waited for
        return of_bytes(path, path.read_bytes()) if path.is_file() else None
    except OSError:
        return None


def _page(file: str, text: str, problem: Problem) -> Page | None:
    lines = text.split("\n")
    number = problem.place.line - 1
    if number >= len(lines):
        return None
    start = sum(len(line) + 1 for line in lines[:number])
    return Page(file, text, start, lines[number], problem.place.column - 1)


def applied(mends: Iterable[Mend], content: Path) -> dict[str, bytes | None]:
    """Path from the content folder → its bytes with these edits; None for a name that is gone.
    Of edits that touch the same characters the first is taken."""
    changes: dict[str, bytes | None] = {}
    edits: dict[str, list[Edit]] = {}
    called: dict[str, str] = {}
    for one in mends:
        if one.rename:
            called[one.file] = one.rename
        else:
            kept = edits.setdefault(one.file, [])
            if all(one.start > e.end or one.end < e.start for e in kept):
                kept.append(Edit(one.start, one.end, one.new))
    for file in {**edits, **called}:
        raw = (content / file).read_bytes()
        written = of_bytes(content / file, raw)
        made = written.spliced(edits[file]) if written and file in edits else raw
        changes[called.get(file, file)] = made
        if file in called:
            changes[file] = None
    return changes


def told(problem: Problem, content: Path) -> dict[str, Any]:
    """What a program is told beside the message: the line as it stands (`excerpt`), and the `edit`
    that mends it, by lines and columns from 1 (the end is the first character that stays)."""
    file = problem.place.path.partition("/")[2]
    written = _read(content / file) if file else None
    page = _page(file, written.text, problem) if written else None
    found: dict[str, Any] = {"excerpt": page.line.rstrip()[:300]} if page else {}
    mended = mend(problem, content)
    if mended is None:
        return found
    label = content.resolve().name
    if mended.rename:
        return {**found, "edit": {"rename": f"{label}/{mended.rename}"}}
    text = written.text if written else ""
    places = [_place(text, at) for at in (mended.start, mended.end)]
    (line, column), (end_line, end_column) = places
    return {**found, "edit": {"line": line, "column": column, "end_line": end_line,
                              "end_column": end_column, "old": text[mended.start : mended.end],
                              "new": mended.new}}  # fmt: skip


def _place(text: str, at: int) -> tuple[int, int]:
    start = text.rfind("\n", 0, at) + 1
    return text.count("\n", 0, at) + 1, at - start + 1


# Answers -----------------------------------------------------------------------------------


def _better(problem: Problem) -> str:
    """The name that a file should have."""
    if problem.rule in ("file-name", "wrong-ending") and problem.hint == names.RENAME:
        return str(problem.values.get("better") or "")
    guess = problem.values.get("guess")
    if problem.rule != "unread-file" or not guess:
        return ""
    name = problem.place.path.rpartition("/")[2]
    return str(guess) if "." in str(guess) else f"{guess}/{name}"  # a folder was misspelt


def _guessed(page: Page, values: Mapping[str, Any]) -> Mend | None:
    """The word that was meant in the place of the one that was written."""
    guess = values.get("guess")
    for key in ("name", "value", "address", "file", "key"):
        said = values.get(key)
        if guess is None or not isinstance(said, str) or not said:
            continue
        at = page.line.find(said, max(0, page.column - 1))
        at = page.line.find(said) if at < 0 else at
        if at >= 0 and (key != "key" or "value" not in values):
            return page.edit(at, at + len(said), str(guess))
    return None


def _typed(page: Page, values: Mapping[str, Any]) -> Mend | None:
    """The line as it has to be typed, behind its own indentation."""
    text = str(values.get("text") or "")
    if not text:
        return None
    lead = len(page.line) - len(page.line.lstrip(" \t"))
    dash = re.match(r"(?:- +)+", page.line[lead:])
    if dash and not text.startswith("- "):
        lead += dash.end()
    return page.edit(lead, len(page.line.rstrip()), text)


def _once(page: Page, _: Mapping[str, Any]) -> Mend:
    """The line as it was before its letters were converted twice."""
    return page.edit(0, len(page.line), once(page.line))


def _whole(page: Page, values: Mapping[str, Any]) -> Mend | None:
    """A text with commas between { }, in quotes of its own."""
    said, text = str(values["said"]), str(values["text"])
    at = page.line.rfind(said, 0, page.column + len(said))
    return page.edit(at, at + len(said), text.partition(": ")[2]) if at >= 0 else None


def _indented(page: Page, values: Mapping[str, Any]) -> Mend | None:
    lead = len(page.line) - len(page.line.lstrip())
    return page.edit(0, lead, " " * int(values["indent"]))


def _quoted(page: Page, _: Mapping[str, Any]) -> Mend | None:
    """The whole text of the field or item, with what looks like a remark, between quotes."""
    made = quotes.whole_between_quotes(page.line, page.column)
    return page.edit(0, len(page.line), made) if made else None


def _web(page: Page, values: Mapping[str, Any]) -> Mend | None:
    said = str(values.get("value") or "")
    at = page.line.find(said)
    if not said.startswith("www.") or at < 0:
        return None
    return page.edit(at, at, "https://")


def _scored(page: Page, values: Mapping[str, Any]) -> Mend | None:
    said, score = str(values.get("value") or ""), values.get("score")
    at = page.line.find(said, max(0, page.column - 1))
    if not said or at < 0 or score is None:
        return None
    return page.edit(at, at + len(said), f"{float(score):g}")


def _items(page: Page, values: Mapping[str, Any]) -> Mend | None:
    """An item that stands behind the colon of its key, on a line of its own."""
    key, colon, rest = page.line.partition(":")
    lead = len(key) - len(key.lstrip())
    if not colon or not rest.strip().startswith("- "):
        return None
    return page.edit(len(key) + 1, len(page.line), f"\n{' ' * (lead + 2)}{rest.strip()}")


def _gone(page: Page, _: Mapping[str, Any]) -> Mend | None:
    """A field of one line, taken away."""
    following = page.text[page.start + len(page.line) + 1 :].split("\n", 1)[0]
    lead = len(page.line) - len(page.line.lstrip())
    deeper = len(following) - len(following.lstrip()) > lead or following.lstrip().startswith("- ")
    if deeper or not page.line.partition(":")[2].strip() or page.line.lstrip().startswith("- "):
        return None
    return Mend(page.file, page.start, page.start + len(page.line) + 1)


def _opened(page: Page, _: Mapping[str, Any]) -> Mend | None:
    """Fields of which the upper --- is missing: it goes above the first."""
    return Mend(page.file, page.start, page.start, "---\n") if "\n---" in page.text else None


def _closed(page: Page, _: Mapping[str, Any]) -> Mend | None:
    """The lower --- goes below the last line that is a field."""
    at = page.start + len(page.line) + 1
    for line in page.text[at:].split("\n"):
        if not re.match(r"[\w-]+:(?: |$)|[ \t]+\S|- |#(?!#* [A-Z])", line):
            break
        at += len(line) + 1
    return Mend(page.file, at, at, "---\n") if at <= len(page.text) else None


def _yaml(page: Page, _: Mapping[str, Any]) -> Mend | None:
    """TOML of plain fields as YAML."""
    parts = page.text.split("+++", 2)
    if len(parts) < 3 or re.search(r"(?m)^\[", parts[1]):
        return None
    made = "---".join((parts[0], _TOML.sub(r"\1: ", parts[1]), parts[2]))
    return Mend(page.file, 0, len(page.text), made)


Answer = Callable[[Page, Mapping[str, Any]], Mend | None]
_ANSWERS: Mapping[tuple[str, str], Answer] = {
    ("", "Did you mean `{guess}`?"): _guessed,
    ("", "Did you mean `{guess}`? You can choose from: {choices}"): _guessed,
    ("comma-in-text", "Type: `{text}`"): _whole,
    ("converted-twice", "Write `{meant}`"): _once,
    ("", "Type: `{text}`"): _typed,
    ("", "Begin it with {indent} spaces, straight above line {beside}"): _indented,
    ("", "Begin it with {indent} spaces, straight below line {beside}"): _indented,
    ("", "Begin this line with {indent} spaces, straight below the item above it"): _indented,
    ("", "Use spaces, two for each level"): _indented,
    ("", "Begin it with {indent} spaces"): _indented,
    ("", "Put the whole text between quotes"): _quoted,
    ("", "Put text that starts with {{ between quotes"): _quoted,
    ("", "Put text that starts with * between quotes"): _quoted,
    ("bad-address", "Start it with https://"): _web,
    ("", "On a scale of {least} to {most}, {value} is {score} here"): _scored,
    ("", "Write a number from −2 (awful) to 2 (wonderful), here probably {score}"): _scored,
    ("", "Put each item on a line of its own: `{item}`"): _items,
    ("", "It belongs to another program for making websites; take it away"): _gone,
    ("", "The name of the file is the id; rename the file to change it"): _gone,
    (
        "",
        "Put --- on a line of its own above the first field and below the last",
    ): _opened,
    ("", "Put --- on a line of its own below the last field"): _closed,
    ("", "Put --- above and below, and write `key: value` instead of `key = value`"): _yaml,
}
