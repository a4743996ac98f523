"""Exports as companies have them in; what is read of them, or every mistake in them, out."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from affiche import content, report
from affiche.content import Loaded
from affiche.errors import Kind, Place
from affiche.measures import reading
from affiche.measures.exports.rows import Known
from affiche.model.measures import (
    MeasureKind,
    Measurements,
    MeasurementSettings,
    Publish,
    Review,
    Use,
)
from affiche.words import words
from tests.support.projects import PETER, TODAY, project
from tests.support.spreadsheets import ods, xlsx

NL = words("nl")
BASE: dict[str, str | bytes] = {
    "personas/peter.md": PETER,
    "touchpoints.yaml": "offerte: {name: Offerte}\nbalie: {name: Balie aan de weg}\n",
    "opportunities.yaml": "uur: {title: Offerte binnen een uur, ticket: VDT-171}\n"
    "video: {title: Montagevideo’s per product}\n",
    "journeys/ketel.yaml": "title: Ik vervang de ketel\npersona: peter\nphases:\n"
    "  - {id: buy, touchpoints: [{ref: offerte}, {name: Los contact}]}\n  - {name: Nazorg}\n",
}


def load(files: dict[str, str | bytes], site: str = "") -> Loaded:
    held = {f"measurements/{name}": body for name, body in files.items()}
    return content.load(project({**BASE, "site.yaml": site, **held}) / "content", TODAY)


def read(name: str, body: str | bytes, site: str = "") -> Measurements:
    loaded = load({name: body}, site)
    assert said(loaded) == []
    assert loaded.site is not None
    return loaded.site.measurements


def every_review(body: str, maps: MeasurementSettings | None = None) -> tuple[Review, ...]:
    """All reviews of a file, also those that a site does not keep."""
    ids = frozenset({"1", "2", "3", "4", "reviews-4", "reviews-8"})
    found = reading.read_folder(
        {"content/measurements/reviews.csv": body.encode()}, maps or MeasurementSettings(),
        lambda *_: Place("site.yaml"), Known({}), TODAY, ids,
    )  # fmt: skip
    assert [p for p in found.problems if p.kind is not Kind.ADVICE] == []
    return tuple(sorted(found.measurements.reviews, key=lambda one: one.line))


def said(loaded: Loaded) -> list[str]:
    """Errors and warnings, without the folder that all paths begin with."""
    found = [p for p in loaded.problems if p.kind is not Kind.ADVICE]
    return [report.line(p, NL).removeprefix("content/measurements/") for p in found]


def scores(found: Measurements, kind: MeasureKind = MeasureKind.NPS) -> list[Any]:
    return [(a.day and a.day.isoformat(), a.score, a.n) for a in found.of(kind)]


PLAIN = "date;score;persona\n3-2-2026;9;peter\n2026-02-04;7;Peter de Vries\n1-2-26;0;\n"
READ = [("2026-02-03", 9, 1), ("2026-02-04", 7, 1), ("2026-02-01", 0, 1)]


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_separators_and_encodings(separator: str, encoding: str) -> None:
    body = PLAIN.replace(";", separator).encode(encoding)
    assert scores(read("nps.csv", body)) == READ


@pytest.mark.parametrize("told", ["sep=;\n", "sep=;\r\n", '"sep=;"\n', "SEP=;\n"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_told_separator_and_any_line_end(told: str, end: str) -> None:
    body = (told + PLAIN).replace("\r\n", "\n").replace("\n", end)
    assert scores(read("nps.csv", body.encode())) == READ


WESTERN = "id;source;stars;text;publish\na;Café;4;‘Één geïnteresseerde reële één, € 5’ – hè;ja\n"


@pytest.mark.parametrize(
    ("codec", "name", "text"),
    [
        ("cp1252", "Windows-1252", WESTERN),
        ("mac_roman", "Mac Roman", WESTERN),
        ("cp850", "cp850 (DOS)", WESTERN.replace("‘", "'").replace("’", "'").replace("€", "EUR")
         .replace("–", "-")),
        ("cp1252", "Windows-1252", "id;stars;text;publish\na;4;Prima geregeld, bel café één;ja\n"),
        ("mac_roman", "Mac Roman", "id;stars;text;publish\na;4;Prima geïnstalleerd;ja\n"),
        ("cp1252", "Windows-1252", "id;stars;text;publish\na;4;Levering ’s ochtends;ja\n"),
        ("mac_roman", "Mac Roman", "id;stars;text;publish\na;4;Levering ’s ochtends;ja\n"),
        ("cp850", "cp850 (DOS)", "id;stars;text;publish\na;4;Reünie in België, één uur;ja\n"),
    ],
)  # fmt: skip
def test_old_encodings_are_told_apart(codec: str, name: str, text: str) -> None:
    loaded = load({"reviews.csv": text.encode(codec)})
    assert loaded.site is not None
    assert [one.encoding for one in loaded.files] == [name]
    wanted = text.split("\n")[1].split(";")
    assert loaded.site.measurements.reviews[0].text in wanted


def test_quotes_line_breaks_empty_lines_and_blanks_in_the_head() -> None:
    body = (
        "\ufeff ; ;\n\n  Datum ;Score  ; Toelichting ;  \n"
        '3-2-2026 14:05;"9,0";"Regel een;\nregel ""twee""";\n\n;;;\n4-2-2026;10;;\n;;;\n\n'
    )
    maps = MeasurementSettings.model_validate({"reviews": {"publish": "yes", "max": "10"}})
    assert [(r.day, r.stars, r.text, r.line) for r in every_review(body, maps)] == [
        (date(2026, 2, 3), 9.0, 'Regel een;\nregel "twee"', 4),
        (date(2026, 2, 4), 10.0, "", 8),
    ]


def test_a_title_above_the_head_and_several_files_a_kind() -> None:
    loaded = load(
        {
            "nps-2026-q2.csv": "NPS tweede kwartaal\n\nDatum,Score\n2026-05-01,8\n",
            "nps_2026_q3.csv": "Datum\tAanbevelingsscore\n1 augustus 2026\t9\n",
            "nps 3.xlsx": xlsx([["Datum", "Score"], [date(2026, 9, 1), 10]], before="Leeg"),
            "nps-4.ods": ods([["Datum", "Score"], ["2026-09-02", 3]]),
        }
    )
    assert said(loaded) == []
    assert loaded.site is not None
    assert sorted(scores(loaded.site.measurements)) == [
        ("2026-05-01", 8, 1), ("2026-08-01", 9, 1), ("2026-09-01", 10, 1), ("2026-09-02", 3, 1),
    ]  # fmt: skip


def test_site_yaml_maps_columns_values_and_scales() -> None:
    site = (
        "measurements:\n"
        "  nps: {file: hotjar-export.csv, date: Wanneer, score: Hoe graag, persona: Klanttype,\n"
        "        values: {Installateur: peter, Anders: ''}, owner: Service, target: 40}\n"
        "  ces:\n"
        "    - {file: moeite-*.csv, score: Moeite, scale: 1-5, touchpoint: Offerte}\n"
        "    - {file: lijn.csv, score: Moeite, scale: 1-7, touchpoint: Balie aan de weg}\n"
    )
    loaded = load(
        {
            "hotjar-export.csv": "Wanneer,Hoe graag,Klanttype\n2026-01-02,9,Installateur\n"
            "2026-01-03,2,Anders\n",
            "moeite-1.csv": "Moeite\n1\n5\n",
            "lijn.csv": "Moeite\n7\n",
        },
        site,
    )
    assert said(loaded) == []
    assert loaded.site is not None
    found = loaded.site.measurements
    assert [(a.score, a.spot.persona) for a in found.of(MeasureKind.NPS)] == [(9, "peter"), (2, "")]
    assert sorted((a.score, a.scale, a.spot.touchpoint) for a in found.of(MeasureKind.CES)) == [
        (1, (1, 5), "offerte"), (5, (1, 5), "offerte"), (7, (1, 7), "balie"),
    ]  # fmt: skip
    aim = found.aim(MeasureKind.NPS)
    assert (aim.owner, aim.target, aim.direction) == ("Service", 40, "higher")
    assert found.aim(MeasureKind.CES).direction == "lower"


def test_an_aggregated_row_counts_as_often_as_it_says() -> None:
    assert scores(read("nps.csv", "score;n\n9;12\n3;4\n")) == [(None, 9, 12), (None, 3, 4)]


def test_scales_as_people_and_excel_write_them() -> None:
    rows = [["touchpoint", "score", "scale"], *(
        ["offerte", 2, scale] for scale in ("1-7", "1 tot 7", "schaal 1–7", 7, "1-jul", "7 jan")
    ), ["offerte", 2, date(2026, 7, 1)]]  # fmt: skip
    found = read("ces.xlsx", xlsx(rows))
    assert {a.scale for a in found.of(MeasureKind.CES)} == {(1.0, 7.0)}


# Known exports -------------------------------------------------------------------------------

SURVEYMONKEY = (
    "Respondent ID,Collector ID,Start Date,End Date,IP Address,Email Address,First Name,Last Name,"
    "Custom Data 1,Hoe waarschijnlijk is het dat u ons zou aanbevelen aan een collega?,Waarom?\n"
    ",,,,,,,,,,Open-Ended Response\n"
    "118,4,02/14/2026 09:03:11 AM,02/14/2026 09:05:00 AM,1.2.3.4,j@x.nl,Jan,Smit,,"
    "10 - Zeer waarschijnlijk,Top\n"
    "119,4,03/02/2026 09:03:11 AM,03/02/2026 09:05:00 AM,1.2.3.4,,,,,Not at all likely - 0,\n"
    "120,4,03/02/2026 09:03:11 AM,03/02/2026 09:05:00 AM,1.2.3.4,,,,,,\n"
)
HOTJAR = (
    "Number,User,Date Submitted,Country,Source URL,Device,Browser,OS,"
    "How likely are you to recommend us to a friend or colleague?,What is the reason?\n"
    '1,ab12,2026-02-03 10:11:12,Netherlands,https://x.example/,pc,Chrome,Windows,8,"Snel, top"\n'
)
TRUSTPILOT = (
    "Review Id,Review Created (UTC),Review Consumer User Id,Review Title,Review Content,"
    "Review Stars,Source,Company Reply Date (UTC),Company Reply,Domain Url,Review Username\n"
    "tp1,2026-09-14T08:00:00Z,u1,Traag,Wacht drie dagen,2,Organic,2026-09-15,Sorry,x.nl,Kees M\n"
)
GOOGLE = (
    "Review ID,Reviewer Name,Star Rating,Comment,Create Time,Review Reply\n"
    "g1,Ilse,FIVE,Binnen vier minuten buiten,2026-09-03T10:00:00.123Z,\n"
)
GOOGLE_JSON = json.dumps(
    {"reviews": [{"name": "accounts/1/reviews/2", "reviewer": {"displayName": "Ilse"},
                  "starRating": "FOUR", "comment": "Netjes", "createTime": "2026-09-03T10:00:00Z",
                  "reviewReply": {"comment": "Dank"}}]}
)  # fmt: skip
KIYOH = (
    "Datum;Naam;Plaats;Cijfer;Aanbevelen;Titel;Toelichting;Reactie\n"
    "21-8-2026;K. Bos;Rhoon;9,5;Ja;Fijn;Eén pagina met een 06;\n"
)
RATECARD = "Ratecard;Datum;Rating;Opmerking\nNa levering;1-9-2026;4;Prima\n"
TRELLO = (
    "Card ID,Card Name,Card URL,Labels,Vote Count,List Name,Board Name,Archived,"
    "Last Activity Date\n"
    "1,Offerte binnen een uur,u,,14,Ideeën,Roadmap,false,2026-09-01\n"
    "2,Montagevideo’s per product,u,,3,Ideeën,Roadmap,false,2026-09-02\n"
    "3,Oude kaart,u,,9,Klaar,Roadmap,true,2026-09-02\n"
)
TRELLO_JSON = json.dumps(
    {"name": "Roadmap", "lists": [{"id": "l", "name": "Ideeën"}],
     "cards": [{"name": "VDT-171", "idList": "l", "badges": {"votes": 6}, "closed": False,
                "dateLastActivity": "2026-09-01T10:00:00Z"}]}
)  # fmt: skip


def test_surveymonkey() -> None:
    loaded = load({"Enquête export.csv": SURVEYMONKEY})
    assert said(loaded) == []
    assert loaded.site is not None
    assert scores(loaded.site.measurements) == [("2026-02-14", 10, 1), ("2026-03-02", 0, 1)]
    assert [(f.service, f.kind, f.rows, f.unanswered) for f in loaded.files] == [
        ("SurveyMonkey", "nps", 2, 1)
    ]


def test_hotjar() -> None:
    assert scores(read("survey-responses.csv", HOTJAR)) == [("2026-02-03", 8, 1)]


@pytest.mark.parametrize(
    ("name", "body", "expected"),
    [
        ("export.csv", TRUSTPILOT, ("Trustpilot", 2, 5, "Wacht drie dagen", "Kees M", True)),
        ("export.csv", GOOGLE, ("Google", 5, 5, "Binnen vier minuten buiten", "Ilse", False)),
        ("reviews.json", GOOGLE_JSON, ("Google", 4, 5, "Netjes", "Ilse", True)),
        ("export.csv", KIYOH, ("Kiyoh", 9.5, 10, "Eén pagina met een 06", "K. Bos", False)),
    ],
)
def test_reviews_of_known_services(name: str, body: str, expected: tuple[object, ...]) -> None:
    (one,) = read(name, body).reviews
    assert (one.source, one.stars, one.max, one.text, one.author, one.answered) == expected
    assert one.publish is Publish.YES  # they are public where they come from


def test_a_column_says_no_before_a_public_export_says_yes() -> None:
    head, row = KIYOH.splitlines()
    loaded = load({"kiyoh.csv": f"{head};Publiceren\n{row};nee\n{row.replace('Bos', 'Vis')};ja\n"})
    assert loaded.site is not None
    assert [one.author for one in loaded.site.measurements.reviews] == ["K. Vis"]
    assert {one.text for one in loaded.site.measurements.hidden} == {"K. Bos", "K. Vis"}


def test_ratecard() -> None:
    (one,) = read("ratecard.csv", RATECARD).stars
    assert (one.score, one.source, one.day) == (4, "Ratecard", date(2026, 9, 1))
    alone = read("ratecard.csv", "Ratecard;Datum;NPS\nNa levering;1-9-2026;9\n")
    assert scores(alone) == [("2026-09-01", 9, 1)]


@pytest.mark.parametrize(
    ("name", "body", "votes"),
    [
        ("bord.csv", TRELLO, {"uur": 14, "video": 3}),
        ("bord.json", TRELLO_JSON, {"uur": 6}),
    ],
)
def test_trello(name: str, body: str, votes: dict[str, int]) -> None:
    assert {one.opportunity: one.votes for one in read(name, body).votes} == votes


def test_a_card_that_is_no_opportunity_is_a_warning() -> None:
    found = said(load({"bord.csv": TRELLO.replace("Montagevideo’s per product", "Kerstborrel")}))
    assert [line.split(": ")[1] for line in found] == ["warning"]
    assert "Kerstborrel" in found[0]


# Mistakes ------------------------------------------------------------------------------------

NPS = "datum;score;persona;fase;touchpoint\n"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (NPS + "31-2-2026;9;;;\n", "nps.csv:2:1: error: de dag 31-2-2026 in de kolom “datum” "
         "bestaat niet."),
        (NPS + "1-3-2026;11;;;\n", "nps.csv:2:10: error: 11 in de kolom “score” valt buiten de "
         "schaal."),
        (NPS + "1-3-2026;-1;;;\n", "nps.csv:2:10: error: -1 in de kolom “score” valt buiten de "
         "schaal."),
        (NPS + "1-3-2026;negen;;;\n", "nps.csv:2:10: error: `negen` in de kolom “score” is geen "
         "getal."),
        (NPS + "gisteren;9;;;\n", "nps.csv:2:1: error: `gisteren` in de kolom “datum” is geen "
         "datum."),
        (NPS + "1-3-2026;9;petr;;\n", "nps.csv:2:12: error: er is geen persona `petr`. Bedoelde je "
         "`peter`?"),
        (NPS + "1-3-2026;9;peter;;ofertte\n", "nps.csv:2:19: error: er is geen touchpoint "
         "`ofertte`. Bedoelde je `offerte`?"),
        (NPS + "1-3-2026;9;peter;inkoop;\n", "nps.csv:2:18: error: er is geen fase `inkoop`."),
        (NPS + "1-3-2026;9;peter;;;;te veel\n", "nps.csv:2:20: error: deze rij heeft 7 cellen en "
         "de kop heeft 5 kolommen."),
        (NPS + '1-3-2026;9;"open\n;;\n2;3\n', "nps.csv:2:1: error: een tekst opent met een "
         "aanhalingsteken dat nergens sluit."),
        ("a;b\n1;2\n", "nps.csv:1:1: error: hier is geen kolom voor `score`: a, b."),
    ],
)  # fmt: skip
def test_a_mistake_is_said_with_its_place(body: str, expected: str) -> None:
    (found,) = said(load({"nps.csv": body}))
    assert found.startswith(expected)


def test_a_mistake_of_a_thousand_rows_is_said_once() -> None:
    rows = "".join(f"1-3-2026;9;{'petr' if n % 2 else 'peter'};;\n" for n in range(2000))
    wrong = load({"nps.csv": NPS + "3-3-2026;8;;;\n" + rows})
    assert wrong.site is None
    assert said(wrong) == [
        "nps.csv:4:12: error: er is geen persona `petr` (1.000 rijen). Bedoelde je `peter`?"
    ]


def test_mistakes_of_several_kinds_are_all_said() -> None:
    body = NPS + "31-2-2026;12;jan;;\n30-2-2026;9;peter;;\n"
    lines = said(load({"nps.csv": body, "onbekend.csv": "a;b\n1;2\n"}))
    assert [line.split(": ", 2)[2].split(". ")[0] for line in lines] == [
        "de dag 31-2-2026 in de kolom “datum” bestaat niet (2 rijen)",
        "12 in de kolom “score” valt buiten de schaal",
        "er is geen persona `jan`",
        "het is niet duidelijk wat hier gemeten is",
    ]


def test_a_column_of_the_map_that_is_not_there() -> None:
    loaded = load(
        {"export.csv": "Datum;Aanbevelingsscore\n1-2-2026;9\n"},
        "measurements:\n  nps: {file: export.csv, score: Aanbevelingscore}\n"
        "  ces: {file: exprt.csv}\n",
    )
    assert said(loaded) == [
        "content/site.yaml:2:34: error: er is geen kolom “Aanbevelingscore” in "
        "content/measurements/export.csv. Bedoelde je `Aanbevelingsscore`?",
        "content/site.yaml:3:15: error: er is geen bestand `exprt.csv` in measurements/. "
        "Bedoelde je `export.csv`?",
    ]


def test_a_broken_spreadsheet_and_what_is_no_table() -> None:
    lines = said(load({"nps.xlsx": b"PK\x03\x04broken", "ces.csv": b"\x00\x01\x02\x03" * 9}))
    assert [line.split(":")[0] for line in lines] == ["ces.csv", "nps.xlsx"]


def test_control_1_to_10_is_told_and_a_scale_accepts_it() -> None:
    body = "score\n" + "".join(f"{n}\n" for n in range(1, 11))
    rules = {p.rule for p in load({"nps.csv": body}).problems}
    assert "nps-scale" in rules
    loaded = load({"nps.csv": body}, "measurements: {nps: {scale: 1-10}}\n")
    assert "nps-scale" not in {p.rule for p in loaded.problems}
    assert said(load({"nps.csv": body + "0\n"}, "measurements: {nps: {scale: 1-10}}\n")) != []


# What may be shown ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("Bel me op 06-12345678", "telefoonnummer"),
        ("Ik ben te bereiken op +31 6 12 34 56 78.", "telefoonnummer"),
        ("tel (010) 456 78 90", "telefoonnummer"),
        ("Mail naar j.smit@voorbeeld.nl", "e-mailadres"),
        ("mijn rekening NL91 ABNA 0417 1643 00", "rekeningnummer"),
        ("Mevrouw de Boer hielp ons", "naam"),
        ("Prima gedaan.\nGroeten, Kees Mulder", "naam"),
        ("Ik, Jansen, ben tevreden", "naam"),
    ],
)
def test_personal_data_in_shown_text_is_a_warning_with_its_line(text: str, what: str) -> None:
    row = f'1;4;"{text}";{{}};P. Jansen\n'
    head = "id;stars;text;publish;author\n0;5;Niets bijzonders in 2026 voor € 1.250,00;ja;X\n"
    (found,) = said(load({"reviews.csv": head + row.format("ja")}))
    assert found.startswith("reviews.csv:3:1: warning: ")
    assert what in found
    assert said(load({"reviews.csv": head + row.format("nee")})) == []


def test_publish_use_and_answered() -> None:
    body = (
        "id;stars;text;publish;use;answered;author\n1;5;a;naam;marketing, faq;ja;Jo\n"
        "2;1;b;nee;opvolgen;;\n3;2;c;Ja;;2026-02-03;\n4;3;d;;;nee;\n"
    )
    assert [(r.publish, r.uses, r.answered) for r in every_review(body)] == [
        (Publish.NAME, (Use.MARKETING, Use.FAQ), True),
        (Publish.NO, (Use.FOLLOW_UP,), False),
        (Publish.YES, (), True),
        (Publish.NO, (), False),
    ]


def test_an_unknown_word_is_never_taken_for_yes() -> None:
    (found,) = said(load({"reviews.csv": "stars;text;publish\n5;a;misschien\n"}))
    assert "misschien" in found
    assert " error: " in found


# What was taken ------------------------------------------------------------------------------


def test_check_tells_what_was_taken_without_names() -> None:
    loaded = load({"kiyoh.csv": KIYOH.encode("cp1252")})
    lines = [text for file in loaded.files for text in report.file_lines(file, NL)]
    assert lines == [
        "content/measurements/kiyoh.csv: Reviews, Kiyoh, Windows-1252, scheidingsteken ;, 1 rij",
        "  date ← Datum, stars ← Cijfer, title ← Titel, text ← Toelichting, author ← Naam, "
        "answered ← Reactie, source = Kiyoh, max = 10, publish = yes",
        "  21-8-2026 | 9,5 | Fijn | Eén pagina met een 06 | … | ",
    ]
    told = json.loads(report.as_json((), NL, loaded.files))
    assert told["files"][0]["encoding"] == "Windows-1252"
    assert "Bos" not in json.dumps(told)
