"""The models and the words in; the settings of the form editor (Decap CMS), as data, out.

Every field of a form comes from the model: what it is called, which choices and limits it has, and
which list it is chosen from. Source: decapcms.org, "Configuration options" and "Widgets".
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from enum import Enum
from typing import Any

from affiche.editing.forms.held import is_document, spoken
from affiche.editing.kinds import BODY, ENTRIES, FOLDERS, kind_of
from affiche.editing.merging import meaning
from affiche.editing.schema import KINDS
from affiche.model.choices import CHANNELS, PHASES, Visibility
from affiche.model.journey import OpportunityUse, Phase, Touchpoint
from affiche.model.settings import Settings
from affiche.model.text import Document
from affiche.reading import keys
from affiche.reading.meant.shapes import Shape
from affiche.words import Words

Field = dict[str, Any]
# Texts of more than a line.
LONG = frozenset((
    "text", "scenario", "goal", "trigger", "end", "conclusion", "summary", "need", "response",
    "action", "thought", "expectation", "delivered", "description", "background", "insight",
    "proposition", "tone", "notes_internal", "decided", "note", "answer", "question", "alt",
    "mandatories", "frontstage", "backstage",
))  # fmt: skip
# Fields that name something by its id: the collection, or the register and what it is called there.
REFERS = {"persona": "personas", "personas": "personas", "journeys": "journeys",
          "parent": "journeys", "compare_to": "journeys"}  # fmt: skip
REGISTERS = {"touchpoints": ("touchpoints", "name")}
IN_A_JOURNEY = {Touchpoint: ("touchpoints", "name"), OpportunityUse: ("opportunities", "title")}
# Fields of which the name alone does not say what is chosen.
CALLED = {(Phase, "id"): "Phase", (OpportunityUse, "ref"): "Opportunity"}
# What a form cannot say well: it stays as it is in the file.
LEFT_OUT = {
    (Settings, "measurements"), (Settings, "print"), (Settings, "pictures"), (Settings, "quality"),
    (Settings, "admin"),
}  # fmt: skip
# What says something about a document, not about the customer: below what it says, in a form.
ABOUT = frozenset((
    "state", "compare_to", "parent", "parent_phase", "status", "version", "owner", "reviewers",
    "review_by", "evidence", "timeline", "formerly", "quality", "language", "lanes",
))  # fmt: skip
COLLECTIONS = {
    "personas": "Personas", "journeys": "Journeys", "briefings": "Briefings",
    "decisions": "Decisions", "events": "Events",
}  # fmt: skip
NAMED = {"personas": "name", "decisions": "question"}
SINGLE = {
    "touchpoints": ("touchpoints.yaml", "Touchpoints"),
    "opportunities": ("opportunities.yaml", "Opportunities"),
    "site": ("site.yaml", "The site itself"),
    "copies": ("copies.yaml", "Printed copies"),
}


def config(
    label: str,
    words: Words,
    settings: Settings,
    feedback: Iterable[str],
    backend: Field,
    formats: bool = False,
) -> Field:
    """The whole of the settings. `label` is the name of the content folder, `feedback` are the
    files of feedback by their path in it. With `formats` the page reads and writes files itself."""
    maker = _Maker(words, settings)
    collections = [_folder(maker, label, name) for name in COLLECTIONS]
    for key, (path, title) in SINGLE.items():
        collections.append(_files(key, words.say(title), [_file(maker, label, path, title, key)]))
    rounds = [_round(maker, label, path) for path in sorted(feedback)]
    if rounds:
        collections.append(_files("feedback", words.say("Feedback"), rounds))
    for one in collections if formats else ():
        one["format"] = f"affiche-{FOLDERS.get(one['name'], one['name'])}"
    return {
        "backend": backend,
        "load_config_file": False,
        "locale": words.language.split("-")[0],
        "site_url": "/",
        "media_folder": f"{label}/images",
        "public_folder": "/images",
        "show_preview_links": True,
        "slug": {"encoding": "ascii", "clean_accents": True, "sanitize_replacement": "-"},
        "collections": collections,
    }


def _folder(maker: _Maker, label: str, name: str) -> Field:
    kind = kind_of(f"{name}/x.md" if name != "journeys" else f"{name}/x.yaml")
    assert kind is not None
    title = NAMED.get(name, "title")
    fields = sorted(maker.fields(kind.model), key=lambda field: field["name"] in ABOUT)
    if kind.markdown:
        fields.append(maker.body())
    return {
        "name": name,
        "label": maker.words.say(COLLECTIONS[name]),
        "label_singular": maker.words.pgettext("starter", kind.name).capitalize(),
        "folder": f"{label}/{name}",
        "extension": "md" if kind.markdown else "yaml",
        "format": "frontmatter" if kind.markdown else "yaml",
        "create": True,
        "slug": f"{{{{fields.{title}}}}}",
        "identifier_field": title,
        "summary": f"{{{{fields.{title}}}}}",
        "preview_path": f"{name}/{{{{slug}}}}/index.html",
        "editor": {"preview": False},
        "fields": fields,
    }


def _files(name: str, label: str, files: Sequence[Field]) -> Field:
    return {"name": name, "label": label, "editor": {"preview": False}, "files": [*files]}


def _file(maker: _Maker, label: str, path: str, title: str, key: str) -> Field:
    model, how = KINDS[key]
    fields = maker.fields(model)
    if how == "register":
        fields = [maker.name_field("id"), *fields]
    if how != "one":
        known = "name" if key == "touchpoints" else "title" if how == "register" else "sheet"
        items = {"name": ENTRIES, "label": maker.words.say(title), "widget": "list", "default": [],
                 "required": False, "collapsed": True, "fields": fields,
                 "summary": f"{{{{fields.{known}}}}}"}  # fmt: skip
        fields = [items]
    return {"name": key, "label": maker.words.say(title), "file": f"{label}/{path}",
            "format": "yaml", "fields": fields}  # fmt: skip


def _round(maker: _Maker, label: str, path: str) -> Field:
    _, about, name = path.split("/")
    model, _ = KINDS["feedback"]
    stem = name.removesuffix(".yaml")
    return {"name": f"{about}-{stem}", "label": f"{about} · {stem}", "file": f"{label}/{path}",
            "format": "yaml", "fields": maker.fields(model)}  # fmt: skip


class _Maker:
    """Makes the fields of one language and one company."""

    def __init__(self, words: Words, settings: Settings) -> None:
        self.words = words
        self._settings = settings
        self._around: list[type[Document]] = []

    def fields(self, model: type[Document], optional: bool = False) -> list[Field]:
        """The fields of a model, in its order; a model in itself is not opened up again. Of what
        is `optional` as a whole no field has to be filled in: the build says what is missing."""
        if model in self._around:
            return []
        self._around.append(model)
        shape = Shape(model)
        # Where all of it is for colleagues only, that is no news at each field.
        told = {seen(model, name) for name in keys.writable(model)} != {Visibility.INTERNAL.value}
        made = [
            self._field(model, name, inside, told)
            for name in keys.writable(model)
            if (model, name) not in LEFT_OUT and (inside := shape.of(name)) is not None
        ]
        self._around.pop()
        found = [field for field in made if field]
        return [{**field, "required": False} for field in found] if optional else found

    def body(self) -> Field:
        """The Markdown below the fields, as it was typed."""
        return {"name": BODY, "label": self.words.say("Text"), "widget": "markdown",
                "modes": ["raw"], "required": False, "minimal": True}  # fmt: skip

    def name_field(self, key: str) -> Field:
        """The writer's own word for an entry."""
        return {"name": key, "label": self.words.say("Short name"), "widget": "string",
                "hint": self.words.say("Journeys refer to it by this word. Do not change it."),
                "pattern": [r"^[\w-]+$", self.words.say("Use letters, digits and hyphens.")],
                }  # fmt: skip

    def label(self, key: str) -> str:
        """What a field is called."""
        said = self.words.pgettext("field", key)
        said = said if said != key else key.replace("_", " ")
        return said[:1].upper() + said[1:]

    def _field(self, model: type[Document], name: str, shape: Shape, told: bool) -> Field:
        key = next((k for (m, k), n in meaning.SPOKEN.items() if m is model and n == name), name)
        info = model.model_fields[name]
        level = seen(model, name)
        called = CALLED.get((model, name))
        label = self.words.say(called) if called else self.label(name)
        made: Field = {"name": key, "label": label, "required": info.is_required()}
        if name == "name" and "biography" in model.model_fields:
            made["required"] = False  # the heading of the text may say it
        hint = [self._hint(name)]
        if level in SEEN and (told or level == Visibility.SECRET.value):
            hint.append(self.words.gettext(SEEN[level]))
        if any(hint):
            made["hint"] = " ".join(filter(None, hint))
        limits = keys.limits((info,))
        widget = self._widget(name, shape, limits)
        return {**made, **widget} if widget else {}

    def _hint(self, name: str) -> str:
        said = HINTS.get(name, "")
        return self.words.say(said) if said else ""

    def _widget(self, name: str, shape: Shape, limits: tuple[float | None, float | None]) -> Field:
        kind = shape.kind
        if shape.free:
            return self._own_words(shape)
        if kind is tuple:
            return self._list(name, shape)
        if is_document(shape):
            inside = self.fields(kind, optional=True)
            return {"widget": "object", "collapsed": True, "fields": inside} if inside else {}
        if name in REFERS:
            return _relation(REFERS[name])
        if name == "ref" and shape.owner in IN_A_JOURNEY:
            return _from_register(*IN_A_JOURNEY[shape.owner])
        return self._plain(name, shape, limits)

    def _list(self, name: str, shape: Shape) -> Field:
        inside = shape.item
        if inside is None:
            return {}
        if name == "focus":
            return {"widget": "focus"}
        if is_document(inside):
            fields = self.fields(inside.kind)
            names = [field["name"] for field in fields]
            known = inside.opens or next((name for name in names if name in TOLD), "")
            if inside.opens == "ref":
                known = "title"
            # What says its own name in one file refers to another by its id in the next.
            also = (name for name in ALSO if name in names and name != known)
            told = {"summary": " ".join(f"{{{{fields.{one}}}}}" for one in (known, *also) if one)}
            made = {"widget": "list", "default": [], "collapsed": True, "fields": fields, **told}
            return made if fields else {}
        if name in REFERS:
            return {**_relation(REFERS[name]), "multiple": True}
        if name in REGISTERS:
            return {**_from_register(*REGISTERS[name]), "multiple": True}
        one = self._plain(name, inside, (None, None))
        if one["widget"] == "select":
            return {**one, "multiple": True}
        item = {"name": "item", "label": self.label(name), "required": False, **one}
        return {"widget": "list", "default": [], "field": item, "summary": "{{fields.item}}"}

    def _own_words(self, shape: Shape) -> Field:
        inside = shape.item
        if inside is None or not (is_document(inside) or inside.kind is str):
            return {}
        if is_document(inside):
            fields = [self.name_field("id"), *self.fields(inside.kind)]
            told = "{{fields.name}} ({{fields.id}})"
        else:
            told = "{{fields.label}}: {{fields.value}}"
            fields = [
                {"name": "label", "label": self.words.say("What"), "widget": "string"},
                {"name": "value", "label": self.words.say("Says"), "widget": "string"},
            ]
        return {"widget": "list", "default": [], "fields": fields, "collapsed": True,
                "summary": told}  # fmt: skip

    def _plain(self, name: str, shape: Shape, limits: tuple[float | None, float | None]) -> Field:
        kind = shape.kind
        if isinstance(kind, type) and issubclass(kind, Enum):
            return _select(
                (spoken(kind, one.value, self.words), self.words.label(one)) for one in kind
            )
        if isinstance(kind, type) and issubclass(kind, date):
            return {"widget": "datetime", "format": "YYYY-MM-DD", "date_format": "DD-MM-YYYY",
                    "time_format": False, "picker_utc": False, "default": ""}  # fmt: skip
        if isinstance(kind, type) and issubclass(kind, int | float) and kind is not bool:
            low, high = limits
            bounds = {k: v for k, v in (("min", low), ("max", high)) if v is not None}
            typed = "int" if issubclass(kind, int) else "float"
            return {"widget": "number", "value_type": typed, "step": 1 if typed == "int" else 0.1,
                    **bounds}  # fmt: skip
        if name in ("channel", "channels"):
            return _select(self._channels())
        if name == "id" and shape.owner is Phase:
            return _select(self._phases())
        if meaning.is_picture(shape):
            return {"widget": "image", "choose_url": False, "allow_multiple": False}
        return {"widget": "text" if name in LONG else "string"}

    def _channels(self) -> Iterable[tuple[str, str]]:
        own = {n: c.name or n for n, c in self._settings.channels.items()}
        ours = {n: self.words.pgettext("channel", n) for n in CHANNELS}
        return ((n, label) for n, label in {**ours, **own}.items())

    def _phases(self) -> Iterable[tuple[str, str]]:
        own = {n: p.name for n, p in self._settings.phases.items()}
        ours = {n: self.words.pgettext("phase", n) for n in PHASES}
        return ((n, label) for n, label in {**ours, **own}.items())


# By what an item of a list is told when it is folded.
TOLD = ("name", "label", "title", "channel", "text", "note", "sheet", "kind", "date", "id")
ALSO = ("ref", "id", "left", "right", "value")
SEEN = {
    Visibility.INTERNAL.value: "For colleagues only.",
    Visibility.SECRET.value: "Is in no output.",
}
HINTS = {
    "focus": "Click where the face is.",
    "alt": "What you see in the picture, for who cannot see it.",
    "emotion": "From −2 (awful) to 2 (wonderful).",
    "conclusion": "One line, at most 140 characters.",
    "review_by": "The day on which somebody looks at it again.",
}


def seen(model: type[Document], name: str) -> str:
    """Who sees a field."""
    extra = model.model_fields[name].json_schema_extra
    return str(extra.get("visibility")) if isinstance(extra, dict) else ""


def _select(options: Iterable[tuple[str, str]]) -> Field:
    made = [{"value": value, "label": label} for value, label in options]
    return {"widget": "select", "options": made}


def _relation(collection: str) -> Field:
    name = NAMED.get(collection, "title")
    return {"widget": "relation", "collection": collection, "value_field": "{{slug}}",
            "search_fields": [name], "display_fields": [name], "options_length": 200}  # fmt: skip


def _from_register(register: str, name: str) -> Field:
    return {"widget": "relation", "collection": register, "file": register,
            "value_field": f"{ENTRIES}.*.id", "search_fields": [f"{ENTRIES}.*.{name}"],
            "display_fields": [f"{ENTRIES}.*.{name}"], "options_length": 500}  # fmt: skip
