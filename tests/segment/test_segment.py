"""Who the A-customers are: figures recomputed by other means, and nothing that tells on anybody."""

from __future__ import annotations

import csv
import io
import math
import random
import re
from collections import defaultdict
from pathlib import Path
from statistics import median
from xml.etree import ElementTree

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from affiche import cli
from affiche.errors import ContentError
from affiche.segment import told
from affiche.segment.customers import Customers, gather
from affiche.segment.differences import (
    Amount,
    Share,
    _amounts,
    _chance,
    _fisher,
    _rank_sum,
    differences,
)
from affiche.segment.orders import Orders, opened
from affiche.segment.pareto import LEAST, pareto
from affiche.words import words

NL = words("nl")
HEAD = ("Klantnr", "Klantnaam", "Sector", "Regio", "Ordernr", "Datum", "Product", "Omzet")


def money(value: float) -> str:
    return f"{value:,.2f}".replace(",", "_").replace(".", ",").replace("_", ".")


def rows(count: int = 3_000, seed: int = 1) -> list[list[str]]:
    """Made-up orders: installers are larger customers, regions are not."""
    rnd = random.Random(seed)
    people = [
        (f"K{i:04d}", f"Geheim {i} BV", rnd.choice(("Installatie", "Bouw", "Zorg")),
         rnd.choice(("Noord", "Zuid")), rnd.paretovariate(1.2))
        for i in range(300)
    ]  # fmt: skip
    weights = [p[4] * (4 if p[2] == "Installatie" else 1) for p in people]
    made = []
    for number, who in enumerate(rnd.choices(people, weights, k=count)):
        day = f"{rnd.randint(1, 28)}-{rnd.randint(1, 12)}-2026"
        product = rnd.choice(("ketel", "pomp", "kraan"))
        amount = money(rnd.lognormvariate(5, 1))
        made.append([*who[:4], str(number // 2), day, product, amount])
    return made


def written(path: Path, body: list[list[str]], **how: object) -> Path:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=str(how.get("separator", ";")), lineterminator="\r\n")
    writer.writerows([HEAD, *body])
    content = str(how.get("before", "")) + text.getvalue()
    path.write_bytes(content.encode(str(how.get("encoding", "utf-8"))))
    return path


def found(path: Path, **more: object) -> tuple[Orders, Customers]:
    file = opened(path, "Omzet", None, more.get("day", "Datum"))  # type: ignore[arg-type]
    return file, gather(file)


# The figures ---------------------------------------------------------------------------------


def test_sums_shares_and_medians_are_those_of_another_reckoning(tmp_path: Path) -> None:
    body = rows()
    _, customers = found(written(tmp_path / "orders.csv", body))
    line = pareto(customers.revenue, 20)

    sums: dict[str, float] = defaultdict(float)
    orders = defaultdict(set)
    sector = {}
    for who, _, kind, _, order, *_, amount in body:
        sums[who] += float(amount.replace(".", "").replace(",", "."))
        orders[who].add(order)
        sector[who] = kind
    ranked = sorted(sums, key=lambda who: -sums[who])
    a = ranked[: math.ceil(len(ranked) * 0.2)]
    assert (line.count, line.a) == (len(ranked), len(a))
    assert line.share == pytest.approx(sum(sums[w] for w in a) / sum(sums.values()))
    until, total = 0, 0.0
    while total < sum(sums.values()) / 2:
        total += sums[ranked[until]]
        until += 1
    assert line.half == until

    told_apart = {
        (d.column, getattr(d, "value", "")): d for d in differences(customers, line).found
    }
    share = told_apart["Sector", "Installatie"]
    assert isinstance(share, Share)
    assert (share.here, share.of) == (sum(sector[w] == "Installatie" for w in a), len(a))
    rest = ranked[len(a) :]
    assert share.elsewhere == sum(sector[w] == "Installatie" for w in rest)
    often = told_apart["Orders", ""]
    assert isinstance(often, Amount)
    assert often.here == median(len(orders[w]) for w in a)
    assert often.elsewhere == median(len(orders[w]) for w in rest)
    assert "Regio" in differences(customers, line).same
    assert customers.varying == ("Product",)
    assert customers.personal == ("Klantnaam",)


def test_exact_chances_are_those_of_the_books() -> None:
    # R. A. Fisher's tea (1935): three of four right by chance 34 of 70, two-sided.
    assert _fisher(3, 4, 1, 4) == pytest.approx(34 / 70)
    assert _fisher(4, 4, 0, 4) == pytest.approx(2 / 70)
    # The chi-square of one degree: 3.841 is five in a hundred.
    assert _chance(300, 1000, 300, 1000) == pytest.approx(1.0)
    assert _chance(400, 1000, 300, 1000) < 1e-5
    assert _rank_sum([1, 2, 3, 4, 5], [1, 2, 3, 4, 5]) == pytest.approx(1.0)
    # Without ties, n = m = 10, all of one above all of the other: z = 3.74 after correction.
    assert _rank_sum(range(10), range(10, 20)) == pytest.approx(0.000183, rel=0.05)


def test_chance_alone_is_hardly_ever_found() -> None:
    """Two hundred columns that mean nothing: without the correction about ten would be named."""
    rnd = random.Random(7)
    count = 400
    revenue = tuple(rnd.paretovariate(1.2) for _ in range(count))
    traits = {f"kolom {i}": tuple(rnd.choice("xy") for _ in range(count)) for i in range(200)}
    customers = Customers(count, revenue, (1,) * count, (None,) * count, traits, (), (), {}, 0)
    line = pareto(revenue, 20)
    assert len(differences(customers, line).found) <= 1
    raw = [
        _chance(*(sum(said[i] == "x" for i in group) if part else len(group)
                  for group in (line.chosen, set(range(count)) - line.chosen) for part in (1, 0)))
        for said in traits.values()
    ]  # fmt: skip
    assert sum(chance < 0.05 for chance in raw) > 3


# What a file may look like -------------------------------------------------------------------


@pytest.mark.parametrize(
    "how",
    [
        {"encoding": "utf-8-sig"},
        {"encoding": "utf-16"},
        {"encoding": "cp1252"},
        {"separator": ","},
        {"separator": "\t"},
        {"before": "sep=;\r\n"},
    ],
)
def test_every_way_of_writing_gives_the_same(tmp_path: Path, how: dict[str, str]) -> None:
    body = [["Café " + row[0], *row[1:]] for row in rows(400)]
    plain = found(written(tmp_path / "plain.csv", body))[1]
    assert found(written(tmp_path / "other.csv", body, **how))[1] == plain


def test_amounts_as_ledgers_write_them() -> None:
    path = Path("x.csv")
    dutch, english = Orders(path, None), Orders(path, None, decimal=".")  # type: ignore[arg-type]
    for text, value in {
        "1.234,56": 1234.56, "€ 1.234,56": 1234.56, "1.234": 1234.0, "-12,50": -12.5,
        "12,50-": -12.5,
        "(12,50)": -12.5, "12,50 CR": -12.5, "12,-": 12.0, "1 234,50": 1234.5, "−3": -3.0,
        "1'234,50": 1234.5, "": None, "n.v.t.": None, "nan": None,
    }.items():  # fmt: skip
        assert dutch.amount(text) == value, text
    for text, value in {"1,234.56": 1234.56, "$12.50": 12.5, "(1,000.00)": -1000.0}.items():
        assert english.amount(text) == value, text


def test_what_is_left_out_is_counted_by_why(tmp_path: Path) -> None:
    body = rows(500)
    body += [
        ["", "", "Bouw", "Noord", "9", "1-2-2026", "pomp", "10,00"],
        ["K0001", "x", "Bouw", "Noord", "9", "1-2-2026", "pomp", "gratis"],
        ["K0001", "x", "Bouw", "Noord", "9", "31-2-2026", "pomp", "10,00"],
        ["", "", "", "", "", "", "Totaal", "99.999,00"],
        ["Totaal", "", "", "", "", "", "", "99.999,00"],
        ["KRED", "x", "Bouw", "Noord", "10", "1-2-2026", "pomp", "-10,00"],
    ]
    _, customers = found(written(tmp_path / "orders.csv", body))
    assert customers.left_out == {"customer": 1, "amount": 1, "total": 2, "day": 1}
    assert customers.nothing == 1


def test_one_row_a_customer_needs_no_column_for_it(tmp_path: Path) -> None:
    path = tmp_path / "klanten.csv"
    lines = [f"{i},{i * 1.5:.2f}" for i in range(1, 41)]
    path.write_text("\n".join(["medewerkers,omzet", *lines]), "utf-8")
    customers = gather(opened(path, "OMZET", None, None))
    assert len(customers.revenue) == 40
    assert pareto(customers.revenue, 20).a == 8


def test_a_spreadsheet_is_read_as_it_is(tmp_path: Path) -> None:
    calamine = pytest.importorskip("python_calamine")
    assert calamine
    sheet = tmp_path / "orders.xlsx"
    sheet.write_bytes(b"PK\x03\x04 no zip")
    with pytest.raises(ContentError) as wrong:
        opened(sheet, "Omzet", None, None)
    assert wrong.value.problems[0].what == "this spreadsheet cannot be opened"


# What must never be told ---------------------------------------------------------------------


def run(folder: Path, capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    code = cli.main(["segment", *arguments, "--content", str(folder / "content")])
    said = capsys.readouterr()
    return code, said.out + said.err


def test_no_row_and_no_name_is_in_anything_that_comes_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = written(tmp_path / "orders.csv", rows())
    picture = tmp_path / "pareto.svg"
    code, said = run(
        tmp_path, capsys, str(path), "--revenue", "Omzet", "--date", "Datum",
        "--svg", str(picture), "--write", "a-klant",
    )  # fmt: skip
    assert code == 0
    persona = (tmp_path / "content/personas/a-klant.md").read_text("utf-8")
    everything = said + picture.read_text("utf-8") + persona
    assert "Installatie" in everything
    assert not re.search(r"Geheim|K\d{4}", everything)
    assert not re.search(r"\b(?:customers|revenue|the rest|median)\b", said)
    assert all(row[-1] not in everything for row in rows() if len(row[-1]) > 6)
    ElementTree.fromstring(picture.read_text("utf-8"))


def named(said: list[str]) -> set[str]:
    """Which values of a column are named, of 60 customers of which the first 12 are A."""
    revenue = tuple(float(1000 - i) for i in range(60))
    customers = Customers(60, revenue, (1,) * 60, (None,) * 60, {"k": tuple(said)}, (), (), {}, 0)
    return {getattr(one, "value", "") for one in differences(customers, pareto(revenue, 20)).found}


def test_groups_under_five_are_not_named() -> None:
    """Neither such a group itself, nor one whose others are so few that they can be told."""
    assert named(["x"] * 4 + ["y"] * 56) == set()  # 4 of 12 and none of the rest
    assert named(["x"] * 8 + ["y"] * 4 + ["x"] * 0 + ["y"] * 48) == set()
    assert named(["x"] * 12 + ["x"] * 4 + ["y"] * 44) == set()  # of the rest 4 can be told
    # Control: with enough on each side they are named.
    assert named(["x"] * 12 + ["x"] * 8 + ["y"] * 40) == {"x"}


def test_a_median_of_fewer_than_five_is_not_told() -> None:
    whole = pareto([float(1000 - number) for number in range(60)], 20)
    for few, known in ((LEAST - 1, 0), (LEAST, 1)):
        here = [(number, 1.0 + number) for number in range(few)]
        rest = [(number, 9.0) for number in range(12, 30)]
        assert len([*_amounts("Omzet", [*here, *rest], whole)]) == known
        swapped = [(number, 9.0) for number in range(12)]
        others = [(number, 1.0) for number in range(12, 12 + few)]
        assert len([*_amounts("Omzet", [*swapped, *others], whole)]) == known


def test_too_few_customers_are_refused() -> None:
    with pytest.raises(ContentError):
        pareto([1.0] * 20, 20)
    assert pareto([1.0] * 21, 20).a == LEAST


def test_columns_of_people_are_found_by_what_stands_in_them(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    lines = [
        f"{i};{'bel 06-12345678' if i == 3 else 'a@b.nl' if i == 4 else 'niets'};5"
        for i in range(50)
    ]
    path.write_text("\n".join(["klant;over;omzet", *lines]), "utf-8")
    customers = gather(opened(path, "omzet", None, None))
    assert customers.personal == ("over",)
    assert customers.traits == {}


# Mistakes ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["orders.csv", "--revenue", "omst"], "Bedoelde je Omzet?"),
        (["orders.csv", "--revenue", "Omzet", "--customer", "wie", "--date", "dag"], "2 fouten"),
        (["weg.csv", "--revenue", "Omzet"], "er is geen bestand weg.csv"),
        (["orders.csv"], "--revenue"),
        (["leeg.csv", "--revenue", "Omzet"], "dit bestand is leeg"),
        (["beeld.csv", "--revenue", "Omzet"], "geen tabel"),
        (["orders.csv", "--revenue", "Omzet", "--share", "95"], "van 1 tot"),
        (["orders.csv", "--revenue", "Omzet", "--write", "../x"], "geen bestandsnaam"),
        (["orders.csv", "--revenue", "Omzet", "--svg", "weg/x.svg"], "kan niet worden geschreven"),
    ],
)
def test_mistakes_are_the_writers(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    expected: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    written(tmp_path / "orders.csv", rows(200))
    (tmp_path / "leeg.csv").write_bytes(b"")
    (tmp_path / "beeld.csv").write_bytes(bytes(range(256)) * 40)
    code, said = run(tmp_path, capsys, *arguments)
    assert code == 2, said
    assert expected in said


@given(st.binary(max_size=400))
@example(b"\x80\n\xc2\x80\xc2\x80")
@example(b"a;" + b"9" * 200_000)
def test_whatever_the_file_holds_it_is_read_or_refused(content: bytes) -> None:
    path = Path("/dev/shm") if Path("/dev/shm").is_dir() else Path()
    path = path / "affiche-segment-test.csv"
    path.write_bytes(b"klant;omzet\n" + content)
    try:
        gather(opened(path, "omzet", None, None))
    except ContentError:
        pass
    finally:
        path.unlink()


def test_a_file_put_together_of_two_is_read_as_both(tmp_path: Path) -> None:
    path = tmp_path / "orders.csv"
    path.write_bytes("klant;omzet\nRenée;1\n".encode() + "Zoë;2\n".encode("cp1252"))
    made = [list(row) for row in opened(path, "omzet", None, None).rows()]
    assert made == [["Renée", "1"], ["Zoë", "2"]]


def test_a_cell_without_an_end_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("affiche.segment.orders.LONGEST", 1_000)
    path = tmp_path / "orders.csv"
    usual = csv.field_size_limit()
    try:
        for content in (b"9" * 2_000, b"1\n" * 600_000 + b"9" * 2_000):
            path.write_bytes(b"klant;omzet\nk;" + content)
            with pytest.raises(ContentError):
                gather(opened(path, "omzet", None, None))
    finally:
        csv.field_size_limit(usual)


def test_the_picture_rises_and_ends_at_everything() -> None:
    line = pareto([float(i) for i in range(1, 101)], 20)
    assert all(b[1] >= a[1] for a, b in zip(line.line, line.line[1:], strict=False))
    assert told.height(line, 1.0) == pytest.approx(1.0)
    assert told.height(line, 0.2) == pytest.approx(line.share)
    assert len(list(told.picture(line, NL))) == told.HIGH + 3


@pytest.mark.parametrize(
    ("head", "lines"),
    [
        ("Klantnr;Omzet", ["€ 10,00", "$ 12,00"]),
        ("Klantnr;Omzet;Valuta", ["10,00;EUR", "12,00;usd"]),
        ("Klantnr;Omzet;Currency code", ["EUR 10,00;€", "12,00;GBP"]),
    ],
)
def test_euros_and_dollars_are_not_added(tmp_path: Path, head: str, lines: list[str]) -> None:
    path = tmp_path / "x.csv"
    path.write_text("\n".join([head, *(f"K{n};{lines[n % 2]}" for n in range(40))]), "utf-8")
    with pytest.raises(ContentError) as stop:
        gather(opened(path, "Omzet", None, None))
    assert "several currencies" in stop.value.problems[0].what
    path.write_text("\n".join([head, *(f"K{n};{lines[0]}" for n in range(40))]), "utf-8")
    assert len(gather(opened(path, "Omzet", None, None)).revenue) == 40


def test_an_amount_in_the_other_way_of_writing_is_left_out_and_counted(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    amounts = ["1.200,50"] * 30 + ["1,200.50", "12.50", "1.200"]
    path.write_text("Klantnr;Omzet\n" + "\n".join(f"K{n};{a}" for n, a in enumerate(amounts)))
    made = gather(opened(path, "Omzet", None, None))
    assert made.left_out == {"amount": 2}
    assert sorted(set(made.revenue)) == [1200.0, 1200.5]
