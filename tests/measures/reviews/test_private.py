"""A review that is shown and names a customer is told of; what only looks like it is not."""

from __future__ import annotations

from datetime import date

import pytest

from affiche.measures.reviews import private
from affiche.model.measures import Publish, Review


def review(text: str, author: str = "", publish: Publish = Publish.YES, title: str = "") -> Review:
    return Review(
        "r1", date(2026, 11, 30), "Google", 4, 5, title, text, publish=publish, author=author,
        path="reviews.csv", line=7,
    )  # fmt: skip


def told(*reviews: Review) -> list[str]:
    return [problem.what.split(" stands")[0] for problem in private.problems(reviews)]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("Mail mij op jan.smit@voorbeeld.nl", "an e-mail address"),
        ("Mail jan.smit [at] voorbeeld.nl", "an e-mail address"),
        ("Bel 06-12345678 na vijven", "a phone number"),
        ("Bel (010) 123 45 67", "a phone number"),
        ("Bel +31 6 1234 5678", "a phone number"),
        ("Maak het over op NL91 ABNA 0417 1643 00", "an account number"),
        ("Mevrouw Hoogkamer wacht nog steeds", "a name"),
        ("Dhr. van der Veen belde terug", "a name"),
        ("Top geholpen! Groeten, Sanne de Wit", "a name"),
        ("Zwaantje was tevreden", "a name"),
    ],
)
def test_what_tells_who_a_customer_is_is_told_of(text: str, what: str) -> None:
    hoogkamer = "Zwaantje Hoogkamer"
    assert told(review(text, hoogkamer)) == [what]
    assert told(review("Prima", hoogkamer, title=text)) == [what] or "Groeten" in text
    assert told(review(text, hoogkamer, Publish.NO)) == []


@pytest.mark.parametrize(
    "text",
    ["Prijs 1.234.567,89 voor 2016-2026", "Bestelling 123456789", "De monteur kwam om 10 uur",
     "zwaantje is ook een vogel", "Klant sinds 2016", "meneer de monteur was aardig",
     "Met vriendelijke groet", "@home werkt het"],
)  # fmt: skip
def test_what_only_looks_like_it_is_not(text: str) -> None:
    assert told(review(text, "Zwaantje Hoogkamer")) == []


def test_an_author_who_may_be_named_may_say_the_name() -> None:
    text = "Meneer, ik ben Zwaantje en ik was tevreden"
    assert told(review(text, "Zwaantje Hoogkamer", Publish.NAME)) == []
    assert told(review(text, "Zwaantje Hoogkamer")) == ["a name"]


def test_a_word_that_stands_for_nobody_is_no_name() -> None:
    assert told(review("Als Klant ben ik tevreden", "Klant")) == []


def test_ten_are_told_and_the_last_stands_for_the_rest() -> None:
    found = [*private.problems([review("Bel 06-12345678")] * 25)]
    assert [problem.count for problem in found] == [1] * 9 + [16]
    assert (found[0].place.path, found[0].place.line) == ("reviews.csv", 7)
