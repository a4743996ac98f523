"""A line in; how it looks to a writer, and the field that it seems to begin with, out.

Editors, Word and keyboards put signs that look like others: dashes for `---`, full-width `＃：`,
hard blanks, invisible marks, HTML entities, backslashes. A shape has the plain sign for each.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

# What nobody sees: soft hyphen, joiners, zero-width and direction marks, variation selectors,
# byte order mark, fillers.
UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e007f]"
)
# Beside what NFKC does: number signs, colons and quotes of other scripts and keyboards.
_PLAIN = str.maketrans(
    {
        **dict.fromkeys("♯⌗⋕", "#"),
        **dict.fromkeys("꞉∶ːˑ׃：︓﹕", ":"),
        **dict.fromkeys("−⁃─━⎯ー㇐一ㅡ⸺⸻¯‾＿￣", "-"),
        **dict.fromkeys("ˋ´｀", "`"),
        **dict.fromkeys("“”„‟«»‘’‚‛", '"'),
        **dict.fromkeys("‹", "<"),
        **dict.fromkeys("›", ">"),
        "\u2800": " ",
    }
)
# Letters of Cyrillic and Greek that look Latin; in a word with Latin letters they are meant so.
_ALIKE = str.maketrans(
    "аеіоѕрсухјһԁԛԝтнвкмАЕІОЅРСУХЈНВКМТαοντρικνυχΑΒΕΖΗΙΚΜΝΟΡΤΥΧ",
    "aeiospcyxjhdqwthbkmAEIOSPCYXJHBKMTaovtpikvuxABEZHIKMNOPTYX",
)
_MIXED = re.compile(r"(?=\w*[A-Za-z])(?=\w*[\u0370-\u052f])\w+")
_ESCAPE = re.compile(r"\\(?=[^\w\s]|_)")
_BREAKS = re.compile(
    r"</?(?:br|p|div|li|td|th|tr|h\d|dl|dt|dd|ul|ol|blockquote|summary|details|caption|table|thead|"
    r"tbody|legend|fieldset|figcaption|figure|section|article|aside|main|hgroup|label|option)\b[^<>]*>"
    r"|<(?:a|span)\b[^<>]*>\s*</(?:a|span)\s*>"  # an anchor, which programs put where a part begins
    r"|\\[nrt](?=[\s\w-]*:)",  # as programs write a line break in quotes
    re.I,
)
# What stands in front of a note at the foot, and is not drawn as it is written.
_FOOTNOTE = re.compile(r"^ {0,3}\[\^[^\]]*\]: *")
_TAGS = re.compile(r"</?[a-z][^<>]*>", re.I)
_KEY = re.compile(
    r"(?P<pre>(?:[\W_]|\d{1,3}[.)]|[a-zA-Z]\)|\[[xX]\])*)(?P<key>[^\W\d](?:[\w \-’'.]{0,38}\w)?)"
    r"(?P<post>[\s\"'`*_)\]}]*)(?P<sep>[:|]|=(?!=)|->|→)(?!//)"
)
_MORE_KEYS = re.compile(r"[{,;|]\s*[\"']?(?P<key>[a-z][a-z_]*)[\"']?\s*(?P<sep>[:=])(?![/=])")
# A line of one sign only: it separates, or it is meant as a fence or as an underline.
_RULE = re.compile(r"(?:-{2,}|\*{3,}|_{3,}|\+{3,}|={2,}|~{3,})")
# Signs that a program read as Windows-1252 or Latin-1 and wrote once more: "Â§" for "§".
_LATER = "\u0080-\u00bf" + "".join(
    sign for code in range(0x80, 0xA0) if (sign := bytes([code]).decode("cp1252", "ignore"))
)
_TWICE = re.compile(
    f"[\u00c2-\u00df][{_LATER}]|[\u00e0-\u00ef][{_LATER}]{{2}}|[\u00f0-\u00f4][{_LATER}]{{3}}"
)
_LONGEST = 5000  # characters; what is longer is a text, of which the beginning is looked at


@dataclass(frozen=True)
class Label:
    """What stands before a colon: `word` as written (in a plain form), `before` what stands in
    front of it on its line, `loud` whether it is emphasised, as a label in a text is."""

    word: str
    before: str
    loud: bool


@lru_cache(maxsize=20_000)
def shape(line: str) -> str:
    """The line as it looks: plain signs, one kind of blank, nothing invisible."""
    line = line[:_LONGEST]
    if not line.isascii():
        line = _TWICE.sub(lambda match: _once(match[0]), line)
        line = unicodedata.normalize("NFKC", UNSEEN.sub("", line).translate(_PLAIN))
        line = "".join(
            "-" if unicodedata.category(c) == "Pd" else " " if c.isspace() else c for c in line
        ).translate(_PLAIN)
        line = _MIXED.sub(lambda match: match[0].translate(_ALIKE), line)
    if "&" in line:
        line = html.unescape(line)
    return _ESCAPE.sub("", line).expandtabs(4).rstrip()


def _once(signs: str) -> str:
    """The sign that was written twice over; what is none stays as it is."""
    try:
        raw = (sign.encode("latin-1" if ord(sign) < 0x100 else "cp1252") for sign in signs)
        return b"".join(raw).decode()
    except UnicodeError:
        return signs


def untagged(line: str) -> str:
    """The shape of a line with each tag of HTML as what it mostly does: emphasis."""
    return _TAGS.sub("**", shape(line))


def pieces(line: str) -> tuple[str, ...]:
    """The line in the pieces that tags of HTML draw on lines of their own, as it looks."""
    return tuple(_BREAKS.split(_FOOTNOTE.sub("", shape(line))))


def is_rule(line: str) -> bool:
    """Whether the line looks like `---`, whatever signs it is made of."""
    bare = shape(line).replace(" ", "").strip("'\"`>")
    return bool(_RULE.fullmatch(bare)) or (bare == "-" and line.strip() not in "-*+")


def is_blank(line: str) -> bool:
    """Whether nobody sees anything on the line."""
    return not UNSEEN.sub("", line).strip()


def is_fence(line: str) -> bool:
    """Whether the line is `---`, with invisible marks around it or blanks behind it at most."""
    return UNSEEN.sub("", line).rstrip() == "---"


@lru_cache(maxsize=20_000)
def labels(line: str) -> tuple[Label, ...]:
    """Every word on a line that stands where a field's key stands, before its colon: at the
    beginning, behind a tag of HTML that begins a line, and among braces."""
    return tuple(_labels(line))


def _labels(line: str) -> Iterator[Label]:
    for piece in pieces(line):
        plain = _TAGS.sub("*", piece)
        match = _KEY.match(plain)
        if match and (match["sep"] != "|" or "|" in match["pre"]):
            pre = match["pre"]
            yield Label(match["key"], pre, bool(pre.rstrip()) and pre[-1] in "*_")
        if "{" in plain or "|" in plain:
            for more in _MORE_KEYS.finditer(plain):
                yield Label(more["key"], "{", False)
