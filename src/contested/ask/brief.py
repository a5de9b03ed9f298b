"""A desk, a place or none, and days, in; the brief ready for print, and as a record, out."""

from __future__ import annotations

from typing import Any, NamedTuple

from msgspec import Struct

from contested.ask.places import place_finder
from contested.ask.status import account_on
from contested.model import Account, Day
from contested.pipeline import Audience, Moment, Workshop, last_published, take_account
from contested.publish.brief import write_brief
from contested.publish.brief_page import BriefPage, lay_out
from contested.publish.edition import Edition
from contested.publish.records import BriefText
from contested.publish.rephrase import Rephrased, rephrase_brief
from contested.publish.rephrase_endpoint import Rephraser
from contested.publish.words import Words, capitalise, load_words, say_number


class Asked(Struct, frozen=True, kw_only=True):
    """What a brief is asked for. `as_of` is the moment from which the public's delay counts."""

    place: str | None = None
    since: Day | None = None
    until: Day | None = None
    audience: Audience = "desk"
    as_of: str | None = None
    rephrase: bool = True


class MadeBrief(NamedTuple):
    """The brief for print, as a record, and what went wrong on the way."""

    page: BriefPage
    record: dict[str, Any]
    troubles: tuple[str, ...]


def make_brief(shop: Workshop, asked: Asked) -> MadeBrief:
    """The brief of a desk. Where its settings name a model, this rewords what the checker lets it."""
    until = asked.until or (asked.as_of or last_published(shop))[:10]
    place = place_finder(shop)(asked.place) if asked.place else None
    language = shop.desk.settings.languages[0]
    edition = Edition(language, shop.gazetteer.names_of)
    account = edition.tell(hear(shop, asked, until))
    place_id = place.place_id if place else None
    state_at = shop.desk.settings.thresholds.state_at
    sections = write_brief(account, shop.theatre, state_at, place_id, asked.since, until, language)
    words = load_words(shop.theatre, language)
    model = shop.desk.settings.brief.model if shop.desk.settings.brief.rephrase_url else None
    told: Rephrased | None = None
    if model and asked.rephrase:
        told = rephrase_brief(sections, Rephraser(shop.desk.settings.brief), words, language)
        sections = told.sections
    synthetic = shop.desk.settings.synthetic
    page = lay_out(
        sections,
        account,
        shop.theatre,
        (asked.since, until),
        synthetic,
        edition.call(place.place_id, place.name) if place else None,
        (say_rephrased(told, model or "", words),) if told else (),
        language,
    )
    record = {
        "place_id": place_id,
        "since": asked.since,
        "until": until,
        "synthetic": synthetic,
        "rephrased": describe_rephrased(told, model),
        "sections": describe_sections(sections),
    }
    return MadeBrief(page, record, list_troubles(told))


def hear(shop: Workshop, asked: Asked, until: Day) -> Account:
    """What the desk knows, or what of it the public may."""
    if asked.audience == "desk":
        return account_on(shop, until)
    return take_account(shop, Moment(asked.as_of or until), asked.audience)


def describe_sections(sections: BriefText) -> list[dict[str, Any]]:
    return [
        {
            "title": section.title,
            "sentences": [{"text": one.text, "claim_ids": one.claim_ids} for one in section.sentences],
        }
        for section in sections
    ]


def describe_rephrased(told: Rephrased | None, model: str | None) -> dict[str, Any] | None:
    if told is None:
        return None
    counts = {
        "asked": told.asked,
        "rephrased": told.rephrased,
        "refused": told.refused,
        "failed": told.failed,
    }
    return {"model": model} | counts


def say_rephrased(told: Rephrased, model: str, words: Words) -> str:
    """How many sentences are the model's words, and how many are not."""
    forms = words.wording.brief
    said = forms["rephrased"].format(
        model=model,
        rephrased=say_number(told.rephrased, words),
        number=say_number(told.asked, words),
        refused=say_number(told.refused, words),
    )
    return capitalise(said) + (
        forms["failed"].format(failed=say_number(told.failed, words)) if told.failed else ""
    )


def list_troubles(told: Rephrased | None) -> tuple[str, ...]:
    """What was refused and why, and why no answer came."""
    if told is None:
        return ()
    refused = tuple(f"refused ({problem}): {answer}" for answer, problem in told.refusals)
    return refused + ((told.trouble,) if told.trouble else ())
