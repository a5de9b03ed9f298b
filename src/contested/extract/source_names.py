"""A known source's name, in; its forms in the other cases of a language that declines names, out.

The endings are data (`[name_endings]` of `language.toml`). Of a name of several words the first is declined, the first
two, or all: "Генерального штабу", "Сил оборони півдня", "Олега Синєгубова". The words that are declined stand in the
same case. What is written in capitals ("ТАСС"), in quotation marks or not in Cyrillic stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import islice, product

from contested.errors import SettingsError
from contested.extract.tokens import fold

CASES = 5  # genitive, dative, accusative, instrumental, locative
BARE = "·"
SHORTEST = 2  # letters of a word that is declined: "Ян"
LONGEST_END = 4
ALL_DECLINED = 3  # words of a name that may all be declined; longer ones end in a genitive
FORMS_A_CASE = 8
CYRILLIC = re.compile(r"[а-яєіїґё'’ʼ]+", re.IGNORECASE)
CONSONANTS = frozenset("бвгґджзклмнпрстфхцчшщ")

Paradigm = tuple[tuple[str, ...], ...]  # the forms of a word in each case


def case_forms(name: str, endings: Mapping[str, str]) -> Iterator[str]:
    """The forms of a name, folded, without the name itself; none in a language without `endings`."""
    words = name.split()
    if not endings or not words:
        return
    rows = read_rows(tuple(endings.items()))
    paradigms = [decline(word, rows) for word in words]
    seen = {fold(name)}
    for count in sorted({1, min(2, len(words)), len(words) if len(words) <= ALL_DECLINED else 1}):
        declined = paradigms[:count]
        if paradigms[0] is None or None in declined:
            continue
        rest = [fold(word) for word in words[count:]]
        for case in range(CASES):
            for forms in islice(product(*(one[case] for one in declined if one)), FORMS_A_CASE):
                form = " ".join([*forms, *rest])
                if form not in seen:
                    seen.add(form)
                    yield form


@cache
def read_rows(endings: tuple[tuple[str, str], ...]) -> dict[str, Paradigm]:
    """The table with its cases apart. SettingsError names a row that has not all of them."""
    table: dict[str, Paradigm] = {}
    for end, row in endings:
        cases = tuple(tuple("" if form == BARE else form for form in part.split("/")) for part in row.split())
        if len(cases) != CASES:
            raise SettingsError(f"name_endings: {end!r} has {len(cases)} cases, expected {CASES}")
        table[end] = cases
    return table


def decline(word: str, rows: Mapping[str, Paradigm]) -> Paradigm | None:
    """A word by its longest end that the table holds; of one with a hyphen the last part. None where it stays."""
    head, hyphen, last = word.rpartition("-")
    if not CYRILLIC.fullmatch(last) or (last.isupper() and len(last) > 1) or len(last) < SHORTEST:
        return None
    stem = fold(last)
    for size in range(min(LONGEST_END, len(stem)), 0, -1):
        row = rows.get(stem[-size:])
        if row is not None:
            return attach(fold(head + hyphen) + stem[:-size], row)
    if stem[-1] in CONSONANTS and BARE in rows:
        return attach(fold(head + hyphen) + stem, rows[BARE])
    return None


def attach(stem: str, row: Paradigm) -> Paradigm:
    """Each end of each case behind a stem."""
    return tuple(tuple(stem + end for end in forms) for forms in row)
