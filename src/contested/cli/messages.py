"""What is said beside the records: messages and progress, to stderr, so that stdout holds records only."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from contested.model import Account, Day, Rejection

if TYPE_CHECKING:
    from collections import Counter

    from contested.adding import AddedClaims
    from contested.adding_maps import AddedMap
    from contested.arrivals import Repeated
    from contested.ask.summary import Found
    from contested.desk import Desk
    from contested.pipeline import Added, ReadAgain

# What one report does, and several, by the kind of copy.
REPEATS = {
    "revision": ("is a later version of a page ({})", "are later versions of pages ({})"),
    "whole": ("is a copy (of {})", "are copies (of {})"),
    "passage": ("lifts a passage (of {})", "lift passages (of {})"),
}


def count(number: int, noun: str) -> str:
    """`1 report`, `2 reports`."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def say(text: str) -> None:
    """Print a message, without characters that a terminal would obey instead of show."""
    from contested.publish.words import clean

    for line in text.splitlines():
        print(clean(line), file=sys.stderr)


def say_rejections(rejections: Iterable[Rejection]) -> None:
    """One line for each report that was set aside."""
    for one in rejections:
        say(f"set aside: {one.where}: {one.reason}; {one.remedy}")


def say_added(added: Added, passed: Counter[str]) -> None:
    """What became of the reports that were read, and of files that no reader takes, by extension."""
    say_rejections(added.rejected)
    if passed:
        kinds = ", ".join(f"{suffix} {number}" for suffix, number in sorted(passed.items()))
        say(f"{count(passed.total(), 'file')} passed over: {kinds}")
    say(f"{count(added.new, 'report')} added, {added.held} held already, {len(added.rejected)} set aside")


def say_contact(desk: Desk) -> None:
    """That a desk which asks for pages does not say whom to complain to, where it does not."""
    fetch = desk.settings.fetch
    if fetch.contact is None and fetch.user_agent is None:
        say(
            "sites cannot tell whose program asks them; add to desk.toml, under [fetch]: "
            'contact = "mailto:you@example.org"'
        )


def say_claims_added(added: AddedClaims) -> None:
    """What became of claims that were made elsewhere."""
    say_rejections(added.rejected)
    told = f"{count(added.new, 'claim')} of {count(added.reports, 'report')} added"
    say(f"{told}, {added.held:,} held already, {len(added.rejected)} set aside")


def say_map_added(added: AddedMap) -> None:
    """What became of a map: of how many settlements it says what, and what it does not say."""
    say_rejections(added.rejected)
    if added.others:
        kinds = ", ".join(f"{kind} {number}" for kind, number in sorted(added.others.items()))
        say(f"{count(added.others.total(), 'feature')} passed over: {kinds}")
    if added.unclear:
        say(f"{count(added.unclear, 'settlement')} left out, of which the map says two things at once")
    states = ", ".join(f"{state} {number:,}" for state, number in sorted(added.told.items()))
    settlements = count(added.told.total(), "settlement")
    say(f"{settlements} {'added' if added.new else 'held already'}: {states}")
    if not added.known:
        say(f"nobody vouches for {added.source}, so its word turns no place; see contested vouch --help")


def say_repeats(new: int, repeats: Sequence[Repeated]) -> None:
    """How many of the new reports repeat others, and which, in one sentence; nothing where none does."""
    if not repeats:
        return
    if new == 1:
        say(f"the new report {say_kind(repeats[0])}")
    else:
        told = ", ".join(f"{one.reports:,} {say_kind(one)}" for one in repeats)
        say(f"of {new:,} new reports {told}")


def say_kind(repeated: Repeated) -> str:
    """What so many reports do, and whose words they repeat."""
    names = [*repeated.names, *([f"{repeated.more:,} more"] if repeated.more else [])]
    of = " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
    return REPEATS[repeated.kind][repeated.reports != 1].format(of)


def say_habits(account: Account) -> None:
    """By whose habits an account was worked out, and how much has been said since they were learned."""
    from contested.reconcile import count_statements, find_pace

    learned = account.habits
    if learned is None or not learned.speakers:
        return
    sources = count(len({one.source for one in learned.speakers}), "source")
    text = f"habits of {sources} learned from {count(learned.statements, 'statement')} on {learned.until}"
    text += f", places turning {find_pace(learned):.1f} times as often as usual"
    since = count_statements(account.controls) - learned.statements
    say(f"{text}; {count(since, 'statement')} since: build --relearn" if since > 0 else text)


def say_read_again(name: str, again: ReadAgain) -> None:
    """What a second reader did: reports and claims, claims that were not believed by why, reports set aside for it."""
    say_rejections(again.rejected)
    if again.waiting:
        say(f"{count(again.waiting, 'report')} not sent to {name}, which is out of reach; build again later")
    say(
        f"{count(again.read, 'report')} read by {name}: {count(again.claims, 'claim')}, "
        f"{again.dropped.total():,} not believed, {len(again.rejected)} set aside"
    )
    for reason, number in sorted(again.dropped.items()):
        say(f"- {reason}: {number:,}")


@contextmanager
def counting(what: str) -> Iterator[Callable[[int], None]]:
    """Show how much of a long work is done, where somebody watches; yields what to call with each step."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        TextColumn("{task.completed:.0f}"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(what, total=None)
        yield lambda steps: progress.advance(task, steps)


def print_found(counts: Found, until: Day, folder: Path) -> None:
    """What a site shows, in numbers, and the address of its page."""
    print(
        f"{count(counts.claims, 'claim')} of {count(counts.reports, 'report')}, "
        f"from {count(counts.origins, 'origin')}"
    )
    print(
        f"control of {count(counts.places, 'place')}, {count(counts.changes, 'change')} of state; "
        f"{count(counts.disputed, 'place')} disputed on {until}"
    )
    if counts.foreign:
        say(
            f"{count(counts.foreign, 'report')} in languages that are not read; see: contested list languages"
        )
    if counts.unvouched:
        say(
            f"nobody vouches for {count(counts.unvouched, 'source')}: such a source turns no place; on a desk "
            "that is kept, contested list sources shows them, contested vouch stands for those you know"
        )
    print((folder.resolve() / "index.html").as_uri())
