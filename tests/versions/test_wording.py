"""Each word that changed is named, and none that did not."""

from __future__ import annotations

import random
from collections import Counter

import pytest

from affiche.versions.wording import Mark, Piece, likeness, pieces
from tests.support.corpus import WORDS


def said(before: str, after: str) -> list[tuple[str, str]]:
    return [(piece.mark.value, piece.text) for piece in pieces(before, after)]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("Groeien naar vijftien man", "Groeien naar twintig man", [
            ("same", "Groeien naar"), ("gone", "vijftien"), ("added", "twintig"), ("same", "man")]),
        ("", "Eén pagina", [("added", "Eén pagina")]),
        ("Eén pagina", "", [("gone", "Eén pagina")]),
        ("Bel terug.", "Bel terug!", [("same", "Bel terug"), ("gone", "."), ("added", "!")]),
        ("(snel) antwoord", "snel antwoord", [
            ("gone", "("), ("same", "snel"), ("gone", ")"), ("same", "antwoord")]),
        ("客户想要知道价格", "客户想要知道时间", [
            ("same", "客 户 想 要 知 道".replace(" ", "")), ("gone", "价格"), ("added", "时间")]),
        ("يريد العميل السعر", "يريد العميل الموعد", [
            ("same", "يريد العميل"), ("gone", "السعر"), ("added", "الموعد")]),
        ("हिन्दी भाषा", "हिन्दी बोली", [("same", "हिन्दी"), ("gone", "भाषा"), ("added", "बोली")]),
    ],
)  # fmt: skip
def test_words_that_came_and_went(before: str, after: str, expected: list[tuple[str, str]]) -> None:
    assert said(before, after) == expected


def test_another_text_is_named_as_a_whole() -> None:
    before = "De ondernemer die snel een scherpe prijs wil"
    after = "Een vrouw aan de keukentafel met zeven vragen over stilte"
    assert said(before, after) == [("gone", before), ("added", after)]


def test_both_texts_can_be_read_back() -> None:
    before, after = "Hij belt, snel — en graag.", "Hij belt niet, nooit — en zelden."
    held = pieces(before, after)

    def read(mark: Mark) -> str:
        kept = [piece for piece in held if piece.mark in (Mark.SAME, mark)]
        return "".join((" " if piece.spaced else "") + piece.text for piece in kept).strip()

    assert (read(Mark.GONE), read(Mark.ADDED)) == (before, after)


@pytest.mark.parametrize("seed", range(200))
def test_a_random_edit_names_each_changed_word_and_no_other(seed: int) -> None:
    chance = random.Random(seed)
    words = WORDS[chance.choice(("nl", "de", "pt", "ru", "ar"))].split()
    before = [f"{chance.choice(words)}{chance.choice(('', '', ',', '.'))}" for _ in range(60)]
    after, gone, added = list(before), Counter[str](), Counter[str]()
    for number in range(chance.randint(1, 6)):
        at = chance.randrange(len(after))
        new = f"nieuw{seed}{number}"
        kind = chance.choice(("replace", "remove", "insert"))
        if kind != "insert" and not after[at].startswith("nieuw"):
            gone[after.pop(at).strip(".,")] += 1
        if kind != "remove":
            after.insert(at, new)
            added[new] += 1
    held = pieces(" ".join(before), " ".join(after))
    assert counted(held, Mark.ADDED) == added
    assert counted(held, Mark.GONE) == gone


def counted(held: tuple[Piece, ...], mark: Mark) -> Counter[str]:
    texts = [piece.text for piece in held if piece.mark is mark]
    found = (word.strip(".,") for text in texts for word in text.split())
    return Counter(word for word in found if word)


def test_control_a_word_that_is_moved_is_named_twice() -> None:
    held = pieces("een twee drie vier vijf zes", "twee drie vier vijf zes een")
    assert counted(held, Mark.ADDED) == counted(held, Mark.GONE) == Counter(["een"])


def test_likeness_is_of_words() -> None:
    assert likeness("Folders vol afkortingen", "Folders vol termen") == pytest.approx(2 / 3)
    assert likeness("Snel", "Snel antwoord binnen een uur") == 1.0
    assert likeness("Makita", "Bosch") == 0.0
