"""What was found in; lines for the terminal, and the line of Pareto as a picture, out."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from affiche.segment.customers import Customers
from affiche.segment.differences import Amount, Differences, Share
from affiche.segment.orders import Orders
from affiche.segment.pareto import LEAST, Pareto
from affiche.words import Words

# The picture on the terminal, in signs; a sign is two dots wide and four high.
WIDE, HIGH = 52, 13
DOTS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
# What each reason for leaving rows or customers out is called.
LEFT_OUT = {
    "customer": "rows without a customer ({count})",
    "amount": "rows without an amount that can be read ({count})",
    "total": "rows that add others up ({count})",
    "day": "days that cannot be read, in rows that count all the same ({count})",
}


def lines(
    file: Orders, customers: Customers, pareto: Pareto, found: Differences, words: Words
) -> Iterator[str]:
    """Everything, in the order in which it is read."""
    yield from _read(file, customers, words)
    yield ""
    yield from summary(pareto, words)
    yield ""
    yield from picture(pareto, words)
    yield ""
    yield from common(found, words)
    yield from _not_said(customers, found, words)


def _read(file: Orders, customers: Customers, words: Words) -> Iterator[str]:
    """How the file was taken, so that a wrong guess is seen."""
    said = [words.say("{count} rows", count=words.number(customers.rows))]
    if file.separator:
        sign = {"\t": "tab"}.get(file.separator, file.separator)
        said += [file.encoding, words.say("separator {sign}", sign=sign)]
    columns, names = file.columns, file.columns.names
    yield f"{file.path}: {', '.join(said)}"
    example = "1.234,56" if file.decimal == "," else "1,234.56"
    yield words.say("Revenue: {column} ({example})", column=names[columns.revenue], example=example)
    if columns.customer is None:
        yield words.say("Customer: every row is one (name the column with --customer)")
    else:
        yield words.say("Customer: {column}", column=names[columns.customer])
    if columns.order is not None:
        yield words.say("Order: {column}", column=names[columns.order])
    if columns.day is not None:
        yield words.say("Date: {column}", column=names[columns.day])


def summary(pareto: Pareto, words: Words) -> Iterator[str]:
    """Who they are, in two sentences."""
    yield words.say(
        "{a} of {count} customers ({part}) are A-customers: they bring {share} of the revenue.",
        a=words.number(pareto.a), count=words.number(pareto.count),
        part=percent(pareto.a / pareto.count, words), share=percent(pareto.share, words),
    )  # fmt: skip
    if pareto.half >= LEAST:
        part = percent(pareto.half / pareto.count, words)
        yield words.say("Half of the revenue comes from {part} of the customers.", part=part)


def percent(share: float, words: Words) -> str:
    """A share (0–1) in whole percents; never nothing where there is something."""
    whole = round(share * 100)
    return "< 1 %" if whole == 0 and share > 0 else f"{whole} %"


def picture(pareto: Pareto, words: Words) -> Iterator[str]:
    """The line in dots: customers to the right, the largest first, revenue upwards."""
    grid = [[0x2800] * WIDE for _ in range(HIGH)]
    for x in range(WIDE * 2):
        y = min(HIGH * 4 - 1, int(height(pareto, (x + 1) / (WIDE * 2)) * HIGH * 4))
        _dot(grid, x, y)
        if x / (WIDE * 2) <= pareto.a / pareto.count < (x + 1) / (WIDE * 2):
            for below in range(0, y, 2):
                _dot(grid, x, below)
    for row, cells in enumerate(grid):
        label = {0: "100 %", HIGH // 2: " 50 %", HIGH - 1: "  0 %"}.get(row, "     ")
        yield f"  {label} ┤{''.join(map(chr, cells))}"
    yield f"        └{'─' * WIDE}"
    left, right = "0 %", "100 %"
    mark = f"A: {percent(pareto.a / pareto.count, words)}"
    at = round(pareto.a / pareto.count * WIDE)
    line = f"{left:<{max(4, at - 2)}}{mark}"
    yield f"         {line:<{WIDE - len(right)}}{right}"
    yield "  " + words.say("Up: revenue. To the right: customers, the largest first.")


def _dot(grid: list[list[int]], x: int, y: int) -> None:
    row, down = divmod(HIGH * 4 - 1 - y, 4)
    grid[row][x // 2] |= DOTS[down][x % 2]


def height(pareto: Pareto, at: float) -> float:
    """The share of the revenue that the largest `at` (0–1) of the customers bring."""
    line = pareto.line
    for (x0, y0), (x1, y1) in pairwise(line):
        if at <= x1:
            return y0 + (y1 - y0) * (at - x0) / (x1 - x0)
    return 1.0


def common(found: Differences, words: Words) -> Iterator[str]:
    """What A-customers have in common against the rest."""
    if not found.found:
        yield words.say("Nothing tells A-customers from the rest by more than chance.")
        return
    yield words.say("What tells A-customers from the rest, by more than chance:")
    for one in found.found:
        yield f"  - {difference(one, words)}"


def difference(one: Share | Amount, words: Words) -> str:
    """One difference: "Sector: installatie 62 %, bij de anderen 31 % (n = 240 en 960)"."""
    if isinstance(one, Share):
        here, elsewhere = (percent(share, words) for share in one.shares)
        name = f"{one.column}: {one.value}"
    else:
        here, elsewhere = amount(one.here, words), amount(one.elsewhere, words)
        name = words.say("{what}, median", what=words.gettext(one.column))
    what = "{name}: {here}, the rest {elsewhere} (n = {of} and {of_rest})"
    return words.say(
        what,
        name=name,
        here=here,
        elsewhere=elsewhere,
        of=words.number(one.of),
        of_rest=words.number(one.of_rest),
    )


def amount(value: float, words: Words) -> str:
    """A median, rounded to what can be read at a glance."""
    return words.number(round(value) if abs(value) >= 100 else round(value, 1))


def _not_said(customers: Customers, found: Differences, words: Words) -> Iterator[str]:
    for what, names in (
        ("No difference beyond chance: {names}.", tuple(map(words.gettext, found.same))),
        ("Too few customers in each group to say anything: {names}.", found.few),
        ("Not looked at, since it differs from row to row: {names}.", customers.varying),
        ("Not looked at, since it may tell on people: {names}.", customers.personal),
    ):
        if names:
            yield words.say(what, names=names)
    left = [
        words.say(LEFT_OUT[why], count=words.number(count))
        for why, count in customers.left_out.items()
    ]
    if customers.nothing:
        what = "customers without any revenue left ({count})"
        left.append(words.say(what, count=words.number(customers.nothing)))
    if left:
        yield words.say("Left out: {what}.", what=tuple(left))
    yield words.say("Groups under five customers are not named.")


# As SVG --------------------------------------------------------------------------------------

WIDTH, HEIGHT, MARGIN = 640, 400, 56


def svg(pareto: Pareto, words: Words) -> str:
    """The line as a picture for a report, with its words; nothing in it is less than five."""
    across, down = WIDTH - 2 * MARGIN, HEIGHT - 2 * MARGIN
    points = [(MARGIN + x * across, HEIGHT - MARGIN - y * down) for x, y in pareto.line]
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    a = pareto.a / pareto.count
    x, y = MARGIN + a * across, HEIGHT - MARGIN - height(pareto, a) * down
    title = " ".join(summary(pareto, words))
    label = f"A: {percent(a, words)} → {percent(pareto.share, words)}"
    text = 'font-family="sans-serif" font-size="14" fill="#1d2b36"'
    bottom, right = HEIGHT - MARGIN, WIDTH - MARGIN
    return f"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img">
<title>{title}</title>
<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>
<path d="M{MARGIN},{MARGIN} V{bottom} H{right}" fill="none" stroke="#5b6770"/>
<polyline points="{path}" fill="none" stroke="#1d6b75" stroke-width="3"/>
<path d="M{x:.1f},{bottom} V{y:.1f} H{MARGIN}" fill="none" stroke="#1d2b36" stroke-dasharray="4 4"/>
<circle cx="{x:.1f}" cy="{y:.1f}" r="6" fill="#1d6b75"/>
<text x="{x + 12:.1f}" y="{y + 20:.1f}" {text} font-weight="700">{label}</text>
<text x="{MARGIN}" y="{bottom + 22}" {text}>0 %</text>
<text x="{right}" y="{bottom + 22}" text-anchor="end" {text}>100 %</text>
<text x="{WIDTH / 2}" y="{bottom + 40}" text-anchor="middle" {text}>{words.gettext("Customers, the largest first")}</text>
<text x="{MARGIN - 8}" y="{MARGIN + 5}" text-anchor="end" {text}>100 %</text>
<text x="{MARGIN}" y="{MARGIN - 18}" {text}>{words.gettext("Revenue")}</text>
</svg>
"""  # noqa: E501 - one line an element
