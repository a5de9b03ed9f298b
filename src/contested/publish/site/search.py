"""All that the page shows, in; an index of it in chunks that are loaded as needed, out.

The newest claims and reports have the lowest numbers here, so that what is found comes in the order in which it is
shown. Nothing is found by words that the site does not show: the public's reports are what `describe_report` leaves of
them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from contested.days import days_between
from contested.locate.variants import name_variants
from contested.model import Account, Claim, Day, Origin, Report
from contested.publish.site.days import find_span
from contested.publish.site.pins import Pin
from contested.publish.site.reports import is_shown
from contested.publish.site.settings import SiteSettings
from contested.publish.site.told import Made
from contested.publish.site.words import cut_shards, list_rows, read_endings, take_common
from contested.publish.sources import SourceStory, source_key
from contested.publish.words import clean

# Claims or reports of a chunk of cards; a page of results asks for one or two.
CARDS = 400
# Spellings of a place beside its name. In other scripts and by other systems a name has about a dozen in use.
SPELLINGS = 24


def describe_search(
    account: Account, pins: Sequence[Pin], stories: Sequence[SourceStory], made: Made, desk: SiteSettings
) -> Iterator[tuple[str, Any]]:
    """`search`, `search-names`, `search-claims`, and `words-N` and `cards-N` for as many as there are."""
    claims = list_claims(account.claims, desk)
    reports = sorted(account.reports, key=lambda one: (one.published or "", one.report_id), reverse=True)
    told: dict[str, list[str]] = defaultdict(list)
    for claim in claims:
        told[claim.report_id].append(claim.text)
    whole = desk.audience == "desk"
    by_claim = list_rows(claim.text for claim in claims)
    by_report = list_rows(text_of(report, None if whole else told[report.report_id]) for report in reports)
    common = {*take_common(by_claim, len(claims)), *take_common(by_report, len(reports))}
    firsts = []
    for number, shard in enumerate(cut_shards(by_claim, by_report)):
        firsts.append(shard[0][0])
        yield f"words-{number}", shard
    cards = [
        *cut_cards([describe_card(one) for one in claims]),
        *cut_cards([describe_title(one, made.reports[one.report_id]) for one in reports]),
    ]
    for number, block in enumerate(cards):
        yield f"cards-{number}", block
    yield "search-names", [list_spellings(pin) for pin in pins]
    first, _ = find_span(account, desk.as_of)
    yield "search-claims", describe_facts(claims, pins, stories, made, first)
    yield (
        "search",
        {
            "claims": len(claims),
            "reports": len(reports),
            "cards": CARDS,
            "firsts": firsts,
            "common": sorted(common),
            "endings": read_endings(),
        },
    )


def list_claims(claims: Sequence[Claim], desk: SiteSettings) -> list[Claim]:
    """The claims that a site shows in its reports, the newest first."""
    shown = [one for one in claims if is_shown(one, desk)]
    return sorted(shown, key=lambda one: (day_of(one) or "", one.claim_id), reverse=True)


def day_of(claim: Claim) -> Day | None:
    """The last day that a claim speaks of, else that of its report."""
    return claim.when.end or claim.when.start or claim.published


def text_of(report: Report, shown: Sequence[str] | None) -> str:
    """What a report is found by: its title and text, or of the text what is `shown` of it."""
    return "\n".join((report.title or report.name, *([report.text] if shown is None else shown)))


def cut_cards(cards: Sequence[Any]) -> list[Sequence[Any]]:
    return [cards[start : start + CARDS] for start in range(0, len(cards), CARDS)]


def describe_card(claim: Claim) -> list[Any]:
    """A claim as a line of results: id, sentence, event, actor, target, stance, when, publisher, voices, names of
    places."""
    when = claim.when
    return [
        claim.claim_id,
        clean(claim.text),
        claim.event,
        claim.actor,
        claim.target,
        claim.stance,
        [when.start, when.end, when.basis],
        claim.publisher,
        [voice.name for voice in claim.voices],
        list(dict.fromkeys(ref.name or ref.text for ref in claim.places if ref.name or ref.text)),
    ]


def describe_title(report: Report, number: int) -> list[Any]:
    """A report as a line of results: its number, title, publisher, day."""
    return [number, clean(report.title or report.name), report.publisher, report.published]


def list_spellings(pin: Pin) -> str:
    """The other spellings of a place, folded, with a space before each word: what gazetteer and reports call it, and
    its romanisations. None that another begins with."""
    known = pin.control.place.names if pin.control else ()
    told = (
        ref.text for claim in pin.claims for ref in claim.places if ref.place_id == pin.place_id and ref.text
    )
    names = dict.fromkeys((pin.name, *known, *told))
    forms = (form for form, how in name_variants(names, pin.country).items() if how != "case")
    plain = dict.fromkeys(" ".join(form.replace("'", "").replace("-", " ").split()) for form in forms)
    kept: list[str] = []
    for form in list(plain)[:SPELLINGS]:
        if not any(other.startswith(form) for other in kept):
            kept.append(form)
    return "".join(f" {form}" for form in kept)


def describe_facts(
    claims: Sequence[Claim], pins: Sequence[Pin], stories: Sequence[SourceStory], made: Made, first: Day
) -> dict[str, Any]:
    """What claims are filtered by, a column each: for every claim its number in the column's list of values (`events`,
    `actors`, `sides`, `stances`) or of the desk (`source`, `report`, `places`); `days` count from the desk's first
    day."""
    places = {pin.place_id: number for number, pin in enumerate(pins)}
    sources = {story.key: number for number, story in enumerate(stories)}
    origins = [made.origin_of(claim.claim_id) for claim in claims]
    return {
        "events": code(claim.event for claim in claims),
        "actors": code(claim.actor for claim in claims),
        "stances": code(claim.stance for claim in claims),
        "sides": code(origin.side if origin else None for origin in origins),
        "source": [find_source(origin, sources) for origin in origins],
        "report": [made.reports[claim.report_id] for claim in claims],
        "places": [
            sorted({places[ref.place_id] for ref in claim.places if ref.place_id in places})
            for claim in claims
        ],
        "days": [days_between(first, day) if (day := day_of(claim)) else None for claim in claims],
    }


def find_source(origin: Origin | None, sources: Mapping[str, int]) -> int:
    """The number of an origin's source; -1 of one that is not listed."""
    key = source_key(origin) if origin else None
    return -1 if key is None else sources.get(key, -1)


def code(values: Iterator[str | None]) -> dict[str, Any]:
    """A column of few values: those, the most frequent first, and for every claim the number of its own."""
    column = list(values)
    counts: dict[str | None, int] = defaultdict(int)
    for value in column:
        counts[value] += 1
    known = sorted(counts, key=lambda one: (-counts[one], one or ""))
    number = {value: at for at, value in enumerate(known)}
    return {"values": known, "column": [number[value] for value in column]}
