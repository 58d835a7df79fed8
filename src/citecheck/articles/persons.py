"""Author names as bibliographies write them → persons."""

import re

from citecheck.articles.words import word_list
from citecheck.model import Person

_INITIALS = re.compile(r"(?:[A-Z]\.?[ -]?){1,4}")
_VANCOUVER = re.compile(r"(?P<family>[^\W\d_][^\d,;]*?) (?P<given>[A-Z](?:[ -]?[A-Z]){0,3})")
_SENTENCE_END = re.compile(r"[^\W\d_]{3,}\.$")
_SUFFIX = re.compile(r"(?:[JS]r\.?|I{2,3}|IV|Ph\.?D\.?|M\.?D\.?)", re.IGNORECASE)
_ROLE = re.compile(r"\s*\((?:[^()]{1,40})\)\s*$")
_PARTICLES = frozenset(
    ["al", "bin", "da", "de", "del", "della", "den", "der", "di", "do", "dos", "du", "ibn", "la", "le", "van", "von"]
)
_LONGEST_NAME_PART = 60
_MOST_PERSONS = 200


def person(last: str | None, first: str | None) -> Person | None:
    """A person from a family and a given name; a family name alone is kept whole, as it may be an agency's."""
    last, first = (last or "").strip(" ,"), (first or "").strip(" ,;")
    if last and first:
        return Person(family=last, given=first)
    return person_from_name(last or first) if last or first else None


def person_from_name(name: str) -> Person:
    """A person from one string: split where it is written ``Family, Given``, whole otherwise."""
    name = _ROLE.sub("", name).strip(" ,;")
    family, comma, given = name.partition(",")
    given = given.strip()
    if _SUFFIX.fullmatch(given) or not comma or ("," in given and not _SUFFIX.fullmatch(given.split(",")[-1].strip())):
        return Person(literal=name)
    if not given or len(given) > _LONGEST_NAME_PART or len(family) > _LONGEST_NAME_PART:
        return Person(literal=name)
    return Person(family=family.strip(), given=given)


def persons_from_list(text: str) -> tuple[Person, ...]:
    """Persons from a list: ``Family, Given; Family, Given``, ``Smith J, Jones AB`` or ``Ann Lee, Bo Low and Cy Po``."""
    text = _without_et_al(" ".join(text.split())).strip(" ,;:&")
    text = text[:-1] if _SENTENCE_END.search(text) else text
    if not text:
        return ()
    names = _split(text)
    return tuple(_one(name) for name in names[:_MOST_PERSONS] if name.strip(" .,;&"))


def _without_et_al(text: str) -> str:
    for words in word_list("citation_words")["et_al"]:
        if text.endswith(words):
            return text[: -len(words)]
    return text


def _split(text: str) -> list[str]:
    if ";" in text or "；" in text:
        return [part for each in re.split(r"\s*[;；]\s*(?:and |& )?", text) for part in _split_mixed(each)]
    if "&" in text and all(name.count(",") == 1 for name in re.split(r"\s+&\s+", text)):
        return _split_last_ampersand(text)
    if "，" in text or "、" in text:
        return re.split(r"[，、]", text)
    if "،" in text:
        return [text]
    parts = [part.strip() for part in re.split(r",\s+(?:and |& |und |et |y )?", text)]
    if len(parts) > 1 and all(_VANCOUVER.fullmatch(part) for part in parts):
        return parts
    if len(parts) > 2 and len(parts) % 2 == 0 and all(_INITIALS.fullmatch(part) for part in parts[1::2]):
        return [f"{family}, {given}" for family, given in zip(parts[::2], parts[1::2], strict=True)]
    names = [name for part in parts for name in _split_and(part)]
    if len(parts) == 2 and not all(map(_is_full_name, names)):
        return _split_last_ampersand(text)
    return names


def _is_full_name(text: str) -> bool:
    """Whether a text looks like a given and a family name, not like one of them or an organisation's name."""
    words = [word for word in text.split() if word.lower() not in _PARTICLES]
    return 2 <= len(words) <= 4 and all(word[0].isupper() for word in words) and not _INITIALS.fullmatch(words[-1])


def _split_and(text: str) -> list[str]:
    names = re.split(r"\s+(?:and|&|und|et|y)\s+", text)
    return names if all(map(_is_full_name, names)) else [text]


def _split_mixed(text: str) -> list[str]:
    """``Bo Moe, Cy Roe, Di Poe`` behind ``Lee, Ann;`` are three; two parts would be a family and a given name."""
    names = text.split(", ")
    return names if len(names) > 2 and all(map(_is_full_name, names)) else _split_last_ampersand(text)


def _split_last_ampersand(text: str) -> list[str]:
    names = re.split(r"\s+&\s+", text)
    return names if all("," in name for name in names) or all(map(_is_full_name, names)) else [text]


def _one(name: str) -> Person:
    vancouver = _VANCOUVER.fullmatch(name.strip())
    if vancouver:
        return Person(family=vancouver["family"], given=vancouver["given"])
    return person_from_name(name.replace("،", ","))
