"""`contested verify`."""

from __future__ import annotations

from contested.cli.arguments import DeskOption, make_command
from contested.cli.messages import count, say
from contested.cli.opening import open_shop

command = make_command("verify", "contested verify")


@command.default
def verify(*, desk: DeskOption = None) -> int:
    """Check that ledger and archive are whole and untampered, and that spans still fit the archived bytes.

    Prints each problem; the exit code is 1 where there is one.
    """
    from contested.pipeline import verify as find_problems

    problems = find_problems(open_shop(desk))
    for problem in problems:
        print(problem)
    say(count(len(problems), "problem") if problems else "the ledger and the archive are whole")
    return 1 if problems else 0
