"""A number in; a document full of canaries, damaged as people and programs damage documents, out.

Damage takes structure apart: fences, headings, blanks, quotes, encodings, nesting; it deletes,
inserts and doubles lines and signs. It never takes away all that says what a canary is (its key,
its heading), since then nobody can know; and it never puts another heading above one.
"""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from tests.support.attacks import INTERNAL, SECRET

Kind = Literal["persona", "journey", "briefing"]

PERSONA = f"""\
---
# Een regel die met # begint, leest affiche niet: {SECRET}
name: Sanne Bos
tagline: Snel geholpen
segment: {INTERNAL}
age: 45
facts:
  Sinds: 2016
  Rijdt: elektrisch
goals:
  - Rust op de zaak
  - {{text: {INTERNAL}, visibility: internal}}
pains:
  - text: {INTERNAL}
    visibility: internal
needs: {{functional: [Prijs], emotional: Rust}}
value:
  customers: {SECRET}
  revenue_share: {SECRET}
evidence:
  level: gemengd
  sources: [{INTERNAL}]
owner: {INTERNAL}
notes_internal: |
  {SECRET}
  nog meer, {SECRET}
---

Sanne werkt bij een bakker. Zij belt liever dan dat zij mailt.

> Bel me maar.

## Een dag

- Opstaan
- Brood halen

## Interne marge

Het is {INTERNAL}.

### Per jaar

- {INTERNAL}

| Jaar | Marge |
|---|---|
| 2026 | {INTERNAL} |
"""
JOURNEY = f"""\
title: De ketel vervangen
persona: sanne
owner: {INTERNAL}
end: {INTERNAL}
evidence: {{level: gemengd, sources: [{INTERNAL}]}}
lanes: [functional, touchpoints, {{id: eigen, label: {INTERNAL}}}]
phases:
  - id: buy
    goal: |
      Vandaag een prijs
      en morgen warmte
    response: |
      {INTERNAL}
      {INTERNAL}
    duration: {INTERNAL}
    lanes: {{eigen: {INTERNAL}}}
    opportunities:
      - title: {INTERNAL}
        ticket: {SECRET}
    touchpoints:
      - name: Winkel
        channel: branch
        quote: Wat kost dat
        backstage: [{INTERNAL}]
        systems:
          - {INTERNAL}
        owner: {INTERNAL}
"""
BRIEFING = f"""\
---
title: Zomer
agency: Bureau Noord
personas: [sanne]
journeys: [ketel]
sections: [Een dag]
background: |
  Wij willen meer warmte.
  En rust.
budget: {SECRET}
notes_internal: |
  {SECRET}
  {SECRET}
---
Maak iets moois.

## Wat wij zoeken

- Een film
"""
WHOLE: dict[Kind, str] = {"persona": PERSONA, "journey": JOURNEY, "briefing": BRIEFING}

RULES = (
    "—", "–––", "———", "--", "----", "- - -", "***", "* * *", "___", "===", "－－－", "━━━", "−−−",
    "---\u00a0", "\u00a0---", " ---", "    ---", "\t---", "--- ", "\u200b---", "\ufeff---",
    "...", "…",
    "~~~", "```", "```yaml", "+++", "\\---", "> ---", "# ---", "<hr>", "<!--", "-->", "&mdash;",
    "---x",
)  # fmt: skip
LINES = (
    "", "", " ", "\t", "\u00a0", "\u200b", "\ufeff", "\u2028", "***", "---", "—", "```", "~~~",
    "```yaml", "````",
    "<!--", "-->", "<!-- x -->", "<!— x —>", "# Sanne Bos", "<div>", "</div>", "<pre>", "<br>",
    ">", "-", "#",
    "##", "    x", "| a |", "|---|", "===", "- - -", "[toc]", "%%", "{#", "...", "\\", "`",
    "[x]: y", ":", "x\n-",
    "<h2>", "</h2>", "<details>", "1.", "- x", "> x", "*x*", "<!DOCTYPE html>", "<?xml?>", "$$",
    "+++",
)  # fmt: skip
SIGNS = (
    " ", "  ", "    ", "\t", "\u00a0", "\u2003", "\u3000", "\u200b", "\u200d", "\ufeff",
    "\u00ad", "\u2028", "\x85",
    "\r", "\u2060", "\u200f", ">", "> ", "- ", "* ", "+ ", "1. ", "#", "# ", "\\", "`", "``",
    "*", "**", "_", "~",
    "|", "“", "”", '"', "'", "‘", "<", "<!--", "-->", "<b>", "<p>", "&nbsp;", "{", "}", "[",
    "(", "!", "%", "•",
    "—", "–", "…", ":", "：", ";", "=",
)  # fmt: skip
SWAPS = (
    ("##", "＃＃"), ("##", "#＃"), ("##", "﹟﹟"), ("##", "♯♯"), ("##", "\\##"), ("##", "\\#\\#"),
    ("## ", "##"),
    ("## ", "##\u00a0"), ("## ", "##\u2003"), ("## ", "##\t"), ("##", "#"), ("##", "####"),
    ("##", "#######"),
    ("## ", "> ## "), ("## ", "- ## "), ("## ", "    ## "), ("## ", "&#35;&#35; "), ("## ", "h2. "),
    (":", "："), (":", " :"), (": ", ":\u00a0"), (": ", ":"), (":", ""), (":", " ="), (":",
    "::"), (":", "꞉"),
    ("_", "\\_"), ("_", "-"), ("_", " "), ("_", "＿"), (" ", "\u00a0"), ("  ", "\t"), ("  ",
    " "), ("  ", ""),
    ("|", ""), ("|", ">"), ("|", "'"), ("- ", "-"), ("- ", "– "), ("- ", "• "), ("[", ""), ("]",
    ""),
    ("{", ""), ("}", ""), (",", ""), (", ", "\n"), ("<!--", "<!—"), ("-", "–"), ("---", "—"),
    ("---", "–-"),
)  # fmt: skip
SPELLINGS = (
    ("notes_internal", "interne notities"), ("notes_internal", "Notes_Internal"),
    ("notes_internal", "NOTES_INTERNAL"), ("notes_internal", '"notes_internal"'),
    ("notes_internal", "**notes_internal**"), ("notes_internal", "note_internal"),
    ("notes_internal", "`notes_internal`"), ("segment", "Segment"), ("segment", '"segment"'),
    ("segment", "“segment”"), ("segment", "doelgroep"), ("value", "Value"), ("value", "waarde"),
    ("owner", "Eigenaar"), ("owner", "'owner'"), ("budget", "Budget"), ("budget", "BUDGET"),
    ("ticket", "Ticket"), ("visibility", "Visibility"), ("visibility", "zichtbaarheid"),
)  # fmt: skip
# Letters that look like others: Cyrillic, Greek, full-width, mathematical.
LOOKALIKES = str.maketrans("aeiostvc", "аеіоѕтνс")
_LATIN = {ord(new): old for old, new in zip("aeiostvc", "аеіоѕтνс", strict=True)}
HIDDEN_SIGNS = (
    "\u00ad", "\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u0301", "&shy;", "&#8203;",
)  # fmt: skip
# A line that says what is below or behind it: its key or its heading.
TELLS = re.compile(
    r"[\s>*|{-]*(?:[\w\"]+[:：]|#{2,})|.*visibility|.*\b(?:segment|owner|Interne marge|Per jaar)\b"
)
# The keys and headings themselves, in every spelling that damage gives them, as bare letters.
_SAID = frozenset(
    re.sub(r"[\W_]", "", word.casefold())
    for word in (
        *(key for text in WHOLE.values() for key in re.findall(r"\b([a-z_]+):", text)),
        *(new for _, new in SPELLINGS),
        "Interne marge",
        "Per jaar",
    )
)


def holds_tell(line: str) -> bool:
    """Whether a line says anywhere what is below or behind it, in whatever letters: it may be the
    one of which the break before a key is gone ("en morgen warmte response: |")."""
    for sign in HIDDEN_SIGNS:
        line = line.replace(sign, "")
    plain = unicodedata.normalize("NFKC", line).casefold().translate(_LATIN)
    letters = re.sub(r"[\W_]", "", plain)
    return bool(TELLS.match(line)) or any(word in letters for word in _SAID)


@dataclass(frozen=True)
class Damaged:
    """A document of a kind (or a file beside them), and what was done to it."""

    kind: str
    raw: bytes
    done: tuple[str, ...]


Lines = list[str]


def damaged(seed: str) -> Damaged:
    """The document of a seed; the same for the same."""
    chance = random.Random(seed)
    kind: Kind = chance.choices(("persona", "journey", "briefing"), (7, 2, 2))[0]
    lines = WHOLE[kind].split("\n")
    done = []
    for _ in range(chance.choice((1, 1, 1, 2, 2, 3, 4, 6))):
        name, harm = chance.choice(HARMS)
        lines = harm(lines, chance)
        done.append(name)
    name, write = chance.choices(WRITINGS, (20, 2, 2, 2, 2, 2, 1, 1, 1, 1, 1))[0]
    return Damaged(kind, write("\n".join(lines)), (*done, name))


def _at(lines: Lines, chance: random.Random) -> int:
    return chance.randrange(len(lines))


def _fence(lines: Lines, chance: random.Random) -> Lines:
    """One or both fences become something that looks like one."""
    found = [number for number, line in enumerate(lines) if line == "---"][:2]
    new = chance.choice(RULES)
    for number in chance.choice((found, found[:1], found[1:])):
        lines = [*lines[:number], new, *lines[number + 1 :]]
    return lines


def _unfence(lines: Lines, chance: random.Random) -> Lines:
    found = [number for number, line in enumerate(lines) if line == "---"][:2]
    gone = chance.choice((found, found[:1], found[1:]))
    return [line for number, line in enumerate(lines) if number not in gone]


def _above(lines: Lines, chance: random.Random) -> Lines:
    return [*chance.choices(LINES, k=chance.randint(1, 3)), *lines]


def _insert(lines: Lines, chance: random.Random) -> Lines:
    number = _at(lines, chance)
    return [*lines[:number], chance.choice(LINES), *lines[number:]]


def _delete(lines: Lines, chance: random.Random) -> Lines:
    """A line goes that tells nothing of what is below it."""
    number = _at(lines, chance)
    return lines if holds_tell(lines[number]) else [*lines[:number], *lines[number + 1 :]]


def _double(lines: Lines, chance: random.Random) -> Lines:
    """A line, or several, once more: below, or at the end."""
    first = _at(lines, chance)
    copied = lines[first : first + chance.randint(1, 8)]
    if copied[-1].strip() == f"- text: {INTERNAL}":  # who may see it stands on the next line
        return lines
    told = [bool(TELLS.match(line)) for line in copied]
    hold = [SECRET in line or INTERNAL in line for line in copied]
    if "## Een dag" in copied or (True in hold and True not in told[: hold.index(True) + 1]):
        return lines
    at = chance.choice((first + len(copied), len(lines)))
    return [*lines[:at], *copied, *lines[at:]]


def _sign(lines: Lines, chance: random.Random) -> Lines:
    """A sign where structure is: at the beginning or the end, beside a colon, behind a #."""
    number = _at(lines, chance)
    line = lines[number]
    places = [0, len(line), *(m.end() for m in re.finditer(r"^\s+|:|#+|- ", line)),
              *(m.start() for m in re.finditer(":", line))]  # fmt: skip
    at = chance.choice(places)
    if "visibility" in line:  # behind a # it is a remark of YAML: its writer took it back
        return lines
    return [*lines[:number], line[:at] + chance.choice(SIGNS) + line[at:], *lines[number + 1 :]]


def _swap(lines: Lines, chance: random.Random) -> Lines:
    """One sign for another, in one line or in all."""
    old, new = chance.choice((*SWAPS, *SPELLINGS))
    holding = [number for number, line in enumerate(lines) if old in line]
    chosen = holding if chance.random() < 0.3 else chance.sample(holding, min(1, len(holding)))
    return [
        line.replace(old, new) if number in chosen else line for number, line in enumerate(lines)
    ]


def _indent(lines: Lines, chance: random.Random) -> Lines:
    first = _at(lines, chance)
    last = first + chance.randint(1, 12)
    mark = chance.choice(("  ", "    ", "\t", "> ", "- ", " ", "* ", "\u00a0\u00a0", "| ", "# "))
    return [
        mark + line if first <= number < last and (mark != "# " or not TELLS.match(line)) else line
        for number, line in enumerate(lines)
    ]


def _unindent(lines: Lines, chance: random.Random) -> Lines:
    first = _at(lines, chance)
    last = first + chance.randint(1, 12)
    return [
        line.lstrip(" ") if first <= number < last else line for number, line in enumerate(lines)
    ]


def _wrap(lines: Lines, chance: random.Random) -> Lines:
    """Some lines between two others, or below one that nothing closes."""
    first = _at(lines, chance)
    last = min(len(lines), first + chance.randint(1, 30))
    open_, close = chance.choice(
        (("```", "```"), ("```yaml", "```"), ("~~~", "~~~"), ("<!--", "-->"), ("<div>", "</div>"),
         ("<pre>", "</pre>"), ("```", ""), ("<!--", ""), ("<details>", "</details>"), ("—", "—"),
         ("---", "---"), ("***", "***"), ("<table>", "</table>"), ("```` ", "```"), ("$$", "$$"))
    )  # fmt: skip
    return [*lines[:first], open_, *lines[first:last], close, *lines[last:]]


def _join(lines: Lines, chance: random.Random) -> Lines:
    """A line break goes, or becomes a blank."""
    if len(lines) < 2:
        return lines
    number = max(1, _at(lines, chance))
    glue = chance.choice((" ", "", "  ", "<br>"))
    return [*lines[: number - 1], lines[number - 1] + glue + lines[number], *lines[number + 1 :]]


def _break(lines: Lines, chance: random.Random) -> Lines:
    """A line breaks at a blank, as editors fold long ones."""
    number = _at(lines, chance)
    blanks = [m.start() for m in re.finditer(r"(?<=\w) ", lines[number])]
    if not blanks or holds_tell(lines[number]):
        return lines
    at = chance.choice(blanks)
    line = lines[number]
    return [*lines[:number], line[:at], line[at + 1 :], *lines[number + 1 :]]


def _tail(lines: Lines, chance: random.Random) -> Lines:
    """The end is missing, as after a broken upload; not all that tells what a remark is in."""
    said = [number for number, line in enumerate(lines) if line.strip()]
    return lines[: max(said[min(11, len(said) - 1)] + 1, _at(lines, chance))]


def _spread(lines: Lines, chance: random.Random) -> Lines:
    """Blank lines between all, or none at all."""
    if chance.random() < 0.5:
        return [line for line in lines if line.strip()]
    return [one for line in lines for one in (line, "")]


# A field as other programs and habits write it: %k is its key, %v what it says.
FIELDS_ELSEWHERE = (
    "%k = %v", "%k=%v", "%k => %v", "%k → %v", "%k -> %v", "%k - %v", "%k – %v", "%k\t%v", "%k %v",
    "%k; %v", "%k, %v", "%k | %v", "| %k | %v |", "|%k|%v|", "%k\n: %v", "%k\n:   %v",
    "? %k\n: %v", "%k:\n\n%v", ":%k: %v", "#+%k: %v", "@%k %v", "@%k: %v", "%%%k: %v", "// %k: %v",
    "; %k: %v", "<%k>%v</%k>", '<meta name="%k" content="%v">', "<dt>%k</dt><dd>%v</dd>",
    "[%k]: %v", "[%k] %v", "[%k: %v]", "(%k: %v)", "{%k: %v}", "{%k}: %v", "**%k:** %v",
    "**%k**: %v", "**%k** %v", "*%k*: %v", "_%k_: %v", "__%k:__ %v", "<b>%k</b>: %v",
    "<strong>%k:</strong> %v", "`%k`: %v", "`%k: %v`", "~~%k~~: %v", "- %k: %v", "- - %k: %v",
    "* **%k**: %v", "1. %k: %v", "> %k: %v", "> > %k: %v", "- [ ] %k: %v", "- [x] %k: %v",
    "[^1]: %k: %v", "## %k: %v", "### %k\n%v", "%k&#58; %v", "%k&colon; %v", "%k：%v", "%k ： %v",
    "%k\u200b: %v", "%k\u00ad: %v", "%k: \u2028%v", '"%k": "%v",', "'%k': '%v'", "“%k”: “%v”",
    "!!str %k: %v", "&a %k: %v", "%k: &a %v", "%k: !x %v", "%k: %v\\", "\\%k: %v", "\u00a0%k: %v",
    "\t%k: %v", "    %k: %v", "$%k: %v", "{{ %k: %v }}", "{%% set %k = '%v' %%}",
    "%k: {value: %v}", "%k: |\n%v", "%k: >-\n  %v", "%k.value: %v", "persona.%k: %v", "x_%k: %v",
    "_%k: %v", "%k?: %v", "%k*: %v", "%k (intern): %v", "%k.: %v", "%k…: %v", "%k:%v", "%k :%v",
    "%k:: %v", "%k/%v", "%k\u2236 %v", "%k:\u00a0%v", '{%% assign %k = "%v" %%}',
    '{{ $%k := "%v" }}', '#set($%k = "%v")', "\\newcommand{\\%k}{%v}", "\\def\\%k{%v}",
    "const %k = '%v';", 'export %k="%v"', '<field name="%k">%v</field>', '<%k value="%v"/>',
    "<%k>%v",
    ':%k => "%v",', "{{#%k}}%v{{/%k}}", '<p data-%k="%v"></p>', '<input name="%k" value="%v">',
    "<td>%k</td><td>%v</td>", "%k ~ %v", "%k · %v", "%k • %v", "%k » %v", "%k ⇒ %v", "%k ➜ %v",
    "%k ==> %v", "%k --- %v", "%k — %v", "%k … %v", "%k. %v", "%k) %v", "«%k» %v", "【%k】%v",
    "#%k %v", "1.1 %k: %v", "a. %k: %v", "IV. %k: %v", "[[%k:: %v]]", "%k\\: %v", "%k !: %v",
    "--%k=%v", "%k : : %v", "%k;: %v", "%k<- %v", "🔑 %k: %v", "🔑 %k %v", "(%k) %v", "%k¦%v",
    "%k│%v", "veld %k: %v", "%k{%v}", "%k(%v)", "%k:<br>%v", "<b>%k</b><br>%v", "- %k\n  - %v",
    "- **%k**\n  %v", "%k>>%v", "%k+%v",
)  # fmt: skip
# Characters that may stand where a colon stands, by what Unicode says they are: symbols and signs
# that no prose has right behind a word, dashes apart from words, and what is made of several.
_PROSE_SIGNS = frozenset("!\"#%&'()*+,-./;<>?@[\\]^_`{}§¶°©®™†‡′″…。，、！？；")
COLON_LIKE = tuple(
    chr(code)
    for code in (*range(0x21, 0xD7FF), *range(0xF900, 0x10000), *range(0x1F300, 0x1FA00))
    if unicodedata.category(chr(code)) in ("Sm", "So", "Po")
    and unicodedata.normalize("NFKC", chr(code)) == chr(code)
    and chr(code) not in _PROSE_SIGNS
    and code != 0x2800  # a blank
)
COLON_ASCII = (
    "->", "=>", "-->", "==>", "~>", ":=", "::", "=", "==", ":-", "<-", "|", "~", ">", ">>"
)  # fmt: skip
# How the key of a field is spelt by who types it, scans it, or lets a program write it.
SPELT: tuple[Callable[[str, random.Random], str], ...] = (
    lambda key, chance: key,
    lambda key, chance: key,
    lambda key, chance: key.upper(),
    lambda key, chance: key.capitalize(),
    lambda key, chance: key.translate(LOOKALIKES),
    lambda key, chance: key[:2] + "\u0301" + key[2:],
    lambda key, chance: key[:3] + chance.choice(HIDDEN_SIGNS) + key[3:],
    lambda key, chance: "".join(chr(ord(sign) + 0xFEE0) for sign in key),
    lambda key, chance: "".join(f"&#{ord(sign)};" for sign in key),
    lambda key, chance: f"{key[:2]}<b>{key[2:]}</b>",
    lambda key, chance: f"**{key[:2]}**{key[2:]}",
    lambda key, chance: f"{key[:3]}<wbr>{key[3:]}",
    lambda key, chance: f"{key}[^1]",
    lambda key, chance: f"{key} (2026)",
    lambda key, chance: f"[{key}](#x)",
    lambda key, chance: f'"{key}"',
    lambda key, chance: f"`{key}`",
)  # fmt: skip
# Misspelt by one letter: only where the key is long enough to be known by the others.
MISSPELT: tuple[Callable[[str, int], str], ...] = (
    lambda key, at: key[:at] + key[at + 1 :],
    lambda key, at: key[:at] + key[at + 1] + key[at] + key[at + 2 :],
    lambda key, at: key[:at] + key[at] + key[at:],
    lambda key, at: f"{key[:at]}x{key[at + 1 :]}",
)  # fmt: skip
# What stands in front of a key that begins a line, also in a quote, a list and a note.
LISTED_BY = (
    "", "", "", "- ", "* ", "> ", "> - ", "- > ", "1. ", "1.1 ", "a. ", "a) ", "(1) ", "IV. ",
    "- [ ] ", "§ 3 ", "• ", "[^1]: ", "🔑 ", "| ", "![", "[", "{", "(",
)  # fmt: skip
# What remains of the line break above a key.
GLUED_BY = ("\n", "\n", "\n\n", "<br>", "        ", "      ", ".  ", ". / ")
# A text of a kind of file -> the keys that may slip into it: secret ones, and those for colleagues
# where agencies or customers read it.
SLIPPING: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...] = (
    ("Bureau Noord", ("notes_internal", "budget"), ()),
    ("rekenhulp", ("ticket", "notes_internal"), ("owner",)),
    ("Stem mee.", ("notes_internal",), ()),
    ("Bedrijfsbus", ("notes_internal",), ()),
    ("Eerst een huis", ("notes_internal",), ()),
    ("vroegen ons dit", ("notes_internal",), ()),
    ("kregen haar mee", ("notes_internal",), ()),
    ("ketel", (), ("backstage", "response", "owner", "duration", "systems")),
    ("", ("notes_internal", "value"), ("segment", "owner", "status", "review_by", "evidence")),
)
# Lines of text that go to an agency, behind which a field can slip in.
TEXTS = re.compile(
    r" +(?:Vandaag een prijs|Wij willen meer warmte\.|Dan weet de klant het meteen\."
    r"|Dit vroegen klanten ons\.|Aan de weg\.|Eerst een huis dat lukt\.)"
    r"|Sanne werkt.*|Maak iets moois\.|Wij vroegen ons dit af\.|Zij kregen haar mee\."
)
# A heading as other programs and habits write it: %t is its text.
HEADINGS_ELSEWHERE = (
    "%t\n---", "%t\n===", "%t\n~~~~~", "%t\n*****", "%t\n\u2014\u2014\u2014", "**%t**", "__%t__",
    "***%t***", "<b>%t</b>", "<strong>%t</strong>", "<h2>%t</h2>", "<h2\n>%t</h2>",
    '<h2 class="x">\n%t\n</h2>', "<p><strong>%t</strong></p>", "<center>%t</center>",
    "<summary>%t</summary>", "= %t =", "== %t ==", "== %t", "h2. %t", "\\section{%t}", ".. %t",
    "* %t", "+ %t", "- ## %t", "> ## %t", "> > ## %t", "1. ## %t", "# %t", "#%t", "##%t",
    "## %t ##", "##\u00a0%t", "##\u200b %t", "#\u00ad# %t", "\\## %t", "&#35;&#35; %t", "＃＃ %t",
    "♯♯ %t", "| %t |\n|---|", "%t:", "%t :", "1. %t", "1) %t", "I. %t", "[%t](#x)", "[%t]",
    "%t <!-- x -->", "<!-- x --> ## %t", "\u00a0## %t", "    ## %t", "\t## %t", "### %t",
    "###### %t", "####### %t", "[^1]: ## %t", "%t {#x}", "## **%t**", "## [%t](x)", "!! %t",
    "-- %t --", "~~~ %t ~~~", "*** %t ***", "== **%t**", "<a name=x></a>%t", "$$ %t $$", "%% %t",
    "## &nbsp;%t", "<h2>%t", "%t</h2>", ":: %t", "※ %t", "§ %t", "▶ %t", "🔒 %t", "🔒 **%t**",
)  # fmt: skip
_FIELD = re.compile(r"( *(?:- )?)([a-z_]+): ?(.*)")


def _elsewhere(lines: Lines, chance: random.Random) -> Lines:
    """One field, or all above the text, as another program writes it."""
    form = chance.choice(FIELDS_ELSEWHERE)
    holding = [n for n, line in enumerate(lines) if _FIELD.fullmatch(line)]
    chosen = holding if chance.random() < 0.4 else chance.sample(holding, min(1, len(holding)))
    return [_formed(line, form) if number in chosen else line for number, line in enumerate(lines)]


def _formed(line: str, form: str) -> str:
    before, key, said = _FIELD.fullmatch(line).groups()  # type: ignore[union-attr]
    if key == "visibility" and not form.startswith("%k"):
        return line
    return before + form.replace("%%", "%").replace("%k", key).replace("%v", said)


def _slipped(lines: Lines, chance: random.Random) -> Lines:
    """A field stands in a text, spelt and signed in some way."""
    whole = "\n".join(lines)
    hidden, inner = next(keys for text, *keys in SLIPPING if text in whole)
    found = [number for number, line in enumerate(lines) if TEXTS.fullmatch(line)]
    if not found:
        return lines
    at = chance.choice(found)
    secret = not inner or (bool(hidden) and chance.random() < 0.4)
    key = chance.choice(hidden if secret else inner)
    field = _spelt(key, secret, chance) + chance.choice(("", " ", "\u00a0", "  ")) + _colon(chance)
    said = field + chance.choice((" ", "  ", "\u00a0", "\t")) + (SECRET if secret else INTERNAL)
    glue = chance.choice(GLUED_BY)
    before = chance.choice(LISTED_BY) if glue in ("\n", "\n\n") else ""
    indent = " " * (len(lines[at]) - len(lines[at].lstrip()))
    text = (lines[at] + glue.replace("\n", f"\n{indent}") + before + said).split("\n")
    return [*lines[:at], *text, *lines[at + 1 :]]


def _spelt(key: str, secret: bool, chance: random.Random) -> str:
    if chance.random() < 0.2 and len(key) > 5:
        return chance.choice(MISSPELT)(key, chance.randrange(1, len(key) - 2))
    spelt = chance.choice(SPELT)(key, chance)
    return key if secret and spelt == key.capitalize() else spelt


def _colon(chance: random.Random) -> str:
    """What stands where a colon stands."""
    return chance.choice((":", "：", chance.choice(COLON_ASCII), chance.choice(COLON_LIKE)))


def _heading(lines: Lines, chance: random.Random) -> Lines:
    """A heading as another program writes it."""
    form = chance.choice(HEADINGS_ELSEWHERE)
    found = [n for n, line in enumerate(lines) if line.startswith("##") and "Een dag" not in line]
    if not found:
        return lines
    at = chance.choice(found)
    new = form.replace("%%", "%").replace("%t", lines[at].lstrip("# "))
    return [*lines[:at], new, *lines[at + 1 :]]


def _one_line(lines: Lines, chance: random.Random) -> Lines:
    """Several lines, or all above the text, become one."""
    glue = chance.choice(
        (" ", "  ", ", ", "; ", " | ", " / ", "<br>", "\t", "\\n", "\x0b", "\x0c", "")
    )
    fences = [number for number, line in enumerate(lines) if line == "---"][:2]
    first, last = 1, fences[-1] if len(fences) == 2 else len(lines)
    if chance.random() < 0.5:
        first = _at(lines, chance)
        last = first + chance.randint(2, 8)
    return [*lines[:first], glue.join(lines[first:last]), *lines[last:]]


def _alike(lines: Lines, chance: random.Random) -> Lines:
    """Letters of keys and headings that only look like themselves, or hold signs nobody sees."""
    number = _at(lines, chance)
    match = re.match(r"(\s*(?:- |#+ )?)([\w ]+)(.*)", lines[number])
    if not match or "visibility" in lines[number]:
        return lines
    word = match[2]
    sign = chance.choice(HIDDEN_SIGNS)
    at = chance.randrange(len(word))
    wide = "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in word)
    new = chance.choice((word.translate(LOOKALIKES), word[:at] + sign + word[at:], wide))
    return [*lines[:number], match[1] + new + match[3], *lines[number + 1 :]]


def _table(lines: Lines, chance: random.Random) -> Lines:
    """The fields above the text as a table: a row of keys, and a row of what they say."""
    found = [m for line in lines if (m := re.fullmatch(r"([a-z_]+): ([^|>].*)", line))]
    split, edge = chance.choice(((" | ", "| "), (";", ""), (",", ""), ("\t", "")))
    rule = ["|" + "---|" * len(found)] if edge else []
    rows = [edge + split.join(m[1] for m in found), *rule, edge + split.join(m[2] for m in found)]
    fences = [number for number, line in enumerate(lines) if line == "---"]
    body = lines[fences[1] :] if len(fences) > 1 else []
    above = lines[: len(lines) - len(body)]
    if "## Interne marge" in above:  # then what tells would go with the fields
        return lines
    return [*lines[:1], "name: Sanne Bos", *body[:2], *rows, *body[1:]] if body else lines


def _documents(lines: Lines, chance: random.Random) -> Lines:
    """More than one document of YAML, remarks behind fences, keys twice, merged or told twice."""
    number = _at(lines, chance)
    more = chance.choice(
        ("--- # intern", "...", "--- |", "--- !persona", "%YAML 1.2", "<<: *a", "name: Piet",
         "---\n---", "--- {a: b}", "x: &a", "notes_internal:", "segment:", "? x", "!!map", "- x")
    )  # fmt: skip
    return [*lines[:number], more, *lines[number:]]


HARMS: tuple[tuple[str, Callable[[Lines, random.Random], Lines]], ...] = (
    ("another fence", _fence), ("another fence", _fence), ("no fence", _unfence),
    ("above the fence", _above), ("a line more", _insert), ("a line more", _insert),
    ("a line less", _delete), ("lines twice", _double), ("a sign", _sign), ("a sign", _sign),
    ("a sign", _sign), ("another sign", _swap), ("another sign", _swap), ("another sign", _swap),
    ("deeper", _indent), ("less deep", _unindent), ("wrapped", _wrap), ("joined", _join),
    ("broken", _break), ("cut off", _tail), ("spread", _spread),
    ("written as elsewhere", _elsewhere), ("written as elsewhere", _elsewhere),
    ("written as elsewhere", _elsewhere), ("slipped in", _slipped), ("slipped in", _slipped),
    ("slipped in", _slipped), ("another heading", _heading), ("another heading", _heading),
    ("on one line", _one_line), ("letters alike", _alike), ("as a table", _table),
    ("more documents", _documents),
)  # fmt: skip


def _windows(text: str) -> bytes:
    """As an old program writes it; one that has not the signs for it asks for another way, since
    of a key in question marks nobody can know what it says, and one behind it asks a question."""
    told = "".join(line for line in text.split("\n") if holds_tell(line))
    keys = (line for line in text.split("\n") if INTERNAL in line or SECRET in line)
    told += "".join(sign for line in keys for sign in line if sign.isalpha())
    lost = told.encode("cp1252", "ignore").decode("cp1252") != told
    lost = lost or re.search(rf"\S[^\x00-\xff] (?:{INTERNAL}|{SECRET})", text) is not None
    return text.encode() if lost else text.encode("cp1252", "replace")


WRITINGS: tuple[tuple[str, Callable[[str], bytes]], ...] = (
    ("UTF-8", str.encode),
    ("with a BOM", lambda text: b"\xef\xbb\xbf" + text.encode()),
    ("two BOMs", lambda text: b"\xef\xbb\xbf\xef\xbb\xbf" + text.encode()),
    ("CRLF", lambda text: text.replace("\n", "\r\n").encode()),
    ("CR", lambda text: text.replace("\n", "\r").encode()),
    ("NEL", lambda text: text.replace("\n", "\x85").encode()),
    ("UTF-16", lambda text: text.encode("utf-16", "surrogatepass")),
    ("Windows-1252", lambda text: _windows(text)),
    ("UTF-8 twice", lambda text: text.encode().decode("latin-1").encode()),
    ("line separators", lambda text: text.replace("\n", "\u2028").encode()),
    ("decomposed", lambda text: unicodedata.normalize("NFD", text).encode()),
)  # fmt: skip
