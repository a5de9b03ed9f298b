"""What sources said and how it turned out, in; how likely each is to say what, when, out.

A habit is a table: of all that a source says of places that stand so (who holds them or comes in, and for how
long), the share that is this. It shows at once how often the source is right, how early it announces its own
side's gains, how late it admits losses, and whether its denials mean anything. Shares are counted over what all
else makes likely and drawn to those of its kind, and these to what is expected of anybody: the
expectation-maximisation of Dawid and Skene (1979), with the age of a state beside the state.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

import numpy as np
from msgspec import Struct

from contested.model import VoiceKind
from contested.reconcile.chain import PHASES, Floats, Ints, Turns
from contested.reconcile.pace import NO_TURNS, find_rates
from contested.reconcile.priors import Interest
from contested.reconcile.profiles import (
    PARTNER,
    SEEN_BY_OTHER,
    STANDINGS,
    TOLD,
    keep_honest,
    load_profiles,
    true_of,
)

# In each standing and phase, a kind's habits outweigh what is expected of anybody from so many statements on, a
# source's those of its kind. Of denials nothing is expected, and kinds show soon what they are worth.
KIND_STATEMENTS = 200.0
DENIAL_STATEMENTS = 3.0
SOURCE_STATEMENTS = 10.0
# What is seldom told of places that stand so starts with this many statements: a part of one doubtful case must not make
# a false word many times as likely.
LEAST_TOLD = 1.0
# Phases beside each other share so much of what is counted in them: a day more or less is chance.
SHARED = 0.5

# Who speaks for whom: a source and its kind, or a kind, and the interest.
Speaker = tuple[str, VoiceKind, Interest]
SHAPE = (len(TOLD), len(STANDINGS), PHASES)


class Habit(Struct, frozen=True, eq=False):
    """What a speaker's words mean: log chances `nats` (told, standings, phases). `told` and `right` say how many of each
    kind it told, and of how many of these it was true (expected number); `late` the days after which each is told as a
    rule, as a phase's index, -1 where nothing is known of that."""

    nats: Floats
    told: tuple[float, ...]
    right: tuple[float, ...]
    late: tuple[int, ...]


class Habits:
    """The habits of speakers; those of their kind, or of anybody, where one has not been heard. And of the war: the
    `rates` at which places turn."""

    def __init__(self, counts: Mapping[Speaker, Ints], turns: Turns = NO_TURNS) -> None:
        self.rates = find_rates(turns)
        shares = {speaker: share_phases(one / 1e6) for speaker, one in counts.items()}
        kinds: dict[tuple[VoiceKind, Interest], Floats] = defaultdict(lambda: np.zeros(SHAPE))
        for (_, kind, interest), one in sorted(shares.items()):
            kinds[kind, interest] = kinds[kind, interest] + one
        self.kinds = {key: draw_kind(key, kinds) for key in sorted(kinds)}
        self.known = {
            speaker: self.learn(speaker, one, shares, counts[speaker] / 1e6)
            for speaker, one in shares.items()
        }
        self.unheard: dict[tuple[VoiceKind, Interest], Habit] = {}

    def of(self, speaker: Speaker) -> Habit:
        """A speaker's habit."""
        if speaker in self.known:
            return self.known[speaker]
        key = speaker[1:]
        if key not in self.unheard:
            chances = self.kinds[key] if key in self.kinds else load_profiles()[key[1]]
            self.unheard[key] = record_habit(chances, np.zeros(SHAPE))
        return self.unheard[key]

    def learn(
        self, speaker: Speaker, mine: Floats, shares: Mapping[Speaker, Floats], counts: Floats
    ) -> Habit:
        """One speaker's habit, drawn to his kind's."""
        source, kind, interest = speaker
        partner = shares.get((source, kind, PARTNER[interest]), np.zeros(SHAPE))
        prior = self.kinds[kind, interest]
        said = mine.sum(axis=0) + partner.sum(axis=0)[SEEN_BY_OTHER]
        weight = np.maximum(SOURCE_STATEMENTS, LEAST_TOLD / prior)
        return record_habit((mine + weight * prior) / (said + weight), counts)


def draw_kind(key: tuple[VoiceKind, Interest], kinds: Mapping[tuple[VoiceKind, Interest], Floats]) -> Floats:
    """A kind's chances, drawn to what is expected of anybody."""
    kind, interest = key
    mine = kinds[key]
    partner = kinds.get((kind, PARTNER[interest]), np.zeros(SHAPE))
    said = mine.sum(axis=0) + partner.sum(axis=0)[SEEN_BY_OTHER]
    prior = load_profiles()[interest]
    weight = np.maximum(KIND_STATEMENTS, LEAST_TOLD / prior)
    weight[TOLD.index("denied")] = DENIAL_STATEMENTS
    return np.asarray((mine + weight * prior) / (said + weight))


def share_phases(counts: Floats) -> Floats:
    """Counts of which each phase also has a part of its neighbours'."""
    shared = counts.copy()
    shared[..., 1:] += SHARED * counts[..., :-1]
    shared[..., :-1] += SHARED * counts[..., 1:]
    return shared


def record_habit(chances: Floats, counts: Floats) -> Habit:
    """A habit from chances of saying, with what was counted."""
    late = []
    right = []
    for number, told in enumerate(TOLD):
        true = counts[number][true_of(told)]
        right.append(float(true.sum()))
        late.append(int(np.argmax(true.sum(axis=0))) if true.sum() > 0 else -1)
    return Habit(
        nats=np.round(keep_honest(np.log(chances)), 6),
        told=tuple(counts.sum(axis=(1, 2)).tolist()),
        right=tuple(right),
        late=tuple(late),
    )
