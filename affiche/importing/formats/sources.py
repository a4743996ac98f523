"""A file's name and bytes in; its tree, or why it cannot be read, out."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from affiche.errors import ContentError, Kind, Place, Problem
from affiche.importing import pictures
from affiche.importing.formats import boards, grids, markdown, mermaid, objects, webpage, word
from affiche.importing.tree import Beside, Node, Source, listed, nothing, titled
from affiche.measures.tables import books, table
from affiche.measures.tables.decode import UndecodableError, decode
from affiche.reading import yaml
from affiche.reading.files.source import INVISIBLE, UnreadableError

LARGEST = 40_000_000  # bytes
ENDINGS = (".md", ".markdown", ".mdx", ".txt", ".docx", ".html", ".htm", ".csv", ".tsv",
           ".xlsx", ".xls", ".ods", ".json", ".yaml", ".yml", ".mmd", ".mermaid")  # fmt: skip


def read(name: str, raw: bytes, beside: Beside = nothing) -> Source:
    """The tree of a file; `beside`: the pictures that it may show. Raises ContentError."""
    ending = name[name.rfind(".") :].lower() if "." in name else ""
    if not raw.strip():
        raise ContentError([_problem(name, "this file is empty", "Export or save it once more")])
    if len(raw) > LARGEST:
        raise ContentError([_problem(name, "this file is larger than 40 MB", "Split it")])
    if ending not in (*_READERS, *_SHOWING):
        known = ", ".join(ENDINGS)
        what, hint = (
            "files with the ending {ending} cannot be brought in",
            "Save it as one of: {known}",
        )
        raise ContentError([_problem(name, what, hint, ending=ending or "–", known=known)])
    if ending in _SHOWING:
        return _SHOWING[ending](name, raw, beside)
    return _READERS[ending](name, raw)


def _text(name: str, raw: bytes) -> str:
    """The text of a file of any encoding, without signs that nobody sees."""
    try:
        text, _ = decode(raw)
    except UndecodableError:
        what, hint = "this file is no text that can be read", "Save it as UTF-8, or as .docx"
        raise ContentError([_problem(name, what, hint)]) from None
    text = re.sub("\r\n|[\r\x85\u2028\u2029]", "\n", text)
    return INVISIBLE.sub("", text).expandtabs(4)


def _markdown(name: str, raw: bytes, beside: Beside) -> Source:
    return markdown.read(name, _text(name, raw), beside)


def _diagram(name: str, raw: bytes) -> Source:
    text = _text(name, raw)
    if "```" in text:
        return markdown.read(name, text)
    if not mermaid.is_one(text):
        what = "this is no journey diagram of Mermaid"
        raise ContentError(
            [_problem(name, what, "It begins with the word journey on a line of its own")]
        )
    return Source(name, Node(""), text, diagrams=((0, text),), sure="journey")


def _word(name: str, raw: bytes) -> Source:
    try:
        text, besides, held = word.read(raw)
    except word.UnreadableWordError:
        what = "this Word document cannot be opened"
        hint = "Open it in Word or LibreOffice, and save it anew as .docx without a password"
        raise ContentError([_problem(name, what, hint)]) from None
    text = INVISIBLE.sub("", text)
    made = markdown.read(name, text, lambda said: pictures.usable(said, held.get(said, b"")))
    every = "\n".join((made.words, *besides))
    return replace(made, words=every, remarks=(*made.remarks, *besides))


def _webpage(name: str, raw: bytes, beside: Beside) -> Source:
    text, besides = webpage.read(_text(name, webpage.decoded(raw)))
    made = markdown.read(name, text, beside)
    every = "\n".join((made.words, *besides))
    return replace(made, words=every, remarks=(*made.remarks, *besides))


def _table(name: str, raw: bytes) -> Source:
    sheets = [(title, _cells(name, raw, title)) for title in _sheets(name, raw)]
    nodes, words, sure = [], [], ""
    for title, rows in sheets:
        words += ["\n".join(" ".join(row) for row in rows), title or ""]
        journey = grids.journey(title or titled(name, name), rows)
        records = [] if journey else grids.personas(rows)
        if journey:
            nodes.append(
                Node(title or journey.title, _corner(rows), inside=journey.inside, level=1)
            )
            sure = sure or "journey"
        elif records:
            nodes += (
                records
                if len(sheets) == 1
                else [Node(title or "", "", inside=tuple(records), level=1)]
            )
            sure = "persona"
        else:
            nodes.append(Node(title or "", _drawn(rows), level=1))
    note = "\n".join(title for title, _ in sheets if title)
    return Source(
        name, Node("", "", inside=tuple(nodes)), "\n".join(words), sure=sure, cells=True, note=note
    )


def _corner(rows: Sequence[Sequence[str]]) -> str:
    return rows[0][0] if rows and rows[0] else ""


def _sheets(name: str, raw: bytes) -> list[str | None]:
    """The pages of a spreadsheet that hold something; None for a file of one table."""
    if not (raw[:2] == b"PK" or raw[:4] == b"\xd0\xcf\x11\xe0"):
        return [None]
    try:
        book = books.opened(raw)
        names = list(book.sheet_names)
        filled = [n for n in names if book.get_sheet_by_name(n).to_python(nrows=1)]
    except Exception:  # what a broken file makes the reader raise differs by kind
        return [None]  # `table` says what is wrong with it
    return list(filled) if len(filled) > 1 else [None]


def _cells(name: str, raw: bytes, sheet: str | None) -> list[list[str]]:
    try:
        found = table.read(name, raw, sheet)
    except table.UnreadableTableError as why:
        values = dict(why.values)
        raise ContentError([_problem(name, why.what, why.hint, line=why.line, **values)]) from None
    return [[_cell(cell) for cell in row] for _, row in found.rows]


def _cell(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return INVISIBLE.sub("", str(cell)).replace("\r\n", "\n").replace("\r", "\n").strip()


def _drawn(rows: Sequence[Sequence[str]]) -> str:
    """A table that is neither, as Markdown: labels and texts where it has two columns."""
    wide = max(len(row) for row in rows)
    if wide == 1:
        return "\n\n".join(row[0] for row in rows)
    if wide == 2:
        return "\n\n".join(f"**{row[0]}:** {listed(row[1])}" for row in rows)
    flat = [
        [c.replace("\n", "<br>").replace("|", "\\|") for c in (*row, *[""] * (wide - len(row)))]
        for row in rows
    ]
    head, *rest = (f"| {' | '.join(row)} |" for row in flat)
    return "\n".join([head, f"|{'---|' * wide}", *rest])


def _json(name: str, raw: bytes) -> Source:
    text = _text(name, raw)
    try:
        value = json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        line = getattr(error, "lineno", 1)
        what, hint = "this is no JSON that can be read", "Export it once more"
        raise ContentError([_problem(name, what, hint, line=line)]) from None
    try:
        if boards.is_one(value):
            return Source(name, boards.tree(titled(name, name), value), _said(value, _BOARD))
        return Source(name, objects.node("", value), _said(value), cells=True)
    except RecursionError:
        what, hint = (
            "this file is nested too deep to be brought in",
            "Take out what is needed of it",
        )
        raise ContentError([_problem(name, what, hint)]) from None


def _yaml(name: str, raw: bytes) -> Source:
    """Keys are labels, as in JSON; what stands behind # is among the words of the file."""
    text = _text(name, raw)
    try:
        parsed = yaml.parse(name, text)
        wrong = [one for one in parsed.problems if one.kind is Kind.ERROR]
        if wrong or not isinstance(parsed.data, Mapping | list):
            line = wrong[0].place.line if wrong else 1
            what, hint = "this is no YAML that can be read", "Look at it with a YAML editor"
            raise ContentError([_problem(name, what, hint, line=line)])
        return Source(name, objects.node("", parsed.data), text, cells=True)
    except UnreadableError as stop:
        raise ContentError([stop.problem]) from None


_BOARD = ("content", "title", "description", "text", "name")


def _said(value: Any, keys: Sequence[str] = ()) -> str:
    """Every text of JSON, keys too unless only those of some are wanted."""
    if isinstance(value, Mapping):
        parts = []
        for key, one in value.items():
            inside = isinstance(one, Mapping | list)
            if not keys or inside or key in keys:
                label = "" if keys else re.sub(r"(?<=[a-z])(?=[A-Z])|_", " ", str(key))
                parts.append(f"{label} {_said(one, keys)}")
        return "\n".join(parts)
    if isinstance(value, list):
        return "\n".join(_said(one, keys) for one in value)
    if keys and isinstance(value, str):
        return re.sub(r"<[^>]+>", " ", value)
    return objects.said(value)


def _problem(name: str, what: str, hint: str, line: int = 1, **values: object) -> Problem:
    return Problem(Kind.ERROR, "import", Place(name, line), what, hint, values)


_SHOWING: Mapping[str, Callable[[str, bytes, Beside], Source]] = {
    **dict.fromkeys((".md", ".markdown", ".mdx", ".txt"), _markdown),
    **dict.fromkeys((".html", ".htm"), _webpage),
}
_READERS: Mapping[str, Callable[[str, bytes], Source]] = {
    **dict.fromkeys((".mmd", ".mermaid"), _diagram),
    **dict.fromkeys((".csv", ".tsv", ".xlsx", ".xls", ".ods"), _table),
    ".docx": _word,
    ".json": _json,
    **dict.fromkeys((".yaml", ".yml"), _yaml),
}
