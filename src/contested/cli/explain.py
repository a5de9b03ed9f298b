"""`contested explain`."""

from __future__ import annotations

import os
import sys
from shutil import get_terminal_size
from typing import Annotated

from cyclopts import Parameter

from contested.cli.arguments import DeskOption, day_option, make_command
from contested.cli.opening import open_read
from contested.errors import UsageError

command = make_command("explain", "contested explain Kupiansk --on 2025-11-21")


@command.default
def explain(
    what: Annotated[
        str, Parameter(name="PLACE|CLAIM", help="A place as for `status`, or a claim's id or its beginning.")
    ],
    /,
    *,
    on: Annotated[str | None, day_option("The day. Without it: that of the newest report")] = None,
    desk: DeskOption = None,
) -> None:
    """Why, in words: of a place, the claims for and against its state; of a claim, where it comes from."""
    from contested.ask.claims import find_claim
    from contested.ask.status import account_on, find_grounds, find_moves, find_status
    from contested.pipeline import last_published
    from contested.publish.explain import explain_claim, explain_place

    # Piped, lines stay whole for whoever searches in them.
    width = get_terminal_size().columns if sys.stdout.isatty() or "COLUMNS" in os.environ else None
    shop = open_read(desk)
    day = on or last_published(shop)
    asked = find_grounds(shop, {what})[what]
    account = account_on(shop, day, asked=[] if isinstance(asked, str) else [asked.ground])
    if claim := find_claim(what, account):
        print(explain_claim(claim, account, shop.theatre, width=width))
    elif isinstance(asked, str):
        raise UsageError(asked)
    else:
        control, status = find_status(shop, account, asked.ground, day)
        status = find_moves(shop, account, control, status)
        print(explain_place(control, status, account, shop.theatre, width=width))
