"""An account, a place or none, and a period, in; the brief's four sections, out.

Every sentence carries the ids of the claims that it rests on, and what its parts may say (`check/facts.py`); one that
says a section is empty carries none.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence

from contested.days import shift_day
from contested.model import AHEAD, Account, Claim, Day, Event, Origin, VoiceKind
from contested.publish.brief_events import list_told, tell_event
from contested.publish.brief_states import tell_states
from contested.publish.check.facts import Part, claim_facts
from contested.publish.events import choose_event_lead, choose_lead, count_witnesses
from contested.publish.period import Period, day_said, keep_citable
from contested.publish.records import BriefText, Section, Sentence
from contested.publish.sentences import claim_sentence, name_speaker
from contested.publish.words import Words, clean, load_words
from contested.theatres import Theatre
from contested.vocabulary import event_types

# A brief is read in five minutes: what is left out is on the page.
EVENTS, VOICES, A_VOICE, NEXT = 10, 12, 2, 8
# What is forecast for no stated time is told for so many days: as many as the contract gives "a while ago".
OUTLOOK_DAYS = 60
# Happenings come before what is said about the war.
FAMILIES = ("territory", "strike", "effect", "people", "force", "politics")


def write_brief(
    account: Account,
    theatre: Theatre,
    state_at: float,
    place_id: str | None,
    since: Day | None,
    until: Day,
    language: str = "en",
) -> BriefText:
    """The four sections for one place, or for all where `place_id` is null.

    A state is named from the probability `state_at` on. Same account in any order, same brief.
    """
    words, period = load_words(theatre, language), Period(since, until)
    account = keep_citable(account, period)
    controls = [one for one in account.controls if place_id in (None, one.place.place_id)]
    claims = [one for one in account.claims if speaks_of(one, place_id) and period.holds(*day_said(one))]
    events = [one for one in account.events if place_id is None or place_id in one.place_ids]
    forms = words.wording.brief
    here = "_here" if place_id else ""
    by_id = {one.claim_id: one for one in account.claims}
    main = choose_events(events, by_id, period, place_id)
    told = {claim_id for event, lead in main for claim_id in list_told(event, lead, by_id)}
    parts = {
        "why": tell_states(controls, state_at, place_id is not None, period, words),
        "know": [tell_event(event, lead, by_id, words) for event, lead in main],
        "saying": tell_voices(claims, account.origins, told, words),
        "next": tell_plans(claims, period, words),
    }
    return tuple(
        Section(forms[key], tuple(sentences) or (Sentence(forms[f"no_{key}{here}"]),))
        for key, sentences in parts.items()
    )


def speaks_of(claim: Claim, place_id: str | None) -> bool:
    return place_id is None or any(ref.place_id == place_id for ref in claim.places)


def choose_events(
    events: Iterable[Event], claims: dict[str, Claim], period: Period, place_id: str | None
) -> list[tuple[Event, Claim]]:
    """The main events of the period with the claims that they are told by, newest first: territory before strikes, then what
    most origins tell."""
    ranks = {one.event: FAMILIES.index(one.family) for one in event_types().values()}
    told = [event for event in events if event.claims and period.holds(event.start, event.end)]
    told.sort(key=lambda one: (ranks[one.event], -count_witnesses(one), one.event_id))
    chosen, leads = list[tuple[Event, Claim]](), set[str]()
    for event in told:
        lead = choose_lead_at(event, claims, place_id)
        if lead.stance in AHEAD:
            continue
        # One sentence of a report on several places makes an event of each: it is told once, and again with its rivals.
        if lead.claim_id not in leads or event.denied_by or len(event.versions) > 1:
            chosen.append((event, lead))
            leads.add(lead.claim_id)
        if len(chosen) == EVENTS:
            break
    main = sorted(chosen, key=lambda pair: pair[0].event_id)
    main.sort(key=lambda pair: pair[0].end or pair[0].start or "", reverse=True)
    return main


def choose_lead_at(event: Event, claims: dict[str, Claim], place_id: str | None) -> Claim:
    """The claim that an event is told by; in the brief of a place one that names it, where one does: what is told as of a
    whole country is no sentence on a town."""
    lead = choose_event_lead(event, claims)
    if speaks_of(lead, place_id):
        return lead
    here = [claims[one] for one in event.claims if speaks_of(claims[one], place_id)]
    same = [one for one in here if (one.event, one.actor) == (lead.event, lead.actor)]
    return choose_lead(same) if same else lead


def tell_voices(
    claims: Sequence[Claim], origins: tuple[Origin, ...], told: set[str], words: Words
) -> list[Sentence]:
    """What people are saying: one or two things of each named voice, without what the events above tell already.

    A publisher is a voice of its own where it is no newspaper or agency: a ministry, a channel.
    """
    kinds = {claim_id: origin.kind for origin in origins for claim_id in origin.claims}
    said = newest_first(one for one in claims if one.stance not in AHEAD)
    known = {likeness(one) for one in said if one.claim_id in told}
    voices: dict[str, dict[Hashable, Claim]] = {}
    for claim in said:
        if not has_named_voice(claim, kinds):
            continue
        voice, key = name_speaker(claim, words)[0], likeness(claim)
        if key in known or (voice not in voices and len(voices) == VOICES):
            continue
        known.add(key)
        heard = voices.setdefault(voice, {})
        if len(heard) < A_VOICE:
            heard[key] = claim
        if len(voices) == VOICES and all(len(one) == A_VOICE for one in voices.values()):
            break
    shown = {key: claim for heard in voices.values() for key, claim in heard.items()}
    alike = find_alike(shown, said)
    return [tell_claim(claim, alike[key], words) for key, claim in shown.items()]


def has_named_voice(claim: Claim, kinds: dict[str, VoiceKind]) -> bool:
    if claim.voices:
        return claim.voices[-1].kind not in ("unnamed", "footage")
    return kinds.get(claim.claim_id, "outlet") not in ("unnamed", "footage", "outlet", "agency")


def tell_claim(claim: Claim, ids: tuple[str, ...], words: Words) -> Sentence:
    """The claim's sentence. A position or aid is many things, so there the report's own words follow."""
    text = claim_sentence(claim, words)
    quoted = event_types()[claim.event].family == "politics"
    if quoted:
        text = words.wording.brief["quoted"].format(sentence=text, quote=clean(claim.text))
    return Sentence(text, ids, (Part(text, claim_facts(claim, words, quoted)),))


def tell_plans(claims: Sequence[Claim], period: Period, words: Words) -> list[Sentence]:
    """What happens next: what voices forecast or intend for a time that is not over by the last day."""
    ahead = [one for one in claims if one.stance in AHEAD and is_ahead(one, period.until)]
    return [tell_claim(claim, ids, words) for claim, ids in merge_alike(ahead)[:NEXT]]


def is_ahead(claim: Claim, until: Day) -> bool:
    """Whether what a claim looks forward to can still come: its time is not over, or it names none and is not old."""
    if claim.when.end is not None and claim.when.basis != "publication":
        return claim.when.end >= until
    last = claim.when.end or day_said(claim)[1]
    return last is None or last >= shift_day(until, -OUTLOOK_DAYS)


def merge_alike(claims: Iterable[Claim]) -> list[tuple[Claim, tuple[str, ...]]]:
    """Newest first; the same thing said by the same voice is one, with the ids of all that carry it."""
    alike: dict[Hashable, list[Claim]] = {}
    for one in newest_first(claims):
        alike.setdefault(likeness(one), []).append(one)
    return [(same[0], tuple(one.claim_id for one in same)) for same in alike.values()]


def find_alike(wanted: Mapping[Hashable, Claim], said: Iterable[Claim]) -> dict[Hashable, tuple[str, ...]]:
    """The ids of all claims that say what some say, in order."""
    alike: dict[Hashable, list[str]] = {key: [] for key in wanted}
    voices = {(voice_of(one), one.event) for one in wanted.values()}
    for one in said:
        if (voice_of(one), one.event) in voices and (key := likeness(one)) in alike:
            alike[key].append(one.claim_id)
    return {key: tuple(ids) for key, ids in alike.items()}


def newest_first(claims: Iterable[Claim]) -> list[Claim]:
    ordered = sorted(claims, key=lambda one: one.claim_id)
    ordered.sort(key=lambda one: one.published or one.when.end or "", reverse=True)
    return ordered


def likeness(claim: Claim) -> Hashable:
    """Equal of two claims by which one voice says one thing."""
    places = tuple(sorted((ref.role, ref.name or ref.text or "") for ref in claim.places))
    return voice_of(claim), claim.event, claim.actor, claim.target, places, claim.stance, claim.figures


def voice_of(claim: Claim) -> str | None:
    return claim.voices[-1].name if claim.voices else claim.publisher
