"""Keys in, what was made under them before out. What outlasts a build stands in `.affiche/`.

`store`    bytes by their keys, in one file, with checksums and a bound
`program`  what stands for this program in a key
`memo`     the same for as long as a process lasts: results by the very things they were made of
`following` the same of a site: results by what was read of it
`steady`   the very things of the time before, for what was made anew and is equal
`lasting`  the same from build to build: results by what stands for the arguments
`names`    what stands for a thing that was read, without writing it down
`pickled`  values as bytes, which can start nothing when they are read

Nothing in it is needed: a store that is gone, locked, broken or full only costs time.
"""

from affiche.kept.following import following
from affiche.kept.lasting import fork, lasting, used
from affiche.kept.memo import DOCUMENTS, Lately, age, forget, forgotten, memo
from affiche.kept.names import entitle, title
from affiche.kept.pickled import opened, written
from affiche.kept.program import key, program
from affiche.kept.steady import steady
from affiche.kept.store import Store

__all__ = [
    "DOCUMENTS",
    "Lately",
    "Store",
    "age",
    "entitle",
    "following",
    "forget",
    "forgotten",
    "fork",
    "key",
    "lasting",
    "memo",
    "opened",
    "program",
    "steady",
    "title",
    "used",
    "written",
]
