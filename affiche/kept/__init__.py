"""Keys in, what was made under them before out. What outlasts a build stands in `.affiche/`.

`store`    bytes by their keys, in one file, with checksums and a bound
`program`  what stands for this program in a key
`memo`     the same for as long as a build lasts: results by the very things they were made of

Nothing in it is needed: a store that is gone, locked, broken or full only costs time.
"""

from affiche.kept.memo import memo
from affiche.kept.program import key, program
from affiche.kept.store import Store

__all__ = ["Store", "key", "memo", "program"]
