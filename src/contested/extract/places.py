"""Where: the gazetteer names and place descriptions of a sentence, in; its places with their roles, out.

A place has its role from the words before it (`roles.py`), how it lies to its name (`relations.py`) and what it lies
on with others (`lines.py`). A region that only encloses a settlement, and a settlement that only locates another, are
left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

import msgspec
from msgspec.structs import replace

from contested.extract.clauses import NameRef, Sentence
from contested.extract.language import Language
from contested.extract.lines import find_beside, find_lines, name_first
from contested.extract.relations import find_relation
from contested.extract.roles import MARKS, PlaceUse, heads, use_of
from contested.extract.sides import SideRef
from contested.extract.tokens import POSSESSIVE
from contested.model import Name, Relation, Role

AREAS = frozenset({"area_word", "axis_word"})
ENCLOSED = frozenset({"region", "country", "district", "river", "road"})  # what no region merely encloses
TELLING = frozenset({"trigger", "side"})  # words between two places that keep one from locating the other
SEATED = ("source", "office", "rulers")  # what sits in a capital
TOWNS = frozenset({"city_word", "village_word", "settlement_word"})
SETTLED = TOWNS | {"settlement_words"}
DESCRIBED_BY = 3  # words from "no" to what there was none of
CITY = 10_000  # inhabitants from which a settlement is called a town or city
TOWN = 50_000  # … from which on it is no village, whatever its namesakes are
CAPITAL = 200_000  # inhabitants from which a city is a region's, and its name the region's
DESCRIPTIONS = (
    ("city_word", "city"),
    ("village_word", "village"),
    ("settlement_word", "settlement"),
    ("region_word", "region"),
    ("area_word", "settlement"),
)
ENCLOSING = frozenset(
    {"encloser", "determiner", "settlement_word", "city_word", "village_word", "bearing", "side"}
)
LOCATED_WITHIN = 9  # words between a place and the one that locates it by distance and bearing
LIST_WITHIN = 6  # words from a list's comma to the next name: ", on the southern outskirts of X"
NEAR_WITHIN = 3  # … or by "near" or "outside" alone


def find_places(
    sentence: Sentence, names: Sequence[NameRef], latest: dict[str, Name], language: Language
) -> list[PlaceUse]:
    """The places of a sentence in order, of the `names` that are places in it. `latest` holds the last settlement and
    region named before it, and is brought up to date."""
    uses: list[PlaceUse] = []
    for name in names:
        if is_quarter(sentence, name, names):
            continue
        kinds = kinds_of(sentence, name)
        anchor = name.name if kinds == name.name.kinds else msgspec.structs.replace(name.name, kinds=kinds)
        use = use_of(sentence, name.first, name.last, uses, anchor)
        settlement = "settlement" in kinds
        use = use if use.settlement == settlement else replace(use, settlement=settlement)
        if use.role == "at" and sentence.starts("area_word", name.last) is not None:
            use = replace(use, role="near")  # "in the X area"
        if use.role == "at" and settlement and is_community(sentence, use):
            use = replace(use, role="near")  # somewhere in the community called so
        use = related(use, find_relation(sentence, name.first, name.last, language))
        if locates(sentence, use, uses) or encloses(sentence, use, uses):
            continue
        uses.append(use)
    uses.extend(described(sentence, uses, latest, language))
    uses.sort(key=lambda one: one.first)
    uses = on_lines(sentence, uses)
    uses = [
        use
        for use, after in zip_longest(uses, uses[1:])
        if after is None or not leads_to(sentence, use, after)
    ]
    there = any(use.settlement and use.role in ("at", "from") for use in uses)
    beside = any(use.settlement and use.role != "axis" for use in uses)
    for use in earlier_first(sentence, uses):
        # No text is about where something heads, nor about a direction of the front where a place is named too.
        aside = use.role == "to" or (use.role == "near" and there) or (use.role == "axis" and beside)
        if use.anchor is not None and use.anchor.start >= sentence.span.start and not aside:
            remember(use, latest)
    return uses


def earlier_first(sentence: Sentence, uses: Sequence[PlaceUse]) -> Sequence[PlaceUse]:
    """The places with those first by which an earlier time is told ("left X, months after Y was taken"): "the town" of the
    next sentence is none of them."""
    if len(uses) < 2 or not sentence.holds("later_than"):
        return uses
    others = [one for one in uses if one.settlement and one.role != "axis"]

    def tells_now(use: PlaceUse) -> bool:
        since = next((hit.first for hit in sentence.found("later_than", 0, use.first)), 0)
        return not any(one.last <= since for one in others)

    return sorted(uses, key=tells_now)


def related(use: PlaceUse, relation: Relation | None) -> PlaceUse:
    """The place with how it lies to its name. What lies outside it or on its rim is near it, unless that is what was
    left: "withdrew from positions north of X", but "3 km from X"."""
    if relation is None or (use.role == "axis" and relation.high_km is None):
        return use  # "the western X direction"; but "between 2 and 3 km from X"
    outside = relation.kind == "offset"
    left = use.role == "from" and use.offset
    near = (outside and not left) or (relation.kind == "edge" and use.role == "at")
    use = replace(
        use, relation=relation, offset=use.offset or outside, edge=use.edge or relation.kind == "edge"
    )
    if use.anchor is not None and "river" in use.anchor.kinds:
        if relation.kind == "bank":
            use = replace(use, anchor=replace(use.anchor, kinds=("river",)), settlement=False)
        elif relation.kind == "part" and not use.settlement:  # "the eastern side of the Oskil"
            use = replace(use, relation=replace(relation, kind="bank"))
    return replace(use, role="near") if near else use


def on_lines(sentence: Sentence, uses: list[PlaceUse]) -> list[PlaceUse]:
    """The places with the lines that they share; a river or road is where the settlement beside it is."""
    beside = find_beside(sentence, uses)
    uses = [replace(use, relation=beside.get(at, use.relation)) for at, use in enumerate(uses)]
    lines = find_lines(sentence, uses)
    return [
        replace(use, role="axis", relation=lines[at]) if at in lines else use for at, use in enumerate(uses)
    ]


def leads_to(sentence: Sentence, use: PlaceUse, after: PlaceUse) -> bool:
    """Whether a bearing only leads to the place behind it: "northeast of X near Y"."""
    name = name_first(sentence, after)
    at = use.last + 1 if use.last < len(sentence.words) and sentence.words[use.last] == "," else use.last
    role = at < len(sentence.words) and sentence.starts("role", at) == name
    return (
        use.offset
        and after.role == "near"
        and role
        and not after.offset
        and not in_list(sentence, use, after)
    )


def in_list(sentence: Sentence, use: PlaceUse, after: PlaceUse) -> bool:
    """Whether a comma parts two places and the list goes on behind the second: "south of X, near Y and in Z", and, but where
    it is measured how far off X the first is, "south of X, near Y and Z"."""
    if sentence.words[use.last : use.last + 1] != [","]:
        return False
    joint = sentence.starts("coordinator", after.last)
    another = not use.measured and any(name.first == joint for name in sentence.names)
    return another or goes_on(sentence, after.last)


def goes_on(sentence: Sentence, at: int) -> bool:
    """Whether a list of places with prepositions or bearings of their own goes on at word `at`: ", near Y", "and in Z",
    ", west of Y"."""
    joint = at
    while joint < len(sentence.words) and sentence.joins(joint):
        joint += 1
    if joint == at:
        return False
    behind = next((name.first for name in sentence.names if name.first >= joint), None)
    if behind is None or behind - joint > LIST_WITHIN:
        return leads_off(sentence, joint)  # a name that no gazetteer has
    told = any(sentence.starts_any(TELLING, here) for here in range(joint, behind))
    return not told and (sentence.starts("role", joint) is not None or leads_off(sentence, joint))


def leads_off(sentence: Sentence, at: int) -> bool:
    """Whether a bare bearing stands at word `at`: "south of X"."""
    end = sentence.starts("bearing", at)
    return end is not None and sentence.starts("bearing_of", end) is not None


def remember(use: PlaceUse, latest: dict[str, Name]) -> None:
    """Note the place as the last one named of its kind; "the village" is no city, "the city" no village."""
    if use.anchor is None:
        return
    wide = not ENCLOSED.isdisjoint(use.anchor.kinds)
    if use.settlement or (wide and use.anchor.kinds != ("country",)):
        latest["settlement" if use.settlement else "region"] = use.anchor
    if use.settlement:
        latest["city" if use.anchor.population >= CITY else "village"] = use.anchor


def taken(sentence: Sentence, name: NameRef, sides: list[SideRef]) -> bool:
    """Whether the words are a side ("Moscow said", "Ukraine's"), part of a known voice's name or a yardstick."""
    if any(
        ref.first <= name.first < ref.last
        and ref.kind in ("state", "leader", "owner", "force", "foe", "claimant")
        for ref in sides
    ):
        return True
    if sentence.starts("no_place", name.first) == name.last or measures(sentence, name):
        return True
    if name.name.kinds == ("country",) and name.first and sentence.starts("against", name.first - 1):
        return True
    if seats_office(sentence, name):
        return True
    return any(
        hit.first <= name.first and name.last <= hit.last
        for kind in ("source", "source_case")
        for hit in sentence.found(kind)
    )


def seats_office(sentence: Sentence, name: NameRef) -> bool:
    """Whether a capital only says whose an office is: "the General Staff in Kyiv", "the government in Moscow"."""
    link = sentence.ending("role", name.first)
    if link is None or sentence.starts("side", name.first) is None:
        return False
    return any(sentence.ending(kind, link.first) is not None for kind in SEATED)


def describes(sentence: Sentence, at: int, kinds: frozenset[str]) -> bool:
    """Whether a word of the classes stands at word `at` or behind an adjective or two: "no other large town"."""
    return any(sentence.starts_any(kinds, here) for here in range(at, at + DESCRIBED_BY))


def measures(sentence: Sentence, name: NameRef) -> bool:
    """Whether a name only measures what is told of another place or time: "heavier than in X", "the largest since X",
    but "since X fell"."""
    if sentence.ending("yardstick", name.first) is not None:
        return True
    if sentence.ending("since_when", name.first) is None:
        return False
    ends = name.last == len(sentence.words) or not sentence.words[name.last][0].isalnum()
    return ends or sentence.starts("role", name.last) is not None


def kinds_of(sentence: Sentence, name: NameRef) -> tuple[str, ...]:
    """The kinds of place the name can be here: "Kursk region" and "the Oskil" are no towns."""
    kinds = name.name.kinds
    if heads(sentence, name.last, "region_words") and "settlement" in kinds:
        return ("region",)
    region = sentence.starts("region_word", name.last) is not None
    article = name.first > 0 and sentence.starts("article", name.first - 1) is not None
    crossed = sentence.ending("across", name.first) is not None  # «за Оскол»
    other = tuple(kind for kind in kinds if kind != "settlement")
    return other if other and (region or article or (crossed and "river" in other)) else kinds


def is_quarter(sentence: Sentence, name: NameRef, names: Sequence[NameRef]) -> bool:
    """Whether a name is that of a part of a town, whatever village is called so too: "the X district of Y"."""
    within = sentence.ending("quarter", name.last) is not None  # "the X district" is one name
    end = name.last if within else sentence.starts("quarter", name.last)
    of = sentence.starts("bearing_of", end) if end is not None else None
    return of is not None and any(one.first == of and "settlement" in one.name.kinds for one in names)


def locates(sentence: Sentence, use: PlaceUse, before: list[PlaceUse]) -> bool:
    """Whether the place only says where the one before it lies: "X, around 5 miles east of Y", "X near Y"."""
    if not before or not before[-1].settlement or use.role not in ("near", "at", "axis"):
        return False
    name = name_first(sentence, use)
    gap = sentence.words[before[-1].last : name]
    span = range(before[-1].last, name)
    joint = span[0] + 1 if gap[:1] == [","] and len(gap) > 1 else before[-1].last
    if gap and (
        sentence.starts("coordinator", joint) or any(sentence.starts_any(TELLING, at) for at in span)
    ):
        return False
    apart = [at for at in span if sentence.words[at] == ","]
    if use.role == "near" and apart and sentence.starts("article_any", apart[0] + 1):
        return any(sentence.starts_any(TOWNS, at) for at in span)  # "X, a city south of Y, near Z"
    if use.offset and not use.measured and apart and (before[-1].offset or goes_on(sentence, use.last)):
        return False  # "in X, south of Y and near Z", "west of X, east of Y"
    if use.offset:
        return len(gap) <= LOCATED_WITHIN and (gap[:1] == [","] or "," not in gap)
    listed = any(
        word in MARKS or sentence.starts("coordinator", before[-1].last + n) for n, word in enumerate(gap)
    )
    area = sentence.starts_any(AREAS, use.last) and len(gap) <= NEAR_WITHIN
    if before[-1].role == "at" and area and "," not in gap:
        return True  # "X in the Y area"
    return use.role == "near" and before[-1].role == "at" and len(gap) <= NEAR_WITHIN and not listed


def encloses(sentence: Sentence, use: PlaceUse, before: list[PlaceUse]) -> bool:
    """Whether the place is a region that only says where the settlement before it lies."""
    spot = bool(before) and before[-1].anchor is not None and ENCLOSED.isdisjoint(before[-1].anchor.kinds)
    if not before or not (before[-1].settlement or spot):
        return False
    if use.settlement and not is_community(sentence, use):
        return names_region(sentence, use, before)
    if use.role in ("to", "from") and use.role != before[-1].role:
        return False  # "from X to the Y region"
    start = short_name(sentence, before[-1].last)
    gap = sentence.words[start : use.first]
    return len(gap) <= 8 and all(
        word in (",", "(", POSSESSIVE) or sentence.starts_any(ENCLOSING, start + n)
        for n, word in enumerate(gap)
    )


def is_community(sentence: Sentence, use: PlaceUse) -> bool:
    """Whether a settlement's name is its community's or district's: "the X community", «X-ської громади»."""
    return sentence.starts("region_word", use.last) is not None


def names_region(sentence: Sentence, use: PlaceUse, before: list[PlaceUse]) -> bool:
    """Whether a city's name stands for its region behind a smaller place: "in X, Zaporizhzhia, troops …". A list of two
    has an "and", and one of three goes on."""
    smaller, words = before[-1], sentence.words
    if use.anchor is None or smaller.anchor is None or use.anchor.population < CAPITAL:
        return False
    if words[smaller.last : use.first] != [","] or words[smaller.first - 1 : smaller.first] == [","]:
        return False
    behind = use.last + (words[use.last : use.last + 1] == [","])
    listed = any(one.first == behind for one in sentence.names)
    return not listed and sentence.starts("coordinator", behind) is None


def short_name(sentence: Sentence, at: int) -> int:
    """The word behind a short name in brackets: "the Special Economic Zone (SEZ)"."""
    bracketed = sentence.words[at : at + 3 : 2] == ["(", ")"]
    return at + 3 if bracketed else at


def described(
    sentence: Sentence, named: list[PlaceUse], latest: dict[str, Name], language: Language
) -> list[PlaceUse]:
    """ "The city", "the region", "the area", "its outskirts", "there": places that stand for one named before."""

    def stands_for(at: int, kind: str) -> Name | None:
        near = [use for use in named if use.first < at and use.settlement and use.role in ("at", "near")]
        if kind == "village" and near and near[-1].anchor and near[-1].anchor.population < TOWN:
            return near[-1].anchor  # a village may have a larger namesake
        known = dict(latest)
        for use in named:
            if use.first < at and use.role != "to":
                remember(use, known)
        return known.get(kind) or known.get("settlement")

    uses: list[PlaceUse] = []
    for words, kind in DESCRIPTIONS:
        for hit in sentence.found(words):
            lead = described_from(sentence, hit.first)
            if lead is None:
                continue
            if describes_alone(sentence, hit.last):
                anchor = stands_for(hit.first, kind)
                use = use_of(sentence, hit.first, hit.last, [], anchor or Name(0, 0, "", ()))
                role: Role = "near" if words == "area_word" and use.role == "at" else use.role
                settlement = kind != "region" or anchor is None or "settlement" in anchor.kinds
                use = related(use, find_relation(sentence, hit.first, hit.last, language))
                if not any((one.first, one.last) == (lead, use.last) for one in uses):
                    uses.append(replace(use, first=lead, role=role, anchor=anchor, settlement=settlement))
    for hit in sentence.found("outskirts"):
        lead = hit.first - 1
        while lead > 0 and sentence.starts("bearing", lead):
            lead -= 1
        if lead > 0 and sentence.words[lead] == POSSESSIVE and sentence.starts_any(TOWNS, lead - 1):
            lead = described_from(sentence, lead - 1) or lead  # "the town's northern outskirts"
        alone = lead >= 0 and (sentence.starts("this", lead) or sentence.starts("possessive", lead))
        alone = alone or language.settings.free_order  # it has no articles
        onward = sentence.starts("role", hit.last) if hit.last < len(sentence.words) else None
        named_next = any(name.first in (hit.last, onward) for name in sentence.names)
        if alone and not sentence.starts("bearing_of", hit.last) and not named_next:
            uses.append(
                PlaceUse(lead, hit.last, "near", stands_for(hit.first, "settlement"), True, edge=True)
            )
    for hit in sentence.found("surroundings"):
        centre = next((use for use in named if use.last == hit.first and use.settlement), None)
        if centre is not None:
            uses.append(replace(centre, first=hit.first, last=hit.last, role="near", relation=None))
    for hit in sentence.found("pronoun_place"):
        if sentence.starts("be", hit.last):
            continue  # "there are no troops"
        before = [use for use in named if use.last <= hit.first and use.role != "to" and use.anchor]
        anchor = before[-1].anchor if before else stands_for(hit.first, "settlement")
        settlement = before[-1].settlement if before else True
        uses.append(PlaceUse(hit.first, hit.last, "at", anchor, settlement))
    return uses


def described_from(sentence: Sentence, at: int) -> int | None:
    """Where "the city" begins, with up to two adjectives: "the whole town", "the ruined border village"."""
    for lead in range(at - 1, max(-1, at - 4), -1):
        if sentence.starts("this", lead):
            return lead
        if not sentence.words[lead].isalpha() or not sentence.starts("place_filler", lead):
            return None
    return None


def describes_alone(sentence: Sentence, last: int) -> bool:
    """Whether "the city" is followed by no name that it introduces ("the city of X")."""
    if any(0 <= name.first - last <= 1 for name in sentence.names):
        return False
    introduces = sentence.starts("bearing_of", last) and any(
        last < name.first <= last + 3 for name in sentence.names
    )
    return not introduces and not (last < len(sentence.words) and sentence.words[last] == POSSESSIVE)
