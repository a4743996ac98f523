"""A feeling written in another way in; how to write it on the scale from −2 to 2, out."""

from __future__ import annotations

import re

# What others write for a feeling; the contract's scale runs from −2 to +2.
FACES = {
    "😡": -2, "😠": -2, "😭": -2, "🤬": -2, "😫": -2, "😢": -2, "😞": -1, "☹": -1, "🙁": -1,
    "😟": -1, "😕": -1, "😐": 0, "😑": 0, "🤔": 0, "😶": 0, "🙂": 1, "😊": 1, "😌": 1, "☺": 1,
    "😀": 2, "😃": 2, "😄": 2, "😁": 2, "🤩": 2, "😍": 2, "🎉": 2, "👍": 1, "👎": -1,
}  # fmt: skip


SCALE = "Write a number from −2 (awful) to 2 (wonderful)"


def explain(said: str) -> tuple[str, dict[str, object]]:
    """A hint (a catalogue key) and its values for a feeling as a word, an emoji, or on 1–5 or 0–10.

    Real journeys have all of these (`content-model.md`); a number is put on our scale by
    proportion, 1–5 when it fits there, else 0–10, else 0–100.
    """
    number = re.fullmatch(r"([+-]?\d+(?:[.,]\d+)?)(?:\s*/\s*(\d+))?", said.replace("−", "-"))
    if number is None:
        return _in_words(said)
    value = float(number[1].replace(",", "."))
    most = float(number[2]) if number[2] else 5.0 if value <= 5 else 10.0 if value <= 10 else 100.0
    least = 1.0 if most == 5 else 0.0
    if value < least or value > most:
        return SCALE, {"value": said}
    score = round(((value - least) / (most - least)) * 4 - 2, 1)
    hint = "On a scale of {least} to {most}, {value} is {score} here"
    return hint, {"value": said, "score": score, "least": least, "most": most}


def _in_words(said: str) -> tuple[str, dict[str, object]]:
    score = next((FACES[face] for face in said if face in FACES), None)
    if score is not None:
        return f"{SCALE}, here probably {{score}}", {"value": said, "score": score}
    feeling = "".join(c for c in said if c.isalpha() or c in " ,-").strip()
    hint = f"{SCALE}; the word fits in `{{{{score: …, feeling: {{feeling}}}}}}`"
    return hint, {"value": said, "feeling": feeling if re.search(r"\w", feeling) else "…"}
