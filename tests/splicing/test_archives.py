"""Only what changes in an archive changes; one that is built in another way is left alone."""

from __future__ import annotations

import io
import zipfile

import pytest

from affiche.splicing.archives import UnsafeError, parts, replaced


def packed(**files: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in files.items():
            archive.writestr(zipfile.ZipInfo(name), body)
    return out.getvalue()


WHOLE = packed(one="a" * 500, two="b" * 500)


def test_a_part_gets_new_bytes_and_the_others_keep_theirs() -> None:
    made = replaced(WHOLE, {"two": b"new"})
    assert parts(made) == {"one": b"a" * 500, "two": b"new"}
    end = WHOLE.index(b"PK\x03\x04", 1)
    assert made[:end] == WHOLE[:end]
    assert replaced(WHOLE, {}) == WHOLE


@pytest.mark.parametrize(
    "raw",
    [b"", b"no archive", b"PK\x05\x06", WHOLE[:-10], b"in front" + WHOLE,
     WHOLE.replace(b"PK\x01\x02", b"PK..", 1), WHOLE.replace(b"PK\x03\x04", b"PK..", 1)],
    ids=["empty", "text", "an end alone", "half an end", "in front", "no contents", "no part"],
)  # fmt: skip
def test_an_archive_of_another_build_is_not_changed(raw: bytes) -> None:
    with pytest.raises(UnsafeError):
        replaced(raw, {"one": b"new"})


def test_a_name_that_stands_twice_is_not_read() -> None:
    out = io.BytesIO(packed(one="a"))
    with zipfile.ZipFile(out, "a") as archive, pytest.warns(UserWarning, match="Duplicate name"):
        archive.writestr("one", "b")
    with pytest.raises(UnsafeError):
        parts(out.getvalue())
