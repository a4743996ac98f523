"""The checks that a company may switch off (`quality: {off: {rule: reason}}`): in site.yaml for all
documents, in a persona or journey for that one.

Rule → what it looks at, as an English catalogue key. They are warnings and advice; an error
cannot be switched off.
"""

from __future__ import annotations

from affiche.model.text import Document, Free


class Quality(Document):
    """Rules that are switched off, each with the reason why."""

    off: dict[str, Free] = {}


RULES = {
    "no-owner": "Somebody keeps it up to date",
    "review-overdue": "It was reviewed in time",
    "no-evidence": "It rests on more than assumptions",
    "no-photo": "The persona has a face",
    "no-alt": "The photo is described for those who cannot see it",
    "no-quote": "The persona speaks",
    "no-journey": "The persona makes a journey",
    "no-persona": "The journey has a persona",
    "no-feeling": "The journey says what is felt",
    "channel-name": "Channels are spelled as this program knows them",
    "no-catalogue": "The site speaks its own language",
    "unused-touchpoint": "Every registered touchpoint is in a journey",
    "unused-opportunity": "Every registered opportunity is in a journey",
    "consent-ends": "The consent for the photo lasts",
    "consent-missing": "A photo is shown with consent",
    "consent-expired": "A photo is shown with consent",
    "consent-withdrawn": "A photo is shown with consent",
    "consent-scope": "A photo is shown with consent",
    "photo-kind": "It is known who is in a photo",
    "remote-picture": "Pictures come from the content folder",
    "broken-link": "Links lead somewhere",
    "text-after-hash": "Text is read to its end",
    "unread-file": "Every file in the content folder is read",
    "copy": "No copy stands beside its original",
    "not-here": "Every file is on this computer",
    "hardly-shown": "Agencies see what they need of a persona",
    "no-dates": "Dates of changes are known",
    "filler": "The text of a template is replaced",
    "two-readings": "A date can mean one day only",
    "no-such-time": "Times exist",
    "diagram": "Every drawing can be printed",
    "fields-in-table": "Age, occupation and the like stand in their fields",
    "sheet-unfit": "Every sheet can be laid out",
    "sheet-slow": "Every sheet is made in time",
    "sheet-memory": "Every sheet fits in the memory",
    "sheet-failed": "Every sheet can be made",
    "open-notes": "Every note gets an answer",
    "section-gone": "Notes are about what is still there",
    "unknown-sheet": "Every copy is of a sheet that there is",
    "unread-column": "Every column of a spreadsheet is read",
    "left-off": "Every sheet shows everything",
    "curve-full": "Every word of the curve has room on the map",
    "pack-lacks": "Every pack has all its sheets",
    "long-path": "Every file of the site opens on Windows",
    "low-resolution": "Photos are sharp in print",
    "no-glyph": "Every letter of a sheet is drawn",
    "system-font": "Sheets look the same on every machine",
    "hidden-dip": "The curve shows the dips that customers report",
    "stale-curve": "The curve is newer than the answers that contradict it",
    "only-demographics": "The persona says what moves the customer",
    "empty-phase": "Every phase has a touchpoint",
    "same-wish": "Each phase has a wish of its own",
    "only-pleasant": "The journey shows what is unpleasant too",
    "nothing-after": "The journey goes on after the sale",
    "misery-open": "Something is planned against each moment of misery",
    "magic-untold": "Moments of magic say what was expected, and what came",
    "all-assumed": "Some of what is felt was asked",
    "final-unfounded": "What is final says what it rests on",
    "many-phases": "The whole journey can be seen at once",
    "channel-unused": "Customers use the channels at which they meet us",
    "department-phase": "Phases are called after what the customer does",
    "nps-scale": "The scale of the NPS is 0 to 10",
    "no-scale": "The scale of a measure is said",
    "no-publish": "It is said which reviews may be shown",
    "personal-data": "No customer is named in what is shown",
    "unknown-card": "Every card with votes is an opportunity",
    "empty-file": "Every file of measurements holds something",
    "no-pango": "Sheets can be made here",
}
