"""How often places were seen to turn in; the chances a day by which those of a desk turn, out.

The chain counts the turns that it takes for likely and the days on which there could have been one, all by the same
`RATES`. Where it sees twice as many a day as on made worlds, places turn twice as fast as `RATES` say. The raw count
itself is no rate: people speak when something happens, so that turns crowd into the days that are spoken of.
"""

from __future__ import annotations

from msgspec.structs import replace

from contested.reconcile.chain import Rates, Turns

# Chances a day, from made worlds (docs/method/control.md): a held place that is spoken of becomes contested every
# two hundred and twenty days, a contested one somebody's after twelve. Where nobody speaks, little happens. Sides speak first
# of what is fought for: on real reports half of such places are contested. Fights of which sides speak last four times as
# long: 431 ended in 22,206 contested days of a map project's spots, 2022 to 2024 (docs/decisions/2026-11-27-fights-that-last.md).
RATES = Rates(
    to_contested=0.0045,
    outright=0.001,
    resolved=0.08,
    quiet=0.02,
    fought=0.25,
    contested_first=0.2,
    contested_claimed=0.5,
)
# What the chain counts by these rates on made worlds, seeds 21 to 36: turns for each day that is held, and contested.
SEEN_CONTESTED, SEEN_RESOLVED = 0.0273, 0.0668
# So many days' worth of that is expected of any desk: a small one has the usual pace.
USUAL_DAYS = 1000.0
# No desk is so many times slower or faster: behind such a count is something else than the war's pace.
MOST = 4.0
NO_TURNS = Turns(0, 0, 0, 0)


def find_rates(turns: Turns) -> Rates:
    """The rates of a desk on which so many turns were seen."""
    contested = compare(turns.contested, turns.held_days, SEEN_CONTESTED)
    resolved = compare(turns.resolved, turns.contested_days, SEEN_RESOLVED)
    return replace(
        RATES,
        to_contested=round(RATES.to_contested * contested, 6),
        outright=round(RATES.outright * contested, 6),
        resolved=round(RATES.resolved * resolved, 6),
    )


def compare(turns: int, days: int, usual: float) -> float:
    """How many times as fast as usual turns come, drawn to once; `turns` and `days` are in millionths."""
    seen = (turns / 1e6 + usual * USUAL_DAYS) / (days / 1e6 + USUAL_DAYS)
    return min(MOST, max(1 / MOST, seen / usual))
