"""`priors.toml` in; the typed weights that evidence starts from, out."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal

from msgspec import Struct

from contested.model import Role, VoiceKind
from contested.theatres import read_toml
from contested.vocabulary import Implies

Interest = Literal["none", "own", "against"]
Said = Literal["asserted", "hedged", "denied"]
# What is told of who holds a place: an event type, or that what somebody claims is not so.
Told = Literal["captured", "withdrew", "entered", "holds", "repelled", "denied"]


class Limits(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where counting stops: extractor scores (0 to 1), km, days, and and a factor for repeats."""

    least_score: float
    settlement_km: float
    repeated: float
    repeated_days: int


class Priors(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`kind` in nats; the other tables are factors on it. What profiles.toml says is of a voice of so many nats as
    `profiled` says for each interest, and `trusted` as far as that."""

    kind: dict[VoiceKind, float]
    profiled: dict[Interest, float]
    trusted: float
    interest: dict[Interest, float]
    stance: dict[Said, float]
    implies: dict[Implies, float]
    role: dict[Role, float]
    limits: Limits


@cache
def load_priors() -> Priors:
    """The priors that ship with the package; SettingsError names a wrong key."""
    priors: Priors = read_toml(Path(__file__).with_name("priors.toml"), Priors)
    return priors
