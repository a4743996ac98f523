"""Exports that are broken, each read right or told of with its line and column; none of them
stops the program."""

# ruff: noqa: E501 -- a row of a file is one line here too

from __future__ import annotations

import json
from datetime import date

import pytest

from affiche import cli
from affiche.errors import Kind
from affiche.measures.figures.votes import votes
from affiche.model.measures import MeasureKind
from affiche.model.rules import RULES
from tests.measures.test_reading import BASE, load
from tests.support.projects import project
from tests.support.spreadsheets import changed, ods, xlsx

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


SM5 = (
    "Respondent ID,Collector ID,End Date,How likely are you to recommend us?,,Why?\n"
    ",,,NPS® Category,Score,Open-Ended Response\n"
)
QX = (
    "StartDate,Status,Finished,RecordedDate,ResponseId,Q1_NPS_GROUP,Q1\n"
    "Start Date,Response Type,Finished,Recorded Date,Response ID,"
    "How likely are you to recommend us? - Group,How likely are you to recommend us?\n"
    '"{""ImportId"":""startDate""}","{""ImportId"":""status""}",,,,,"{""ImportId"":""QID1""}"\n'
)
HJ2 = (
    "Number,User,Date Submitted,Country,Source URL,Device,Browser,OS,"
    "Why did you recommend us?,How likely are you to recommend us?\n"
)
HJ_ROW = "1,u,2026-02-03 10:00:00,NL,https://x.nl/,desktop,Chrome,Mac,"


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
    'head again': ("nps30.csv", "Datum;Score\n1-2-2026;9\nDatum;Score\n2-2-2026;8\n", 2, ()),
    'head again, in words': ("reviews2.csv", "Datum;Tekst;Publiceren\n1-2-2026;Goed;ja\nDatum;Tekst;Publiceren\n", 0, ()),
    'totals of groups': ("nps31.csv", "Winkel;Score\nA;9\nA;7\nTotaal A;8\nB;9\nB;10\nB Totaal;9,5\nB;3\nC;4\nC;4\n", 7, ()),
    'total in words': ("nps32.csv", "Winkel;Score\nA;9\nTotal Energies;7\nGemiddelde score:;8\n", 2, ()),
    'a comment like a total': ("nps33.csv", "Mening;Datum;Score\nGemiddeld;1-2-2026;7\nGoed;1-2-2026;8\nA;1-2-2026;8\nB;1-2-2026;8\n", 4, ()),
    'out of five': ("nps34.csv", "Datum;Score\n1-2-2026;4/5\n2-2-2026;9/10\n", 0, ('other-scale 2:10',)),
    'share as score': ("nps35.csv", "Datum;Score\n1-2-2026;9%\n", 0, ('other-scale 2:10',)),
    'share as count': ("nps36.csv", "Score;n\n9;40%\n8;60%\n", 0, ('bad-count 2:3',)),
    'parts of one': ("satisfaction2.xlsx", xlsx([["touchpoint","score","schaal"],["offerte",0.8,"0-100"],["balie",0.75,"0-100"]]), 0, ('fractions 2:2',)),
    'nps on five': ("nps37.csv", "Datum;Score;Schaal\n1-2-2026;4;1-5\n", 0, ('bad-scale 2:12',)),
    'nps of five': ("nps38.csv", "Datum;Score\n" + "".join(f"1-2-2026;{n % 5 + 1}\n" for n in range(12)), 12, ('half-scale 1:1',)),
    'ten of five': ("k4.csv", KH + "1-2-2026;Jan;Gouda;4;Ja;Prima\n" * 12, 12, ('half-scale 1:1',)),
    'order open': ("nps39.csv", "Datum;Score\n02/03/2026;9\n03/04/2026;8\n", 2, ('date-order 2:1',)),
    'noon': ("nps40.csv", "Datum;Score\n02/03/2026 10:00 AM;9\n", 1, ()),
    'each once': ("nps41.csv", "Score;jan;feb\n0;3;2\n5;20;1\n7;20;1\n9;20;1\n10;20;1\n", 5, ('once-each 1:1',)),
    'rows in a quote': ("reviews3.csv", 'id;sterren;tekst\na;5;"Prima\nb;4;Goed\nc;3;"Matig"\n', 0, ('open-quote 2:1',)),
    'logged out': ("nps42.csv", "<!DOCTYPE html>\n<html><body>Log in</body></html>", 0, ('no-table 1:1',)),
    'pdf': ("nps43.csv", b"%PDF-1.7\n1 0 obj\n", 0, ('no-table 1:1',)),
    'blank of Windows': ("nps44.csv", "Datum;Score\n1-2-2026;\u00a09\u00a0\n".encode("cp1252"), 1, ()),
    'stars as pictures': ("reviews4.csv", "id;sterren;tekst\na;⭐⭐⭐⭐;Goed\nb;★★★☆☆;Goed\n", 2, ()),
    'reason before score': ("hotjar1.csv", HJ2 + HJ_ROW + "Snel,9\n" + HJ_ROW + "8 jaar klant,7\n", 2, ()),
    'two questions': ("hotjar2.csv", HJ2 + HJ_ROW + "2,9\n" + HJ_ROW + "0,10\n", 2, ('other-question 1:91',)),
    'easy is high': ("ces3.csv", "touchpoint;Hoe makkelijk was dit?;schaal\nofferte;7;1-7\nbalie;1;1-7\n", 2, ('easy-end 1:1',)),
    'months of reviews': ("k5.csv", "Maand;Gemiddeld cijfer;Aantal reviews;Aanbeveling;Plaats\njan-26;8,9;31;96%;Gouda\nfeb-26;9,1;28;98%;Gouda\n", 0, ('averages 1:1',)),
    'review over two lines': ("k6.csv", KH + "1-2-2026;Jan;Gouda;9;Ja;Prima hoor\nen snel ook\n2-2-2026;Piet;Gouda;8;Ja;Goed\n", 0, ('too-few-cells 3:1',)),
    'joined with their marks': ("tp3.csv", "\ufeff" + TP + "a1,2026-09-25,Jan,Titel,Tekst,4,\n\ufeff" + TP + "a2,2026-09-25,Jan,Titel,Tekst,5,\n", 2, ()),
    'votes in a field': ("votes8.json", json.dumps({"name": "R", "lists": [], "customFields": [{"id": "f", "name": "Stemmen"}], "cards": [{"name": "Offerte binnen een uur", "badges": {"votes": 0}, "customFieldItems": [{"idCustomField": "f", "value": {"number": "41"}}]}]}), 1, ()),
    'cards without votes': ("votes9.csv", "Card Name,List Name,Board Name\nOfferte binnen een uur,I,R\n", 0, ('no-column 1:1',)),
    'years first': ("nps45.csv", "Datum;Score\n26-09-03;9\n26-09-21;8\n25-12-11;7\n", 3, ()),
    'nps of each month': ("nps46.csv", "Maand;NPS;Aantal\njan;8;120\nfeb;5;140\n", 260, ('each-period 2:5',)),
    'counts of each month': ("nps47.csv", "Maand;Score;Aantal\njan;8;12\njan;9;5\nfeb;5;14\n", 31, ()),
    'score that became a day': ("nps48.csv", "Datum;Score\n1-2-2026;9-jan\n2-2-2026;8-okt\n", 0, ('no-number 2:10',)),
    'unseen signs in the head': ("nps49.csv", "Da\u00adtum;Sc\u200bore\n1-2-2026;9\n", 1, ()),
    'SM category before score': ("sm5.csv", SM5 + "1,2,09/13/2026 10:00:00 AM,Promoter,10,Snel\n2,2,09/14/2026 10:00:00 AM,Detractor,3,8 dagen te laat\n", 2, ()),
    'SM a column an answer': ("nps50.csv", "Respondent ID,Collector ID,Zou u ons aanbevelen?,,,\n,,Zeker niet - 0,1,2,3\n1,2,,1,,\n", 0, ('one-column-each 1:28',)),
    'Qualtrics': ("nps51.csv", QX + "2026-09-03 10:00:00,IP Address,True,2026-09-03 10:01:00,R_1,Promoter,9\n2026-09-04 10:00:00,Survey Preview,True,2026-09-04 10:01:00,R_2,Detractor,1\n", 1, ()),
    'scale in the head': ("ces4.csv", "touchpoint;CES (1-5)\nofferte;4\nofferte;5\n", 2, ()),
    'scale in the question': ("nps52.csv", 'Datum;"Zou u ons aanbevelen, op een schaal van 1 tot 5?"\n1-2-2026;4\n', 0, ('bad-scale 2:1',)),
    'years are no scale': ("nps53.csv", "Datum;Score (2024-2026)\n1-2-2026;4\n", 0, ('no-column 1:1',)),
    'labels with numbers': ("ces5.csv", "touchpoint;score;schaal\nofferte;7 – zeer makkelijk (1-7);1-7 (1 = moeilijk)\nofferte;(3) lastig;7-punts\n", 2, ()),
    'mean without a name': ("ces6.csv", "touchpoint;score;schaal\nofferte;5;1-7\nbalie;4;1-7\n;4,5;\n", 2, ()),
    'an answer without a name': ("ces7.csv", "touchpoint;score;schaal\nofferte;5;1-7\nbalie;4;1-7\n;3;\n", 3, ()),
    'nobody answered': ("nps54.csv", "Datum;Score\n1-2-2026;\n2-2-2026;NaN\n", 0, ('no-answers 2:10',)),
    'nobody gave a nine': ("nps55.csv", "Score;n\n10;5\n9;0\n8;3\n", 8, ()),
    'of five where ten is most': ("k7.csv", KH + "1-2-2026;Jan;Gouda;4/5;Ja;Prima\n", 0, ('other-scale 2:20',)),
    'hidden rows': ("nps56.xlsx", changed(xlsx([["Datum","Score"],["1-2-2026",9],["2-2-2026",8]]), "xl/worksheets/sheet1.xml", '<row r="3">', '<row r="3" hidden="1">'), 2, ('hidden-rows 1:1',)),
    'hidden sheet first': ("nps57.xlsx", changed(changed(xlsx([["Datum","Score"],["1-2-2026",9]], before="Lijst"), "xl/worksheets/sheet1.xml", "<sheetData></sheetData>", '<sheetData><row><c t="inlineStr"><is><t>Score</t></is></c></row><row><c><v>1</v></c></row></sheetData>'), "xl/workbook.xml", 'name="Lijst"', 'name="Lijst" state="hidden"'), 1, ()),
    'CSV called xlsx': ("nps58.xlsx", "Datum;Score\n1-2-2026;9\n", 1, ()),
    'page called csv': ("nps59.csv", "<meta charset=utf-8><table><tr><td>Datum</td></tr></table>", 0, ('no-table 1:1',)),
    'days in other forms': ("nps60.csv", "Datum;Score\n20260203T101200Z;9\n3rd Feb 2026;8\n\"February 3rd, 2026\";7\n", 3, ()),
    'kept from Excel': ("nps61.csv", 'Datum;Score\n1-2-2026;="8"\n', 1, ()),
    'SM hours to 24': ("sm4.csv", SM + "1,2,02/03/2026 10:00,02/03/2026 14:05,,10,peter\n", 1, ('date-order 3:22',)),
    'SM services': ("sm3.csv", SM.replace("Klanttype","Hoeveel diensten (services)?")+"1,2,09/13/2026 10:00:00 AM,09/13/2026 10:05:00 AM,,9,3\n", 1, ()),
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


def test_years_that_stand_first_are_the_years() -> None:
    found = load({"nps.csv": "Datum;Score\n26-09-03;9\n25-12-11;7\n"}).site
    here = load({"nps.csv": "Datum;Score\n26-09-25;9\n25-12-26;7\n"}).site
    assert found is not None
    assert here is not None
    days = [[one.day for one in site.measurements.of(MeasureKind.NPS)] for site in (found, here)]
    assert days[0] == [date(2026, 9, 3), date(2025, 12, 11)]
    assert days[1] == [date(2025, 9, 26), date(2026, 12, 25)]


def test_all_that_is_told_and_no_mistake_can_be_switched_off_with_a_reason() -> None:
    told: set[str] = set()
    for name, body, *_ in BROKEN.values():
        told |= {one.rule for one in load({name: body}).problems if one.kind is not Kind.ERROR}
    assert len(told) > 15
    assert told - set(RULES) == set()
    name, body, *_ = BROKEN["hidden rows"]
    site = "quality: {off: {hidden-rows: 'De verborgen rijen horen erbij'}}\n"
    rules = [one.rule for one in load({name: body}, site).problems]
    assert "hidden-rows" not in rules
    assert "wrong-rule" not in rules


def test_what_is_told_of_and_read_right_all_the_same() -> None:
    """Advice stops nobody, and says what was done."""
    for name, body, rule in (
        ("nps.csv", BROKEN["Qualtrics"][1], "trial"),
        ("nps.csv", "Binnen;Score\n1-2-2026;9\n2-2-2026;8\n", "no-date-column"),
        ("ces.csv", BROKEN["mean without a name"][1], "totals-row"),
    ):
        assert rule in [p.rule for p in load({name: body}).problems]


def test_points_for_improvement_stand_in_the_review() -> None:
    head = "Datum;Naam;Plaats;Cijfer;Aanbevelen;Positieve punten;Verbeterpunten\n"
    body = "1-9-2026;Jan;Gouda;9;Ja;Snel;De doos\n2-9-2026;Piet;Gouda;4;Nee;;Te laat\n"
    found = load({"kiyoh.csv": head + body}).site
    assert found is not None
    texts = {one.text for one in found.measurements.reviews}
    assert texts == {"Snel\n\nVerbeterpunten: De doos", "Te laat"}


def test_two_cards_of_a_board_for_one_opportunity_count_together() -> None:
    card = {"name": "Offerte binnen een uur", "badges": {"votes": 41}}
    other = {"name": "VDT-171", "badges": {"votes": 7}}
    found = load({"votes.json": board([card, other])}).site
    assert found is not None
    assert votes(found.measurements.votes) == {"uur": 48}


def test_parts_of_a_question_do_not_stand_for_the_whole() -> None:
    head = "Respondent ID,Collector ID,End Date,Hoe tevreden bent u over:,,Algehele tevredenheid\n"
    body = head + ",,,Prijs,Levering,Response\n1,2,09/13/2026 10:00:00 AM,2,3,5\n"
    found = load({"satisfaction.csv": body, "drivers.csv": body}).site
    assert found is not None
    assert [one.score for one in found.measurements.of(MeasureKind.SATISFACTION)] == [5]
    assert [one.aspects for one in found.measurements.drivers] == [("Prijs", "Levering")]


def test_a_merged_cell_says_it_of_each_of_its_rows() -> None:
    rows = [["Persona", "Score"], ["peter", 9], ["", 8], ["", ""]]
    book = changed(xlsx(rows), "xl/worksheets/sheet1.xml", "</sheetData>",
                   '</sheetData><mergeCells><mergeCell ref="A2:A3"/><mergeCell ref="B3:B4"/>'
                   "</mergeCells>")  # fmt: skip
    found = load({"nps.xlsx": book}).site
    assert found is not None
    answers = found.measurements.of(MeasureKind.NPS)
    assert [(one.score, one.spot.persona) for one in answers] == [(9, "peter"), (8, "peter")]


def test_a_second_sheet_like_the_first_is_told_of() -> None:
    rows = '<row><c t="inlineStr"><is><t>Datum</t></is></c><c t="inlineStr"><is><t>Score</t></is></c></row>'
    book = xlsx([["Datum", "Score"], ["1-2-2026", 9]], "Q1", before="Q2")
    part = "xl/worksheets/sheet1.xml"
    both = changed(book, part, "<sheetData></sheetData>", f"<sheetData>{rows}</sheetData>")
    assert "other-sheet" in [p.rule for p in load({"nps.xlsx": both}).problems]
    assert "other-sheet" not in [p.rule for p in load({"nps.xlsx": book}).problems]


def test_a_quarter_beside_its_year_is_told_of() -> None:
    year = [f"{n % 28 + 1}-{n // 28 + 1}-2026;{n * 7 % 11}\n" for n in range(200)]
    head = "Datum;Score\n"
    files: dict[str, str | bytes] = {"nps-2026.csv": head + "".join(year)}
    alone = load({**files, "nps-2026-q1.csv": head + "".join(year[:84]).replace("2026", "2025")})
    twice = load({**files, "nps-2026-q1.csv": head + "".join(year[:84])})
    told = [p.place.path for p in twice.problems if p.rule == "counted-twice"]
    assert told == ["content/measurements/nps-2026-q1.csv"]
    assert not any(p.rule == "counted-twice" for p in alone.problems)


def test_services_with_the_same_columns_and_sources_in_one_file_are_kept_apart() -> None:
    found = load({
        "feedbackcompany.csv": KH + "1-2-2026;Jan;Gouda;4,5;Ja;Prima\n",
        "reviews.csv": "id;bron;sterren;tekst\na;Google;4;Goed\nb;Trustoo;9;Goed\n",
    }).site  # fmt: skip
    assert found is not None
    stars = [(one.source, one.score, one.scale[1]) for one in found.measurements.stars]
    assert sorted(stars) == [("Feedback Company", 4.5, 5), ("Google", 4, 5), ("Trustoo", 9, 10)]


def test_google_s_translation_is_not_what_the_customer_wrote() -> None:
    for text in (
        "(Translated by Google) Great\n\n(Original)\nTop",
        "Top\n\n(Translated by Google)\nGreat",
    ):
        body = GH + f'r1,Jan,FIVE,"{text}",2026-09-03T10:12:00Z,\n'
        found = load({"google.csv": body}).site
        assert found is not None
        assert [one.text for one in found.measurements.reviews] == ["Top"]


def test_words_stand_for_scores_where_site_yaml_says_so() -> None:
    site = "measurements: {satisfaction: {values: {Zeer tevreden: 5}}}"
    found = load({"satisfaction.csv": "datum;tevredenheid\n1-2-2026;zeer tevreden\n"}, site).site
    assert found is not None
    assert [one.score for one in found.measurements.of(MeasureKind.SATISFACTION)] == [5]


def test_all_of_them_at_once_are_the_writers_to_mend(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    held = {f"measurements/{name}": body for name, body, *_ in BROKEN.values()}
    monkeypatch.chdir(project({**BASE, **held}))
    assert cli.main(["check"]) == 2
    assert "Traceback" not in capsys.readouterr().err
