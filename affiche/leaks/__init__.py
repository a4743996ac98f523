"""Content and finished files in; every place where something is that should not be there, out.

`fields`   every text of the content, with the circle that may see it
`keys`     the keys of fields that a circle may not see
`match`    texts, folded and indexed, looked for in other texts
`views`    everything readable in a file of any kind, decoded in every way that hides it
`scanner`  groups of texts looked for in files, each pair once · `searched` what is known of pairs
`pdf`      the same for a PDF: what is drawn, metadata, attachments, tags

A text is found whatever its case, hyphens, spaces and encoding are, and a long one also in part.
What an agency may see anyway (its projection, the interface, the theme) is no leak.
"""

from __future__ import annotations

from affiche.leaks.fields import Leaf, secrets
from affiche.leaks.match import Corpus
from affiche.leaks.scan import agency_leaks, house_corpus, machine, problems, secret_leaks
from affiche.leaks.scanner import Leak, Scanner
from affiche.leaks.searched import Searched

__all__ = [
    "Corpus",
    "Leaf",
    "Leak",
    "Scanner",
    "Searched",
    "agency_leaks",
    "house_corpus",
    "machine",
    "problems",
    "secret_leaks",
    "secrets",
]
