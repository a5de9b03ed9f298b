"""The ledger of quantities, in; what the page's list of figures and the panels of places show of it, out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence, Set
from typing import Any, TypeVar

from contested.model import Count, Figures, Finding, Quantity, Series
from contested.publish.site.events import MOST_NAMED, Link, find_links
from contested.reconcile.figures.bounds import write_bounds
from contested.reconcile.figures.saying import say_count, say_thing

# Of a place, or of checks that hold, so many are shown; all are printed by `contested figures`.
MOST_SHOWN = 200
Spot = TypeVar("Spot", bound=Hashable)


def describe_figures(
    figures: Figures, places: Mapping[str, int], links: Mapping[str, Link]
) -> dict[str, Any]:
    """The chunk of the figures' list. `places` and `links` are the numbers of place chunks by place id and of report
    chunks by claim id."""
    quantities = {one.quantity_id: one for one in figures.quantities}
    failed = {one for finding in figures.findings if finding.outcome == "fails" for one in finding.quantities}
    return {
        "findings": [describe_finding(one, places, links) for one in choose_shown(figures.findings)],
        "counts": [describe_count(one, quantities, places, links) for one in figures.counts],
        "series": [describe_series(one, quantities, places, links, failed) for one in figures.series],
        "quantities": len(figures.quantities),
        "told": list_told(figures.quantities, places, links),
    }


def list_told(
    quantities: Sequence[Quantity], places: Mapping[str, int], links: Mapping[str, Link]
) -> list[dict[str, Any]]:
    """The newest quantities, what one source says again of the same places once."""
    groups = list_alike((one.places, one) for one in quantities)
    return [
        describe_quantity(alike, links)
        | {"places": number_places(alike[0].places, places), "names": alike[0].place_names}
        for _, alike in groups[:MOST_SHOWN]
    ]


def list_alike(located: Iterable[tuple[Spot, Quantity]]) -> list[tuple[Spot, list[Quantity]]]:
    """Quantities with where they were counted, those together that one source says again of it; newest first, by the
    first report."""
    told: dict[tuple[Spot, str, str], list[Quantity]] = defaultdict(list)
    for spot, one in located:
        told[spot, one.source, say_count(one)].append(one)
    groups = [(spot, alike) for (spot, *_), alike in told.items()]
    groups.sort(key=lambda group: (group[1][0].published or "", group[1][0].quantity_id), reverse=True)
    return groups


def choose_shown(findings: Sequence[Finding]) -> list[Finding]:
    """All that fails or is open, and so many of the newest that hold."""
    holding = [one for one in findings if one.outcome == "holds"]
    holding.sort(key=lambda one: (one.on or "", one.finding_id), reverse=True)
    return [*(one for one in findings if one.outcome != "holds"), *holding[:MOST_SHOWN]]


def describe_finding(one: Finding, places: Mapping[str, int], links: Mapping[str, Link]) -> dict[str, Any]:
    return {
        "kind": one.kind,
        "outcome": one.outcome,
        "reason": one.reason,
        "on": one.on,
        "places": number_places(one.places, places),
        "claims": find_links(one.claims, links)[:MOST_NAMED],
    }


def describe_count(
    one: Count, quantities: Mapping[str, Quantity], places: Mapping[str, int], links: Mapping[str, Link]
) -> dict[str, Any]:
    """A count with what each voice says of it."""
    first = quantities[one.told[0].quantity_id]
    return {
        "what": say_thing(first),
        "places": number_places(one.places, places),
        "names": one.place_names,
        "when": {"start": one.start, "end": one.end, "basis": first.when.basis},
        "period": one.period,
        "told": [
            {
                "origin": told.origin,
                "side": told.side,
                "vouched": told.vouched,
                "number": write_bounds(told),
                "repeats": told.repeats,
                "claim": link_of(quantities[told.quantity_id], links),
            }
            for told in one.told
        ],
    }


def describe_series(
    one: Series,
    quantities: Mapping[str, Quantity],
    places: Mapping[str, int],
    links: Mapping[str, Link],
    failed: Set[str],
) -> dict[str, Any]:
    """A source's numbers over time; `failed` are the quantities of checks that fail."""
    return {
        "what": say_thing(quantities[one.points[0].quantity_id]),
        "origin": one.origin,
        "side": one.side,
        "places": number_places(one.places, places),
        "names": one.place_names,
        "course": one.course,
        "period": one.period,
        "since": one.since,
        "points": [
            {
                "on": point.on,
                "number": write_bounds(point),
                "low": point.low,
                "high": point.high,
                "fails": point.quantity_id in failed,
                "claim": link_of(quantities[point.quantity_id], links),
            }
            for point in one.points
        ],
    }


def figures_of_places(figures: Figures, links: Mapping[str, Link]) -> dict[str, dict[str, list[Any]]]:
    """By place id: its quantities, newest first, what one source says again once; and its findings."""
    found: dict[str, dict[str, list[Any]]] = defaultdict(lambda: {"quantities": [], "findings": []})
    for place, alike in list_alike((place, one) for one in figures.quantities for place in one.places):
        if len(found[place]["quantities"]) < MOST_SHOWN:
            found[place]["quantities"].append(describe_quantity(alike, links))
    for finding in choose_shown(figures.findings):
        for place in finding.places:
            found[place]["findings"].append(describe_finding(finding, {}, links))
    return found


def describe_quantity(quantities: Sequence[Quantity], links: Mapping[str, Link]) -> dict[str, Any]:
    """What one origin counts, in the first report that says so."""
    one = quantities[0]
    return {
        "what": say_count(one),
        "words": one.text,
        "origin": one.origin,
        "side": one.side,
        "vouched": one.vouched,
        "when": one.when,
        "period": one.period,
        "course": one.course,
        "since": one.since,
        "stance": one.stance,
        "carried": len({other.report_id for other in quantities}),
        "claim": link_of(one, links),
    }


def link_of(quantity: Quantity, links: Mapping[str, Link]) -> Link | None:
    return links.get(quantity.claim_id)


def number_places(ids: Sequence[str], places: Mapping[str, int]) -> list[int]:
    return [places[one] for one in ids if one in places]
