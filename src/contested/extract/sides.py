"""Who is meant: words for a side in a sentence, in; `SideRef` with the side's code, out.

Caught: names of states and governments ("Russia", "Moscow said"), adjectives and possessives with a
force behind them ("Russian assault groups", "Kyiv's forces"), forces by name ("AFU"), members
("Ukrainians"), leaders ("Zelensky"), "the enemy" and "the invaders" by who speaks, pronouns and bare
forces ("they", "assault units") by who acted last.
"""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from contested.extract.clauses import Sentence, longest
from contested.extract.lexicon import Hit
from contested.extract.tokens import POSSESSIVE
from contested.theatres import Source

REACH = (
    7  # words between an adjective and its force: "Russian Kh-101 cruise missile", "82nd Air Assault Brigade"
)
OFFICE = frozenset({"official", "ministry", "military"})  # kinds of sources that act for their side
REGIONS = frozenset({"region_word", "region_words"})
BARE = frozenset({"generic", "unit"})
BEHIND_FORCE = frozenset({"force", "state", "enemy", "ours", "foe"})
BEFORE_SAYING = frozenset({"speech_filler", "told_thing", "adverb"})
BREAKERS = frozenset({"role", "say", "coordinator"})  # what ends the noun phrase of a force
PLACE_ROLES = frozenset({"at", "near", "from", "to", "axis"})


class SideRef(Struct, frozen=True):
    """Words `first` to `last` (exclusive) name a side. `code` is null for "the enemy", pronouns and bare forces.

    `kind`: force, state, leader, owner (possessor or adjective before another noun), foe (the word of side
    `code` for its adversary), claimant ("Russian claims to have …"), enemy, ours, pronoun, them (an object), generic,
    unit (one unit, which may be anybody's), or source (an official, ministry or staff that the theatre knows). `owner` is
    where the words begin behind a force that say whose it is.
    """

    first: int
    last: int
    code: str | None
    kind: str
    owner: int | None = None


def find_sides(sentence: Sentence, sources: dict[str, Source], free_order: bool) -> list[SideRef]:
    """Every word or phrase of the sentence that names a side, in order. `free_order`: as its language's, in which whose a
    force is stands right behind it, in a case of its own."""
    refs: list[SideRef] = []
    taken: set[int] = set()
    for hit in longest(sentence.found("side")):
        code, kind, capitals = hit.value
        if capitals and not sentence.words_text(hit.first, hit.last).isupper():
            continue
        if any(ref.first < hit.first < ref.last for ref in refs):
            continue  # the "Defence Forces" in "Russia's Air Defence Forces"
        ref = side_phrase(sentence, hit, code, kind, free_order)
        if ref is not None:
            refs.append(ref)
            taken.update(range(ref.first, ref.last))
    for hit in longest(sentence.found("source")):
        source = sources[hit.value]
        if source.side and source.kind in OFFICE and taken.isdisjoint(range(hit.first, hit.last)):
            refs.append(SideRef(hit.first, hit.last, source.side, "source"))
            taken.update(range(hit.first, hit.last))
    loose = [
        ("enemy", "enemy"),
        ("ours", "ours"),
        ("pronoun_force", "pronoun"),
        ("object_force", "them"),
        ("bare_force", "generic"),
        ("bare_unit", "unit"),
        ("band", "generic"),
    ]
    for word_class, named in loose:
        for hit in longest(sentence.found(word_class)):
            if named == "pronoun" and any(
                sentence.starts("impersonal", at) is not None for at in (hit.first, hit.first - 1)
            ):
                continue  # "it looks as if …", "with it the road was cut"
            if named == "pronoun" and said_aside(sentence, hit):
                continue
            if not taken.isdisjoint(range(hit.first, hit.last)):
                continue
            thrown = named == "pronoun" and sentence.starts("object_force", hit.first) is not None
            kind = "them" if thrown and follows_verb(sentence, hit) else named  # «вибили їх»
            owns = kind in ("enemy", "ours") or sentence.starts("possessive", hit.first) is not None
            end = force_end(sentence, hit.last) if owns else None
            owner = owner_behind(sentence, hit.last, refs, free_order) if kind in BARE else None
            if owner is None and word_class == "band":
                continue  # a group of whoever it be
            if owner is not None:
                whose = owner.kind if owner.code is None or owner.kind == "foe" else "force"
                refs[refs.index(owner)] = SideRef(hit.first, owner.last, owner.code, whose, owner.first)
                taken.update(range(hit.first, owner.last))
                continue
            refs.append(SideRef(hit.first, end or hit.last, None, kind))
            taken.update(range(hit.first, end or hit.last))
    return sorted((with_members(sentence, ref) for ref in refs), key=lambda ref: ref.first)


def said_aside(sentence: Sentence, hit: Hit) -> bool:
    """Whether a pronoun only speaks, between two commas: "Ukrainian soldiers, it said, hold X"."""
    end = sentence.starts("say", hit.last)
    aside = end is not None and sentence.words[end : end + 1] == [","]
    return aside and hit.first > 0 and sentence.words[hit.first - 1] == ","


def is_ending(sentence: Sentence, at: int) -> bool:
    """Whether a word is a hyphen behind a number or the ending behind that: "90-ї"."""
    words = sentence.words
    if words[at] == "-":
        return at > 0 and words[at - 1][0].isdigit()
    return at > 1 and words[at - 1] == "-" and words[at - 2][0].isdigit()


def follows_verb(sentence: Sentence, hit: Hit) -> bool:
    """Whether an event's verb stands right before."""
    before = sentence.ending("trigger", hit.first)
    return before is not None and not before.value.nominal


def with_members(sentence: Sentence, ref: SideRef) -> SideRef:
    """A force with those of it that are meant: "riflemen of the Dnepr group of forces"."""
    at = ref.first - 1
    while at > 1 and (sentence.starts("article", at) or sentence.starts("ordinal", at)):
        at -= 1
    members = ref.kind == "force" and at > 0 and sentence.starts("bearing_of", at) is not None
    return replace(ref, first=at - 1) if members and sentence.starts("soldiers", at - 1) else ref


def owner_behind(sentence: Sentence, at: int, refs: list[SideRef], free_order: bool) -> SideRef | None:
    """The side that a bare force belongs to: "soldiers of the Russian army", «підрозділи противника», «війська рф»."""
    if free_order:
        while at < len(sentence.words) and (sentence.words[at][0].isdigit() or is_ending(sentence, at)):
            at += 1  # «підрозділи 90-ї тд»
        return next((ref for ref in refs if ref.first == at and ref.kind in BEHIND_FORCE), None)
    while at < len(sentence.words) and (sentence.starts("bearing_of", at) or sentence.starts("article", at)):
        at += 1
    return next((ref for ref in refs if ref.first == at and ref.code and ref.kind == "force"), None)


def side_phrase(sentence: Sentence, hit: Hit, code: str, kind: str, free_order: bool) -> SideRef | None:
    """A side's name with the noun that it qualifies, or None where it is a place here."""
    words = sentence.words
    after = hit.last
    if after < len(words) and words[after] == "-" and kind in ("adjective", "state", "government"):
        return None  # "US-supplied rockets" are not the supplier's
    possessive = after < len(words) and words[after] == POSSESSIVE
    if possessive:
        after += 1
    if kind in ("force", "people", "foe"):
        return SideRef(
            hit.first, force_end(sentence, after) or hit.last, code, "foe" if kind == "foe" else "force"
        )
    if (possessive or kind == "adjective") and sentence.starts("claim_verb", after):
        return SideRef(
            hit.first, after, code, "claimant"
        )  # "Russian claims to have taken X": who claims acts
    end = force_end(sentence, after) if possessive or kind == "adjective" else None
    if end is not None:
        return SideRef(hit.first, end, code, "force")
    if possessive or kind == "adjective":
        return SideRef(hit.first, after, code, "owner")
    if sentence.starts_any(REGIONS, hit.last):
        return None  # "the Kyiv region" is a place
    told = free_order and sentence.starts("say", sentence.over(BEFORE_SAYING, hit.last)) is not None
    if kind == "government" and not told and after_place_word(sentence, hit.first):
        return None  # but «у Києві заявили»
    if kind == "state" and after_role(sentence, hit.first):
        return None
    return SideRef(hit.first, hit.last, code, "leader" if kind == "leader" else "state")


def force_end(sentence: Sentence, at: int) -> int | None:
    """Where the noun phrase that starts at word `at` ends in a force, or None."""
    end = None
    for here in range(at, min(at + REACH, len(sentence.words))):
        if not sentence.words[here][0].isalnum() and sentence.words[here] != "-":
            break
        if sentence.starts_any(BREAKERS, here):
            break
        if sentence.starts("side", here) and here > at:
            break
        stop = sentence.starts("force", here)
        if stop is not None:
            end = max(stop, end or 0)
        elif end is not None or only_verb(sentence, here):
            break
    return end


def only_verb(sentence: Sentence, at: int) -> bool:
    """Whether word `at` begins an event's words and can be no noun, as "assault" can in "Air Assault Brigade"."""
    forms = {hit.value.form for hit in sentence.starting("trigger", at)}
    return bool(forms) and "noun" not in forms


def after_place_word(sentence: Sentence, at: int) -> bool:
    """Whether the name at word `at` stands where a place stands ("in Moscow", "attack Kyiv")."""
    if at == 0 or any(hit.last == at for hit in sentence.hits.get("according", ())):
        return False  # "according to Kyiv"
    if sentence.starts("deny", at + 1) is not None and sentence.ending("told_word", at) is not None:
        return False  # "…, a claim Kyiv denied"
    verbs = (hit for hit in sentence.hits.get("trigger", ()) if hit.last == at and not hit.value.nominal)
    if any(sentence.ending("whose", hit.first) is None for hit in verbs):
        return True  # but "X, whose capture Moscow announced"
    return after_role(sentence, at)


def after_role(sentence: Sentence, at: int) -> bool:
    """Whether a preposition of place stands right before word `at`."""
    return any(hit.last == at and hit.value in PLACE_ROLES for hit in sentence.hits.get("role", ()))
