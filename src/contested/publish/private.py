"""Reports and claims, in; by report, the names of private persons that it spells, and what hides them, out.

A witness or resident that is no known source is a private person. In a report that has them as a voice, each word of
their name is hidden; in any other, only where it has their whole name, for a first name alone names nobody there. Who wrote
a letter is one too; whose name stands above an article that is published has put it there.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property

from contested.locate.variants import is_declined, name_variants
from contested.model import Claim, Report, Voice
from contested.publish.wording import read_wording

PRIVATE = ("witness", "resident")
# Words of two letters and less name nobody, and would mask half a sentence.
NAME = re.compile(r"\b[^\W\d_](?:[^\W\d_]|['’ʼ](?=[^\W\d_])){2,}\b")
# Each letter gives way to one of these, so that every span of the report stays true.
MASK = "█"
LETTERS = re.compile(r"\w")


def mask(text: str) -> str:
    return LETTERS.sub(MASK, text)


def is_private(voice: Voice) -> bool:
    return voice.kind in PRIVATE and voice.source_id is None


def has_private_author(report: Report) -> bool:
    """Whether who wrote a report is a private person: of a message the sender (`From`), whoever the desk says published it,
    and of a text that nobody published and that stands nowhere, anybody."""
    if report.author is None:
        return False
    published = report.publisher is not None or report.url is not None
    return not published or report.found_in.get("author", "").startswith("From")


class Names:
    """Words of names, each with its cases and romanisations, and what hides them."""

    def __init__(self, words: Iterable[str]) -> None:
        self.forms = sorted({form for word in words for form in forms_of(word)})

    @cached_property
    def written(self) -> re.Pattern[str]:
        """As names are written: in small letters many of them are words."""
        return whole_words(
            {look for form in self.forms for look in (form, form.title(), form.upper())} - {*self.small}
        )

    @cached_property
    def slug(self) -> re.Pattern[str]:
        """As file names and addresses have them."""
        return re.compile(whole_words(self.forms).pattern, re.IGNORECASE)

    @property
    def small(self) -> list[str]:
        return [form for form in self.forms if form.islower()]

    def hide(self, text: str) -> str:
        return self.written.sub(lambda found: mask(found[0]), text)

    def hide_slug(self, name: str) -> str:
        return self.slug.sub(lambda found: mask(found[0]), name)

    def spells(self, text: str) -> bool:
        return self.slug.search(text) is not None


def whole_words(forms: Iterable[str]) -> re.Pattern[str]:
    """Any of them, with no letter beside it."""
    choice = "|".join(re.escape(form) for form in sorted(forms, key=lambda one: (-len(one), one)))
    return re.compile(rf"(?<![^\W\d_])(?:{choice})(?![^\W\d_])")


def forms_of(word: str) -> set[str]:
    """A word of a name as it is written, and in small letters with its cases and romanisations."""
    small = word.lower()
    return {word, small, *(name_variants([word], None) if is_declined(small) else ())}


def find_private_names(reports: Iterable[Report], claims: Iterable[Claim], language: str) -> dict[str, Names]:
    """The names to hide, by report id."""
    own, whole = find_voices(claims, language)
    by_word: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for person in whole:
        for form in forms_of(person[-1]):
            by_word[form].add(person)
    found: dict[str, Names] = {}
    for report in reports:
        words = set(own.get(report.report_id, ()))
        if has_private_author(report):
            words |= {word for word in NAME.findall(report.author or "") if word[0].isupper()}
        if by_word:
            words |= find_whole_names(f"{report.title or ''}\n{report.text}", by_word)
        if words:
            found[report.report_id] = Names(words)
    return found


def find_voices(claims: Iterable[Claim], language: str) -> tuple[dict[str, set[str]], set[tuple[str, ...]]]:
    """By report id, the words that name its private voices: capitalised, no place of the report, not generic; and the names
    of more than one word."""
    generic = set(read_wording(language).generic)
    names: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    places: dict[str, set[str]] = defaultdict(set)
    for claim in claims:
        for ref in claim.places:
            places[claim.report_id].update(
                word for text in (ref.name, ref.text) for word in NAME.findall(text or "")
            )
        for voice in claim.voices:
            if is_private(voice):
                names[claim.report_id].add(
                    tuple(word for word in NAME.findall(voice.name) if word[0].isupper())
                )
    left = {
        report_id: {
            tuple(word for word in person if word not in places[report_id] and word not in generic)
            for person in persons
        }
        for report_id, persons in names.items()
    }
    own = {report_id: {word for person in persons for word in person} for report_id, persons in left.items()}
    return own, {person for persons in left.values() for person in persons if len(person) > 1}


def find_whole_names(text: str, by_word: Mapping[str, set[tuple[str, ...]]]) -> set[str]:
    """The words of the persons whose whole names a text has, their words in a row and in any order."""
    here = {word.lower() for word in NAME.findall(text)}
    persons = {person for word in here & by_word.keys() for person in by_word[word]}
    return {word for person in persons if stands_whole(person, text, here) for word in person}


def stands_whole(person: tuple[str, ...], text: str, here: set[str]) -> bool:
    forms = [forms_of(word) for word in person]
    if not all(here & one for one in forms):
        return False
    words = [word.lower() for word in NAME.findall(text)]
    wide = len(person)
    last = forms[-1]
    return any(
        all(one.intersection(words[max(0, at - wide + 1) : at + wide]) for one in forms)
        for at, word in enumerate(words)
        if word in last
    )
