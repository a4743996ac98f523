"""Posters as printed: one page, exact, whole, large enough, and honest about what stays off."""

import random
from dataclasses import replace

import pytest

from affiche import content
from affiche.model import PAPERS
from affiche.pages import visible
from affiche.pages.persona.poster import Block
from affiche.sheets.layout import boxes
from affiche.sheets.persona import choice as persona_choice
from affiche.sheets.persona import sizes as persona_sizes
from affiche.words import words
from tests.support.projects import TODAY
from tests.support.sheets import (
    SAMPLE,
    alternatives,
    fonts,
    laid,
    persona_sheets,
    printed,
    renderer_for,
    site_of,
    size,
    text_of,
    theme,
    type_sizes,
)

LETTERS = "abcdefghijklmnoprstuvwz"
POINT = 420 / 100 / 25.4 * 72  # points in a unit on A2


def prose(count: int, seed: int = 1) -> str:
    chance = random.Random(seed)
    return " ".join("".join(chance.choices(LETTERS, k=chance.randint(2, 11))) for _ in range(count))


def persona_file(front: str = "", body: str = "") -> dict[str, str | bytes]:
    return {"personas/sanne.md": f"---\nname: Sanne Bakker\n{front}---\n{body}\n"}


PERSONAS: dict[str, dict[str, str | bytes]] = {
    "only a name": {"personas/sanne.md": "---\nname: Sanne\n---\n"},
    "six words": persona_file(body="Sanne belt altijd voordat ze komt."),
    "a very long name": {
        "personas/sanne.md": f"---\nname: {prose(22, 3)[:157]}\n---\n{prose(30)}\n"
    },
    "one endless word for a name": {
        "personas/sanne.md": "---\nname: Projectontwikkelingsmaatschappijhoofd\n---\nBouwt.\n"
    },
    "an Arabic name": {
        "personas/sanne.md": "---\nname: فاطمة الزهراء\nlanguage: ar\n---\nتفضل فاطمة الهاتف.\n"
    },
    "a Greek and a Cyrillic name": {
        "personas/sanne.md": "---\nname: Ελένη Петрова\n---\nΓράφει.\n"
    },
    "a long quote": persona_file(f"quote: {prose(50)}\n"),
    "thirteen goals, twelve pains, six quotes": persona_file(
        "goals:\n" + "".join(f"  - {prose(6, n)}\n" for n in range(13))
        + "pains:\n" + "".join(f"  - {prose(7, n)}\n" for n in range(20, 32))
        + "quotes:\n" + "".join(f"  - {prose(15, n)}\n" for n in range(40, 46)),
        prose(60),
    ),
    "1830 words": persona_file(
        body=prose(330) + "".join(f"\n\n## Kop {n}\n\n{prose(150, n)}" for n in range(10))
    ),
    "tables": persona_file(
        body="Sanne kiest.\n\n## Hoe\n\n| Wat | Waar | Wanneer |\n|---|---|---|\n"
        + "".join(f"| {prose(2, n)} | {prose(3, n + 9)} | {prose(1, n + 20)} |\n" for n in range(6))
    ),
    "a photo": persona_file("photo: {file: s.png, alt: Sanne, focus: [40, 30]}\n", prose(40))
    | {"images/s.png": b""},
}  # fmt: skip


def png() -> bytes:
    import io

    from PIL import Image

    out = io.BytesIO()
    Image.linear_gradient("L").resize((300, 200)).convert("RGB").save(out, "PNG")
    return out.getvalue()


PERSONAS["a photo"]["images/s.png"] = png()


@pytest.mark.parametrize("name", PERSONAS)
def test_any_persona_is_one_exact_page_with_nothing_cut_off(name):
    site = site_of(PERSONAS[name])
    sheet = persona_sheets(site)[0]
    made = printed(site, sheet)
    ((width, height),) = size(made.pdf)
    assert (width, height) == (pytest.approx(420, abs=0.1), pytest.approx(594, abs=0.1))
    assert all(embedded for _, embedded in fonts(made.pdf))
    assert "Wat zou" in text_of(made.pdf) or sheet.language == "ar"
    assert boxes.faults(laid(site, sheet)) == ()


@pytest.fixture(scope="module")
def sample():  # type: ignore[no-untyped-def]
    return visible.without_secrets(content.load(SAMPLE, TODAY).site)


@pytest.fixture(scope="module")
def peter(sample):  # type: ignore[no-untyped-def]
    return next(sheet for sheet in persona_sheets(sample) if sheet.owner == "peter")


def test_the_sheet_says_what_the_persona_says(sample, peter):
    text = text_of(printed(sample, peter).pdf)
    for said in (
        "Peter", "de Vries", "42 jaar, eigenaar van een installatiebedrijf", "Barendrecht",
        "Bel me gewoon even terug.", "Over Peter", "Eén vast aanspreekpunt",
        "Wat zou Peter hiervan vinden?", "Eigenaar: Marketing", "Pablo Stanley",
    ):  # fmt: skip
        assert said in text
    assert "41 % van de verloren offertes" not in text  # notes_internal


@pytest.mark.parametrize("owner", ["peter", "john", "fatima"])
def test_every_picture_has_a_text_for_who_cannot_see_it(sample, owner):
    sheet = next(sheet for sheet in persona_sheets(sample) if sheet.owner == owner)
    texts = alternatives(printed(sample, sheet).pdf)
    assert texts[0].startswith("Getekend portret")
    assert all(texts)


@pytest.mark.parametrize("paper", ["a1", "a3", "a4"])
def test_other_papers_are_the_same_sheet_reduced(sample, peter, paper):
    a2, other = printed(sample, peter), printed(sample, replace(peter, paper=PAPERS[paper]))
    ((width, height),) = size(other.pdf)
    assert width == pytest.approx(PAPERS[paper].width, abs=0.1)
    assert height == pytest.approx(PAPERS[paper].height, abs=0.1)
    assert text_of(other.pdf) == text_of(a2.pdf)


def test_type_is_large_enough_for_its_distance(sample, peter):
    sizes = type_sizes(laid(sample, peter))
    assert min(sizes.values()) >= 14
    assert sizes["Peter"] >= 90 or sizes["de\u00a0Vries"] >= 90
    assert sizes["Over Peter"] >= 40
    assert next(v for text, v in sizes.items() if text.startswith("Ik wil vandaag")) >= 40
    assert next(v for text, v in sizes.items() if text.startswith("Projecten")) >= 20


def test_the_wall_profile_is_read_from_farther_away(sample, peter):
    sizes = type_sizes(laid(sample, replace(peter, profile="wall")))
    assert next(v for text, v in sizes.items() if text.startswith("Projecten")) >= 30


@pytest.mark.parametrize("name", ["affiche", "noordlicht"])
def test_the_samples_are_whole_in_every_house_style(sample, name):
    for sheet in persona_sheets(sample):
        if sheet.paper.name == "a2":
            assert printed(sample, sheet, name).fact.left_off == ()


def test_chips_stay_in_the_rows_that_were_planned(sample):
    from affiche.sheets.layout import typeset
    from affiche.sheets.persona import poster as persona

    sheet = next(sheet for sheet in persona_sheets(sample) if sheet.owner == "john")
    typesetter = typeset.Typesetter(renderer_for("nl", theme("noordlicht"), sample))
    fitted = persona.fit(sheet, typesetter)
    tops = {text: rect.top for text, rect in _places_of(fitted.document)}
    assert tops["heeft hij niet"] == tops["geen"]  # the last row of two


def _places_of(document):  # type: ignore[no-untyped-def]
    return ((ink.what, ink.rect) for ink in boxes.inks(document))


def test_what_has_no_room_stays_off_whole_and_is_named():
    site = site_of(PERSONAS["1830 words"])
    made = printed(site, persona_sheets(site)[0])
    assert made.fact.left_off and "Kop 9" in made.fact.left_off
    (problem,) = made.fact.problems
    assert (problem.rule, problem.kind) == ("left-off", "warning")
    assert problem.values["titles"] == made.fact.left_off
    assert problem.values["words"] > 1000
    said = words("nl").say(problem.what, **problem.values)
    assert said.startswith("op de poster is geen plaats voor ")
    assert "Meer op de pagina van Sanne" in text_of(made.pdf)


def test_a_small_block_may_stay_where_a_more_important_one_is_too_large():
    site = site_of(persona_file("goals: [Rust]\n", prose(700)))
    made = printed(site, persona_sheets(site)[0])
    assert made.fact.left_off == ("Over Sanne",)
    assert "Rust" in text_of(made.pdf)


def sentences(number: int) -> str:
    return " ".join(f"{prose(9, n).capitalize()}." for n in range(number))


def test_of_what_is_too_long_alone_the_first_part_stays():
    site = site_of(persona_file("goals: [Rust]\n", sentences(70)))
    made = printed(site, persona_sheets(site)[0])
    assert made.fact.left_off == ("de rest van Over Sanne",)
    text = text_of(made.pdf)
    assert prose(9, 0)[:9].capitalize() in text and "Rust" in text
    assert "Lees verder op de pagina" in text
    assert "Meer op de pagina van Sanne: de rest van Over Sanne" in text
    (problem,) = made.fact.problems
    assert 300 < problem.values["words"] < 600


def test_the_warning_names_the_profile_that_takes_it():
    short, long = (
        persona_file("goals: [Rust]\nposter: {profile: wall}\n", sentences(number))
        for number in (24, 90)
    )
    hints = []
    for files in (short, long):
        site = site_of(files)
        (problem,) = printed(site, persona_sheets(site)[0]).fact.problems
        hints.append(words("nl").say(problem.hint, **problem.values))
    assert "`poster: {profile: detail}`" in hints[0]
    assert "profile" not in hints[1]


def test_a_name_that_nobody_reads_from_the_door_is_told():
    name = "Projectontwikkelingsmaatschappijhoofd" * 4
    site = site_of({"personas/sanne.md": f"---\nname: {name}\n---\n{sentences(20)}\n"})
    (problem,) = printed(site, persona_sheets(site)[0]).fact.problems
    assert (problem.rule, problem.kind) == ("small-name", "warning")
    assert problem.values["points"] < 90


def test_a_table_is_not_set_in_columns_and_stays_within_its_own():
    rows = "".join(
        f"| Vereenvoudiging{n} | {prose(4, n)} | {prose(5, n + 40)} |\n" for n in range(12)
    )
    body = f"| Wat | Waarom | Hoe |\n|---|---|---|\n{rows}"
    document = laid(*_with_sheet(persona_file("goals: [Rust]\n", body)))
    assert boxes.overflowing(document) == set()
    assert boxes.marked(document, "data-block")["biography"].width > 80


def _with_sheet(files: dict[str, str | bytes]):  # type: ignore[no-untyped-def]
    site = site_of(files)
    return site, persona_sheets(site)[0]


def test_a_footnote_has_no_way_back_on_paper():
    site = site_of(persona_file(body="Sanne kiest[^1].\n\n[^1]: Onderzoek 2026.\n"))
    text = text_of(printed(site, persona_sheets(site)[0]).pdf)
    assert "Onderzoek 2026." in text and "↩" not in text


def test_everything_that_stands_below_a_name_is_shown():
    site = site_of({
        "personas/sanne.md": "---\nname: Karin Jansen, mantelzorger en vrijwilliger\nage: 58\n"
        "occupation: Verpleegkundige\ntagline: Altijd onderweg\n---\n"
    })  # fmt: skip
    text = text_of(printed(site, persona_sheets(site)[0]).pdf)
    for said in ("mantelzorger en vrijwilliger", "58 jaar, verpleegkundige", "Altijd onderweg"):
        assert said in text


def test_only_the_first_paper_speaks_of_what_stays_off():
    site = site_of(PERSONAS["1830 words"])
    first, second = (printed(site, sheet) for sheet in persona_sheets(site))
    assert first.fact.left_off == second.fact.left_off
    assert first.fact.problems and not second.fact.problems


def test_a_short_persona_gets_larger_type_than_a_long_one():
    def body(count: int) -> float:
        site = site_of(persona_file("goals: [Rusttijd]\npains: [Haast]\n", prose(count)))
        return type_sizes(laid(site, persona_sheets(site)[0]))["Rusttijd"]

    assert body(20) > body(150) >= 20


def test_letters_that_no_font_has_are_told():
    # For private use: what it means is no font's to know.
    site = site_of({"personas/sanne.md": "---\nname: Sanne \U000f1234\n---\n"})
    (problem,) = printed(site, persona_sheets(site)[0]).fact.problems
    assert problem.rule == "no-glyph"
    assert problem.values["letters"] == "\U000f1234"


def test_a_sign_that_no_font_has_goes_and_no_letter_with_it():
    # Not assigned in Unicode, in the block of faces and things.
    written = "---\nname: Sanne\ngoals: [Snel klaar \U0001faff✓ ermee]\n---\n"
    site = site_of({"personas/sanne.md": written})
    made = printed(site, persona_sheets(site)[0])
    (problem,) = made.fact.problems
    assert (problem.rule, problem.values["letters"]) == ("no-glyph", "\U0001faff")
    assert "Snel klaar ✓ ermee" in " ".join(text_of(made.pdf).split())


# The arithmetic ---------------------------------------------------------------------------------


def block(name: str, kind: str = "list") -> Block:
    return Block(name, name.title(), kind, words=10)


def test_the_theme_orders_the_blocks_and_leaves_out_what_it_does_not_name():
    blocks = [block("tools"), block("section-1"), block("goals"), block("evidence")]
    found = persona_choice.ranked(blocks, ("goals", "sections", "tools"))
    assert [one.id for one in found] == ["goals", "section-1", "tools"]
    assert persona_choice.ranked(blocks, ()) == tuple(blocks)


def test_body_sizes_go_down_to_the_least_of_the_profile():
    for profile, least in (("wall", 30), ("detail", 20)):
        sizes = persona_sizes.ladder(profile)
        assert list(sizes) == sorted(sizes, reverse=True)
        assert sizes[-1] * POINT >= least


def test_headings_are_readable_from_two_metres():
    assert all(persona_sizes.heading(size) * POINT >= 40 for size in persona_sizes.ladder("detail"))


def test_a_long_biography_does_not_keep_the_goals_off():
    blocks = [block(name) for name in ("biography", "goals", "pains", "quotes")]
    heights = {"biography": 30.0, "goals": 18.0, "pains": 15.0, "quotes": 12.0}
    found = persona_choice.subset(blocks, persona_sizes.Choice(1.7, 1, heights), 52.0)
    assert [one.id for one in found] == ["goals", "pains", "quotes"]


def test_a_subset_keeps_what_matters_most():
    blocks = [block(name) for name in "abcd"]
    choice = persona_sizes.Choice(1.7, 1, {"a": 20.0, "b": 30.0, "c": 8.0, "d": 40.0})
    assert [one.id for one in persona_choice.subset(blocks, choice, 40.0)] == ["a", "c"]
    assert persona_choice.subset(blocks, choice, 5.0) == ()
