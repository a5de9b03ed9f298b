"""Groups of one event type and spot, in; happenings, each a head and its other faces, out.

Two sides tell one thing as two event types: what one captured the other left; what one launched the other brought down; a
strike and its dead are two claims. Which types are faces of which is `FACES`; each takes a head of the same spot and days,
one of each kind, and no face brings another head in, so nothing chains. docs/method/events.md has them with examples.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator

from msgspec import Struct

from contested.reconcile.event_groups import Group, Shelf, choose_denied
from contested.reconcile.event_matching import DENIAL_DAYS, LASTS_DAYS, ONCE_LATER, TOLL, agree, shares_number
from contested.reconcile.event_tellings import AREA, HERE, Telling
from contested.vocabulary import event_types

MEANS = ("drone_strike", "missile_strike", "air_strike", "shelling")
HITS = (*MEANS, "strike")
BROUGHT_DOWN, FLYING = "intercepted", ("drone_strike", "missile_strike", "strike")
EFFECTS = (TOLL, "infrastructure_damage", "equipment_loss", "supply_disruption")
# Effects that go with the one strike of a day, and what else may have caused them.
LONE = (TOLL, "infrastructure_damage")
FIGHTING = ("clashed", "repelled", "advanced", "entered", "captured", "withdrew")
CAPTURED, WITHDREW, HOLDS = "captured", "withdrew", "holds"
CLASHED, REPELLED, PART = "clashed", "repelled", "entered"
# The same strike, told by those who say that the other side did it.
ACCUSED = "accused"
# In one report on one source's word an effect follows its cause in the same sentence, or anywhere in it.
SAME_SENTENCE, SAME_REPORT = 3, 1


class Happening(Struct, eq=False):
    """A head and its faces by kind; `denials` are those of any of them."""

    head: Group
    faces: dict[str, Group]

    def groups(self) -> list[Group]:
        return [self.head, *self.faces.values()]

    def heads(self) -> list[Group]:
        """The head, and the head of those who accuse another of it."""
        return [group for kind, group in (("", self.head), *self.faces.items()) if kind in ("", ACCUSED)]

    @property
    def doer(self) -> str | None:
        """Who struck or attacked, as the head or else another face has it."""
        if self.head.event in (BROUGHT_DOWN, REPELLED):
            return self.head.target
        return self.head.actor or next(
            (doer for kind, face in self.faces.items() if (doer := doer_of(face, kind)) is not None), None
        )

    @property
    def victim(self) -> str | None:
        """Whom it befell."""
        return self.head.actor if self.head.event in (BROUGHT_DOWN, REPELLED) else self.head.target


class Face(Struct, frozen=True):
    """A type of event that can be another face of a head's: of which heads, how `near` in days (before, after the head),
    and whether they `fit`; `kind` is the place that it takes there."""

    event: str
    kind: str
    heads: tuple[str, ...]
    before: int
    after: int
    fits: Callable[[Happening, Group], bool]


def doer_of(face: Group, kind: str) -> str | None:
    """Who did what the head tells, as another face has it."""
    if kind in (BROUGHT_DOWN, REPELLED, WITHDREW):
        return face.target
    return None if kind in ("kept", PART) else face.actor


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
    Face(HOLDS, "taken", (CAPTURED, WITHDREW), 0, LASTS_DAYS, keeps_taken),
    Face(HOLDS, "kept", (CAPTURED, WITHDREW), 0, DENIAL_DAYS, keeps_hold),
    Face(HOLDS, "kept", (HOLDS,), LASTS_DAYS, LASTS_DAYS, keeps_hold),
    Face(PART, PART, (CAPTURED,), 0, 0, holds_part),
    Face(REPELLED, REPELLED, (CLASHED,), 0, 0, same_attacker),
)


def join_faces(groups: list[Group], shelf: Shelf) -> list[Happening]:
    """Every group as a head, or as the face of one."""
    of: dict[int, Happening] = {one.order: Happening(one, {}) for one in groups}
    by_event: dict[str, list[Group]] = defaultdict(list)
    for group in groups:
        by_event[group.event].append(group)
    for face in FACES:
        for group in by_event[face.event]:
            if is_free(of, group):
                happening = choose_head(face, group, of, shelf)
                if happening is not None:
                    attach(of, group, happening, face.kind)
    for group, happening in find_causes(groups, of):
        if group.event not in happening.faces and is_free(of, group) and of[group.order] is not happening:
            attach(of, group, happening, group.event)
    for group in groups:
        if group.event in LONE and is_free(of, group) and (lone := find_lone(group, of, shelf)) is not None:
            attach(of, group, lone, group.event)
    join_rivals(groups, of, shelf)
    return list({id(one): one for one in of.values()}.values())


def is_free(of: dict[int, Happening], group: Group) -> bool:
    """Whether a group stands alone, as neither face nor head."""
    happening = of[group.order]
    return happening.head is group and not happening.faces


def attach(of: dict[int, Happening], group: Group, happening: Happening, kind: str) -> None:
    happening.faces[kind] = group
    of[group.order] = happening


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
                    shares_number(one, other) for one in head.voices()[:8] for other in group.voices()[:8]
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


def find_causes(groups: list[Group], of: dict[int, Happening]) -> Iterator[tuple[Group, Happening]]:
    """Effects, each with the happening that its own tellers tell as its cause: in the same sentence, else a strike in the
    same report. Where two causes are told as near, nobody knows which."""
    told: dict[tuple[str, str], list[tuple[Telling, Group]]] = defaultdict(list)
    for group in groups:
        if event_types()[group.event].family in ("territory", "strike"):
            for telling in group.voices():
                for report in telling.reports:
                    told[telling.origin.source, report].append((telling, group))
    for group in groups:
        if group.event not in EFFECTS:
            continue
        scores: Counter[int] = Counter()
        for telling in group.voices():
            for report in telling.reports:
                for cause, head in told.get((telling.origin.source, report), ())[:64]:
                    if head.spot == group.spot and head.vouched >= group.vouched:
                        scores[head.order] += score_cause(cause, telling, of[head.order], group)
        best = Counter({id(of[order]): 0 for order in scores})
        for order, score in scores.items():
            best[id(of[order])] += score
        ranked = best.most_common(2)
        if ranked and ranked[0][1] and (len(ranked) < 2 or ranked[0][1] > ranked[1][1]):
            yield group, next(of[order] for order in scores if id(of[order]) == ranked[0][0])


def find_lone(group: Group, of: dict[int, Happening], shelf: Shelf) -> Happening | None:
    """The one strike that is told of a settlement on the days on which people were hurt or things broken there, where no
    fighting is told of it; null where several are."""
    days = group.first.days
    if days is None or not group.first.narrow or group.spot[1] != HERE:
        return None
    if any(shelf.find(event, group.spot, *days) for event in FIGHTING):
        return None
    found = {
        id(of[head.order]): of[head.order]
        for event in (*HITS, BROUGHT_DOWN)
        for head in shelf.find(event, group.spot, *days)
        if head.vouched or not group.vouched
    }
    if len(found) != 1:
        return None
    (lone,) = found.values()
    fits = agree(lone.doer, group.actor) and agree(lone.victim, group.target)
    return lone if fits and group.event not in lone.faces else None


def score_cause(cause: Telling, effect: Telling, happening: Happening, group: Group) -> int:
    """How near a cause is told to an effect, on one source's word: 0 where it is no cause of it."""
    days = [one for one in (cause.days, effect.days) if one is not None]
    if len(days) == 2 and (days[0][0] > days[1][1] or days[1][0] > days[0][1]):
        return 0
    if not agree(happening.doer, group.actor) or not agree(happening.victim, group.target):
        return 0
    if cause.claim.report_id == effect.claim.report_id and cause.claim.start == effect.claim.start:
        return SAME_SENTENCE
    return SAME_REPORT if cause.event in (*HITS, BROUGHT_DOWN) else 0


def join_rivals(groups: list[Group], of: dict[int, Happening], shelf: Shelf) -> None:
    """Strikes on one place on one day by other means, or by the other side, are two, but for those that are told of one:
    with the same number of dead or of what was fired; or by both sides, of each other, in one report."""
    for group in groups:
        days, happening = group.first.days, of[group.order]
        if group.event not in HITS or days is None or not group.first.narrow or group.spot[1] != HERE:
            continue
        for event in HITS:
            for other in shelf.find(event, group.spot, *days):
                rival = of[other.order]
                free = (
                    happening.head is group
                    and rival.head is other
                    and ACCUSED not in {*happening.faces, *rival.faces}
                )
                if (
                    free
                    and group.order < other.order
                    and group.vouched == other.vouched
                    and is_rival(happening, rival)
                ):
                    merge(of, happening, rival)


def is_rival(one: Happening, other: Happening) -> bool:
    """Whether two strikes are one, told otherwise: by whom, or by what means."""
    voices, others = list_voices(one), list_voices(other)
    accused = not agree(one.doer, other.doer)
    if accused:
        sides, rivals = accusers_of(voices, one.doer), accusers_of(others, other.doer)
        if not sides or not rivals or sides & rivals:
            return False
        if share_report(voices, others):
            return True
    return any(
        first.event == second.event and first.source != second.source and shares_number(first, second)
        for first in voices
        for second in others
    )


def share_report(voices: list[Telling], others: list[Telling]) -> bool:
    """Whether one report tells both."""
    reports = {report for telling in voices for report in telling.reports}
    return any(not reports.isdisjoint(telling.reports) for telling in others)


def accusers_of(voices: list[Telling], doer: str | None) -> set[str | None]:
    """The sides by which it is told, none where the side that is said to have done it tells it too."""
    sides = {one.origin.side for one in voices} - {None}
    return set() if doer in sides else sides


def list_voices(happening: Happening) -> list[Telling]:
    return [telling for group in happening.groups() for telling in group.voices()][:32]


def merge(of: dict[int, Happening], happening: Happening, rival: Happening) -> None:
    """One happening of two; faces of a kind that both have stand beside each other."""
    for kind, group in ((ACCUSED, rival.head), *rival.faces.items()):
        key = kind if kind not in happening.faces else f"{ACCUSED} {kind}"
        attach(of, group, happening, key)


def put_denials(denials: Iterable[Telling], shelf: Shelf) -> None:
    """Each denial is put with the nearest group that it denies, at each of its spots."""
    for denial in denials:
        for spot in sorted(denial.spots):
            for event, actor in list_denied(denial):
                group = choose_denied(denial, event, spot, shelf, actor)
                if group is not None:
                    group.denials.append(denial)
                    break


def list_denied(denial: Telling) -> Iterator[tuple[str, str | None]]:
    """The event types that a denial can speak of, with who did it: its own; a strike by other means; whoever denies that
    they left denies that it was taken; whoever denies the dead speaks of a strike."""
    yield denial.event, denial.actor
    if denial.event in HITS:
        yield from ((event, denial.actor) for event in HITS if "strike" in (event, denial.event))
    if denial.event == WITHDREW:
        yield CAPTURED, denial.target
    if denial.event == CAPTURED:
        yield WITHDREW, denial.target
    if denial.event in EFFECTS:
        yield from ((event, denial.actor) for event in (*HITS, BROUGHT_DOWN))
