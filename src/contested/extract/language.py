"""A language as data: its folder of TOML files, in; a `Language` with one lexicon over all its words, out.

`language.toml` holds word classes, `events/TYPE.toml` the frames of one event type. Adding a language
is adding a folder; adding a frame is adding a table to a file. No word of any language is in the code.
"""

from __future__ import annotations

import tomllib
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Literal

import msgspec
from msgspec import Struct

from contested.errors import SettingsError
from contested.extract.dates.forms import Forms
from contested.extract.dates.words import DateWords
from contested.extract.inflection import english_forms
from contested.extract.lexicon import GAP, Lexicon, split_phrase
from contested.extract.nominative import Nominatives, NominativeWords
from contested.extract.source_names import case_forms
from contested.model import Role
from contested.theatres import SideWords, Source, Theatre
from contested.vocabulary import event_types

HERE = Path(__file__).parent / "languages"
CASES = ".cases.toml"  # ends the name of a file of test cases beside the frames: no rule
SHORT = 4  # letters up to which a name in capitals is no other word in small ones ("US", "us")
Part = Literal["actor", "target", "place", "none"]


class Frame(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How one group of words announces an event, and what stands around them.

    The words: `verbs` are inflected (English) or stems; `words` are verb forms taken as they stand; `passives` are
    forms that are passive by themselves; `nouns` name the event; `states` are phrases after "to be"; `tail` are
    particles that must follow a verb, at a distance; `before` must stand before a noun.

    The slots: `subject`, `object`, `owner` (possessor or adjective of a noun) and `of` say which slot those fill.
    `place_role`: the role of its places. `passive`: the type in the passive; `moved`: a passive's subject is who acts
    ("troops were withdrawn"). `absorbs`: types that are this event's object, no events of their own.

    What it asks for: `thing` is a word class that the object must hold, `needs` one that the clause must hold,
    `barred` one that must not follow, `unless` one that the clause must not hold. `close`: the place must be the
    verb's very object; `ground`: a piece of ground will do; `adjacent`: nothing stands between the two. `active`: no
    passive; `transitive`: a form without object is a passive ("the troops surrounded near X"). `behind`: the thing
    stands behind the verb; `count`: a bare number will do for it ("injuring 16"). `apart`: the tail is the verb's
    object, whatever stands before it ("suffered very heavy losses"). `predicate`: only behind "to be". `means`: only
    where the clause names drones, missiles, aircraft or guns. `leader`, `state`: a state or one that speaks for it
    must be the subject. `named`: the actor must be named, `placed`: a place. `alone`: only where its clause tells no other event.
    `brief`: the adjective of a side alone fills the gap ("remains Ukrainian."). `unplaced`: it is told of a whole stretch of the front, and takes no place from the words before. `lasting`: whoever is there holds a part of it, and need not be coming in ("keeps a third of X").

    The type: `present` in the present tense ("they occupy X"), `ongoing` while under way ("are clearing X"), `struck`
    where civilians are its victims. `speaker`: who did it where a side's voice leaves it out: its `own` side, its
    `foe`, `likely` its own, `home`: the adversary of whose own the place is, `nobody`: it happens by itself.
    """

    verbs: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    passives: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    subject: Part = "actor"
    object: Part = "place"
    owner: Part = "actor"
    of: Part = "none"
    tail: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    thing: str | None = None
    needs: str | None = None
    barred: str | None = None
    close: bool = False
    means: bool = False
    ongoing: str | None = None
    present: str | None = None
    struck: str | None = None
    unless: str | None = None
    predicate: bool = False
    transitive: bool = False
    behind: bool = False
    state: bool = False
    count: bool = False
    apart: bool = False
    adjacent: bool = False
    active: bool = False
    ground: bool = False
    leader: bool = False
    alone: bool = False
    named: bool = False
    placed: bool = False
    place_role: Role | None = None
    passive: str | None = None
    moved: bool = False
    speaker: Literal["own", "foe", "likely", "home", "nobody"] | None = None
    absorbs: tuple[str, ...] = ()
    lasting: bool = False
    brief: bool = False
    unplaced: bool = False


class EventFrames(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One event type's file: `part` is the type when only a part of the place is meant, `ground` where a piece of ground stands for it; `means` maps a
    word class that names the means to the type that it makes of this one; `cause` maps it to the type of
    a second event, the cause of this one."""

    frame: tuple[Frame, ...]
    part: str | None = None
    ground: str | None = None
    means: dict[str, str] = {}
    cause: dict[str, str] = {}


class Trigger(Struct, frozen=True):
    """What the lexicon says of an event's words: the type, its frame (and which one), the form, and how many
    words are the frame's own (a gap is none)."""

    event: str
    number: int
    form: str
    frame: Frame
    words: int = 1

    @property
    def nominal(self) -> bool:
        """Whether the words are a noun or a state, whose slots are filled by owner and "of"."""
        return self.form in ("noun", "state")

    def __hash__(self) -> int:
        return hash((self.event, self.number, self.form))


class RelativeWords(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words that say where a place lies to a named one (`[relative]` of `language.toml`).

    `compass`: degrees clockwise from north, and the words for them, nouns and adjectives. `beyond`: those that say by
    themselves that it lies outside ("севернее X"). `length`: units in km. `some`: amounts left open, and what they
    bound in units. `bank`: a river's banks, `left`, `right` or by their bearing (`any`). `piece`: a part of a
    settlement, where a bearing stands before it; `quarter`: bearings that are one by themselves («на юге города X»);
    `centre`: its middle; `approach`: the ground before it. `stand_off`:
    prepositions before a distance; `leading`: words between distance and bearing, or before a bearing ("to the");
    `up_to`: bounds above; `reached`: those and prepositions that say where a movement ended; `by`: what makes a distance one of movement; `joins`: words before two names with the place
    between them.
    """

    compass: dict[str, tuple[str, ...]]
    length: dict[str, float]
    some: dict[str, tuple[float, float]]
    bank: dict[Literal["left", "right", "any"], tuple[str, ...]]
    beyond: tuple[str, ...]
    piece: tuple[str, ...]
    quarter: tuple[str, ...]
    centre: tuple[str, ...]
    approach: tuple[str, ...]
    stand_off: tuple[str, ...]
    leading: tuple[str, ...]
    up_to: tuple[str, ...]
    reached: tuple[str, ...]
    by: tuple[str, ...]
    joins: tuple[str, ...]


class LanguageFile(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`language.toml` as it is written. `free_order`: the subject may stand behind its verb. `infinitive_endings`: how
    infinitives end where frames do not tell forms apart. `name_endings`: the ends of a personal name or a noun, and what
    replaces them in the other cases. `nominative`: what turns the name of a voice back to the first."""

    code: str
    name: str
    inflection: Literal["english", "stems"]
    roles: dict[Role, tuple[str, ...]]
    classes: dict[str, tuple[str, ...]]
    relative: RelativeWords
    voices: dict[str, tuple[str, ...]]
    voice_kinds: dict[str, tuple[str, ...]]
    figures: dict[str, Any]
    dates: DateWords
    free_order: bool = False
    infinitive_endings: tuple[str, ...] = ()
    abbreviations: frozenset[str] = frozenset()
    irregular: dict[str, list[str]] = {}
    name_endings: dict[str, str] = {}
    nominative: NominativeWords = NominativeWords()


class Language(Struct, frozen=True, kw_only=True):
    """A language's words, ready to be found: `lexicon` holds classes, voices, roles, triggers and sides.

    A number in words begins with one of `number_words`, if not with a phrase of the lexicon or a digit.
    """

    settings: LanguageFile
    events: dict[str, EventFrames]
    lexicon: Lexicon
    number_words: frozenset[str]
    date_forms: Forms
    nominatives: Nominatives

    @property
    def code(self) -> str:
        return self.settings.code


def list_languages() -> dict[str, Path]:
    """Languages that the package reads, by code."""
    return {file.parent.name: file.parent for file in sorted(HERE.glob("*/language.toml"))}


@cache
def read_language(code: str) -> tuple[LanguageFile, dict[str, EventFrames]]:
    """The files of one language; SettingsError names the file and what is wrong in it."""
    folder = HERE / code
    settings: LanguageFile = read_strict(folder / "language.toml", LanguageFile)
    events: dict[str, EventFrames] = {}
    for file in sorted(folder.glob("events/*.toml")):
        if file.name.endswith(CASES):
            continue
        if file.stem not in event_types():
            raise SettingsError(f"{file}: no event type is called {file.stem}; see `contested list events`")
        events[file.stem] = read_strict(file, EventFrames)
    return settings, events


def read_strict(file: Path, kind: Any) -> Any:
    try:
        return msgspec.convert(tomllib.loads(file.read_text("utf-8")), kind)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise SettingsError(f"{file}: {error}; see docs/how-to/add-an-event-type.md") from error


def load_language(code: str, theatre: Theatre) -> Language:
    """A language with a theatre's names of sides and sources entered into its lexicon."""
    return make_language(code, tuple(theatre.words.get(code, {}).items()), tuple(theatre.sources))


@lru_cache(maxsize=8)
def make_language(
    code: str, sides: tuple[tuple[str, SideWords], ...], sources: tuple[Source, ...]
) -> Language:
    """The same of what a theatre's sides and sources are called. To enter a language's words takes a good part of a second,
    and most readers are for one theatre."""
    settings, events = read_language(code)
    lexicon = Lexicon()
    for kind, phrases in (settings.classes | settings.voices).items():
        for phrase in phrases:
            lexicon.add(phrase, kind)
    for kind in ("at_least", "at_most", "approximate"):
        for phrase in settings.figures[kind]:
            lexicon.add(phrase, kind)
    for name, phrases in settings.dates.named.items():
        for phrase in phrases:
            lexicon.add(phrase, "date", name)
    add_relative(lexicon, settings.relative)
    for word in settings.figures["numbers"]:
        lexicon.add(word, "number")
    for phrase, bounds in settings.figures["vague"].items():
        lexicon.add(phrase, "vague_figure", tuple(bounds))
    for kind, phrases in settings.voice_kinds.items():
        for phrase in phrases:
            lexicon.add(phrase, "voice_kind", kind)
    for role, phrases in settings.roles.items():
        for phrase in phrases:
            lexicon.add(phrase, "role", role)
    for event, frames in events.items():
        for number, frame in enumerate(frames.frame):
            add_frame(lexicon, event, number, frame, settings)
    for side, words in sides:
        for kind in words.__struct_fields__:
            for phrase in getattr(words, kind):
                if kind in ("agent", "oblique"):
                    lexicon.add(phrase, kind)
                    continue
                lexicon.add(phrase, "side", (side, kind, phrase.isupper() and len(phrase) <= SHORT))
    for source in sources:
        for phrase in (source.name, *source.aliases):
            lexicon.add(phrase, "source", source.source_id)
            for form in case_forms(phrase, settings.name_endings):
                lexicon.add(form, "source_case", source.source_id)
    numbers = frozenset(settings.figures["numbers"])
    return Language(
        settings=settings,
        events=events,
        lexicon=lexicon,
        number_words=numbers,
        date_forms=Forms(settings.dates, numbers),
        nominatives=Nominatives(settings.nominative, settings.name_endings),
    )


def add_relative(lexicon: Lexicon, words: RelativeWords) -> None:
    """Enter the words that place one thing by another, each class under its key."""
    for degrees, phrases in words.compass.items():
        for phrase in phrases:
            lexicon.add(phrase, "compass", float(degrees))
    for unit, km in words.length.items():
        lexicon.add(unit, "length", km)
    for amount, bounds in words.some.items():
        lexicon.add(amount, "some", bounds)
    for side, phrases in words.bank.items():
        for phrase in phrases:
            lexicon.add(phrase, "bank", side)
    for kind in (
        "beyond",
        "piece",
        "quarter",
        "centre",
        "approach",
        "stand_off",
        "leading",
        "up_to",
        "reached",
        "by",
        "joins",
    ):
        for phrase in getattr(words, kind):
            lexicon.add(phrase, kind)


def add_frame(lexicon: Lexicon, event: str, number: int, frame: Frame, settings: LanguageFile) -> None:
    """Enter every form of a frame's words."""

    def enter(phrase: str, form: str) -> None:
        own = sum(word != GAP for word in split_phrase(phrase))
        lexicon.add(phrase, "trigger", Trigger(event, number, form, frame, own))

    tails = [f"{GAP} {tail}" for tail in frame.tail] or [""]
    for phrase in frame.verbs:
        head, *rest = phrase.split()
        forms: dict[str, Any] = {head: "any"}
        if settings.inflection == "english":
            forms = dict(english_forms(head, settings.irregular))
        for word, form in forms.items():
            for tail in tails:
                enter(" ".join([word, *rest, tail]), form)
    for form, phrases in (
        ("any", frame.words),
        ("passive", frame.passives),
        ("noun", frame.nouns),
        ("state", frame.states),
    ):
        for phrase in phrases:
            for tail in tails if form == "passive" else ("",):
                enter(f"{phrase} {tail}".strip(), form)
