"""The composed account with more on it: many claims of one day, a place nearby, a number over time that does not fit, and a
sentence of three claims whose words are marked."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from contested.model import (
    Account,
    Claim,
    Evidence,
    Figures,
    Finding,
    Former,
    Quantity,
    Series,
    SeriesPoint,
    Slot,
)
from tests.publish.account import compose_account

# Days and bounds of a running total: it falls once, and twice it is only told as a range or from below.
TOTALS: tuple[tuple[str, float | None, float | None], ...] = (
    ("2025-10-02", 1_100.0, 1_100.0),
    ("2025-10-09", 1_150.0, 1_190.0),
    ("2025-10-20", 1_230.0, 1_230.0),
    ("2025-11-03", 1_210.0, 1_210.0),
    ("2025-11-11", 1_260.0, None),
    ("2025-11-19", 1_300.0, 1_350.0),
    ("2025-12-01", 1_380.0, 1_380.0),
)
CROWD = 9  # pieces of evidence of one day


def enrich(account: Account) -> Account:
    """The account with all of that at Kupiansk."""
    (strike,) = (one for one in account.claims if one.event == "drone_strike")
    marked = mark_words(strike)
    twins = (
        replace(marked, claim_id="x-casualties", event="casualties", figures=()),
        replace(marked, claim_id="x-damage", event="infrastructure_damage", figures=(), stance="hedged"),
    )
    (denial,) = (one for one in account.claims if one.stance == "denied")
    tellings = [replace(denial, claim_id=f"x-{at}", places=()) for at in range(CROWD)]
    claims = sorted(
        (*(marked if one is strike else one for one in account.claims), *twins, *tellings),
        key=lambda one: (one.published or "", one.claim_id),
    )
    (control,) = (one for one in account.controls if one.place.name == "Kupiansk")
    nearby = next(one for one in account.controls if one.place.name == "Synkivka").evidence
    place = replace(
        control.place, names=("Kupyansk", "Куп’янськ"), former=(Former("Kupiansk-na-Oskoli", 1780),)
    )
    crowded = replace(
        control,
        place=place,
        evidence=crowd(control.evidence, tellings),
        nearby=tuple(
            replace(
                one, weight=0.3, reason=f"{one.origin}, {one.kind}; told of Synkivka, 6.1 km away", reports=()
            )
            for one in nearby
        ),
    )
    return replace(
        account,
        claims=tuple(claims),
        controls=tuple(crowded if one is control else one for one in account.controls),
        figures=count_up(strike),
    )


def mark_words(claim: Claim) -> Claim:
    """The strike with its place, its figure and its voice marked, and the name of the place anchored."""
    words = (("figure", "Eleven drones"), ("place", "Kupiansk"), ("voice", "a resident"))
    found = [(name, claim.start + claim.text.index(text), len(text)) for name, text in words]
    slots = tuple(Slot(name, at, at + length) for name, at, length in found)  # type: ignore[arg-type]
    (_, at, length) = found[1]
    places = tuple(replace(one, anchor=(at, at + length)) for one in claim.places)
    return replace(claim, slots=(*claim.slots, *slots), places=places)


def crowd(evidence: tuple[Evidence, ...], tellings: Sequence[Claim]) -> tuple[Evidence, ...]:
    """The evidence, with as many voices of one day as there are tellings, for and against in turn."""
    one = next(one for one in evidence if one.on == "2025-11-20")
    many = [
        replace(
            one,
            claim_id=claim.claim_id,
            origin=f"Voice {at}",
            weight=round(0.1 * at, 1),
            says=("RU", "not:RU")[at % 2],
        )
        for at, claim in enumerate(tellings)
    ]
    return tuple(sorted((*evidence, *many), key=lambda each: (each.on, each.claim_id)))


def count_up(claim: Claim) -> Figures:
    """A running total by one voice, in which one number is less than the one before it."""
    place = claim.places[0]
    numbers = [
        Quantity(
            quantity_id=f"q{at}", claim_id=claim.claim_id, report_id=claim.report_id, report_name=claim.report_name,
            start=0, end=2, text=str(low), unit="drones", thing="drones", deed="intercepted", low=low, high=high,
            approximate=False, actor="UA", target="RU", places=(place.place_id or "",), place_names=(place.name or "",),
            own=True, when=replace(claim.when, start=on, end=on), period="since", course="running", since="war",
            stance="asserted", part_of=None, origin_id="o", source="s", origin="General Staff of Ukraine",
            kind="military", side="UA", vouched=True, publisher=None, published=on,
        )
        for at, (on, low, high) in enumerate(TOTALS)
    ]  # fmt: skip
    series = Series(
        series_id="s", source="s", origin="General Staff of Ukraine", side="UA", thing="drones", deed="intercepted",
        actor="UA", target="RU", places=numbers[0].places, place_names=numbers[0].place_names, course="running",
        period="since", since="war",
        points=tuple(SeriesPoint(on, low, high, False, f"q{at}") for at, (on, low, high) in enumerate(TOTALS)),
    )  # fmt: skip
    falls = Finding(
        finding_id="f", kind="falls", outcome="fails",
        reason="General Staff of Ukraine: 1,210 drones intercepted since the start of the war are fewer than the 1,230 told before",
        sum="1230 > 1210", quantities=("q3",), claims=(claim.claim_id,), places=numbers[0].places, on="2025-11-03",
    )  # fmt: skip
    return Figures(quantities=tuple(numbers), series=(series,), findings=(falls,))


def rich_account() -> Account:
    return enrich(compose_account())
