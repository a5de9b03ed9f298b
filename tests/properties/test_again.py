"""What is worked out again from what an account before has, and what is new, is what is worked out of all at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from composed_war import PLACES, SOURCES, THEATRE, UNTIL, Told
from copying import copy
from drawn import COPIED, copied, copyings, desks
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from contested.lineage import differ, take_over
from contested.model import Claim, Event, Origin, PlaceRef, Report
from contested.reconcile import group_again, group_events, reckon_again, reckon_control
from contested.trace import Earlier, trace


class Known(NamedTuple):
    """Reports and claims, in order of their ids, and what was made of them."""

    reports: tuple[Report, ...]
    claims: tuple[Claim, ...]
    copies: Any
    origins: tuple[Origin, ...]
    events: tuple[Event, ...]


def know(told: Sequence[Told], mentioned: dict[str, list[PlaceRef]]) -> Known:
    """All at once; some claims name another place too, and some none."""
    reports = tuple(sorted((one.report for one in told), key=lambda one: one.report_id))
    claims = tuple(
        replace(claim, places=(*claim.places, mentioned[claim.claim_id][0]))
        if mentioned.get(claim.claim_id)
        else replace(claim, places=())
        if claim.claim_id in mentioned
        else claim
        for one in sorted(told, key=lambda one: one.report.report_id)
        for claim in one.claims
    )
    copies, origins = trace(reports, claims, SOURCES)
    return Known(reports, claims, copies, origins, group_events(claims, origins))


@settings(max_examples=120, deadline=None)
@given(desks(9), st.data())
def test_again_is_as_at_once(base: Any, data: Any) -> None:
    kind = data.draw(st.sampled_from(sorted(COPIED)))
    report, ways = data.draw(copied(kind)), data.draw(st.lists(copyings(kind), max_size=4))
    told = [*base, report, *(copy(report, way, number) for number, way in enumerate(ways))]
    refs = [ref for one in told for claim in one.claims for ref in claim.places]
    ids = sorted(claim.claim_id for one in told for claim in one.claims)
    drawn = st.dictionaries(st.sampled_from(ids), st.lists(st.sampled_from(refs), max_size=1), max_size=12)
    mentioned = data.draw(drawn)
    # Some claims were read otherwise before.
    otherwise = mentioned | data.draw(drawn) if data.draw(st.booleans()) else mentioned
    early = set(data.draw(st.lists(st.sampled_from(range(len(told))), unique=True)))
    late = data.draw(st.sets(st.sampled_from(range(len(told))), max_size=2)) if early else set()
    # Reports that have come, and sometimes some that are gone.
    gone = late & early if data.draw(st.booleans()) else set()
    before = know([one for number, one in enumerate(told) if number in early], otherwise)
    after = know([one for number, one in enumerate(told) if number not in gone], mentioned)
    check_again(before, after)


def check_again(before: Known, after: Known) -> None:
    reports = differ(before.reports, after.reports, "reports")
    claims = differ(before.claims, after.claims, "claims")
    if not reports.was:
        earlier = Earlier(
            before.origins,
            before.copies,
            other={one.claim_id for one in claims.now},
            come={one.report_id for one in reports.now},
            gone=claims.was,
        )
        assert trace(after.reports, after.claims, SOURCES, memory=earlier).origins == after.origins
    changed = differ(before.origins, take_over(before.origins, after.origins, "origins"), "origins")
    events = group_again(before.events, after.claims, after.origins, changed.both, claims.both)
    assert events == after.events
    if not {one.claim_id for one in claims.was} - {one.claim_id for one in claims.now}:
        check_controls(before, after, claims.now, changed.now)


def check_controls(before: Known, after: Known, other: Any, changed: Any) -> None:
    learned = reckon_control(before.claims, before.origins, PLACES, THEATRE, UNTIL).habits
    then, now = (
        reckon_control(one.claims, one.origins, PLACES, THEATRE, UNTIL, learned, ()).controls
        for one in (before, after)
    )
    since = (before.claims, before.origins), (other, changed)
    assert reckon_again(then, *since, PLACES, THEATRE, UNTIL, learned) == now
