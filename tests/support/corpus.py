"""A number in; personas and journeys as people really write them, as files, out. Always the same.

Their lengths, names, shapes and scripts are spread as those of 255 personas and 93 journeys that
others published: 6, 128, 710 and 1,830 words (least, median, 90th percentile, most), names of 3
to 157 letters, half of them with nothing but a name in their front matter; 1 to 13 phases, up to
43 touchpoints, cells of up to 97 words. Every sentence ends in a number of its own, so that a text
that is lost is noticed.
"""

from __future__ import annotations

import itertools
import math
import random
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import NormalDist

import yaml

LEAST, MEDIAN, MOST = 6, 128, 1830
# A tenth is over 710 words: log-normal, as lengths of texts are.
SPREAD = math.log(710 / 128) / NormalDist().inv_cdf(0.9)
PHASES = (5, 1, 7, 13, 4)
STOPS, CELL_WORDS = 43, 97
WORDS = {
    "nl": "de klant belt vaak over een levering die niet klopt en wacht dan op iemand met tijd "
    "bestelling offerte monteur werkbus onderhoudscontract storingsdienst magazijn rekening",
    "de": "der Kunde möchte schnell wissen ob Lieferung Rechnung Ansprechpartner Werkstatt und "
    "Versicherungsgesellschaft Öffnungszeiten Geschäftsführung über größere Aufträge",
    "pt": "o cliente não sabe quando chega a encomenda então liga outra vez à procura de ajuda "
    "preço informação situação avaliação técnico",
    "ru": "клиент хочет знать когда придёт заказ и звонит ещё раз цена доставка мастер договор",
    "el": "ο πελάτης θέλει να ξέρει πότε έρχεται η παραγγελία και τηλεφωνεί ξανά τιμή",
    "ar": "يريد العميل أن يعرف متى تصل البضاعة ثم يتصل مرة أخرى بالمتجر سعر موعد خدمة",
    "he": "הלקוח רוצה לדעת מתי תגיע ההזמנה ואז מתקשר שוב מחיר שירות טכנאי",
    "zh": "客户 想要 知道 什么 时候 送货 然后 再次 打电话 价格 服务 维修",
    "ja": "お客様は いつ 届くか 知りたい もう一度 電話する 価格 サービス 修理",
}
JOINED = {"zh": "", "ja": ""}
NAMES = {
    "nl": "Sanne van der Meulen-Bakker",
    "de": "Jürgen Großkreutz",
    "pt": "João da Conceição",
    "ru": "Екатерина Владимировна",
    "el": "Ελένη Παπαδοπούλου",
    "ar": "فاطمة الزهراء بنت عبد الرحمن",
    "he": "יעל כהן־לוי",
    "zh": "王小明",
    "ja": "佐藤 美咲（さとう みさき）",
}
LONG_NAME = (
    "Hoofd inkoop en facilitair bedrijf van de samenwerkende zorginstellingen in Zuidoost-Brabant, "
    "met drie locaties, een centrale keuken en een eigen technische dienst"
)
# What a persona is written in: script, and how it is written down.
SHAPES = ("fields", "plain", "sections", "table", "html", "fields")
LISTS = ("goals", "pains", "gains", "motivations", "objections", "behaviours")
HEADS = ("Doelen", "Frustraties", "Wat Sanne belangrijk vindt", "Werkdag", "Onderweg 📱")


@dataclass
class Writer:
    """Someone who writes in one language; every sentence ends in a number of its own."""

    chance: random.Random
    language: str
    numbers: Iterator[int]

    def sentence(self, words: int) -> str:
        """A sentence of so many words."""
        said = self.chance.choices(WORDS[self.language].split(), k=max(1, words - 1))
        text = JOINED.get(self.language, " ").join(said)
        return f"{text[:1].upper()}{text[1:]} {next(self.numbers)}"

    def sentences(self, words: int, longest: int = 18) -> list[str]:
        """Sentences that have so many words together."""
        found = []
        while words > 0:
            size = min(words, self.chance.randint(4, longest))
            found.append(self.sentence(size))
            words -= max(size, 2)
        return found


def personas(count: int, seed: int = 3) -> dict[str, str]:
    """`count` personas by id, from the shortest to the longest."""
    numbers = itertools.count(10_001)
    made = {}
    for place in range(count):
        chance = random.Random(f"{seed} {place}")
        language = ("nl", *WORDS)[place % (len(WORDS) + 1)]
        writer = Writer(chance, language, numbers)
        name = NAMES[language]
        name = {1: "Bo", 4: LONG_NAME[:157]}.get(place, name) if language == "nl" else name
        made[f"p{place:03}"] = _persona(writer, name, _words(place, count), SHAPES[place % 6])
    return made


def _words(place: int, count: int) -> int:
    """How many words the persona at this place of all has: quantiles, so that few are enough."""
    if place == 0:
        return LEAST
    if place == count - 1:
        return MOST
    share = NormalDist().inv_cdf((place + 0.5) / count)
    return round(min(max(MEDIAN * math.exp(SPREAD * share), LEAST), MOST))


def _persona(writer: Writer, name: str, words: int, shape: str) -> str:
    front: dict[str, object] = {"name": name}
    if writer.language in ("ar", "he"):
        front["language"] = writer.language
    if shape == "fields" and words > 40:
        words -= _fields(front, writer, words)
    head = yaml.safe_dump(front, allow_unicode=True, sort_keys=False, width=10_000)
    return f"---\n{head}---\n\n{_body(writer, words, shape)}\n"


def _fields(front: dict[str, object], writer: Writer, words: int) -> int:
    """Fill fields with about half of the words; how many that were."""
    front.update(age=writer.chance.randint(19, 88), quote=writer.sentence(min(12, words // 8)))
    front["quotes"] = [
        writer.sentence(min(50, words // 10)) for _ in range(writer.chance.randint(0, 3))
    ]
    share = words // (2 * len(LISTS))
    for name in LISTS:
        said = writer.sentences(share, 9)[:13]
        if said:
            front[name] = said
    front["channels"] = [{"channel": "phone", "use": 4}, {"channel": "WhatsApp", "use": 2}]
    return words // 2


def _body(writer: Writer, words: int, shape: str) -> str:
    said = writer.sentences(words)
    match shape:
        case "table":
            rows = [
                f"| {a} | {b} |"
                for a, b in itertools.zip_longest(said[::2], said[1::2], fillvalue="")
            ]
            return "\n".join(
                [f"{said[0]}.\n", "## Overzicht\n", "| wat | waarom |", "|---|---|", *rows]
            )
        case "html":
            lines = "<br>".join(said[1:4])
            rest = "\n".join(f"<p><b>{one}</b></p>" for one in said[4:])
            return f"<div>{said[0]} 🙂</div>\n\n{lines}\n\n{rest}"
        case "sections":
            size = max(1, len(said) // len(HEADS))
            parts = [said[at : at + size] for at in range(size, len(said), size)]
            blocks = [
                f"## {head}\n\n" + "\n".join(f"- {one}" for one in part)
                for head, part in zip(
                    itertools.chain(HEADS, map(str, itertools.count(1))), parts, strict=False
                )
            ]
            return "\n\n".join([". ".join(said[:size]), *blocks])
    return "\n\n".join(". ".join(said[at : at + 4]) for at in range(0, len(said), 4))


def journeys(count: int, seed: int = 3) -> dict[str, str]:
    """`count` journeys by id."""
    numbers = itertools.count(30_001)
    made = {}
    for place in range(count):
        chance = random.Random(f"journey {seed} {place}")
        language = ("nl", "nl", "ar", "nl", "zh")[place % 5]
        phases = PHASES[place % len(PHASES)]
        made[f"j{place:03}"] = _journey(
            Writer(chance, language, numbers), phases, full=place % 5 != 4
        )
    return made


def _journey(writer: Writer, phases: int, full: bool) -> str:
    stops = min(STOPS, phases * (4 if full else 1))
    data: dict[str, object] = {"title": writer.sentence(7), "conclusion": writer.sentence(9)}
    if writer.language in ("ar", "he"):
        data["language"] = writer.language
    data["phases"] = [
        _phase(writer, len(range(number, stops, phases)), full) for number in range(phases)
    ]
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=10_000)


def _phase(writer: Writer, stops: int, full: bool) -> dict[str, object]:
    chance = writer.chance
    phase: dict[str, object] = {"name": writer.sentence(2), "emotion": chance.randint(-2, 2)}
    phase["goal"] = writer.sentence(6)
    phase["touchpoints"] = [
        {
            "name": writer.sentence(3),
            "channel": chance.choice(("phone", "email", "branch", "web")),
            "emotion": chance.randint(-2, 2),
        }
        for _ in range(stops)
    ]
    if full:
        longest = chance.random() ** 4 * CELL_WORDS
        phase["pains"] = [writer.sentence(5) for _ in range(chance.randint(1, 3))]
        phase["functional"] = writer.sentence(max(4, int(longest)))
        phase["quote"] = writer.sentence(8)
    return phase


__all__ = ["journeys", "personas"]
