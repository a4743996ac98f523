"""A `journey` diagram of Mermaid in; the tree of a journey out.

Its form: `title`, `section` and `task: score: who, who`, a score from 1 to 5. Source: Mermaid's
own manual, "User Journey Diagram".
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_FENCE = re.compile(
    r"^[ \t>]*(?P<mark>`{3,}|~{3,}|:{3,})[ \t]*\{?\.?mermaid\b[^\n]*\n(?P<code>.*?)"
    r"^[ \t>]*(?P=mark)[ \t]*$",
    re.M | re.S | re.I,
)
_TASK = re.compile(r"\s*(?P<name>.+?)\s*:\s*(?P<score>-?\d+(?:\.\d+)?)\s*(?::\s*(?P<who>.*))?$")


@dataclass(frozen=True)
class Task:
    """A step: what happens, the score that was given, and who is there."""

    name: str
    score: float | None
    who: tuple[str, ...]
    line: int


@dataclass(frozen=True)
class Diagram:
    """A diagram: its title, its sections with their tasks, and lines that say something else."""

    title: str
    sections: tuple[tuple[str, tuple[Task, ...]], ...]
    other: tuple[str, ...]

    @property
    def most(self) -> float:
        """The end of the scale: 5 as the manual says, or 7 or 10 where a score is above it."""
        scores = [t.score for _, tasks in self.sections for t in tasks if t.score is not None]
        return next((end for end in (5.0, 7.0, 10.0) if max(scores, default=0) <= end), 100.0)


def is_one(code: str) -> bool:
    """Whether a text is a journey diagram."""
    lines = (line.strip() for line in code.split("\n"))
    told = (
        line for line in lines if line and not line.startswith(("%%", "---", "title:", "config:"))
    )
    return next(told, "") == "journey"


def taken_out(text: str) -> tuple[str, list[tuple[int, str]]]:
    """The text without its journey diagrams, each line a line, and these with their line."""
    found: list[tuple[int, str]] = []

    def out(match: re.Match[str]) -> str:
        if not is_one(match["code"]):
            return match[0]
        found.append((text.count("\n", 0, match.start()) + 1, match["code"]))
        return "\n" * match[0].count("\n")

    return _FENCE.sub(out, text), found


def read(code: str) -> Diagram:
    """Take a diagram apart; what is no part of its form is kept in `other`."""
    title = ""
    other: list[str] = []
    kept: list[tuple[str, list[Task]]] = [("", [])]
    begun = False
    for number, line in enumerate(code.split("\n")):
        text = line.strip().rstrip(";")
        if not text or (text == "journey" and not begun):
            begun = begun or text == "journey"
        elif text.startswith("title ") and not title:
            title = text[6:].strip()
        elif text.startswith("section "):
            kept.append((text[8:].strip(), []))
        elif task := _TASK.fullmatch(text):
            who = tuple(one.strip() for one in (task["who"] or "").split(",") if one.strip())
            kept[-1][1].append(Task(task["name"], float(task["score"]), who, number))
        else:
            other.append(text)
    made = tuple((name, tuple(tasks)) for name, tasks in kept if name or tasks)
    return Diagram(title, made, tuple(other))
