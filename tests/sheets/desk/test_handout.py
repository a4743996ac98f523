"""Hand-outs as printed: one exact A4 with as much as there is room for, the essentials first."""

from dataclasses import replace

import pytest

from affiche import content
from affiche.pages import visible
from affiche.pages.persona import handout
from affiche.pages.persona.openings import MORE, opening
from affiche.pages.persona.poster import Block
from affiche.pages.printed import stamps
from affiche.sheets.desk import handout as fitter
from affiche.sheets.desk.handout import choice as handout_choice
from affiche.sheets.desk.leaflet import spare_of
from affiche.sheets.layout import boxes, typeset
from affiche.words import words
from tests.support.projects import TODAY
from tests.support.sheets import SAMPLE, printed, renderer_for, site_of, size, text_of, theme

SENTENCES = "Sanne belt altijd voordat ze komt kijken. "
FILES = {
    "only a name": "---\nname: Sanne\n---\n",
    "six words": "---\nname: Sanne\n---\nSanne belt altijd voordat ze komt.\n",
    "one endless paragraph": "---\nname: Sanne\n---\n" + SENTENCES * 260,
    "an endless table": "---\nname: Sanne\n---\n## Hoe\n\n| Wat | Hoe |\n|---|---|\n"
    + "| Eerst bellen | Daarna nog een keer mailen |\n" * 120,
    "sections": "---\nname: Projectontwikkelingsmaatschappijhoofd van de Betuwe\n"
    "goals: [Rust, Zekerheid]\n---\n" + SENTENCES * 60
    + "".join(f"\n\n## Kop {n}\n\n" + "Zij kiest zelf wat ze koopt. " * 30 for n in range(9)),
}  # fmt: skip


def laid(site, sheet):  # type: ignore[no-untyped-def]
    typesetter = typeset.Typesetter(renderer_for(sheet.language, theme(), site))
    return fitter.fit(sheet, typesetter).document


def sheet_of(written: str):  # type: ignore[no-untyped-def]
    site = site_of({"personas/sanne.md": written})
    (sheet,) = stamps.stamped(handout.sheets(site, words("nl")), site)
    return site, sheet


@pytest.mark.parametrize("name", FILES)
def test_a_hand_out_is_one_exact_a4_and_names_what_it_has_no_room_for(name):
    site, sheet = sheet_of(FILES[name])
    made = printed(site, sheet)
    ((width, height),) = size(made.pdf)
    assert (width, height) == (pytest.approx(210, abs=0.1), pytest.approx(297, abs=0.1))
    left = made.fact.left_off
    assert bool(left) == bool(made.fact.problems) == (name not in ("only a name", "six words"))
    assert ("Meer op de pagina" in text_of(made.pdf)) == bool(left)
    assert f"kenmerk {sheet.hash}" in text_of(made.pdf)


@pytest.mark.parametrize("name", FILES)
def test_it_is_read_at_arms_length(name):
    site, sheet = sheet_of(FILES[name])
    sizes = list(boxes.type_sizes(laid(site, sheet)))
    assert min(points for _, points in sizes) >= 7
    written = [points for text, points in sizes if "Sanne belt" in text or "Zij kiest" in text]
    assert all(points >= 9 for points in written)


def test_of_a_text_without_end_there_is_the_beginning():
    site, sheet = sheet_of(FILES["one endless paragraph"])
    made = printed(site, sheet)
    assert text_of(made.pdf).count("Sanne belt") > 80
    assert made.fact.left_off == ("de rest van Over Sanne",)


def test_the_essentials_stay_when_much_else_goes():
    site, sheet = sheet_of(FILES["sections"])
    text = text_of(printed(site, sheet).pdf)
    assert "Rust" in text and "Zekerheid" in text


def test_what_the_writer_did_not_choose_for_the_poster_is_advice():
    chosen = FILES["sections"].replace("goals:", "poster: {blocks: [goals]}\ngoals:")
    site, sheet = sheet_of(chosen)
    (problem,) = printed(site, sheet).fact.problems
    assert problem.kind == "advice" and "Kop 8" in problem.values["titles"]


def test_the_sample_has_hand_outs_without_a_warning():
    site = visible.without_secrets(content.load(SAMPLE, TODAY).site)
    peter = next(s for s in handout.sheets(site, words("nl")) if s.owner == "peter")
    made = printed(site, peter)
    assert {problem.kind for problem in made.fact.problems} <= {"advice"}
    text = text_of(made.pdf)
    for said in ("Doelen", "Frustraties", "Behoeften", "Zo help je Peter", "Een dag met Peter"):
        assert said in text


def test_a_persona_in_arabic_is_mirrored():
    arabic = "---\nname: فاطمة الزهراء\nlanguage: ar\ngoals: [بسرعة]\npains: [ببطء]\n---\n"
    site, sheet = sheet_of(arabic)
    document = laid(site, sheet)
    blocks = boxes.marked(document, "data-block")
    assert blocks["goals"].left > blocks["pains"].right
    (name,) = [ink.rect for ink in boxes.inks(document) if ink.what == "فاطمة الزهراء"][:1]
    assert name.right > 70


def block(name: str, kind: str = "list", count: int = 10) -> Block:
    return Block(name, name.title(), kind, words=count)


def test_long_texts_stand_across_the_page_and_so_does_what_would_be_alone():
    goals, pains, short = block("goals"), block("pains"), block("biography", "text")
    long = replace(short, words=400)
    assert handout_choice.across([long, goals, pains]) == {"biography"}
    assert handout_choice.across([short, goals]) == set()
    assert handout_choice.across([long, goals]) == {"biography", "goals"}
    assert handout_choice.across([short]) == {"biography"}


def test_what_the_writer_chose_comes_first_and_the_essentials_next():
    blocks = [block(name) for name in ("biography", "tone", "goals", "media", "pains")]
    names = [one.id for one in handout_choice.ranked(blocks, ("media",))]
    assert names == ["media", "goals", "pains", "tone", "biography"]


@pytest.mark.parametrize(
    ("body", "letters", "found"),
    [
        ("Kort.", 20, "Kort."),
        ("Een zin. Nog een zin. De laatste.", 22, "Een zin. Nog een zin." + MORE),
        ("Een lange zin zonder einde", 15, "Een lange zin" + MORE),
        ("他每天早上七点到公司。先看邮件。", 12, "他每天早上七点到公司。" + MORE),
    ],
)
def test_a_cut_text_ends_at_a_sentence_and_shows_that_there_is_more(body, letters, found):
    assert opening(body, letters) == found


@pytest.mark.parametrize("goals", [2, 9])
def test_no_larger_type_has_room(goals):
    """Of all sizes, in each number of columns: few goals are even columns, many a tall one."""
    site, sheet = sheet_of(lists(goals))
    drawn = fitter._Handout(sheet, typeset.Typesetter(renderer_for("nl", theme(), site)))
    ends = drawn.leaflet.ends(())
    room = ends["foot_top"] - ends["head"] - 2 * handout_choice.AIR
    chosen, wide = drawn.choose(room), handout_choice.across(drawn.blocks)
    every = (
        drawn.at(drawn.blocks, wide, size, count)
        for count in handout_choice.COUNTS
        for size in handout_choice.SIZES
        if handout_choice.area(count).column >= fitter.NARROW * size
    )
    assert chosen.tall <= room
    assert chosen.body == max(one.body for one in every if one.tall <= room)


def lists(goals: int) -> str:
    names = ("pains", "gains", "motivations", "objections", "behaviours")
    counts = {"goals": goals, **dict.fromkeys(names, 2)}
    said = "Belt {} keer voordat ze komt kijken"
    rows = (
        f"{name}: [{', '.join(said.format(at) for at in range(count))}]\n"
        for name, count in counts.items()
    )
    return f"---\nname: Sanne\n{''.join(rows)}---\n"


def narrow(*heights: float, spare: float = 0.0, body: float = 2.0) -> handout_choice.Choice:
    blocks = tuple(block(str(at)) for at in range(len(heights)))
    found = {one.id: height for one, height in zip(blocks, heights, strict=True)}
    found |= {spare_of(one.id): spare for one in blocks}
    return handout_choice.Choice(body, 3, blocks, frozenset(), found)


def test_fewer_columns_are_tried_where_their_type_may_be_larger():
    assert not handout_choice.may_be_larger(narrow(30, 30, 30), 32)
    assert handout_choice.may_be_larger(narrow(30, 30, 30, spare=15), 32)
    assert handout_choice.may_be_larger(narrow(30, 10, 10), 32)  # one is high, and two are not
    assert not handout_choice.may_be_larger(narrow(30, 10, 10, body=handout_choice.SIZES[0]), 32)


def test_a_size_is_guessed_by_how_much_all_grew():
    small, large = narrow(10, 10, 10, body=1.0), narrow(20, 20, 20, body=2.0)
    assert handout_choice.growth(small, large) == pytest.approx(1)
    assert handout_choice.growth(small, small) == handout_choice.GROWTH_LEAST
    assert handout_choice.guess(small, 25, (3.0, 2.4, 2.0), 1.0) == 1
    assert handout_choice.guess(small, 5, (3.0, 2.4, 2.0), 1.0) == 2
