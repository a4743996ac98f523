"""A line in; how it looks to a writer, and the field that it seems to begin with, out.

Editors, Word and keyboards put signs that look like others: dashes for `---`, full-width `＃：`,
hard blanks, invisible marks, HTML entities, backslashes. A shape has the plain sign for each.

`SIGN` is all that stands where a colon stands, for everybody who looks for a key.
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
# Signs of other scripts and keyboards that are drawn as a colon.
COLONS = "：﹕︓︰∶꞉ː"
# Beside what NFKC does: number signs, colons and quotes of other scripts and keyboards.
_PLAIN = str.maketrans(
    {
        **dict.fromkeys("♯⌗⋕", "#"),
        **dict.fromkeys(f"{COLONS}ˑ˸׃‥", ":"),
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
_SMALL_CAPITALS = str.maketrans("ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢıɑɡ", "abcdefghijklmnoprstuvwyziag")
_LOW_LINE = re.compile(r"(?<=[^\W_])＿(?=[^\W_])")
_ESCAPE = re.compile(r"\\(?=[^\w\s]|_)")
_BREAKS = re.compile(
    r"</?(?:br|p|div|li|td|th|tr|h\d|dl|dt|dd|ul|ol|blockquote|summary|details|caption|table|thead|"
    r"tbody|legend|fieldset|figcaption|figure|section|article|aside|main|hgroup|label|option)\b[^<>]*>"
    r"|<(?:a|span)\b[^<>]*>\s*</(?:a|span)\s*>"  # an anchor, which programs put where a part begins
    r"|\\[nrt](?=[\s\w-]*:)",  # as programs write a line break in quotes
    re.I,
)
# What stands between a key and what it says, in the shape of a line: a colon, or what people and
# programs put in its place (an arrow, =, :=, a bar). There is no list of such signs: it is every
# one but those that prose has behind a word.
_OF_PROSE = re.escape(".,;!?'\"()[]{}/&+*_`%<>§°€$£©®™\\^#@-")
SIGN = (
    rf"(?:[^\w\s{_OF_PROSE}]{{1,5}}>*|[-~]{{1,5}}>|<[-=~]{{1,5}}|>+|(?<=\s)\"(?=\s|$)"
    # What an old program writes for a sign that it has not; prose has no blank before it and no
    # tab behind it.
    r"|(?<=\s)\?(?=\s)|\?(?=\s{4}))"
)
# What may come between a key and its sign: quotes and emphasis that end, the address of a link,
# the number of a note, a word in brackets.
BEHIND = r"(?:[\s\"'`*_)\]}]|\([^()]{0,60}\)|\[[^\[\]]{0,20}\]|[?!.]{1,3}(?=[\s\"'`*_)]*:))*"
# A dash, or the gap of a column, between a word that begins a line and what follows it: as a
# colon is, and as prose has it too.
DASH = r"(?:\s{0,3}-+\s+(?!(?:en|of|and|or|und|oder)\b)|\s{3,})(?=\S)"
# What stands in front of a note at the foot, and is not drawn as it is written.
_FOOTNOTE = re.compile(r"^ {0,3}\[\^[^\]]*\]: *")
_TAGS = re.compile(r"</?[a-z][^<>]*>", re.I)
_LISTED = r"(?:[\W_]|\d{1,3}(?=[\W_])|[ivxIVX]{1,5}[.)]|[a-zA-Z][.)]|\[[xX]\])*"
_KEY = re.compile(
    rf"(?P<pre>{_LISTED})(?P<key>[^\W\d](?:[\w \-’'.]{{0,38}}\w)?){BEHIND}(?P<sep>{SIGN})(?!//)"
)
_DASHED_KEY = re.compile(rf"(?P<pre>{_LISTED})(?P<key>[^\W\d](?:[\w’'.]| (?! ))*){DASH}")
_MORE_KEYS = re.compile(
    rf"[{{,;|]\s*[\"']?(?P<key>[A-Za-z][a-z_]*)[\"']?(?=\s*(?P<sep>{SIGN})(?![/=]))"
)
# A field as an element ("<segment>A</segment>"), and what is alone in a cell or is a term.
_ELEMENT = re.compile(r"<(?P<key>[a-z_]+)>(?!</)")
_CELL = re.compile(
    r"<(?:td|th|dt)\b[^<>]*>[\s*_\"]*(?P<key>[^\W\d](?:[\w’'.]| (?! ))*)[\s*_\"]*</", re.I
)
# A gap that a line break and an indent leave; where a sentence or something listed ends.
GAP = re.compile(r"(?<=\S)\s{4,}(?=\S)")
_ENDS = re.compile(r"[.!?…;»\">]\s+(?:[,;/|\\•·–—-]+\s+)?|(?<=\S)\s{2,3}(?=\S)")
# What parts a word and shows in no letter of it: emphasis and tags that go on within a line.
_WITHIN = re.compile(
    r"(?<=\w)(?:</?(?:b|i|u|s|em|strong|span|wbr|sub|sup|font|mark|small|code)\b[^<>]*>|\*{1,3}|_{2,3}|\?)"
    r"(?=\w)|<!--.*?-->",
    re.I,
)
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
    front of it on its line, `loud` whether it is emphasised, as a label in a text is; `dashed`:
    before a dash, a gap or a bar, which prose has behind a word as well."""

    word: str
    before: str
    loud: bool
    dashed: bool = False


@lru_cache(maxsize=20_000)
def shape(line: str) -> str:
    """The line as it looks: plain signs, one kind of blank, nothing invisible."""
    line = line[:_LONGEST]
    if "&" in line:
        line = html.unescape(line)
    if not line.isascii():
        line = _TWICE.sub(lambda match: _once(match[0]), line)
        line = _LOW_LINE.sub("_", UNSEEN.sub("", line))  # of a key, and of no line of dashes
        line = unicodedata.normalize("NFKC", line.translate(_PLAIN))
        line = "".join(
            "-" if unicodedata.category(c) == "Pd" else " " if c.isspace() else c for c in line
        ).translate(_PLAIN)
        line = _MIXED.sub(lambda match: match[0].translate(_ALIKE), line)
    return _ESCAPE.sub("", line).replace("\t", "    ").rstrip()


def _once(signs: str) -> str:
    """The sign that was written twice over; what is none stays as it is."""
    try:
        raw = (sign.encode("latin-1" if ord(sign) < 0x100 else "cp1252") for sign in signs)
        return b"".join(raw).decode()
    except UnicodeError:
        return signs


@lru_cache(maxsize=20_000)
def lettered(line: str) -> str:
    """The shape of a line in which a key is looked for: no accents, no small capitals, and nothing
    within a word that is no letter of it."""
    plain = _WITHIN.sub("", shape(line))
    if plain.isascii():
        return plain
    bare = (c for c in unicodedata.normalize("NFD", plain) if not unicodedata.combining(c))
    return "".join(bare).translate(_SMALL_CAPITALS)


def untagged(line: str) -> str:
    """The shape of a line with each tag of HTML as what it mostly does: emphasis."""
    return _TAGS.sub("**", lettered(line))


def pieces(line: str) -> tuple[str, ...]:
    """The line in the pieces that tags of HTML draw on lines of their own, as it looks."""
    return tuple(_BREAKS.split(_FOOTNOTE.sub("", lettered(line))))


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


@lru_cache(maxsize=20_000)
def late_labels(line: str) -> tuple[Label, ...]:
    """The same behind each sentence and each small gap in a line, where a line break may have been:
    "Sanne werkt. segment: A"."""
    plain = [_TAGS.sub("*", piece) for piece in pieces(line)]
    rests = (piece[end.end() :] for piece in plain for end in _ENDS.finditer(piece))
    return tuple(label for rest in rests for label in _begun(rest))


def _labels(line: str) -> Iterator[Label]:
    for piece in pieces(line):
        plain = _TAGS.sub("*", piece)
        for start in (0, *(gap.end() for gap in GAP.finditer(plain))):
            yield from _begun(plain[start:])
        if "{" in plain or "|" in plain:
            for more in _MORE_KEYS.finditer(plain):
                yield Label(more["key"], "{", False, dashed=more["sep"] == "|")
    if "<" in line:
        for cell in _CELL.finditer(lettered(line)):
            yield Label(cell["key"], "", False, dashed=True)
        for element in _ELEMENT.finditer(lettered(line)):
            if element["key"] not in ("label", "map"):  # these are HTML's
                yield Label(element["key"], "", False)


def _begun(plain: str) -> Iterator[Label]:
    """The label that a text begins with, before a sign and before a dash."""
    for pattern in (_KEY, _DASHED_KEY):
        match = pattern.match(plain)
        if match:  # bars part the cells of a row; one alone is a sign
            loud = bool(match["pre"].rstrip()) and match["pre"][-1] in "*_"
            dashed = pattern is _DASHED_KEY or (match["sep"] == "|" and plain.count("|") > 1)
            yield Label(match["key"], match["pre"], loud, dashed)
