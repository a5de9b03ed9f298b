"""Who did what where: a sentence with its sides, places and triggers, in; one `RawEvent` an event, out.

The subject of an active verb is the nearest side before it that no preposition governs; a passive has its
agent behind "by"; a noun has its possessor or adjective. What the frame asks for decides which slot
each fills. Pronouns and bare forces stand for the side that acted last.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from contested.extract.clauses import Sentence, boundary_rank, clause_bounds
from contested.extract.frames import TriggerRef, fits
from contested.extract.language import Language, Trigger
from contested.extract.places import PlaceUse
from contested.extract.sides import SideRef
from contested.extract.voices import VoiceRef, speaker_at
from contested.model import Role, Voice
from contested.theatres import Theatre
from contested.vocabulary import event_types

SUBJECTS = frozenset({"force", "state", "leader", "enemy", "ours", "pronoun", "generic"})


@dataclass(slots=True)
class RawEvent:
    """An event as it stands in a sentence: codes resolved, places as uses, words as positions."""

    event: str
    trigger: Trigger
    first: int
    last: int
    start: int
    stop: int
    actor: str | None
    target: str | None
    actor_ref: SideRef | None = None
    target_ref: SideRef | None = None
    places: list[PlaceUse] = field(default_factory=list)
    certainty: float = 1.0
    reasons: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Scene:
    """Who acts and who speaks as a text goes on: `acting` is the side that acted last, `speaker` whose
    voice is heard (a side or null)."""

    acting: str | None = None
    speaker: str | None = None
    said: str | None = None
    taker: str | None = None
    doers: dict[str, str | None] = field(default_factory=dict)


def find_events(
    sentence: Sentence,
    sides: list[SideRef],
    places: list[PlaceUse],
    scene: Scene,
    language: Language,
    theatre: Theatre,
    triggers: list[TriggerRef],
    voices: list[VoiceRef],
) -> list[RawEvent]:
    """The events of a sentence, in order; `scene` is brought up to date."""
    bounds = clause_bounds(sentence, [(ref.first, ref.last) for ref in triggers])
    events: list[RawEvent] = []
    absorbed: dict[int, tuple[str, ...]] = {}
    home = scene.speaker
    for number, (ref, (start, stop)) in enumerate(zip(triggers, bounds, strict=True)):
        voice = speaker_at(voices, ref.first)
        scene.speaker = (voice.side if voice else None) or home
        scene.said = said_by(voices, ref.first, sides)
        for trigger in ref.triggers:
            if not fits(trigger, sentence, start, stop, ref, language):
                continue
            if trigger.event in absorbed.get(number, ()):
                break
            raw = read_event(sentence, ref, trigger, start, stop, sides, places, scene, theatre)
            if raw is not None and trigger.frame.leader:
                raw = read_leader(raw, ref, voices)
            if raw is None:
                continue
            if raw.actor is None:
                raw.actor = implied_actor(raw, ref, voice, scene, theatre)
            if trigger.frame.absorbs and ref.passive and events and ref.first - events[-1].last <= 9:
                if events[-1].event in trigger.frame.absorbs and raw.start <= events[-1].last:
                    taken_up = events.pop()
                    raw.places = raw.places or taken_up.places
                    raw.start = min(raw.start, taken_up.start)
            raw.event = shifted_event(raw, sentence, language)
            events.append(raw)
            if trigger.frame.absorbs and number + 1 < len(triggers) and triggers[number + 1].first - ref.last <= 6:
                absorbed[number + 1] = trigger.frame.absorbs
            scene.acting = raw.actor or scene.acting
            scene.doers[raw.event] = raw.actor
            if raw.event in ("captured", "holds"):
                scene.taker = raw.actor
            cause = cause_of(raw, sentence, language)
            if cause is not None:
                events.append(cause)
            break
    events = [raw for raw in events if not (raw.trigger.frame.alone and len(events) > 1)]
    subjects = [one for one in sides if one.code and one.kind in SUBJECTS and not governed(sentence, one)]
    if subjects:
        scene.acting = subjects[0].code if not subjects[0].code.startswith("-") else scene.acting  # type: ignore[union-attr]
    share_places(events, sentence)
    return events


def read_event(
    sentence: Sentence,
    ref: TriggerRef,
    trigger: Trigger,
    start: int,
    stop: int,
    sides: list[SideRef],
    places: list[PlaceUse],
    scene: Scene,
    theatre: Theatre,
) -> RawEvent | None:
    """One event, or None where the frame's demands on its slots are not met."""
    frame = trigger.frame
    own = [use for use in places if start <= use.first < stop]
    slots: dict[str, SideRef | None] = {"actor": None, "target": None, "place": None, "none": None}
    noun = trigger.form in ("noun", "state")
    subject = owner_of(sentence, ref, sides) if noun else None
    if noun:
        slots[frame.owner] = subject
        behind = side_behind(sentence, ref, stop, sides, "agent")
        if behind is not None and slots["actor"] is None:
            slots["actor"] = behind
        if frame.of in ("actor", "target"):
            of = next((one for one in sides if ref.last <= one.first < stop), None)
            if of is not None and slots[frame.of] is None:
                slots[frame.of] = of
        if slots["actor"] is None and frame.owner in ("actor",):
            slots["actor"] = subject_of(sentence, ref.first, start, sides)
        if frame.object == "actor" and trigger.form == "state":
            slots["actor"] = side_behind(sentence, ref, stop, sides, None)
    elif ref.passive:
        slots[frame.subject] = side_behind(sentence, ref, stop, sides, "agent")
        patient = subject_of(sentence, ref.first, start, sides)
        if frame.object in ("actor", "target") and slots[frame.object] is None:
            slots[frame.object] = patient
    else:
        slots[frame.subject] = subject_of(sentence, ref.first, start, sides)
        if frame.object in ("actor", "target"):
            low = ref.head if ref.head < ref.last else ref.last
            slots[frame.object] = next((one for one in sides if low <= one.first < stop), None)
    if frame.object == "place" and slots["target"] is None and frame.subject == "actor":
        slots["target"] = next(
            (one for one in sides if ref.last <= one.first < stop and one.kind in ("owner", "force")), None
        )
    raw = RawEvent(trigger.event, trigger, ref.first, ref.last, start, stop, None, None)
    raw.actor_ref, raw.target_ref = slots["actor"], slots["target"]
    raw.actor = code_of(slots["actor"], sides, sentence, scene, theatre, raw)
    raw.target = code_of(slots["target"], sides, sentence, scene, theatre, raw)
    if raw.target is not None and raw.target == raw.actor:
        raw.target, raw.target_ref = None, None
    if frame.named and raw.actor is None:
        return None
    if raw.actor is None and raw.target is not None and frame.subject != "none":
        raw.actor = theatre.adversary(raw.target) if trigger.event in ("captured", "entered", "advanced") else raw.actor
    if noun and slots["actor"] is None and slots["target"] is None and not own and bare(raw, sentence):
        return None
    raw.places = [use for use in own if role_fits(use, ref, frame.close, frame.place_role)]
    if frame.close and not any(is_object(sentence, use, ref) for use in raw.places):
        return None
    raw.places = [with_role(use, frame.place_role, ref) for use in raw.places]
    return raw


def implied_actor(
    raw: RawEvent, ref: TriggerRef, voice: Voice | None, scene: Scene, theatre: Theatre
) -> str | None:
    """Who did it where the clause leaves it out.

    Done to a named side: its adversary. On the word of a side's voice: "X was liberated" is its own side's
    doing, "X was occupied" the adversary's, "X was taken" more likely its own, at half the certainty. Without a
    voice, what a passive of the same kind told just before; and who liberates is not who held.
    """
    frame = raw.trigger.frame
    if ref.passive and raw.target is not None and event_types()[raw.event].target == "adversary":
        return theatre.adversary(raw.target)
    if frame.speaker is None:
        return None
    if voice is not None and voice.kind != "unnamed":
        raw.certainty *= 0.6 if frame.speaker == "likely" else 0.9
        raw.target = None
        return theatre.adversary(voice.side) if frame.speaker == "foe" else voice.side
    raw.certainty *= 0.8
    if frame.speaker == "own" and raw.event == "captured":
        return theatre.adversary(scene.taker)
    return scene.doers.get(raw.event)


def said_by(voices: list[VoiceRef], at: int, sides: list[SideRef]) -> str | None:
    """The side that "it" means in a voice's words before another side is named there."""
    for one in reversed(voices):
        if one.voice.side and one.start <= at < one.stop and one.start >= one.last:
            between = [ref for ref in sides if one.last <= ref.first < at and ref.code and ref.kind in SUBJECTS]
            return None if between else one.voice.side
    return None


def read_leader(raw: RawEvent, ref: TriggerRef, voices: list[VoiceRef]) -> RawEvent | None:
    """A position needs a state or an official with a side to take it: the verb's own voice, or its subject."""
    speaker = next((one.voice for one in voices if one.verb == ref.first), None)
    if speaker is not None and speaker.kind in ("official", "ministry") and speaker.side:
        raw.actor = speaker.side
        raw.target = raw.target if raw.target != raw.actor else None
        return raw
    subject = raw.actor_ref
    return raw if subject is not None and subject.kind in ("state", "leader") and speaker is None else None


def bare(raw: RawEvent, sentence: Sentence) -> bool:
    """Whether a noun only takes up what was told before ("this retreat", "the attacks")."""
    territory = event_types()[raw.event].family in ("territory", "strike")
    back = raw.first > 0 and sentence.starts("determiner", raw.first - 1) is not None
    return territory and (back or sentence.starts("possessive", raw.first - 1) is None)


def role_fits(use: PlaceUse, ref: TriggerRef, close: bool, role: Role | None) -> bool:
    """Places inside the event's own words are no places of it."""
    return not (ref.first <= use.first and use.last <= ref.head)


def with_role(use: PlaceUse, role: Role | None, ref: TriggerRef) -> PlaceUse:
    """A plain object takes the role that the frame gives ("abandoned X": from)."""
    if role is None or use.role in ("to", "axis") or (use.role == "near" and role == "from" and not use.edge):
        return use
    return replace(use, role=role)


def is_object(sentence: Sentence, use: PlaceUse, ref: TriggerRef) -> bool:
    """Whether the place is the verb's very object, or its subject in the passive."""
    if ref.passive or ref.form in ("noun", "state"):
        return True
    if use.first < ref.last:
        return False
    between = sentence.words[ref.last : use.first]
    return len(between) <= 12 and use.role in ("at", "near") and (use.plain or use.edge or use.offset or sentence.holds("part", ref.last, use.last) or sentence.holds("half", ref.last, use.last))


def owner_of(sentence: Sentence, ref: TriggerRef, sides: list[SideRef]) -> SideRef | None:
    """The possessor or adjective of a noun: "Russia's", "Russian", "their" just before it."""
    for one in reversed(sides):
        if one.last <= ref.first and ref.first - one.last <= 4:
            gap = range(one.last, ref.first)
            if all(boundary_rank(sentence, at) == 0 and not sentence.starts("role", at) for at in gap):
                if one.kind in ("owner", "force", "enemy", "ours"):
                    return one
                if one.kind == "pronoun" and sentence.starts("possessive", one.first):
                    return one
        if ref.first < one.last and one.first <= ref.first and one.kind in ("owner", "force"):
            return one
    for one in sides:
        if one.first < ref.first < one.last or (ref.head <= one.first < ref.last):
            return one
    return None


def subject_of(sentence: Sentence, verb: int, start: int, sides: list[SideRef]) -> SideRef | None:
    """The nearest side before a verb that no preposition governs, in its own clause if there is one.

    A possessor counts only before an infinitive ("its decision to withdraw").
    """
    for low in (start, 0):
        for one in reversed([ref for ref in sides if low <= ref.first and ref.last <= verb]):
            if one.kind == "owner":
                if verb and sentence.starts("infinitive", verb - 1) and verb - one.last <= 4:
                    return one
                continue
            if one.kind not in SUBJECTS or sentence.starts("possessive", one.first):
                continue
            agent_of_infinitive = one.last == verb - 1 and sentence.starts("infinitive", verb - 1)
            if governed(sentence, one) and not agent_of_infinitive:
                continue
            return one
    return None


def governed(sentence: Sentence, one: SideRef) -> bool:
    """Whether a preposition governs the side: "against Russian forces" is no subject."""
    at = one.first - 1
    for _ in range(3):
        if at < 0:
            return False
        if sentence.starts("governs", at):
            return True
        if sentence.starts("determiner", at) or sentence.starts("bearing", at):
            at -= 1
            continue
        return False
    return False


def side_behind(
    sentence: Sentence, ref: TriggerRef, stop: int, sides: list[SideRef], word: str | None
) -> SideRef | None:
    """The side behind the event's words: after "by" where `word` is "agent", else the first one."""
    for one in sides:
        if ref.last <= one.first < stop and one.kind != "pronoun":
            if word is None:
                return one
            between = range(ref.last, one.first)
            if any(sentence.starts(word, at) for at in between):
                return one
    return None


def code_of(one: SideRef | None, sides: list[SideRef], sentence: Sentence, scene: Scene, theatre: Theatre, raw: RawEvent) -> str | None:
    """The side's code; "the enemy" by who speaks, pronouns and bare forces by who was named last as a subject."""
    if one is None:
        raw.certainty *= 0.85
        return None
    if one.code is not None:
        return theatre.adversary(one.code[1:]) if one.code.startswith("-") else one.code
    if one.kind == "ours":
        return scene.speaker
    if one.kind == "enemy" and theatre.adversary(scene.speaker):
        return theatre.adversary(scene.speaker)
    raw.certainty *= 0.9
    if one.kind == "pronoun" and scene.said is not None:
        return scene.said
    named = [ref.code for ref in sides if ref.code and ref.last <= one.first and ref.kind in SUBJECTS and not governed(sentence, ref)]
    return named[-1] if named else scene.acting


def shifted_event(raw: RawEvent, sentence: Sentence, language: Language) -> str:
    """The type after what its object and means say: part of a place, or the means of a strike."""
    frames = language.events[raw.event]
    for kind, event in frames.means.items():
        if sentence.holds(kind, raw.start, raw.stop):
            return event
    low = raw.first if raw.trigger.form not in ("noun", "state") else raw.start
    if frames.part and partial(raw, sentence, low):
        return frames.part
    return raw.event


def cause_of(raw: RawEvent, sentence: Sentence, language: Language) -> RawEvent | None:
    """The strike that a named means makes the cause of an effect: "vehicles destroyed by drones"."""
    for kind, event in language.events[raw.trigger.event].cause.items():
        for hit in sentence.found(kind, raw.last, raw.stop):
            if hit.first - raw.last <= 4 and any(sentence.starts("agent", at) for at in range(raw.last, hit.first)):
                return replace(raw, event=event)
    return None


def partial(raw: RawEvent, sentence: Sentence, low: int) -> bool:
    """Whether only a part of the place is meant: "positions near", "a district of", "mostly"."""
    if any(use.edge for use in raw.places):
        return True
    settled = [use for use in raw.places if use.first >= low] or raw.places
    limit = settled[0].first if settled else raw.stop
    reach = range(max(raw.start, raw.first - 2), max(limit, raw.last))
    return any(hit.first in reach for hit in sentence.found("part"))


def share_places(events: list[RawEvent], sentence: Sentence) -> None:
    """"Attacked and captured X", "missile and drone strikes on X": events joined by "and" share places."""
    for left, right in zip(reversed(events[:-1]), reversed(events[1:]), strict=False):
        gap = range(left.last, right.first)
        joined = len(gap) <= 4 and any(sentence.starts("coordinator", at) for at in gap)
        if joined and not left.places and right.places:
            left.places = list(right.places)
