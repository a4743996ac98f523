"""All that colleagues may see in; the same as JSON and as tables for a spreadsheet (CSV), out.

They are made of the site that pages are made of, so nothing is in them that no page may show. Their
shape is that of the content, under `format` 1: keys may come; none changes its meaning or goes
without another number. A CSV is as Excel opens it: in languages with a decimal comma its cells are
parted by `;`, and it begins with a mark that says that it is UTF-8.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from affiche.kept import DOCUMENTS, lasting, memo, title
from affiche.measures import figures as counting
from affiche.measures import withheld
from affiche.model import Journey, Status
from affiche.model.measures import MeasureKind, Measurements
from affiche.model.text import Document
from affiche.pages import figures
from affiche.pages.company.data.dump import row, safe, values
from affiche.pages.company.screens import embed_path
from affiche.pages.journey.map import JourneyMap
from affiche.pages.journey.rows import Table, table
from affiche.pages.plan import Link, Page
from affiche.pages.relations import Relations
from affiche.words import Words

FOLDER = "data/"
EXPORTS = f"{FOLDER}index.html"
WHOLE = f"{FOLDER}everything.json"
FORMAT = 1
# The file of a table, and what it is about (English catalogue keys).
TABLES = {
    "personas": "A row for each persona",
    "journeys": "A row for each journey",
    "phases": "A row for each phase of a journey",
    "touchpoints": "A row for each touchpoint of a journey",
    "register": "A row for each touchpoint of the register",
    "opportunities": "A row for each opportunity, the most worthwhile first",
    "briefings": "A row for each briefing",
    "decisions": "A row for each decision",
    "events": "A row for each hand-over or other moment",
    "feedback": "A row for each note from the wall",
    "copies": "A row for each printed copy that hangs somewhere",
}
IN_JOURNEY = frozenset({"phases", "lanes"})
IN_ROUND = frozenset({"notes", "sections"})
IN_PHASE = frozenset({"touchpoints"})
Row = Mapping[str, Any]


@dataclass(frozen=True)
class Offered:
    """A file as the page offers it: how many rows, and which columns."""

    path: str
    name: str
    what: str
    rows: int
    columns: tuple[str, ...]


def pages(related: Relations) -> Iterator[Page]:
    """One page, that says what there is and what its shape is."""
    words = related.words
    yield Page(
        path=EXPORTS,
        template="pages/data.html.j2",
        title=words.gettext("Data"),
        section="data",
        description=words.gettext(
            "Everything that stands here, for a spreadsheet (CSV) or a program (JSON)."
        ),
        data={
            "whole": WHOLE,
            "format": FORMAT,
            "tables": tuple(
                Offered(
                    f"{FOLDER}{name}.csv", f"{name}.csv", words.gettext(TABLES[name]), len(rows),
                    columns(rows),
                )
                for name, rows in tables(related).items()
            ),
            "journeys": tuple(related.journeys.values()),
            "blocks": tuple(_blocks(related)),
            "address": (related.site.settings.url or "").rstrip("/"),
        },
    )  # fmt: skip


def _blocks(related: Relations) -> Iterator[Link]:
    """The blocks that another page can hold: `screens`."""
    for card in related.personas.values():
        if card.status is not Status.ARCHIVED:
            yield Link(card.name, embed_path("personas", card.id))
    for journey in related.journeys.values():
        if related.personas and journey.status is not Status.ARCHIVED:
            yield Link(journey.title, embed_path("journeys", journey.id))


def files(related: Relations) -> dict[str, bytes]:
    """Path → bytes: everything as JSON, and each table, and that of each journey, as CSV."""
    words = related.words
    made = {f"{FOLDER}{name}.csv": as_csv(rows, words) for name, rows in tables(related).items()}
    for name, journey in related.site.journeys.items():
        made[journey_file(name)] = _journey_csv(journey, related)
    return {WHOLE: f"{_as_json(everything(related))}\n".encode(), **made}


def _as_json(held: Mapping[str, Any]) -> str:
    """What `json.dumps` makes of it; each document is written down once as long as it is the same
    thing, since that takes as long as all the rest."""
    parts = []
    for name, value in held.items():
        if isinstance(value, dict) and value:
            inside = (f"  {_text(key)}: {_written(one)}" for key, one in value.items())
            said = "{\n" + ",\n".join(inside) + "\n }"
        else:
            said = _text(value).replace("\n", "\n ")
        parts.append(f" {_text(name)}: {said}")
    return "{\n" + ",\n".join(parts) + "\n}"


@memo(DOCUMENTS)
@lasting(str, title)
def _written(document: Document) -> str:
    return _text(values(document)).replace("\n", "\n  ")


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1)


def journey_file(name: str) -> str:
    """The table of a journey."""
    return f"journeys/{name}/{name}.csv"


# ---- everything


def everything(related: Relations) -> dict[str, Any]:
    """All of it, under the names of the folders and registers in `content/`; a document is there as
    it is."""
    site = related.site
    updated = max(site.changed.values(), default=None)
    held: dict[str, Mapping[str, Document]] = {
        "personas": site.personas,
        "journeys": site.journeys,
        "touchpoints": site.touchpoints,
        "opportunities": site.opportunities,
        "briefings": site.briefings,
        "decisions": site.decisions,
        "events": site.events,
        "feedback": site.rounds,
        "copies": site.copies,
    }
    return {
        "format": FORMAT,
        "company": site.settings.name or "",
        "language": related.words.language,
        "updated": updated.isoformat() if updated else None,
        **{kind: dict(all_) for kind, all_ in held.items()},
        "measured": list(_measured(site.measurements)),
    }  # fmt: skip


def _measured(found: Measurements) -> Iterator[dict[str, Any]]:
    """The figures of the company as a whole, none of fewer than five answers."""
    for kind in figures.KINDS:
        answers = figures.rows(found, kind)
        if kind is MeasureKind.NPS:
            score = withheld.kept(counting.nps(answers), found, kind, withheld.WHOLE)
            one: counting.Nps | counting.Figure | None = score
        else:
            stars = kind is MeasureKind.REVIEWS
            mean = counting.on_five(answers) if stars else counting.mean(answers)
            one = withheld.kept(mean, found, kind, withheld.WHOLE)
        if one and not one.few and one.value is not None:
            yield {"kind": kind.value, "value": round(one.value, 2), "n": one.n}


# ---- tables


@lru_cache(maxsize=1)  # the page tells of them, and the files hold them
def tables(related: Relations) -> Mapping[str, tuple[Row, ...]]:
    """Name → rows, of every kind of which there is something."""
    site = related.site
    made: dict[str, Iterable[Row]] = {
        "personas": map(_row, site.personas.values()),
        "journeys": (_row(one, IN_JOURNEY) for one in site.journeys.values()),
        "phases": _phases(related),
        "touchpoints": _touchpoints(related),
        "register": map(_row, site.touchpoints.values()),
        "opportunities": _opportunities(related),
        "briefings": map(_row, site.briefings.values()),
        "decisions": map(_row, site.decisions.values()),
        "events": map(_row, site.events.values()),
        "feedback": (
            {**_row(one, IN_ROUND), **_row(note)}
            for one in site.rounds.values()
            for note in one.notes
        ),
        "copies": map(_row, site.copies.values()),
    }
    return {name: rows for name, found in made.items() if (rows := tuple(found))}


# Most documents are as they were at the build before.
@memo(DOCUMENTS)
@lasting(dict, title)
def _row(document: Document, without: frozenset[str] = frozenset()) -> dict[str, Any]:
    return row(document, without)


@memo(DOCUMENTS)
@lasting(tuple, title)
def _rows_of_phases(journey: Journey) -> tuple[Row, ...]:
    return tuple(row(phase, IN_PHASE) for phase in journey.phases)


@memo(DOCUMENTS)
@lasting(tuple, title)
def _rows_of_touchpoints(journey: Journey) -> tuple[Row, ...]:
    return tuple(row(one) for phase in journey.phases for one in phase.touchpoints)


def _phases(related: Relations) -> Iterator[Row]:
    for name, journey in related.site.journeys.items():
        yield from _phases_of(journey, related.map_of(name))


@memo(DOCUMENTS)
def _phases_of(journey: Journey, whole: JourneyMap) -> tuple[Row, ...]:
    return tuple(
        {"journey": journey.id, "number": column.number, **own, "name": column.name}
        for column, own in zip(whole.columns, _rows_of_phases(journey), strict=True)
    )


def _touchpoints(related: Relations) -> Iterator[Row]:
    for name, journey in related.site.journeys.items():
        yield from _touchpoints_of(journey, related.map_of(name))


@memo(DOCUMENTS)
def _touchpoints_of(journey: Journey, whole: JourneyMap) -> tuple[Row, ...]:
    """As they are passed: name, channel and owner are the register's where the journey has none."""
    made = []
    for stop, own in zip(whole.stops, _rows_of_touchpoints(journey), strict=True):
        known = {"name": stop.name, "channel": stop.channel, "owner": stop.owner}
        place = {"journey": journey.id, "phase": whole.columns[stop.column].name}
        made.append(
            {**place, "number": stop.number, **own, **{k: v for k, v in known.items() if v}}
        )
    return tuple(made)


def _opportunities(related: Relations) -> Iterator[Row]:
    for card in related.opportunities:
        yield {
            "rank": card.rank, "title": card.title, "kind": card.kind and card.kind.value,
            "status": card.status and card.status.value, "impact": card.impact,
            "effort": card.effort, "owner": card.owner,
            "journeys": "\n".join(origin.label for origin in card.origins),
        }  # fmt: skip


def _journey_csv(journey: Journey, related: Relations) -> bytes:
    return _table_csv(
        table(journey, related.map_of(journey.id), related.site, related.words), related.words
    )


@memo(DOCUMENTS)
def _table_csv(found: Table, words: Words) -> bytes:
    heads, rows = found
    return written([heads, *rows], words)


# ---- CSV


def columns(rows: Sequence[Row]) -> tuple[str, ...]:
    """The keys of all rows, in the order in which they are met first."""
    heads: dict[str, None] = {}
    for one in rows:
        heads.update(dict.fromkeys(one))
    return tuple(heads)


def as_csv(rows: Sequence[Row], words: Words) -> bytes:
    """A table with its keys above it."""
    heads = columns(rows)
    return _file([_lines([heads], words), *(_line(one, heads, words) for one in rows)])


@memo(20 * DOCUMENTS)
def _line(found: Row, heads: tuple[str, ...], words: Words) -> str:
    """One row, which is mostly what it was."""
    return _lines([map(found.get, heads)], words)


def written(lines: Iterable[Iterable[Any]], words: Words) -> bytes:
    """Lines of cells as a spreadsheet of the language opens them."""
    return _file([_lines(lines, words)])


def _file(lines: Iterable[str]) -> bytes:
    return "".join(("\ufeff", *lines)).encode()


def _lines(lines: Iterable[Iterable[Any]], words: Words) -> str:
    comma = words.number(0.5)[1] == ","
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";" if comma else ",", lineterminator="\r\n")
    for line in lines:
        writer.writerow([_cell(one, comma) for one in line])
    return out.getvalue()


def _cell(value: Any, comma: bool) -> Any:
    if isinstance(value, float):
        return str(value).replace(".", ",") if comma else value
    return "" if value is None else safe(value)
