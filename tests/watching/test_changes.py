"""Looking at folders: what really changed, and not what was only touched."""

from __future__ import annotations

import os
from pathlib import Path

from affiche.watching.changes import Seen, look
from tests.support.projects import write


def test_only_other_bytes_are_a_change(tmp_path: Path) -> None:
    page = write(tmp_path / "personas/peter.md", "Peter")
    first = look([tmp_path], Seen())
    assert look([tmp_path], first) == first

    os.utime(page, (1, 1))
    touched = look([tmp_path], first)
    assert touched.digests == first.digests
    assert touched.stamps != first.stamps

    write(page, "Piet.")
    os.utime(page, (1, 1))  # the same size and the same time: only the inode's own clock tells
    assert look([tmp_path], touched).digests != first.digests


def test_new_and_lost_files_and_folders_are_changes(tmp_path: Path) -> None:
    write(tmp_path / "personas/peter.md", "Peter")
    first = look([tmp_path, tmp_path / "not-there"], Seen())
    journey = write(tmp_path / "journeys/deep/ketel.yaml", "title: Ketel")
    second = look([tmp_path], first)
    assert second.digests.keys() - first.digests.keys() == {str(journey)}
    journey.rename(journey.with_name("pomp.yaml"))
    assert look([tmp_path], second).digests.keys() != second.digests.keys()


def test_what_editors_leave_lying_about_is_no_change(tmp_path: Path) -> None:
    write(tmp_path / "peter.md", "Peter")
    first = look([tmp_path], Seen())
    for name in (".peter.md.swp", "peter.md~", "#peter.md#", ".git/index", "x.tmp"):
        write(tmp_path / name, "x")
    assert look([tmp_path], first) == first


def test_a_folder_that_leads_to_itself_ends(tmp_path: Path) -> None:
    write(tmp_path / "peter.md", "Peter")
    (tmp_path / "again").symlink_to(tmp_path, target_is_directory=True)
    assert len(look([tmp_path], Seen()).digests) == 1
