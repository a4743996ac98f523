"""A key that nobody knows in; what its writer is told about it, out."""

from __future__ import annotations

from affiche.errors import Problem
from affiche.reading import guesses, keys
from affiche.reading.validation.mistake import Mistake, unreadable


def is_colon_in_text(mistake: Mistake, others: list[Mistake]) -> bool:
    """Whether `- Doel: iets`, meant as text, was read as a field."""
    around = mistake.location[:-1]
    if mistake.sort != "extra_forbidden" or not around or not isinstance(around[-1], int):
        return False
    lacks_text = any(m.sort == "missing" and m.location == (*around, "text") for m in others)
    guess = guesses.key(str(mistake.location[-1]), keys.writable(mistake.parent or mistake.model))
    return lacks_text and guess is None


def is_label(mistake: Mistake, others: list[Mistake]) -> bool:
    """Whether `- Prijs: 7` was written for `- {label: Prijs, value: 7}`."""
    if (
        mistake.sort != "extra_forbidden"
        or not isinstance(mistake.input, str)
        or not mistake.parent
    ):
        return False
    around = mistake.location[:-1]
    beside = [m.sort for m in others if m.location[:-1] == around]
    known = {"label", "value"} <= set(keys.writable(mistake.parent))
    return known and sorted(beside) == ["extra_forbidden", "missing"]


def as_label(mistake: Mistake) -> Problem:
    """How a label and its value are written."""
    text = f"- {{label: {mistake.location[-1]}, value: {mistake.input}}}"
    return mistake.problem(
        "unknown-key", "unknown key `{key}`", "Type: `{text}`", key=True, text=text
    )


def colon_in_text(mistake: Mistake) -> Problem:
    """A text of which the colon made a field."""
    return mistake.problem(
        "colon-in-text", "`{key}:` makes this text a field",
        "Put the whole text between quotes", key=True,
    )  # fmt: skip


# Front matter of Jekyll, Hugo, Docusaurus, Eleventy and the like, without a meaning here.
_ELSEWHERE = frozenset((
    "layout", "parent", "permalink", "sidebar", "sidebar_position", "sidebar_label", "slug",
    "draft", "weight", "nav_order", "nav_exclude", "has_children", "has_toc", "tags",
    "categories", "category", "menu", "toc", "template", "published", "aliases", "excerpt",
    "keywords", "collection", "eleventynavigation", "cssclasses", "hide_title",
    "pagination_next",
))  # fmt: skip


def key(mistake: Mistake) -> Problem:
    """A key that is none: another one was meant, or it belongs elsewhere."""
    name = str(mistake.location[-1])
    parent = mistake.parent
    if parent is None:
        return unreadable(mistake)
    if name in keys.derived(parent):
        hint = (
            "The name of the file is the id; rename the file to change it"
            if name == "id"
            else "Take it away; the program fills it in by itself"
        )
        return mistake.problem("unknown-key", "`{key}` cannot be written here", hint, key=True)
    guess = guesses.key(name, keys.writable(parent))
    if guess and name.casefold() not in _ELSEWHERE:
        return mistake.problem(
            "unknown-key", "unknown key `{key}`", "Did you mean `{guess}`?", key=True, guess=guess
        )
    if name.casefold() in _ELSEWHERE:
        return mistake.problem(
            "unknown-key", "unknown key `{key}`",
            "It belongs to another program for making websites; take it away", key=True,
        )  # fmt: skip
    below = keys.child_with(parent, name)
    if below:
        return mistake.problem(
            "unknown-key", "unknown key `{key}`",
            "It belongs under `{below}`, two spaces further in", key=True, below=below,
        )  # fmt: skip
    if parent is not mistake.model and name in keys.writable(mistake.model):
        return mistake.problem(
            "unknown-key", "unknown key `{key}`",
            "It belongs to the left of here: check the indentation", key=True,
        )  # fmt: skip
    return mistake.problem(
        "unknown-key", "unknown key `{key}`",
        "Take it away, or put it under `facts` or in the text"
        if "facts" in keys.writable(parent)
        else "These are known here: {keys}",
        key=True, keys=keys.writable(parent),
    )  # fmt: skip
