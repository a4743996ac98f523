"""A finished PDF and what is expected of it in; a report of measured checks out.

Nothing that made the file is believed: its bytes are opened and its content streams followed.

`report`    what is expected, and what is found
`painting`  what a page paints, read: `page`, from `canvas` with `colours`, `paths`, `pictures`,
            `lettering`, over `tokens`, `geometry`, `fonts`, `spaces`, `marks`
`structure` what a screen reader finds
`reading`   what the checks look at
`checks`    `paper`, `ink`, `type`, `tags`, `claims`
"""

from __future__ import annotations

import io
from collections.abc import Callable

from affiche.errors import Kind
from affiche.preflight.checks import claims, ink, paper, tags, type
from affiche.preflight.reading import Reading, checked
from affiche.preflight.report import OURS, PDF_UA, PDF_X, Checked, Expected, Finding, Report

Check = Callable[[Reading], Checked]

# Each check, and for which files it is done.
CHECKS: tuple[tuple[Check, Callable[[Expected], bool]], ...] = (
    (paper.pages, lambda want: True),
    (paper.size, lambda want: True),
    (paper.boxes, lambda want: want.printer),
    (paper.bleed, lambda want: want.bleed > 0),
    (paper.crop_marks, lambda want: want.marks),
    (type.fonts, lambda want: True),
    (type.glyphs, lambda want: True),
    (type.sizes, lambda want: want.text_minimum > 0),
    (type.safety, lambda want: want.safety > 0),
    (ink.colour, lambda want: True),
    (ink.intent, lambda want: want.printer),
    (ink.ink, lambda want: want.colour == "cmyk"),
    (ink.black, lambda want: want.colour == "cmyk"),
    (ink.resolution, lambda want: not want.projected),
    (tags.tags, lambda want: want.tagged),
    (tags.alternatives, lambda want: want.tagged),
    (claims.language, lambda want: True),
    (claims.title, lambda want: True),
    (claims.day, lambda want: True),
    (claims.identity, lambda want: want.printer),
    (claims.still, lambda want: want.printer),
    (paper.weight, lambda want: want.weight > 0),
)


def preflight(pdf: bytes, expected: Expected) -> Report:
    """Check a PDF. Never raises: a file that cannot be read is a finding."""
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(pdf), attempt_recovery=False) as opened:
            read = Reading(opened, len(pdf), expected)
            done = tuple(check(read) for check, wanted in CHECKS if wanted(expected))
            return Report((*done, claims.labels(read, done)))
    except Exception as error:  # whatever it holds: this is for files that are not what they seem
        what = "the file cannot be read: {why}"
        broken = Finding("readable", Kind.ERROR, what, OURS, {"why": f"{error}"})
        return Report((checked("readable", "Readable", "–", [broken]),))


def relabelled(pdf: bytes, expected: Expected, before: Report) -> Report:
    """The report of a file that was checked and then got its label: only that is checked anew."""
    import pikepdf

    with pikepdf.open(io.BytesIO(pdf)) as opened:
        done = tuple(check for check in before.checks if check.check != "label")
        return Report((*done, claims.labels(Reading(opened, len(pdf), expected), done)))


__all__ = ["PDF_UA", "PDF_X", "Checked", "Expected", "Finding", "Report", "preflight", "relabelled"]
