"""A block that is too long: its first part, cut where a reader can stop."""

from affiche.pages.persona.poster.parts import Block, Group, Item, count
from affiche.sheets.persona.cut import cut


def text(body: str) -> Block:
    return Block("biography", "Over Sanne", "text", body=body, words=count("Over Sanne " + body))


def items(number: int) -> tuple[Item, ...]:
    return tuple(Item(f"Doel nummer {n}") for n in range(number))


def test_what_is_short_enough_stays_as_it_is():
    block = text("Sanne bakt.")
    assert cut(block, 10) is block


def test_a_list_is_cut_between_items_and_tells_how_much_is_left():
    block = Block("goals", "Doelen", "list", items(40), words=121)
    shorter = cut(block, 30)
    assert shorter.items == items(10)
    assert (shorter.words, shorter.rest) == (31, 90)


def test_every_group_keeps_its_first_items():
    groups = (Group("Functioneel", items(20)), Group("Emotioneel", items(4)))
    shorter = cut(Block("needs", "Behoeften", "groups", groups, words=75), 30)
    assert [len(group.items) for group in shorter.items] == [8, 1]
    assert shorter.words + shorter.rest == 75


def test_a_text_is_cut_between_paragraphs_and_no_heading_stands_alone():
    block = text("Sanne bakt elke dag brood.\n\n### Later\n\n" + "Woord " * 60)
    shorter = cut(block, 30)
    assert shorter.body == "Sanne bakt elke dag brood."
    assert shorter.rest == block.words - shorter.words


def test_a_long_paragraph_is_cut_between_sentences_with_its_marks_in_pairs():
    block = text("Zij wil dit. **Zij wil dat. En nog iets anders ook.** " + "Zij wacht. " * 30)
    assert cut(block, 8).body == "Zij wil dit."
    assert cut(block, 20).body.endswith("Zij wacht.")
    assert cut(block, 20).body.count("**") == 2


def test_a_list_in_a_text_is_cut_between_its_items():
    block = text("\n".join(f"- Punt {n} van de lijst" for n in range(30)))
    assert cut(block, 22).body.splitlines() == [f"- Punt {n} van de lijst" for n in range(4)]


def test_a_table_keeps_its_head():
    rows = [f"| Rij {n} | Waarde |" for n in range(30)]
    block = text("\n".join(["| Wat | Hoe |", "|---|---|", *rows]))
    assert cut(block, 20).body.splitlines() == ["| Wat | Hoe |", "|---|---|", *rows[:5]]


def test_without_a_place_to_stop_it_stays_whole():
    endless = text("woord " * 300)
    assert cut(endless, 60) is endless
    html = text("<div>" + "Een zin. " * 100 + "</div>")
    assert cut(html, 60) is html


def test_scripts_without_blanks_are_counted_by_letters():
    assert count("他每天早上六点起床") == 5
    assert count("Sanne belt ’s ochtends") == 4
    block = text("他每天早上六点起床。" * 30)
    assert 40 < cut(block, 60).words <= 62
