"""A YAML text that cannot be read in; the line that its writer has to change, and how, out.

Where the parser stops is often a line or two below the mistake. So the lines around that place
are tried, each with the slips that people make (`_SLIPS`): the change with which the parser gets
furthest is the one that is told. What it takes for a repair it has really read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from affiche.reading.syntax import depths, slips
from affiche.reading.syntax import lines as anatomy
from affiche.reading.syntax.repair import Parts, Repair, Slip, content

FARTHEST = 60  # lines above the place where the parser stops
WORK = 4_000_000  # characters that are read at most in search of the repairs of one text

# Text in; the line (from 0) at which the parser stops, or None when it reads it all, and the
# places (line, column) at which it found something to begin.
Reading = Callable[[str], tuple[int | None, set[tuple[int, int]]]]


def tries_for(lines: Sequence[str]) -> int:
    """How often a text of this size may be read in search of its repairs."""
    return max(4, WORK // (1 + sum(map(len, lines)) + len(lines)))


def find(
    lines: Sequence[str], stopped: int, read: Reading, tries: int
) -> tuple[Repair | None, int]:
    """The best repair for a parser that stops at line `stopped` (from 0), and the tries that are
    left of `tries`."""
    parts = anatomy.anatomy(lines)
    best: tuple[float, Repair] | None = None
    for repair in _candidates(parts, stopped):
        if tries == 0:
            break
        tries -= 1
        mended = [*lines]
        put_in(mended, repair)
        reached, begun = read("\n".join(mended))
        if not repair.joins and (repair.line, content(repair.new)) not in begun:
            continue  # it became a piece of something else
        gain = float("inf") if reached is None else reached - stopped
        if gain > 0 and (best is None or gain > best[0]):
            best = gain, repair
        if reached is None:
            break
    return best[1] if best else None, tries


def put_in(lines: list[str], repair: Repair) -> None:
    """Change the lines that a repair is of."""
    made = (repair.new, *repair.below)
    lines[repair.line : repair.line + len(made)] = made


def _candidates(parts: Parts, stopped: int) -> Iterator[Repair]:
    """Likely slips first, and of each those that are nearest to where the parser stopped."""
    nearby = [stopped, *range(stopped - 1, max(-1, stopped - FARTHEST), -1)]
    near = [parts[n] for n in nearby if 0 <= n < len(parts)]
    near = [line for line in near if not line.blank and not line.inside]
    for slip in _SLIPS:
        for line in near:
            yield from slip(parts, line)


_SLIPS: tuple[Slip, ...] = (
    slips.other_remark,
    slips.loud_key,
    slips.backslash,
    slips.no_blank_after_colon,
    slips.no_blank_after_dash,
    slips.odd_bullet,
    depths.tab,
    depths.list_on_key_line,
    slips.starts_oddly,
    slips.ends_early,
    slips.second_colon,
    slips.quote_not_closed,
    slips.bracket_not_closed,
    slips.no_comma,
    slips.no_colon,
    depths.goes_on,
    depths.no_dash,
    depths.list_after_text,
    depths.beside_dash,
    depths.odd_indentation,
    depths.indentation,
    depths.field_without_dash,
)
