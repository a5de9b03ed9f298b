"""An account, a place or none, and a period, in; the brief's four sections, out.

Every sentence carries the ids of the claims that it rests on, and what its parts may say (`check/facts.py`); one that
says a section is empty carries none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence, Set
from functools import cached_property
from operator import attrgetter

from contested.days import shift_day
from contested.model import AHEAD, Account, Claim, Control, Day, Event
from contested.publish.brief_events import list_told, tell_event
from contested.publish.brief_states import list_best_known, tell_changes, tell_disputes, tell_place
from contested.publish.check.facts import Part, claim_facts
from contested.publish.events import choose_event_lead, choose_lead, count_witnesses
from contested.publish.period import Period, day_said, keep_citable
from contested.publish.records import BriefText, Section, Sentence
from contested.publish.sentences import claim_sentence, name_speaker
from contested.publish.words import Words, clean, load_words
from contested.reconcile.status import list_disputed, states_on, status_on
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
    period = Period(since, until)
    cited = Citable(keep_citable(account, period), until, place_id, state_at)
    return write_sections(cited, period, load_words(theatre, language))


def write_briefs_of_desk(
    account: Account, state_at: float, since: Iterable[Day | None], until: Day, words: Words
) -> list[BriefText]:
    """Those for all places that begin on these days; what they have in common is worked out once."""
    # A brief from the beginning may cite more than any other, and where these may cite all, so may it.
    kept = keep_citable(account, Period(until, until))
    begun = whole = Citable(kept, until, None, state_at)
    if kept is not account:
        whole = Citable(keep_citable(account, Period(None, until)), until, None, state_at)
    return [write_sections(begun if first else whole, Period(first, until), words) for first in since]


class Citable:
    """What briefs may cite that end on one day, for one place, or for all where `place_id` is null. A state is named from
    the probability `state_at` on."""

    def __init__(self, account: Account, until: Day, place_id: str | None, state_at: float) -> None:
        self.account, self.until, self.place_id, self.state_at = account, until, place_id, state_at
        self.states: dict[Day, Sequence[str]] = {}

    def states_on(self, day: Day) -> Sequence[str]:
        """The states of `controls` on a day."""
        if day not in self.states:
            self.states[day] = states_on(self.controls, day, self.state_at)
        return self.states[day]

    @cached_property
    def controls(self) -> Sequence[Control]:
        """Those that can be told of, the best known first."""
        asked = (one for one in self.account.controls if self.place_id in (None, one.place.place_id))
        return list_best_known(asked, self.until, self.place_id is not None)

    @cached_property
    def disputed(self) -> Sequence[Control]:
        """Of these the disputed ones."""
        return list_disputed(self.controls, self.states_on(self.until), self.until, self.state_at)

    @cached_property
    def said(self) -> Mapping[Day, Sequence[Claim]]:
        """The claims by the day that they count as new on."""
        claims: Sequence[Claim] = self.account.claims
        if self.place_id is not None:
            claims = self.account.claims_by_place.get(self.place_id, ())
        said: dict[Day, list[Claim]] = defaultdict(list)
        for one in claims:
            said[new_on(one)].append(one)
        return said

    @cached_property
    def vague(self) -> Set[Day]:
        """Those of these days that have claims of which nobody knows that they were made on that day."""
        undated = (one for one in self.account.claims if one.dating is not None or not one.published)
        return set(map(new_on, undated))

    @cached_property
    def ranked(self) -> Sequence[Sequence[Event]]:
        """The events that somebody tells: those of territory before those of strikes, then those that most origins tell; in
        each part those that rank alike."""
        ranks = {one.event: FAMILIES.index(one.family) for one in event_types().values()}
        found: dict[tuple[int, int], list[Event]] = defaultdict(list)
        for event in self.account.events:
            if event.claims and self.place_id in (None, *event.place_ids):
                found[ranks[event.event], -count_witnesses(event)].append(event)
        return [events for _, events in sorted(found.items())]

    def list_days(self, period: Period) -> Iterator[Sequence[Claim]]:
        """The claims of a period, those of the newest day first."""
        for day in sorted(self.said, reverse=True):
            if day in self.vague:
                yield [one for one in self.said[day] if period.holds(*day_said(one))]
            elif period.holds(day, day):
                yield self.said[day]

    def list_claims(self, period: Period) -> Iterator[Claim]:
        """Those of a period, the newest first."""
        for said in self.list_days(period):
            yield from sorted(said, key=attrgetter("claim_id"))

    def rank_events(self, period: Period) -> Iterator[Event]:
        """Those of a period, the main ones first."""
        for alike in self.ranked:
            here = (one for one in alike if period.holds(one.start, one.end))
            yield from sorted(here, key=attrgetter("event_id"))


def write_sections(cited: Citable, period: Period, words: Words) -> BriefText:
    forms, place_id = words.wording.brief, cited.place_id
    here, claims = "_here" if place_id else "", cited.account.claims_by_id
    main = choose_events(cited.rank_events(period), claims, place_id)
    told = {claim_id for event, lead in main for claim_id in list_told(event, lead, claims)}
    parts = {
        "why": list(tell_states(cited, period, words)),
        "know": [tell_event(event, lead, claims, words) for event, lead in main],
        "saying": tell_voices(cited, period, told, words),
        "next": tell_plans(cited, period, words),
    }
    return tuple(
        Section(forms[key], tuple(sentences) or (Sentence(forms[f"no_{key}{here}"]),))
        for key, sentences in parts.items()
    )


def tell_states(cited: Citable, period: Period, words: Words) -> Iterator[Sentence]:
    """Why it matters: of one place its state and what each side says, of all which are disputed; then what changed."""
    told, state_at = cited.controls, cited.state_at
    if cited.place_id is not None:
        for one in told:
            yield from tell_place(one.place.name, status_on(one, period.until, state_at), words)
    elif told:
        yield tell_disputes(told, cited.disputed, state_at, period.until, words)
    yield from tell_changes(told, cited.states_on, state_at, period, words)


def new_on(claim: Claim) -> Day:
    """The day of its report, else the last one that it speaks of."""
    return claim.published or claim.when.end or ""


def speaks_of(claim: Claim, place_id: str | None) -> bool:
    return place_id is None or any(ref.place_id == place_id for ref in claim.places)


def choose_events(
    ranked: Iterable[Event], claims: Mapping[str, Claim], place_id: str | None
) -> list[tuple[Event, Claim]]:
    """The first of the ranked events with the claims that they are told by, newest first."""
    chosen, leads = list[tuple[Event, Claim]](), set[str]()
    for event in ranked:
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


def choose_lead_at(event: Event, claims: Mapping[str, Claim], place_id: str | None) -> Claim:
    """The claim that an event is told by; in the brief of a place one that names it, where one does: what is told as of a
    whole country is no sentence on a town."""
    lead = choose_event_lead(event, claims)
    if speaks_of(lead, place_id):
        return lead
    here = [claims[one] for one in event.claims if speaks_of(claims[one], place_id)]
    same = [one for one in here if (one.event, one.actor) == (lead.event, lead.actor)]
    return choose_lead(same) if same else lead


def tell_voices(cited: Citable, period: Period, told: Iterable[str], words: Words) -> list[Sentence]:
    """What people are saying: one or two things of each named voice, the newest first, without what the claims `told` in
    the events above say already.

    A publisher is a voice of its own where it is no newspaper or agency: a ministry, a channel.
    """
    claims = cited.account.claims_by_id
    known = {likeness(claims[one]) for one in told if one in claims}
    voices: dict[str, dict[Hashable, Claim]] = {}
    for claim in cited.list_claims(period):
        if claim.stance in AHEAD or not has_named_voice(claim, cited.account):
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
    alike = find_alike(shown, cited.list_days(period))
    return [tell_claim(claim, alike[key], words) for key, claim in shown.items()]


def has_named_voice(claim: Claim, account: Account) -> bool:
    if claim.voices:
        return claim.voices[-1].kind not in ("unnamed", "footage")
    origin = account.origin_of(claim.claim_id)
    return origin is not None and origin.kind not in ("unnamed", "footage", "outlet", "agency")


def tell_claim(claim: Claim, ids: tuple[str, ...], words: Words) -> Sentence:
    """The claim's sentence. A position or aid is many things, so there the report's own words follow."""
    text = claim_sentence(claim, words)
    quoted = event_types()[claim.event].family == "politics"
    if quoted:
        text = words.wording.brief["quoted"].format(sentence=text, quote=clean(claim.text))
    return Sentence(text, ids, (Part(text, claim_facts(claim, words, quoted)),))


def tell_plans(cited: Citable, period: Period, words: Words) -> list[Sentence]:
    """What happens next: what voices forecast or intend for a time that is not over by the last day."""
    ahead = [one for said in cited.list_days(period) for one in said if one.stance in AHEAD]
    coming = newest_first(one for one in ahead if is_ahead(one, period.until))
    return [tell_claim(claim, ids, words) for claim, ids in merge_alike(coming)[:NEXT]]


def is_ahead(claim: Claim, until: Day) -> bool:
    """Whether what a claim looks forward to can still come: its time is not over, or it names none and is not old."""
    if claim.when.end is not None and claim.when.basis != "publication":
        return claim.when.end >= until
    last = claim.when.end or day_said(claim)[1]
    return last is None or last >= shift_day(until, -OUTLOOK_DAYS)


def merge_alike(claims: Iterable[Claim]) -> list[tuple[Claim, tuple[str, ...]]]:
    """The same thing said by the same voice is one, with the ids of all that carry it."""
    alike: dict[Hashable, list[Claim]] = {}
    for one in claims:
        alike.setdefault(likeness(one), []).append(one)
    return [(same[0], tuple(one.claim_id for one in same)) for same in alike.values()]


def find_alike(
    wanted: Mapping[Hashable, Claim], days: Iterable[Iterable[Claim]]
) -> dict[Hashable, tuple[str, ...]]:
    """The ids of all claims that say what some say, the newest first."""
    alike: dict[Hashable, list[Claim]] = {key: [] for key in wanted}
    known = {(one.event, voice_of(one)) for one in wanted.values()}
    for said in days:
        for one in said:
            if (one.event, voice_of(one)) in known and (key := likeness(one)) in alike:
                alike[key].append(one)
    return {key: tuple(one.claim_id for one in newest_first(same)) for key, same in alike.items()}


def newest_first(claims: Iterable[Claim]) -> list[Claim]:
    return sorted(sorted(claims, key=attrgetter("claim_id")), key=new_on, reverse=True)


def likeness(claim: Claim) -> Hashable:
    """Equal of two claims by which one voice says one thing."""
    places = tuple(sorted((ref.role, ref.name or ref.text or "") for ref in claim.places))
    return voice_of(claim), claim.event, claim.actor, claim.target, places, claim.stance, claim.figures


def voice_of(claim: Claim) -> str | None:
    return claim.voices[-1].name if claim.voices else claim.publisher
