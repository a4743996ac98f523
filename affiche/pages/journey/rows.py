"""The map of a journey in; the same as a table out: a row a touchpoint, in plain text.

It is what goes into a spreadsheet, so a row says all that its touchpoint has. What was written
about a phase as a whole is a row of its own, above those of its touchpoints. Only columns with
something in them are there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from affiche.errors import Place
from affiche.kept import DOCUMENTS, following
from affiche.markup import plain
from affiche.model import Journey, Site
from affiche.pages import cards
from affiche.pages.journey.heads import crumbs
from affiche.pages.journey.map import Feeling, JourneyMap, Lane, Stop, cells
from affiche.pages.journey.map.lanes import LABELS, journey_map
from affiche.pages.journey.map.stops import numbered
from affiche.pages.plan import Link, Page
from affiche.words import Words

Cell = str | float | int
Row = tuple[Cell, ...]
Table = tuple[tuple[str, ...], tuple[Row, ...]]
FIRST = ("Phase", "No.", "Touchpoint", "Channel")
# English heading, and how a stop says it.
TEXTS = (
    ("Who does it", "actor"),
    ("What happens", "action"),
    ("Thinks", "thought"),
    ("Says", "quote"),
    ("Expected", "expectation"),
    ("Delivered", "delivered"),
)
NUMBERS = (
    ("Effort, 1 to 7", "effort"),
    ("Satisfaction, 1 to 5", "satisfaction"),
    ("Matters to the customer", "importance_customer"),
    ("Matters to us", "importance_organisation"),
)
LISTS = (
    ("Required", "requirements"),
    ("Pain points", "pains"),
    ("What helps", "gains"),
    ("Opportunities", "opportunities"),
    ("Frontstage", "frontstage"),
    ("Backstage", "backstage"),
    ("Systems", "systems"),
    ("Measured by", "kpis"),
)
# Lanes that tell of a phase and never of a touchpoint: columns of their own.
PHASES = ("goal", "functional", "emotional", "response", "measures", "duration")
# A field of a touchpoint that a phase has too → the lane that has both.
SHARED = {"quote": "quotes", "pains": "pains", "gains": "gains", "opportunities": "opportunities"}


def table_path(journey_id: str) -> str:
    """The page with the table of a journey."""
    return f"journeys/{journey_id}/table.html"


@following(1, DOCUMENTS)
def page(journey: Journey, site: Site, words: Words) -> Page:
    """The table as a page, to read and to copy."""
    whole = journey_map(journey, site, words, compare=False)
    heads, rows = table(journey, whole, site, words)
    return Page(
        path=table_path(journey.id),
        template="pages/journey-table.html.j2",
        title=words.say("{title}, as a table", title=plain(journey.title)),
        section="journeys",
        description=words.gettext("A row for each touchpoint, to copy into a spreadsheet."),
        language=journey.language,
        crumbs=(
            *crumbs(journey, site, words),
            Link(journey.title, cards.journey_path(journey.id)),
        ),
        data={
            "heads": heads,
            "rows": rows,
            "spoken_in": journey.language,
            "csv": f"journeys/{journey.id}/{journey.id}.csv",
        },
        source=Place(journey.path),
    )


@following(2, DOCUMENTS)
def table(journey: Journey, whole: JourneyMap, site: Site, words: Words) -> Table:
    """(headings, rows), without columns that are empty."""
    own = tuple(lane for lane in whole.lanes if lane.kind == "own")
    lanes = (*(words.pgettext("lane", LABELS[id_][0]) for id_ in PHASES),
             *(plain(lane.label) for lane in own))  # fmt: skip
    heads = (*map(words.gettext, FIRST), *lanes, *map(words.gettext, _heads()))
    rows = list(_rows(journey, whole, own, site, words))
    kept = [at for at in range(len(heads)) if any(row[at] != "" for row in rows)]
    return (
        tuple(heads[at] for at in kept),
        tuple(tuple(row[at] for at in kept) for row in rows),
    )


def _heads() -> Iterator[str]:
    yield from (head for head, _ in TEXTS)
    yield from ("Feeling, −2 to +2", "What is felt", "Believed or measured", "Answers", "Moment")
    yield from (head for head, _ in (*NUMBERS, *LISTS))
    yield "Owner"


def _rows(
    journey: Journey, whole: JourneyMap, own: Sequence[Lane], site: Site, words: Words
) -> Iterator[Row]:
    known = numbered(journey, site)
    for at, (column, phase) in enumerate(zip(whole.columns, journey.phases, strict=True)):
        stops = [stop for stop in whole.stops if stop.column == at]
        felt = [f for f in whole.feelings if f.column == at and f.value is not None]
        # Without touchpoints, what stands in a lane is what the phase says itself.
        place = cells.Place(phase, (), known, words, single=True)
        said = {id_: _cell(cells.MAKERS[id_][2](place)) for id_ in (*PHASES, *SHARED.values())}
        lanes = (*(said[id_] for id_ in PHASES), *(_cell(lane.cells[at]) for lane in own))
        if not stops or any(one.stop is None for one in felt) or any((*said.values(), *lanes)):
            bare = Stop(number=0, column=at, name="")
            alone = felt[0] if felt and (not stops or felt[0].stop is None) else None
            yield _row(column.name, bare, lanes, said, alone, site, words)
        for stop in stops:
            yield _row(column.name, stop, ("",) * len(lanes), {}, stop.feeling, site, words)


def _cell(cell: Sequence[object]) -> str:
    return "\n".join(map(_said, cell))


def _row(
    phase: str, stop: Stop, lanes: Row, said: Mapping[str, str], felt: Feeling | None, site: Site,
    words: Words,
) -> Row:  # fmt: skip
    """A row of a touchpoint, or of a phase with what is `said` of it, lane by lane."""
    channel = cards.channel_name(stop.channel, site, words) if stop.channel else ""
    texts = (said.get(SHARED.get(name, "")) or plain(getattr(stop, name)) for _, name in TEXTS)
    numbers = (getattr(stop, name) for _, name in NUMBERS)
    lists = (said.get(SHARED.get(name, "")) or _cell(getattr(stop, name)) for _, name in LISTS)
    return (
        plain(phase),
        stop.number or "",
        plain(stop.name),
        channel,
        *lanes,
        *texts,
        *_felt(felt, stop, words),
        *("" if number is None else _whole(number) for number in numbers),
        *lists,
        plain(stop.owner),
    )


def _felt(felt: Feeling | None, stop: Stop, words: Words) -> Row:
    moment = stop.moment or (felt.moment if felt else None)
    said = words.label(moment) if moment else ""
    if felt is None or felt.value is None:
        return "", "", "", "", said
    basis = words.label(felt.evidence) if felt.evidence else ""
    return _whole(felt.value), felt.word, basis, "" if felt.n is None else felt.n, said


def _whole(value: float) -> float | int:
    return int(value) if value == int(value) else value


def _said(item: object) -> str:
    label = getattr(item, "label", "")
    text = plain(getattr(item, "text", "") or getattr(item, "title", ""))
    return f"{label}: {text}" if label else text
