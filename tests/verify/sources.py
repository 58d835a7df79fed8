"""Claims, documents and results for the tests of verify."""

from citecheck.model import (
    Article,
    Citation,
    Claim,
    ClaimResult,
    Diagnosis,
    Document,
    Health,
    Metadata,
    Person,
    Position,
    Reference,
    ReferenceResult,
    Stated,
    Zone,
    ZoneKind,
)
from citecheck.verify import Obstacle, PreparedSource, judge_claim, prepare

FERRY = (
    "Kerval : le ferry Anna-Lise a coulé\n"
    "Le ferry Anna-Lise a sombré le 21 février 2019 à 13h13 au large de Kerval. Onze personnes ont été blessées, "
    "selon la préfecture. Le capitaine, Yann Le Goff, a été entendu par les enquêteurs.\n"
    "Cinq canots ont participé aux recherches. La compagnie Brise Atlantique exploite trois lignes."
)
PLACE = Position(line=3, column=1, start=40, end=80)


def document(
    text: str = FERRY, *, url: str = "http://paper.example/a", language: str = "fr", **metadata: object
) -> Document:
    stated = {
        name: value if isinstance(value, bool) else Stated(str(value), "meta") for name, value in metadata.items()
    }
    return Document(url, text, "text/html", language, (), Metadata(**stated))


def with_sidebar(text: str, sidebar: str, language: str = "en") -> Document:
    whole = f"{text}\n{sidebar}"
    zones = (Zone(ZoneKind.MAIN, 0, len(text) + 1), Zone(ZoneKind.OTHER, len(text) + 1, len(whole)))
    return Document("http://paper.example/a", whole, "text/html", language, zones)


def claim(text: str, *references: str, direct: bool = True, position: Position = PLACE) -> Claim:
    return Claim("c1", text, position, citations=tuple(Citation(each, direct) for each in references))


def judged(
    text: str, *sources: PreparedSource | Obstacle | Document, language: str = "en", **options: object
) -> ClaimResult:
    ready = [prepare(each) if isinstance(each, Document) else each for each in sources]
    named = {str(number): each for number, each in enumerate(ready, 1)}
    return judge_claim(claim(text, *named, **options), named, language=language)


def reference(number: str = "1", **fields: object) -> Reference:
    told = {
        "title": "Kerval : le ferry Anna-Lise a coulé",
        "authors": (Person("Le Goff", "Yann"),),
        "site": "Gazette",
        "date": "2019-02-22",
        "access_date": "2023-10-02",
        "language": "fr",
        "url": f"http://paper.example/{number}",
        "archive_url": "http://archive.example/x",
        "markers": (PLACE,),
    }
    return Reference(number, PLACE, **(told | fields))


def result(ref: Reference, page: Document | None = None, health: Health = Health.OK, sign: str = "") -> ReferenceResult:
    return ReferenceResult(ref, Diagnosis(health, sign), document=page)


def article(*references: Reference, language: str = "en") -> Article:
    claims = (Claim("c1", "The ferry sank.", Position(1, 1, 0, 15)),)
    return Article("a.wikitext", "Ferry", language, "wikitext", "", references, claims)
