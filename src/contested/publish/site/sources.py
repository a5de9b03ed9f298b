"""Sources with what became of their word, in; the chunk of the page's list of them, and one chunk each, out.

Witnesses and residents whom nobody knows are no sources: what they say is told once, and the next one is somebody
else. Nor is a site that nobody knows and that only repeats; how many there are is said.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from typing import Any

from contested.model import Evidence
from contested.publish.private import PRIVATE
from contested.publish.settled import Settled
from contested.publish.site.chunks import describe_once
from contested.publish.site.events import Link
from contested.publish.site.reports import describe_claim, keep_shown
from contested.publish.site.settings import SiteSettings
from contested.publish.site.told import Made
from contested.publish.sources import Sources, SourceStory, SourceWords
from contested.publish.words import clean, say_state
from contested.theatres import Theatre

# Of a source so many claims and statements are listed on its own page; the others are counted.
MOST_CLAIMS = 100
# Beside those that the desk stands for so many are listed, on whose word most claims stand.
MOST_OTHERS = 1_000
MOST_SETTLED = 300
# Of those whom it repeats, or who repeat it, so many are named in the list and on its own page.
MOST_NAMED = 3
MOST_KIN = 20


def list_stories(stories: Sequence[SourceStory]) -> tuple[list[SourceStory], int]:
    """The sources that the page lists, in the order of their numbers, of those that nobody stands for the first so
    many; and how many there are besides, most of which only repeat."""
    others = [one for one in stories if not one.vouched and one.kind not in PRIVATE and one.claims]
    listed = {one.key for one in others[:MOST_OTHERS]}
    shown = [one for one in stories if one.vouched or one.key in listed]
    return shown, sum(one.kind not in PRIVATE for one in stories) - len(shown)


def describe_sources(
    shown: Sequence[SourceStory],
    others: int,
    sources: Sources,
    theatre: Theatre,
    places: Mapping[str, int],
    made: Made,
    links: Mapping[str, Link],
    desk: SiteSettings,
    stand: Container[str] = (),
) -> Iterator[tuple[str, Any]]:
    """`sources`, the list, and `source-N` for each. `places` are the numbers of places by id, `links` those of
    claims; the chunks of those that `stand` are known to be as they were."""
    number = {one.key: at for at, one in enumerate(shown)}
    known = {source.source_id: source for source in theatre.speakers}
    rows = []
    for at, story in enumerate(shown):
        aliases = known[story.key].aliases if story.key in known else ()
        row = describe_row(story, number) | {"aliases": [clean(one) for one in aliases]}
        rows.append(row)

        def describe(story: SourceStory = story) -> dict[str, Any]:
            return describe_source(story, sources.words_of(story.key), number, places, made, links, desk)

        yield f"source-{at}", describe_once(describe, story.key in stand)
    yield "sources", {"rows": rows, "others": others}


def describe_row(story: SourceStory, number: Mapping[str, int]) -> dict[str, Any]:
    """A source of the list, in numbers."""
    return {
        "name": clean(story.name),
        "kind": story.kind,
        "side": story.side,
        "vouched": story.vouched,
        "reports": story.reports,
        "claims": story.claims,
        "origins": story.origins,
        "repeated": story.repeated,
        "happenings": story.happenings,
        "first": story.first,
        "alone": story.alone,
        "repeats": name_kin(story.repeats[:MOST_NAMED], number),
        "repeated_by": name_kin(story.repeated_by[:MOST_NAMED], number),
        "settled": story.outcomes,
        "ahead": story.ahead,
        "admitted": story.admitted,
        "behind": story.behind,
    }


def describe_source(
    story: SourceStory,
    words: SourceWords,
    number: Mapping[str, int],
    places: Mapping[str, int],
    made: Made,
    links: Mapping[str, Link],
    desk: SiteSettings,
) -> dict[str, Any]:
    """What the page of one source tells beside its row of the list."""
    shown = [one for one in words.settled if one.place_id in places]
    told = keep_shown((made.account.claims_by_id[one] for one in words.told), desk)
    return {
        "repeats": name_kin(story.repeats[:MOST_KIN], number),
        "repeated_by": name_kin(story.repeated_by[:MOST_KIN], number),
        "settled": [describe_settled(one, places, made, links) for one in shown[:MOST_SETTLED]],
        "settled_more": max(0, len(shown) - MOST_SETTLED),
        "claims": [
            describe_claim(one, made.wording) | {"report": links[one.claim_id][1]}
            for one in told[:MOST_CLAIMS]
        ],
        "claims_more": max(0, len(told) - MOST_CLAIMS),
    }


def name_kin(
    kin: Sequence[tuple[str, str, int]], number: Mapping[str, int]
) -> list[tuple[str, int | None, int]]:
    """Sources by name and number, null of those that are not listed, with how many reports."""
    return [(clean(name), number.get(key), reports) for key, name, reports in kin]


def describe_settled(
    one: Settled, places: Mapping[str, int], made: Made, links: Mapping[str, Link]
) -> dict[str, Any]:
    """A statement on who holds a place, and the word of others that settled it."""
    return {
        "place": places[one.place_id],
        "state": say_state(one.word.says, made.words),
        "outcome": one.outcome,
        "against": one.word.against_interest,
        "on": one.word.on,
        "claim": links[one.word.claim_id],
        "by": describe_judge(one.by, made, links) if one.by else None,
        "after": one.after,
        "behind": one.behind,
    }


def describe_judge(word: Evidence, made: Made, links: Mapping[str, Link]) -> list[Any]:
    """Who settled it, saying what, on what day, in which claim."""
    unnamed = word.kind == "unnamed"
    name = made.wording.speaker["unnamed"] if unnamed else clean(word.origin)
    return [name, say_state(word.says, made.words), word.on, *links[word.claim_id]]
