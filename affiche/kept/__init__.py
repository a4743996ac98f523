"""Keys in, what was made under them before out: what outlasts a build, in `.affiche/`.

`store`    bytes by their keys, in one file, with checksums and a bound
`program`  what stands for this program in a key

Nothing in it is needed: a store that is gone, locked, broken or full only costs time.
"""

from affiche.kept.program import key, program
from affiche.kept.store import Store

__all__ = ["Store", "key", "program"]
