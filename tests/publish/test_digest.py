from __future__ import annotations

import pytest
from msgspec.structs import replace

from contested.model import Account, Claim, Event, Origin, TakenBack, Version
from contested.publish.digest import DigestRow, list_digest
from contested.publish.events import find_members
from contested.publish.timeline import timeline
from tests.publish.account import PLACES, compose_account, doubt_place
from tests.publish.small import RYBAR, STAFF, THEATRE, WORDS, claim, link, origin, place, when

ACCOUNT = compose_account()


def claims_at(account: Account, place_id: str) -> list[Claim]:
    return [one for one in account.claims if place_id in {ref.place_id for ref in one.places}]


def digest_of(name: str, account: Account = ACCOUNT) -> tuple[DigestRow, ...]:
    place_id = PLACES[name].place_id
    events = [one for one in account.events if place_id in one.place_ids]
    return list_digest(events, claims_at(account, place_id), account, WORDS)


def tell(*claims: Claim, events: tuple[Event, ...] = (), origins: tuple[Origin, ...] = ()) -> list[DigestRow]:
    account = Account(reports=(), claims=claims, mentions=(), origins=origins, controls=(), events=events)
    return list(list_digest(events, claims, account, WORDS))


@pytest.mark.parametrize("name", sorted(PLACES))
def test_every_claim_of_a_place_is_told_and_every_sentence_stands_on_claims(name: str) -> None:
    rows = digest_of(name)
    cited = [claim_id for row in rows for claim_id in row.claims]
    assert set(cited) >= {one.claim_id for one in claims_at(ACCOUNT, PLACES[name].place_id)}
    assert len(cited) == len(set(cited))
    assert all(row.claims and row.sentence.endswith(".") and not row.sentence.endswith("..") for row in rows)


def test_the_newest_comes_first_and_what_nobody_can_date_last() -> None:
    assert [row.on for row in digest_of("Kupiansk")] == [
        "2025-12-08", "2025-11-20", "2025-10-28", "2025-10-28", "2025-10-14", "2025-10-01",
    ]  # fmt: skip
    assert [row.on for row in digest_of("Kindrashivka")] == ["2025-10-01", None]


def test_an_event_is_told_in_the_words_of_the_timeline() -> None:
    said = [row.sentence for row in digest_of("Kupiansk")]
    for row in timeline(ACCOUNT, THEATRE, PLACES["Kupiansk"].place_id):
        assert any(one.startswith(row.sentence.removesuffix(".")) for one in said)


def test_a_denial_is_told_in_the_sentence_of_what_it_denies() -> None:
    (row,) = (one for one in digest_of("Kupiansk") if one.on == "2025-11-20")
    assert row.sentence.endswith("(on 20 November 2025); General Staff of Ukraine denied it.")
    claims = {one.claim_id: one for one in ACCOUNT.claims}
    assert [claims[one].stance for one in row.claims[:2]] == ["asserted", "denied"]


def rivals() -> tuple[Event, list[Claim]]:
    """A withdrawal that ten reports of one origin tell, and one of another tells otherwise."""
    told = [claim(claim_id=f"t{at}", voices=(RYBAR,), places=(place("Kupiansk"),)) for at in range(10)]
    held = claim("holds", claim_id="held", actor="UA", voices=(STAFF,), places=(place("Kupiansk"),))

    def version(one: Claim, side: str) -> Version:
        return Version(
            event=one.event, actor=one.actor, target=None, stance="asserted", start="2025-12-08", end="2025-12-08",
            origins=(one.event,), witnesses=(one.event,), sides=(side,), wordings=(one.claim_id,),
        )  # fmt: skip

    event = Event(
        event_id="e", event="withdrew", actor="RU", target=None, place_ids=("composed:Kupiansk",), start="2025-12-08",
        end="2025-12-08", claims=tuple(one.claim_id for one in told), origins=("o1",), denied_by=(),
        witnesses=("withdrew",), wordings=("t0",), versions=(version(told[0], "RU"), version(held, "UA")),
    )  # fmt: skip
    return event, [*told, held]


def test_rival_versions_stand_in_one_sentence_and_among_the_first_claims() -> None:
    event, claims = rivals()
    (row,) = tell(*claims, events=(event,))
    assert row.sentence == (
        "Rybar said, as reported by Newsweek, that Russian forces withdrew in Kupiansk (on 8 December 2025); "
        "Ukrainian sources: Ukrainian forces held Kupiansk (one origin)."
    )
    assert row.claims[:2] == ("t0", "held")
    assert set(row.claims) == find_members(event)


@pytest.mark.parametrize(
    ("changes", "ending"),
    [
        ({}, "withdrew in Kupiansk (on 8 December 2025)."),
        ({"vouched": False}, "; no source that the desk stands for says so."),
        ({"taken_back": TakenBack("2025-12-20", "t3")}, "; Rybar took it back on 20 December 2025."),
    ],
)
@pytest.mark.parametrize("in_event", [True, False])
def test_doubt_about_who_tells_it_is_told(changes: dict[str, object], ending: str, in_event: bool) -> None:
    event, claims = rivals()
    witnesses = ("Rybar" if changes.get("vouched", True) else "",)
    alone = replace(event, versions=event.versions[:1], witnesses=witnesses)
    of = replace(origin(claims[:10], []), **changes)
    (row,) = tell(*claims[:10], events=(alone,) if in_event else (), origins=(of,))
    assert row.sentence.endswith(ending)


def test_claims_of_no_event_are_told_once_for_each_origin() -> None:
    plan = claim(claim_id="plan", stance="forecast", places=(place("Kupiansk"),), when=when("2026-01-10"))
    copies = [replace(plan, claim_id=f"copy{at}", when=when(None, basis="none")) for at in range(3)]
    of = origin([copies[0], plan, *copies[1:]], [link("plan", "copies", "copy0", "Rybar")])
    other = replace(plan, claim_id="other", publisher="Somebody")
    rows = tell(copies[0], plan, *copies[1:], other, origins=(of,))
    assert [(row.on, len(row.claims)) for row in rows] == [("2026-01-10", 4), ("2026-01-10", 1)]
    assert {row.claims[0] for row in rows} == {"plan", "other"}  # a dated telling before an undated one
    assert all("may withdraw" in row.sentence for row in rows)


def test_an_undated_copy_of_what_an_event_tells_makes_no_row_of_its_own() -> None:
    event, claims = rivals()
    copy = replace(claims[0], claim_id="copy", when=when(None, basis="none"))
    of = origin([claims[0], copy], [link("copy", "copies", "t0", "Rybar")])
    (row,) = tell(*claims, copy, events=(event,), origins=(of,))
    assert row.claims[-1] == "copy"


def test_what_nobody_vouches_for_says_so_at_its_place() -> None:
    (row,) = digest_of("Dvorichna", doubt_place(ACCOUNT, "Dvorichna", "2025-09-20"))
    assert row.sentence.endswith("no source that the desk stands for says so.")
