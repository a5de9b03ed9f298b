"""What the writers of a publication share: a brief as sections of sentences that name their claims.

`brief.py` makes it, the site and the exports print it; nothing here computes but the numbers of the references.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from contested.model import Day
from contested.publish.check.facts import Part


class Sentence(Struct, frozen=True):
    """One sentence of the brief, the ids of the claims that it stands on, and what each of its parts may say."""

    text: str
    claim_ids: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()


class Section(Struct, frozen=True):
    """A heading of the brief and what is said under it."""

    title: str
    sentences: tuple[Sentence, ...] = ()


BriefText = tuple[Section, ...]


class PeriodBrief(Struct, frozen=True):
    """A brief of the last so many `days`, from `since` on; both null where it is from the beginning."""

    days: int | None
    since: Day | None
    sections: BriefText


class Briefs(Struct, frozen=True):
    """All briefs of a site: of the desk for several periods, and of places by their ids."""

    periods: tuple[PeriodBrief, ...] = ()
    places: Mapping[str, BriefText] = {}


def number_references(sections: BriefText, most: int | None = None) -> dict[str, int]:
    """The claims that the sentences cite, numbered from 1 in the order of the text; of one sentence at most so many."""
    numbers: dict[str, int] = {}
    for section in sections:
        for sentence in section.sentences:
            for claim_id in sentence.claim_ids[:most]:
                numbers.setdefault(claim_id, len(numbers) + 1)
    return numbers
