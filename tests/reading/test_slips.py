"""The sample with one slip of the pen in it, at every line; the line that is named, out.

What can only mean one thing is read as if nothing had happened; all else is named at its own line.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from functools import lru_cache

import pytest

from affiche.errors import Kind
from affiche.reading.files.source import UnreadableError, split
from affiche.reading.syntax import lines as anatomy
from affiche.reading.syntax.lines import Line
from affiche.reading.yaml import parse
from tests.support.projects import CONTENT

Slip = Callable[[Line], str | None]
MOST = 150  # changed texts a slip


@lru_cache(maxsize=1)
def texts() -> tuple[str, ...]:
    """The YAML of the sample's personas, journeys, briefings and registers."""
    found = []
    for path in sorted(CONTENT.rglob("*")):
        if path.suffix == ".yaml":
            found.append(path.read_text("utf-8"))
        elif path.suffix == ".md" and path.parent.name in ("personas", "briefings"):
            header = split(path.name, path.read_text("utf-8")).header
            found += [header] if header else []
    return tuple(found)


def changed(slip: Slip) -> Iterator[tuple[str, str, int]]:
    """Each text, the same with the slip in one of its lines, and that line (from 1)."""
    for text in texts():
        lines = text.split("\n")
        for line in anatomy.anatomy(lines):
            new = None if line.blank or line.inside else slip(line)
            if new is not None:
                other = [*lines[: line.number], new, *lines[line.number + 1 :]]
                yield text, "\n".join(other), line.number + 1


def spread(cases: Iterator[tuple[str, str, int]]) -> list[tuple[str, str, int]]:
    """At most MOST of them, from all over the sample."""
    found = list(cases)
    return found[:: max(1, len(found) // MOST)]


def errors(text: str) -> tuple[list[int], object]:
    """The lines of the errors, and what was read."""
    try:
        found = parse("a.yaml", text)
    except UnreadableError as stop:
        return [p.place.line for p in stop.problems], None
    return [p.place.line for p in found.problems if p.kind is Kind.ERROR], found.data


def same(data: object) -> object:
    """Data in which a list of one is what stands in it: a field takes both."""
    if isinstance(data, list):
        return same(data[0]) if len(data) == 1 else [same(item) for item in data]
    return {k: same(v) for k, v in data.items()} if isinstance(data, dict) else data


def plain(line: Line) -> bool:
    """Whether its value is a text without quotes or brackets."""
    return bool(line.value) and line.value[0] not in "\"'[{|>&*!#"


def before_value(put: str, after: str = "") -> Slip:
    return lambda line: (
        line.text[: line.at] + put + line.value + after if plain(line) and line.key else None
    )


def without_blank_after_colon(line: Line) -> str | None:
    if not line.key or not line.value or line.value.startswith("#"):
        return None
    return line.text[: line.at].rstrip() + line.value


def without_blank_after_dash(line: Line) -> str | None:
    fits = line.dashes == "- " and not line.key and re.match("[^\\W\\d]", line.value)
    return line.text[: line.indent] + "-" + line.text[line.start :] if fits else None


def without_dash(line: Line) -> str | None:
    fits = line.dashes == "- " and not line.key and plain(line)
    return line.text[: line.indent] + line.text[line.start :] if fits else None


def without_colon(line: Line) -> str | None:
    fits = plain(line) and re.fullmatch("[a-z_]+", line.key) and not line.dashes
    return f"{line.text[: line.start]}{line.key} {line.value}" if fits else None


def deeper(line: Line) -> str | None:
    return " " + line.text if line.key and not line.dashes else None


def with_tab(line: Line) -> str | None:
    return "\t" + line.text.lstrip() if line.indent and line.structural else None


NAMED: dict[str, Slip] = {
    "no blank after the colon": without_blank_after_colon,
    "no blank after the dash": without_blank_after_dash,
    "no dash": without_dash,
    "no colon": without_colon,
    "a blank too many": deeper,
    "a tab": with_tab,
    "a second colon": before_value("Let op: "),
    "a quote that is not closed": before_value('"'),
    "text after a quote": before_value('"Ja" '),
    "text after brackets": before_value("[concept] "),
    "a bracket that is not closed": before_value("["),
    **{f"it starts with {sign}": before_value(sign) for sign in "@`%&!*|>"},
}


TAKEN: dict[str, Slip] = {
    "a bullet": lambda line: line.text.replace("- ", "• ", 1) if line.dashes == "- " else None,
    "a dash of Word": lambda line: (
        line.text.replace("- ", "–\u00a0", 1) if line.dashes == "- " else None
    ),
    "a star": lambda line: line.text.replace("- ", "* ", 1) if line.dashes == "- " else None,
    "hard blanks before it": lambda line: (
        line.text.replace(" ", "\u00a0", line.indent) if line.indent else None
    ),
    "a hard blank after the colon": before_value("\u00a0"),
    "a hard blank instead": lambda line: (
        line.text[: line.at - 1] + "\u00a0" + line.value if line.key and line.value else None
    ),
    "a wide colon": lambda line: (
        line.text[: line.start] + line.key + "：" + line.value
        if line.key and line.value and line.value[0] not in "|>#"
        else None
    ),
}


@pytest.mark.parametrize("name", NAMED)
def test_a_slip_is_named_at_its_own_line(name: str) -> None:
    """Or nothing is said, because the same was read."""
    cases = spread(changed(NAMED[name]))
    assert len(cases) > 20
    missed = []
    for text, other, line in cases:
        found, data = errors(other)
        if found[:1] != [line] and (found or same(data) != same(errors(text)[1])):
            missed.append((line, found, other.split("\n")[max(0, line - 3) : line + 2]))
    assert not missed, f"{len(missed)} of {len(cases)}: {missed[:5]}"


@pytest.mark.parametrize("name", TAKEN)
def test_a_sign_of_another_keyboard_is_read_as_meant(name: str) -> None:
    cases = spread(changed(TAKEN[name]))
    assert len(cases) > 20
    missed = [
        (line, errors(other)[0], other.split("\n")[max(0, line - 3) : line + 2])
        for text, other, line in cases
        if errors(other) != errors(text)
    ]
    assert not missed, f"{len(missed)} of {len(cases)}: {missed[:5]}"


@pytest.mark.parametrize(
    "text",
    ["".join(f"k{n}: tekst: hier\n" for n in range(8000)), "a:\n" + "\n" * 50_000 + "* x\n"],
    ids=["many", "blank"],
)  # fmt: skip
def test_a_long_text_with_many_slips_takes_no_long_time(text: str) -> None:
    started = time.process_time()
    errors(text)
    assert time.process_time() - started < 20
