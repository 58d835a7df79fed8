import tomllib
from pathlib import Path

import pytest

from citecheck.facts import KINDS, find_facts
from citecheck.facts.interface import Relation, Setting
from citecheck.facts.source import Source

CORPUS = Path(__file__).parents[1] / "corpus" / "facts" / "pairs.toml"
PAIRS = tomllib.loads(CORPUS.read_text(encoding="utf-8"))["pair"]
BEST = (Relation.SAME, Relation.NUANCE, Relation.DIFFERENT)


@pytest.mark.parametrize("pair", PAIRS, ids=[f"{each['kind']}-{each['language']}-{each['fact']}" for each in PAIRS])
def test_a_source_says_of_a_fact_what_a_person_reads_in_it(pair):
    start = pair["claim"].index(pair["fact"])
    facts = find_facts(pair["claim"], Setting(pair.get("claim_language", "en")))
    stated = [each for each in facts if each.kind == pair["kind"] and each.start <= start < each.end]
    assert stated, [(each.kind, each.text) for each in facts]
    source = Source(pair["source"], Setting(pair["language"], published=pair.get("published")))
    kind = next(each for each in KINDS if each.name == pair["kind"])
    hits = sorted(kind.seek(stated[0], source), key=lambda hit: (BEST.index(hit.relation), -hit.strength))
    if pair["relation"] == "nothing":
        assert not [hit for hit in hits if hit.relation is not Relation.DIFFERENT], hits
        return
    assert hits
    assert hits[0].relation == pair["relation"], hits
    assert (hits[0].match is None) == (hits[0].relation is Relation.DIFFERENT)
    assert pair.get("says", "").casefold() in hits[0].detail.casefold()
    assert pair.get("passage", "") in source.text[hits[0].start : hits[0].end]
