"""Gold claims and the claims that were found, in; how many agree, in what, and where they do not, out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Literal

from msgspec import Struct

from contested.gold import (
    ATTRIBUTES,
    SAME_SENTENCE,
    Gold,
    Pair,
    choose_covered,
    count_same_places,
    file_name,
    is_dated,
    match_claims,
    overlap,
)
from contested.model import AHEAD, Claim
from contested.theatres import Theatre
from contested.vocabulary import event_types

Show = Literal["missed", "extra", "wrong"]


class Rate(Struct, frozen=True):
    """Shares of what was found that is right, and of the gold that was found; their harmonic mean."""

    precision: float
    recall: float
    f1: float


class Flips(Struct, frozen=True):
    """Of the found claims that imply who holds a place, those whose sentence implies only the other side."""

    flips: int
    of: int


class Score(Struct, frozen=True, kw_only=True):
    """How found claims agree with gold. `attributes` are shares of the pairs, `when` of those that gold dates."""

    gold: int
    found: int
    event: Rate
    family: Rate
    whole: Rate
    places: Rate
    attributes: dict[str, float]
    flips: Flips
    events: dict[str, Rate]


class Case(Struct, frozen=True, kw_only=True):
    """One claim that went wrong: in the gold and not found, found and not in the gold, or in `wrong` attributes."""

    report_name: str
    event: str
    actor: str | None
    text: str
    wrong: dict[str, tuple[str, str]] = {}


def score_claims(gold: Sequence[Gold], found: Iterable[Claim], theatre: Theatre) -> Score:
    """Score the claims of the reports that gold covers; other reports' claims do not count."""
    claims = choose_covered(gold, found)
    matching = match_claims(gold, claims, str)
    families = {name: kind.family for name, kind in event_types().items()}
    alike = match_claims(gold, claims, lambda event: families.get(event, event))
    pairs = matching.pairs
    dated = [pair for pair in pairs if is_dated(pair.gold.when)]
    right = Counter(name for pair in pairs for name in pair.right)
    counts = {"when": len(dated)}
    return Score(
        gold=len(gold),
        found=len(claims),
        event=rate(len(pairs), len(gold), len(claims)),
        family=rate(len(alike.pairs), len(gold), len(claims)),
        whole=rate(sum(pair.whole for pair in pairs), len(gold), len(claims)),
        places=rate(
            sum(pair.places for pair in pairs),
            sum(len(pair.gold.places) for pair in pairs),
            sum(len(pair.found.places) for pair in pairs),
        ),
        attributes={name: share(right[name], counts.get(name, len(pairs))) for name in ATTRIBUTES},
        flips=count_flips(gold, claims, theatre),
        events={
            event: rate(
                sum(pair.gold.event == event for pair in pairs),
                sum(one.event == event for one in gold),
                sum(one.event == event for one in claims),
            )
            for event in event_types()
            if event in {one.event for one in gold} | {one.event for one in claims}
        },
    )


def list_cases(gold: Sequence[Gold], found: Iterable[Claim], show: Show) -> list[Case]:
    """The cases of one kind, in the order of the gold or of the claims."""
    matching = match_claims(gold, choose_covered(gold, found), str)
    if show == "missed":
        return [make_case(one, one.sentence) for one in matching.missed]
    if show == "extra":
        return [make_case(one, one.text) for one in matching.extra]
    order = {id(one): number for number, one in enumerate(gold)}
    pairs = sorted(matching.pairs, key=lambda pair: order[id(pair.gold)])
    return [
        make_case(pair.gold, pair.gold.sentence, describe_wrong(pair))
        for pair in pairs
        if len(pair.right) < len(ATTRIBUTES)
    ]


def make_case(claim: Gold | Claim, text: str, wrong: dict[str, tuple[str, str]] | None = None) -> Case:
    return Case(
        report_name=claim.report_name, event=claim.event, actor=claim.actor, text=text, wrong=wrong or {}
    )


def describe_wrong(pair: Pair) -> dict[str, tuple[str, str]]:
    """What gold says and what was found, of each attribute in which they differ."""
    return {
        name: (describe(pair.gold, name), describe(pair.found, name))
        for name in ATTRIBUTES
        if name not in pair.right
    }


def describe(claim: Gold | Claim, attribute: str) -> str:
    """An attribute as it is compared, in a few words; a dash where there is none."""
    shown = {
        "places": "; ".join(place.name or place.text or "" for place in claim.places),
        "origin": claim.voices[-1].name if claim.voices else "",
        "when": " to ".join(filter(None, (claim.when.start, claim.when.end))),
        "figures": "; ".join(figure.text for figure in claim.figures),
    }
    return (shown[attribute] if attribute in shown else getattr(claim, attribute)) or "–"


def count_flips(gold: Sequence[Gold], found: Iterable[Claim], theatre: Theatre) -> Flips:
    """Claims that imply a holder, and those of them that turn the gold's around."""
    flips = held = 0
    for claim in found:
        holder = implied_holder(claim, theatre)
        if holder is not None:
            held += 1
            said = {
                implied_holder(one, theatre)
                for one in gold
                if file_name(one.report_name) == file_name(claim.report_name)
                and overlap(one.sentence, claim.text) >= SAME_SENTENCE
                and (not one.places or not claim.places or count_same_places(one.places, claim.places))
            } - {None}
            flips += bool(said) and holder not in said
    return Flips(flips, held)


def implied_holder(claim: Gold | Claim, theatre: Theatre) -> str | None:
    """The side that holds the place if the claim is right; null where it does not say."""
    kind = event_types().get(claim.event)
    if kind is None or claim.actor not in theatre.holders or claim.stance in AHEAD:
        return None
    if kind.implies not in ("actor", "not_actor"):
        return None
    turned = (kind.implies == "not_actor") != (claim.stance == "denied")
    return theatre.adversary(claim.actor) if turned else claim.actor


def rate(hits: int, gold: int, found: int) -> Rate:
    precision, recall = share(hits, found), share(hits, gold)
    return Rate(precision, recall, share(2 * hits, gold + found))


def share(part: int, of: int) -> float:
    return round(part / of, 3) if of else 0.0
