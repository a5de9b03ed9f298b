"""Who speaks: words of a sentence, in; the voice that they name, out.

Caught: known sources ("the General Staff"), kinds and ranks ("a channel", "General X"), sides ("Moscow"), names of
outlets, and "it", "the post" or a surname for a voice before.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from contested.extract.clauses import Sentence, longest
from contested.extract.language import Language
from contested.extract.lexicon import Hit
from contested.extract.sides import SideRef
from contested.extract.speakers import LONGEST_NAME, NO_NAME, names_person, person, voice_name
from contested.extract.speech import FILLER, in_apposition
from contested.extract.tokens import POSSESSIVE, fold
from contested.model import PERSONS, Voice, VoiceKind
from contested.theatres import Source, forces_id, side_id

ARTICLE = frozenset({"article"})
BEFORE_SIDE = frozenset({"article", "determiner", "contrast", "coordinator"})
BEFORE_VERB = FILLER | {"did", "wrongly"}  # "officials prematurely claimed", "the side does not confirm"
IN_NAME = frozenset({"bearing_of", "for_whom", "coordinator"})
LINKS = ("bearing_of", "role", "for_whom")
TOLD_THING = frozenset({"told_thing"})
ENEMIES = ("enemy", "foe")
BYSTANDERS = frozenset({"witness", "resident"})
WITNESSES = frozenset({"footage", "unnamed"})
REMEMBERED = 7  # voices before the last that a pronoun may mean
# Letters that one first name may begin with: Oleksandr and Alexander, Yevhen and Evgeny, Mykola and Nikolai, Hryhorii and
# Grigory, Volodymyr and Vladimir.
SAME_INITIALS = (
    "aeioyаеёєиіїйоуэюя",
    "ghгґх",
    "nmнм",
    "vwbвб",
    "dд",
    "kcк",
    "lл",
    "pп",
    "rр",
    "sсзшщz",
    "tт",
    "fф",
    "jж",
)
# Words of a body's name, which theatres give in English: with a capital each they look like a person's.
BODIES = frozenset(
    [
        "army",
        "battlegroup",
        "brigade",
        "centre",
        "center",
        "command",
        "committee",
        "corps",
        "council",
        "department",
        "directorate",
        "forces",
        "force",
        "front",
        "government",
        "group",
        "guard",
        "headquarters",
        "institute",
        "intelligence",
        "legion",
        "ministry",
        "office",
        "presidency",
        "regiment",
        "service",
        "staff",
        "systems",
        "troops",
    ]
)


@dataclass(slots=True)
class VoiceRef:
    """A voice and the words it covers: `first`–`last` name it with its verb and their date, `start`–`stop`
    are what it says. `verb` is the word of saying; `back`: it only refers to a voice named before; `cited`: another
    voice names it; `retracts`: what it denies is its own; `withholds`: it has not confirmed what is told; `wrongly`: who
    cites it says that it is false, or comes too early; `heard`: somebody was told it, or said to have told it."""

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
    withholds: bool = False
    wrongly: bool = False
    heard: bool = False


@dataclass(slots=True)
class Heard:
    """The voices of a text so far: the last few, and the last of each kind."""

    lately: tuple[Voice, ...] = ()
    by_kind: dict[str, Voice] | None = None
    by_name: dict[str, Voice] | None = None

    def by_surname(self, name: str) -> Voice | None:
        """The voice named before in full whose last name this is: "Ivan Petrenko said …. Petrenko added"."""
        return (self.by_name or {}).get(name)

    def hear(self, voice: Voice) -> None:
        """Keep a voice for "it" and, if it is a named person's, for a surname alone."""
        *before, surname = voice.name.split() or [""]
        if before and len(before) < LONGEST_NAME and voice.kind not in WITNESSES:
            self.by_name = {**(self.by_name or {}), surname: voice}
        if voice.kind not in WITNESSES:
            self.lately = (*self.lately[-REMEMBERED:], voice)
        self.by_kind = {**(self.by_kind or {}), voice.kind: voice}


def is_tied(sentence: Sentence, at: int) -> bool:
    """Whether the name that ends before word `at` only says whose somebody is: "Kremlin-affiliated"."""
    return sentence.words[at : at + 1] == ["-"] and sentence.starts("ties", at + 1) is not None


class VoiceNamer:
    """Names the voices of one sentence; `heard` are those before it. `states` are the
    names of sides by code, `seats` those of their capitals by their forms in languages with cases."""

    def __init__(
        self,
        sentence: Sentence,
        sides: list[SideRef],
        sources: dict[str, Source],
        heard: Heard,
        language: Language,
        states: Mapping[str, str],
        seats: Mapping[str, str],
    ) -> None:
        self.states, self.seats = states, seats
        self.nominatives = language.nominatives
        self.sentence, self.sides = sentence, sides
        self.sources, self.heard = sources, heard
        self.free_order = language.settings.free_order
        self.speaking: list[Voice] = []  # the voices found in the sentence so far

    def name_voice(
        self, first: int, last: int, showing: bool, governed: bool = False
    ) -> tuple[Voice | None, bool]:
        """The voice that words `first` to `last` (exclusive) name, and whether they only refer back to one. `governed`:
        a preposition puts the name in another case."""
        sentence = self.sentence
        last = min([hit.first for hit in sentence.found("according", first, last)], default=last)
        last = sentence.back_over(BEFORE_VERB, last, first)
        if self.free_order:
            last = sentence.back_over(TOLD_THING, last, first)  # «у штабі це спростували»
        if first >= last:
            return None, False
        known = self.known_sources(first, last, governed)
        if known:
            described = in_apposition(sentence, last) and not self.linked(known[0].first)
            source = self.sources[known[0 if described else -1].value]
            return Voice(
                name=source.name, kind=source.kind, side=source.side, source_id=source.source_id
            ), False
        kinds = [
            hit
            for hit in longest(sentence.found("voice_kind", first, last))
            if not is_tied(sentence, hit.last)
        ]
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
        name = self.nominatives.turn(voice_name(sentence, first, last))
        if sentence.holds("unnamed", first, last) and not (set(values) - {"analyst"}):
            return Voice(name=name, kind="unnamed", side=code), False
        if values:
            kind: VoiceKind = "footage" if showing and "footage" in values else values[0]
            if code is not None and not showing:
                if (forces := self.as_whole("forces", first, last)) is not None:
                    return Voice(name=forces, kind="military", side=code, source_id=forces_id(code)), False
                if (rulers := self.as_whole("rulers", first, last)) is not None:
                    return Voice(name=rulers, kind="official", side=code, source_id=side_id(code)), False
            return Voice(name=name, kind=kind, side=code), False
        if side is not None and side.kind == "state" and self.called_by(side, last) and not showing:
            return Voice(name=name, kind="outlet"), False
        if side is not None and side.kind in ("state", "leader", "force", "claimant") and not showing:
            owns = sentence.words[side.last - 1] == POSSESSIVE
            name = sentence.words_text(side.first, side.last - owns)
            name = self.seats.get(fold(name), name)
            if side.kind == "claimant" and not owns:
                name = self.states.get(code or "", name)  # "Russian claims": Russia's
            elif side.kind not in ("state", "claimant"):
                begin = side.first  # "Sergei Medvedev", who is not the leader of that name
                while begin > max(first, 1) and names_person(sentence, begin - 1):
                    begin -= 1
                name = sentence.words_text(begin, last)
            return Voice(name=name, kind="military" if side.kind == "force" else "official", side=code), False
        enemy = next((ref for ref in self.sides if ref.kind in ENEMIES and first <= ref.first < last), None)
        if enemy is not None and not showing:  # "the occupiers said"
            return Voice(name=sentence.words_text(enemy.first, enemy.last), kind="military"), False
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

    def as_whole(self, kind: str, first: int, last: int) -> str | None:
        """The words for a side's armed forces, or its officials, as a whole: "the Ukrainian military on Monday", "Russian
        officials"; no brigade, officer or governor."""
        sentence = self.sentence
        while first < last and sentence.starts_any(BEFORE_SIDE, first):
            first += 1
        for hit in sentence.found(kind, first, last):
            sided = {
                at for one in sentence.found("side", first, hit.first) for at in range(one.first, one.last)
            }
            owned = all(at in sided or sentence.words[at] == POSSESSIVE for at in range(first, hit.first))
            if (
                first < hit.first
                and owned
                and (hit.last == last or sentence.starts("role", hit.last) is not None)
            ):
                return sentence.words_text(first, hit.last)
        return None

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
        if is_tied(self.sentence, hit.last):
            return False  # "a Kremlin-affiliated blogger"
        if self.called_otherwise(hit, first):
            return False
        return (named or written == source.name or written in source.aliases) and self.of_its_side(hit, first)

    def called_otherwise(self, hit: Hit, first: int) -> bool:
        """Whether a surname has a first name before it that its bearer has in no spelling: another man of that name."""
        at = hit.first - 1
        if hit.last - hit.first > 1 or at < max(first, 1) or not names_person(self.sentence, at):
            return False
        source = self.sources[hit.value]
        known = {initial_of(name) for name in (source.name, *source.aliases) if " " in name}
        return bool(known) and initial_of(self.sentence.words[at]) not in known

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
        if not end or code is not None:
            return None
        meant = next(reversed(self.heard.lately), None)
        for kind, barred in (("he", is_body), ("it", is_person)):
            if sentence.starts(kind, first) is not None:
                before = reversed((*self.heard.lately, *self.speaking))
                meant = next((one for one in before if not barred(one)), None)
        if meant is None:
            return None
        rest = [at for at in range(end, last) if sentence.words[at][0].isalpha()]
        if any(not sentence.starts("speech_filler", at) for at in rest):
            return None
        by_kind = self.heard.by_kind or {}
        if known and meant.kind not in BYSTANDERS and all(hit.value in BYSTANDERS for hit in kinds):
            meant = None  # "the volunteer" is no staff that was heard before
        return next((by_kind[hit.value] for hit in kinds if hit.value in by_kind), meant)


def initial_of(name: str) -> str:
    """The first letter of a name; one for those that the same first name begins with in another language or script."""
    letter = name[0].casefold()
    return next((alike for alike in SAME_INITIALS if letter in alike), letter)


def is_person(voice: Voice) -> bool:
    """Whether a voice has a person's name: two to four words with a capital each, none of a body's."""
    words = voice.name.split()
    if voice.kind not in PERSONS or not 1 < len(words) <= LONGEST_NAME:
        return False
    return all(word[0].isupper() and word.casefold() not in BODIES for word in words)


def is_body(voice: Voice) -> bool:
    """Whether a voice is certainly no man or woman: of such a kind, known and not called like one, or a state."""
    known = voice.source_id is not None or (" " not in voice.name and voice.name[:1].isupper())
    return voice.kind not in PERSONS or (known and not is_person(voice))


def speaker_at(refs: list[VoiceRef], at: int) -> Voice | None:
    """The innermost voice with a side that covers word `at`."""
    sided = [ref.voice for ref in refs if covers(ref, at) and ref.voice.side]
    return sided[-1] if sided else None


def covers(ref: VoiceRef, at: int) -> bool:
    """Whether an event at word `at` stands on this voice's word."""
    return ref.verb == at or (ref.start <= at < ref.stop and not ref.first <= at < ref.last)
