"""A reading in; whether fonts are in the file, text is large enough and away from the edge, out."""

from __future__ import annotations

from affiche.errors import Kind
from affiche.preflight.painting.geometry import MM
from affiche.preflight.painting.marks import Text
from affiche.preflight.reading import Reading, checked
from affiche.preflight.report import Checked, Finding

# How far a size may be under its minimum, in points: the fitters round to a hundredth.
ROUNDING = 0.05
# How far ink may stand over the margin, in mm: sides of letters are not measured to the outline.
TOUCH = 0.1
# How many pieces of text a finding quotes.
QUOTED = 3


def fonts(read: Reading) -> Checked:
    """Every font that text is shown in is in the file."""
    used = {mark.font.name: mark.font for mark in read.marks if isinstance(mark, Text)}
    missing = tuple(sorted(name for name, font in used.items() if not font.embedded))
    values = {"count": len(used), "missing": missing}
    what = "these fonts are not in the file: {missing}"
    hint = "Put the files of these fonts into the theme (docs/themes.md)"
    findings = [Finding("fonts", Kind.ERROR, what, hint, values)] if missing else []
    return checked("fonts", "Fonts", "{count} embedded", findings, **values)


def glyphs(read: Reading) -> Checked:
    """Every character has a shape in one of the fonts."""
    lacking = [text for text in read.texts if text.missing]
    count = sum(text.missing for text in lacking)
    values = {"count": count, "text": _quoted(lacking)}
    what = "characters that no font has a letter for: {count} ({text})"
    hint = "Add a font for this script to the theme, or write it otherwise"
    findings = [Finding("glyphs", Kind.WARNING, what, hint, values)] if lacking else []
    return checked("glyphs", "Characters", "{count} missing", findings, **values)


def sizes(read: Reading) -> Checked:
    """No text is smaller than people can read from where they stand."""
    least = read.expected.text_minimum
    small = [text for text in read.texts if text.size < least - ROUNDING]
    smallest = min((text.size for text in read.texts), default=0.0)
    values = {"smallest": round(smallest, 1), "least": round(least, 1), "text": _quoted(small)}
    what = "text of {smallest} pt, where {least} pt is the least: {text}"
    hint = "In the theme: let no text on this paper be smaller than {least} pt"
    findings = [Finding("text-size", Kind.ERROR, what, hint, values)] if small else []
    return checked("text-size", "Text size", "{smallest} pt or more", findings, **values)


def safety(read: Reading) -> Checked:
    """No text so close to the edge that cutting, or a frame, takes some of it."""
    margin, frame = read.expected.safety, read.expected.frame
    over = _nearer(margin, read)
    covered = _nearer(frame, read) if frame > margin and not over else []
    near = -max((text.whole.outside(read.trim) for text in read.texts), default=0.0) * MM
    values = {
        "near": round(near, 1) + 0.0, "safety": margin, "frame": frame,
        "text": _quoted(over or covered),
    }  # fmt: skip
    what = "text stands {near} mm from the edge, where {safety} mm is the least: {text}"
    hint = "In the theme: keep text {safety} mm away; or ask your print shop for less than that"
    findings = [Finding("safety", Kind.ERROR, what, hint, values)] if over else []
    if covered:
        what = "text stands {near} mm from the edge, where a frame covers {frame} mm: {text}"
        hint = "Take a frame with a passe-partout, or clip rails"
        findings = [Finding("safety", Kind.WARNING, what, hint, values)]
    return checked("safety", "Text away from the edge", "{near} mm or more", findings, **values)


def _nearer(margin: float, read: Reading) -> list[Text]:
    """The text that stands nearer to the edge than this, in mm."""
    field = read.trim.grown((TOUCH - margin) / MM)
    return [text for text in read.texts if text.whole.outside(field) > 0]


def _quoted(texts: list[Text]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text.text.strip() for text in texts))[:QUOTED]
