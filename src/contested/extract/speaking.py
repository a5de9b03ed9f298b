"""On whose word: a sentence, in; the voices that speak in it with the words that each covers, out.

Caught: "X said that …", "…, X said", "said X", "X's map shows", "geolocated footage shows", "it has been reported",
"X called on Y to …", and who is cited (`citing`); "It said", "The post added" for a voice before.
"""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Iterator

from msgspec.structs import replace

from contested.extract.citing import Citing
from contested.extract.clauses import DETERMINERS, QUOTES, Sentence, opened_before
from contested.extract.dates.find import DateRef
from contested.extract.frames import TriggerRef
from contested.extract.sides import OFFICE
from contested.extract.speakers import OFFICIAL, office_at, subject_behind
from contested.extract.speech import FILLER, TOLD_SO, Speech, in_apposition
from contested.extract.taking_back import find_retractions
from contested.extract.voices import BEFORE_VERB, VoiceNamer, VoiceRef, covers
from contested.model import Voice

LONGEST_TAIL = 12  # words behind a verb of saying that name who says it, and where
MADE_WITHIN = 4  # words of "made a confirmed advance"
SAID_WITHIN = 3  # words from "not" or "falsely" to a verb of saying
APART_WITHIN = 6  # words from a comma to the next voice: ", about three weeks after X"
REJECTED_WITHIN = 6  # words between "rejected" and the offer, on either side
VERBAL = frozenset({"be", "have", "say", "trigger", "negation", "did"})
ACTIVE = frozenset({"say_on", "said_to_say"})
RAISED_WITHIN = 4  # words of "said to have" before a verb
CONTRADICTING = frozenset({"contrast", "contradicting"})
ARTICLES = frozenset({"article", "this"})
ACTING = frozenset(
    {"force", "state", "owner", "source"}
)  # kinds of words for a side that tell whose a clause is
CITED_BY = frozenset({"according", "quoted_by"})
CITING = ("according", "quoted_by")
NAMED_BEHIND = ("source", *OFFICIAL)
BEHIND_MARK = FILLER | TOLD_SO
OPENERS = frozenset({"speech_filler"})  # «накануне о взятии X заявил Y»
TOLD_KINDS = frozenset({"agency", "outlet"})
NAME_ENDS = frozenset(",.;:")
BEFORE_SAYING = QUOTES | {",", "—", "–"}


class VoiceFinder:
    """Finds the voices of one sentence; `triggers` are the words of its events."""

    def __init__(
        self, sentence: Sentence, triggers: list[TriggerRef], dates: list[DateRef], namer: VoiceNamer
    ) -> None:
        self.sentence, self.namer = sentence, namer
        self.speech = Speech(sentence, triggers, dates)
        self.citing = Citing(sentence, self.speech, namer)
        dated = {at for one in dates for at in range(one.first, one.last)}
        self.retractions = find_retractions(sentence, self.speech.triggers, dated)
        self.size = len(sentence.words)
        self.refs: list[VoiceRef] = []

    def find(self) -> list[VoiceRef]:
        """The sentence's voices, outermost first."""
        quoted = list(self.citing.quoted_by_others())
        refs = (
            [*self.spoken(quoted), *quoted, *self.citing.cited(), *self.citing.denied_by()]
            or self.citing.headed()
            or self.citing.signed()
        )
        named = [ref for ref in refs if ref.voice.kind != "unnamed"]
        if any(ref.start == 0 or ref.voice.kind != "footage" for ref in named):
            refs = [
                ref
                for ref in refs
                if ref in named
                or not any(one.start <= ref.verb < one.stop for one in named if hides(one, ref))
            ]
        return self.settle(refs)

    def takes_position(self, verb: int) -> Iterator[VoiceRef]:
        """Who takes a position by a verb that is none of saying: "the minister called on X to …"; none where a voice
        tells it."""
        if any(covers(one, verb) or one.verb == verb for one in self.refs):
            return
        begin = self.speech.subject_start(verb, 0)
        voice, _ = self.namer.name_voice(begin, verb, False)
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
        made = (hit for hit in self.sentence.found("trigger") if 2 < hit.last - hit.first <= MADE_WITHIN)
        citing |= {hit.last - 2 for hit in made}  # "made confirmed advances"
        floor = 0
        for verb, last in verbs:
            if verb < floor or self.sentence.starts_any(CITED_BY, verb) or verb in citing:
                continue
            if self.raised_to(last) is not None:
                continue
            behind_comma = not self.namer.free_order and self.named_behind(verb, last)
            ref = self.denied_behind(verb, last)
            if ref is None and (self.namer.free_order or behind_comma):
                ref = self.speaker_after(verb, last)
            if ref is None and (verb in said or verb not in behind):
                ref = self.speaker_before(verb, last, floor) or self.speaker_after(verb, last)
            if ref is not None:
                ref.retracts = ref.denies and verb in self.retractions
                ref.withholds = self.withheld(verb)
                ref.wrongly = self.sentence.holds("wrongly", max(0, verb - SAID_WITHIN), verb)
                refs.append(ref)
                self.namer.speaking.append(ref.voice)
                refs.extend(self.own_account(ref))
                floor = ref.last
        return refs

    def told_of_antecedent(self, begin: int, verb: int, last: int) -> VoiceRef | None:
        """Who tells only what a relative clause says of the name before it: "X, whose capture Moscow had announced, …"."""
        sentence = self.sentence
        opens = sentence.starts("whose", begin)
        subject = None if opens is None else sentence.starts("trigger", opens)
        if subject is None or subject >= verb:
            return None
        voice, back = self.namer.name_voice(subject, verb, False)
        denies = sentence.starts("deny", verb) is not None
        return VoiceRef(voice, subject, last, begin, subject, verb, denies, back) if voice else None

    def raised_to(self, last: int) -> int | None:
        """The verb of saying of which the one that ends before word `last` only says that it is told: "was said to have
        reported"."""
        sentence = self.sentence
        opens = sentence.starts("infinitive", last)
        verb = sentence.starts("have", opens) if opens is not None else None
        return verb if verb is not None and sentence.starts("say", verb) is not None else None

    def raised_from(self, verb: int) -> int | None:
        """Where "was said to have" begins, right before such a verb."""
        sentence = self.sentence
        for told in sentence.found("say", max(0, verb - RAISED_WITHIN), verb):
            passive = sentence.ending("be", told.first)
            if passive is not None and self.raised_to(told.last) == verb:
                return passive.first
        return None

    def speaker_before(self, verb: int, last: int, floor: int) -> VoiceRef | None:
        """A voice before its verb; `floor` is where the words of the voice before it end."""
        sentence, speech = self.sentence, self.speech
        if sentence.words[last : last + 1] == [":"] and sentence.words_text(0, last).isupper():
            return None  # "INTELLIGENCE UPDATE: …" is a heading
        if sentence.starts("claims_noun", verb) and sentence.starts_any(ARTICLES, verb - 1):
            return None  # "could not verify the claim that …": whose it is, nobody tells
        if (passive := self.raised_from(verb)) is not None:
            begin = speech.subject_of(passive, floor)
            voice, back = self.namer.name_voice(begin, passive, False)
            return VoiceRef(voice, begin, last, last, self.size, verb, back=back) if voice else None
        begin = speech.subject_of(verb, floor)
        told = sentence.starts("told_word", begin + 1)
        if told is not None and told < verb and sentence.starts("article_any", begin):
            begin = told  # "…, a claim Kyiv denied"
        if (described := self.told_by_whom(begin, verb, last, floor)) is not None:
            return described
        if (whose := self.told_of_antecedent(begin, verb, last)) is not None:
            return whose
        named_until = verb
        if in_apposition(sentence, verb) and begin > 1 and sentence.starts("relative", begin - 1):
            named_until = begin - 1  # "a volunteer, who left the city, described …"
        elif in_apposition(sentence, verb) and begin > 1 and sentence.starts("such_as", begin):
            named_until = begin - 1  # "bloggers, including those of X, said"
        if named_until < verb:
            begin = speech.subject_of(named_until, floor)
        retraction = self.retractions.get(verb)
        showing = retraction is None and sentence.starts("say", verb) is None
        owned = any(ref.kind == "claimant" and ref.last == verb for ref in self.namer.sides)
        tells = any(sentence.starts(kind, last) for kind in ("complement", "infinitive", "bearing_of"))
        if owned and not tells and verb not in speech.triggers:
            return None  # "contrary to Russian claims, …"; but "Russian claims about X"
        active = sentence.starts_any(ACTIVE, verb)  # "was heard saying", "is saying"
        if sentence.starts("reported_to", verb) is not None:  # "with enemy forces reported to have advanced"
            return VoiceRef(
                Voice(name=sentence.words_text(verb, last), kind="unnamed"), verb, last, last, self.size, verb
            )
        if sentence.holds("manner", begin, verb) and sentence.holds("modal_forecast", begin, verb):
            return None  # "the question remains how X will respond"
        if verb > 0 and not active and sentence.holds("be", max(begin, verb - 2), verb):
            if (heard := self.heard_from(begin, verb, last)) is not None:
                return heard
            if showing or not sentence.holds("unnamed", begin, last):
                return None
            told = any(begin <= at < verb for at in speech.triggers)  # "fires have been reported"
            start = begin if verb - begin <= 4 and not told else verb
            passed_on = Voice(name=sentence.words_text(start, last), kind="unnamed")
            return VoiceRef(passed_on, start, last, 0, self.size, verb)
        joined = begin < verb and sentence.joins(begin)
        shared = speech.goes_on(verb) and (
            verb - begin > 1 or begin + joined == sentence.back_over(FILLER, verb, begin)
        )
        if begin < verb and speech.denied_at(begin) and not shared:
            return None
        if (denial := self.denied_before(begin, verb)) is not None:
            return denial
        if (teller := self.told_before(begin, verb, last)) is not None:
            return teller
        voice, back = (self.speaker_so_far(begin, verb), True) if shared else (None, False)
        if voice is None:
            start = speech.behind_date(begin, named_until)
            if sentence.starts("what", start) == start + 1 < named_until:
                start += 1  # "what X says about the loss of Y"
            inside = office_at(sentence, start) if self.namer.free_order else None
            voice, back = self.namer.name_voice(inside or start, named_until, showing, inside is not None)
            shared = False
        if voice is None:
            return None
        denies = retraction.done if retraction else sentence.starts("deny", verb) is not None
        if denies and sentence.holds("proposal", max(0, verb - REJECTED_WITHIN), last + REJECTED_WITHIN):
            return None  # what is rejected is an offer, not somebody's word
        end = last if retraction else speech.complement_end(last)
        nothing = sentence.ends_by(end)
        if nothing and self.conceded(begin):
            return None  # "X was taken, contrary to Ukrainian claims": that is not what these say
        accounts = sentence.words[end - 1] == ":"  # «це спростували: …»: his own account follows
        told_thing = sentence.starts("told_thing", last)
        if told_thing is not None and sentence.starts("complement", told_thing) is not None:
            told_thing = None  # "denied the claim that …"
        if denies and (nothing or accounts or told_thing is not None):
            return VoiceRef(voice, begin, end, end, end, verb, True, back)
        behind = [at for at in speech.triggers if at < begin]
        ahead = [at for at in speech.triggers if at >= end]
        before = speech.mark_before(begin, end)
        tail = speech.speech_tail(end)
        if shared and not (nothing and behind and (before in QUOTES or before == ",")):
            return VoiceRef(
                voice, verb, end, end, speech.denied_until(end) if denies else self.size, verb, denies, True
            )
        whole = tail == self.size or (tail is not None and sentence.starts("later_than", tail) is not None)
        if behind and (before in QUOTES or before == ",") and (whole or not ahead):
            return VoiceRef(voice, begin, max(end, tail or end), 0, begin, verb, denies, back)
        quoted = before in QUOTES and bool(behind)
        if begin > 1 and (before == "," or quoted) and tail is not None:
            return VoiceRef(voice, begin, tail, 0, self.size, verb, denies, back)
        stop = speech.denied_until(end) if denies else self.told_until(voice, begin, end)
        return VoiceRef(voice, begin, end, end, stop, verb, denies, back)

    def denied_before(self, begin: int, verb: int) -> VoiceRef | None:
        """Who denies, or does not confirm, what stands between him and his verb: «українська сторона захоплення X
        заперечує»."""
        sentence = self.sentence
        told = next((at for at in self.speech.triggers if begin < at < verb), None)
        denies = sentence.starts("deny", verb) is not None
        if told is None or not self.namer.free_order or not (denies or self.withheld(verb)):
            return None
        if any(sentence.words[at] == "," for at in range(begin, verb)):
            return None
        voice, back = self.namer.name_voice(begin, told, False)
        return None if voice is None else VoiceRef(voice, begin, told, told, verb, verb, denies, back)

    def told_before(self, begin: int, verb: int, last: int) -> VoiceRef | None:
        """Who tells of what opens his sentence: «Об освобождении X Минобороны объявило 15 мая»."""
        sentence = self.sentence
        told = next((at for at in self.speech.triggers if begin < at < verb), None)
        if told is None or not self.namer.free_order or sentence.ending("told_of", told) is None:
            return None
        for start in (name.last for name in sentence.names if told < name.first and name.last < verb):
            voice, back = self.namer.name_voice(start, verb, False)
            if voice is not None:
                denies = sentence.starts("deny", verb) is not None
                return VoiceRef(voice, start, last, told, start, verb, denies, back)
        return None

    def told_by_whom(self, begin: int, verb: int, last: int, floor: int) -> VoiceRef | None:
        """Who is described by what he said: "the Russians, who have reported the capture of X, …"."""
        sentence, speech = self.sentence, self.speech
        who = next(
            (at for at in (begin, begin - 1) if at > 1 and sentence.starts("relative", at) == at + 1), 0
        )
        if not who or sentence.words[who - 1] != ",":
            return None
        if sentence.back_over(BEFORE_VERB, verb, who) > speech.behind_date(who + 1, verb + 1):
            return None
        voice, back = self.namer.name_voice(speech.subject_start(who - 1, floor), who - 1, False)
        if voice is None or back:
            return None
        end = speech.complement_end(last)
        return VoiceRef(voice, who, end, end, speech.aside_until(who + 1, end), verb)

    def heard_from(self, begin: int, verb: int, last: int) -> VoiceRef | None:
        """Who told somebody before a passive verb what follows: "the president was told by the general that …"; where nobody
        is named, and he speaks himself, that stays open: "the general was said to have reported …"."""
        sentence = self.sentence
        if sentence.starts("heard", verb) is None:
            return None
        by = sentence.starts("agent", last)
        opens = next(iter(sentence.found("complement", by, by + LONGEST_TAIL)), None) if by else None
        if by and opens:
            ends = opens.first - (sentence.words[opens.first - 1] == ",")
            voice, back = self.namer.name_voice(by, ends, False)
            if voice is not None and not back:
                return VoiceRef(voice, begin, opens.last, opens.last, self.size, verb)
        if not any(sentence.starts(kind, last) for kind in ("complement", "infinitive")):
            return None
        who, back = self.namer.name_voice(begin, verb, False)
        if who is None:  # "the head of the staff, X, was told"
            who, back = self.namer.name_voice(self.speech.subject_start(verb, 0), verb, False)
        if who is None or back or who.side is None or who.kind not in OFFICE:
            return None
        unnamed = Voice(name=sentence.words_text(begin, last), kind="unnamed")
        return VoiceRef(unnamed, begin, last, last, self.size, verb, heard=True)

    def told_until(self, voice: Voice, begin: int, end: int) -> int:
        """Where a voice's words end: with what concedes them ("despite Russian claims to have taken X, …"), or where a
        clause that contradicts them is the adversary's ("claims to have taken X, but Ukrainian troops hold it")."""
        sentence, stop = self.sentence, self.speech.aside_until(begin, end)
        commas = [at for at in range(end, stop) if sentence.words[at] == ","]
        if self.conceded(begin):
            return commas[0] if commas else stop
        if voice.side is None:
            return stop
        for at in commas:
            if sentence.starts_any(CONTRADICTING, at + 1):
                side = next((one for one in self.namer.sides if one.first > at and one.kind in ACTING), None)
                if side is not None and side.code not in (None, voice.side):
                    return at
        return stop

    def conceded(self, begin: int) -> bool:
        """Whether what somebody says, named from word `begin` on, is only conceded: "despite Russian claims"."""
        head = self.sentence.back_over(DETERMINERS, begin)
        opens = self.sentence.starts("conceding", begin)
        return opens is not None or self.sentence.ending("conceding", head) is not None

    def speaker_so_far(self, begin: int, verb: int) -> Voice | None:
        """The last voice of the sentence, or the one that its first words name: "The staff did not comment but said"."""
        if self.refs:
            return self.refs[-1].voice
        for start in sorted({begin, 0}, reverse=True):
            first = next((at for at in range(start + 1, verb) if self.sentence.starts_any(VERBAL, at)), start)
            voice, back = self.namer.name_voice(start, first, False)
            if voice is not None and not back:
                return voice
        return None

    def withheld(self, verb: int) -> bool:
        """Whether who could confirm or admit something has not: "does not confirm the loss of X", "declined to confirm"."""
        if self.sentence.starts("seconds", verb) is None:
            return False
        before = max(0, verb - SAID_WITHIN)
        return any(self.sentence.holds(kind, before, verb) for kind in ("negation", "declines"))

    def own_account(self, denial: VoiceRef) -> Iterator[VoiceRef]:
        """What a denier tells himself behind a colon: "X denied the loss of the town: Ukrainian troops hold it"."""
        if not denial.denies or denial.start < denial.first:
            return
        colon = denial.stop - (denial.start == denial.stop)
        if colon + 1 < self.size and self.sentence.words[colon] == ":":
            yield dataclasses.replace(denial, start=colon + 1, stop=self.size, denies=False, retracts=False)

    def speaker_after(self, verb: int, last: int) -> VoiceRef | None:
        """A voice behind its verb, after a quotation or a comma: "…, said the governor"."""
        sentence = self.sentence
        if not self.may_precede(verb) or sentence.starts("complement", last):
            return None
        if sentence.starts("tells_hearer", verb) is not None:
            return None  # "X, spokesman for Y, told Z"
        end = last
        while end < self.size and end - last < LONGEST_TAIL and sentence.words[end] not in NAME_ENDS:
            if self.sentence.ranks.get(end, 0) == 5 and end > last and self.speech.told_behind(end):
                break  # "said the governor after drones hit the town"
            end += 1
        subject = subject_behind(sentence, last, end, self.namer.free_order)
        if subject is None:
            return None
        voice, back = self.namer.name_voice(subject.first, subject.last, False, subject.office)
        if voice is None or (back and not self.namer.free_order):
            return None  # but «…, – сказав він»
        if self.may_second(verb):
            return VoiceRef(voice, verb, end, end, end, verb)
        if voice.kind == "outlet" and voice.source_id is None:
            voice = replace(voice, kind=self.speech.described_as(end) or voice.kind)
        told = any(subject.last <= at < end for at in self.speech.triggers)
        behind = end < self.size and sentence.words[verb - 1] == sentence.words[end] == ","
        amid = behind and not any(at < verb for at in self.speech.triggers)
        stop = self.size if amid else verb  # «росіяни, кажуть у штабі, увійшли»
        return VoiceRef(voice, verb, subject.last if told else end, 0, stop, verb, back=back)

    def denied_behind(self, verb: int, last: int) -> VoiceRef | None:
        """Who denies something told before: «Заяву X про захоплення Y спростували в Z», «Чутки про втрату X спростував Y»."""
        sentence = self.sentence
        if not self.namer.free_order or sentence.starts("deny", verb) is None:
            return None
        start = opened_before(sentence, verb)
        told = any(hit.value.nominal for hit in sentence.found("trigger", start, verb))
        subject = subject_behind(sentence, last, self.size, True) if told else None
        claims = any(sentence.starts(kind, start) is not None for kind in ("told_word", "claims_noun"))
        if subject is None or not (subject.office or claims):
            return None
        voice, back = self.namer.name_voice(subject.first, subject.last, False, subject.office)
        if voice is None:
            return None
        return VoiceRef(voice, verb, subject.last, start, verb, verb, denies=True, back=back)

    def named_behind(self, verb: int, last: int) -> bool:
        """Whether a comma stands before a verb of saying and only a known source's name or an office behind it: "The town was
        taken by Russian troops, said X"; not "X, head of Y, said Z had fallen"."""
        words = self.sentence.words
        if not in_apposition(self.sentence, verb):
            return False
        end = next((at for at in range(last, self.size) if words[at] in (",", ".", ";")), self.size)
        if self.sentence.starts("role", last) is not None:
            return False  # "…, reported on Telegram"
        named = any(self.sentence.holds(kind, last, end) for kind in NAMED_BEHIND)
        return named and not any(self.sentence.starts_any(VERBAL, at) for at in range(last, end))

    def may_precede(self, verb: int) -> bool:
        """Whether a verb may have its subject behind it: after a comma, a dash, a quotation, or "Of the capture …"."""
        sentence = self.sentence
        before = sentence.back_over(BEHIND_MARK, verb)
        if verb == 0:
            return False
        if any(hit.last == verb for hit in sentence.hits.get("of_what", ())):
            return True
        if before and sentence.words[before - 1] in BEFORE_SAYING and self.speech.quoted_name(before) is None:
            return True
        if sentence.words[verb - 1] == "-" and verb > 1 and sentence.words[verb - 2] in BEFORE_SAYING:
            return True
        if self.may_second(verb) or self.may_confirm(verb):
            return True
        for hit in sentence.found("relative", 2, verb) if self.namer.free_order else ():
            noun = sentence.ending("trigger", hit.first)
            if noun is not None and sentence.ending("told_of", noun.first) is not None:
                return self.only_told(verb)  # «X, о захвате которого заявил Y»
        opens = sentence.over(OPENERS, 0)
        opens = next((one.last for one in self.speech.dates if one.first == opens), opens)
        return sentence.starts("told_of", opens) is not None and self.only_told(verb)

    def only_told(self, verb: int) -> bool:
        """Whether no known source stands before a verb that may speak: an outlet there is told where somebody else stands
        behind («Об этом ТАСС рассказал Пушилин»)."""
        before = [self.namer.sources[hit.value].kind for hit in self.sentence.found("source", 0, verb)]
        behind = [self.namer.sources[hit.value].kind for hit in self.sentence.found("source", verb)]
        return TOLD_KINDS.issuperset(before) and (not before or not TOLD_KINDS.issuperset(behind))

    def may_confirm(self, verb: int) -> bool:
        """Whether a known source stands right behind a verb whose object stands before: «Захоплення X підтвердив Y»."""
        sentence = self.sentence
        if not self.namer.free_order or (last := sentence.starts("seconds", verb)) is None:
            return False
        told = any(at < verb for at in self.speech.triggers) and sentence.holds("trigger", 0, verb)
        return told and sentence.starts("source", last) is not None and not sentence.holds("source", 0, verb)

    def may_second(self, verb: int) -> bool:
        """Whether a verb tells who acknowledges what stands before: «…, що визнали українські посадовці»."""
        sentence = self.sentence
        if verb < 2 or sentence.words[verb - 2] != "," or sentence.starts("seconds", verb) is None:
            return False
        relative = sentence.starts("relative", verb - 1) is not None
        said = any(one.last == verb for one in self.refs)  # "said that … confirmed"
        return relative and not said and any(at < verb - 2 for at in self.speech.triggers)

    def settle(self, refs: list[VoiceRef]) -> list[VoiceRef]:
        """End a voice's words where the next voice of its rank begins: one with an event between the two."""
        refs.sort(key=lambda ref: (ref.cited, *how_deep(ref)))
        for left, right in itertools.pairwise(refs):
            sibling = any(left.last <= at < right.first for at in self.speech.triggers) or right.denies
            nested = right.last <= right.start < right.stop < left.stop
            follows = left.start >= left.last and left.stop > right.first and right.start >= right.first
            if (sibling or self.turns_to(right, left.last)) and follows and not nested:
                left.stop = right.first
            elif follows and self.sentence.ending("against_this", right.first) is not None:
                left.stop = right.first  # "X claimed success, while Y says that …"
        return refs

    def turns_to(self, voice: VoiceRef, low: int) -> bool:
        """Whether another voice begins: "… claims the town, but bloggers concede …", "…, three weeks after X announced …"."""
        sentence, first = self.sentence, voice.first
        if any(sentence.starts("contrast", at) for at in (first - 1, first) if at >= low):
            return True
        begins = max(low, first - APART_WITHIN)
        return sentence.ending("later_than", first) is not None and "," in sentence.words[begins:first]


def hides(one: VoiceRef, ref: VoiceRef) -> bool:
    """Whether a named voice that covers an unnamed one is all that counts: not where it is only named behind what somebody
    was told."""
    return not ref.heard or one.start >= one.last


def how_deep(ref: VoiceRef) -> tuple[int, int]:
    """Where a voice comes among those of its sentence, outermost first: who is named behind what he says ("…, X said") tells
    all of it, also what others say there."""
    return (ref.start, -ref.last) if ref.start < ref.first else (ref.verb, 0)
