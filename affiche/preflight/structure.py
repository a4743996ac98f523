"""A PDF in; the elements of its structure, as screen readers find them, out.

Source: ISO 32000-1, 14.7.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Element:
    """One element of the structure: its standard role, its own dictionary, and its contents as
    (number in the parent tree of the stream, mcid)."""

    role: str
    source: Any
    contents: tuple[tuple[int | None, int], ...]


def elements(pdf: Any) -> tuple[Element, ...]:
    """Every element of the structure of a `pikepdf.Pdf` in reading order; none without tags."""
    root = pdf.Root.get("/StructTreeRoot")
    if root is None:
        return ()
    roles = {str(k)[1:]: str(v)[1:] for k, v in root.get("/RoleMap", {}).items()}
    found: list[Element] = []
    _gather(root.get("/K"), roles, number_of(pdf.pages[0].obj), set(), found)
    return tuple(found)


def number_of(holder: Any) -> int | None:
    """The number of a page or a form in the parent tree."""
    number = holder.get("/StructParents")
    return None if number is None else int(number)


def _gather(
    kid: Any, roles: dict[str, str], parent: int | None, seen: set[Any], found: list[Element]
) -> None:
    for each in kids_of(kid):
        said = each.get("/S") if hasattr(each, "get") else None
        if said is None:
            continue
        if each.is_indirect:
            if each.objgen in seen:
                continue
            seen.add(each.objgen)
        role, kids, page = str(said)[1:], each.get("/K"), each.get("/Pg")
        here = parent if page is None else number_of(page)
        found.append(Element(roles.get(role, role), each, tuple(_contents(kids, here))))
        _gather(kids, roles, here, seen, found)


def kids_of(kid: Any) -> list[Any]:
    """What may be nothing, one thing or an array of them, as a list."""
    if kid is None:
        return []
    return list(kid) if getattr(kid, "_type_name", "") == "array" else [kid]


def _contents(kids: Any, parent: int | None) -> Iterator[tuple[int | None, int]]:
    for each in kids_of(kids):
        if isinstance(each, int):
            yield parent, each
        elif hasattr(each, "get") and "/MCID" in each:
            holder = each.get("/Stm", each.get("/Pg"))
            yield (parent if holder is None else number_of(holder)), int(each.MCID)
