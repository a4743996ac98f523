"""All that colleagues may read in; what the search box looks through, as one script, out.

By double-click a page may load a script and nothing else, so the documents travel in one. Each hit
is a thing of the user's: a persona, a journey, a touchpoint in it, an opportunity, a quote, a
briefing; pages of any other kind are found by their title. Every text that a document shows is in
it, whatever its field, so that a new field is found as well.
"""

from __future__ import annotations

import json
import re
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from affiche import markup
from affiche.kept import DOCUMENTS, Lately, following, memo
from affiche.model import Journey, Persona, Phase, Site
from affiche.model.measures import MeasureKind
from affiche.model.persona import Quote
from affiche.model.text import Document, Text
from affiche.pages import cards, figures
from affiche.pages.company.measurements import PAGE, all_strips
from affiche.pages.company.reviews import PAGE as REVIEWS
from affiche.pages.company.reviews import review_cards
from affiche.pages.deciding import decision_path
from affiche.pages.journey.heads import people
from affiche.pages.journey.map import Item, Stop
from affiche.pages.journey.naming import phase_name
from affiche.pages.loop.decisions import event_path
from affiche.pages.loop.feedback import round_path
from affiche.pages.persona import alike
from affiche.pages.plan import Page, PersonaCard
from affiche.pages.relations import Relations
from affiche.words import Words

DATA = "search-data.js"
# The kinds of hit in the order in which they are shown, with their English labels.
KINDS = {
    "persona": "Personas",
    "journey": "Journeys",
    "touchpoint": "Touchpoints",
    "opportunity": "Opportunities",
    "quote": "Quotes",
    "briefing": "Briefings",
    "measurement": "Measurements",
    "page": "Pages",
}
FACTS = dict(alike.FACTS)
# Fields that say how a document is kept, not what is known of a customer.
KEPT = {
    *("id", "path", "language", "version", "photo", "poster", "quote", "quotes", "image", "ref"),
    *("persona", "personas", "journeys", "phases", "parent", "compare_to", "sections", "status"),
}
# What the box says, as English catalogue keys.
SAID = (
    "Search", "Search a customer or a word", "Close", "Best hit", "Seen lately", "Who is it about?",
    "{n} hits", "1 hit", "Nothing found for ‘{q}’", "A part of the word", "Something like it",
    "Nothing with ‘{q}’. This is what was found with {found}.", "Search for ‘{q}’ all the same",
    "All {n}", "Searched in {n} texts.", "choose", "open", "close", "searches from every page",
    "Maybe it is a question for the next talk with a customer.",
)  # fmt: skip


# Pages that say once more what another page says, and the one for addresses that lead nowhere.
AGAIN = ("pages/missing.html.j2", "pages/journey-table.html.j2", "pages/embed.html.j2")
# What was asked → where its figure stands on the page of measurements.
MEASURED = {
    MeasureKind.NPS: "nps",
    MeasureKind.SATISFACTION: "steer",
    MeasureKind.CES: "ces",
    MeasureKind.REVIEWS: "stars",
    MeasureKind.DRIVERS: "drivers",
}
# What may be markup; a text without any is taken as it is, without asking the parser.
MARKS = re.compile(r"[*_`~\[\]<>&\\!|#{}:@]")
# What is left of tables, lists and rules when a text of many lines becomes one.
RULES = re.compile(r"\s*(?:\|[\s|:-]*|(?:^|\s)(?:[-*+]|#{1,6}|-{3,})(?=\s))")


@dataclass(frozen=True)
class Entry:
    """One hit: where it leads to, what it is called, a line below it, and its texts, each with the
    label of its field. `mark` is what stands before it: initials and ground, an icon, a number."""

    kind: str
    title: str
    path: str
    line: str = ""
    texts: tuple[tuple[str, str], ...] = ()
    mark: str = ""
    ground: int = 0


def data(related: Relations, pages: Sequence[Page]) -> bytes:
    """The script: `window.afficheSearch = {…}`, the same for the same content."""
    words = related.words
    head = {
        "language": words.language,
        "kinds": {kind: words.gettext(label) for kind, label in KINDS.items()},
        "words": {text: words.gettext(text) for text in SAID},
        "alike": said if (said := words.pgettext("search words", "alike")) != "alike" else "",
    }
    text = ",".join(_entries(related, pages))
    begin = _json(head).removesuffix("}")
    return f'window.afficheSearch={begin},"entries":[{text}]}};\n'.encode()


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


@memo(2 * DOCUMENTS)
def _written(entries: tuple[Entry, ...]) -> tuple[str, ...]:
    """Each entry as JSON: those of one document, which are mostly what they were."""
    return tuple(map(_text, entries))


# What is gathered from many documents is put together each time, and mostly the same.
_known: Lately[Entry, str] = Lately(2 * DOCUMENTS)


def _text(one: Entry) -> str:
    found = _known.get(one)
    if found is None:
        found = _json([one.kind, one.title, one.path, one.line, one.texts, one.mark, one.ground])
        _known.put(one, found)
    return found


def _entries(related: Relations, pages: Sequence[Page]) -> Iterator[str]:
    site, words = related.site, related.words
    found = [
        *(_persona(name, site, words) for name in site.personas),
        *(_journey(name, site, words) for name in site.journeys),
        tuple(_touchpoints(related)),
        tuple(_opportunities(related)),
        tuple(_briefings(related)),
        tuple(_measured(related)),
        tuple(_reviews(related)),
    ]
    paths = {page.path for page in pages}
    known = set()
    for entries in found:
        for entry, text in zip(entries, _written(entries), strict=True):
            if entry.path.partition("#")[0] in paths:
                known.add(entry.path)
                yield text
    yield from _written(tuple(_others(pages, known, related)))


def _others(pages: Sequence[Page], known: Container[str], related: Relations) -> Iterator[Entry]:
    """The pages of no other entry."""
    told = dict(_loop(related))
    for page in pages:
        if page.path not in known and page.template not in AGAIN:
            texts = (*_called(page.path, related.words), *told.get(page.path, ()))
            line = plain(page.description)
            yield Entry("page", plain(page.title), page.path, line, _some(texts), "file-text")


def _loop(related: Relations) -> Iterator[tuple[str, Iterator[tuple[str, str]]]]:
    """What was written on the pages of decisions, events and rounds of feedback."""
    site, words = related.site, related.words
    for name, event in site.events.items():
        seen = event.photo.alt if event.photo and event.photo.file in site.images else ""
        said = (words.label(event.kind), plain(event.body), plain(seen or ""))
        yield event_path(name), (("", one) for one in said)
    for decision in site.decisions.values():
        texts = (*_texts(decision, words), ("", plain(decision.body)))
        yield decision_path(decision.id), iter(texts)
    for held in site.rounds.values():
        notes = (text for note in held.notes for text in (note.note, note.answer))
        yield round_path(held), (("", plain(text or "")) for text in (held.conclusion, *notes))


def _called(path: str, words: Words) -> Iterator[tuple[str, str]]:
    """Other names that people have for the first page of a folder."""
    folder, _, rest = path.partition("/")
    if rest == "index.html":
        names = words.pgettext("search words", folder)
        yield from (("", name) for name in names.split("|") if names != folder)


# Personas and what they say ----------------------------------------------------------------------


@following(1, DOCUMENTS)
def _persona(name: str, site: Site, words: Words) -> tuple[Entry, ...]:
    persona, card = site.personas[name], cards.persona_card(name, site)
    seen = card.portrait.alt if card.portrait.file else ""
    texts = [*_texts(persona, words), ("", plain(persona.biography)), ("", plain(seen))]
    texts += [(section.title, plain(section.body)) for section in persona.sections]
    whole = Entry(
        "persona", plain(persona.name), card.path, plain(persona.tagline or ""), _some(texts),
        card.portrait.initials, card.portrait.ground,
    )  # fmt: skip
    quotes = (persona.quote, *persona.quotes)
    return (whole, *(_quote(quote, persona, card) for quote in quotes if quote))


def _quote(quote: Quote, persona: Persona, card: PersonaCard) -> Entry:
    line = " · ".join(filter(None, (card.short, plain(quote.source or ""))))
    return Entry("quote", plain(quote.text), card.path, line, (), "quote")


# Journeys, and what is passed on them ---------------------------------------------------------


@following(1, DOCUMENTS)
def _journey(name: str, site: Site, words: Words) -> tuple[Entry, ...]:
    journey, path = site.journeys[name], cards.journey_path(name)
    names = [phase_name(phase, site, words)[0] for phase in journey.phases]
    who = ", ".join(card.short for card in people(journey, site))
    texts = [*_texts(journey, words, without="phases")]
    for phase, called in zip(journey.phases, names, strict=True):
        texts.append((called, " · ".join(filter(None, (called, phase.name)))))
        texts += [(called, text) for _, text in _texts(phase, words, without="touchpoints")]
    whole = Entry(
        "journey", plain(journey.title), path, plain(journey.conclusion or who), _some(texts),
        "route",
    )  # fmt: skip
    return (whole, *_phase_quotes(journey, names, path, who))


def _phase_quotes(journey: Journey, names: Sequence[str], path: str, who: str) -> Iterator[Entry]:
    for number, (phase, called) in enumerate(zip(journey.phases, names, strict=True), start=1):
        if phase.quote:
            line = " · ".join(filter(None, (who, called)))
            yield Entry("quote", plain(_said(phase)), f"{path}#phase-{number}", line, (), "quote")


def _said(phase: Phase) -> str:
    quote: Any = phase.quote
    return quote if isinstance(quote, str) else getattr(quote, "text", "") or ""


def _touchpoints(related: Relations) -> Iterator[Entry]:
    """A touchpoint of the register once, with all that is known of it on every journey; another
    one where it is passed."""
    for card in related.touchpoints():
        passings = related.passed.get(card.path or card.name, ())
        channel = cards.channel_name(card.channel or "", related.site, related.words)
        texts = [("", plain(card.description)), ("", plain(card.owner)), ("", channel)]
        for passing in passings:
            texts += _of_stop(passing.stop, related.words)
        names = dict.fromkeys(plain(link.label) for link in card.journeys)
        first = f"{passings[0].journey.path}#{passings[0].stop.anchor}" if passings else ""
        path = card.path or first
        line = ", ".join(names) or plain(card.description)
        mark = card.channel or "circle-dot"
        yield Entry("touchpoint", plain(card.name), path, line, _some(texts), mark)
    for passing in related.passings:
        if passing.stop.quote:
            line = " · ".join((plain(passing.journey.title), plain(passing.phase)))
            path = f"{passing.journey.path}#{passing.stop.anchor}"
            yield Entry("quote", plain(passing.stop.quote), path, line, (), "quote")


@memo(20 * DOCUMENTS)
def _of_stop(stop: Stop, words: Words) -> tuple[tuple[str, str], ...]:
    return tuple(_said_at(stop, words))


def _said_at(stop: Stop, words: Words) -> Iterator[tuple[str, str]]:
    for key in ("actor", "action", "thought", "expectation", "delivered", "owner"):
        yield _label(key, words), plain(getattr(stop, key))
    if stop.moment:
        yield "", words.label(stop.moment)
    if stop.feeling:
        yield "", stop.feeling.word
    yield from (("", feeling.word) for _, feeling in stop.felt)
    yield from (("", plain(one.text)) for one in stop.requirements)
    for key in ("pains", "gains", "frontstage", "backstage", "systems", "kpis"):
        items: tuple[Item, ...] = getattr(stop, key)
        yield from ((_label(key, words), plain(item.text)) for item in items)


# The rest ----------------------------------------------------------------------------------------


def _opportunities(related: Relations) -> Iterator[Entry]:
    for one in related.opportunities:
        path = one.path or (one.origins[0].path if one.origins else "")
        if path:
            state = related.words.label(one.status) if one.status else ""
            line = " · ".join(filter(None, (state, plain(one.owner))))
            kind = related.words.label(one.kind) if one.kind else ""
            texts = _some((("", plain(one.why)), ("", kind)))
            yield Entry("opportunity", plain(one.title), path, line, texts, str(one.rank))


def _briefings(related: Relations) -> Iterator[Entry]:
    for name, briefing in related.site.briefings.items():
        texts = [*_texts(briefing, related.words), ("", plain(briefing.body))]
        path, line = cards.briefing_path(name), plain(briefing.agency or "")
        yield Entry("briefing", plain(briefing.title), path, line, _some(texts), "briefcase")


def _measured(related: Relations) -> Iterator[Entry]:
    """What was asked of customers, under the names that people have for it; and the gaps between
    what we believe and what they say."""
    words, held = related.words, related.site.measurements
    known = {one.kind: one.figure for one in figures.measured(held, lambda _: True, words)}
    for kind, anchor in MEASURED.items():
        one = known.get(kind)
        if not (one or (kind is MeasureKind.DRIVERS and held.drivers)):
            continue
        names = words.pgettext("search words", kind.value)
        title = words.label(kind)
        line = " ".join(filter(None, (one.value, one.margin, one.n))) if one else ""
        texts = (("", name) for name in names.split("|") if names != kind.value)
        yield Entry("measurement", title, f"{PAGE}#{anchor}", line, _some(texts), "gauge")
    for strip in all_strips(related):
        if strip.sentence:
            line = " · ".join(filter(None, (plain(strip.title), plain(strip.place))))
            yield Entry("measurement", plain(strip.sentence), f"{PAGE}#gaps", line, (), "gauge")


def _reviews(related: Relations) -> Iterator[Entry]:
    """What customers wrote, as far as it may be shown."""
    for one in review_cards(related, ()):
        line = " · ".join(filter(None, (plain(one.source), one.stars, plain(one.phase))))
        path = f"{REVIEWS}#review-{one.number}"
        title = plain(one.text or one.title)
        yield Entry("quote", title, path, line, _some([("", plain(one.title))]), "quote")


# Texts -------------------------------------------------------------------------------------------


def _texts(document: Document, words: Words, without: str = "") -> Iterator[tuple[str, str]]:
    """Every text that was written in a document, with the label of its field."""
    for name, field in type(document).model_fields.items():
        extra = field.json_schema_extra
        written = not (isinstance(extra, dict) and extra.get("written") is False)
        if written and name not in KEPT and name != without:
            for text in _inside(getattr(document, name)):
                yield _label(name, words), plain(text)


def _label(field: str, words: Words) -> str:
    """What a field is called beside what it says, if it is called anything."""
    if field in FACTS:
        return words.gettext(FACTS[field])
    label = words.pgettext("heading", field)
    return label if label != field else ""


def _inside(value: Any) -> Iterator[str]:
    if isinstance(value, Text):
        yield value.text
    elif type(value) is str:
        yield value
    elif isinstance(value, Document):
        fields = type(value).model_fields
        yield from (t for name in fields if name not in KEPT for t in _inside(getattr(value, name)))
    elif isinstance(value, tuple):
        yield from (text for item in value for text in _inside(item))
    elif isinstance(value, dict):
        yield from (text for pair in value.items() for text in _inside(pair))


def _some(texts: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Those that say something, each once."""
    return tuple(dict.fromkeys((label, text) for label, text in texts if text))


def plain(text: str) -> str:
    """A text in one line, without its markup."""
    if not MARKS.search(text):
        return " ".join(text.split())
    return RULES.sub(" ", markup.plain(text)).strip()
