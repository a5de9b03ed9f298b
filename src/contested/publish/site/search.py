"""All that the page shows, in; an index of it in chunks that are loaded as needed, out.

Claims and reports are numbered from the oldest, and the index has two volumes: what is added belongs to the newer one as a
rule, and leaves the older one, with nearly all of it, as it was. Nothing is found by words that the site does not show:
the public's reports are what `describe_report` leaves of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, partial
from typing import Any, NamedTuple, TypeVar

from msgspec.structs import replace

from contested.days import days_between
from contested.locate.variants import name_variants
from contested.model import Account, Claim, Day, Origin, Report
from contested.publish.settled import source_key
from contested.publish.site.changes import Touched
from contested.publish.site.chunks import Part, describe_once
from contested.publish.site.memory import Index, Memory
from contested.publish.site.pins import Pin
from contested.publish.site.reports import keep_shown
from contested.publish.site.settings import SiteSettings
from contested.publish.site.told import Made
from contested.publish.site.words import Rows, cut_shards, find_common, list_rows, read_endings
from contested.publish.sources import SourceStory
from contested.publish.words import clean

# Claims or reports of a chunk of cards; a page of results asks for one or two.
CARDS = 400
# Spellings of a place beside its name. In other scripts and by other systems a name has about a dozen in use.
SPELLINGS = 24
# Fewer claims, or reports, have no older volume. The newer one has between one and two of about a hundred parts of them.
MANY = 2_000
PARTS = 7  # as a power of two
Record = TypeVar("Record", Claim, Report)


def describe_search(
    account: Account,
    pins: Sequence[Pin],
    stories: Sequence[SourceStory],
    made: Made,
    desk: SiteSettings,
    memory: Memory,
    touched: Touched | None,
    first: Day,
) -> Iterator[tuple[str, Any]]:
    """`search`, `search-names`, and `search-claims-N`, `words-N`, `cards-N` and `titles-N` for as many as there are.
    `first` is the desk's first day."""
    shelf = fill_shelf(account, desk)
    before = memory.before.index
    kept = before if touched and before and is_kept(shelf, touched, before) else None
    yield from describe_words(shelf, desk, memory, kept)
    claims, reports = shelf.claims, shelf.reports
    yield from cut_cards("cards", claims, describe_card, kept.cuts[0] if kept else 0)
    describe = partial(describe_title, numbers=made.reports)
    yield from cut_cards("titles", reports, describe, kept.cuts[1] if kept else 0)
    spellings = tuple(list_all_spellings(pins, before.spellings if before else (), touched))
    yield "search-names", spellings
    facts = Facts(pins, stories, made, first)
    numbered = kept is not None and memory.keeps("sources")
    for number, (block, stands) in enumerate(((shelf.older.claims, numbered), (shelf.newer.claims, False))):
        yield f"search-claims-{number}", describe_once(partial(describe_facts, block, facts), stands)
    index = memory.index
    assert index is not None, "the words are described before"
    memory.index = replace(index, spellings=spellings)
    yield (
        "search",
        {
            "claims": len(claims),
            "reports": len(reports),
            "cut": shelf.cuts[0],
            "cards": CARDS,
            "firsts": index.firsts,
            "common": index.common,
            "endings": read_endings(),
        },
    )


class Volume(NamedTuple):
    """Claims and reports of which an index tells, and the numbers of the first of them."""

    claims: Sequence[Claim]
    reports: Sequence[Report]
    starts: tuple[int, int]


class Shelf(NamedTuple):
    """All claims and reports, from the oldest, and where the newer volume begins in each."""

    claims: Sequence[Claim]
    reports: Sequence[Report]
    cuts: tuple[int, int]

    @property
    def older(self) -> Volume:
        return Volume(self.claims[: self.cuts[0]], self.reports[: self.cuts[1]], (0, 0))

    @property
    def newer(self) -> Volume:
        return Volume(self.claims[self.cuts[0] :], self.reports[self.cuts[1] :], self.cuts)


def fill_shelf(account: Account, desk: SiteSettings) -> Shelf:
    """The claims that a site shows in its reports, and these, in two volumes."""
    claims = sorted(keep_shown(account.claims, desk), key=order_claim)
    reports = sorted(account.reports, key=order_report)
    return Shelf(claims, reports, (find_cut(len(claims)), find_cut(len(reports))))


def find_cut(count: int) -> int:
    """How many of so many are in the older volume: it grows by many at a time, so that it seldom changes."""
    block = 1 << max(0, count.bit_length() - PARTS)
    return (count // block - 1) * block if count >= MANY else 0


def order_claim(claim: Claim) -> tuple[str, str]:
    return day_of(claim) or "", claim.claim_id


def order_report(report: Report) -> tuple[str, str]:
    return report.published or "", report.report_id


def day_of(claim: Claim) -> Day | None:
    """The last day that a claim speaks of, else that of its report."""
    return claim.when.end or claim.when.start or claim.published


def is_kept(shelf: Shelf, touched: Touched, before: Index) -> bool:
    """Whether the older volume is that of the index before: nothing that has changed, come or gone belongs there."""
    older = shelf.older
    if shelf.cuts != before.cuts or not older.claims:
        return False
    last = order_claim(older.claims[-1])
    if any(order_claim(one) <= last for one in touched.said):
        return False
    return not older.reports or all(
        order_report(one) > order_report(older.reports[-1]) for one in touched.read
    )


def describe_words(
    shelf: Shelf, desk: SiteSettings, memory: Memory, kept: Index | None
) -> Iterator[tuple[str, Any]]:
    """`words-N`: those of the older volume, of which nothing is told anew where it is `kept`, then of the newer."""
    older = cache(partial(list_volume, shelf, shelf.older, desk))
    newer = list_volume(shelf, shelf.newer, desk)
    if kept:
        common = kept.common
    else:
        # Where there is no older one, what the newer one has.
        counted = zip(older(), newer, shelf.cuts, (len(shelf.claims), len(shelf.reports)), strict=True)
        found = (find_common(one if cut else other, cut or count) for one, other, cut, count in counted)
        common = tuple(sorted({word for words in found for word in words}))
    # Asked for where the older volume is another, or somebody touched one of its files.
    shards = cache(lambda: list(cut_shards(*older(), common)))
    begin = kept.firsts[0] if kept else tuple(shard[0][0] for shard in shards())
    for number in range(len(begin)):

        def describe(number: int = number) -> Any:
            return shards()[number]

        yield f"words-{number}", describe_once(describe, kept is not None)
    added = list(cut_shards(*newer, common))
    yield from ((f"words-{number}", shard) for number, shard in enumerate(added, len(begin)))
    firsts = begin, tuple(shard[0][0] for shard in added)
    memory.index = Index(cuts=shelf.cuts, firsts=firsts, common=common)


def list_volume(shelf: Shelf, volume: Volume, desk: SiteSettings) -> tuple[Rows, Rows]:
    """By their words the claims of a volume and its reports."""
    told: dict[str, list[str]] = defaultdict(list)
    whole = desk.audience == "desk"
    if not whole:
        for claim in shelf.claims:
            told[claim.report_id].append(claim.text)
    texts = (text_of(one, None if whole else told[one.report_id]) for one in volume.reports)
    first, second = volume.starts
    return list_rows((one.text for one in volume.claims), first), list_rows(texts, second)


def text_of(report: Report, shown: Sequence[str] | None) -> str:
    """What a report is found by: its title and text, or of the text what is `shown` of it."""
    return "\n".join((report.title or report.name, *([report.text] if shown is None else shown)))


def cut_cards(
    kind: str, records: Sequence[Record], describe: Callable[[Record], list[Any]], kept: int
) -> Iterator[tuple[str, Part]]:
    """The chunks of lines of results; those of the first so many records are as they were."""
    for number, start in enumerate(range(0, len(records), CARDS)):
        block = records[start : start + CARDS]
        give = partial(describe_block, block, describe)
        yield f"{kind}-{number}", describe_once(give, start + CARDS <= kept)


def describe_block(records: Sequence[Record], describe: Callable[[Record], list[Any]]) -> list[Any]:
    return [describe(one) for one in records]


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


def describe_title(report: Report, numbers: Mapping[str, int]) -> list[Any]:
    """A report as a line of results: its number, title, publisher, day."""
    return [numbers[report.report_id], clean(report.title or report.name), report.publisher, report.published]


def list_all_spellings(pins: Sequence[Pin], before: Sequence[str], touched: Touched | None) -> Iterator[str]:
    """The spellings of each place, taken from those `before` where nothing else is told of it."""
    for number, pin in enumerate(pins):
        stands = touched is not None and number < len(before) and pin.place_id not in touched.places
        yield before[number] if stands else list_spellings(pin)


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


class Facts:
    """What the facts of claims are told by: the numbers of places and sources, and the desk's first day."""

    def __init__(self, pins: Sequence[Pin], stories: Sequence[SourceStory], made: Made, first: Day) -> None:
        self.places = {pin.place_id: number for number, pin in enumerate(pins)}
        self.sources = {story.key: number for number, story in enumerate(stories)}
        self.made, self.first = made, first


def describe_facts(claims: Sequence[Claim], by: Facts) -> dict[str, Any]:
    """What claims are filtered by, a column each: for every claim its number in the column's list of values (`events`,
    `actors`, `sides`, `stances`) or of the desk (`source`, `report`, `places`); `days` count from the desk's first
    day."""
    places, made = by.places, by.made
    origins = [made.account.origin_of(claim.claim_id) for claim in claims]
    return {
        "events": code(claim.event for claim in claims),
        "actors": code(claim.actor for claim in claims),
        "stances": code(claim.stance for claim in claims),
        "sides": code(origin.side if origin else None for origin in origins),
        "source": [find_source(origin, by.sources) for origin in origins],
        "report": [made.reports[claim.report_id] for claim in claims],
        "places": [
            sorted({places[ref.place_id] for ref in claim.places if ref.place_id in places})
            for claim in claims
        ],
        "days": [days_between(by.first, day) if (day := day_of(claim)) else None for claim in claims],
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
