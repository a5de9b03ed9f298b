"""Who is cited: a sentence, in; the voices that it names as its sources, out.

Caught: "according to X", "citing X", "by X's account", "X quoted Y as saying that …", "X: …", "… — X", "(X)".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from contested.extract.clauses import QUOTES, Sentence, boundary_rank, longest
from contested.extract.speakers import quoted_until, signature, voice_name
from contested.extract.speech import LONGEST_CITED, LONGEST_QUOTED, Speech
from contested.extract.tokens import POSSESSIVE
from contested.extract.voices import ARTICLE, LINKS, VoiceNamer, VoiceRef
from contested.model import Voice

OUTERMOST = -1  # the verb of who quotes whoever speaks in the sentence
OPENS_TOLD = frozenset({"complement", "infinitive", "told_of", "subordinator"})
ENDS_CITED = frozenset({",", ".", ";", ":", ")", "—", "–"})


class Citing:
    """Finds who is cited in one sentence."""

    def __init__(self, sentence: Sentence, speech: Speech, namer: VoiceNamer) -> None:
        self.sentence, self.speech, self.namer = sentence, speech, namer
        self.size = len(sentence.words)

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
            voice, _ = self.namer.name_voice(start, end, False, governed=True)
            if voice is None and sentence.holds("unnamed", hit.last, end):
                voice = Voice(name=voice_name(sentence, hit.last, end), kind="unnamed")
            if voice is not None and sentence.starts("quoted_by", hit.first) is not None:
                refs.append(VoiceRef(voice, hit.first, end, 0, self.size, OUTERMOST))
            elif voice is not None:
                refs.append(VoiceRef(voice, hit.first, end, 0, self.size, hit.first, cited=True))
        found = [*refs, *self.by_account(), *self.conceded(), *self.by_his_words()]
        return [self.within_contrast(ref) for ref in found]

    def within_contrast(self, ref: VoiceRef) -> VoiceRef:
        """Who is cited behind "but" tells only what follows it: "X announced its capture, but by Y's map it stands"."""
        sentence, before = self.sentence, ref.first - 1
        opens = before > 0 and sentence.starts("contrast", before) is not None
        return replace(ref, start=ref.first) if opens and ref.start < ref.first else ref

    def by_his_words(self) -> Iterator[VoiceRef]:
        """Who is meant by "according to him", «за його словами»: the last voice before."""
        for hit in self.sentence.found("his_words"):
            meant = next(reversed(self.namer.heard.lately), None)
            if meant is not None:
                yield VoiceRef(meant, hit.first, hit.last, 0, self.size, hit.first, back=True, cited=True)

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
            voice, _ = self.namer.name_voice(hit.first, hit.last, False)
            if voice is not None:
                yield VoiceRef(voice, begin, end, 0, self.size, begin, cited=True)

    def denied_by(self) -> Iterator[VoiceRef]:
        """Who denies what stands before: "a claim denied by X", "X's claims were rejected by Y". It tells nothing else."""
        sentence = self.sentence
        for hit in sentence.found("deny"):
            if sentence.starts("agent", hit.last) is None:
                continue
            parted = (at for at in range(hit.last + 1, self.size) if boundary_rank(sentence, at))
            end = next(parted, self.size)
            voice, _ = self.namer.name_voice(hit.last + 1, end, False, governed=True)
            if voice is not None:
                yield VoiceRef(voice, hit.first, end, self.size, self.size, hit.first, denies=True)

    def conceded(self) -> Iterator[VoiceRef]:
        """Whose claims are conceded: "despite claims by X to have taken Y, …", «попри заяви X про …», "contrary to reports
        that …", which are nobody's that is named."""
        sentence = self.sentence
        for hit in sentence.found("conceding"):
            told = sentence.starts("told_word", sentence.over(ARTICLE, hit.last))
            event = next((at for at in self.speech.triggers if told is not None and at >= told), None)
            if told is None or event is None:
                continue
            stop = next((at for at in range(told, self.size) if sentence.words[at] == ","), self.size)
            if event > stop:
                continue
            opens = next((at for at in range(told, event) if sentence.starts_any(OPENS_TOLD, at)), event)
            linked = any(sentence.starts(kind, told) is not None for kind in LINKS)
            voice, _ = self.namer.name_voice(told + linked, opens, False, governed=True)
            unnamed = Voice(name=voice_name(sentence, hit.last, told), kind="unnamed")
            yield VoiceRef(voice or unnamed, hit.first, opens, opens, stop, hit.first, cited=True)

    def behind_report(self, first: int, last: int) -> int:
        """Where who is cited begins behind "a report from", "a statement by"."""
        sentence = self.sentence
        for word in sentence.found("told_word", first, last):
            if self.namer.free_order and word.first == first and word.last < last:
                return word.last
            if any(
                hit.first == word.last and hit.last < last for kind in LINKS for hit in sentence.found(kind)
            ):
                return word.last + 1
        return first

    def before_event(self, first: int, last: int) -> int:
        """Where who is cited ends if no comma parts the name from what is told: «за словами Синєгубова росіяни …»."""
        told = next((at for at in self.speech.triggers if first <= at < last), None)
        if told is None:
            return last
        known = self.namer.known_sources(first, told, True)
        return known[0].last if known else last

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
            begin = self.speech.subject_of(hit.first, 0)
            end = self.speech.complement_end(until + 2)
            start, stop = (0, begin) if sentence.ends_by(end) else (end, self.size)
            for voice, _ in (
                self.namer.name_voice(begin, hit.first, False),
                self.namer.name_voice(hit.last, until, False),
            ):
                if voice is not None:
                    yield VoiceRef(voice, begin, end, start, stop, hit.first)

    def headed(self) -> list[VoiceRef]:
        """A known voice before a colon: "ISW: Russian forces …"."""
        for at in range(1, min(10, self.size)):
            if self.sentence.words[at] == ":" and self.sentence.holds("source", 0, at):
                voice, _ = self.namer.name_voice(0, at, False)
                if voice is not None:
                    return [VoiceRef(voice, 0, at, at + 1, self.size, at)]
        return []

    def signed(self) -> list[VoiceRef]:
        """A voice behind a dash or in brackets at the end: "Russian forces took X — ISW", "(General Staff)"."""
        found = signature(self.sentence, self.speech.triggers)
        if found is None:
            return []
        voice, back = self.namer.name_voice(found.first, found.last, False)
        if voice is None or back:
            return []
        return [VoiceRef(voice, found.first, found.last, 0, found.first - 1, found.first - 1)]
