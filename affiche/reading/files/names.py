"""A file's name in; its id, or why it cannot be one, out. An id is part of every address."""

from __future__ import annotations

import re
import unicodedata

from affiche.errors import Kind, Place, Problem
from affiche.reading.letters import composed

# Names that Windows keeps for devices, with any ending: naming-a-file in Microsoft's manual.
_RESERVED = frozenset(
    ("con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10)))
)
LONGEST = 80
# What to do with a file whose name is wrong; THERE when another file has the right one.
RENAME = "Rename it to `{better}`"
THERE = "There is a `{better}` already: put what is right into that, and delete this file"


def identify(stem: str) -> str:
    """The id of a file: its name without the ending, with accents as one character each."""
    return composed(stem)


def suggest(stem: str) -> str:
    """A name like `stem` that is fit for an address: "Jan de Vries" → "jan-de-vries"."""
    kept = "".join(c if _fits(c) or c == "." else "-" for c in identify(stem).lower())
    kept = re.sub(r"-{2,}", "-", kept).strip("-._")[:LONGEST].strip("-._")
    if kept.split(".")[0] in _RESERVED:
        kept = kept.replace(".", "-") if "." in kept else f"{kept}-1"
    return kept or "naam"


def fits(name: str) -> bool:
    """Whether a name can stand in an address and be a file anywhere."""
    dots = name[:1] in (".", "-") or name.endswith(".")
    return bool(name) and not dots and all(_fits(c) or c == "." for c in name)


def _fits(character: str) -> bool:
    """A letter, mark or digit of any script, - or _."""
    return character in "-_" or unicodedata.category(character)[0] in "LMN"


def keeps(name: str) -> bool:
    """Whether every system can keep a file of this name, which is no address: blanks, brackets and
    the like may be in it. Source: "Naming Files, Paths, and Namespaces" in Microsoft's manual."""
    return (
        len(name) <= LONGEST
        and name == name.strip(" .")
        and name.split(".")[0].casefold().strip() not in _RESERVED
        and not any(c in '<>:"/\\|?*' or _hidden(c) for c in name)
    )


def _hidden(character: str) -> bool:
    return unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co")


def check(place: Place, stem: str, ending: str) -> Problem | None:
    """What is wrong with a file's name as an id, if anything."""
    name = identify(stem)
    hidden = next(filter(_hidden, name), None)
    if hidden:
        what = "this file name has an invisible character in it ({code})"
    elif name.split(".")[0].casefold() in _RESERVED:
        what = "Windows cannot keep a file with this name"
    elif len(name) > LONGEST:
        what = "this file name is {length} characters long; at most {most} fit an address"
    elif not fits(name):
        what = "this file name does not fit in an address: only letters, digits, - and _ do"
    else:
        return None
    return Problem(
        Kind.ERROR, "file-name", place, what, RENAME,
        {"better": suggest(stem) + ending, "length": len(name), "most": LONGEST,
         "code": f"U+{ord(hidden):04X}" if hidden else ""},
    )  # fmt: skip


def clashes(names: list[tuple[str, Place]]) -> list[Problem]:
    """Names that differ only in capitals or in how accents are written: one file to Windows."""
    seen: dict[str, Place] = {}
    found = []
    for name, place in names:
        folded = composed(name).casefold()
        if folded in seen:
            found.append(
                Problem(
                    Kind.ERROR,
                    "name-clash",
                    place,
                    "this file name differs only in capitals or ending from {other}",
                    "Give one of the two another name",
                    {"other": seen[folded].path.rpartition("/")[2]},
                )
            )
        seen.setdefault(folded, place)
    return found
