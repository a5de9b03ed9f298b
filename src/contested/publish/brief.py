"""An account, a place or none, and a period, in; the brief's four sections, out.

Every sentence carries the ids of the claims that it rests on; one that says a section is empty carries none.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from datetime import date

from contested.model import UNKNOWN, Account, Claim, Control, Day, Event, Origin, Status, VoiceKind
from contested.publish.events import choose_event_lead, count_witnesses, event_sentence
from contested.publish.period import Period, day_said, keep_citable
from contested.publish.records import BriefText, Section, Sentence
from contested.publish.sentences import claim_sentence, name_speaker
from contested.publish.words import (
    Words,
    capitalise,
    clean,
    join_names,
    load_words,
    say_day,
    say_interval,
    say_number,
    say_state,
    state_sentence,
)
from contested.theatres import Theatre
from contested.vocabulary import event_types

StatusOf = Callable[[Control], Status]

# A brief is read in five minutes: what is left out is on the page.
PLACES, CHANGES, EVENTS, VOICES, A_VOICE, NEXT = 12, 8, 10, 12, 2, 8
AHEAD = ("forecast", "intended")
# Happenings come before what is said about the war.
FAMILIES = ("territory", "strike", "effect", "people", "force", "politics")


def write_brief(
    account: Account,
    theatre: Theatre,
    status_of: StatusOf,
    place_id: str | None,
    since: Day | None,
    until: Day,
    language: str = "en",
) -> BriefText:
    """The four sections for one place, or for all where `place_id` is null.

    `status_of` gives a control's status on `until`. Same account in any order, same brief.
    """
    words, period = load_words(theatre, language), Period(since, until)
    account = keep_citable(account, period)
    controls = [one for one in account.controls if place_id in (None, one.place.place_id)]
    claims = [one for one in account.claims if speaks_of(one, place_id) and period.holds(*day_said(one))]
    events = [one for one in account.events if place_id is None or place_id in one.place_ids]
    forms = words.wording.brief
    known = tell_events(events, account, period, words)
    leads = {sentence.claim_ids[0] for sentence in known}
    parts = {
        "why": tell_states(controls, status_of, place_id, period, words),
        "know": known,
        "saying": tell_voices(claims, account.origins, leads, words),
        "next": tell_plans(claims, period, words),
    }
    return tuple(
        Section(forms[key], tuple(sentences) or (Sentence(forms[f"no_{key}"]),))
        for key, sentences in parts.items()
    )


def speaks_of(claim: Claim, place_id: str | None) -> bool:
    return place_id is None or any(ref.place_id == place_id for ref in claim.places)


def tell_states(
    controls: list[Control], status_of: StatusOf, place_id: str | None, period: Period, words: Words
) -> list[Sentence]:
    """Why it matters: the state of the one place, or which places are disputed; then what changed."""
    found = sorted(
        ((control, status_of(control)) for control in controls if control.days or place_id),
        key=lambda pair: (-pair[1].origins, pair[0].place.name, pair[0].place.place_id),
    )
    found = [(control, status) for control, status in found if cite_status(status)]
    if place_id is None:
        said = [tell_disputes(found, period.until, words)] if found else []
    else:
        said = [
            Sentence(state_sentence(one.place.name, status, words), cite_status(status))
            for one, status in found
        ]
    return said + tell_changes(found, period, words)


def tell_disputes(found: list[tuple[Control, Status]], on: Day, words: Words) -> Sentence:
    """How many places are disputed, and which; it cites the places that it names, or the best known ones."""
    forms = words.wording.brief
    disputed = [pair for pair in found if pair[1].disputed]
    names = [control.place.name for control, _ in disputed[:PLACES]]
    if len(disputed) > PLACES:
        names.append(forms["and_more"].format(number=say_number(len(disputed) - PLACES, words)))
    form = forms["one_disputed"] if len(disputed) == 1 else forms["disputed"]
    text = form.format(
        count=say_number(len(disputed), words), day=say_day(on, words), number=say_number(len(found), words)
    )
    if names:
        text = forms["namely"].format(said=text, names=join_names(names, words))
    cited = (cite_status(status) for _, status in (disputed or found)[:PLACES])
    return Sentence(capitalise(text) + ".", tuple(dict.fromkeys(one for ids in cited for one in ids)))


def tell_changes(found: list[tuple[Control, Status]], period: Period, words: Words) -> list[Sentence]:
    """The places whose state on the last day is not that of the first."""
    said: list[Sentence] = []
    for control, status in found:
        before = find_state(control, period.since) if period.since else None
        if before and period.since and before != status.state and len(said) < CHANGES:
            text = words.wording.brief["changed"].format(
                place=control.place.name,
                before=say_state(before, words),
                after=say_state(status.state, words),
                period=say_interval(period.since, period.until, words),
            )
            said.append(Sentence(text, cite_status(status)))
    return said


def find_state(control: Control, on: Day) -> str | None:
    """The state of a day: the likeliest if it has at least even odds, else unknown; null before the first."""
    row = (date.fromisoformat(on) - date.fromisoformat(control.first)).days
    if row < 0 or not control.days:
        return None
    chance, state = max(zip(control.row(min(row, control.days - 1)), control.states, strict=True))
    return state if chance >= 0.5 else UNKNOWN


def cite_status(status: Status) -> tuple[str, ...]:
    """The strongest claim for each thing that the evidence says."""
    strongest: dict[str, str] = {}
    for one in status.evidence:
        strongest.setdefault(one.says, one.claim_id)
    return tuple(strongest.values())


def tell_events(events: list[Event], account: Account, period: Period, words: Words) -> list[Sentence]:
    """What to know: the main events of the period, newest first, one sentence each with its rivals."""
    claims = {one.claim_id: one for one in account.claims}
    types = event_types()
    told = [
        (event, happened)
        for event in events
        if period.holds(event.start, event.end)
        and (happened := [claims[one] for one in event.claims if claims[one].stance not in AHEAD])
    ]
    told.sort(
        key=lambda pair: (
            FAMILIES.index(types[pair[0].event].family),
            -count_witnesses(pair[0]),
            pair[0].event_id,
        )
    )
    main = sorted(told[:EVENTS], key=lambda pair: pair[0].event_id)
    main.sort(key=lambda pair: pair[0].end or pair[0].start or "", reverse=True)
    sentences = []
    for event, happened in main:
        lead = choose_event_lead(event, claims)
        rivals = (claim_id for version in event.versions for claim_id in version.wordings)
        ids = dict.fromkeys(
            (lead.claim_id, *sorted(one.claim_id for one in happened), *event.denied_by, *rivals)
        )
        sentences.append(Sentence(event_sentence(event, lead, claims, words), tuple(ids)))
    return sentences


def tell_voices(
    claims: list[Claim], origins: tuple[Origin, ...], leads: set[str], words: Words
) -> list[Sentence]:
    """What people are saying: one or two things of each named voice, without what already leads an event.

    A publisher is a voice of its own where it is no newspaper or agency: a ministry, a channel.
    """
    kinds = {claim_id: origin.kind for origin in origins for claim_id in origin.claims}
    voices: dict[str, list[Sentence]] = {}
    for claim, ids in merge_alike([one for one in claims if one.stance not in AHEAD]):
        if has_named_voice(claim, kinds) and leads.isdisjoint(ids):
            sentence = Sentence(quote_politics(claim, words), ids)
            voices.setdefault(name_speaker(claim, words)[0], []).append(sentence)
    return [sentence for said in list(voices.values())[:VOICES] for sentence in said[:A_VOICE]]


def has_named_voice(claim: Claim, kinds: dict[str, VoiceKind]) -> bool:
    if claim.voices:
        return claim.voices[-1].kind not in ("unnamed", "footage")
    return kinds.get(claim.claim_id, "outlet") not in ("unnamed", "footage", "outlet", "agency")


def quote_politics(claim: Claim, words: Words) -> str:
    """The claim's sentence. A position or aid is many things, so there the report's own words follow."""
    sentence = claim_sentence(claim, words)
    if event_types()[claim.event].family != "politics":
        return sentence
    return words.wording.brief["quoted"].format(sentence=sentence, quote=clean(claim.text))


def tell_plans(claims: list[Claim], period: Period, words: Words) -> list[Sentence]:
    """What happens next: what voices forecast or intend for a time that is not over by the last day."""
    ahead = [
        one
        for one in claims
        if one.stance in AHEAD
        and (one.when.end is None or one.when.basis == "publication" or one.when.end >= period.until)
    ]
    return [Sentence(quote_politics(claim, words), ids) for claim, ids in merge_alike(ahead)[:NEXT]]


def merge_alike(claims: list[Claim]) -> list[tuple[Claim, tuple[str, ...]]]:
    """Newest first; the same thing said by the same voice is one, with the ids of all that carry it."""
    alike: dict[Hashable, list[Claim]] = {}
    ordered = sorted(claims, key=lambda one: one.claim_id)
    ordered.sort(key=lambda one: one.published or one.when.end or "", reverse=True)
    for one in ordered:
        voice = one.voices[-1].name if one.voices else one.publisher
        places = tuple(sorted((ref.role, ref.name or ref.text or "") for ref in one.places))
        key = (voice, one.event, one.actor, one.target, places, one.stance, one.figures)
        alike.setdefault(key, []).append(one)
    return [(same[0], tuple(one.claim_id for one in same)) for same in alike.values()]
