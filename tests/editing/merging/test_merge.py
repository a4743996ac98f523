"""What a form saves goes into the file that people wrote, and no other line of it changes."""

import copy
import random
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from affiche.editing.kinds import kind_of
from affiche.editing.merging import meaning, merge
from affiche.editing.merging.merge import Content
from affiche.errors import ContentError
from affiche.splicing.nodes import data_of, of_data
from tests.long import forms

ROOT = Path(__file__).parents[3]
AWKWARD = """\
---
# Boven alles staat een opmerking.
name:   'Sanne de Boer'   # met uitlijning
tagline: "Let op: snel"

# Een lege regel erboven hoort zo.
age: 042   # geen getal
version: 1.10
status: ja
facts: {Auto: "nee", Postcode: 0123 AB}   # in één regel
goals:
# op dezelfde kolom
- Eerste doel   # waarom
- text: Tweede doel
  evidence: aanname   # nog vragen
# over het derde
- "Derde: doel"
brands: [ Bosch ,'Makita', "Remeha, de" ]
scales:
- {label: Snelheid, value: 9, max: 10}   # hoog

- {label: Prijs,
   value: 6}
quote: |  # letterlijk
  Eerste regel

  Tweede regel
notes_internal: >-
  Een lange zin die over
  twee regels loopt.

  En nog een.
needs:
    functional:
        - Diep ingesprongen
    emotional: Eén ding
review_by: 2027-03-01
media:
---

# Kop

Tekst met *nadruk*.
"""


def form(name: str, raw: bytes, data: Any, body: str | None = None) -> bytes:
    """What is left of a file after a form editor saved this."""
    kind = kind_of(name)
    assert kind is not None
    there = merge.read(name, kind, raw.decode("utf-8-sig").replace("\r\n", "\n"))
    new = Content(of_data(data), there.body if body is None else body)
    return merge.merge(name, kind, raw, new)


@lru_cache(maxsize=64)
def content_of(name: str, raw: bytes) -> Content:
    kind = kind_of(name)
    assert kind is not None
    return merge.read(name, kind, raw.decode("utf-8-sig").replace("\r\n", "\n"))


def says(name: str, raw: bytes) -> Any:
    return data_of(content_of(name, raw).fields)


def changed(before: bytes, after: bytes) -> tuple[list[str], list[str]]:
    """The lines that went and that came, in one piece."""
    old, new = before.decode().splitlines(True), after.decode().splitlines(True)
    first = 0
    while first < min(len(old), len(new)) and old[first] == new[first]:
        first += 1
    last = 0
    while last < min(len(old), len(new)) - first and old[-1 - last] == new[-1 - last]:
        last += 1
    return old[first : len(old) - last], new[first : len(new) - last]


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize(
    ("way", "value", "went", "came"),
    [
        (["age"], "43", ["age: 042   # geen getal"], ["age: 43   # geen getal"]),
        (["name"], "Jan 't Hart", ["name:   'Sanne de Boer'   # met uitlijning"],
         ["name:   'Jan ''t Hart'   # met uitlijning"]),
        (["tagline"], "Nu: traag", ['tagline: "Let op: snel"'], ['tagline: "Nu: traag"']),
        (["facts", "Auto"], "ja", ['facts: {Auto: "nee", Postcode: 0123 AB}   # in één regel'],
         ['facts: {Auto: "ja", Postcode: 0123 AB}   # in één regel']),
        (["goals", 0], "Ander doel", ["- Eerste doel   # waarom"], ["- Ander doel   # waarom"]),
        (["goals", 1, "evidence"], "gemeten", ["  evidence: aanname   # nog vragen"],
         ["  evidence: gemeten   # nog vragen"]),
        (["brands", 1], "Hilti", ["brands: [ Bosch ,'Makita', \"Remeha, de\" ]"],
         ["brands: [ Bosch ,'Hilti', \"Remeha, de\" ]"]),
        (["quote"], "Eén\n\nTwee", ["  Eerste regel", "", "  Tweede regel"],
         ["  Eén", "", "  Twee"]),
        (["notes_internal"], "Kort.", ["  Een lange zin die over", "  twee regels loopt.", "",
                                       "  En nog een."], ["  Kort."]),
        (["media"], ["Radio"], [], ["- Radio"]),
    ],
)  # fmt: skip
def test_one_field_is_one_place(
    line_end: str, mark: str, way: list[Any], value: Any, went: list[str], came: list[str]
) -> None:
    raw = (mark + AWKWARD).replace("\n", line_end).encode()
    data = says("personas/sanne.md", raw)
    inside = data
    for step in way[:-1]:
        inside = inside[step]
    inside[way[-1]] = value
    saved = form("personas/sanne.md", raw, data)
    old, new = changed(raw, saved)
    assert [line.rstrip("\r\n") for line in old] == went
    assert [line.rstrip("\r\n") for line in new] == came
    assert all(line.endswith(line_end) for line in new)


def test_what_nobody_changed_stays_byte_for_byte() -> None:
    """An editor reads `1.10` as a number, `ja` as it likes, fills in what is empty, opens up what
    is short, and writes the keys in another order."""
    raw = AWKWARD.encode()
    data = says("personas/sanne.md", raw)
    data |= {"version": 1.1, "media": [], "accessibility": [""], "photo": {"file": ""},
             "review_by": "2027-02-28T23:00:00.000Z", "motivations": None, "quotes": [],
             "needs": {"functional": [{"text": "Diep ingesprongen"}], "emotional": ["Eén ding"]},
             "facts": [{"label": "Postcode", "value": "0123 AB"},
                       {"label": "Auto", "value": "nee"}]}  # fmt: skip
    data["goals"] = [{"text": g} if isinstance(g, str) else g for g in data["goals"]]
    assert form("personas/sanne.md", raw, dict(sorted(data.items()))) == raw


def test_items_are_added_taken_out_and_moved() -> None:
    raw = AWKWARD.encode()
    data = says("personas/sanne.md", raw)
    data["goals"] = [data["goals"][2], "Nieuw: doel", data["goals"][0]]
    saved = form("personas/sanne.md", raw, data).decode()
    start = saved.index("goals:")
    assert saved[start : saved.index("brands:")] == (
        'goals:\n# op dezelfde kolom\n# over het derde\n- "Derde: doel"\n- "Nieuw: doel"\n'
        "- Eerste doel   # waarom\n"
    )


def test_a_file_without_fields_gets_them() -> None:
    saved = form("personas/ina.md", b"# Ina\r\n\r\nTekst.\r\n", {"age": 51, "goals": ["Rust"]})
    assert saved == b"---\r\nage: 51\r\ngoals:\r\n  - Rust\r\n---\r\n\r\n# Ina\r\n\r\nTekst.\r\n"


def test_a_register_is_a_list_in_the_form() -> None:
    raw = b"# kop\nbalie: {name: Balie, channel: counter}  # hier\nbus:\n  name: Bus\n"
    entries = [{"id": "balie", "name": "De balie", "channel": "counter"},
               {"id": "bus", "name": "Bus"}, {"id": "app", "name": "App"}]  # fmt: skip
    saved = form("touchpoints.yaml", raw, {"entries": entries})
    assert saved == (b"# kop\nbalie: {name: De balie, channel: counter}  # hier\n"
                     b"bus:\n  name: Bus\napp:\n  name: App\n")  # fmt: skip


def test_text_below_the_fields_changes_by_the_line() -> None:
    raw = AWKWARD.encode()
    body = "\n# Kop\n\nTekst met *klem*.\n\nEn meer."
    saved = form("personas/sanne.md", raw, says("personas/sanne.md", raw), body)
    assert changed(raw, saved) == (["Tekst met *nadruk*.\n"],
                                   ["Tekst met *klem*.\n", "\n", "En meer.\n"])  # fmt: skip


def test_two_people_at_once() -> None:
    """What the form did not touch is what the file says by now; the same field twice is told."""
    kind = kind_of("personas/x.md")
    assert kind is not None
    base = merge.read("x", kind, "---\nname: X\nage: 1\n---\n")
    now = b"---\nname: X\nage: 2  # nieuw\n---\n"
    mine = Content(of_data({"name": "Y", "age": "1"}))
    assert merge.merge("x", kind, now, mine, base) == b"---\nname: Y\nage: 2  # nieuw\n---\n"
    with pytest.raises(ContentError) as told:
        merge.merge("x", kind, now, Content(of_data({"name": "X", "age": "3"})), base)
    assert told.value.problems[0].rule == "edited-twice"


def test_two_people_in_one_journey() -> None:
    """Each in a touchpoint of their own; only the same value twice is told."""
    name = "journeys/j.yaml"
    kind = kind_of(name)
    assert kind is not None
    raw = (b"title: J\nphases:\n  - name: A  # een\n    touchpoints:\n      - name: Belt\n"
           b"        quote: x\n      - name: Mailt\n  - name: B\n    goal: y\n")  # fmt: skip
    base = merge.content(name, kind, raw)
    data = says(name, raw)
    data["phases"][0]["touchpoints"][0]["quote"] = "mijn"
    mine = Content(of_data(data))
    now = raw.replace(b"Mailt", b"Mailt\n        quote: hun").replace(b"goal: y", b"goal: z")
    made = merge.merge(name, kind, now, mine, base)
    assert made == now.replace(b"quote: x", b"quote: mijn")
    with pytest.raises(ContentError) as told:
        merge.merge(name, kind, raw.replace(b"quote: x", b"quote: q"), mine, base)
    assert [p.values["field"] for p in told.value.problems] == ["phases"]
    # Who takes an item out while somebody changes another is told: nobody knows which is meant.
    del data["phases"][1]
    with pytest.raises(ContentError):
        merge.merge(name, kind, now, Content(of_data(data)), base)


# A thousand edits ----------------------------------------------------------------------------


def leaves(data: Any, way: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    if isinstance(data, dict):
        return [w for key, value in data.items() for w in leaves(value, (*way, key))]
    if isinstance(data, list):
        return [w for number, value in enumerate(data) for w in leaves(value, (*way, number))]
    return [way]


TEXTS = ["Nieuw", "Let op: dit", "# geen opmerking", "- geen streepje", "ja", "12:30", "", "1,5",
         "'s-Hertogenbosch", '"tussen" \'quotes\'', "een, twee [drie] {vier}", "%", "@home",
         "é 李雷",
         "een zin die langer is dan tachtig tekens en die een formulier over regels breekt - zo",
         "Eerste\nTweede", "Eerste\n\n- Tweede\n", " ruimte ", "null", "~", "a: b # c"]  # fmt: skip


def at(data: Any, way: tuple[Any, ...]) -> Any:
    for step in way:
        data = data[step]
    return data


def edit_text(data: Any, dice: random.Random) -> tuple[Any, ...]:
    way = dice.choice(leaves(data))
    at(data, way[:-1])[way[-1]] = dice.choice(TEXTS)
    return way


def edit_list(data: Any, dice: random.Random) -> tuple[Any, ...]:
    ways = sorted({w[:n] for w in leaves(data) for n in range(1, len(w)) if isinstance(w[n], int)},
                  key=str)  # fmt: skip
    if not ways:
        return edit_text(data, dice)
    way = dice.choice(ways)
    items = at(data, way)
    match dice.randrange(4):
        case 0:
            items.insert(dice.randrange(len(items) + 1), copy.deepcopy(dice.choice(items)))
        case 1:
            items.pop(dice.randrange(len(items)))
        case 2:
            dice.shuffle(items)
        case _:
            items.insert(dice.randrange(len(items) + 1), dice.choice(TEXTS))
    return way


def edit_field(data: Any, dice: random.Random) -> tuple[Any, ...]:
    way = dice.choice([w[:n] for w in leaves(data) for n in range(1, len(w) + 1)
                       if isinstance(w[n - 1], str)])  # fmt: skip
    del at(data, way[:-1])[way[-1]]
    return way


EDITS: tuple[Callable[[Any, random.Random], tuple[Any, ...]], ...] = (
    edit_text, edit_text, edit_list, edit_list, edit_field)  # fmt: skip


WRITERS: tuple[dict[str, Any], ...] = (
    {"allow_unicode": True, "width": 80},
    {"allow_unicode": True, "sort_keys": False, "default_style": '"'},
    {"default_flow_style": None, "sort_keys": False, "indent": 4},
)
DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


def as_saved(data: Any, dice: random.Random) -> str:
    """The same as one of several editors writes it."""
    return str(yaml.dump(data, Dumper=DUMPER, **dice.choice(WRITERS)))


def files() -> dict[str, bytes]:
    found = {"personas/sanne.md": AWKWARD.encode()}
    found["personas/windows.md"] = ("\ufeff" + AWKWARD).replace("\n", "\r\n").encode()
    for path in sorted((ROOT / "content").rglob("*.*")):
        name = path.relative_to(ROOT / "content").as_posix()
        if kind_of(name):
            found[name] = path.read_bytes()
    return found


def allowed(name: str, raw: bytes, way: tuple[Any, ...]) -> tuple[int, int]:
    """The first line of a field or an item and the line after its last."""
    text = raw.decode("utf-8-sig").replace("\r\n", "\n")
    node = content_of(name, raw).fields
    start = end = 0
    for step in way:
        assert node is not None
        if isinstance(step, int):
            node = node.items[step]
            start, end = node.start, node.end
        else:
            key, node = next(pair for pair in node.pairs if pair[0].text == step)
            start, end = key.start, max(key.end, node.end)
    return text.count("\n", 0, start), text.count("\n", 0, end) + 1


def around(data: Any, way: tuple[Any, ...]) -> tuple[Any, ...]:
    """What may change: the value itself, or what would be empty without it."""
    while len(way) > 1:
        value = data
        for step in way:
            there = step in value if isinstance(value, dict) else step < len(value)
            value = value[step] if there else None
            if value is None:
                break
        if not meaning.is_empty(of_data(value)):
            return way
        way = way[:-1]
    return way


def test_a_thousand_edits_touch_only_their_own_fields() -> None:
    """Whatever is edited, by whatever editor: lines outside of the field stay, the file says what
    was saved, and no remark goes that stood outside of what was taken out."""
    dice = random.Random(11)
    names, there = list(files()), files()
    for number in range(1000):
        name = names[number % len(names)]
        raw = there[name]
        kind = kind_of(name)
        assert kind is not None
        data = says(name, raw)
        data = (
            {k: v or "" for k, v in data.items()} if isinstance(data, dict) else {"entries": data}
        )
        way = dice.choice(EDITS)(data, dice)
        saved = as_saved(data, dice)
        fields = merge.read(name, kind, f"---\n{saved}---\n" if kind.markdown else saved).fields
        new = merge.merge(name, kind, raw, Content(fields, content_of(name, raw).body))
        told = merge.read(name, kind, new.decode("utf-8-sig").replace("\r\n", "\n"))
        assert meaning.same(kind.shape, told.fields, merge.of_form(fields)), (number, name, way)
        if way[0] == "entries":
            continue
        first, after = allowed(name, raw, around(data, way))
        old, made = raw.splitlines(True), new.splitlines(True)
        assert made[:first] == old[:first], (number, name, way)
        rest = len(old) - after
        assert rest == 0 or made[-rest:] == old[after:], (number, name, way)


def test_files_in_every_style_keep_their_remarks() -> None:
    """Each file is written in a style of its own; `tests.long.forms` tries as many as asked."""
    assert [said for n in range(150) if (said := forms.trial(f"merge-{n}"))] == []


def test_between_brackets_over_lines_each_field_goes_with_its_own_remark() -> None:
    raw = (b"---\nname: X\nscales:\n- {  # a\n   label: A,  # b\n   value: 3,  # c\n"
           b"   max: 10    # d\n   }\n---\n")  # fmt: skip
    data = says("personas/x.md", raw)
    del data["scales"][0]["max"]
    saved = form("personas/x.md", raw, data)
    assert saved == raw.replace(b"3,  # c\n   max: 10    # d\n", b"3  # c\n")
    del data["scales"][0]["value"]
    assert b"{  # a\n   label: A  # b\n   }" in form("personas/x.md", raw, data)


def test_of_two_that_are_the_same_the_other_keeps_its_place() -> None:
    raw = b"title: J\npersona: p\nphases:\n  - name: A\n    goal: x\n  - name: A\n    goal: x\n"
    data = says("journeys/j.yaml", raw)
    data["phases"][0]["name"] = "B"
    assert form("journeys/j.yaml", raw, data) == raw.replace(b"name: A", b"name: B", 1)
