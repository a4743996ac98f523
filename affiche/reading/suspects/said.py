"""A line that looks like something else in; what is said of it, with its place, out."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from affiche.reading.guarded import Guarded
from affiche.reading.shapes import UNSEEN

REMARK = re.compile(r"<\s*!\s*-|(?:^|\s)%%|\{# |\{%-?\s*comment|^\s*/\*")


@dataclass(frozen=True)
class Suspect:
    """A line (from 0) that looks like something else; `sure`: it cannot be meant as text.

    `label`: it is a field that it looks like.
    """

    line: int
    column: int
    rule: str
    what: str
    hint: str
    values: dict[str, object] = field(default_factory=dict)
    sure: bool = True
    label: bool = False


def slipped_in(name: str) -> Suspect:
    """The key of a field stands among labels of the writer's own."""
    return Suspect(
        0, 1, "unread-field",
        "`{key}` is a field that may not leave, and here it would be shown as a label",
        "Let the line start as far to the left as the fields above it, or give it another label",
        {"key": name},
    )  # fmt: skip


def doubted_label() -> Suspect:
    """A label of the writer's own is a name of a field that stays inside."""
    return Suspect(
        0, 1, "held-back",
        "this label is the name of a field for colleagues, so the briefing `{briefing}` leaves it "
        "out",
        "Write it in that field; or give it another label when an agency may read it",
        sure=False, label=True,
    )  # fmt: skip


def column(line: str) -> int:
    """Where on a line something begins, from 1."""
    return len(line) - len(line.lstrip()) + 1


def named(sign: str) -> str:
    """A sign and its code; the code alone of one that nobody sees."""
    visible = sign and not UNSEEN.match(sign) and not sign.isspace()
    code = f"U+{ord(sign):04X}" if sign else ""
    return f"{sign} ({code})" if visible else code


def unread_fields(number: int, line: str) -> Suspect:
    """Fields begin here that are not read as fields."""
    return Suspect(
        number, column(line), "unread-fields",
        "the fields that start here are not read as fields: they would be shown",
        "Let the file begin with a line of three hyphens (---), then the fields, then "
        "--- again; nothing may stand above the first ---",
    )  # fmt: skip


def unread_field(number: int, line: str, meant: Guarded) -> Suspect:
    """A field stands in the text."""
    return Suspect(
        number, column(line), "unread-field",
        "this looks like the field `{key}`, but it stands in the text and would be shown",
        "Put it between the two lines of --- at the top of the file, or take it away",
        {"key": meant.name},
    )  # fmt: skip


def unread_in_field(number: int, line: str, name: str) -> Suspect:
    """A field stands in the text of another one."""
    return Suspect(
        number, column(line), "unread-field",
        "this looks like the field `{key}`, but it stands in the text of another field",
        "Let the line start as far to the left as the other fields, or take it away",
        {"key": name},
    )  # fmt: skip


def unread_remark(number: int, line: str) -> Suspect:
    """A remark is none."""
    return Suspect(
        number, column(line), "unread-remark",
        "this looks like a remark, but it would be shown",
        "Write <!-- in front of a remark and --> behind it, with two hyphens each",
    )  # fmt: skip


_NOT_CLOSED = {
    "fence": (
        "the code that starts here is not closed",
        "Put {mark} on a line of its own below it",
    ),
    "remark": ("the remark that starts here is not closed", "Put {mark} at its end"),
}


def left_open(number: int, line: str, sort: str, mark: str) -> Suspect:
    """Code or a remark begins here and never ends."""
    what, hint = _NOT_CLOSED[sort]
    return Suspect(number, column(line), f"unclosed-{sort}", what, hint, {"mark": mark})


def doubt(number: int, line: str, secret: str = "") -> Suspect:
    """This may be for colleagues only, or for nobody: what a `secret` field holds."""
    made = _held(
        number, line,
        "this may be meant for colleagues only, so the text that it stands in stays out of the "
        "briefing `{briefing}`",
        "Put it between the two lines of ---, or under a ## heading of its own; or write it "
        "otherwise, without a colon",
        label=True,
    )  # fmt: skip
    return replace(made, values={"key": secret}) if secret else made


def doubt_in_field(number: int, line: str) -> Suspect:
    """The same, in the text of a field."""
    return _held(
        number, line,
        "this line may be meant for colleagues only, so the briefing `{briefing}` leaves it out, "
        "with what is below it",
        "Put it in a field of its own; or write it otherwise, without a colon",
        label=True,
    )  # fmt: skip


def doubt_heading(number: int, line: str) -> Suspect:
    """This may be a heading."""
    return _held(
        number, line,
        "this may be meant as a heading, so the text that it stands in stays out of the briefing "
        "`{briefing}`",
        "Start a heading with ## at the beginning of its line; leave an empty line above a line "
        "of ---",
    )  # fmt: skip


def _held(number: int, line: str, what: str, hint: str, label: bool = False) -> Suspect:
    return Suspect(number, column(line), "held-back", what, hint, sure=False, label=label)
