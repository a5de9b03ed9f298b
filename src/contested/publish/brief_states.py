"""Controls and a period, in; the sentences on who holds what, what changed and what the sides say, out. A state is named
from a probability `state_at` on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from contested.model import Control, Day, Status
from contested.publish.check.facts import FactPlace, Facts, Part, Span, side_facts, status_facts
from contested.publish.period import Period
from contested.publish.records import Sentence
from contested.publish.words import (
    Words,
    capitalise,
    claimed_sentence,
    join_names,
    say_day,
    say_interval,
    say_number,
    say_state,
    state_sentence,
)
from contested.reconcile.status import origins_by, status_on

# A brief is read in five minutes: what is left out is on the page.
PLACES, CHANGES = 12, 8


def list_best_known(controls: Iterable[Control], until: Day, alone: bool) -> list[Control]:
    """The controls that can be told of: those of which most origins speak by that day first."""
    return sorted(
        (one for one in controls if one.evidence and (one.days or alone)),
        key=lambda one: (-origins_by(one, until), one.place.name, one.place.place_id),
    )


def tell_place(name: str, status: Status, words: Words) -> Iterator[Sentence]:
    """The state line, and a line for each side of which a voice speaks."""
    text = state_sentence(name, status, words)
    yield Sentence(text, cite_status(status), (Part(text, status_facts(name, status, words)),))
    for code, claimed in sorted(status.claimed.items()):
        ids = tuple(one.claim_id for one in status.evidence if one.side == code and one.says == claimed.state)
        if ids:
            text = claimed_sentence(code, claimed, words)
            yield Sentence(text, ids, (Part(text, side_facts(code, claimed, words)),))


def tell_disputes(
    told: Sequence[Control], disputed: Sequence[Control], state_at: float, on: Day, words: Words
) -> Sentence:
    """How many places are disputed, and which; it cites the places that it names, or the best known ones."""
    forms = words.wording.brief
    names = [one.place.name for one in disputed[:PLACES]]
    counts = [("disputed", float(len(disputed))), ("places", float(len(told)))]
    if len(disputed) > PLACES:
        counts.append(("more", float(len(disputed) - PLACES)))
    listed = [*names]
    if len(disputed) > PLACES:
        listed.append(forms["and_more"].format(number=say_number(len(disputed) - PLACES, words)))
    form = forms[{0: "none_disputed", 1: "one_disputed"}.get(len(disputed), "disputed")]
    text = form.format(
        count=say_number(len(disputed), words), day=say_day(on, words), number=say_number(len(told), words)
    )
    if names:
        text = forms["namely"].format(said=text, names=join_names(listed, words))
    text = capitalise(text) + "."
    cited = (cite_status(status_on(one, on, state_at)) for one in (disputed or told)[:PLACES])
    facts = Facts(
        kind="disputes",
        places=tuple(FactPlace(name, ("at",)) for name in dict.fromkeys(names)),
        times=(Span(on, on),),
        counts=tuple(counts),
        flags=("disputed",),
    )
    ids = tuple(dict.fromkeys(one for ids in cited for one in ids))
    return Sentence(text, ids, (Part(text, facts),))


def tell_changes(
    told: Sequence[Control],
    states_on: Callable[[Day], Sequence[str]],
    state_at: float,
    period: Period,
    words: Words,
) -> Iterator[Sentence]:
    """The places whose state on the last day is not that of the first, those that changed alike in one sentence; cited for
    both days. `states_on` has the states of all of these on a day."""
    alike: dict[tuple[str, str], list[Control]] = {}
    if period.since is None:
        return
    before, after = states_on(period.since), states_on(period.until)
    for one, was, now in zip(told, before, after, strict=True):
        if was != now and one.days and one.first <= period.since:
            alike.setdefault((was, now), []).append(one)
    for (was, now), changed in list(alike.items())[:CHANGES]:
        states = say_state(was, words), say_state(now, words)
        yield tell_change(states, changed[:PLACES], state_at, period, words)


def tell_change(
    states: tuple[str, str], changed: Iterable[Control], state_at: float, period: Period, words: Words
) -> Sentence:
    """`A and B went from contested to Ukrainian-held between 1 November and 10 December 2025.`"""
    names = tuple(dict.fromkeys(one.place.name for one in changed))
    text = words.wording.brief["changed"].format(
        place=join_names(names, words),
        before=states[0],
        after=states[1],
        period=say_interval(period.since, period.until, words),
    )
    facts = Facts(
        kind="change",
        places=tuple(FactPlace(name, ("at",)) for name in names),
        times=(Span(period.since, period.until),),
        states=tuple((one, "") for one in states),
    )
    days = [day for day in (period.until, period.since) if day]
    ids = dict.fromkeys(
        cited for one in changed for day in days for cited in cite_status(status_on(one, day, state_at))
    )
    return Sentence(text, tuple(ids), (Part(text, facts),))


def cite_status(status: Status) -> tuple[str, ...]:
    """The strongest claim for each thing that the evidence says."""
    strongest: dict[str, str] = {}
    for one in status.evidence:
        strongest.setdefault(one.says, one.claim_id)
    return tuple(strongest.values())
