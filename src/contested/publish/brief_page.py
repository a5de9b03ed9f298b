"""A brief, its account and its period, in; what every print of it begins with and refers to, out."""

from __future__ import annotations

import re

from msgspec import Struct

from contested.model import Account, Claim, Day
from contested.publish.records import BriefText, number_references
from contested.publish.words import Words, clean, load_words, say_day, say_interval, say_published
from contested.theatres import Theatre

LINK = re.compile(r"https?://[^\s<>\"`\\]+")


class Reference(Struct, frozen=True):
    """One numbered reference: publisher, day and evidence sentence in words, and where the report stands."""

    text: str
    url: str | None


class BriefPage(Struct, frozen=True, kw_only=True):
    """A brief ready for print. `banner` says that its reports are composed, `notes` what else a reader must know."""

    title: str
    banner: str
    notes: tuple[str, ...]
    sections: BriefText
    references: tuple[Reference, ...]
    language: str
    references_title: str


def lay_out(
    sections: BriefText,
    account: Account,
    theatre: Theatre,
    days: tuple[Day | None, Day],
    synthetic: bool,
    place: str | None = None,
    notes: tuple[str, ...] = (),
    language: str = "en",
) -> BriefPage:
    """The brief of `days`, the first null where it is from the beginning, of one `place` by its name or of all."""
    words = load_words(theatre, language)
    forms = words.wording.brief
    claims = account.claims_by_id
    urls = {one.report_id: one.url for one in account.reports}
    return BriefPage(
        title=forms["title_of" if place else "title"].format(place=place, days=say_days(days, words)),
        banner=forms["synthetic"] if synthetic else "",
        notes=notes,
        sections=sections,
        references=tuple(
            Reference(say_reference(claims[one], words), safe_link(urls.get(claims[one].report_id)))
            for one in number_references(sections)
        ),
        language=language,
        references_title=forms["references"],
    )


def say_days(days: tuple[Day | None, Day], words: Words) -> str:
    """`to 10 December 2025`, `between 1 November and 10 December 2025`."""
    since, until = days
    if since is None:
        return words.wording.brief["to_day"].format(day=say_day(until, words))
    return say_interval(since, until, words)


def say_reference(claim: Claim, words: Words) -> str:
    forms = words.wording.brief
    return forms["reference"].format(
        publisher=clean(claim.publisher or "") or forms["no_publisher"],
        day=say_published(claim, words),
        quote=clean(claim.text),
    )


def safe_link(url: str | None) -> str | None:
    """An address of the web; anything else is no link."""
    return url if url and LINK.fullmatch(url) else None
