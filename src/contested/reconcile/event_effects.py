"""The dead and the damage that are told of a place, in; the happening that each came of, out."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from contested.reconcile.event_groups import Group, Shelf
from contested.reconcile.event_happenings import BROUGHT_DOWN, HITS, Happening
from contested.reconcile.event_matching import agree
from contested.reconcile.event_tellings import HERE, Spot, Telling
from contested.vocabulary import event_types

# Effects that go with the one strike of a day, and what else may have caused them.
LONE = ("casualties", "infrastructure_damage")
FIGHTING = ("clashed", "repelled", "advanced", "entered", "captured", "withdrew")
# In one report on one source's word an effect follows its cause in the same sentence, or anywhere in it.
SAME_SENTENCE, SAME_REPORT = 3, 1
# Of what one source tells of one spot in one report so much is looked at.
MOST_CAUSES = 64

Causes = dict[tuple[str, str, Spot], list[tuple[Telling, Group]]]


def list_causes(groups: list[Group]) -> Causes:
    """What can have had an effect, by who tells it in which report of which spot."""
    told: Causes = defaultdict(list)
    for group in groups:
        if event_types()[group.event].family in ("territory", "strike"):
            for telling in group.tellings:
                for report in telling.reports:
                    told[telling.origin.source, report, group.spot].append((telling, group))
    return told


def find_causes(
    effects: list[Group], told: Causes, of: dict[int, Happening]
) -> Iterator[tuple[Group, Happening]]:
    """Effects, each with the happening that its own tellers tell as its cause: in the same sentence, else a strike in the
    same report. Where two causes are told as near, nobody knows which."""
    for group in effects:
        scores: Counter[int] = Counter()
        for telling in group.voices():
            for report in telling.reports:
                key = telling.origin.source, report, group.spot
                for cause, head in told.get(key, ())[:MOST_CAUSES]:
                    if cause.vouched >= group.vouched:
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
    if any(
        one.vouched >= group.vouched for event in FIGHTING for one in shelf.find(event, group.spot, *days)
    ):
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
