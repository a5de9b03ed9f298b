"""Groups of one event type and spot, in; happenings, each a head and its other faces, out.

Two sides tell one thing as two event types: what one captured the other left; what one launched the other brought down; a
strike and its dead are two claims. Which types are faces of which is `FACES`; each takes a head of the same spot and days,
one of each kind, and no face brings another head in, so nothing chains. docs/method/events.md has them with examples.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable

from msgspec import Struct

from contested.reconcile.event_effects import LONE, Causes, find_causes, find_lone, list_causes
from contested.reconcile.event_groups import Group, Shelf
from contested.reconcile.event_happenings import (
    BROUGHT_DOWN,
    CAPTURED,
    CLASHED,
    EFFECTS,
    HOLDS,
    KEPT,
    MEANS,
    PART,
    REPELLED,
    TAKEN,
    WITHDREW,
    Happening,
    attach,
    is_free,
    share_report,
)
from contested.reconcile.event_matching import DENIAL_DAYS, LASTS_DAYS, ONCE_LATER, agree, shares_number
from contested.reconcile.event_rivals import join_rivals
from contested.reconcile.event_tellings import AREA, HERE

FLYING = ("drone_strike", "missile_strike", "strike")
# Of each group so many tellings are asked for a number that both give.
MOST_NUMBERED = 8


class Face(Struct, frozen=True):
    """A type of event that can be another face of a head's: of which heads, how `near` in days (before, after the head),
    and whether they `fit`; `kind` is the place that it takes there."""

    event: str
    kind: str
    heads: tuple[str, ...]
    before: int
    after: int
    fits: Callable[[Happening, Group], bool]


def same_strike(happening: Happening, face: Group) -> bool:
    """Much is struck in a wide area on one day: there only what one report tells is one thing."""
    return agree(happening.doer, face.actor) and (
        face.spot[1] != AREA or share_report(happening.head.voices(), face.voices())
    )


def same_attacker(happening: Happening, face: Group) -> bool:
    """Whoever brings down or beats back names the attacker as its target, and is not the attacker."""
    attacker = happening.doer
    return agree(attacker, face.target) and (attacker is None or attacker != face.actor)


def same_flight(happening: Happening, face: Group) -> bool:
    return happening.head.spot[1] == HERE and same_attacker(happening, face)


def left_to(happening: Happening, face: Group) -> bool:
    """Whether those who left are not those who came; where both leavers or comers are told, they are the same."""
    comer, loser = happening.head.actor, happening.head.target
    return (
        None not in (comer, face.actor)
        and comer != face.actor
        and agree(comer, face.target)
        and agree(loser, face.actor)
    )


def keeps_taken(happening: Happening, face: Group) -> bool:
    """Whether the one who came is said to hold it."""
    head = happening.head
    if face.actor is None:
        return False
    return (
        face.actor != head.actor and agree(head.target, face.actor)
        if head.event == WITHDREW
        else face.actor == head.actor
    )


def keeps_hold(happening: Happening, face: Group) -> bool:
    """Whether the one who is said to have lost it is said to hold it, not only before that; of two who are said to hold it,
    the one who is told of later."""
    head, lost, held = happening.head, happening.head.first.days, face.first.days
    if face.actor is None or lost is None or held is None or held[1] < lost[1]:
        return False
    if head.event == HOLDS:
        return head.actor is not None and head.actor != face.actor and head.order < face.order
    return face.actor == (head.actor if head.event == WITHDREW else head.target)


def holds_part(happening: Happening, face: Group) -> bool:
    """Whether somebody else tells that a side, or nobody, was only in part of it."""
    parties = (happening.head.actor, happening.head.target, None)
    told = {one.source for one in happening.head.voices()}
    return face.actor in parties and all(one.source not in told for one in face.voices())


# In this order: a strike whose means are not said is one whose means are; then what was brought down of it.
FACES = (
    Face("strike", "strike", MEANS, 0, 0, same_strike),
    Face(BROUGHT_DOWN, BROUGHT_DOWN, FLYING, 0, 0, same_flight),
    Face(WITHDREW, WITHDREW, (CAPTURED,), ONCE_LATER, ONCE_LATER, left_to),
    Face(HOLDS, TAKEN, (CAPTURED, WITHDREW), 0, LASTS_DAYS, keeps_taken),
    Face(HOLDS, KEPT, (CAPTURED, WITHDREW), 0, DENIAL_DAYS, keeps_hold),
    Face(HOLDS, KEPT, (HOLDS,), LASTS_DAYS, LASTS_DAYS, keeps_hold),
    Face(PART, PART, (CAPTURED,), 0, 0, holds_part),
    Face(REPELLED, REPELLED, (CLASHED,), 0, 0, same_attacker),
)


def join_faces(groups: list[Group], shelf: Shelf) -> list[Happening]:
    """Every group as a head, or as the face of one. Those that somebody vouched for tells are joined before the others, so
    that nothing that nobody vouches for parts or joins them."""
    of: dict[int, Happening] = {one.order: Happening(one, {}) for one in groups}
    causes = list_causes(groups)
    for vouched in (True, False):
        join_all([one for one in groups if one.vouched is vouched], causes, of, shelf)
    return list({id(one): one for one in of.values()}.values())


def join_all(groups: list[Group], causes: Causes, of: dict[int, Happening], shelf: Shelf) -> None:
    by_event: dict[str, list[Group]] = defaultdict(list)
    for group in groups:
        by_event[group.event].append(group)
    for face in FACES:
        for group in by_event[face.event]:
            if is_free(of, group):
                happening = choose_head(face, group, of, shelf)
                if happening is not None:
                    attach(of, group, happening, face.kind)
    effects = [one for one in groups if one.event in EFFECTS]
    for group, happening in find_causes(effects, causes, of):
        if group.event not in happening.faces and is_free(of, group) and of[group.order] is not happening:
            attach(of, group, happening, group.event)
    for group in groups:
        if group.event in LONE and is_free(of, group) and (lone := find_lone(group, of, shelf)) is not None:
            attach(of, group, lone, group.event)
    join_rivals(groups, of, shelf)


def choose_head(face: Face, group: Group, of: dict[int, Happening], shelf: Shelf) -> Happening | None:
    """The happening that a group is a face of: the nearest; of two as near, none. A vouched one takes a vouched head."""
    days = group.first.days
    if days is None or not group.first.narrow:
        return None
    fits: dict[int, tuple[int, bool, float, Happening]] = {}
    for event in face.heads:
        for head in shelf.find(event, group.spot, days[0] - face.after, days[1] + face.before):
            happening = of[head.order]
            if (group.vouched and not head.vouched) or head is group or face.kind in happening.faces:
                continue
            if face.fits(happening, group):
                near = fit_days(head, group)
                shared = any(
                    shares_number(one, other)
                    for one in head.voices()[:MOST_NUMBERED]
                    for other in group.voices()[:MOST_NUMBERED]
                )
                fit = (near[0], not shared, near[1], happening)
                fits[id(happening)] = min(fits.get(id(happening), fit), fit, key=lambda one: one[:3])
    ranked = sorted(fits.values(), key=lambda one: one[:3])
    if not ranked or (len(ranked) > 1 and ranked[0][:3] == ranked[1][:3]):
        return None
    return ranked[0][3]


def fit_days(one: Group, other: Group) -> tuple[int, float]:
    """Days that two groups miss each other by, and that their middles are apart."""
    (start, end), (other_start, other_end) = one.first.days or (0, 0), other.first.days or (0, 0)
    return max(0, start - other_end, other_start - end), abs(start + end - other_start - other_end) / 2
