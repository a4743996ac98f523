"""The files of a theme in; its colours, those that nobody gave made out of those that were, out.

A company knows its brand colour. What goes on it and the deep and soft forms of it are made to be
read: whoever gives them too has the last word.
"""

from __future__ import annotations

import colorsys
import difflib
from collections.abc import Iterable, Iterator, Mapping, Sequence

from affiche.errors import Kind, Place, Problem
from affiche.model.theme import Swatch, ThemeFile
from affiche.themes.checks import Written
from affiche.themes.contrast import AA, AA_LARGE, contrast
from affiche.themes.theme import Pair

# Each has a deep form (small text in it) and a soft one (a tint behind text).
BRANDS = ("accent", "second")
# What stands on the accent: the first is a token, the others are what it may become.
ON, CHOICE = "on-accent", ("ink", "paper")
# How much of a brand is in its tint, in percent, the fullest first.
TINTS = range(22, 3, -2)


def colors(files: Sequence[ThemeFile], pairs: Iterable[Pair]) -> dict[str, str]:
    """Name → "#RRGGBB", the most particular file first; `pairs` say what has to be read on what.

    A form of a brand that only a parent gave belongs to the parent's brand, and is made anew.
    """
    found = {name: swatch.hex for name, swatch in swatches(files).items()}
    wanted = tuple(pairs)
    for brand in BRANDS:
        for form in ("soft", "deep"):
            name = f"{brand}-{form}"
            if _stale(files, name, brand):
                shades = _tints(found, brand) if form == "soft" else _shades(found[brand])
                found[name] = _first_read(shades, name, found, wanted)
    if _stale(files, ON, "accent") and not _is_read(found[ON], ON, found, wanted):
        choice = [found[name] for name in CHOICE if name in found]
        best = max(choice, key=lambda one: contrast(one, found["accent"]))
        found[ON] = legible(best, ON, found, wanted)
    return found


def dark(files: Sequence[ThemeFile], pairs: Iterable[Pair]) -> dict[str, str]:
    """The colours for who reads in the dark, those that are not said as by day; empty when the
    theme offers none. Those of a parent do not suit a child with colours of its own."""
    for file in files:
        if file.dark:
            return colors(files, pairs) | file.dark
        if file.colors:
            return {}
    return {}


def swatches(files: Sequence[ThemeFile]) -> dict[str, Swatch]:
    """Every colour that was given, with its names in print; the most particular file first."""
    found: dict[str, Swatch] = {}
    for file in reversed(files):
        found |= {**file.colors, **file.extra}
    return found


def legible(color: str, name: str, others: Mapping[str, str], pairs: Sequence[Pair]) -> str:
    """The colour when it is read on everything that it stands on, else the nearest shade of its
    own hue that is; itself when none is."""
    if _is_read(color, name, others, pairs):
        return color
    fit = [shade for shade in _shades(color) if _is_read(shade, name, others, pairs)]
    return min(fit, key=lambda shade: contrast(shade, color), default=color)


def _stale(files: Sequence[ThemeFile], name: str, brand: str) -> bool:
    """Whether a colour was given only for the brand of a parent."""
    given = [number for number, file in enumerate(files) if name in file.colors]
    brands = [number for number, file in enumerate(files) if brand in file.colors]
    return bool(given and brands) and brands[0] < given[0]


def _is_read(color: str, name: str, others: Mapping[str, str], pairs: Iterable[Pair]) -> bool:
    """Whether `color`, as `name`, is read on everything that it stands on, and all on it."""
    found = {**others, name: color}
    return all(
        contrast(found[pair.text], found[pair.ground]) >= (AA_LARGE if pair.large else AA)
        for pair in pairs
        if name in (pair.text, pair.ground) and {pair.text, pair.ground} <= found.keys()
    )


def _first_read(
    shades: Iterable[str], name: str, others: Mapping[str, str], pairs: Iterable[Pair]
) -> str:
    """The first that is read everywhere; the last when none is."""
    shade = others[name]
    for shade in shades:
        if _is_read(shade, name, others, pairs):
            break
    return shade


def _tints(found: Mapping[str, str], brand: str) -> Iterator[str]:
    """A brand on the ground of a card, fainter and fainter."""
    ground = _channels(found.get("card", "#FFFFFF"))
    for percent in TINTS:
        mixed = zip(_channels(found[brand]), ground, strict=True)
        yield _hex((a * percent + b * (100 - percent)) / 100 for a, b in mixed)


def _shades(color: str) -> Iterator[str]:
    """A colour, darker and darker in its own hue, a fiftieth at a time; then lighter."""
    hue, light, full = colorsys.rgb_to_hls(*_channels(color))
    steps = [light * (50 - step) / 50 for step in range(51)]
    steps += [light + (1 - light) * step / 50 for step in range(1, 51)]
    yield from (_hex(colorsys.hls_to_rgb(hue, one, full)) for one in steps)


def _channels(color: str) -> tuple[float, float, float]:
    return int(color[1:3], 16) / 255, int(color[3:5], 16) / 255, int(color[5:7], 16) / 255


def _hex(channels: Iterable[float]) -> str:
    return "#" + "".join(f"{round(channel * 255):02X}" for channel in channels)


def unknown(chain: Sequence[Written]) -> Iterator[Problem]:
    """Tokens that no template knows, because no parent has them: a slip, or a colour of a theme's
    own, which stands under `extra`."""
    for number, written in enumerate(chain):
        parents = [parent.file for parent in chain[number + 1 :]]
        if not parents:
            continue
        colors = {name for file in parents for name in (*file.colors, *file.extra)}
        shapes = {name for file in parents for name in file.shape}
        hint = "A colour of your own belongs under `extra`; these are known: {known}"
        yield from _unknown(written, "colors", written.file.colors, colors, hint)
        own = colors | set(written.file.extra)
        yield from _unknown(
            written, "dark", written.file.dark, own, "These are known here: {known}"
        )
        hint = "These are known here: {known}"
        yield from _unknown(written, "shape", written.file.shape, shapes, hint)


def _unknown(
    written: Written, key: str, names: Iterable[str], known: Iterable[str], hint: str
) -> Iterator[Problem]:
    listed = sorted(known)
    for name in (name for name in names if name not in listed):
        guess = difflib.get_close_matches(name.replace("_", "-").casefold(), listed, 1)
        values = {"name": name, "guess": "".join(guess), "known": ", ".join(listed)}
        place = Place(written.path, *written.key(key, name))
        what = "`{name}` is no token of this house style"
        hint = "Did you mean `{guess}`?" if guess else hint
        yield Problem(Kind.ERROR, "unknown-token", place, what, hint, values)
