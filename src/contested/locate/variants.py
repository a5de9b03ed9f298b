"""Spellings of a place: its names, in; the forms under which a text may write them, and what each rests on, out.

A written name has its cases (`cases.py`) and its romanisations (`romanise.py`); a Ukrainian name without a Russian
one beside it has the regular Russian form with its cases and romanisations (`bridge.py`), which is worth less than
anything written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice
from typing import Literal

from contested.locate.bridge import bridge, half_russian, russian_of
from contested.locate.cases import SHORTEST, declensions, decline, languages_of
from contested.locate.fold import fold_name
from contested.locate.romanise import romanise, spellings

How = Literal["written", "case", "romanised", "bridged", "adjective"]
STRENGTH: tuple[How, ...] = ("written", "case", "romanised", "bridged")  # strongest first
ROMANISED = 20  # spellings of one name
BRIDGED = 10
HALVED = 2
CACHE = 1 << 14  # names: a country has a hundred villages of one
MOST_FORMS = 120  # of one place; what comes last is weakest
PARTED = 4  # letters at least that stand behind such a prefix
CYRILLIC = re.compile("[а-ґ]")


def is_declined(folded: str) -> bool:
    """Whether a name is written in the script of the languages that decline it."""
    return CYRILLIC.search(folded) is not None


@lru_cache(maxsize=CACHE)
def cases_of(folded: str) -> tuple[str, ...]:
    """A folded name and its cases in the languages that it can be of, each once."""
    if len(folded) < SHORTEST or not is_declined(folded):
        return (folded,)
    cases = (form for code in languages_of(folded) for form in decline(folded, code))
    return tuple(dict.fromkeys((folded, *cases)))


def name_variants(names: Iterable[str], country: str | None) -> dict[str, How]:
    """All forms of a place from all its names, each with the strongest ground it rests on, strongest first."""
    written = {fold_name(name).strip(): name.strip() for name in names if name.strip()}
    cyrillic = [name for name in written if is_declined(name)]
    codes = {name: codes_of(name, country, len(cyrillic)) for name in cyrillic}
    spelt = [(with_yo(name, written[name]), code) for name in cyrillic for code in codes[name]]
    forms: dict[str, How] = dict.fromkeys(written, "written")
    for name in cyrillic:
        cases = cases_of(name)
        add(forms, (*cases, *parted_forms(name)), "case")
        if "'" in name:
            add(forms, (form.replace("'", "") for form in cases), "case")
    for name in written:
        add(forms, parted_forms(name), "romanised")
    for name, code in spelt:
        latin = romanise(name, code, ROMANISED)
        add(forms, (*latin, *parted_forms(latin[0])), "romanised")
    own = [name for name, code in spelt if code == bridge().source]
    for name in own:
        add(forms, half_romanised(name), "bridged")
    if len(own) == len(spelt):
        for name in own:
            add(forms, bridged_forms(name), "bridged")
    return forms if len(forms) <= MOST_FORMS else dict(islice(forms.items(), MOST_FORMS))


def add(forms: dict[str, How], found: Iterable[str], how: How) -> None:
    """The forms found, on this ground where no stronger one is known."""
    for form in found:
        forms.setdefault(form, how)


@lru_cache(maxsize=CACHE)
def bridged_forms(name: str) -> tuple[str, ...]:
    """The regular Russian forms of a Ukrainian name, their cases and romanisations."""
    target, forms = bridge().target, dict[str, None]()
    for guess in russian_of(name):
        plain = fold_name(guess)
        forms.update(dict.fromkeys((plain, *decline(plain, target), *romanise(guess, target, BRIDGED))))
    return tuple(forms)


def half_romanised(name: str) -> tuple[str, ...]:
    """Latin spellings of a Ukrainian name with a Russian end: "kostiantynovka"."""
    half = half_russian(name)
    return romanise(half, bridge().source, HALVED) if half is not None else ()


def with_yo(folded: str, written: str) -> str:
    """A folded name with its ё, which matters in Latin letters."""
    if "ё" not in written and "Ё" not in written:
        return folded
    return "".join("ё" if own in "ёЁ" else letter for letter, own in zip(folded, written, strict=True))


def parted_forms(name: str) -> Iterator[str]:
    """A hyphen written as a space, a space as a hyphen, an apostrophe dropped, "novo" apart."""
    if "-" in name:
        yield name.replace("-", " ")
    elif " " in name:
        yield name.replace(" ", "-")
    if "'" in name:
        yield name.replace("'", "")
    prefixes = spellings().prefixes
    if name.startswith(prefixes):
        prefix = next(prefix for prefix in prefixes if name.startswith(prefix))
        rest = name.removeprefix(prefix)
        if len(rest.split(" ")[0]) >= PARTED and rest[0].isalpha():
            yield f"{prefix}-{rest}"
            yield f"{prefix} {rest}"


@lru_cache(maxsize=CACHE)
def codes_of(name: str, country: str | None, names: int) -> tuple[str, ...]:
    """The languages of one of so many Cyrillic names of a place. What the letters of an only name leave open, the
    country tells."""
    codes = languages_of(name)
    if len(codes) > 1 and names == 1:
        return tuple(code for code in codes if declensions()[code].country == country) or codes
    return codes
