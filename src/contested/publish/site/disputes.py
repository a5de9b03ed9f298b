"""Disputes, events told in rival ways and figures that do not fit, in; the chunk of the page's list of them, out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from contested.model import Event, Evidence, Finding
from contested.publish.disputes import (
    Dispute,
    Party,
    Span,
    describe_teller,
    dispute_sentence,
    rank_spans,
    tell_dispute,
)
from contested.publish.site.events import Link
from contested.publish.site.figures import describe_finding
from contested.publish.site.pins import Pin
from contested.publish.site.settings import SiteSettings
from contested.publish.site.told import Made
from contested.publish.words import clean, say_state

# Of each kind so many are listed, and of a party so many of its origins; the others are counted.
MOST_LISTED = 500
MOST_TELLERS = 6
# The checks of figures by which somebody contradicts somebody, or himself.
RIVAL_KINDS = ("differ", "parts", "shares", "falls", "increments")


def describe_disputes(
    pins: Sequence[Pin], spans: Iterable[Span], made: Made, desk: SiteSettings, links: Mapping[str, Link]
) -> dict[str, Any]:
    """Disputes of who holds a place: those that last first, then the furthest apart. `links` are those of claims."""
    controls = {pin.place_id: (at, pin.control) for at, pin in enumerate(pins) if pin.control}
    ranked = rank_spans(spans)
    listed = [(*controls[one.place_id], one) for one in ranked[:MOST_LISTED]]
    return {
        "places": [
            describe_dispute(tell_dispute(control, one, desk.state_at), number, made, links)
            for number, control, one in listed
        ],
        "more": max(0, len(ranked) - MOST_LISTED),
        "lasting": sum(one.until is None for one in ranked),
        "ended": sum(one.until is not None for one in ranked),
    }


def describe_dispute(dispute: Dispute, number: int, made: Made, links: Mapping[str, Link]) -> dict[str, Any]:
    span = dispute.span
    return {
        "place": number,
        "since": span.since,
        "until": span.until,
        "days": span.days,
        "on": span.on,
        "apart": span.apart,
        "line": dispute_sentence(dispute, made.words),
        "parties": [describe_party(one, made, links) for one in dispute.parties],
    }


def describe_party(party: Party, made: Made, links: Mapping[str, Link]) -> dict[str, Any]:
    """A state that is said, and by whom: each origin once, by its weightiest last word."""
    return {
        "says": party.says,
        "state": say_state(party.says, made.words),
        "tellers": [describe_word(one, made, links) for one in party.words[:MOST_TELLERS]],
        "more": max(0, len(party.words) - MOST_TELLERS),
    }


def describe_word(word: Evidence, made: Made, links: Mapping[str, Link]) -> list[Any]:
    """Name, what it is, the day that it speaks of, its claim and report."""
    unnamed = word.kind == "unnamed"
    name = made.wording.speaker["unnamed"] if unnamed else clean(word.origin)
    return [name, describe_teller(word, made.words), word.on, *links[word.claim_id]]


def choose_rivals(events: Sequence[Event], describe: Callable[[Event], dict[str, Any]]) -> dict[str, Any]:
    """Of the page's events those that are told in several ways or denied, the newest first."""
    rivals = [one for one in reversed(events) if len(one.versions) > 1 or one.denied_by]
    return {
        "events": [describe(one) for one in rivals[:MOST_LISTED]],
        "events_more": max(0, len(rivals) - MOST_LISTED),
    }


def choose_failed(
    findings: Sequence[Finding], places: Mapping[str, int], links: Mapping[str, Link]
) -> dict[str, Any]:
    """The checks of figures that fail: those by which independent origins contradict each other first, then those by which
    somebody contradicts himself."""
    failed = [one for one in findings if one.outcome == "fails" and one.kind in RIVAL_KINDS]
    failed.sort(key=lambda one: one.kind != "differ")
    return {
        "findings": [describe_finding(one, places, links) for one in failed[:MOST_LISTED]],
        "findings_more": max(0, len(failed) - MOST_LISTED),
    }
