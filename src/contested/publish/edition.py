"""An account and a language, in; the same account with its places called as that language calls them, out.

What nobody knows a name for in that language keeps the name that it is shown by.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from operator import is_
from typing import Any, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from contested.locate.gazetteer import SHOWN
from contested.model import Account, Claim, Control, Place, PlaceRef

# What languages call a place, by their codes, of its id.
NamesOf = Callable[[str], Mapping[str, str]]
Record = TypeVar("Record", bound=Struct)


def no_names(_place_id: str) -> Mapping[str, str]:
    """Where no gazetteer is at hand."""
    return {}


class Edition:
    """Accounts in one language. Records that two accounts share they share afterwards too."""

    def __init__(self, language: str, names_of: NamesOf) -> None:
        self.language, self.names_of = language, names_of
        # By the records' own ids as objects, which are kept lest these be given to others.
        self.told: dict[int, tuple[Any, Any]] = {}

    def tell(self, account: Account) -> Account:
        """The account in this language: itself where that calls every place as it is shown."""
        if self.language == SHOWN:
            return account
        claims = tuple(self.tell_once(one, self.call_claim) for one in account.claims)
        controls = tuple(self.tell_once(one, self.call_control) for one in account.controls)
        if same(claims, account.claims) and same(controls, account.controls):
            return account
        return replace(account, claims=claims, controls=controls)

    def call(self, place_id: str, name: str) -> str:
        """What the language calls a place of that name."""
        return self.names_of(place_id).get(self.language, name)

    def tell_once(self, record: Record, call: Callable[[Record], Record]) -> Record:
        """A record in this language, the same object whenever it is asked for."""
        if id(record) not in self.told:
            self.told[id(record)] = record, call(record)
        told: Record = self.told[id(record)][1]
        return told

    def call_claim(self, claim: Claim) -> Claim:
        places = tuple(map(self.call_ref, claim.places))
        return claim if same(places, claim.places) else replace(claim, places=places)

    def call_ref(self, ref: PlaceRef) -> PlaceRef:
        if not ref.place_id or not ref.name:
            return ref
        name = self.call(ref.place_id, ref.name)
        return ref if name == ref.name else replace(ref, name=name)

    def call_control(self, control: Control) -> Control:
        place = self.call_place(control.place)
        return control if place is control.place else replace(control, place=place)

    def call_place(self, place: Place) -> Place:
        """The place by that name; the one that it is shown by becomes one of its others."""
        name = self.call(place.place_id, place.name)
        if name == place.name:
            return place
        others = (place.name, *(one for one in place.names if one != name))
        return replace(place, name=name, names=others, called=((SHOWN, place.name), *place.called))


def same(some: tuple[object, ...], others: tuple[object, ...]) -> bool:
    """Whether these are the same objects."""
    return all(map(is_, some, others))
