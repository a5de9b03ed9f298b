"""A head and the groups that are other faces of it: one happening, what is asked of it, and what the types of event in it
are called by the rules that put it together."""

from __future__ import annotations

from msgspec import Struct

from contested.reconcile.event_groups import Group
from contested.reconcile.event_tellings import Telling

MEANS = ("drone_strike", "missile_strike", "air_strike", "shelling")
HITS = (*MEANS, "strike")
BROUGHT_DOWN = "intercepted"
EFFECTS = ("casualties", "infrastructure_damage", "equipment_loss", "supply_disruption")
CAPTURED, WITHDREW, HOLDS = "captured", "withdrew", "holds"
CLASHED, REPELLED, PART = "clashed", "repelled", "entered"
# Faces by kind that are no event type: who took it holds it, who lost it still holds it; the same strike, told by those
# who say that the other side did it.
TAKEN, KEPT, ACCUSED = "taken", "kept", "accused"
# Of what thousands tell so many tellings are compared.
MOST_VOICES = 32


class Happening(Struct, eq=False):
    """A head and its faces by kind."""

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
        faces = ((kind, face) for kind, face in self.faces.items() if face.vouched >= self.head.vouched)
        return self.head.actor or next(
            (doer for kind, face in faces if (doer := doer_of(face, kind)) is not None), None
        )

    @property
    def victim(self) -> str | None:
        """Whom it befell."""
        return self.head.actor if self.head.event in (BROUGHT_DOWN, REPELLED) else self.head.target


def doer_of(face: Group, kind: str) -> str | None:
    """Who did what the head tells, as another face has it."""
    if kind in (BROUGHT_DOWN, REPELLED, WITHDREW):
        return face.target
    return None if kind in (KEPT, PART) else face.actor


def is_free(of: dict[int, Happening], group: Group) -> bool:
    """Whether a group stands alone, as neither face nor head."""
    happening = of[group.order]
    return happening.head is group and not happening.faces


def attach(of: dict[int, Happening], group: Group, happening: Happening, kind: str) -> None:
    happening.faces[kind] = group
    of[group.order] = happening


def share_report(voices: list[Telling], others: list[Telling]) -> bool:
    """Whether one report tells both."""
    reports = {report for telling in voices for report in telling.reports}
    return any(not reports.isdisjoint(telling.reports) for telling in others)


def list_voices(happening: Happening) -> list[Telling]:
    return [telling for group in happening.groups() for telling in group.voices()][:MOST_VOICES]
