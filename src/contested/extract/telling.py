"""How one sentence tells its events: what was found in it and what the text named before, in; its claims, out.

For each event: the voices that cover it, its stance, its time, its figures and its places.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from msgspec.structs import replace

from contested.extract.asides import second
from contested.extract.claims import ClaimParts, default_when, deny_claim, make_claims, refute_claim
from contested.extract.clauses import Sentence
from contested.extract.dates.find import DateRef
from contested.extract.dates.named import VAGUE_DAYS
from contested.extract.dates.spans import Span, shift_days
from contested.extract.figures import FigureRef, find_figures
from contested.extract.frames import TriggerRef
from contested.extract.language import Language
from contested.extract.lexicon import Hit
from contested.extract.offices import settle_offices
from contested.extract.places import SETTLED, TOWNS, describes
from contested.extract.roles import PlaceUse
from contested.extract.scene import RawEvent, Scene
from contested.extract.sides import SideRef
from contested.extract.speech import GOING_ON
from contested.extract.stance import is_told, read_stance
from contested.extract.taking_back import admits_own, named_claim
from contested.extract.tokens import POSSESSIVE
from contested.extract.voices import Heard, VoiceRef, covers
from contested.model import AHEAD, ANEW, TAKEN_BACK, Claim, Dating, Name, Report, Stance, Voice, When
from contested.theatres import Theatre, side_id
from contested.vocabulary import event_types

# What a verb of saying makes of what it says: "expects X to fall", "believes that X has fallen".
PUT_BY_VOICE: tuple[tuple[Stance, str], ...] = (("forecast", "foreseeing"), ("hedged", "believing"))
PAST_UNDATED = 0.5  # "previously held": true once, and no day to put it on
GAINS = frozenset({"advanced", "withdrew"})  # types whose length is the ground gained or given up
SHARING = frozenset({"past", "pastpart", "participle", "any"})  # forms of verbs that share a "reportedly"
CARRYING_ON = frozenset({"adverb", "infinitive", "speech_filler"})
STRIKING = frozenset({"strike", "effect"})  # families of a blow and what it does
PARTING = frozenset(",;:—–")  # marks, and words, that end what somebody would not comment on
COUNTED_WITHIN = 3  # words before an attack that may count it
LONG = timedelta(days=31)  # a total over more time than this is not one place's


@dataclass(slots=True)
class Memory:
    """What a text has named so far: sides, places and voices, the day of the last voice, the paragraph of the last
    settlement, the direction of the front that the last places were told of where these are several or none, whom the last
    sentence quoted in which paragraph, the claims of the last sentence that had any, and the names that were no places."""

    scene: Scene
    publisher: str | None = None  # its side
    latest: dict[str, Name] = field(default_factory=dict)
    heard: Heard = field(default_factory=Heard)
    quoted: tuple[int, Voice] | None = None
    voice_day: When | None = None
    topic_paragraph: int = -1
    axis: Name | None = None
    told: list[Claim] = field(default_factory=list)
    aside: set[Name] = field(default_factory=set)


@dataclass(slots=True)
class Telling:
    """A sentence with everything found in it. `topic` is the settlement named last before it, `said` the days on which
    the report may speak, by its `dating` where it is undated; `untrue`: the next one calls it so."""

    report: Report
    said: Span | None
    dating: Dating | None
    language: Language
    sentence: Sentence
    sides: list[SideRef]
    places: list[PlaceUse]
    voices: list[VoiceRef]
    dates: list[DateRef]
    events: list[RawEvent]
    topic: Name | None
    memory: Memory
    untrue: bool = False

    def claims(self, theatre: Theatre) -> list[Claim]:
        """The sentence's claims, in order, denials of what was told before behind them; brings the memory up to date."""
        if any(not one.back for one in self.voices):
            self.memory.voice_day = None
        dated = {at for one in self.dates for at in range(one.first, one.last)}
        figures = find_figures(self.sentence, self.language, dated) if self.events else []
        found: list[Claim] = []
        settled: dict[Voice, Voice] = {}  # offices by whose they are in this sentence
        before: tuple[RawEvent, Stance] | None = None
        for raw in self.events:
            speaking = self.speaking(raw)
            stance, words = self.stance(raw, speaking)
            if self.is_bygone(raw, speaking):
                continue
            untrue = self.untrue or self.called_untrue(raw)
            if stance == "asserted" and untrue and not speaking:
                stance = "denied"
            if stance == "asserted" and before is not None and self.goes_on(*before, raw):
                stance = before[1]
            before = raw, stance
            if words is not None and words.kind in ("unfounded", "negation_behind"):
                speaking = self.deniers(speaking)
            elif words is not None and words.kind == "negation":
                speaking = [one for one in speaking if not self.contradicted(one, raw)]
            if any(one.withholds for one in speaking) or self.left_open(raw, speaking):
                continue  # "has not confirmed the loss of X": nobody says that it is lost
            if not is_told(self.sentence, raw, stance):
                continue
            told = settle_offices(speaking, raw, stance, self.memory.publisher, theatre, self.language)
            settled |= {one.voice: other.voice for one, other in zip(speaking, told, strict=True)}
            speaking = told
            own = self.own_dates(raw) or self.shared_dates(raw)
            parts = ClaimParts(
                report=self.report,
                said=self.said,
                dating=self.dating,
                sentence=self.sentence,
                raw=raw,
                places=self.places_of(raw),
                voices=speaking,
                stance=stance,
                stance_words=words,
                when=self.when(own, speaking, stance),
                date=own[0] if own else None,
                figures=[one for one in figures if inside(one.first, raw) and self.counts(one, raw)],
                sides=self.sides,
                language=self.language.code,
                denial=self.denial(raw, speaking, words) if stance == "denied" else "",
            )
            found.extend(made := make_claims(parts, theatre))
            if speaking and (speaking[-1].wrongly or untrue) and stance == "asserted":
                found.extend(map(refute_claim, made))
        heads = [raw.first for raw in self.events]
        behind = [
            *self.denials(found, theatre),
            *second(self.sentence, self.voices, heads, found, self.report),
        ]
        found.extend({claim.claim_id: claim for claim in behind}.values())
        for one in in_turn(self.voices):
            self.memory.heard.hear(settled.get(one.voice, one.voice))
        if any(use.settlement for use in self.places):
            self.memory.topic_paragraph = self.sentence.span.paragraph
        if self.places:
            self.memory.axis = find_axis(self.places)
        self.memory.told = found or self.memory.told
        return found

    def counts(self, one: FigureRef, raw: RawEvent) -> bool:
        """Whether a figure counts what the event is done to, where one verb tells of several things; a length is the
        ground gained or given up, and who lives or stays somewhere is told of by that."""
        if one.distance:
            return raw.event in GAINS
        dwells = self.sentence.starts("dwell", one.last) is not None
        if dwells and not raw.first <= one.last < raw.last:
            return False
        sharing = [other for other in self.events if other.clause.ref is raw.clause.ref and other is not raw]
        thing = raw.clause.trigger.frame.thing
        others = {other.clause.trigger.frame.thing for other in sharing} - {thing}
        if thing is None or not others:
            return True
        return self.sentence.holds(thing, one.first, one.last + 2)

    def speaking(self, raw: RawEvent) -> list[VoiceRef]:
        """The voices that cover an event; where its clause is the reporter's aside (", which …"), only those that speak
        in it (", which X says …")."""
        start = raw.clause.start
        words = self.sentence.words
        opens = start if words[start] != "," else start + 1
        aside = opens > 0 and words[opens - 1] == "," and self.sentence.starts("relative", opens) is not None
        if (countered := self.countered(raw)) is not None:
            return [countered]
        speaking = [one for one in self.voices if covers(one, raw.first)]
        if aside:
            speaking = [one for one in speaking if opens < one.verb <= raw.first]
        again = {one.voice: at for at, one in enumerate(speaking)}  # "X wrote, saying that": one voice
        return [one for at, one in enumerate(speaking) if again[one.voice] == at]

    def countered(self, raw: RawEvent) -> VoiceRef | None:
        """The side whose claim a voice speaks against: "Kyiv says its forces hold X, despite Moscow's assertion that it took the
        town". It is no word of Kyiv's."""
        for hit in self.sentence.found("claims_noun", 0, raw.first):
            owner = next((ref for ref in self.sides if ref.code and ref.last == hit.first), None)
            if owner is None or owner.code is None or self.sentence.ending("conceding", owner.first) is None:
                continue
            known = next((one for one in self.voices if one.verb == hit.first), None)
            if known is not None:
                return known if covers(known, raw.first) else None
            name = self.sentence.words_text(owner.first, owner.last).removesuffix(POSSESSIVE)
            voice = Voice(name=name, kind="official", side=owner.code, source_id=side_id(owner.code))
            return VoiceRef(voice, owner.first, hit.last, hit.last, len(self.sentence.words), hit.first)
        return None

    def stance(self, raw: RawEvent, speaking: Sequence[VoiceRef]) -> tuple[Stance, Hit | None]:
        """How an event is put, its voices' denials and others' demands included."""
        if not self.own_dates(raw) and self.sentence.holds(
            "earlier", max(0, raw.clause.start - 1), raw.clause.stop
        ):
            raw.doubt(PAST_UNDATED, "told as something past, without its day")
        heard = max((one.last for one in speaking if one.last <= raw.first), default=0)
        stance, words = read_stance(self.sentence, raw, heard)
        for one in speaking[-1:]:
            if one.denies and (one.start == one.last or (one.stop == one.verb and covers(one, raw.first))):
                stance = "denied"  # what is denied stands behind the verb, or before it
            elif stance == "asserted" and one.voice.kind in ("unnamed", "footage") and self.doubted(one):
                stance = "hedged"
            elif stance == "asserted":
                stance = next(
                    (put for put, kind in PUT_BY_VOICE if self.sentence.starts(kind, one.verb)), stance
                )
        if stance == "asserted" and (asks := self.asking(raw)) is not None:
            stance = "denied" if self.sentence.starts("declines", asks.first) is not None else "intended"
        return stance, words

    def is_bygone(self, raw: RawEvent, speaking: Sequence[VoiceRef]) -> bool:
        """Whether a hold is only told as one that was: "X, which had been held by Y", "once held by Y"."""
        clause, sentence = raw.clause, self.sentence
        if event_types()[raw.event].course != "lasts":
            return False
        if sentence.ending("bygone", clause.ref.first) is not None and not self.own_dates(raw):
            return True
        aside = any(sentence.starts("relative", at) for at in (clause.start, clause.start + 1))
        return aside and not speaking and sentence.holds("past_perfect", clause.start, clause.ref.last)

    def called_untrue(self, raw: RawEvent) -> bool:
        """Whether the sentence ends by calling an event untrue: "X claims the capture of Y, but this is not true"."""
        hits = self.sentence.found("not_so", raw.last, len(self.sentence.words))
        return any(self.sentence.ends_by(hit.last) for hit in hits)

    def goes_on(self, before: RawEvent, put: Stance, raw: RawEvent) -> bool:
        """Whether an event is put as the one before it, whose subject and whose "trying to", "may have" or "reportedly" it
        shares: "is trying to seize X, surround Y and reach Z"."""
        sentence = self.sentence
        form, other = raw.clause.trigger.form, before.clause.trigger.form
        ahead = put in AHEAD and self.is_infinitive(raw) and self.is_infinitive(before)
        shared = put == "hedged" and form in SHARING and other in SHARING
        between = range(max(before.last, raw.clause.start), raw.first)
        joined = any(sentence.joins(at) for at in between)
        carried = all(sentence.joins(at) or sentence.starts_any(CARRYING_ON, at) for at in between)
        return (ahead or shared) and joined and carried

    def is_infinitive(self, raw: RawEvent) -> bool:
        """Whether an event is told by an infinitive, by its form or its ending."""
        endings = self.language.settings.infinitive_endings
        return raw.clause.trigger.form == "base" or self.sentence.words[raw.first].endswith(endings)

    def doubted(self, one: VoiceRef) -> bool:
        """Whether a voice's own words call what it says in doubt: "unconfirmed reports"."""
        return self.sentence.holds("modal_hedge", one.first, one.last)

    def left_open(self, raw: RawEvent, speaking: Sequence[VoiceRef]) -> bool:
        """Whether an event is only what somebody would not comment on, or could not verify, and nobody is named who says so:
        "has not commented on the claim that X was taken"."""
        for hit in self.sentence.found("uncommenting", 0, raw.first):
            between = range(hit.last, raw.first)
            parted = any(
                self.sentence.words[at] in PARTING or self.sentence.starts_any(GOING_ON, at) for at in between
            )
            if not parted and not any(hit.last <= one.verb for one in speaking):
                return True
        return False

    def deniers(self, speaking: Sequence[VoiceRef]) -> list[VoiceRef]:
        """The voices without the one whose claim they call untrue: "Ridge's claim that it fell is false, the staff said"."""
        return [
            one
            for one in speaking
            if not named_claim(self.sentence, one.last) and not self.sentence.starts("what", one.first)
        ]

    def contradicted(self, one: VoiceRef, raw: RawEvent) -> bool:
        """Whether what is denied is a voice's own claim: "Russian forces did not take X, as Moscow claimed"."""
        sentence = self.sentence
        added = any(sentence.starts("as_saying", at) for at in (one.first - 1, one.first))
        claimed = raw.last <= one.first and added and sentence.starts("claim_verb", one.verb) is not None
        return claimed and one.voice.side is not None and one.voice.side == raw.actor

    def denial(self, raw: RawEvent, speaking: Sequence[VoiceRef], words: Hit | None) -> str:
        """Whether a voice takes back its own word, or denies only that something happened again."""
        if any(one.retracts for one in speaking[-1:]) or (self.untrue and not speaking):
            return TAKEN_BACK
        if words is not None and words.kind == "taken_back":
            return TAKEN_BACK
        if words is not None and words.kind in ("unfounded", "negation_behind"):
            heard = max((one.last for one in speaking if one.last <= raw.first), default=0)
            verb = speaking[-1].verb if speaking else -1
            return TAKEN_BACK if admits_own(self.sentence, verb, heard, raw.first) else ""
        anew = words is not None and self.sentence.holds("anew", words.first, raw.last)
        return ANEW if anew else ""

    def asking(self, raw: RawEvent) -> RawEvent | None:
        """What a state or leader does to ask for an event, or to refuse it: "urged X to withdraw", "refused to withdraw"."""
        start = raw.clause.start
        if not any(self.sentence.starts(kind, start) for kind in ("infinitive", "complement")):
            return None
        before = (one for one in self.events if one.clause.trigger.frame.leader and one.clause.stop == start)
        return next(before, None)

    def own_dates(self, raw: RawEvent) -> list[DateRef]:
        """The dates of an event's clause that are not the day of speaking, the nearest to its words first."""
        own = [
            one
            for one in self.dates
            if (inside(one.first, raw) or inside(one.last - 1, raw))
            and not self.of_speech(one)
            and not (one.first >= raw.last and self.leads_on(one))
        ]
        return sorted(own, key=lambda one: max(one.first - raw.last, raw.first - one.last))

    def leads_on(self, one: DateRef) -> bool:
        """Whether a date is of what is told behind it: "left X two weeks after they had taken it"."""
        return self.sentence.starts("later_than", one.last - 1) is not None

    def shared_dates(self, raw: RawEvent) -> list[DateRef]:
        """The dates of the strike or effect nearest to one that has none in its sentence: "struck on 3 May, killing two"."""
        if event_types()[raw.event].family not in STRIKING:
            return []
        others = [
            other
            for other in self.events
            if event_types()[other.event].family in STRIKING and self.own_dates(other)
        ]
        nearest = min(others, key=lambda other: abs(other.first - raw.first), default=None)
        return self.own_dates(nearest) if nearest is not None else []

    def of_speech(self, one: DateRef) -> bool:
        """Whether a date belongs to the verb of saying: "said on Friday that"."""
        return any(voice.first <= one.first < voice.last for voice in self.voices)

    def when(self, own: Sequence[DateRef], speaking: Sequence[VoiceRef], stance: Stance) -> When:
        """An event's own date, else the day of its voice, else the report's."""
        said = [one for one in self.dates if self.of_speech(one)]
        if said and speaking:
            self.memory.voice_day = day_of_speech(said[0].when)
        if own:
            when = own[0].ahead if stance in AHEAD else own[0].when
            return vague_on(self.memory.voice_day, when) if speaking and when.basis == "vague" else when
        return (self.memory.voice_day if speaking else None) or default_when(self.said)

    def places_of(self, raw: RawEvent) -> list[PlaceUse]:
        """An event's own places, else those that it inherits; who leaves for a place leaves one too."""
        if not raw.places:
            return self.inherited(raw)
        leaves = event_types()[raw.event].implies == "not_actor"
        if leaves and all(use.role == "to" for use in raw.places):
            headed = {use.anchor for use in raw.places}
            return [*(use for use in self.inherited(raw) if use.anchor not in headed), *raw.places]
        return raw.places

    def inherited(self, raw: RawEvent) -> list[PlaceUse]:
        """The settlements that a clause without place words is about, none for a total over months: those of the event
        before it in the sentence, or its regions, else the last settlement named before it.

        What happens to territory and people may carry over from an earlier paragraph, the rest only within its own.
        """
        kind = event_types()[raw.event]
        own = self.own_dates(raw)
        if raw.clause.trigger.frame.unplaced or self.is_total(raw) or self.none_such(raw):
            return []
        if not kind.inherits_place or (kind.family != "territory" and own and months(own[0].when)):
            return []
        role = raw.clause.trigger.frame.place_role or "at"
        for before in reversed([one for one in self.events if one.first < raw.first]):
            named = [use for use in before.places if use.anchor and use.role != "to"]
            named = [use for use in named if use.settlement] or [
                use for use in named if use.anchor and "country" not in use.anchor.kinds
            ]
            if named:
                kept = ("axis", "near") if role == "at" else ("axis",)
                return [
                    replace(use, first=-1, last=-1, role=use.role if use.role in kept else role)
                    for use in named
                ]
        same = self.memory.topic_paragraph == self.sentence.span.paragraph
        carried = kind.family in ("territory", "people") or same
        if self.topic is None or not carried:
            return []
        if self.memory.axis is not None:  # "In the X direction, 34 attacks near A and B. 29 were repelled."
            return [PlaceUse(-1, -1, "axis", self.memory.axis, True)]
        return [PlaceUse(*self.bare_description(raw), role, self.topic, True)]

    def is_total(self, raw: RawEvent) -> bool:
        """Whether a number of attacks is the whole front's: "at the front", or told before any place is named."""
        numbered = any(
            word[0].isdigit() for word in self.sentence.words[max(0, raw.first - COUNTED_WITHIN) : raw.first]
        )
        if event_types()[raw.event].implies != "front" or not numbered:
            return False
        ahead = self.topic is not None and self.topic.start >= self.sentence.span.end
        return ahead or self.sentence.holds("front")

    def none_such(self, raw: RawEvent) -> bool:
        """Whether it is told of no settlement in particular: "no other town was taken", «жодного села не захопили»."""
        none = self.sentence.found("none_such", raw.clause.start, raw.clause.stop)
        return any(describes(self.sentence, hit.last, SETTLED) for hit in none)

    def bare_description(self, raw: RawEvent) -> tuple[int, int]:
        """The words right behind an event's that describe its place as headlines do: "Troops Abandon Key Town"."""
        at = raw.last
        while (end := self.sentence.starts("place_filler", at)) is not None:
            if self.sentence.starts_any(TOWNS, at):
                break
            at = end
        ends = [end for kind in TOWNS if (end := self.sentence.starts(kind, at)) is not None]
        return (raw.last, max(ends)) if ends else (-1, -1)

    def denials(self, found: Sequence[Claim], theatre: Theatre) -> Iterable[Claim]:
        """ "X denies this": what a rival voice said before in this or the last sentence, or the report itself of X's
        adversary, denied on X's word; where X takes it back, what X said."""
        for one in self.voices:
            if not one.denies or any(covers(one, raw.first) and raw.first != one.verb for raw in self.events):
                continue
            at = self.sentence.span.start + self.sentence.spans[one.first][0]
            before = [
                claim
                for claim in found
                if any(slot.slot == "trigger" and slot.start < at for slot in claim.slots)
            ]
            for claim in before or self.memory.told:
                if one.retracts:
                    meant = claim.voices[-1:] == (one.voice,)
                elif claim.voices:
                    meant = any(voice.side != one.voice.side for voice in claim.voices)
                else:
                    meant = one.voice.side is not None and one.voice.side == theatre.adversary(claim.actor)
                if meant and event_types()[claim.event].family == "territory" and claim.stance == "asserted":
                    yield deny_claim(claim, one, self.sentence, self.report)


def find_axis(places: Sequence[PlaceUse]) -> Name | None:
    """The direction of the front that a sentence tells of, where what follows may be of any of its places: several, or none."""
    axes = [use.anchor for use in places if use.role == "axis" and use.anchor is not None]
    others = {use.anchor for use in places if use.role != "axis" and use.settlement}
    return axes[-1] if axes and len(others) != 1 else None


def in_turn(voices: Sequence[VoiceRef]) -> list[VoiceRef]:
    """The voices so that the one comes last which a pronoun of the next sentence means: those that others cite, the innermost
    first, before those that speak for themselves, one after the other."""
    cited = [one for one in voices if any(covers(other, one.verb) for other in voices if other is not one)]
    own = sorted((one for one in voices if one not in cited), key=lambda one: one.verb)
    return [*reversed(cited), *own]


def inside(at: int, raw: RawEvent) -> bool:
    """Whether a word lies in an event's clause."""
    return raw.clause.holds(at)


def months(when: When) -> bool:
    """Whether a span is too long for one place's news: "since 2022", "between January and September"."""
    if when.start is None or when.end is None:
        return when.start is not None
    return date.fromisoformat(when.end) - date.fromisoformat(when.start) > LONG


def in_voice(one: VoiceRef, ref: TriggerRef) -> bool:
    """Whether an event's words only name the voice; its own verb may announce one ("claimed X"), but not behind what it
    tells ("…, X announced")."""
    announces = ref.first == one.verb and not one.retracts and one.start >= one.first
    return one.first <= ref.first < one.last and not announces


def vague_on(spoken: When | None, when: When) -> When:
    """What a voice does not know the day of lies before the day of its speech."""
    if spoken is None or spoken.end is None:
        return when
    start = shift_days(date.fromisoformat(spoken.end), -VAGUE_DAYS)
    return When(start=start.isoformat(), end=spoken.end, text=when.text, basis="vague")


def day_of_speech(when: When) -> When:
    """A date on the verb of saying bounds the event: that day and the day before."""
    if when.start != when.end or when.start is None:
        return when
    before = date.fromisoformat(when.start) - timedelta(days=1)
    return When(start=before.isoformat(), end=when.end, text=when.text, basis=when.basis)
