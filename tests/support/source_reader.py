"""What someone wrote in; everything that it says, in pieces of plain text, out.

Reads the file itself, with a few regular expressions and nothing of this program, so that what is
lost between the file and the paper shows.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Any

import yaml

# Keys whose values stand on no sheet: choices, the files behind it, what is for ourselves.
SILENT = {
    *("photo", "status", "version", "owner", "reviewers", "review_by", "language"),
    *("notes_internal", "kind", "priority", "value", "evidence", "visibility", "poster"),
    *("source", "file", "consent", "id", "ref", "persona", "personas", "state", "parent"),
    *("compare_to", "moment", "channel", "emotion", "segment", "ticket", "impact", "effort"),
}
# What a heading begins with.
HEAD = "# "
FRONT = re.compile(r"\A---\n(.*?)\n---\n?", re.DOTALL)
NOISE = (
    (re.compile(r"<!--.*?-->", re.DOTALL), " "),
    (re.compile(r"!\[[^\]]*\](\([^)]*\)|\[[^\]]*\])"), " "),
    (re.compile(r"<(script|style)\b.*?</\1>", re.DOTALL | re.IGNORECASE), " "),
    (re.compile(r"^\[[^\]]+\]:\s+\S+.*$", re.MULTILINE), " "),
    (re.compile(r"\[([^\]]*)\]\([^)]*\)"), r"\1"),
    (re.compile(r"\]\(https?:[^)\s]*\)"), "]"),
    (re.compile(r"\[([^\]]*)\]\[[^\]]*\]"), r"\1"),
    (re.compile(r"\{[:#.][^}\n]*\}"), " "),
    (re.compile(r"</?[A-Za-z][^>\n]*>"), " "),
    (re.compile(r"^\s*(```|~~~).*$", re.MULTILINE), " "),
    (re.compile(r"<(https?:[^>\s]+|[^>\s]+@[^>\s]+)>"), r"\1"),
)


def persona(text: str) -> list[str]:
    """Everything that a persona says, line by line; the name first."""
    text = text.replace("\r\n", "\n")
    found = FRONT.match(text)
    data = (yaml.safe_load(found[1]) or {}) if found else {}
    return [*_leaves(data), *_lines(text[found.end() :] if found else text)]


def journey(text: str) -> list[str]:
    """Everything that a journey says, value by value; the title first."""
    return list(_leaves(yaml.safe_load(text) or {}))


def _leaves(value: Any, key: str = "") -> Iterator[str]:
    match value:
        case dict():
            for name, inner in value.items():
                if name not in SILENT:
                    yield from _leaves(inner, str(name))
                    if key == "facts":
                        yield str(name)
        case list():
            for inner in value:
                # A lane that is not our own is named by its id.
                if key != "lanes" or not isinstance(inner, str):
                    yield from _leaves(inner, key)
        case str():
            yield from _lines(value)


def _lines(text: str) -> Iterator[str]:
    for pattern, instead in NOISE:
        text = pattern.sub(instead, text)
    for line in html.unescape(text).splitlines():
        cells = line.split("|") if line.strip().startswith("|") else [line]
        for cell in cells:
            # The number of a list is drawn by the list.
            said = re.sub(r"^\s*(?:[-*+>#]+\s+|\d+[.)]\s+)*", "", cell).strip()
            if cell.startswith("#"):
                said = re.sub(r"^[\d.]+[.)]?\s+(?=\D)", "", said)
            said = re.sub(r"[*_`~\\]+", "", said)
            if re.search(r"\w", said):
                yield HEAD + said if cell.startswith("#") else said


__all__ = ["HEAD", "journey", "persona"]
