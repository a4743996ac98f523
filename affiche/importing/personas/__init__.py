"""A tree in; drafts of the personas in it out.

Which parts of it are personas is decided in `people`; what stands between them goes along with the
first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from affiche.importing import values
from affiche.importing.drafts import Draft, Kind, Moved
from affiche.importing.labels import persona_field, spoken
from affiche.importing.personas import people, sentences
from affiche.importing.segments import Segment, segments
from affiche.importing.tree import Node, Source, drawn, says, titled
from affiche.model.persona import LIST_FIELDS
from affiche.reading.markdown.body import plain
from affiche.reading.markdown.called import called, is_placeholder
from affiche.words import Words

TEXTS = ("tagline", "segment", "age", "location", "household", "education", "occupation",
         "organisation")  # fmt: skip
SHORT = ("tools", "brands", "media")
_SHORT = 120  # characters of a value that needs no section of its own
_ORDER = re.compile(r"^\d{1,2}(?:[.)]|\s*[–—-])\s+(?=\D)")
_YEARS = r"(?:jaar(?: oud)?|years?(?:[ -]old)?|yrs?|y/?o|Jahre(?: alt)?|ans|años|anos|år|歳|岁|세)"
# An age on a line of its own, among the first that are said of somebody.
_AGED = re.compile(rf"[\s>*_+•-]*(?P<age>\d{{2,3}})[\s-]?{_YEARS}[\s.;,*_]*", re.I)
_FIRST = 5
# "Jasmine, 27, marketing associate", "Sanne (34)", "Sarah Chen (business traveller)".
_AND_AGE = re.compile(
    rf"(?P<name>[^\d,]{{2,60}}?)(?:,\s+|\s+\()(?P<age>\d{{2,3}})(?:\s?{_YEARS})?\)?"
    r"(?:[,;]\s+(?P<told>\S.{2,120}))?",
    re.I,
)
_AND_AGE_LAST = re.compile(
    rf"(?P<name>[^\d,]{{2,40}}),\s+(?P<told>[^\d]{{3,80}}),\s+(?P<age>\d{{2,3}})\s?{_YEARS}", re.I
)
_AND_ASIDE = re.compile(r"(?P<name>[^()]{2,60}?)\s+\((?P<told>[^()\d]{3,80})\)")
# One word, or more after a title: names; behind it more than one word, else it may be the surname.
_AND_TOLD = re.compile(
    r"(?P<name>(?:(?:Dr|Prof|Mrs?|Ms|Mw|Dhr|Frau|Herr)\.? )?[^\W\d_][^\W\d_.'’-]+"
    r"|(?:Dr|Prof|Mrs?|Ms|Mw|Dhr|Frau|Herr)\.? [^\W\d_]+ [^\W\d_]+)"
    r"(?:,| [–—|-])\s+(?P<told>[^\s,]+ [^,]{2,100})"
)
# Maria Lopez - "The organiser"
_AND_CALLED = re.compile(
    r"(?P<name>[^\"“”„(]{2,60}?)\s*[-–—:|,]?\s*[\"“„](?P<told>[^\"“”„]{3,100})[\"”“]"
)
# Keys of rows and objects that a program tells them apart and shows them by.
_KEYS = frozenset(
    ("id", "uuid", "key", "slug", "avatar", "emoji", "icon", "color", "colour", "created at",
     "updated at", "project id", "user id", "team id", "brand id")
)  # fmt: skip
_EMOJI = re.compile(r"^[^\w(\[\"'“¿¡「『]+|[^\w)\].!?\"'”」』]+$")


def drafts(source: Source, words: Words) -> list[Draft]:
    """Every persona of a file, at least one."""
    nodes, between = people.parts(source.root, people.says_persona(source))
    several = len(nodes) > 1
    # What stands above a file of several is about the file.
    own = replace(source, front=()) if several else source
    made = [_draft(node, own, words) for node in nodes]
    for key, said in source.front if several else ():
        made[0].kept(key, said)
    for title, text, line in between:
        if says(text):
            made[0].section(title or words.gettext("Introduction"), text, line)
        else:
            made[0].labels.append(title)
    return made


def _draft(node: Node, source: Source, words: Words) -> Draft:
    draft = Draft(Kind.PERSONA, "", source.name, node.line)
    for key, text in source.front:
        _front(draft, key, text)
    kept = _kept(draft, node.text, node.line)
    own = [one for one in kept if one.label and "\n" in one.body]
    rest = _joined([one for one in kept if one not in own])
    for one in own:
        draft.section(one.label, one.body, node.line + one.line + 1)
    _fill(draft, node.inside)
    if "name" not in draft.fields and people.BARE.fullmatch(plain(node.title)):
        rest = _first_line(draft, rest, node.line)
    if "name" not in draft.fields and not node.title and (name := sentences.introduced(rest)):
        draft.fields["name"] = name
        draft.moved.append(Moved(name, node.line, "name"))
    _name(draft, node, source)
    for field, told in (*sentences.facts(rest, draft.name), *_aged(node)):
        if field not in draft.fields:
            draft.fields[field] = told
            draft.moved.append(Moved(told, node.line, field))
    _gather(draft, source, words)
    if says(rest):
        said = values.quotes(rest) if values.is_quoted(rest) else None
        if said:
            _take(draft, "quotes", rest)
            draft.moved.append(Moved("“…”", node.line, "quotes"))
        else:
            draft.sections.insert(0, (words.gettext("Introduction"), rest))
            draft.moved.append(Moved("", node.line, "section", words.gettext("Introduction")))
    return draft


def _aged(node: Node) -> Iterator[tuple[str, str]]:
    """The one age that stands on a line of its own among the first."""
    lines = [line for line in node.text.split("\n") if line.strip()][:_FIRST]
    found = [said["age"] for line in lines if (said := _AGED.fullmatch(line))]
    if len(found) == 1 and 0 < int(found[0]) < 120:
        yield "age", found[0]


def _first_line(draft: Draft, rest: str, line: int) -> str:
    """The name of "Persona 1" when it is the short line below that; the text without it."""
    first, _, more = rest.partition("\n")
    name = plain(first).strip()
    if not re.fullmatch(r"[^\W\d_][^:|\n]{1,60}(?<![.!?,;])", name):
        return rest
    draft.fields["name"] = name
    draft.moved.append(Moved(name, line + 1, "name"))
    return more.strip("\n")


def _front(draft: Draft, key: str, text: str) -> None:
    # The title of a page is what it is about, not what somebody does for a living.
    name = "name" if key.casefold() == "title" else persona_field(key)
    if name and _take(draft, name, text):
        draft.moved.append(Moved(key, 1, name))
        draft.labels.append(key)
    else:
        draft.kept(key, text)


def _name(draft: Draft, node: Node, source: Source) -> None:
    """The name: what a field says, else the heading, else the file's name."""
    title = _ORDER.sub("", _EMOJI.sub("", plain(node.title))).strip()
    said = draft.fields.get("name")
    if said and title and called(str(said)) != said:
        draft.fields["name"] = called(str(said))
    if "name" not in draft.fields and title and not is_placeholder(called(title)):
        draft.fields["name"] = called(title)
        draft.moved.insert(0, Moved(title, node.line, "name"))
    _named_and_told(draft)
    if draft.fields.get("occupation") == draft.fields.get("name", ""):
        del draft.fields["occupation"]  # the same key says both
    if title and draft.fields.get("name") != title:
        draft.labels.insert(0, title)
    if "name" not in draft.fields:
        draft.fields["name"] = titled(source.name, "Persona")
    draft.name = str(draft.fields["name"])


def _named_and_told(draft: Draft) -> None:
    """ "Ron, older user with two conditions" is Ron, and that is his tagline; so is what stands in
    brackets, and behind an age."""
    said = str(draft.fields.get("name", ""))
    aged = _AND_AGE.fullmatch(said) or _AND_AGE_LAST.fullmatch(said)
    told = aged or _AND_CALLED.fullmatch(said) or _AND_TOLD.fullmatch(said)
    told = told or _AND_ASIDE.fullmatch(said)
    if told and not aged and re.match(r"(?:the|de|het)\s", said, re.I) and told["told"].istitle():
        # The "Deals Hunter" (Mark) is Mark.
        told = re.fullmatch(r"(?P<told>.+?)\s+\((?P<name>[^\W\d_]+)\)", said) or told
    taken = {key: one for key, one in told.groupdict().items() if one} if told else {}
    if "told" in taken:
        taken["tagline"] = taken.pop("told").rstrip(".")
    if not taken or any(key in draft.fields for key in taken if key != "name"):
        return
    draft.fields |= taken
    for key in taken.keys() - {"name"}:
        draft.moved.insert(1, Moved(taken[key], draft.line, key))


def _fill(draft: Draft, nodes: Sequence[Node], above: str = "") -> None:
    """Fields out of headings; what is none, a section."""
    for node in nodes:
        name = persona_field(node.title)
        if name and not node.inside and _take(draft, name, node.text):
            draft.moved.append(Moved(node.title, node.line, name))
            draft.labels.append(node.title)
            continue
        if name == "needs" and _needs(draft, node):
            continue
        if name == "biography" and node.inside:
            name = None
        text = _pieces(draft, node.text, node.line)
        kept = [] if name else _deeper(draft, node.inside)
        below = drawn(Node("", text, inside=tuple(node.inside if name else kept)))
        if says(below):
            draft.section(node.title, below, node.line)
        elif node.title:
            draft.labels.append(node.title)


def _gather(draft: Draft, source: Source, words: Words) -> None:
    """Short values of columns and keys that are no field, together in one section."""
    if not source.cells:
        return
    for title, text in [one for one in draft.sections if spoken(one[0]) in _KEYS]:
        draft.sections.remove((title, text))
        draft.moved[:] = [one for one in draft.moved if one.label != title]
        draft.comment(f"{title}: {text}", title)
    short = [(t, x) for t, x in draft.sections if "\n" not in x and len(x) < _SHORT]
    if len(short) < 2:
        return
    draft.sections[:] = [one for one in draft.sections if one not in short]
    told = "\n".join(f"- **{title}**: {text}" for title, text in short)
    title = words.gettext("Other details")
    draft.sections.append((title, told))
    gone = {name for name, _ in short}
    draft.moved[:] = [replace(m, said=title) if m.label in gone and m.where == "section" else m
                      for m in draft.moved]  # fmt: skip


def _deeper(draft: Draft, nodes: Sequence[Node]) -> list[Node]:
    """What is left of headings in a heading when the fields among them are taken."""
    kept = []
    for node in nodes:
        name = persona_field(node.title)
        if name and not node.inside and _take(draft, name, node.text):
            draft.moved.append(Moved(node.title, node.line, name))
            draft.labels.append(node.title)
        else:
            kept.append(node)
    return kept


def _needs(draft: Draft, node: Node) -> bool:
    """Needs that are told apart below their heading."""
    names = [persona_field(f"{child.title} needs") for child in node.inside]
    if (
        not names
        or node.text.strip()
        or any(n not in ("needs.functional", "needs.emotional") for n in names)
    ):
        return False
    if any(values.items(child.text) is None for child in node.inside):
        return False
    for name, child in zip(names, node.inside, strict=True):
        _take(draft, str(name), child.text)
        draft.moved.append(Moved(child.title, child.line, str(name)))
        draft.labels.append(child.title)
    draft.labels.append(node.title)
    return True


def _pieces(draft: Draft, text: str, line: int) -> str:
    """Fields out of the labels of a text; the text without them."""
    return _joined(_kept(draft, text, line))


def _kept(draft: Draft, text: str, line: int) -> list[Segment]:
    """Fields out of the labels of a text; the pieces that are none."""
    kept = []
    for piece in segments(text, persona_field):
        name = persona_field(piece.label)
        if not piece.raw:
            draft.labels += [piece.label, piece.body]
        elif name and _take(draft, name, piece.body):
            draft.moved.append(Moved(piece.label, line + 1 + piece.line, name))
            draft.labels.append(piece.label)
        else:
            kept.append(piece)
    return kept


def _joined(kept: Sequence[Segment]) -> str:
    """Pieces as they stood; items of a list stay beside each other."""
    text = ""
    for piece in kept:
        beside = text.rpartition("\n")[2].startswith("- ") and piece.raw.startswith("- ")
        text += ("\n" if beside else "\n\n") + piece.raw
    return text.strip("\n")


# Fields -----------------------------------------------------------------------------------------


def _take(draft: Draft, name: str, text: str) -> bool:
    """Put a text into a field, if it fits there and nothing else stands in it."""
    fields = draft.fields
    if not text.strip():
        return False
    if name == "biography":
        if re.search(r"^\s*(?:#|```|~~~|\|)", text, re.M):
            return False
        draft.biography.append(text)
        return True
    if name == "name":
        said = values.one(text)
        if not said or is_placeholder(said) or len(said) > 160 or "name" in fields:
            return False
        fields["name"] = plain(said)
        return True
    if name in TEXTS:
        said = values.one(text)
        if not said or name in fields:
            return False
        fields[name] = said
        return True
    return _take_list(draft, name, text)


def _take_list(draft: Draft, name: str, text: str) -> bool:
    if name != "quotes" and all(line.startswith(">") for line in text.strip().split("\n")):
        text = re.sub(r"^> ?", "", text.strip(), flags=re.M)  # set apart, and said by nobody
    said = values.parts(text) if name in (*SHORT, "channels") else values.several(text)
    if name == "quotes":
        said = values.quotes(text)
    if not said:
        return False
    fields = draft.fields
    if name == "channels":
        if any(len(one) > 40 for one in said):
            return False
        draft.labels += said  # a known one is shown under its usual name
        fields.setdefault("channels", []).extend({"channel": one} for one in said)
    elif name == "quotes":
        told = [{"text": one} for one in said]
        if "quote" not in fields:
            fields["quote"], *told = told
        fields["quotes"] = [*fields.get("quotes", []), *told]
        if not fields["quotes"]:
            del fields["quotes"]
    elif "." in name or name == "needs":
        outer, _, inner = name.partition(".")
        fields.setdefault(outer, {}).setdefault(inner or "functional", []).extend(said)
    elif name in LIST_FIELDS:
        fields.setdefault(name, []).extend(said)
    else:
        return False
    return True
