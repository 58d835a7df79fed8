"""The words for what happens to people."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from citecheck.language.aligned import aligned
from citecheck.language.lexicon import load_table, split_words


@dataclass(frozen=True, slots=True)
class CasualtyWords:
    """The words for what happened to people: beside a count (``passive``), before one (``active``), or none.

    ``toll`` are phrases before a number of dead; ``be``, ``who`` and ``either`` are auxiliaries of the passive,
    relative pronouns, and the word between two roles of one count; ``object`` marks the people of a verb; ``part``
    stands between some and the whole that they are of; ``where`` says more of a place than its name.
    """

    passive: Mapping[str, str]
    active: Mapping[str, str]
    zero: Mapping[str, str]
    toll: frozenset[str]
    be: frozenset[str]
    who: frozenset[str]
    either: frozenset[str]
    object: frozenset[str]
    part: frozenset[str]
    where: frozenset[str]


@lru_cache(maxsize=16)
def casualty_words(language: str) -> CasualtyWords:
    """The casualty words of a language, each with its role."""
    table = load_table("casualties")
    found: dict[str, dict[str, str]] = {"passive": {}, "active": {}}
    for role, rows in table["roles"].items():
        for side, words in rows.get(language, {}).items():
            for word in split_words(words):
                found[side].setdefault(word, role)
    zero = {aligned(phrase): role for role, rows in table["zero"].items() for phrase in rows.get(language, ())}
    small = {
        field: frozenset(split_words(table[part].get(language, "")))
        for field, part in (
            *(("be", "be"), ("who", "who"), ("either", "or")),
            *(("object", "object"), ("part", "part"), ("where", "where")),
        )
    }
    toll = frozenset(map(aligned, table["toll"].get(language, ())))
    return CasualtyWords(found["passive"], found["active"], zero, toll, **small)


@lru_cache(maxsize=1)
def compatible_roles() -> frozenset[frozenset[str]]:
    """Pairs of roles that a reader may take for one another."""
    return frozenset(frozenset(pair) for pair in load_table("casualties")["compatible"])


def said_role(role: str) -> str:
    """A role as a participle for a person."""
    return str(load_table("casualties")["said"].get(role, role))
