"""Bytes in; text, front matter and body, or why the file cannot be read, out."""

from __future__ import annotations

import pytest

from affiche.reading.files.source import LARGEST, Parts, UnreadableError, decode, split


def refused(raw: bytes) -> tuple[str, int, int]:
    with pytest.raises(UnreadableError) as caught:
        split("a.md", decode("a.md", raw))
    place = caught.value.problem.place
    return caught.value.problem.rule, place.line, place.column


@pytest.mark.parametrize(
    ("raw", "found"),
    [
        ("naam\nJosé".encode("latin-1"), ("not-utf8", 2, 4)),
        ("naam".encode("utf-16"), ("not-utf8", 1, 1)),
        (b"\xef\xbb\xbfa\r\nb\xff", ("not-utf8", 2, 2)),
        (b"a\nbc\x00d", ("invisible-character", 2, 3)),
        (b"tekst\x0buit een presentatie", ("invisible-character", 1, 6)),
        (b"a" * (LARGEST + 1), ("too-big", 1, 1)),
        (b"---\nname: x\n", ("unclosed-front-matter", 1, 1)),
        (b"\n+++\nname = 'x'\n+++\n", ("toml", 2, 1)),
    ],
)
def test_what_cannot_be_read_says_where(raw: bytes, found: tuple[str, int, int]) -> None:
    assert refused(raw) == found


@pytest.mark.parametrize(
    ("raw", "parts"),
    [
        (b"", Parts(None, 1, "", 1)),
        (b"# Peter\n\n---\n\nx\n", Parts(None, 1, "# Peter\n\n---\n\nx\n", 1)),
        (b"---\nname: x\n---\nbody\n", Parts("name: x", 2, "body\n", 4)),
        (b"---\n---\n", Parts("", 2, "", 3)),
        (b"\xef\xbb\xbf---\r\nname: x\r\n---\r\nbody", Parts("name: x", 2, "body", 4)),
        (b"\n\n--- \nname: x\n---\t\nbody", Parts("name: x", 4, "body", 6)),
        (b"---\nname: x\n...\nbody", Parts("name: x", 2, "body", 4)),
        (b"---\na: |\n  ---\n  b\n---\nx\n---\ny", Parts("a: |\n  ---\n  b", 2, "x\n---\ny", 6)),
        (b"Name: x\n---\n", Parts(None, 1, "Name: x\n---\n", 1)),
        (b"a\rb", Parts(None, 1, "a\nb", 1)),
    ],
)
def test_front_matter_and_body_keep_their_lines(raw: bytes, parts: Parts) -> None:
    assert split("a.md", decode("a.md", raw)) == parts
