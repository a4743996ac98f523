"""What columns are called in plain files; those of known services are in `services`.

Tables only. A name is compared in small letters, with single blanks and without signs at its
ends. A name that ends in "…" stands for every column that begins so, one that begins with "…"
for every column that has it somewhere, and "… nps" for one that has it as a word of its own: the
questions of a survey are different in each company.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from affiche.model.measures import MeasureKind

NPS, CES, SATISFACTION = MeasureKind.NPS, MeasureKind.CES, MeasureKind.SATISFACTION
DRIVERS, REVIEWS, VOTES = MeasureKind.DRIVERS, MeasureKind.REVIEWS, MeasureKind.VOTES
Names = tuple[str, ...]
_WORD = re.compile(r"\w+")
Columns = Mapping[str, Names]

# How survey tools put the question, in Dutch and English.
RECOMMEND = ("…aanbevelen", "…aanbeveelt", "…aanbevelings", "…recommend", "… nps", "…aanraden")
EFFORT = ("…moeite", "…effort", "…gemakkelijk", "…makkelijk", "…easy", "… ces")
SATISFIED = ("…tevreden", "…satisf", "…rapportcijfer", "emotion (1-5)", "emotion…")

# Field → the names that a plain column may have, the surest first.
PLACES: Columns = {
    "persona": ("persona", "klanttype", "doelgroep", "klantgroep"),
    "journey": ("journey", "klantreis", "reis"),
    "phase": ("phase", "fase"),
    "touchpoint": ("touchpoint", "contactmoment", "contactpunt", "touch point"),
    "date": (
        "date", "datum", "day", "dag", "date submitted", "ingevuld op", "geplaatst",
        "geplaatst op", "created", "created at", "submitted", "datum ingevuld", "tijdstip",
        "timestamp", "tijdstempel", "submit date (utc)", "submitted at", "completion time",
        "tijd van voltooien", "voltooiingstijd", "tijdstip van voltooien", "tijd voltooid",
        "end date", "einddatum", "start date", "begindatum", "start date (utc)", "start time",
        "begintijd", "starttijd", "datum en tijd", "submitdate", "recordeddate", "enddate",
        "ingezonden", "ingezonden op", "verzonden op", "created date", "response date",
    ),
}  # fmt: skip
ANSWERS: Columns = {
    **PLACES,
    "score": ("score", "cijfer", "rating", "waarde", "beoordeling", "antwoord", "value"),
    "scale": ("scale", "schaal"),
    "n": ("n", "aantal", "count", "antwoorden", "aantal antwoorden", "respondenten",
          "aantal respondenten", "aantal reacties", "responses", "respondents", "frequentie",
          "frequency", "number of responses", "number of answers"),
    "source": ("source", "bron", "kanaal"),
}  # fmt: skip
PLAIN: Mapping[MeasureKind, Columns] = {
    NPS: {**ANSWERS, "score": ("nps", "nps-score", "nps score", "aanbevelingsscore",
                               *ANSWERS["score"], *RECOMMEND)},
    CES: {**ANSWERS, "score": ("ces", "ces-score", "ces score", *ANSWERS["score"], *EFFORT)},
    SATISFACTION: {
        **ANSWERS,
        "score": ("satisfaction", "tevredenheid", "csat", *ANSWERS["score"], *SATISFIED),
        "aspect": ("aspect", "onderwerp", "onderdeel"),
        "importance": ("importance", "belang"),
    },
    DRIVERS: {
        **PLACES,
        "overall": ("overall", "totaal", "algemeen", "eindoordeel", "oordeel", "totaaloordeel",
                    "algehele tevredenheid", "tevredenheid totaal"),
        "scale": ("scale", "schaal"),
    },
    REVIEWS: {
        **PLACES,
        "id": ("id", "review id", "review-id", "reviewid", "nummer"),
        "source": ("source", "bron", "platform", "site"),
        "stars": ("stars", "sterren", "star rating", "score", "cijfer", "rating", "beoordeling",
                  "waardering"),
        "max": ("max", "maximum"),
        "title": ("title", "titel", "kop", "onderwerp"),
        "text": ("text", "tekst", "review", "review text", "reviewtekst", "comment", "toelichting",
                 "ervaring", "mening", "opmerking", "feedback", "content", "bericht", "message",
                 "reactie"),
        "improve": ("verbeterpunten", "verbeterpunt", "minpunten", "negatieve punten",
                    "points for improvement", "cons"),
        "publish": ("publish", "publiceren", "publicatie", "tonen"),
        "author": ("author", "auteur", "naam", "name", "schrijver", "reviewer", "klant"),
        "use": ("use", "gebruik", "inzet"),
        "answered": ("answered", "beantwoord", "antwoord", "reply", "beantwoord op"),
        "highlight": ("highlight", "uitgelicht", "kop", "kern"),
    },
    VOTES: {
        "opportunity": ("opportunity", "kans", "idee", "voorstel", "titel", "title"),
        "votes": ("votes", "stemmen", "aantal stemmen", "vote count", "aantal"),
        "date": PLACES["date"],
    },
}  # fmt: skip
# Columns beside the answers of a survey that nobody was asked to judge.
NO_ASPECTS = frozenset(
    ("id", "respondent", "respondent id", "respondent-id", "collector id", "collector-id", "nummer",
     "number", "volgnummer", "klantnummer", "klantnr", "naam", "name", "first name", "last name",
     "voornaam", "achternaam", "email", "e-mail", "email address", "e-mailadres", "ip address",
     "ip-adres", "custom data 1", "leeftijd", "age", "geslacht", "gender", "postcode", "plaats",
     "woonplaats", "opmerking", "opmerkingen", "toelichting", "comment", "comments", "feedback",
     "user", "country", "source url", "device", "browser", "os", "date created", "date modified",
     "regio", "region", "land", "provincie", "sector", "branche", "bedrijf", "company", "vestiging",
     "afdeling", "functie", "segment", "jaar", "maand", "kwartaal", "week", "year", "month",
     "quarter", "startdate", "enddate", "recordeddate", "status", "ipaddress", "progress",
     "duration (in seconds)", "finished", "responseid", "recipientlastname",
     "recipientfirstname", "recipientemail", "externalreference", "externaldatareference",
     "locationlatitude", "locationlongitude", "distributionchannel", "userlanguage")
)  # fmt: skip
# Without one of these there is nothing to count.
REQUIRED: Mapping[MeasureKind, tuple[Names, ...]] = {
    NPS: (("score",),),
    CES: (("score",),),
    SATISFACTION: (("score", "importance"),),
    DRIVERS: (("overall",),),
    REVIEWS: (("stars", "text"),),
    VOTES: (("opportunity",),),
}


# The kind that a file is of when its name does not say so, the likeliest first.
ORDER = (REVIEWS, VOTES, NPS, CES, SATISFACTION, DRIVERS)
# What a file may be called by besides the kind itself.
FILE_NAMES: Mapping[MeasureKind, Names] = {
    NPS: ("nps", "aanbeveling"),
    CES: ("ces", "moeite"),
    SATISFACTION: ("satisfaction", "tevredenheid", "csat"),
    DRIVERS: ("drivers", "drijfveren", "driver"),
    REVIEWS: ("reviews", "review", "beoordelingen"),
    VOTES: ("votes", "stemmen", "roadmap"),
}


# What stands in a name and nobody sees: marks of order, soft hyphens, blanks without width.
UNSEEN = dict.fromkeys((0xAD, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF))


def plain(name: str) -> str:
    """A column's name as it is compared."""
    shown = name.translate(UNSEEN).replace("_", " ")
    text = " ".join(shown.casefold().split())
    return text.strip("\"'“”*:?#. ")


def fits(wanted: str, column: str) -> bool:
    """Whether a column (already `plain`) has the wanted name."""
    if wanted.startswith("… "):
        return wanted[2:] in _WORD.findall(column)
    if wanted.startswith("…"):
        return wanted[1:] in column
    if wanted.endswith("…"):
        return column.startswith(wanted[:-1])
    return column == wanted


def find(names: Names, columns: list[str]) -> int | None:
    """The column that has the first of these names that any has."""
    for wanted in names:
        for number, column in enumerate(columns):
            if column and fits(wanted, column):
                return number
    return None


def kind_of(stem: str) -> MeasureKind | None:
    """The kind that a file's name says: "nps-2026-q3" is NPS."""
    said = stem.casefold().replace("_", "-").replace(" ", "-").split("-")[0].rstrip("0123456789.")
    return next((kind for kind, names in FILE_NAMES.items() if said in names), None)


# Every field that a map of site.yaml can name a column for.
PLAIN_FIELDS = tuple(dict.fromkeys(name for columns in PLAIN.values() for name in columns))
