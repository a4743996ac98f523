"""What pydantic finds wrong in; what a writer is told about it out.

The table `_SAY` has one row a kind of mistake. pydantic's own English never reaches anybody.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from affiche.errors import Problem
from affiche.model.journey import Emotion
from affiche.model.text import Document, accepted_words
from affiche.reading import guesses, keys
from affiche.reading.meant import days
from affiche.reading.validation import emotions, unknown
from affiche.reading.validation.mistake import Mistake, unreadable

_LONGEST = 60  # characters of a value that is a few words
MOST = 200  # mistakes of one file that are put into words; a guess takes its time


def say(mistakes: Iterable[Mistake]) -> list[Problem]:
    """What a writer is told about these mistakes: each once, and not what only follows from it."""
    # Where items are wrong, pydantic also finds that there are too few of them.
    mistakes = [m for m in mistakes if m.sort != "too_short" or not m.input][:MOST]
    colons = {m.location[:-1] for m in mistakes if unknown.is_colon_in_text(m, mistakes)}
    meant = {
        (*m.location[:-1], guesses.key(str(m.location[-1]), keys.writable(m.parent)))
        for m in mistakes
        if m.sort == "extra_forbidden" and m.parent
    }
    labels = {m.location[:-1] for m in mistakes if unknown.is_label(m, mistakes)}
    found: list[Problem] = []
    for mistake in mistakes:
        if mistake.location[:-1] in labels:
            if mistake.sort == "extra_forbidden":
                found.append(unknown.as_label(mistake))
        elif mistake.location[:-1] in colons:
            if mistake.sort == "extra_forbidden":
                found.append(unknown.colon_in_text(mistake))
        elif not (mistake.sort == "missing" and mistake.location in meant):
            found.append(_SAY.get(mistake.sort, unreadable)(mistake))
    return list({(p.place, p.rule, p.values.get("key")): p for p in found}.values())


def _missing(mistake: Mistake) -> Problem:
    if mistake.name == "focus":
        return _focus(mistake)
    if mistake.location == ("name",) and "biography" in mistake.model.model_fields:
        hint = "Write `name: …` at the top, or start the text with a heading: # Name"
    elif mistake.location == ("title",) and "body" in mistake.model.model_fields:
        hint = "Write `title: …` at the top, between two lines with ---"
    else:
        hint = "Write `{key}: …` here"
    named = str(mistake.location[-1])
    return mistake.problem("missing", "`{key}` is missing", hint, key=named)  # type: ignore[arg-type]


def _empty(mistake: Mistake) -> Problem:
    return mistake.problem("empty", "`{key}` is empty", "Write something, or take the key away")


def _text(mistake: Mistake) -> Problem:
    if mistake.input is None:
        return _empty(mistake)
    several = f"{mistake.name}s"
    if isinstance(mistake.input, list | tuple):
        if mistake.parent and several in keys.writable(mistake.parent):
            hint = "Did you mean `{guess}`?"
            what = "a text belongs at `{key}`"
            return mistake.problem("wrong-type", what, hint, guess=several)
        hint = "Make one text of it, without - or [ ]"
    elif isinstance(mistake.input, dict) and not any(mistake.input.values()):
        hint = "Put text that starts with {{ between quotes"
    else:
        hint = "Write the text behind the colon; put it between quotes when there is a colon in it"
    return mistake.problem("wrong-type", "a text belongs at `{key}`", hint)


def _list(mistake: Mistake) -> Problem:
    if mistake.name == "focus":
        return _focus(mistake)
    return mistake.problem(
        "wrong-type",
        "a list belongs at `{key}`",
        "Put each item on a line of its own, with - in front",
    )


def _fields(mistake: Mistake) -> Problem:
    kind, _ = keys.expected(mistake.model, mistake.location)
    known = keys.writable(kind) if isinstance(kind, type) and issubclass(kind, Document) else ()
    if not known:
        hint = "Write `label: value`, each on a line of its own, indented"
        if isinstance(mistake.input, list):
            hint = "Take the - away: write `label: value`, each on a line of its own, indented"
        return mistake.problem("wrong-type", "fields belong at `{key}`", hint)
    hint, text = "These are known: {keys}", ""
    if isinstance(mistake.input, list):
        hint = "Take the - away; these are known: {keys}"
    elif isinstance(mistake.input, str) and (inside := _inside(kind, known, mistake.input)):
        hint = "Say which: `{text}`, for example. These are known: {keys}"
        text = f"{mistake.name}: {{{inside}}}"
    return mistake.problem("wrong-type", "fields belong at `{key}`", hint, keys=known, text=text)


def _inside(kind: type[Document], known: Iterable[str], said: str) -> str:
    """The first field of a model that a list of words fits in, as it is written: "A2, A3" for the
    posters is "persona: [a2, a3]". Empty when it fits in none, or in any."""
    parts = [part.strip().casefold() for part in said.split(",")]
    for name in known if len(said) < _LONGEST else ():
        if _is_valid(kind, {name: parts}) and not _is_valid(kind, {name: ["–"]}):
            return f"{name}: [{', '.join(parts)}]"
    return ""


def _is_valid(kind: type[Document], data: Mapping[str, Any]) -> bool:
    try:
        kind.model_validate(data)
    except ValueError:
        return False
    return True


def _number(mistake: Mistake) -> Problem:
    if mistake.parent is Emotion and mistake.location[-1] == "score":
        return _emotion(mistake)
    kind, metadata = keys.expected(mistake.model, mistake.location)
    low, high = keys.limits(metadata)
    what = "a whole number belongs at `{key}`" if kind is int else "a number belongs at `{key}`"
    if low is not None and high is not None:
        return mistake.problem(
            "wrong-type", what, "Write a number from {low} to {high}", low=low, high=high
        )
    hint = "Write only digits; a unit or explanation belongs in another field"
    return mistake.problem("wrong-type", what, hint)


def _range(mistake: Mistake) -> Problem:
    if mistake.parent is Emotion and mistake.location[-1] == "score":
        return _emotion(mistake)
    _, metadata = keys.expected(mistake.model, mistake.location)
    low, high = keys.limits(metadata)
    values = {"low": low, "high": high, "value": mistake.input}
    if high is None:
        hint = "Write a number above {low}" if "gt" in mistake.context else "Write {low} or more"
    else:
        hint = "Write a number from {low} to {high}"
    return mistake.problem("out-of-range", "{value} is out of range for `{key}`", hint, **values)


def _emotion(mistake: Mistake) -> Problem:
    hint, values = emotions.explain(str(mistake.input).strip())
    what = "{value} is not on the scale of −2 to 2"
    return mistake.problem("emotion-scale", what, hint, False, **values)


def _choice(mistake: Mistake) -> Problem:
    kind, _ = keys.expected(mistake.model, mistake.location)
    if not keys.is_choice(kind):
        known = re.findall(r"'([^']*)'", str(mistake.context.get("expected", "")))
        return _chosen(mistake, tuple(known), known)
    return _chosen(mistake, tuple(kind), accepted_words(kind))


def _size(mistake: Mistake) -> Problem:
    sizes = mistake.context["sizes"]
    return _chosen(mistake, sizes, sizes)


def _vote_address(mistake: Mistake) -> Problem:
    what = "`{value}` is no address at which somebody can vote"
    hint = "Write a web address that begins with https://, or an e-mail address"
    return mistake.problem("no-address", what, hint, value=mistake.input)


def _chosen(mistake: Mistake, choices: tuple[str, ...], spoken: Iterable[str]) -> Problem:
    """A word that is none of the choices; `spoken` are all the words that are accepted."""
    guess = guesses.choice(mistake.input, spoken) if isinstance(mistake.input, str) else None
    values = {"value": mistake.input, "choices": choices}
    hint = "Choose from: {choices}"
    if guess:
        hint = "Did you mean `{guess}`? You can choose from: {choices}"
        values["guess"] = guess
    return mistake.problem("wrong-choice", "`{value}` cannot be chosen at `{key}`", hint, **values)


def _no_such_day(mistake: Mistake) -> Problem:
    return mistake.problem(
        "no-such-date", "{value} is not a day that exists", "Write a date as 2026-11-22",
        value=mistake.input,
    )  # fmt: skip


def _date(mistake: Mistake) -> Problem:
    if not isinstance(mistake.input, str):
        return mistake.problem("wrong-type", "a date belongs at `{key}`", "Write it as 2026-11-22")
    if counted := days.counted(mistake.input):
        return mistake.problem(
            "wrong-type", "a date belongs at `{key}`, not `{value}`, as a spreadsheet counts days",
            "Type: `{text}`", value=mistake.input, text=f"{mistake.name}: {counted.isoformat()}",
        )  # fmt: skip
    last = days.month(mistake.input)
    return mistake.problem(
        "wrong-type", "a date belongs at `{key}`, not `{value}`",
        "Name a day too, for example {day}" if last else "Write it as 2026-11-22",
        value=mistake.input, day=last.isoformat() if last else "",
    )  # fmt: skip


def _long_text(mistake: Mistake) -> Problem:
    most = mistake.context["max_length"]
    length = len(str(mistake.input).strip())
    return mistake.problem(
        "too-long", "`{key}` is {length} characters long; at most {most} fit",
        "Shorten it by {over}", length=length, most=most, over=length - most,
    )  # fmt: skip


def _number_of_values(mistake: Mistake) -> Problem:
    if mistake.name == "focus":
        return _focus(mistake)
    if isinstance(mistake.input, str):  # of an optional text, pydantic counts the characters
        return _long_text(mistake)
    return mistake.problem(
        "too-many", "{count} is too many at `{key}`; at most {most} fit",
        "Put some together, or split this in two",
        count=len(mistake.input), most=mistake.context.get("max_length", ""),
    )  # fmt: skip


def _focus(mistake: Mistake) -> Problem:
    what, hint, text = (
        "two numbers belong at `{key}`",
        "Write [x, y] in percent, as in [50, 35]",
        "",
    )
    said = re.fullmatch(r"\W*(\d{1,3})\s*%?\s*[ ,;x/]\s*(\d{1,3})\s*%?\W*", str(mistake.input))
    if said:
        hint, text = "Type: `{text}`", f"focus: [{said[1]}, {said[2]}]"
    return mistake.problem("wrong-type", what, hint, text=text)


def _file_names(mistake: Mistake) -> Problem:
    return mistake.problem(
        "file-names", "`{value}` cannot be a file name",
        "Use {{id}} and {{size}}, and if you like {{kind}}, {{variant}}, {{profile}}, {{version}} "
        "and {{company}}, as in `{{id}}-{{size}}-{{variant}}`", value=mistake.input,
    )  # fmt: skip


def _color(mistake: Mistake) -> Problem:
    if mistake.input is None:
        return mistake.problem(
            "empty", "`{key}` is empty", 'Write six digits between quotes, as in "#0088BE"',
        )  # fmt: skip
    return mistake.problem(
        "no-color", "`{value}` is no colour", 'Write six digits between quotes, as in "#0088BE"',
        value=str(mistake.input),
    )  # fmt: skip


def _cmyk(mistake: Mistake) -> Problem:
    return mistake.problem(
        "wrong-type", "four percentages belong at `{key}`",
        "Write cyan, magenta, yellow and black, as in [0, 70, 90, 0]",
    )  # fmt: skip


_SAY: dict[str, Callable[[Mistake], Problem]] = {
    "extra_forbidden": unknown.key,
    "missing": _missing,
    "string_type": _text,
    "string_too_short": _empty,
    "too_short": _empty,
    "tuple_type": _list,
    "list_type": _list,
    "model_type": _fields,
    "model_attributes_type": _fields,
    "dict_type": _fields,
    "float_parsing": _number,
    "float_type": _number,
    "finite_number": _number,
    "int_parsing": _number,
    "int_parsing_size": _number,
    "int_from_float": _number,
    "int_type": _number,
    "greater_than": _range,
    "greater_than_equal": _range,
    "less_than": _range,
    "less_than_equal": _range,
    "enum": _choice,
    "literal_error": _choice,
    "paper_size": _size,
    "vote_address": _vote_address,
    "no_such_day": _no_such_day,
    "date_parsing": _date,
    "date_type": _date,
    "date_from_datetime_parsing": _date,
    "date_from_datetime_inexact": _date,
    "string_too_long": _long_text,
    "too_long": _number_of_values,
    "file_names": _file_names,
    "color": _color,
    "cmyk": _cmyk,
}
