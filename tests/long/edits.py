"""Random edits of the sample, one after the other; remembered pages must be those of a clean build.

    .venv/bin/python -m tests.long.edits [EDITS] [SEED]

Each edit changes, doubles, swaps or removes something in one file; what is a mistake then is put
back. At every other edit what was remembered is what another process has of it: the store alone.
Every page, picture and file beside them, and what may be shown, is compared with a build that
remembers nothing: one of another process, that forgets all before each.
Prints how many pages were rendered at each edit; ends with 1 at the first difference.
"""

from __future__ import annotations

import random
import re
import shutil
import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from multiprocessing import get_context
from pathlib import Path

from affiche import kept
from affiche.building import drafts, pipeline
from affiche.building.options import Options
from affiche.building.printroom import Sheets
from affiche.building.rendering.memory import Memory
from affiche.building.shown import granted
from affiche.building.shown.granted import Granted
from affiche.errors import ContentError, Problem
from affiche.kept import Store
from tests.support.projects import CONTENT, THEMES, TODAY

WORDS = ("warmtepomp", "donderdag", "Zwolle", "drie", "nooit")


def main(edits: int, seed: str) -> int:
    """Run so many edits; the exit code."""
    chance = random.Random(seed)
    other = ProcessPoolExecutor(1, get_context("spawn"))
    with tempfile.TemporaryDirectory() as folder, other:
        root = Path(folder)
        shutil.copytree(CONTENT, root / "content")
        rendered(root, True)
        done = 0
        while done < edits:
            file = chance.choice(sorted((root / "content").rglob("*.[my]*[dl]")))
            before = file.read_text("utf-8")
            file.write_text(edited(before, chance), "utf-8")
            anew = other.submit(rendered, root, False)
            if done % 2:
                kept.forget()
            held, clean = rendered(root, True), anew.result()
            done += not held.mistakes
            print(f"{done}: {file.relative_to(root)}, {held.made} of {len(held.files)} files made")
            if replace(held, made=0) != replace(clean, made=0):
                every = sorted({*held.files, *clean.files})
                wrong = [p for p in every if held.files.get(p) != clean.files.get(p)]
                print("not the same:", *wrong, *held.mistakes, *clean.mistakes)
                return 1
            if held.mistakes:
                file.write_text(before, "utf-8")
    return 0


@dataclass(frozen=True)
class Made:
    """Every file, what may be shown, and how many pages were rendered; or the mistakes."""

    files: dict[str, bytes] = field(default_factory=dict)
    may: Granted = field(default_factory=Granted)
    made: int = 0
    mistakes: tuple[Problem, ...] = ()


def rendered(root: Path, remembering: bool) -> Made:
    """What a build makes now, with what was remembered of those before or without."""
    options = Options(root / "content", THEMES, root / "site", TODAY, pdf=False)
    if not remembering:
        kept.forget()
    with Store(root / "made" if remembering else None) as store, kept.used(store):
        memory = Memory(store)
        try:
            draft = drafts.prepare(options, store=store)
            files = pipeline.render(draft, Sheets(), draft.problems, memory=memory)[1]
            pipeline.keep_secrets(draft, files)
        except ContentError as wrong:
            return Made(mistakes=wrong.problems)
        return Made(files, granted.granted(draft), len(memory.made))


def edited(text: str, chance: random.Random) -> str:
    """The text with one thing in it changed."""
    lines = text.split("\n")
    at = chance.randrange(len(lines))
    words = re.findall(r"\w{4,}", lines[at])
    if words and chance.random() < 0.7:
        lines[at] = lines[at].replace(chance.choice(words), chance.choice(WORDS), 1)
    elif numbers := re.findall(r"\b\d+\b", lines[at]):
        lines[at] = lines[at].replace(chance.choice(numbers), str(chance.randrange(1, 9)), 1)
    elif chance.random() < 0.5:
        del lines[at]
    else:
        lines.insert(at, lines[at])
    return "\n".join(lines)


if __name__ == "__main__":
    given = sys.argv[1:]
    sys.exit(main(int(given[0]) if given else 100, given[1] if len(given) > 1 else "1"))
