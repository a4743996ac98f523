"""A few random edits of the sample: remembered pages are those of a clean build.

The long run is `python -m tests.long.edits`.
"""

from __future__ import annotations

from tests.long import edits


def test_what_is_remembered_is_what_a_clean_build_makes() -> None:
    assert edits.main(2, "7") == 0
