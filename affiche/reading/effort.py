"""The texts of a file in; the one that costs more work to read as Markdown than is waited for, out.

Python-Markdown searches to the end of a paragraph for every sign that may open something, so a
paragraph of nothing but brackets takes minutes. A sum that is linear in the text tells nearly every
text at once that it costs nothing; one that may cost much is tried in a process of its own, which
the system ends when its time is over. Lists and quotes nested deeper than anybody reads are refused
without a trial.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from affiche.errors import Place
from affiche.reading.files.source import refuse
from affiche.reading.places import Branch, Spot

SECONDS = 1.0
"""Of the processor, for all texts of a file that may cost much."""
PATIENCE = 20.0
"""Seconds until a trial is ended where the system does not count the processor's (Windows)."""
SUSPECT = 2_000_000
"""Signs times letters, summed over the paragraphs of a file: some half second at worst."""
DEEPEST = 24
"""Lists or quotes in each other."""
CHAINED = 100
"""Definitions in one list."""
_SIGN = re.compile(r"[\[\]<>*_`~&\\!|:{}#@()\"'=+-]|\d[.)]")
_PARAGRAPH = re.compile(r"\n[ \t]*\n")
_DEFINITION = re.compile(r"^ {0,3}:[ \t]", re.M)
_MARKS = re.compile(r"(?:[ \t]*(?:>|[-*+:](?=[ \t])|\d{1,9}[.)](?=[ \t])))+")
_MARK = re.compile(r">|[-*+:](?=[ \t])|\d[.)](?=[ \t])")
_RULE = re.compile(r"[ \t]*([-*_])(?:[ \t]*\1)+[ \t]*$")
# Said after each text, so that whoever waits knows which one was too much.
_TRIAL = """
import json, signal, sys
if hasattr(signal, "setitimer"):
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_PROF, float(sys.argv[1]))
from affiche import markup
sys.setrecursionlimit(600)  # a page has templates above it
for text, block in json.load(sys.stdin):
    if block:
        markup.block(text, lambda *_: None)
    markup.plain(text)
    print(flush=True)
"""


@dataclass(frozen=True)
class Said:
    """A text that may be shown as Markdown, and where it begins; `block` for a whole body."""

    text: str
    spot: Spot
    block: bool = False


def fields(data: object, tree: Branch | Spot) -> Iterator[Said]:
    """Every text in what was read of a YAML file."""
    if isinstance(data, str):
        yield Said(data, tree.spot if isinstance(tree, Branch) else tree)
    elif isinstance(tree, Branch) and isinstance(data, dict | list):
        for step, value in data.items() if isinstance(data, dict) else enumerate(data):
            if isinstance(step, str):  # a label of the writer's own is shown too
                yield Said(step, tree.keys.get(step, tree.spot))
            yield from fields(value, tree.values.get(step, tree.spot))


def check(path: str, texts: Iterable[Said]) -> None:
    """Raises `UnreadableError`, at its line, for a text that is too much work."""
    every = tuple(texts)
    deep = next((found for one in every if (found := _too_deep(one))), None)
    if deep:
        refuse(
            Place(path, *deep), "too-deep",
            "lists or quotes are nested more than {most} levels deep here",
            "Write it with fewer levels", most=DEEPEST,
        )  # fmt: skip
    costs = [(cost(one.text), one) for one in every]
    if sum(each for each, _ in costs) <= SUSPECT:
        return
    guilty = _tried(tuple(one for each, one in costs if each > SUSPECT // 100))
    if guilty is not None:
        refuse(
            Place(path, *_dearest(guilty)), "too-much-work",
            "this text takes longer than {seconds} seconds to read: "
            "it has too many signs of Markdown",
            "Take away the signs that mean nothing, or put blank lines between its parts",
            seconds=SECONDS,
        )  # fmt: skip


def cost(text: str) -> int:
    """How much work a text may be: for each paragraph its signs times its letters; much, for a long
    list of definitions, each of which is read within the one before."""
    return sum(_cost(part) for part in _PARAGRAPH.split(text))


def _cost(paragraph: str) -> int:
    signs = sum(1 for _ in _SIGN.finditer(paragraph))
    chained = sum(1 for _ in _DEFINITION.finditer(paragraph)) > CHAINED
    return max(signs * len(paragraph), SUSPECT + 1 if chained else 0)


def _too_deep(said: Said) -> Spot | None:
    """The line that lies too deep, if any."""
    if len(said.text) <= DEEPEST:
        return None
    for number, line in enumerate(said.text.split("\n")):
        marks = _MARKS.match(line)
        if marks is None or _RULE.match(line):
            continue
        indent = (len(line) - len(line.lstrip(" "))) // 2
        if said.block and max(indent, len(_MARK.findall(marks[0]))) > DEEPEST:
            return said.spot[0] + number, 1
    return None


def _tried(texts: Sequence[Said]) -> Said | None:
    """The first of the texts that is not read in time; None when all are."""
    package = str(Path(__file__).resolve().parents[2])
    paths = os.pathsep.join([package, *filter(None, [os.environ.get("PYTHONPATH")])])
    command = [sys.executable, "-W", "ignore", "-c", _TRIAL, str(SECONDS)]
    given = json.dumps([(one.text, one.block) for one in texts]).encode()
    try:
        done = subprocess.run(
            command, input=given, env={**os.environ, "PYTHONPATH": paths}, capture_output=True,
            timeout=PATIENCE, check=False,
        )  # fmt: skip
        said = done.stdout
    except subprocess.TimeoutExpired as late:
        said = late.stdout or b""
    except OSError:  # no process to be had: what cannot be tried is not trusted
        said = b""
    read = said.count(b"\n")
    return texts[read] if read < len(texts) else None


def _dearest(said: Said) -> Spot:
    """Where the paragraph begins that costs most."""
    at, best, spot = 0, -1, said.spot
    for part in (*_PARAGRAPH.finditer(said.text), None):
        end = part.start() if part else len(said.text)
        price = cost(said.text[at:end])
        if price > best:
            best = price
            line = said.text[:at].count("\n")
            spot = (said.spot[0] + line, said.spot[1] if not line else 1)
        at = part.end() if part else end
    return spot
