"""A claim and on whose word it stands, in; what kind of evidence it is, and whether it can be another's repeated, out.

One function a kind, the first that knows it holds. Where nobody is cited, who is no witness of the thing may have it
from whoever told it before in the same words: an assessor, a newsroom, a channel, somebody unnamed. Footage, a party to
the war, an eyewitness and a map project speak for themselves, and so does anybody against his own side.
"""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from contested.model import Claim, Witness
from contested.trace.voices import Speaker
from contested.vocabulary import event_types


class Standing(Struct, frozen=True):
    """What kind of witness it is, why it counts as one, and whether it `may_repeat` what it cites nobody for."""

    witness: Witness
    reason: str
    may_repeat: bool


def stand_as(claim: Claim, speaker: Speaker) -> Standing:
    """How a claim stands as evidence on a speaker's word."""
    return next(standing for rule in RULES if (standing := rule(claim, speaker)) is not None)


def is_footage(_: Claim, speaker: Speaker) -> Standing | None:
    """Footage of one happening is one piece of evidence, whoever shows it and whoever says what is to be seen in it."""
    if speaker.kind != "footage":
        return None
    return Standing("footage", "footage: one witness, however many show it", False)


def is_admission(claim: Claim, speaker: Speaker) -> Standing | None:
    """A side that owns to a loss has no reason to take the other's word for it: a rival's gain from it, its own retreat."""
    side, implies = speaker.side, event_types()[claim.event].implies
    if side is None or implies == "nothing" or claim.stance == "denied":
        return None
    if (claim.actor if implies == "not_actor" else claim.target) != side:
        return None
    return Standing("admission", "an admission: no side takes its loss from the other", False)


def is_party(_: Claim, speaker: Speaker) -> Standing | None:
    """A staff, a ministry or an official speaks for its side; the two sides' statements stand apart, however alike."""
    if speaker.kind not in ("official", "ministry", "military"):
        return None
    return Standing("statement", "a side's own statement", False)


def is_eyewitness(_: Claim, speaker: Speaker) -> Standing | None:
    """Whoever was there saw it; two who were there are two."""
    if speaker.kind not in ("witness", "resident"):
        return None
    return Standing("eyewitness", "somebody who was there", False)


def is_map(_: Claim, speaker: Speaker) -> Standing | None:
    """A map project judges what others say before it draws: it comes after them and is still its own word. It is
    joined with another only where it names it or shows the same footage."""
    return Standing("map", "a map project's own assessment", False) if speaker.maps else None


def is_assessment(_: Claim, speaker: Speaker) -> Standing | None:
    """An institute weighs what others show and say: the same footage assessed twice is one, and so is the same post."""
    if speaker.kind not in ("think_tank", "analyst"):
        return None
    return Standing("assessment", "an assessment, as good as what it rests on", True)


def is_press(_: Claim, speaker: Speaker) -> Standing | None:
    """A newsroom or a channel that cites nobody may have it from anybody."""
    if speaker.kind not in ("outlet", "agency", "channel"):
        return None
    return Standing("report", "a report on its own word", True)


def is_unnamed(_: Claim, __: Speaker) -> Standing | None:
    """Voices without a name are one unknown origin a report, and no witness."""
    return Standing("unnamed", "nobody is named", True)


RULES: tuple[Callable[[Claim, Speaker], Standing | None], ...] = (
    is_footage,
    is_admission,
    is_party,
    is_eyewitness,
    is_map,
    is_assessment,
    is_press,
    is_unnamed,
)
