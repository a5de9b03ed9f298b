"""Controls and a period, in; the sentences on who holds what, what changed and what the sides say, out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

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
from contested.reconcile.status import row_on

# A brief is read in five minutes: what is left out is on the page.
PLACES, CHANGES = 12, 8
Found = list[tuple[Control, Status]]


def tell_states(
    controls: Iterable[Control],
    status_on: Callable[[Control, Day], Status],
    alone: bool,
    period: Period,
    words: Words,
) -> list[Sentence]:
    """Why it matters: of one place (`alone`) its state and what each side says, of all which are disputed; then what
    changed."""
    found = sorted(
        ((control, status_on(control, period.until)) for control in controls if control.days or alone),
        key=lambda pair: (-pair[1].origins, pair[0].place.name, pair[0].place.place_id),
    )
    found = [(control, status) for control, status in found if cite_status(status)]
    if alone:
        said = [one for control, status in found for one in tell_place(control.place.name, status, words)]
    else:
        said = [tell_disputes(found, period.until, words)] if found else []
    return said + list(tell_changes(found, status_on, period, words))


def tell_place(name: str, status: Status, words: Words) -> Iterator[Sentence]:
    """The state line, and a line for each side of which a voice speaks."""
    text = state_sentence(name, status, words)
    yield Sentence(text, cite_status(status), (Part(text, status_facts(name, status, words)),))
    for code, claimed in sorted(status.claimed.items()):
        ids = tuple(one.claim_id for one in status.evidence if one.side == code and one.says == claimed.state)
        if ids:
            text = claimed_sentence(code, claimed, words)
            yield Sentence(text, ids, (Part(text, side_facts(code, claimed, words)),))


def tell_disputes(found: Found, on: Day, words: Words) -> Sentence:
    """How many places are disputed, and which; it cites the places that it names, or the best known ones."""
    forms = words.wording.brief
    disputed = [pair for pair in found if pair[1].disputed]
    names = [control.place.name for control, _ in disputed[:PLACES]]
    counts = [("disputed", float(len(disputed))), ("places", float(len(found)))]
    if len(disputed) > PLACES:
        counts.append(("more", float(len(disputed) - PLACES)))
    listed = [*names]
    if len(disputed) > PLACES:
        listed.append(forms["and_more"].format(number=say_number(len(disputed) - PLACES, words)))
    form = forms[{0: "none_disputed", 1: "one_disputed"}.get(len(disputed), "disputed")]
    text = form.format(
        count=say_number(len(disputed), words), day=say_day(on, words), number=say_number(len(found), words)
    )
    if names:
        text = forms["namely"].format(said=text, names=join_names(listed, words))
    text = capitalise(text) + "."
    cited = (cite_status(status) for _, status in (disputed or found)[:PLACES])
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
    found: Found, status_on: Callable[[Control, Day], Status], period: Period, words: Words
) -> Iterator[Sentence]:
    """The places whose state on the last day is not that of the first, those that changed alike in one sentence; cited for
    both days."""
    alike: dict[tuple[str, str], list[tuple[str, tuple[str, ...]]]] = {}
    for control, status in found:
        if period.since is None or period.since < control.first or not control.days:
            continue
        if row_on(control, period.since) == row_on(control, period.until):
            continue
        before = status_on(control, period.since)
        if before.state != status.state:
            ids = (*cite_status(status), *cite_status(before))
            alike.setdefault((before.state, status.state), []).append((control.place.name, ids))
    for (old, new), places in list(alike.items())[:CHANGES]:
        yield tell_change((say_state(old, words), say_state(new, words)), places[:PLACES], period, words)


def tell_change(
    states: tuple[str, str], places: list[tuple[str, tuple[str, ...]]], period: Period, words: Words
) -> Sentence:
    """`A and B went from contested to Ukrainian-held between 1 November and 10 December 2025.`"""
    names = tuple(dict.fromkeys(name for name, _ in places))
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
    ids = tuple(dict.fromkeys(one for _, cited in places for one in cited))
    return Sentence(text, ids, (Part(text, facts),))


def cite_status(status: Status) -> tuple[str, ...]:
    """The strongest claim for each thing that the evidence says."""
    strongest: dict[str, str] = {}
    for one in status.evidence:
        strongest.setdefault(one.says, one.claim_id)
    return tuple(strongest.values())
