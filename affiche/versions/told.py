"""Comparisons in; what changed as text for a terminal, Markdown for a review, or JSON, out."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import groupby

from affiche.model.text import Document
from affiche.versions.compare import Change, Comparison, Sort
from affiche.versions.wording import Mark, Piece
from affiche.words import Words

# Where pictures of before and after go when nobody says where, beside content/.
PICTURES = "diff"
# So many words of what stayed the same stand on each side of a change.
AROUND = 6
SIGNS = {Sort.ADDED: "+", Sort.GONE: "-", Sort.CHANGED: "~", Sort.MOVED: ">", Sort.EVIDENCE: "="}
_SPECIAL = re.compile(r"([\\`*_~\[\]<>#|])")


class Fate(StrEnum):
    """What became of a document as a whole."""

    CHANGED = "changed"
    NEW = "new"
    REMOVED = "removed"


@dataclass(frozen=True)
class Difference:
    """One document: its name and file, what it is compared with and what it is now, in words,
    and what changed; `then` is the document as it was, in a `commit` at the path `old` (from the
    content folder); `picture` is the file of a picture of both, when somebody made one."""

    name: str
    path: str
    before: str
    after: str
    comparison: Comparison
    fate: Fate = Fate.CHANGED
    then: Document | None = None
    commit: str = ""
    old: str = ""
    picture: str = ""


def shortened(held: Sequence[Piece], around: int = AROUND) -> tuple[Piece, ...]:
    """The pieces, with an ellipsis for what stayed the same far from any change."""
    last = len(held) - 1

    def cut(at: int, piece: Piece) -> Piece:
        words = piece.text.split()
        before, after = (around if at > 0 else 0), (around if at < last else 0)
        if piece.mark is not Mark.SAME or not last or len(words) <= before + after + 2:
            return piece
        parts = (
            " ".join(words[:before]),
            "…",
            " ".join(words[len(words) - after :] if after else ""),
        )
        return replace(piece, text=" ".join(filter(None, parts)))

    return tuple(cut(at, piece) for at, piece in enumerate(held))


def figures(comparison: Comparison, words: Words) -> tuple[str, ...]:
    """How many changes there are of each kind, in words; only the kinds that there are."""
    forms = {
        Sort.ADDED: ("{n} added", "{n} added"),
        Sort.GONE: ("{n} gone", "{n} gone"),
        Sort.CHANGED: ("{n} changed", "{n} changed"),
        Sort.MOVED: ("{n} moved", "{n} moved"),
    }
    said = [
        words.ngettext(*form, comparison.count(sort)).format(n=comparison.count(sort))
        for sort, form in forms.items()
        if comparison.count(sort)
    ]
    if comparison.measured:
        text = "{measured} of {assumptions} assumptions now measured"
        if comparison.measured > comparison.assumptions:
            text = "{measured} now measured"
        said.append(words.say(text, measured=comparison.measured,
                              assumptions=comparison.assumptions))  # fmt: skip
    rest = comparison.count(Sort.EVIDENCE) - comparison.measured
    if rest:
        said.append(words.ngettext("{n} rests on something else", "{n} rest on something else",
                                   rest).format(n=rest))  # fmt: skip
    return tuple(said)


def evidence_words(change: Change, words: Words) -> str:
    """ "aanname → gemeten": what the text rested on, and what it rests on now."""
    said = (words.label(one).lower() if one else words.gettext("not said")
            for one in (change.before, change.now))  # fmt: skip
    return " → ".join(said)


def groups(changes: Iterable[Change]) -> Iterator[tuple[str, tuple[Change, ...]]]:
    """The changes by the first label on the way to them, in order."""
    for label, held in groupby(changes, key=lambda change: change.where[0]):
        yield label, tuple(held)


def as_text(found: Sequence[Difference], words: Words) -> str:
    """For a terminal: gone words in [-…-], added ones in {+…+}, as git writes them."""
    return "\n".join(line for one in found for line in _text(one, words)) + "\n" if found else ""


def _text(one: Difference, words: Words) -> Iterator[str]:
    yield f"{one.name} ({one.path})"
    yield f"  {_between(one, words)}"
    for label, held in groups(one.comparison.changes):
        yield f"  {label}"
        for change in held:
            said = _said(change, words, ("[-", "-]"), ("{+", "+}"))
            yield f"    {SIGNS[change.sort]} {said}"
    if one.comparison.changes and one.comparison.same:
        same = ", ".join(one.comparison.same)
        yield "  " + words.say("The same: {fields}", fields=same)
    if one.picture:
        yield "  " + words.say("Before and after: {path}", path=one.picture)
    yield ""


def _between(one: Difference, words: Words) -> str:
    head = {
        Fate.NEW: words.gettext("New"),
        Fate.REMOVED: words.gettext("Removed"),
        Fate.CHANGED: f"{one.before} → {one.after}",
    }[one.fate]
    counted = figures(one.comparison, words)
    nothing = words.gettext("nothing changed") if one.fate is Fate.CHANGED else ""
    return ": ".join(filter(None, (head, ", ".join(counted) or nothing)))


def _said(change: Change, words: Words, gone: tuple[str, str], added: tuple[str, str],
          clean: bool = False) -> str:  # fmt: skip
    around = {Mark.GONE: gone, Mark.ADDED: added, Mark.SAME: ("", "")}
    held = shortened(change.pieces)
    if change.sort in (Sort.ADDED, Sort.GONE):  # the sign before it says so already
        around = dict.fromkeys(around, ("", ""))
    text = ""
    for piece in held:
        before, after = around[piece.mark]
        shown = _clean(piece.text) if clean else piece.text
        text += (" " if piece.spaced and text else "") + before + shown + after
    inside = [_clean(label) if clean else label for label in change.where[1:]]
    notes = [evidence_words(change, words)] if change.sort is Sort.EVIDENCE else []
    notes += [words.gettext("moved")] if change.sort is Sort.MOVED else []
    notes += [change.rests] if change.rests else []
    told = f"{text} ({', '.join(notes)})" if notes else text
    return ": ".join(filter(None, (", ".join(inside), told)))


def _clean(text: str) -> str:
    """The text as Markdown that shows just that."""
    return _SPECIAL.sub(r"\\\1", text)


def as_markdown(found: Sequence[Difference], words: Words) -> str:
    """For a merge request: gone words ~~struck~~, added ones **bold**."""
    return "\n".join(line for one in found for line in _markdown(one, words))


def _markdown(one: Difference, words: Words) -> Iterator[str]:
    yield f"## {_clean(one.name)}"
    yield ""
    yield f"`{one.path}` · {_clean(_between(one, words))}"
    yield ""
    if one.picture:
        said = words.say("{name}: before and after", name=one.name)
        yield f"![{_clean(said)}](<{one.picture}>)"
        yield ""
    marks = {
        Sort.ADDED: words.gettext("added"),
        Sort.GONE: words.gettext("gone"),
        Sort.CHANGED: words.gettext("changed"),
        Sort.MOVED: words.gettext("moved"),
        Sort.EVIDENCE: words.gettext("evidence"),
    }
    changes = one.comparison.changes if one.fate is Fate.CHANGED else ()
    for label, held in groups(changes):
        yield f"- **{_clean(label)}**"
        for change in held:
            said = _said(change, words, ("~~", "~~"), ("**", "**"), clean=True)
            yield f"  - {marks[change.sort]}: {said}"
    if changes:
        yield ""
    if changes and one.comparison.same:
        yield words.say("The same: {fields}", fields=", ".join(one.comparison.same))
        yield ""


def as_json(found: Sequence[Difference], words: Words) -> str:
    """`{"documents": [{name, path, before, after, fate, changes: [{field, where, sort, added,
    gone, text, rests, evidence}], same, assumptions, measured, picture}]}`."""
    rows = [
        {
            "name": one.name,
            "path": one.path,
            "before": one.before,
            "after": one.after,
            "fate": one.fate.value,
            "changes": [_row(change) for change in one.comparison.changes],
            "same": list(one.comparison.same),
            "assumptions": one.comparison.assumptions,
            "measured": one.comparison.measured,
            **({"picture": one.picture} if one.picture else {}),
        }
        for one in found
    ]
    return json.dumps({"documents": rows}, ensure_ascii=False, indent=2) + "\n"


def _row(change: Change) -> dict[str, object]:
    evidence = {"before": change.before and change.before.value,
                "now": change.now and change.now.value}  # fmt: skip
    return {
        "field": change.field,
        "where": list(change.where),
        "sort": change.sort.value,
        "added": list(change.added),
        "gone": list(change.gone),
        "pieces": [{"mark": p.mark.value, "text": p.text} for p in change.pieces],
        "rests": change.rests,
        **({"evidence": evidence} if change.sort is Sort.EVIDENCE else {}),
    }


FORMATS = {"text": as_text, "markdown": as_markdown, "json": as_json}
