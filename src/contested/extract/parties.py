"""Who does it and who suffers it: a clause with the sides of its sentence, in; the side of each slot, out.

The subject of an active verb is the nearest side before it that no preposition governs; a passive has its
agent behind "by"; a noun has its possessor or adjective. Pronouns and bare forces stand for the side that
was named or acted last, "the enemy" for the adversary of who speaks.
"""

from __future__ import annotations

from collections.abc import Iterator

from contested.extract.clauses import DETERMINERS, MEANS, Sentence, boundary_rank
from contested.extract.frames import TriggerRef
from contested.extract.objects import has_subject
from contested.extract.scene import Clause, RawEvent, Scene
from contested.extract.sides import SideRef
from contested.extract.tokens import POSSESSIVE
from contested.extract.voices import VoiceRef, covers, speaker_at
from contested.model import Voice
from contested.theatres import Theatre
from contested.vocabulary import event_types

BY_PLACE, BY_VOICE, LIKELY = 0.8, 0.9, 0.6  # factors of a score: what an actor is inferred from
PARTIAL = frozenset(
    {"military", "official", "witness", "resident", "outlet"}
)  # voices that belong to somebody
BETWEEN = frozenset({"be", "have", "speech_filler", "negation"})
JOINS = frozenset({"coordinator", "contrast"})
WEAPONS = frozenset(MEANS)
SUBJECTS = frozenset(
    {"force", "foe", "state", "leader", "enemy", "ours", "pronoun", "generic", "unit", "claimant"}
)
OWNERS = frozenset({"owner", "force", "foe", "enemy", "ours"})
OBJECT_BEHIND = 2  # words between a verb and the side that is its object: "struck three Ukrainian brigades"
WITHIN_NAMED = 8  # words between what opens an aside and a unit that it names
BEFORE_NOUN = 4  # words between an adjective and its noun: "Russian small-group mechanised assaults"
Slots = dict[str, SideRef | None]


class Parties:
    """The sides of one sentence and what each means there."""

    def __init__(
        self,
        sentence: Sentence,
        sides: list[SideRef],
        voices: list[VoiceRef],
        scene: Scene,
        theatre: Theatre,
        free_order: bool,
    ) -> None:
        self.sentence, self.scene, self.theatre = sentence, scene, theatre
        self.sides = [one for one in sides if one.kind != "source"]
        self.acting = sides  # with officials, who make events of their own
        self.voices, self.free_order = voices, free_order

    def fill(self, clause: Clause) -> Slots:
        """The words for actor and target as the frame assigns them to subject, object, owner and the rest."""
        frame, ref = clause.trigger.frame, clause.ref
        slots: Slots = {"actor": None, "target": None, "place": None, "none": None}
        if clause.trigger.nominal:
            self.fill_noun(clause, slots)
        elif ref.passive:
            slots[frame.subject] = self.agent(clause)
            if frame.object in ("actor", "target") and slots[frame.object] is None:
                slots[frame.object] = self.patient_behind(clause) or self.patient(clause)
            elif frame.moved and slots["actor"] is None:
                slots["actor"] = self.subject(clause)
        else:
            slots[frame.subject] = self.behind(clause) or self.subject(clause) or self.opened(clause)
            if frame.object in ("actor", "target"):
                slots[frame.object] = self.object_before(clause) or self.object_behind(clause)
            if frame.moved and slots["actor"] is None:
                slots["actor"] = self.object_behind(clause)  # "decided to withdraw our units"
        if frame.object == "place" and slots["target"] is None and frame.subject == "actor":
            marks = (at for at in range(ref.last, clause.stop) if self.sentence.ranks.get(at, 0) >= 3)
            end = next(marks, clause.stop)
            behind = [one for one in self.sides if ref.last <= one.first < end and clause.holds(one.first)]
            if clause.trigger.nominal:
                behind = [one for one in behind if self.aimed_at(one)]
            aimed = (one for one in behind if self.may_suffer(one))
            slots["target"] = next(aimed, None)
        return slots

    def fill_noun(self, clause: Clause, slots: Slots) -> None:
        frame = clause.trigger.frame
        slots[frame.owner] = self.owner(clause.ref)
        doer = frame.owner if frame.of == "place" else "actor"
        slots[doer] = slots[doer] or self.agent(clause)
        if frame.of in ("actor", "target") and slots[frame.of] is None:
            slots[frame.of] = self.linked_to(clause)
        freed = slots["actor"] if self.free_order and frame.of == "actor" else None
        if freed and freed.first > clause.ref.last and self.sentence.starts("bearing_of", freed.first - 1):
            slots["actor"], slots["target"] = None, freed  # «звільнення X від росіян»
        told = frame.of == "target" and slots["target"] is not None
        if slots["actor"] is None and frame.owner == "actor" and not told:
            one = self.subject(clause)
            of_it = self.sentence.starts("relative", clause.ref.last) is not None  # «X, о захвате которого …»
            own = one is not None and one.first >= clause.start and not of_it
            speaks = one is not None and (self.free_order or one.kind == "pronoun") and self.speaks(one)
            own = own and not speaks  # "it reported the occupation of X"
            slots["actor"] = one if own else self.planner(clause) or self.owner_of_both(clause)
        if frame.object == "actor" and clause.trigger.form == "state":
            behind = self.object_behind(clause)
            slots["actor"] = behind if behind is None or behind.kind != "pronoun" else None

    def owner_of_both(self, clause: Clause) -> SideRef | None:
        """The side that owns what "and" joins to a noun: "enemy drone activity and the use of reserves"."""
        sentence = self.sentence
        at = sentence.back_over(DETERMINERS, clause.ref.first)
        if at == 0 or not sentence.starts("coordinator", at - 1):
            return None
        low = max(0, at - 1 - BEFORE_NOUN - 1)
        before = [
            one for one in self.sides if low <= one.first and one.last < at and one.kind in ("owner", "enemy")
        ]
        return (
            before[-1] if before and not any(boundary_rank(sentence, n) for n in range(low, at - 1)) else None
        )

    def planner(self, clause: Clause) -> SideRef | None:
        """Who prepares or plans what a noun tells, in a participle behind: "Russian troops are regrouping, preparing for
        an offensive"."""
        plans = self.sentence.found("plan", clause.start, clause.ref.first)
        if not plans or self.sentence.words[clause.start] != ",":
            return None
        before = [one for one in self.sides if one.last <= clause.start and self.may_act(one)]
        return next((one for one in reversed(before) if not self.speaks(one)), None)

    def linked_to(self, clause: Clause) -> SideRef | None:
        """The side that "of", "on" or another preposition links to a noun: "attacks on Ukrainian positions"."""
        one = self.after(clause, clause.ref.last)
        if one is None or "," in self.sentence.words[clause.ref.last : one.first]:
            return None
        next_to = one.first == clause.ref.last or self.sentence.starts("bearing_of", clause.ref.last)
        if clause.trigger.event == "advanced" and self.aimed_at(one) and not next_to:
            return None  # "an advance on Ukrainian positions" is not theirs
        return one if next_to or self.governed(one) or self.aimed_at(one) else None

    def after(self, clause: Clause, low: int) -> SideRef | None:
        """The first side of the clause from word `low` on."""
        return next(self.all_after(clause, low), None)

    def all_after(self, clause: Clause, low: int) -> Iterator[SideRef]:
        """The sides of the clause from word `low` on."""
        return (one for one in self.sides if low <= one.first and clause.holds(one.first))

    def object_behind(self, clause: Clause) -> SideRef | None:
        """The first side from a verb on that is no voice: "brought down four drones, the Air Force reported"."""
        ref = clause.ref
        low = ref.head if ref.head < ref.last else ref.last
        return next((one for one in self.all_after(clause, low) if not self.speaks(one)), None)

    def object_before(self, clause: Clause) -> SideRef | None:
        """The object before its verb, in a case that no subject has, where the language allows it: «окупантів з X вигнали»."""
        if not self.free_order:
            return None
        before = [one for one in self.sides if one.last <= clause.ref.first and clause.holds(one.first)]
        oblique = [
            one for one in before if self.oblique(one) and not self.governed(one) and not self.speaks(one)
        ]
        return oblique[-1] if oblique else None

    def made_to(self, clause: Clause) -> SideRef | None:
        """Whom another makes act: «сили оборони змусили росіян відступити»."""
        verb = clause.ref.first
        for hit in self.sentence.found("causing", clause.start, verb) if self.free_order else ():
            return next((one for one in self.sides if hit.last <= one.first and one.last <= verb), None)
        return None

    def attempter(self, verb: int) -> SideRef | None:
        """Whose attempt an infinitive is, in the genitive between both: «спроби ворога закріпитися»."""
        if not self.free_order:
            return None
        beside = (one for one in self.sides if one.last <= verb <= one.last + 1)
        return next((one for one in beside if self.sentence.ending("plan", one.first) is not None), None)

    def meant_by_relative(self, verb: int) -> SideRef | None:
        """The side right before a relative clause whose subject it is: «знищують росіян, які зайшли в X»."""
        if not self.free_order:
            return None
        sentence = self.sentence
        opens = next((at for at in range(verb - 1, 1, -1) if sentence.words[at] == ","), None)
        if opens is None or sentence.starts("relative", opens + 1) is None:
            return None
        if any(opens < one.first < verb for one in self.sides):
            return None
        before = [one for one in self.sides if one.last == opens and not self.speaks(one)]
        return before[0] if before else None

    def named_within(self, one: SideRef, low: int) -> bool:
        """Whether a unit of no known side is only one of those that stand before it: «противник (51-ша армія) захопив», "the
        enemy, including units of the 40th Brigade, took"."""
        if one.code is not None or one.kind not in ("unit", "generic"):
            return False
        words = self.sentence.words
        opens = (at for at in range(max(low, one.first - WITHIN_NAMED), one.first) if words[at] in ("(", ","))
        for at in opens:
            listed = words[at] == "(" or self.sentence.starts("such_as", at + 1) is not None
            if listed and ")" not in words[at : one.first]:
                return any(low <= ref.first and ref.last <= at and self.may_act(ref) for ref in self.sides)
        return False

    def behind(self, clause: Clause) -> SideRef | None:
        """The subject behind its verb, where the language allows it and none stands before it in the clause."""
        if not self.free_order:
            return None
        before = [one for one in self.sides if one.last <= clause.ref.first and clause.holds(one.first)]
        if any(self.may_act(one) and not self.speaks(one) for one in before) or self.goes_on(clause):
            return None
        after = self.after(clause, clause.ref.last)
        return after if after is not None and self.may_act(after) and not self.is_of(after) else None

    def is_of(self, one: SideRef) -> bool:
        """Whether a side is only whose a thing is that a preposition governs: «по позициям ВСУ»."""
        noun = one.first - 1
        return noun > 0 and self.sentence.starts("governs", noun - 1) is not None

    def goes_on(self, clause: Clause) -> bool:
        """Whether a verb only goes on with what the subject of the clause before does: "X's men moved up, hit Y's"."""
        start = clause.start
        joined = start > 0 and self.sentence.joins(start)
        if not joined or clause.ref.first > start + 1:
            return False
        return any(self.may_act(one) for one in self.sides if one.last <= start)

    def patient(self, clause: Clause) -> SideRef | None:
        """Who or whose a passive is done to: the first side of its own clause before it ("Russian attempts …"),
        else the last one that acts before it; never who only speaks."""
        hole = range(*clause.bounds.hole)
        before = [
            one
            for one in self.sides
            if one.last <= clause.ref.first and one.first not in hole and not self.speaks(one)
        ]
        own = [one for one in before if clause.holds(one.first) and not self.governed(one)]
        found = own[0] if own else self.acted_before(clause, before) or self.opened(clause)
        meant = found is not None and not self.only_owns(found)
        return found if found and meant and (found.code or found.kind in SUBJECTS) else None

    def patient_behind(self, clause: Clause) -> SideRef | None:
        """Whose a passive is done to, behind it: «збито 75 українських БпЛА», «отражены атаки ВСУ»."""
        if not self.free_order:
            return None
        last = clause.ref.last
        near = (one for one in self.all_after(clause, last) if one.first - last <= BEFORE_NOUN)
        return next(
            (one for one in near if not (self.cased(one, "agent") or self.speaks(one) or self.governed(one))),
            None,
        )

    def acted_before(self, clause: Clause, before: list[SideRef]) -> SideRef | None:
        """The last side that acts before a passive, where its clause has no subject of its own."""
        inside = any(clause.holds(one.first) for one in before)
        if not inside and has_subject(self.sentence, clause):
            return None
        verb = clause.ref.first
        acting = (one for one in reversed(before) if self.may_act(one) and not self.is_object(one, verb))
        return next(acting, None)

    def speaks(self, one: SideRef) -> bool:
        """Whether a side's words only name a voice."""
        return any(voice.first <= one.first < voice.last for voice in self.voices)

    def opened(self, clause: Clause) -> SideRef | None:
        """The subject of the participle that opens a sentence: "After capturing X, Russian troops …"."""
        words = self.sentence.words
        if any(covers(one, clause.ref.first) and one.stop < len(words) for one in self.voices):
            return None  # "despite claims by X to have taken Y, Ukrainian troops hold it"
        perfect = self.sentence.holds("have", 0, clause.ref.first)
        if clause.trigger.form != "ing" and clause.ref.first > 0 and not perfect:
            return None
        for comma in (at for at in range(clause.ref.last, len(words)) if words[at] == ","):
            one = next((ref for ref in self.sides if ref.first > comma), None)
            if one is None:
                return None
            free = all(self.sentence.starts("determiner", at) for at in range(comma + 1, one.first))
            if free and self.may_act(one):
                return one
        return None

    def may_act(self, one: SideRef) -> bool:
        """Whether a side can be the subject of an active verb."""
        return one.kind in SUBJECTS and not self.governed(one) and not self.oblique(one)

    def agent(self, clause: Clause) -> SideRef | None:
        """The side behind "by", or in the case that says "by", before or behind."""
        for one in self.sides:
            if not clause.holds(one.first) or one.kind == "pronoun":
                continue
            if self.cased(one, "agent") or (one.first >= clause.ref.last and self.behind_agent(one)):
                return one
        return None

    def behind_agent(self, one: SideRef) -> bool:
        """Whether "by" stands before the side, with at most an article and two adjectives between."""
        for at in range(one.first - 1, max(-1, one.first - 1 - BEFORE_NOUN), -1):
            if any(hit.first < at < hit.last for hit in self.sentence.found("according")):
                return False
            if self.sentence.starts("agent", at):
                return not self.sentence.ending("deny", at)
            if boundary_rank(self.sentence, at) or self.sentence.starts("role", at):
                return False
        return False

    def cased(self, one: SideRef, kind: str) -> bool:
        """Whether a side's own words hold one of a class that tells their case."""
        return any(self.sentence.starts(kind, at) for at in range(one.first, one.owner or one.last))

    def oblique(self, one: SideRef) -> bool:
        """Whether a side stands in a case that no subject has, unless it is counted ("five soldiers")."""
        before = one.first - 1
        counted = before >= 0 and (
            self.sentence.starts("quantity", before) is not None or self.sentence.words[before].isdigit()
        )
        # A phrase stands in the case of its first word: «группировка войск "Запад"».
        oblique = self.sentence.starts("oblique", one.first) is not None
        return self.cased(one, "agent") or (oblique and not counted)

    def owner(self, ref: TriggerRef) -> SideRef | None:
        """The possessor or adjective of a noun: "Russia's", "Russian", "their" just before it, or inside it."""
        for one in reversed(self.sides):
            if (
                one.last <= ref.first
                and ref.first - one.last <= BEFORE_NOUN
                and self.qualifies(one, ref.first)
            ):
                return one
            if one.first <= ref.first < one.last and one.kind in ("owner", "force"):
                return one
        low = ref.first if ref.form == "state" else ref.head
        return next((one for one in self.sides if low <= one.first < ref.last), None)

    def qualifies(self, one: SideRef, noun: int) -> bool:
        """Whether nothing but adjectives stands between a side and a noun that it can own."""
        if one.kind == "pronoun" and not self.sentence.starts("possessive", one.first):
            return False
        between = range(one.last, noun)
        free = all(
            boundary_rank(self.sentence, at) == 0 and not self.sentence.starts("role", at) for at in between
        )
        return free and (one.kind in OWNERS or one.kind == "pronoun")

    def subject(self, clause: Clause) -> SideRef | None:
        """The nearest side before the event that no preposition governs, in its own clause if there is one.

        A possessor counts only before an infinitive ("its decision to withdraw").
        """
        verb = clause.ref.first
        if (made := self.made_to(clause) or self.attempter(verb)) is not None:
            return made
        if not clause.trigger.nominal and (first := self.shared_subject(clause)) is not None:
            return first
        if clause.trigger.form == "ing":  # "due to Ukrainian drones disrupting …"
            beside = next((one for one in self.sides if one.last == verb and one.kind in SUBJECTS), None)
            if beside is not None and not self.only_owns(beside):
                return beside
        if (meant := self.meant_by_relative(verb)) is not None:
            return meant
        if self.free_order and verb > 1 and self.sentence.words[verb - 1] == ",":  # «противник, потеряв X, …»
            beside = next((one for one in self.sides if one.last == verb - 1 and self.may_act(one)), None)
            if beside is not None and not self.named_within(beside, 0):
                return beside
        infinitive = verb > 0 and self.sentence.starts("infinitive", verb - 1) is not None
        for low in (clause.start, self.voice_start(verb)):
            for one in reversed(self.sides):
                if (
                    one.first < low
                    or one.last > verb
                    or (low == clause.start and not clause.holds(one.first))
                ):
                    continue
                if one.kind == "owner" and (
                    self.owns_subject(one, verb) or (infinitive and verb - one.last <= BEFORE_NOUN)
                ):
                    return one
                if not (one.kind in SUBJECTS or one.kind == "source") or self.only_owns(one):
                    continue
                if self.named_within(one, low):
                    continue
                if not clause.ref.passive and (self.oblique(one) or self.is_object(one, verb)):
                    if not self.owns_weapon(one):
                        continue
                    return one
                if not self.governed(one) or (infinitive and one.last == verb - 1):
                    return one
        return self.some_of_them(clause)

    def owns_weapon(self, one: SideRef) -> bool:
        """Whether a side is whose the weapon is that acts: «дрон врага атаковал»."""
        before = one.first - 1
        return self.free_order and before >= 0 and self.sentence.starts_any(WEAPONS, before)

    def some_of_them(self, clause: Clause) -> SideRef | None:
        """The force before "with many surrendering", "with some trying to flee"."""
        for at in range(self.voice_start(clause.ref.first), clause.ref.first - 1):
            if self.sentence.starts("instrument", at) and self.sentence.starts("counted", at + 1):
                return next(
                    (one for one in reversed(self.sides) if one.last <= at and one.kind == "force"), None
                )
        return None

    def shared_subject(self, clause: Clause) -> SideRef | None:
        """The first side of what stands before a verb that only "and" or "but" joins to another: "Our pilots caught a
        Russian column and destroyed …"."""
        sentence = self.sentence
        at = sentence.back_over(BETWEEN, clause.ref.first)
        if at == 0 or not sentence.starts_any(JOINS, at - 1):
            return None
        floor = self.voice_start(clause.ref.first)
        marks = [here + 1 for here in range(floor, at - 1) if sentence.ranks.get(here, 0) >= 3]
        for low in (*reversed(marks), floor):
            acting = (one for one in self.sides if low <= one.first and one.last < at and self.may_act(one))
            for one in acting:
                if not self.only_owns(one) and not self.is_object(one, clause.ref.first):
                    return one
        return None

    def only_owns(self, one: SideRef) -> bool:
        """Whether a pronoun is a bare possessive ("its"), with no force of its own ("its troops")."""
        return one.last - one.first == 1 and self.sentence.starts("possessive", one.first) is not None

    def voice_start(self, at: int) -> int:
        """Where the words of the voice begin that word `at` is said by: who is named before them does not act in
        them, unless an infinitive makes the voice its own subject ("claims to have taken X")."""
        starts = [
            one.first if self.sentence.starts("infinitive", one.last) else one.start
            for one in self.voices
            if one.last <= one.start <= at < one.stop
        ]
        return max(starts, default=0)

    def is_object(self, one: SideRef, verb: int) -> bool:
        """Whether a side is the object of an earlier verb that this one is joined to: "hit two brigades, and took X"."""
        joined = any(boundary_rank(self.sentence, at) in (2, 3, 4) for at in range(one.last, verb))
        inside = any(hit.head <= one.first < hit.last for hit in self.sentence.found("trigger", 0, verb))
        return inside or (
            joined
            and any(
                one.first - hit.last <= OBJECT_BEHIND
                and not hit.value.nominal
                and not hit.value.frame.leader
                and not any(boundary_rank(self.sentence, at) for at in range(hit.last, one.first))
                for hit in self.sentence.found("trigger", 0, one.first)
            )
        )

    def owns_subject(self, one: SideRef, verb: int) -> bool:
        """Whether an adjective stands before the subject's noun: "Ukrainian rescuers have evacuated"."""
        while verb - 1 > one.last and any(
            self.sentence.starts(kind, verb - 1) for kind in ("have", "be", "adverb", "speech_filler")
        ):
            verb -= 1
        return 1 <= verb - one.last <= 2 and self.qualifies(one, verb)

    def governed(self, one: SideRef) -> bool:
        """Whether a preposition governs the side: "against the elite Russian forces" is no subject."""
        if one.kind == "claimant" or self.sentence.ending("opener", one.first) is not None:
            return False
        at = one.first - 1
        # "south of Russian forces", but «на юге противник»
        passed = ("determiner",) if self.free_order and not self.oblique(one) else ("determiner", "bearing")
        while at >= 0 and any(self.sentence.starts(kind, at) is not None for kind in passed):
            at -= 1
        while one.kind == "unit" and at > 0 and self.names_unit(at):
            at -= 1  # "of the 36th Marine Brigade"
        if at >= 0 and self.sentence.starts("instrument", at) and one.kind == "force":
            return self.sentence.starts_any(WEAPONS, one.last - 1)
        return at >= 0 and self.sentence.starts("governs", at) is not None

    def names_unit(self, at: int) -> bool:
        """Whether word `at` before a unit can be of its name: its number, a capital, an article."""
        words = self.sentence.words
        numbered = words[at][0].isdigit() or (words[at - 1][-1].isdigit() and len(words[at]) == 2)
        return numbered or self.sentence.capital(at) or self.sentence.starts("determiner", at) is not None

    def may_suffer(self, one: SideRef) -> bool:
        """Whether a side behind an event is who suffers it; "Russian territory" is where, a voice is nobody."""
        where = self.sentence.starts("territory", one.last) is not None
        return one.kind in ("owner", "force") and not where and not self.speaks(one)

    def aimed_at(self, one: SideRef) -> bool:
        """Whether a side stands behind "against" or "on": "attacks on Ukrainian positions"."""
        at = one.first - 1
        while at >= 0 and self.sentence.starts("determiner", at):
            at -= 1
        return at >= 0 and self.sentence.starts("aimed", at) is not None

    def named_subjects(self) -> list[SideRef]:
        """Sides that are named and may act, in order."""
        return [one for one in self.sides if one.code and one.kind in SUBJECTS and not self.governed(one)]

    def code(self, one: SideRef, raw: RawEvent) -> str | None:
        """The code that a side's words stand for here."""
        if one.code is not None:
            return self.theatre.adversary(one.code) if one.kind == "foe" else one.code
        if one.kind == "enemy" and (said := self.speaking_as(one)) is not None:
            return said  # «ворог заявляє, що захопив X»: who speaks is no enemy of his own
        if one.kind == "ours":
            return self.scene.speaker
        if one.kind == "enemy" and self.theatre.adversary(self.scene.speaker):
            return self.theatre.adversary(self.scene.speaker)
        if one.kind == "enemy" and self.home(raw) is not None:  # no side speaks, or one that fights nobody
            raw.doubt(0.9, "the enemy is taken for the adversary of the side whose own the place is")
            return self.theatre.adversary(self.home(raw))
        if one.kind == "them":
            nearest = [ref for ref in self.sides if ref.last <= one.first and self.may_act(ref)][-1:]
            if nearest and nearest[0].kind in ("ours", "enemy"):
                return self.theatre.adversary(self.code(nearest[0], raw))  # «наші вибили їх»
            doer = self.subject(raw.clause)
            thrown = not raw.clause.trigger.nominal and raw.clause.trigger.frame.subject != "place"
            if thrown and doer is not None and doer != one and doer.kind != "pronoun":
                return self.theatre.adversary(self.code(doer, raw))  # "and knocked them out of X"
            subjects = [ref for ref in self.named_subjects() if ref.last <= one.first]
            if not subjects:
                return None
            code = self.code(subjects[-1], raw)
            falls = raw.clause.trigger.frame.subject == "place"  # "X fell to them": to who was named before
            return code if falls else self.theatre.adversary(code)
        if self.sentence.holds("defenders", one.first, one.last) and self.home(raw) is not None:
            raw.doubt(BY_VOICE, "who defends a place is taken for the side whose own it is")
            return self.home(raw)
        own = self.fighting() if self.scene.said is None and one.kind in ("unit", "generic") else None
        if own and raw.event == "repelled" and one is raw.target_ref and raw.actor_ref is None:
            raw.doubt(BY_VOICE, "a unit that a side's own channel tells to be beaten back is the other's")
            return self.theatre.adversary(own)
        if own and not self.free_order and self.is_first_named(one):
            raw.doubt(BY_VOICE, "a unit of which nobody says whose it is is the speaker's own")
            return own
        if own and one.kind == "unit" and self.free_order:
            kind = event_types()[raw.event]
            defends = kind.implies == "not_actor" or (kind.implies == "actor" and kind.course != "once")
            raw.doubt(
                BY_VOICE,
                "a unit of which nobody says whose it is is the speaker's own, or holds its own land",
            )
            return (self.home(raw) if defends else None) or own
        if self.scene.said is None and (one.kind == "unit" or self.speaks_of_itself(one)):
            return None
        if self.only_owns(one) and (acting := self.unnamed_before(one, raw)) is not None:
            return self.code(acting, raw)
        said = self.scene.said if one.kind in ("pronoun", "generic", "unit") else None
        if said is None and (single := self.one_side_before(one)) is not None:
            return single
        raw.doubt(0.9, f"“{self.sentence.words_text(one.first, one.last)}” stands for a side named before")
        if said is not None:
            return said
        before = [ref for ref in self.named_subjects() if ref.last <= one.first and ref.kind != "foe"]
        named = [ref.code for ref in before]
        if self.sentence.starts("singular", one.first) and before and before[-1].kind == "state":
            return before[-1].code  # "Russia lost vehicles around X, where it made no gains"
        many = all(self.sentence.words[ref.last - 1].endswith("s") for ref in before)
        speaker = speaker_at(self.voices, one.first)
        if self.sentence.starts("singular", one.first) and many and speaker is not None:
            # "The ministry said that the soldiers gave up and the plant was under its control."
            return speaker.side
        if before and self.only_owns(one) and raw.clause.holds(before[-1].first):
            return before[-1].code  # "Ukraine ramps up its production"
        if one.kind == "pronoun" and one.last - one.first == 1 and self.scene.acting is not None and named:
            return self.scene.acting  # "they" are who acted, not who suffered it
        bare = one.kind == "generic" and self.scene.acting is None  # a side's own channel tells of "fighters"
        return named[-1] if named else self.fighting() if bare else self.scene.acting

    def is_first_named(self, one: SideRef) -> bool:
        """Whether nobody is named before in the sentence, and no voice by these words: "Air defence units shot down …"."""
        return not self.speaks(one) and not any(ref.last <= one.first for ref in self.named_subjects())

    def one_side_before(self, one: SideRef) -> str | None:
        """The side that "it" or "its" means behind "but" or "that": who is named last before it as one, by its state or its army;
        not "troops", which are "they"."""
        if not self.sentence.starts("singular", one.first):
            return None
        before = [
            ref for ref in self.named_subjects() if ref.last <= one.first and ref.kind in ("state", "force")
        ]
        if len({ref.code for ref in before}) < 2 and not any(
            self.sentence.holds("contrast", ref.last, one.first) for ref in before
        ):
            return None
        single = [ref for ref in before if not self.sentence.words[ref.last - 1].endswith("s")]
        single = [ref for ref in single if not self.sentence.starts("bare_force", ref.last - 1)]
        return single[-1].code if single else None

    def speaking_as(self, one: SideRef) -> str | None:
        """The side of the voice that these words name."""
        return next((ref.voice.side for ref in self.voices if ref.first <= one.first < ref.last), None)

    def fighting(self) -> str | None:
        """The side of who speaks, if it fights another."""
        return self.scene.speaker if self.theatre.adversary(self.scene.speaker) is not None else None

    def unnamed_before(self, one: SideRef, raw: RawEvent) -> SideRef | None:
        """ "The enemy" or "our troops", where that is the last subject before a possessive: "the enemy went on with its
        advance"."""
        before = [
            ref
            for ref in self.sides
            if ref.last <= one.first and ref.kind in SUBJECTS and not self.governed(ref)
        ]
        own = before and before[-1].kind in ("enemy", "ours") and raw.clause.holds(before[-1].first)
        return before[-1] if own else None

    def speaks_of_itself(self, one: SideRef) -> bool:
        """Whether a pronoun or bare force in the words of somebody whose side nobody tells may mean the speaker's
        own: "He says his platoon …". Such a one stays open rather than being taken for who acted before."""
        voices = [ref for ref in self.voices if covers(ref, one.first)]
        if not voices or voices[-1].voice.side is not None or voices[-1].voice.source_id is not None:
            return False
        named = any(voices[-1].start <= ref.first < one.first and ref.code for ref in self.sides)
        return voices[-1].voice.kind in PARTIAL and not named

    def implied_actor(self, raw: RawEvent, voice: Voice | None, denied: bool) -> str | None:
        """Who did it where the clause leaves it out.

        Done to a named side: its adversary. Strikes and what they do: `who_strikes`. On the word of a side's voice:
        `who_by_voice`, but of what falls or is lost only where the voice denies it. Without a voice: who liberates is
        not who held; and a place is liberated by the side whose own it is, lost and taken by the other. What "we" or
        "they" do whom nobody can tell stays open.
        """
        clause, frame = raw.clause, raw.clause.trigger.frame
        kind = event_types()[raw.event]
        if frame.speaker == "nobody":
            return None
        if (aims := self.who_aims(clause)) is not None:
            return aims
        if (hurt := self.who_is_hurt(clause)) is not None:
            return self.theatre.adversary(hurt)
        struck = kind.family in ("strike", "effect")
        if struck and raw.target is None:
            return self.who_strikes(raw)
        lost = struck or clause.ref.passive or "target" in (frame.subject, frame.owner)
        if lost and raw.target is not None and kind.target == "adversary":
            return self.theatre.adversary(raw.target)
        owner = self.home(raw)
        if raw.event == "evacuated" and owner is not None:
            return self.by_place(raw, owner)
        front = raw.event == "advanced" and self.sentence.holds("front", clause.start, clause.ref.first)
        if front and owner is not None:
            return self.by_place(raw, self.theatre.adversary(owner))
        if struck or frame.speaker is None:
            return None
        if raw.actor_ref is not None and raw.actor_ref.kind in ("ours", "pronoun"):
            return None
        own = frame.speaker == "home" and owner is not None and owner == self.scene.speaker and not denied
        if own and kind.family == "territory":  # nobody calls his own town captured by his own side
            return self.by_place(raw, self.theatre.adversary(owner))
        falls = frame.object == "none" or "target" in (frame.subject, frame.owner)
        if falls and frame.speaker == "home" and not denied and (side := self.who_concedes(raw)) is not None:
            return self.by_voice(raw, self.theatre.adversary(side))
        told = self.fighting() is not None and (voice is None or voice.kind != "unnamed")
        if told and not denied and clause.ref.passive and frame.subject == "target":
            # "X is lost": to the other side
            return self.by_voice(raw, self.theatre.adversary(self.scene.speaker))
        if told and (denied or not (falls and frame.speaker == "home")):
            return self.who_by_voice(raw, voice, denied)
        if kind.family != "territory":
            return None
        if owner is None and told and frame.subject == "target":
            return self.by_voice(raw, self.theatre.adversary(self.scene.speaker))  # "lost X": of one's own
        ours = frame.speaker == "own"
        if ours and raw.event == "holds":
            return None  # "X is ours", of whom nobody knows
        before = self.theatre.adversary(self.scene.taker) if ours else None
        if raw.event == "repelled":
            before = self.scene.taker  # who holds the place
        if before is not None:
            raw.doubt(BY_PLACE, "who did it is inferred from the words before")
            return before
        lawful = self.home(raw, lawful=True)
        if owner is None or (ours and owner != lawful):
            return None
        if raw.event == "holds" and frame.speaker == "foe" and lawful is not None:
            # "Under occupation", wherever the other's rear is.
            return self.by_place(raw, self.theatre.adversary(lawful))
        keeps = raw.event == clause.trigger.event == "holds" and not clause.ref.passive  # "X could be held"
        return self.by_place(raw, owner if ours or keeps else self.theatre.adversary(owner))

    def who_aims(self, clause: Clause) -> str | None:
        """The side whose goal a deed is: "retaking X has been a Russian goal"."""
        for hit in self.sentence.found("goal", clause.ref.last, clause.stop):
            owners = (
                one
                for one in self.sides
                if one.code and clause.ref.last <= one.first and one.last <= hit.first
            )
            return next((one.code for one in owners if self.qualifies(one, hit.first)), None)
        return None

    def who_is_hurt(self, clause: Clause) -> str | None:
        """The side that what is told by a noun is a blow to: "the fall of X was a humiliation for Moscow"."""
        for hit in self.sentence.found("blow_to", clause.ref.last) if clause.trigger.nominal else ():
            return next((side.value[0] for side in self.sentence.starting("side", hit.last)), None)
        return None

    def by_place(self, raw: RawEvent, actor: str | None) -> str | None:
        """The actor that follows from whose own the place is, as a doubt."""
        raw.doubt(BY_PLACE, "who did it is inferred from whose place it is")
        return actor

    def by_voice(self, raw: RawEvent, actor: str | None, factor: float = BY_VOICE) -> str | None:
        """The actor that follows from whose voice tells it, as a doubt."""
        raw.doubt(factor, "who did it is inferred from whose voice tells it")
        return actor

    def who_by_voice(self, raw: RawEvent, voice: Voice | None, denied: bool) -> str | None:
        """The side that a side's voice means where it names none."""
        clause, frame = raw.clause, raw.clause.trigger.frame
        raw.target = None
        verb = not clause.ref.passive and not clause.trigger.nominal
        own = verb and voice is not None and frame.subject == "actor"
        own = own and (frame.speaker != "foe" or self.told_of_itself(raw))
        if own and voice is not None and not denied:
            return voice.side  # "we claim to have taken X": the voice is the subject
        if denied:
            return self.who_is_denied(raw, voice)
        factor = LIKELY if frame.speaker == "likely" else BY_VOICE
        speaker = self.scene.speaker
        return self.by_voice(
            raw, self.theatre.adversary(speaker) if frame.speaker == "foe" else speaker, factor
        )

    def who_is_denied(self, raw: RawEvent, voice: Voice | None) -> str | None:
        """The side that is denied to have done what nobody is named for."""
        if voice is None and raw.clause.trigger.frame.speaker == "own":
            return self.scene.speaker  # «дані про звільнення X не відповідають дійсності»
        denier = self.who_denies(raw)
        if denier is None and voice is None:
            denier = self.home(raw)
        return self.theatre.adversary(denier or self.scene.speaker)

    def told_of_itself(self, raw: RawEvent) -> bool:
        """Whether a verb without a subject tells what the enemy, who speaks, has done: «ворог заявляє, що захопив X»."""
        told = [one for one in self.voices if covers(one, raw.first)][-1:] if self.free_order else []
        return any(
            one.first <= ref.first < one.last and ref.kind == "enemy" for one in told for ref in self.sides
        )

    def who_denies(self, raw: RawEvent) -> str | None:
        """The side of the voice that denies an event: the innermost that does (of one whose side nobody tells, whose own the
        place is), else the adversary of him whose claim it is called, or the outermost, which finds fault with what others
        say."""
        told = [one for one in self.voices if covers(one, raw.first)]
        denying = [one.voice for one in told if one.denies]
        if denying:
            return denying[-1].side or self.home(raw)
        claimants = {ref.last: ref.code for ref in self.sides if ref.kind == "claimant"}
        claiming = [claimants[one.verb] for one in told if one.verb in claimants]
        if claiming:
            return self.theatre.adversary(claiming[-1])
        return next((one.voice.side for one in told if one.voice.side), None)

    def who_concedes(self, raw: RawEvent) -> str | None:
        """The side of the voice that concedes an event: what it concedes to be lost is its own, whosever the place is."""
        told = [one for one in self.voices if one.voice.side and covers(one, raw.first)][-1:]
        return next((one.voice.side for one in told if self.sentence.starts("admits", one.verb)), None)

    def who_strikes(self, raw: RawEvent) -> str | None:
        """The adversary of the side whose own the place is, which becomes the target; drones are brought down by the
        side whose voice tells it, else by whose own the place is. Whose soldiers and vehicles are hit does not follow from the place."""
        voice = speaker_at(self.voices, raw.first)
        own = (voice.side if voice is not None else None) or self.scene.speaker
        if raw.event == "intercepted" and own is not None:
            return self.by_voice(raw, own)
        owner = self.home(raw)
        clause = raw.clause
        men = raw.event == "equipment_loss" or (
            raw.event == "casualties" and self.sentence.holds("soldiers", clause.start, clause.stop)
        )
        if owner is None or men:
            return None
        if raw.event == "intercepted":
            return self.by_place(raw, owner)
        raw.target = owner
        return self.by_place(raw, self.theatre.adversary(owner))

    def home(self, raw: RawEvent, lawful: bool = False) -> str | None:
        """The side whose own the event's place is, or the place that the text is about; `lawful`: by its country
        alone, whoever has made it his rear."""
        anchors = [use.anchor for use in raw.places if use.anchor is not None and use.anchor.bearer]
        place = anchors[0] if anchors else self.scene.topic
        bearer = "" if lawful or place is None else place.bearer
        own = self.theatre.home_of(bearer, place.country) if place is not None else None
        topic = self.scene.topic
        if own is None and topic is not None:
            return self.theatre.home_of("" if lawful else topic.bearer, topic.country)
        return own

    def whose_claim(self, low: int, high: int) -> str | None:
        """The side whose claim is taken up between two words: "statements from Moscow that its troops …"."""
        for hit in self.sentence.found("claims_noun", low, high):
            for one in self.acting:
                owner = one.last == hit.first or self.sentence.words[one.last : hit.first] == [POSSESSIVE]
                near = owner or -2 <= one.first - hit.last <= 2
                if one.code and near and low <= one.first < high:
                    return one.code
        return None

    def said_by(self, at: int) -> str | None:
        """The side that "it" means in a voice's words before another side is named there."""
        for one in reversed(self.voices):
            if one.voice.side and one.start <= at < one.stop and one.start >= one.last:
                told = self.whose_claim(one.last, at)
                if told is not None:
                    return told
                named = any(
                    one.last <= ref.first < at and ref.code and ref.kind in SUBJECTS for ref in self.sides
                )
                return None if named else one.voice.side
        return None
