"""An account in another language: places are called as they are there, and nothing else is another."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from contested.publish.brief import write_brief
from contested.publish.edition import Edition
from contested.theatres import load_theatre
from tests.publish.account import compose_account

ACCOUNT = compose_account()
NAMES = {"composed:0": "Куп'янськ", "composed:2": "Дворічна"}


def names_of(place_id: str) -> Mapping[str, str]:
    return {"uk": NAMES[place_id]} if place_id in NAMES else {}


def test_places_are_called_as_the_language_calls_them() -> None:
    told = Edition("uk", names_of).tell(ACCOUNT)
    for before, after in zip(ACCOUNT.controls, told.controls, strict=True):
        name = NAMES.get(before.place.place_id, before.place.name)
        assert after.place.name == name
        assert before.place.name in (after.place.name, *after.place.names)
        assert replace(after, place=before.place) == before
    refs = [ref for one in told.claims for ref in one.places if ref.place_id in NAMES and ref.name]
    assert refs
    assert all(ref.name == NAMES[ref.place_id or ""] for ref in refs)


def test_the_shown_name_is_kept_as_what_english_calls_it() -> None:
    told = Edition("uk", names_of).tell(ACCOUNT)
    (kupiansk,) = (one.place for one in told.controls if one.place.place_id == "composed:0")
    assert dict(kupiansk.called) == {"en": "Kupiansk"}


def test_where_nothing_is_called_otherwise_the_account_is_itself() -> None:
    assert Edition("en", names_of).tell(ACCOUNT) is ACCOUNT
    assert Edition("uk", lambda _: {}).tell(ACCOUNT) is ACCOUNT


def test_what_two_accounts_share_they_share_afterwards() -> None:
    """So that a site built again looks only at what is new."""
    edition = Edition("uk", names_of)
    whole = edition.tell(ACCOUNT)
    part = edition.tell(replace(ACCOUNT, claims=ACCOUNT.claims[1:], controls=ACCOUNT.controls[1:]))
    assert all(one is other for one, other in zip(whole.claims[1:], part.claims, strict=True))
    assert all(one is other for one, other in zip(whole.controls[1:], part.controls, strict=True))


def test_a_brief_names_places_in_its_language() -> None:
    theatre = load_theatre("russia_ukraine")
    told = Edition("uk", names_of).tell(ACCOUNT)
    sections = write_brief(told, theatre, 0.5, "composed:0", None, "2025-12-12", "uk")
    text = " ".join(one.text for section in sections for one in section.sentences)
    assert "Куп'янськ" in text
    assert "Kupiansk," not in text
