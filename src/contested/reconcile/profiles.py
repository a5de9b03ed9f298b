"""`profiles.toml` in; how likely each thing is to be told, by how a place stands and for how long, out."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import get_args

import numpy as np
import numpy.typing as npt

from contested.reconcile.chain import PHASES, Floats
from contested.reconcile.priors import Interest, Told
from contested.theatres import read_toml

TOLD: tuple[Told, ...] = get_args(Told)
# How a place stands to whom it speaks for.
STANDINGS = ("it holds", "another holds", "it comes in", "another comes in")
# The same, seen from another side.
SEEN_BY_OTHER = np.array([1, 0, 3, 2])
# The standings of which each is true.
TRUE_OF: dict[Told, tuple[int, ...]] = {
    "captured": (0,),
    "holds": (0,),
    "repelled": (0,),
    "withdrew": (0, 2, 3),
    "entered": (2, 3),
    "denied": (0, 2, 3),
}
# Denials may be worth their word or not: habits alone say.
HONEST: tuple[Told, ...] = tuple(one for one in TOLD if one != "denied")
# What tells outright that a place is somebody's, or no longer another's.
HOLDING: tuple[Told, ...] = tuple(one for one in HONEST if one != "entered")
# What tells of a turn.
TURNS: tuple[Told, ...] = ("captured", "withdrew", "entered")
# Whoever speaks of his own side's gains also speaks of the other's.
PARTNER: dict[Interest, Interest] = {"own": "against", "against": "own", "none": "none"}

Tables = dict[Interest, dict[Told, list[list[float]]]]


@cache
def load_profiles() -> dict[Interest, Floats]:
    """By interest: chances (told, standings, phases); SettingsError names a wrong key."""
    tables: Tables = read_toml(Path(__file__).with_name("profiles.toml"), Tables)
    profiles = {interest: np.array([tables[interest][told] for told in TOLD]) for interest in PARTNER}
    assert all(one.shape == (len(TOLD), len(STANDINGS), PHASES) for one in profiles.values())
    return profiles


def keep_honest(nats: Floats) -> Floats:
    """Log chances (told, standings, phases) in which nothing speaks against itself: all that is true of a word is at
    least as likely as all that is not, whatever its age. The bound between them is halfway between their means."""
    kept = nats.copy()
    for told in HONEST:
        number, true = TOLD.index(told), true_of(told)
        bound = (nats[number, true].mean() + nats[number, ~true].mean()) / 2
        kept[number, true] = np.maximum(nats[number, true], bound)
        kept[number, ~true] = np.minimum(nats[number, ~true], bound)
    return kept


def true_of(told: Told) -> npt.NDArray[np.bool_]:
    """Which standings (a mask) a word is true of."""
    return np.isin(np.arange(len(STANDINGS)), TRUE_OF[told])
