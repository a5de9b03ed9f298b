"""`contested add`."""

from __future__ import annotations

from typing import Annotated

from cyclopts import Parameter

from contested.cli.arguments import DeskOption, Paths, check_paths, make_command
from contested.cli.messages import counting, say_added, say_repeats
from contested.cli.opening import open_shop
from contested.days import now
from contested.errors import UsageError

command = make_command("add", "contested add reports")


@command.default
def add(
    paths: Paths | None = None,
    /,
    *,
    claims: Annotated[str | None, Parameter(show=False)] = None,
    desk: DeskOption = None,
) -> int:
    """Read reports into the ledger: text, HTML and JSON-lines files, and folders of them.

    A report that is held already is not added again. One that cannot be read is set aside and named, and
    the exit code is then 3. New reports that repeat others, whole or in a passage, are counted, and some
    of those they repeat named. `contested build` finds the claims in what was added.
    """
    if claims is not None:
        raise UsageError(
            "add --claims: claims made elsewhere cannot be added yet; add the reports themselves"
        )
    if not paths:
        raise UsageError("add: give files or folders of reports; see contested add --help")
    from contested.ingest import count_passed
    from contested.pipeline import add_paths, find_repeats

    found = check_paths(paths)
    shop = open_shop(desk)
    with counting("reports read") as progress:
        added = add_paths(shop, found, now(), progress)
    say_added(added, count_passed(found))
    with counting("reports compared") as progress:
        repeats = find_repeats(shop, added.ids, progress)
    say_repeats(added.new, repeats)
    return 3 if added.rejected else 0
