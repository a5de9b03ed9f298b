"""A voice's name in whatever case its sentence puts it in, in; as it is called, out.

"У 46-й механізованій бригаді заявили" and "за даними 46-ї механізованої бригади" are of one voice: «46-та механізована
бригада». The noun that the name is headed by is known by its forms, what stands before it agrees with it, and what stands
behind it stays. Nouns, and the ends of adjectives and ordinals by gender, are data (`[nominative]` of `language.toml`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple

from msgspec import Struct

from contested.extract.source_names import case_forms
from contested.extract.tokens import fold

Gender = Literal["f", "m", "n", "p"]  # p: of several


class NominativeWords(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """By gender: nouns that head the names of voices, what the ends of adjectives in other cases become, and what clings
    to an ordinal, by the last digits of its number (the longest that fit)."""

    nouns: dict[Gender, tuple[str, ...]] = {}
    adjectives: dict[Gender, dict[str, str]] = {}
    ordinals: dict[Gender, dict[str, str]] = {}


class Head(NamedTuple):
    """What a noun is called, and its gender."""

    noun: str
    gender: Gender


class Nominatives:
    """Turns names of voices to the nominative; `endings` are those of the language's nouns."""

    def __init__(self, words: NominativeWords, endings: Mapping[str, str]) -> None:
        self.words = words
        self.heads: dict[str, Head] = {}
        for gender, nouns in words.nouns.items():
            for noun in nouns:
                self.heads.update((form, Head(noun, gender)) for form in case_forms(noun, endings))
        # What is called so itself is in no other case.
        self.heads.update(
            (fold(noun), Head(noun, gender)) for gender, nouns in words.nouns.items() for noun in nouns
        )

    def turn(self, name: str) -> str:
        """The name in the nominative; as it stands where no known noun heads it, where that is so already, or where more
        stands before it than what agrees with it: «бійців 92-ї бригади»."""
        words = name.split()
        at = next((at for at, word in enumerate(words) if fold(word) in self.heads), None)
        if at is None:
            return name
        head = self.heads[fold(words[at])]
        if fold(head.noun) == fold(words[at]):
            return name
        before = [self.agree(word, head.gender) for word in words[:at]]
        if None in before:
            return name
        return " ".join([*filter(None, before), like(words[at], head.noun), *words[at + 1 :]])

    def agree(self, word: str, gender: Gender) -> str | None:
        """An adjective or an ordinal before a noun of a gender; null for any other word."""
        number, hyphen, clings = word.partition("-")
        if hyphen and number.isdecimal():
            return f"{number}-{longest_end(number, self.words.ordinals.get(gender, {}), clings)[1]}"
        end, nominative = longest_end(fold(word), self.words.adjectives.get(gender, {}), "")
        return word[: len(word) - len(end)] + nominative if end else None


def longest_end(word: str, ends: Mapping[str, str], otherwise: str) -> tuple[str, str]:
    """The longest of the ends that a word has, and what stands for it; the empty one fits all."""
    end = max((one for one in ends if word.endswith(one)), key=len, default=None)
    return ("", otherwise) if end is None else (end, ends[end])


def like(word: str, noun: str) -> str:
    """A noun, with a capital where the word that it stands for has one."""
    return noun[0].upper() + noun[1:] if word[0].isupper() else noun
