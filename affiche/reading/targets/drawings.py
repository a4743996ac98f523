"""An SVG in; how large it is, or why it cannot be used, out."""

from __future__ import annotations

import re
from collections import Counter, defaultdict

from affiche.images.drawings import UnreadableError, checked, remade

# What a sheet can hold: a thousand parts take some .15 s to lay out, and as many characters of
# paths some 4 ms; a poster is laid out a few times.
PARTS = 10_000
LETTERS = 1_500_000
# Its width or height, in user units: no wall is so wide.
LARGEST = 1_000_000.0
# How deep groups may lie in groups, and uses in uses.
DEEPEST = 200
# Pictures that are in the drawing itself, and addresses within it.
WITHIN = ("#", "data:")
_PIXELS = {
    "": 1.0,
    "px": 1.0,
    "pt": 4 / 3,
    "mm": 96 / 25.4,
    "cm": 96 / 2.54,
    "in": 96.0,
    "pc": 16.0,
}


class UnusableError(Exception):
    """The picture cannot be used: `what` and `hint` are catalogue keys."""

    def __init__(self, what: str, hint: str) -> None:
        self.what = what
        self.hint = hint
        super().__init__(what)


def size(raw: bytes) -> tuple[float, float]:
    """Width and height of an SVG in CSS pixels, from its own size or its viewBox.

    Raises UnusableError, also for a drawing that holds more than a drawing, or too much of one.
    """
    look = _Look()
    try:
        checked(raw, look.start, look.end)
    except UnreadableError as error:
        raise _unreadable(error) from None
    if look.names[0] != "svg":
        raise UnusableError("this is not an SVG drawing", "Save it as SVG")
    if look.parts() > PARTS or look.letters > LETTERS:
        raise _detailed()
    return _size(look.root)


def _detailed() -> UnusableError:
    return UnusableError(
        "this drawing has too much detail for a poster",
        "Simplify its lines in your drawing program, or save it as PNG",
    )


def _unreadable(error: UnreadableError) -> UnusableError:
    if error.args == ("entities",):
        return UnusableError(
            "this drawing defines entities, which are not read", "Save it as a plain SVG"
        )
    return UnusableError("this drawing is damaged", "Save it anew as SVG")


class _Look:
    """Goes through a drawing, and refuses what cannot be in one."""

    def __init__(self) -> None:
        self.root: dict[str, str] = {}
        self.names: list[str] = []
        self.letters = 0
        self._open: list[tuple[str, str]] = []
        self._sizes: Counter[str] = Counter()
        self._uses: defaultdict[str, list[str]] = defaultdict(list)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Look at an element."""
        tag = name.rpartition(":")[2]
        if not self.names:
            self.root.update(attributes)
        self.names.append(tag)
        self._open.append((tag, attributes.get("id", "")))
        if len(self._open) > DEEPEST:
            raise _detailed()
        address = next((v for k, v in attributes.items() if k.rpartition(":")[2] == "href"), "#")
        self._refuse(tag, address.strip())
        self.letters += len(attributes.get("d", "")) + len(attributes.get("points", ""))
        within = {"", *(each for _, each in self._open if each)}
        self._sizes.update(within)
        if tag == "use":
            for each in within:
                self._uses[each].append(address.strip()[1:])

    def end(self, _name: str) -> None:
        """Leave an element."""
        self._open.pop()

    def _refuse(self, tag: str, address: str) -> None:
        # Illustrator and draw.io hold a second drawing beside it for themselves, in a switch.
        spare = tag == "foreignObject" and any(each == "switch" for each, _ in self._open)
        outside = tag != "a" and not address.startswith(WITHIN)
        if tag.lower() == "script" or (tag.lower() == "foreignobject" and not spare) or outside:
            raise UnusableError(
                "this drawing holds more than a drawing (a script, or a file from elsewhere)",
                "Save it as a plain SVG, with its pictures embedded",
            )
        if tag == "image" and address.startswith("data:") and remade(address) is None:
            raise UnusableError(
                "there is a picture in this drawing that cannot be read",
                "Embed it as PNG or JPEG, or leave it out",
            )

    def parts(self) -> int:
        """How many elements are drawn, those that are used again counted again."""
        known: dict[str, int] = {}

        def count(name: str, above: tuple[str, ...]) -> int:
            if name in above:  # a browser does not draw it either
                return 0
            if len(above) > DEEPEST:
                return PARTS + 1
            if name not in known:
                used = sum(count(each, (*above, name)) for each in self._uses[name])
                known[name] = min(PARTS + 1, self._sizes[name] + used)
            return known[name]

        return count("", ())


def _size(root: dict[str, str]) -> tuple[float, float]:
    box = re.split(r"[\s,]+", root.get("viewBox", "").strip())
    boxed = [side for side in map(_number, box[2:4]) if side] if len(box) == 4 else []
    sizes = [_length(root.get(side, "")) for side in ("width", "height")]
    width, height = (size or (boxed[i] if len(boxed) == 2 else 0) for i, size in enumerate(sizes))
    if not (0 < width < LARGEST and 0 < height < LARGEST):
        raise UnusableError("this drawing does not say how large it is", "Give it a viewBox")
    return width, height


def _number(said: str) -> float | None:
    try:
        return float(said)
    except ValueError:
        return None


def _length(said: str) -> float | None:
    match = re.fullmatch(r"\s*([\d.]+)(px|pt|mm|cm|in|pc)?\s*", said)
    try:
        return float(match[1]) * _PIXELS[match[2] or ""] if match else None
    except ValueError:
        return None
