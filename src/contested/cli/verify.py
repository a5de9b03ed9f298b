"""`contested verify`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from contested.cli.arguments import DeskOption, FormatOption, make_command
from contested.cli.messages import count, say
from contested.cli.opening import open_shop
from contested.cli.records import choose_format, print_records

if TYPE_CHECKING:
    from contested.ask.integrity import Integrity

command = make_command("verify", "contested verify")


@command.default
def verify(
    *,
    head: Annotated[
        str | None,
        Parameter(help="A head that was kept elsewhere: SIZE:ROOT as verify prints it, or a file of heads."),
    ] = None,
    ca: Annotated[
        Path | None,
        Parameter(help="Certificates of timestamp authorities, in PEM, to check their signatures by."),
    ] = None,
    format: FormatOption = None,
    desk: DeskOption = None,
) -> int:
    """Check that ledger and archive are whole and untampered, and that spans still fit the archived bytes.

    Names the first bad entry, then prints each problem; the exit code is 1 where there is one. Says which anchors cover how
    many of the ledger's entries: without one, somebody who can write here could have made all of it over.
    """
    from contested.ask.integrity import check_desk
    from contested.ledger.verify import Problem

    found = check_desk(open_shop(desk), head, ca)
    first = next((one for one in found.problems if one.entry is not None), None)
    if first is not None:
        say(f"first bad entry: {first.entry}, of {first.kind}, {first.key}: {first.what}")
    if choose_format(format) == "table" or format is None:
        for problem in found.problems:
            print(problem.what)
    else:
        print_records(Problem, found.problems, {}, format)
    say_covered(found)
    for act in found.takedowns:
        say(f"report {act.report_id} was taken down on {act.on_day} by {act.by}: {act.reason}")
    if found.problems:
        say(count(len(found.problems), "problem"))
        return 1
    say("the ledger and the archive are whole")
    return 0


def say_covered(found: Integrity) -> None:
    """The head, and what covers how much of what it stands for."""
    if found.head is None:
        return
    size = found.head.size
    say(f"head {found.head} of ledger {found.head.ledger}")
    borne_out = [one for one in found.covered if not one.wrong and not one.unchecked]
    for one in borne_out:
        at = f", {one.moment}" if one.moment else ""
        say(f"{one.size:,} of {size:,} entries are as {one.where} has them ({one.kind}{at})")
    for one in found.covered:
        if one.unchecked:
            say(f"{one.where} ({one.kind}, {one.size:,} entries, {one.moment}): {one.unchecked}")
    if not borne_out and not found.problems:
        say("consistent, not externally anchored; see: contested anchor --help")
