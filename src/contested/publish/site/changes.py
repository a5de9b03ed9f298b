"""The account that a site was made from and the one that it is to be made from, in; of which places, reports and events
something else is to be told, out.

The later account has nearly all of its records from the earlier one, the same objects: so they are passed over at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from itertools import chain
from typing import NamedTuple

from contested.lineage import differ
from contested.model import Account, Claim, Control, Copy, Event, Figures, Origin, Report
from contested.publish.settled import Verdict, settle_words, source_key
from contested.publish.site.figures import figures_of_places
from contested.publish.site.listing import claims_of
from contested.publish.sources import PublisherOf

Verdicts = tuple[Mapping[str, Sequence[Verdict]], Mapping[str, Sequence[Verdict]]]


class Touched(NamedTuple):
    """The ids of the reports and places of which something else is to be told than before, and the claims (`said`), their
    origins (`traced`), reports (`read`) and events (`happened`), as they were and as they are. Of the places the control of
    those that are `turned` is another; of the reports some are `gone`, some have `come`."""

    reports: Set[str]
    said: Sequence[Claim]
    traced: Sequence[Origin]
    read: Sequence[Report]
    places: Set[str]
    happened: Sequence[Event]
    turned: Set[str]
    gone: Set[str]
    come: Set[str]


def find_touched(before: Account, after: Account) -> Touched:
    """What a site that tells of the one account tells otherwise of the other."""
    reports = differ(before.reports, after.reports, "reports")
    claims = differ(before.claims, after.claims, "claims")
    origins = differ(before.origins, after.origins, "origins")
    controls = differ(before.controls, after.controls, "controls")
    events = differ(before.events, after.events, "events")
    read = {one.report_id for one in reports.both}
    other = {one.claim_id for one in claims.both}
    # What a report says that came or went did so itself.
    if reread := {one.report_id for one in reports.was} & {one.report_id for one in reports.now}:
        other |= {one.claim_id for one in after.claims if one.report_id in reread}
    # Whoever shows one claim of an origin shows them all.
    homes = {after.traced[claim_id] for claim_id in other if claim_id in after.traced}
    traced = [*origins.both, *(after.origins_by_id[one] for one in sorted(homes))]
    ids = {claim_id for one in traced for claim_id in one.claims} | other
    meant = [*claims.was, *(after.claims_by_id[one] for one in sorted(ids & after.claims_by_id.keys()))]
    # What is as it was rests on nothing new.
    old = ids - ({one.claim_id for one in claims.now} - {one.claim_id for one in claims.was})
    happened = [*events.both, *(one for one in after.events if old and not old.isdisjoint(claims_of(one)))]
    turned = {one.place.place_id for one in controls.both}
    was, now = ({one.report_id for one in some} for some in reports)
    others = read | {one.report_id for one in meant} | find_kin(before.copies, after.copies, read)
    return Touched(
        reports=others,
        said=meant,
        traced=traced,
        read=[*reports.was, *(one for one in after.reports if one.report_id in others)],
        places=turned
        | {ref.place_id for one in meant for ref in one.places if ref.place_id}
        | {place_id for one in happened for place_id in one.place_ids}
        | (find_told_of(after.controls, old) if old else set())
        | find_counted(before.figures, after.figures),
        happened=happened,
        turned=turned,
        gone=was - now,
        come=now - was,
    )


def find_sources(
    before: Account, after: Account, touched: Touched, verdicts: Verdicts, publisher_of: PublisherOf
) -> set[str]:
    """The keys of the sources of which something else is to be told, or whose names others tell. `verdicts` are those on
    the words of each place, before and after."""
    origins = {one.origin_id: one for one in (*after.origins, *touched.traced)}
    told = (origins[name] for one in touched.happened for name in one.origins if name in origins)
    keys = {source_key(one) for one in (*touched.traced, *told)}
    keys.update(publisher_of(one.publisher) for one in touched.said)
    keys.update(publisher_of(one.publisher) for one in touched.read)
    was, now = (
        settle_words((one for one in account.controls if one.place.place_id in touched.places), judged)
        for account, judged in zip((before, after), verdicts, strict=True)
    )
    keys.update(key for key in was.keys() | now.keys() if was.get(key) != now.get(key))
    return {key for key in keys if key}


def find_told_of(controls: Iterable[Control], claims: Set[str]) -> set[str]:
    """The places of which, or around which, one of the claims tells something."""
    return {
        one.place.place_id
        for one in controls
        if any(
            told.claim_id in claims or not claims.isdisjoint(told.repeats)
            for told in chain(one.evidence, one.nearby)
        )
    }


def find_counted(before: Figures, after: Figures) -> set[str]:
    """The places of which other figures are told."""
    if before is after or before == after:
        return set()
    was, now = (figures_of_places(one, {}) for one in (before, after))
    return {place_id for place_id in was.keys() | now.keys() if was.get(place_id) != now.get(place_id)}


def find_kin(before: Iterable[Copy], after: Iterable[Copy], changed: Set[str]) -> set[str]:
    """The reports whose copies or originals are others, or are called otherwise."""
    was, now = set(before), set(after)
    same = (one for one in was & now if one.report_id in changed or one.original_id in changed)
    return {name for one in (*(was ^ now), *same) for name in (one.report_id, one.original_id)}
