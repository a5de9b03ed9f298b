"""Strikes on one place on one day that are told of other doers or by other means, in; those that are one, joined, out."""

from __future__ import annotations

from contested.reconcile.event_groups import Group, Shelf
from contested.reconcile.event_happenings import ACCUSED, HITS, Happening, attach, list_voices, share_report
from contested.reconcile.event_matching import agree, shares_number
from contested.reconcile.event_tellings import HERE, Telling


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


def accusers_of(voices: list[Telling], doer: str | None) -> set[str | None]:
    """The sides by which it is told, none where the side that is said to have done it tells it too."""
    sides = {one.origin.side for one in voices} - {None}
    return set() if doer in sides else sides


def merge(of: dict[int, Happening], happening: Happening, rival: Happening) -> None:
    """One happening of two; faces of a kind that both have stand beside each other."""
    for kind, group in ((ACCUSED, rival.head), *rival.faces.items()):
        key = kind if kind not in happening.faces else f"{ACCUSED} {kind}"
        attach(of, group, happening, key)
