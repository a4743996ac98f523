"""Forty exports that are broken, each read right or told of with its line and column; none of them
stops the program."""

# ruff: noqa: E501 -- a row of a file is one line here too

from __future__ import annotations

import json
from datetime import date

import pytest

from affiche import cli
from affiche.errors import Kind
from tests.measures.test_reading import BASE, load
from tests.support.projects import project
from tests.support.spreadsheets import ods, xlsx

GH = "Review ID,Reviewer Name,Star Rating,Comment,Create Time,Review Reply\n"
KH = "Datum;Naam;Plaats;Cijfer;Aanbevelen;Toelichting\n"
TP = (
    "Review Id,Review Created (UTC),Review Username,Review Title,Review Content,Review Stars,"
    "Company Reply\n"
)
SM = (
    "Respondent ID,Collector ID,Start Date,End Date,IP Address,"
    "Hoe waarschijnlijk is het dat u ons zou aanbevelen?,Klanttype\n,,,,,Response,Response\n"
)
HJ = (
    "Number,User,Date Submitted,Country,Source URL,Device,Browser,OS,"
    "How likely are you to recommend us?\n"
)


def board(cards: object) -> str:
    lists = [{"id": "l1", "name": "Ideeën"}]
    return json.dumps({"name": "Roadmap", "lists": lists, "cards": cards})


# What is wrong → the file, how many answers are read of it, and what is told.
Case = tuple[str, "str | bytes", int, tuple[str, ...]]
BROKEN: dict[str, Case] = {
    'truncated in quote': ("g1.csv", GH+'r1,Jan,FIVE,"Prima, hoor",2026-09-03T10:12:00Z,\nr2,Piet,FOUR,"Niet gesl', 0, ('open-quote 3:1',)),
    'truncated in word': ("g2.csv", GH+'r1,Jan,FIVE,Prima,2026-09-03T10:12:00Z,\nr2,Piet,FO', 0, ('cut-off 3:1', 'no-number 3:9')),
    'mixed encodings': ("g3.csv", (GH+'r1,Jan,FIVE,Één café,2026-09-03T10:12:00Z,\n').encode("utf-8")+'r2,Piet,FOUR,Één café,2026-09-03T10:12:00Z,\n'.encode("cp1252"), 2, ()),
    'excel errors': ("nps1.xlsx", xlsx([["Datum","Score"],["1-2-2026",9],["2-2-2026","#DIV/0!"],["3-2-2026","#N/A"],["4-2-2026","#REF!"]]), 0, ('no-number 3:2',)),
    'title above': ("nps2.xlsx", xlsx([["Rapport NPS 2026","",""],["","",""],["Datum","Score","Persona"],["1-2-2026",9,"peter"]]), 1, ()),
    'totals row': ("k1.csv", KH+"1-2-2026;Jan;Gouda;9;Ja;Prima\n2-2-2026;Piet;Gouda;8;Ja;Goed\nTotaal;;;8,5;;\n", 2, ()),
    'mean row without date': ("k1b.csv", KH+"1-2-2026;Jan;Gouda;9;Ja;Prima\n2-2-2026;Piet;Gouda;8;Ja;Goed\n;;Gemiddelde;8,5;;\n", 2, ()),
    'totals nps': ("nps3.csv", "Datum;Score\n1-2-2026;9\n2-2-2026;8\nTotaal;17\n", 2, ()),
    'SM two heads': ("sm1.csv", SM+"1,2,09/13/2026 10:00:00 AM,09/13/2026 10:05:00 AM,,10 - Zeer waarschijnlijk,peter\n2,2,09/14/2026 10:00:00 AM,09/14/2026 10:05:00 AM,,7,peter\n", 2, ()),
    'SM 11': ("sm2.csv", SM.replace(",,,,,Response,Response",",,,,,Open-Ended Response,Response")+"1,2,09/13/2026 10:00:00 AM,09/13/2026 10:05:00 AM,,11,peter\n", 0, ('out-of-range 3:52',)),
    'duplicate columns': ("nps4.csv", "Datum;Score;Score\n1-2-2026;9;3\n", 1, ('double-column 1:13',)),
    'thousands separators votes': ("votes1.csv", "kans;stemmen\nuur;1.234\nvideo;12\n", 2, ()),
    'thousands blank': ("votes2.csv", "kans;stemmen\nuur;1 234\nvideo;12\n", 2, ()),
    'percent': ("satisfaction1.csv", "touchpoint;score;schaal\nofferte;80%;0-100\nbalie;75 %;0-100\n", 2, ()),
    'excel serial in csv': ("nps5.csv", "Datum;Score\n45000;9\n46000;8\n", 2, ()),
    'timezones': ("nps6.csv", "Datum;Score\n2026-02-03T10:12:00+02:00;9\n2026-02-03 10:12:00 UTC;8\nTue Feb 03 2026 10:12:00 GMT+0100 (CET);7\n2026-02-03T10:12:00.000+0000;6\n", 4, ()),
    'emoji': ("g4.csv", GH+'r1,😀 Jan,FIVE,"Top 👍🏽 \U0001F468‍\U0001F469‍\U0001F467",2026-09-03T10:12:00Z,\n', 1, ()),
    'column order': ("g5.csv", "Comment,Review Reply,Create Time,Star Rating,Reviewer Name,Review ID\nPrima,,2026-09-03T10:12:00Z,FIVE,Jan,r1\n", 1, ()),
    'empty columns': ("nps7.csv", "Datum;;Score;;\n1-2-2026;;9;;\n", 1, ()),
    'quoted/unquoted separators': ("k2.csv", KH+'1-2-2026;Jan;Gouda;9;Ja;"Prima; echt; waar"\n2-2-2026;Piet;Gouda;8;Ja;Prima; echt waar\n', 0, ('too-many-cells 3:32',)),
    'formula cells': ("nps8.csv", "Datum;Score\n1-2-2026;=B1+1\n2-2-2026;'9\n", 0, ('no-number 2:10',)),
    'sheets first empty': ("nps9.xlsx", xlsx([["Datum","Score"],[date(2026,2,3),9]], before="Toelichting"), 1, ()),
    'ods': ("ces1.ods", ods([["touchpoint","score","schaal"],["offerte",5,"1-7"],["offerte",5,"1-7"]]), 2, ()),
    'json cut': ("votes.json", board([{"name":"Offerte binnen een uur","badges":{"votes":3},"idList":"l1","closed":False},{"name":"VDT-171","badges":{"votes":9},"idList":"l1","closed":True}])[:-40], 0, ('no-table 1:203',)),
    'archived': ("votes3.json", board([{"name":"Offerte binnen een uur","badges":{"votes":3},"idList":"l1","closed":False},{"name":"Montagevideo’s per product","badges":{"votes":9},"idList":"l1","closed":True},{"name":"Iets anders","idMembersVoted":["a","b"],"idList":"l1"}]), 1, ('unknown-card 3:1',)),
    'empty list': ("votes4.json", "[]", 0, ('unknown-measurement 1:1',)),
    'empty obj': ("votes5.json", "{}", 0, ('unknown-measurement 1:1',)),
    'null': ("votes6.json", "null", 0, ('empty-file 1:1',)),
    'types': ("votes7.json", board([{"name":None,"badges":{"votes":"drie"}},{"name":"uur","badges":[]},7,{"name":"uur","badges":{"votes":-2}}]), 0, ('bad-count 3:3',)),
    'google json bad': ("g6.json", json.dumps({"reviews":[{"name":"accounts/1/reviews/A","reviewer":{"displayName":"Jan"},"starRating":"FIVE","comment":"Prima","createTime":"2026-09-03T10:12:00Z"},{"starRating":"STAR_RATING_UNSPECIFIED","comment":"x","reviewer":{"displayName":"P"},"createTime":"2026-13-03T10:12:00Z"}]}), 0, ('no-number 2:3', 'impossible-date 2:5')),
    'impossible date / 6 stars': ("tp1.csv", TP+'a1,2026-02-30T10:00:00Z,Jan,Titel,Tekst,5,\na2,2026-02-03T10:00:00Z,Jan,Titel,Tekst,6,\na3,2026-02-03T10:00:00Z,Jan,Titel,Tekst,,\n', 0, ('impossible-date 2:4', 'out-of-range 3:41')),
    'quotes in tab': ("tp2.csv", TP.replace(",","\t")+'a1\t2026-02-03T10:00:00Z\tJan\tTitel\tTekst met "aanhaling" erin\t5\t\n', 1, ()),
    'hotjar ok': ("hj1.csv", HJ+'1,u1,2026-02-03 10:00:00,NL,https://x.nl/,desktop,Chrome,Mac,9\n2,u2,2026-02-03 10:00:00,NL,https://x.nl/,desktop,Chrome,Mac,\n', 1, ()),
    'hotjar no score': ("hj2.csv", HJ.replace("How likely are you to recommend us?","Wat vindt u van de site?")+'1,u1,2026-02-03 10:00:00,NL,https://x.nl/,desktop,Chrome,Mac,mooi\n', 0, ('unknown-measurement 1:1',)),
    'ratecard words': ("ratecard.csv", "Ratecard;Datum;Rating\nNa levering;14-9-2026;5\nNa levering;14-9-2026;vijf\nNa levering;14-9-2026;zes\n", 0, ('no-number 4:23',)),
    'empty': ("nps10.csv", b"", 0, ('empty-file 1:1',)),
    'bom only': ("nps11.csv", b"\xef\xbb\xbf", 0, ('empty-file 1:1',)),
    'head only': ("nps12.csv", "Datum;Score\n", 0, ('empty-file 1:1',)),
    'binary': ("nps13.csv", bytes(range(256))*20, 0, ('no-table 1:1',)),
    'xlsx cut': ("nps14.xlsx", xlsx([["Datum","Score"],["1-2-2026",9]])[:400], 0, ('no-table 1:1',)),
    'html as xlsx': ("nps15.xlsx", b"<html><table><tr><td>Datum</td></tr></table></html>", 0, ('no-table 1:1',)),
    'thousand same': ("nps16.csv", "Datum;Score\n"+"1-2-2026;elf\n"*1000, 0, ('no-number 2:10',)),
    'mixed seps': ("nps17.csv", "Datum\tScore\n1-2-2026\t9\n2-2-2026,8\n", 0, ('too-few-cells 3:1', 'cut-off 3:1')),
    'sep': ("nps18.csv", "sep=;\nDatum;Score\n1-2-2026;9\n", 1, ()),
    'wrong sep': ("nps19.csv", "sep=,\nDatum;Score\n1-2-2026;9\n", 1, ()),
    'in one cell': ("nps27.csv", '"Datum;Score"\n"1-2-2026;9"\n"2-2-2026;8"\n', 2, ()),
    'in one cell, quoted': ("g7.csv", "".join(f'"{line}"\n' for line in (GH+'r1,Jan,FIVE,""Prima, hoor"",2026-09-03T10:12:00Z,').split("\n")), 1, ()),
    'in one cell, wrong': ("nps28.csv", '"Datum;Score"\n"1-2-2026;19"\n"2-2-2026;8"\n', 0, ('out-of-range 2:1',)),
    'binary, wide': ("nps29.csv", bytes(range(4))*50, 0, ('no-table 1:1',)),
    'converted twice': ("g8.csv", GH+'r1,Jan,FIVE,CafÃ© dicht,2026-09-03T10:12:00Z,\n', 1, ('converted-twice 2:16',)),
    'reply is no review': ("k3.csv", "Datum;Naam;Woonplaats;Cijfer;Aanbevolen;Samenvatting;Ervaring;Reactie\n1-9-2026;Jan;Delft;9;Ja;Top;Snel;Dank\n", 1, ()),
    'blank lines': ("nps20.csv", "Datum;Score\n1-2-2026;9\n\n\n   ;  \n2-2-2026;8\n", 2, ()),
    'n odd': ("nps21.csv", "Datum;Score;n\n1-2-2026;9;1.000\n2-2-2026;8;1,5\n3-2-2026;8;0\n3-2-2026;8;-4\n", 0, ('bad-count 3:12',)),
    'no head': ("nps22.csv", "9\n8\n10\n7\n", 0, ('no-column 1:1',)),
    'scales': ("ces2.csv", "touchpoint;score;schaal\nofferte;5;1-7\nofferte;4;1-5\nofferte;9;7-1\nofferte;3;hoog\n", 0, ('out-of-range 4:9', 'bad-scale 4:11', 'bad-scale 5:11')),
    'drivers': ("drivers1.csv", "datum;totaal;prijs;snelheid\n1-2-2026;8;7;x\n1-2-2026;11;7;9\n", 0, ('no-number 2:14', 'out-of-range 3:10')),
    'dates': ("nps23.csv", "Datum;Score\n31-2-2026;9\n1-2-1926;9\n1-2-2126;9\n00-00-0000;9\n29-2-2026;9\n", 0, ('impossible-date 2:1',)),
    'old mac': ("nps24.csv", "Datum;Score\r1-2-2026;9\r2-2-2026;8\r", 2, ()),
    'nul in utf8': ("nps25.csv", "Datum;Score\n1-2-2026;9\x00\n", 0, ('no-table 1:1',)),
    'reviews odd': ("reviews1.csv", "id;datum;bron;sterren;tekst;publiceren\n1;1-2-2026;X;4,5;Goed;misschien\n1;1-2-2026;X;★★★★☆;Goed;ja\n3;1-2-2026;X;4 van 5;Goed;ja\n4;1-2-2026;X;0;Slecht;ja\n5;1-2-2026;X;★;Slecht;ja\n", 0, ('wrong-choice 2:23', 'duplicate-review 3:1', 'out-of-range 5:14')),
    'empty first lines': ("nps26.csv", "\n\n\nDatum;Score\n1-2-2026;9\n", 1, ()),
}  # fmt: skip


@pytest.mark.parametrize("what", BROKEN)
def test_read_right_or_told_of(what: str) -> None:
    name, body, read, told = BROKEN[what]
    loaded = load({name: body})
    amiss = [p for p in loaded.problems if p.kind is not Kind.ADVICE]
    assert [f"{p.rule} {p.place.line}:{p.place.column}" for p in amiss] == list(told)
    assert all(p.place.path == f"content/measurements/{name}" for p in amiss)
    found = loaded.site and loaded.site.measurements
    answers = [a for kept in found.answers.values() for a in kept] if found else []
    count = sum(one.n for one in (*answers, *(found.stars if found else ())))
    if found:
        count += len(found.votes) + sum(len(table.answers) for table in found.drivers)
    assert count == read


def test_all_of_them_at_once_are_the_writers_to_mend(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    held = {f"measurements/{name}": body for name, body, *_ in BROKEN.values()}
    monkeypatch.chdir(project({**BASE, **held}))
    assert cli.main(["check"]) == 2
    assert "Traceback" not in capsys.readouterr().err
