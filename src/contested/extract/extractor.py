"""A report and the gazetteer names in it, in; its claims, out, places still without coordinates.

Sentence by sentence: words and names, sides, events, voices, then for each event its stance, time, figures
and places. What a text has named before (a side, a settlement, a voice) is carried on for pronouns and silence.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import partial
from operator import attrgetter
from typing import NamedTuple

from msgspec.structs import replace

from contested.extract.asides import end_reports
from contested.extract.claims import said_on
from contested.extract.clauses import DETERMINERS, NameRef, Sentence
from contested.extract.cues import SOME_DAY, Cue, make_cues
from contested.extract.dates.find import find_dates
from contested.extract.dates.spans import Span
from contested.extract.events import EventReader
from contested.extract.following import (
    Followed,
    carried,
    go_on,
    is_quotation,
    names_whom,
    who_is_quoted,
    with_following,
)
from contested.extract.frames import find_triggers
from contested.extract.language import Language, list_languages, load_language
from contested.extract.parties import Parties
from contested.extract.places import find_places, taken
from contested.extract.roles import PlaceUse
from contested.extract.scene import Scene
from contested.extract.sentences import SentenceSpan, split_sentences
from contested.extract.sides import SideRef, find_sides
from contested.extract.speaking import NAME_ENDS, VoiceFinder
from contested.extract.telling import Memory, Telling, in_voice
from contested.extract.tokens import fold, scan
from contested.extract.unknown import find_unknown
from contested.extract.voices import Heard, VoiceNamer, VoiceRef
from contested.model import Claim, Dating, Name, Report
from contested.theatres import Source, Theatre

start_of = attrgetter("start")


LABEL_ENDS = frozenset(":–—")


class Extracted(NamedTuple):
    """The claims of a report in the order of its text, and the names in it that are no places there: they act or
    speak ("Moscow said"), or belong to a voice's name."""

    claims: tuple[Claim, ...]
    aside: frozenset[Name]


class Extractor:
    """The rule-based reader for one theatre; each of its `languages` is loaded when the first report in it is read."""

    def __init__(self, theatre: Theatre) -> None:
        self.theatre = theatre
        self.languages = frozenset(list_languages())
        self.loaded: dict[str, Language] = {}
        self.sources: dict[str, Source] = {source.source_id: source for source in theatre.sources}
        began = theatre.settings.began
        self.began = date.fromisoformat(began) if began else None
        self.states = {side.code: side.name for side in theatre.sides}
        self.seats = find_seats(theatre)
        self.capitals = frozenset(
            name for table in theatre.words.values() for words in table.values() for name in words.government
        )
        self.named: dict[str, Source] = {
            name.casefold(): source for source in theatre.sources for name in (source.name, *source.aliases)
        }

    def language(self, code: str) -> Language:
        """One of the languages, with the theatre's names."""
        if code not in self.loaded:
            self.loaded[code] = load_language(code, self.theatre)
        return self.loaded[code]

    def extract(self, report: Report, names: Sequence[Name], datings: Sequence[Dating] = ()) -> Extracted:
        """What a report says; nothing where no language's rules read it.

        `names` are the gazetteer's names in the text, in order; `datings` when an undated report may have been published.
        Claims of one id are one: one verb can be read for two of its objects in the same way.
        """
        claims: dict[str, Claim] = {}
        aside: set[Name] = set()
        for telling in self.tell(report, names, datings):
            for claim in telling.claims(self.theatre):
                claims.setdefault(claim.claim_id, claim)
            aside = telling.memory.aside
        return Extracted(tuple(claims.values()), frozenset(aside))

    def find_cues(self, report: Report, names: Sequence[Name]) -> tuple[tuple[Claim, ...], tuple[Cue, ...]]:
        """What an undated report tells, as if it were said on one day, and the dates that it gives."""
        claims: list[Claim] = []
        cues: list[Cue] = []
        for telling in self.tell(report, names, (), SOME_DAY):
            claims.extend(telling.claims(self.theatre))
            cues.extend(make_cues(telling))
        return tuple(claims), tuple(cues)

    def tell(
        self, report: Report, names: Sequence[Name], datings: Sequence[Dating], said: Span | None = None
    ) -> Iterator[Telling]:
        """The sentences of a report with what is found in them, each to be asked for its claims before the next one."""
        if report.language not in self.languages:
            return
        language = self.language(report.language)
        publisher = self.named.get((report.publisher or "").casefold())
        home = publisher.side if publisher else None
        first = next(
            (name for name in names if "settlement" in name.kinds and name.text not in self.capitals), None
        )
        memory = Memory(Scene(speaker=home), home, {"settlement": first} if first else {})
        spans = split_sentences(report.text, language.settings.abbreviations)
        sentences = (read_sentence(report.text, span, names, language) for span in spans)
        for one in with_following(sentences, partial(self.find_voices, language=language)):
            span = one.sentence.span
            memory.scene.speaker = home
            dating = next((one for one in datings if one.span[0] <= span.start < one.span[1]), None)
            yield self.read(one, report, language, memory, said or said_on(report, dating), dating)

    def find_voices(self, sentence: Sentence, language: Language) -> list[VoiceRef]:
        """The voices of a sentence by itself."""
        sides = find_sides(sentence, self.sources, language.settings.free_order)
        dates = find_dates(sentence, language, None)
        namer = VoiceNamer(sentence, sides, self.sources, Heard(), language, self.states, self.seats)
        return VoiceFinder(sentence, find_triggers(sentence, sides), dates, namer).find()

    def read(
        self,
        followed: Followed,
        report: Report,
        language: Language,
        memory: Memory,
        said: Span | None,
        dating: Dating | None,
    ) -> Telling:
        """Everything that one sentence holds; `memory` is brought up to date with its places and sides."""
        sentence, free_order = followed.sentence, language.settings.free_order
        sides = find_sides(sentence, self.sources, free_order)
        triggers = find_triggers(sentence, sides)
        dates = find_dates(sentence, language, said, self.began)
        namer = VoiceNamer(sentence, sides, self.sources, memory.heard, language, self.states, self.seats)
        finder = VoiceFinder(sentence, triggers, dates, namer)
        voices = finder.find()
        end_reports(sentence, voices)
        name_enemies(voices, sides, self.theatre.adversary(memory.publisher))
        if followed.next_to or not voices:
            behind = carried(followed.voices, voices, len(sentence.words))
            nearer = bool(behind) and names_whom(followed.voices, voices)
            voices = [*voices, *behind] if nearer else [*behind, *voices]
        if not voices and memory.quoted is not None and (followed.inside or is_quotation(sentence)):
            paragraph, speaker = memory.quoted
            voices = go_on(speaker, len(sentence.words)) if paragraph == sentence.span.paragraph else []
        if not (followed.inside and followed.left_open):
            memory.quoted = who_is_quoted(sentence, voices)
        topic = memory.scene.topic = memory.latest.get("settlement")
        names: list[NameRef] = []
        for name in sentence.names:
            if taken(sentence, name, sides):
                memory.aside.add(name.name)
            else:
                names.append(name)
        named = [range(one.first, titled(sentence, one)) for one in voices]
        places = [
            use
            for use in find_places(sentence, names, memory.latest, language)
            if not any(use.first in words for words in named)
        ]
        if len(places) > 1 and is_label(sentence, places[0]):
            places = places[1:]  # "Lyman: attacks near Torske"
        parties = Parties(sentence, sides, voices, memory.scene, self.theatre, free_order)
        outside = [ref for ref in triggers if not any(in_voice(one, ref) for one in voices)]
        events = EventReader(sentence, places, voices, parties, language).read(outside)
        voices += [
            one for raw in events if raw.event == "statement" for one in finder.takes_position(raw.first)
        ]
        return Telling(
            report=report,
            said=said,
            dating=dating,
            language=language,
            sentence=sentence,
            sides=sides,
            places=places,
            voices=voices,
            dates=dates,
            events=events,
            topic=topic,
            memory=memory,
            untrue=followed.untrue,
        )


def is_label(sentence: Sentence, use: PlaceUse) -> bool:
    """Whether a place opens a sentence only to say which part of the front it is about: "Lyman: …", "Siversk – …"."""
    return use.first == 0 and use.last < len(sentence.words) and sentence.words[use.last] in LABEL_ENDS


def titled(sentence: Sentence, one: VoiceRef) -> int:
    """Where the words that name a voice end, with its office behind a comma: "said X, head of the Y administration"."""
    at, size = one.last, len(sentence.words)
    if at + 1 >= size or sentence.words[at] != "," or one.verb < 0:
        return one.last
    office = sentence.over(DETERMINERS, at + 1)
    if sentence.starts("office", office) is None:
        return one.last
    return next((here for here in range(office, size) if sentence.words[here] in NAME_ENDS), size)


def find_seats(theatre: Theatre) -> dict[str, str]:
    """How English calls a state and its seat of government by each of their forms, which begin as the first one does: «у
    Москві» is Moscow, "Kiev" is Kyiv."""
    seats: dict[str, str] = {}
    english = theatre.words.get("en", {})
    for table in theatre.words.values():
        for side in table.keys() & english.keys():
            ours, known = table[side], english[side]
            for forms, names in ((ours.state, known.state), (ours.government, known.government)):
                folded = [*map(fold, forms)] if names else []
                seats.update((form, names[0]) for form in folded if form[0] == folded[0][0])
    return seats


def name_enemies(voices: Iterable[VoiceRef], sides: Sequence[SideRef], foe: str | None) -> None:
    """The side of voices that a side's own publisher calls the enemy: "the enemy admitted the loss of X"."""
    if foe is None:
        return
    for one in voices:
        named = any(ref.kind == "enemy" and one.first <= ref.first < one.last for ref in sides)
        if named and one.voice.side is None and one.voice.source_id is None:
            one.voice = replace(one.voice, side=foe)


def read_sentence(text: str, span: SentenceSpan, names: Sequence[Name], language: Language) -> Sentence:
    """A sentence with its words, the lexicon's hits and the names that lie in it."""
    own = text[span.start : span.end]
    words, spans = scan(own)
    refs = []
    at = len(names) if span.dateline else bisect_left(names, span.start, key=start_of)  # it places no event
    while at < len(names) and names[at].start < span.end:
        name = names[at]
        start, end = name.start - span.start, name.end - span.start
        first = bisect_left(spans, (start, start))
        if first < len(spans) and spans[first][0] == start:
            refs.append(NameRef(first, bisect_left(spans, (end, end)), name))
        at += 1
    sentence = Sentence(span, own, words, spans, language.lexicon.find(words), refs)
    unknown = find_unknown(sentence, language)
    if unknown:
        sentence.names = sorted([*refs, *unknown], key=lambda one: one.first)
    return sentence
