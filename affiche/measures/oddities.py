"""Files, site.yaml and rows in; what is odd about them as a whole, out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fnmatch import fnmatch
from typing import Any

from affiche.errors import Kind, Place, Problem
from affiche.measures.exports.files import FOLDER, Source
from affiche.measures.taken import FileRead
from affiche.model.measures import MeasureKind, Publish, Review
from affiche.reading import guesses


def unfound(files: Mapping[str, bytes], source: Source) -> Iterator[Problem]:
    """Files that site.yaml names and that are not there."""
    names = [path.partition(f"{FOLDER}/")[2] for path in files]
    for kind in MeasureKind:
        for number, one in enumerate(getattr(source.maps, kind.value)):
            for wanted in one.file:
                if any(fnmatch(name.casefold(), wanted.casefold()) for name in names):
                    continue
                guess = guesses.close(wanted, names)
                yield Problem(
                    Kind.ERROR, "no-file",
                    source.place("measurements", kind.value, number, "file"),
                    "there is no file `{file}` in measurements/",
                    "Did you mean `{guess}`?" if guess else "Put it there, or take the name away",
                    {"file": wanted, "guess": guess},
                )  # fmt: skip


def twice(reviews: Sequence[Review]) -> Iterator[Problem]:
    """Reviews with the same id: the same review in two exports counts once."""
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
    said_scale = any(one.scale for one in source.maps.nps)
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
