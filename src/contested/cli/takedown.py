"""`contested takedown`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from contested.cli.arguments import DeskOption, make_command
from contested.cli.messages import say
from contested.cli.opening import open_shop
from contested.days import now
from contested.errors import UsageError

if TYPE_CHECKING:
    from contested.pipeline import Workshop

command = make_command(
    "takedown", "contested takedown undated-digest.txt --reason 'names a minor' --by 'A. Reader' --yes"
)


@command.default
def takedown(
    report: Annotated[str, Parameter(help="The report: its id, the beginning of that, or its name.")],
    /,
    *,
    reason: Annotated[str, Parameter(help="Why; it is kept, so leave out what is to be forgotten.")],
    by: Annotated[str, Parameter(help="Who decides it.")],
    yes: Annotated[bool, Parameter(help="Do not ask.", negative=())] = False,
    desk: DeskOption = None,
) -> None:
    """Destroy a report for good: its bytes, its text and title, the words of its claims. A row says who did it and why.

    It cannot be undone. The ledger's proofs stay valid, `contested verify` names the takedown, questions about past days
    answer without the report, and the same bytes are refused from then on. Bytes that another report shares stay, and so
    does what other reports quote. Backups made earlier, and what was published, still hold it: see to them yourself.
    """
    from contested.ask.takedowns import find_report, take_down

    if not reason.strip() or not by.strip():
        raise UsageError("takedown: --reason and --by must say something")
    shop = open_shop(desk)
    report_id = find_report(shop, report)
    if not yes:
        ask(shop, report_id)
    act, new = take_down(shop, report_id, reason.strip(), by.strip(), now())
    done = "is taken down" if new else f"was taken down on {act.on_day}; what was left of it is destroyed"
    say(f"report {act.report_id} {done}")
    say("the site shows it until: contested build; backups made before still hold it")


def ask(shop: Workshop, report_id: str) -> None:
    """Raises UsageError where nobody says yes."""
    if not sys.stdin.isatty():
        raise UsageError("takedown: nobody is there to be asked; give --yes where it is certain")
    say(f"report {report_id} will be destroyed for good")
    print("Write its first four characters to go on: ", end="", file=sys.stderr, flush=True)
    if sys.stdin.readline().strip() != report_id[:4]:
        raise UsageError("takedown: nothing was destroyed")
