"""The lines of a body in; headings and remarks that are not read as such, out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from affiche.reading.shapes import (
    is_rule,
    shape,
    untagged,
)
from affiche.reading.suspects.closed import ENDS, TITLE, is_title, loud
from affiche.reading.suspects.lines import Body
from affiche.reading.suspects.said import (
    REMARK,
    Suspect,
    column,
    doubt_heading,
    named,
    unread_remark,
)

_HIDDEN = re.compile(
    r"<[a-z][^<>]*(?:\shidden(?=[\s=>/])|display\s*:\s*none|visibility\s*:\s*hidden)", re.I
)
# The marks of quotes, lists and notes at the foot.
_BEFORE = r"(?:[ >]|[-*+•] |\d{1,3}[.)] |\[\^[^\]]*\]: *)*"
_HEADING = re.compile(_BEFORE + r"#{1,}(?: |$|(?<=##)[^#\s])")
_SECTION = re.compile(r" {0,3}(#{2,6})[^#]")
_NO_HEADING = 7  # deeper than any
_LATE_HEADING = re.compile(r"[^\s#`]\s*(?<!C)#{2,6}\s+\w")  # its line break is gone
_OTHER_HEADING = re.compile(
    _BEFORE + r"[\\#]*(?:={1,6} [^\W\d].*|h[1-6]\. .+|!{1,3} \S.*"
    r"|\\?(?:part|chapter|(?:sub)*section|(?:sub)?paragraph|textbf)\*?\{.+)"
)
_HTML_HEADING = re.compile(r"<\s*(?:h[1-6]|summary)\b|role\s*=\s*[\"']?heading", re.I)
_NOTED_HEADING = re.compile(r"\[\^[^\]]*\]: *#{2,6}[^#]")  # at the foot
_MARKS_BEFORE = re.compile(r"^\s*(?:\[\^[^\]]*\]:)?\W*")
_SAYS_MORE = re.compile(r":\s*\w")
_UNDERLINE = re.compile(r" {0,3}[-=]+ *")


class Headings(Body):
    """Looks for what may be a heading, and for what is hidden."""

    def _below_hidden_headings(self) -> Iterator[Suspect]:
        """The first line below code or a remark that a heading is in: what was it a part of?"""
        level = _NO_HEADING  # of the highest heading that is hidden and may still hold
        remarked = False  # by a remark, from which code is shown
        for number, line in enumerate(self.lines):
            whole = self.outline.lines[number]
            title = self.titles.get(number)
            if remarked and number in self.opened:
                yield doubt_heading(number, line)
                level, remarked = _NO_HEADING, False
            if self.outline.hidden[number] or line != whole:
                depth = self._hidden_depth(number, whole)
                level = min(level, depth)
                remarked = remarked or (depth < _NO_HEADING and number not in self.code)
            elif title is not None and title.level <= level:
                level, remarked = _NO_HEADING, False
            elif level < _NO_HEADING and line.strip():
                yield doubt_heading(number, line)
                level, remarked = _NO_HEADING, False

    def _hidden_depth(self, number: int, whole: str) -> int:
        """The level of a heading in code or a remark; without one, deeper than any. What stands in
        a remark with more than itself and says as a title that it is not for everybody is one as
        well, however it is written."""
        if match := _SECTION.match(whole):
            return len(match[1])
        if number in self.code:
            return 2 if _NOTED_HEADING.match(whole) else _NO_HEADING
        said = _MARKS_BEFORE.sub("", untagged(whole)).strip("| ")
        if not is_title(said) or _SAYS_MORE.search(said) or not self._is_among(number):
            return _NO_HEADING
        return 2

    def _is_among(self, number: int) -> bool:
        """Whether a line in a remark is not all that the remark says, or begins another in it."""
        if "<!--" in self.outline.lines[number].lstrip()[1:]:
            return True
        for step in (-1, 1):
            at = number + step
            while 0 <= at < len(self.lines) and self.outline.hidden[at] and at not in self.code:
                if self.outline.lines[at].strip(" \t<>!-"):
                    return True
                at += step
        return False

    def _structure(self, number: int, line: str) -> Iterator[Suspect]:
        plain = shape(line)
        if REMARK.search(plain):
            yield unread_remark(number, line)
        elif _HIDDEN.search(plain):
            yield Suspect(
                number, column(line), "hidden-text",
                "this text would be hidden in a browser, but it is shown here",
                "Take it out of the file",
            )  # fmt: skip
        elif _HEADING.match(plain):
            yield from self._heading(number, line, plain)
        elif (
            _LATE_HEADING.search(line)
            or _LATE_HEADING.search(plain)
            or _HTML_HEADING.search(plain)
            or _OTHER_HEADING.fullmatch(plain)
        ):
            yield doubt_heading(number, line)
        elif self._underlines(number, line, plain):
            yield doubt_heading(number - 1, self.lines[number - 1])
        elif number < self.opening and self._is_loud(number, line):
            yield doubt_heading(number, line)

    def _heading(self, number: int, line: str, plain: str) -> Iterator[Suspect]:
        """A heading that is none: with a sign in it that is no # and no blank, or one that stands
        too deep, in a quote or a list, or behind a backslash."""
        odd = next((c for c in line[: plain.index("#") + 8] if c not in " \t#\\"), "")
        plainly = re.match(r" {0,3}#{1,6}(?: |[^# ])", plain) and "\\" not in line[:8]
        if not plainly or not odd or odd in ">-*+•" or odd.isdigit():
            yield doubt_heading(number, line)
            return
        yield Suspect(
            number, column(line), "unread-heading",
            "this looks like a heading, but the sign {sign} keeps it from being one",
            "Type this line anew: {typed}",
            {"sign": named(odd), "typed": plain.strip()},
        )  # fmt: skip

    def _is_loud(self, number: int, line: str) -> bool:
        """Whether a line stands by itself and aloud, as a heading does: bold, or in capitals."""
        above = self.lines[number - 1] if number else ""
        if above.strip() and number - 1 not in self.titles and number - 1 not in self.underlines:
            return False
        below = next((n for n in range(number + 1, len(self.lines)) if self.lines[n].strip()), None)
        if below is None or below in self.titles or loud(self.lines[below]):
            return False
        said = loud(line) or shape(line).strip()
        if len(said) > TITLE or ENDS.search(said):
            return False
        return bool(loud(line)) or (said.isupper() and len(said) > 3) or said.endswith(":")

    def _underlines(self, number: int, line: str, plain: str) -> bool:
        """Whether a line underlines the text above it, in a way that only others draw."""
        if not number or not self.lines[number - 1].strip() or number - 1 in self.titles:
            return False
        if number - 1 in self.underlines or number - 1 in self.code or "|" in line:
            return False
        bare = plain.strip()
        above = shape(self.lines[number - 1])
        if re.match(r"\s*(?:[-*+>|]|\d+[.)]) ?", above):
            return False
        return bool(_UNDERLINE.fullmatch(line)) or (
            len(bare) > 2 and is_rule(line) and len(set(bare.replace(" ", ""))) == 1
        )
