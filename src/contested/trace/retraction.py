"""What sources said and denied, in; which of their assertions they took back, since when and in which claim, out.

Who takes its word back has said so itself. Another's denial is a rival claim and takes back nothing; so is silence, and
so is a denial that speaks of another time: "no new attempts" leaves the earlier attempt where it was.

A source takes an assertion back by denying, in a report of a later day, the same event of the same actor at a shared
place. How far back its denial reaches depends on what it denies:

- What happens once (`TURNS`): the denial says that it has not happened, so that every such assertion of the last 60 days
  is taken back; unless it is dated, and begins after what was asserted, or only denies that it happened anew.
- What lasts or comes again (held, attacked, shelled, advanced): it says so of its own time only.
- In so many words ("retracted its claim", "admitted that its report was premature"): whatever was told in 60 days.

To have taken a place and to hold it are the same of one actor. What the source says again afterwards stands.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from msgspec import Struct

from contested.days import days_between
from contested.model import ANEW, TAKEN_BACK, Claim, Day, TakenBack
from contested.trace.drift import dates_event

# Events that happen once, or not again for long.
TURNS = frozenset({"captured", "withdrew", "entered", "encircled", "surrendered"})
# A place is taken, lost and taken again within a season, and nobody corrects what it told before the last one.
TURN_DAYS = 60
# A denial dated by its report speaks of that day and the day before; its reports come a day or two late.
STATE_DAYS = 3
HELD = {"captured": "held", "holds": "held"}


class Said(Struct, frozen=True, kw_only=True):
    """One thing that a source asserted or `denied`. `on` are the days that it gives the event itself, null where it gives
    none. `outright`: it takes its own word back in so many words; `anew`: it denies only that it happened again."""

    source: str
    event: str
    actor: str | None
    places: frozenset[str]
    on: tuple[Day, Day] | None
    published: Day | None
    claim_id: str
    denied: bool
    outright: bool = False
    anew: bool = False


def said_of(claim: Claim, source: str, places: frozenset[str]) -> Said:
    """A claim as what its `source` says. The extractor's rule tells whether it takes back outright or denies it anew."""
    when = claim.when
    dated = dates_event(claim) and when.start and when.end
    return Said(
        source=source,
        event=claim.event,
        actor=claim.actor,
        places=places,
        on=(when.start or "", when.end or "") if dated else None,
        published=claim.published,
        claim_id=claim.claim_id,
        denied=claim.stance == "denied",
        outright=claim.rule.endswith(TAKEN_BACK),
        anew=claim.rule.endswith(ANEW),
    )


def find_retractions(said: Iterable[Said]) -> dict[str, TakenBack]:
    """The assertions that their own source takes back, by claim id: on the day of the first denial that does so."""
    spoken: dict[tuple[str, str, str | None], list[Said]] = defaultdict(list)
    denials: dict[tuple[str, str, str | None], list[Said]] = defaultdict(list)
    for one in said:
        kind = (one.source, HELD.get(one.event, one.event), one.actor)
        (denials if one.denied else spoken)[kind].append(one)
    found: dict[str, TakenBack] = {}
    for kind, denied in denials.items():
        ordered = sorted(denied, key=lambda one: (one.published or "", one.claim_id))
        for assertion in spoken.get(kind, ()):
            denial = next((one for one in ordered if takes_back(one, assertion)), None)
            if denial is not None and denial.published is not None:
                found[assertion.claim_id] = TakenBack(denial.published, denial.claim_id)
    return dict(sorted(found.items()))


def takes_back(denial: Said, assertion: Said) -> bool:
    """Whether a denial takes back an assertion of the same source, event and actor."""
    if denial.published is None or assertion.published is None or denial.published <= assertion.published:
        return False
    if not denial.places & assertion.places:
        return False
    meant, told = days_of(denial), days_of(assertion)
    if denial.outright:
        return days_between(assertion.published, denial.published) <= TURN_DAYS
    if denial.event in TURNS:
        later = denial.on is not None and days_between(told[1], meant[0]) > STATE_DAYS
        earlier = days_between(meant[1], told[0]) > STATE_DAYS
        return not (later or earlier or denial.anew) and days_between(told[1], denial.published) <= TURN_DAYS
    apart = max(days_between(told[1], meant[0]), days_between(meant[1], told[0]))
    return apart <= STATE_DAYS and not denial.anew


def days_of(said: Said) -> tuple[Day, Day]:
    """The days that it speaks of: those it gives, else that of its report."""
    return said.on or (said.published or "", said.published or "")
