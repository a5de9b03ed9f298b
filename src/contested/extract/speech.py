"""Where speech begins and ends: a sentence with its events and dates, in; the words
of a speaker and of what is said, out.

A speaker stands between a clause mark and the verb ("On Friday, X said"), what is said behind "that", a colon or the
date of speaking, or before ", X said"; a denial ends where the denier's own account begins.
"""

from __future__ import annotations

from contested.extract.clauses import QUOTES, Sentence, boundary_rank, joins_names, longest
from contested.extract.dates.find import DateRef
from contested.extract.frames import TriggerRef
from contested.extract.speakers import quoted_from
from contested.model import VoiceKind

LONGEST_SUBJECT = 24  # words of a voice with its titles and appositions
LONGEST_CITED = 14
LONGEST_QUOTED = 4  # words of a name between quotation marks
COMPLEMENT_WITHIN = 8  # words from the verb to its "that": "told reporters in the capital on Friday that"
FILLER = frozenset({"speech_filler"})
GOING_ON = frozenset({"coordinator", "contrast"})
DESCRIBING = frozenset({"article", "determiner", "voice_kind", "office", "rank"})
SAYING = ("say", "show", "deny", "say_on", "said_to_say", "told_to")
TOLD_SO = frozenset({"told_so"})
ENDS_SAYING = frozenset({"role", "of_this", "speech_filler", "date"})
ENDS_COMPLEMENT = QUOTES | {",", ";"}


class Speech:
    """The bounds of speakers and of their words in one sentence; `triggers` are the words of its events."""

    def __init__(self, sentence: Sentence, triggers: list[TriggerRef], dates: list[DateRef]) -> None:
        self.sentence, self.dates = sentence, dates
        self.triggers = [ref.first for ref in triggers]
        self.verb_ends = {ref.last for ref in triggers if not ref.triggers[0].nominal}
        self.size = len(sentence.words)

    def subject_start(self, verb: int, floor: int) -> int:
        """Where the words that may name a verb's subject begin: after the last clause mark or quotation."""
        sentence = self.sentence
        at = sentence.back_over(FILLER, verb, floor)  # "X meanwhile said", "X has more than once said"
        while at > floor and verb - at < LONGEST_SUBJECT:
            word = sentence.words[at - 1]
            if word in QUOTES and (named := self.quoted_name(at)) is not None:
                at = named
                continue
            ends = boundary_rank(sentence, at - 1) >= 5 and word not in ("(", ")")
            ends = ends and not (at <= verb and sentence.starts("so_far", at - 1) is not None)
            if (ends and not sentence.starts("voice_link", at - 1)) or word in QUOTES:
                break
            if at < verb and self.denied_at(at):
                break
            if at in self.verb_ends and at < verb and not sentence.ending("stationed", at):
                break
            at -= 1
        return at

    def after_comma(self, first: int, last: int) -> int:
        """Where the subject begins among commas: "As talks go on, Moscow said"; of "X, head of Y, said" with X."""
        cited = min([hit.first for hit in self.sentence.found("according", first, last)], default=last)
        commas = [at for at in range(first, min(cited - 1, last)) if self.sentence.words[at] == ","]
        if in_apposition(self.sentence, last):
            commas = commas[:-1]
        return commas[-1] + 1 if commas else first

    def subject_of(self, verb: int, floor: int) -> int:
        """Where a verb's subject begins, among commas too (see `subject_start` and `after_comma`)."""
        return self.after_comma(self.subject_start(verb, floor), verb)

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

    def speech_tail(self, at: int) -> int | None:
        """Where a verb of saying's own words end, at a comma or the sentence's end: "told reporters in X on Friday, …".
        Null where what is said begins before."""
        for here in range(at, min(at + LONGEST_CITED, self.size)):
            word = self.sentence.words[here]
            if word == "," or (word == "." and here == self.size - 1):
                return here if word == "," else self.size
            if self.sentence.starts("later_than", here) is not None:
                return here  # "the staff said after Moscow had claimed it"
            if here in self.triggers or word in QUOTES or self.sentence.ranks.get(here, 0) >= 5:
                return None
        return self.size if self.size - at < LONGEST_CITED else None

    def aside_until(self, begin: int, end: int) -> int:
        """Where the words of a voice end that is named in a relative clause (", which X says it holds, …", "a village that X
        said it had taken, …"): with that clause."""
        sentence = self.sentence
        if begin < 2 or sentence.starts("relative", begin - 1) is None:
            return self.size
        if sentence.words[begin - 2] != "," and sentence.starts("complement", begin - 1) is not None:
            at = sentence.back_over(FILLER, begin - 1)
            told = any(sentence.ending(kind, at) for kind in SAYING) or any(
                one.last == at for one in self.dates
            )
            if told:  # "said on Friday that X said …"
                return self.size
        return next(
            (
                at
                for at in range(end + 1, self.size)
                if sentence.ranks.get(at, 0) >= 3 and not joins_names(sentence, at)
            ),
            self.size,
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


def in_apposition(sentence: Sentence, verb: int) -> bool:
    """Whether a comma stands right before the verb: what is before it only describes the subject."""
    return verb > 0 and sentence.words[verb - 1] == ","
