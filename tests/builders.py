"""Hand-made results for the tests of reports and the store: every verdict, health, level and missing value."""

import hashlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from citecheck.model import (
    Article,
    ArticleResult,
    Citation,
    Claim,
    ClaimKind,
    ClaimResult,
    ClaimVerdict,
    Context,
    Count,
    Diagnosis,
    Document,
    Evidence,
    FactKind,
    FactResult,
    FactVerdict,
    Failure,
    Finding,
    Health,
    LeftOut,
    Level,
    Match,
    Metadata,
    Person,
    Position,
    Reference,
    ReferenceResult,
    Rule,
    RunResult,
    Snapshot,
    Stage,
    StandIn,
    Stated,
    Zone,
    ZoneKind,
)

STARTED = datetime(2026, 3, 2, 9, 30, 0, tzinfo=UTC)

GAZETTE = (
    "Kerval : le ferry Anna-Lise a coulé\n"
    "Le ferry Anna-Lise a sombré jeudi à 13h13 au large de Kerval. Onze personnes ont été blessées, "
    "selon la préfecture. Le capitaine, Yann Le Goff, a été entendu par les enquêteurs.\n"
    "Cinq canots ont participé aux recherches. Un hélicoptère seul survolait la zone, sans intervenir."
)
COURRIER = (
    "Naufrage de l'Anna-Lise : la compagnie répond\n"
    "La compagnie Brise Atlantique, dirigée par Maud Keravel, annonce 1,2 million d'euros d'indemnités. "
    "« Nous aurions dû annuler la traversée », reconnaît-elle."
)


def position(line: int, column: int = 1, length: int = 20) -> Position:
    start = line * 100 + column - 1
    return Position(line, column, start, start + length)


def document(url: str, text: str, published: str = "2019-02-22") -> Document:
    head = text.find("\n") + 1
    return Document(
        url=url,
        text=text,
        media_type="text/html",
        language="fr",
        zones=(Zone(ZoneKind.HEAD, 0, head), Zone(ZoneKind.MAIN, head, len(text))),
        metadata=Metadata(
            title=Stated(text.partition("\n")[0], "opengraph"),
            authors=(Stated("Erwan Morvan", "byline"),),
            published=Stated(published, "json-ld"),
            free=True,
        ),
        pages=(0, head),
    )


def snapshot(url: str, text: str, *, final_url: str | None = None, offset: int = 0) -> Snapshot:
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Snapshot(
        url=url,
        final_url=final_url or url,
        hops=(url,) if final_url else (),
        warc="kerval.warc.gz",
        offset=offset,
        record_id=f"<urn:uuid:{digest[:8]}-0000-4000-8000-{digest[8:20]}>",
        sha256=digest,
        status=200,
        media_type="text/html",
        fetched_at=STARTED + timedelta(seconds=offset // 1000),
    )


def quoted(
    source: str, reference: str, quote: str, match: Match | None, context: str = "", detail: str = ""
) -> Evidence:
    """Evidence for a quote that stands in a source; its context is the sentence around it."""
    start = source.index(quote)
    end = start + len(quote)
    first = max(source.rfind(". ", 0, start) + 2, source.rfind("\n", 0, start) + 1) if start else 0
    last = min((found + 1 for mark in (". ", ".\n") if (found := source.find(mark, end)) >= 0), default=len(source))
    return Evidence(reference, quote, start, end, match, context or source[first:last], detail)


def fact(
    claim: str,
    kind: FactKind,
    text: str,
    value: str | Count,
    verdict: FactVerdict,
    *evidence: Evidence,
    reason: str = "",
) -> FactResult:
    start = claim.index(text)
    return FactResult(kind, text, value, start, start + len(text), verdict, evidence, reason)


def references() -> tuple[ReferenceResult, ...]:
    gazette, courrier = "https://gazette.example/2019/02/22/anna-lise", "http://courrier.example/anna-lise"
    moved = "https://www.courrier.example/2019/anna-lise.html"
    return (
        ReferenceResult(
            Reference(
                "1",
                position(12, 41),
                name="gazette",
                title="Kerval : le ferry Anna-Lise a coulé",
                trans_title="Kerval: the ferry Anna-Lise has sunk",
                authors=(Person("Morvan", "Erwan"), Person(literal="AFP")),
                site="La Gazette de Kerval",
                publisher="Presses de Kerval",
                date="2023-10-02",
                access_date="2023-10-02",
                language="fr",
                url=gazette,
                archive_url="https://archive.example/20190223/gazette",
                archive_date="2019-02-23",
                url_status="live",
                raw="{{cite news |title=Kerval : le ferry Anna-Lise a coulé}}",
                fields={"title": "Kerval : le ferry Anna-Lise a coulé", "work": "La Gazette de Kerval"},
                markers=(position(12, 41), position(14, 80), position(16, 22), position(18, 60)),
            ),
            Diagnosis(Health.OK, "200, an article of 260 characters"),
            snapshot(gazette, GAZETTE),
            document(gazette, GAZETTE),
            findings=(
                Finding(
                    Rule.REF_DATE_IS_ACCESS_DATE,
                    Level.WARNING,
                    "date= is 2023-10-02, the day the page was read; the page says 2019-02-22",
                    position(12, 60),
                    "f1f1f1f1f1f1f1f1",
                ),
                Finding(Rule.REF_NOT_ARCHIVED, Level.NOTE, "the archive copy was never checked", position(12, 41)),
            ),
        ),
        ReferenceResult(
            Reference(
                "2",
                position(14, 90),
                title="Naufrage de l'Anna-Lise : la compagnie répond",
                authors=(Person("Keravel", "Maud"),),
                site="Courrier",
                date="2019-03",
                url=courrier,
                markers=(position(14, 90), position(20, 10)),
            ),
            Diagnosis(Health.MOVED, f"redirected to {moved}"),
            snapshot(courrier, COURRIER, final_url=moved, offset=5120),
            document(moved, COURRIER, "2019-03-01"),
            stand_in=StandIn("https://archive.example/20200101/courrier", datetime(2020, 1, 1, tzinfo=UTC)),
            followed_at=datetime(2026, 3, 2, 9, 30, tzinfo=UTC),
        ),
        ReferenceResult(
            Reference("3", position(16, 30), title="Le port de Kerval", url="http://mort.example/", markers=()),
            Diagnosis(Health.DEAD, "failed 3 times since 2026-02-20: the host has no address"),
            failure=Failure(Stage.FETCH, "dns", "mort.example has no address", retryable=True),
            findings=(
                Finding(Rule.REF_DEAD, Level.WARNING, "mort.example has failed 3 times over 10 days", position(16, 30)),
                Finding(Rule.REF_UNUSED, Level.NOTE, "reference 3 is never cited", position(16, 30)),
            ),
        ),
        ReferenceResult(
            Reference(
                "note 1",
                position(18, 70),
                title="Annales maritimes, volume 4",
                date="2020~",
                markers=(position(18, 70),),
            ),
            Diagnosis(Health.NO_URL),
            findings=(Finding(Rule.REF_NO_URL, Level.NOTE, "the reference has no URL", position(18, 70)),),
        ),
        ReferenceResult(
            Reference("4", position(22, 15), name="ghost", markers=(position(22, 15),), defined=False),
            Diagnosis(Health.NO_URL, "the reference is not defined"),
            findings=(
                Finding(Rule.REF_UNDEFINED, Level.WARNING, 'the marker "ghost" has no reference', position(22, 15)),
            ),
        ),
    )


def claims() -> tuple[ClaimResult, ...]:
    drone = "Helicopters took part in the search off Kerval on 21 February 2019 at 1:13pm."
    killed = "The sinking killed 11 people, said Captain Yann Le Goff."
    company = "Brise Atlantique, led by Maud Keravel, offered €1.2 million."
    sentence = "Five lifeboats took part."
    lost = "Some 40 to 85 sheep and a piano by Érard were lost."
    uncited = "The wreck was never raised."
    ghost = "A second ferry, the Bertille, was built in 2021."
    infobox = "Injured: 11"
    history = ("History", "Sinking")
    direct, inherited = Citation("1"), Citation("1", direct=False)
    return (
        ClaimResult(
            Claim("c1", infobox, position(5, 1), ClaimKind.INFOBOX, (), (direct,), Context("Anna-Lise")),
            ClaimVerdict.SUPPORTED,
            1.0,
            (
                fact(
                    infobox,
                    FactKind.CASUALTY,
                    "11",
                    Count(11, 11, "person", "wounded"),
                    FactVerdict.SUPPORTED,
                    quoted(
                        GAZETTE,
                        "1",
                        "Onze personnes ont été blessées",
                        Match.TRANSLATED,
                        "Onze personnes ont été blessées, selon la préfecture.",
                        "onze = 11; blessées = wounded",
                    ),
                ),
            ),
        ),
        ClaimResult(
            Claim(
                "c2",
                drone,
                position(12, 1),
                section=history,
                citations=(direct,),
                context=Context("Anna-Lise", history, "It left at noon."),
            ),
            ClaimVerdict.PARTIAL,
            0.71,
            (
                fact(
                    drone,
                    FactKind.MEANS,
                    "Helicopters",
                    "helicopter",
                    FactVerdict.NOT_FOUND,
                    reason="the source names one helicopter, which only watched",
                ),
                fact(
                    drone,
                    FactKind.PLACE,
                    "Kerval",
                    "Kerval",
                    FactVerdict.SUPPORTED,
                    quoted(GAZETTE, "1", "Kerval", Match.EXACT),
                ),
                fact(
                    drone,
                    FactKind.DATE,
                    "21 February 2019",
                    "2019-02-21",
                    FactVerdict.SUPPORTED,
                    quoted(
                        GAZETTE,
                        "1",
                        "jeudi",
                        Match.INFERRED,
                        "Le ferry Anna-Lise a sombré jeudi à 13h13 au large de Kerval.",
                        "jeudi before the publication on 2019-02-22 is 2019-02-21",
                    ),
                ),
                fact(
                    drone,
                    FactKind.TIME,
                    "1:13pm",
                    "T13:13",
                    FactVerdict.SUPPORTED,
                    quoted(GAZETTE, "1", "13h13", Match.NORMALISED, detail="13h13 = 1:13pm"),
                ),
            ),
            (
                Finding(
                    Rule.CLAIM_PARTIAL,
                    Level.WARNING,
                    '1 of 4 facts was not found: "Helicopters"',
                    position(12, 1),
                    "a1a1a1a1a1a1a1a1",
                ),
            ),
        ),
        ClaimResult(
            Claim("c3", killed, position(14, 1), section=history, citations=(direct, Citation("2"))),
            ClaimVerdict.CONTRADICTED,
            0.12,
            (
                fact(
                    killed,
                    FactKind.CASUALTY,
                    "killed 11 people",
                    Count(11, 11, "person", "killed"),
                    FactVerdict.CONTRADICTED,
                    quoted(
                        GAZETTE,
                        "1",
                        "Onze personnes ont été blessées",
                        None,
                        "Onze personnes ont été blessées, selon la préfecture.",
                        "the source counts 11 wounded, not killed",
                    ),
                ),
                fact(
                    killed,
                    FactKind.NAME,
                    "Yann Le Goff",
                    "Yann Le Goff",
                    FactVerdict.SUPPORTED,
                    quoted(GAZETTE, "1", "Yann Le Goff", Match.EXACT),
                ),
            ),
            (
                Finding(
                    Rule.CLAIM_CONTRADICTED,
                    Level.ERROR,
                    '"killed 11 people": the source counts 11 wounded, not killed',
                    position(14, 13),
                    "c0c0c0c0c0c0c0c0",
                    (
                        quoted(
                            GAZETTE,
                            "1",
                            "Onze personnes ont été blessées",
                            None,
                            "Onze personnes ont été blessées, selon la préfecture.",
                            "the source counts 11 wounded, not killed",
                        ),
                    ),
                ),
            ),
        ),
        ClaimResult(
            Claim("c5", sentence, position(16, 1), section=history, citations=(inherited,)),
            ClaimVerdict.SUPPORTED,
            0.9,
            (
                fact(
                    sentence,
                    FactKind.QUANTITY,
                    "Five lifeboats",
                    Count(5, 5, "lifeboat"),
                    FactVerdict.SUPPORTED,
                    quoted(GAZETTE, "1", "Cinq canots", Match.TRANSLATED, detail="cinq = 5; canots = lifeboats"),
                ),
            ),
        ),
        ClaimResult(
            Claim("c6", lost, position(18, 1), ClaimKind.TABLE, ("Cargo",), (direct, Citation("note 1"))),
            ClaimVerdict.NOT_FOUND,
            0.05,
            (
                fact(
                    lost,
                    FactKind.NUMBER,
                    "40 to 85",
                    Count(40, 85, "sheep"),
                    FactVerdict.NOT_FOUND,
                    reason="no number of sheep in source 1",
                ),
                fact(lost, FactKind.NAME, "Érard", "Érard", FactVerdict.NOT_FOUND),
            ),
            (Finding(Rule.CLAIM_NOT_FOUND, Level.WARNING, "none of 2 facts was found in source 1", position(18, 1)),),
        ),
        ClaimResult(
            Claim("c4", company, position(20, 1), section=("History", "Aftermath"), citations=(Citation("2"),)),
            ClaimVerdict.SUPPORTED,
            0.98,
            (
                fact(
                    company,
                    FactKind.LEADER,
                    "Maud Keravel",
                    "Maud Keravel",
                    FactVerdict.SUPPORTED,
                    quoted(COURRIER, "2", "Maud Keravel", Match.EXACT),
                ),
                fact(
                    company,
                    FactKind.MONEY,
                    "€1.2 million",
                    Count(1200000, 1200000, "EUR"),
                    FactVerdict.SUPPORTED,
                    quoted(COURRIER, "2", "1,2 million d'euros", Match.TRANSLATED),
                ),
            ),
        ),
        ClaimResult(
            Claim("c7", uncited, position(20, 80), section=("History", "Aftermath")),
            ClaimVerdict.UNCITED,
            0.0,
            (),
            (Finding(Rule.CLAIM_UNCITED, Level.NOTE, "the sentence cites no source", position(20, 80)),),
        ),
        ClaimResult(
            Claim("c8", ghost, position(22, 1), section=("Later",), citations=(Citation("4"),)),
            ClaimVerdict.UNCHECKABLE,
            0.0,
            (
                fact(
                    ghost,
                    FactKind.DATE,
                    "2021",
                    "2021",
                    FactVerdict.UNCHECKABLE,
                    reason="reference 4 is not defined",
                ),
                fact(ghost, FactKind.NUMBER, "second", Count(2, None), FactVerdict.UNCHECKABLE),
            ),
            (Finding(Rule.CLAIM_UNCHECKABLE, Level.NOTE, "reference 4 is not defined", position(22, 1)),),
        ),
    )


def article_result(
    path: str,
    title: str | None,
    references: tuple[ReferenceResult, ...],
    claims: tuple[ClaimResult, ...],
    language: str | None = "en",
) -> ArticleResult:
    article = Article(
        path=path,
        title=title,
        language=language,
        format="wikitext",
        text="The article's own text, as it was read.",
        references=tuple(result.reference for result in references),
        claims=tuple(result.claim for result in claims),
        aliases=(("Anna-Lise", "the ferry"),),
        revision="1187654321",
        direction="ltr",
        left_out=(LeftOut("c99", "The sea is cold.", position(40), "Common knowledge."),),
    )
    return ArticleResult(article, references, claims)


HOSTILE = "\x1b[2J[red]Ignore\x07 me[/red]\u202e<script>alert(1)</script>\u2066 | `x` ::error:: %0A\r\n<!-- ]]>"


def hostile_article() -> ArticleResult:
    """An article without title or language; texts in several scripts, and texts that attack the reader."""
    arabic = "قُتل أحد عشر مقاتلاً في العملية قرب تمبكتو"
    chinese = "十一名武装分子在行动中被击毙,其中包括两名副手"
    source = f"{chinese} {HOSTILE}\n{arabic} {HOSTILE}"
    url = "https://hostile.example/?q=[bold]&x=<b>"
    others = [health for health in Health if health not in {Health.OK, Health.MOVED, Health.DEAD, Health.NO_URL}]
    more = tuple(
        ReferenceResult(
            Reference(str(number), position(number), title=HOSTILE, url=f"http://{health}.example/"),
            Diagnosis(health, f"a sign of {health}"),
            failure=Failure(Stage.FETCH, "timeout", "no answer within 30 s", retryable=True),
        )
        for number, health in enumerate(others, start=2)
    )
    reading = "در عملیات ۱۱ نفر 十一人 were killed near Timbuktu. " + HOSTILE
    claim = ClaimResult(
        Claim("c1", reading, position(1), section=(HOSTILE,), citations=(Citation("1"), Citation("9"))),
        ClaimVerdict.CONTRADICTED,
        0.0,
        (
            fact(
                reading,
                FactKind.CASUALTY,
                "十一人",
                Count(11, 11, "person", "killed"),
                FactVerdict.CONTRADICTED,
                quoted(source, "1", f"{chinese} {HOSTILE}", None, detail=HOSTILE),
                quoted(source, "1", arabic, None, detail="أحد عشر = 11"),
            ),
            fact(reading, FactKind.QUOTE, HOSTILE, HOSTILE, FactVerdict.NOT_FOUND, reason=HOSTILE),
        ),
        (Finding(Rule.CLAIM_CONTRADICTED, Level.ERROR, HOSTILE, None, "dddddddddddddddd"),),
    )
    first = ReferenceResult(
        Reference("1", position(2), title=f"{chinese}{HOSTILE}", site=HOSTILE, url=url, markers=(position(1),)),
        Diagnosis(Health.OK, HOSTILE),
        snapshot(url, source, offset=9000),
        document(url, source),
    )
    return article_result("odd/[name].wikitext", None, (first, *more), (claim,), language=None)


def rich_run() -> RunResult:
    """A run over two articles that holds every verdict, every health and every kind of missing value."""
    return RunResult(
        id="20260302-093000-7f3a",
        started_at=STARTED,
        finished_at=STARTED + timedelta(seconds=2, milliseconds=500),
        offline=False,
        exit_code=1,
        articles=(
            article_result("references/anna-lise.wikitext", "Sinking of the Anna-Lise", references(), claims()),
            hostile_article(),
        ),
    )


def plain_run() -> RunResult:
    """The same run with its first article alone."""
    run = rich_run()
    return RunResult(run.id, run.started_at, run.finished_at, run.offline, run.exit_code, run.articles[:1])


def empty_run() -> RunResult:
    """A run that read an article without references or claims."""
    article = article_result("empty.wikitext", None, (), (), language=None)
    return RunResult("20260302-093000-0000", STARTED, STARTED, True, 4, (article,))


def many_claims(count: int) -> RunResult:
    """A run with that many claims, a hundred to a section and five to a paragraph, each with a finding of its own."""
    run = plain_run()
    (article,) = run.articles
    known = [result for result in article.claims if result.findings]
    results = tuple(_nth(known[number % len(known)], number) for number in range(count))
    return replace(run, articles=(ArticleResult(article.article, article.references, results),))


def _nth(result: ClaimResult, number: int) -> ClaimResult:
    line, section = number // 5 + 1, f"Part {number // 100}"
    findings = tuple(replace(finding, fingerprint=f"{number:016x}") for finding in result.findings)
    claim = replace(result.claim, id=f"c{number}", kind=ClaimKind.SENTENCE, section=(section,), position=position(line))
    return replace(result, claim=claim, findings=findings)
