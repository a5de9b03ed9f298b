"""A desk, in; who held what as it was known on any day, out: as `take_account` has it, for many days in less time.

The ledger is read once. Claims that nothing known since can have changed are not traced again, and events, which
no status shows, are not made.
"""

from __future__ import annotations

from collections.abc import Collection

from msgspec import UNSET, UnsetType

from contested.model import Control, Day, Place
from contested.pipeline import (
    Heard,
    Moment,
    Workshop,
    date_by_desk,
    find_habits,
    hear,
    last_published,
    reconcile,
)
from contested.trace import Memory, trace


class Past:
    """A desk as it was recorded by a day (as it is now where none is given), asked for control up to the day `until` or
    its newest report, whichever is later; of the places `asked` about also by what is told around them."""

    def __init__(
        self, shop: Workshop, until: Day, recorded_on: Day | None = None, asked: Collection[Place] = ()
    ) -> None:
        self.shop, self.recorded_on = shop, recorded_on
        self.speakers = shop.theatre_on(recorded_on).speakers
        self.terms, self.memory = shop.terms(recorded_on), Memory()
        self.as_of = max(until, last_published(shop))
        self.held: Heard | UnsetType = UNSET
        self.asked = asked
        self.known_from: dict[str, Day] = {}

    def controls(self, known_on: Day | None) -> tuple[Control, ...]:
        """Control of every place of which somebody had spoken by then, and of those asked about."""
        moment = Moment(self.as_of, known_on, self.recorded_on)
        heard = self.hear(known_on)
        claims = self.terms.put_in(date_by_desk(self.shop, heard.reports, heard.claims))
        origins = trace(heard.reports, claims, self.speakers, heard.seen, self.memory).origins
        learned = find_habits(self.shop, moment)
        return reconcile(
            self.shop, claims, origins, self.terms.find_place, moment.until, learned, self.asked
        ).controls

    def hear(self, known_on: Day | None) -> Heard:
        """The reports that were known on a day, and their claims."""
        if self.held is UNSET:
            self.held = hear(self.shop, Moment(self.as_of, None, self.recorded_on))
            with self.shop.ledger() as ledger:
                self.known_from = ledger.known_from(self.recorded_on)
        if known_on is None:
            return self.held
        known = {report_id for report_id, day in self.known_from.items() if day <= known_on}
        return self.held._replace(
            reports=tuple(one for one in self.held.reports if one.report_id in known),
            claims=tuple(one for one in self.held.claims if one.report_id in known),
        )
