"""A report and the gazetteer names in it, in; its claims, out, places still without coordinates.

Sentence by sentence: words and names, sides, events, voices, then for each event its stance, time, figures
and places. What a text has named before (a side, a settlement, a voice) is carried on for pronouns and silence.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from contested.extract.claims import ClaimParts, default_when, deny_claim, make_claims
from contested.extract.clauses import NameRef, Sentence
from contested.extract.dates import find_dates
from contested.extract.events import EventReader
from contested.extract.figures import find_figures
from contested.extract.frames import TriggerRef, find_triggers
from contested.extract.language import Language, list_languages, load_language
from contested.extract.lexicon import Hit
from contested.extract.places import PlaceUse, find_places
from contested.extract.scene import RawEvent, Scene
from contested.extract.sentences import SentenceSpan, split_sentences
from contested.extract.sides import find_sides
from contested.extract.stance import read_stance
from contested.extract.tokens import tokenize
from contested.extract.unknown import find_unknown
from contested.extract.voices import Heard, VoiceFinder, VoiceRef, covers
from contested.model import Claim, Name, Report, When
from contested.theatres import Source, Theatre
from contested.vocabulary import event_types


@dataclass(slots=True)
class Memory:
    """What a text has named so far."""

    scene: Scene
    latest: dict[str, Name] = field(default_factory=dict)
    heard: Heard = field(default_factory=Heard)
    voice_day: When | None = None
    topic_paragraph: int = -1
    told: list[Claim] = field(default_factory=list)


class Extractor:
    """The rule-based reader for one theatre, with every language's lexicon loaded once."""

    def __init__(self, theatre: Theatre) -> None:
        self.theatre = theatre
        self.languages: dict[str, Language] = {
            code: load_language(code, theatre) for code in list_languages()
        }
        self.sources: dict[str, Source] = {source.source_id: source for source in theatre.sources}
        self.named: dict[str, Source] = {
            name.casefold(): source for source in theatre.sources for name in (source.name, *source.aliases)
        }

    def extract(self, report: Report, names: Sequence[Name]) -> tuple[Claim, ...]:
        """The claims of a report, in the order of its text; none where no language's rules read it.

        `names` are the gazetteer's names in the text, in order.
        """
        language = self.languages.get(report.language)
        if language is None:
            return ()
        publisher = self.named.get((report.publisher or "").casefold())
        home = publisher.side if publisher else None
        first = next((name for name in names if "settlement" in name.kinds), None)
        memory = Memory(Scene(speaker=home), {"settlement": first} if first else {})
        claims: list[Claim] = []
        for span in split_sentences(report.text, language.settings.abbreviations):
            sentence = read_sentence(report.text, span, names, language)
            sentence.names = sorted(
                [*sentence.names, *find_unknown(sentence, language)], key=lambda one: one.first
            )
            found = list(self.read(sentence, report, language, memory, home))
            claims.extend(found)
            memory.told = found or memory.told
        return tuple(claims)

    def read(
        self, sentence: Sentence, report: Report, language: Language, memory: Memory, home: str | None
    ) -> Iterable[Claim]:
        """The claims of one sentence; `memory` is brought up to date."""
        sides = find_sides(sentence)
        triggers = find_triggers(sentence, sides)
        heads = [ref.first for ref in triggers]
        dates = find_dates(sentence, language, report.published)
        voices = VoiceFinder(
            sentence, sides, heads, dates, self.sources, memory.heard, language.settings.free_order
        ).find()
        triggers = [ref for ref in triggers if not any(in_voice(one, ref) for one in voices)]
        memory.scene.speaker = home
        topic = memory.latest.get("settlement")
        places = [
            use
            for use in find_places(sentence, sides, memory.latest)
            if not any(one.first <= use.first < one.last for one in voices)
        ]
        events = EventReader(sentence, sides, places, voices, memory.scene, language, self.theatre).read(
            triggers
        )
        dated = {at for one in dates for at in range(one.first, one.last)}
        figures = find_figures(sentence, language, dated)
        if any(not one.back for one in voices):
            memory.voice_day = None
        spoken: list[Claim] = []
        for raw in events:
            speaking = [one for one in voices if covers(one, raw.first)]
            if glossed(sentence, raw.clause.start):
                speaking = []
            if sentence.holds("earlier", raw.clause.start, raw.clause.stop) and not any(
                raw.clause.start <= one.first < raw.clause.stop for one in dates
            ):
                raw.doubt(0.5, "told as something past, without its day")
            stance, words = read_stance(sentence, raw, heard_until(speaking, raw.first))
            if stance == "asserted" and demanded(raw, events, sentence):
                stance = "intended"
            denies = any(one.denies and one.start == one.last for one in speaking[-1:])
            if denies:
                stance = "denied" if stance != "denied" else stance
            own = [
                one
                for one in dates
                if raw.clause.start <= one.first < raw.clause.stop and not said_when(one.first, voices)
            ]
            said = [one for one in dates if said_when(one.first, voices)]
            if said and speaking:
                memory.voice_day = day_of_speech(said[0].when)
            when = (
                own[0].when
                if own
                else memory.voice_day
                if speaking and memory.voice_day
                else default_when(report)
            )
            uses = raw.places or inherited(raw, events, memory, topic, sentence)
            made = make_claims(
                ClaimParts(
                    report=report,
                    sentence=sentence,
                    raw=raw,
                    places=uses,
                    voices=speaking,
                    stance=stance,
                    stance_words=words,
                    when=when,
                    date=own[0] if own else None,
                    figures=[one for one in figures if raw.clause.start <= one.first < raw.clause.stop],
                    sides=sides,
                    language=language.code,
                ),
                self.theatre,
            )
            spoken.extend(made)
            yield from made
        for one in voices:
            if one.denies and not any(covers(one, raw.first) and raw.first != one.verb for raw in events):
                yield from denied(one, sentence, report, memory, spoken)
        for one in reversed(voices):
            memory.heard.hear(one.voice)
        if any(use.settlement for use in places):
            memory.topic_paragraph = sentence.span.paragraph


def read_sentence(text: str, span: SentenceSpan, names: Sequence[Name], language: Language) -> Sentence:
    """A sentence with its tokens, the lexicon's hits and the names that lie in it."""
    words = text[span.start : span.end]
    tokens = tokenize(words, span.start)
    hits: dict[str, list[Hit]] = {}
    for hit in language.lexicon.find([token.norm for token in tokens]):
        hits.setdefault(hit.kind, []).append(hit)
    starts = [token.start for token in tokens]
    refs = []
    at = bisect_left(names, span.start, key=lambda name: name.start)
    while at < len(names) and names[at].start < span.end:
        name = names[at]
        first = bisect_left(starts, name.start)
        last = bisect_left(starts, name.end)
        if first < len(starts) and starts[first] == name.start:
            refs.append(NameRef(first, last, name))
        at += 1
    return Sentence(span, words, tokens, hits, refs)


def denied(
    one: VoiceRef, sentence: Sentence, report: Report, memory: Memory, spoken: Sequence[Claim]
) -> Iterable[Claim]:
    """ "X denies this": what a rival voice said before in the same or the last sentence, denied on X's word."""
    for claim in spoken or memory.told:
        rival = any(voice.side != one.voice.side for voice in claim.voices)
        if rival and event_types()[claim.event].family == "territory" and claim.stance == "asserted":
            yield deny_claim(claim, one, sentence, report)


def demanded(raw: RawEvent, events: Sequence[RawEvent], sentence: Sentence) -> bool:
    """Whether an event is what a state or leader asks for: "urged X to withdraw", "demanded that X withdraw"."""
    asks = any(one.clause.trigger.frame.leader and one.clause.stop == raw.clause.start for one in events)
    start = raw.clause.start
    return asks and any(sentence.starts(kind, start) for kind in ("infinitive", "complement"))


def heard_until(speaking: Sequence[VoiceRef], at: int) -> int:
    """Where the last voice's own words end before an event: its verb says nothing of the event's stance."""
    return max((one.last for one in speaking if one.last <= at), default=0)


def in_voice(one: VoiceRef, ref: TriggerRef) -> bool:
    """Whether an event's words only name the voice; its own verb may announce one ("claimed X")."""
    return one.first <= ref.first < one.last and ref.first != one.verb


def glossed(sentence: Sentence, start: int) -> bool:
    """Whether a clause is the reporter's own aside inside what a voice says: ", which …"."""
    return (
        sentence.tokens[start].norm == ","
        and start + 1 < len(sentence.tokens)
        and sentence.starts("relative", start + 1) is not None
    )


def said_when(at: int, voices: Sequence[VoiceRef]) -> bool:
    """Whether a date belongs to the verb of saying: "said on Friday that"."""
    return any(one.first <= at < one.last for one in voices)


def day_of_speech(when: When) -> When:
    """A date on the verb of saying bounds the event: that day and the day before."""
    if when.start != when.end or when.start is None:
        return when
    before = date.fromisoformat(when.start) - timedelta(days=1)
    return When(start=before.isoformat(), end=when.end, text=when.text, basis=when.basis)


def inherited(
    raw: RawEvent, events: Sequence[RawEvent], memory: Memory, topic: Name | None, sentence: Sentence
) -> list[PlaceUse]:
    """The settlements that a clause without place words is about: those of the event before it in the sentence,
    else the last one named before it.

    Who holds what may carry over from an earlier paragraph, a strike or its effect only within its own.
    """
    kind = event_types()[raw.event]
    if not kind.inherits_place:
        return []
    role = raw.clause.trigger.frame.place_role or "at"
    for before in reversed([one for one in events if one.first < raw.first]):
        named = [use for use in before.places if use.settlement and use.anchor and use.role != "to"]
        if named:
            return [
                replace(use, first=-1, last=-1, role=use.role if use.role == "axis" else role)
                for use in named
            ]
    near = kind.family in ("territory", "people") or memory.topic_paragraph == sentence.span.paragraph
    return [PlaceUse(-1, -1, role, topic, True)] if topic is not None and near else []
