"""On whose word: a sentence, in; the voices that speak in it with the words that each covers, out.

Caught: "X said that …", "…, X said", "said X", "according to X", "X, citing Y, …", "X's map shows",
"geolocated footage shows", "it has been reported", "X: …", and "It said", "The post added" for a voice before.
"""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Iterator
from dataclasses import dataclass

from msgspec.structs import replace

from contested.extract.clauses import QUOTES, Sentence, boundary_rank, longest
from contested.extract.dates.find import DateRef
from contested.extract.frames import TriggerRef
from contested.extract.lexicon import Hit
from contested.extract.sides import SideRef
from contested.extract.speakers import (
    LONGEST_NAME,
    NO_NAME,
    office_at,
    person,
    quoted_from,
    quoted_until,
    signature,
    subject_behind,
    voice_name,
)
from contested.extract.taking_back import Retraction, find_retractions
from contested.extract.tokens import POSSESSIVE
from contested.model import Voice, VoiceKind
from contested.theatres import Source

LONGEST_SUBJECT = 24  # words of a voice with its titles and appositions
LONGEST_CITED = 14
LONGEST_TAIL = 12  # words behind a verb of saying that name who says it, and where
LONGEST_QUOTED = 4  # words of a name between quotation marks
REJECTED_WITHIN = 6  # words between "rejected" and the offer, on either side
COMPLEMENT_WITHIN = 8  # words from the verb to its "that": "told reporters in the capital on Friday that"
FILLER = frozenset({"speech_filler"})
GOING_ON = frozenset({"coordinator", "contrast"})
VERBAL = frozenset({"be", "have", "say", "trigger", "negation", "did"})
DESCRIBING = frozenset({"article", "determiner", "voice_kind", "office", "rank"})
ARTICLE = frozenset({"article"})
ACTIVE = frozenset({"say_on", "said_to_say"})
CITED_BY = frozenset({"according", "quoted_by"})
CITING = ("according", "quoted_by")
TOLD_SO = frozenset({"told_so"})
ENDS_SAYING = frozenset({"role", "of_this", "speech_filler", "date"})
BEHIND_MARK = FILLER | TOLD_SO
IN_NAME = frozenset({"bearing_of", "for_whom", "coordinator"})
LINKS = ("bearing_of", "role", "for_whom")
TOLD_KINDS = frozenset({"agency", "outlet"})
WITNESSES = frozenset({"footage", "unnamed"})
BEFORE_SAYING = QUOTES | {",", "—", "–"}
OUTERMOST = -1  # the verb of who quotes whoever speaks in the sentence
ENDS_CITED = frozenset({",", ".", ";", ":", ")", "—", "–"})
ENDS_COMPLEMENT = QUOTES | {",", ";"}


@dataclass(slots=True)
class VoiceRef:
    """A voice and the words it covers: `first`–`last` name it with its verb and their date, `start`–`stop`
    are what it says. `verb` is the word of saying; `back`: it only refers to a voice named before; `cited`: another voice names it;
    `retracts`: what it denies is its own."""

    voice: Voice
    first: int
    last: int
    start: int
    stop: int
    verb: int
    denies: bool = False
    back: bool = False
    cited: bool = False
    retracts: bool = False


@dataclass(slots=True)
class Heard:
    """The voices of a text so far: the last one, and the last of each kind."""

    last: Voice | None = None
    by_kind: dict[str, Voice] | None = None
    by_name: dict[str, Voice] | None = None

    def by_surname(self, name: str) -> Voice | None:
        """The voice named before in full whose last name this is: "Ivan Petrenko said …. Petrenko added"."""
        return (self.by_name or {}).get(name)

    def hear(self, voice: Voice) -> None:
        *before, surname = voice.name.split() or [""]
        if before and len(before) < LONGEST_NAME and voice.kind not in WITNESSES:
            self.by_name = {**(self.by_name or {}), surname: voice}
        if voice.kind not in WITNESSES:
            self.last = voice
        self.by_kind = {**(self.by_kind or {}), voice.kind: voice}


class VoiceFinder:
    """Finds the voices of one sentence; holds what every step needs."""

    def __init__(
        self,
        sentence: Sentence,
        sides: list[SideRef],
        dates: list[DateRef],
        sources: dict[str, Source],
        heard: Heard,
        free_order: bool,
    ) -> None:
        self.sentence, self.sides = sentence, sides
        self.triggers: list[int] = []
        self.verb_ends: set[int] = set()
        self.retractions: dict[int, Retraction] = {}
        self.dates, self.sources, self.heard = dates, sources, heard
        self.free_order = free_order
        self.size = len(sentence.words)
        self.refs: list[VoiceRef] = []

    def find(self, triggers: list[TriggerRef]) -> list[VoiceRef]:
        """The sentence's voices, outermost first; `triggers` are the words of its events."""
        self.triggers = [ref.first for ref in triggers]
        self.verb_ends = {ref.last for ref in triggers if not ref.triggers[0].nominal}
        dated = {at for one in self.dates for at in range(one.first, one.last)}
        self.retractions = find_retractions(self.sentence, self.triggers, dated)
        quoted = list(self.quoted_by_others())
        refs = [*self.spoken(quoted), *quoted, *self.cited()] or self.headed() or self.signed()
        named = [ref for ref in refs if ref.voice.kind != "unnamed"]
        if any(ref.start == 0 or ref.voice.kind != "footage" for ref in named):
            refs = [
                ref
                for ref in refs
                if ref in named or not any(one.start <= ref.verb < one.stop for one in named)
            ]
        return self.settle(refs)

    def takes_position(self, verb: int) -> Iterator[VoiceRef]:
        """Who takes a position by a verb that is none of saying: "the minister called on X to …"; none where a voice
        tells it."""
        if any(covers(one, verb) or one.verb == verb for one in self.refs):
            return
        begin = self.subject_start(verb, 0)
        voice, _ = self.name_voice(begin, verb, False)
        if voice is not None:
            yield VoiceRef(voice, begin, verb, verb, self.size, verb)

    def spoken(self, quoted: list[VoiceRef]) -> list[VoiceRef]:
        """Voices before or after a verb of saying or showing; `quoted` are those that others quote."""
        refs = self.refs
        said = {hit.first: hit.last for kind in ("show", "say") for hit in self.sentence.found(kind)}
        behind = {hit.first: hit.last for hit in self.sentence.found("say_behind")}
        verbs = sorted((behind | said | {verb: one.end for verb, one in self.retractions.items()}).items())
        citing = {
            at
            for kind in CITING
            for hit in self.sentence.found(kind)
            for at in range(hit.first + 1, hit.last)
        }
        citing |= {at for one in quoted for at in range(one.first, one.last)}
        floor = 0
        for verb, last in verbs:
            if verb < floor or self.sentence.starts_any(CITED_BY, verb) or verb in citing:
                continue
            behind_comma = not self.free_order and self.named_behind(verb, last)
            ref = self.speaker_after(verb, last) if self.free_order or behind_comma else None
            if ref is None and (verb in said or verb not in behind):
                ref = self.speaker_before(verb, last, floor) or self.speaker_after(verb, last)
            if ref is not None:
                ref.retracts = ref.denies and verb in self.retractions
                refs.append(ref)
                refs.extend(self.own_account(ref))
                floor = ref.last
        return refs

    def speaker_before(self, verb: int, last: int, floor: int) -> VoiceRef | None:
        sentence = self.sentence
        begin = self.after_comma(self.subject_start(verb, floor), verb)
        named_until = verb
        if self.in_apposition(verb) and begin > 1 and sentence.starts("relative", begin - 1):
            named_until = begin - 1  # "a volunteer, who left the city, described …"
            begin = self.after_comma(self.subject_start(named_until, floor), named_until)
        retraction = self.retractions.get(verb)
        showing = retraction is None and sentence.starts("say", verb) is None
        owned = any(ref.kind == "claimant" and ref.last == verb for ref in self.sides)
        tells = any(sentence.starts(kind, last) for kind in ("complement", "infinitive", "bearing_of"))
        if owned and not tells:
            return None  # "contrary to Russian claims, …"
        active = sentence.starts_any(ACTIVE, verb)  # "was heard saying", "is saying"
        if verb > 0 and not active and sentence.holds("be", max(begin, verb - 2), verb):
            if showing or not sentence.holds("unnamed", begin, last):
                return None
            told = any(begin <= at < verb for at in self.triggers)  # "fires have been reported"
            start = begin if verb - begin <= 4 and not told else verb
            passed_on = Voice(name=sentence.words_text(start, last), kind="unnamed")
            return VoiceRef(passed_on, start, last, 0, self.size, verb)
        joined = begin < verb and (sentence.words[begin] == "," or sentence.starts("coordinator", begin))
        shared = self.goes_on(verb) and (
            verb - begin > 1 or begin + bool(joined) == sentence.back_over(FILLER, verb, begin)
        )
        if begin < verb and self.denied_at(begin) and not shared:
            return None
        voice, back = (self.speaker_so_far(begin, verb), True) if shared else (None, False)
        if voice is None:
            start = self.behind_date(begin, named_until)
            inside = office_at(sentence, start) if self.free_order else None
            voice, back = self.name_voice(inside or start, named_until, showing, inside is not None)
            shared = False
        if voice is None:
            return None
        denies = retraction.done if retraction else sentence.starts("deny", verb) is not None
        if denies and sentence.holds("proposal", max(0, verb - REJECTED_WITHIN), last + REJECTED_WITHIN):
            return None  # what is rejected is an offer, not somebody's word
        end = last if retraction else self.complement_end(last)
        nothing = not any(word[0].isalnum() for word in sentence.words[end:])
        if denies and (nothing or sentence.starts("told_thing", last) is not None):
            return VoiceRef(voice, begin, end, end, end, verb, True, back)
        behind = [at for at in self.triggers if at < begin]
        ahead = [at for at in self.triggers if at >= end]
        before = self.mark_before(begin, end)
        tail = self.speech_tail(end)
        if shared and not (nothing and behind and (before in QUOTES or before == ",")):
            return VoiceRef(
                voice, verb, end, end, self.denied_until(end) if denies else self.size, verb, denies, True
            )
        if behind and (before in QUOTES or before == ",") and (tail == self.size or not ahead):
            return VoiceRef(voice, begin, max(end, tail or end), 0, begin, verb, denies, back)
        quoted = before in QUOTES and bool(behind)
        if begin > 1 and (before == "," or quoted) and tail is not None:
            return VoiceRef(voice, begin, tail, 0, self.size, verb, denies, back)
        stop = self.denied_until(end) if denies else self.aside_until(begin, end)
        return VoiceRef(voice, begin, end, end, stop, verb, denies, back)

    def mark_before(self, begin: int, end: int) -> str:
        """The word before a voice, or before its "as" and "or so" where the verb's words end behind it: the mark that
        parts what is said from who says it."""
        sentence = self.sentence
        before = sentence.back_over(TOLD_SO, begin)
        ends = (
            end >= self.size or not sentence.words[end][0].isalnum() or sentence.starts_any(ENDS_SAYING, end)
        )
        if before < begin and not ends:
            before = begin  # "as a map shows the latest state of play"
        return sentence.words[before - 1] if before else ""

    def goes_on(self, verb: int) -> bool:
        """Whether the verb has the subject of one before it: "… but said", "…, saying", "denied it and also called"."""
        verb = self.sentence.back_over(FILLER, verb)
        joined = verb > 0 and self.sentence.starts_any(GOING_ON, verb - 1)
        return joined or self.sentence.starts("say_on", verb) is not None

    def speaker_so_far(self, begin: int, verb: int) -> Voice | None:
        """The last voice of the sentence, or the one that its first words name: "The staff did not comment but said"."""
        if self.refs:
            return self.refs[-1].voice
        for start in sorted({begin, 0}, reverse=True):
            first = next((at for at in range(start + 1, verb) if self.sentence.starts_any(VERBAL, at)), start)
            voice, back = self.name_voice(start, first, False)
            if voice is not None and not back:
                return voice
        return None

    def speech_tail(self, at: int) -> int | None:
        """Where a verb of saying's own words end, at a comma or the sentence's end: "told reporters in X on Friday, …".
        Null where what is said begins before."""
        for here in range(at, min(at + LONGEST_CITED, self.size)):
            word = self.sentence.words[here]
            if word == "," or (word == "." and here == self.size - 1):
                return here if word == "," else self.size
            if here in self.triggers or word in QUOTES or self.sentence.ranks.get(here, 0) >= 5:
                return None
        return self.size if self.size - at < LONGEST_CITED else None

    def aside_until(self, begin: int, end: int) -> int:
        """Where a voice's words end: of one named in a relative clause (", which X says it holds, …") with that clause."""
        relative = begin > 1 and self.sentence.starts("relative", begin - 1) is not None
        if not relative or self.sentence.words[begin - 2] != ",":
            return self.size
        return next(
            (at for at in range(end + 1, self.size) if self.sentence.ranks.get(at, 0) >= 3), self.size
        )

    def denied_at(self, at: int) -> bool:
        """Whether a verb of denial ends right before word `at`: "refuting Russian claims" gives their author no say."""
        return any(hit.last == at for hit in self.sentence.hits.get("deny", ()))

    def denied_until(self, at: int) -> int:
        """Where a denial ends: what follows a colon, a dash, ", claiming that" or "and said" is the denier's own
        account."""
        sentence = self.sentence
        for here in range(at, self.size - 1):
            says = sentence.starts("coordinator", here) and sentence.starts("say", here + 1)
            if boundary_rank(sentence, here) == 6 or says or sentence.starts("say_on", here + 1):
                return here
        return self.size

    def own_account(self, denial: VoiceRef) -> Iterator[VoiceRef]:
        """What a denier tells himself behind a colon: "X denied the loss of the town: Ukrainian troops hold it"."""
        stop = denial.stop
        if denial.denies and denial.start < stop < self.size and self.sentence.words[stop] == ":":
            yield dataclasses.replace(denial, start=stop + 1, stop=self.size, denies=False, retracts=False)

    def speaker_after(self, verb: int, last: int) -> VoiceRef | None:
        """A voice behind its verb, after a quotation or a comma: "…, said the governor"."""
        sentence = self.sentence
        if not self.may_precede(verb) or sentence.starts("complement", last):
            return None
        end = last
        while end < self.size and end - last < LONGEST_TAIL and sentence.words[end] not in (",", ".", ";"):
            if self.sentence.ranks.get(end, 0) == 5 and end > last and self.told_behind(end):
                break  # "said the governor after drones hit the town"
            end += 1
        subject = subject_behind(sentence, last, end, self.free_order)
        if subject is None:
            return None
        voice, back = self.name_voice(subject.first, subject.last, False, subject.office)
        if voice is None or back:
            return None
        if self.may_second(verb):
            return VoiceRef(voice, verb, end, end, end, verb)
        if voice.kind == "outlet" and voice.source_id is None:
            voice = replace(voice, kind=self.described_as(end) or voice.kind)
        told = any(subject.last <= at < end for at in self.triggers)
        return VoiceRef(voice, verb, subject.last if told else end, 0, verb, verb)

    def named_behind(self, verb: int, last: int) -> bool:
        """Whether a comma stands before a verb of saying and only a known source's name behind it: "The town was taken by
        Russian troops, said X"; not "X, head of Y, said Z had fallen"."""
        words = self.sentence.words
        if not self.in_apposition(verb):
            return False
        end = next((at for at in range(last, self.size) if words[at] in (",", ".", ";")), self.size)
        named = self.sentence.holds("source", last, end)
        return named and not any(self.sentence.starts_any(VERBAL, at) for at in range(last, end))

    def quoted_by_others(self) -> Iterator[VoiceRef]:
        """Who quotes and who is quoted: "TASS quoted the ministry as saying that …"."""
        sentence = self.sentence
        for hit in sentence.found("quoting"):
            until = next(
                (
                    at
                    for at in range(hit.last + 1, min(hit.last + LONGEST_CITED, self.size - 1))
                    if sentence.starts("as_saying", at) and sentence.starts("say_on", at + 1)
                ),
                None,
            )
            if until is None:
                continue
            begin = self.after_comma(self.subject_start(hit.first, 0), hit.first)
            end = self.complement_end(until + 2)
            said = any(word[0].isalnum() for word in sentence.words[end:])
            start, stop = (end, self.size) if said else (0, begin)
            for voice, _ in (
                self.name_voice(begin, hit.first, False),
                self.name_voice(hit.last, until, False),
            ):
                if voice is not None:
                    yield VoiceRef(voice, begin, end, start, stop, hit.first)

    def told_behind(self, at: int) -> bool:
        """Whether a clause that opens at word `at` tells an event, and no comma parts the two."""
        stop = next(
            (here for here in range(at, self.size) if self.sentence.words[here] in (",", ";")), self.size
        )
        return any(at < here < stop for here in self.triggers)

    def described_as(self, comma: int) -> VoiceKind | None:
        """What the words behind a comma call somebody just named: "said Ivan Petrenko, an officer with the brigade"."""
        sentence = self.sentence
        opens = comma + 1
        if not sentence.starts_any(DESCRIBING, opens):
            return None
        stop = next(
            (at for at in range(opens, self.size) if sentence.words[at] in (",", ".", ";")), self.size
        )
        kinds: list[VoiceKind] = [hit.value for hit in longest(sentence.found("voice_kind", opens, stop))]
        return kinds[0] if kinds else None

    def may_precede(self, verb: int) -> bool:
        """Whether a verb may have its subject behind it: after a comma, a dash, a quotation, or "Of the capture …"."""
        sentence = self.sentence
        before = sentence.back_over(BEHIND_MARK, verb)
        if verb == 0:
            return False
        if any(hit.last == verb for hit in sentence.hits.get("of_what", ())):
            return True
        if before and sentence.words[before - 1] in BEFORE_SAYING and self.quoted_name(before) is None:
            return True
        if sentence.words[verb - 1] == "-" and verb > 1 and sentence.words[verb - 2] in BEFORE_SAYING:
            return True
        if self.may_second(verb) or self.may_confirm(verb):
            return True
        return sentence.starts("told_of", 0) is not None and self.only_told(verb)

    def only_told(self, verb: int) -> bool:
        """Whether no known source stands before a verb that may speak: an outlet there is told where somebody else stands
        behind («Об этом ТАСС рассказал Пушилин»)."""
        before = [self.sources[hit.value].kind for hit in self.sentence.found("source", 0, verb)]
        behind = [self.sources[hit.value].kind for hit in self.sentence.found("source", verb)]
        return TOLD_KINDS.issuperset(before) and (not before or not TOLD_KINDS.issuperset(behind))

    def may_confirm(self, verb: int) -> bool:
        """Whether a known source stands right behind a verb whose object stands before: «Захоплення X підтвердив Y»."""
        sentence = self.sentence
        if not self.free_order or (last := sentence.starts("seconds", verb)) is None:
            return False
        told = any(at < verb for at in self.triggers) and sentence.holds("trigger", 0, verb)
        return told and sentence.starts("source", last) is not None and not sentence.holds("source", 0, verb)

    def may_second(self, verb: int) -> bool:
        """Whether a verb tells who acknowledges what stands before: «…, що визнали українські посадовці»."""
        sentence = self.sentence
        if verb < 2 or sentence.words[verb - 2] != "," or sentence.starts("seconds", verb) is None:
            return False
        relative = sentence.starts("relative", verb - 1) is not None
        said = any(one.last == verb for one in self.refs)  # "said that … confirmed"
        return relative and not said and any(at < verb - 2 for at in self.triggers)

    def subject_start(self, verb: int, floor: int) -> int:
        """Where the words that may name a verb's subject begin: after the last clause mark or quotation."""
        sentence = self.sentence
        at = verb
        while at > floor and verb - at < LONGEST_SUBJECT:
            word = sentence.words[at - 1]
            if word in QUOTES and (named := self.quoted_name(at)) is not None:
                at = named
                continue
            ends = boundary_rank(sentence, at - 1) >= 5 and word not in ("(", ")")
            if (ends and not sentence.starts("voice_link", at - 1)) or word in QUOTES:
                break
            if at < verb and self.denied_at(at):
                break
            if at in self.verb_ends and at < verb:
                break
            at -= 1
        return at

    def behind_date(self, first: int, last: int) -> int:
        """Where the subject begins behind a date or the like: "On Friday the channel", "later the ministry"."""
        first = next((one.last for one in self.dates if one.first == first and one.last < last), first)
        while (end := self.sentence.starts("speech_filler", first)) is not None and end < last:
            first = end
        return first

    def quoted_name(self, end: int) -> int | None:
        """Where a name between quotation marks that end before word `end` begins: a known source's, or «канал "X"»."""
        hit = self.sentence.ending("source", end - 1)
        if hit is not None and hit.first > 0 and self.sentence.words[hit.first - 1] in QUOTES:
            return hit.first - 1
        opens = quoted_from(self.sentence, end, LONGEST_QUOTED)
        named = opens and self.sentence.words[opens - 1].isalpha() and not self.sentence.ending("say", opens)
        return opens if named else None

    def complement_end(self, last: int) -> int:
        """Where what is said begins: after "that", or after the date of speaking."""
        sentence = self.sentence
        for at in range(last, min(last + COMPLEMENT_WITHIN, self.size)):
            if sentence.starts("complement", at):
                return at + 1
            if at in self.triggers or sentence.starts("say", at) or sentence.words[at] in ENDS_COMPLEMENT:
                break
        for date in self.dates:
            if last <= date.first <= last + 1:
                return date.last
        return last

    def name_voice(
        self, first: int, last: int, showing: bool, governed: bool = False
    ) -> tuple[Voice | None, bool]:
        """The voice that words `first` to `last` (exclusive) name, and whether they only refer back to one. `governed`:
        a preposition puts the name in another case."""
        sentence = self.sentence
        last = min([hit.first for hit in sentence.found("according", first, last)], default=last)
        last = sentence.back_over(FILLER, last, first)
        if first >= last:
            return None, False
        known = self.known_sources(first, last, governed)
        if known:
            described = self.in_apposition(last) and not self.linked(known[0].first)
            source = self.sources[known[0 if described else -1].value]
            return Voice(
                name=source.name, kind=source.kind, side=source.side, source_id=source.source_id
            ), False
        kinds = longest(sentence.found("voice_kind", first, last))
        side = next((ref for ref in reversed(self.sides) if first <= ref.first < last and ref.code), None)
        code = side.code if side and side.kind != "foe" else None
        referred = self.referred(first, last, code)
        if referred is not None:
            return referred, True
        values = [hit.value for hit in kinds]
        if not values and self.by_rank(first, last):
            values = ["military"]
        if self.free_order and len(kinds) > 1 and kinds[1].first == kinds[0].last:
            values = values[1:]  # «військові блогери»: the first describes the second
        code = code or self.side_spoken_for(first, last)
        if showing and not {"footage", "analyst"} & set(values):
            return None, False
        name = voice_name(sentence, first, last)
        if sentence.holds("unnamed", first, last) and not (set(values) - {"analyst"}):
            return Voice(name=name, kind="unnamed", side=code), False
        if values:
            kind: VoiceKind = "footage" if showing and "footage" in values else values[0]
            return Voice(name=name, kind=kind, side=code), False
        if side is not None and side.kind == "state" and self.called_by(side, last) and not showing:
            return Voice(name=name, kind="outlet"), False
        if side is not None and side.kind in ("state", "leader", "force", "claimant") and not showing:
            name = (
                sentence.words_text(side.first, last)
                if side.kind not in ("state", "claimant")
                else sentence.words_text(
                    side.first, side.last - (sentence.words[side.last - 1] == POSSESSIVE)
                )
            )
            return Voice(name=name, kind="military" if side.kind == "force" else "official", side=code), False
        if last - first == 1 and sentence.capital(first) and (known_by := self.heard.by_surname(name)):
            return known_by, False
        named = any(
            sentence.capital(at) for at in range(max(first, 1), last) if sentence.words[at][0].isalpha()
        )
        placed = sentence.holds("role", first, last) or any(
            first <= one.first < last for one in sentence.names
        )
        if named and not placed and not showing:
            return Voice(name=name, kind="outlet", side=code), False
        if last > 0 and sentence.starts("coordinator", last - 1):
            return self.shared_subject(last - 1), False
        return None, False

    def called_by(self, side: SideRef, last: int) -> bool:
        """Whether a state or its capital only begins a name: "the Kyiv School of Maps", "Russia Front Watch"."""
        sentence = self.sentence
        rest = [at for at in range(side.last, last) if sentence.words[at][0].isalpha()]
        return bool(rest) and all(
            (sentence.capital(at) and not sentence.starts_any(NO_NAME, at))
            or (at > side.last and sentence.starts_any(IN_NAME, at))
            for at in rest
        )

    def linked(self, at: int) -> bool:
        """Whether the name at word `at` only says whose somebody is: "the spokesman of the General Staff, X, said"."""
        at = self.sentence.back_over(ARTICLE, at)
        return any(hit.last == at for kind in LINKS for hit in self.sentence.hits.get(kind))

    def known_sources(self, first: int, last: int, governed: bool) -> list[Hit]:
        """The known sources that words name: in another case behind a preposition, or as whose office speaks."""
        sentence = self.sentence
        known = [
            hit for hit in longest(sentence.found("source", first, last)) if self.names_source(hit, first)
        ]
        if (known and not governed) or "source_case" not in sentence.kinds:
            return known
        other = [
            hit
            for hit in longest(sentence.found("source_case", first, last))
            if self.names_source(hit, first) and (governed or self.speaks_for(hit, first, last))
        ]
        return longest([*known, *other])

    def names_source(self, hit: Hit, first: int) -> bool:
        """Whether a source's name is meant: no other side owns it, and a single word that is a name has its capital."""
        source = self.sources[hit.value]
        written = self.sentence.words_text(hit.first, hit.last)
        named = self.sentence.capital(hit.first) or hit.last - hit.first > 1
        named = named or self.sentence.starts("voice_kind", hit.first) is not None
        return (named or written in (source.name, *source.aliases)) and self.of_its_side(hit, first)

    def by_rank(self, first: int, last: int) -> bool:
        """Whether a rank stands before a person's name or for one: not "general outlines"."""
        ranks = self.sentence.found("rank", first, last)
        return bool(ranks) and (ranks[-1].last == last or person(self.sentence, first, last) is not None)

    def side_spoken_for(self, first: int, last: int) -> str | None:
        """The side of a known source in another case: "the General Staff's spokesman Andriy Kovalyov"."""
        hits = [
            hit for hit in self.sentence.found("source_case", first, last) if self.names_source(hit, first)
        ]
        return self.sources[hits[0].value].side if hits else None

    def speaks_for(self, hit: Hit, first: int, last: int) -> bool:
        """Whether a source in the genitive is what somebody before it, without a name, speaks for; not the man whose
        aide does."""
        if person(self.sentence, first, last) is not None:
            return False
        if any(ref.kind == "leader" and ref.first <= hit.first < ref.last for ref in self.sides):
            return False
        return self.sentence.holds("voice_kind", first, hit.first)

    def shared_subject(self, at: int) -> Voice | None:
        """The state or leader that an earlier verb of the clause has for its subject: "Russia shells X and claims …"."""
        acting = [
            ref for ref in self.sides if ref.last <= at and ref.kind in ("state", "leader") and ref.code
        ]
        if not acting:
            return None
        name = self.sentence.words_text(acting[-1].first, acting[-1].last)
        return Voice(name=name, kind="official", side=acting[-1].code)

    def of_its_side(self, hit: Hit, first: int) -> bool:
        """Whether no other side owns the name: "Russia's general staff" is not another country's."""
        side = self.sources[hit.value].side
        owner = next(
            (ref for ref in reversed(self.sides) if first <= ref.first < hit.first and ref.kind == "owner"),
            None,
        )
        return side is None or owner is None or owner.code in (None, side)

    def referred(self, first: int, last: int, code: str | None) -> Voice | None:
        """The voice before that "it", "the post" or "the officer" refers to."""
        sentence = self.sentence
        kinds = [hit for hit in sentence.found("voice_kind", first, last) if hit.first - first <= 1]
        known = bool(kinds) and sentence.starts("this", first) is not None
        end = max((hit.last for hit in kinds), default=0) if known else sentence.starts("back", first)
        if not end or self.heard.last is None or code is not None:
            return None
        rest = [at for at in range(end, last) if sentence.words[at][0].isalpha()]
        if any(not sentence.starts("speech_filler", at) for at in rest):
            return None
        by_kind = self.heard.by_kind or {}
        return next((by_kind[hit.value] for hit in kinds if hit.value in by_kind), self.heard.last)

    def after_comma(self, first: int, last: int) -> int:
        """Where the subject begins among commas: "As talks go on, Moscow said"; of "X, head of Y, said" with X."""
        cited = min([hit.first for hit in self.sentence.found("according", first, last)], default=last)
        commas = [at for at in range(first, min(cited - 1, last)) if self.sentence.words[at] == ","]
        if self.in_apposition(last):
            commas = commas[:-1]
        return commas[-1] + 1 if commas else first

    def in_apposition(self, verb: int) -> bool:
        """Whether a comma stands right before the verb: what is before it only describes the subject."""
        return verb > 0 and self.sentence.words[verb - 1] == ","

    def cited(self) -> list[VoiceRef]:
        """Voices behind "according to", "citing", "as reported by"."""
        sentence = self.sentence
        refs = []
        for hit in longest(
            [*sentence.found("according"), *sentence.found("source_of"), *sentence.found("quoted_by")]
        ):
            end = hit.last
            while (
                end < self.size and end - hit.last < LONGEST_CITED and sentence.words[end] not in ENDS_CITED
            ):
                quoted = quoted_until(sentence, end, LONGEST_QUOTED)
                if quoted is not None:
                    end = quoted
                    continue
                if sentence.words[end] in QUOTES or (
                    sentence.starts("say", end)
                    and not sentence.holds("unnamed", end, end + 1)
                    and not sentence.starts("told_word", end)
                ):
                    break
                end += 1
            start = self.behind_report(hit.last, end)
            end = self.before_event(start, end)
            voice, _ = self.name_voice(start, end, False, governed=True)
            if voice is None and sentence.holds("unnamed", hit.last, end):
                voice = Voice(name=voice_name(sentence, hit.last, end), kind="unnamed")
            if voice is not None and sentence.starts("quoted_by", hit.first) is not None:
                refs.append(VoiceRef(voice, hit.first, end, 0, self.size, OUTERMOST))
            elif voice is not None:
                refs.append(VoiceRef(voice, hit.first, end, 0, self.size, hit.first, cited=True))
        return [*refs, *self.by_account()]

    def by_account(self) -> Iterator[VoiceRef]:
        """A known source by whose account something is told: "By X's account, …", "on X's map"."""
        sentence = self.sentence
        if "account" not in sentence.kinds:
            return
        for hit in longest(sentence.found("source")):
            owns = hit.last < self.size and sentence.words[hit.last] == POSSESSIVE
            end = sentence.starts("account", hit.last + 1) if owns else None
            begin = sentence.back_over(ARTICLE, hit.first) - 1
            if end is None or begin < 0 or sentence.starts("by_account", begin) is None:
                continue
            voice, _ = self.name_voice(hit.first, hit.last, False)
            if voice is not None:
                yield VoiceRef(voice, begin, end, 0, self.size, begin, cited=True)

    def behind_report(self, first: int, last: int) -> int:
        """Where who is cited begins behind "a report from", "a statement by"."""
        sentence = self.sentence
        for word in sentence.found("told_word", first, last):
            if self.free_order and word.first == first and word.last < last:
                return word.last
            if any(
                hit.first == word.last and hit.last < last for kind in LINKS for hit in sentence.found(kind)
            ):
                return word.last + 1
        return first

    def before_event(self, first: int, last: int) -> int:
        """Where who is cited ends if no comma parts the name from what is told: «за словами Синєгубова росіяни …»."""
        told = next((at for at in self.triggers if first <= at < last), None)
        if told is None:
            return last
        known = self.known_sources(first, told, True)
        return known[0].last if known else last

    def headed(self) -> list[VoiceRef]:
        """A known voice before a colon: "ISW: Russian forces …"."""
        for at in range(1, min(10, self.size)):
            if self.sentence.words[at] == ":" and self.sentence.holds("source", 0, at):
                voice, _ = self.name_voice(0, at, False)
                if voice is not None:
                    return [VoiceRef(voice, 0, at, at + 1, self.size, at)]
        return []

    def signed(self) -> list[VoiceRef]:
        """A voice behind a dash or in brackets at the end: "Russian forces took X — ISW", "(General Staff)"."""
        found = signature(self.sentence, self.triggers)
        if found is None:
            return []
        voice, back = self.name_voice(found.first, found.last, False)
        if voice is None or back:
            return []
        return [VoiceRef(voice, found.first, found.last, 0, found.first - 1, found.first - 1)]

    def settle(self, refs: list[VoiceRef]) -> list[VoiceRef]:
        """End a voice's words where the next voice of its rank begins: one with an event between the two."""
        refs.sort(key=lambda ref: (ref.cited, ref.verb))
        for left, right in itertools.pairwise(refs):
            sibling = any(left.last <= at < right.first for at in self.triggers) or right.denies
            nested = right.last <= right.start < right.stop < left.stop
            follows = left.start >= left.last and left.stop > right.first and right.start >= right.first
            if sibling and follows and not nested:
                left.stop = right.first
        return refs


def speaker_at(refs: list[VoiceRef], at: int) -> Voice | None:
    """The innermost voice with a side that covers word `at`."""
    sided = [ref.voice for ref in refs if covers(ref, at) and ref.voice.side]
    return sided[-1] if sided else None


def covers(ref: VoiceRef, at: int) -> bool:
    """Whether an event at word `at` stands on this voice's word."""
    return ref.verb == at or (ref.start <= at < ref.stop and not ref.first <= at < ref.last)
