"""The views of the results database: the common questions, answered for every run at once."""

from collections.abc import Mapping

VIEWS: Mapping[str, str] = {
    "contradicted_claims": """
        select articles.run_id, articles.path, claims.line_number, claims.section, claims.text as claim,
            facts.kind, facts.text as fact, evidence.quote, evidence.context, evidence.detail,
            evidence.label as reference, article_references.url
        from facts
        join claims on claims.id = facts.claim_id
        join articles on articles.id = claims.article_id
        left join evidence on evidence.fact_id = facts.id
        left join article_references on article_references.id = evidence.reference_id
        where facts.verdict = 'contradicted'
        order by articles.run_id, articles.path, claims.start_offset, facts.start_offset
    """,
    "dead_links_by_host": """
        select articles.run_id, article_references.host, count(*) as links,
            count(*) filter (where article_references.health = 'dead') as dead,
            count(*) filter (where article_references.health = 'unreachable') as unreachable,
            count(*) filter (where article_references.health = 'soft-404') as soft_404,
            count(*) filter (where article_references.health = 'parked') as parked
        from article_references
        join articles on articles.id = article_references.article_id
        where article_references.host is not null
        group by articles.run_id, article_references.host
        having dead + unreachable + soft_404 + parked > 0
        order by articles.run_id, dead + unreachable + soft_404 + parked desc, article_references.host
    """,
    "claims_by_source": """
        select articles.run_id, articles.path, article_references.label as reference, article_references.title,
            article_references.url, article_references.health, count(citations.id) as claims,
            count(*) filter (where claims.verdict = 'supported') as supported,
            count(*) filter (where claims.verdict = 'partial') as partial,
            count(*) filter (where claims.verdict = 'contradicted') as contradicted,
            count(*) filter (where claims.verdict = 'not-found') as not_found,
            count(*) filter (where claims.verdict = 'uncheckable') as uncheckable
        from article_references
        join articles on articles.id = article_references.article_id
        left join citations on citations.reference_id = article_references.id
        left join claims on claims.id = citations.claim_id
        group by article_references.id
        order by articles.run_id, articles.path, article_references.id
    """,
}
"""The ``select`` of each view by the view's name."""
