"""A claim that names whose word it is, in; the report that it cites, where the desk holds it, out."""

from __future__ import annotations

from collections.abc import Sequence

from contested.model import Claim
from contested.trace.drift import outcome_of
from contested.trace.happenings import (
    UNDATED,
    can_be_cited,
    cited_about_then,
    cited_in_time,
    days_after,
    looks_ahead,
    place_keys,
    shares_place,
)
from contested.trace.tellings import Parent, Tellings, Told
from contested.trace.voices import Speaker, voices_of

STATE = "side:"  # what the key of a side that speaks for itself begins with


def find_cited(tellings: Tellings, told: Told) -> Parent | None:
    """The cited source's own report, where it says so: first that of the outermost voice.

    Of a voice that stands between, only a report on the same origin's word is meant; of the last one, its own word,
    or else what it passes on from one other.
    """
    if told.own or told.speaker.apart:
        return None
    voices = voices_of(told.claim)
    names = [tellings.directory.identify_voice(one) for one in voices]
    for index, cited in enumerate(names):
        if cited.source == told.publisher.source:
            continue
        held = [
            one
            for one in find_published(tellings, cited, told)
            if index == len(names) - 1
            or one.speaker.source == told.speaker.source
            or holds_office(tellings, one, told.speaker)
        ]
        chosen = choose_cited(held, told.claim)
        if chosen is not None:
            via = tuple(one.name for one in names[:index])
            return Parent("cites", chosen.claim, f"{told.publisher.name} cites {cited.name}", via)
    return find_office(tellings, told, names[-1]) if names else None


def find_office(tellings: Tellings, told: Told, state: Speaker) -> Parent | None:
    """Who spoke for a state that is cited by its own name ("Moscow said"): its office or official that told of the
    happening itself, of several the last before."""
    if not state.source.startswith(STATE):
        return None
    held = [
        one
        for office in tellings.directory.offices(state.side)
        for one in find_published(tellings, office, told)
        if one.own
    ]
    chosen = choose_cited(held, told.claim)
    if chosen is None:
        return None
    reason = f"{told.publisher.name} cites {state.name}, for which {chosen.speaker.name} spoke"
    return Parent("cites", chosen.claim, reason)


def find_outgrown(tellings: Tellings, told: Told) -> Parent | None:
    """The cited source's own report that says less: it told of entering a village, in the same words, a day before or on
    the same day, and is cited for taking it."""
    if told.own or told.speaker.apart or told.claim.stance == "denied":
        return None
    told_as = outcome_of(told.claim)
    for place in sorted(place_keys(told.claim)):
        for one in tellings.published_about(told.speaker, place, told.claim):
            less = outcome_of(one.claim)
            days = days_after(told.claim, one.claim)
            if (
                one.own
                and 0 < less < told_as
                and one.claim.stance != "denied"
                and looks_ahead(one.claim) == looks_ahead(told.claim)
                and one.claim.actor == told.claim.actor
                and days in (0, 1)
                and shares_place(one.claim, told.claim)
                and tellings.shared_details(one, told)
            ):
                return Parent(
                    "cites", one.claim, f"{told.publisher.name} cites {one.publisher.name}, who said less"
                )
    return None


def holds_office(tellings: Tellings, told: Told, speaker: Speaker) -> bool:
    """Whether a report calls its speaker by the office that another names without a name: "TASS, with reference to the
    governor" means whom TASS calls "Governor Ivan Petrenko"."""
    office = speaker.name.split()
    if speaker.vouched or not told.named or any(not word.islower() for word in office):
        return False
    text = tellings.texts.get(told.claim.report_id, "")
    called = {
        word
        for slot in told.claim.slots
        if slot.slot == "voice"
        for word in text[slot.start : slot.end].casefold().split()
    }
    return called.issuperset(office)


def find_published(tellings: Tellings, source: Speaker, told: Told) -> list[Told]:
    """What a source published of the same happening, no later than it is cited.

    Whom nobody vouches for dates nothing: where it carries the word of a source that has told of the happening
    itself, that is meant, though the carrier would have been earlier.
    """
    claim = told.claim
    in_time = cited_in_time if told.publisher.vouched else cited_about_then
    found = {
        one.claim.claim_id: one
        for place in place_keys(claim)
        for one in tellings.published_about(source, place, claim)
        if one.claim.claim_id != claim.claim_id and can_be_cited(claim, one.claim, in_time)
    }
    return list(found.values())


def choose_cited(held: Sequence[Told], claim: Claim) -> Told | None:
    """Of what the cited source published, its own word, else what it passes on where that is one other's; of these the
    same event, what was published by then, and the newest."""
    own = [one for one in held if one.own]
    if not own and len({one.speaker.source for one in held}) != 1:
        return None
    newest = sorted(own or held, key=lambda one: one.rank)
    newest.sort(key=lambda one: one.claim.published or "", reverse=True)
    by_then = [one for one in newest if (one.claim.published or UNDATED) <= (claim.published or UNDATED)]
    return max(by_then or newest[-1:], key=lambda one: one.claim.event == claim.event)
