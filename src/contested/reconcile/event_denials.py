"""Denials, in; put with the group that each of them denies, out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from contested.reconcile.event_groups import Shelf, choose_denied
from contested.reconcile.event_happenings import BROUGHT_DOWN, CAPTURED, EFFECTS, HITS, WITHDREW
from contested.reconcile.event_tellings import Telling


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
