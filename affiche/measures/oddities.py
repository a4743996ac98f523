"""Files, site.yaml and rows in; what is odd about them as a whole, out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fnmatch import fnmatch
from typing import Any

from affiche.errors import Kind, Place, Problem
from affiche.measures.exports.files import FOLDER, Source
from affiche.measures.exports.rows.told import NOWHERE_TOLD
from affiche.measures.taken import FileRead
from affiche.model.measures import FEWEST, Answer, MeasureKind, Publish, Review
from affiche.reading import guesses

# From so many answers on, what they have in common is no chance.
SURE = 10
SURELY = 30
SPOTS = ("persona", "journey", "phase", "touchpoint")


def unfound(files: Mapping[str, bytes], source: Source) -> Iterator[Problem]:
    """Files that site.yaml names and that are not there."""
    names = [path.partition(f"{FOLDER}/")[2] for path in files]
    for kind in MeasureKind:
        for number, one in enumerate(getattr(source.maps, kind.value)):
            for wanted in one.file:
                if any(fnmatch(name.casefold(), wanted.casefold()) for name in names):
                    continue
                stem = wanted.rpartition(".")[0].casefold()
                alike = [name for name in names if name.rpartition(".")[0].casefold() == stem]
                guess = alike[0] if alike else guesses.close(wanted, names)
                yield Problem(
                    Kind.ERROR, "no-file",
                    source.place("measurements", kind.value, number, "file"),
                    "there is no file `{file}` in measurements/",
                    "Did you mean `{guess}`?" if guess else "Put it there, or take the name away",
                    {"file": wanted, "guess": guess},
                )  # fmt: skip


def certain(problems: Iterable[Problem]) -> Iterator[Problem]:
    """Without the names that nobody knows: what they mean may stand in site.yaml where that was
    not read, or below the name of a file that is not there."""
    unknown = {f"unknown-{name}" for name in NOWHERE_TOLD}
    return (one for one in problems if one.rule not in unknown)


def twice(reviews: Sequence[Review]) -> Iterator[Problem]:
    """Reviews with the same id: the same review in two exports counts once."""
    if len({one.id for one in reviews}) == len(reviews):
        return
    seen: dict[str, Review] = {}
    again: list[Review] = []
    for one in reviews:
        if one.id in seen:
            again.append(one)
        seen.setdefault(one.id, one)
    if again:
        first, other = again[0], seen[again[0].id]
        yield Problem(
            Kind.ERROR, "duplicate-review", Place(first.path, first.line),
            "the review `{id}` is here twice; the first is at {where}",
            "Take one of the two away, or give it an id of its own",
            {"id": first.id, "where": f"{other.path}:{other.line}"}, len(again),
        )  # fmt: skip


def of_file(taken: FileRead, found: Sequence[Any], source: Source) -> Iterator[Problem]:
    """What of one file's answers is more likely another scale, or a count that was not taken."""
    told = {name for name, said in taken.columns if not said.startswith("= ")}
    asked = any(one.scale or one.max for one in getattr(source.maps, taken.kind))
    if not asked and not told & {"scale", "max"} and _in_half(found):
        yield Problem(
            Kind.WARNING, "half-scale", Place(taken.path, taken.head_line),
            "nobody gave more than 5, and 10 is taken for the most: was the scale 1 to 5?",
            "Say in site.yaml what is true: `max: 5` or `max: 10`"
            if taken.kind == MeasureKind.REVIEWS.value else
            "When it was, this is no NPS: let the name of the file begin with `satisfaction`. When "
            "it was not, say `scale: 0-10` in site.yaml",
        )  # fmt: skip
    if not told & {"n", "date", *SPOTS} and _in_order(found):
        yield Problem(
            Kind.WARNING, "once-each", Place(taken.path, taken.head_line),
            "each score is here once, in order: how many gave it was not taken",
            "Say in site.yaml which column counts them: `{kind}: {{n: …}}`", {"kind": taken.kind},
        )  # fmt: skip


def _in_half(found: Sequence[Any]) -> bool:
    """Whether so many scores on ten points all lie in the lower half."""
    scored = [(one.stars, one.max) if isinstance(one, Review) else (one.score, one.scale[1])
              for one in found if isinstance(one, Answer | Review)]  # fmt: skip
    scores = [(score, top) for score, top in scored if score is not None]
    return len(scores) >= SURE and all(score <= 5 and top == 10 for score, top in scores)


def _in_order(found: Sequence[Any]) -> bool:
    """Whether every score stands once, up or down: a table of counts, and no answers."""
    alone = [one for one in found if isinstance(one, Answer) and not one.aspect]
    values = [one.score for one in alone if one.score is not None]
    ordered = sorted(set(values))
    return len(values) >= FEWEST and values in (ordered, ordered[::-1])


def counted_twice(files: Mapping[str, Sequence[Answer]]) -> Iterator[Problem]:
    """Files of one kind of which one holds all that another has: an export of a quarter beside
    that of the year. `files`: path → its answers."""
    held = {path: _by_day(rows) for path, rows in files.items()}
    for path, few in held.items():
        size = sum(few.values())
        for other, many in held.items():
            same = few == many
            if path == other or (same and path < other):
                continue
            if size >= (SURE if same else SURELY) and few <= many:
                yield Problem(
                    Kind.WARNING, "counted-twice", Place(path, 1),
                    "all answers of this file are in {other} as well, so they are counted twice",
                    "Take one of the two away", {"other": other.rpartition("/")[2]}, size,
                )  # fmt: skip
                break


def _by_day(rows: Sequence[Answer]) -> Counter[tuple[Any, ...]]:
    found = Counter[tuple[Any, ...]]()
    for one in rows:
        if one.day is not None:
            found[one.day, one.score, one.importance, one.aspect, one.spot] += one.n
    return found


def scales(
    rows: Mapping[MeasureKind, Sequence[Any]], files: Sequence[FileRead], source: Source
) -> Iterator[Problem]:
    """What should be said about the scales on which was asked."""
    for one in files:
        said = any(name == "scale" for name, _ in one.columns)
        if one.kind == MeasureKind.CES.value and one.rows and not said:
            yield Problem(
                Kind.WARNING, "no-scale", Place(one.path, one.head_line),
                "the scale is not said; 1 to 7 is taken",
                "Write `scale: 1-7` or `scale: 1-5` in site.yaml", {},
            )  # fmt: skip
    said_scale = any(one.scale for one in source.maps.nps) or any(
        one.kind == MeasureKind.NPS.value and name == "scale"
        for one in files for name, _ in one.columns
    )  # fmt: skip
    scores = {one.score for one in rows[MeasureKind.NPS]}
    nps = [one for one in files if one.kind == MeasureKind.NPS.value and one.rows]
    if nps and scores and 0.0 not in scores and not said_scale:
        yield Problem(
            Kind.ADVICE, "nps-scale", Place(nps[0].path, nps[0].head_line),
            "nobody answered 0: was the scale 1 to 10?",
            "Write `scale: 1-10` in site.yaml, or `scale: 0-10` when nobody was that unhappy",
        )  # fmt: skip
    unsaid = [one for one in rows[MeasureKind.REVIEWS] if one.publish is Publish.NO]
    asked = any(name == "publish" for one in files for name, _ in one.columns)
    if unsaid and not asked:
        yield Problem(
            Kind.ADVICE, "no-publish", Place(unsaid[0].path, unsaid[0].line),
            "it is not said whether this review may be shown, so its text is not",
            "Add a column `publish`, or `publish: yes` in site.yaml for all", {}, len(unsaid),
        )  # fmt: skip
