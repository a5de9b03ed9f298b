"""A place and a language, in; what that language calls the place, out, where the gazetteer shows it.

A gazetteer has the names of a place without their languages. Letters and ends tell which languages a name can be of
(`cases.py`); of several such names that one counts which, romanised, is the shown name.
"""

from __future__ import annotations

from msgspec.structs import replace

from contested.locate.cases import declensions, languages_of
from contested.locate.fold import fold_name
from contested.locate.romanise import romanise
from contested.locate.variants import ROMANISED, is_declined
from contested.model import Place


def with_called(place: Place) -> Place:
    """A place with what the languages call it whose names are known by their letters."""
    names = ((code, call_in(place, code)) for code in declensions())
    return replace(place, called=tuple((code, name) for code, name in names if name))


def call_in(place: Place, language: str) -> str | None:
    """The name of a place in a language whose names are known by their letters; null where none of its names shows to be
    of it.

    A name that may be of others too counts where it is the shown name in other letters, or the only one that is not that
    in another language: `Ракитне` beside `Ракитное`, which is shown as Rakitnoye.
    """
    if language not in declensions():
        return None
    former = {one.name for one in place.former}
    names = [one for one in (place.name, *place.names) if one not in former]
    own = {one: is_shown(one, place.name, language) for one in names if language in languages_for(one)}
    alone = [one for one in own if languages_for(one) == (language,)]
    others = (code for code in declensions() if code != language)
    foreign = {one for code in others for one in names if is_shown(one, place.name, code)}
    left = [one for one in own if one not in foreign]
    surest = (
        [one for one in alone if own[one]],
        [one for one in own if own[one]],
        alone,
        left if len({join(one) for one in left}) == 1 else [],
    )
    return next((some[0] for some in surest if some), None)


def languages_for(name: str) -> tuple[str, ...]:
    """The languages that a name may be written in; none where it is in another script than theirs."""
    folded = fold_name(name).strip()
    return languages_of(folded) if is_declined(folded) else ()


def is_shown(name: str, shown: str, language: str) -> bool:
    """Whether a name of a language is the shown one in other letters; apostrophes and hyphens aside."""
    if language not in languages_for(name):
        return False
    spelt = romanise(fold_name(name).strip(), language, ROMANISED)
    return plain(fold_name(shown)) in map(plain, spelt)


def plain(name: str) -> str:
    return name.strip().replace("'", "").replace("-", " ")


def join(name: str) -> str:
    """A name without what parts it: `Р-79` is `Р79`."""
    return plain(fold_name(name)).replace(" ", "")
