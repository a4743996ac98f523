"""A YAML text in; what PyYAML's parser sees in it, or where it stops, out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import yaml

try:
    from yaml._yaml import CParser as _Parser
except ImportError:  # a Python without libyaml: twenty times slower, the same result

    class _Parser(yaml.reader.Reader, yaml.scanner.Scanner, yaml.parser.Parser):  # type: ignore[no-redef]
        def __init__(self, text: str) -> None:
            yaml.reader.Reader.__init__(self, text)
            yaml.scanner.Scanner.__init__(self)
            yaml.parser.Parser.__init__(self)


def events(text: str) -> Iterator[Any]:
    """What the parser sees. Raises `yaml.YAMLError`."""
    parser: Any = _Parser(text)
    while True:
        event = parser.get_event()
        yield event
        if type(event) is yaml.StreamEndEvent:
            return


def error(text: str) -> Any:
    """What the parser complains about, or None."""
    try:
        for _ in events(text):
            pass
    except yaml.YAMLError as why:
        return why
    return None


def stopped_at(why: Any, lines: int) -> int:
    """The line (from 0) of `lines` at which the parser stopped."""
    mark = getattr(why, "problem_mark", None) or getattr(why, "context_mark", None)
    return min(mark.line, lines - 1) if mark else 0


def reached(text: str) -> tuple[int | None, set[tuple[int, int]]]:
    """The line (from 0) at which the parser stops, None at the end, and where values begin."""
    begun: set[tuple[int, int]] = set()
    try:
        for event in events(text):
            begun.add((event.start_mark.line, event.start_mark.column))
    except yaml.YAMLError as why:
        return stopped_at(why, text.count("\n") + 1), begun
    return None, begun
