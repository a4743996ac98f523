"""Models in; a project with a canary in every secret and internal text of each of them, and what
every command makes of it, out.

Which fields there are, and who may see them, comes from the models themselves: a new field is
searched for from the day that it exists.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import os
import re
import types
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, Union, get_args, get_origin

from PIL import Image

from affiche import cli
from affiche.model import (
    Briefing,
    Journey,
    Opportunity,
    Persona,
    Phase,
    RegisteredTouchpoint,
    Touchpoint,
    Visibility,
)
from affiche.model.loop import Decision, Event, FeedbackRound, PrintedCopy
from affiche.model.text import Document, Text
from tests.support.projects import tree
from tests.support.repositories import commit, git, repository

INTERNAL, SECRET = Visibility.INTERNAL, Visibility.SECRET
DAY = "2026-11-22"
# What leaves the company, of all that a build makes.
OUTWARD = re.compile(r"\.zip$|^briefings/.*\.pdf$|-block[-.]|^admin/")

# What `segment` makes.
STAR = "content/personas/ster.md"

DEEPEST = 5
# What has to be a certain value: a reference, an address, a choice; a field of any model.
FIXED: Mapping[str, Any] = {
    "photo": None, "poster": None, "language": None, "compare_to": None, "parent": None,
    "parent_phase": None, "channel": None, "review": None, "reviewers": None, "quality": None,
    "timeline": None, "lanes": None, "status": None, "state": None, "version": "2",
    "persona": "anna", "personas": ["anna"], "journeys": ["boot"], "touchpoints": ["loket"],
    "ref": "loket", "sections": None, "sheet": "anna-poster-a3", "mark": None, "size": None,
    "about": None, "emotions": None, "phases": None, "measures": None, "image": None,
    "actor": None, "channels": None,
}  # fmt: skip


@dataclass
class Canaries:
    """Every canary and what it is: the word → its field and who may see it."""

    planted: dict[str, tuple[str, Visibility]] = field(default_factory=dict)

    def new(self, where: str, level: Visibility) -> str:
        """A word that stands nowhere else, with a letter that every encoding writes otherwise."""
        name = f"{where} {len(self.planted)}"
        letters = hashlib.sha256(name.encode()).hexdigest()[:10]
        word = f"kanarie{letters.translate(str.maketrans('0123456789', 'ghijklmnop'))}é"
        self.planted[word] = (name, level)
        return word

    def of(self, *levels: Visibility) -> list[str]:
        """The words that only such circles may see."""
        return [word for word, (_, level) in self.planted.items() if level in levels]

    def fill(self, model: type[Document], given: Mapping[str, Any], level: Visibility) -> Any:
        """A document with what is `given`, and a canary wherever it may hold one."""
        data = dict(self._fields(model, model.__name__, level, frozenset(given), 0))
        return {**data, **{key: value for key, value in given.items() if value is not None}}

    def _fields(
        self, model: type[Document], where: str, level: Visibility, given: frozenset[str], deep: int
    ) -> Iterator[tuple[str, Any]]:
        for name, one in model.model_fields.items():
            extra = one.json_schema_extra
            said = extra if isinstance(extra, dict) else {}
            if said.get("written") is False or name in given:
                continue
            if name in FIXED:
                if FIXED[name] is not None:
                    yield name, FIXED[name]
                continue
            inner = Visibility(str(said.get("visibility", level)))
            inner = level if level is Visibility.SECRET else inner
            value = self._value(one.annotation, one.metadata, f"{where}.{name}", inner, deep)
            if value is not None:
                yield name, value

    def _value(self, kind: Any, metadata: Any, where: str, level: Visibility, deep: int) -> Any:
        origin, inside = get_origin(kind), get_args(kind)
        if deep > DEEPEST:
            return None
        if origin is Annotated:
            return self._value(inside[0], inside[1:], where, level, deep)
        if origin in (Union, types.UnionType):
            return self._value(inside[0], metadata, where, level, deep)
        if origin is tuple:
            items = self._items(inside[0], where, level, deep)
            return items or None
        if origin is dict:
            value = self._value(inside[1], (), where, level, deep + 1)
            return None if value is None else {f"Sleutel {len(self.planted)}": value}
        if isinstance(kind, type) and issubclass(kind, Document):
            return dict(self._fields(kind, where, level, frozenset(), deep + 1)) or None
        if kind in (int, float):
            return 2
        if kind is not str:
            return None
        told = self.new(where, level) if level is not Visibility.AGENCY else "Zichtbaar"
        return f"https://{told}.example/" if where.endswith(".url") else told

    def _items(self, kind: Any, where: str, level: Visibility, deep: int) -> list[Any]:
        """One item; of texts with a circle of their own one for each."""
        while get_origin(kind) is Annotated:
            kind = get_args(kind)[0]
        if kind is Text:
            closed = (Visibility.INTERNAL, Visibility.SECRET)
            own = [{"text": self.new(where, one), "visibility": str(one.value)} for one in closed]
            return ["Zichtbaar", *own] if level is Visibility.AGENCY else [
                self.new(where, level), *own[1:]]  # fmt: skip
        item = self._value(kind, (), where, level, deep + 1)
        return [] if item is None else [item]


# The project -----------------------------------------------------------------------------------


def front(data: Mapping[str, Any], body: str) -> str:
    return f"---\n{block(data)}---\n{body}\n"


def block(data: Mapping[str, Any]) -> str:
    """As YAML, which JSON is too."""
    return "".join(f"{key}: {json.dumps(one, ensure_ascii=False)}\n" for key, one in data.items())


def files(found: Canaries) -> dict[str, str | bytes]:
    """Every kind of content, each field filled."""

    def fill(model: type[Document], **given: Any) -> dict[str, Any]:
        held: dict[str, Any] = found.fill(model, given, INTERNAL)
        return held

    def hidden(level: Visibility = SECRET) -> str:
        return found.new("written beside it", level)

    consent = {
        "given": "2026-01-01", "scope": ["intranet", "poster", "agency"], "expires": "2027-12-31",
        "proof": hidden(),
    }  # fmt: skip
    photo = {"file": "anna.jpg", "alt": "Een gezicht", "kind": "klant", "consent": consent}
    contact = fill(Touchpoint, ref="loket", name=None, emotion={"score": -1},
                   opportunities=[{"ref": "sneller"}, {"title": hidden(INTERNAL),
                                   "owner": hidden(INTERNAL), "ticket": hidden()}])  # fmt: skip
    lanes = [
        {"id": "onder", "label": hidden(INTERNAL)},
        {"id": "geheim", "label": hidden(), "visibility": "secret"},
    ]
    phase = fill(Phase, id="buy", name=None, touchpoints=[contact], emotion={"score": 1},
                 lanes={"onder": hidden(INTERNAL), "geheim": hidden()},
                 opportunities=["sneller"])  # fmt: skip
    journey = fill(Journey, persona="anna", personas=None, lanes=lanes, formerly=["vaart"],
                   phases=[phase])  # fmt: skip
    persona = fill(Persona, name="Anna Visser", photo=photo, formerly=["oude-anna"],
                   goals=["Rust", {"text": hidden(INTERNAL), "visibility": "internal"},
                          {"text": hidden(), "visibility": "secret"}])  # fmt: skip
    remark = f"<!-- {hidden()} -->"
    inner = f"## Intern\n\n{hidden(INTERNAL)}"
    notes = fill(FeedbackRound)["notes"]
    decision = fill(Decision, date="2026-11-01")
    event = fill(Event, date="2026-11-02", photo={**photo, "file": "anna.jpg"})
    public = {"title": "Een brug", "why": "Dan hoef je niet om.", "public": "ja"}
    answers = "".join(f"2026-0{n}-01;9;{hidden()};{hidden()}@klant.example\n" for n in range(1, 8))
    return {
        "site.yaml": block({
            "name": "Van Dijk", "tagline": hidden(INTERNAL), "departments": [hidden(INTERNAL)],
            "url": "https://klanten.vandijk.example/", "posters": {"persona": ["a3"],
            "journey": ["a1"], "review": ["a4"], "reviews": ["a3"]},
            "edit_url": f"https://git.vandijk.example/{hidden(INTERNAL)}/{{path}}",
            "roadmap": {"vote": "https://stem.vandijk.example/{id}"},
            "pictures": {"kade.jpg": {"kind": "klant", "consent": consent}},
            "admin": {"repository": {"host": "gitlab", "repo": "dijk/klanten", "client": "abc"}},
        }),
        "personas/anna.md": front(persona, f"# Anna\n\nAnna vaart. {remark}\n\n{inner}"),
        "personas/bram.md": front({"name": "Bram", "segment": hidden(INTERNAL)}, "Bram fietst."),
        "journeys/boot.yaml": f"# {hidden()}\n{block(journey)}",
        "touchpoints.yaml": block({"loket": fill(RegisteredTouchpoint, name="Loket")}),
        "opportunities.yaml": block({
            "sneller": fill(Opportunity), "brug": fill(Opportunity, **public)}),
        "briefings/zomer.md": front(
            fill(Briefing, sections=None, channels=None), f"Wij zoeken. {remark}"),
        "feedback/anna/1.yaml": block(fill(FeedbackRound, round=1, due="2026-11-30", notes=notes,
                                           sections={"1": "goals"})),
        "copies.yaml": json.dumps([fill(PrintedCopy, version="1")], ensure_ascii=False),
        "decisions/brug.md": front(decision, f"Wij besloten. {remark}"),
        "events/kade.md": front(event, f"Het was op de kade. {remark}"),
        "measurements/nps.csv": f"Datum;Score;Naam klant;E-mail\n{answers}",
        "measurements/reviews.csv": "datum;sterren;titel;tekst;publiceren;auteur\n"
        f"2026-05-01;5;Mooi;Zij belden terug.;ja;{hidden()}\n"
        f"2026-05-02;1;{hidden()};{hidden()};nee;{hidden()}\n",
        "images/anna.jpg": picture(hidden()),
    }  # fmt: skip


def brought(found: Canaries) -> dict[str, str]:
    """What other programs made: of a persona, what affiche does not know is for colleagues; of
    orders, nobody is in anything that follows from them."""
    inner = [found.new("brought in", INTERNAL) for _ in range(4)]
    name, mail = found.new("a customer", SECRET), found.new("a customer's mail", SECRET)
    orders = "".join(
        f"{name}{n};{n * n},50;{mail}{n}@klant.example;{('Noord', 'Zuid')[n % 2]}\n"
        for n in range(1, 90)
    )
    return {
        "carla.md": f"# Carla Vos\n\nCarla vist.\n\n## Doelen\n\n- Rust\n\n## Interne marge\n\n"
        f"{inner[0]}\n\n## Wat wij haar rekenen\n\n{inner[1]}\n\n| Marge | {inner[2]} |\n"
        f"|---|---|\n| 2026 | 41 % |\n\n<!-- {inner[3]} -->\n",
        "content/briefings/winter.md": front({"title": "Winter", "personas": ["carla-vos"]}, "Ja."),
        "orders.csv": f"Klant;Omzet;E-mail;Regio\n{orders}",
    }


def picture(comment: str) -> bytes:
    """A photo, with what a camera or an editor leaves in it."""
    data = Image.Exif()
    data[0x9C9C] = comment.encode("utf-16-le")
    out = io.BytesIO()
    drawn = Image.radial_gradient("L").convert("RGB").resize((700, 700))
    drawn.save(out, "JPEG", exif=data, xmp=comment.encode(), comment=comment.encode())
    return out.getvalue()


# What is made of it ----------------------------------------------------------------------------


@dataclass(frozen=True)
class Made:
    """What every command made and said: what colleagues see, what others see; the canaries, and
    the secrets that only a version before held."""

    colleagues: Mapping[str, bytes]
    others: Mapping[str, bytes]
    canaries: Canaries
    bygone: tuple[str, ...]


def made(*build: str) -> Made:
    """Built as a whole (with these options), for agencies, for customers, and published; what
    changed told, and what stands in it. Raises AssertionError where a command ends otherwise."""
    found, before = Canaries(), Canaries()
    root = repository(_older(files(before)), "2026-06-01")
    git(root, "tag", "eerst")
    commit(root, files(found), "2026-11-01")
    for name, text in brought(found).items():
        (root / name).write_text(text, "utf-8")
    calls = [
        ("import", "carla.md"),
        ("segment", "orders.csv", "--revenue", "Omzet", "--svg", "lijn.svg", "--write", "ster"),
        ("build", "--date", DAY, *build),
        ("build", "--date", DAY, "--no-pdf", "--only", "briefings", "--out", "bureaus"),
        ("build", "--date", DAY, "--no-pdf", "--only", "roadmap", "--out", "klanten"),
        ("publish", str(root / "elders")),
        *(("diff", "--since", "eerst", "--format", form) for form in ("text", "markdown", "json")),
    ]
    if "--no-pdf" not in build:
        calls += [
            ("diff", who, "--since", "eerst", "--sheet", "--out", f"diff/{who}")
            for who in ("anna", "boot")
        ]
    said = {f"said of {call[0]} {call[-1]}": _said(root, call) for call in calls}
    site, elsewhere = tree(root / "site"), tree(root / "elders")
    colleagues = {**site, **{f"elsewhere/{name}": one for name, one in elsewhere.items()}, **said}
    colleagues |= {f"diff/{name}": one for name, one in tree(root / "diff").items()}
    colleagues |= {name: (root / name).read_bytes() for name in ("lijn.svg", STAR)}
    outward = {name: one for name, one in site.items() if OUTWARD.search(name)}
    others = {**outward, **tree(root / "bureaus"), **tree(root / "klanten")}
    return Made(colleagues, others, found, tuple(f"oud{word}" for word in before.of(SECRET)))


def _older(now: Mapping[str, str | bytes]) -> dict[str, str | bytes]:
    """The same as a version before, with other words."""
    return {
        name: one.replace("kanarie", "oudkanarie").replace('version: "2"', 'version: "1"')
        if isinstance(one, str)
        else one
        for name, one in now.items()
    }


def _said(root: Path, call: tuple[str, ...]) -> bytes:
    said, before = io.StringIO(), Path.cwd()
    try:
        os.chdir(root)
        with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
            code = cli.main(list(call))
    finally:
        os.chdir(before)
    assert code == 0, (call, said.getvalue())
    return said.getvalue().encode()
