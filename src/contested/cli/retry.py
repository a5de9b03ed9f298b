"""`contested retry`."""

from __future__ import annotations

from typing import Annotated

from cyclopts import Parameter

from contested.cli.arguments import DeskOption, make_command
from contested.cli.messages import count, counting, say, say_added, say_repeats
from contested.cli.opening import open_shop
from contested.days import now

command = make_command("retry", "contested retry")


@command.default
def retry(
    paths: Annotated[
        list[str] | None, Parameter(help="Only what was set aside there; without it, all.")
    ] = None,
    /,
    *,
    desk: DeskOption = None,
) -> int:
    """Read again the files and addresses in which reports were set aside: after they were mended, or with a later version.

    What is read now is set aside no more. What still cannot be read, or is no longer where it stood, is named,
    and the exit code is then 3. `contested list rejected` shows what is set aside.
    """
    from collections import Counter

    from contested.pipeline import find_repeats
    from contested.retrying import retry_rejected

    shop = open_shop(desk)
    with counting("reports read") as progress:
        retried = retry_rejected(shop, paths or [], now(), progress)
    if not retried.tried:
        say("nothing is set aside there" if paths else "nothing is set aside")
        return 0
    for where, why in retried.untried:
        say(f"not tried: {where}: {why}")
    say_added(retried.added, Counter())
    if retried.untried:
        say(f"{count(len(retried.untried), 'report')} not tried")
    with counting("reports compared") as progress:
        repeats = find_repeats(shop, retried.added.ids, progress)
    say_repeats(retried.added.new, repeats)
    return 3 if retried.added.rejected or retried.untried else 0
