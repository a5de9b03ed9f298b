"""What happened where: a sentence with its sides, places, voices and triggers, in; one `RawEvent` an event, out.

Of the frames that an event's words may belong to, the first whose demands the clause meets makes it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from msgspec import structs
from msgspec.structs import replace

from contested.extract.clauses import QUOTES, Bounds, Sentence, boundary_rank, clause_bounds
from contested.extract.frames import TriggerRef, by_thing, fits
from contested.extract.language import Language
from contested.extract.lexicon import Hit
from contested.extract.objects import PLACES, find_object
from contested.extract.parties import Parties
from contested.extract.places import TOWNS
from contested.extract.roles import MARKS, PlaceUse, filler
from contested.extract.scene import Clause, RawEvent
from contested.extract.sides import SideRef
from contested.extract.taking_back import admits_own, found_untrue
from contested.extract.voices import VoiceRef, covers, speaker_at
from contested.model import Role, Voice
from contested.vocabulary import event_types

UNDER_WITHIN = 3  # words before a strike: "under heavy drone fire"
NOT_SAID = (
    0.6  # on annotated reports such claims are right 46 times in a hundred, those with nothing inferred 81
)
JOINING = ("coordinator", "role", "encloser", "side", "pronoun_force")
BEFORE_NOUNS = frozenset({"determiner", "quantity", "number"})
OUTSIDERS = frozenset({"people", "voice_kind"})
UNTENSED = frozenset({"infinitive", "modal_forecast", "modal_hedge", "did", "plan", "obliged"})
DESCRIBES = frozenset({"determiner", "approximate", "number"})
VERBAL = frozenset({"be", "have"})
HIT = frozenset({"strike", "effect"})  # families whose actor may be told by another event of the sentence
PIECES = ("centre", "part")  # how what is a piece of a place lies to it: "central X", "northern X"
STRUCK_FROM_AFAR = 250_000  # inhabitants
BESIDE = 4  # words behind a verb that say how a place is held
APART = frozenset({"intercepted", "equipment_loss"})  # … and these not: each side has its own
STATES = frozenset({"state", "leader", "owner", "source", "pronoun", "ours"})
HEDGES = frozenset({"modal_hedge"})  # "almost certainly" is no part
PARTLY_WITHIN = 2  # words from a verb to "mostly", "almost entirely"
BEFORE_PLACE = 5  # words before a place that say how much of it: "more than three quarters of"
ABSORBS_WITHIN = 9  # words between "attacks" and "were repelled"
JOINED_WITHIN = 4  # words between two events that share their places
BEFORE_NOUN = 3  # words from an article to its noun: "the latest armoured attack"
CAUSE_WITHIN = 4  # words between an effect and the means behind "by"


class EventReader:
    """Reads the events of one sentence; brings the scene up to date."""

    def __init__(
        self,
        sentence: Sentence,
        places: list[PlaceUse],
        voices: list[VoiceRef],
        parties: Parties,
        language: Language,
    ) -> None:
        self.sentence, self.places, self.voices = sentence, places, voices
        self.parties, self.scene, self.language = parties, parties.scene, language

    def read(self, triggers: list[TriggerRef]) -> list[RawEvent]:
        """The events that the triggers announce, in order. Words that announce none end no clause, so the rest is read
        anew where its clause or who is meant has changed."""
        home, deciding = self.scene.speaker, self.scene.deciding
        bounded = self.bounded(triggers)
        drafts = [(ref, self.read_trigger(ref, bounds)) for ref, bounds in bounded]
        fitting = [(ref, draft) for ref, draft in drafts if draft is not None]
        others = [one for one in fitting if not all(trigger.frame.alone for trigger in one[0].triggers)]
        fitting = others or fitting
        self.scene.taker = None
        events: list[RawEvent] = []
        if len(fitting) < len(triggers):
            bounded = self.bounded([ref for ref, _ in fitting])
        for (ref, bounds), (_, draft) in zip(bounded, fitting, strict=True):
            voice = speaker_at(self.voices, ref.first)
            self.scene.speaker = (voice.side if voice else None) or home
            self.scene.said = self.parties.said_by(ref.first)
            own = bounds._replace(start=self.behind_other_verb(ref, bounds.start))
            same = draft.clause.bounds == own and self.scene.deciding == deciding
            raw = draft if same else self.read_trigger(ref, own)
            if raw is None or self.absorbed(raw, events):
                continue
            if voice is not None and self.obliged(raw, bounds):
                raw.event, raw.actor, raw.target, raw.places = "statement", voice.side, raw.actor, []
            if raw.actor is None and not raw.clause.trigger.nominal and not ref.passive:
                raw.actor = self.speaks_of_itself(ref.first)
            if raw.actor is None and event_types()[raw.event].family not in HIT:
                denied = any(one.denies and covers(one, ref.first) for one in self.voices)
                denied = denied or self.called_untrue(ref, bounds)
                untrue = self.untrue(ref, bounds) and not self.comes_early(ref, bounds)
                denied = (denied or untrue) and not self.taken_back(ref)
                raw.actor = self.parties.implied_actor(raw, voice, denied)
            if raw.event == "repelled" and raw.actor_ref is not None and raw.actor_ref.code is None:
                self.turn_defender(raw, events)
            if raw.event == "repelled" and raw.actor_ref is None:
                self.side_with_defender(raw, voice)
            events.append(raw)
            events.extend(self.causes(raw, events))
            events.extend(self.also(raw, bounds))
            events.extend(self.counted_apart(raw))
            self.remember(raw)
        named = self.parties.named_subjects()
        self.scene.acting = named[0].code if named and named[0].kind != "foe" else self.scene.acting
        share_places(events, self.sentence)
        self.strikes_told_as_attacks(events)
        self.share_actors(events)
        self.turn_fire(events)
        self.turn_failed(events)
        share_struck_places(events)
        events = [one for raw in events for whole in self.with_part(raw) for one in self.suffered(whole)]
        events = [raw for raw in events if not (self.held_before(raw, events) or self.wiped_out(raw, events))]
        for raw in events:
            if raw.actor is None and event_types()[raw.event].family in HIT and not self.mutual(raw):
                raw.actor = self.parties.implied_actor(raw, None, False)
            if raw.actor is None:
                raw.doubt(NOT_SAID, "who did it is not said")
        return events

    def wiped_out(self, raw: RawEvent, events: list[RawEvent]) -> bool:
        """Whether who has come in is said to be no more: "eliminated a group that had infiltrated X"."""
        if raw.event != "entered" or raw.actor is None:
            return False
        rival = self.parties.theatre.adversary(raw.actor)
        return any(
            one.first < raw.first
            and one.actor == rival
            and self.sentence.starts("wipes_out", one.first) is not None
            and any(self.sentence.starts("relative", at) for at in range(one.last, raw.first))
            for one in events
        )

    def set_against(self, raw: RawEvent, other: RawEvent) -> bool:
        """Whether another event is only told behind "despite": "their troops held X, despite claims that Y had taken it"."""
        return raw.first < other.first and self.sentence.holds("conceding", raw.last, other.first)

    def held_before(self, raw: RawEvent, events: list[RawEvent]) -> bool:
        """Whether somebody "held" what the sentence says he has left or lost: "driven out of X, the last town they held",
        "X, which they had held for a year, was retaken"."""
        if raw.event != "holds" or raw.clause.trigger.form not in ("past", "pastpart") or raw.actor is None:
            return False
        own = {use.anchor for use in raw.places if use.settlement}
        rival = self.parties.theatre.adversary(raw.actor)
        lost = (
            one
            for one in events
            if ((one.event, one.actor) == ("captured", rival) and not self.set_against(raw, one))
            or (one.first < raw.first and (one.event, one.actor) == ("withdrew", raw.actor))
        )
        return any(one.places and own <= {use.anchor for use in one.places} for one in lost)

    def strikes_told_as_attacks(self, events: list[RawEvent]) -> None:
        """ "Attacked X, killing two people" is a strike where civilians or buildings are what it hit."""
        if any(event_types()[one.event].family == "strike" for one in events):
            return
        hit = [one for one in events if one.event in ("casualties", "infrastructure_damage")]
        civil = hit and not any(
            self.sentence.holds("soldiers", one.clause.start, one.clause.stop) for one in hit
        )
        for raw in events:
            if civil and raw.event == "clashed" and raw.clause.trigger.frame.struck:
                raw.event = raw.clause.trigger.frame.struck

    def mutual(self, raw: RawEvent) -> bool:
        """Whether both sides suffer it: "heavy casualties on both sides"."""
        effect = event_types()[raw.event].family == "effect"
        return effect and self.sentence.holds("both_sides", raw.clause.start, raw.clause.stop)

    def with_part(self, raw: RawEvent) -> Iterator[RawEvent]:
        """An event, and what it is where only a part of some of its places is meant: "captured X and parts of Y"."""
        part = self.language.events[raw.event].part
        some = [use for use in raw.places if use.portion and self.joined_to(use)] if part else []
        whole = [use for use in raw.places if use not in some]
        if not some or not whole or raw.object.use not in whole:
            yield raw
            return
        raw.places = whole
        yield raw
        yield raw.apart(event=part, places=some)

    def joined_to(self, use: PlaceUse) -> bool:
        """Whether "and" joins a place to others, with no comma behind that."""
        low = max(0, use.first - BEFORE_PLACE)
        joins = [hit.last for hit in self.sentence.found("coordinator", low, use.first)]
        return bool(joins) and "," not in self.sentence.words[joins[-1] : use.first]

    def suffered(self, raw: RawEvent) -> Iterator[RawEvent]:
        """An event, or one for each side where both suffer it."""
        if not self.mutual(raw):
            yield raw
            return
        for code in self.parties.theatre.holders:
            yield raw.apart(actor=None, actor_ref=None, target=code)

    def share_actors(self, events: list[RawEvent]) -> None:
        """A strike and what it does have one actor and one target: "a Russian missile hit X, killing two"."""
        told = [one for one in events if event_types()[one.event].family in HIT]
        named = [one for one in told if one.actor is not None and one.actor_ref is not None]
        for raw in told:
            nobody = raw.clause.trigger.frame.speaker == "nobody"
            if raw.actor_ref is not None or raw.event in APART or not named or nobody:
                continue
            nearest = min(named, key=lambda one: abs(one.first - raw.first))
            struck = nearest.target or self.parties.theatre.adversary(nearest.actor)
            other = raw.target_ref is not None and raw.target_ref != nearest.actor_ref
            if other and raw.target not in (None, struck):
                continue  # of "X's men struck Y, two were hurt" X's suffer nothing
            if nearest.event not in APART:
                raw.actor, raw.target = nearest.actor, struck
        for raw in told:
            if raw.target is None and raw.actor is not None and event_types()[raw.event].family == "effect":
                raw.target = self.parties.theatre.adversary(raw.actor)

    def turn_failed(self, events: list[RawEvent]) -> None:
        """An attack that is said to have failed is one that was beaten back: "unsuccessfully attacked near X"; whose it was
        whom nobody names, a side tells of the other's."""
        for raw in events:
            attacker = raw.actor or self.parties.theatre.adversary(self.parties.fighting())
            if raw.event != "clashed" or attacker is None:
                continue
            stop = min(len(self.sentence.words), raw.clause.stop + 1)
            if self.sentence.found("failing", raw.clause.start, stop):
                raw.event, raw.target = "repelled", attacker
                raw.actor, raw.actor_ref = self.parties.theatre.adversary(attacker), None

    def turn_fire(self, events: list[RawEvent]) -> None:
        """Under whose fire somebody does a thing is the other's: "our infantry pulled back to X under drone attack"."""
        for before, raw in pairwise(events):
            under = self.sentence.holds("under", max(before.last, raw.first - UNDER_WITHIN), raw.last)
            own = raw.actor_ref is not None and raw.actor_ref.first >= before.last
            if under and event_types()[raw.event].family == "strike" and before.actor and not own:
                raw.target, raw.actor = before.actor, self.parties.theatre.adversary(before.actor)

    def bounded(self, triggers: list[TriggerRef]) -> list[tuple[TriggerRef, Bounds]]:
        bounds = clause_bounds(self.sentence, [(ref.first, ref.last) for ref in triggers])
        return list(zip(triggers, bounds, strict=True))

    def behind_other_verb(self, ref: TriggerRef, start: int) -> int:
        """A passive's clause begins behind the comma that ends another "to be": "A is quiet, B was taken"."""
        verbs = [hit.first for hit in self.sentence.found("be", start, ref.first)]
        if not ref.passive or len(verbs) < 2:
            return start
        commas = [at for at in range(verbs[0], verbs[-1]) if self.sentence.words[at] == ","]
        return commas[0] if commas else start

    def read_trigger(self, ref: TriggerRef, bounds: Bounds) -> RawEvent | None:
        """The event of the first frame whose demands are met, or None."""
        for trigger in by_thing(self.sentence, ref):
            if fits(trigger, self.sentence, bounds.start, bounds.stop, ref, self.language):
                raw = self.read_clause(Clause(ref, trigger, bounds))
                if raw is not None:
                    raw.event = self.shifted_event(raw)
                    return raw
        return None

    def falls(self, clause: Clause, own: Sequence[PlaceUse]) -> bool:
        """Whether a place is what a verb says it of: "X fell", "the town in the X region fell"; not "snow fell in X",
        "prices in X fell"."""
        sentence, first = self.sentence, clause.ref.first
        if any(sentence.starts_any(TOWNS, at) for at in range(clause.start, first)):
            return True
        return any(sentence.ending("role", use.first) is None for use in own)

    def read_clause(self, clause: Clause) -> RawEvent | None:
        """One event by one frame, or None where its slots do not meet the frame's demands."""
        frame, ref = clause.trigger.frame, clause.ref
        slots = self.parties.fill(clause)
        noun = clause.trigger.nominal
        raw = RawEvent(frame.passive if ref.passive and frame.passive else clause.trigger.event, clause)
        raw.actor_ref, raw.target_ref = slots["actor"], slots["target"]
        if noun and raw.actor_ref is not None and self.denies(raw.actor_ref, clause):
            raw.actor_ref = None
        raw.actor = self.parties.code(raw.actor_ref, raw) if raw.actor_ref else None
        raw.target = self.parties.code(raw.target_ref, raw) if raw.target_ref else None
        if raw.target == raw.actor:
            self.part_from_enemy(raw)
        if frame.leader:
            return self.read_position(raw)
        kind = event_types()[raw.event]
        if frame.named and raw.actor_ref is None:
            return None
        if frame.state and (raw.actor_ref is None or raw.actor_ref.kind not in STATES):
            return None
        if not noun and kind.family == "territory" and self.by_outsiders(raw):
            return None
        if kind.implies == "not_actor" and not noun and self.by_civilians(raw):
            return None
        inside = [use for use in self.places if clause.holds(use.first)]
        own = [use for use in inside if not (ref.first <= use.first and use.last <= ref.head)]
        if frame.placed and not own:
            return None
        if noun and kind.implies == "front" and self.is_manner(ref):
            return None
        if kind.implies == "actor" and self.by_fire(raw):
            return None
        if frame.subject == "place" and frame.object == "none" and own and not self.falls(clause, own):
            return None
        whose = self.sentence.ending("whose", ref.first) is not None  # "X, whose capture Y announced"
        owned = noun and (whose or self.parties.owner(ref) is not None)
        unsaid = noun and not own and not owned and self.parties.agent(clause) is None
        if unsaid and self.bare(raw):
            return None
        free_order = self.language.settings.free_order
        raw.object = find_object(self.sentence, clause, self.places, self.parties.sides, free_order)
        if raw.event == "deserted" and raw.object.kind == "place" and not noun:
            return None  # an army that flees a town withdraws
        men = kind.family == "people" and frame.subject == "target" and frame.thing is not None
        if men and not noun and not ref.passive and raw.object.kind == "place":
            return None  # "captured X despite its defenders"
        piece = frame.ground or self.language.events[raw.event].ground
        ground = raw.object.kind in ("ground", "part") and piece
        if frame.close and not noun and not ground and raw.object.kind not in PLACES:
            return None
        placed = own or (owned and frame.of != "target")  # "Russian losses" are no loss of a place
        if noun and frame.close and not whose and (raw.object.kind == "thing" or not placed):
            return None
        if kind.family in ("force", "politics"):
            own = [use for use in own if not use.plain]
        if kind.family == "politics":
            receivers = [
                use for use in own if use.role == "to" and use.anchor and "country" in use.anchor.kinds
            ]
            if receivers and receivers[0].anchor is not None and raw.target is None:
                raw.target = self.parties.theatre.home_of("", receivers[0].anchor.country)
            own = [use for use in own if use not in receivers]
        if kind.implies in ("actor", "not_actor"):
            own = self.of_object(own, raw)
        raw.places = [with_role(use, frame.place_role) for use in own]
        if kind.implies == "not_actor" and self.language.settings.free_order:
            raw.places = part_ways(raw.places, own)
        if raw.event == "entered":
            if frame.lasting and frame.close and not any(use.settlement and use.role == "at" for use in own):
                return None  # "a brigade operating in the X direction"
            self.come_in(raw)
        if noun and frame.speaker == "home" and self.owns_up(raw):
            raw.actor = raw.actor_ref = raw.target = None
        return raw

    def is_manner(self, ref: TriggerRef) -> bool:
        """Whether an attack is only that in which something else was done: "retook X in a counteroffensive in May"."""
        sentence, at = self.sentence, ref.first
        while at > 0 and ref.first - at < BESIDE and sentence.ending("manner_of", at) is None:
            at -= 1
        opens = sentence.ending("manner_of", at)
        if opens is None:
            return False
        done = [hit for hit in sentence.found("trigger", 0, opens.first) if not hit.value.nominal]
        return bool(done) and event_types()[done[-1].value.event].course == "once"

    def by_civilians(self, raw: RawEvent) -> bool:
        """Whether those who leave are no force: «жители покидают город»."""
        clause = raw.clause
        if raw.actor_ref is not None or not self.language.settings.free_order:
            return False
        return self.sentence.holds("civilians", clause.start, clause.ref.first)

    def by_fire(self, raw: RawEvent) -> bool:
        """Whether a place, or the road to it, is held by fire or from the air alone: that is nobody's hold."""
        ref, clause = raw.actor_ref, raw.clause
        drones = (
            ref is not None and raw.event == "holds" and self.sentence.holds("drone", ref.first, ref.last)
        )
        stop = max(clause.stop, min(clause.ref.last + BESIDE, len(self.sentence.words)))
        start = min(clause.start, max(0, clause.ref.first - BESIDE))
        return drones or self.sentence.holds("fire_hold", start, stop)

    def come_in(self, raw: RawEvent) -> None:
        """Who has broken into a place heads for it no more: it and those that a list joins to it are where he is."""
        headed = [use for use in raw.places if use.role == "to" and not use.offset]
        inside = headed if self.language.settings.free_order else self.listed(headed, raw.last)
        raw.places = [replace(use, role="at") if use in inside else use for use in raw.places]

    def owns_up(self, raw: RawEvent) -> bool:
        """Whether who is named only says it, of a place of his own: "Ukraine admitted the capture of X" is not its doing."""
        ref = raw.actor_ref
        return ref is not None and self.parties.speaks(ref) and raw.actor == self.parties.home(raw)

    def part_from_enemy(self, raw: RawEvent) -> None:
        """Two slots of one side: a bare force that fights "the enemy" is the enemy's adversary, whoever acted before;
        else nobody is named that suffers it."""
        bare = raw.actor_ref is not None and raw.actor_ref.kind in ("generic", "unit", "pronoun")
        if bare and raw.target_ref is not None and raw.target_ref.kind == "enemy":
            raw.actor = self.parties.theatre.adversary(raw.target)
        else:
            raw.target, raw.target_ref = None, None

    def speaks_of_itself(self, at: int) -> str | None:
        """The side of a voice that is the subject of its own infinitive: "the ministry claimed to have destroyed …"."""
        voices = [one for one in self.voices if covers(one, at) and one.voice.side]
        if not voices or not self.sentence.starts("infinitive", voices[-1].start):
            return None
        return voices[-1].voice.side

    def turn_defender(self, raw: RawEvent, events: list[RawEvent]) -> None:
        """Who beats an attack back is not who attacked: "X's forces broke into Y, but conscripts beat off every attack"."""
        before = events[-1] if events else None
        named = raw.actor_ref is None or raw.actor_ref.kind not in ("unit", "generic")
        if before is None or named or not self.sentence.holds("contrast", before.last, raw.first):
            return
        if before.actor == raw.actor and before.event in raw.clause.trigger.frame.absorbs:
            raw.actor, raw.target = self.parties.theatre.adversary(raw.actor), raw.actor

    def side_with_defender(self, raw: RawEvent, voice: Voice | None) -> None:
        """Who tells that an attack was stopped, and not whose, tells it of his own side: "an officer said that assault groups
        had been stopped"."""
        told = raw.target_ref
        bare = told is not None and told.code is None and told.kind in ("generic", "unit", "pronoun")
        if bare and voice is not None and voice.side is not None and raw.target == voice.side:
            raw.actor, raw.target = voice.side, self.parties.theatre.adversary(voice.side)

    def by_outsiders(self, raw: RawEvent) -> bool:
        """Whether somebody who is no side does it: "hackers attacked the servers", "surrounded by ministers"."""
        ref, frame = raw.clause.ref, raw.clause.trigger.frame
        if raw.actor_ref is not None or raw.target_ref is not None or frame.speaker is not None:
            return False
        if ref.passive:
            at = ref.last + 1
            while at < len(self.sentence.words) and self.sentence.starts_any(BEFORE_NOUNS, at):
                at += 1
            return self.sentence.starts("agent", ref.last) is not None and self.sentence.starts_any(
                OUTSIDERS, at
            )
        if self.sentence.holds("front", raw.clause.start, ref.first):
            return False
        return (
            frame.subject == "actor"
            and speaker_at(self.voices, ref.first) is None
            and not self.language.settings.free_order
        )

    def obliged(self, raw: RawEvent, bounds: Bounds) -> bool:
        """Whether a voice only asks for an event: "X must leave Y" is the position of who says so."""
        family = event_types()[raw.event].family
        return family == "territory" and self.sentence.holds(
            "obliged", max(bounds.start, raw.first - 3), raw.first
        )

    def called_untrue(self, ref: TriggerRef, bounds: Bounds) -> bool:
        """Whether words behind an event say that it was not so, and not only that somebody has not managed it."""
        found = self.sentence.found("negation_behind", ref.last, bounds.stop)
        return any(not self.sentence.holds("managed", hit.first, hit.last) for hit in found)

    def untrue(self, ref: TriggerRef, bounds: Bounds) -> bool:
        """Whether the report that tells an event is called wrong: it is what the speaker's adversary reports."""
        found = found_untrue(self.sentence, self.heard(ref), ref.first, ref.last, bounds.stop)
        return found is not None and found.kind == "unfounded"

    def comes_early(self, ref: TriggerRef, bounds: Bounds) -> bool:
        """Whether a report that nobody is named for is called premature: that may be one's own side's."""
        return not self.voices and self.sentence.holds("early", ref.last, bounds.stop)

    def taken_back(self, ref: TriggerRef) -> bool:
        """Whether who denies an event has told it before: it means what it told, not what its adversary tells."""
        told = [one for one in self.voices if covers(one, ref.first)]
        if any(one.retracts for one in told):
            return True
        return admits_own(self.sentence, told[-1].verb if told else -1, self.heard(ref), ref.first)

    def heard(self, ref: TriggerRef) -> int:
        """Where the words of the voice that tells an event end."""
        ends = (one.last for one in self.voices if covers(one, ref.first) and one.last <= ref.first)
        return max(ends, default=0)

    def denies(self, one: SideRef, clause: Clause) -> bool:
        """Whether a side only names the voice that denies the event or calls its report untrue: it is not the one that
        acts."""
        at = clause.ref.first
        naming = [
            voice
            for voice in self.voices
            if voice.verb != at and voice.first <= one.first < voice.last and covers(voice, at)
        ]
        if any(voice.denies for voice in naming):
            return True
        return bool(naming) and self.untrue(clause.ref, clause.bounds) and not self.taken_back(clause.ref)

    def read_position(self, raw: RawEvent) -> RawEvent | None:
        """A position needs a state or an official with a side to take it: the verb's own voice, or its subject."""
        speaker = next((one for one in self.voices if one.verb == raw.first), None)
        if speaker is None:
            subject = raw.actor_ref
            return raw if subject is not None and self.takes_positions(subject) else None
        takes_one = speaker.voice.kind in ("official", "ministry") and speaker.voice.side is not None
        if not takes_one or speaker.start == speaker.stop:
            return None
        raw.actor = speaker.voice.side
        raw.target = raw.target if raw.target != raw.actor else None
        return raw

    def takes_positions(self, one: SideRef) -> bool:
        """Whether a subject speaks for its side: a state, a leader, "Ukrainian negotiators"."""
        official = any(hit.value == "official" for hit in self.sentence.starting("voice_kind", one.last))
        return one.kind in ("state", "leader", "source") or (one.kind == "owner" and official)

    def bare(self, raw: RawEvent) -> bool:
        """Whether a noun only takes up what was told before ("this retreat", "the attacks")."""
        at = raw.first - 1
        while at > 0 and self.sentence.words[at].isalpha() and not self.sentence.starts("definite", at):
            if boundary_rank(self.sentence, at) or self.sentence.starts("role", at):
                return False
            if raw.first - at > BEFORE_NOUN:
                return False
            at -= 1
        family = event_types()[raw.event].family
        return (
            family in ("territory", "strike") and at >= 0 and self.sentence.starts("definite", at) is not None
        )

    def of_object(self, uses: list[PlaceUse], raw: RawEvent) -> list[PlaceUse]:
        """The places that are taken, held or left, without those that only tell where else something is."""
        ref, found = raw.clause.ref, raw.object
        before = [use for use in uses if use.last <= ref.first]
        aside = self.sentence.words[ref.first - 1] == "," and before and before[-1].last == ref.first - 1
        if raw.clause.trigger.form == "state" and aside:
            return before[-1:]  # "X, and the Y region, occupied by …"
        if found.kind == "place" and found.use is not None and found.use.last <= ref.first:
            return [use for use in before if use.first >= found.use.first] or [found.use]
        if raw.clause.trigger.form == "state" and raw.clause.trigger.frame.subject == "place" and before:
            return [use for use in before if use.plain or use.edge] or before
        if found.kind == "settlements":
            named = [use for use in uses if use.first >= ref.last and use.settlement]
            return named or uses
        if found.kind == "place" and found.use is not None and not raw.clause.trigger.nominal:
            uses = [use for use in uses if use.first >= found.use.first]
        towns = [use for use in uses if use.settlement and use.anchor]
        if raw.clause.trigger.nominal and found.use is not None and found.use.settlement:
            return self.listed([use for use in uses if use.first >= found.use.first], ref.last) or towns
        leaves = event_types()[raw.event].implies == "not_actor"
        return uses if raw.clause.trigger.nominal or ref.passive or leaves else self.listed(uses, ref.last)

    def listed(self, uses: list[PlaceUse], verb: int) -> list[PlaceUse]:
        """The places before a verb, and of those behind it the first with those that a list joins to it: "holds X
        and is pressing on Y" leaves Y out."""
        kept: list[PlaceUse] = []
        for use in uses:
            behind = bool(kept) and kept[-1].first >= verb
            gap = self.outside_brackets(kept[-1].last, use.first) if behind else []
            aside = next((at for at in gap if self.opens_apposition(at)), None)
            if aside is not None:
                joins = [at for at in gap if at > aside and self.sentence.ranks.get(at, 0) == 4]
                if not joins:
                    continue
                gap = [*range(joins[-1], use.first)]  # "A, a mining town near Z, and of B"
            told = any(self.sentence.starts_any(VERBAL, at) or unknown(self.sentence, at) for at in gap)
            if told or (kept and use.offset and not self.sentence.joins(kept[-1].last)):
                break
            kept.append(use)
        return kept

    def outside_brackets(self, first: int, last: int) -> list[int]:
        """The words from `first` to before `last` but those in brackets: "A (west of Y) and B"."""
        outside, depth = list[int](), 0
        for at in range(first, last):
            depth += self.sentence.words[at] == "("
            if not depth:
                outside.append(at)
            depth -= self.sentence.words[at] == ")" and depth > 0
        return outside

    def opens_apposition(self, at: int) -> bool:
        """Whether a comma opens a description of the name before it: ", a town near Z"."""
        return self.sentence.words[at] == "," and self.sentence.starts_any(DESCRIBES, at + 1)

    def attempted(self, raw: RawEvent, before: RawEvent) -> bool:
        """Whether an event is what an attempt was for that the one before thwarts: «сорвали попытку войти в X»."""
        return self.language.settings.free_order and self.sentence.holds("plan", before.first, raw.first)

    def was_tried(self, raw: RawEvent) -> bool:
        """Whether an event is only what somebody tried: «попытка прорваться к X отбита»."""
        clause = raw.clause
        return self.language.settings.free_order and self.sentence.holds(
            "plan", clause.start, clause.ref.first
        )

    def absorbed(self, raw: RawEvent, events: list[RawEvent]) -> bool:
        """Whether the event before takes this one for its object ("repelled 40 attacks"); where this one takes
        the one before ("the attack was repelled"), that one goes and leaves its places."""
        before = events[-1] if events else None
        if before is None:
            return False
        if self.repeats(raw, before, events):
            return True
        near = raw.first - before.last <= ABSORBS_WITHIN
        joined = all(boundary_rank(self.sentence, at) < 3 for at in range(before.last, raw.first))
        if (
            raw.event in before.clause.trigger.frame.absorbs
            and near
            and joined
            and (self.language.settings.free_order or not before.clause.ref.passive)
        ):
            if not told_as_object(raw) and not self.attempted(raw, before):
                return False
            attack = before.clause.ref.passive and raw.clause.trigger.nominal and before.actor_ref is None
            if attack and raw.actor is not None:
                before.target, before.target_ref = raw.actor, raw.actor_ref
                before.actor = self.parties.theatre.adversary(raw.actor)
            before.places = with_places_of(before.places, held_places(raw))
            before.clause = replace(before.clause, bounds=before.clause.bounds._replace(stop=raw.clause.stop))
            return True
        frame = raw.clause.trigger.frame
        suffers = raw.clause.ref.passive or frame.subject == "target"
        told = told_as_object(before) or self.was_tried(before)
        if before.event in frame.absorbs and near and suffers and told:
            if events[-1:] == [before]:
                events.pop()  # or else it went as the subject of this one: "14 attacks repelled"
            raw.places = with_places_of(raw.places, before.places)
            if raw.target_ref is not None and raw.target_ref.last <= before.clause.start:
                # The attack is what was stopped, not who stands before it.
                raw.target, raw.target_ref = None, None
            ref = before.actor_ref
            owned = (
                ref is not None
                and before.first - ref.last <= BEFORE_NOUN
                and "," not in self.sentence.words[ref.last : before.first]  # another clause's
                and not self.parties.speaks(ref)
            )
            if before.actor is not None and owned:  # "Russian attacks were repelled"
                raw.target, raw.target_ref = before.actor, ref
                if raw.actor == raw.target:
                    raw.actor = self.parties.theatre.adversary(raw.target)
            start = min(raw.clause.start, before.clause.start)
            raw.clause = replace(raw.clause, bounds=raw.clause.bounds._replace(start=start))
        return False

    def repeats(self, raw: RawEvent, before: RawEvent, events: list[RawEvent]) -> bool:
        """Whether the words tell the event before once more: "air strikes hit X" is one strike, whose places are
        those of its verb; "damaged a line, leaving the town without power" is one damage."""
        gap = range(before.last, raw.first)
        parted = any(boundary_rank(self.sentence, at) >= 3 for at in gap)
        family = event_types()[raw.event].family
        subject = before.clause.trigger.nominal and before.event == "clashed" and family == "territory"
        if subject and len(gap) == 0 and not raw.clause.trigger.nominal:
            events.pop()
            raw.actor, raw.actor_ref = before.actor, before.actor_ref
            return False
        struck = family == "strike" == event_types()[before.event].family and before.clause.trigger.nominal
        if struck and not parted and not raw.clause.trigger.nominal and raw.event != "intercepted":
            before.places = raw.places or before.places
            before.target, before.target_ref = (
                (raw.target, raw.target_ref) if raw.target else (before.target, before.target_ref)
            )
            if before.actor is None and raw.actor_ref is not None and raw.clause.ref.passive:
                before.actor, before.actor_ref = raw.actor, raw.actor_ref
            return True
        if raw.event == before.event == "produced" and before.clause.trigger.nominal and not parted:
            events.pop()
            return False  # "the drone production facility produced 5,760 drones"
        if raw.event == before.event == "casualties" and not parted and before.clause.trigger.frame.behind:
            return True  # "lost 11 men killed and 29 wounded"
        again = raw.event == before.event and raw.clause.trigger.form == "ing"
        return again and (not raw.places or raw.clause.trigger.frame.apart)

    def shifted_event(self, raw: RawEvent) -> str:
        """The type after what its means and its object say: drones, or only a part of the place."""
        frames = self.language.events[raw.event]
        told = [(kind, event) for kind, event in frames.means.items() if self.by_means(kind, raw)]
        if told and not self.mixed([kind for kind, _ in told], raw):
            return told[0][1]
        frame = raw.clause.trigger.frame
        if frame.present and self.in_present(raw):
            held = self.language.events[frame.present].part
            return held if held and self.partial(raw) else frame.present
        if frame.ongoing and self.goes_on(raw):
            return frame.ongoing
        if frames.ground and raw.object.kind in ("ground", "part"):
            return frames.ground
        whole = (
            raw.object.kind == "settlements" and raw.places and not any(use.settlement for use in raw.places)
        )
        if whole and frames.part:
            return frames.part  # "captured 12 villages in the X region" is not the region
        if frame.struck and self.far_from_ground(raw):
            return frame.struck
        return frames.part if frames.part and self.partial(raw) else raw.event

    def far_from_ground(self, raw: RawEvent) -> bool:
        """Whether an attack is on a city so large that it is struck from afar: "attacked Kyiv overnight"."""
        cities = [use.anchor for use in raw.places if use.settlement and use.plain]
        return bool(cities) and all(name and name.population >= STRUCK_FROM_AFAR for name in cities)

    def mixed(self, kinds: list[str], raw: RawEvent) -> bool:
        """Whether one number counts two means at once: "fired 120 missiles and drones" is a strike."""
        hits = self.launched(kinds, raw)
        return any(
            right.first == left.last + 1 and self.sentence.starts("coordinator", left.last)
            for left, right in pairwise(hits)
        )

    def launched(self, kinds: Iterable[str], raw: RawEvent) -> list[Hit]:
        """The means that a verb such as "launch" has for its objects, in order."""
        if not raw.clause.trigger.frame.means or raw.clause.trigger.nominal:
            return []
        found = (hit for kind in kinds for hit in self.sentence.found(kind, raw.last, raw.clause.stop))
        return sorted(found, key=lambda hit: (hit.first, -hit.last))

    def counted_apart(self, raw: RawEvent) -> Iterator[RawEvent]:
        """A second means with a number of its own: "launched 653 drones and 52 missiles at X"."""
        means = self.language.events[raw.clause.trigger.event].means
        for hit in self.launched(means, raw):
            event = means[hit.kind]
            numbered = self.sentence.words[hit.first - 1].isdigit() or self.sentence.starts(
                "number", hit.first - 1
            )
            joined = self.sentence.starts("coordinator", hit.first - 2) is not None
            if event != raw.event and numbered and joined:
                frame = structs.replace(raw.clause.trigger.frame, thing=hit.kind)
                trigger = structs.replace(raw.clause.trigger, frame=frame)
                yield raw.apart(event=event, clause=replace(raw.clause, trigger=trigger))
                return

    def in_present(self, raw: RawEvent) -> bool:
        """Whether the verb tells a state: "Russian troops occupy X", not "to occupy", "will occupy"."""
        if raw.clause.trigger.form not in ("base", "s"):
            return False
        if self.sentence.ending("continuing", raw.first) is not None:
            return True  # "continue to occupy X"
        before = self.sentence
        return not any(before.starts_any(UNTENSED, at) for at in range(max(0, raw.first - 2), raw.first))

    def goes_on(self, raw: RawEvent) -> bool:
        """Whether the event is still under way: "continue to clear X", "are clearing X"."""
        before = max(raw.clause.start, raw.first - 3)
        going = raw.clause.trigger.form == "ing" and self.sentence.holds("be", before, raw.first)
        return going or self.sentence.holds("continuing", before, raw.first)

    def by_means(self, kind: str, raw: RawEvent) -> bool:
        """Whether words of a class are what it is done with: before the event, behind "by" or "with", or what a
        verb such as "launch" has for its object."""
        sentence, clause = self.sentence, raw.clause
        said = self.parties.voice_start(raw.first)
        return any(
            self.language.settings.free_order  # the case tells
            or said <= hit.first < raw.last
            or (clause.trigger.frame.means and not clause.trigger.nominal)
            or any(
                sentence.starts("instrument", at)
                for at in range(max(raw.last, hit.first - CAUSE_WITHIN), hit.first)
                if all(sentence.ranks.get(here, 0) != 4 for here in range(raw.last, at))
            )
            for hit in sentence.found(kind, clause.start, clause.stop)
        )

    def partial(self, raw: RawEvent) -> bool:
        """Whether only a part of the place is meant: "positions near X", "a district of X", "X is mostly …"."""
        taken = [raw.object.use] if raw.object.kind == "place" and raw.object.use else raw.places
        centre = any(use.relation is not None and use.relation.kind in PIECES for use in taken)
        if centre or raw.object.kind == "part" or any(use.edge or use.portion for use in taken):
            return True
        if self.names_rest(raw):
            return True
        if self.language.settings.free_order:
            ends = {use.last for use in raw.places}
            behind = any(hit.first in ends for hit in self.sentence.found("partly", raw.last))
            return behind or self.part_named(raw)  # «заняли X частично»
        near = (raw.first - PARTLY_WITHIN, raw.last + PARTLY_WITHIN)
        partly = (hit.first for hit in self.sentence.found("partly", raw.clause.start))
        return any(near[0] <= at < near[1] and not self.sentence.covered(HEDGES, at) for at in partly)

    def names_rest(self, raw: RawEvent) -> bool:
        """Whether a part of the place that the words before are about is the subject, or of what stands in the place: "the
        rest is in enemy hands", «більша частина міста під контролем Росії», "half of the buildings in X are held by …"."""
        if raw.clause.trigger.form != "state":
            return False
        first = min((use.first for use in raw.places), default=raw.first)
        return self.sentence.holds("half", raw.clause.start, min(first, raw.first))

    def part_named(self, raw: RawEvent) -> bool:
        """Whether a word for a part stands between the event and its places, in languages whose object may stand on
        either side."""
        before = [(use.first - BEFORE_PLACE, raw.first) for use in raw.places if use.first < raw.last]
        behind = [(raw.last, use.last) for use in raw.places if use.first >= raw.last]
        spans = [(raw.first - 2, raw.last), *before, *(behind or [(raw.last, raw.clause.stop)])]
        # A word in quotation marks is a name: a grouping of forces is called «Центр».
        parts = [
            hit
            for hit in self.sentence.found("part", raw.clause.start, raw.clause.stop)
            if self.sentence.words[hit.first - 1] not in QUOTES
        ]
        return any(first <= hit.first < last for hit in parts for first, last in spans)

    def causes(self, raw: RawEvent, events: list[RawEvent]) -> list[RawEvent]:
        """The strike that a named means makes the cause of an effect: "vehicles destroyed by drones", "guided bombs
        destroyed the bridge"; none where the sentence tells that strike in words of its own."""
        sentence, clause = self.sentence, raw.clause
        for kind, event in self.language.events[clause.trigger.event].cause.items():
            if any(one.event == event and one.first < raw.first for one in events):
                continue
            for hit in sentence.found(kind, clause.start, clause.stop):
                if not clause.holds(hit.first):
                    continue
                gap = range(raw.last, hit.first) if hit.first >= raw.last else range(hit.last, raw.first)
                by = any(sentence.starts("agent", at) for at in gap)
                free = all(boundary_rank(sentence, at) < 2 for at in gap) and not clause.ref.passive
                acts = hit.last <= raw.first and free and not clause.trigger.nominal
                if acts or (hit.first >= raw.last and by and len(gap) <= CAUSE_WITHIN):
                    return [raw.apart(event=event)]
        return []

    def also(self, raw: RawEvent, bounds: Bounds) -> Iterator[RawEvent]:
        """The other losses of one verb: "lost 165 troops, a tank and two trucks" tells of men and of vehicles."""
        if event_types()[raw.event].family != "effect" or raw.clause.trigger.frame.thing is None:
            return
        for trigger in raw.clause.ref.triggers:
            thing = trigger.frame.thing
            if thing is None or trigger.event == raw.event or event_types()[trigger.event].family != "effect":
                continue
            own = {
                hit.first
                for hit in self.sentence.found(raw.clause.trigger.frame.thing, raw.last, bounds.stop)
            }
            rest = [hit for hit in self.sentence.found(thing, raw.last, bounds.stop) if hit.first not in own]
            if rest and fits(
                trigger, self.sentence, bounds.start, bounds.stop, raw.clause.ref, self.language
            ):
                yield raw.apart(event=trigger.event, clause=replace(raw.clause, trigger=trigger))

    def remember(self, raw: RawEvent) -> None:
        self.scene.acting = raw.actor or self.scene.acting
        if raw.event in ("captured", "holds"):
            self.scene.taker = raw.actor


def with_places_of(own: list[PlaceUse], others: list[PlaceUse]) -> list[PlaceUse]:
    """An event's places, and those of what it is done to where it has none itself or only a direction: "in the X direction,
    repelled attacks near Y"."""
    return [*own, *others] if all(use.role == "axis" for use in own) else own


def held_places(raw: RawEvent) -> list[PlaceUse]:
    """The places of what another event is done to; nobody left those that he was not driven out of: "repelled attempts to
    push them out of X"."""
    if raw.clause.trigger.frame.place_role != "from":
        return raw.places
    return [replace(use, role="at") if use.role == "from" else use for use in raw.places]


def told_as_object(raw: RawEvent) -> bool:
    """Whether an event is told by a noun or an infinitive ("an assault", "attempts to retake X"), which another
    event can have for its object."""
    return raw.clause.trigger.nominal or raw.clause.trigger.form == "base"


def unknown(sentence: Sentence, at: int) -> bool:
    """Whether a word is neither a mark, nor joins names, nor stands between a preposition and its name."""
    named = any(name.first <= at < name.last for name in sentence.names)
    if named or sentence.words[at] in MARKS or filler(sentence, at):
        return False
    return not any(
        (sentence.starts(kind, first) or 0) > at
        for kind in JOINING
        for first in range(max(0, at - 2), at + 1)
    )


def with_role(use: PlaceUse, role: Role | None) -> PlaceUse:
    """A place takes the role that the frame gives ("abandoned X": from) unless its own words say another."""
    if role is None or use.role in ("to", "axis") or (use.role == "near" and role == "from" and not use.edge):
        return use
    return replace(use, role=role)


def part_ways(places: list[PlaceUse], own: list[PlaceUse]) -> list[PlaceUse]:
    """The places of who leaves, where the case behind "in" says whither: «отошли из X в Y»."""
    left = next((at for at, use in enumerate(own) if use.role == "from"), len(own))
    return [
        replace(use, role="to")
        if at > left and was.role == "at" and not was.plain and was.settlement
        else use
        for at, (use, was) in enumerate(zip(places, own, strict=True))
    ]


def share_struck_places(events: list[RawEvent]) -> None:
    """A strike or effect without places is where the next event of the sentence is, if none before it has any; a noun
    for the strike also where the effect before it is: "fire at X after a drone strike"."""
    for raw in events:
        family = event_types()[raw.event].family
        if raw.places or family not in HIT:
            continue
        before = next((one for one in reversed(events) if one.first < raw.first and one.places), None)
        after = next((one for one in events if one.first > raw.first and one.places), None)
        struck = family == "strike" and raw.clause.trigger.nominal
        if before is not None and struck and event_types()[before.event].family == "effect":
            raw.places = [replace(use, first=-1, last=-1) for use in before.places]
        elif before is None and after is not None:
            raw.places = [replace(use, first=-1, last=-1) for use in after.places if use.settlement]


def share_places(events: list[RawEvent], sentence: Sentence) -> None:
    """An event without places shares those of the next one it is joined to ("attacked and captured X") or is
    the subject of ("drone strikes destroyed vehicles near X")."""
    for right, left in pairwise(reversed(events)):
        if left.places or not right.places:
            continue
        gap = range(left.last, right.first)
        joined = len(gap) <= JOINED_WITHIN and any(sentence.starts("coordinator", at) for at in gap)
        subject = left.clause.trigger.form == "noun" and not right.clause.trigger.nominal
        if joined or (subject and all(boundary_rank(sentence, at) < 3 for at in gap)):
            left.places = list(right.places)
