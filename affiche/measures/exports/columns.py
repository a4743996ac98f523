"""A table and what site.yaml says of it in; which column holds what, out.

A field of the map names a column; where none has that name, some fields may hold the value of
every row ("source: Kiyoh"), and others are a mistake with a guess.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from affiche.measures.exports import called, nested, questions, services
from affiche.measures.exports.services import Export
from affiche.measures.tables import cells
from affiche.measures.tables.table import Row, Table
from affiche.model.measures import ColumnMap, DateOrder, MeasureKind
from affiche.reading import guesses

# Fields of a map that may hold a value instead of the name of a column.
VALUES = frozenset(
    ("source", "max", "scale", "publish", "persona", "journey", "phase", "touchpoint", "aspect",
     "use", "n")
)  # fmt: skip
# What a cell that is merged over several rows says of each of them.
MERGED = ("date", "persona", "journey", "phase", "touchpoint", "source", "aspect", "scale", "max",
          "publish", "use", "opportunity")  # fmt: skip
# How far down a head may stand: a title and a date above it are common.
HEAD_ROWS = 10
SAMPLE = 30


@dataclass(frozen=True)
class Missing:
    """A column that the map names and the file does not have."""

    field: str
    column: str
    known: tuple[str, ...]
    guess: str | None


@dataclass(frozen=True)
class Layout:
    """Which column holds what. `at`: field → number of the column; `fixed`: field → value of every
    row; `aspects` are the columns of drivers, `rows` the table below its head."""

    kind: MeasureKind
    head: tuple[str, ...]
    head_line: int
    rows: tuple[tuple[int, Row], ...]
    at: Mapping[str, int] = field(default_factory=dict)
    fixed: Mapping[str, str] = field(default_factory=dict)
    aspects: tuple[int, ...] = ()
    service: str = ""
    month_first: bool = False
    """Whether the service writes 2/3 for the third of February."""
    order: DateOrder | None = None
    """What site.yaml says of it."""
    strangers: bool = False
    missing: tuple[Missing, ...] = ()
    lacking: tuple[str, ...] = ()
    """The fields of which one has to be there, when none is."""
    also: tuple[int, ...] = ()
    """Other columns with scores that the question might be."""
    trials: tuple[tuple[int, str], ...] = ()
    """The lines of answers that somebody gave to try the survey, and what says so."""


def layouts(
    table: Table, stem: str, maps: Sequence[tuple[MeasureKind, ColumnMap]]
) -> tuple[Layout, ...]:
    """What a file holds: of the kinds that site.yaml says, or its name (`stem`), or its columns.

    Empty: nobody knows what it is.
    """
    if table.nested is not None:
        table = nested.flat(table)
    if not table.rows:
        return ()
    if maps:
        return tuple(_layout(table, stem, kind, one) for kind, one in maps)
    named = called.kind_of(stem)
    if named is not None:
        return (_layout(table, stem, named, ColumnMap()),)
    for _, row in table.rows[:HEAD_ROWS]:
        export = services.recognise([called.plain(cells.said(cell)) for cell in row], stem)
        if export is not None:
            made = [_layout(table, stem, kind, ColumnMap()) for kind in called.ORDER
                    if kind in export.columns]  # fmt: skip
            whole = [one for one in made if not one.lacking and _is_asked(one, export)]
            # A review export is one thing; a survey may ask several questions.
            found = [one for one in whole if one.kind in (MeasureKind.REVIEWS, MeasureKind.VOTES)]
            return tuple(found[:1] or whole)
    return ()


def _is_asked(layout: Layout, export: Export) -> bool:
    """Whether a survey has the question of this kind: a column “Score” alone may be of another."""
    names = export.columns[layout.kind].get("score", ())
    asked = called.find(names, [called.plain(name) for name in layout.head])
    return layout.kind not in questions.ASKED or asked is not None


def _layout(table: Table, stem: str, kind: MeasureKind, mapped: ColumnMap) -> Layout:
    """The layout below the row that looks most like a head."""
    tried = []
    widest = max(_width(row) for _, row in table.rows[:SAMPLE])
    for number in range(min(HEAD_ROWS, len(table.rows))):
        one = _at(table, number, stem, kind, mapped)
        # A title may hold the word that is looked for; it is one cell where the table has many.
        if not one.lacking and not one.missing and 2 * _width(table.rows[number][1]) > widest:
            return one
        tried.append(one)
    return max(tried, key=lambda one: (len(one.at), -one.head_line))


def _width(row: Row) -> int:
    """The number of cells up to the last that says something."""
    return max((at for at, cell in enumerate(row, 1) if cells.said(cell)), default=0)


def _at(table: Table, number: int, stem: str, kind: MeasureKind, mapped: ColumnMap) -> Layout:
    line, row = table.rows[number]
    head = tuple(cells.said(cell).removeprefix("\ufeff").strip() for cell in row)
    columns = [called.plain(name) for name in head]
    export = services.recognise(columns, stem)
    rows = table.rows[number + 1 :]
    if export is not None and export.second_head and rows and _is_second(rows[0][1]):
        head = _with_labels(head, rows[0][1])
        columns = [called.plain(name) for name in head]
        rows = rows[1:]
    if export is not None and export.asked_below and rows:
        head = _with_questions(head, rows[0][1])
        columns = [called.plain(name) for name in head]
        rows = rows[2 if any(_is_import_id(row) for _, row in rows[1:2]) else 1 :]
    rows, trials = _without_trials(rows, columns, export)
    at, fixed = _known(kind, columns, export)
    also = questions.chosen(kind, columns, rows, at)
    missing = _mapped(mapped, head, columns, at, fixed)
    _scale_in_head(kind, head, at, fixed)
    asked, missing_aspects = _aspects(kind, mapped, head, columns, at)
    lacking = next(
        (names for names in called.REQUIRED[kind] if not any(name in at for name in names)), ()
    )
    if kind is MeasureKind.DRIVERS and not asked and not lacking:
        lacking = ("aspects",)
    if kind is MeasureKind.VOTES and export is not None and "votes" not in at:
        lacking = ("votes",)  # a card is no vote
    return Layout(
        kind=kind,
        head=head,
        head_line=line,
        rows=_unmerged(rows, table, at),
        at=at,
        fixed=fixed,
        aspects=asked,
        service=export.service if export else "",
        month_first=export is not None and export.month_first,
        order=mapped.date_order,
        strangers=export is not None and export.strangers,
        missing=(*missing, *missing_aspects),
        lacking=lacking,
        also=also,
        trials=trials,
    )


def _known(
    kind: MeasureKind, columns: list[str], export: Export | None
) -> tuple[dict[str, int], dict[str, str]]:
    """What the columns are without a map: by the export's names, then by plain ones."""
    at: dict[str, int] = {}
    own = export.columns.get(kind, {}) if export else {}
    fixed = dict(export.fixed) if export and own else {}
    for names in (own, called.PLAIN[kind]):
        for name, wanted in names.items():
            known = name in at or (name in fixed and name != "publish")
            found = None if known else called.find(wanted, columns)
            if found is not None and found not in at.values():
                at[name] = found
    # What is public where it comes from is shown, unless a column says something else.
    return at, {name: value for name, value in fixed.items() if name not in at}


def _mapped(
    mapped: ColumnMap, head: tuple[str, ...], columns: list[str],
    at: dict[str, int], fixed: dict[str, str],
) -> list[Missing]:  # fmt: skip
    """Put what the map says into `at` and `fixed`; what it names in vain is returned."""
    missing = []
    for name in called.PLAIN_FIELDS:
        wanted = getattr(mapped, name, None)
        if wanted is None:
            continue
        found = called.find((called.plain(wanted),), columns)
        if found is not None:
            for other in [o for o, number in at.items() if number == found and o != name]:
                del at[other]
            at[name] = found
            fixed.pop(name, None)
            continue
        guess = guesses.close(wanted, [one for one in head if one])
        if name in VALUES and guess is None:
            fixed[name] = wanted
            at.pop(name, None)
        else:
            missing.append(Missing(name, wanted, tuple(one for one in head if one), guess))
            at.pop(name, None)
    return missing


def _aspects(
    kind: MeasureKind, mapped: ColumnMap, head: tuple[str, ...], columns: list[str],
    at: Mapping[str, int],
) -> tuple[tuple[int, ...], list[Missing]]:  # fmt: skip
    """The columns of the aspects: those of the map, or all that are nothing else."""
    if kind is not MeasureKind.DRIVERS:
        return (), []
    if not mapped.aspects:
        known = {name for names in called.PLAIN[kind].values() for name in names}
        ids = called.NO_ASPECTS
        taken = set(at.values())
        return tuple(
            number for number, name in enumerate(columns)
            if name and number not in taken and name not in known | ids
        ), []  # fmt: skip
    found, missing = [], []
    for wanted in mapped.aspects:
        number = called.find((called.plain(wanted),), columns)
        if number is None:
            known_names = tuple(one for one in head if one)
            guess = guesses.close(wanted, known_names)
            missing.append(Missing("aspects", wanted, known_names, guess))
        else:
            found.append(number)
    return tuple(found), missing


def _is_second(row: Row) -> bool:
    """Whether a row belongs to the head above it: nobody has answered in it."""
    return not cells.said(row[0]) if row else False


def _with_labels(head: tuple[str, ...], second: Row) -> tuple[str, ...]:
    """The head of a survey in which a question with several parts spans several columns, of which
    the row below has the names: those are the columns, so that no part stands for the whole."""
    labels = [cells.said(cell) for cell in second]
    made = list(head)
    for at, label in enumerate(labels[: len(head)]):
        spans = not head[at] or (at + 1 < len(head) and not head[at + 1])
        if label and spans:
            made[at] = label
    return tuple(made)


def _with_questions(head: tuple[str, ...], asked: Row) -> tuple[str, ...]:
    """The head with the words of each question instead of its number ("Q1"); what is no question
    keeps the name by which it is known."""
    said = [cells.said(cell) for cell in asked]
    return tuple(
        name if at >= len(said) or not said[at] or called.plain(name) in called.NO_ASPECTS
        else said[at]
        for at, name in enumerate(head)
    )  # fmt: skip


def _is_import_id(row: Row) -> bool:
    """Whether a row has what Qualtrics calls its columns, for itself."""
    return any(cells.said(cell).replace(" ", "").startswith('{"ImportId"') for cell in row)


def _without_trials(
    rows: tuple[tuple[int, Row], ...], columns: list[str], export: Export | None
) -> tuple[tuple[tuple[int, Row], ...], tuple[tuple[int, str], ...]]:
    """The rows of customers, and the lines of those that whoever made the survey filled in."""
    at = called.find((export.trials[0],), columns) if export and export.trials else None
    if export is None or export.trials is None or at is None:
        return rows, ()
    words = export.trials[1]
    trials = {line: cells.said(row[at]) for line, row in rows
              if at < len(row) and cells.said(row[at]).casefold() in words}  # fmt: skip
    return tuple(pair for pair in rows if pair[0] not in trials), tuple(trials.items())


def _scale_in_head(
    kind: MeasureKind, head: tuple[str, ...], at: Mapping[str, int], fixed: dict[str, str]
) -> None:
    """Take the scale that the question itself says: "Cijfer (1-10)", "on a scale of 1 to 5"."""
    of_reviews = kind is MeasureKind.REVIEWS
    asked = next((at[name] for name in ("score", "overall", "stars") if name in at), None)
    field_ = "max" if of_reviews else "scale"
    if asked is None or kind is MeasureKind.VOTES or field_ in at or field_ in fixed:
        return
    if found := cells.scale_in(head[asked]):
        fixed[field_] = f"{found[1]:g}" if of_reviews else f"{found[0]:g}-{found[1]:g}"


def _unmerged(
    rows: tuple[tuple[int, Row], ...], table: Table, at: Mapping[str, int]
) -> tuple[tuple[int, Row], ...]:
    """The rows with what stands in a merged cell in each of its rows, where that is what they are
    about; a score that spans two rows is still one answer."""
    about = {at[name] for name in MERGED if name in at}
    down = {(line, column): first for first, last, column in table.merged if column in about
            for line in range(first + 1, last + 1)}  # fmt: skip
    if not down:
        return rows
    said = dict(table.rows)
    touched = {line for line, _ in down}

    def filled(line: int, row: Row) -> Row:
        return [said[down[line, column]][column] if (line, column) in down else cell
                for column, cell in enumerate(row)]  # fmt: skip

    return tuple((line, filled(line, row) if line in touched else row) for line, row in rows)
