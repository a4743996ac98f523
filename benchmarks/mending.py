"""The share of 100 broken files that is mended in one turn by the edits of `check` alone.

    .venv/bin/python benchmarks/mending.py [--seed N]

Each file is one of the sample with one to three mistakes as people make them (a typing error in a
key or a choice, a colon in a text, a quote that is not closed, a tab, fields too far in, a
reference to nobody…). One turn: `check` names the mistakes, every edit that it gives is put in,
and `check` runs again. A file is mended when no error is left in the project. Some mistakes only
their writer can mend (a day that does not exist, a number off its scale): they count as well.
"""

from __future__ import annotations

import argparse
import random
import re
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path

from affiche import content
from affiche.content.changes import write
from affiche.editing import fixing, mending
from affiche.errors import Kind, Problem

ROOT = Path(__file__).parent.parent
TODAY = date(2026, 11, 22)
FILES = 100
Lines = list[str]


def main() -> None:
    """Print how many were mended, and what was left of the others."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--seed", type=int, default=11)
    dice = random.Random(parser.parse_args().seed)
    whole, rounds, mistakes, edits = 0, 0, 0, 0
    left: Counter[str] = Counter()
    for _ in range(FILES):
        before, given, after, again = turn(dice)
        whole, rounds = whole + (not after), rounds + (not again)
        mistakes, edits = mistakes + before, edits + given
        left.update(set(after))
    print(f"mended in one turn: {whole} of {FILES} files")
    print(f"mended by `fix` (rounds until nothing changes): {rounds} of {FILES}")
    print(f"mistakes named: {mistakes}, with an edit: {edits}")
    for rule, count in left.most_common():
        print(f"  left in {count} files: {rule}")


def turn(dice: random.Random) -> tuple[int, int, list[str], list[str]]:
    """One broken file: mistakes named, edits given, rules left after one turn and after `fix`."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder, "content")
        shutil.copytree(ROOT / "content", root)
        while not (named := errors(root)):
            path = dice.choice([*root.glob("personas/*.md"), *root.glob("journeys/*.yaml")])
            lines = path.read_text("utf-8").split("\n")
            for damage in dice.sample(DAMAGES, dice.randint(1, 3)):
                damage(lines, dice)
            path.write_text("\n".join(lines), "utf-8")
        again = [p.rule for p in fixing.fix(root, TODAY).left if p.kind is Kind.ERROR]
        given = [m for p in named if (m := mending.mend(p, root))]
        write(mending.applied(given, root), root)
        return len(named), len(given), [p.rule for p in errors(root)], again


def errors(root: Path) -> list[Problem]:
    """What keeps the project from being built."""
    return [p for p in content.load(root, TODAY).problems if p.kind is Kind.ERROR]


# What people do ------------------------------------------------------------------------------


def pick(lines: Lines, dice: random.Random, pattern: str) -> int | None:
    """A line above the text that looks so."""
    end = next((n for n, line in enumerate(lines) if n and line == "---"), len(lines))
    found = [n for n, line in enumerate(lines[:end]) if re.search(pattern, line)]
    return dice.choice(found) if found else None


def swapped(word: str, dice: random.Random) -> str:
    """Two letters that changed places."""
    at = dice.randrange(max(1, len(word) - 2))
    return word[:at] + word[at + 1 : at + 2] + word[at : at + 1] + word[at + 2 :]


def on(pattern: str, change: Callable[[re.Match[str], random.Random], str]) -> Callable[..., None]:
    """A mistake on one line."""

    def damage(lines: Lines, dice: random.Random) -> None:
        number = pick(lines, dice, pattern)
        if number is not None:
            lines[number] = re.sub(pattern, lambda m: change(m, dice), lines[number], count=1)

    return damage


DAMAGES: list[Callable[..., None]] = [
    on(r"^(goals|pains|location|tagline|scenario|owner|trigger|household)(?=:)",
       lambda m, d: swapped(m[0], d)),
    on(r"^    (action|thought|channel)(?=:)", lambda m, d: "    " + swapped(m[1], d)),
    on(r"(?<=^status: )\w+", lambda m, d: swapped(m[0], d)),
    on(r"(?<=evidence: )(gemeten|klantinterviews|medewerkers)", lambda m, d: swapped(m[0], d)),
    on(r"(?<=^persona: )\w+", lambda m, d: swapped(m[0], d)),
    on(r"(?<=ref: )[\w-]+", lambda m, d: swapped(m[0], d)),
    on(r"(?<=file: )peter(?=\.svg)", lambda m, d: "petre"),
    on(r"^(age|owner|version): ", lambda m, d: f"{m[1]}:"),
    on(r"^(  +)- (?=[A-Z])", lambda m, d: f"{m[1]}-"),
    on(r"(?<=^tagline: )(\w+ \w+)", lambda m, d: f"{m[0]}: let op"),
    on(r"(?<=^scenario: )(\w+ \w+)", lambda m, d: f"{m[0]}: let op"),
    on(r"(?<=^tagline: )(.+)", lambda m, d: f'"{m[0]}'),
    on(r"(?<=^goal: )(.+)", lambda m, d: f'"{m[0]}" zegt hij'),
    on(r"(?<=^brands: \[)(.*)\]", lambda m, d: m[1]),
    on(r"^  (functional|emotional):$", lambda m, d: f"\t{m[1]}:"),
    on(r"^  - (?=[A-Z])", lambda m, d: "   - "),
    on(r"(?<=^location: )(.+)", lambda m, d: f"@{m[0]}"),
    on(r"(?<=^location: )(.+)", lambda m, d: f"%{m[0]}"),
    on(r"(?<=^title: )(.+)", lambda m, d: f"[concept] {m[0]}"),
    on(r"^title: ", lambda m, d: "layout: page\ntitle: "),
    on(r"^name: ", lambda m, d: "id: p1\nname: "),
    on(r"(?<=score: )-?[\d.]+", lambda m, d: "15"),
    on(r"(?<=review_by: )\S+", lambda m, d: "2027-02-30"),
    on(r"(?<=channel: )(phone|email|whatsapp)", lambda m, d: swapped(m[0], d)),
]  # fmt: skip


if __name__ == "__main__":
    main()
