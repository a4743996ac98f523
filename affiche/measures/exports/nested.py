"""A JSON export in; a table out: Trello's board, Google's reviews, a list of objects."""

from __future__ import annotations

from typing import Any

from affiche.measures.exports import called
from affiche.measures.tables.table import Table
from affiche.model.measures import MeasureKind


def flat(table: Table) -> Table:
    """The table that its objects make."""
    nested = table.nested
    if isinstance(nested, dict) and isinstance(nested.get("cards"), list):
        rows = [_card(card, nested) for card in nested["cards"] if isinstance(card, dict)]
    else:
        rows = [_objects(one) for one in _listed(nested)]
    head = list(dict.fromkeys(name for row in rows for name in row))
    body = [(number, [row.get(name, "") for name in head]) for number, row in enumerate(rows, 1)]
    return Table(((1, head), *body) if rows else (), table.encoding)


def _card(card: dict[str, Any], board: dict[str, Any]) -> dict[str, str]:
    lists = {
        one.get("id"): one.get("name") for one in board.get("lists", ()) if isinstance(one, dict)
    }
    badges = card.get("badges") if isinstance(card.get("badges"), dict) else {}
    votes = _typed_votes(card, board)
    if votes is None:
        votes = (badges or {}).get("votes", len(card.get("idMembersVoted") or ()))
    return {
        "Card Name": str(card.get("name") or ""),
        "List Name": str(lists.get(card.get("idList")) or ""),
        "Vote Count": str(votes),
        "Last Activity Date": str(card.get("dateLastActivity") or ""),
        "Archived": str(bool(card.get("closed"))).lower(),
    }


def _typed_votes(card: dict[str, Any], board: dict[str, Any]) -> str | None:
    """What stands in a field of the board's own that is called votes; None where it has none."""
    names = called.PLAIN[MeasureKind.VOTES]["votes"]
    own = {
        one.get("id")
        for one in board.get("customFields") or ()
        if isinstance(one, dict) and called.plain(str(one.get("name") or "")) in names
    }
    if not own:
        return None
    for item in card.get("customFieldItems") or ():
        if isinstance(item, dict) and item.get("idCustomField") in own:
            value = item.get("value")
            return str(next(iter(value.values()), "")) if isinstance(value, dict) else ""
    return "0"


def _listed(nested: Any) -> list[dict[str, Any]]:
    """The first list of objects in a JSON value."""
    if isinstance(nested, list):
        found = [one for one in nested if isinstance(one, dict)]
        # Several pages of answers in one list, each with its own.
        inner = [_listed(one.get("reviews")) for one in found]
        return [one for page in inner for one in page] if any(inner) else found
    if isinstance(nested, dict):
        for value in nested.values():
            if found := _listed(value):
                return found
    return []


def _objects(one: dict[str, Any], before: str = "") -> dict[str, str]:
    """An object with the objects in it, as one row: {"reviewer.displayName": "…"}."""
    found: dict[str, str] = {}
    for name, value in one.items():
        if isinstance(value, dict):
            found |= _objects(value, f"{before}{name}.")
        elif isinstance(value, bool):
            found[before + name] = str(value).lower()
        elif isinstance(value, str | int | float):
            found[before + name] = str(value)
    return found
