"""What Jinja says of a template in; what its maker is told, in the words of a catalogue, out.

Jinja's own English reaches a reader only where nothing here fits.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

# What Jinja says → what is told, and a hint; the groups of the first are the names in the second.
_SAYS: tuple[tuple[str, str, str], ...] = (
    (r"'(?P<name>\w+)' is undefined",
     "there is no `{name}` in this template",
     "A template sees only the data of its own page; import a macro with `from`"),
    (r"the template '(?P<file>[^']+)' \(.*\) does not export the requested name '(?P<name>[^']+)'",
     "there is no macro `{name}` in `{file}`",
     "Look for it in the other files of `templates/parts/`"),
    (r"'(?P<kind>[^']+)' has no attribute '(?P<name>[^']+)'",
     "there is no `{name}` here",
     "A template sees only the data of its own page"),
    (r"No (?P<kind>filter|test) named '(?P<name>[^']+)'",
     "there is no filter or test `{name}`",
     "Look at a template of the parent for those that there are"),
    (r"Encountered unknown tag '(?P<name>[^']+)'",
     "`{name}` does not belong here: a block is not closed, or this word is no tag",
     "Look above this line for an `if`, `for`, `block` or `macro` without its end"),
    (r"Unexpected end of template\. .*innermost block that needs to be closed is '(?P<name>\w+)'",
     "`{name}` is not closed: the file ends before its end",
     "Close each `if`, `for`, `block` and `macro` with its `end…`"),
    (r"(?:unexpected|expected token|Expected an expression, got) (?P<name>.+)",
     "this template is not written as it should be, near {name}",
     "Compare this line with the same one of the parent's template"),
    (r"the result is too large",
     "this gives more than a page can hold",
     "Look in this line for a number that is too large, or a loop that adds without an end"),
    (r"division by zero|modulo by zero",
     "this template divides by zero", "Put an `if` around it for when there is nothing to count"),
    (r"macro '?(?P<name>\w+)'? takes no keyword argument '(?P<given>\w+)'",
     "the macro `{name}` does not take `{given}`",
     "Give it the same parameters as the macro of the parent"),
    (r"macro '?(?P<name>\w+)'? takes not more than (?P<most>\d+)",
     "the macro `{name}` is given more than it takes",
     "Give it the same parameters as the macro of the parent"),
    (r"(?:invoked without|.*not provided).*",
     "a macro is given less than it needs",
     "Give it the same parameters as the macro of the parent"),
)  # fmt: skip


def told(said: str) -> tuple[str, str, Mapping[str, str]]:
    """(what, hint, values): catalogue keys of a Problem, and what goes in them."""
    for pattern, what, hint in _SAYS:
        if found := re.search(pattern, said, re.DOTALL):
            values = {key: value.rstrip(".") for key, value in found.groupdict().items() if value}
            return what, hint, values
    return "this template does not work: {why}", "", {"why": said}
