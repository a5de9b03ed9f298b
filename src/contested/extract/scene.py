"""What the readers of a sentence hand to one another: an event as it stands there, and who acts and speaks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from contested.extract.clauses import Bounds
from contested.extract.frames import TriggerRef
from contested.extract.language import Trigger
from contested.extract.roles import PlaceUse
from contested.extract.sides import SideRef
from contested.model import Name

ObjectKind = Literal["place", "settlements", "pronoun", "part", "ground", "thing", "none"]


class Object(NamedTuple):
    """What an event is done to: a place that the sentence names, settlements by number, a pronoun, a part of
    a place ("the centre", "the school"), a piece of ground ("positions", "a hill"), another thing, or nothing that is said."""

    kind: ObjectKind
    use: PlaceUse | None = None


NOTHING = Object("none")


class Clause(Struct, frozen=True):
    """An event's words with one frame that they may belong to, and the bounds of its clause."""

    ref: TriggerRef
    trigger: Trigger
    bounds: Bounds

    @property
    def start(self) -> int:
        return self.bounds.start

    @property
    def stop(self) -> int:
        return self.bounds.stop

    def holds(self, at: int) -> bool:
        """Whether word `at` is one of the clause's own."""
        return self.bounds.holds(at)


class RawEvent(Struct):
    """An event as it stands in a sentence: sides as codes, places as uses, words as positions.

    `doubts` are what the extractor inferred rather than read: a factor of its confidence, and why.
    """

    event: str
    clause: Clause
    actor: str | None = None
    target: str | None = None
    actor_ref: SideRef | None = None
    target_ref: SideRef | None = None
    places: list[PlaceUse] = []
    object: Object = NOTHING
    doubts: list[tuple[float, str]] = []

    @property
    def first(self) -> int:
        return self.clause.ref.first

    @property
    def last(self) -> int:
        return self.clause.ref.last

    def apart(self, **changes: Any) -> RawEvent:
        """Another event told by the same words, with doubts of its own."""
        return replace(self, doubts=list(self.doubts), **changes)

    def doubt(self, factor: float, reason: str) -> None:
        self.doubts.append((factor, reason))


@dataclass(slots=True)
class Scene:
    """Who acts and who speaks as a text goes on.

    `acting` is the side that acted last; `speaker` the side whose voice is heard (of a voice, else of the
    publisher); `said` the side that "it" means in a voice's words; `taker` who took or held a place last
    in this sentence; `topic` the settlement that the text is about.
    """

    acting: str | None = None
    speaker: str | None = None
    said: str | None = None
    taker: str | None = None
    topic: Name | None = None

    @property
    def deciding(self) -> tuple[str | None, str | None, str | None]:
        """What decides which side a pronoun, "the enemy" or a bare force stands for."""
        return self.acting, self.speaker, self.said
