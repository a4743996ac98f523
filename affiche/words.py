"""The words of the interface: a language code in, a `Words` out that translates and formats.

Catalogues are plain gettext `.po` files (`affiche/locale/<language>/*.po`, and `locale/` of a
theme); msgids are English, so English needs no catalogue. A new language is one folder.
"""

from __future__ import annotations

import contextlib
import gettext
import hashlib
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import Enum
from functools import lru_cache
from pathlib import Path
from string import Formatter

from affiche import disk
from affiche.commands import Command, Start

LOCALE = Path(__file__).parent / "locale"
SOURCE_LANGUAGE = "en"


@dataclass(frozen=True)
class Term:
    """A word of ours among the values of a message: its context and its name in the catalogues
    ("channel", "email"). It is said in the reader's language."""

    context: str
    name: str


def languages() -> tuple[str, ...]:
    """The interface languages that are shipped, English included."""
    shipped = {folder.name for folder in LOCALE.iterdir() if folder.is_dir()}
    return (SOURCE_LANGUAGE, *sorted(shipped - {SOURCE_LANGUAGE}))


# Languages that somebody may name instead of giving their code.
NAMED = ("nl", "en", "de", "fr", "fy", "es", "it", "pt", "pl", "tr", "ar", "ro", "bg", "uk", "ru",
         "zh", "ja", "ko", "he", "fa", "el", "da", "sv", "nb", "fi", "cs", "hu", "id")  # fmt: skip


def code_of(said: str) -> str:
    """The code of a language that is named in Dutch, English or itself; else what was said."""
    if len(said) < 4 or "-" in said or "_" in said:
        return said
    return _codes().get(said.strip().casefold(), said)


@lru_cache(maxsize=1)
def _codes() -> dict[str, str]:
    from babel.core import Locale

    found = {"vlaams": "nl-BE", "flemish": "nl-BE"}
    for code in NAMED:
        for language in ("nl", "en", code):
            found.setdefault((Locale(code).get_display_name(language) or code).casefold(), code)
    return found


def spoken(language: str, other: str, extra: tuple[Path, ...] = ()) -> str:
    """The language when there is a catalogue for it, here or in a theme; else the other."""
    code = language.replace("-", "_").split("_")[0].lower()
    known = code in languages() or any((folder / code).is_dir() for folder in extra)
    return language if known else other


Part = tuple[str, int, int]


def _compiled(folder: Path) -> gettext.GNUTranslations | None:
    """The catalogue of one folder, all its .po files together; None when it has none.

    A fallback is hung on it, so each caller gets its own.
    """
    found = ((path, path.stat()) for path in sorted(folder.glob("*.po")))
    parts = tuple((path.name, stat.st_mtime_ns, stat.st_size) for path, stat in found)
    return gettext.GNUTranslations(io.BytesIO(_packed(folder, parts))) if parts else None


@lru_cache(maxsize=64)
def _packed(folder: Path, parts: tuple[Part, ...]) -> bytes:
    """The parts of a catalogue compiled into one; nobody has to remember a build step.

    Ours are kept as Python keeps its own, in a `__pycache__` beside the source: reading them anew
    would be most of the time that a short command takes.
    """
    state = hashlib.blake2b(repr(parts).encode(), digest_size=10).hexdigest()
    kept = folder / "__pycache__" / f"{state}.mo"
    ours = folder.parent == LOCALE
    if ours:
        with contextlib.suppress(OSError):
            return kept.read_bytes()
    packed = _compile([folder / name for name, *_ in parts])
    if ours:
        _keep(kept, packed)
    return packed


def _compile(paths: Sequence[Path]) -> bytes:
    """One catalogue of several files; the last that says a text counts."""
    from babel.messages import Catalog, mofile, pofile

    whole = Catalog()
    for path in paths:
        raw = path.read_bytes()
        part = pofile.read_po(io.BytesIO(raw))
        if b"Plural-Forms" in raw:  # a part that does not say it is read as English is
            whole.mime_headers = part.mime_headers
        for message in part:
            if message.id:
                whole.add(message.id, message.string, context=message.context)
    packed = io.BytesIO()
    mofile.write_mo(packed, whole)
    return packed.getvalue()


def _keep(kept: Path, packed: bytes) -> None:
    """Write it whole or not at all, in the place of the one before; a read-only folder is fine."""
    with contextlib.suppress(OSError):
        disk.put(kept, packed)
        for old in kept.parent.glob("*.mo"):
            if old != kept:
                old.unlink(missing_ok=True)


@lru_cache(maxsize=32)
def words(language: str, extra: tuple[Path, ...] = ()) -> Words:
    """The words of `language` ("nl", "nl-BE"); `extra` are locale folders of a theme, first wins.

    A language without a catalogue speaks English, and so does a text that one leaves out; dates and
    numbers still follow the language.
    """
    code = language.replace("-", "_").split("_")[0].lower()
    chain: gettext.NullTranslations = gettext.NullTranslations()
    known = dict.fromkeys((code, SOURCE_LANGUAGE))
    folders = [*(folder / code for folder in extra), *(LOCALE / language for language in known)]
    for folder in reversed(folders):
        if catalogue := _compiled(folder):
            catalogue.add_fallback(chain)
            chain = catalogue
    return Words(language=language, catalogue=chain)


class Words:
    """Texts, labels, dates and numbers in one language."""

    def __init__(
        self, language: str, catalogue: gettext.NullTranslations, start: Start | None = None
    ) -> None:
        self.language = language
        self.catalogue = catalogue
        self.start = start or Start()
        self._locale = _known_locale(language)
        self._told: dict[Start, Words] = {}

    def told_to(self, start: Start) -> Words:
        """The same words for somebody who calls the program so; commands are told that way."""
        if start not in self._told:  # what follows from words is known by which they are
            self._told[start] = Words(self.language, self.catalogue, start)
        return self._told[start]

    def gettext(self, text: str) -> str:
        """The translation of `text`, or `text` itself. An empty text stays empty."""
        return self.catalogue.gettext(text) if text else ""

    def ngettext(self, one: str, many: str, count: int) -> str:
        """The form of the text that fits `count`."""
        return self.catalogue.ngettext(one, many, count)

    def pgettext(self, context: str, text: str) -> str:
        """The translation of `text` in `context`."""
        return self.catalogue.pgettext(context, text)

    def say(self, text: str, /, **values: object) -> str:
        """The translation of `text` with `{names}` filled in; unknown names stay as they are.

        Values are put into words: choices, dates and fractions, and tuples of them with commas.
        """
        spoken = {name: self._spoken(value) for name, value in values.items()}
        return _filled(self.gettext(text), spoken)

    def _spoken(self, value: object) -> object:
        if isinstance(value, tuple | list):
            return ", ".join(str(self._spoken(item)) for item in value)
        if isinstance(value, Enum):
            return self.label(value).lower()
        if isinstance(value, Term):
            return self.pgettext(value.context, value.name)
        if isinstance(value, Command):
            return self.start.told(value)
        if isinstance(value, date):
            return self.date(value)
        return self.number(value) if isinstance(value, float) else value

    def label(self, choice: Enum) -> str:
        """The label of a fixed choice (`Status.FINAL` is "Definitief")."""
        return self.pgettext(type(choice).__name__, str(choice.value))

    def date(self, day: date, form: str = "long") -> str:
        """A date in words: "22 november 2026"."""
        return _date(day, form, self._locale)

    def number(self, value: float, decimals: int | None = None) -> str:
        """A number with the language's decimal sign."""
        return _number(value, decimals, self._locale)

    def size(self, count: int) -> str:
        """A number of bytes as a reader knows it: "0,4 MB", "38 kB"."""
        if count < 100_000:
            return f"{max(1, round(count / 1000))} kB"
        return f"{self.number(count / 1_000_000, 1)} MB"


# Babel takes its time, and a site says the same few numbers and dates over and over.
@lru_cache(maxsize=4096)
def _date(day: date, form: str, locale: str) -> str:
    from babel.dates import format_date

    return format_date(day, form, locale=locale)


def rounded(value: float, decimals: int = 0) -> float:
    """A number as spreadsheets round it, a half away from zero: who counts a figure again there
    has the same one. The ninth decimal takes away what binary fractions add."""
    whole = Decimal(repr(round(value, 9))).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    return float(whole) + 0.0


@lru_cache(maxsize=4096)
def _number(value: float, decimals: int | None, locale: str) -> str:
    from babel.numbers import format_decimal

    pattern = None if decimals is None else "#,##0" + ("." + "0" * decimals if decimals else "")
    if abs(value) >= _ENDLESS:  # Babel rounds numbers of 28 digits at most
        return f"{value:g}"
    value = value if decimals is None else rounded(value, decimals)
    return format_decimal(value, format=pattern, locale=locale)


_ENDLESS = 1e24


def _known_locale(language: str) -> str:
    """The language as Babel knows it, English when it does not."""
    from babel.core import Locale, UnknownLocaleError

    try:
        return str(Locale.parse(language.replace("-", "_")))
    except (UnknownLocaleError, ValueError):
        return SOURCE_LANGUAGE


def _filled(text: str, values: Mapping[str, object]) -> str:
    """A text with the values of the names in it. What else stands in braces is what a writer is to
    type (`{id: systems}`), and stays."""
    parts = []
    for literal, name, spec, _ in Formatter().parse(text):
        parts.append(literal)
        if name is None:
            continue
        if name in values and not spec:
            parts.append(str(values[name]))
        else:
            parts.append("{" + (f"{name}:{spec}" if spec else name) + "}")
    return "".join(parts)


def choices(kind: type[Enum]) -> dict[str, Enum]:
    """Every word that a writer may use for a choice, in any shipped language, casefolded.

    A catalogue adds words with the context "<Choice> words": alternatives split by "|".
    """
    found: dict[str, Enum] = {}
    for choice in kind:
        for language in languages():
            spoken = words(language)
            alternatives = spoken.pgettext(f"{kind.__name__} words", str(choice.value))
            for word in (str(choice.value), spoken.label(choice), *alternatives.split("|")):
                found.setdefault(word.strip().casefold(), choice)
    return found


def spellings(keys: Sequence[str], context: str) -> dict[str, str]:
    """Every word, in any shipped language, that stands for one of `keys`; casefolded.

    Used for headings: {"doelen": "goals", "goals": "goals", …}, context "heading". The catalogue's
    label counts, and the alternatives of the context "heading words", split by "|".
    """
    found = {key.casefold(): key for key in keys}
    for key in keys:
        for language in languages():
            spoken = words(language)
            alternatives = spoken.pgettext(f"{context} words", key)
            for word in (spoken.pgettext(context, key), *alternatives.split("|")):
                found.setdefault(word.strip().casefold(), key)
    return found
