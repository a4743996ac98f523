"""The top of a poster: a name of any length, chips, a face or none. Pure arithmetic."""

from collections.abc import Sequence
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from affiche.pages.plan import Portrait
from affiche.sheets.persona import hero
from affiche.sheets.persona.hero import NAME_LEAST, NAME_SMALLEST, Parts, rows
from affiche.sheets.persona.name import Token, leading, syllables, tokens, wrap

NAMES = st.text(
    st.characters(categories=("L", "N", "Pd", "Zs"), max_codepoint=0x9FFF), min_size=3, max_size=157
).filter(str.strip)


def parts(name: str, **changed: object) -> Parts:
    """Parts with letters that are all 0.45 wide."""

    def wide(found: Sequence[Token]) -> tuple[Token, ...]:
        return tuple(replace(piece, width=0.45 * len(piece.text)) for piece in found)

    made = Parts(
        tokens=wide(tokens(name)),
        pieces=wide(syllables(tokens(name))),
        leading=0.96,
        kicker=3.4,
        lines=((8.0,), (4.0,)),
        chips=(12.0, 18.0, 15.0),
        row=4.0,
        quotes=((4.5, 10.2), (3.4, 8.2)),
        portrait=Portrait("PV", 0, "peter.svg", True),
        aspect=1.0,
    )
    return replace(made, **changed)


def test_small_words_stay_with_the_surname():
    assert hero.hero(parts("Peter de Vries"), 50).names == ("Peter", "de\u00a0Vries")
    assert hero.hero(parts("Fatima El Amrani"), 50).names == ("Fatima", "El\u00a0Amrani")


def test_a_double_name_breaks_after_its_hyphen_and_a_chinese_one_anywhere():
    assert [piece.text for piece in tokens("Jan-Willem")] == ["Jan-", "Willem"]
    assert [piece.text for piece in tokens("王小明")] == ["王", "小", "明"]


def test_a_word_that_is_cut_gets_a_hyphen_where_a_line_ends():
    pieces = (Token("Ontwikkelings", True, 6.0), Token("maatschappij", False, 6.0))
    assert wrap(pieces, 1.0, 8.0) == ("Ontwikkelings-", "maatschappij")
    assert wrap(pieces, 1.0, 13.0) == ("Ontwikkelingsmaatschappij",)


def test_lines_of_a_name_are_about_equally_long():
    assert wrap(tuple(Token(word, True, 3.0) for word in "abcd"), 1.0, 10.0) == ("a b", "c d")


def test_a_usual_name_can_be_read_from_the_door():
    for name in ("Ina Smit", "Peter de Vries", "Fatima El Amrani", "Bo"):
        assert hero.hero(parts(name), 47).name >= NAME_LEAST
        assert hero.hero(parts(name, tight=True), 47).name >= NAME_LEAST


def test_the_portrait_stands_below_the_name_when_there_is_height():
    top = hero.hero(parts("Bo"), 120)
    assert top.picture["top"] > top.top + top.name
    assert top.picture["top"] + top.picture["height"] == 120


def test_no_drawing_ends_at_the_cutting_line_whatever_its_focus():
    near = []
    for focus in range(0, 101):
        face = Portrait("PV", 0, "peter.svg", True, focus=(focus, 40))
        picture = hero.hero(parts("Peter de Vries", portrait=face), 55).picture
        near.append(abs(picture["left"] + picture["width"] - 100))
    assert 0.29 < min(near) < 1  # some come near


def test_a_long_name_stays_large_over_more_lines():
    for name in ("De woningeigenaar met een hybride warmtepomp", "Projectontwikkelaarshoofd"):
        assert hero.hero(parts(name, tight=True), 47).name >= NAME_LEAST
        assert hero.hero(parts(name), 47).name >= NAME_LEAST


def test_a_word_is_broken_only_when_it_would_be_too_small():
    assert hero.hero(parts("Verantwoordelijke"), 47).names == ("Verantwoordelijke",)
    pieces = [piece.text for piece in syllables(tokens("Projectontwikkelaarshoofd"))]
    assert "".join(pieces) == "Projectontwikkelaarshoofd"
    assert all(3 <= len(piece) <= 12 for piece in pieces)
    assert len(hero.hero(parts("Projectontwikkelaarshoofd"), 47).names) == 1
    assert len(hero.hero(parts("Projectontwikkelaarshoofdkantoor"), 47).names) == 2


def test_no_article_stands_alone_when_a_little_smaller_holds_it():
    top = hero.hero(parts("De woningeigenaarstest met een warmtepomp"), 60)
    assert top.names[0] == "De woningeigenaarstest"


def test_lines_of_a_name_do_not_touch():
    assert leading("Ina Smit") < leading("Inge Smit") < leading("Inge Écart")
    assert leading("Ελένη Петрова") < leading("王小明") < leading("فاطمة")


def test_wide_initials_stay_on_their_disc():
    for letters in (0.6, 1.4, 2.2):
        made = parts("Wim", portrait=Portrait("WM", 0, None, False), letters=letters)
        top = hero.hero(made, 47)
        assert letters * top.initials["size"] <= 0.75 * top.shape["size"]


@settings(deadline=None)
@given(NAMES, st.floats(30, 130))
def test_every_name_is_shown_whole_within_its_width(name, height):
    made = parts(name)
    top = hero.hero(made, height)
    widths = {piece.text: piece.width for piece in made.tokens}
    assert all(widths.values())
    shown = "".join("".join(top.names).replace("-", "").split())
    assert shown == "".join(name.replace("-", "").split())
    assert top.name >= NAME_SMALLEST
    blanks = [len(line) - len("".join(line.split())) for line in top.names]
    longest = (
        max(
            0.45 * (len(line) - blank) + 0.22 * blank
            for line, blank in zip(top.names, blanks, strict=True)
        )
        * top.name
    )
    assert longest <= top.text + 0.5 * top.name


@given(st.lists(st.floats(2, 60), max_size=8), st.floats(20, 90))
def test_chips_stand_in_rows_that_are_not_too_wide(widths, limit):
    found = rows(widths, limit)
    assert [at for row in found for at in row] == [
        at for at, width in enumerate(widths) if width <= limit
    ]
    wide = [sum(widths[at] for at in row) + 0.7 * (len(row) - 1) for row in found]
    assert all(one <= limit + 1e-6 for one in wide)


@given(st.floats(40, 130), st.floats(0.5, 2.0), st.tuples(st.floats(0, 100), st.floats(0, 100)))
def test_a_photo_covers_all_of_the_disc_that_can_be_seen(height, aspect, focus):
    made = parts("Nadia", aspect=aspect, portrait=Portrait("N", 0, "n.jpg", False, "", focus))
    top = hero.hero(made, height)
    disc, photo = top.shape, top.picture
    seen = min(disc["size"], 100 - disc["left"]), min(disc["size"], top.height - disc["top"])
    assert photo["left"] <= 0.01 and photo["top"] <= max(0.0, -disc["top"]) + 0.01
    assert photo["left"] + photo["width"] >= seen[0] - 0.01
    assert photo["top"] + photo["height"] >= seen[1] - 0.01
