"""A draft that hangs on the wall: which documents are still open, and in which round they are.

In: a persona or a journey. Out: the number of its round, and who is asked to write on it.
"""

from __future__ import annotations

import re

from affiche.model import Journey, Persona, Status

# What is still open to change, and whose notes are asked for when nobody says otherwise.
OPEN = (Status.CONCEPT, Status.SECOND)
DEPARTMENTS = ("Sales", "Service", "Reception")


def round_of(document: Persona | Journey) -> int:
    """The round in which this version is discussed."""
    found = re.search(r"\d{1,3}", document.version or "")
    least = 2 if document.status is Status.SECOND else 1
    return max(least, int(found[0]) if found else 1)
