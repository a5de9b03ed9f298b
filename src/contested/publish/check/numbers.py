"""A text and the numbers that it may name, in; the text with these masked, and which are missing, out."""

from __future__ import annotations

import re

from contested.model import Figure
from contested.publish.check.lexicon import Lexicon
from contested.publish.sentences import is_foreign, is_vague
from contested.publish.words import Words, clean, say_number


def mask_figures(
    text: str, figures: tuple[Figure, ...], words: Words, lexicon: Lexicon
) -> tuple[str, list[str]]:
    """`⟨F0⟩` for each figure that is told rightly; the others in words."""
    missing = []
    for number, figure in enumerate(figures):
        pattern = figure_pattern(figure, words, lexicon)
        text, told = re.subn(pattern, f"⟨F{number}⟩", text, count=1, flags=re.I)
        if not told:
            missing.append(clean(figure.text))
    return text, missing


def figure_pattern(figure: Figure, words: Words, lexicon: Lexicon) -> str:
    """A quantity with its bounds and its unit, in any of the ways to say it."""
    forms, unit = lexicon.numbers, re.escape(clean(figure.unit))
    own = re.escape(clean(figure.text))
    if is_foreign(figure.unit, words):
        return rf"“{own}”"
    if figure.low is None and figure.high is None:
        return rf"(?<!\w){own}(?!\w)"
    if figure.low is None or figure.high is None:
        kind = forms.at_most if figure.low is None else forms.at_least
        bound = figure.high if figure.low is None else figure.low
        said = rf"(?:{any_of(kind)}) {spell(bound or 0.0, words)}"
    elif figure.low != figure.high:
        low, high = spell(figure.low, words), spell(figure.high, words)
        said = "|".join(
            re.escape(one).replace(r"\{low\}", low).replace(r"\{high\}", high) for one in forms.range
        )
        said = rf"(?:{said})"
        if figure.approximate and is_vague(figure, words):
            said = rf"(?:“{own}”, read as {said}|{said})"
            return rf"(?<!\w){said}(?: {unit})?(?!\w)"
    else:
        said = spell(figure.low, words)
        said = (
            rf"(?:{any_of(forms.about)}) {said}" if figure.approximate else rf"{not_after(forms.all)}{said}"
        )
    return rf"(?<![\w-]){said} {unit}(?!\w)"


def mask_counts(
    text: str, counts: tuple[tuple[str, float], ...], words: Words, lexicon: Lexicon
) -> tuple[str, list[str]]:
    """The same for what was counted: origins, reports, places."""
    missing = []
    for key, value in counts:
        nouns = any_of(lexicon.numbers.counts[key])
        pattern = rf"(?<![\w-]){not_after(lexicon.numbers.all)}{spell(value, words)} (?:{nouns})(?!\w)"
        text, told = re.subn(pattern, "⟨C⟩", text, count=1, flags=re.I)
        if not told:
            missing.append(f"{say_number(value, words)} {key}")
    return text, missing


def find_numbers(text: str, words: Words, lexicon: Lexicon) -> list[str]:
    """Numbers that are left in a text, in figures or in words."""
    named = {*words.wording.numbers[2:], *lexicon.numbers.teens}
    return [
        one
        for one in re.findall(r"\d[\d.,]*%?|[^\W\d_]+", text)
        if one[0].isdigit() or one.casefold() in named
    ]


def spell(value: float, words: Words) -> str:
    """A number as digits, with and without separators, or as a word."""
    plain = f"{value:g}" if value != int(value) else str(int(value))
    forms = {plain, say_number(value, words)}
    return "(?:" + any_of(tuple(forms)) + ")"


def not_after(qualifiers: tuple[str, ...]) -> str:
    """What may not stand before an exact number."""
    return "".join(rf"(?<!\b{re.escape(one)} )" for one in qualifiers)


def any_of(words: tuple[str, ...]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
