"""One model object in; what does not go together in it, out. Needs no other document."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from affiche.errors import Kind, Place, Problem
from affiche.markup import parted
from affiche.model import Briefing, Journey, Opportunity, Persona, RegisteredTouchpoint, Settings
from affiche.model import journey as journeys
from affiche.model import persona as personas
from affiche.model.choices import PrintColour, Status
from affiche.model.measures import MeasureKind, TypedMeasure
from affiche.model.persona import BLOCKS, Scale
from affiche.model.printing import Print, name_part, sample_names
from affiche.model.rules import KEPT, RULES, Quality
from affiche.model.settings import EDITORS
from affiche.model.text import Document
from affiche.reading import guesses
from affiche.reading.places import Branch, find

_MEASURED_ON = re.compile(r"\s*(-?\d+)\s*(?:-|–|\.\.|tot|to|t/m)\s*(-?\d+)\s*")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*")


@dataclass(frozen=True)
class Finder:
    """Makes problems at places of one document."""

    path: str
    tree: Branch

    def at(
        self,
        location: tuple[str | int, ...],
        rule: str,
        what: str,
        hint: str = "",
        **values: object,
    ) -> Problem:
        """An error at the value of `location`."""
        place = Place(self.path, *find(self.tree, location))
        return Problem(Kind.ERROR, rule, place, what, hint, values)

    def has(self, *location: str | int) -> bool:
        """Whether something was written there, right or wrong."""
        here: Any = self.tree
        for step in location:
            if not isinstance(here, Branch) or step not in here.values:
                return False
            here = here.values[step]
        return True

    def keys(self, *location: str | int) -> set[str | int]:
        """The keys that were written in the mapping at a place."""
        here: Any = self.tree
        for step in location:
            here = here.values.get(step) if isinstance(here, Branch) else None
        return set(here.values) if isinstance(here, Branch) else set()


def check(made: Document, path: str, tree: Branch) -> list[Problem]:
    """Every contradiction inside one document."""
    look = _CHECKS.get(type(made))
    return list(look(made, Finder(path, tree))) if look else []


def _persona(made: Persona, finder: Finder) -> Iterator[Problem]:
    yield from _language(made.language, finder)
    yield from _final(made, personas.REQUIRED_FOR_FINAL, finder)
    yield from _off(made.quality, finder)
    for number, scale in enumerate(made.scales):
        yield from _scale(scale, ("scales", number), finder)
    titles = [section.title for section in made.sections]
    for number, quote in enumerate(made.quotes):
        yield from _quote(quote, ("quotes", number), finder)
    yield from _quote(made.quote, ("quote",), finder)
    for number, block in enumerate(made.poster.blocks):
        if block not in BLOCKS and block not in titles:
            guess = guesses.key(block, BLOCKS) or guesses.close(block, titles)
            yield finder.at(
                ("poster", "blocks", number), "unknown-block", "there is no block `{name}`",
                *_hint(guess, "Choose from: {known}"), name=block, guess=guess,
                known=(*BLOCKS, *titles),
            )  # fmt: skip


def _quote(
    quote: personas.Quote | journeys.Said | None, location: tuple[str | int, ...], finder: Finder
) -> Iterator[Problem]:
    if quote is None or quote.text or quote.review:
        return
    # A key that is not known is told already; the text probably stands there.
    if finder.keys(*location) <= set(type(quote).model_fields) - {"text", "review"}:
        yield finder.at(
            location, "no-quote-text", "there is nothing in this quote",
            "Write `text: …`, or `review: …` with the id of a review",
        )  # fmt: skip


def _scale(scale: Scale, location: tuple[str | int, ...], finder: Finder) -> Iterator[Problem]:
    slider = scale.left is not None or scale.right is not None
    most = 100.0 if slider else scale.max
    if slider and (scale.left is None or scale.right is None):
        yield finder.at(
            location, "scale", "a slider has a word at both ends", "Write both `left` and `right`"
        )
    elif not slider and scale.label is None and not finder.has(*location, "label"):
        yield finder.at(
            location, "scale", "this scale has no name", "Write a `label`, or `left` and `right`"
        )
    if not 0 <= scale.value <= most:
        yield finder.at(
            (*location, "value"), "out-of-range", "{value} is out of range for `{key}`",
            "Write a number from {low} to {high}", value=scale.value, key="value", low=0, high=most,
        )  # fmt: skip


def _journey(made: Journey, finder: Finder) -> Iterator[Problem]:
    yield from _language(made.language, finder)
    yield from _final(made, journeys.REQUIRED_FOR_FINAL, finder)
    yield from _off(made.quality, finder)
    seen: dict[str, int] = {}
    for number, phase in enumerate(made.phases):
        here = ("phases", number)
        if not (phase.id or phase.name or finder.has(*here, "id") or finder.has(*here, "name")):
            yield finder.at(
                here, "no-name", "this phase has no `id` and no `name`", "Write one of the two"
            )
        elif phase.id and phase.id in seen:
            line, _ = find(finder.tree, ("phases", seen[phase.id]))
            yield finder.at(
                (*here, "id"), "duplicate-phase", "phase `{name}` is in this journey twice",
                "Give this one another `id`, or only a `name`; the first is at line {line}",
                name=phase.id, line=line,
            )  # fmt: skip
        seen.setdefault(phase.id or "", number)
        yield from _opportunities(phase.opportunities, here, finder)
        yield from _quote(phase.quote, (*here, "quote"), finder)
        yield from _measures(phase.measures, here, finder)
        for count, touchpoint in enumerate(phase.touchpoints):
            there = (*here, "touchpoints", count)
            written = finder.has(*there, "ref") or finder.has(*there, "name")
            if not (touchpoint.ref or touchpoint.name or written):
                yield finder.at(
                    there, "no-name", "this touchpoint has no `ref` and no `name`",
                    "Write one of the two",
                )  # fmt: skip
            yield from _opportunities(touchpoint.opportunities, there, finder)
            yield from _quote(touchpoint.quote, (*there, "quote"), finder)
            yield from _measures(touchpoint.measures, there, finder)


def _measures(
    found: tuple[TypedMeasure, ...], location: tuple[str | int, ...], finder: Finder
) -> Iterator[Problem]:
    """Figures typed by hand: a scale that goes up, and a value on it."""
    for number, one in enumerate(found):
        here = (*location, "measures", number)
        match = _MEASURED_ON.fullmatch((one.scale or "").replace("\u2212", "-"))
        if one.kind is MeasureKind.NPS:
            low, high = -100.0, 100.0
        elif match is None:
            continue
        else:
            low, high = float(match[1]), float(match[2])
        if low >= high:
            yield finder.at(
                (*here, "scale"), "out-of-range", "the scale {value} has no room",
                "Write the least and the most that people could answer, like `1-7`",
                value=one.scale,
            )  # fmt: skip
        elif not low <= one.value <= high:
            yield finder.at(
                (*here, "value"), "out-of-range", "{value} is out of range for `{key}`",
                "Write a number from {low} to {high}",
                value=one.value, key="value", low=int(low), high=int(high),
            )  # fmt: skip


def _opportunities(
    uses: tuple[journeys.OpportunityUse, ...], location: tuple[str | int, ...], finder: Finder
) -> Iterator[Problem]:
    for number, use in enumerate(uses):
        written = finder.has(*location, "opportunities", number, "title")
        if not (use.ref or use.title or written):
            yield finder.at(
                (*location, "opportunities", number), "no-name",
                "this opportunity has no `title`",
                "Write a `title`, or an id of opportunities.yaml",
            )  # fmt: skip


def _final(made: Persona | Journey, required: tuple[str, ...], finder: Finder) -> Iterator[Problem]:
    """What "final" promises is there."""
    if made.status is not Status.FINAL:
        return
    fields = type(made).model_fields
    missing = [
        name
        for name in required
        if (
            not finder.has(name)
            if getattr(made, name) in (None, "", (), fields[name].default)
            else name == "evidence" and made.evidence.level is None
        )
    ]
    if missing:
        yield finder.at(
            ("status",), "final-incomplete", "this is final, but not yet filled in: {keys}",
            "Fill them in, or choose another `status`", keys=tuple(missing),
        )  # fmt: skip


def _language(said: str | None, finder: Finder) -> Iterator[Problem]:
    if said and not _LANGUAGE.fullmatch(said):
        yield finder.at(
            ("language",), "bad-language", "`{value}` is not the code of a language",
            "Write nl, en or another code of two letters", value=said,
        )  # fmt: skip


def _settings(made: Settings, finder: Finder) -> Iterator[Problem]:
    yield from _language(made.language, finder)
    yield from _address(made.url, ("url",), finder)
    yield from _address(made.edit_url, ("edit_url",), finder)
    if made.edit_url and "{path}" not in made.edit_url:
        yield finder.at(
            ("edit_url",), "bad-address", "`edit_url` has no {{path}} in it",
            "Put {{path}} where the path of the file has to come",
        )  # fmt: skip
    editor = made.admin.editor
    if editor and "{path}" not in editor and editor.casefold() not in EDITORS:
        guess = guesses.close(editor, EDITORS)
        yield finder.at(
            ("admin", "editor"), "bad-address", "there is no editor `{name}`",
            *_hint(guess, "Choose from {known}, or write an address with {{path}} and {{line}}"),
            name=editor, guess=guess, known=tuple(EDITORS),
        )  # fmt: skip
    yield from _print(made.print, finder)
    yield from _off(made.quality, finder)


def _off(quality: Quality, finder: Finder) -> Iterator[Problem]:
    """Each rule that is switched off is there."""
    for rule in quality.off:
        if why := KEPT.get("preflight" if rule.startswith("preflight-") else rule):
            yield finder.at(
                ("quality", "off", rule), "unknown-rule", "`{name}` cannot be switched off", why,
                name=rule,
            )  # fmt: skip
        elif rule not in RULES:
            guess = guesses.close(rule, RULES)
            yield finder.at(
                ("quality", "off", rule), "unknown-rule", "there is no rule `{name}` to switch off",
                *_hint(guess, "Choose from: {known}"), name=rule, guess=guess, known=tuple(RULES),
            )  # fmt: skip


def _print(made: Print, finder: Finder) -> Iterator[Problem]:
    """Each print shop has what it needs, and no two of them get files of the same name."""
    known: dict[str, str] = {}
    for name, shop in made.shops.items():
        place: tuple[str, ...] = ("print", "profiles", name) if name else ("print",)
        said = made.profiles[name].model_fields_set if name else {"colour"}
        if shop.inks is PrintColour.CMYK and shop.icc is None and said & {"colour", "icc"}:
            yield finder.at(
                (*place, "colour"), "no-icc", "`colour: cmyk` needs the ICC profile of the printer",
                "Ask the printer for it, put it into the content folder, and write "
                "`icc: file.icc`",
            )  # fmt: skip
        if name and not name_part(name):
            yield finder.at(
                place, "file-names", "`{value}` cannot be a part of a file name",
                "Give the print profile a name of letters and digits", value=name,
            )  # fmt: skip
            continue
        files = sample_names(name, shop)
        for other in dict.fromkeys(known[file] for file in sorted(files) if file in known):
            yield finder.at(
                (*place, "names"), "same-names",
                "the files of `{name}` would have the same names as those of `{other}`",
                "Put {{profile}} or {{variant}} into `names`, as in `{{id}}-{{size}}-{{profile}}`",
                name=name, other=other or "print",
            )  # fmt: skip
        known |= dict.fromkeys(files, name)


def _touchpoint(made: RegisteredTouchpoint, finder: Finder) -> Iterator[Problem]:
    yield from _entry_id(made.id, finder)
    yield from _address(made.url, ("url",), finder)


def _opportunity(made: Opportunity, finder: Finder) -> Iterator[Problem]:
    yield from _entry_id(made.id, finder)


def _briefing(made: Briefing, finder: Finder) -> Iterator[Problem]:
    yield from _language(made.language, finder)


def _entry_id(said: str, finder: Finder) -> Iterator[Problem]:
    from affiche.reading.files import names

    if not names.fits(said):
        yield finder.at(
            (), "bad-id", "`{name}` does not fit in an address: only letters, digits, - and _ do",
            "Write `{better}`, also where journeys refer to it",
            name=said, better=names.suggest(said),
        )  # fmt: skip


def _address(said: str | None, location: tuple[str, ...], finder: Finder) -> Iterator[Problem]:
    if said and not re.match("https?:", said.strip(), re.I):
        yield finder.at(
            location, "bad-address", "`{value}` is not an address on the web",
            "Start it with https://", value=said,
        )  # fmt: skip
    elif said and (re.search(r"\s", said.strip()) or not parted(said).hostname):
        yield finder.at(
            location, "bad-address", "`{value}` is not an address on the web",
            "Copy it from the address bar of the browser: there is no blank in it", value=said,
        )  # fmt: skip


def _hint(guess: str | None, otherwise: str) -> tuple[str]:
    return ("Did you mean `{guess}`?" if guess else otherwise,)


_CHECKS: dict[type[Document], Callable[[Any, Finder], Iterator[Problem]]] = {
    Persona: _persona,
    Journey: _journey,
    Settings: _settings,
    Briefing: _briefing,
    RegisteredTouchpoint: _touchpoint,
    Opportunity: _opportunity,
}
