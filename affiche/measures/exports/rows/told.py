"""What is said of a mistake in a row: (what is wrong, what to do). Tables only."""

from __future__ import annotations

GUESS = "Did you mean `{guess}`?"
NO_NUMBER = (
    "`{value}` in the column “{column}” is no number",
    "Write a number, or leave the cell empty when there is no answer; for words, export numbers, "
    "or say in site.yaml what each stands for: `values: {{Very satisfied: 5}}`",
)
NOT_WHOLE = (
    "{value} in the column “{column}” is no answer from 0 to 10",
    "Give one answer a row, or an answer with how many gave it in a column `n`",
)
OUT_OF_RANGE = (
    "{value} in the column “{column}” is out of range",
    "The scale runs from {low} to {high}; say so with `scale` in site.yaml when it is another one",
)
OUT_OF_STARS = (
    "{value} in the column “{column}” is out of range",
    "The most is {high} here; say so with `max` in site.yaml when it is another number",
)
OTHER_MOST = (
    "`{value}` in the column “{column}” is out of {top}, and {high} is the most here",
    "Say in site.yaml out of how many it is (`max: {top}`), or write the score alone",
)
NPS_ITSELF = (
    "{value} in the column “{column}” is out of range",
    "An NPS is counted from answers from {low} to {high}; is this the NPS itself, type it by hand "
    "in `measures:` of the journey",
)
OF_ASPECT = (
    "{value} in the column “{column}” is out of range",
    "The scale runs from {low} to {high}; say so with `scale` in site.yaml when it is another one, "
    "or name the columns that were judged: `aspects: […]`",
)
OTHER_SCALE = (
    "`{value}` in the column “{column}” is out of {top}, and the scale runs from {low} to {high}",
    "Say in site.yaml on which scale was asked (`scale: {first}-{top}`), or write the score alone",
)
NPS_SCALE = (
    "an NPS is asked on 0 to 10, and this scale runs from {low} to {high}",
    "Let the name of the file begin with `satisfaction`, or say `scale: 0-10`",
)
FRACTIONS = (
    "{value} in the column “{column}” is a part of 1, as a spreadsheet keeps percentages, and the "
    "scale runs to 100",
    "Write 80 for 80%: multiply the column by 100 and give it the form of a number",
)
NO_SUCH_DAY = (
    "the day {value} in the column “{column}” does not exist",
    "Write day, month and year, as in 22-11-2026; `date_order: month-first` in site.yaml when the "
    "month comes first",
)
NO_DAY = ("`{value}` in the column “{column}” is no date", "Write it as 22-11-2026 or 2026-11-22")
NOT_THEN = (
    "the day {value} in the column “{column}” cannot be right",
    "It is still to come, or from before there were surveys",
)
BAD_COUNT = (
    "`{value}` in the column “{column}” is no number of answers",
    "Write a whole number from 1",
)
BAD_VOTES = ("{value} in the column “{column}” is no number of votes", "Write a whole number")
BAD_SCALE = ("`{value}` in the column “{column}” is no scale", "Write it as 1-7")
BAD_MAX = ("`{value}` in the column “{column}” is no highest score", "Write 5 or 10")
TOO_MANY = (
    "this row has {cells} cells and the head has {head} columns",
    "Put text that has the separator in it between quotation marks, or export the file anew",
)
TOO_FEW = (
    "this row has one cell and the head has {head} columns",
    "Set its cells apart as the rest of the file does, or export the file anew",
)
WRONG_PUBLISH = (
    "`{value}` in the column “{column}” does not say whether it may be shown",
    "Write no, yes (without the author) or name (with the author)",
)
WRONG_USE = (
    "`{value}` in the column “{column}” is no use of a review",
    "Write marketing, faq, follow-up or poster; several with a comma between them",
)
NOT_LITERAL = (
    "“{value}” in the column “{column}” does not stand in the review literally",
    "Copy it from the text of the review, or leave the cell empty",
)
NOWHERE_TOLD = {
    "persona": ("there is no persona `{name}`", "There are: {known}; or say in `values` in "
                "site.yaml what is meant by it"),
    "journey": ("there is no journey `{name}`", "There are: {known}; or say in `values` in "
                "site.yaml what is meant by it"),
    "phase": ("there is no phase `{name}`", "There are: {known}; or say in `values` in site.yaml "
              "what is meant by it"),
    "touchpoint": ("there is no touchpoint `{name}`", "Add it to touchpoints.yaml, or say in "
                   "`values` in site.yaml what is meant by it"),
}  # fmt: skip
