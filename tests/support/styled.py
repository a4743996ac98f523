"""Chance in; a persona or a journey as one of many people may have written it, out.

The same data is written in every style that YAML has and our reader takes: plain, in either quotes,
over several lines, below `|` and `>` with every sign behind, between brackets on one line or on
more, lists at the column of their key or deeper, remarks on every line and between them, blank
lines, CRLF and a mark at the beginning.
"""

from __future__ import annotations

import json
import random
import re
from typing import Any

from affiche.editing.merging.writing import is_plain

WORDS = ["Rust", "een offerte", "let op: snel", "# geen remark", "- geen streepje", "a: b", "ja",
         "12:30", "1,5", "'s-Hertogenbosch", '"tussen" quotes', "een, twee [drie] {vier}",
         "@home", "100 %", "é 李雷 👷", "null", "1.10", "2027-03-01", "C:\\map\\x", "x #1",
         "*nadruk* en **klem**",
         "Eén lange zin die over meer dan één regel kan lopen omdat er veel in staat"]  # fmt: skip
LONG = ["Eerste regel\nTweede regel", "Alinea een.\n\nAlinea twee.\n", "- streep\n- streep\n",
        "Eén zin.\n# Kop\nEn: meer", "  ingesprongen\nniet meer\n", "laatste\n\n"]  # fmt: skip
BODIES = ["\n# Kop\n\nTekst met *nadruk*.\n", "Zonder lege regel.\n\n## Doelen van ons\n- Iets\n",
          "\n\n\nTwee\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n---\n\nNa een streep", "",
          "\n```\ncode: ---\n```\n\nEinde\n\n\n"]  # fmt: skip


def text(dice: random.Random) -> str:
    """A text as it may stand in a field."""
    return dice.choice(LONG) if dice.random() < 0.12 else dice.choice(WORDS)


def texts(dice: random.Random, least: int = 0, most: int = 4) -> list[Any]:
    """A list of lines, some with more about them."""
    found: list[Any] = []
    for _ in range(dice.randint(least, most)):
        one = {"text": text(dice), "evidence": "aanname"}
        found.append(one if dice.random() < 0.25 else text(dice))
    return found


def persona(dice: random.Random) -> dict[str, Any]:
    """The fields of a persona, in any order."""
    made = {
        "name": "Sanne de Boer", "tagline": text(dice), "age": str(dice.randint(1, 99)),
        "facts": {w: text(dice) for w in dice.sample(["Auto", "Klant sinds", "Team", "X"], 2)},
        "goals": texts(dice, 1), "pains": texts(dice, 1, 6), "brands": texts(dice, 1, 3),
        "quote": {"text": text(dice), "source": text(dice)},
        "quotes": [{"text": text(dice), "source": text(dice)} for _ in range(dice.randint(1, 3))],
        "needs": {"functional": texts(dice, 1, 3), "emotional": texts(dice, 1, 2)},
        "scales": [{"label": text(dice), "value": str(n), "max": "10"}
                   for n in range(dice.randint(1, 4))],
        "notes_internal": dice.choice(LONG), "tone": {"do": texts(dice, 1), "dont": texts(dice, 1)},
    }  # fmt: skip
    return picked(made, dice)


def journey(dice: random.Random) -> dict[str, Any]:
    """The fields of a journey: lists in lists in lists."""
    phases = []
    for number in range(dice.randint(1, 4)):
        points = []
        for other in range(dice.randint(0, 3)):
            point = {
                "name": f"Punt {number}{other}", "channel": "phone", "action": text(dice),
                "emotion": {"score": str(dice.randint(-2, 2)), "feeling": text(dice)},
                "pains": texts(dice, 1, 3), "quote": text(dice),
            }  # fmt: skip
            points.append(picked(point, dice, "name"))
        phase = {"name": f"Fase {number}", "goal": text(dice), "touchpoints": points,
                 "lanes": {"eigen": text(dice)}, "pains": texts(dice, 1)}  # fmt: skip
        phases.append(picked(phase, dice, "name"))
    return {**picked({"scenario": text(dice), "owner": text(dice), "goal": text(dice),
                      "personas": ["sanne", "piet"]}, dice), "title": "Reis",
            "phases": phases}  # fmt: skip


def picked(made: dict[str, Any], dice: random.Random, always: str = "name") -> dict[str, Any]:
    """Some of the fields, mixed up."""
    kept = [
        k for k, v in made.items() if (k == always or dice.random() < 0.7) and v not in ([], {})
    ]
    dice.shuffle(kept)
    return {key: made[key] for key in kept}


class Hand:
    """Somebody who writes YAML in a way of their own."""

    def __init__(self, dice: random.Random) -> None:
        self.dice = dice
        self.deeper = dice.choice([2, 2, 2, 3, 4])
        self.listing = dice.choice([0, 2, 2, 4])
        self.remarks = dice.choice([0.0, 0.15, 0.5])
        self.count = 0

    def chance(self, share: float) -> bool:
        return self.dice.random() < share

    def remark(self) -> str:
        """A remark behind a value, which can be known again; empty mostly."""
        if not self.chance(self.remarks):
            return ""
        self.count += 1
        return f"{' ' * self.dice.randint(1, 3)}# r{self.count}."

    def between(self, column: int) -> list[str]:
        """What may stand between two lines: nothing, blank lines, remarks at any column."""
        found = []
        while self.chance(self.remarks / 2):
            self.count += 1
            blank = self.chance(0.3)
            found.append("" if blank else f"{' ' * max(0, column)}# r{self.count}.")
        return found

    def mapping(self, data: dict[str, Any], column: int) -> list[str]:
        """The lines of a mapping whose keys stand at this column."""
        lines: list[str] = []
        for key, value in data.items():
            lines += self.between(column)
            lines += self.field(f"{' ' * column}{self.key(key)}:", value, column)
        return lines

    def key(self, key: str) -> str:
        return json.dumps(key, ensure_ascii=False) if self.chance(0.05) else key

    def field(self, head: str, value: Any, column: int) -> list[str]:
        if isinstance(value, str):
            return self.scalar(head, value, column)
        if self.chance(0.25) and flat(value):
            return self.flow(head, value, column)
        if isinstance(value, list):
            return [head + self.remark(), *self.items(value, column + self.listing)]
        return [head + self.remark(), *self.mapping(value, column + self.deeper)]

    def items(self, values: list[Any], column: int) -> list[str]:
        lines: list[str] = []
        for value in values:
            lines += self.between(column)
            dash = " " * column + "-"
            if isinstance(value, str):
                lines += self.scalar(dash, value, column)
            elif self.chance(0.2) and flat(value):
                lines += self.flow(dash, value, column)
            elif self.chance(0.1):
                lines += [dash + self.remark(), *self.mapping(value, column + 2)]
            else:
                first, *rest = self.mapping_of_item(value, column + 2)
                lines += [f"{dash} {first.lstrip()}", *rest]
        return lines

    def mapping_of_item(self, value: dict[str, Any], column: int) -> list[str]:
        (key, one), *rest = value.items()
        return [*self.field(f"{' ' * column}{self.key(key)}:", one, column),
                *self.mapping(dict(rest), column)]  # fmt: skip

    def scalar(self, head: str, value: str, column: int) -> list[str]:
        ways = [self.double, self.single, self.plain, self.plain, self.literal, self.folded]
        self.dice.shuffle(ways)
        for way in ways:
            made = way(head, value, column)
            if made:
                return made
        return self.double(head, value, column)

    def double(self, head: str, value: str, column: int) -> list[str]:
        if "\n" not in value and " " in value[3:-3].strip() and self.chance(0.15):
            at = value.index(" ", 2)
            if value[at - 1] not in " \\" and value[at + 1 : at + 2].strip():
                one, other = (
                    json.dumps(v, ensure_ascii=False) for v in (value[:at], value[at + 1 :])
                )
                return [f"{head} {one[:-1]}", f"{' ' * (column + 3)}{other[1:]}{self.remark()}"]
        return [f"{head} {json.dumps(value, ensure_ascii=False)}{self.remark()}"]

    def single(self, head: str, value: str, column: int) -> list[str]:
        if "\n" in value:
            return []
        inside = value.replace("'", "''")
        return [f"{head}{' ' * self.dice.randint(1, 3)}'{inside}'{self.remark()}"]

    def plain(self, head: str, value: str, column: int) -> list[str]:
        if not is_plain(value):
            return []
        if " " in value and self.chance(0.2) and not re.search(r"[:#-]", value):
            at = value.index(" ")
            return [f"{head} {value[:at]}", f"{' ' * (column + 3)}{value[at + 1 :]}{self.remark()}"]
        return [f"{head} {value}{self.remark()}"]

    def literal(self, head: str, value: str, column: int) -> list[str]:
        if value[:1] == " " or value != value.rstrip(" "):
            return []
        ends = len(value) - len(value.rstrip("\n"))
        sign = "-" if ends == 0 else "" if ends == 1 else "+"
        inner = " " * (column + self.dice.choice([2, self.deeper]))
        if sign == "+" and self.chance(0.5):
            return []
        lines = value.rstrip("\n").split("\n") + [""] * (ends - 1)
        return [f"{head} |{sign}{self.remark()}", *(inner + line if line else "" for line in lines)]

    def folded(self, head: str, value: str, column: int) -> list[str]:
        if "\n" in value or value != value.strip():
            return []
        inner = " " * (column + 2)
        words = value.split(" ")
        cut = self.dice.randint(1, len(words))
        parts = [" ".join(words[:cut]), " ".join(words[cut:])]
        if any(not p.strip() or p[:1] == " " for p in parts[: 1 if cut == len(words) else 2]):
            return []
        lines = [inner + p for p in parts if p]
        return [f"{head} >-{self.remark()}", *lines]

    def flow(self, head: str, value: Any, column: int) -> list[str]:
        if self.chance(0.7):
            return [f"{head} {self.inline(value)}{self.remark()}"]
        inner = " " * (column + 3)
        if isinstance(value, list):
            parts = [self.inline(v) for v in value]
            a, b = "[", "]"
        else:
            parts = [f"{k}: {self.inline(v)}" for k, v in value.items()]
            a, b = "{", "}"
        lines = [f"{head} {a}{self.remark()}"]
        lines += [f"{inner}{p}{',' if n < len(parts) - 1 else ''}{self.remark()}"
                  for n, p in enumerate(parts)]  # fmt: skip
        return [*lines, f"{inner}{b}{self.remark()}"]

    def inline(self, value: Any) -> str:
        gap = self.dice.choice(["", " "])
        if isinstance(value, list):
            return (
                "["
                + gap
                + f",{' ' * self.dice.randint(1, 2)}".join(map(self.inline, value))
                + gap
                + "]"
            )
        if isinstance(value, dict):
            return (
                "{"
                + gap
                + ", ".join(f"{k}: {self.inline(v)}" for k, v in value.items())
                + gap
                + "}"
            )
        if is_plain(value, flow=True) and self.chance(0.6):
            return value
        if "\n" not in value and self.chance(0.5):
            return "'" + value.replace("'", "''") + "'"
        return json.dumps(value, ensure_ascii=False)


def flat(value: Any) -> bool:
    """Whether it is short enough to stand between brackets."""
    return len(str(value)) < 160


def written(dice: random.Random) -> tuple[str, bytes]:
    """The path of a file and its bytes."""
    hand = Hand(dice)
    md = dice.random() < 0.5
    data = persona(dice) if md else journey(dice)
    lines = [*hand.between(0), *hand.mapping(data, 0), *hand.between(0)]
    body = "\n".join(lines) + "\n"
    if md:
        body = f"---\n{body}---\n{dice.choice(BODIES)}"
    elif dice.random() < 0.1:
        body = body.rstrip("\n")
    if dice.random() < 0.25:
        body = body.replace("\n", "\r\n")
    mark = "\ufeff" if dice.random() < 0.15 else ""
    return ("personas/sanne.md" if md else "journeys/reis.yaml"), (mark + body).encode()
