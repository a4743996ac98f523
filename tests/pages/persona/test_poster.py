"""What a poster shows, as data: from a persona as written."""

from affiche import content
from affiche.pages import visible
from affiche.pages.persona import poster as posters
from affiche.pages.persona.poster import Bar, Block, Group, Item, Poster, Use
from affiche.words import words
from tests.support.projects import TODAY, project

NOTHING = "---\nname: Sanne\n---\n"


def poster(persona: str, **files: str) -> Poster:
    root = project({"personas/sanne.md": persona, **files})
    loaded = content.load(root / "content", TODAY)
    assert not [p for p in loaded.problems if p.kind == "error"], loaded.problems
    return posters.sheets(visible.without_secrets(loaded.site), words("nl"))[0].data["poster"]


def blocks(persona: str) -> dict[str, Block]:
    return {block.id: block for block in poster(persona).blocks}


def test_a_name_is_enough():
    made = poster(NOTHING)
    assert made.headline == "Sanne"
    assert made.question == ("Wat zou ", "Sanne", " hiervan vinden?")
    assert made.blocks == () and made.quote is None and made.chips == ()
    assert made.ribbon == "Concept"
    assert made.portrait.initials == "S"


def test_the_rest_of_a_long_name_stands_below_it():
    made = poster("---\nname: Ashleigh, severely sight impaired screenreader user\n---\n")
    assert (made.headline, made.beside) == (
        "Ashleigh", "severely sight impaired screenreader user",
    )  # fmt: skip
    assert poster("---\nname: De Vries, Jan\n---\n").headline == "De Vries, Jan"


def test_a_dash_between_blanks_ends_a_name_however_short():
    made = poster("# Bina — directeur\n")
    assert (made.headline, made.beside) == ("Bina", "directeur")
    assert poster("# Jan-Willem Bos\n").headline == "Jan-Willem Bos"
    assert poster("# 佐藤 美咲（さとう みさき）\n").headline == "佐藤 美咲"


def test_persona_before_a_name_is_no_part_of_it():
    for written in ("Persona: Dave the Developer", "User persona 2 – Dave the Developer"):
        made = poster(f"# {written}\n")
        assert (made.headline, made.beside) == ("Dave the Developer", "")
        assert (made.short, made.portrait.initials) == ("Dave", "DD")


def test_a_number_before_a_name_is_no_part_of_it():
    for written in ("2.1 Ana Costa:", "3. Ana Costa", "(4) Ana Costa"):
        made = poster(f"# {written}\n")
        assert (made.headline, made.short) == ("Ana Costa", "Ana")
    assert poster("# 2 Fast\n").headline == "2 Fast"
    long = poster("---\nname: Maximiliaan Alexander van Oldenbarnevelt-Schimmelpenninck\n---\n")
    assert (long.headline, long.beside) == (
        "Maximiliaan Alexander", "van Oldenbarnevelt-Schimmelpenninck",
    )  # fmt: skip


def test_of_a_name_like_a_sentence_the_first_words_stand_large():
    name = "Een huishouden dat voor het eerst een warmtepomp koopt en daar alles over wil weten"
    made = poster(f"---\nname: {name}\n---\n")
    assert made.headline == "Een huishouden dat voor het"
    assert f"{made.headline} {made.beside}" == name
    assert poster("# Alicia Kane - Persona primaria\n").beside == "Persona primaria"


def test_a_sign_before_a_name_is_no_name():
    made = poster("---\nname: 🎯 Goals Gerrit\n---\n")
    assert (made.headline, made.short, made.portrait.initials) == ("Goals Gerrit", "Goals", "GG")


def test_brackets_below_a_name_are_paired():
    made = poster("# Karin Jansen (58), mantelzorger\n")
    assert (made.headline, made.beside) == ("Karin Jansen", "58, mantelzorger")
    assert poster("# Anna de Vries (ziekenhuis (Oost))\n").beside == "ziekenhuis (Oost)"


def test_a_language_without_a_catalogue_gets_the_words_of_the_site():
    made = poster("---\nname: عائشة\nlanguage: ar\ngoals: [x]\n---\n")
    assert made.ribbon == "Concept" and made.question[0] == "Wat zou "
    assert made.blocks[0].title == "Doelen"


def test_a_name_that_is_a_sentence_does_not_stand_in_every_heading():
    made = poster("---\nname: De woningeigenaar met een hybride warmtepomp\n---\nBelt graag.\n")
    assert made.headline == "De woningeigenaar met een hybride warmtepomp"
    assert made.blocks[0].title == "Over deze persona"


def test_who_this_is_in_a_line_and_the_tagline_opens_the_biography():
    made = poster(
        "---\nname: Sanne\nage: 42\noccupation: Eigenaar van een bakkerij\n"
        "tagline: Wil het vandaag weten\n---\nSanne bakt.\n"
    )
    assert made.lines == ("42 jaar, eigenaar van een bakkerij",)
    assert made.blocks[0].lead == "Wil het vandaag weten"
    alone = poster("---\nname: Sanne\ntagline: Wil het vandaag weten\n---\nSanne bakt.\n")
    assert alone.lines == ("Wil het vandaag weten",)
    assert alone.blocks[0].lead == ""


def test_the_capital_of_an_occupation_stays_where_it_belongs():
    def line(work: str, language: str = "nl") -> tuple[str, ...]:
        front = f"name: Sanne\nage: 42\noccupation: {work}\nlanguage: {language}"
        return poster(f"---\n{front}\n---\n").lines

    assert line("Bakker") == ("42 jaar, bakker",)
    assert line("CEO") == ("42 jaar, CEO",)
    assert line("UX designer") == ("42 jaar, UX designer",)
    assert line("Φαρμακοποιός", "el") == ("Φαρμακοποιός",)


def test_an_age_among_words_that_we_do_not_speak_is_a_chip():
    made = poster("---\nname: דוד\nage: 41\nlanguage: he\n---\n")
    assert made.chips == (Item("41", lead="Leeftijd"),)
    assert made.lines == ()


def test_tags_of_a_site_builder_are_no_text():
    body = '{% file src="../persona.png" %}\n\nSanne {% bakt %}.\n'
    found = blocks(f"---\nname: Sanne\n---\n{body}")["biography"]
    assert found.body.strip() == "Sanne {% bakt %}."


def test_a_table_that_held_a_picture_is_a_text():
    body = "|   |\n|:---:|\n| Figuur 1: Sanne |\n\nSanne bakt.\n"
    found = blocks(f"---\nname: Sanne\n---\n{body}")["biography"]
    assert "|" not in found.body and "Figuur 1: Sanne" in found.body
    body = "| | |\n|---|---|\n| Naam | Sanne de bakker van Breda |\n"
    assert blocks(f"---\nname: Sanne\n---\n{body}")["biography"].table


def test_a_picture_in_a_text_says_what_it_is():
    body = "Sanne bakt.\n\n![](oven.svg)\n"
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9"/></svg>'
    made = poster(
        f"---\nname: Sanne\nphoto: {{file: oven.svg, alt: Oven}}\n---\n{body}",
        **{"images/oven.svg": drawing},
    )
    assert "![Over Sanne](oven.svg)" in made.blocks[0].body


def test_a_banner_is_no_portrait():
    front = "---\nname: Sanne\nphoto: {file: s.svg, alt: Lijn}\n---\n"
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 W 9"><path d="M0 0h9"/></svg>'
    for width, file in ((9, "s.svg"), (30, None)):
        files = {"images/s.svg": drawing.replace("W", str(width))}
        assert poster(front, **files).portrait.file == file


def test_a_bracket_of_another_script_opens_the_second_part_too():
    made = poster("# 佐藤 美咲（さとう みさき、東京都在住）\n")
    assert (made.headline, made.beside) == ("佐藤 美咲", "さとう みさき、東京都在住")


def test_a_picture_of_another_place_leaves_nothing_behind():
    body = "Sanne bakt. ![image](https://elders.example/x.png) <img src='//elders.example/y.png'>"
    assert blocks(f"---\nname: Sanne\n---\n{body}\n")["biography"].body.strip() == "Sanne bakt."


def test_short_facts_are_chips_and_long_ones_a_block():
    made = poster(
        "---\nname: Sanne\nlocation: Breda\nfacts: {Winkels: 3}\n"
        "household: Woont samen met haar zus, twee honden en een kat\n---\n"
    )
    assert made.chips == (Item("Breda"), Item("3", lead="Winkels"))
    assert made.blocks == (
        Block(
            "facts", "Feiten", "facts", words=12,
            items=(Item("Woont samen met haar zus, twee honden en een kat", lead="Huishouden"),),
        ),
    )  # fmt: skip


def test_what_is_assumed_is_marked_and_what_is_measured_shows_n():
    found = blocks(
        "---\nname: Sanne\npains:\n  - {text: Wachten, evidence: aanname}\n"
        "  - {text: Bellen, evidence: gemeten, source: 'CES, n = 64'}\n"
        "  - {text: Zoeken, evidence: gemeten, n: 1240}\n  - Typen\n---\n"
    )
    assert found["pains"].items == (
        Item("Wachten", "assumed", "aanname"),
        Item("Bellen", "measured", "n\u00a0=\u00a064"),
        Item("Zoeken", "measured", "n\u00a0=\u00a01.240"),
        Item("Typen"),
    )


def test_of_a_persona_that_is_all_assumption_every_item_is_marked_without_a_word():
    found = blocks("---\nname: Sanne\ngoals: [Rust]\nevidence: aanname\n---\n")
    assert found["goals"].items == (Item("Rust", "assumed"),)


def test_every_kind_of_field_has_its_block():
    found = blocks(
        "---\nname: Sanne\n"
        "needs: {emotional: [Rust]}\n"
        "tone: {do: [Bel], dont: [Mail]}\n"
        "scales: [{label: Prijs, value: 6}, {left: Bellen, right: Mailen, value: 25}]\n"
        "channels: [{channel: email, use: 2}, {channel: phone, use: 5}, marktkraam]\n"
        "brands: [Makita, Bosch]\n"
        "day: [{time: '06:00', text: Koffie}]\n"
        "quotes: ['“Nu!”', Straks]\n"
        "---\n\n## Wat er ligt\n\nEen pen.\n"
    )
    assert found["needs"].items == (Group("Emotioneel", (Item("Rust"),)),)
    assert [group.look for group in found["tone"].items] == ["do", "dont"]
    assert found["scales"].items == (Bar("Prijs", 0.6, "6"), Bar("", 0.25, "", "Bellen", "Mailen"))
    assert found["channels"].items == (Use("phone", 5), Use("marktkraam", None), Use("email", 2))
    assert found["brands"].kind == "tags"
    assert found["day"].items == (Item("Koffie", lead="06:00"),)
    assert found["quotes"].items == (Item("Straks"),)  # the first stands large in the band
    assert (found["section-1"].title, found["section-1"].body) == ("Wat er ligt", "Een pen.")


def test_the_writer_chooses_and_orders_the_blocks():
    made = poster(
        "---\nname: Sanne\ngoals: [A]\npains: [B]\ngains: [C]\n"
        "poster: {blocks: [Mijn kop, pains, goals]}\n---\nTekst.\n\n## Mijn kop\n\nHier.\n"
    )
    assert [block.id for block in made.blocks] == ["section-1", "pains", "goals"]
    assert made.chosen


def test_nothing_secret_is_on_a_poster():
    made = poster(
        "---\nname: Sanne\nvalue: {customers: 640}\nnotes_internal: Achter de schermen\n"
        "goals:\n  - {text: Geheimpje, visibility: secret}\n  - Openlijk\n---\nTekst.\n"
    )
    assert made.blocks[1].items == (Item("Openlijk"),)
    assert not any(word in repr(made) for word in ("640", "Achter", "Geheimpje"))


def test_a_customer_who_did_not_agree_to_a_poster_has_initials():
    persona = (
        "---\nname: Sanne\nphoto: {file: s.svg, kind: customer, alt: Sanne, "
        "consent: {given: 2026-01-01, scope: [SCOPE]}}\n---\n"
    )
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 20"><path d="M0 0h9"/></svg>'
    files = {"images/s.svg": drawing}
    assert poster(persona.replace("SCOPE", "intranet, poster"), **files).portrait.file == "s.svg"
    assert poster(persona.replace("SCOPE", "intranet"), **files).portrait.file is None


def test_the_foot_says_what_it_rests_on_and_until_when():
    made = poster(
        "---\nname: Sanne\nversion: 2\nstatus: tweede versie\nowner: Marketing\n"
        "review_by: 2027-05-22\nevidence: {level: gemeten, interviews: 14, survey_n: 1112}\n---\n"
    )
    assert made.foot == (
        "Versie 2 · tweede versie",
        "Gemeten · 14 interviews · enquête n = 1.112",
        "Eigenaar: Marketing · herzien vóór 22 mei 2027",
    )
    assert made.ribbon == ""


def test_the_journey_is_a_strip_with_its_curve():
    journey = (
        "title: Ik bak\npersona: sanne\nphases:\n  - {name: Deeg, emotion: -1}\n"
        "  - {name: Oven, emotion: 2}\n"
    )
    made = poster(NOTHING, **{"journeys/bakken.yaml": journey})
    (strip,) = made.blocks[0].items
    assert strip.phases == ("Deeg", "Oven")
    assert [mark.value for one in strip.curve.series for mark in one.marks] == [-1, 2]


def test_a_site_with_an_address_has_a_code_that_leads_to_the_page():
    made = poster(NOTHING, **{"site.yaml": "url: https://klant.example/beeld"})
    assert made.url == "https://klant.example/beeld/personas/sanne/"
    assert made.code is not None and made.code.size > 25
    assert poster(NOTHING).code is None
