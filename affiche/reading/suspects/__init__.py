"""A text in; each line that looks like a field, a fence, a heading or a remark and is none, out.

Whatever is not recognised would be shown as text, and text may leave the company. So what can
only be meant as structure is an error (`sure`); what may be prose as well ("Status: getrouwd", a
heading in a quote) is a doubt, and keeps the text that it stands in from the agencies.

`look`    the Markdown below the fields · `values`  the texts of fields
`fields`  what a line can only be meant as · `closed`  what says that it is not for everybody
`said`    the words
"""

from affiche.reading.suspects.look import body, cut_off
from affiche.reading.suspects.said import Suspect, doubted_label, slipped_in
from affiche.reading.suspects.values import doubtful_label, doubts, key, value, without_doubts

__all__ = [
    "Suspect",
    "body",
    "cut_off",
    "doubted_label",
    "doubtful_label",
    "doubts",
    "key",
    "slipped_in",
    "value",
    "without_doubts",
]
