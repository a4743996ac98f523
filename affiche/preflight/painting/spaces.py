"""A colour space or a shading of a PDF in; its name, or the colours that it runs through, out."""

from __future__ import annotations

from typing import Any

# How many parts a colour of each device space has.
COMPONENTS = {"DeviceGray": 1, "DeviceRGB": 3, "DeviceCMYK": 4}


def space_name(space: Any) -> str:
    """What we call a colour space object: "DeviceRGB", "ICCBased 4", "Separation All"…"""
    if space._type_name == "name":
        return str(space).removeprefix("/")
    family = str(space[0]).removeprefix("/")
    if family == "ICCBased":
        return f"ICCBased {int(space[1].N)}"
    if family == "Separation":
        return f"Separation {str(space[1]).removeprefix('/')}"
    if family == "Indexed":
        return space_name(space[1])
    return family


def shading_colours(shading: Any) -> list[tuple[float, ...]]:
    """The colours at the ends of each piece of a shading's function."""
    functions = shading.get("/Function")
    if functions is None:
        return [()]
    if functions._type_name == "array":
        parts = [_ends(each) for each in functions]
        return [sum(ends, ()) for ends in zip(*parts, strict=False)]
    return _ends(functions)


def _ends(function: Any) -> list[tuple[float, ...]]:
    kind = int(function.FunctionType)
    if kind == 3:
        return [ends for each in function.Functions for ends in _ends(each)]
    if kind == 2:
        return [
            tuple(map(float, function.get("/C0", [0]))),
            tuple(map(float, function.get("/C1", [1]))),
        ]
    if kind == 0 and int(function.BitsPerSample) == 8:
        outputs = len(function.Range) // 2
        data = function.read_bytes()
        return [
            tuple(value / 255 for value in data[place : place + outputs])
            for place in range(0, len(data) - outputs + 1, outputs)
        ]
    return [()]
